import csv
import json

import numpy as np
import pytest
from scipy import stats

from analysis.demo.controls import CohortSettings, write_cohort
from analysis.files import nifti
from analysis.files.results import write_map
from analysis.image import Volume
from analysis.provenance import InputRecord, Provenance, sha256_of_file
from analysis.scan import StatMap

N = 14


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    """The simulated cohort as main.py demo --controls writes it, on a coarse grid."""
    settings = CohortSettings(n_controls=N, n_patients=N, voxel_mm=6.0)
    return write_cohort(tmp_path_factory.mktemp("study") / "cohort", settings)


def rows_of(path):
    with open(path) as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def numbers(table, column, group):
    cells = [row[column] for row in rows_of(table) if row["group"] == group]
    return np.array([float(cell) for cell in cells if cell != "n/a"])


def test_that_describe_counts_and_compares_the_demonstration_cohort(call, tmp_path, cohort):
    variables = "age,sex,handedness,duration_years,vas,phq9,ndi"
    answer = call("study", "describe", "--table", cohort, "--variables", variables, "--group", "group",
                  "--groups", "pain,control", "--test", "age=welch", "--figure-format", "svg",
                  "--out", tmp_path / "o")  # fmt: skip
    assert answer.code == 0, answer.err
    tests = {row["variable"]: row for row in rows_of(tmp_path / "o" / "tests.tsv") if row["reported"] == "yes"}
    pain, control = (numbers(cohort, "age", group) for group in ("pain", "control"))
    assert float(tests["age"]["p_two_tailed"]) == pytest.approx(stats.ttest_ind(pain, control, equal_var=False).pvalue)
    assert tests["age"]["chosen_by"].startswith("asked for")
    assert "duration_years" not in tests
    cells = {(row["variable"], row["group"]): row for row in rows_of(tmp_path / "o" / "characteristics.tsv")}
    assert (cells["duration_years", "control"]["n"], cells["duration_years", "control"]["n_missing"]) == ("0", str(N))
    assert (cells["ndi", "pain"]["n"], cells["ndi", "pain"]["n_missing"]) == (str(N - 1), "1")
    assert float(cells["age", "pain"]["sd"]) == pytest.approx(pain.std(ddof=1))
    assert cells["age", "pain"]["unit"] == "years"
    words = (tmp_path / "o" / "characteristics.md").read_text()
    assert f"| pain (n = {N}) | control (n = {N}) |" in words
    assert "Welch t, unequal variances" in words
    record = json.loads((tmp_path / "o" / "characteristics.json").read_text())["provenance"]
    assert record["parameters"]["groups"] == {"pain": N, "control": N}
    assert record["inputs"] == [{"role": "table", "sha256": sha256_of_file(cohort)}]
    for written in (tmp_path / "o").iterdir():
        assert "sub-" not in written.read_text()


def test_that_the_flow_of_the_demonstration_cohort_ends_with_its_people(call, tmp_path, cohort):
    screening = cohort.parent / "screening.tsv"
    answer = call("study", "flow", "--table", screening, "--group", "group", "--excluded", "excluded",
                  "--out", tmp_path / "o")  # fmt: skip
    assert answer.code == 0, answer.err
    assert f"pain: {N + 1} recruited, 1 excluded, {N} analysed" in answer.out
    assert f"all: {2 * N + 2} recruited, 2 excluded, {2 * N} analysed" in answer.out
    chart = json.loads((tmp_path / "o" / "flow.json").read_text())["chart"]
    assert {box["role"] for box in chart["boxes"]} == {"recruited", "group", "excluded", "analysed"}
    assert sum(int(row["n"]) for row in rows_of(tmp_path / "o" / "flow.tsv") if row["step"] == "excluded") == 4


def test_that_regions_become_columns_that_correlate_with_age(call, tmp_path, cohort):
    answer = call("study", "regions", "--table", cohort, "--maps", "malff", "--mask", cohort.parent / "mask.nii.gz",
                  "--aal", "Postcentral_L,Insula_R", "--out", tmp_path / "v")  # fmt: skip
    assert answer.code == 0, answer.err
    table = tmp_path / "v" / "participants.tsv"
    head = table.read_text().splitlines()[0].split("\t")
    assert head[-2:] == ["malff_Postcentral_L", "malff_Insula_R"]
    with open(cohort) as stream:
        assert head[:-2] == [name for name in stream.readline().strip().split("\t") if name != "malff"]
    assert json.loads(table.with_suffix(".json").read_text())["vas"]["Units"] == "points"
    answer = call("study", "correlate", "--table", table, "--x", "malff_Postcentral_L,malff_Insula_R", "--y", "age",
                  "--covariates", "sex", "--group", "group", "--by-group", "--figure-format", "svg",
                  "--out", tmp_path / "c")  # fmt: skip
    assert answer.code == 0, answer.err
    rows = rows_of(tmp_path / "c" / "correlations.tsv")
    assert [(row["group"], row["n"], row["dof"], row["m"]) for row in rows] == [
        ("control", str(N), str(N - 3), "4"), ("control", str(N), str(N - 3), "4"),
        ("pain", str(N), str(N - 3), "4"), ("pain", str(N), str(N - 3), "4"),
    ]  # fmt: skip
    assert all(float(row["r"]) < -0.5 for row in rows)  # activity falls with age in the simulation
    assert f"r({N - 3})" in answer.out
    assert len(rows_of(tmp_path / "c" / "points.tsv")) == 4 * N
    for written in (tmp_path / "c").iterdir():
        assert "sub-" not in written.read_text()


