"""Where a question for a file begins: never in the folder that the program was started in."""

import ast
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

import gui
from analysis.pipeline.routes import Space
from gui.commands.saving import documents_folder
from gui.panels.compare.case_page import CasePage
from gui.panels.prior_card import PriorCard
from gui.spaces import ProcessedPatient
from gui.widgets import asking
from tests.gui.made_patient import ROUTES


@pytest.fixture(autouse=True)
def nothing_used():
    asking.forget()
    yield
    asking.forget()


@pytest.fixture
def asked(monkeypatch) -> dict[str, str]:
    """What the dialogs of Qt were asked to propose; ``answer`` is what they give back."""
    seen = {"answer": ""}

    def note(key, is_pair):
        def ask(parent, question, proposed, *_):
            seen[key] = proposed
            return (seen["answer"], "PDF (*.pdf)") if is_pair else seen["answer"]

        return ask

    for name, is_pair in (("getSaveFileName", True), ("getOpenFileName", True), ("getExistingDirectory", False)):
        monkeypatch.setattr(QFileDialog, name, note(name, is_pair))
    several = note("getOpenFileNames", is_pair=False)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *a: ([one] if (one := several(*a)) else [], "*"))
    return seen


def test_that_a_question_begins_among_the_documents_and_then_where_the_last_one_ended(qtbot, asked, tmp_path):
    parent = QWidget()
    qtbot.addWidget(parent)
    asked["answer"] = str(tmp_path / "a.pdf")
    assert asking.save_file(parent, "Save", "x.pdf", "*.pdf") == (tmp_path / "a.pdf", "PDF (*.pdf)")
    assert asked["getSaveFileName"] == str(documents_folder() / "x.pdf")
    assert Path(asked["getSaveFileName"]).is_absolute()
    asking.open_file(parent, "Open", "*")
    assert asked["getOpenFileName"] == str(tmp_path)
    asking.folder(parent, "Folder")
    assert asked["getExistingDirectory"] == str(tmp_path)


def test_that_a_folder_of_the_patient_comes_before_the_documents_and_after_one_that_was_used(tmp_path):
    patient, used = tmp_path / "patient", tmp_path / "used"
    patient.mkdir()
    assert asking.start_folder(patient) == patient
    assert asking.start_folder(tmp_path / "gone") == documents_folder()
    used.mkdir()
    asking._Used.folder = used
    assert asking.start_folder(patient) == used
    used.rmdir()
    assert asking.start_folder(patient) == patient


def test_that_giving_up_is_no_answer_and_nothing_is_remembered(qtbot, asked):
    parent = QWidget()
    qtbot.addWidget(parent)
    assert asking.save_file(parent, "Save", "", "*")[0] is None
    assert asking.open_file(parent, "Open", "*") is None
    assert asking.folder(parent, "Folder") is None
    assert asking.start_folder() == documents_folder()


def test_that_each_kind_of_question_begins_where_it_ended_in_an_earlier_run(qtbot, asked, tmp_path):
    parent = QWidget()
    qtbot.addWidget(parent)
    tables, reports = tmp_path / "tables", tmp_path / "reports"
    kept: dict[str, str] = {}
    for folder in (tables, reports):
        folder.mkdir()
    asking.remember_in(kept)
    asked["answer"] = str(tables / "cohort.tsv")
    asking.open_file(parent, "Table", "*", kind=asking.TABLE)
    asked["answer"] = str(reports / "report.pdf")
    asking.save_file(parent, "Save", "x.pdf", "*")
    assert kept == {"table": str(tables), "save": str(reports)}

    asking.forget()  # the program ends, and is started again
    asking.remember_in(kept)
    asked["answer"] = ""
    asking.open_file(parent, "Table", "*", kind=asking.TABLE)
    asking.save_file(parent, "Save", "x.pdf", "*")
    assert asked["getOpenFileName"] == str(tables)
    assert asked["getSaveFileName"] == str(reports / "x.pdf")


