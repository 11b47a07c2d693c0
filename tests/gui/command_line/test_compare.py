import json

import nibabel
import numpy as np
import pytest
from scipy import ndimage, stats

from analysis.files.results import write_mask, write_volume
from analysis.grid import Grid
from analysis.image import Mask, Volume

GRID = Grid((20, 22, 18), np.array([[8.0, 0, 0, -76], [0, 8, 0, -104], [0, 0, 8, -56], [0, 0, 0, 1]]))
PLACE = (-36.0, -24, 48)
N = 10


@pytest.fixture
def cohort(tmp_path):
    """Ten against ten maps, less in the first group in one place; the paths of the table and the mask."""
    rng = np.random.default_rng(17)
    folder = tmp_path / "in"
    i, j, k = GRID.voxel_at(np.array(PLACE))
    lines = ["participant_id\tgroup\tage\tsex\tmalff"]
    for index in range(2 * N):
        data = 5 + ndimage.gaussian_filter(rng.normal(size=GRID.shape), 0.7) * 4
        data[i - 1 : i + 2, j - 1 : j + 2, k - 1 : k + 2] -= 6 * (index < N)
        write_volume(Volume(GRID, data), folder / "maps" / f"doe_{index}.nii.gz", space="MNI152")
        group = "pain" if index < N else "control"
        lines.append(f"sub-{index:02}\t{group}\t{rng.normal(45, 9):.1f}\t{'FM'[index % 2]}\tmaps/doe_{index}.nii.gz")
    table = folder / "participants.tsv"
    table.write_text("\n".join(lines) + "\n")
    index = np.stack(np.meshgrid(*(np.linspace(-1, 1, n) for n in GRID.shape), indexing="ij"))
    mask = write_mask(Mask(GRID, (index**2).sum(axis=0) < 1), folder / "mask.nii.gz", space="MNI152")
    return {"table": table, "mask": mask}


def words(cohort, out, *more, test="two-sample"):
    return [
        "compare", "--table", cohort["table"], "--maps", "malff", "--test", test, "--group", "group",
        "--mask", cohort["mask"], "--out", out, *more,
    ]  # fmt: skip


def values_of(cohort):
    inside = np.asarray(nibabel.load(cohort["mask"]).dataobj) > 0
    folder = cohort["table"].parent / "maps"
    maps = [np.asarray(nibabel.load(folder / f"doe_{i}.nii.gz").dataobj)[inside] for i in range(2 * N)]
    return np.array(maps, dtype=float), inside


def test_that_the_maps_are_those_of_scipy_and_the_cluster_is_where_it_was_put(call, tmp_path, cohort):
    out = tmp_path / "o"
    answer = call(*words(cohort, out, "--correction", "grf", "--cluster-p", "0.001"))
    assert answer.code == 0, answer.err
    values, inside = values_of(cohort)
    t = np.asarray(nibabel.load(out / "t.nii.gz").dataobj)[inside]
    np.testing.assert_allclose(t, stats.ttest_ind(values[:N], values[N:]).statistic, rtol=1e-5, atol=1e-5)
    lines = [line.split("\t") for line in (out / "clusters.tsv").read_text().splitlines()]
    first = dict(zip(lines[0], lines[1], strict=True))
    assert float(first["peak_x"]) == pytest.approx(PLACE[0], abs=8.1)
    assert first["side"] == "L"
    assert float(first["value"]) < -5
    assert float(first["p_corrected"]) < 0.001
    caption = (out / "caption.txt").read_text().splitlines()[0]
    assert caption in answer.out
    assert caption.startswith("t of pain − control (malff): two-sample, pain n = 10, control n = 10, df = 18")
    record = json.loads((out / "t.json").read_text())
    assert (record["dof"], record["space"]) == (18.0, "MNI152")
    assert len(record["provenance"]["inputs"]) == 2 * N + 1
    for written in out.iterdir():
        if written.suffix in (".json", ".txt", ".tsv"):
            assert "doe" not in written.read_text()
            assert "sub-0" not in written.read_text()


def test_that_the_log_names_no_person_and_no_map(call, tmp_path, cohort, log_folder):
    cohort["table"].write_text(cohort["table"].read_text().replace("sub-03", "Jane_Roe").replace("doe_5", "lost_doe"))
    answer = call(*words(cohort, tmp_path / "o"))
    assert answer.code == 3
    assert 'The map of line 7 (sub-05) is missing: there is no file "lost_doe.nii.gz".' in answer.sentences[-1]
    logged = "".join(path.read_text() for path in log_folder.iterdir())
    assert "doe" not in logged
    assert "sub-05" not in logged


