"""The switch of spaces as a command: it goes round, shows an image of the space, and knows the place in MNI."""

import numpy as np
import pytest

from analysis.pipeline.routes import Space
from analysis.scan import Modality
from gui.commands import spaces
from gui.session import Role, Session
from tests.gui.made_patient import add_mni, named, open_patient
from tests.gui.made_scans import add_t1


@pytest.fixture
def opened(session: Session, tmp_path) -> Session:
    return open_patient(session, tmp_path)


def test_that_the_next_space_goes_round(opened):
    seen = []
    for _ in range(4):
        spaces.show_next_space(opened)
        seen.append(opened.spaces.current)
    assert seen == [Space.T1, Space.EPI, Space.ASL, Space.MNI]


def test_that_an_image_of_the_space_is_switched_on_if_none_was(opened):
    bold = named(opened, "BOLD")
    opened.show_layer(bold.id, visible=False)
    spaces.show_space(opened, Space.EPI)
    assert opened.layer(bold.id).display.visible
    opened.show_layer(bold.id, visible=False)
    spaces.show_space(opened, Space.T1)
    assert not opened.layer(bold.id).display.visible


def test_that_without_a_patient_only_images_in_mni_have_a_place_in_mni(session):
    assert spaces.standard_place(session) is None
    add_mni(session, "T1 in MNI", Role.UNDERLAY, Modality.T1)
    session.move_cursor(np.array([42.0, -22.0, 52.0]))
    place = spaces.standard_place(session)
    assert np.array_equal(place.xyz_mm, [42, -22, 52])
    assert place.region == "Postcentral_R"
    assert place.territory == "middle cerebral artery, right"
    add_t1(session, "native")
    assert spaces.standard_place(session) is None


def test_that_a_native_place_has_the_region_of_its_place_in_mni(opened):
    opened.move_cursor(np.array([-42.0, -24.0, 52.0]))
    for space in (Space.T1, Space.EPI):
        spaces.show_space(opened, space)
        place = spaces.standard_place(opened)
        assert np.linalg.norm(place.xyz_mm - [-42, -24, 52]) < 0.5
        assert place.region == "Postcentral_L"


def test_that_outside_the_brain_there_is_no_region(opened):
    opened.move_cursor(np.array([88.0, 80.0, 80.0]))
    assert spaces.standard_place(opened).region == ""