def test_that_a_remembered_folder_comes_after_that_of_the_patient_and_is_passed_over_when_it_is_gone(tmp_path):
    remembered, patient = tmp_path / "remembered", tmp_path / "patient"
    for folder in (remembered, patient):
        folder.mkdir()
    asking.remember_in({asking.SAVE: str(remembered), asking.TABLE: "tables", asking.SCANS: ""})
    assert asking.start_folder(patient, asking.SAVE) == patient
    assert asking.start_folder(None, asking.SAVE) == remembered
    remembered.rmdir()
    assert asking.start_folder(None, asking.SAVE) == documents_folder()
    assert asking.start_folder(None, asking.TABLE) == documents_folder()  # not in the folder the program began in
    assert asking.start_folder(None, asking.SCANS) == documents_folder()


QUESTIONS = {
    "save_file": lambda parent, kind: asking.save_file(parent, "?", "", "*", kind=kind),
    "open_file": lambda parent, kind: asking.open_file(parent, "?", "*", kind=kind),
    "open_files": lambda parent, kind: asking.open_files(parent, "?", "*", kind=kind),
    "folder": lambda parent, kind: asking.folder(parent, "?", kind=kind),
}
KINDS = {value for name, value in vars(asking).items() if name.isupper() and isinstance(value, str)}
GUI = Path(gui.__file__).parent


def calls_of_asking():
    """Every question that the window asks, as (module, the name of its function, the kind that it names)."""
    for path in GUI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_call and ast.unparse(node.func.value) == "asking":
                kind = next((ast.unparse(one.value) for one in node.keywords if one.arg == "kind"), "")
                yield path.relative_to(GUI).as_posix(), node.func.attr, kind


def test_that_nothing_in_the_window_asks_for_a_file_by_itself():
    """Else a question begins in the folder that the program was started in."""
    asking_themselves = [path.name for path in GUI.rglob("*.py") if "QFileDialog" in path.read_text("utf-8")]
    assert asking_themselves == ["asking.py"]


def test_that_every_question_of_the_window_is_one_of_those_that_follow_the_rule():
    found = [one for one in calls_of_asking() if one[1] not in ("remember_in", "forget", "note", "start_folder")]
    assert len(found) > 25
    assert {function for _, function, _ in found} == set(QUESTIONS)
    kinds = {kind for _, _, kind in found if kind}
    assert {getattr(asking, kind.removeprefix("asking.")) for kind in kinds} <= KINDS


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_that_every_kind_begins_where_it_ended_whatever_else_was_asked(qtbot, asked, tmp_path, question, kind):
    parent = QWidget()
    qtbot.addWidget(parent)
    last, other = tmp_path / "last", tmp_path / "other"
    for folder in (last, other):
        folder.mkdir()
    asking.note(last, kind)
    asking.note(other, next(iter(KINDS - {kind})))
    QUESTIONS[question](parent, kind)
    assert [Path(value) for key, value in asked.items() if key != "answer"] == [last]


def test_that_what_the_user_has_named_comes_first_and_a_patient_s_folder_is_one_of_many(qtbot, asked, tmp_path):
    parent, scans = QWidget(), tmp_path / "scans"
    qtbot.addWidget(parent)
    (scans / "sub-01").mkdir(parents=True)
    asked["answer"] = str(scans / "sub-01")
    asking.folder(parent, "?", kind=asking.SCANS, is_one_of_many=True)
    assert asking.start_folder(kind=asking.SCANS) == scans
    asking.folder(parent, "?", kind=asking.SCANS, preferred=tmp_path)
    assert asked["getExistingDirectory"] == str(tmp_path)
    asking.save_file(parent, "?", "new.nii.gz", "*", own=scans / "drawn.nii.gz")
    assert asked["getSaveFileName"] == str(scans / "drawn.nii.gz")


@pytest.mark.parametrize("kind", ["table", "map"])
def test_that_the_page_of_one_patient_asks_where_the_last_question_ended(qtbot, session, jobs, asked, tmp_path, kind):
    page = CasePage(session, jobs)
    qtbot.addWidget(page)
    asking._Used.folder = tmp_path
    if kind == "table":
        page._ask_table()
    else:
        page.map.setCurrentIndex(page.map.findData("file"))
        page._on_map()
    assert asked["getOpenFileName"] == str(tmp_path)


def test_that_a_question_about_an_open_patient_begins_beside_its_results(qtbot, session, jobs, asked, tmp_path):
    session.spaces.open(ProcessedPatient("sub-made", ROUTES, tmp_path), Space.MNI)
    card = PriorCard(session, jobs)
    qtbot.addWidget(card)
    card._ask_folder()
    assert asked["getExistingDirectory"] == str(tmp_path)
