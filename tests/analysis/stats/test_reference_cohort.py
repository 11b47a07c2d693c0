import json
from dataclasses import replace

import numpy as np
import pytest

from analysis.errors import DataError, OptionError
from analysis.files.results import write_map
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.stats.cohort_table import read_cohort_table
from analysis.stats.reference_cohort import (
    BannerKind,
    Level,
    banners,
    gaps,
    level_of,
    load_cohort,
    load_patient,
    model_of,
)
from tests.analysis.stats.made_cohort import GRID, MASK, made_cohort, made_map, write_cohort

GIVEN = {"age": "45", "sex": "M", "mean_fd": "0.12"}


def test_that_the_number_of_controls_decides_what_may_be_said():
    assert [level_of(n) for n in (3, 9)] == [Level.NO_MAP] * 2
    assert [level_of(n) for n in (10, 19)] == [Level.DESCRIPTIVE] * 2
    assert [level_of(n) for n in (20, 200)] == [Level.MAP_TEST] * 2


def test_that_a_cohort_and_its_patient_are_read(tmp_path):
    table, image = write_cohort(tmp_path)
    cohort = load_cohort(read_cohort_table(table), "malff", MASK, ["age", "sex"])
    patient = load_patient(image, cohort, GIVEN)
    expected, own = made_cohort()
    np.testing.assert_allclose(cohort.maps.values, expected.maps.values, rtol=1e-6)
    np.testing.assert_allclose(patient.values, own.values, rtol=1e-6)
    assert cohort.level is Level.MAP_TEST
    assert cohort.ages.tolist() == expected.ages.tolist()
    assert (cohort.age_column, cohort.motion_column) == ("age", "mean_fd")
    assert patient.covariates.tolist() == [45, 1]
    assert (patient.age, patient.motion_mm) == (45, 0.12)
    assert "n = 24 controls, age" in cohort.in_words()
    assert cohort.profile.pipeline_hash in cohort.in_words()
    assert np.isnan(cohort.volume(3).data).sum() == MASK.data.size - MASK.n_voxels


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"tr_s": 1.5}, r"The map of the patient differs in tr_s \(1\.5\) from that of the controls \(2\.0\)"),
        ({"fwhm_mm": 8.0}, r"differs in fwhm_mm \(8\.0\)"),
        ({"pld_s": [1.8]}, r"differs in pld_s \(\[1\.8\]\) from that of the controls \(not given\)"),
        ({"acquisition": {"Manufacturer": "GE"}}, r'differs in acquisition\.Manufacturer \("GE"\)'),
        ({"acquisition": {"PulseSequenceType": "EPI"}}, r"differs in acquisition\.PulseSequenceType"),
    ],
)
def test_that_another_acquisition_or_pipeline_is_refused_with_the_reason(tmp_path, parameters, sentence):
    table, _ = write_cohort(tmp_path)
    cohort = load_cohort(read_cohort_table(table), "malff", MASK)
    image = write_map(made_map(np.ones(MASK.n_voxels), **parameters), tmp_path / "other", space="MNI152")
    with pytest.raises(DataError, match=sentence):
        load_patient(image, cohort, GIVEN)


def test_that_another_version_voxel_size_or_no_record_is_refused(tmp_path):
    table, image = write_cohort(tmp_path)
    cohort = load_cohort(read_cohort_table(table), "malff", MASK)
    record = image.with_name("malff.json")
    found = json.loads(record.read_text())
    found["provenance"]["versions"]["algoscope"] = "9.9"
    record.write_text(json.dumps(found))
    with pytest.raises(DataError, match="differs in version of Algoscope"):
        load_patient(image, cohort, GIVEN)
    record.unlink()
    with pytest.raises(DataError, match="The map of the patient has no record of how it was made"):
        load_patient(image, cohort, GIVEN)
    coarse = Grid(GRID.shape, GRID.affine @ np.diag([1.1, 1, 1, 1]))
    other = made_map(np.ones(MASK.n_voxels))
    moved = replace(other, volume=Volume(coarse, other.volume.data, "malff"), mask=Mask(coarse, MASK.data))
    with pytest.raises(DataError, match=r"The patient's map \(18 × 22 × 18 voxels of 9\.90"):
        load_patient(write_map(moved, tmp_path / "coarse", space="MNI152"), cohort, GIVEN)


