"""Drawn regions in the report: the numbers of their table, of this patient only, as they were written."""

import json
from pathlib import Path

import pytest

from analysis.errors import FileFormatError, InputError
from analysis.provenance import Provenance, sha256_of_file
from analysis.report.assemble import report_of
from analysis.report.case import read_case
from analysis.report.comparison import read_comparison
from analysis.report.document import Facts, Paragraphs, Slices, Table
from analysis.report.drawn import MOST_DRAWN, drawn_table, with_table
from analysis.report.regions import COLUMNS, read_regions, record_of, table_text

VALUES = {
    "side": "L", "region_mm3": "7579.4", "mean": "45.5265", "sd": "10.1221", "mirror_mean": "46.5578",
    "asymmetry_percent": "-2.24", "cohort_percentile": "44.02", "cohort_n": "22", "median": "46", "n_voxels": "313",
    "minimum": "19.1", "maximum": "70.3",
}  # fmt: skip


def cells(region: str, name: str, **changes: str) -> list[str]:
    """A row of the table as it is written."""
    row = {**dict.fromkeys(COLUMNS, "n/a"), **VALUES, "region": region, "map": name, "unit": "mL/100 g/min", **changes}
    return [row[column] for column in COLUMNS]


def written(folder: Path, rows: list[list[str]], digest: str) -> Path:
    """The table with its record."""
    folder.mkdir(parents=True, exist_ok=True)
    path, text = folder / "regions.tsv", table_text(rows)
    path.write_bytes(text.encode())
    provenance = Provenance("gui.commands.region_numbers.compute", {"rule": "centre"}).as_dict()
    record = record_of(text, [digest] * len(rows), provenance, {"Left thalamus": "Mirror across x = 0"})
    path.with_suffix(".json").write_text(json.dumps(record))
    return path


@pytest.fixture
def digest(made) -> str:
    """Of the patient's map."""
    return sha256_of_file(made[0] / "sub-made" / "maps" / "malff.nii.gz")


def test_that_the_report_holds_the_numbers_of_the_table_and_their_record(made, digest, tmp_path):
    table = read_regions(written(tmp_path, [cells("Left thalamus", "mALFF")], digest))
    document = report_of(read_case(made[0]), (read_comparison(made[1]),), regions=(table,))
    (shown,) = [one for one in document.findings[0] if isinstance(one, Table) and one.title == "Drawn regions"]
    assert shown.rows == (
        ("Left thalamus", "left", "7579", "mALFF (mL/100 g/min)", "45.5 ± 10.1", "46.6", "−2.2 %", "44.0 of 22"),
    )
    facts = {one.title: dict(one.rows) for one in document.methods if isinstance(one, Facts)}
    (words,) = facts["Drawn regions in all maps"].values()
    assert "313 voxels" in words
    assert facts["How the numbers of the drawn regions were computed"]["mirror region"] == "Mirror across x = 0"
    assert {"role": "table of drawn regions", "sha256": table.table_sha256} in document.record["inputs"]


def test_that_a_table_of_another_patient_is_refused(made, tmp_path):
    table = read_regions(written(tmp_path, [cells("Left thalamus", "mALFF")], "0" * 64))
    with pytest.raises(InputError, match="no map of this patient"):
        report_of(read_case(made[0]), regions=(table,))


def test_that_a_table_that_was_changed_is_refused(digest, tmp_path):
    path = written(tmp_path, [cells("Left thalamus", "mALFF")], digest)
    path.write_text(path.read_text().replace("45.5265", "55.5265"))
    with pytest.raises(FileFormatError, match="changed after it was written"):
        read_regions(path)


@pytest.mark.parametrize("content", ["{}", "[1]", '{"format": "algoscope-regions-1"}', "{"])
def test_that_a_table_without_its_record_is_refused(digest, tmp_path, content):
    path = written(tmp_path, [cells("Left thalamus", "mALFF")], digest)
    path.with_suffix(".json").write_text(content)
    with pytest.raises(FileFormatError):
        read_regions(path)
    path.with_suffix(".json").unlink()
    with pytest.raises(InputError, match="both needed"):
        read_regions(path)


def test_that_the_first_page_keeps_to_its_rows_and_the_methods_hold_the_rest(digest, tmp_path):
    rows = [cells(f"Region {n}", name) for n in range(1, 6) for name in ("T1", "mALFF")]
    table = read_regions(written(tmp_path, rows, digest))
    shown = drawn_table((table,), {"malff": digest})
    assert len(shown.rows) <= MOST_DRAWN
    assert {row[0] for row in shown.rows} == {f"Region {n}" for n in range(1, 6)}
    assert f"{10 - len(shown.rows)} further rows" in shown.note


def test_that_without_controls_there_is_no_column_for_them_and_no_value_is_a_dash(digest, tmp_path):
    nothing = {"cohort_percentile": "n/a", "cohort_n": "n/a", "mirror_mean": "n/a", "asymmetry_percent": "n/a"}
    table = read_regions(written(tmp_path, [cells("Lesion", "mALFF", side="n/a", **nothing)], digest))
    shown = drawn_table((table,), {"malff": digest})
    assert "Percentile" not in shown.columns
    assert (shown.rows[0][1], shown.rows[0][5], shown.rows[0][6]) == ("–", "–", "–")


def test_that_the_third_picture_makes_room():
    pictures = [Slices("Map", None, None, (), str(n)) for n in range(3)]
    first = (Paragraphs("Reference cohort", ()), *pictures, Paragraphs("Limits", ()))
    table = Table("Drawn regions", ("Region",), (("a",),))
    (page,), moved = with_table((first,), table)
    assert moved == ()
    assert [getattr(one, "caption", one.title) for one in page] == [
        "Reference cohort", "Drawn regions", "0", "1", "Limits",
    ]  # fmt: skip
