from dataclasses import replace

import numpy as np
import pytest

from analysis.errors import DataError, GeometryError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.perfusion.quality import Check, Light
from analysis.quality.record import CheckGroup, Exclusion, Quality, Topic
from analysis.quality.trust import EDGE, UNCOVERED, UNSTEADY, find_trust, motion_sentences

GRID = Grid((7, 7, 7), np.diag([3.0, 3, 3, 1]))


def brain() -> Mask:
    """A cube of 5 x 5 x 5 = 125 voxels."""
    inside = np.zeros(GRID.shape, bool)
    inside[1:6, 1:6, 1:6] = True
    return Mask(GRID, inside)


def tsnr(value: float = 80.0) -> np.ndarray:
    return np.where(brain().data, value, np.nan)


def volume(values: np.ndarray) -> Volume:
    return Volume(GRID, values.astype(np.float32), "tSNR")


def quality(light: Light, *, excluded: bool = False) -> Quality:
    check = Check("mean_fd", "mean FD (Power)", 0.71, "mm", light, "green to 0.2, amber to 0.5", "own")
    return Quality("01", "p", Exclusion(excluded, 3.0, 3.0), "", (CheckGroup(Topic.MOTION, (check,)),))


def test_that_the_edge_of_a_cube_is_its_shell() -> None:
    """The shell of a cube of 5 voxels is 125 - 27 = 98 voxels, 78.4 % of it."""
    found = find_trust(volume(tsnr()), brain())
    values = found.map.volume.data
    assert (values == EDGE).sum() == 98
    assert (values == 0).sum() == 27
    assert np.isnan(values).sum() == 7**3 - 125
    assert found.percent["edge of the brain"] == pytest.approx(78.4)


def test_that_tsnr_below_25_is_marked_and_25_is_not() -> None:
    values = tsnr()
    values[3, 3, 3], values[3, 3, 2] = 24.9, 25.0
    marks = find_trust(volume(values), brain()).map.volume.data
    assert marks[3, 3, 3] == UNSTEADY
    assert marks[3, 3, 2] == 0


def test_that_reasons_add_up_and_a_hole_has_an_edge() -> None:
    values = tsnr()
    values[3, 3, 3], values[3, 3, 4] = np.nan, 3.0
    marks = find_trust(volume(values), brain()).map.volume.data
    assert marks[3, 3, 3] == UNCOVERED
    assert marks[3, 3, 4] == UNSTEADY + EDGE
    assert marks[2, 2, 2] == 0


def test_that_a_stored_zero_is_no_signal() -> None:
    values = tsnr()
    values[3, 3, 3] = 0.0
    assert find_trust(volume(values), brain()).map.volume.data[3, 3, 3] == UNCOVERED


def test_that_marks_mirror_with_the_map() -> None:
    values = tsnr()
    values[2, 3, 4] = 5.0
    one = find_trust(volume(values), brain()).map.volume.data
    other = find_trust(volume(values[::-1]), brain()).map.volume.data
    np.testing.assert_array_equal(one, other[::-1])


def test_that_a_red_light_of_motion_concerns_the_whole_map() -> None:
    assert motion_sentences(None) == ()
    assert motion_sentences(quality(Light.AMBER)) == ()
    (sentence,) = motion_sentences(quality(Light.RED))
    assert "mean FD (Power) 0.71 mm" in sentence
    assert "whole map" in sentence
    assert len(motion_sentences(quality(Light.RED, excluded=True))) == 2
    found = find_trust(volume(tsnr()), brain(), quality(Light.RED))
    assert found.map.provenance.warnings == found.sentences == (sentence,)


def test_that_other_grids_and_empty_maps_are_refused() -> None:
    with pytest.raises(GeometryError, match="one grid"):
        find_trust(Volume(replace(GRID, affine=np.diag([2.0, 2, 2, 1])), tsnr()), brain())
    with pytest.raises(DataError, match="No voxel"):
        find_trust(volume(np.full(GRID.shape, np.nan)), brain())
