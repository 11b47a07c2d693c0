import numpy as np
import pytest

from analysis.perfusion.measure import PerfusionRequest, measure_perfusion
from analysis.perfusion.vendors import ge_product, is_made_by, philips_factor
from tests.analysis.perfusion.made_asl import PCASL, scan_of, typed, whole


def test_that_philips_values_are_divided_by_both_slopes() -> None:
    """R 1000, RS 2.5, RI 0, SS 0.005: D = 2500, P = 2500 / (2.5 x 0.005) = 200,000 = R / SS."""
    facts = typed(PhilipsRescaleSlope=2.5, PhilipsScaleSlope=0.005, UsePhilipsFloatNotDisplayScaling=False)
    found = philips_factor(facts)
    assert found is not None
    assert 2500 * found.value == pytest.approx(1000 / 0.005)


def test_that_precise_and_real_world_values_are_left_and_missing_slopes_are_not_guessed() -> None:
    assert philips_factor(typed(UsePhilipsFloatNotDisplayScaling=True)).value == 1
    assert philips_factor(typed(PhilipsRWVSlope=0.3, PhilipsRescaleSlope=2.0)).value == 1
    assert philips_factor(typed(UsePhilipsFloatNotDisplayScaling=False, PhilipsRescaleSlope=2.0)) is None
    assert philips_factor(typed(PhilipsRescaleSlope=2.0, PhilipsScaleSlope=0.1)) is None
    assert is_made_by(typed(Manufacturer="Philips Healthcare"), "PHILIPS")
    assert not is_made_by({}, "PHILIPS")


@pytest.mark.parametrize(("excitations", "field_t", "t1_blood"), [(3.0, 3.0, 1.6), (1.0, 1.5, 1.4)])
def test_that_ges_facts_make_the_consensus_equation_that_of_its_product(
    excitations: float, field_t: float, t1_blood: float
) -> None:
    changed = PCASL | {"PostLabelingDelay": 2.025, "LabelingDuration": 1.45, "BackgroundSuppression": True}
    scan = scan_of([700.0, 1000.0], ("deltam", "m0scan"), **changed, Manufacturer="GE MEDICAL SYSTEMS")
    by_hand = 6000 * 0.9 * (1 - np.exp(-2.0 / 1.2)) * np.exp(2.025 / t1_blood) * 700 / (32 * 1000)
    by_hand /= 2 * t1_blood * (1 - np.exp(-1.45 / t1_blood)) * 0.6 * excitations
    result = measure_perfusion(PerfusionRequest(scan, ge_product(excitations, field_t), mask=whole()))
    np.testing.assert_allclose(result.maps[0].volume.data, by_hand, rtol=1e-5)
