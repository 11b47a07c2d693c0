"""The standard error of perfusion from repeated pairs."""

import numpy as np
import pytest

from analysis.perfusion.averages import AslData
from analysis.perfusion.calibration import M0Image, relaxed_map
from analysis.perfusion.cbf import CbfResult, compute_cbf
from analysis.perfusion.completion import complete
from analysis.perfusion.kinetics import pcasl_difference
from analysis.perfusion.quantify import CbfOptions, Method
from tests.analysis.perfusion.made_asl import GRID, PCASL, scan_of, volume, whole

ONE = np.ones(GRID.shape)


def compute(labels: list[np.ndarray], delays: list[float] | None = None, **options: object) -> CbfResult:
    volumes = [v for label in labels for v in (900 * ONE, label)]
    fields = PCASL | ({"PostLabelingDelay": [d for d in delays for _ in (0, 1)]} if delays else {})
    scan = scan_of(volumes, ("control", "label") * len(labels), **fields)
    relaxed = relaxed_map(M0Image(volume(1000.0), 6.0, ""), whole())
    return compute_cbf(
        AslData(scan.image, whole(), complete(scan), relaxed), CbfOptions(standard_error=True, **options)
    )


def map_of(result: CbfResult, name: str) -> np.ndarray | None:
    return next((m.volume.data for m in result.maps if m.statistic == name), None)


def test_that_one_delay_has_the_standard_error_of_the_mean() -> None:
    """dM 8, 9, 11, 12: SD sqrt(10 / 3), SE sqrt(10 / 12) = 0.91287; 86.300 for dM 10, so 7.8781."""
    found = map_of(compute([900 - d * ONE for d in (8.0, 9, 11, 12)]), "cbf_se")
    assert found is not None
    np.testing.assert_allclose(found, 8.63 * np.sqrt(10 / 12), rtol=1e-4)


def test_that_three_pairs_do_not_tell_it() -> None:
    assert map_of(compute([900 - d * ONE for d in (8.0, 9, 11)]), "cbf_se") is None


@pytest.mark.parametrize("method", [Method.WEIGHTED_DELAY, Method.LEAST_SQUARES])
def test_that_several_delays_have_the_spread_that_noise_makes(method: Method) -> None:
    """The SD of flow over voxels of equal truth, against the mean error told; arrival is nearly known at SD 0.2."""
    delays = [0.6, 1.0, 1.4, 1.8, 2.2] * 4
    rng = np.random.default_rng(2)
    labels = []
    for w in delays:
        dm = pcasl_difference(60 * ONE, 1.0 * ONE, 1000 * ONE, pld_s=w, label_duration_s=1.8, efficiency=0.85)
        labels.append(900 - dm + rng.normal(0, 0.2, GRID.shape))
    result = compute(labels, delays, method=method)
    cbf, error = map_of(result, "cbf"), map_of(result, "cbf_se")
    assert cbf is not None
    assert error is not None
    # the error takes arrival as known, so the true spread is a little larger
    assert 0.9 < cbf.std() / error.mean() < 2
