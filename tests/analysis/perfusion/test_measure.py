"""From opened scans to maps: the demonstration patient, a real series, and what is refused."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analysis.demo import QUICK
from analysis.demo.anatomy import make_anatomy
from analysis.errors import DataError, GeometryError, OptionError
from analysis.files import nifti
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.perfusion.calibration import Calibration
from analysis.perfusion.cbf import CbfResult
from analysis.perfusion.fields import parse_typed
from analysis.perfusion.measure import PerfusionRequest, measure_perfusion
from analysis.perfusion.quantify import CbfOptions, Method
from analysis.scan import Modality, Scan
from tests.analysis.perfusion.made_asl import GRID, PCASL, scan_of, typed, volume, whole

REAL_FACTS = (
    "VolumeTypes=m0scan,n/a,8*label/control",
    "PostLabelingDelay=1.2",
    "LabelingDuration=1.5088",
    "BackgroundSuppression=yes",
    "BackgroundSuppressionNumberPulses=2",
    "M0RepetitionTime=3.48",
)


def opened(path: Path) -> Scan:
    scan = nifti.read(path)
    nifti.finish(scan)
    return scan


def request_of(patient: Path, acquisition: str, **changes: object) -> PerfusionRequest:
    start = patient / "sub-demo" / "perf" / f"sub-demo_acq-{acquisition}"
    truth = patient / "derivatives" / "truth" / "sub-demo" / "perf" / "sub-demo"
    gray, white = (nifti.read(truth.with_name(f"sub-demo_label-{t}_probseg.nii.gz")).image for t in ("GM", "WM"))
    return PerfusionRequest(
        opened(start.with_name(f"{start.name}_asl.nii.gz")),
        m0=opened(start.with_name(f"{start.name}_m0scan.nii.gz")),
        gray=gray,
        white=white,
        **changes,
    )


def truth_of(patient: Path, name: str) -> np.ndarray:
    return nifti.read(patient / f"derivatives/truth/sub-demo/perf/sub-demo_{name}.nii.gz").image.data


def right_and_left(data: np.ndarray, where: np.ndarray) -> tuple[float, float]:
    """Mean in the posterior right hemisphere and in its mirror, found through MNI mm."""
    ijk = np.argwhere(where & np.isfinite(data))
    mni = make_anatomy(0).to_mni(QUICK.asl_grid.to_mm(ijk))
    posterior = (np.abs(mni[:, 1] + 70) < 18) & (np.abs(mni[:, 2] - 15) < 18) & (np.abs(mni[:, 0]) > 18)
    found = data[tuple(ijk.T)]
    return float(found[posterior & (mni[:, 0] > 0)].mean()), float(found[posterior & (mni[:, 0] < 0)].mean())


def map_of(result: CbfResult, statistic: str) -> np.ndarray:
    return next(m for m in result.maps if m.statistic == statistic).volume.data


def test_that_one_delay_finds_the_hypoperfusion_of_the_patient_on_the_right(patient: Path) -> None:
    result = measure_perfusion(request_of(patient, "single"))
    cbf, truth, gray = map_of(result, "cbf"), truth_of(patient, "cbf"), truth_of(patient, "label-GM_probseg") > 0.75
    inside = gray & np.isfinite(cbf)
    assert cbf[inside].mean() == pytest.approx(truth[inside].mean(), rel=0.05)
    right, left = right_and_left(cbf, gray)
    assert right < 0.85 * left


@pytest.mark.parametrize("method", Method)
def test_that_several_delays_find_low_flow_and_late_arrival_on_the_right(patient: Path, method: Method) -> None:
    result = measure_perfusion(request_of(patient, "multi", options=CbfOptions(method)))
    gray = truth_of(patient, "label-GM_probseg") > 0.5
    right, left = right_and_left(map_of(result, "cbf"), gray)
    assert right < 0.9 * left
    late, usual = right_and_left(map_of(result, "att"), gray)
    assert late > usual
    att, truth = map_of(result, "att"), truth_of(patient, "att")
    inside = gray & np.isfinite(att)
    assert np.median(att[inside] - truth[inside]) == pytest.approx(0, abs=0.1)


def test_that_partial_volume_correction_gives_the_flow_that_was_put_into_the_patient(patient: Path) -> None:
    """65 in grey and 21 in white matter outside the hypoperfusion (before a smooth unevenness of 5 %)."""
    result = measure_perfusion(request_of(patient, "single", options=CbfOptions(partial_volume=True)))
    far = truth_of(patient, "desc-hypoperfusion_mask") == 0
    for name, tissue, flow in (("cbf_gm", "GM", 65), ("cbf_wm", "WM", 21)):
        values = map_of(result, name)[(truth_of(patient, f"label-{tissue}_probseg") > 0.6) & far]
        assert np.nanmedian(values) == pytest.approx(flow, rel=0.05)
    with pytest.raises(OptionError, match="maps of both tissues"):
        measure_perfusion(replace(request_of(patient, "single", options=CbfOptions(partial_volume=True)), white=None))


def test_that_the_efficiency_of_the_patient_is_not_diminished_twice(patient: Path) -> None:
    """Its sidecar's 0.767 is 0.85 x 0.95 x 0.95 already."""
    parameters = measure_perfusion(request_of(patient, "single")).maps[0].provenance.parameters
    assert "0.767125 (sidecar)" in parameters["labelling_efficiency"]
    assert parameters["suppression_efficiency"].startswith("1 (contained")


