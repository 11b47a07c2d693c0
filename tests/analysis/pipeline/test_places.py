"""The spaces of a processed patient as its folder tells them."""

import json

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.files.results import write_volume
from analysis.image import Volume
from analysis.pipeline.derivative import read_processed
from analysis.pipeline.names import Names
from analysis.pipeline.places import hashes_in, routes_of
from analysis.pipeline.routes import Space
from analysis.pipeline.transform_files import write_linear, write_way
from tests.known_routes import T1_TO_EPI, known_routes

ROUTES = known_routes(16.0)
PLACE = np.array([-30.0, -21.0, 42.0])


@pytest.fixture
def names(tmp_path) -> Names:
    found = Names(tmp_path, "1")
    for folder in ("anat", "func", "perf", "maps"):
        (found.folder / folder).mkdir(parents=True)
    found.work.mkdir(parents=True)
    found.record.write_text(json.dumps({"Maps": [], "Warnings": []}))
    return found


def save_image(path, space: Space) -> None:
    grid = ROUTES.grids[space].every(8)
    write_volume(Volume(grid, np.ones(grid.shape)), path)


def test_that_with_a_t1_all_ways_go_through_it(names, tmp_path):
    write_way(ROUTES.normalisation, names.way("anat", "T1w"), image="T1w")
    write_linear(T1_TO_EPI, names.t1_to_bold, source="T1w", target="boldref")
    save_image(names.anat("desc-preproc_T1w.nii.gz"), Space.T1)
    save_image(names.func("boldref.nii.gz"), Space.EPI)
    found = routes_of(read_processed(tmp_path))
    assert found.spaces == (Space.T1, Space.EPI, Space.MNI)
    assert found.grids[Space.EPI].matches(ROUTES.grids[Space.EPI].every(8))
    for space in (Space.T1, Space.EPI):
        expected = ROUTES.point(PLACE, Space.MNI, space)
        assert np.allclose(found.point(PLACE, Space.MNI, space), expected, atol=1e-3)


def test_that_without_a_t1_the_series_leads_to_mni(names, tmp_path):
    write_way(ROUTES.normalisation, names.way("func", "boldref"), image="boldref")
    save_image(names.func("boldref.nii.gz"), Space.EPI)
    found = routes_of(read_processed(tmp_path))
    assert found.spaces == (Space.EPI, Space.MNI)
    assert np.allclose(found.point(PLACE, Space.MNI, Space.EPI), ROUTES.point(PLACE, Space.MNI, Space.T1), atol=1e-3)


def test_that_a_run_without_a_way_to_mni_is_refused(names, tmp_path):
    with pytest.raises(InputError, match="brought to MNI space"):
        routes_of(read_processed(tmp_path))


def test_that_the_refusal_says_what_the_run_has_said(names, tmp_path):
    record = json.loads(names.record.read_text())
    said = "Perfusion was not computed. Nothing says how blood was labelled."
    names.record.write_text(json.dumps({**record, "Warnings": [said]}))
    with pytest.raises(InputError, match=f"to MNI space. {said}"):
        routes_of(read_processed(tmp_path))


def test_that_scans_are_known_by_hash_from_maps_and_from_kept_steps(names):
    (names.maps / "reho.json").write_text(json.dumps({"provenance": {"inputs": [{"role": "bold", "sha256": "b1"}]}}))
    (names.work / "structure-1.json").write_text(json.dumps({"inputs": [{"role": "t1", "sha256": "a1"}]}))
    (names.work / "asl-way-2.json").write_text(json.dumps({"inputs": [{"role": "m0", "sha256": "c1"}]}))
    (names.work / "damaged.json").write_text("{")
    (names.work / "other.json").write_text(json.dumps({"inputs": [{"role": "table", "sha256": "d1"}]}))
    assert hashes_in(names) == {"b1": Space.EPI, "a1": Space.T1, "c1": Space.ASL}
