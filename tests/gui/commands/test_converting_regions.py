"""Regions on the voxels of another image: the same place, and the change of volume is told."""

import numpy as np
import pytest

from analysis.errors import OptionError
from analysis.grid import FACE
from analysis.labels.patch import Patch
from gui.commands import drawing, regions
from gui.commands.converting_regions import convert_map
from tests.gui.made_scans import add_series, add_t1, grid
from tests.orientations import oriented_grid


@pytest.mark.parametrize("name", ["RAS", "LPI", "oblique"])
def test_that_a_voxel_belongs_to_the_region_in_which_its_centre_lies(session, told, name):
    fine, coarse = grid((24, 24, 20), 1.0), oriented_grid(name, (9, 8, 7), (2.6, 2.9, 2.7), (0, 0, 0))
    add_t1(session, on=fine)
    drawn = drawing.begin_map(session)
    drawing.mark(session, "brush", Patch((4, 5, 3), np.ones((12, 10, 11), dtype=bool)))
    regions.rename(session, 1, "Thalamus")
    series = add_series(session, on=coarse)
    made = convert_map(session, series.id)
    centres = coarse.to_mm(np.moveaxis(np.indices(coarse.shape), 0, -1))
    ijk = np.floor(fine.to_ijk(centres) + FACE)
    inside = ((ijk >= (4, 5, 3)) & (ijk < (16, 15, 14))).all(axis=-1)
    np.testing.assert_array_equal(made.labels.data == 1, inside)
    assert made.labels.region(1).name == "Thalamus"
    assert drawn.labels.n_voxels(1) == 1320
    assert session.drawing.current is made
    assert session.drawing.unsaved == (drawn, made)
    assert "drawn: 1320 mm³" in told[0]
    assert f"{made.labels.n_voxels(1)} voxels" in told[0]


def test_that_the_same_grid_needs_no_conversion(session):
    layer = add_t1(session)
    drawing.begin_map(session)
    with pytest.raises(OptionError, match="already"):
        convert_map(session, layer.id)
