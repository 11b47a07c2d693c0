from dataclasses import replace

import numpy as np
import pytest
from scipy import ndimage

from analysis.errors import OptionError
from analysis.stats.patient_result import PatientOptions
from analysis.stats.single_patient import compare_patient
from tests.analysis.stats.made_cohort import GRID, MASK, made_cohort


@pytest.fixture(scope="module")
def found():
    return compare_patient(*made_cohort(seed=3))


@pytest.mark.parametrize(
    "options", [{"voxel_p": 0.0}, {"voxel_p": 1.0}, {"alpha": 0.0}, {"alpha": 1.0}, {"alpha": float("nan")}]
)
def test_that_a_p_lies_between_0_and_1(options):
    with pytest.raises(OptionError, match="between 0 and 1"):
        PatientOptions(**options)


def test_that_a_width_of_smoothing_that_cannot_be_is_refused():
    with pytest.raises(OptionError, match="between 0 and 50 mm"):
        PatientOptions(fwhm_mm=-1.0)
    assert PatientOptions(fwhm_mm=8.0).fwhm_mm == 8.0


def test_that_rows_of_the_lattice_are_voxels_of_the_mask_in_the_order_of_the_values(found):
    t = found.maps["t"].volume.data
    for row in (0, 100, found.lattice.n_voxels - 1):
        assert t[tuple(found.lattice.ijk[row])] == pytest.approx(found.case.t[row], rel=1e-5)
    assert found.lattice.n_voxels == MASK.n_voxels


def test_that_the_controls_that_show_as_much_are_counted_over_their_own_maps(found):
    """Each person's map is labelled by scipy."""
    claim = found.show_as_much(1.5)
    expected = []
    for t in found.everyone.t:
        volume = np.zeros(GRID.shape)
        volume[MASK.data] = t
        sizes = [
            np.bincount(ndimage.label(sign * volume >= 1.5, np.ones((3, 3, 3)))[0].ravel())[1:].max(initial=0)
            for sign in (1, -1)
        ]
        expected.append(max(sizes))
    assert claim.maxima.tolist() == expected
    assert (claim.height, claim.n_controls) == (1.5, 24)
    assert claim.n_at_least == sum(size >= expected[0] for size in expected[1:])
    with pytest.raises(OptionError, match="above 0"):
        found.show_as_much(0.0)


def test_that_the_parade_shows_each_control_against_all_others(found):
    volume = found.control_t(4)
    np.testing.assert_allclose(volume.data[MASK.data], found.everyone.t[5], rtol=1e-5)
    assert np.isnan(volume.data[~MASK.data]).all()
    assert volume.name == "t of control 5 of 24"


def test_that_the_strip_is_of_the_voxel_at_the_point(found):
    voxel = (7, 9, 8)
    strip = found.strip_at(GRID.to_mm(np.array(voxel)))
    row = found.lattice.row_at(voxel)
    assert strip.value == pytest.approx(float(found.patient.values[row]))
    np.testing.assert_allclose(strip.controls, found.cohort.maps.values[:, row])
    assert found.strip_at(np.array([500.0, 0, 0])) is None


def test_that_too_few_controls_give_no_claim_and_say_their_number(found):
    few = replace(found, everyone=None, cohort=made_cohort(14)[0])
    for ask in (few.tested, lambda: few.show_as_much(2.0), lambda: few.control_t(0)):
        with pytest.raises(OptionError, match="14 controls: no map-level claim possible"):
            ask()
