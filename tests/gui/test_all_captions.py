"""Nothing that the window shows is English only: in a language of brackets, no English word stands outside of one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui.dialogs.open_patient.window import OpenPatientWindow
from gui.dialogs.save_session import SaveSessionDialog
from gui.fonts import load_fonts
from gui.main_window import MainWindow
from gui.settings import Settings
from tests.gui.conftest import delete
from tests.gui.made_asl_layers import add_asl, add_m0
from tests.gui.made_intake import save_patient
from tests.gui.made_scans import add_mask, add_overlay, add_series, add_t1
from tests.gui.pseudo_language import english_in, pseudo_catalogue, texts_of


@pytest.fixture(autouse=True)
def brackets(qapp: QApplication) -> Iterator[None]:
    catalogue = pseudo_catalogue()
    qapp.installTranslator(catalogue)
    yield
    qapp.removeTranslator(catalogue)


def no_computer(progress: object = None) -> str:
    """In place of the question what the computer can do, which takes seconds."""
    return ""


@pytest.fixture
def spoken(session, jobs, monkeypatch) -> Iterator[MainWindow]:
    """The window with its texts in brackets."""
    monkeypatch.setattr("gui.main_window.computer_in_detail", no_computer)
    made = MainWindow(session, jobs, Settings(), load_fonts())
    made.show()
    yield made
    delete(made)


def english(widget: QWidget, names: str = "") -> list[str]:
    """Texts with a word that cannot be translated; ``names`` are those of layers."""
    known = set(names.split())
    return sorted({f"{place}: {text!r}" for place, text in texts_of(widget) if english_in(text, known)})


def test_that_a_word_outside_of_brackets_is_found_and_names_and_units_are_not():
    assert english_in("⟦Mean of ⟦ReHo⟧⟧, 3 voxels", set()) == ["voxels"]
    assert english_in("⟦Depth⟧ 3 mm · ReHo", set()) == []


def test_that_an_empty_window_has_nothing_in_english_only(spoken):
    assert english(spoken) == []


def test_that_a_window_with_scans_has_nothing_in_english_only(spoken, session, finish):
    for add in (add_t1, add_series, add_asl, add_m0, add_overlay, add_mask):
        add(session)
    for key in ("patient", "quality", "maps", "compare", "report"):
        spoken.show_page(key)
        finish()
    assert english(spoken, "map mask") == []


@pytest.mark.parametrize("key", ["about", "shortcuts", "palette", "preferences", "log", "figure"])
def test_that_a_dialog_has_nothing_in_english_only(spoken, session, finish, key):
    add_t1(session)
    before = set(spoken.findChildren(QDialog))
    spoken.actions_.action(key).trigger()
    (dialog,) = set(spoken.findChildren(QDialog)) - before
    finish()
    said = english(dialog)
    if key == "about":
        said = [text for text in said if not text.startswith("AboutDialog/QTextBrowser")]  # licences
    if key == "figure":  # what it says of itself is printed under it, in English
        said = [text for text in said if dialog.picture.accessibleName() not in text]
        assert "axial slices at" in dialog.picture.accessibleName()
    delete(dialog)
    assert said == []


def test_that_opening_a_patient_has_nothing_in_english_only(session, jobs, finish, tmp_path):
    made = OpenPatientWindow(session, jobs)
    made.show()
    made.look_through([save_patient(tmp_path / "scans" / "sub-77")])
    made.looking.show_progress(0.5, "looking at image 1 of 2")
    assert english(made) == []
    finish()
    said = english(made)
    delete(made)
    assert said == []


def test_that_saving_a_session_has_nothing_in_english_only(qtbot):
    dialog = SaveSessionDialog(Path("/sessions/a"), 3, 2_000_000)
    qtbot.addWidget(dialog)
    assert english(dialog) == []