def test_that_clusters_of_the_same_people_are_called_circular(call, tmp_path, cohort):
    mask = nifti.read_mask(cohort.parent / "mask.nii.gz")
    data = np.full(mask.grid.shape, np.nan, np.float32)
    data[mask.grid.voxel_at(np.array([-57.0, -12, 30]))] = -5.0
    maps = [cohort.parent / row["malff"] for row in rows_of(cohort)]
    inputs = tuple(InputRecord("malff", sha256_of_file(path)) for path in maps)
    kept = StatMap(Volume(mask.grid, data, "thresholded"), "thresholded", Provenance("compare", {}, inputs), None)
    result = write_map(kept, tmp_path / "result", space="MNI152")
    answer = call("study", "regions", "--table", cohort, "--maps", "malff", "--mask", cohort.parent / "mask.nii.gz",
                  "--clusters", result, "--out", tmp_path / "v")  # fmt: skip
    assert answer.code == 0, answer.err
    assert any(f"the maps of {2 * N} of these {2 * N} people" in sentence for sentence in answer.sentences)
    table = tmp_path / "v" / "participants.tsv"
    column = table.read_text().splitlines()[0].split("\t")[-1]
    answer = call("study", "describe", "--table", table, "--variables", column, "--group", "group",
                  "--out", tmp_path / "d")  # fmt: skip
    assert answer.code == 0, answer.err
    assert "CIRCULAR" in (tmp_path / "d" / "characteristics.md").read_text()
    answer = call("study", "correlate", "--table", table, "--x", column, "--y", "vas", "--out", tmp_path / "c")
    assert "CIRCULAR" in (tmp_path / "c" / "correlations.md").read_text()


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["--variables", "pain"], 3, 'The table has no column "pain"'),
        (["--variables", "score"], 3, 'The column "score" holds "4,5" for line 4 (sub-03)'),
        (["--variables", "age", "--groups", "pain,none"], 3, 'The group "none" is empty'),
        (["--variables", "age", "--id", "twin"], 3, '"x" is in the table twice, in lines 2 and 3'),
        (["--variables", "age,age"], 2, "holds a name twice"),
        (["--variables", "age", "--test", "age=anova"], 2, "must be COLUMN=WORD"),
        (["--variables", "age", "--numeric", "age", "--categorical", "age"], 2, "both numeric and categorical"),
    ],
)
def test_that_a_bad_table_or_question_is_refused_by_name(call, tmp_path, words, code, sentence):
    table = tmp_path / "people.tsv"
    lines = [
        "participant_id,twin,group,age,score",
        "sub-01,x,pain,30,1",
        "sub-02,x,pain,35,2",
        "sub-03,y,control,40,4.5",
    ]
    table.write_text("\n".join([*lines, "sub-04,z,control,45,3"]).replace(",", "\t").replace("4.5", "4,5") + "\n")
    answer = call("study", "describe", "--table", table, "--group", "group", "--out", tmp_path / "o", *words)
    assert answer.code == code
    assert sentence in answer.err
    assert not (tmp_path / "o").exists()


def test_that_a_published_p_is_computed_again_with_each_test(call):
    # Zhang et al. 2025: men 15 of 31 and 9 of 33, p = .081; R 4.2.2: chisq.test, fisher.test
    answer = call("study", "published", "--first", "15/31", "--second", "9/33")
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert lines[0].startswith("Pearson chi-square, no continuity correction: χ²(1) = 3.040, p = .081 (p = 0.0812124)")
    assert lines[1].endswith("(p = 0.137446)")
    assert lines[2] == "Fisher exact (p = 0.121116)"
    # t = 1 / (1 sqrt(2/10)) = 2.2361 with 18 df; R 4.2.2: 2 * pt(-sqrt(5), 18)
    answer = call("study", "published", "--first", "-1,1,10", "--second", "-2,1,10")
    assert "t(18) = 2.236, p = .038 (p = 0.0382496)" in answer.out


@pytest.mark.parametrize(
    ("first", "sentence"),
    [
        ("32/31", "must be MEAN,SD,N"),
        ("5,1", "must be MEAN,SD,N"),
        ("5,-1,9", "an SD of at least 0"),
        ("5,1,9", "both as K/N"),
    ],
)
def test_that_published_numbers_that_cannot_be_are_refused(call, first, sentence):
    answer = call("study", "published", "--first", first, "--second", "9/33")
    assert answer.code == 2
    assert sentence in answer.err


def test_that_nothing_is_overwritten_unasked(call, tmp_path, cohort):
    words = ("study", "describe", "--table", cohort, "--variables", "age", "--group", "group", "--out", tmp_path / "o")
    assert call(*words).code == 0
    before = (tmp_path / "o" / "characteristics.md").read_bytes()
    refused = call(*words)
    assert refused.code == 1
    assert "--force" in refused.err
    assert call(*words, "--force").code == 0
    assert (tmp_path / "o" / "characteristics.md").read_bytes() == before


@pytest.mark.parametrize("kind", ["describe", "flow", "regions", "correlate"])
def test_that_help_has_an_example(call, kind):
    answer = call("study", kind, "--help")
    assert answer.code == 0
    assert f"main.py study {kind} --table" in answer.out
