"""The forward model: the white paper's equation, the bolus by hand, and an independent simulator."""

from pathlib import Path

import numpy as np
import pytest

from analysis.files import nifti
from analysis.perfusion.kinetics import pcasl_difference


def test_that_the_white_paper_equation_returns_the_perfusion_where_all_label_has_arrived() -> None:
    """Alsop 2015, eq. 1: CBF = 6000 lambda dM exp(PLD/T1b) / (2 alpha T1b M0 (1 - exp(-tau/T1b)))."""
    cbf, att = np.array([20.0, 60, 60, 85]), np.array([0.8, 1.0, 1.8, 1.3])
    difference = pcasl_difference(cbf, att, np.full(4, 3000.0), pld_s=1.8, label_duration_s=1.8, efficiency=0.85)
    back = 6000 * 0.9 * difference * np.exp(1.8 / 1.65) / (2 * 0.85 * 1.65 * 3000 * (1 - np.exp(-1.8 / 1.65)))
    np.testing.assert_allclose(back, cbf, rtol=1e-5)


def test_that_nothing_is_seen_before_the_label_arrives() -> None:
    difference = pcasl_difference(np.array(60.0), np.array(2.5), np.array(3000.0), pld_s=0.5, label_duration_s=1.8)
    assert difference == 0


def test_that_half_arrived_label_counts_half() -> None:
    """t - d = 0.9 s of 1.8 s: 2 M0/0.9 x 1 x 1.65 x 0.01 x exp(-1.65/1.65) x (1 - exp(-0.9/1.65)) by hand."""
    difference = pcasl_difference(
        np.array(60.0), np.array(1.65), np.array(900.0), pld_s=0.75, label_duration_s=1.8, efficiency=1.0
    )
    assert difference == pytest.approx(2 * 1000 * 1.65 * 0.01 * np.exp(-1) * (1 - np.exp(-0.9 / 1.65)), rel=1e-5)


def test_that_it_equals_an_independent_simulator(fixtures: Path) -> None:
    """Noise-free eight-delay pCASL of asldro 2.2.0 (alpha 0.85, T1b 1.65 s, lambda 0.9), from its own CBF and ATT."""
    perf = fixtures / "asl_simulated" / "sub-05" / "perf"
    truth = fixtures / "asl_simulated" / "derivatives" / "truth" / "sub-05" / "perf"
    series = nifti.read(perf / "sub-05_acq-nfwp_asl.nii.gz")
    nifti.finish(series)
    cbf, att, m0 = (
        nifti.read(path).image.data
        for path in (
            truth / "sub-05_desc-truth_cbf.nii.gz",
            truth / "sub-05_desc-truth_att.nii.gz",
            perf / "sub-05_acq-nfwp_m0scan.nii.gz",
        )
    )
    brain = (cbf > 5) & (m0 > 0)
    assert brain.sum() > 10_000
    for volume in range(0, series.image.n_timepoints, 2):
        kinds = series.asl.volume_types[volume : volume + 2]
        control, label = (series.image.frames.frame(volume + kinds.index(kind))[brain] for kind in ("control", "label"))
        expected = pcasl_difference(
            cbf[brain], att[brain], m0[brain], pld_s=series.asl.plds_s[volume], label_duration_s=1.8, efficiency=0.85
        )
        np.testing.assert_allclose(control - label, expected, atol=0.01 * expected.max())
