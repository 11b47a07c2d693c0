"""One patient from the opening to a saved report with keys alone: what has the keyboard gets them, as a person's do."""

import json
import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QPushButton, QWidget

from analysis.pipeline.names import Names
from gui.main_window import MainWindow
from tests.analysis.report.made_case import write_case
from tests.gui.commands.test_processed import save_processed

MOST_TABS = 150
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def results(tmp_path):
    """What processing leaves of one patient: transforms, images, maps, quality."""
    root = save_processed(tmp_path / "out", inputs={"t1": "a" * 64})
    made = write_case(tmp_path / "case")[0] / "sub-made"
    record = Names(root, "01").record
    merged = {
        **json.loads((made / "sub-made_desc-processing_record.json").read_text()),
        **json.loads(record.read_text()),
    }
    for path in sorted(made.rglob("*")):
        target = root / "sub-01" / str(path.relative_to(made)).replace("sub-made", "sub-01")
        if path.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    record.write_text(json.dumps(merged))
    return root


class Keys:
    """Presses keys on whatever has the keyboard."""

    def __init__(self, window: MainWindow, qtbot, finish) -> None:
        self._window, self._qtbot, self._finish = window, qtbot, finish

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._qtbot.keyClick(QApplication.focusWidget() or self._window, key, modifier)

    def type(self, words: str) -> None:
        self._qtbot.keyClicks(QApplication.focusWidget(), words)

    def tab_to(self, wanted: QWidget) -> None:
        for _ in range(MOST_TABS):
            if QApplication.focusWidget() is wanted:
                return
            self.press(Qt.Key.Key_Tab)
            focused = QApplication.focusWidget()
            assert focused is not None
            assert focused.isVisible()
        pytest.fail(f"the keyboard does not get to {wanted.accessibleName() or wanted}")

    def use(self, button: QAbstractButton) -> None:
        self.tab_to(button)
        self.press(Qt.Key.Key_Space)
        self._finish()

    def page(self, digit: int) -> QWidget:
        self.press(getattr(Qt.Key, f"Key_{digit}"), ALT)
        self._finish()
        shown = self._window.pages.currentWidget()
        focused = QApplication.focusWidget()
        assert focused is shown or shown.isAncestorOf(focused)
        return shown


def button(root: QWidget, text: str) -> QPushButton:
    return next(b for b in root.findChildren(QPushButton) if b.text().replace("&", "") == text and b.isVisible())


@pytest.mark.slow  # a whole patient is written, opened and reported
def test_that_a_patient_goes_from_opening_to_a_saved_report_with_keys_alone(
    window, session, qtbot, finish, results, tmp_path, monkeypatch
):
    written = tmp_path / "report.pdf"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(results))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(written), "*.pdf"))
    window.activateWindow()
    keys = Keys(window, qtbot, finish)
    keys.press(Qt.Key.Key_O, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    finish()
    assert session.spaces.patient is not None
    quality = keys.page(2)
    assert any(b.isVisible() and b.isEnabled() for b in quality.findChildren(QAbstractButton))
    maps = keys.page(3)
    gallery = window.maps.gallery_page
    window_tabs = window.maps_tabs.tabBar()
    keys.tab_to(window_tabs)
    for _ in range(window.maps_tabs.count()):
        if gallery.isVisible():
            break
        keys.press(Qt.Key.Key_Right)
    assert gallery.isVisible()
    assert maps.isAncestorOf(QApplication.focusWidget())
    keys.page(4)
    report = keys.page(5)
    keys.tab_to(report.comment)
    keys.type("Nothing unusual.")
    keys.use(button(report, "Update the preview"))
    assert report.preview is not None, report._said.text()
    if not report.red.is_decided:  # red lights wait for a person
        keys.use(report.red.mark)
    keys.use(button(report, "Save PDF…"))
    assert written.read_bytes().startswith(b"%PDF-")
