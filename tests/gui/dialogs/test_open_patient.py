"""The window that opens a patient: what it shows, what it asks, and what follows a drop."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from analysis.demo.reference_controls import FOLDER, NAME, TABLE
from analysis.demo.sidecars import DATASET_NAME
from analysis.importing.look_through import SeriesUse
from analysis.pipeline.case import Case
from analysis.presets import shipped_presets
from analysis.scan import Modality
from gui.commands import asl_form, asl_order, processing
from gui.commands.intake_answers import Again
from gui.commands.processing import Plan
from gui.dialogs.open_patient.window import OpenPatientWindow
from gui.dialogs.open_patient.words import time_in_words
from gui.perfusion_state import OrderFinding
from gui.widgets import asking
from tests.analysis.importing.made_dicom import write_bold, write_t1
from tests.gui.conftest import delete
from tests.gui.made_files import save_t1
from tests.gui.made_intake import ASL, SIDECAR, save_patient
from tests.gui.made_scans import add_t1
from tests.gui.test_jobs import loop_until_stopped


@pytest.fixture
def dialog(session, jobs):
    made = OpenPatientWindow(session, jobs)
    made.show()
    yield made
    delete(made)


@pytest.fixture
def look(dialog, finish, qtbot):
    def through(*paths: Path) -> OpenPatientWindow:
        dialog.look_through(list(paths))
        finish()
        return dialog

    return through


@pytest.fixture
def patient(tmp_path) -> Path:
    return save_patient(tmp_path / "scans" / "sub-77")


def texts(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def answer_all(dialog: OpenPatientWindow) -> None:
    dialog.form.table.setCurrentCell(1, 1)
    dialog.form.facts.rows["SliceOrder"].typed.emit("SliceOrder", "descending")
    dialog.form.sides.check.click()


def test_that_it_is_empty_at_first_and_says_what_to_drop(dialog):
    assert "Drop a patient" in texts(dialog)
    assert not dialog.start.isVisible()
    assert not dialog.form.isVisible()


def test_that_every_series_has_a_picture_a_role_a_reason_and_its_grid(look, patient):
    table = look(patient).form.table
    assert table.rowCount() == 2
    assert not table.item(0, 0).icon().isNull()
    assert [box.currentData() for box in table.boxes] == [SeriesUse.T1, SeriesUse.BOLD]
    assert table.item(1, 3).text() == 'sure: its name ends in "bold"'
    assert table.item(1, 4).text().startswith("60 volumes\n12 × 12 × 6, 3 × 3 × 3 mm")


def test_that_start_says_what_is_missing_until_nothing_is(look, patient):
    dialog = look(patient)
    assert not dialog.start.isEnabled()
    assert "Order of the slices" in dialog.lacks.text()
    answer_all(dialog)
    assert dialog.lacks.text() == ""
    assert dialog.start.isEnabled()
    dialog.form.person.pseudonym.setText("Jane Doe")
    dialog.form.person.pseudonym.textEdited.emit("Jane Doe")
    assert not dialog.start.isEnabled()
    assert "is no pseudonym" in dialog.lacks.text()


def test_that_the_slices_of_the_chosen_series_have_letters_and_a_sentence(look, patient):
    sides = look(patient).form.sides
    assert [view.letters for view in sides.views] == [
        ("R", "L", "A", "P"), ("R", "L", "S", "I"), ("A", "P", "S", "I"),
    ]  # fmt: skip
    assert "is the patient's RIGHT (R)" in texts(sides)


def test_that_unknown_sides_cannot_be_confirmed(look, tmp_path):
    dialog = look(save_patient(tmp_path / "sub-77", known=False))
    dialog.form.table.setCurrentCell(0, 1)
    assert "LEFT AND RIGHT ARE NOT KNOWN" in texts(dialog.form.sides)
    assert not dialog.form.sides.check.isEnabled()


def test_that_a_missing_fact_is_red_and_comes_first_and_a_typed_one_says_so(look, tmp_path):
    asl = {**ASL}
    del asl["PostLabelingDelay"]
    dialog = look(save_patient(tmp_path / "sub-77", asl=asl))
    dialog.form.table.setCurrentCell(2, 1)
    facts = dialog.form.facts
    assert facts._grid.itemAtPosition(0, 0).widget() is facts.rows["PostLabelingDelay"]
    row = facts.rows["PostLabelingDelay"]
    assert row.findChild(QLabel, "error").text() == "missing"
    row.typed.emit("PostLabelingDelay", "1.5")
    assert "typed" in texts(facts.rows["PostLabelingDelay"])
    assert facts._grid.itemAtPosition(0, 0).widget() is facts.rows["PostLabelingDelay"]  # nothing jumps
    assert dialog.answers.typed[2]["PostLabelingDelay"].value == (1.5,)
    facts.rows["PostLabelingDelay"].typed.emit("PostLabelingDelay", "many")
    assert "not 'many'" in dialog.lacks.text()


def test_that_a_contradiction_is_confirmed_by_a_click(look, tmp_path):
    sidecar = {**SIDECAR, "RepetitionTime": 1.794, "RepetitionTimeExcitation": 2}
    dialog = look(save_patient(tmp_path / "sub-77", bold=sidecar))
    dialog.form.table.setCurrentCell(1, 1)
    row = dialog.form.facts.rows["RepetitionTime"]
    assert "to confirm" in texts(row)
    assert "1.794" in texts(row)
    next(button for button in row.children() if getattr(button, "text", str)() == "Confirm").click()
    assert dialog.answers.typed[1]["RepetitionTime"].value == 2.0


def test_that_kinds_of_volumes_are_proposed_from_the_values_and_confirmed_by_a_click(
    look, qtbot, tmp_path, monkeypatch
):
    folder = save_patient(tmp_path / "sub-77", asl=ASL)
    (folder / "perf" / "sub-77_aslcontext.tsv").unlink()
    asked = []

    def find(path, types, progress):
        asked.append((path.name, types))
        return OrderFinding(pairs=2, agreeing=2) if types else OrderFinding(proposal="2*control/label")

    monkeypatch.setattr(asl_order, "find_order_in", find)
    dialog = look(folder)
    dialog.form.table.setCurrentCell(2, 1)
    qtbot.waitUntil(lambda: "probably: 2*control/label" in texts(dialog.form.facts.rows["VolumeTypes"]))
    row = dialog.form.facts.rows["VolumeTypes"]
    assert "to confirm" in texts(row)
    next(button for button in row.children() if getattr(button, "text", str)() == "Confirm").click()
    assert dialog.answers.typed[2]["VolumeTypes"].value == ("control", "label") * 2
    qtbot.waitUntil(lambda: len(asked) > 1)  # the values are asked in the background
    assert asked == [("sub-77_asl.nii", ()), ("sub-77_asl.nii", ("control", "label") * 2)]


def test_that_a_request_to_confirm_goes_with_the_confirmation(look, tmp_path):
    dialog = look(save_patient(tmp_path / "sub-77", asl={**ASL, "LabelingDuration": 1.5, "PostLabelingDelay": 1.5}))
    dialog.form.table.setCurrentCell(2, 1)
    assert "may be a copy" in texts(dialog.form.facts)
    for name in ("LabelingDuration", "PostLabelingDelay"):
        dialog.form.facts.rows[name].typed.emit(name, "1.5")
    assert "may be a copy" not in texts(dialog.form.facts)
    assert "onfirm" not in texts(dialog.form.facts)


def test_that_rows_of_facts_are_made_once_and_go_from_series_to_series(look, tmp_path):
    dialog = look(save_patient(tmp_path / "sub-77", asl=ASL))
    facts = dialog.form.facts

    def rows_at(place):
        dialog.form.table.setCurrentCell(place, 1)
        assert all(not row.isHidden() for row in facts.rows.values())
        return dict(facts.rows)

    bold, asl, again = rows_at(1), rows_at(2), rows_at(1)
    assert again == bold
    assert set(bold) != set(asl)
    assert all(row.isHidden() for name, row in asl.items() if name not in bold)
    assert all(row is bold[name] for name, row in asl.items() if name in bold)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_that_the_slices_of_each_kind_of_scan_are_shown_to_be_confirmed(look, tmp_path, place):
    dialog = look(save_patient(tmp_path / "sub-77", asl=ASL))
    dialog.form.table.setCurrentCell(place, 1)
    assert texts(dialog.form.sides).startswith(f"Left and right of series {place + 1}")
    assert all(not view._image.isNull() for view in dialog.form.sides.views)
    assert dialog.form.sides.check.isEnabled()


def test_that_another_role_is_taken_from_the_box(look, patient):
    dialog = look(patient)
    box = dialog.form.table.boxes[1]
    box.setCurrentIndex(box.findData(SeriesUse.IGNORE))
    box.activated.emit(box.currentIndex())
    assert dialog.answers.uses[1] is SeriesUse.IGNORE
    assert "Order of the slices" not in dialog.lacks.toolTip()


def test_that_a_refusal_is_said_and_something_else_can_be_chosen(look, dialog, tmp_path, patient):
    (tmp_path / "empty").mkdir()
    look(tmp_path / "empty")
    assert "is empty" in dialog.looking.words.text()
    assert not dialog.form.isVisible()
    assert dialog.looking.folder.isVisible()
    look(patient)
    assert dialog.form.isVisible()


def test_that_looking_through_can_be_cancelled(dialog, jobs, finish, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "gui.commands.intake_start.look_through", lambda paths, folder, progress: loop_until_stopped(progress)
    )
    dialog.look_through([tmp_path])
    workshop = dialog._workshop.path
    assert dialog.looking.cancel.isVisible()
    dialog.looking.cancel.click()
    finish()
    assert "Cancelled" in dialog.looking.words.text()
    assert not workshop.exists()
    assert not dialog.form.isVisible()


def test_that_closing_stops_and_leaves_nothing(dialog, finish, tmp_path):
    folder = tmp_path / "DICOM"
    write_t1(folder)
    write_bold(folder, n_volumes=4)
    dialog.look_through([folder])
    workshop = dialog._workshop.path
    dialog.reject()
    finish()
    assert not workshop.exists()


def test_that_what_is_dropped_while_the_form_is_filled_is_shown_and_nothing_of_the_first(
    dialog, finish, qtbot, patient, tmp_path
):
    other = save_patient(tmp_path / "sub-78", asl=ASL)
    with qtbot.waitSignal(dialog.form.table.model().rowsInserted):  # then they are filled, one in a turn
        dialog.look_through([patient])
    assert dialog.found is None
    assert not dialog.form.isVisible()
    dialog.look_through([other])
    finish()
    assert len(dialog.found.series) == 3
    assert dialog.form.table.rowCount() == len(dialog.form.table.boxes) == 3


def test_that_closing_while_the_form_is_filled_leaves_nothing(dialog, finish, qtbot, patient):
    with qtbot.waitSignal(dialog.form.table.model().rowsInserted):
        dialog.look_through([patient])
    assert dialog.found is None
    workshop = dialog._workshop.path
    dialog.close()
    finish()
    assert dialog.found is None
    assert not workshop.exists()


def test_that_the_order_has_all_answers_and_the_window_closes(look, patient, qtbot: QtBot, tmp_path):
    dialog = look(patient)
    answer_all(dialog)
    person = dialog.form.person
    person.age.setText("42")
    person.age.textEdited.emit("42")
    person.sex.setCurrentIndex(1)
    person.sex.activated.emit(1)
    dialog.form.run.voxels_chosen.emit(2.0)
    dialog.form.run.place_chosen.emit(tmp_path / "mine")
    with qtbot.waitSignal(dialog.ordered) as sent:
        dialog.start.click()
    order = sent.args[0]
    assert (order.answers.person.age, order.answers.person.sex) == ("42", "F")
    assert (order.answers.voxel_mm, order.folder) == (2.0, tmp_path / "mine")
    assert order.answers.typed[1]["SliceOrder"].value == "descending"
    assert not dialog.isVisible()
    assert order.workshop.path.exists()


def test_that_age_and_sex_say_where_they_are_from(look, tmp_path):
    write_t1(tmp_path / "DICOM")
    person = look(tmp_path / "DICOM").form.person
    shown = {name: label.text() for name, label in person.sources.items() if label.isVisibleTo(person)}
    assert shown == {"age": "DICOM", "sex": "DICOM"}
    person.age.setText("42")
    person.age.textEdited.emit("42")
    assert person.sources["age"].text() == "typed"
    assert person.sources["sex"].text() == "DICOM"
    person.age.setText("")
    person.age.textEdited.emit("")
    assert not person.sources["age"].isVisibleTo(person)


def test_that_the_tab_key_goes_through_the_window_as_one_reads_it(look, patient):
    dialog = look(patient)
    dialog.form.table.setCurrentCell(1, 1)
    form, walked = dialog.form, []
    widget = form.table
    while True:
        walked.append(widget)
        widget = widget.nextInFocusChain()
        if widget is form.table:
            break
    order = form.facts.rows["SliceOrder"].stops[0]
    wanted = [
        *form.table.boxes, order, form.sides.check, form.person.pseudonym, form.person.age, form.person.date,
        form.run.preset, form.run.cohort, dialog.start, dialog.look_only, dialog.close_button, dialog.looking.folder,
    ]  # fmt: skip
    places = [walked.index(part) for part in wanted]
    assert places == sorted(places)


def test_that_what_is_being_typed_counts_when_it_is_started(look, patient, qtbot):
    dialog = look(patient)
    answer_all(dialog)
    editor = dialog.form.facts.rows["RepetitionTime"].stops[0]
    dialog.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    editor.selectAll()
    qtbot.keyClicks(editor, "2.5")
    with qtbot.waitSignal(dialog.ordered) as sent:
        qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sent.args[0].answers.typed[1]["RepetitionTime"].value == 2.5


def test_that_everything_is_reached_with_the_keyboard(look, patient, qtbot):
    dialog = look(patient)
    dialog.activateWindow()
    start = dialog.form.table
    start.setFocus()
    seen, widget = set(), start
    while True:  # once round: every widget of the window is in the chain
        widget = widget.nextInFocusChain()
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            seen.add(widget)
        if widget is start:
            break
    wanted = {
        dialog.form.sides.check, dialog.form.person.pseudonym, dialog.form.run.preset, dialog.form.run.cohort,
        dialog.close_button, dialog.look_only, *dialog.form.table.boxes,
    }  # fmt: skip
    assert wanted <= seen
    answer_all(dialog)
    with qtbot.waitSignal(dialog.ordered):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("width", [1366 - 60, 800])
def test_that_nothing_is_wider_than_the_window(look, patient, width):
    dialog = look(patient)
    dialog.resize(width, 768 - 60)
    assert dialog.width() == width
    assert dialog.form.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (120, 300, "2–5 min"),
        (118, 125, "about 2 min"),
        (38, 44, "about 40 s"),
        (20, 50, "20–50 s"),
        (60, 100, "1–2 min"),
    ],
)
def test_that_a_time_is_told_as_a_range(low, high, words):
    assert time_in_words(low, high) == words


def test_that_the_time_is_that_of_the_runs_on_this_computer(look, dialog, patient):
    look(patient)
    assert dialog.form.run.time.text().endswith("no run on this computer was measured yet")
    dialog.prefer(3.0, "", (2.0, 2.0))
    dialog.form.run.voxels_chosen.emit(3.0)
    assert dialog.form.run.time.text() == "about 2 min, by the last runs on this computer"


def test_that_a_cohort_is_read_and_asks_for_the_patient(look, patient, tmp_path, qtbot):
    rows = "\n".join(f"sub-{n}\t{30 + n}\t{'FM'[n % 2]}\tsub-{n}.nii.gz" for n in range(12))
    (tmp_path / "people.tsv").write_text(f"participant_id\tage\tsex\treho\n{rows}\n")
    dialog = look(patient)
    answer_all(dialog)
    with qtbot.waitSignal(dialog.cohort_used):
        dialog.choose_cohort(tmp_path / "people.tsv")
    assert "age, sex" in dialog.lacks.text()
    assert dialog.form.run.cohort.currentData() == tmp_path / "people.tsv"
    (tmp_path / "bad.tsv").write_text("")
    dialog.choose_cohort(tmp_path / "bad.tsv")
    assert dialog.answers.cohort == tmp_path / "people.tsv"
    assert "bad.tsv" in dialog.lacks.text()


def test_that_a_patient_of_whom_something_is_kept_is_gone_on_with_or_gets_a_new_visit(look, patient, finish, tmp_path):
    dialog = look(patient)
    again = dialog.form.run.again
    assert not again.isVisibleTo(dialog)
    answer_all(dialog)
    (tmp_path / "mine" / "results").mkdir(parents=True)
    (tmp_path / "mine" / "results" / "participants.tsv").write_text(
        f"participant_id\tage\nsub-{dialog.answers.person.pseudonym}\t42\n"
    )
    dialog.form.run.place_chosen.emit(tmp_path / "mine")
    finish()
    assert again.isVisibleTo(dialog)
    assert "none of these scans" in dialog.lacks.text()
    assert not dialog.start.isEnabled()
    assert dialog.form.person.age.text() == "42"  # what was said when it was kept
    again.setCurrentIndex(again.findData(Again.VISIT))
    again.activated.emit(again.currentIndex())
    assert dialog.start.isEnabled()
    assert dialog.form.run.place.text() == dialog.order().folder.name == "mine_visit-2"
    dialog.form.run.place_chosen.emit(tmp_path / "new")
    assert not again.isVisibleTo(dialog)
    assert dialog.order().folder == tmp_path / "new"


# -- in the main window ------------------------------------------------------------------------------------------------


def drop(window, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    keys, action = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    window.dropEvent(QDropEvent(QPointF(9, 9), action, data, Qt.MouseButton.LeftButton, keys))


def opened(window) -> OpenPatientWindow | None:
    return window.findChild(OpenPatientWindow)


def test_that_a_dropped_folder_opens_the_window_at_once(window, finish, patient):
    drop(window, patient)
    assert opened(window).isVisible()
    finish()
    assert opened(window).form.table.rowCount() == 2
    delete(opened(window))


def test_that_a_dropped_t1_opens_it_and_a_map_over_an_open_patient_does_not(window, session, finish, tmp_path):
    drop(window, save_t1(tmp_path))
    finish()
    assert opened(window).form.table.rowCount() == 1
    delete(opened(window))
    add_t1(session)
    drop(window, save_t1(tmp_path / "more"))
    finish()
    assert opened(window) is None
    assert len(session.layers) == 2


def test_that_open_scans_are_processed_with_what_was_typed_about_them(window, session, finish, tmp_path):
    asl = {**ASL}
    del asl["PostLabelingDelay"]
    folder = save_patient(tmp_path / "sub-77", asl=asl)
    window.open_paths([folder])
    finish()
    layer = next(layer for layer in session.layers if layer.scan.modality is Modality.ASL)
    asl_form.type_fact(session, layer.id, "PostLabelingDelay", "1.5")
    window.run_card.wanted.emit()
    finish()
    dialog = opened(window)
    assert list(dialog.answers.uses) == [SeriesUse.T1, SeriesUse.BOLD, SeriesUse.ASL]
    assert dialog.answers.typed[2]["PostLabelingDelay"].value == (1.5,)
    delete(dialog)


def test_that_the_action_opens_it_and_a_folder_can_be_chosen(window, finish, patient, monkeypatch):
    window.actions_.action("open_patient").trigger()
    dialog = opened(window)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(patient))
    dialog.looking.folder.click()
    finish()
    assert dialog.form.table.rowCount() == 2
    dialog.findChild(QPushButton, "")
    delete(dialog)


def test_that_scans_are_asked_for_in_the_folder_of_the_settings_else_among_the_documents(window, monkeypatch, tmp_path):
    asked: list[str] = []
    monkeypatch.setattr("gui.widgets.asking.documents_folder", lambda: Path("documents"))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda _dialog, _question, start: asked.append(start))
    asking.forget()
    window.actions_.action("open_patient").trigger()
    dialog = opened(window)
    dialog.looking.folder.click()
    for preferred in (tmp_path, tmp_path / "gone"):
        dialog.prefer(3.0, str(preferred))
        dialog.looking.folder.click()
    delete(dialog)
    assert asked == ["documents", str(tmp_path), "documents"]


def test_that_the_next_scans_are_asked_for_beside_the_last_ones(dialog, patient, finish, monkeypatch):
    asked: list[str] = []

    def choose(_dialog, _question, start):
        asked.append(start)
        return str(patient)

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose)
    asking.forget()
    for _ in range(2):
        dialog.looking.folder.click()
        finish()
    assert asked[1] == str(patient.parent)
    asking.forget()


def test_that_start_shows_the_scans_and_opens_quality_at_the_end(window, session, finish, qtbot, patient, monkeypatch):
    from tests.gui.commands.test_processed import save_processed

    def work(case, out, preset, voxel_mm, progress):
        progress(0.5, "")
        save_processed(out, inputs={"t1": "a" * 64, "bold": "b" * 64})
        return ()

    monkeypatch.setattr(processing, "process_in_worker", work)
    followed = []
    window.show_page("maps")
    window.patient_opening.started.connect(lambda job, plan: followed.append(window.pages.currentWidget()))
    drop(window, patient)
    finish()
    dialog = opened(window)
    answer_all(dialog)
    dialog.form.person.pseudonym.setText("01")
    dialog.form.person.pseudonym.textEdited.emit("01")
    dialog.start.click()
    finish()
    qtbot.waitUntil(lambda: any(layer.name == "zalff" for layer in session.layers))
    assert window.pages.currentWidget() is window._page_of["quality"]
    qtbot.waitUntil(lambda: opened(window) is None)
    assert followed == [window._page_of["patient"]]  # where the stages are seen
    assert "Done." in texts(window.run_card)
    finish()


def test_that_a_whole_run_is_remembered_and_one_that_went_on_is_not(window, tmp_path, monkeypatch):
    opening, settings = window.patient_opening, window.patient_opening._settings
    plan = Plan(Case("01"), shipped_presets()[0], 3.0, tmp_path / "results")
    clock = iter([1000.0, 1240.0, 2000.0])
    monkeypatch.setattr("gui.dialogs.open_patient.opening.monotonic", lambda: next(clock))
    opening.started.disconnect()
    opening.finished.disconnect()
    opening._on_started(None, plan)
    opening._on_shown(120.0, plan)
    assert settings.factors_of_runs() == (2.0,)
    (tmp_path / "results" / "work").mkdir(parents=True)
    opening._on_started(None, plan)
    opening._on_shown(120.0, plan)
    assert settings.factors_of_runs() == (2.0,)


def demonstration_dataset(root: Path) -> Path:
    """Scans in a dataset that is called as the demonstration patient's, with a table of controls beside them."""
    patient = save_patient(root / "sub-demo")
    for path in list(patient.rglob("sub-77*")):
        path.rename(path.with_name(path.name.replace("sub-77", "sub-demo")))
    (root / "dataset_description.json").write_text(json.dumps({"Name": DATASET_NAME}))
    (root / "participants.tsv").write_text("participant_id\tage\tsex\thandedness\nsub-demo\t45\tF\tright\n")
    table = root / FOLDER / TABLE
    table.parent.mkdir(parents=True)
    (table.parent / "dataset_description.json").write_text(json.dumps({"Name": NAME}))
    table.write_text("participant_id\tage\tsex\thandedness\tmalff\na\t40\tF\tright\ta.nii\nb\t41\tM\tleft\tb.nii\n")
    return table


def test_that_the_demonstration_patient_is_known_and_compared_with_its_controls(dialog, look, tmp_path, qtbot):
    table = demonstration_dataset(tmp_path / "demo")
    used = []
    dialog.cohort_used.connect(used.append)
    look(tmp_path / "demo" / "sub-demo")
    person = dialog.answers.person
    assert (person.age, person.sex, person.hand) == ("45", "F", "right")
    assert dialog.answers.cohort == table
    assert dialog.form.run.cohort.currentText() == "simulated_controls/simulated_controls.tsv"
    assert "The cohort is adjusted for" not in dialog.lacks.toolTip()
    assert used == []  # not offered later to scans of someone else


def test_that_scans_of_anyone_else_have_no_controls_unasked(look, patient):
    dialog = look(patient)
    assert dialog.answers.cohort is None
    assert dialog.form.run.cohort.currentText() == "none"
