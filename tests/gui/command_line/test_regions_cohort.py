"""The percentile of a region's mean among controls, from the command line."""

import csv

import nibabel
import numpy as np
import pytest
from scipy import stats

from analysis.files.label_files import save_labels
from analysis.files.results import write_mask
from analysis.labels.label_map import LabelMap, Region
from tests.analysis.stats.made_cohort import GRID, MASK, write_cohort

BOX = np.s_[5:8, 9:13, 8:11]


@pytest.fixture
def words(tmp_path):
    """Twelve controls, a patient, a mask and a region of 36 voxels, all in MNI space."""
    table, image = write_cohort(tmp_path / "doe", n=12)
    mask = write_mask(MASK, tmp_path / "mask.nii.gz", space="MNI152")
    data = np.zeros(GRID.shape, np.uint16)
    data[BOX] = 1
    assert MASK.data[BOX].all()
    labels = LabelMap(GRID, data, [Region(1, "left block", (230, 159, 0))])
    regions = save_labels(labels, tmp_path / "r_dseg.nii.gz", space="MNI152")
    return ["regions", "numbers", "--regions", regions, "--map", image, "--out", tmp_path / "o"], table, mask


def test_that_the_percentile_is_crawford_and_howells_of_the_means(call, words, tmp_path):
    """By hand: the mean of each over the region, logarithms (as for ALFF), t with n - 1 of one against n."""
    start, table, mask = words
    answer = call(*start, "--cohort", table, "--maps", "malff", "--mask", mask, "--controls", "group=control")
    assert answer.code == 0, answer.err

    def mean(path):
        return np.log(float(np.asarray(nibabel.load(path).dataobj)[BOX].mean(dtype=float)))

    controls = np.array([mean(table.parent / f"sub-{n:02}" / "malff.nii.gz") for n in range(12)])
    own = mean(table.parent / "patient" / "malff.nii.gz")
    t = (own - controls.mean()) / (controls.std(ddof=1) * np.sqrt(13 / 12))
    with (tmp_path / "o" / "regions.tsv").open() as stream:
        (row,) = [row for row in csv.DictReader(stream, delimiter="\t") if row["cohort_n"] != "n/a"]
    assert row["cohort_n"] == "12"
    assert float(row["cohort_percentile"]) == pytest.approx(100 * stats.t.cdf(t, 11), abs=0.01)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("--maps", "malff"), "belong to --cohort"),
        (("--cohort", "TABLE", "--maps", "malff"), "needs --maps"),
        (("--cohort", "TABLE", "--maps", "malff", "age", "--mask", "MASK"), "belongs to a --map"),
        (("--cohort", "TABLE", "--maps", "malff", "--mask", "MASK", "--controls", "group"), "must be COLUMN=VALUE"),
        (("--cohort", "TABLE", "--maps", "cbf", "--mask", "MASK"), "cbf"),
    ],
)
def test_that_a_cohort_that_is_not_told_wholly_is_refused_and_nothing_is_written(call, words, tmp_path, more, sentence):
    start, table, mask = words
    known = {"TABLE": table, "MASK": mask}
    answer = call(*start, *(known.get(word, word) for word in more))
    assert answer.code != 0
    assert sentence in answer.err
    assert not (tmp_path / "o").exists() or not any((tmp_path / "o").iterdir())
