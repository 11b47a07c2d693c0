"""What Algoscope is, its limits, and whose work is in it: versions and licences, to be copied."""

from collections.abc import Sequence
from html import escape

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from analysis.provenance import ALGOSCOPE_VERSION
from gui.dialogs.credits import Credit, data, libraries
from gui.widgets.styled import Paragraph, named


class AboutDialog(QDialog):
    """Version, purpose, licence; below them every library, font and atlas with its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Algoscope"))
        self._purpose = self.tr(
            "Algoscope shows what a patient's brain MRI says about pain: linked views, resting-state metrics and "
            "perfusion.\n\nIt is for research. It is not a medical device and must not be the only ground of a "
            "clinical decision.\n\nBSD-3-Clause licence."
        )
        self._note = self.tr(
            "picsl-greedy, which registers non-linearly, says Apache-2.0 in its package and GPL-3.0 in its repository: "
            "a bundle that holds it is to be treated as GPL-3.0. Qt and PySide6 come under the LGPL-3.0 and "
            "may be replaced."
        )
        self.credits = QTextBrowser()
        self.credits.setAccessibleName(self.tr("Versions and licences"))
        self.credits.setHtml(self._page())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.copy = QPushButton(self.tr("Copy versions and licences"))
        self.copy.setToolTip(self.tr("As plain text, for a paper's methods or a report"))
        self.copy.clicked.connect(self._copy)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.addWidget(named(QLabel(f"Algoscope {ALGOSCOPE_VERSION}"), "title"))
        layout.addWidget(Paragraph(self._purpose))
        layout.addWidget(self.credits, 1)
        layout.addWidget(buttons)
        self.resize(680, 620)

    def plain_text(self) -> str:
        """All of it as lines of text."""
        rows = "\n".join(_line(credit) for credit in (*libraries(), *data()))
        return f"Algoscope {ALGOSCOPE_VERSION}\n\n{self._purpose}\n\n{rows}\n\n{self._note}\n"

    def _page(self) -> str:
        used, shipped = escape(self.tr("Libraries")), escape(self.tr("Fonts, templates, atlases and colours"))
        note = escape(self._note)
        return f"<h3>{used}</h3>{_table(libraries())}<p>{note}</p><h3>{shipped}</h3>{_table(data())}"

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.plain_text())


def _line(credit: Credit) -> str:
    return f"{credit.name} {credit.version}".strip() + f" ({credit.purpose}): {credit.licence}"


def _table(rows: Sequence[Credit]) -> str:
    cells = (
        f"<tr><td><b>{escape(row.name)}</b> {escape(row.version)}</td><td>{escape(row.purpose)}</td>"
        f"<td>{escape(row.licence)}</td></tr>"
        for row in rows
    )
    return f"<table cellpadding=3 width='100%'>{''.join(cells)}</table>"
