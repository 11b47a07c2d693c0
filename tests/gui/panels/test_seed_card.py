import numpy as np
import pytest
from PySide6.QtWidgets import QPushButton

from gui.panels.seed_card import SeedCard, SeedRow
from tests.gui import made_scans


@pytest.fixture
def card(qtbot, session, jobs):
    made_scans.add_series(session)
    widget = SeedCard(session, jobs)
    qtbot.addWidget(widget)
    return widget


def _button(card, text):
    return next(button for button in card.findChildren(QPushButton) if button.text() == text)


def test_that_the_tool_button_and_the_session_agree(session, card):
    _button(card, "Seed tool").click()
    assert session.seeds.follow_mouse
    session.seeds.set_options(tool=False)
    assert not _button(card, "Seed tool").isChecked()


def test_that_only_a_seed_that_is_there_can_be_pinned(session, card):
    assert not _button(card, "Pin this seed").isEnabled()
    session.seeds.move(np.zeros(3))
    _button(card, "Pin this seed").click()
    assert [seed.name for seed in session.seeds.pinned] == ["seed1"]
    assert len(card.findChildren(SeedRow)) == 1


def test_that_a_row_goes_to_its_seed_and_forgets_it(qtbot, session, jobs):
    made_scans.add_series(session)
    session.seeds.move(np.array([2.0, -4.0, 6.0]))
    row = SeedRow(session, jobs, session.seeds.pin())
    qtbot.addWidget(row)
    row.go_there()
    np.testing.assert_allclose(session.cursor_mm, [2, -4, 6])
    row.forget()
    assert session.seeds.pinned == ()


def test_that_a_map_that_cannot_be_made_is_told(qtbot, session, jobs, told):
    made_scans.add_t1(session)
    session.seeds.move(np.zeros(3))
    row = SeedRow(session, jobs, session.seeds.pin())
    qtbot.addWidget(row)
    row.keep()
    assert told == ["Open a BOLD series first: a seed needs time courses."]


def test_that_a_mask_layer_is_offered_and_pinned(session, card):
    made_scans.add_mask(session, "my region")
    row = card._others.findText("my region")
    assert row > 0
    card._others.activated.emit(row)
    assert [seed.name for seed in session.seeds.pinned] == ["my_region"]
    assert card._others.currentIndex() == 0
