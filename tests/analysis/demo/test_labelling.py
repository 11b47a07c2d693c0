"""ASL of a known, uniform perfusion: the difference that Buxton's equation says, in the order the context says."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.demo.labelling import LabellingScan, make_labelling
from analysis.demo.perfusion_truth import PerfusionTruth
from analysis.demo.settings import DemoSettings
from analysis.perfusion.kinetics import EFFICIENCY

SETTINGS = DemoSettings(coarseness=3, n_volumes=20, n_pairs=12, n_pairs_per_delay=4)
CBF, DENSITY = 60.0, 3300.0


def truth(att_s: float, cbf: float = CBF) -> PerfusionTruth:
    flat = np.ones(SETTINGS.asl_grid.shape, dtype=np.float32)
    return PerfusionTruth(
        cbf=flat * np.float32(cbf), att_s=flat * np.float32(att_s), lesion=0 * flat, density=flat * DENSITY, tissues={}
    )


def frames(scan: LabellingScan) -> np.ndarray:
    return np.stack([scan.series.frames.frame(t) for t in range(scan.series.n_timepoints)], axis=-1).astype(float)


def fraction_of_m0(pld_s: float, att_s: float) -> float:
    """Control minus label over M0 of pCASL by hand (Alsop et al. 2015, eq. 1; before arrival the label is cut off)."""
    t1_blood, tau, partition = 1.65, 1.8, 0.9
    seen = np.exp(-max(pld_s, att_s) / t1_blood) - np.exp(-(tau + pld_s) / t1_blood)
    return 2 * EFFICIENCY * t1_blood * CBF / 6000 / partition * seen


def test_that_the_mean_difference_is_that_of_the_equation_with_one_delay() -> None:
    scan = make_labelling("single", SETTINGS, truth(att_s=1.2), seed=0)
    series = frames(scan)
    difference = (series[..., 1::2] - series[..., 0::2]).mean()
    assert difference / scan.m0.data.mean() == pytest.approx(fraction_of_m0(1.8, 1.2), rel=0.03)


def test_that_each_delay_has_its_own_difference_and_one_before_arrival_less_than_the_late_equation() -> None:
    many = replace(SETTINGS, n_pairs_per_delay=36)  # pulsation, 0.00034 of M0 in a pair, becomes 0.00006
    scan = make_labelling("multi", many, truth(att_s=1.3), seed=0)
    series, plds = frames(scan), np.array(scan.plds_s)[::2]
    difference = (series[..., 1::2] - series[..., 0::2]).mean(axis=(0, 1, 2)) / scan.m0.data.mean()
    for pld in (0.5, 1.0, 1.5, 2.0, 2.5):
        assert difference[plds == pld].mean() == pytest.approx(fraction_of_m0(pld, 1.3), abs=0.0002), pld


def test_that_without_perfusion_control_and_label_are_alike() -> None:
    series = frames(make_labelling("single", SETTINGS, truth(att_s=1.2, cbf=0), seed=0))
    difference = (series[..., 1::2] - series[..., 0::2]).mean()
    assert abs(difference) < 0.02 * DENSITY * fraction_of_m0(1.8, 1.2)


def test_that_label_comes_first_and_every_volume_has_its_delay() -> None:
    scan = make_labelling("multi", SETTINGS, truth(att_s=1.2), seed=0)
    assert scan.volume_types == ("label", "control") * 20
    assert scan.plds_s == tuple(pld for _ in range(4) for pld in (0.5, 1.0, 1.5, 2.0, 2.5) for _ in range(2))
    assert scan.series.n_timepoints == 40
    assert scan.series.tr_s == 5.2
    single = make_labelling("single", SETTINGS, truth(att_s=1.2), seed=0)
    assert single.plds_s == (1.8,) * 24
    assert single.series.tr_s == 4.5


def test_that_the_two_acquisitions_share_the_coil_and_not_the_noise() -> None:
    single, multi = (make_labelling(name, SETTINGS, truth(att_s=1.2), seed=0).m0.data for name in ("single", "multi"))
    apart = single - multi
    assert apart.std() == pytest.approx(7 * np.sqrt(2), rel=0.05)  # two channels' worth of noise, of 7 each
    assert np.corrcoef(single.ravel(), multi.ravel())[0, 1] > 0.99


def test_that_the_tissue_at_rest_is_not_modified() -> None:
    given = truth(att_s=1.2)
    before = [given.cbf.copy(), given.att_s.copy(), given.density.copy()]
    make_labelling("single", SETTINGS, given, seed=0)
    for image, copy in zip((given.cbf, given.att_s, given.density), before, strict=True):
        np.testing.assert_array_equal(image, copy)
