import numpy as np
import pytest
from scipy import stats

from analysis.errors import Cancelled, DataError, InputError, OptionError
from analysis.files.results import write_volume
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.perfusion.coupling import couple
from analysis.perfusion.group_coupling import (
    VOXELS_ARE_NO_SAMPLE,
    CouplingQuestion,
    compare_coupling,
)
from analysis.stats.clinical.describe import Choice, DescribeOptions
from analysis.stats.cohort_table import read_cohort_table
from tests.stopped import stopped_after

GRID = Grid((6, 7, 5), np.array([[3.0, 0, 0, -9], [0, 3, 0, -9], [0, 0, 3, -6], [0, 0, 0, 1]]))
N = 12
QUESTION = CouplingQuestion("cbf", "reho", "group")


def mask():
    inside = np.ones(GRID.shape, bool)
    inside[0] = False
    return Mask(GRID, inside)


def maps(index):
    """CBF and ReHo of one person; coupled less in the first half."""
    rng = np.random.default_rng(index)
    reho = rng.uniform(0.2, 0.8, GRID.shape)
    return 20 + (40 if index < N // 2 else 90) * reho + rng.normal(0, 12, GRID.shape), reho


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The maps of twelve people and their table."""
    place = tmp_path_factory.mktemp("coupling")
    lines = ["participant_id\tgroup\tage\tcbf\treho"]
    for index in range(N):
        for name, data in zip(("cbf", "reho"), maps(index), strict=True):
            write_volume(Volume(GRID, data), place / f"{name}_{index}.nii.gz", space="MNI152")
        group = "EM" if index < N // 2 else "HC"
        lines.append(f"s{index}\t{group}\t{30 + (index * 7) % 11}\tcbf_{index}.nii.gz\treho_{index}.nii.gz")
    (place / "people.tsv").write_text("\n".join(lines) + "\n")
    return place


@pytest.fixture
def table(folder):
    return read_cohort_table(folder / "people.tsv")


def test_that_each_person_has_the_r_of_the_single_command(table):
    found = compare_coupling(table, mask(), QUESTION)
    for index, person in enumerate(found.people):
        alone = couple(*(Volume(GRID, data.astype(np.float32)) for data in maps(index)), mask())
        assert person.r == pytest.approx(alone.r, abs=1e-7)
        assert person.fisher_z == pytest.approx(np.arctanh(person.r), abs=1e-12)
        assert (person.line, person.n_voxels) == (index + 2, 175)


def test_that_groups_are_compared_in_z_with_one_value_a_person(table):
    asked = DescribeOptions(tests={"fisher_z": Choice.T})
    found = compare_coupling(table, mask(), QUESTION, options=asked)
    t = stats.ttest_ind(found.z_of("EM"), found.z_of("HC"))
    assert found.comparison.test.statistic == pytest.approx(t.statistic, rel=1e-9)
    assert found.comparison.test.dof == (10.0,)  # people, not 12 x 175 voxels
    assert found.warnings[0] == VOXELS_ARE_NO_SAMPLE


def test_that_means_and_limits_are_in_z_and_turned_back(table):
    found = compare_coupling(table, mask(), QUESTION)
    z = found.z_of("HC")
    low, high = stats.t.interval(0.95, 5, z.mean(), z.std(ddof=1) / np.sqrt(6))
    assert (found.means[1].low_z, found.means[1].high_z) == pytest.approx((low, high))
    assert found.means[1].r == pytest.approx((np.tanh(z.mean()), np.tanh(low), np.tanh(high)))


def test_that_the_scale_of_a_map_changes_nothing(table, tmp_path, folder):
    lines = (folder / "people.tsv").read_text().replace("reho_", "scaled_").splitlines()
    for index in range(N):
        write_volume(Volume(GRID, 3 * maps(index)[1] - 1), tmp_path / f"scaled_{index}.nii.gz", space="MNI152")
        write_volume(Volume(GRID, maps(index)[0]), tmp_path / f"cbf_{index}.nii.gz", space="MNI152")
    (tmp_path / "people.tsv").write_text("\n".join(lines) + "\n")
    first = compare_coupling(table, mask(), QUESTION)
    second = compare_coupling(read_cohort_table(tmp_path / "people.tsv"), mask(), QUESTION)
    assert [p.r for p in second.people] == pytest.approx([p.r for p in first.people], abs=1e-6)


def test_that_covariates_give_an_adjusted_test(table):
    found = compare_coupling(table, mask(), CouplingQuestion("cbf", "reho", "group", ("HC", "EM"), ("age",)))
    z = np.concatenate([found.z_of("EM"), found.z_of("HC")])
    age = np.array([float(a) for a in table.column("age")])
    x = np.column_stack([np.arange(N) >= N // 2, np.ones(N), age]).astype(float)
    b = np.linalg.lstsq(x, z, rcond=None)[0]
    assert found.groups == ("HC", "EM")
    assert found.adjusted.pairs[0].difference == pytest.approx(b[0], rel=1e-9)
    assert found.adjusted.test.dof == (9.0,)
    assert compare_coupling(table, mask(), QUESTION).adjusted is None


def test_that_no_name_of_a_person_or_a_file_is_on_record(table):
    found = compare_coupling(table, mask(), QUESTION)
    assert len(found.provenance.inputs) == 2 * N + 1
    words = str(found.provenance.as_dict())
    assert "s11" not in words
    assert "cbf_1" not in words


def test_that_people_with_few_common_voxels_are_told(folder, table, tmp_path):
    flow, reho = maps(3)
    flow[1:3] = np.nan
    for name, data in (("cbf", flow), ("reho", reho)):
        write_volume(Volume(GRID, data), tmp_path / f"{name}_3.nii.gz", space="MNI152")
    text = (folder / "people.tsv").read_text()
    for name in ("cbf", "reho"):
        text = text.replace(f"\t{name}_", f"\t{folder}/{name}_").replace(f"{folder}/{name}_3.", f"{tmp_path}/{name}_3.")
    (tmp_path / "people.tsv").write_text(text)
    found = compare_coupling(read_cohort_table(tmp_path / "people.tsv"), mask(), QUESTION)
    assert any("1 people have both maps in less than 80%" in w and "lines 5" in w for w in found.warnings)
    flow[:] = np.nan
    flow[1, 0, 0] = 1
    write_volume(Volume(GRID, flow), tmp_path / "cbf_3.nii.gz", space="MNI152", force=True)
    with pytest.raises(DataError, match=r"line 5 \(s3\): Only 1 voxels of the mask have both"):
        compare_coupling(read_cohort_table(tmp_path / "people.tsv"), mask(), QUESTION)


def test_that_bad_questions_are_refused_by_name(table):
    with pytest.raises(OptionError, match='Both maps are the column "cbf"'):
        compare_coupling(table, mask(), CouplingQuestion("cbf", "cbf", "group"))
    with pytest.raises(DataError, match='no column "alff"'):
        compare_coupling(table, mask(), CouplingQuestion("cbf", "alff", "group"))
    with pytest.raises(DataError, match='The group "MOH" is empty'):
        compare_coupling(table, mask(), CouplingQuestion("cbf", "reho", "group", ("MOH", "HC")))


def test_that_a_missing_map_names_its_row(folder, tmp_path):
    text = (folder / "people.tsv").read_text().replace("cbf_4.", "cbf_lost.").replace("\tcbf_", f"\t{folder}/cbf_")
    (tmp_path / "people.tsv").write_text(text)
    with pytest.raises(InputError, match=r"line 6 \(s4\)"):
        compare_coupling(read_cohort_table(tmp_path / "people.tsv"), mask(), QUESTION)


def test_that_the_work_can_be_stopped(table):
    with pytest.raises(Cancelled):
        compare_coupling(table, mask(), QUESTION, progress=stopped_after(0.3))
