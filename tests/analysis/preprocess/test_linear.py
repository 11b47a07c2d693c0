"""Linear registration: what is refused rather than wrong, and that real heads are found from any header."""

from pathlib import Path

import numpy as np
import pytest

from analysis.atlas.template import mni_brain_mask, mni_template, tissue_priors
from analysis.demo.anatomy import make_anatomy
from analysis.demo.settings import DemoSettings
from analysis.demo.structural import make_t1
from analysis.errors import DataError
from analysis.files import nifti
from analysis.grid import Grid
from analysis.image import Mask, Series, Volume
from analysis.preprocess import linear
from analysis.preprocess.coregister import coregister
from analysis.preprocess.linear import Kind, LinearFit, apart_mm, best_start, better_of
from analysis.preprocess.normalise import Template, fit_affine, require_plausible, working_template
from analysis.preprocess.rough_brain import block_factors, block_means
from analysis.preprocess.structural import analyse_t1
from analysis.preprocess.transforms import IDENTITY, LinearTransform
from tests.analysis.preprocess.made_offsets import displaced, offsets, with_neck

CUBE = Mask(Grid((20, 20, 20), np.diag([5.0, 5.0, 5.0, 1.0])), np.ones((20, 20, 20)))


def shifted(mm: float) -> LinearTransform:
    matrix = np.eye(4)
    matrix[0, 3] = mm
    return LinearTransform(matrix)


def test_that_the_distance_of_two_maps_is_the_mean_over_the_mask():
    assert apart_mm(shifted(3.0), shifted(-1.5), CUBE) == pytest.approx(4.5)


def test_that_of_two_fits_the_one_with_more_information_is_taken():
    good, bad = LinearFit(IDENTITY, 0.5), LinearFit(shifted(40), 0.48)
    assert better_of(good, bad, CUBE) is good
    assert better_of(bad, good, CUBE) is good


def test_that_two_equally_good_fits_of_one_place_are_one():
    assert better_of(LinearFit(IDENTITY, 0.5), LinearFit(shifted(2), 0.499), CUBE).mutual_information == 0.5


def test_that_two_equally_good_fits_of_two_places_are_refused():
    with pytest.raises(DataError, match="equally well in two positions, 40 mm apart"):
        better_of(LinearFit(IDENTITY, 0.5), LinearFit(shifted(40), 0.495), CUBE)


def test_that_an_image_that_shows_the_head_twice_is_refused(patient, monkeypatch):
    nothing = np.zeros((8, *patient.t1.grid.shape[1:]), dtype=np.float32)
    twice = np.concatenate([patient.t1.data, nothing, patient.t1.data])
    double = Volume(Grid(twice.shape, patient.t1.grid.affine), twice)
    along_mm = patient.t1.grid.affine[:3, 0] * (len(nothing) + patient.t1.grid.shape[0])
    second = np.eye(4)
    second[:3, 3] = along_mm
    monkeypatch.setattr(linear, "promising_starts", lambda *_: [IDENTITY, LinearTransform(second)])
    start = best_start(patient.template.t1, double, patient.template.rim, Kind.AFFINE)
    assert start.rival is not None
    assert apart_mm(start.transform, start.rival, patient.template.brain) > 100
    with pytest.raises(DataError, match="equally well in two positions"):
        fit_affine(double, patient.template)


@pytest.mark.parametrize(("factor", "size"), [(0.8, "0.51"), (1.2, "1.73")])
def test_that_a_fit_that_resizes_the_brain_is_refused(patient, factor, size):
    affine = LinearTransform(np.diag([factor, factor, factor, 1.0]))
    with pytest.raises(DataError, match=f"would have {size} times its volume"):
        require_plausible(affine, patient.template, patient.template.t1.grid)
    require_plausible(IDENTITY, patient.template, patient.template.t1.grid)


