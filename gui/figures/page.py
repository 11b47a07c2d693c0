"""The page of a figure: its width in mm, its type sizes in points, its background.

Sizes are those of the printed page, so captions stay as large when a figure is made for one column of a journal
(89 mm) or for two (183 mm). Everything is drawn in units of 1/96 inch.
"""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontMetricsF

from analysis.errors import OptionError
from gui.figures.text import figure_font

UNITS_PER_INCH = 96.0
UNITS_PER_MM = UNITS_PER_INCH / 25.4
_UNITS_PER_POINT = UNITS_PER_INCH / 72.0
ONE_COLUMN_MM, TWO_COLUMNS_MM = 89.0, 183.0


@dataclass(frozen=True)
class Page:
    """How a figure is set.

    Parameters
    ----------
    width_mm : of the whole figure, 10 to 500
    font_pt : size of captions, 4 to 20; titles are a quarter larger, notes a tenth smaller
    is_dark : white on black instead of black on white
    dpi : of the pictures inside the figure

    Raises
    ------
    OptionError
        if a size is out of its range
    """

    width_mm: float = TWO_COLUMNS_MM
    font_pt: float = 8.0
    is_dark: bool = False
    dpi: int = 300

    def __post_init__(self) -> None:
        if not 10 <= self.width_mm <= 500:
            raise OptionError(f"A figure is 10 to 500 mm wide, not {self.width_mm:g}.")
        if not 4 <= self.font_pt <= 20:
            raise OptionError(f"The text of a figure is 4 to 20 points high, not {self.font_pt:g}.")
        if not 30 <= self.dpi <= 1200:
            raise OptionError(f"A figure has 30 to 1200 dots per inch, not {self.dpi}.")

    @property
    def width(self) -> float:
        """Width in 1/96 inch."""
        return self.width_mm * UNITS_PER_MM

    @property
    def ink(self) -> QColor:
        """Of text and lines."""
        return QColor(240, 240, 240) if self.is_dark else QColor(20, 20, 20)

    @property
    def faint_ink(self) -> QColor:
        """Of notes and of lines that matter less."""
        return QColor(180, 180, 180) if self.is_dark else QColor(80, 80, 80)

    @property
    def paper(self) -> QColor:
        """Of the background."""
        return QColor("black") if self.is_dark else QColor("white")

    @property
    def title_font(self) -> QFont:
        """Of the figure's and the panels' titles."""
        return self._font(1.25, QFont.Weight.DemiBold)

    @property
    def caption_font(self) -> QFont:
        """Of captions."""
        return self._font(1.0)

    @property
    def strong_font(self) -> QFont:
        """Of letters that tell sides."""
        return self._font(1.0, QFont.Weight.DemiBold)

    @property
    def note_font(self) -> QFont:
        """Of notes below the figure."""
        return self._font(0.9)

    def _font(self, factor: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        return figure_font(self.font_pt * factor * _UNITS_PER_POINT, weight)


def line_height(font: QFont) -> float:
    """Distance between two lines of text."""
    return QFontMetricsF(font).height()


def page_parameters(page: Page) -> dict[str, object]:
    """The page, for a provenance."""
    return {"width_mm": page.width_mm, "font_pt": page.font_pt, "is_dark": page.is_dark, "dpi": page.dpi}
