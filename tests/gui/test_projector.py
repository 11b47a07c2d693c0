"""What is switched on comes to the space shown by itself, once, and what comes too late is dropped."""

import numpy as np
import pytest

from analysis.atlas.parcellation import aal, aal3
from analysis.errors import DataError, OptionError
from analysis.grid import FACE, Grid
from analysis.image import Volume
from analysis.labels.label_map import LabelMap, Region
from analysis.labels.patch import Patch
from analysis.labels.solids import ball_stroke
from analysis.pipeline.routes import Space, project
from analysis.plane import Orientation
from analysis.provenance import sha256_of_file
from analysis.sampling import Interpolation, at_point
from analysis.scan import Modality
from gui import projector
from gui.commands import drawing
from gui.commands.converting_regions import convert_map
from gui.commands.picking_regions import find_at
from gui.commands.spaces import show_space
from gui.drawing import OpenLabels, Source
from gui.projector import Projector, interpolation_of
from gui.session import Role, Session
from gui.slices.label_picture import colour_table
from gui.slices.view import SliceView
from tests.gui.made_patient import EPI_GRID, MNI_GRID, ROUTES, T1_GRID, add_mni, named, open_patient, patient
from tests.gui.made_scans import GRAY, OVERLAY, add_mask, add_overlay, scan, series, volume
from tests.known_routes import box_grid, truly_native

PLACE = np.array([-30.0, -20.0, 40.0])


@pytest.fixture
def opened(session: Session, jobs, tmp_path) -> Session:
    open_patient(session, tmp_path)
    session.projector = Projector(session, jobs, session)
    return session


def names(session: Session) -> list[str]:
    return [layer.name for layer in session.visible_layers]


def test_that_a_map_comes_to_the_space_shown_and_is_right_there(opened, finish):
    layer = named(opened, "ReHo")
    ramp = MNI_GRID.to_mm(np.stack(np.meshgrid(*map(np.arange, MNI_GRID.shape), indexing="ij"), axis=-1))[..., 0] + 200
    opened.set_values(layer.id, Volume(MNI_GRID, ramp))
    opened.move_cursor(PLACE)
    show_space(opened, Space.T1)
    finish()
    assert names(opened) == ["T1", "ReHo"]
    seen = opened.visible_layers[-1]
    value = at_point(seen.image, opened.cursor_mm, Interpolation.LINEAR)
    assert value == pytest.approx(170, abs=1.0)  # x = -30


def test_that_nothing_is_brought_that_is_switched_off(opened, finish):
    layer = named(opened, "ReHo")
    opened.show_layer(layer.id, visible=False)
    show_space(opened, Space.T1)
    finish()
    assert opened.spaces.to_bring(layer) is not None
    opened.show_layer(layer.id, visible=True)
    finish()
    assert names(opened) == ["T1", "ReHo"]


def test_that_each_map_is_brought_once(opened, finish, monkeypatch):
    calls = []
    monkeypatch.setattr(projector, "project", lambda image, *_: calls.append(1) or image)
    show_space(opened, Space.T1)
    opened.show_crosshair(False)
    finish()
    show_space(opened, Space.MNI)
    show_space(opened, Space.T1)
    finish()
    assert calls == [1]


def test_that_a_map_that_cannot_be_brought_says_why(opened, finish, monkeypatch):
    def fail(*_):
        raise DataError("There is no way.")

    monkeypatch.setattr(projector, "project", fail)
    show_space(opened, Space.T1)
    finish()
    assert opened.spaces.remark(named(opened, "ReHo")) == "There is no way."


def test_that_what_comes_after_the_patient_was_closed_is_dropped(opened, jobs, finish):
    show_space(opened, Space.T1)
    assert jobs.jobs
    opened.close_all()
    add_overlay(opened, "another")
    finish()
    assert opened.spaces.patient is None
    assert names(opened) == ["another"]


def test_that_regions_and_masks_are_never_blended(opened):
    mask = add_mask(opened, "mask", EPI_GRID)
    atlas = opened.add_layer("AAL", volume("AAL", MNI_GRID), Role.OVERLAY, OVERLAY, names={1: "a"})
    assert interpolation_of(mask) is Interpolation.NEAREST
    assert interpolation_of(atlas) is Interpolation.NEAREST
    assert interpolation_of(named(opened, "ReHo")) is Interpolation.LINEAR


