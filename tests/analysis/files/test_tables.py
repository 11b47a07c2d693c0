import numpy as np
import pytest

from analysis.errors import FileFormatError, InputError
from analysis.files.tables import read_numbers, read_text_table


@pytest.fixture
def write(tmp_path):
    def make(text, name="table.tsv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return make


def test_that_a_motion_file_of_spm_is_read(fixtures):
    table = read_numbers(fixtures / "metrics" / "A_rp.txt")
    assert table.names == ()
    assert table.values.shape == (100, 6)


def test_that_spaces_tabs_and_commas_separate(write):
    for text in ("1 2.5\n -3  4e-1\n", "1\t2.5\n-3\t4e-1\n", "1,2.5\n-3, 4e-1\n"):
        np.testing.assert_array_equal(read_numbers(write(text)).values, [[1, 2.5], [-3, 0.4]])


def test_that_a_header_names_the_columns_and_na_is_no_number(write):
    table = read_numbers(write("trans_x\tcsf\n0.1\tn/a\n\t7\n"))
    assert table.names == ("trans_x", "csf")
    np.testing.assert_array_equal(table.values, [[0.1, np.nan], [np.nan, 7]])


def test_that_a_separator_at_the_end_of_each_line_makes_no_column(write):
    assert read_numbers(write("1\t2\t\n3\t4\t\n")).values.shape == (2, 2)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("a\tb\n", "no rows"),
        ("1 2\n3\n", "Row 2 of table.tsv has 1 cells, but 2 are expected"),
        ("1 2\n3 x\n", "'x', which is no number"),
    ],
)
def test_that_what_is_no_table_is_refused_in_words(write, text, reason):
    with pytest.raises(FileFormatError, match=reason):
        read_numbers(write(text))


def test_that_files_that_are_no_text_or_missing_are_refused(tmp_path):
    (tmp_path / "image.tsv").write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(FileFormatError, match="not a text file"):
        read_numbers(tmp_path / "image.tsv")
    with pytest.raises(InputError, match=r'There is no file "missing\.tsv"'):
        read_numbers(tmp_path / "missing.tsv")


def test_that_a_table_of_text_keeps_its_cells_and_lines(write):
    table = read_text_table(write("participant_id\tage\tsex\n\nsub-01\t31\tF\nsub-02\tn/a\tM\n"))
    assert table.names == ("participant_id", "age", "sex")
    assert table.column("sex") == ("F", "M")
    assert table.lines == (3, 4)
    with pytest.raises(KeyError):
        table.column("iq")


def test_that_a_comma_separates_where_the_header_has_no_tab(write):
    table = read_text_table(write('id,note\na,"left, front"\n', "t.csv"))
    assert table.rows == (("a", "left, front"),)
