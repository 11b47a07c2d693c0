"""Clusters of one patient: as large as the claim says, with p counted among the controls, on the right side."""

import csv
from dataclasses import replace

import numpy as np
import pytest

from analysis.stats.exchangeable import p_among
from analysis.stats.patient_clusters import clusters_of
from analysis.stats.patient_files import write_patient_result
from analysis.stats.single_patient import compare_patient, surviving
from tests.analysis.stats.made_cohort import GRID, MASK, made_cohort


@pytest.fixture(scope="module")
def found():
    """24 controls, and a patient who is e³ times as high in a block at the right (x above 0) of 3 × 3 × 3 voxels."""
    cohort, patient = made_cohort(24, seed=3)
    block = np.zeros(GRID.shape, dtype=bool)
    block[11:14, 10:13, 8:11] = True
    values = np.where(block[MASK.data], patient.values * np.exp(3), patient.values).astype(np.float32)
    return compare_patient(cohort, replace(patient, values=values))


def test_that_the_largest_cluster_is_that_of_the_claim_and_lies_at_the_right(found):
    clusters = clusters_of(found)
    claim = next(claim for claim in found.claims if claim.height is not None)
    largest = max(clusters.rows, key=lambda row: row.n_voxels)
    assert largest.n_voxels == claim.maxima[0]
    assert largest.n_voxels >= 27
    assert clusters.height == claim.height
    assert largest.peak.xyz_mm[0] > 0
    assert clusters.p_extent[clusters.rows.index(largest)] == claim.p == 1 / 25


def test_that_p_is_counted_among_the_largest_of_the_controls(found):
    assert p_among(5, np.array([1.0, 5.0, 9.0])) == 3 / 4  # two of three controls have as much, ties count
    clusters = clusters_of(found)
    for row, p in zip(clusters.rows, clusters.p_peak, strict=True):
        assert p == (1 + (found.everyone.largest[1:] >= abs(row.peak.value)).sum()) / 25


def test_that_the_thresholded_map_is_t_where_the_patient_is_outside_and_0_elsewhere(found):
    t, kept = (found.maps[name].volume.data[MASK.data] for name in ("t", "thresholded"))
    outside = surviving(found)
    assert outside.sum() >= 27
    np.testing.assert_array_equal(kept[outside], t[outside])
    assert not kept[~outside].any()
    assert found.maps["thresholded"].dof == found.maps["t"].dof


def test_that_the_table_is_written_with_both_p(found, tmp_path):
    write_patient_result(found, tmp_path)
    with (tmp_path / "clusters.tsv").open() as stream:
        rows = [row for row in csv.DictReader(stream, delimiter="\t") if row["row"] == "peak"]
    clusters = clusters_of(found)
    assert [int(row["n_voxels"]) for row in rows] == [row.n_voxels for row in clusters.rows]
    assert [float(row["p_extent_corrected"]) for row in rows] == pytest.approx(clusters.p_extent)
    assert [float(row["p_peak_corrected"]) for row in rows] == pytest.approx(clusters.p_peak)
    assert {row["side"] for row in rows if float(row["peak_x"]) > 5} == {"R"}


def test_that_too_few_controls_have_no_clusters():
    assert clusters_of(compare_patient(*made_cohort(12, covariates=()))) is None
