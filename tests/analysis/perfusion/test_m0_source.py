from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from analysis.errors import DataError
from analysis.grid import Grid
from analysis.image import Volume
from analysis.perfusion.calibration import relaxed_map
from analysis.perfusion.completion import complete
from analysis.perfusion.m0_source import find_m0, m0_questions, stated_estimate
from analysis.scan import Fact, FactSource, Modality, Scan
from tests.analysis.perfusion.made_asl import GRID, PCASL, scan_of, typed, volume, whole

TYPES = ("m0scan", "m0scan", "control", "label")


def asl(types: tuple[str, ...] = TYPES, **changes: Any) -> Scan:
    return scan_of([1000.0, 1200.0, 900.0, 890.0][-len(types) :], types, **(PCASL | changes))


def separate(**facts: Any) -> Scan:
    return Scan(Modality.M0, volume(2000.0), facts={k: Fact(v, FactSource.SIDECAR) for k, v in facts.items()})


def find(scan: Scan, m0: Scan | None = None, **given: Any) -> Any:
    return find_m0(scan, complete(scan, typed(**given)), typed(**given), m0)


def test_that_volumes_of_the_series_are_averaged_and_named() -> None:
    m0 = find(asl())
    assert m0.volume.data[0, 0, 0] == 1100
    assert m0.origin == "mean of volumes 1, 2 of the series"
    assert m0.tr_s == 6.0


def test_that_a_repetition_time_for_each_volume_is_that_of_the_m0() -> None:
    assert find(asl(RepetitionTimePreparation=[8.0, 8.0, 4.0, 4.0])).tr_s == 8.0


def test_that_a_separate_scan_counts_with_its_own_times() -> None:
    m0 = find(asl(TYPES[2:], EchoTime=0.02), separate(RepetitionTimePreparation=10.0, EchoTime=0.012))
    assert (m0.tr_s, m0.te_s, m0.asl_te_s, m0.origin) == (10.0, 0.012, 0.02, "separate scan")


@pytest.mark.parametrize("wrong", [0, 13929.4, -1, "10", True])
def test_that_a_repetition_time_that_cannot_be_falls_back_or_is_asked_for(wrong: object) -> None:
    scan = asl(TYPES[2:])
    assert find(scan, separate(RepetitionTimePreparation=wrong, RepetitionTime=7.0)).tr_s == 7.0
    with pytest.raises(DataError, match="M0RepetitionTime"):
        find(scan, separate(RepetitionTimePreparation=wrong))
    assert find(scan, separate(RepetitionTimePreparation=wrong), M0RepetitionTime=9.0).tr_s == 9.0


def test_that_shots_closer_than_volumes_must_be_settled_by_a_person() -> None:
    scan = asl(RepetitionTimePreparation=13.9, RepetitionTimeExcitation=3.48)
    with pytest.raises(DataError, match=r"13\.9 s between volumes and 3\.48 s between excitations"):
        find(scan)
    assert find(scan, M0RepetitionTime=3.48).tr_s == 3.48


def test_that_the_controls_stand_in_only_without_background_suppression() -> None:
    m0 = find(asl(TYPES[2:]))
    assert m0.origin == "mean of the control images"
    assert m0.volume.data[0, 0, 0] == 900
    assert find(asl(TYPES[2:], BackgroundSuppression=True, BackgroundSuppressionNumberPulses=2)) is None
    assert find(scan_of([5.0], ("deltam",), **PCASL)) is None


def test_that_a_separate_m0_that_was_not_given_is_asked_for() -> None:
    with pytest.raises(DataError, match="separate scan; give that scan too"):
        find(asl(TYPES[2:], M0Type="Separate"))


def test_that_an_m0_on_a_finer_grid_is_brought_onto_that_of_the_series_by_the_headers() -> None:
    """A ramp along x of 10 per mm: linear interpolation gives it back wherever both images reach."""
    shape = (GRID.shape[0] * 2, *GRID.shape[1:])
    finer = Grid(shape, GRID.affine @ np.diag([0.5, 1, 1, 1]))
    ramp = 1000 + 10 * finer.to_mm(np.moveaxis(np.indices(shape), 0, -1))[..., 0]
    found = find(asl(TYPES[2:]), replace(separate(RepetitionTime=9.0), image=Volume(finer, ramp)))
    expected = 1000 + 10 * GRID.to_mm(np.moveaxis(np.indices(GRID.shape), 0, -1))[..., 0]
    assert found.origin == "separate scan, resampled by the headers"
    np.testing.assert_allclose(found.volume.data[1:-1], expected[1:-1], rtol=1e-5)
    assert "could not be checked" in found.notes[0]


