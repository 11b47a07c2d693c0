"""Where a question for a file begins: never in the folder that the program was started in."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.commands.saving import documents_folder
from gui.widgets import asking


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
