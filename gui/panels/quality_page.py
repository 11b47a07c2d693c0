"""The Quality page: everything that the files themselves make doubtful, in one place."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.session import Change, Layer, Session
from gui.widgets.styled import named


class QualityPage(QScrollArea):
    """The warnings of every scan and of every computed map."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session = session
        content = named(QFrame(), "panel")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(named(QLabel(self.tr("Quality")), "heading"))
        self._text = QLabel(wordWrap=True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self._text)
        layout.addStretch(1)
        self.setWidget(content)
        session.changed.connect(self.refresh)
        self.refresh(Change.LAYERS)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if change & Change.LAYERS:
            self._text.setText(self._words())

    def _words(self) -> str:
        if not self._session.layers:
            return self.tr("Nothing is open, so there is nothing to check.")
        found = [(layer.name, warnings) for layer in self._session.layers if (warnings := warnings_of(layer))]
        if not found:
            return self.tr("The headers and sidecars of all open files agree with themselves.")
        return "\n\n".join("\n".join([name, *(f"⚠ {w}" for w in warnings)]) for name, warnings in found)


def warnings_of(layer: Layer) -> tuple[str, ...]:
    """What is doubtful about a layer: its file's warnings, or those of its computation."""
    scan = layer.scan.warnings if layer.scan is not None and not layer.is_computed else ()
    computed = layer.stat_map.provenance.warnings if layer.stat_map is not None else ()
    return (*scan, *computed)
