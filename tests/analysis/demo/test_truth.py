"""The written truth against the maps it was made of: values, units, sides, tables, and what it calls them."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from analysis.atlas.parcellation import aal
from analysis.atlas.template import mni_brain_mask
from analysis.demo.anatomy import Anatomy
from analysis.demo.perfusion_truth import PerfusionTruth
from analysis.demo.settings import DemoSettings
from analysis.demo.truth import write_anatomy, write_perfusion
from analysis.files import nifti
from analysis.image import Volume

SETTINGS = DemoSettings(coarseness=3, n_volumes=20)
SHIFT_MM = np.array([4.0, -6.0, 2.0])
NO_WAVES = np.zeros((0, 3))
SHIFTED = Anatomy(np.eye(3), SHIFT_MM, NO_WAVES, np.zeros(0), NO_WAVES)
"""mni = patient + shift."""


def data(path: Path) -> np.ndarray:
    image = nifti.read(path).image
    assert isinstance(image, Volume)
    return image.data


@pytest.fixture(scope="module")
def perfusion() -> PerfusionTruth:
    grid = SETTINGS.asl_grid
    x_mm = grid.to_mm(np.indices(grid.shape).reshape(3, -1).T)[:, 0].reshape(grid.shape)
    lesion = (x_mm > 30).astype(np.float32)
    flat = np.ones(grid.shape, dtype=np.float32)
    return PerfusionTruth(
        cbf=60 - 18 * lesion,
        att_s=1.1 * flat,
        lesion=lesion,
        density=flat,
        tissues={"GM": 0.5013 * flat, "WM": 0.25 * flat, "CSF": 0 * flat},
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, perfusion: PerfusionTruth) -> Path:
    folder = tmp_path_factory.mktemp("truth")
    write_perfusion(folder, SETTINGS.asl_grid, perfusion, SHIFTED)
    write_anatomy(folder, SETTINGS.t1_grid, SHIFTED)
    return folder


def test_that_perfusion_is_written_as_it_is_with_its_unit(written: Path, perfusion: PerfusionTruth) -> None:
    np.testing.assert_allclose(data(written / "perf/sub-demo_cbf.nii.gz"), perfusion.cbf)
    np.testing.assert_allclose(data(written / "perf/sub-demo_att.nii.gz"), perfusion.att_s)


def test_that_the_hypoperfusion_is_written_on_its_side_with_its_volume(
    written: Path, perfusion: PerfusionTruth
) -> None:
    mask = nifti.read_mask(written / "perf/sub-demo_desc-hypoperfusion_mask.nii.gz")
    assert mask.grid.to_mm(np.argwhere(mask.data))[:, 0].min() > 30
    record = json.loads((written / "perf/sub-demo_desc-hypoperfusion_mask.json").read_text())
    voxel_ml = 9.6 * 9.6 * 12.0 / 1000  # 3.2 x 3.2 x 4 mm, three times as large along each axis
    assert record["VolumeMl"] == pytest.approx((perfusion.lesion > 0.5).sum() * voxel_ml, abs=0.06)
    assert (record["Side"], record["CbfFactor"], record["ArrivalDelaySeconds"]) == ("right", 0.7, 0.2)


def test_that_tissue_fractions_are_kept_in_steps_of_one_in_250(written: Path) -> None:
    """0.5013 x 250 = 125.3, so 125 / 250 = 0.500."""
    np.testing.assert_allclose(data(written / "perf/sub-demo_label-GM_probseg.nii.gz"), 0.5, atol=1e-6)
    np.testing.assert_allclose(data(written / "perf/sub-demo_label-WM_probseg.nii.gz"), 0.248, atol=0.0021)


def test_that_regions_are_moved_by_the_anatomy_and_keep_their_numbers(written: Path) -> None:
    """A voxel of the patient at p has the AAL number at p + shift."""
    labels = data(written / "anat/sub-demo_space-T1w_desc-aal_dseg.nii.gz")
    ijk = np.argwhere(labels > 0)[::37]
    expected = aal().labels_at(SETTINGS.t1_grid.to_mm(ijk) + SHIFT_MM)
    np.testing.assert_array_equal(labels[tuple(ijk.T)], expected)
    with open(written / "anat/sub-demo_space-T1w_desc-aal_dseg.tsv", encoding="utf-8") as table:
        rows = {int(row["index"]): row["name"] for row in csv.DictReader(table, delimiter="\t")}
    assert rows == aal().names


def test_that_the_written_deformation_can_be_read_back(written: Path) -> None:
    record = json.loads((written / "anat/sub-demo_from-T1w_to-MNI152_desc-anatomy.json").read_text())
    assert record["matrix"] == np.eye(3).tolist()
    assert record["shift_mm"] == SHIFT_MM.tolist()
    assert record["wave_amplitudes_mm"] == []


def test_that_the_brain_mask_is_the_templates_moved_back_by_the_shift(written: Path) -> None:
    """mni = patient + shift: the brain of the patient lies 4 mm left, 6 mm front and 2 mm below the template's."""
    mask = nifti.read_mask(written / "anat/sub-demo_space-T1w_desc-brain_mask.nii.gz")
    brain = mni_brain_mask()
    template_centre = brain.grid.to_mm(np.argwhere(brain.data)).mean(axis=0)
    centre = mask.grid.to_mm(np.argwhere(mask.data)).mean(axis=0)
    np.testing.assert_allclose(centre, template_centre - SHIFT_MM, atol=0.5)
