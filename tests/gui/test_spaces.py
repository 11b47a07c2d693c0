"""Spaces of a processed patient: what is seen where, the crosshair stays at its anatomical place, nothing mixes."""

import numpy as np
import pytest

from analysis.image import Volume
from analysis.pipeline.routes import Space, project
from analysis.sampling import Interpolation
from analysis.scan import Fact, FactSource, Modality
from gui.layer import ALIGNMENT, Change, Role
from gui.session import Session
from tests.gui.made_patient import EPI_GRID, MNI_GRID, ROUTES, T1_GRID, add_mni, named, open_patient
from tests.gui.made_scans import OVERLAY, add_series, add_t1, scan, volume
from tests.known_routes import T1_TO_EPI, truly_native

PLACE = np.array([-32.0, -21.0, 44.0])  # MNI


@pytest.fixture
def opened(session: Session, tmp_path) -> Session:
    return open_patient(session, tmp_path)


def names(session: Session) -> list[str]:
    return [layer.name for layer in session.visible_layers]


def test_that_without_a_processed_patient_all_layers_share_their_millimetres(session):
    add_t1(session, "T1", T1_GRID)
    add_mni(session, "ReHo", Role.OVERLAY)
    assert names(session) == ["T1", "ReHo"]
    assert session.spaces.current is None
    assert session.layers_here == session.layers
    session.show_space(Space.T1)
    assert session.spaces.current is None
    session.move_cursor(PLACE)
    assert np.array_equal(session.place_in(session.layers[1]), PLACE)
    assert session.spaces.remark(session.layers[0]) == ""


def test_that_each_space_shows_its_own_images_and_never_those_of_another(opened):
    assert names(opened) == ["T1 in MNI", "ReHo"]
    opened.show_space(Space.T1)
    assert names(opened) == ["T1"]  # the map is brought in the background
    opened.show_space(Space.EPI)
    assert names(opened) == ["BOLD"]


def test_that_a_hidden_layer_says_why(opened):
    opened.show_space(Space.T1)
    remarks = {layer.name: opened.spaces.remark(layer) for layer in opened.layers}
    assert remarks["T1"] == "Native T1"
    assert remarks["BOLD"] == "Native EPI: seen there only"
    assert remarks["T1 in MNI"] == "MNI: seen there only"
    assert remarks["ReHo"] == "MNI: being brought here …"


def test_that_the_crosshair_stays_at_its_anatomical_place(opened):
    opened.move_cursor(PLACE)
    opened.show_space(Space.T1)
    assert np.linalg.norm(opened.cursor_mm - truly_native(PLACE[None])[0]) < 0.5
    opened.show_space(Space.EPI)
    there = T1_TO_EPI.points(truly_native(PLACE[None]))[0]
    assert np.linalg.norm(opened.cursor_mm - there) < 0.5
    opened.show_space(Space.MNI)
    assert np.linalg.norm(opened.cursor_mm - PLACE) < 0.5


def test_that_going_to_and_fro_does_not_make_the_crosshair_drift(opened):
    opened.move_cursor(PLACE)
    for _ in range(20):
        opened.show_space(Space.T1)
        opened.show_space(Space.EPI)
        opened.show_space(Space.MNI)
    assert np.allclose(opened.cursor_mm, PLACE, atol=1e-9)
    opened.show_space(Space.T1)
    opened.move_cursor(opened.cursor_mm + np.array([10, 0, 0]))  # from now on this place counts
    opened.show_space(Space.MNI)
    assert opened.cursor_mm[0] > PLACE[0] + 5


def test_that_a_place_of_the_left_is_on_the_left_in_every_space(opened):
    for space in (Space.MNI, Space.T1, Space.EPI):
        opened.show_space(space)
        left, right = (opened.spaces.point(np.array([x, -20.0, 40.0]), Space.MNI, space) for x in (-40, 40))
        assert left[0] < right[0] - 60


def test_that_the_value_at_the_crosshair_is_that_of_the_layers_own_place(opened):
    opened.move_cursor(PLACE)
    opened.show_space(Space.T1)
    assert np.linalg.norm(opened.place_in(named(opened, "ReHo")) - PLACE) < 0.5
    assert np.array_equal(opened.place_in(named(opened, "T1")), opened.cursor_mm)


