import json

import numpy as np
import pytest

N = 61


@pytest.fixture
def table(tmp_path):
    """Two groups of 61 people with a mediator, an outcome and four covariates; a third group of five."""
    rng = np.random.default_rng(3)
    lines = ["participant_id\tgroup\tage\tsex\teducation\tmotion\tphq9\tvas"]
    for index in range(N + 5):
        group = "HC" if index >= N else "MOH" if index < 23 else "EM"
        phq9 = rng.normal(8, 3) + 4 * (group == "MOH")
        vas = 0.3 * phq9 + rng.normal(3, 1)
        age, education = rng.normal(40, 9), rng.normal(12, 3)
        lines.append(
            f"doe_{index}\t{group}\t{age:.0f}\t{'FM'[index % 3 == 0]}\t{education:.1f}\t{rng.random():.3f}"
            f"\t{phq9:.2f}\t{vas:.3f}"
        )
    path = tmp_path / "people.tsv"
    path.write_text("\n".join(lines) + "\n")
    return path


def words(table, out, *more):
    return [
        "study", "mediate", "--table", table, "--x", "group", "--mediator", "phq9", "--y", "vas",
        "--covariates", "age,sex,education,motion", "--only", "group=MOH,EM", "--out", out, *more,
    ]  # fmt: skip


def test_that_the_folder_the_sentences_and_the_regressions_agree(call, tmp_path, table):
    out = tmp_path / "o"
    answer = call(*words(table, out, "--seed", "5"))
    assert answer.code == 0, answer.err
    record = json.loads((out / "mediation.json").read_text())
    cells = [line.split("\t") for line in table.read_text().splitlines()[1 : N + 1]]
    group = np.array([cell[1] == "MOH" for cell in cells], dtype=float)
    numbers = np.array([[float(c) for c in (cell[2], cell[4], cell[5], cell[6], cell[7])] for cell in cells])
    sex = np.array([cell[3] == "M" for cell in cells], dtype=float)
    phq9, vas = numbers[:, 3], numbers[:, 4]
    others = np.column_stack([np.ones(N), group, numbers[:, 0], sex, numbers[:, 1], numbers[:, 2]])
    a = np.linalg.lstsq(others, phq9, rcond=None)[0][1]
    b = np.linalg.lstsq(np.column_stack([others, phq9]), vas, rcond=None)[0][6]
    assert record["n"] == N
    assert record["indirect"]["estimate"] == pytest.approx(a * b, rel=1e-9)
    assert (record["indirect"]["seed"], record["indirect"]["n_resamples"]) == (5, 5000)
    assert f"ab = {a * b:.4g}" in answer.out
    assert "Exploratory, not causal" in answer.out
    assert "Only people with group = MOH or EM: 61 of 66." in answer.sentences
    assert "group: EM = 0, MOH = 1" in answer.out


def test_that_no_person_is_named_in_what_is_written_or_logged(call, tmp_path, table, log_folder):
    assert call(*words(table, tmp_path / "o", "--figure-format", "svg")).code == 0
    for path in (*(tmp_path / "o").iterdir(), *log_folder.iterdir()):
        assert "doe" not in path.read_text()


def test_that_bad_cells_are_named_by_row_and_column_or_left_out_and_told(call, tmp_path, table):
    lines = table.read_text().splitlines()
    cells = lines[4].split("\t")
    for cell, sentence in (
        ("n/a", 'The column "phq9" has no value for line 5 (doe_3); complete it or leave this row out.'),
        ("9,5", 'The column "phq9" holds "9,5" for line 5 (doe_3), which is no number.'),
    ):
        table.write_text("\n".join([*lines[:4], "\t".join([*cells[:6], cell, cells[7]]), *lines[5:]]) + "\n")
        answer = call(*words(table, tmp_path / "o"))
        assert answer.code == 3
        assert answer.sentences[-1] == sentence
    table.write_text("\n".join([*lines[:4], "\t".join([*cells[:6], "n/a", cells[7]]), *lines[5:]]) + "\n")
    answer = call(*words(table, tmp_path / "o", "--complete"))
    assert answer.code == 0
    assert any("1 of 61 people lack a value" in s and "(lines 5)" in s for s in answer.sentences)
    assert json.loads((tmp_path / "o" / "mediation.json").read_text())["n"] == 60


def test_that_impossible_models_end_in_one_sentence(call, tmp_path, table):
    base = ["study", "mediate", "--table", table, "--out", tmp_path / "o"]
    for more, code, sentence in (
        (["--x", "age", "--mediator", "phq9", "--y", "sex"], 3, 'The outcome "sex" has two values only'),
        (["--x", "age", "--mediator", "phq9", "--y", "vas", "--covariates", "phq9"], 2, '"phq9" is the mediator and a'),
        (["--x", "group", "--mediator", "phq9", "--y", "vas"], 3, 'The column "group" holds text (EM, HC, MOH'),
        (["--x", "age", "--mediator", "bdi", "--y", "vas"], 3, 'The table has no column "bdi"'),
    ):
        answer = call(*base, *more)
        assert answer.code == code
        assert answer.sentences[-1].startswith(sentence)
        assert not (tmp_path / "o").exists()


def test_that_nothing_is_overwritten_unasked_and_a_seed_repeats(call, tmp_path, table):
    out = tmp_path / "o"
    assert call(*words(table, out, "--resamples", "200")).code == 0
    first = (out / "resamples.tsv").read_bytes()
    assert call(*words(table, out, "--resamples", "200")).code == 1
    assert call(*words(table, out, "--resamples", "200", "--force")).code == 0
    assert (out / "resamples.tsv").read_bytes() == first
    assert call(*words(table, out, "--resamples", "200", "--force", "--seed", "1")).code == 0
    assert (out / "resamples.tsv").read_bytes() != first


def test_that_what_is_on_record_of_a_region_is_said(call, tmp_path, table):
    described = {"vas": {"SelectedFrom": "ab", "SharedPeople": 61, "Circular": True}}
    table.with_suffix(".json").write_text(json.dumps(described))
    answer = call(*words(table, tmp_path / "o", "--resamples", "100"))
    assert answer.code == 0
    assert any(s.startswith('CIRCULAR: the region of "vas"') for s in answer.sentences)
    assert "CIRCULAR" in (tmp_path / "o" / "mediation.txt").read_text()


def test_that_the_help_has_an_example(call):
    answer = call("study", "mediate", "--help")
    assert answer.code == 0
    assert "main.py study mediate --table" in answer.out
