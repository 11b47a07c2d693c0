import json

import numpy as np
import pytest

from tests.analysis.stats.clinical.published_data import ASAH


@pytest.fixture
def table(tmp_path):
    """The 113 people of aSAH as a table."""
    lines = ["participant_id\toutcome\ts100b\tndka\tage"]
    for index in range(113):
        word = "poor" if ASAH["outcome"][index] else "good"
        lines.append(f"doe_{index}\t{word}\t{ASAH['s100b'][index]}\t{ASAH['ndka'][index]}\t{ASAH['age'][index]}")
    path = tmp_path / "people.tsv"
    path.write_text("\n".join(lines) + "\n")
    return path


def words(table, out, *more):
    return ["study", "roc", "--table", table, "--outcome", "outcome", "--positive", "poor", "--out", out, *more]


def test_that_areas_and_tests_are_those_of_proc(call, tmp_path, table):
    """pROC 1.18.0 and glm of R 4.2.2 on aSAH."""
    out = tmp_path / "o"
    answer = call(*words(table, out, "--x", "s100b,ndka", "--covariates", "age", "--figure-format", "svg"))
    assert answer.code == 0, answer.err
    record = json.loads((out / "roc.json").read_text())
    curves = {(c["curve"], c["kind"]): c for c in record["curves"]}
    assert curves["s100b", "variable"]["auc"] == pytest.approx(0.731368563686, abs=1e-11)
    assert curves["s100b + ndka + age", "model, apparent"]["auc"] == pytest.approx(0.775067750678, abs=1e-11)
    assert record["comparisons"][0]["p"] == pytest.approx(0.164295175223054, rel=1e-10)
    assert record["comparisons"][1]["p"] == pytest.approx(0.00230220429491212, rel=1e-8)
    assert "AUC 0.731 (95 % CI by DeLong: plain 0.630 to 0.833" in answer.out
    assert any(s.startswith("How were these variables chosen?") for s in answer.sentences)
    for path in out.iterdir():
        assert "doe" not in path.read_text()


def test_that_a_circular_choice_is_stamped_and_the_choice_is_made_in_the_folds(call, tmp_path, table):
    out = tmp_path / "o"
    answer = call(
        *words(table, out, "--x", "s100b", "--selected-by-same-contrast"),
        "--candidates", "s100b,nd*", "--repeats", "3", "--seed", "8",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    assert "\nCIRCULAR. ROC curves of s100b" in answer.out
    nested = json.loads((out / "roc.json").read_text())["nested"]
    assert (nested["seed"], len(nested["of_repeats"])) == (8, 3)
    assert (out / "candidates.tsv").read_text().splitlines()[0] == "candidate\tchosen_share"


def test_that_what_is_on_record_of_the_choice_needs_no_word(call, tmp_path, table):
    described = {"s100b": {"SelectedFrom": "ab", "SharedPeople": 113, "Circular": True}}
    table.with_suffix(".json").write_text(json.dumps(described))
    answer = call(*words(table, tmp_path / "o", "--x", "s100b", "--selected-independently"))
    assert answer.code == 0
    assert any(s.startswith("CIRCULAR: these variables were chosen") for s in answer.sentences)


def test_that_a_low_direction_is_asked_for_by_name(call, tmp_path, table):
    answer = call(*words(table, tmp_path / "o", "--x", "s100b,ndka", "--lower", "s100b"))
    assert "s100b (lower = poor): AUC 0.269" in answer.out
    assert any('The AUC of "s100b" is below 0.5: poor has higher values' in s for s in answer.sentences)


def test_that_impossible_questions_end_in_one_sentence(call, tmp_path, table):
    out = tmp_path / "o"
    many = table.read_text().replace("doe_0\tgood", "doe_0\tfair").replace("doe_5\tpoor", "doe_5\tfair")
    three = tmp_path / "three.tsv"
    three.write_text(many)
    for file, more, code, sentence in (
        (
            three,
            ["--x", "s100b"],
            2,
            'The column "outcome" holds 3 groups (poor, fair, good); say which one is negative',
        ),
        (table, ["--x", "s100b", "--negative", "poor"], 2, '"poor" cannot be both positive and negative'),
        (table, ["--x", "s100b", "--negative", "bad"], 3, 'The group "bad" is empty'),
        (table, ["--x", "s100b", "--candidates", "alff_*"], 3, 'No column is called, or matches, "alff_*"'),
        (table, ["--x", "s100b", "--covariates", "s100b"], 2, '"s100b" is asked for twice'),
    ):
        answer = call(*words(file, out, *more))
        assert answer.code == code, answer.err
        assert answer.sentences[-1].startswith(sentence)
        assert not out.exists()


def test_that_separated_groups_have_curves_but_no_model(call, tmp_path):
    apart = tmp_path / "apart.tsv"
    values = np.r_[np.arange(20) + 50, np.arange(20)]
    rows = [f"p{i}\t{'poor' if i < 20 else 'good'}\t{values[i]}\t{i % 7}" for i in range(40)]
    apart.write_text("participant_id\toutcome\treho\tnoise\n" + "\n".join(rows) + "\n")
    out = tmp_path / "o"
    answer = call(*words(apart, out, "--x", "reho,noise", "--candidates", "noise,reho", "--repeats", "1"))
    assert answer.code == 0, answer.err
    assert any(s.startswith('The groups are separated perfectly by "reho"') for s in answer.sentences)
    rows = [line.split("\t") for line in (out / "auc.tsv").read_text().splitlines()]
    assert [row[0] for row in rows[1:]] == ["reho", "noise"]
    assert (rows[1][7], rows[1][9]) == ("1", "n/a")  # the area, and no interval
    assert len((out / "coefficients.tsv").read_text().splitlines()) == 1


def test_that_missing_candidates_are_left_out_together_and_told(call, tmp_path, table):
    lines = table.read_text().splitlines()
    cells = lines[2].split("\t")
    lines[2] = "\t".join([*cells[:3], "n/a", cells[4]])
    table.write_text("\n".join(lines) + "\n")
    more = ["--x", "s100b", "--candidates", "s100b,ndka", "--repeats", "1"]
    assert (
        call(*words(table, tmp_path / "o", *more)).sentences[-1].startswith('The column "ndka" has no value for line 3')
    )
    answer = call(*words(table, tmp_path / "o", *more, "--complete"))
    assert answer.code == 0
    assert any("1 of 113 people lack a value" in s for s in answer.sentences)


def test_that_the_help_has_an_example(call):
    answer = call("study", "roc", "--help")
    assert answer.code == 0
    assert "main.py study roc --table" in answer.out
