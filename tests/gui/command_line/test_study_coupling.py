import json

import numpy as np
import pytest
from scipy import stats

from analysis.files.results import write_mask, write_volume
from analysis.grid import Grid
from analysis.image import Mask, Volume

GRID = Grid((6, 7, 5), np.array([[-8.0, 0, 0, 12], [0, 8, 0, -14], [0, 0, 8, -10], [0, 0, 0, 1]]))
N = 15


@pytest.fixture
def study(tmp_path):
    """Three groups of five with CBF and ReHo; the paths of table and mask, and everyone's z."""
    folder, rng = tmp_path / "in", np.random.default_rng(2)
    inside = np.ones(GRID.shape, bool)
    inside[:, 0] = False
    lines, z = ["participant_id\tgroup\tage\tcbf\treho"], []
    for index in range(N):
        reho = rng.uniform(0.2, 0.8, GRID.shape)
        cbf = 30 + (30, 60, 90)[index % 3] * reho + rng.normal(0, 15, GRID.shape)
        for name, data in (("cbf", cbf), ("reho", reho)):
            write_volume(Volume(GRID, data), folder / f"doe_{index}_{name}.nii.gz", space="MNI152")
        group = ("MOH", "EM", "HC")[index % 3]
        lines.append(
            f"sub-{index:02}\t{group}\t{rng.normal(40, 9):.1f}\tdoe_{index}_cbf.nii.gz\tdoe_{index}_reho.nii.gz"
        )
        pair = (v.astype(np.float32)[inside].astype(float) for v in (cbf, reho))
        z.append(np.arctanh(stats.pearsonr(*pair)[0]))
    table = folder / "people.tsv"
    table.write_text("\n".join(lines) + "\n")
    mask = write_mask(Mask(GRID, inside), folder / "mask.nii.gz", space="MNI152")
    return {"table": table, "mask": mask, "z": np.array(z)}


def words(study, out, *more):
    return [
        "study", "coupling", "--table", study["table"], "--cbf", "cbf", "--metric", "reho", "--mask", study["mask"],
        "--group", "group", "--out", out, *more,
    ]  # fmt: skip


def test_that_three_groups_are_compared_in_the_z_of_each_person(call, tmp_path, study):
    out = tmp_path / "o"
    answer = call(*words(study, out, "--test", "t", "--covariates", "age"))
    assert answer.code == 0, answer.err
    rows = [line.split("\t") for line in (out / "coupling.tsv").read_text().splitlines()]
    assert rows[0] == ["line", "group", "r", "fisher_z", "n_voxels", "n_mask_voxels"]
    np.testing.assert_allclose([float(row[3]) for row in rows[1:]], study["z"], atol=1e-6)
    record = json.loads((out / "coupling.json").read_text())
    f = stats.f_oneway(*(study["z"][group::3] for group in range(3)))
    assert record["test"]["statistic"] == pytest.approx(f.statistic, rel=1e-5)
    assert record["test"]["dof"] == [2, 12]
    assert record["adjusted"]["test"]["dof"] == [2, 11]
    assert len(record["pairs"]) == len(record["adjusted"]["pairs"]) == 3
    assert "one-way ANOVA" in answer.out
    assert any("the number of voxels is no sample size" in s for s in answer.sentences)


def test_that_no_person_and_no_file_is_named(call, tmp_path, study, log_folder):
    out = tmp_path / "o"
    assert call(*words(study, out, "--figure-format", "svg")).code == 0
    assert (out / "coupling_by_group.svg").is_file()
    for path in (*out.iterdir(), *log_folder.iterdir()):
        assert "doe" not in path.read_text()
        assert "sub-0" not in path.read_text()


def test_that_two_groups_in_an_order_give_a_difference_with_its_sign(call, tmp_path, study):
    out = tmp_path / "o"
    assert call(*words(study, out, "--groups", "HC,MOH", "--test", "welch")).code == 0
    record = json.loads((out / "coupling.json").read_text())
    t = stats.ttest_ind(study["z"][2::3], study["z"][0::3], equal_var=False)
    assert record["test"]["statistic"] == pytest.approx(t.statistic, rel=1e-5)
    assert [group["group"] for group in record["groups"]] == ["HC", "MOH"]


def test_that_bad_tables_end_in_one_sentence(call, tmp_path, study):
    text = study["table"].read_text()
    for old, new, sentence in (
        ("doe_4_cbf", "doe_44_cbf", 'The map of line 6 (sub-04) is missing: there is no file "doe_44_cbf.nii.gz"'),
        ("sub-03\tMOH", "sub-03\tn/a", 'The column "group" has no group for line 5 (sub-03)'),
    ):
        study["table"].write_text(text.replace(old, new))
        answer = call(*words(study, tmp_path / "o"))
        assert answer.code == 3
        assert answer.sentences[-1].startswith(sentence)
        assert not (tmp_path / "o").exists()


def test_that_the_help_has_an_example(call):
    answer = call("study", "coupling", "--help")
    assert answer.code == 0
    assert "main.py study coupling --table" in answer.out
