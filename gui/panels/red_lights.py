"""The red lights of a report, to be ticked one by one by who has looked at what they are about."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from analysis.report.red_lights import RedLight
from gui.language import in_window
from gui.widgets.styled import Paragraph, named


class _Words(Paragraph):
    """The caption of a box over several lines, which a box itself has not; a click on it ticks."""

    def __init__(self, text: str, box: QCheckBox) -> None:
        super().__init__(text)
        self._box = box
        self.setBuddy(box)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self._box.click()


class RedLightTicks(QWidget):
    """Hidden while there is none. ``ticked`` after a tick, ``decided`` when the rest may be marked, or may not."""

    ticked = Signal()
    decided = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen: set[str] = set()  # words of the lights: another number is another light
        self.boxes: dict[str, QCheckBox] = {}
        self._why = named(Paragraph(), "dim")
        self._why.setText(
            self.tr("Tick each one that you have looked at; what the others concern is marked as not interpretable.")
        )
        self.mark = QCheckBox(self.tr("Save with what is not ticked marked"))
        self.mark.setToolTip(self.tr("The report says in red what cannot be interpreted, and that nobody has looked"))
        self.mark.toggled.connect(self.decided)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(6)
        self._rows.setVerticalSpacing(4)
        self._rows.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(named(QLabel(self.tr("Red lights")), "title"))
        layout.addWidget(self._why)
        layout.addLayout(self._rows)
        layout.addWidget(self.mark)
        self.hide()

    @property
    def seen(self) -> frozenset[str]:
        """The words of the lights that were ticked."""
        return frozenset(self._seen)

    @property
    def is_decided(self) -> bool:
        """Whether a report may be saved: all lights are ticked, or what the others concern may be marked."""
        return self.mark.isChecked() or all(box.isChecked() for box in self.boxes.values())

    def show_lights(self, lights: Collection[RedLight], acknowledged: Collection[str]) -> None:
        """A box for each light; one that a record of the maps calls seen is ticked and stays so.

        Parameters
        ----------
        acknowledged : keys of the lights that the report calls seen
        """
        if list(self.boxes) != [one.words for one in lights]:
            self._clear()
            for row, one in enumerate(lights):
                text = ": ".join(filter(None, (in_window(one.caption), one.value)))
                box = QCheckBox()
                box.setAccessibleName(text)
                box.toggled.connect(self._on_tick)
                self.boxes[one.words] = box
                self._rows.addWidget(box, row, 0, Qt.AlignmentFlag.AlignTop)
                self._rows.addWidget(_Words(text, box), row, 1)
        for one in lights:
            box, is_noted = self.boxes[one.words], one.key in acknowledged and one.words not in self._seen
            box.blockSignals(True)
            box.setChecked(is_noted or one.words in self._seen)
            box.blockSignals(False)
            box.setEnabled(not is_noted)
            box.setToolTip(self.tr("Ticked on the page of the maps of perfusion") if is_noted else "")
        self.setVisible(bool(lights))

    def take(self, words: Collection[str]) -> None:
        """Tick what a session has kept."""
        self._seen = set(words)
        for text, box in self.boxes.items():
            if box.isEnabled():
                box.blockSignals(True)
                box.setChecked(text in self._seen)
                box.blockSignals(False)

    def forget(self) -> None:
        """Ticks go with the patient."""
        self._seen.clear()
        self._clear()
        self.mark.setChecked(False)
        self.hide()

    def _clear(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.boxes = {}

    def _on_tick(self) -> None:
        shown = {text for text, box in self.boxes.items() if box.isEnabled()}
        self._seen = (self._seen - shown) | {text for text in shown if self.boxes[text].isChecked()}
        self.ticked.emit()
