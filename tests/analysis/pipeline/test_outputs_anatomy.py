"""The files about the T1: tissues with their volumes in mL, both spaces, and the way between them."""

import json
from dataclasses import replace
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from analysis.image import Mask
from analysis.pipeline.names import SPACE, Names
from analysis.pipeline.outputs_anatomy import write_anatomy
from analysis.pipeline.scans import Scans
from analysis.pipeline.steps import Run
from analysis.pipeline.transform_files import read_way
from analysis.preprocess.gray_volume import gray_volume
from analysis.preprocess.normalise import Normalisation
from analysis.preprocess.resample import mni_grid
from analysis.preprocess.segment import TissueVolumes
from analysis.preprocess.structural import Structure
from analysis.preprocess.transforms import LinearTransform
from analysis.presets import find_preset
from analysis.progress import silent

MAPS = mni_grid(3.0)
# the patient lies 10 mm to the right, 4 mm back and 6 mm up of the standard brain: MNI mm -> T1 mm
PLACED = LinearTransform(np.array([[1, 0, 0, 10.0], [0, 1, 0, -4], [0, 0, 1, 6], [0, 0, 0, 1]]))


@pytest.fixture(scope="module")
def moved(structure: Structure) -> Structure:
    """The standard brain, lying elsewhere in its scanner."""
    grid = structure.t1.grid
    there = replace(grid, affine=PLACED.matrix @ grid.affine)
    tissues = structure.tissues
    volumes = TissueVolumes(gray_ml=712.34, white_ml=501.26, csf_ml=288.0, lesion_ml=1.5)
    own = replace(
        tissues,
        gray=replace(tissues.gray, grid=there),
        white=replace(tissues.white, grid=there),
        csf=replace(tissues.csf, grid=there),
        brain=Mask(there, tissues.brain.data),
        volumes=volumes,
    )
    way = structure.normalisation
    return Structure(
        replace(structure.t1, grid=there), own, Normalisation(PLACED, way.warp, way.inverse_warp, 0.97, (1.0, 1.0))
    )


def written(folder: Path, structure: Structure, lesion: Mask | None = None) -> Names:
    run = Run(Names(folder, "01"), Scans(lesion=lesion), find_preset("restplus"), MAPS)
    gray = gray_volume(structure.tissues.gray, structure.normalisation, mni_grid(2.0), MAPS)
    paths = write_anatomy(run, structure, gray, silent)
    assert all(path.is_file() for path in paths)
    return run.names


@pytest.fixture(scope="module")
def names(moved, tmp_path_factory) -> Names:
    return written(tmp_path_factory.mktemp("anatomy"), moved)


def centre_mm(path: Path) -> np.ndarray:
    """Where the values of an image have their centre."""
    image = nib.load(path)
    data = np.asarray(image.dataobj, dtype=np.float64)
    ijk = np.argwhere(data > 0.5)
    return ijk.mean(axis=0) @ image.affine[:3, :3].T + image.affine[:3, 3]


def test_that_volumes_are_told_in_ml_with_all_that_is_in_the_skull(names):
    found = json.loads(names.anat("desc-tissues_volumes.json").read_text())
    assert found["GrayMatterMl"] == 712.3
    assert found["WhiteMatterMl"] == 501.3
    assert found["CsfMl"] == 288.0
    assert found["LesionMl"] == 1.5
    assert found["TotalIntracranialMl"] == pytest.approx(712.34 + 501.26 + 288.0 + 1.5, abs=0.05)


@pytest.mark.parametrize("label", ["GM", "WM", "CSF"])
def test_that_each_tissue_lies_as_far_from_the_standard_one_as_the_patient(names, label):
    own, standard = names.anat(f"label-{label}_probseg.nii.gz"), names.anat_mni(f"label-{label}_probseg.nii.gz")
    np.testing.assert_allclose(centre_mm(own) - centre_mm(standard), [10, -4, 6], atol=1.0)
    largest = max(float(np.asarray(nib.load(path).dataobj).max()) for path in (own, standard))
    assert largest <= 1.001  # probabilities


def test_that_the_three_tissues_are_not_mixed_up(names, structure):
    for label, tissue in (
        ("GM", structure.tissues.gray),
        ("WM", structure.tissues.white),
        ("CSF", structure.tissues.csf),
    ):
        own = np.asarray(nib.load(names.anat(f"label-{label}_probseg.nii.gz")).dataobj)
        np.testing.assert_allclose(own, tissue.data, atol=0.01)


def test_that_modulated_grey_matter_keeps_the_patients_volume(names, moved):
    image = nib.load(names.anat_mni("label-GM_desc-modulated_probseg.nii.gz"))
    there_ml = np.asarray(image.dataobj, dtype=np.float64).sum() * 8 / 1000  # voxels of 2 mm
    own_ml = moved.tissues.gray.data.sum(dtype=np.float64) * 27 / 1000
    assert there_ml == pytest.approx(own_ml, rel=0.02)


def test_that_the_way_that_was_kept_leads_from_standard_places_to_the_patients(names):
    way = read_way(names.way("anat", "T1w"), 0.97, (1.0, 1.0))
    np.testing.assert_allclose(way.from_mni(np.array([[30.0, -20.0, 50.0]])), [[40.0, -24.0, 56.0]], atol=1e-4)


def test_that_the_skull_is_still_there_and_the_file_says_so(names):
    for path in (names.anat("desc-preproc_T1w.json"), names.anat_mni("desc-preproc_T1w.json")):
        assert json.loads(path.read_text())["SkullStripped"] is False
    assert SPACE in names.anat_mni("desc-preproc_T1w.json").name


def test_that_no_file_tells_of_a_lesion_where_none_was_drawn(names):
    assert not names.anat_mni("label-lesion_mask.nii.gz").exists()


def test_that_a_lesion_is_brought_to_the_place_it_has_in_the_standard_brain(tmp_path, moved):
    hole = np.zeros(moved.t1.grid.shape, dtype=bool)
    hole[40:44, 30:34, 30:34] = True
    lesion = Mask(moved.t1.grid, hole)
    path = written(tmp_path, moved, lesion).anat_mni("label-lesion_mask.nii.gz")
    place = moved.t1.grid.to_mm(np.argwhere(hole).mean(axis=0))
    np.testing.assert_allclose(centre_mm(path), place - [10, -4, 6], atol=0.5)
    assert np.count_nonzero(np.asarray(nib.load(path).dataobj)) * 8 == pytest.approx(lesion.volume_mm3, rel=0.25)
    assert json.loads(path.with_name(path.name.replace(".nii.gz", ".json")).read_text())["Type"] == "Lesion"