def real(fixtures: Path, facts: tuple[str, ...] = REAL_FACTS, **changes: object) -> CbfResult:
    scan = opened(fixtures / "real" / "asl" / "pcasl3d_m0_and_pairs.nii.gz")
    m0 = scan.image.volume(0)
    mask = Mask(m0.grid, m0.data > 700)
    return measure_perfusion(PerfusionRequest(scan, parse_typed(facts), mask=mask, **changes))


def test_that_the_real_series_is_refused_until_its_facts_are_typed(fixtures: Path) -> None:
    """Its sidecar gives the delay as LabelingDuration, has no delay, no order and no suppression."""
    with pytest.raises(DataError) as error:
        real(fixtures, ())
    for words in (
        "VolumeTypes", "probably m0scan,n/a,8*label/control", "PostLabelingDelay", "BackgroundSuppression",
        "the sidecar says 1.2 s, but its labelling blocks last 1.5088 s",
    ):  # fmt: skip
        assert words in str(error.value)
    with pytest.raises(DataError, match=r"13\.93 s between volumes and 3\.48 s between excitations"):
        real(fixtures, REAL_FACTS[:-1])


def test_that_the_real_series_has_plausible_flow_with_the_right_facts(fixtures: Path) -> None:
    """Adults: 40 to 100 in grey matter (Alsop et al. 2015); the brightest half of a healthy brain's flow is grey."""
    result = real(fixtures)
    cbf = map_of(result, "cbf")
    inside = cbf[np.isfinite(cbf)]
    assert 30 < inside.mean() < 60
    assert 40 < np.percentile(inside, 75) < 90
    assert (inside < 0).mean() < 0.08
    assert len(result.pairs) == 8


def test_that_the_wrong_duration_would_have_changed_the_result_by_a_tenth_and_more(fixtures: Path) -> None:
    """(1 - e^(-1.5088/1.65)) / (1 - e^(-1.2/1.65)) = 0.5993 / 0.5168 = 1.160."""
    wrong = tuple(f.replace("LabelingDuration=1.5088", "LabelingDuration=1.2") for f in REAL_FACTS)
    ratio = np.nanmean(map_of(real(fixtures, wrong), "cbf")) / np.nanmean(map_of(real(fixtures), "cbf"))
    assert ratio == pytest.approx(1.160, abs=0.001)


def small(types: tuple[str, ...] = ("control", "label"), **changes: object) -> Scan:
    return scan_of(
        [900.0, 890.0, 900.0, 890.0, 900.0, 890.0, 900.0, 890.0][: max(len(types), 8)], types, **(PCASL | changes)
    )


def test_that_an_order_that_every_pair_shows_is_used_and_told() -> None:
    request = PerfusionRequest(small(()), mask=whole(), calibration=Calibration.NONE)
    result = measure_perfusion(request)
    assert len(result.pairs) == 4
    provenance = result.maps[0].provenance
    assert provenance.parameters["facts"]["VolumeTypes"]["source"] == "values"
    assert "told from their values" in provenance.warnings[-1]


def test_that_a_wrong_order_is_refused_and_can_be_turned_round() -> None:
    scan = small(("label", "control") * 4)
    with pytest.raises(DataError, match="SwapControlLabel=yes"):
        measure_perfusion(PerfusionRequest(scan, mask=whole(), calibration=Calibration.NONE))
    turned = PerfusionRequest(scan, typed(SwapControlLabel=True), mask=whole(), calibration=Calibration.NONE)
    assert map_of(measure_perfusion(turned), "perfusion_weighted")[0, 0, 0] == 10


