"""Views of slices on the screen, composed."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from analysis.plane import Orientation
from gui.session import Session
from gui.slices.view import SliceView


@pytest.fixture
def make_view(qtbot: QtBot, session: Session) -> Callable[[Orientation], SliceView]:
    """Makes shown views of 320 × 280 pixels."""

    def make(orientation: Orientation) -> SliceView:
        view = SliceView(session, orientation)
        qtbot.addWidget(view)
        view.resize(320, 280)
        view.show()
        view.compose()
        return view

    return make
