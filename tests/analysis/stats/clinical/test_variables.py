import json

import numpy as np
import pytest

from analysis.errors import DataError, FileFormatError
from analysis.stats.clinical.variables import Kind, column_units, kind_of, ordered, read_categories, read_numbers
from analysis.stats.cohort_table import read_cohort_table


@pytest.fixture
def table_of(tmp_path):
    def make(*cells):
        path = tmp_path / "people.tsv"
        path.write_text("participant_id\tx\n" + "".join(f"sub-{i}\t{cell}\n" for i, cell in enumerate(cells)))
        return read_cohort_table(path)

    return make


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("1.5", "2", "n/a", "3"), Kind.NUMERIC),
        (("0", "1", "1", "0"), Kind.CATEGORICAL),
        (("F", "M", "n/a", "F"), Kind.CATEGORICAL),
        (("1", "2", "3", "1"), Kind.NUMERIC),
        (("1_1", "1_2", "2_1"), Kind.CATEGORICAL),  # codes of people, which Python would read as 11, 12, 21
    ],
)
def test_that_a_column_is_numeric_from_three_different_numbers_on(table_of, cells, kind):
    assert kind_of(table_of(*cells), "x") is kind


def test_that_text_among_numbers_is_refused_with_its_row_and_column(table_of):
    with pytest.raises(DataError, match=r'"x" holds "5,5" for line 4 \(sub-2\).*a point instead of the comma'):
        kind_of(table_of("1", "2", "5,5", "7"), "x")
    with pytest.raises(DataError, match=r'"x" holds "<1" for line 2 \(sub-0\)'):
        read_numbers(table_of("<1", "2"), "x")
    with pytest.raises(DataError, match='holds "inf"'):
        read_numbers(table_of("inf", "2"), "x")


def test_that_missing_cells_are_no_number(table_of):
    np.testing.assert_array_equal(
        read_numbers(table_of("1", "", "NA", "n/a", "2"), "x"), [1, np.nan, np.nan, np.nan, 2]
    )


def test_that_a_column_without_any_value_is_refused(table_of):
    with pytest.raises(DataError, match='"x" has no value for anyone'):
        kind_of(table_of("n/a", ""), "x")


def test_that_words_that_differ_in_capitals_are_refused(table_of):
    with pytest.raises(DataError, match=r'holds both "F" and "f" \(line 4 \(sub-2\)\)'):
        read_categories(table_of("F", "M", "f"), "x")
    assert read_categories(table_of("n/a", "N/A", "F"), "x") == (None, None, "F")


def test_that_categories_of_numbers_are_ordered_by_size():
    assert ordered(["10", "9", None, "2"]) == ("2", "9", "10")
    assert ordered(["right", "left"]) == ("left", "right")


def test_that_units_are_read_from_the_file_beside_the_table(tmp_path):
    table = tmp_path / "participants.tsv"
    assert column_units(table) == {}
    described = table.with_suffix(".json")
    described.write_text(json.dumps({"age": {"Units": "years"}, "sex": {"Levels": {"F": "female"}}}))
    assert column_units(table) == {"age": "years"}
    described.write_text("{")
    with pytest.raises(FileFormatError, match="damaged"):
        column_units(table)
