"""A disk that fills up in mid-file, a drive that is gone before the end: a sentence, and the older file stays whole.

The kernel lets no file grow beyond some bytes, whoever writes (Python, numpy, Qt), and no disk needs to be mounted for
that. What needs a whole disk is in ``test_bad_places``.
"""

import errno
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from analysis.errors import AlgoscopeError
from analysis.files import writing
from analysis.files.drawing_journal import read_journal
from analysis.files.region_files import write_masks
from analysis.files.results import write_map
from analysis.files.session_places import HashBook
from analysis.files.session_record import ReportEntry, ViewEntry
from analysis.labels.patch import Patch
from analysis.pipeline.outputs import put_description
from analysis.pipeline.store import Store
from analysis.presets import Preset, write_preset
from analysis.provenance import Provenance
from analysis.report.document import Document, Paragraphs
from gui.commands import drawing, region_files
from gui.commands.sessions import keeping
from gui.commands.sessions.capture import capture
from gui.figures.export import save_figure
from gui.figures.report_pdf import save_report
from gui.settings import Settings, SettingsStore
from tests.gui.made_scans import add_t1, grid
from tests.gui.test_bad_places import FIGURE, big_map

resource = pytest.importorskip("resource", reason="only POSIX limits the size of files")

LINES = tuple(f"Line {n}: " + "words " * 12 for n in range(60))
REPORT = Document(
    "made", (("Age", "42"),), "", ((Paragraphs("Findings", LINES),),), (Paragraphs("Methods", LINES),), {"a": 1}
)
ROWS = [(n, n**0.5) for n in range(2000)]
SHAPE = (24, 24, 24)


