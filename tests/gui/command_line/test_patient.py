import json

import nibabel
import numpy as np
import pytest
from scipy import stats

from analysis.files.results import write_map, write_mask
from tests.analysis.stats.made_cohort import MASK, made_map, write_cohort

VALUES = "age=45,sex=M,mean_fd=0.12"


@pytest.fixture
def study(tmp_path):
    """A cohort of 22 controls, a patient and a mask as files."""
    folder = tmp_path / "doe"
    table, image = write_cohort(folder, n=22)
    mask = write_mask(MASK, folder / "mask.nii.gz", space="MNI152")
    return {"table": table, "map": image, "mask": mask}


def words(study, out, *more, values=VALUES):
    return [
        "patient", "--map", study["map"], "--cohort", study["table"], "--maps", "malff", "--mask", study["mask"],
        "--values", values, "--out", out, *more,
    ]  # fmt: skip


def masked(path):
    return np.asarray(nibabel.load(path).dataobj)[MASK.data].astype(float)


def test_that_t_is_crawford_and_howells_and_the_sentence_is_the_record(call, tmp_path, study):
    out = tmp_path / "o"
    answer = call(*words(study, out))
    assert answer.code == 0, answer.err
    controls = np.log([masked(study["table"].parent / f"sub-{i:02}" / "malff.nii.gz") for i in range(22)])
    own = np.log(masked(study["map"]))
    t = (own - controls.mean(axis=0)) / (controls.std(axis=0, ddof=1) * np.sqrt(23 / 22))
    np.testing.assert_allclose(masked(out / "t.nii.gz"), t, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(masked(out / "percentile.nii.gz"), 100 * stats.t.cdf(t, 21), rtol=1e-4, atol=1e-4)
    record = json.loads((out / "exchangeable.json").read_text())
    assert record["sentences"] == answer.out.splitlines()[-len(record["sentences"]) :]
    assert "22 controls" in record["claims"][0]["sentence"]
    assert "The cohort has not been calibrated" in answer.err
    for written in out.iterdir():
        if written.suffix in (".json", ".txt", ".tsv"):
            assert "sub-0" not in written.read_text()
            assert "doe" not in written.read_text()


def test_that_covariates_transform_and_rows_are_obeyed(call, tmp_path, study):
    lines = study["table"].read_text().splitlines()
    study["table"].write_text("\n".join([*lines[:-1], lines[-1].replace("\tcontrol\t", "\tpain\t")]))
    more = ("--covariates", "age,sex", "--controls", "group=control", "--transform", "none", "--height", "0.01",
            "--fwhm-mm", "12")  # fmt: skip
    answer = call(*words(study, tmp_path / "o", *more))
    assert answer.code == 0, answer.err
    assert "n = 21 controls" in answer.out
    assert "adjusted for age, sex (F = 0, M = 1)" in answer.out
    assert (
        "smoothed by 12 mm (FWHM) inside the search volume; not transformed; t with 18 degrees of freedom" in answer.out
    )
    assert "(p < 0.01, 26-connected)" in answer.out


def test_that_a_calibration_is_kept_beside_the_table_and_read_again(call, tmp_path, study):
    assert call(*words(study, tmp_path / "o", "--calibrate")).code == 0
    folder = study["table"].with_name("participants_malff_calibration")
    said = json.loads((folder / "calibration.json").read_text())["sentences"]
    answer = call(*words(study, tmp_path / "p"))
    assert f"Calibration: {said[0]}" in answer.sentences


def test_that_an_old_patient_has_a_banner_before_everything(call, tmp_path, study):
    answer = call(*words(study, tmp_path / "o", values="age=95,sex=M,mean_fd=3"))
    assert answer.code == 0
    record = json.loads((tmp_path / "o" / "exchangeable.json").read_text())
    assert [b["kind"] for b in record["banners"]] == ["extrapolation", "few controls of this age", "motion"]
    assert record["sentences"][0] == record["banners"][0]["sentence"]


@pytest.mark.parametrize(
    ("more", "values", "code", "sentence"),
    [
        (("--covariates", "iq"), VALUES, 3, 'The table has no column "iq"'),
        (("--covariates", "age"), "sex=M", 2, "The patient's age is needed"),
        (("--covariates", "sex"), "sex=X", 2, 'The patient\'s sex is "X", but the controls have F and M'),
        (("--covariates", "age,sex,mean_fd"), VALUES, 3, "22 controls allow 2 covariates, but there are 3"),
        (("--controls", "group=patient"), VALUES, 3, 'The group "patient" is empty'),
        ((), "weight=70", 2, '--values names "weight", but the table has participant_id, group'),
        (("--transform", "fisher"), VALUES, 3, "Fisher z needs correlations between -1 and 1"),
    ],
)
def test_that_what_cannot_be_compared_is_one_sentence(call, tmp_path, study, more, values, code, sentence):
    answer = call(*words(study, tmp_path / "o", *more, values=values))
    assert answer.code == code
    assert sentence in answer.sentences[-1]
    assert not (tmp_path / "o").exists()


def test_that_another_sequence_is_refused_with_the_reason(call, tmp_path, study):
    study["map"] = write_map(made_map(np.ones(MASK.n_voxels), tr_s=0.8), tmp_path / "other", space="MNI152")
    answer = call(*words(study, tmp_path / "o"))
    assert answer.code == 3
    assert answer.sentences[-1] == (
        "The map of the patient differs in tr_s (0.8) from that of the controls (2.0), so they cannot be compared."
    )


def test_that_nothing_is_overwritten_unasked_and_few_controls_give_no_map(call, tmp_path, study):
    lines = study["table"].read_text().splitlines()
    study["table"].write_text("\n".join(lines[:9]))
    answer = call(*words(study, tmp_path / "o"))
    assert answer.code == 0
    assert not (tmp_path / "o" / "t.nii.gz").exists()
    assert "8 controls are too few for a map; at least 10 are needed." in answer.err
    assert call(*words(study, tmp_path / "o")).code == 1
    assert call(*words(study, tmp_path / "o", "--force")).code == 0


def test_that_several_maps_are_tested_at_once_by_the_largest_deviation_in_any(call, tmp_path, study):
    """The same map twice: everyone's largest |t| over both is that of one, and so is p."""
    lines = study["table"].read_text().splitlines()
    column = lines[0].split("\t").index("malff")
    rows = [line + "\t" + ("again" if n == 0 else line.split("\t")[column]) for n, line in enumerate(lines)]
    study["table"].write_text("\n".join(rows) + "\n")
    out = tmp_path / "o"
    given = words(study, out)
    given[2:3] = [study["map"], study["map"]]
    given[given.index("malff") : given.index("malff") + 1] = ["malff", "again"]
    answer = call(*given)
    assert answer.code == 0, answer.err
    both = json.loads((out / "exchangeable_over_metrics.json").read_text())["claims"][0]
    one = json.loads((out / "malff" / "exchangeable.json").read_text())["claims"][0]
    assert both["controls"] == pytest.approx(one["controls"])
    assert (both["p"], both["patient"]) == (one["p"], pytest.approx(one["patient"]))
    assert both["sentence"] in answer.out


def test_that_maps_without_columns_are_refused(call, tmp_path, study):
    given = words(study, tmp_path / "o")
    given[2:3] = [study["map"], study["map"]]
    answer = call(*given)
    assert answer.code == 2
    assert "one --map for each column" in answer.err
