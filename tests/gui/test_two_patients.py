"""Two patients never mix: nothing of the one who was closed reaches the one who is opened then."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableWidget,
    QTextEdit,
    QWidget,
)

from analysis.image import Mask, Volume
from analysis.labels.patch import Patch
from analysis.metrics.seeds import MaskSeed, RegionSeed
from analysis.network.graph import Graph, Node
from analysis.preprocess.confounds import Confounds
from analysis.preprocess.motion import Motion
from analysis.preprocess.preparation import Preparation
from analysis.report.regions import DrawnRegions
from analysis.scan import Fact, FactSource
from gui.commands import drawing, opening
from gui.panels.recent_list import RecentList
from gui.perfusion_state import AslCase
from gui.session import Role, Session
from tests.gui.made_files import BRAIN_GRID, ball, save_asl, save_bold, save_t1
from tests.gui.made_scans import OVERLAY, stat_map

NAME = "zzanna"


@pytest.fixture
def kept(kept_sessions):
    return kept_sessions


def open_first(session: Session, jobs, finish, folder: Path) -> None:
    """A patient with something of all that a person can do; whatever is of theirs has their name in it."""
    save_t1(folder, f"sub-{NAME}_T1w.nii.gz")
    save_bold(folder, f"sub-{NAME}_task-rest_bold.nii.gz", n=4)
    save_asl(folder, f"sub-{NAME}_asl.nii.gz")
    opening.open_paths(session, jobs, [folder])
    finish()
    bold = next(layer for layer in session.layers if layer.is_series)
    made = stat_map("alff", np.ones(BRAIN_GRID.shape), BRAIN_GRID)
    session.add_layer(f"ALFF {NAME}", made.volume, Role.OVERLAY, OVERLAY, scan=bold.scan, stat_map=made)
    mask = Mask(BRAIN_GRID, ball(BRAIN_GRID), f"white {NAME}")
    inside = Volume(BRAIN_GRID, mask.data.astype(np.float32), mask.name)
    layer = session.add_layer(mask.name, inside, Role.MASK, OVERLAY, scan=bold.scan)
    session.set_preparation(
        Preparation(
            motion=Motion(np.zeros((4, 6))), white_matter=mask, csf=mask,
            more_confounds=Confounds((NAME,), np.ones((4, 1))), fwhm_mm=5.0,
        )
    )  # fmt: skip
    session.seeds.pin_region(MaskSeed(f"drawn_{NAME}", mask), layer.id)
    session.seeds.pin_region(RegionSeed("Insula_L"))
    session.seeds.move(np.zeros(3))
    session.seeds.pin()
    session.seeds.compare("seed1")
    drawing.mark(session, "brush", Patch((1, 2, 3), np.ones((4, 3, 2), dtype=bool)))
    drawing.add_region(session, f"lesion {NAME}")
    session.drawing.put_into_report(DrawnRegions((), {"table_sha256": "ab", "provenance": {}}))
    session.graphs.show(Graph((Node(f"Insula {NAME}", (-36.0, 6.0, 3.0)),), title=NAME))
    asl = next(one for one in session.layers if one.scan and one.scan.modality.value == "ASL")
    session.perfusion.set_case(asl.id, AslCase({"RepetitionTime": Fact(4.0, FactSource.TYPED)}, frozenset({1})))
    session.perfusion.choose(asl.id)
    session.move_cursor(np.array([12.0, 3.0, -9.0]))


@pytest.fixture
def first(kept, session, jobs, finish, tmp_path) -> Path:
    open_first(session, jobs, finish, tmp_path / "anna")
    return tmp_path / "anna"


@pytest.fixture
def next_patient(session, jobs, finish, tmp_path):
    """Close the first one and open another, as the window does after its question."""

    def switch() -> None:
        session.close_all()
        folder = tmp_path / "berta"
        save_t1(folder, "sub-berta_T1w.nii.gz")
        save_bold(folder, "sub-berta_task-rest_bold.nii.gz", n=4)
        opening.open_paths(session, jobs, [folder])
        finish()

    return switch


def test_that_motion_and_tissue_of_one_patient_prepare_no_series_of_the_next(first, session, next_patient):
    next_patient()
    assert session.preparation == Preparation(fwhm_mm=5.0)  # how series are smoothed is no one's in particular


def test_that_no_seed_of_one_patient_is_left_for_the_next(first, session, next_patient):
    next_patient()
    assert (session.seeds.pinned, session.seeds.current, session.seeds.compared) == ((), None, None)
    assert session.seeds.layer_ids == frozenset()


def test_that_the_regions_of_one_patient_stand_in_no_report_of_the_next(first, session, next_patient):
    next_patient()
    assert session.drawing.for_report is None
    assert session.drawing.maps == ()


def test_that_graph_and_perfusion_of_one_patient_are_gone_with_them(first, session, next_patient):
    next_patient()
    assert session.graphs.graph is None
    assert session.perfusion.series_id is None
    assert all(session.perfusion.case(layer.id) == AslCase() or not session.perfusion.case(layer.id).typed
               for layer in session.layers)  # fmt: skip


def test_that_undo_brings_nothing_of_one_patient_to_the_next(first, session, next_patient):
    assert session.undo_stack.count() > 0
    next_patient()
    names = [layer.name for layer in session.layers]
    while session.undo_stack.canUndo():
        session.undo()
    while session.undo_stack.canRedo():
        session.redo()
    assert not any(NAME in name for name in [layer.name for layer in session.layers] + names)
    assert session.drawing.maps == ()


def test_that_what_is_done_for_a_patient_is_dropped_when_another_is_open(first, session, jobs, finish, next_patient):
    taken: list[str] = []
    begun, go_on = [], []

    def work(progress) -> str:
        begun.append(True)
        while not go_on:
            pass
        return NAME

    jobs.submit("slow", work, on_done=taken.append)
    jobs._begin()  # no event loop goes on here
    while not begun:
        pass
    session.close_all()
    go_on.append(True)
    next_patient()
    finish()
    assert taken == []


def test_that_the_automatic_session_of_each_patient_is_a_folder_of_its_own(first, kept, session, next_patient, qtbot):
    kept.autosave.save()
    qtbot.waitUntil(lambda: not kept.autosave._runner.jobs)
    old = kept.autosave.folder
    next_patient()
    kept.autosave.save()
    qtbot.waitUntil(lambda: not kept.autosave._runner.jobs)
    new = kept.autosave.folder
    assert old != new
    assert old.is_dir()
    assert NAME in (old / "session.json").read_text()
    assert NAME not in (new / "session.json").read_text()
    assert "berta" not in (old / "session.json").read_text()


def test_that_a_save_that_was_begun_goes_into_the_folder_of_its_own_patient(
    first, kept, session, next_patient, qtbot, tmp_path
):
    old = kept.autosave.folder
    kept.autosave.save()  # still being written while the patient changes
    next_patient()
    qtbot.waitUntil(lambda: not kept.autosave._runner.jobs)
    assert kept.autosave.folder != old
    assert not (kept.autosave.folder / "session.json").exists()


def test_that_what_was_typed_about_one_patient_is_not_compared_for_the_next(first, window, session, next_patient):
    page = window.compare_page.case
    page.choose_map(first / "map_of_anna.nii.gz")
    page._known["age"] = QLineEdit("66")
    next_patient()
    assert page.map.findData(first / "map_of_anna.nii.gz") == -1
    assert page._known["age"].text() == ""


def test_that_words_of_the_report_go_with_their_patient(first, window, session, next_patient):
    window.report_page.set_texts({"age": "66", "comment": NAME})
    next_patient()
    assert set(window.report_page.texts().values()) == {""}


def test_that_nothing_in_the_window_names_the_patient_who_was_closed(
    first, window, session, jobs, finish, next_patient, qtbot
):
    for page in ("patient", "quality", "maps", "compare", "report"):
        window.show_page(page)
        qtbot.wait(20)
    for index in range(window.drawer.count()):
        window.drawer.setCurrentIndex(index)
        qtbot.wait(20)
    finish()
    assert [text for text in texts_in(window) if NAME in text], "the first patient was seen nowhere"
    next_patient()
    qtbot.wait(300)
    finish()
    assert [text for text in texts_in(window) if NAME in text] == []


def texts_in(window: QWidget) -> Iterator[str]:
    """Every text that stands in a widget, shown or not, but those of the list of recent patients."""
    listed = {id(part) for one in window.findChildren(RecentList) for part in one.findChildren(QWidget)}
    for one in window.findChildren(QWidget):
        if id(one) in listed:
            continue
        yield one.toolTip()
        yield one.accessibleName()
        if isinstance(one, QLabel | QAbstractButton | QLineEdit):
            yield one.text()
        elif isinstance(one, QPlainTextEdit | QTextEdit):
            yield one.toPlainText()
        elif isinstance(one, QComboBox):
            yield from (one.itemText(row) for row in range(one.count()))
        elif isinstance(one, QTableWidget):
            items = (one.item(r, c) for r in range(one.rowCount()) for c in range(one.columnCount()))
            yield from (item.text() for item in items if item is not None)