def test_that_a_brain_beyond_the_field_of_view_is_refused(patient):
    with pytest.raises(DataError, match=r"Only \d\d % of the brain lie within the field of view"):
        require_plausible(shifted(80), patient.template, patient.template.t1.grid)


def test_that_a_slab_of_a_brain_is_refused_and_not_stretched(patient):
    k = patient.t1.grid.shape[2] // 2
    slab = Volume(Grid((*patient.t1.grid.shape[:2], k), patient.t1.grid.affine), patient.t1.data[:, :, :k])
    with pytest.raises(DataError, match=r"field of view|times its volume|equally well"):
        fit_affine(slab, patient.template)


# Minutes of registration: run with -m accuracy.


@pytest.fixture(scope="module")
def template() -> Template:
    priors = tissue_priors()
    return working_template(mni_template(), mni_brain_mask(), priors.gray, priors.white, priors.csf)


def brain_points(template: Template) -> np.ndarray:
    return template.brain.grid.to_mm(np.argwhere(template.brain.data)[::101])


@pytest.mark.slow
@pytest.mark.accuracy
@pytest.mark.parametrize("neck_mm", [0, 120, 180])
def test_that_a_head_with_its_neck_is_found_from_any_header(template, neck_mm):
    anatomy = make_anatomy(0)
    t1 = make_t1(DemoSettings(coarseness=2), anatomy, 0)
    t1 = with_neck(t1, neck_mm) if neck_mm else t1
    points = brain_points(template)
    truth = anatomy.from_mni(points)
    for turn, shift in offsets(6):
        elsewhere, moved = displaced(t1, turn, shift)
        found = moved.inverse.points(fit_affine(elsewhere, template).points(points))
        error = float(np.linalg.norm(found - truth, axis=1).mean())
        print(f"neck {neck_mm} mm, {np.round(turn)} degrees, {np.round(shift)} mm: {error:.2f} mm")
        assert error < 2.2  # no affine map comes nearer than 1.66 mm to this anatomy


def real_t1(fixtures: Path) -> Volume:
    image = nifti.read(fixtures / "real" / "studyforrest" / "T1w_defaced.nii.gz").image
    assert isinstance(image, Volume)
    return image


@pytest.mark.slow
@pytest.mark.accuracy
def test_that_a_real_head_is_found_from_any_header(template, fixtures):
    t1 = real_t1(fixtures)
    t1 = block_means(t1, block_factors(t1.grid, 2.0))
    points = brain_points(template)
    at_home = fit_affine(t1, template).points(points)
    for turn, shift in offsets(7):
        elsewhere, moved = displaced(t1, turn, shift)
        found = moved.inverse.points(fit_affine(elsewhere, template).points(points))
        error = float(np.linalg.norm(found - at_home, axis=1).mean())
        print(f"{np.round(turn)} degrees, {np.round(shift)} mm: {error:.3f} mm from the fit at home")
        assert error < 0.5


@pytest.mark.slow
@pytest.mark.accuracy
def test_that_a_real_series_is_found_in_its_t1_from_any_header(template, fixtures):
    structure = analyse_t1(real_t1(fixtures), template)
    bold = nifti.read(fixtures / "real" / "studyforrest" / "bold_task-oneback_156vol.nii.gz").image
    assert isinstance(bold, Series)
    image = bold.volume(0)
    brain = structure.tissues.brain
    points = brain.grid.to_mm(np.argwhere(brain.data)[::1009])
    at_home = coregister(image, structure.t1, brain)
    for turn, shift in offsets(7):
        elsewhere, moved = displaced(image, turn, shift)
        found = coregister(elsewhere, structure.t1, brain)
        apart = moved.inverse.points(found.transform.points(points)) - at_home.transform.points(points)
        error = float(np.linalg.norm(apart, axis=1).mean())
        print(f"{np.round(turn)} degrees, {np.round(shift)} mm: {error:.3f} mm, overlap {found.overlap:.3f}")
        assert error < 0.5
