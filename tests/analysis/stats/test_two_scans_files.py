"""The table of two scans: every region, the whole brain first, tabs or commas, and a record that fits it."""

import csv
import hashlib
import json

import numpy as np
import pytest

from analysis.atlas.parcellation import aal
from analysis.errors import OutputError
from analysis.files import nifti
from analysis.provenance import InputRecord
from analysis.stats.two_scans import compare_two
from analysis.stats.two_scans_files import write_change_table, write_two_scans
from tests.analysis.stats.test_two_scans import LABELS, of


@pytest.fixture
def found():
    """50 to 40 in the left insula; the right one from −1 to 1, so that it has no change in %."""
    insula = {side: aal().label_of(f"Insula_{side}") == LABELS for side in "LR"}
    before = np.where(insula["R"], -1.0, 50.0)
    after = np.where(insula["L"], 40.0, np.where(insula["R"], 1.0, 50.0))
    return compare_two(of(before), of(after), (InputRecord("first", "a" * 64), InputRecord("second", "b" * 64)))


@pytest.mark.parametrize(("ending", "delimiter"), [("tsv", "\t"), ("csv", ",")])
def test_that_the_table_holds_what_was_computed_by_hand(found, tmp_path, ending, delimiter):
    table, beside = write_change_table(found, "att", tmp_path / f"a.{ending}")
    with table.open(newline="") as stream:
        rows = {row["region"]: row for row in csv.DictReader(stream, delimiter=delimiter)}
    assert next(iter(rows)) == "whole brain"
    insula = rows["Insula_L"]
    assert [float(insula[name]) for name in ("first", "second", "difference", "percent")] == [50, 40, -10, -20]
    assert rows["Insula_R"]["percent"] == "n/a"
    assert float(rows["Insula_R"]["difference"]) == 2
    assert len(rows) == 1 + len(found.regions)
    record = json.loads(beside.read_text())
    assert record["table_sha256"] == hashlib.sha256(table.read_bytes()).hexdigest()
    assert (record["statistic"], record["unit"]) == ("att", "s")
    assert [entry["sha256"][0] for entry in record["provenance"]["inputs"]] == ["a", "b"]
    assert "not tested" in record["note"]


def test_that_map_and_table_are_written_and_nothing_is_replaced_unasked(found, tmp_path):
    written = write_two_scans(found, "att", tmp_path)
    assert [path.name for path in written] == ["difference.nii.gz", "regions.tsv", "regions.json"]
    image = nifti.read(written[0]).image
    assert image.data[aal().label_of("Insula_L") == LABELS].max() == -10
    before = written[1].read_bytes()
    with pytest.raises(OutputError, match="exists already"):
        write_change_table(found, "other", written[1])
    assert written[1].read_bytes() == before