@contextmanager
def no_file_beyond(n_bytes: int) -> Iterator[None]:
    """Writing more into any file fails with "File too large", as it would with "No space left on device"."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def noise(n: int) -> np.ndarray:
    return np.random.default_rng(n).integers(0, 3, SHAPE)


@pytest.fixture
def drawn(session):
    """A drawing of noise, which no compression makes small."""
    add_t1(session, on=grid(SHAPE))
    drawing.begin_map(session)
    drawing.mark(session, "brush", Patch((0, 0, 0), noise(1) == 1))
    return session.drawing.current


def kept_in_store(folder: Path) -> None:
    Store(folder).arrays(
        "step", os.urandom(4).hex(), Provenance("test"), lambda: {"a": np.random.default_rng(1).random(4000)}
    )


def several_files(folder: Path) -> None:
    with writing.whole(folder / "result", force=True) as place:
        writing.write_text(os.urandom(4).hex(), place / "a.txt")
        writing.write_tsv(("n", "root"), ROWS, place / "b.tsv")


WRITERS: dict[str, Callable[[Path], object]] = {
    "report.pdf": lambda folder: save_report(REPORT, folder / "report.pdf", force=True),
    "report.html": lambda folder: save_report(REPORT, folder / "report.html", force=True),
    "figure.png": lambda folder: save_figure(FIGURE, folder / "figure.png", force=True),
    "figure.svg": lambda folder: save_figure(FIGURE, folder / "figure.svg", force=True),
    "figure.pdf": lambda folder: save_figure(FIGURE, folder / "figure.pdf", force=True),
    "figure.tiff": lambda folder: save_figure(FIGURE, folder / "figure.tiff", force=True),
    "table": lambda folder: writing.write_tsv(("n", "root"), ROWS, folder / "table.tsv", force=True),
    "words": lambda folder: writing.write_text("words " * 4000, folder / "words.txt", force=True),
    "files of a result": several_files,
    "map": lambda folder: write_map(big_map(), folder, force=True),
    "step of a run": kept_in_store,
}  # fmt: skip


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("n_bytes", [0, 1500, 4500])
def test_that_what_does_not_fit_is_said_and_what_was_there_stays(qapp, tmp_path, name, n_bytes):
    write = WRITERS[name]
    write(tmp_path)
    before = files_of(tmp_path)
    with no_file_beyond(n_bytes), pytest.raises(AlgoscopeError) as failure:
        write(tmp_path)
    assert str(failure.value).endswith(".")
    assert "Errno" not in str(failure.value)
    after = files_of(tmp_path)
    if name == "step of a run":  # the record of a step comes before its result
        after = {path: content for path, content in after.items() if path in before or not path.endswith(".json")}
    assert after == before
    write(tmp_path)  # there is room again


@pytest.mark.parametrize("name", WRITERS)
def test_that_a_drive_that_is_gone_before_the_end_is_said_and_what_was_there_stays(qapp, tmp_path, monkeypatch, name):
    """Nothing can be renamed, and nothing removed, as where the server does not answer any more."""
    write = WRITERS[name]
    write(tmp_path)
    before = files_of(tmp_path)

    def gone(*_: object, **__: object) -> None:
        raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))

    with monkeypatch.context() as patched:
        for call in ("replace", "rename", "unlink", "remove"):
            patched.setattr(os, call, gone)
        with pytest.raises(AlgoscopeError) as failure:
            write(tmp_path)
    assert os.strerror(errno.ESTALE) in str(failure.value)
    after = files_of(tmp_path)
    assert {path: after[path] for path in before} == before


@pytest.mark.parametrize("kind", ["regions", "masks", "session"])
def test_that_drawn_regions_that_do_not_fit_leave_the_older_file_as_it_was(session, drawn, tmp_path, kind):
    def write() -> None:
        if kind == "regions":
            region_files.write(drawn.labels.frozen(), tmp_path / "regions.nii.gz", "scanner")
        elif kind == "masks":
            write_masks(drawn.labels, tmp_path / "masks", force=True)
        else:
            keeping.write_session(capture(session, ViewEntry(), ReportEntry({})), tmp_path / "session", HashBook())

    write()
    before = files_of(tmp_path)
    drawing.add_region(session)
    drawing.mark(session, "brush", Patch((0, 0, 0), noise(2) == 1))
    with no_file_beyond(900), pytest.raises(AlgoscopeError) as failure:
        write()
    assert str(failure.value).endswith(".")
    after = files_of(tmp_path)
    assert {path: after.get(path) for path in before} == before
    assert not [path for path in after if "part" in path or "tmp" in path]


def test_that_a_journal_that_may_not_grow_is_said_and_is_whole_once_it_may(session, tmp_path):
    told: list[str] = []
    session.told.connect(told.append)
    session.drawing.keep_in(tmp_path / "drawings")
    add_t1(session, on=grid(SHAPE))
    drawing.begin_map(session)
    drawing.mark(session, "brush", Patch((1, 1, 1), np.ones((2, 2, 2), dtype=bool)))
    (journal,) = (tmp_path / "drawings").glob("*.journal")
    with no_file_beyond(journal.stat().st_size + 40):
        for n in range(3):
            drawing.mark(session, "brush", Patch((0, 0, 0), noise(n) == 1))
    assert told
    assert all(sentence.endswith(".") for sentence in told)
    drawing.mark(session, "brush", Patch((4, 4, 4), np.ones((2, 2, 2), dtype=bool)))
    recovered = read_journal(next((tmp_path / "drawings").glob("*.journal")))
    assert np.array_equal(recovered.labels.data, session.drawing.labels.data)
    assert [path.name for path in (tmp_path / "drawings").iterdir() if "part" in path.name] == []


def test_that_settings_that_cannot_be_written_stay_as_they_were(tmp_path):
    store = SettingsStore(tmp_path)
    store.save(Settings(theme="light"))
    before = files_of(tmp_path)
    with no_file_beyond(20):
        store.save(Settings(theme="dark"))
    assert files_of(tmp_path) == before
    assert store.load().theme == "light"


def test_that_a_preset_and_a_description_that_do_not_fit_leave_nothing(tmp_path):
    preset = Preset("mine", "Mine", "", "words " * 200, {})
    with no_file_beyond(100), pytest.raises(AlgoscopeError):
        write_preset(preset, tmp_path / "mine.toml")
    with no_file_beyond(20), pytest.raises(AlgoscopeError):
        put_description(tmp_path / "results")
    assert files_of(tmp_path) == {}
    put_description(tmp_path / "results")
    (tmp_path / "results" / ".bidsignore").unlink()
    with no_file_beyond(20), pytest.raises(AlgoscopeError):
        put_description(tmp_path / "results")
    assert ".bidsignore" not in files_of(tmp_path / "results")
