"""A small series on disk, a command line that is called in the process, and a log of its own."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from analysis import blocks
from analysis.files.results import write_mask, write_series, write_volume
from analysis.grid import Grid
from analysis.image import ArrayFrames, Mask, Series, Volume
from gui import log
from gui.command_line import entry

SHAPE = (9, 10, 8)
AFFINE = np.array([[-3.0, 0, 0, 12], [0, 3, 0, -14], [0, 0, 3, -10], [0, 0, 0, 1]])


@dataclass(frozen=True)
class Answer:
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def sentences(self) -> list[str]:
        """What was said, without the lines of progress."""
        lines = [line.removeprefix("algoscope: ") for line in self.err.splitlines()]
        return [line for line in lines if not line.lstrip()[:4].rstrip("%").strip().isdigit()]


@pytest.fixture
def log_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where this test logs; the root logger is put back afterwards."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    monkeypatch.setattr(log, "log_folder", lambda: tmp_path / "log")
    monkeypatch.setattr(log, "_hidden", {})
    yield tmp_path / "log"
    for handler in [h for h in root.handlers if h not in handlers]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    logging.captureWarnings(False)


@pytest.fixture
def call(log_folder: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[..., Answer]]:
    """Call the command line: ``call("info", path)``."""

    def run(*words: object) -> Answer:
        capsys.readouterr()
        code = entry.run([str(word) for word in words])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    yield run
    blocks.set_thread_count(None)


@pytest.fixture
def series() -> Series:
    """60 frames of 2 s: a slow wave and noise that differ from voxel to voxel; whole numbers."""
    rng = np.random.default_rng(7)
    time_s = 2.0 * np.arange(60)
    wave = np.sin(2 * np.pi * 0.04 * time_s)
    strength = np.linspace(5, 60, int(np.prod(SHAPE))).reshape(SHAPE)
    data = 1000 + strength[..., None] * wave + rng.normal(0, 12, (*SHAPE, 60))
    return Series(Grid(SHAPE, AFFINE), ArrayFrames(np.round(data).astype(np.float32)), 2.0, "bold")


@pytest.fixture
def mask(series: Series) -> Mask:
    """All but the outermost layer."""
    inside = np.zeros(SHAPE, dtype=bool)
    inside[1:-1, 1:-1, 1:-1] = True
    return Mask(series.grid, inside)


@pytest.fixture
def bold_path(tmp_path: Path, series: Series) -> Path:
    """The series as a file."""
    return write_series(series, tmp_path / "in" / "sub-01_task-rest_bold.nii.gz")


@pytest.fixture
def mask_path(tmp_path: Path, mask: Mask) -> Path:
    """The mask as a file."""
    return write_mask(mask, tmp_path / "in" / "mask.nii.gz")


@pytest.fixture
def t1_path(tmp_path: Path) -> Path:
    """A gray box of 1.5 mm voxels around the series."""
    data = np.zeros((24, 26, 22), np.float32)
    data[3:-3, 3:-3, 3:-3] = 80
    affine = np.diag([1.5, 1.5, 1.5, 1.0])
    affine[:3, 3] = (-18, -19, -16)
    return write_volume(Volume(Grid(data.shape, affine), data), tmp_path / "in" / "sub-01_T1w.nii.gz")
