import numpy as np
import pytest
from scipy import ndimage

from analysis.atlas.surface import contour, hindbrain_surface, pial_surface
from analysis.atlas.template import mni_brain_mask, mni_template
from analysis.errors import OptionError


def volume(points, triangles):
    a, b, c = (points[triangles[:, k]].astype(float) for k in range(3))
    return np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6


def test_that_a_contoured_ball_has_its_volume_its_radius_and_no_hole():
    index = np.indices((30, 30, 30)) - 14.5
    points, triangles = contour(10.0 - np.sqrt((index**2).sum(axis=0)))
    assert np.hypot(*(np.hypot(*(points - 14.5)[:, :2].T), (points - 14.5)[:, 2])) == pytest.approx(10, abs=0.1)
    assert volume(points - 14.5, triangles) == pytest.approx(4 / 3 * np.pi * 1000, rel=0.02)
    edges = np.sort(np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]), axis=1)
    _, count = np.unique(edges, axis=0, return_counts=True)
    assert (count == 2).all()


@pytest.mark.parametrize("side", ["left", "right"])
def test_that_each_hemisphere_is_on_its_side_and_looks_outwards(side):
    surface = pial_surface(side)
    x = surface.points_mm[:, 0]
    assert (x < 3).all() if side == "left" else (x > -3).all()
    assert volume(surface.points_mm, surface.triangles) > 4e5
    middle = surface.points_mm.mean(axis=0)
    outermost = surface.points_mm[:, 0].argmin() if side == "left" else surface.points_mm[:, 0].argmax()
    assert surface.normals()[outermost] @ (surface.points_mm[outermost] - middle) > 0


def test_that_the_surfaces_fit_the_template_within_three_millimetres():
    """The outlines of both from the front, the side and above; MNI305 as it is would be 1 to 3 mm lower."""
    mask, grid = mni_brain_mask(), mni_template().grid
    points = np.concatenate([pial_surface("left").points_mm, pial_surface("right").points_mm])
    mm = grid.to_mm(np.argwhere(ndimage.binary_erosion(mask.data)))
    cerebrum = mm[mm[:, 2] > -20]
    assert points[:, 0].min() == pytest.approx(cerebrum[:, 0].min(), abs=3)
    assert points[:, 0].max() == pytest.approx(cerebrum[:, 0].max(), abs=3)
    assert points[:, 1].min() == pytest.approx(cerebrum[:, 1].min(), abs=3)
    assert points[:, 1].max() == pytest.approx(cerebrum[:, 1].max(), abs=3)
    assert points[:, 2].max() == pytest.approx(cerebrum[:, 2].max(), abs=3)


def test_that_cerebellum_and_brain_stem_are_where_the_template_has_them():
    whole = hindbrain_surface().points_mm
    assert whole[:, 2].min() < -58  # the lowest of the brain stem
    assert whole[:, 2].max() < 8
    assert whole[:, 1].max() < 2
    assert abs(whole[:, 0].min() + whole[:, 0].max()) < 4  # the template is symmetric
    inside = mni_brain_mask()
    ijk = np.round(inside.grid.to_ijk(whole)).astype(int)
    near = ndimage.binary_dilation(inside.data, iterations=2)
    assert near[tuple(np.clip(ijk, 0, np.array(inside.grid.shape) - 1).T)].mean() > 0.99


def test_that_halves_of_the_cerebellum_end_at_the_midline():
    assert hindbrain_surface("left").points_mm[:, 0].max() <= 1
    assert hindbrain_surface("right").points_mm[:, 0].min() >= -1


def test_that_another_side_is_refused():
    with pytest.raises(OptionError):
        pial_surface("top")
