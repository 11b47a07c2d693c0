import json
from dataclasses import replace

import pytest

from analysis.errors import OutputError
from analysis.provenance import InputRecord
from analysis.stats.clinical.describe import Choice, DescribeOptions, describe
from analysis.stats.clinical.describe_files import FILES, provenance, write_characteristics
from tests.analysis.stats.clinical.people_tables import table_of
from tests.analysis.stats.clinical.r_datasets import PLANT_GROWTH, SLEEP_1, SLEEP_2

OPTIONS = DescribeOptions(group="group", tests={"extra": Choice.T})


def rows_of(path):
    lines = [line.split("\t") for line in path.read_text().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


@pytest.fixture
def found(tmp_path):
    extra = [*SLEEP_1, *SLEEP_2]
    sex = ["M"] * 7 + ["F"] * 3 + ["F"] * 8 + ["M", "n/a"]
    return describe(
        table_of(tmp_path, {"group": ["a"] * 10 + ["b"] * 10, "extra": extra, "sex": sex}), ["extra", "sex"], OPTIONS
    )


def test_that_the_folder_holds_all_files_and_each_group_its_numbers(found, tmp_path):
    written = write_characteristics(found, OPTIONS, tmp_path / "out")
    assert tuple(path.name for path in written) == FILES
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(FILES)
    rows = rows_of(written[0])
    a, b = rows[:2]
    # Student's sleep data (1908): means 0.75 and 2.33, SD 1.789 and 2.002
    assert (a["group"], float(a["mean"]), float(a["sd"])) == (
        "a",
        pytest.approx(0.75),
        pytest.approx(1.789010, abs=1e-6),
    )
    assert (b["group"], float(b["mean"]), float(b["sd"])) == (
        "b",
        pytest.approx(2.33),
        pytest.approx(2.002249, abs=1e-6),
    )
    assert (a["n"], a["n_missing"], a["count"]) == ("10", "0", "n/a")
    counts = [(row["category"], row["group"], row["count"], row["n"], row["n_missing"]) for row in rows[2:]]
    assert counts == [
        ("F", "a", "3", "10", "0"), ("F", "b", "8", "9", "1"), ("M", "a", "7", "10", "0"), ("M", "b", "1", "9", "1"),
    ]  # fmt: skip
    assert float(rows[3]["percent"]) == pytest.approx(800 / 9)


def test_that_the_reported_test_stands_before_the_others(found, tmp_path):
    rows = [r for r in rows_of(write_characteristics(found, OPTIONS, tmp_path / "out")[1]) if r["variable"] == "extra"]
    assert [row["reported"] for row in rows] == ["yes", "no", "no"]
    assert {row["test"].split(",")[0] for row in rows[1:]} == {"Welch t", "Mann-Whitney U"}
    assert rows[0]["test"] == "independent-samples t, pooled variance"
    # R 4.2.2: t.test(extra ~ group, sleep, var.equal = TRUE)
    assert float(rows[0]["statistic"]) == pytest.approx(-1.860813, abs=1e-6)
    assert float(rows[0]["p_two_tailed"]) == pytest.approx(0.0791867142159382, rel=1e-8)
    assert (rows[0]["dof"], rows[0]["n"], rows[0]["groups"]) == ("18", "10, 10", "a, b")
    assert rows[0]["chosen_by"].startswith("asked for")
    assert {row["chosen_by"] for row in rows[1:]} <= {"", "n/a"}


def test_that_effects_have_their_interval(found, tmp_path):
    rows = rows_of(write_characteristics(found, OPTIONS, tmp_path / "out")[2])
    difference = next(row for row in rows if row["effect"] == "difference of means")
    # R: the 95 % interval of the same t.test
    assert float(difference["value"]) == pytest.approx(-1.58)
    assert float(difference["low"]) == pytest.approx(-3.363874, abs=1e-6)
    assert float(difference["high"]) == pytest.approx(0.203874, abs=1e-6)
    assert difference["level"] == "0.95"


def test_that_pairs_of_three_groups_are_written_first_minus_second(tmp_path):
    names = [name for name in PLANT_GROWTH for _ in range(10)]
    weights = [w for values in PLANT_GROWTH.values() for w in values]
    options = DescribeOptions(group="group")
    three = describe(table_of(tmp_path, {"group": names, "weight": weights}), ["weight"], options)
    rows = rows_of(write_characteristics(three, options, tmp_path / "out")[3])
    assert len(rows) == 3
    for row in rows:
        first, second = (PLANT_GROWTH[row[side]] for side in ("first", "second"))
        assert float(row["difference"]) == pytest.approx(sum(first) / 10 - sum(second) / 10)
        assert row["n_pairs"] == "3"
    assert sorted(float(row["p"]) for row in rows) == pytest.approx([0.0120064, 0.1979960, 0.3908711], abs=1e-6)


def test_that_the_printed_tables_are_those_of_the_numbers(found, tmp_path):
    written = write_characteristics(found, OPTIONS, tmp_path / "out")
    for path in written[4:6]:
        assert "0.75 ± 1.79" in path.read_text("utf-8")


def test_that_the_record_says_what_was_asked_and_chosen_and_names_no_person(found, tmp_path):
    record = write_characteristics(found, OPTIONS, tmp_path / "out", inputs=(InputRecord("table", "abc"),))[6]
    text = record.read_text()
    content = json.loads(text)["provenance"]
    asked = content["parameters"]
    assert (asked["group"], asked["groups"], asked["asked_tests"]) == ("group", {"a": 10, "b": 10}, {"extra": "t"})
    assert provenance(replace(found, sizes=(12, 9)), OPTIONS).parameters["groups"] == {"a": 12, "b": 9}
    assert asked["chosen"]["extra"] == "independent-samples t, pooled variance"
    assert "abc" in text
    assert "sub-" not in text
    assert provenance(found, OPTIONS).parameters["gates"]["extra"].startswith("Shapiro-Wilk a p = 0.4079")


def test_that_older_results_stay_unless_asked_and_a_file_of_another_kind_always(found, tmp_path):
    folder = tmp_path / "out"
    written = write_characteristics(found, OPTIONS, folder)
    (folder / "mine.txt").write_text("notes")
    written[1].write_text("older")
    with pytest.raises(OutputError, match=r'"characteristics\.tsv" exists already'):
        write_characteristics(found, OPTIONS, folder)
    assert written[1].read_text() == "older"
    write_characteristics(found, OPTIONS, folder, force=True)
    assert written[1].read_text() != "older"
    assert (folder / "mine.txt").read_text() == "notes"
