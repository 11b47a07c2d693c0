"""The Patient page: what was opened, and what its header really says."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from analysis.image import Series
from analysis.scan import AslScheme, Fact, Modality, Scan
from gui.actions import Actions
from gui.commands.typed_facts import as_told
from gui.language import in_window
from gui.session import Change, Session
from gui.turns import Turns
from gui.widgets.fact_row import SOURCE_TEXTS
from gui.widgets.styled import Paragraph, named

# The facts worth a line, by their BIDS name.
_FACT_TEXTS = {
    "RepetitionTime": "TR",
    "EchoTime": "TE",
    "MagneticFieldStrength": "Field",
    "ArterialSpinLabelingType": "Labelling",
    "LabelingDuration": "Labelling duration",
    "PostLabelingDelay": "Post-labelling delay",
    "BackgroundSuppression": "Background suppression",
    "M0Type": "M0",
}
_UNITS = {
    "RepetitionTime": "s", "EchoTime": "s", "MagneticFieldStrength": "T", "LabelingDuration": "s",
    "PostLabelingDelay": "s",
}  # fmt: skip
_Told = tuple[Scan | None, Mapping[str, Fact]]  # of a card: its scan, and what was typed about it


def _tr(text: str) -> str:
    return QCoreApplication.translate("PatientPage", text)


class PatientPage(QScrollArea):
    """A card for each scan that came from a file; ``tools`` stand above them."""

    def __init__(
        self, session: Session, actions: Actions, parent: QWidget | None = None, tools: Sequence[QWidget] = ()
    ) -> None:
        super().__init__(parent, widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session = session
        content = named(QFrame(), "panel")
        self._layout = QVBoxLayout(content)
        self._layout.setContentsMargins(12, 10, 12, 12)
        self._layout.setSpacing(8)
        whole = named(QPushButton(self.tr("Open patient…")), "primary")
        whole.clicked.connect(actions.action("open_patient").trigger)
        buttons = QHBoxLayout()
        for name, key in ((self.tr("Open files…"), "open"), (self.tr("Open folder…"), "open_folder")):
            button = QPushButton(name)
            button.clicked.connect(actions.action(key).trigger)
            buttons.addWidget(button)
        self._layout.addWidget(named(QLabel(self.tr("Patient")), "heading"))
        self._layout.addWidget(whole)
        self._layout.addLayout(buttons)
        self._side = named(Paragraph(), "dim")
        self._layout.addWidget(self._side)
        for tool in tools:
            self._layout.addWidget(tool)
        self._first_card = self._layout.count()
        self._cards: list[tuple[_Told, QFrame]] = []  # where somebody looks on, each has a turn of the event loop
        self._turns = Turns(self)
        self._opening = ""  # what is being opened
        self._shown: tuple[list[_Told], Path | None] | None = None
        self._layout.addStretch(1)
        self.setWidget(content)
        session.changed.connect(self.refresh)
        self.refresh(Change.LAYERS | Change.DISPLAY)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if not change & (Change.LAYERS | Change.PERFUSION):
            return
        patient = self._session.spaces.patient
        results = None if patient is None else patient.folder
        layers = [
            layer
            for layer in self._session.layers
            if layer.scan is not None and not layer.is_computed and not _is_inside(layer.scan, results)
        ]
        shown: list[_Told] = [(layer.scan, self._session.perfusion.case(layer.id).typed) for layer in layers]
        if (shown, results) == self._shown:
            return
        self._shown = shown, results
        scans = [scan for layer in layers if (scan := as_told(self._session, layer)) is not None]
        self._side.setText(
            side_sentence(scans)
            if scans
            else self.tr("Only results are open. Open the patient's scans to see what their headers say.")
            if results is not None
            else self._words_of_nothing()
        )
        self._turns.clear()
        self._drop_cards([card for told, card in self._cards if told not in shown])
        if [told for told, _ in self._cards] != shown[: len(self._cards)]:  # another came before those that stay
            self._drop_cards([card for _, card in self._cards])
        for told, scan in list(zip(shown, scans, strict=True))[len(self._cards) :]:
            add = partial(self._add_card, told, scan)
            self._turns.add(add, is_last=True) if self.window().isVisible() else add()

    def _drop_cards(self, cards: Sequence[QFrame]) -> None:
        self._cards = [(told, card) for told, card in self._cards if card not in cards]
        for card in cards:
            self._layout.removeWidget(card)
            card.hide()
            card.deleteLater()

    def show_opening(self, words: str = "") -> None:
        """Say what is being opened, "" for nothing any more, while no scan is open."""
        self._opening = words
        if self._shown == ([], None):
            self._side.setText(self._words_of_nothing())

    def _words_of_nothing(self) -> str:
        nothing = self.tr("Nothing is open. Open a T1, a BOLD or an ASL series, or drop files on the window.")
        return self._opening or nothing

    def _add_card(self, told: _Told, scan: Scan) -> None:
        card = _scan_card(scan)
        self._layout.insertWidget(self._first_card + len(self._cards), card)
        self._cards.append((told, card))


def _is_inside(scan: Scan, folder: Path | None) -> bool:
    """Whether a scan is a result of processing, which needs no card: its record is in the folder."""
    return folder is not None and scan.path is not None and scan.path.is_relative_to(folder)


def side_sentence(scans: list[Scan]) -> str:
    """What the files say about left and right."""
    unknown = [scan for scan in scans if scan.affine_source == "none"]
    if unknown:
        names = ", ".join(scan.image.name for scan in unknown)
        words = _tr("LEFT AND RIGHT ARE NOT KNOWN for {names}: the header does not give the orientation.")
        return words.format(names=names)
    return _tr("Left and right come from the headers (sform or qform) of all files.")


def scan_lines(scan: Scan) -> list[tuple[str, str]]:
    """Caption and text of everything known of a scan, each fact with its source."""
    role = in_window(scan.modality.value)
    lines = [(_tr("Role"), f"{role} ({in_window(scan.reason)})" if scan.reason else role)]
    if isinstance(scan.image, Series):
        lines.append((_tr("Volumes"), str(scan.image.n_timepoints)))
    lines.append((_tr("Grid"), in_window(scan.image.grid.in_words())))
    source = _tr("nowhere: NOT KNOWN") if scan.affine_source == "none" else scan.affine_source
    lines.append((_tr("Orientation from"), source))
    for key, caption in _FACT_TEXTS.items():
        fact = scan.facts.get(key)
        if fact is not None:
            lines.append((_tr(caption), fact_text(fact, _UNITS.get(key, ""))))
    if scan.asl is not None:
        lines += asl_lines(scan.asl)
    if isinstance(scan.image, Series) and scan.modality is Modality.BOLD and scan.image.tr_s is None:
        lines.append(("TR", _tr("missing")))
    return lines


def asl_lines(scheme: AslScheme) -> list[tuple[str, str]]:
    """What of an ASL scheme will be used; red words where something is missing."""
    missing = _tr("missing")
    plds = ", ".join(f"{pld:g}" for pld in dict.fromkeys(scheme.plds_s))
    kinds = [f"{scheme.volume_types.count(kind)} {kind}" for kind in dict.fromkeys(scheme.volume_types)]
    duration = scheme.label_duration_s
    return [
        (_tr("Volume types"), ", ".join(kinds) or missing),
        (_tr("Post-labelling delay used"), f"{plds} s" if plds else missing),
        (_tr("Labelling duration used"), missing if duration is None else f"{duration:g} s"),
    ]


def fact_text(fact: Fact, unit: str) -> str:
    """A fact with its unit and its source, such as ``"2 s (sidecar)"``."""
    value = fact.value
    if isinstance(value, float):
        text = f"{value:g}"
    elif isinstance(value, list | tuple):
        distinct = list(dict.fromkeys(value))
        text = ", ".join(f"{v:g}" if isinstance(v, int | float) else str(v) for v in distinct)
    elif isinstance(value, bool):
        text = _tr("yes") if value else _tr("no")
    else:
        text = str(value)
    return f"{text} {unit}".rstrip() + f" ({_tr(SOURCE_TEXTS[fact.source])})"


def _scan_card(scan: Scan) -> QFrame:
    card = named(QFrame(), "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(10, 8, 10, 8)
    layout.setSpacing(3)
    layout.addWidget(_line(scan.image.name, "title"))
    for caption, text in scan_lines(scan):
        layout.addWidget(_line(f"{caption}: {text}", "dim"))
    for warning in scan.warnings:
        layout.addWidget(_line(f"⚠ {warning}", "warning"))
    return card


def _line(text: str, style: str) -> QLabel:
    """A text that can be copied, shown as it is: a file's name may look like markup."""
    line = named(Paragraph(text), style)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return line
