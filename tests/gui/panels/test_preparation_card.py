from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QSpinBox

from analysis.preprocess.censor import CensorOptions, Filling
from analysis.preprocess.filter import FilterOptions, FilterOrder
from analysis.preprocess.motion import Motion
from analysis.preprocess.preparation import Preparation
from gui.panels.preparation_card import PreparationCard
from tests.gui import made_scans


@pytest.fixture
def card(qtbot, session):
    widget = PreparationCard(session)
    qtbot.addWidget(widget)
    return widget


def _choose(box: QComboBox, text: str) -> None:
    row = box.findText(text)
    assert row >= 0
    box.setCurrentIndex(row)
    box.activated.emit(row)


def test_that_the_steps_are_numbered_in_their_order(session, card):
    session.set_preparation(Preparation(n_dropped=10, filtering=FilterOptions(), fwhm_mm=6))
    assert card._steps.text().splitlines() == [
        "1.  drop the first 10 volumes",
        "2.  smooth by 6 mm",
        "3.  remove a straight line",
        "4.  keep 0.01–0.08 Hz",
    ]
    session.set_preparation(Preparation())
    assert card._steps.text() == "The series is used as it is."


def test_that_choosing_a_preset_prepares_as_it_says_and_names_what_is_missing(session, card):
    card.show()
    _choose(card._preset, "Spinal pain (Zhang 2025)")
    assert session.preparation.n_dropped == 10
    assert "the motion file" in card._missing.text()
    assert card._missing.isVisible()


def test_that_fields_change_the_preparation(session, card):
    low = next(spin for spin in card.findChildren(QDoubleSpinBox) if spin.value() == 0.01)
    low.setValue(0.02)
    low.editingFinished.emit()
    assert session.preparation.filtering.low_hz == 0.02
    _choose(card._order, FilterOrder.SIMULTANEOUS.value)
    assert session.preparation.filtering.order is FilterOrder.SIMULTANEOUS
    dropped = card.findChildren(QSpinBox)[0]
    dropped.setValue(7)
    dropped.editingFinished.emit()
    assert session.preparation.n_dropped == 7
    off = next(box for box in card.findChildren(QCheckBox) if box.text() == "Detrend and band-pass")
    off.click()
    assert session.preparation.filtering is None


def test_that_an_impossible_band_is_told_and_taken_back(session, card, told):
    card._low.setValue(0.5)
    card._low.editingFinished.emit()
    assert len(told) == 1
    assert session.preparation.filtering.low_hz == 0.01
    assert card._low.value() == 0.01


def test_that_a_mask_layer_can_be_the_white_matter(session, card):
    made_scans.add_series(session)
    made_scans.add_mask(session, "my white matter")
    _choose(card._white, "my white matter")
    assert session.preparation.white_matter.n_voxels == made_scans.grid().n_voxels
    before = session.preparation
    _choose(card._white, "my white matter")
    assert session.preparation is before  # nothing has changed
    _choose(card._white, "none")
    assert session.preparation.white_matter is None


def test_that_a_motion_file_is_taken_or_refused_in_words(session, card, told, tmp_path):
    np.savetxt(tmp_path / "rp_a.txt", np.zeros((5, 6)))
    card.use_motion(tmp_path / "rp_a.txt")
    assert card._motion.text() == "5 volumes, mean FD 0.00 mm"
    card.use_motion(tmp_path / "none.txt")
    assert told[0].startswith('There is no file "none.txt"')


def test_that_volumes_with_motion_can_be_scrubbed(session, card):
    scrub = next(s for s in card.findChildren(QDoubleSpinBox) if s.text() == "no")
    scrub.setValue(0.5)
    scrub.editingFinished.emit()
    assert session.preparation.filtering.censor == CensorOptions(0.5)
    assert session.preparation.steps()[-1] == "cut out volumes where the head moved more than 0.5 mm (power FD)"
    filtering = replace(session.preparation.filtering, censor=CensorOptions(0.5, n_after=2, filling=Filling.LINEAR))
    session.set_preparation(replace(session.preparation, filtering=filtering))
    scrub.setValue(0.3)
    scrub.editingFinished.emit()
    assert session.preparation.filtering.censor == CensorOptions(0.3, n_after=2, filling=Filling.LINEAR)
    scrub.setValue(0)
    scrub.editingFinished.emit()
    assert session.preparation.filtering.censor is None


def test_that_the_motion_file_is_shown_with_how_much_the_head_moved(session, card):
    rows = np.zeros((10, 6))
    rows[4:, 0] = 0.3  # one step of 0.3 mm among nine, and one of 0.6 mm
    rows[7:, 1] = 0.6
    session.set_preparation(Preparation(motion=Motion(rows)))
    assert card._motion.text() == "10 volumes, mean FD 0.09 mm"
    assert "at most 0.60 mm; 2 volumes above 0.2 mm, 1 above 0.5 mm" in card._motion.toolTip()
