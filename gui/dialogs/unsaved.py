"""The one question before something is closed that is in no file: it lists what would be lost."""

from enum import Enum

from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from gui.commands.sessions.leaving import Unsaved

_MOST_NAMES = 12


class Answer(Enum):
    """What the user wants."""

    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


class UnsavedDialog(QMessageBox):
    """Save session, Discard or Cancel."""

    def __init__(self, unsaved: Unsaved, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unsaved")
        self.setWindowTitle("Algoscope")
        self.setIcon(QMessageBox.Icon.Question)
        self.setText(self.tr("This is not saved and would be lost:"))
        self.setInformativeText("\n".join(self._lines(unsaved)))
        self._save: QPushButton = self.addButton(self.tr("Save session"), QMessageBox.ButtonRole.AcceptRole)
        self._discard: QPushButton = self.addButton(self.tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = self.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self._save)
        self.setEscapeButton(cancel)

    def _lines(self, unsaved: Unsaved) -> list[str]:
        lines = [self.tr("• map: {name}").format(name=name) for name in unsaved.maps]
        lines += [self.tr("• regions drawn on {name}").format(name=name) for name in unsaved.regions]
        if unsaved.comment:
            lines.append(self.tr("• what was written for the report"))
        more = len(lines) - _MOST_NAMES
        return lines if more <= 0 else [*lines[:_MOST_NAMES], self.tr("and %n more", "", more)]

    def ask(self) -> Answer:
        """Show it and wait."""
        self.exec()
        clicked = self.clickedButton()
        if clicked is self._save:
            return Answer.SAVE
        return Answer.DISCARD if clicked is self._discard else Answer.CANCEL
