"""One fact of an ASL scan on the form: its caption, where it is from, a field to type another, and why it is asked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from analysis.perfusion.constants import Constant, suppression_in_use
from analysis.perfusion.fields import FIELDS, Field, Kind
from analysis.scan import FactSource
from gui.commands.asl_form import FormLine, value_in_words
from gui.commands.fact_captions import caption_of
from gui.language import in_window
from gui.widgets.styled import Paragraph, named, tool_button

SOURCE_TEXTS = {
    FactSource.HEADER: "header",
    FactSource.SIDECAR: "sidecar",
    FactSource.DICOM: "DICOM",
    FactSource.CONVERTER: "DICOM, by the converter",
    FactSource.FILE_NAME: "file name",
    FactSource.TYPED: "typed",
    FactSource.VALUES: "values",
}


class FactRow(QWidget):
    """``typed(name, text)`` when the user has entered or confirmed a value; "" goes back to what the files say."""

    typed = Signal(str, str)

    def __init__(self, name: str, parent: QWidget | None = None, field: Field | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._field = field = field or FIELDS[name]
        unit = f", {field.unit}" if field.unit else ""
        self._caption = Paragraph(f"{self.tr(caption_of(name))}{unit}")
        self._caption.setToolTip(f"{name}: {in_window(field.meaning)}")
        self._source = named(QLabel(), "dim")
        self._why = named(Paragraph(), "error")
        self._forget = tool_button("✕", self.tr("Forget what was typed"), style="flat")
        self._forget.clicked.connect(self._on_forget)
        self._confirm = tool_button(self.tr("Confirm"), self.tr("Take this value"))
        self._confirm.clicked.connect(self._on_confirm)
        self._editor: QLineEdit | QComboBox = self._make_editor()
        self._editor.setToolTip(self._caption.toolTip())
        self._in_use = self._make_menu() if name == "SuppressionEfficiency" else None
        self._shown, self._proposal = "", ""
        self._assemble()

    def _make_editor(self) -> QLineEdit | QComboBox:
        field = self._field
        if field.kind in (Kind.CHOICE, Kind.FLAG):
            box = QComboBox()
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.addItem("—", "")
            for choice in field.choices or ("yes", "no"):
                box.addItem(in_window(choice), choice)
            box.activated.connect(self._on_confirm)
            return box
        line = QLineEdit()
        line.returnPressed.connect(self._on_confirm)
        line.editingFinished.connect(self._on_left)
        return line

    def _make_menu(self) -> QToolButton:
        button = tool_button(self.tr("In use…"), self.tr("What toolkits and vendors take"))
        menu = QMenu(button)
        menu.triggered.connect(self._on_in_use)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _assemble(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self._caption, 1)
        top.addWidget(self._source)
        fields = QHBoxLayout()
        fields.setSpacing(4)
        fields.addWidget(self._editor, 1)
        for part in (self._in_use, self._confirm, self._forget):
            if part is not None:
                fields.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 4)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addLayout(fields)
        layout.addWidget(self._why)

    # -- following the form ------------------------------------------------------------------------------

    def show_line(self, line: FormLine, n_pulses: int | None = None) -> None:
        """Show what is known; what the user is just typing stays."""
        source, style = self._source_of(line)
        self._source.setText(source)
        self._restyle(self._source, style)
        self._source.setToolTip(in_window(line.published.source) if line.published is not None else "")
        question = in_window(line.question)
        self._why.setText(question[:1].upper() + question[1:])
        self._why.setVisible(bool(line.question))
        self._proposal = line.proposal
        if line.proposal:
            said = self.tr("By the values of the volumes probably: {proposal}")
            self._why.setText(said.format(proposal=line.proposal))
        self._confirm.setVisible(bool(line.question) and (line.value is not None or bool(line.proposal)))
        self._forget.setVisible(line.source is FactSource.TYPED)
        self._show_value(value_in_words(line.field, line.value), line.published, line.proposal)
        if self._in_use is not None:
            self._fill_menu(n_pulses)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key stops, in order."""
        return tuple(part for part in (self._editor, self._in_use, self._confirm, self._forget) if part is not None)

    def focus(self) -> None:
        """Let the user type here."""
        self._editor.setFocus()

    def _source_of(self, line: FormLine) -> tuple[str, str]:
        if line.proposal:
            return self.tr("to confirm"), "error"
        if line.question:
            return (self.tr("missing") if line.value is None else self.tr("to confirm")), "error"
        if line.source is not None:
            return self.tr(SOURCE_TEXTS[line.source]), "accent" if line.source is FactSource.TYPED else "dim"
        if line.published is not None:
            return self.tr("published"), "dim"
        return self.tr("not stated"), "dim"

    @staticmethod
    def _restyle(label: QLabel, style: str) -> None:
        if label.objectName() != style:
            label.setObjectName(style)
            label.style().unpolish(label)
            label.style().polish(label)

    def _show_value(self, text: str, published: Constant | None, proposal: str) -> None:
        self._shown = text
        if isinstance(self._editor, QComboBox):
            self._editor.setCurrentIndex(max(self._editor.findData(text), 0))
            return
        self._editor.setPlaceholderText(proposal if published is None else f"{published.value:.4g}")
        if not (self._editor.hasFocus() and self._editor.isModified()):
            self._editor.setText(text)
            self._editor.setCursorPosition(0)
            self._editor.setToolTip(text)

    def _fill_menu(self, n_pulses: int | None) -> None:
        assert self._in_use is not None
        menu = self._in_use.menu()
        menu.clear()
        for constant in suppression_in_use(n_pulses) if n_pulses else ():
            menu.addAction(f"{constant.value:.4g}   {constant.source}").setData(f"{constant.value:.6g}")
        self._in_use.setEnabled(bool(n_pulses))

    # -- what the user does ------------------------------------------------------------------------------

    def _text(self) -> str:
        return str(self._editor.currentData()) if isinstance(self._editor, QComboBox) else self._editor.text().strip()

    def _on_confirm(self) -> None:
        if isinstance(self._editor, QLineEdit):
            self._editor.setModified(False)
        self.typed.emit(self.name, self._text() or self._proposal)

    def _on_left(self) -> None:
        if isinstance(self._editor, QLineEdit) and self._editor.isModified():
            self._editor.setModified(False)
            if self._editor.text().strip() != self._shown:
                self.typed.emit(self.name, self._text())

    def _on_forget(self) -> None:
        self.typed.emit(self.name, "")

    def _on_in_use(self, action: object) -> None:
        self.typed.emit(self.name, action.data())  # type: ignore[attr-defined]
