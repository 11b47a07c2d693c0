"""What a session is made of: files that it needs, and sessions of earlier formats, which open as they were."""

import json
from pathlib import Path

import pytest

from analysis.errors import FileFormatError
from analysis.files.session_folder import read_session, write_record
from analysis.files.session_record import (
    SCHEMA,
    CaseEntry,
    ComparisonEntry,
    FileEntry,
    LayerEntry,
    RegionsEntry,
    ScaleEntry,
    SceneEntry,
    SeedEntry,
    SeedsEntry,
    SessionRecord,
    StudyEntry,
    ViewEntry,
)

# Written by the program before format 2.
FORMAT_1 = json.loads("""
{"format": "algoscope-session", "schema": 1,
"checksum": "721cc64208ea8a8ada20357cb3bce5c08adfc4ba4f88fc179309c11424715f10",
"session": {"case": {"id": "c0ffee", "pseudonym": "sub-01"}, "saved": "2026-11-22T18:45:28", "patient": null,
"layers": [], "regions": [], "seeds": {"current": null, "pinned": [], "radius_mm": 6.0, "tool": false,
"compared": ""}, "graph": {"nodes": [{"name": "Insula_L", "xyz_mm": [-36.0, 6.0, 3.0], "value": 4.0,
"kind": "seed", "module": 0, "size": 1.0, "note": ""}], "edges": [], "title": "Links", "unit": "",
"edge_unit": ""}, "asl": [], "comparisons": [{"kind": "group", "caption": "ReHo: pain - control",
"layers": []}], "view": {"cursor_mm": [1.5, -2.25, 0.3333333333333333], "timepoint": 0,
"convention": "radiological", "space": "", "crosshair": true, "selected": 0, "layout": "main", "maximised": "",
"looks": {}, "page": "maps", "maps_tab": 0, "drawer_visible": true, "drawer_tab": ""},
"report": {"texts": {"age": "66", "comment": "Low on the left."}}}}
""")


def write(folder: Path, content: object) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "session.json").write_text(json.dumps(content))
    return folder


def test_that_a_session_of_the_first_format_opens_as_it_was(tmp_path):
    found = read_session(write(tmp_path / "s", FORMAT_1)).record
    assert found.case == CaseEntry("c0ffee", "sub-01")
    assert found.view.cursor_mm == (1.5, -2.25, 1 / 3)
    assert (found.view.layout, found.view.page, found.view.scene) == ("main", "maps", None)
    assert found.graph.nodes[0].name == "Insula_L"
    assert dict(found.report.texts) == {"age": "66", "comment": "Low on the left."}
    assert found.comparisons == (ComparisonEntry("group", "ReHo: pain - control", ()),)
    assert (found.making, found.regions_in_report, found.study, found.belongs_to) == (None, None, None, "")


def test_that_it_is_of_the_new_format_once_it_is_saved_again(tmp_path):
    folder = write(tmp_path / "s", FORMAT_1)
    record = read_session(folder).record
    view = ViewEntry(scene=SceneEntry((1.0, 2.0, 3.0), (0.0, 0.0, 0.0), (0.0, 0.0, 1.0), 88.5))
    assert write_record(SessionRecord(record.case, view=view), folder)
    assert json.loads((folder / "session.json").read_text())["schema"] == SCHEMA == 2
    assert read_session(folder).record.view == view
    assert json.loads((folder / "versions" / "session.000001.json").read_text())["schema"] == 1


def test_that_one_of_a_newer_format_is_refused_in_words(tmp_path):
    with pytest.raises(FileFormatError, match="saved by a newer Algoscope"):
        read_session(write(tmp_path / "s", {**FORMAT_1, "schema": SCHEMA + 1}))


def file(name: str) -> FileEntry:
    return FileEntry(name, "00", 1)


def test_that_every_file_is_named_once():
    scale = ScaleEntry("hot", 0.0, 1.0)
    seeds = SeedsEntry(SeedEntry("s", "mask", mask=file("seed")), (SeedEntry("p", "mask", mask=file("pinned")),))
    record = SessionRecord(
        CaseEntry("c"),
        layers=(
            LayerEntry(1, "a", "map", file("map"), "c", "OVERLAY", scale, mask=file("mask")),
            LayerEntry(2, "b", "map", file("map"), "c", "OVERLAY", scale),
        ),
        regions=(RegionsEntry("r", file("regions"), (), original=file("original")),),
        seeds=seeds,
        comparisons=(ComparisonEntry("case", "x", (1,), file("result")), ComparisonEntry("group", "y", ())),
        making=file("making"),
        regions_in_report=file("table"),
        study=StudyEntry(file("people"), file("study")),
    )
    expected = ["map", "mask", "regions", "seed", "pinned", "result", "making", "table", "people", "study"]
    assert sorted(entry.name for entry in record.files) == sorted(expected)


def test_that_a_name_is_the_last_part_of_the_path():
    assert FileEntry("../a b/scan.nii.gz", "", 0).name == "scan.nii.gz"