def test_that_a_scan_is_recognised_by_its_bytes_not_by_its_name(session, jobs, finish, tmp_path):
    session.projector = Projector(session, jobs, session)
    ours, other = tmp_path / "a.nii", tmp_path / "b.nii"
    ours.write_bytes(b"the series of the patient")
    other.write_bytes(b"something else")
    for path in (ours, other):
        image = series(3, EPI_GRID, name=path.name)
        session.add_layer(path.name, image, Role.UNDERLAY, GRAY, scan=scan(Modality.BOLD, image, path=path))
    session.spaces.open(patient(**{sha256_of_file(ours): Space.EPI}), Space.MNI)
    add_mni(session, "T1 in MNI", Role.UNDERLAY, Modality.T1)
    finish()
    assert session.spaces.home(named(session, "a.nii")) is Space.EPI
    assert session.spaces.home(named(session, "b.nii")) is Space.T1


def test_that_only_a_scan_beside_none_of_the_patients_is_asked_about(session, jobs, finish, tmp_path, told):
    session.projector = Projector(session, jobs, session)
    names = ("sub-p/func/sub-p_bold.nii", "sub-p/perf/sub-p_acq-single_asl.nii", "sub-y/sub-y_asl.nii",
             "elsewhere/sub-p/perf/sub-p_asl.nii")  # fmt: skip
    paths = [tmp_path / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(path.as_posix().encode())
        image = series(3, EPI_GRID, name=path.name)
        session.add_layer(path.name, image, Role.UNDERLAY, GRAY, scan=scan(Modality.BOLD, image, path=path))
    session.spaces.open(patient(**{sha256_of_file(paths[0]): Space.EPI}), Space.MNI)
    add_mni(session, "T1 in MNI", Role.UNDERLAY, Modality.T1)
    finish()
    asked = sorted(sentence.split(" is none of the scans")[0] for sentence in told if "another patient" in sentence)
    assert asked == ["sub-p_asl.nii", "sub-y_asl.nii"]


def test_that_the_region_at_a_native_place_is_that_of_its_mni_place(opened, finish):
    atlas = aal()
    image = Volume(atlas.grid, atlas.labels, "AAL")
    layer = opened.add_layer("AAL", image, Role.OVERLAY, OVERLAY, names=atlas.names, home=Space.MNI)
    show_space(opened, Space.EPI)
    finish()
    seen = next(shown for shown in opened.visible_layers if shown.id == layer.id)
    ijk = np.argwhere(np.nan_to_num(seen.image.data) > 0)
    for voxel in ijk[:: len(ijk) // 40]:
        native = seen.grid.to_mm(voxel)
        there = opened.spaces.point(native, Space.EPI, Space.MNI)
        assert atlas.names[int(seen.image.data[tuple(voxel)])] == atlas.name_at(there)


# -- regions ---------------------------------------------------------------------------------------------------------


def draw_ball(session: Session, on: Grid, home: Space, centre_mm: np.ndarray) -> OpenLabels:
    labels = LabelMap(on, None, [Region(1, "left", (255, 0, 0)), Region(2, "right", (0, 255, 0))])
    for label, x in ((1, 1), (2, -1)):
        patch = ball_stroke(on, (centre_mm * (x, 1, 1))[None], 22.0)
        labels.apply(labels.relabel(patch, np.uint16(label)))
    return session.drawing.add_map(labels, "drawn", home=home)


def centres(on: Grid) -> np.ndarray:
    return on.to_mm(np.moveaxis(np.indices(on.shape), 0, -1)).reshape(-1, 3)


def test_that_regions_drawn_on_the_t1_are_outlined_in_mni_where_the_known_warp_puts_them(opened, finish):
    fine = box_grid(-120, 120, 3.0)
    drawn = draw_ball(opened, fine, Space.T1, np.array([-40.0, -10.0, 20.0]))
    finish()
    brought = opened.spaces.regions_seen(drawn.id)
    assert opened.grid_of(drawn) is None
    ijk = np.floor(fine.to_ijk(truly_native(centres(brought.grid))) + FACE).astype(int)
    inside = ((ijk >= 0) & (ijk < fine.shape)).all(axis=1)
    expected = np.zeros(len(ijk), np.uint16)
    expected[inside] = drawn.labels.data[tuple(ijk[inside].T)]
    found = brought.data.reshape(-1)
    assert min((found == 1).sum(), (found == 2).sum()) > 1000
    assert (found != expected).mean() < 0.02 * (expected > 0).mean()  # the warp is stored on voxels of 8 mm
    x = brought.grid.to_mm(np.argwhere(brought.data == 1))[:, 0]
    assert x.mean() < -20  # left stays left


def test_that_regions_drawn_in_mni_are_seen_on_the_native_t1_as_an_atlas_brought_there_is(opened, finish):
    atlas = aal()
    numbers = [atlas.label_of(name) for name in ("Thalamus_L", "Thalamus_R", "Precentral_L")]
    values = np.where(np.isin(atlas.labels, numbers), atlas.labels, 0)
    drawn = opened.drawing.add_map(LabelMap(atlas.grid, values), "atlas", home=Space.MNI)
    show_space(opened, Space.T1)
    finish()
    brought = opened.spaces.regions_seen(drawn.id)
    native = project(Volume(atlas.grid, values), ROUTES, Space.MNI, Space.T1, Interpolation.NEAREST, on=brought.grid)
    np.testing.assert_array_equal(brought.data, np.nan_to_num(native.data).astype(np.uint16))
    for voxel in np.argwhere(brought.data)[::97]:
        there = opened.spaces.point(brought.grid.to_mm(voxel), Space.T1, Space.MNI)
        assert atlas.labels_at(there) == brought.data[tuple(voxel)]


def test_that_brought_regions_are_outlined_cannot_be_drawn_in_and_follow_undo(opened, finish, qtbot, told):
    drawn = draw_ball(opened, T1_GRID, Space.T1, np.array([-40.0, -10.0, 20.0]))
    opened.drawing.choose_region(1)
    show_space(opened, Space.T1)
    drawing.mark(opened, "brush", Patch((0, 0, 0), np.ones((9, 9, 9), bool)))
    show_space(opened, Space.MNI)
    finish()
    assert opened.spaces.has_regions(drawn.id, drawn.labels.revision)
    with pytest.raises(OptionError, match="another space of the patient"):
        drawing.mark(opened, "brush", Patch((0, 0, 0), np.ones((2, 2, 2), bool)))
    before = opened.spaces.regions_seen(drawn.id)
    opened.undo_stack.undo()
    finish()
    after = opened.spaces.regions_seen(drawn.id)
    assert after is not before
    assert opened.spaces.has_regions(drawn.id, drawn.labels.revision)
    view = SliceView(opened, Orientation.AXIAL)
    qtbot.addWidget(view)
    opened.move_cursor(after.grid.to_mm(np.argwhere(after.data == 1).mean(axis=0)))
    (seen,) = view._regions()
    assert seen.brought is after.data
    table = colour_table(seen.labels, seen.opacity, is_outlined=True)
    assert table[1, 3] == 0
    assert table[1, 4] == 255


def test_that_nothing_is_brought_while_regions_can_be_drawn_in(opened, jobs, finish):
    drawn = draw_ball(opened, MNI_GRID, Space.MNI, np.array([-40.0, -10.0, 20.0]))
    finish()
    assert opened.grid_of(drawn) is MNI_GRID
    assert opened.spaces.regions_seen(drawn.id) is None


def convert_from(session: Session, drawn: OpenLabels) -> OpenLabels:
    session.drawing.choose_map(drawn.id)
    return convert_map(session, named(session, "ReHo").id)


def test_that_regions_of_another_space_are_converted_through_the_registration(opened, jobs, finish, told):
    drawn = draw_ball(opened, box_grid(-120, 120, 3.0), Space.T1, np.array([-40.0, -10.0, 20.0]))
    assert convert_map(opened, named(opened, "ReHo").id, jobs) is None
    finish()
    made = opened.drawing.current
    at_once = convert_from(opened, drawn)
    np.testing.assert_array_equal(made.labels.data, at_once.labels.data)
    assert made.home is Space.MNI
    assert "through the registration" in told[-1]
    ijk = np.floor(drawn.labels.grid.to_ijk(ROUTES.points(centres(MNI_GRID), Space.MNI, Space.T1)) + FACE).astype(int)
    inside = ((ijk >= 0) & (ijk < drawn.labels.grid.shape)).all(axis=1)
    expected = np.zeros(len(ijk), np.uint16)
    expected[inside] = drawn.labels.data[tuple(ijk[inside].T)]
    np.testing.assert_array_equal(made.labels.data.reshape(-1), expected)


@pytest.mark.parametrize("source", [Source.AAL, Source.AAL3])
def test_that_an_atlas_region_picked_on_a_native_scan_is_the_one_that_the_atlas_brought_there_shows(opened, source):
    atlas = aal() if source is Source.AAL else aal3()
    place = np.array([-12.0, -18.0, 8.0])
    name = atlas.name_at(place)
    fine = box_grid(-120, 120, 3.0)
    show_space(opened, Space.T1)
    there = opened.spaces.point(place, Space.MNI, Space.T1)
    found = find_at(opened, there, source, fine)
    assert found.name == name.replace("_", " ")
    brought = project(Volume(atlas.grid, atlas.labels), ROUTES, Space.MNI, Space.T1, Interpolation.NEAREST, on=fine)
    np.testing.assert_array_equal(found.patch.on(fine), brought.data == atlas.label_of(name))
    assert found.patch.n_voxels > 5
