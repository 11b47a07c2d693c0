"""The form of an ASL series: what is known, from where, and what is still asked, question by question."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from analysis.errors import AlgoscopeError
from analysis.perfusion.fields import Kind
from gui.commands import asl_form
from gui.commands.asl_form import SECTIONS, AslForm, FormLine, value_in_words
from gui.commands.fact_captions import caption_of
from gui.language import in_window
from gui.session import Change, Session
from gui.widgets.card import card_column
from gui.widgets.fact_row import FactRow
from gui.widgets.following import Following
from gui.widgets.styled import ElidedLabel, Paragraph, named

_M0 = next(n for n, (title, _) in enumerate(SECTIONS) if title == "M0")


class FactsCard(QFrame):
    """Sections that open where something is missing; ``Next question`` leads through the open ones in their order."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session = session
        self._status = Paragraph()
        self._next = named(QPushButton(self.tr("Next question")), "primary")
        self._next.clicked.connect(self.ask_next)
        self._problem = named(Paragraph(), "error")
        self._contradictions = named(Paragraph(), "warning")
        self._rows: dict[str, FactRow] = {}
        self._headers: list[QPushButton] = []
        self._bodies: list[QWidget] = []
        self._summaries: list[ElidedLabel] = []
        self._touched: set[int] = set()
        self._shown: tuple[int, AslForm, str] | None = None
        self._m0 = QComboBox()
        self._m0.setToolTip(self.tr("The image of relaxed magnetisation that calibrates the flow"))
        self._m0.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._m0.activated.connect(self._choose_m0)
        layout = card_column(self, self.tr("How it was scanned"))
        for part in (self._status, self._next, self._problem, self._contradictions):
            layout.addWidget(part)
        layout.addWidget(self._make_product())
        for number, (_, names) in enumerate(SECTIONS):
            self._add_section(layout, number, names)
        Following(self, session)
        self.refresh(Change.PERFUSION)

    def _make_product(self) -> QWidget:
        """What GE's product sequence needs beside its delays: the excitations over which differences are summed."""
        self._product = QWidget()
        self._excitations = QSpinBox(minimum=1, maximum=20, value=3)
        self._excitations.setToolTip(self.tr("Over how many excitations the scanner has summed the differences"))
        take = QPushButton(self.tr("Take its facts"))
        take.clicked.connect(self._take_product)
        row = QHBoxLayout()
        row.addWidget(QLabel(self.tr("Excitations (NEX)")), 1)
        row.addWidget(self._excitations)
        layout = QVBoxLayout(self._product)
        layout.setContentsMargins(0, 0, 0, 0)
        words = self.tr("Differences by GE: is it the 3D product sequence, as the scanner stored it?")
        layout.addWidget(named(Paragraph(words), "warning"))
        layout.addLayout(row)
        layout.addWidget(take)
        return self._product

    def _add_section(self, layout: QVBoxLayout, number: int, names: tuple[str, ...]) -> None:
        header = named(QPushButton(self.tr(SECTIONS[number][0])), "section")
        header.setCheckable(True)
        header.clicked.connect(self._on_header)
        header.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # no wider than the page
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(8, 0, 0, 0)
        inside.setSpacing(2)
        if number == _M0:
            inside.addWidget(named(QLabel(self.tr("M0 scan")), "dim"))
            inside.addWidget(self._m0)
        for name in names:
            row = FactRow(name)
            row.typed.connect(self.type_fact)
            self._rows[name] = row
            inside.addWidget(row)
        body.hide()
        self._headers.append(header)
        self._bodies.append(body)
        summary = named(ElidedLabel(), "dim")
        summary.setContentsMargins(14, 0, 0, 0)
        self._summaries.append(summary)
        for part in (header, summary, body):
            layout.addWidget(part)

    # -- following the session ---------------------------------------------------------------------------

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        layer_id = self._session.perfusion.series_id
        if not change & (Change.PERFUSION | Change.LAYERS) or layer_id is None or not self._session.has_layer(layer_id):
            return
        form = asl_form.read_form(self._session, layer_id)
        self._fill_m0(layer_id)
        m0_words = self._m0_words(form, layer_id)
        if not change & Change.PERFUSION and (layer_id, form, m0_words) == self._shown:
            return  # another layer came or went; forty rows that say the same take longer than all else
        self._shown = (layer_id, form, m0_words)
        self._show_status(form)
        asked = any(q.field == "DifferenceScale" for q in form.questions)
        self._product.setVisible(asked and asl_form.offers_ge_product(self._session, layer_id))
        pulses = form.line("BackgroundSuppressionNumberPulses")
        for number, (_, lines) in enumerate(form.sections):
            shown = {line.field.name: line for line in lines}
            for name in SECTIONS[number][1]:
                self._rows[name].setVisible(name in shown)
                if name in shown:
                    self._rows[name].show_line(shown[name], None if pulses is None else pulses.value)
            self._summaries[number].setText(_summary(lines, m0_words if number == _M0 else ""))
            asks_m0 = number == _M0 and any(q.field == "M0" for q in form.questions)
            self._show_section(number, sum(bool(line.question) for line in lines) + asks_m0)

    def _show_status(self, form: AslForm) -> None:
        n = len(form.questions)
        captions = ", ".join(self.tr(caption_of(q.field)) for q in form.questions)
        if n:
            self._status.setText(self.tr("Still to be answered: {what}.").format(what=captions))
        else:
            self._status.setText(self.tr("All facts are there.") if not form.problem else "")
        self._status.setVisible(bool(self._status.text()))
        self._next.setVisible(n > 0)
        separate = next((q.why for q in form.questions if q.field == "M0"), "")
        said = form.problem or (separate[:1].upper() + separate[1:])
        self._problem.setText(in_window(said))
        self._problem.setVisible(bool(said))
        self._contradictions.setText("\n".join(f"⚠ {in_window(sentence)}" for sentence in form.contradictions))
        self._contradictions.setVisible(bool(form.contradictions))

    def _show_section(self, number: int, n_missing: int) -> None:
        header, body = self._headers[number], self._bodies[number]
        if number not in self._touched or n_missing:
            header.setChecked(n_missing > 0)
        body.setVisible(header.isChecked())
        self._summaries[number].setVisible(not header.isChecked())
        title = self.tr(SECTIONS[number][0])
        mark = "▾" if header.isChecked() else "▸"
        missing = self.tr(" · %n open", "", n_missing) if n_missing else ""
        header.setText(f"{mark}  {title}{missing}")

    def _fill_m0(self, layer_id: int) -> None:
        found = asl_form.m0_layer_of(self._session, layer_id)
        chosen = self._session.perfusion.case(layer_id).m0_layer_id
        self._m0.clear()
        word = self.tr("none, or in the series") if found is None else found.name
        self._m0.addItem(self.tr("Found: {name}").format(name=word), None)
        for layer in asl_form.m0_layers(self._session):
            self._m0.addItem(layer.name, layer.id)
        self._m0.setCurrentIndex(max(self._m0.findData(chosen), 0) if chosen is not None else 0)

    # -- what the user does ------------------------------------------------------------------------------

    def type_fact(self, name: str, text: str) -> None:
        """Take a typed value, or say why it cannot be one."""
        layer_id = self._session.perfusion.series_id
        if layer_id is None:
            return
        try:
            asl_form.type_fact(self._session, layer_id, name, text)
        except AlgoscopeError as error:
            self._session.tell(str(error))
            self.refresh(Change.PERFUSION)

    def ask_next(self) -> None:
        """Open the first question that is not answered and let the user type."""
        layer_id = self._session.perfusion.series_id
        if layer_id is None:
            return
        form = asl_form.read_form(self._session, layer_id)
        first = next((q.field for q in form.questions), None)
        if first is None:
            return
        number = next((n for n, (_, names) in enumerate(SECTIONS) if first in names), _M0)
        self._headers[number].setChecked(True)
        self._bodies[number].setVisible(True)
        if first in self._rows:
            self._rows[first].focus()
        else:
            self._m0.setFocus()

    def _m0_words(self, form: AslForm, layer_id: int) -> str:
        found = asl_form.m0_layer_of(self._session, layer_id)
        types = form.protocol.volume_types if form.protocol is not None else ()
        return found.name if found is not None else self.tr("in the series") if "m0scan" in types else ""

    def _take_product(self) -> None:
        layer_id = self._session.perfusion.series_id
        if layer_id is not None:
            asl_form.take_ge_product(self._session, layer_id, self._excitations.value())

    def _choose_m0(self, row: int) -> None:
        layer_id = self._session.perfusion.series_id
        if layer_id is not None:
            asl_form.choose_m0(self._session, layer_id, self._m0.itemData(row))

    def _on_header(self) -> None:
        for number, (header, body) in enumerate(zip(self._headers, self._bodies, strict=True)):
            if header.isChecked() == body.isHidden():
                self._touched.add(number)
                body.setVisible(header.isChecked())
                self._summaries[number].setVisible(not header.isChecked())
                header.setText(("▾" if header.isChecked() else "▸") + header.text()[1:])


def _tr(text: str) -> str:
    return QCoreApplication.translate("FactsCard", text)


def _summary(lines: tuple[FormLine, ...], first: str = "") -> str:
    """What is known of a section in one line, such as ``PCASL · 1.8 s · 1.8 s``."""
    words = [_short(line) for line in lines if line.value is not None]
    return " · ".join([first, *words] if first else words) or "—"


def _short(line: FormLine) -> str:
    """A value for a line of many: of several times each once."""
    value, field = line.value, line.field
    if field.kind is Kind.NUMBERS:
        value = tuple(dict.fromkeys(t for t in value if t)) or value
    elif isinstance(value, float):
        value = float(f"{value:.4g}")
    words = f"{in_window(value_in_words(field, value))} {field.unit}".strip()
    return {
        "BackgroundSuppressionNumberPulses": _tr("{words} pulses").format(words=words),
        "LabelingEfficiency": _tr("efficiency {words}").format(words=words),
        "SuppressionEfficiency": _tr("{words} left by the pulses").format(words=words),
        "M0RepetitionTime": f"TR {words}",
    }.get(field.name, words)
