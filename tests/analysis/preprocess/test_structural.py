"""The whole way from a raw T1 and BOLD series to MNI space, on the demonstration patient and on a real head."""

from dataclasses import dataclass

import nibabel as nib
import numpy as np
import pytest

from analysis.atlas.template import mni_brain_mask, mni_template, tissue_priors
from analysis.demo import FULL, QUICK
from analysis.demo.anatomy import Anatomy, make_anatomy
from analysis.demo.resting import RestingScan, make_resting
from analysis.demo.structural import make_t1
from analysis.errors import DataError
from analysis.grid import Grid
from analysis.image import ArrayFrames, Mask, Series, Volume
from analysis.preprocess.coregister import Coregistration, coregister
from analysis.preprocess.normalise import Template, working_template
from analysis.preprocess.realign import Realignment, realign
from analysis.preprocess.resample import mni_grid, volumes_onto
from analysis.preprocess.slice_timing import correct_slice_timing
from analysis.preprocess.structural import Structure, analyse_t1, not_finer
from analysis.sampling import onto_grid
from tests.orientations import oriented_grid


def the_template() -> Template:
    priors = tissue_priors()
    return working_template(mni_template(), mni_brain_mask(), priors.gray, priors.white, priors.csf)


def dice(a: np.ndarray, b: np.ndarray) -> float:
    """Dice 1945, Ecology 26:297."""
    return 2 * np.count_nonzero(a & b) / (np.count_nonzero(a) + np.count_nonzero(b))


def test_that_a_localiser_is_refused_before_any_work():
    grid = Grid((256, 256, 5), np.diag([1.0, 1.0, 8.0, 1.0]))
    with pytest.raises(DataError, match="localiser"):
        analyse_t1(Volume(grid, np.ones(grid.shape)), the_template())


def test_that_fine_voxels_become_one_millimetre_at_the_same_places():
    grid = oriented_grid("PSR", (40, 42, 44), (0.7, 0.5, 1.1))
    ijk = np.stack(np.meshgrid(*[np.arange(n) for n in grid.shape], indexing="ij"), axis=-1)
    ramp = Volume(grid, 300 + grid.to_mm(ijk) @ [1.0, -2.0, 3.0])  # trilinear interpolation is exact for it
    reduced = not_finer(ramp)
    np.testing.assert_allclose(reduced.grid.voxel_size_mm, (1.0, 1.0, 1.1))
    ijk = np.stack(np.meshgrid(*[np.arange(n) for n in reduced.grid.shape], indexing="ij"), axis=-1)
    np.testing.assert_allclose(reduced.data, 300 + reduced.grid.to_mm(ijk) @ [1.0, -2.0, 3.0], atol=1e-3)
    coarse = Volume(oriented_grid("RAS"), np.ones((5, 6, 7)))
    assert not_finer(coarse) is coarse


@dataclass(frozen=True, eq=False)
class Examination:
    anatomy: Anatomy
    scan: RestingScan
    structure: Structure
    realignment: Realignment
    coregistration: Coregistration

    def brain_points(self) -> np.ndarray:
        """Of the patient, mm; the head does not move between the T1 and the first volume."""
        brain = mni_brain_mask()
        points = brain.grid.to_mm(np.argwhere(brain.data)[::401])
        return self.anatomy.from_mni(points)


@pytest.fixture(scope="module")
def examination() -> Examination:
    anatomy = make_anatomy(0)
    structure = analyse_t1(make_t1(FULL, anatomy, 0), the_template())
    scan = make_resting(FULL, anatomy, 0)
    realignment = realign(correct_slice_timing(scan.series, FULL.slice_times_s))
    coregistration = coregister(realignment.mean, structure.t1, structure.tissues.brain)
    return Examination(anatomy, scan, structure, realignment, coregistration)


@pytest.mark.slow
@pytest.mark.accuracy
def test_that_realignment_is_right_to_a_twentieth_of_a_millimetre(examination):
    points = examination.brain_points()
    error = np.stack(
        [
            np.linalg.norm(
                examination.realignment.to_volume(t).points(points) - examination.scan.motion.moved(t, points), axis=1
            )
            for t in range(FULL.n_volumes)
        ]
    )
    print(f"realignment: mean {error.mean():.3f}, 95th percentile {np.percentile(error, 95):.3f} mm")
    assert error.mean() < 0.05
    assert np.percentile(error, 95) < 0.1


