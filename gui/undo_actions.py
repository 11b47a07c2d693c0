"""The menu's Undo and Redo: each says which step it takes back or does again.

They are made here, not by Qt's stack: for Python those ended while the window still showed them.
"""

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

from gui.session import Session


class StepAction(QAction):
    """Takes a step of the history, and says which."""

    def __init__(self, verb: str, shortcuts: tuple[str, ...], parent: QObject) -> None:
        super().__init__(verb, parent)
        self._verb = verb
        self.setShortcuts([QKeySequence(keys) for keys in shortcuts])

    def name(self, step: str) -> None:
        """Say which step is the next; an empty text for none."""
        self.setText(f"{self._verb} {step}" if step else self._verb)


def undo_actions(session: Session, parent: QObject) -> tuple[StepAction, StepAction]:
    """Undo and Redo of a session, with their keys, on while there is a step."""
    stack = session.undo_stack
    undo = StepAction(QCoreApplication.translate("MainWindow", "Undo"), ("Ctrl+Z",), parent)
    redo = StepAction(QCoreApplication.translate("MainWindow", "Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), parent)
    undo.setEnabled(stack.canUndo())
    redo.setEnabled(stack.canRedo())
    undo.name(stack.undoText())
    redo.name(stack.redoText())
    stack.canUndoChanged.connect(undo.setEnabled)
    stack.canRedoChanged.connect(redo.setEnabled)
    stack.undoTextChanged.connect(undo.name)
    stack.redoTextChanged.connect(redo.name)
    undo.triggered.connect(session.undo)  # not the stack's: it does not know of a gesture that goes on
    redo.triggered.connect(session.redo)
    return undo, redo
