"""The derivative as other programs see it: nilearn finds files by their BIDS names, and they lie on the template."""

import json
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
from nilearn.image import load_img, resample_to_img
from nilearn.interfaces.bids import get_bids_files, parse_bids_filename
from nilearn.maskers import NiftiMasker

from analysis.files.results import write_map
from analysis.grid import Grid
from analysis.image import ArrayFrames, Series, Volume
from analysis.pipeline.found import Resting, Way
from analysis.pipeline.names import SPACE, Names
from analysis.pipeline.outputs import put_description
from analysis.pipeline.outputs_anatomy import write_anatomy
from analysis.pipeline.outputs_resting import write_resting
from analysis.pipeline.scans import Scans
from analysis.pipeline.steps import Run
from analysis.preprocess.coregister import Coregistration
from analysis.preprocess.gray_volume import gray_volume
from analysis.preprocess.motion import Motion
from analysis.preprocess.realign import Realignment
from analysis.preprocess.resample import ResampledSeries, mni_grid, volumes_onto
from analysis.preprocess.transforms import LinearTransform
from analysis.presets import find_preset
from analysis.progress import silent
from analysis.provenance import Provenance
from analysis.scan import StatMap

EPI = Grid((40, 46, 36), np.array([[-4.5, 0, 0, 90], [0, 4.5, 0, -120], [0, 0, 4.5, -70], [0, 0, 0, 1]]))
SHIFT = LinearTransform(np.array([[1, 0, 0, 2.0], [0, 1, 0, -3], [0, 0, 1, 1], [0, 0, 0, 1]]))
MAPS = mni_grid(3.0)
MARK = np.array([40.0, -20.0, 20.0])  # MNI, on the right


@pytest.fixture(scope="module")
def derivative(tmp_path_factory, structure) -> Path:
    out = tmp_path_factory.mktemp("derivative")
    run = Run(Names(out, "01"), Scans(), find_preset("restplus"), MAPS)
    put_description(out)
    tissues, way = structure.tissues, structure.normalisation
    gray = gray_volume(tissues.gray, way, mni_grid(2.0), MAPS)
    write_anatomy(run, structure, gray, silent)
    back = SHIFT.inverse.points
    (mean,) = volumes_onto([structure.t1], EPI, back, outside=0.0)
    random = np.random.default_rng(0)
    ijk = np.stack(np.meshgrid(*[np.arange(n) for n in EPI.shape], indexing="ij"), axis=-1)
    near = np.linalg.norm(EPI.to_mm(ijk) - SHIFT.points(MARK), axis=-1) < 9
    mean = Volume(EPI, np.where(near, 5.0, mean.data), "mean")
    data = 100 + random.random((*MAPS.shape, 12)).astype(np.float32)
    series = ResampledSeries(Series(MAPS, ArrayFrames(data), 2.0), tissues.brain, 1.0)
    motion = Motion(random.normal(0, 0.05, (12, 6)))
    found = Resting(Realignment(motion, 0, mean), Way(way, Coregistration(SHIFT, 0.9, 0.9, 0.5)), series)
    write_resting(run, structure, found, silent)
    alff = np.where(tissues.brain.data, 1.5, np.nan)
    write_map(
        StatMap(Volume(MAPS, alff, "ALFF"), "alff", Provenance("f"), tissues.brain), run.names.maps, space="MNI152"
    )
    return out


def test_that_nilearn_finds_series_and_mask_by_space_and_desc(derivative):
    wanted = [("space", SPACE), ("desc", "preproc")]
    (bold,) = get_bids_files(derivative, file_tag="bold", file_type="nii*", modality_folder="func", filters=wanted)
    assert parse_bids_filename(bold)["entities"]["sub"] == "01"
    image = load_img(bold)
    assert image.shape == (*MAPS.shape, 12)
    assert image.header.get_zooms()[3] == pytest.approx(2.0)
    masks = get_bids_files(derivative, file_tag="mask", file_type="nii*", modality_folder="func")
    (mask,) = [path for path in masks if SPACE in path and "desc-brain" in path]
    values = NiftiMasker(mask_img=mask, standardize=None).fit_transform(bold)
    assert values.shape == (12, np.count_nonzero(load_img(mask).get_fdata()))
    assert np.isfinite(values).all()


def test_that_every_image_has_a_sidecar_and_a_name_of_bids(derivative):
    images = sorted(p for p in derivative.rglob("*.nii.gz") if p.parent.name in ("anat", "func"))
    assert len(images) >= 17
    for image in images:
        sidecar = json.loads(image.with_name(image.name.replace(".nii.gz", ".json")).read_text())
        if f"space-{SPACE}" in image.name:
            assert "SpatialReference" in sidecar, image.name
        assert parse_bids_filename(image)["entities"]["sub"] == "01"
    description = json.loads((derivative / "dataset_description.json").read_text())
    assert description["DatasetType"] == "derivative"
    assert "work/" in (derivative / ".bidsignore").read_text().split()


def test_that_images_in_mni_space_lie_on_those_of_nilearn(derivative, structure):
    names = Names(derivative, "01")
    from nilearn.datasets import load_mni152_gm_template

    found = load_img(names.anat_mni("label-GM_probseg.nii.gz"))
    theirs = resample_to_img(load_mni152_gm_template(), found, force_resample=True, copy_header=True).get_fdata()
    ours = found.get_fdata()
    assert np.corrcoef(ours.ravel(), theirs.ravel())[0, 1] > 0.97
    assert found.header["sform_code"] == 4


def test_that_a_mark_on_the_right_of_the_series_is_on_the_right_in_mni_space(derivative):
    names = Names(derivative, "01")
    for path, expected in (
        (names.func("boldref.nii.gz"), SHIFT.points(MARK)),
        (names.func_mni("boldref.nii.gz"), MARK),
    ):
        image = nib.load(path)
        data = np.asarray(image.dataobj)
        marked = np.argwhere(data > 3) @ image.affine[:3, :3].T + image.affine[:3, 3]
        np.testing.assert_allclose(marked.mean(axis=0), expected, atol=1.5)


def test_that_the_brain_of_the_series_is_the_t1_brain_brought_there(derivative, structure):
    names = Names(derivative, "01")
    brain = np.asarray(nib.load(names.func("desc-brain_mask.nii.gz")).dataobj) > 0
    volume_ml = brain.sum() * 4.5**3 / 1000
    assert volume_ml == pytest.approx(structure.tissues.brain.volume_mm3 / 1000, rel=0.02)
    centre = np.argwhere(brain).mean(axis=0) @ EPI.affine[:3, :3].T + EPI.affine[:3, 3]
    truth = structure.tissues.brain
    expected = SHIFT.points(truth.grid.to_mm(np.argwhere(truth.data).mean(axis=0)))
    np.testing.assert_allclose(centre, expected, atol=0.5)
