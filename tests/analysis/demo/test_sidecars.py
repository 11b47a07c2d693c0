"""The sidecars: what the scan was, in BIDS units (s, degrees, tesla), one delay or a list, and nobody's identity."""

import numpy as np
import pytest

from analysis.demo.labelling import LabellingScan
from analysis.demo.settings import QUICK
from analysis.demo.sidecars import (
    DATASET_NAME,
    asl_sidecar,
    bold_sidecar,
    dataset_description,
    m0_sidecar,
    t1_sidecar,
)
from analysis.image import ArrayFrames, Series, Volume


def labelling_scan(*plds_s: float) -> LabellingScan:
    grid = QUICK.asl_grid
    series = Series(grid, ArrayFrames(np.zeros((*grid.shape, len(plds_s)), dtype=np.int16)), 4.5, "pCASL")
    m0 = Volume(grid, np.ones(grid.shape, dtype=np.float32))
    return LabellingScan("single", series, plds_s, ("label", "control") * (len(plds_s) // 2), m0)


def test_that_one_delay_is_one_number_and_several_are_one_for_each_volume() -> None:
    assert asl_sidecar(labelling_scan(1.8, 1.8, 1.8, 1.8))["PostLabelingDelay"] == 1.8
    assert asl_sidecar(labelling_scan(0.5, 0.5, 2.0, 2.0))["PostLabelingDelay"] == [0.5, 0.5, 2.0, 2.0]


def test_that_the_pairs_are_half_of_the_volumes() -> None:
    assert asl_sidecar(labelling_scan(1.8, 1.8, 1.8, 1.8, 1.8, 1.8))["TotalAcquiredPairs"] == 3


def test_that_the_efficiency_holds_both_suppression_pulses_and_says_so() -> None:
    """0.85 x 0.95 x 0.95 = 0.767125, as the dataset's README says."""
    record = asl_sidecar(labelling_scan(1.8, 1.8))
    assert record["LabelingEfficiency"] == pytest.approx(0.767125)
    assert record["BackgroundSuppression"] is True
    assert record["BackgroundSuppressionNumberPulses"] == 2
    assert record["RepetitionTimePreparation"] == 4.5


def test_that_times_are_in_seconds_and_within_the_repetition() -> None:
    bold = bold_sidecar(QUICK)
    assert bold["RepetitionTime"] == 2.0
    assert len(bold["SliceTiming"]) == QUICK.bold_grid.shape[2]
    assert 0 == min(bold["SliceTiming"]) <= max(bold["SliceTiming"]) < bold["RepetitionTime"]
    for record in (t1_sidecar(), bold, asl_sidecar(labelling_scan(1.8, 1.8)), m0_sidecar("perf/x_asl.nii.gz")):
        assert 0.001 <= record["EchoTime"] < 0.1
        assert record["MagneticFieldStrength"] == 3.0


def test_that_the_m0_names_its_series_by_a_bids_address() -> None:
    intended = m0_sidecar("perf/sub-demo_acq-single_asl.nii.gz")["IntendedFor"]
    assert intended == "bids::sub-demo/perf/sub-demo_acq-single_asl.nii.gz"


def test_that_the_dataset_says_that_it_is_synthetic_and_the_truth_that_it_is_derived() -> None:
    raw, derived = dataset_description(), dataset_description(truth=True)
    assert (raw["Name"], raw["DatasetType"], raw["License"]) == (DATASET_NAME, "raw", "CC0")
    assert (derived["DatasetType"], "License" in derived) == ("derivative", False)
    assert t1_sidecar()["Manufacturer"] == "synthetic"


def test_that_no_sidecar_has_a_field_of_a_person() -> None:
    """Fields of DICOM's patient module and dates, as BIDS would spell them."""
    records = (t1_sidecar(), bold_sidecar(QUICK), asl_sidecar(labelling_scan(1.8, 1.8)), m0_sidecar("x"))
    for record in records:
        assert not [key for key in record if key.startswith(("Patient", "Study", "Acquisition", "Institution"))]
