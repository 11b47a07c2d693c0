"""The patient of a report: which maps there are, what they are called, and what no scanner has measured."""

import json
import shutil
from pathlib import Path

import nibabel
import numpy as np
import pytest

from analysis.errors import OptionError
from analysis.perfusion.quality import Light
from analysis.pipeline.names import Names
from analysis.provenance import sha256_of_file
from analysis.quality.record import Exclusion, Topic
from analysis.report.case import MOST_CHOSEN, SYNTHETIC, read_case
from tests.analysis.report.made_case import add_vmhc, edit_json
from tests.analysis.report.made_parts import some_case, some_check


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


@pytest.mark.parametrize("parameters", [None, ["simulated"], {"acquisition": None}, {"simulated": False}])
def test_that_a_record_that_tells_nothing_calls_no_map_simulated(tmp_path, parameters):
    case = some_case(tmp_path, {"cbf": {"parameters": parameters}})
    assert not case.is_drawn("cbf")
    assert not case.is_simulated("cbf")


def test_that_a_map_whose_record_is_lost_or_has_no_title_is_called_by_its_name(tmp_path):
    case = some_case(tmp_path, {"cbf": {}, "vmhc": {}})
    (case.folder.names.maps / "vmhc.json").unlink()
    assert [case.title_of(name) for name in ("cbf", "vmhc")] == ["cbf", "vmhc"]
    assert case.provenances["vmhc"] == {}


def test_that_red_perfusion_leaves_the_rest_readable_and_red_motion_or_the_rule_nothing(tmp_path):
    red, green = some_check("a", Light.RED), some_check("b")

    def light(checks, excluded=False):
        return some_case(tmp_path, checks=checks, exclusion=Exclusion(excluded, 3.0, 3.0)).verdict.light

    assert light({Topic.MOTION: (green,)}) is Light.GREEN
    assert light({Topic.MOTION: (green,), Topic.PERFUSION: (red,)}) is Light.AMBER
    assert light({Topic.MOTION: (red,)}) is Light.RED
    assert light({Topic.MOTION: (green,)}, excluded=True) is Light.RED
    assert light({}) is Light.NONE


def test_that_a_series_is_never_shown_below_maps_and_perfusion_is_called_so(tmp_path):
    case = some_case(tmp_path, {"perfusion_weighted": {}})
    mean, weighted = case.folder.names.func_mni("boldref.nii.gz"), case.map_path("perfusion_weighted")
    mean.parent.mkdir(parents=True)
    nibabel.save(nibabel.Nifti1Image(np.ones((2, 2, 2, 3), np.float32), np.eye(4)), mean)
    nibabel.save(nibabel.Nifti1Image(np.full((2, 2, 2), 3, np.float32), np.eye(4)), weighted)
    weighted.with_name("perfusion_weighted.json").unlink()
    image, words = case.underlay
    assert image.data.max() == 3.0
    assert words == "perfusion-weighted image (no T1)"
