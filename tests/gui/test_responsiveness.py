"""The window never stalls: no turn of its event loop takes over 50 ms while files are read and metrics computed.

Asserted is the CPU time of the GUI thread, because the time that passes belongs to whatever else the machine does.
A stall of ours comes again in every run; one that does not was the machine's, so a run may be repeated. On a core at
half of its usual pace all turns are twice as long, and still the shortest of five runs must keep the limit.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from time import thread_time

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from analysis.metrics.catalogue import ALFF, REHO
from analysis.scan import Modality
from gui import collector
from gui.app import Composition
from gui.commands import computing
from gui.settings import SettingsStore
from tests.gui.conftest import delete
from tests.gui.made_files import ball, save, save_t1
from tests.gui.made_scans import grid
from tests.gui.stalls import Stalls, watched

Watch = Callable[[], AbstractContextManager[Stalls]]
LIMIT_MS = 50.0
ATTEMPTS = 5
BUSY_PARTS = ("open", "ALFF", "ReHo")


@pytest.fixture
def synthetic(tmp_path: Path) -> list[Path]:
    """A T1, and a BOLD series of 48 × 52 × 30 voxels and 120 volumes."""
    on = grid((48, 52, 30), 3.5)
    random = np.random.default_rng(2)
    brain = ball(on, 60.0)
    level = np.where(brain, 1000, 10).astype(np.float32)
    noise = random.integers(-20, 20, (*on.shape, 120)).astype(np.float32)
    bold = save(tmp_path / "sub-01_task-rest_bold.nii.gz", level[..., None] + noise, on, tr_s=2.0)
    return [save_t1(tmp_path), bold]


@pytest.fixture
def real(fixtures: Path) -> list[Path]:
    """The real T1 and BOLD series."""
    folder = fixtures / "real" / "studyforrest"
    return [folder / "T1w_defaced.nii.gz", folder / "bold_task-oneback_156vol.nii.gz"]


def work_through(qtbot: QtBot, folder: Path, paths: Sequence[Path], watch: Watch = watched) -> Stalls:
    """Start, open, compute ALFF and ReHo, as a person does; what was measured on the way."""
    collector.hold()
    composition = Composition(SettingsStore(folder))
    composition.ready.connect(collector.settle)  # as the program does
    session, jobs = composition.session, composition.jobs

    def at_rest() -> None:
        qtbot.waitUntil(lambda: composition.is_ready and not jobs.jobs, timeout=60_000)
        qtbot.wait(60)  # what the last change has set off is drawn

    try:
        composition.window.resize(1440, 900)
        with watch() as stalls:
            composition.start([], demo=False)
            at_rest()
            stalls.part = "open"
            composition.window.open_paths(list(paths))
            at_rest()
            bold = next(layer for layer in session.layers if layer.scan and layer.scan.modality is Modality.BOLD)
            for metric, outputs in ((ALFF, ("zalff", "alff")), (REHO, ("reho", "zreho"))):
                stalls.part = "ALFF" if metric is ALFF else "ReHo"
                computing.compute_metric(session, jobs, metric, bold.id, outputs=outputs)
                at_rest()
        captions = [composition.window.drawer.tabText(n) for n in range(composition.window.drawer.count())]
        assert {"Time course", "Seed", "Clusters"} <= set(captions)  # they were there and followed
        assert sum(layer.stat_map is not None for layer in session.layers) == 4
    finally:
        composition.stop()
        delete(composition.window)
        collector.release()
    return stalls


def assert_no_stall(run: Callable[[int], Stalls]) -> None:
    for attempt in range(ATTEMPTS):
        stalls = run(attempt)
        assert stalls.n_ticks > 50
        assert set(BUSY_PARTS) <= set(stalls.busy_ms)
        print(stalls.in_words())
        longest = max(stalls.busy_ms[part] for part in BUSY_PARTS)
        if longest <= LIMIT_MS:
            return
    pytest.fail(f"the GUI thread was busy for {longest:.0f} ms at a stretch\n{stalls.in_words()}")


@pytest.fixture
def without_3d(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing in 3D depends on the graphics of the machine; here there is none."""
    monkeypatch.setattr(Composition, "_add_scene", lambda self, module: None)


@pytest.mark.usefixtures("without_3d")
def test_that_the_window_never_stalls_while_a_synthetic_series_is_read_and_computed(qtbot, synthetic, tmp_path):
    assert_no_stall(lambda attempt: work_through(qtbot, tmp_path / f"{attempt}", synthetic))


@pytest.mark.usefixtures("without_3d")
def test_that_the_window_never_stalls_while_real_scans_are_read_and_computed(
    qtbot, real, tmp_path, tmp_path_factory, monkeypatch
):
    def run(attempt: int) -> Stalls:
        monkeypatch.setenv("ALGOSCOPE_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))  # decode anew each time
        return work_through(qtbot, tmp_path / f"{attempt}", real)

    assert_no_stall(run)


@pytest.mark.slow
def test_that_the_3d_view_adds_nothing_but_its_drawing(qtbot, real, tmp_path, monkeypatch):
    from gui.scene3d.graphics import probe_graphics

    found = probe_graphics()
    if not found.can_draw:
        pytest.skip(f"no 3D graphics on this machine: {found.detail}")

    from gui.scene3d import stage

    @contextmanager
    def watched_but_for_drawing() -> Iterator[Stalls]:
        with watched() as stalls, monkeypatch.context() as patch:
            for name in ("__init__", "render"):
                patch.setattr(stage.Stage, name, timed(getattr(stage.Stage, name), stalls))
            yield stalls

    assert_no_stall(lambda attempt: work_through(qtbot, tmp_path / f"{attempt}", real, watched_but_for_drawing))


def timed(function: Callable[..., object], stalls: Stalls) -> Callable[..., object]:
    """The same function; its CPU time is noted as drawing."""

    def run(*arguments: object, **options: object) -> object:
        start = thread_time()
        try:
            return function(*arguments, **options)
        finally:
            stalls.drawing_s += thread_time() - start

    return run