def test_that_a_map_that_was_brought_is_seen_and_a_changed_one_is_not(opened):
    opened.show_space(Space.T1)
    layer = named(opened, "ReHo")
    wanted = opened.spaces.to_bring(layer)
    assert wanted is not None
    image, source, target = wanted
    assert (source, target) == (Space.MNI, Space.T1)
    brought = project(image, ROUTES, source, target, Interpolation.NEAREST)
    opened.spaces.bring(layer.id, image, target, brought)
    seen = opened.visible_layers[-1]
    assert seen.name == "ReHo"
    assert seen.image is brought
    assert opened.spaces.to_bring(layer) is None
    assert opened.spaces.remark(layer) == "MNI, brought here"
    opened.set_values(layer.id, Volume(MNI_GRID, np.ones(MNI_GRID.shape)))
    assert names(opened) == ["T1"]  # what was brought shows values that are no longer there
    opened.show_space(Space.EPI)
    assert names(opened) == ["BOLD"]  # and what was brought to the T1 is never drawn on the EPI


def test_that_a_failure_is_said_and_not_tried_again(opened):
    opened.show_space(Space.T1)
    layer = named(opened, "ReHo")
    opened.spaces.note_failure(layer.id, layer.image, Space.T1, "No room.")
    assert opened.spaces.to_bring(layer) is None
    assert opened.spaces.remark(layer) == "No room."


def test_that_a_map_of_the_series_is_placed_on_the_t1_without_interpolation(opened):
    bold = named(opened, "BOLD")
    image = volume("ALFF", EPI_GRID)
    opened.add_layer("ALFF", image, Role.OVERLAY, OVERLAY, scan=bold.scan)
    opened.show_space(Space.T1)
    seen = opened.visible_layers[-1]
    assert seen.name == "ALFF"
    assert seen.image.data is image.data
    ijk = np.array([4, 9, 3])
    assert np.allclose(T1_TO_EPI.points(seen.grid.to_mm(ijk)), EPI_GRID.to_mm(ijk))
    assert opened.visible_layers[-1].image is seen.image  # made once, or every picture would be painted anew
    opened.show_space(Space.EPI)
    assert opened.visible_layers[-1].image is image


def test_that_a_series_that_was_aligned_shares_the_millimetres_of_the_t1(opened):
    bold = named(opened, "BOLD")
    aligned = scan(
        Modality.BOLD, bold.image, path=bold.scan.path, facts={ALIGNMENT: Fact(np.eye(4).tolist(), FactSource.VALUES)}
    )
    opened.place_layer(bold.id, bold.image, aligned)
    assert opened.spaces.home(opened.layer(bold.id)) is Space.T1


def test_that_a_scan_that_the_patient_does_not_know_goes_by_its_header(opened):
    layer = add_series(opened, "another")
    assert opened.spaces.home(layer) is Space.T1


def test_that_what_is_drawn_here_belongs_to_the_space_shown(opened):
    opened.show_space(Space.EPI)
    layer = opened.add_layer("region", volume("region", EPI_GRID, value=1), Role.MASK, OVERLAY)
    assert opened.spaces.home(layer) is Space.EPI


def test_that_the_box_of_the_views_is_that_of_the_space_shown(opened):
    assert np.allclose(opened.box_mm, MNI_GRID.box_mm)
    opened.show_space(Space.T1)
    assert np.allclose(opened.box_mm, T1_GRID.box_mm)


def test_that_seeds_stay_at_their_anatomical_place(opened):
    opened.seeds.move(PLACE)
    opened.seeds.pin()
    opened.show_space(Space.T1)
    expected = truly_native(PLACE[None])[0]
    assert np.linalg.norm(np.array(opened.seeds.current.centre_mm) - expected) < 0.5
    assert np.linalg.norm(np.array(opened.seeds.pinned[0].centre_mm) - expected) < 0.5


def test_that_a_change_of_space_is_told_once(opened, changes):
    opened.move_cursor(PLACE)
    changes.clear()
    opened.show_space(Space.T1)
    assert len(changes) == 1
    assert Change.SPACE in changes[0]
    assert Change.CURSOR in changes[0]
    opened.show_space(Space.T1)
    assert len(changes) == 1


def test_that_closing_everything_forgets_the_patient(opened):
    opened.close_all()
    assert opened.spaces.patient is None
    assert opened.spaces.current is None
