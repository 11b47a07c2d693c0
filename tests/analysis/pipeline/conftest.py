"""A patient whose T1 is the standard brain itself, in its place: what comes of it is known without registration."""

import numpy as np
import pytest

from analysis.atlas.template import mni_brain_mask, mni_template, tissue_priors
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.preprocess.normalise import Normalisation
from analysis.preprocess.resample import mni_grid, volumes_onto
from analysis.preprocess.segment import Segmentation, TissueVolumes
from analysis.preprocess.structural import Structure
from analysis.preprocess.transforms import IDENTITY, Warp


@pytest.fixture(scope="session")
def structure() -> Structure:
    grid, priors = mni_grid(3.0), tissue_priors()
    brain = Volume(mni_brain_mask().grid, mni_brain_mask().data)
    images = [mni_template(), priors.gray, priors.white, priors.csf, brain]
    t1, gray, white, csf, inside = volumes_onto(images, grid, np.asarray, outside=0.0)
    still = Warp(Grid((3, 3, 3), np.diag([100.0, 100, 100, 1])), np.zeros((3, 3, 3, 3)))
    tissues = Segmentation(gray, white, csf, Mask(grid, inside.data > 0.5), TissueVolumes(1.0, 1.0, 1.0))
    return Structure(t1, tissues, Normalisation(IDENTITY, still, still, 1.0))
