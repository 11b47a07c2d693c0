"""All regions on another grid: none is lost in silence."""

import numpy as np
import pytest

from analysis.errors import DataError
from analysis.grid import Grid
from analysis.labels.converting import converted
from analysis.labels.label_map import LabelMap, Region

FINE = Grid((8, 8, 8), np.eye(4))
COARSE = Grid((4, 4, 4), np.array([[2.0, 0, 0, 0.5], [0, 2, 0, 0.5], [0, 0, 2, 0.5], [0, 0, 0, 1]]))


def test_that_names_stay_and_a_region_that_is_too_small_is_told():
    """The centres of the coarse voxels lie on corners of fine ones, which belong to the voxel above: 1, 3, 5, 7."""
    data = np.zeros(FINE.shape, np.uint16)
    data[:, :, :5], data[0, 0, 7] = 1, 2
    found = converted(LabelMap(FINE, data, [Region(1, "Large", (1, 2, 3)), Region(2, "Small", (4, 5, 6))]), COARSE)
    assert [region.name for region in found.labels.regions] == ["Large", "Small"]
    assert (found.labels.n_voxels(1), found.labels.n_voxels(2)) == (4 * 4 * 2, 0)
    large, small = found.in_words()
    assert "256 mm³ (drawn: 320 mm³, -20 %)" in large
    assert small.startswith("Small: No voxel of the other grid")


def test_that_nothing_to_bring_and_nothing_that_arrives_are_refused():
    with pytest.raises(DataError, match="map is empty"):
        converted(LabelMap(FINE), COARSE)
    away = Grid((4, 4, 4), COARSE.affine + np.array([[0, 0, 0, 99.0], [0] * 4, [0] * 4, [0] * 4]))
    with pytest.raises(DataError, match="same place"):
        converted(LabelMap(FINE, np.ones(FINE.shape)), away)
