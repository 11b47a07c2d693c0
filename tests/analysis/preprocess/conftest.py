"""A small patient whose way to the standard brain is known: no head, 3 mm, made in a moment."""

from dataclasses import dataclass

import numpy as np
import pytest

from analysis.atlas.template import mni_brain_mask, mni_template, tissue_priors
from analysis.demo.anatomy import Anatomy, make_anatomy
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.preprocess.normalise import Template, working_template
from analysis.preprocess.transforms import LinearTransform
from tests.orientations import rotation


@dataclass(frozen=True, eq=False)
class Patient:
    anatomy: Anatomy
    t1: Volume
    brain: Mask
    gray: Volume
    white: Volume
    csf: Volume
    template: Template

    def brain_points_mni(self) -> np.ndarray:
        return self.template.brain.grid.to_mm(np.argwhere(self.template.brain.data))[::11]

    def best_affine(self) -> LinearTransform:
        """The least-squares affine map of the truth, MNI mm -> T1 mm."""
        points = self.brain_points_mni()
        wide = np.column_stack([points, np.ones(len(points))])
        matrix = np.eye(4)
        matrix[:3] = np.linalg.lstsq(wide, self.anatomy.from_mni(points), rcond=None)[0].T
        return LinearTransform(matrix)


def tilted_grid(shape: tuple[int, int, int], size_mm: float, *, to_left: bool) -> Grid:
    affine = np.eye(4)
    affine[:3, :3] = rotation(5, -2, 3) @ np.diag([-size_mm if to_left else size_mm, size_mm, size_mm])
    affine[:3, 3] = np.array([0.0, -10, 10]) - affine[:3, :3] @ ((np.array(shape) - 1) / 2)
    return Grid(shape, affine)


@pytest.fixture(scope="session")
def patient() -> Patient:
    anatomy, priors = make_anatomy(4), tissue_priors()
    grid = tilted_grid((58, 72, 66), 3.0, to_left=False)
    inside = Volume(mni_brain_mask().grid, mni_brain_mask().data, "brain")
    images = anatomy.onto(grid, [mni_template(), inside, priors.gray, priors.white, priors.csf])
    t1, brain, gray, white, csf = images
    noise = np.random.default_rng(0).normal(0, 0.01, grid.shape)
    return Patient(
        anatomy,
        Volume(grid, 600 * np.maximum(t1 + noise, 0), "T1"),
        Mask(grid, brain > 0.5),
        *(Volume(grid, tissue) for tissue in (gray, white, csf)),
        working_template(mni_template(), mni_brain_mask(), priors.gray, priors.white, priors.csf, 4.0),
    )
