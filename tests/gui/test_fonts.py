import pytest
from PySide6.QtGui import QFont, QFontInfo

from gui.fonts import load_fonts

pytestmark = pytest.mark.usefixtures("qapp")


def test_that_the_shipped_font_is_the_one_that_text_is_drawn_with():
    family = load_fonts()
    assert QFontInfo(QFont(family)).family() == family


def test_that_loading_twice_gives_the_same_family():
    assert load_fonts() == load_fonts()
