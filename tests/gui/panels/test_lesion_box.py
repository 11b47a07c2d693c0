"""The mask of a lesion on the card: an open mask or a file, part of the run, never of another patient."""

import pytest
from PySide6.QtWidgets import QFileDialog

from analysis.errors import OptionError
from analysis.scan import Modality
from gui.commands import processing
from gui.panels.lesion_box import LesionBox
from gui.panels.processing_card import ProcessingCard
from tests.gui.commands.test_processing import add


@pytest.fixture
def card(qtbot, session, jobs):
    made = ProcessingCard(session, jobs)
    qtbot.addWidget(made)
    return made


def texts(box: LesionBox) -> list[str]:
    return [box.itemText(row) for row in range(box.count())]


def test_that_no_mask_is_taken_unasked(card, session, tmp_path):
    add(session, tmp_path / "sub-01_T1w.nii", Modality.T1, is_series=False)
    mask = tmp_path / "sub-01_label-lesion_mask.nii"
    add(session, mask, Modality.MASK, is_series=False)
    box = card._lesion
    assert texts(box) == ["none", "sub-01_label-lesion_mask", "Choose a file…"]
    assert card.plan().case.lesion is None
    box.setCurrentIndex(1)
    assert card.plan().case.lesion == mask
    add(session, tmp_path / "sub-01_FLAIR.nii", Modality.OTHER, is_series=False)
    assert card.plan().case.lesion == mask  # the choice stays when something else is opened


def test_that_a_file_can_be_chosen_and_is_forgotten_with_the_patient(card, session, tmp_path, monkeypatch):
    add(session, tmp_path / "sub-01_T1w.nii", Modality.T1, is_series=False)
    box, file = card._lesion, tmp_path / "lesion.nii.gz"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    box.activated.emit(box.count() - 1)
    assert card.plan().case.lesion == file
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.count() - 1)
    assert card.plan().case.lesion == file  # the question was cancelled
    session.close_all()
    assert box.path is None
    assert texts(box) == ["none", "Choose a file…"]


def test_that_a_mask_of_another_patient_or_without_a_t1_is_refused(session, tmp_path):
    t1 = add(session, tmp_path / "sub-01_T1w.nii", Modality.T1, is_series=False)
    bold = add(session, tmp_path / "sub-01_task-rest_bold.nii", Modality.BOLD)
    with pytest.raises(OptionError, match="sub-01 and of sub-02"):
        processing.case_of(session, processing.Choice(t1, lesion=tmp_path / "sub-02_lesion.nii"))
    with pytest.raises(OptionError, match="belongs to a T1"):
        processing.case_of(session, processing.Choice(None, bold, lesion=tmp_path / "sub-01_lesion.nii"))
