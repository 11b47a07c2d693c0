"""Exceptions in Qt overrides: where they go, and that the process survives them."""

import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

import gui
from gui.qt_safe import QtSafe, comes_from_qt, is_guarded, qt_override

ROOT = Path(__file__).resolve().parents[2]

# What raises must be raised by C code: this is what ends the process where nothing guards it.
SCRIPT = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
from gui.qt_safe import QtSafe

seen = []
sys.excepthook = lambda kind, value, trace: seen.append((kind.__name__, trace.tb_next.tb_frame.f_code.co_name))

class Broken({bases}):
    def paintEvent(self, event):
        [][1]

application = QApplication([])
Broken().grab()
print(seen)
"""


def run_broken_widget(bases: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", SCRIPT.format(bases=bases)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_that_an_error_while_painting_into_a_picture_reaches_the_hook_and_the_process_lives() -> None:
    run = run_broken_widget("QtSafe, QWidget")
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == "[('IndexError', 'paintEvent')]"


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="Python 3.12 and later survive it unguarded")
def test_that_the_same_error_ends_the_process_without_the_mix_in() -> None:
    # When this fails, PySide6 has learnt to survive it and QtSafe may go.
    assert run_broken_widget("QWidget").returncode != 0


@pytest.fixture
def caught(monkeypatch: pytest.MonkeyPatch) -> list[type[BaseException]]:
    kinds: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: kinds.append(error[0]))
    return kinds


def test_that_a_failing_override_answers_what_qt_expects(caught: list[type[BaseException]]) -> None:
    class Filter(QtSafe, QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            raise ZeroDivisionError

    class Table(QtSafe, QAbstractTableModel):
        def rowCount(self, parent: QModelIndex | None = None) -> int:
            raise KeyError

        def data(self, index: QModelIndex, role: int = 0) -> object:
            raise TypeError

    assert Filter().eventFilter(QObject(), QEvent(QEvent.Type.None_)) is False
    assert Table().rowCount() == 0
    assert Table().data(QModelIndex()) is None
    assert caught == [ZeroDivisionError, KeyError, TypeError]


def test_that_values_and_other_methods_pass_unchanged(caught: list[type[BaseException]]) -> None:
    class Widget(QtSafe, QWidget):
        painted = 0

        def paintEvent(self, event: QPaintEvent) -> None:
            self.painted += 1

        def event(self, event: QEvent) -> bool:
            return True

        def compute(self) -> None:
            raise NotImplementedError

    # No widget is made here: the functions are called as plain ones.
    assert Widget.event(None, None) is True  # type: ignore[arg-type]
    with pytest.raises(NotImplementedError):
        Widget.compute(None)  # type: ignore[arg-type]
    assert Widget.paintEvent.__name__ == "paintEvent"
    assert caught == []


def test_that_a_method_of_a_guarded_name_that_qt_does_not_know_raises_as_usual() -> None:
    class Plain(QtSafe):
        def data(self) -> None:
            raise NotImplementedError

    with pytest.raises(NotImplementedError):
        Plain().data()


def test_that_leaving_the_program_is_not_held_up(caught: list[type[BaseException]]) -> None:
    def leave() -> None:
        raise SystemExit

    with pytest.raises(SystemExit):
        qt_override(leave)()
    assert caught == []


def classes_of_gui() -> list[type]:
    """Every class that a module of `gui` defines."""
    modules = [importlib.import_module(found.name) for found in pkgutil.walk_packages(gui.__path__, "gui.")]
    members = [member for module in modules for _, member in inspect.getmembers(module, inspect.isclass)]
    return [member for member in members if member.__module__.startswith("gui.")]


def test_that_every_class_of_the_window_with_an_override_is_guarded() -> None:
    def overrides(cls: type) -> bool:
        # What a pool runs is in another thread and must report its errors itself, see gui.jobs.
        return any(is_guarded(name) and name != "run" and comes_from_qt(cls, name) for name in vars(cls))

    assert [c for c in classes_of_gui() if overrides(c) and not issubclass(c, QtSafe)] == []


OTHERS = """
import sys
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QTranslator
from PySide6.QtGui import QUndoCommand, QUndoStack, QValidator
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QVBoxLayout, QWidget
from gui.qt_safe import QtSafe

seen = []
sys.excepthook = lambda kind, value, trace: seen.append(trace.tb_next.tb_frame.f_code.co_name)

class Sized(QtSafe, QWidget):
    def sizeHint(self):
        [][1]
    def minimumSizeHint(self):
        [][1]

class Model(QtSafe, QAbstractTableModel):
    def rowCount(self, parent=None):
        return 1
    def columnCount(self, parent=None):
        return 1
    def flags(self, index):
        [][1]
    def sort(self, column, order=None):
        [][1]

class Checked(QtSafe, QValidator):
    def validate(self, text, position):
        [][1]

class Step(QtSafe, QUndoCommand):
    def undo(self):
        [][1]
    def redo(self):
        [][1]

class Words(QtSafe, QTranslator):
    def translate(self, context, source, disambiguation=None, n=-1):
        [][1]

application = QApplication([])
holder, model, field, stack, words = QWidget(), Model(), QLineEdit(), QUndoStack(), Words()
QVBoxLayout(holder).addWidget(Sized())
holder.show()
table = QTableView()
table.setModel(model)
table.grab()
table.sortByColumn(0, table.horizontalHeader().sortIndicatorOrder())
table.setSortingEnabled(True)
checked = Checked()
field.setValidator(checked)
field.insert("1")
stack.push(Step("a step"))
stack.undo()
application.installTranslator(words)
assert application.translate("Any", "text") == "text"
application.processEvents()
print(" ".join(sorted(set(seen))))
"""


def test_that_no_other_override_that_qt_calls_ends_the_process() -> None:
    run = subprocess.run(
        [sys.executable, "-c", OTHERS], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == [
        "flags",
        "minimumSizeHint",
        "redo",
        "sizeHint",
        "sort",
        "translate",
        "undo",
        "validate",
    ]
