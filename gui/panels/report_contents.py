"""Which of the patient's comparisons and maps stand in the report: a list to tick and to put in order."""

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from analysis.errors import AlgoscopeError
from analysis.files.session_record import ContentsEntry
from gui.commands import report_contents
from gui.commands.report_contents import Line, Offered
from gui.jobs import JobRunner
from gui.qt_safe import QtSafe
from gui.session import Change, Session
from gui.widgets.following import Following
from gui.widgets.styled import Paragraph, named, tool_button

_MOST_ROWS = 6.5
_CHECKS = (Qt.CheckState.Unchecked, Qt.CheckState.Checked)


class ContentsList(QtSafe, QListWidget):
    """``move_wanted(by)`` on Alt and an arrow key; Space ticks."""

    move_wanted = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.move_wanted.emit(steps[event.key()])
            return
        super().keyPressEvent(event)


class ReportContents(QtSafe, QWidget):
    """``changed()`` when other lines are ticked, or their order is another."""

    changed = Signal()

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._offered: Offered | None = None
        self._contents: ContentsEntry | None = None
        self._lines: tuple[Line, ...] = ()
        self.list = ContentsList()
        self.list.setAccessibleName(self.tr("In the report"))
        self.list.setToolTip(self.tr("Space ticks, Alt+Up and Alt+Down move a line"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(self._on_ticked)
        self.list.currentRowChanged.connect(self._allow)
        self.list.move_wanted.connect(self.move_line)
        self.up = tool_button("↑", self.tr("Further to the front (Alt+Up)"))
        self.down = tool_button("↓", self.tr("Further to the back (Alt+Down)"))
        for button, slot in ((self.up, self._move_up), (self.down, self._move_down)):
            button.setAccessibleName(button.toolTip())
            button.clicked.connect(slot)
        self.usual = tool_button(self.tr("As usual"), self.tr("What a report takes while nothing is chosen"))
        self.usual.clicked.connect(self._take_usual)
        self._note = named(Paragraph(), "dim")
        self._wrong = named(Paragraph(), "error")
        self._place_parts()
        Following(self, session)
        self.show_lines()

    def _place_parts(self) -> None:
        caption = QLabel(self.tr("In the report"))
        caption.setBuddy(self.list)
        row = QHBoxLayout()
        row.addWidget(caption, 1)
        for button in (self.up, self.down, self.usual):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        for part in (self.list, self._note, self._wrong):
            layout.addWidget(part)

    # -- following ---------------------------------------------------------------------------------------------

    def refresh(self, change: Change) -> None:
        """Follow the session: another patient, a new comparison."""
        patient = self._session.spaces.patient
        folder = None if patient is None else patient.folder
        if self._offered is not None and folder != self._offered.folder:
            self._offered = None
            self.show_lines()
        if change & Change.SPACE and folder is not None and self._offered is None:
            self.look()
        elif change & Change.COMPARE:
            self.show_lines()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    def look(self) -> None:
        """Look in the background what the patient has by now."""
        patient = self._session.spaces.patient
        if patient is not None and patient.folder is not None:
            self._jobs.submit(
                self.tr("Look at the maps"), report_contents.read_offered, patient.folder,
                patient.name.removeprefix("sub-"), on_done=self._take, key="report contents", quiet=True,
            )  # fmt: skip

    def _take(self, offered: Offered) -> None:
        patient = self._session.spaces.patient
        if patient is not None and patient.folder == offered.folder and offered != self._offered:
            self._offered = offered
            self.show_lines()

    def forget(self) -> None:
        """The patient was closed."""
        self._offered, self._contents = None, None
        self.show_lines()

    # -- what is chosen ------------------------------------------------------------------------------------------

    @property
    def contents(self) -> ContentsEntry | None:
        """What was chosen; None for the usual."""
        return self._contents

    def set_contents(self, contents: ContentsEntry | None) -> None:
        """Choose what was chosen before."""
        self._contents = contents
        self.show_lines()

    def require(self) -> None:
        """Raise `OptionError` where what is chosen makes no report."""
        if self._contents is not None:
            report_contents.require_contents(self._lines)

    @property
    def is_possible(self) -> bool:
        """Whether what is chosen makes a report."""
        return not self._wrong.text()

    def _on_ticked(self, item: QListWidgetItem) -> None:
        row, ticked = self.list.row(item), item.checkState() is Qt.CheckState.Checked
        lines = [replace(line, is_ticked=ticked) if place == row else line for place, line in enumerate(self._lines)]
        self._choose(lines, row)

    def _move_up(self) -> None:
        self.move_line(-1)

    def _move_down(self) -> None:
        self.move_line(1)

    def move_line(self, by: int) -> None:
        """Move the line that is selected, among comparisons or among maps."""
        lines, row = report_contents.moved(self._lines, self.list.currentRow(), by)
        if lines != self._lines:
            self._choose(lines, row)

    def _choose(self, lines: list[Line] | tuple[Line, ...], row: int) -> None:
        self._lines = report_contents.covered(lines)
        self._contents = report_contents.contents_of(self._lines)
        self._fill(row)
        self.changed.emit()

    def _take_usual(self) -> None:
        self._contents = None
        self.show_lines()
        self.changed.emit()

    # -- the list ------------------------------------------------------------------------------------------------

    def show_lines(self) -> None:
        """Show what the patient has, and what of it is ticked."""
        if self._offered is None:
            self._lines = ()
        else:
            compared = [one.statistic for one in self._session.comparing.patient]
            self._lines = report_contents.lines_of(self._offered, compared, self._contents)
        self._fill(self.list.currentRow())

    def _fill(self, row: int) -> None:
        with QSignalBlocker(self.list):
            while self.list.count() > len(self._lines):
                self.list.takeItem(self.list.count() - 1)
            while self.list.count() < len(self._lines):
                self.list.addItem(QListWidgetItem())
            for place, line in enumerate(self._lines):
                self._write(self.list.item(place), line)
            self.list.setCurrentRow(min(row, len(self._lines) - 1))
        height = max(self.list.sizeHintForRow(0), self.fontMetrics().height() + 4)
        rows = min(max(len(self._lines), 1), _MOST_ROWS)
        self.list.setFixedHeight(round(height * rows) + 2 * self.list.frameWidth() + 2)
        self._tell()
        self._allow()

    def _write(self, item: QListWidgetItem, line: Line) -> None:
        if line.is_missing:
            words = self.tr("{name} · not there any more")
        elif line.is_comparison:
            words = self.tr("{name} · with controls")
        else:
            words = self.tr("{name} · compared above") if line.is_covered else "{name}"
        item.setText(words.format(name=line.title))
        item.setToolTip(words.format(name=f"{line.title} ({line.statistic})"))
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        item.setFlags(flags if line.is_covered else flags | Qt.ItemFlag.ItemIsEnabled)
        item.setCheckState(_CHECKS[line.is_ticked])

    def _tell(self) -> None:
        is_empty = not self._lines and self._offered is not None
        self.list.setHidden(is_empty)
        as_usual = self.tr("As usual; tick what else is to stand in it, such as a map with its own values.")
        empty = self.tr("There are no maps of this patient yet: process the scans, then choose here.")
        why_not = "" if self._offered is None else self._offered.why_not
        self._note.setText(why_not or (empty if is_empty else as_usual))
        self._note.setVisible(self._contents is None or bool(why_not))
        wrong = ""
        try:
            self.require()
        except AlgoscopeError as error:
            wrong = str(error)
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))

    def _allow(self, _row: int = 0) -> None:
        row = self.list.currentRow()
        for button, by in ((self.up, -1), (self.down, 1)):
            button.setEnabled(report_contents.moved(self._lines, row, by)[1] != row)
        self.usual.setEnabled(self._contents is not None)
