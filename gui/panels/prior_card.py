"""The prior scan of the patient: its folder and a map are chosen; both, their difference, and a table."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QWidget,
)

from analysis.errors import AlgoscopeError
from analysis.stats.two_scans import NOTE, RegionChange
from gui.commands import prior
from gui.commands.prior import OtherPseudonymError, PriorShown
from gui.commands.saving import proposed_folder
from gui.jobs import Job, JobRunner
from gui.language import in_digits, in_window
from gui.session import Change, Session
from gui.spaces import ProcessedPatient
from gui.widgets import asking
from gui.widgets.card import card_column
from gui.widgets.following import Following
from gui.widgets.styled import Paragraph, named

_KEY = "prior"
_ROWS = 8


class PriorCard(QFrame):
    """``side_by_side_wanted(prior, current, difference, sentence)`` when all three are to be seen in one picture."""

    side_by_side_wanted = Signal(int, int, int, str)

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session, self._jobs = session, jobs
        self._patient: ProcessedPatient | None = None
        self._folder: Path | None = None
        self.shown: PriorShown | None = None
        self.why = named(Paragraph(), "dim")
        self.statistic = QComboBox()
        self.statistic.setToolTip(self.tr("Which map of both scans is compared"))
        self.statistic.setAccessibleName(self.tr("Map to compare"))
        self.statistic.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.button = QPushButton(self.tr("Open the prior scan…"))
        self.button.clicked.connect(self._ask_folder)
        self.words = Paragraph()
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self.flick_button = QPushButton(self.tr("Flick (B)"))
        self.flick_button.setToolTip(self.tr("See the prior map in place of the current one, and back"))
        self.flick_button.clicked.connect(self.flick)
        self.seen = named(Paragraph(), "accent")
        self.beside_button = QPushButton(self.tr("Side by side"))
        self.beside_button.clicked.connect(self._show_beside)
        self.save_button = QPushButton(self.tr("Save the table…"))
        self.save_button.setToolTip(self.tr("Every region of both scans, with the record of how it was computed"))
        self.save_button.clicked.connect(self._ask_table)
        layout = card_column(self, self.tr("Prior scan"), spacing=6)
        for part in (
            self.why, self.statistic, self.button, self.words, self._table, self.seen, self.flick_button,
            self.beside_button, self.save_button,
        ):  # fmt: skip
            layout.addWidget(part)
        Following(self, session)
        jobs.failed.connect(self._on_failed)
        self._show(None)
        self.refresh(Change.SPACE)

    def refresh(self, change: Change) -> None:
        """Follow the session: a comparison goes with its patient."""
        if change & (Change.LAYERS | Change.DISPLAY):
            self._say_seen()
        if not change & (Change.SPACE | Change.LAYERS):
            return
        patient = self._session.spaces.patient
        ready = patient is not None and patient.folder is not None
        if patient is not self._patient or (change & Change.SPACE and not self.statistic.count()):
            self._patient = patient
            self._show(None)
            self.statistic.clear()
            self.statistic.addItems(self._statistics() if ready else [])
        self.statistic.setVisible(ready)
        self.button.setEnabled(ready and self.statistic.count() > 0)
        self.why.setText(
            self.tr("Choose a map, then the folder that processing left of the earlier scan of the same patient.")
            if ready
            else self.tr("Needs a processed patient: two scans are compared in MNI space.")
        )

    def _statistics(self) -> list[str]:
        try:
            return list(prior.statistics(self._session))
        except AlgoscopeError:  # the folder is gone, or still being written
            return []

    def _ask_folder(self) -> None:
        chosen = asking.folder(self, self.tr("Folder of the prior scan"), usual=proposed_folder(self._session))
        if chosen is not None:
            self.compare(chosen)

    def compare(self, folder: Path, *, allow_other: bool = False) -> None:
        """Compare with the prior scan in a folder, or say why not."""
        self._folder = folder
        try:
            prior.compare(
                self._session, self._jobs, folder, self.statistic.currentText(), self._show, allow_other=allow_other
            )
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def _on_failed(self, job: Job) -> None:
        """Another pseudonym is asked about; the notice of it stays, too."""
        if job.key == _KEY and isinstance(job.error, OtherPseudonymError) and self._folder is not None:
            box = QMessageBox(self)
            box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            box.setWindowTitle(self.tr("Another pseudonym"))
            box.setText(str(job.error))
            box.setInformativeText(
                self.tr("Two patients must not be mixed. Compare only if you know it is one person.")
            )
            yes = box.addButton(self.tr("It is one person: compare"), QMessageBox.ButtonRole.AcceptRole)
            box.addButton(QMessageBox.StandardButton.Cancel)
            yes.clicked.connect(self.confirm)
            box.open()

    def confirm(self) -> None:
        """A person has said that both folders are of one patient."""
        if self._folder is not None:
            self.compare(self._folder, allow_other=True)

    def flick(self) -> None:
        """See the other scan in the same place."""
        if self.shown is None:
            self._session.tell(self.tr("Open the prior scan first (Maps, All)."))
            return
        try:
            prior.flick(self._session, self.shown)
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def _show_beside(self) -> None:
        if self.shown is not None:
            shown = self.shown
            self.side_by_side_wanted.emit(shown.prior_id, shown.current_id, shown.difference_id, self.words.text())

    def _ask_table(self) -> None:
        if self.shown is None:
            return
        name = f"{self.shown.statistic}_two_scans.tsv"
        path, kind = asking.save_file(
            self, self.tr("Save the table of both scans"), name, "TSV (*.tsv);;CSV (*.csv)",
            usual=proposed_folder(self._session),
        )  # fmt: skip
        if path is not None:
            ending = ".csv" if "csv" in kind else ".tsv"
            self.save_table(path if path.suffix.lower() in (".tsv", ".csv") else path.with_name(f"{path.name}{ending}"))

    def save_table(self, path: Path) -> None:
        """Write the table with its record beside it."""
        if self.shown is not None:
            prior.save_table(self._jobs, self.shown, path)

    def _show(self, shown: PriorShown | None) -> None:
        self.shown = shown
        for part in (self.words, self._table, self.flick_button, self.beside_button, self.save_button):
            part.setVisible(shown is not None)
        self.seen.setVisible(False)
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if shown is None:
            return
        whole = shown.found.whole
        unit = in_window(shown.found.difference.volume.unit)
        name = f"{shown.statistic} ({unit})" if unit else shown.statistic
        words = self.tr("{name}, whole brain: {first} before, {second} now. {note}")
        self.words.setText(
            words.format(name=name, first=_text(whole.first), second=_text(whole.second), note=in_window(NOTE))
        )
        self._say_seen()
        for column, text in enumerate((self.tr("Region"), self.tr("Prior"), self.tr("Now"), "%")):
            self._cell(0, column, text, "dim")
        for number, row in enumerate(shown.found.largest[:_ROWS], start=1):
            self._show_row(number, row)

    def _say_seen(self) -> None:
        """Which of the maps the views show: both scans have the same colours, so that only words tell them apart."""
        shown = self.shown
        if shown is None:
            return
        names = {
            shown.prior_id: self.tr("prior scan"),
            shown.current_id: self.tr("current scan"),
            shown.difference_id: self.tr("now less prior"),
        }
        seen = [
            name
            for layer_id, name in names.items()
            if self._session.has_layer(layer_id) and self._session.layer(layer_id).display.visible
        ]
        self.seen.setText(self.tr("In the views: {names}").format(names=", ".join(seen)))
        self.seen.setVisible(bool(seen))

    def _show_row(self, number: int, row: RegionChange) -> None:
        percent = f"{row.percent:+.0f}".replace("-", "−") if np.isfinite(row.percent) else "\N{EM DASH}"
        for column, text in enumerate((row.name.replace("_", " "), _text(row.first), _text(row.second), percent)):
            self._cell(number, column, text, "")

    def _cell(self, row: int, column: int, text: str, style: str) -> None:
        label = named(QLabel(text, wordWrap=column == 0), style)
        if column:
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(label, row, column)


def _text(value: float) -> str:
    return in_digits(value)