def test_that_absolute_flow_without_m0_is_refused_and_relative_flow_is_not() -> None:
    suppressed = small(("control", "label") * 4, BackgroundSuppression=True, BackgroundSuppressionNumberPulses=2)
    with pytest.raises(DataError, match="needs an M0 image"):
        measure_perfusion(PerfusionRequest(suppressed, mask=whole()))
    relative = measure_perfusion(PerfusionRequest(suppressed, mask=whole(), calibration=Calibration.NONE))
    assert relative.maps[0].statistic == "relative_perfusion"


def test_that_a_stated_m0_of_blood_and_a_reference_tissue_calibrate() -> None:
    """M0 of blood 1000 / 0.9: the map is that of an M0 of tissue of 1000 everywhere (86.300, computed by hand)."""
    scan = small(("control", "label") * 4, BackgroundSuppression=True, BackgroundSuppressionNumberPulses=0)
    stated = PerfusionRequest(scan, typed(M0Estimate=1000 / 0.9), mask=whole())
    np.testing.assert_allclose(map_of(measure_perfusion(stated), "cbf"), 86.300, atol=0.005)
    m0 = Scan(Modality.M0, volume(1000.0), facts=typed(RepetitionTime=20.0, EchoTime=0.01))
    by_fluid = PerfusionRequest(
        scan, m0=m0, mask=whole(), calibration=Calibration.REFERENCE, reference="csf", reference_mask=whole()
    )
    parameters = measure_perfusion(by_fluid).maps[0].provenance.parameters
    assert parameters["calibration"] == "reference tissue csf"
    with pytest.raises(OptionError, match="one of csf, gm, wm"):
        measure_perfusion(replace(by_fluid, reference="bone"))


def test_that_a_single_difference_image_is_enough() -> None:
    scan = scan_of([10.0], ("deltam",), **PCASL)
    single = replace(scan, image=Volume(GRID, scan.image.frames.frame(0)))
    m0 = Scan(Modality.M0, volume(1000.0), facts=typed(RepetitionTime=20.0))
    np.testing.assert_allclose(
        map_of(measure_perfusion(PerfusionRequest(single, m0=m0, mask=whole())), "cbf"), 86.300, atol=0.005
    )


def test_that_the_equation_of_ges_product_is_reached_by_its_facts() -> None:
    """CBF = 6000 lam (1 - e^(-ST/T1g)) e^(PLD/T1b) / (2 T1b (1 - e^(-tau/T1b)) eps NEX) PW / (SF PD), as GE gives it,
    with ST 2.0 s, T1g 1.2 s, T1b 1.6 s, eps 0.6, SF 32, NEX 3, PD saturated."""
    changed = PCASL | {"PostLabelingDelay": 2.025, "LabelingDuration": 1.45, "BackgroundSuppression": True}
    scan = scan_of([700.0, 1000.0], ("deltam", "m0scan"), **changed, Manufacturer="GE MEDICAL SYSTEMS")
    facts = typed(
        DifferenceScale=96.0, LabelingEfficiency=0.6, EfficiencyIncludesSuppression=True, T1Blood=1.6, T1Tissue=1.2,
        M0RepetitionTime=2.0,
    )  # fmt: skip
    by_hand = 6000 * 0.9 * (1 - np.exp(-2 / 1.2)) * np.exp(2.025 / 1.6)
    by_hand /= 2 * 1.6 * (1 - np.exp(-1.45 / 1.6)) * 0.6 * 3
    result = measure_perfusion(PerfusionRequest(scan, facts, mask=whole()))
    np.testing.assert_allclose(map_of(result, "cbf"), by_hand * 700 / (32 * 1000), rtol=1e-5)


def test_that_masks_and_tissues_that_do_not_fit_are_refused() -> None:
    scan = small(("control", "label") * 4)
    other = Grid(GRID.shape, GRID.affine @ np.diag([1, 1, -1, 1]))
    with pytest.raises(GeometryError, match="mask is not on the grid"):
        measure_perfusion(PerfusionRequest(scan, mask=Mask(other, np.ones(GRID.shape))))
    with pytest.raises(GeometryError, match="map of tissue"):
        measure_perfusion(PerfusionRequest(scan, mask=whole(), gray=Volume(other, np.ones(GRID.shape))))
    with pytest.raises(DataError, match="fractions from 0 to 1"):
        measure_perfusion(PerfusionRequest(scan, mask=whole(), gray=volume(250.0)))
    with pytest.raises(OptionError, match="give both"):
        measure_perfusion(PerfusionRequest(scan, mask=whole(), white=volume(0.5)))
