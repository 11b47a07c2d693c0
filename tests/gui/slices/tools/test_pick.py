"""Atlas regions and clusters at a click."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from analysis.atlas.parcellation import aal, aal3
from analysis.colour import two_sided
from analysis.grid import Grid
from analysis.image import Volume
from analysis.plane import Orientation
from analysis.scan import Modality
from gui.commands import drawing
from gui.commands.naming_regions import proposed_name
from gui.drawing import Source, Tool
from gui.session import LayerDisplay, Role
from tests.gui.made_scans import GRAY, OVERLAY, grid, scan
from tests.gui.slices.tools.conftest import LEFT, NONE, RIGHT, add_image, pixel

SHIFT = Qt.KeyboardModifier.ShiftModifier
THALAMUS_MM = np.array([-12.0, -18.0, 8.0])  # in AAL's left thalamus


def mni_grid(voxel_mm=3.0):
    affine = np.diag([voxel_mm, voxel_mm, voxel_mm, 1.0])
    affine[:3, 3] = (-60, -60, -30)
    return Grid((41, 41, 31), affine)


@pytest.fixture
def mni_view(session, make_view):
    image = Volume(mni_grid(), np.zeros(mni_grid().shape), "T1 in MNI")
    made = scan(Modality.T1, image, facts={"space": "MNI152"})
    session.add_layer("T1", image, Role.UNDERLAY, GRAY, scan=made)
    session.move_cursor(THALAMUS_MM)
    session.drawing.choose_tool(Tool.PICK)
    return make_view(Orientation.AXIAL)


@pytest.fixture
def known_as_mni(monkeypatch):
    monkeypatch.setattr("gui.layer.Layer.space", property(lambda self: "MNI152"))


def test_that_a_click_takes_the_region_with_its_name(session, known_as_mni, mni_view, qtbot):
    qtbot.mouseClick(mni_view, LEFT, NONE, pixel(mni_view, THALAMUS_MM))
    labels = session.drawing.labels
    atlas = aal()
    centres = labels.grid.to_mm(np.moveaxis(np.indices(labels.grid.shape), 0, -1))
    expected = atlas.labels_at(centres) == atlas.label_of("Thalamus_L")
    assert expected.sum() > 100
    np.testing.assert_array_equal(labels.data > 0, expected)
    assert session.drawing.region.name == "Thalamus L"
    session.undo_stack.undo()
    assert not labels.data.any()
    assert session.drawing.region.name == "Region 1"


def test_that_the_next_click_makes_another_region_and_shift_adds_to_the_one_in_use(
    session, known_as_mni, mni_view, qtbot
):
    other = THALAMUS_MM * (-1, 1, 1)
    qtbot.mouseClick(mni_view, LEFT, NONE, pixel(mni_view, THALAMUS_MM))
    first = session.drawing.labels.n_voxels(1)
    qtbot.mouseClick(mni_view, LEFT, NONE, pixel(mni_view, other))
    assert [r.name for r in session.drawing.labels.regions] == ["Thalamus L", "Thalamus R"]
    second = session.drawing.labels.n_voxels(2)
    session.undo_stack.undo()
    assert [r.name for r in session.drawing.labels.regions] == ["Thalamus L"]
    qtbot.mouseClick(mni_view, LEFT, SHIFT, pixel(mni_view, other))
    assert session.drawing.labels.n_voxels(1) == first + second
    qtbot.mouseClick(mni_view, RIGHT, NONE, pixel(mni_view, other))
    assert session.drawing.labels.n_voxels(1) == first


def test_that_a_nucleus_of_aal3_is_taken_and_proposed_as_a_name(session, known_as_mni, mni_view, qtbot):
    session.drawing.set_options(source=Source.AAL3)
    qtbot.mouseClick(mni_view, LEFT, NONE, pixel(mni_view, THALAMUS_MM))
    labels, atlas = session.drawing.labels, aal3()
    name = atlas.name_at(mni_grid().to_mm(np.floor(mni_grid().to_ijk(THALAMUS_MM) + 0.5)))
    assert name.startswith("Thal_")
    assert name.endswith("_L")
    assert session.drawing.region.name == name.replace("_", " ")
    centres = labels.grid.to_mm(np.moveaxis(np.indices(labels.grid.shape), 0, -1))
    np.testing.assert_array_equal(labels.data > 0, atlas.labels_at(centres) == atlas.label_of(name))
    assert proposed_name(session, session.drawing.label) == session.drawing.region.name
    session.drawing.set_options(source=Source.AAL)
    assert proposed_name(session, session.drawing.label) == "Thalamus L"


def test_that_a_territory_is_taken(session, known_as_mni, mni_view, qtbot):
    session.drawing.set_options(source=Source.TERRITORIES)
    qtbot.mouseClick(mni_view, LEFT, NONE, pixel(mni_view, THALAMUS_MM))
    assert session.drawing.region.name.endswith("left")
    xyz = session.drawing.labels.grid.to_mm(np.argwhere(session.drawing.labels.data))
    assert (xyz[:, 0] < 0).all()


def test_that_outside_mni_space_it_is_said_why_not(session, make_view, qtbot, told):
    add_image(session, grid((30, 30, 10)))
    session.drawing.choose_tool(Tool.PICK)
    qtbot.mouseClick(make_view(Orientation.AXIAL), LEFT, NONE, QPoint(160, 140))
    assert "process the patient first" in told[0]
    assert session.undo_stack.count() == 0


def blobs(on):
    """One blob above, one below; a corner connects two voxels of the upper one."""
    data = np.zeros(on.shape)
    data[2:5, 2:5, 3:6] = 4
    data[5, 5, 6] = 3
    data[2:4, 7:9, 4] = -4
    return data


@pytest.fixture
def map_view(session, make_view):
    on = grid((10, 11, 10))
    add_image(session, on)
    session.add_layer("z", Volume(on, blobs(on), "z"), Role.OVERLAY, OVERLAY)
    session.drawing.choose_tool(Tool.PICK)
    session.drawing.set_options(source=Source.CLUSTER)
    return make_view(Orientation.AXIAL)


@pytest.mark.parametrize(("seed", "sign"), [((3, 3, 4), 1), ((2, 7, 4), -1)])
def test_that_the_cluster_under_the_mouse_is_taken_with_its_sign(session, map_view, qtbot, seed, sign):
    on = session.layers[0].grid
    session.move_cursor(on.to_mm(np.array(seed)))
    qtbot.mouseClick(map_view, LEFT, NONE, pixel(map_view, on.to_mm(np.array(seed))))
    np.testing.assert_array_equal(session.drawing.labels.data > 0, blobs(on) * sign > 2)
    assert session.drawing.region.name == "Cluster of z"


def test_that_a_click_below_the_threshold_takes_nothing(session, map_view, qtbot, told):
    on = session.layers[0].grid
    session.move_cursor(on.to_mm(np.array((8, 8, 8))))
    qtbot.mouseClick(map_view, LEFT, NONE, pixel(map_view, on.to_mm(np.array((8, 8, 8)))))
    assert told == ["z is not beyond its threshold here."]


def test_that_a_cluster_of_another_grid_is_brought_over_and_that_is_said(session, make_view, qtbot, told):
    fine, coarse = grid((20, 22, 20), 1.0), grid((10, 11, 10), 2.0)
    add_image(session, fine)
    drawing.begin_map(session)
    session.add_layer("z", Volume(coarse, blobs(coarse), "z"), Role.OVERLAY, LayerDisplay(two_sided(2, 6)))
    session.drawing.choose_tool(Tool.PICK)
    session.drawing.set_options(source=Source.CLUSTER)
    view = make_view(Orientation.AXIAL)
    place = coarse.to_mm(np.array((3, 3, 4)))
    session.move_cursor(place)
    qtbot.mouseClick(view, LEFT, NONE, pixel(view, place))
    assert "brought to the grid that is drawn on" in told[0]
    assert session.drawing.labels.volume_mm3(1) == pytest.approx(28 * 8, rel=0.3)
