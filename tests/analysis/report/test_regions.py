"""The saved table of drawn regions: read back cell by cell, and refused when it is not as it was written."""

import hashlib
import json
import math

import pytest

from analysis.errors import FileFormatError, InputError
from analysis.report.regions import (
    COLUMNS,
    FORMAT,
    read_regions,
    record_of,
    regions_of,
    require_of_patient,
    table_text,
)

CELLS = [
    "Lesion, left", "CBF", "mL/100 g/min", "L", "7579.4", "313", "2504.0", "2", "45.5", "10.1", "46.0", "19.1", "-40.0",
    "-10.0", "6.0", "70.3", "-38.0", "2.0", "-4.0", "28.0", "39.0", "52.0", "62.0", "46.6", "310", "-2.24", "44.02",
    "22", "n/a",
]  # fmt: skip
DIGEST = "a" * 64


def changed(**values):
    row = dict(zip(COLUMNS, CELLS, strict=True)) | values
    return [row[column] for column in COLUMNS]


def save(path, text, *, maps=(DIGEST,), **changes):
    """The table with its record, whose hash is computed here."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    record = {
        "format": "algoscope-regions-1",
        "table_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "row_maps": list(maps),
        "mirror": {},
        "provenance": {"function": "made"},
    }
    path.with_suffix(".json").write_text(json.dumps({**record, **changes}))
    return path


def joined(*rows, by="\t"):
    return "".join(f"{by.join(row)}\n" for row in (COLUMNS, *rows))


def test_that_the_text_of_a_table_is_its_columns_and_cells():
    assert table_text([CELLS]) == joined(CELLS)


@pytest.mark.parametrize("name", ["regions.csv", "regions.CSV"])
def test_that_a_comma_in_a_name_does_not_move_any_number(tmp_path, name):
    path = save(tmp_path / name, table_text([CELLS], is_csv=True))
    (line,) = read_regions(path).rows
    assert line.region == "Lesion, left"
    assert (line.numbers["mean"], line.numbers["cohort_n"]) == (45.5, 22.0)


def test_that_every_cell_is_read_under_its_own_column(tmp_path):
    table = read_regions(save(tmp_path / "regions.tsv", joined(CELLS)))
    (line,) = table.rows
    assert (line.region, line.side, line.map_name, line.unit) == ("Lesion, left", "L", "CBF", "mL/100 g/min")
    assert line.map_sha256 == DIGEST
    own = {"region": line.region, "map": line.map_name, "unit": line.unit, "side": line.side}
    for column, cell in zip(COLUMNS, CELLS, strict=True):
        if cell != "n/a":
            assert own.get(column, cell) == cell
            assert column in own or line.numbers[column] == float(cell)
    assert table.provenance == {"function": "made"}
    assert table.table_sha256 == hashlib.sha256(joined(CELLS).encode()).hexdigest()


def test_that_what_is_not_available_is_no_number_and_no_word(tmp_path):
    row = changed(side="n/a", unit="n/a", mirror_mean="n/a", cohort_percentile="n/a")
    (line,) = read_regions(save(tmp_path / "regions.tsv", joined(row))).rows
    assert (line.side, line.unit, line.remark) == ("", "", "")
    assert math.isnan(line.numbers["mirror_mean"])
    assert math.isnan(line.numbers["cohort_percentile"])


def test_that_each_row_keeps_the_hash_of_its_own_map():
    record = record_of(joined(CELLS, CELLS), ["1" * 64, ""], {"function": "made"}, {"Lesion": "Mirror across x = 0"})
    assert [line.map_sha256 for line in regions_of([CELLS, CELLS], record).rows] == ["1" * 64, ""]
    assert record == {
        "format": FORMAT,
        "table_sha256": hashlib.sha256(joined(CELLS, CELLS).encode()).hexdigest(),
        "row_maps": ["1" * 64, ""],
        "mirror": {"Lesion": "Mirror across x = 0"},
        "provenance": {"function": "made"},
    }


def test_that_one_changed_digit_is_enough_to_refuse_the_table(tmp_path):
    path = save(tmp_path / "regions.tsv", joined(CELLS))
    path.write_bytes(path.read_bytes().replace(b"45.5", b"45.6"))
    with pytest.raises(FileFormatError, match=r'"regions.tsv" was changed after it was written; save the numbers'):
        read_regions(path)


TABLES = {
    "columns in another order": "\t".join((COLUMNS[1], COLUMNS[0], *COLUMNS[2:])) + "\n" + "\t".join(CELLS) + "\n",
    "a column less": "\t".join(COLUMNS[:-1]) + "\n",
    "a cell less": joined(CELLS[:-1]),
    "a cell more": joined([*CELLS, "1"]),
    "a word for a number": joined(changed(mean="many")),
    "a row that no map is known of": joined(CELLS, CELLS),
    "nothing": "",
}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_that_a_table_of_another_version_is_refused(tmp_path, text):
    with pytest.raises(FileFormatError, match=r'"regions.tsv" is of another version; save the numbers'):
        read_regions(save(tmp_path / "regions.tsv", text))


def test_that_a_record_of_another_format_is_no_record(tmp_path):
    path = save(tmp_path / "regions.tsv", joined(CELLS), format="algoscope-regions-2")
    with pytest.raises(FileFormatError, match=r'"regions.tsv" is no table of regions with its record'):
        read_regions(path)


def test_that_a_record_alone_is_refused_with_the_names_of_both_files(tmp_path):
    path = save(tmp_path / "regions.tsv", joined(CELLS))
    path.unlink()
    with pytest.raises(InputError, match=r'"regions.tsv" and its record "regions.json" beside it are both needed'):
        read_regions(path)


def test_that_a_table_that_is_no_text_is_damaged(tmp_path):
    path = save(tmp_path / "regions.tsv", joined(CELLS))
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(FileFormatError, match=r'"regions.tsv" or its record is damaged'):
        read_regions(path)


def test_that_one_map_of_the_patient_lets_a_table_in_and_each_table_needs_one():
    def table(*maps):
        return regions_of([CELLS] * len(maps), record_of("", maps, {}, {}))

    own = {"cbf": DIGEST, "malff": "b" * 64}
    require_of_patient([table("", DIGEST), table("b" * 64)], own)
    require_of_patient([], own)
    for other in (table("c" * 64), table(""), table()):
        with pytest.raises(InputError, match="holds no map of this patient"):
            require_of_patient([table(DIGEST), other], own)
