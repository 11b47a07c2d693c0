"""The known deformation: invertible, different for each patient, right stays right."""

import numpy as np
import pytest

from analysis.atlas.template import mni_brain_mask
from analysis.demo.anatomy import make_anatomy
from analysis.grid import Grid
from analysis.image import Volume

BRAIN_MM = mni_brain_mask().grid.to_mm(np.argwhere(mni_brain_mask().data)[::501])


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_that_the_inverse_brings_every_place_of_the_brain_back(seed: int) -> None:
    anatomy = make_anatomy(seed)
    np.testing.assert_allclose(anatomy.to_mni(anatomy.from_mni(BRAIN_MM)), BRAIN_MM, atol=0.01)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_that_space_is_never_folded(seed: int) -> None:
    """The determinant of the Jacobian, by central differences of 1 mm, stays well above zero."""
    anatomy = make_anatomy(seed)
    points = anatomy.from_mni(BRAIN_MM)
    columns = [(anatomy.to_mni(points + step) - anatomy.to_mni(points - step)) / 2 for step in np.eye(3)]
    determinants = np.linalg.det(np.stack(columns, axis=-1))
    assert determinants.min() > 0.4
    assert determinants.max() < 2.2


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_that_left_stays_left_front_stays_front_and_top_stays_top(seed: int) -> None:
    patient = make_anatomy(seed).from_mni(
        np.array([[-60, -20, 10], [60, -20, 10], [0, 60, 0], [0, -95, 0], [0, -20, 75]])
    )
    assert patient[0, 0] < -40
    assert patient[1, 0] > 40
    assert patient[2, 1] - patient[3, 1] > 120
    assert patient[4, 2] > 50


def test_that_two_patients_differ_by_millimetres() -> None:
    apart = np.linalg.norm(make_anatomy(0).from_mni(BRAIN_MM) - make_anatomy(1).from_mni(BRAIN_MM), axis=1)
    assert 1 < np.median(apart) < 12


def test_that_a_point_of_the_template_appears_where_the_inverse_says() -> None:
    """A blob at a known MNI place, sampled onto a grid whose x axis points left, has its centre at that place."""
    anatomy = make_anatomy(0)
    place = np.array([40.0, -70.0, 10.0])
    axis = np.arange(-100, 101, 2.0)
    x, y, z = np.meshgrid(axis, axis, axis, indexing="ij")
    blob = np.exp(-((x - place[0]) ** 2 + (y - place[1]) ** 2 + (z - place[2]) ** 2) / (2 * 5**2))
    template = Volume(Grid(blob.shape, [[2, 0, 0, -100], [0, 2, 0, -100], [0, 0, 2, -100], [0, 0, 0, 1]]), blob)
    grid = Grid((60, 60, 50), [[-3, 0, 0, 90], [0, 3, 0, -100], [0, 0, 3, -70], [0, 0, 0, 1]])
    (seen,) = anatomy.onto(grid, [template])
    centre = np.average(grid.to_mm(np.argwhere(seen > 0.05)), axis=0, weights=seen[seen > 0.05])
    np.testing.assert_allclose(centre, anatomy.from_mni(place[None])[0], atol=1.5)
    assert centre[0] > 25
