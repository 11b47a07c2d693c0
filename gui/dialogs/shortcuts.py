"""All shortcuts and gestures on one page."""

from html import escape

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from gui.actions import Actions

GESTURE_TEXTS = (
    ("Left click or drag", "crosshair"),
    ("Wheel, PgUp, PgDn", "slice"),
    ("Arrow keys, with Shift 5", "one voxel in the plane"),
    ("Shift + wheel", "timepoint"),
    ("Ctrl + wheel", "zoom at the pointer"),
    ("Middle drag", "pan"),
    ("Right drag", "window (sideways) and level (up, down)"),
    ("Ctrl + right drag", "window from a box"),
    ("Double right click", "automatic window"),
    ("Double click", "maximise a view, and back"),
    ("Ctrl + left click", "region card: all that is known of the region there"),
    ("Shift + Ctrl + left drag", "seed: live connectivity of the place under the mouse"),
    ("Hold Space", "peek under the overlays"),
    ("3D: left drag, wheel, middle drag", "turn, zoom, pan"),
)


class ShortcutsDialog(QDialog):
    """A table of gestures and one of keys."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Shortcuts and gestures"))
        text = QTextBrowser()
        text.setHtml(shortcuts_html(actions))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(text)
        layout.addWidget(buttons)
        self.resize(620, 640)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ShortcutsDialog", text)


def shortcuts_html(actions: Actions) -> str:
    """The page as HTML."""
    keys = [
        (", ".join(s.toString() for s in action.shortcuts()), action.text().replace("&", ""))
        for _, action in actions.all()
        if action.shortcuts()
    ]
    gestures = [(_tr(how), _tr(what)) for how, what in GESTURE_TEXTS]
    return f"<h3>{_tr('In the views')}</h3>{_table(gestures)}<h3>{_tr('Keys')}</h3>{_table(keys)}"


def _table(rows: object) -> str:
    cells = (f"<tr><td width=230><b>{escape(how)}</b></td><td>{escape(what)}</td></tr>" for how, what in rows)  # type: ignore[attr-defined]
    return f"<table cellpadding=3>{''.join(cells)}</table>"
