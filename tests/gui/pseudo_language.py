"""A language in which every text of the catalogue stands between ⟦ and ⟧: what stands outside is not translatable."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QTabBar,
    QTabWidget,
    QTextBrowser,
    QWidget,
)

from gui.language import Catalogue, read_catalogue

_CATALOGUE = Path(__file__).resolve().parents[2] / "resources" / "translations" / "zh_CN.ts"
_WORD = re.compile(r"[A-Za-zΑ-ω]{2,}")
# names, units and keys that are the same in every language
_SAME = set(
    """
    Algoscope ALFF fALFF ReHo PerAF VMHC DC tSNR FD DVARS CBF ATT ASL BOLD EPI MNI MNI152 AAL AAL3 BIDS DICOM NIfTI
    TSV CSV PDF HTML PNG SVG TIFF TR TE M0 T1 PCASL CASL PASL QUIPSS QUIPSSII TIPS RAS LPS GRF FDR TFCE HC3 Hz mm mL
    min MB GB dpi px Ctrl Shift Alt Esc Del Tab PgUp PgDn Home Enter Space Return English zh CN nii gz restplus dpabi
    Separate Included Estimate Absent control label m0scan deltam cbf noRF gm wm csf asl sform Pearson Spearman Welch
    """.split()  # noqa: SIM905
)
_NAMES = [
    re.compile(pattern)
    for pattern in (
        r"\b[a-z]*(alff|peraf|reho|dc_binary|dc_weighted|fc_[rz]|power_slow\d|tsnr|vmhc(_z)?)\b",  # maps
        r"\b[\w-]+ et al\. \d{4}[^⟦⟧]*",  # papers
        r"\b(blue_red|cividis|cold_hot|concordance|gray|hot|inferno|regions|turbo|viridis)\b",  # colour maps
        r"(DPARSF|RESTplus) defaults|Migraine coupling \(Lin 2025\)|Spinal pain \(Zhang 2025\)",  # presets
        r"^\w+: (?=⟦)",  # BIDS fields
        r"^/\S+$|\bsub-\w+",  # folders and patients
    )
]


def pseudo_catalogue() -> Catalogue:
    """Every text of the shipped catalogue between brackets."""
    return Catalogue({source: f"⟦{source}⟧" for source in read_catalogue(_CATALOGUE)})


def outside_brackets(text: str) -> str:
    """What of a text is not translatable, without markup."""
    text = unescape(re.sub(r"(?s)<style.*?</style>|<[^⟦⟧<>]*>", " ", text))
    depth, kept = 0, []
    for letter in text:
        depth += (letter == "⟦") - (letter == "⟧")
        kept.append(letter if depth == 0 and letter != "⟧" else " ")
    return "".join(kept)


def english_in(text: str, known: set[str]) -> list[str]:
    """Words outside the brackets that are neither names nor units."""
    for names in _NAMES:
        text = names.sub(" ", text)
    return [word for word in _WORD.findall(outside_brackets(text)) if word not in _SAME | known]


def texts_of(window: QWidget) -> Iterator[tuple[str, str]]:
    """Where each text of a window and of its parts stands, and the text."""
    for widget in (window, *window.findChildren(QWidget)):
        if isinstance(widget.parent(), QTabBar):
            continue  # arrows of the toolkit, which has its own translations
        place = f"{type(widget.parent()).__name__}/{type(widget).__name__}"
        for text in _texts(widget):
            if text:
                yield place, text
    for action in window.findChildren(QAction):
        yield "action", action.text()
        yield "action", action.toolTip()


def _texts(widget: QWidget) -> Iterator[str]:
    yield widget.toolTip()
    yield widget.accessibleName()
    yield widget.windowTitle() if widget.isWindow() else ""
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QGroupBox | QMenu):
        yield widget.title()
    elif isinstance(widget, QTextBrowser):
        yield widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(n) for n in range(widget.count()))
    elif isinstance(widget, QTabWidget):
        yield from (widget.tabText(n) for n in range(widget.count()))
    elif isinstance(widget, QListWidget):
        yield from (widget.item(n).text() for n in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _headers(widget)
    elif isinstance(widget, QAbstractSpinBox):
        yield widget.text()


def _headers(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for n in range(model.columnCount()):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            yield str(model.headerData(n, Qt.Orientation.Horizontal, role) or "")
