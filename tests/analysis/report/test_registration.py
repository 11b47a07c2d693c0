"""Outlines of white matter over the images that are there, and over no other."""

import numpy as np

from analysis.report.case import read_case
from analysis.report.document import Slices
from analysis.report.registration import TITLE, registration
from tests.analysis.report.made_case import write_case


def test_that_the_t1_has_the_outline_of_the_template_and_its_three_slices(made):
    case = read_case(made[0])
    about, *pictures = registration(case)
    assert about.title == TITLE
    t1 = next(picture for picture in pictures if picture.caption.startswith("T1"))
    assert "of the template" in t1.caption
    assert t1.overlay is None
    assert np.nanmax(t1.outline.data) > 0.5
    assert len(t1.positions_mm) == 3


def test_that_every_picture_is_of_an_image_that_is_there(tmp_path):
    folder, _ = write_case(tmp_path, t1=False)
    case = read_case(folder)
    pictures = [section for section in registration(case) if isinstance(section, Slices)]
    assert len(pictures) == (case.folder.boldref_mni is not None)
    assert not any(picture.caption.startswith("T1") for picture in pictures)