def test_that_a_patient_who_is_one_of_the_controls_is_refused(tmp_path):
    table, _ = write_cohort(tmp_path)
    cohort = load_cohort(read_cohort_table(table), "malff", MASK)
    with pytest.raises(DataError, match="The patient's map is itself among the controls"):
        load_patient(tmp_path / "sub-07" / "malff.nii.gz", cohort, GIVEN)


def test_that_one_map_in_two_rows_is_refused(tmp_path):
    table, _ = write_cohort(tmp_path)
    table.write_text(table.read_text().replace("sub-05/malff", "sub-02/malff"))
    with pytest.raises(DataError, match=r"line 4 \(sub-02\) and line 7 \(sub-05\) have the very same map"):
        load_cohort(read_cohort_table(table), "malff", MASK)


def test_that_columns_of_scanner_and_sequence_are_compared(tmp_path):
    path, image = write_cohort(tmp_path)
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0] + "\tscanner", *(line + "\tPrisma" for line in lines[1:])]))
    cohort = load_cohort(read_cohort_table(path), "malff", MASK)
    assert load_patient(image, cohort, {**GIVEN, "scanner": "Prisma"}).age == 45
    with pytest.raises(DataError, match='The patient\'s scanner is "MR750", but that of the controls is "Prisma"'):
        load_patient(image, cohort, {**GIVEN, "scanner": "MR750"})
    with pytest.raises(OptionError, match='The patient\'s scanner is needed; that of the controls is "Prisma"'):
        load_patient(image, cohort, GIVEN)
    path.write_text(path.read_text().replace("Prisma", "MR750", 1))
    with pytest.raises(DataError, match=r'The scanner of line 3 \(sub-01\) is "Prisma", but that of line 2'):
        load_cohort(read_cohort_table(path), "malff", MASK)


def test_that_each_covariate_needs_ten_controls(tmp_path):
    table, _ = write_cohort(tmp_path, n=19)
    rows = read_cohort_table(table)
    assert load_cohort(rows, "malff", MASK, ["age"]).n == 19
    with pytest.raises(DataError, match=r"19 controls allow 1 covariates, but there are 2 \(age, sex\)"):
        load_cohort(rows, "malff", MASK, ["age", "sex"])


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"sex": "M"}, "The patient's age is needed"),
        ({"age": "45", "sex": "male"}, 'The patient\'s sex is "male", but the controls have F and M'),
        ({"age": "old", "sex": "M"}, 'The patient\'s age is "old", which is no number'),
    ],
)
def test_that_the_patients_covariates_must_have_a_meaning(tmp_path, given, sentence):
    table, image = write_cohort(tmp_path, n=20)
    cohort = load_cohort(read_cohort_table(table), "malff", MASK, ["age", "sex"])
    with pytest.raises(OptionError, match=sentence):
        load_patient(image, cohort, given)


def test_that_an_age_beyond_the_controls_raises_banners():
    cohort, patient = made_cohort()
    assert banners(cohort, patient) == ()
    old = replace(patient, age=88.0, covariates=np.array([88.0, 1.0]))
    found = banners(cohort, old)
    assert [b.kind for b in found] == [BannerKind.EXTRAPOLATION, BannerKind.FEW_NEAR_AGE, BannerKind.EXTRAPOLATION]
    assert found[0].sentence.startswith("Extrapolation: the patient is 88, the controls are ")
    assert found[1].sentence == "Only 0 controls are within 10 years of the patient's age; 8 are needed."
    model = model_of(cohort, old)
    assert model.leverage > 9 / 24
    assert "limit 3p/n = 0.38" in found[2].sentence


def test_that_more_motion_than_in_95_percent_of_controls_raises_a_banner():
    cohort, patient = made_cohort()
    limit = np.percentile(cohort.motion_mm, 95)
    assert banners(cohort, replace(patient, motion_mm=float(limit))) == ()
    (found,) = banners(cohort, replace(patient, motion_mm=float(limit) + 0.01))
    assert found.kind is BannerKind.MOTION
    assert f"({limit:.2f} mm)" in found.sentence


def test_that_what_is_not_known_is_said():
    cohort, patient = made_cohort(12, covariates=("age",))
    found = gaps(cohort, replace(patient, age=None, motion_mm=None))
    assert found[0] == "The age of the patient is not known, so it was not compared."
    assert found[1] == "The motion of the patient is not known, so it was not compared."
    assert found[2] == "Scanner and sequence are not recorded with these maps, so they were not compared."
    assert found[3] == "12 controls: no map-level claim possible; at least 20 are needed."
