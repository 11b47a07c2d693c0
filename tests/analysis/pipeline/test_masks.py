"""Where white matter and fluid are without doubt, also in a brain with small ventricles."""

from types import SimpleNamespace

import numpy as np
import pytest
from scipy import ndimage

from analysis.errors import DataError
from analysis.image import Mask, Volume
from analysis.pipeline.masks import ConfoundMasks, confound_masks, mni_brain, tissues_in_mni
from analysis.preprocess.resample import mni_grid

GRID = mni_grid(3.0)
BRAIN = mni_brain(GRID)
DEPTH = ndimage.distance_transform_edt(BRAIN.data, sampling=3.0)


def masks_of(fluid: np.ndarray, coverage: Mask = BRAIN) -> ConfoundMasks:
    """The masks of a brain of white matter but for some fluid, already in the standard space."""
    tissues = SimpleNamespace(
        white=Volume(GRID, (BRAIN.data & ~fluid).astype(np.float32)), csf=Volume(GRID, fluid.astype(np.float32))
    )
    patient = SimpleNamespace(tissues=tissues, normalisation=SimpleNamespace(from_mni=np.asarray))
    return confound_masks(*tissues_in_mni(patient, coverage), coverage)


def some(where: np.ndarray, n: int) -> np.ndarray:
    chosen = np.zeros(GRID.shape, dtype=bool)
    chosen[tuple(np.argwhere(where)[:n].T)] = True
    return chosen


def test_that_fluid_of_sulci_is_left_out_where_the_ventricles_suffice():
    ventricles, sulci = some(DEPTH >= 30, 25), some((DEPTH > 3) & (DEPTH < 6), 200)
    found = masks_of(ventricles | sulci)
    np.testing.assert_array_equal(found.csf.data, ventricles)
    assert found.warnings == ()


def test_that_small_ventricles_are_eked_out_from_as_deep_as_can_be_and_said():
    ventricles = some(DEPTH >= 30, 8)
    middle, shallow = some((DEPTH >= 12) & (DEPTH < 14.9), 40), some((DEPTH >= 6) & (DEPTH < 8.9), 500)
    found = masks_of(ventricles | middle | shallow)
    np.testing.assert_array_equal(found.csf.data, ventricles | middle)
    (sentence,) = found.warnings
    assert "Only 8 voxels are fluid at a depth of 18 mm" in sentence
    assert "48 voxels from 12 mm on" in sentence


def test_that_a_brain_without_fluid_is_refused():
    with pytest.raises(DataError, match="Only 7 voxels are CSF without doubt"):
        masks_of(some(DEPTH >= 30, 7) | some(DEPTH == 3, 300))


def test_that_white_matter_is_taken_away_from_other_tissue_and_within_the_coverage():
    covered = BRAIN.data.copy()
    covered[:30] = False
    found = masks_of(some((DEPTH >= 30) & covered, 25), Mask(GRID, covered))
    np.testing.assert_array_equal(found.white.data & ~(covered & (DEPTH > 3.5)), False)
    assert found.white.n_voxels > 1000


def test_that_too_little_white_matter_is_refused():
    with pytest.raises(DataError, match="white matter without doubt"):
        masks_of(BRAIN.data)
