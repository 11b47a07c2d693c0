import json

import pytest

from analysis.errors import OutputError
from analysis.provenance import InputRecord
from analysis.stats.clinical.flow_files import FILES, flow_rows, write_flow
from analysis.stats.clinical.participant_flow import participant_flow
from tests.analysis.stats.clinical.people_tables import table_of


@pytest.fixture
def flow(tmp_path):
    """43 with episodic migraine less 4, and 49 controls less 7, are 39 and 42 (the flow of Lin et al. 2025)."""
    at_scan = ["motion"] * 3 + ["artefact"] + [""] * 39 + ["motion"] * 2 + [""] * 47
    later = [""] * 43 + [""] * 2 + ["withdrew"] * 5 + ["n/a"] * 42
    columns = {"group": ["EM"] * 43 + ["HC"] * 49, "at_scan": at_scan, "later": later}
    return participant_flow(table_of(tmp_path, columns), ["at_scan", "later"], group="group")


def test_that_each_count_is_a_row_with_its_stage_and_reason(flow):
    assert flow_rows(flow) == [
        ("EM", "recruited", "", "", 43),
        ("EM", "excluded", "at_scan", "motion", 3),
        ("EM", "excluded", "at_scan", "artefact", 1),
        ("EM", "analysed", "", "", 39),
        ("HC", "recruited", "", "", 49),
        ("HC", "excluded", "at_scan", "motion", 2),
        ("HC", "excluded", "later", "withdrew", 5),
        ("HC", "analysed", "", "", 42),
        ("all", "recruited", "", "", 92),
        ("all", "excluded", "", "", 11),
        ("all", "analysed", "", "", 81),
    ]


def test_that_the_files_hold_the_counts_the_chart_and_no_person(flow, tmp_path):
    counts, record = write_flow(flow, tmp_path / "out", inputs=(InputRecord("table", "abc"),))
    assert (counts.name, record.name) == FILES
    lines = [line.split("\t") for line in counts.read_text().splitlines()]
    assert lines[0] == ["group", "step", "stage", "reason", "n"]
    assert [line[-1] for line in lines[1:]] == ["43", "3", "1", "39", "49", "2", "5", "42", "92", "11", "81"]
    content = json.loads(record.read_text())
    boxes = {box["key"]: box["n"] for box in content["chart"]["boxes"]}
    assert (boxes["recruited"], boxes["analysed:EM"], boxes["excluded:HC:later"]) == (92, 39, 5)
    assert content["provenance"]["parameters"] == {"group": "group", "stages": ["at_scan", "later"]}
    assert "abc" in record.read_text()
    assert "sub-" not in counts.read_text() + record.read_text()


def test_that_an_older_flow_stays_unless_asked(flow, tmp_path):
    counts, record = write_flow(flow, tmp_path)
    record.write_text("older")
    with pytest.raises(OutputError, match=r'"flow\.tsv" exists already'):
        write_flow(flow, tmp_path)
    assert record.read_text() == "older"
    counts.unlink()
    with pytest.raises(OutputError, match=r'"flow\.json" exists already'):
        write_flow(flow, tmp_path)
    assert not counts.exists()  # one alone would be half a result
    write_flow(flow, tmp_path, force=True)
    assert json.loads(record.read_text())["chart"]["boxes"]
