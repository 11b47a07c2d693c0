import pytest
from PySide6.QtWidgets import QFrame

from gui.panels.asl import scheme_card
from gui.panels.asl.scheme_card import SchemeView, theme_in_use
from gui.style import Themes, apply_theme


@pytest.mark.parametrize("theme", [Themes.DARK, Themes.LIGHT])
def test_that_pictures_in_cards_are_drawn_in_the_colours_of_the_theme(qtbot, qapp, monkeypatch, theme):
    """Cards are styled as clear, so that the background of what lies in them does not tell the theme."""
    palette, sheet, drawn = qapp.palette(), qapp.styleSheet(), []
    monkeypatch.setattr(scheme_card, "draw_scheme", lambda painter, area, scheme, wears: drawn.append(wears))
    apply_theme(qapp, theme.value, qapp.font().family(), 100)
    try:
        assert theme_in_use() is theme.value
        card = QFrame(objectName="card")
        qtbot.addWidget(card)
        view = SchemeView(card)
        view.scheme = object()
        view.setFixedSize(50, 50)
        card.show()
        view.grab()
        assert drawn[-1] is theme.value
    finally:
        qapp.setPalette(palette)
        qapp.setStyleSheet(sheet)
