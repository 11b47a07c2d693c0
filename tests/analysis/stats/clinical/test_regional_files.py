import json
from dataclasses import replace

import numpy as np
import pytest

from analysis.errors import DataError, OutputError
from analysis.provenance import InputRecord
from analysis.stats.clinical.circularity import choices_on_record
from analysis.stats.clinical.regional_files import FILES, write_regional_values
from analysis.stats.clinical.regional_values import RegionalValues, Selection
from analysis.stats.clinical.variables import column_entries, column_units
from tests.analysis.stats.clinical.people_tables import table_of

LEFT_RIGHT = RegionalValues(
    ("cbf_Insula_L", "cbf_Insula_R"), np.array([[41.5, 52.25], [38.0, 47.125]]), "mL/100 g/min", "cbf", "AAL",
    (7, 9), (8, 9), None, None, (InputRecord("cbf", "hash0"), InputRecord("cbf", "hash1")), ("left: 7 of 8 voxels",),
)  # fmt: skip
CHOSEN = replace(
    LEFT_RIGHT, names=("cbf_cluster1", "cbf_cluster2"), selection=Selection("ab12", frozenset({"x"}), "clusters")
)


@pytest.fixture
def table(tmp_path):
    columns = {"age": [30, "n/a"], "cbf": ["maps/1.nii.gz", "n/a"], "old": ["a.IMG", "b.IMG"], "notes": ["", "left"]}
    return table_of(tmp_path, columns)


def test_that_values_stand_beside_their_person_left_and_right_under_their_names(table, tmp_path):
    tsv, described = write_regional_values(table, LEFT_RIGHT, tmp_path / "out")
    assert (tsv.name, described.name) == FILES
    assert [line.split("\t") for line in tsv.read_text().splitlines()] == [
        ["participant_id", "age", "notes", "cbf_Insula_L", "cbf_Insula_R"],
        ["sub-01", "30", "", "41.5", "52.25"],
        ["sub-02", "n/a", "left", "38", "47.125"],
    ]


def test_that_each_column_is_described_with_unit_and_voxels(table, tmp_path):
    described = json.loads(write_regional_values(table, LEFT_RIGHT, tmp_path / "out")[1].read_text())
    assert described["cbf_Insula_L"] == {
        "Description": "mean cbf in Insula_L (AAL)", "Units": "mL/100 g/min", "Voxels": 7, "VoxelsOfRegion": 8,
    }  # fmt: skip
    assert described["cbf_Insula_R"]["Voxels"] == 9
    record = described["Algoscope"]["provenance"]
    assert record["warnings"] == ["left: 7 of 8 voxels"]


def test_that_the_record_holds_the_hash_of_the_table_and_of_each_map(table, tmp_path):
    inputs = (InputRecord("table", "t0"),)
    text = write_regional_values(table, LEFT_RIGHT, tmp_path / "out", inputs=inputs)[1].read_text()
    for hash_of in ("t0", "hash0", "hash1"):
        assert f'"{hash_of}"' in text
    assert "sub-" not in text


@pytest.mark.parametrize("shared", [0, 2, None])
def test_that_the_choice_of_regions_is_read_back_as_it_was_written(table, tmp_path, shared):
    tsv, _ = write_regional_values(table, replace(CHOSEN, shared_people=shared), tmp_path / "out")
    found = choices_on_record(tsv, CHOSEN.names)
    assert found == ({} if shared is None else dict.fromkeys(CHOSEN.names, shared > 0))
    assert json.loads(tsv.with_suffix(".json").read_text())["cbf_cluster1"]["SelectedFrom"] == "ab12"


def test_that_what_is_known_of_older_columns_goes_with_them(table, tmp_path):
    """Values of circular regions that join a table stay circular when more regions join it."""
    first, _ = write_regional_values(table, replace(CHOSEN, shared_people=2), tmp_path / "first")
    both = table_of(tmp_path, {"cbf_cluster1": [41.5, 38], "sex": ["F", "M"], "malff": ["1.nii.gz", "2.nii.gz"]})
    older = column_entries(first) | {
        "sex": {"Levels": {"F": "female", "M": "male"}}, "malff": {"Units": "1"}, "gone": {"Units": "s"},
    }  # fmt: skip
    second, described = write_regional_values(both, LEFT_RIGHT, tmp_path / "second", described=older)
    assert choices_on_record(second, ["cbf_cluster1", "cbf_Insula_L"]) == {"cbf_cluster1": True}
    entries = json.loads(described.read_text())
    assert entries["sex"] == {"Levels": {"F": "female", "M": "male"}}
    assert column_units(second)["cbf_cluster1"] == "mL/100 g/min"
    assert not {"malff", "gone", "cbf_cluster2"} & set(entries)  # not columns of this table
    assert entries["Algoscope"]["provenance"]["parameters"]["statistic"] == "cbf"


def test_that_a_column_that_is_there_already_is_refused_by_name(tmp_path):
    taken = table_of(tmp_path, {"cbf_Insula_R": [1, 2]})
    with pytest.raises(DataError, match='The table has a column "cbf_Insula_R" already'):
        write_regional_values(taken, LEFT_RIGHT, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_that_an_older_table_stays_unless_asked(table, tmp_path):
    tsv, described = write_regional_values(table, LEFT_RIGHT, tmp_path / "out")
    tsv.unlink()
    described.write_text("older")
    with pytest.raises(OutputError, match=r'"participants\.json" exists already'):
        write_regional_values(table, LEFT_RIGHT, tmp_path / "out")
    assert described.read_text() == "older"
    assert not tsv.exists()
    write_regional_values(table, LEFT_RIGHT, tmp_path / "out", force=True)
    assert "cbf_Insula_L" in described.read_text()