@pytest.mark.slow
@pytest.mark.accuracy
def test_that_coregistration_and_the_whole_chain_are_right_to_about_a_millimetre(examination):
    points = examination.brain_points()
    found = examination.coregistration.transform.points(points)
    apart = np.linalg.norm(found - points, axis=1)
    mni = examination.anatomy.to_mni(points)
    chain = []
    for timepoint in range(0, FULL.n_volumes, 20):
        here = examination.coregistration.transform.points(examination.structure.normalisation.from_mni(mni))
        here = examination.realignment.to_volume(timepoint).points(here)
        chain.append(np.linalg.norm(here - examination.scan.motion.moved(timepoint, points), axis=1))
    print(f"coregistration: mean {apart.mean():.2f}, chain: mean {np.mean(chain):.2f} mm")
    assert apart.mean() < 0.8
    assert np.mean(chain) < 1.5


@pytest.mark.slow
@pytest.mark.accuracy
def test_that_brain_and_tissues_are_those_of_the_patient(examination):
    priors, tissues = tissue_priors(), examination.structure.tissues
    inside = Volume(mni_brain_mask().grid, mni_brain_mask().data)
    brain, gray, white = examination.anatomy.onto(tissues.brain.grid, [inside, priors.gray, priors.white])
    found = [dice(tissues.brain.data, brain > 0.5)]
    found += [dice(tissues.gray.data > 0.5, gray > 0.5), dice(tissues.white.data > 0.5, white > 0.5)]
    print(f"Dice of brain, gray and white matter: {np.round(found, 3)}")
    assert found[0] > 0.97
    assert min(found[1:]) > 0.93
    volumes = tissues.volumes
    assert volumes.gray_ml == pytest.approx(gray.sum() / 1000, rel=0.12)
    assert volumes.white_ml == pytest.approx(white.sum() / 1000, rel=0.15)


@pytest.mark.slow
@pytest.mark.accuracy
def test_that_around_a_lesion_the_way_is_better_where_it_is_told():
    anatomy = make_anatomy(0)
    t1 = make_t1(QUICK, anatomy, 0)
    centre = anatomy.from_mni(np.array([[28.0, -20.0, 30.0]]))
    ijk = np.stack(np.meshgrid(*[np.arange(n) for n in t1.grid.shape], indexing="ij"), axis=-1)
    away_mm = np.linalg.norm(t1.grid.to_mm(ijk) - centre, axis=-1)
    dark = 0.15 * np.percentile(t1.data, 98)  # a cavity, as dark as fluid
    lesioned, lesion = Volume(t1.grid, np.where(away_mm < 18, dark, t1.data)), Mask(t1.grid, away_mm < 19)
    brain = mni_brain_mask()
    points = brain.grid.to_mm(np.argwhere(brain.data)[::53])
    truth = anatomy.from_mni(points)
    near = np.linalg.norm(truth - centre, axis=1) < 30
    errors = {}
    for name, mask in (("blind", None), ("told", lesion)):
        structure = analyse_t1(lesioned, the_template(), lesion=mask)
        found = structure.normalisation.from_mni(points)
        errors[name] = float(np.linalg.norm(found - truth, axis=1)[near].mean())
        ml = structure.tissues.volumes.lesion_ml
        assert ml == pytest.approx(0 if mask is None else lesion.volume_mm3 / 1000, rel=0.05)
    print(f"mean error within 30 mm of the lesion: {errors}")
    assert errors["told"] < errors["blind"]


@pytest.mark.slow
@pytest.mark.accuracy
def test_that_a_real_head_of_0_7_mm_lies_on_the_template(fixtures):
    def read(name: str) -> nib.Nifti1Image:
        return nib.load(fixtures / "real" / "studyforrest" / name)

    t1, bold = read("T1w_defaced.nii.gz"), read("bold_task-oneback_156vol.nii.gz")
    structure = analyse_t1(Volume(Grid(t1.shape, t1.affine), np.asarray(t1.dataobj, dtype=np.float32)), the_template())
    frames = np.asfortranarray(bold.dataobj[..., :40], dtype=np.float32)
    realignment = realign(Series(Grid(bold.shape[:3], bold.affine), ArrayFrames(frames), 2.0))
    coregistration = coregister(realignment.mean, structure.t1, structure.tissues.brain)
    grid = mni_grid(2.0)
    tissues, brain = structure.tissues, structure.tissues.brain
    images = [tissues.gray, tissues.white, Volume(brain.grid, brain.data)]
    moved = volumes_onto(images, grid, structure.normalisation.from_mni, outside=0.0)
    priors, inside = tissue_priors(), Volume(mni_brain_mask().grid, mni_brain_mask().data)
    wanted = [onto_grid(image, grid) for image in (priors.gray, priors.white, inside)]
    found = [dice(a.data > 0.5, b.data > 0.5) for a, b in zip(moved, wanted, strict=True)]
    print(f"Dice of gray and white matter and brain: {np.round(found, 3)}")
    assert found[0] > 0.76
    assert found[1] > 0.76
    assert found[2] > 0.97
    assert structure.normalisation.jacobian[0] > 0.1
    assert coregistration.overlap > 0.95
    assert np.abs(realignment.motion.parameters[:, :3]).max() < 2