def test_that_covariates_permutations_and_the_order_of_groups_are_obeyed(call, tmp_path, cohort):
    more = ("--groups", "control,pain", "--covariates", "age,sex", "--correction", "tfce", "--permutations", "100",
            "--seed", "4")  # fmt: skip
    answer = call(*words(cohort, tmp_path / "o", *more))
    assert answer.code == 0, answer.err
    assert "t of control − pain" in answer.out
    assert "covariates age, sex (F = 0, M = 1), centred at their overall mean" in answer.out
    assert "100 rearrangements, seed 4" in answer.out
    again = call(*words(cohort, tmp_path / "p", *more))
    assert again.code == 0
    first, second = ((tmp_path / name / "p_corrected.nii.gz").read_bytes() for name in "op")
    assert first == second


def test_that_an_ancova_of_three_groups_writes_every_pair(call, tmp_path, cohort):
    lines = cohort["table"].read_text().splitlines()
    lines[1:] = [line.replace("control", "third") if i % 3 == 0 else line for i, line in enumerate(lines[1:])]
    lines[1:4] = [line.replace("pain", "third") for line in lines[1:4]]
    cohort["table"].write_text("\n".join(lines))
    answer = call(*words(cohort, tmp_path / "o", "--correction", "fdr", test="ancova"))
    assert answer.code == 0, answer.err
    assert (tmp_path / "o" / "f.nii.gz").exists()
    pairs = sorted(p.name for p in (tmp_path / "o").iterdir() if p.is_dir())
    assert pairs == ["pain_minus_control", "third_minus_control", "third_minus_pain"]
    assert (tmp_path / "o" / pairs[0] / "t.nii.gz").exists()


@pytest.mark.parametrize(
    ("change", "more", "code", "sentence"),
    [
        (("", ""), ("--covariates", "iq"), 3, 'The table has no column "iq"; it has participant_id, group, age'),
        (("", ""), ("--groups", "pain,migraine"), 3, 'The group "migraine" is empty'),
        (("\tF\t", "\tM\t"), ("--covariates", "sex"), 3, 'The column "sex" has the same value in every row'),
        (("age\tsex", "age\tgroup2"), ("--covariates", "age,age"), 2, "holds a name twice"),
        (("sub-04", "sub-03"), (), 3, '"sub-03" is in the table twice, in lines 5 and 6'),
        (("\tpain\t", "\tcontrol\t"), (), 2, "A two-sample test needs two groups, but there are 1: control"),
        (("", ""), ("--correction", "tfce", "--variance", "welch"), 2, "Permutations need equal variances"),
        (("", ""), ("--covariates", "malff"), 3, 'The column "malff" holds text'),
    ],
)
def test_that_a_bad_table_or_question_is_one_sentence(call, tmp_path, cohort, change, more, code, sentence):
    cohort["table"].write_text(
        cohort["table"].read_text().replace(*change) if change[0] else cohort["table"].read_text()
    )
    answer = call(*words(cohort, tmp_path / "o", *more))
    assert answer.code == code
    assert sentence in answer.sentences[-1]
    assert not (tmp_path / "o").exists()


def test_that_text_in_a_number_column_is_named_by_its_row(call, tmp_path, cohort):
    lines = cohort["table"].read_text().splitlines()
    cells = lines[3].split("\t")
    cells[2] = "forty"
    lines[3] = "\t".join(cells)
    cohort["table"].write_text("\n".join(lines))
    answer = call(*words(cohort, tmp_path / "o", "--covariates", "age"))
    assert answer.code == 3
    assert 'The column "age" holds "forty" for line 4 (sub-02), which is no number.' in answer.sentences


def test_that_maps_in_the_scanners_space_are_refused(call, tmp_path, cohort):
    folder = cohort["table"].parent / "maps"
    for path in folder.iterdir():
        data = np.asarray(nibabel.load(path).dataobj)
        write_volume(Volume(GRID, data), path, space="scanner", force=True)
    answer = call(*words(cohort, tmp_path / "o"))
    assert answer.code == 3
    assert "only be compared in MNI space" in answer.sentences[-1]


def test_that_nothing_is_overwritten_unasked(call, tmp_path, cohort):
    line = words(cohort, tmp_path / "o", "--correction", "none")
    assert call(*line).code == 0
    assert call(*line).code == 1
    assert call(*line, "--force").code == 0
