"""The patient of a report: which maps there are, what they are called, and what no scanner has measured."""

import json
import shutil
from pathlib import Path

import pytest

from analysis.errors import OptionError
from analysis.pipeline.names import Names
from analysis.provenance import sha256_of_file
from analysis.report.case import MOST_CHOSEN, SYNTHETIC, read_case
from tests.analysis.report.made_case import add_vmhc, edit_json


@pytest.fixture
def folder(made, tmp_path) -> Path:
    """A copy of the patient that may be changed."""
    return Path(shutil.copytree(made[0], tmp_path / "derivative"))


def record_of(folder: Path, name: str = "malff") -> Path:
    return folder / "sub-made" / "maps" / f"{name}.json"


def change_parameters(path: Path, **changes: object) -> None:
    provenance = json.loads(path.read_text())["provenance"]
    edit_json(path, provenance={**provenance, "parameters": {**provenance.get("parameters", {}), **changes}})


def test_that_a_map_is_known_by_its_content_and_called_as_its_record_says(folder):
    case = read_case(add_vmhc(folder))
    assert case.pseudonym == "made"
    for name in ("malff", "vmhc"):
        path = case.map_path(name)
        assert path is not None
        assert case.name_of(sha256_of_file(path)) == name
    assert case.name_of("0" * 64) == ""
    assert case.title_of("vmhc") == "malff (2)"
    assert case.title_of("nothing") == "nothing"
    assert case.map_path("nothing") is None


def test_that_a_drawn_map_and_a_synthetic_scan_are_told_apart_and_from_measurements(folder):
    case = read_case(folder)
    assert not case.is_drawn("malff")
    assert not case.is_simulated("malff")
    change_parameters(record_of(folder), acquisition={"Manufacturer": SYNTHETIC})
    case = read_case(folder)
    assert not case.is_drawn("malff")
    assert case.is_simulated("malff")
    change_parameters(record_of(folder), acquisition={"Manufacturer": "Siemens"}, simulated=True)
    case = read_case(folder)
    assert case.is_drawn("malff")
    assert case.is_simulated("malff")


def test_that_maps_are_shown_over_the_own_t1_or_else_over_what_the_words_say(folder):
    found = read_case(folder).underlay
    assert found is not None
    assert found[1] == "T1"
    names = Names(folder, "made")
    t1, mean = names.anat_mni("desc-preproc_T1w.nii.gz"), names.func_mni("boldref.nii.gz")
    t1.rename(mean)
    found = read_case(folder).underlay
    assert found is not None
    assert found[1] == "mean series (no T1)"
    mean.unlink()
    assert read_case(folder).underlay is None


def test_that_a_map_that_is_not_there_is_refused_with_those_that_are(folder):
    with pytest.raises(OptionError, match='no map "reho"; there are malff'):
        read_case(folder, chosen=("malff", "reho"))


def test_that_no_more_maps_are_taken_than_a_report_has_room_for(folder):
    names = [f"malff{n}" for n in range(MOST_CHOSEN + 1)]
    maps = folder / "sub-made" / "maps"
    for name in names:
        for path in list(maps.glob("malff.*")):
            shutil.copy(path, maps / path.name.replace("malff", name))
    edit_json(folder / "sub-made" / "sub-made_desc-processing_record.json", Maps=names)
    with pytest.raises(OptionError, match=f"{MOST_CHOSEN + 1} maps were chosen .* room for {MOST_CHOSEN}"):
        read_case(folder, chosen=tuple(names))
    assert read_case(folder, chosen=tuple(names[:MOST_CHOSEN])).chosen == tuple(names[:MOST_CHOSEN])


def test_that_a_map_that_was_chosen_twice_is_shown_once(folder):
    assert read_case(folder, chosen=("malff", "malff")).chosen == ("malff",)


def test_that_quality_is_measured_where_no_record_of_it_is_kept_and_nothing_is_written(folder):
    kept = read_case(folder).quality
    (folder / "sub-made" / "sub-made_quality.json").unlink()
    before = sorted(folder.rglob("*"))
    measured = read_case(folder).quality
    assert sorted(folder.rglob("*")) == before
    lights = [{check.key: check.light for group in q.groups for check in group.checks} for q in (kept, measured)]
    assert lights[0] == lights[1]
