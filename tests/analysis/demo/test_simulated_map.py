"""The drawn map of the demonstration patient can be compared with the drawn cohort, and finds what was put in."""

import numpy as np
import pytest

from analysis.demo.cohort_presence import ensure_cohort
from analysis.demo.controls import CohortSettings
from analysis.demo.simulated_map import PERSON, write_simulated_map
from analysis.files import map_record, nifti
from analysis.stats.cohort_table import read_cohort_table
from analysis.stats.reference_cohort import load_cohort, load_patient
from analysis.stats.single_patient import compare_patient

SETTINGS = CohortSettings(n_controls=22, n_patients=0, voxel_mm=6.0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("drawn")
    ensure_cohort(root / "cohort", SETTINGS)
    write_simulated_map(root / "map", SETTINGS)
    return root


def test_that_its_record_says_that_it_is_simulated(folder):
    assert map_record.provenance_of(folder / "map" / "malff.nii.gz")["parameters"]["simulated"] is True


def test_that_the_changes_of_the_scans_are_found_on_their_sides(folder):
    mask = nifti.read_mask(folder / "cohort" / "mask.nii.gz")
    cohort = load_cohort(read_cohort_table(folder / "cohort" / "participants.tsv"), "malff", mask, ("age", "sex"))
    given = {"age": str(PERSON.age), "sex": PERSON.sex, "mean_fd": "0.1"}
    result = compare_patient(cohort, load_patient(folder / "map" / "malff.nii.gz", cohort, given))
    t = {row.region.key: row.t for row in result.atlas}
    assert t["Postcentral_L"] < -3  # less in both postcentral gyri
    assert t["Postcentral_R"] < -3
    assert t["Cerebelum_9_R"] > 2  # more at the right only
    assert abs(t["Cerebelum_9_L"]) < 2
    others = [t[name] for name in ("Frontal_Mid_L", "Frontal_Mid_R", "Occipital_Mid_L", "Temporal_Inf_R")]
    assert np.abs(others).max() < 3