def test_that_philips_scales_of_m0_and_series_are_each_undone() -> None:
    """P = D / (RS x SS): M0 with RS 2, SS 0.01 and series with RS 4, SS 0.02: factor (1 / 0.02) / (1 / 0.08) = 4."""
    philips = {"Manufacturer": "Philips", "UsePhilipsFloatNotDisplayScaling": 0, "RepetitionTime": 9.0}
    m0 = separate(**philips, PhilipsRescaleSlope=2.0, PhilipsScaleSlope=0.01)
    series = asl(TYPES[2:], **philips, PhilipsRescaleSlope=4.0, PhilipsScaleSlope=0.02)
    found = find(series, m0)
    assert found.scale == pytest.approx(4.0)
    assert "P = D / (RS x SS), RS 2, SS 0.01" in found.scale_source
    assert find(series, m0, M0Scale=3.0).scale == 3.0


def test_that_precise_philips_values_need_no_scale_and_unknown_ones_are_asked_for() -> None:
    precise = {"Manufacturer": "Philips Medical Systems", "UsePhilipsFloatNotDisplayScaling": 1, "RepetitionTime": 9.0}
    assert find(asl(TYPES[2:], **precise), separate(**precise)).scale == 1.0
    with pytest.raises(DataError, match="type M0Scale"):
        find(asl(TYPES[2:], **precise), separate(Manufacturer="Philips", RepetitionTime=9.0))


TWO_D = {"MRAcquisitionType": "2D", "SliceTiming": [0.0, 0.4, 0.8, 1.2]}


def test_that_later_slices_of_a_saturated_m0_relaxed_longer_and_it_is_asked_where_it_matters() -> None:
    """TR 2 s, T1 1.3 s, slices 0.4 s apart: 1 / (1 - e^(-(2 + 0.4 k) / 1.3)) = 1.2734, 1.1874, 1.1313, 1.0933."""
    scan = asl(RepetitionTimePreparation=2.0, **TWO_D)
    with pytest.raises(DataError, match="M0SliceRecovery=yes or no"):
        find(scan)
    relaxed = relaxed_map(find(scan, M0SliceRecovery=True), whole()).values.reshape(GRID.shape)
    np.testing.assert_allclose(relaxed[0, 0] / 1100, [1.2734, 1.1874, 1.1313, 1.0933], atol=1e-4)
    even = relaxed_map(find(scan, M0SliceRecovery=False), whole()).values
    np.testing.assert_allclose(even / 1100, 1.2734, atol=1e-4)
    assert find(asl(RepetitionTimePreparation=6.0, **TWO_D)).slice_delays_s == ()


def test_that_a_form_is_told_of_slices_and_of_scales() -> None:
    scan = asl(RepetitionTimePreparation=2.0, **TWO_D)
    assert [q.field for q in m0_questions(scan, complete(scan), {})] == ["M0SliceRecovery"]
    philips = asl(TYPES[2:], Manufacturer="Philips")
    unknown = separate(Manufacturer="Philips", RepetitionTime=9.0)
    assert [q.field for q in m0_questions(philips, complete(philips), {}, unknown)] == ["M0Scale"]


def test_that_a_stated_estimate_is_read() -> None:
    assert stated_estimate(asl(M0Estimate=1234), {}) == 1234
    assert stated_estimate(asl(M0Estimate=1234), typed(M0Estimate=99.0)) == 99
    assert stated_estimate(asl(M0Estimate=[1, 2]), {}) is None


def test_that_a_form_is_told_what_of_the_m0_is_open() -> None:
    silent_scan = scan_of(
        [1000.0, 90.0, 80.0], ("m0scan", "control", "label"), **{**PCASL, "RepetitionTimePreparation": None}
    )
    (question,) = m0_questions(silent_scan, complete(silent_scan), {})
    assert question.field == "M0RepetitionTime"
    answered = {"M0RepetitionTime": Fact(4.0, FactSource.TYPED)}
    assert m0_questions(silent_scan, complete(silent_scan, answered), answered) == ()
    separate = scan_of([1000.0, 90.0], ("control", "label"), **PCASL, M0Type="Separate")
    assert [q.field for q in m0_questions(separate, complete(separate), {})] == ["M0"]


def test_that_a_suppressed_series_without_m0_has_no_question_to_answer_it() -> None:
    bare = scan_of(
        [90.0, 80.0],
        ("control", "label"),
        **{**PCASL, "BackgroundSuppression": True},
        BackgroundSuppressionNumberPulses=2,
    )
    assert m0_questions(bare, complete(bare), {}) == ()
