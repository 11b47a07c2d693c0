"""The region card: all that is known of one AAL region, to be read, copied, shown, used as a seed, or drawn."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from analysis.errors import AlgoscopeError
from gui.commands import region_card
from gui.commands.region_card import Card
from gui.jobs import JobRunner
from gui.language import in_window
from gui.panels.verdict_card import VerdictCard
from gui.qt_safe import QtSafe
from gui.session import Change, Session
from gui.widgets.empty_state import EmptyState
from gui.widgets.following import Following
from gui.widgets.styled import Paragraph, named

_DASH = "\N{EM DASH}"


class RegionCardPage(QtSafe, QScrollArea):
    """A tab of the Maps page; the region is chosen in the list, or by Ctrl and a click in a view.

    ``patient_wanted`` when nothing is open and the user wants to open a patient.
    """

    patient_wanted = Signal()

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session, self._jobs = session, jobs
        self.card: Card | None = None
        self.names = QComboBox(editable=True)
        self.names.setToolTip(self.tr("A region of AAL; type a part of its name"))
        self.names.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.names.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.names.setMinimumContentsLength(12)
        self.names.setAccessibleName(self.tr("Region"))
        completer = QCompleter(self.names.model(), self.names)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.names.setCompleter(completer)
        self.names.activated.connect(self._on_chosen)
        here = QPushButton(self.tr("At the crosshair"))
        here.setToolTip(self.tr("The region under the crosshair (R); or Ctrl + click in a slice"))
        here.clicked.connect(self.show_here)
        self._empty = EmptyState(
            self.tr("No region yet"),
            self.tr("What is known of a region is read from the maps of a patient. Open a patient first."),
            self.tr("Go to Patient"),
            self.patient_wanted.emit,
        )
        self._choosing = (self.names, here)
        self._said = named(Paragraph(), "dim")
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(8)
        self._rows.setVerticalSpacing(3)
        self._rows.setColumnStretch(0, 1)
        self._below = Paragraph()
        self._below.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons = QWidget()
        self._assemble(here)
        Following(self, session)
        self._say_what_to_do()

    def _assemble(self, here: QPushButton) -> None:
        content = named(QFrame(), "panel")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(named(QLabel(self.tr("Region")), "heading"))
        layout.addWidget(VerdictCard(self._session))
        layout.addWidget(self._empty)
        layout.addWidget(self.names)
        layout.addWidget(here)
        layout.addWidget(self._said)
        layout.addLayout(self._rows)
        layout.addWidget(self._below)
        grid = QGridLayout(self._buttons)
        grid.setContentsMargins(0, 0, 0, 0)
        choices: tuple[tuple[str, Callable[[], None]], ...] = (
            (self.tr("Show"), self.show_region),
            (self.tr("Use as seed"), self.use_as_seed),
            (self.tr("Make ROI"), self.make_region),
            (self.tr("Copy"), self.copy),
        )
        for number, (text, slot) in enumerate(choices):
            button = QPushButton(text)
            button.clicked.connect(slot)
            grid.addWidget(button, number // 2, number % 2)
        layout.addWidget(self._buttons)
        layout.addStretch(1)
        self.setWidget(content)

    def _say_what_to_do(self) -> None:
        self._buttons.hide()
        self._below.hide()
        self._said.setText(
            self.tr(
                "Choose a region, or hold Ctrl and click in a slice: its volume, blood flow, activity, asymmetry, "
                "links and place among the controls are listed here."
            )
        )
        self._offer()

    def _offer(self) -> None:
        """A choice of regions where something is open, else the way to open it."""
        is_open = bool(self._session.layers)
        self._empty.setVisible(not is_open)
        for widget in self._choosing:
            widget.setVisible(is_open)
        self._said.setVisible(is_open and self.card is None)

    def refresh(self, change: Change) -> None:
        """Follow the session: what is shown of a patient goes with the patient; numbers follow maps that come."""
        if change & Change.LAYERS and self._empty.isVisibleTo(self) == bool(self._session.layers):
            self._offer()
        if change & Change.SPACE and self.card is not None and self._session.spaces.patient is None:
            self._take(None)
        elif change & (Change.LAYERS | Change.COMPARE) and self.card is not None:
            if self._session.layers:
                if self.isVisible():
                    self.show_card(self.card.name)
            else:
                self._take(None)

    def _fill_names(self) -> None:
        if not self.names.count():
            for name in region_card.names():
                self.names.addItem(name.replace("_", " "), name)

    # -- what the user does ----------------------------------------------------------------------------------

    def show_here(self) -> None:
        """Show the region under the crosshair, or say why there is none."""
        self._try(lambda: self.show_card(region_card.region_here(self._session)))

    def choose(self) -> None:
        """Let the user type the name of a region."""
        self._fill_names()
        self.names.setFocus()
        line = self.names.lineEdit()
        if line is not None:
            line.selectAll()

    def show_card(self, name: str) -> None:
        """Look a region up in the background, and show it."""
        self._fill_names()
        self.names.setCurrentIndex(self.names.findData(name))
        self._said.setText(self.tr("Looking it up; links take a few seconds the first time."))
        self._said.show()
        self._try(lambda: region_card.ask(self._session, self._jobs, name, self._take))

    def _on_chosen(self, row: int) -> None:
        self.show_card(self.names.itemData(row))

    def show_region(self) -> None:
        """Go to the middle of the region."""
        if self.card is not None:
            region_card.show(self._session, self.card.name)

    def use_as_seed(self) -> None:
        """Pin the region as a seed."""
        if self.card is not None:
            name = self.card.name
            self._try(lambda: region_card.use_as_seed(self._session, name))

    def make_region(self) -> None:
        """Draw the region as one of the user's own."""
        if self.card is not None:
            name = self.card.name
            self._try(lambda: region_card.make_region(self._session, name))

    def copy(self) -> None:
        """Copy the card as text."""
        if self.card is not None:
            verdict = self._session.spaces.verdict
            warned = () if verdict is None else verdict.sentences  # the numbers are not to be pasted without it
            QGuiApplication.clipboard().setText("\n".join((region_card.as_text(self.card), *warned)))

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except AlgoscopeError as error:
            self._session.tell(str(error))

    # -- what is shown ---------------------------------------------------------------------------------------

    def _take(self, card: Card | None) -> None:
        self.card = card
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if card is None:
            self._say_what_to_do()
            return
        self._said.hide()
        self._buttons.show()
        for column, text in enumerate(("", self.tr("Mean"), self.tr("Asym."))):
            self._cell(0, column, text, "dim")
        for number, row in enumerate(card.rows, start=1):
            self._show_row(2 * number, row)
        self._below.setText(self._words(card))
        self._below.show()

    def _show_row(self, place: int, row: region_card.CardRow) -> None:
        caption = f"{row.kind.caption}, {row.unit}" if row.unit else row.kind.caption
        self._cell(place, 0, caption, "").setWordWrap(True)
        if row.value is None:
            self._cell(place, 1, _DASH, "title").setToolTip(in_window(row.reason))
            reason = named(Paragraph(in_window(row.reason)), "dim")
            self._rows.addWidget(reason, place + 1, 0, 1, 3)
            return
        tip = self.tr("{n} voxels; mirror region {mirror}")
        mirror = region_card.number(row.value.mirror_mean)
        self._cell(place, 1, region_card.number(row.value.mean), "title").setToolTip(
            tip.format(n=row.value.n_voxels, mirror=mirror)
        )
        side = row.value.asymmetry_percent
        self._cell(place, 2, f"{side:+.1f} %".replace("-", "−") if np.isfinite(side) else _DASH, "")

    def _words(self, card: Card) -> str:
        lines = [self.tr("Asymmetry = 200 (L − R) / (L + R), against the region of the other side.")]
        if card.links:
            lines += ["", self.tr("Strongest links (r of mean courses):")]
            lines += [f"{link.name.replace('_', ' ')}  {link.r:.2f}".replace("-", "−") for link in card.links]
        else:
            lines += ["", self.tr("Links: {why}").format(why=card.why_no_links)]
        lines.append("")
        lines += [region_card.place_in_words(place) for place in card.places] or [
            self.tr("No controls are loaded (Compare page), so there is no percentile.")
        ]
        return "\n".join(lines)

    def _cell(self, row: int, column: int, text: str, style: str) -> QLabel:
        label = named(QLabel(text), style)
        if column:
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._rows.addWidget(label, row, column)
        return label
