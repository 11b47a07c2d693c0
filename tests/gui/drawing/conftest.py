"""A session with an image whose grid regions are drawn on."""

import pytest

from gui.commands import drawing
from gui.drawing import OpenLabels
from gui.session import Session
from tests.gui.made_scans import add_t1


@pytest.fixture
def drawn(session: Session) -> OpenLabels:
    add_t1(session)
    return drawing.begin_map(session)
