"""Everything doubtful in one place."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from analysis.preprocess.motion import Motion
from analysis.scan import Modality
from gui.panels.quality_page import QualityPage, warnings_of
from gui.session import Role
from tests.gui.made_scans import GRAY, OVERLAY, add_mask, add_series, add_t1, grid, scan, stat_map, volume


@pytest.fixture
def page(qtbot, session, jobs):
    made = QualityPage(session, jobs)
    qtbot.addWidget(made)
    return made


def text(page) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def test_that_doubts_of_files_and_of_maps_are_listed_under_their_names(page, session):
    doubtful = scan(Modality.BOLD, volume(), warnings=("The TR was repaired.",))
    session.add_layer("BOLD of today", doubtful.image, Role.UNDERLAY, GRAY, scan=doubtful)
    made = stat_map("alff", np.ones(grid().shape), warnings=("Few volumes.",))
    session.add_layer("ALFF", made.volume, Role.OVERLAY, OVERLAY, scan=doubtful, stat_map=made)
    assert "BOLD of today\n⚠ The TR was repaired." in text(page)
    assert "ALFF\n⚠ Few volumes." in text(page)
    assert text(page).count("The TR was repaired.") == 1


def test_that_nothing_doubtful_and_nothing_open_are_said(page, session):
    assert "Nothing is open" in text(page)
    add_t1(session)
    assert "agree" in text(page)
    session.close_all()
    assert "Nothing is open" in text(page)


def test_that_a_warning_is_shown_as_it_is(page):
    assert any(label.textFormat() == Qt.TextFormat.PlainText for label in page.findChildren(QLabel))


def test_that_a_layer_without_scan_has_no_warnings(session):
    assert warnings_of(session.add_layer("x", volume(), Role.UNDERLAY, GRAY)) == ()


def test_that_motion_and_dvars_are_measured_at_the_press_of_a_button(page, session, finish):
    add_series(session)
    add_mask(session)
    session.set_preparation(replace(session.preparation, motion=Motion(np.zeros((12, 6)))))
    page.measure()
    finish()
    assert "DVARS: median" in text(page)
    assert "FD (Power): mean 0.00 mm, largest 0.00 mm; 0 of 12 volumes above 0.2 mm" in text(page)
    session.rename_layer(session.layers[0].id, "another")  # what was measured belongs to what was open
    assert "DVARS" not in text(page).replace("Measure motion and DVARS", "")


def test_that_without_a_series_there_is_nothing_to_measure(page, told):
    page.measure()
    assert told == ["Open a BOLD series first."]


def test_that_what_is_doubtful_of_several_maps_is_said_once_with_all_their_names(page, session):
    for name, warning in (("alff", "The head moved."), ("reho", "The head moved."), ("dc", "Few volumes.")):
        made = stat_map(name, np.ones(grid().shape), warnings=(warning,))
        session.add_layer(name, made.volume, Role.OVERLAY, OVERLAY, stat_map=made)
    assert "alff, reho\n⚠ The head moved.\n\ndc\n⚠ Few volumes." in text(page)
