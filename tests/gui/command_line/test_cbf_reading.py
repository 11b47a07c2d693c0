"""`main.py cbf --territories` and its companions, on a made brain in MNI space."""

import csv
import json

import nibabel
import numpy as np
import pytest

from analysis.files.results import write_json, write_map, write_mask, write_series, write_tsv, write_volume
from analysis.grid import Grid
from analysis.image import ArrayFrames, Series, Volume
from analysis.provenance import Provenance
from analysis.scan import StatMap
from tests.analysis.perfusion.made_asl import PCASL
from tests.analysis.perfusion.made_brain import brain_mask, flow, noise, sphere

PER_FLOW = 10 / 86.300  # dM for M0 1000, by the test of the consensus equation


@pytest.fixture
def paths(tmp_path):
    """Four pairs with noise; left posterior flow is 40 % lower."""
    cbf = np.nan_to_num(flow(sphere((-34, -68, 16), 28, 0.6)).data)
    grid = flow().grid
    volumes = []
    for n in range(4):
        volumes += [np.full(grid.shape, 900.0), 900 - PER_FLOW * cbf * noise(0.05, n)]
    start = tmp_path / "in" / "sub-07"
    series = Series(grid, ArrayFrames(np.stack(volumes, axis=-1).astype(np.float32)), 6.0)
    asl = write_series(series, start.with_name("sub-07_asl.nii.gz"), space="MNI152", dtype="float32")
    write_json(PCASL, start.with_name("sub-07_asl.json"))
    write_tsv(("volume_type",), [(k,) for k in ("control", "label") * 4], start.with_name("sub-07_aslcontext.tsv"))
    write_volume(Volume(grid, np.full(grid.shape, 1000.0)), start.with_name("sub-07_m0scan.nii.gz"), space="MNI152")
    write_json({"RepetitionTimePreparation": 20.0}, start.with_name("sub-07_m0scan.json"))
    return asl, write_mask(brain_mask(), tmp_path / "in" / "brain.nii.gz", space="MNI152")


def test_that_the_reading_is_written_and_said(call, tmp_path, paths):
    asl, mask = paths
    answer = call("cbf", "--asl", asl, "--mask", mask, "--territories", "--out", tmp_path / "o")
    assert answer.code == 0, answer.err
    assert "crosses 2 territories" in answer.out
    with open(tmp_path / "o" / "territories.tsv", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    assert [(r["territory"], r["side"]) for r in rows][:3] == [("ACA", "left"), ("ACA", "right"), ("MCA", "left")]
    pca = {r["side"]: float(r["mean"]) for r in rows if r["territory"] == "PCA"}
    assert pca["left"] < 0.95 * pca["right"]
    reading = json.loads((tmp_path / "o" / "reading.json").read_text("utf-8"))
    assert reading["sentence"] in answer.out
    assert reading["regions"][0]["side"] == "left"
    assert "sub-07" not in json.dumps(reading)
    for name in ("asymmetry", "asymmetry_z", "asymmetry_clusters", "caution", "cbf_se"):
        assert (tmp_path / "o" / f"{name}.nii.gz").exists()
    ai = nibabel.load(tmp_path / "o" / "asymmetry.nii.gz")
    assert ai.header["sform_code"] == 4
    assert json.loads((tmp_path / "o" / "asymmetry.json").read_text("utf-8"))["space"] == "MNI152"
    with open(tmp_path / "o" / "small_regions.tsv", encoding="utf-8") as stream:
        assert all(r["warning"].startswith("Only ") for r in csv.DictReader(stream, delimiter="\t"))


def test_that_a_series_of_unknown_place_needs_a_t1(call, tmp_path, paths):
    asl, mask = paths
    scanner = tmp_path / "scanner" / "sub-07_asl.nii.gz"
    image = nibabel.load(asl)
    image.set_sform(image.affine, 1)
    image.set_qform(image.affine, 1)
    scanner.parent.mkdir()
    nibabel.save(image, scanner)
    for name in ("sub-07_asl.json", "sub-07_aslcontext.tsv", "sub-07_m0scan.nii.gz", "sub-07_m0scan.json"):
        (scanner.parent / name).write_bytes(asl.with_name(name).read_bytes())
    answer = call("cbf", "--asl", scanner, "--mask", mask, "--territories", "--out", tmp_path / "o")
    assert answer.code == 2
    assert "--t1" in answer.sentences[-1]
    assert not (tmp_path / "o").exists()


def test_that_an_earlier_scan_is_compared_and_repeatability_is_said(call, tmp_path, paths):
    asl, mask = paths
    words = ["cbf", "--asl", asl, "--mask", mask]
    assert call(*words, "--out", tmp_path / "first").code == 0
    earlier = tmp_path / "first" / "cbf.nii.gz"
    answer = call(*words, "--set", "T1Blood=1.5", "--earlier", earlier, "--out", tmp_path / "second")
    assert answer.code == 0, answer.err
    # e^(1.8/1.5) 1.65 (1 - e^(-1.8/1.65)) / (e^(1.8/1.65) 1.5 (1 - e^(-1.8/1.5))) = 1.1658
    assert "a change of +17 %, which is within what repeated scans" in answer.out
    change = np.asarray(nibabel.load(tmp_path / "second" / "cbf_change.nii.gz").dataobj)
    # no change in % where the first scan is below a tenth of its mean
    assert np.nanmedian(change[change != 0]) == pytest.approx(16.58, abs=0.05)


def test_that_an_earlier_scan_of_another_session_is_aligned_where_that_is_asked_for(call, tmp_path, paths):
    asl, mask = paths
    words = ["cbf", "--asl", asl, "--mask", mask]
    assert call(*words, "--out", tmp_path / "first").code == 0
    image = nibabel.load(tmp_path / "first" / "cbf.nii.gz")
    affine = image.affine.copy()
    affine[1, 3] += 9  # mm: the head lay further to the front
    moved = Volume(Grid(image.shape, affine), np.asarray(image.dataobj), "CBF", "mL/100 g/min")
    earlier = write_map(StatMap(moved, "cbf", Provenance("f")), tmp_path / "earlier")
    refused = call(*words, "--earlier", earlier, "--out", tmp_path / "second")
    assert refused.code == 3
    answer = call(*words, "--earlier", earlier, "--align-earlier", "--out", tmp_path / "third", "--force")
    assert answer.code == 0, answer.err
    assert "The earlier scan was aligned rigidly with the present one: moved by 9" in answer.err
    assert "a change of +0 %" in answer.out or "a change of -0 %" in answer.out


def test_that_options_of_preparation_are_in_the_record(call, tmp_path, paths):
    asl, mask = paths
    answer = call("cbf", "--asl", asl, "--mask", mask, "--subtraction", "surround", "--out", tmp_path / "o")
    assert answer.code == 0, answer.err
    parameters = json.loads((tmp_path / "o" / "cbf.json").read_text("utf-8"))["provenance"]["parameters"]
    assert parameters["subtraction"] == "surround"
    assert parameters["motion_correction"] == "none"
    assert parameters["blocks_report_until_acknowledged"] == []


def test_that_a_red_light_blocks_the_report(call, tmp_path, paths, qapp):
    asl, mask = paths
    answer = call("cbf", "--asl", asl, "--mask", mask, "--set", "M0Scale=0.1", "--out", tmp_path / "o")
    assert answer.code == 0
    assert "No report before a person has acknowledged: mean in the brain mask" in answer.out
    rows = (tmp_path / "o" / "quality.tsv").read_text("utf-8").splitlines()
    assert rows[0].endswith("\treport")
    assert rows[1].startswith("mean_cbf")
    assert rows[1].endswith("\tblocked until acknowledged")
    parameters = json.loads((tmp_path / "o" / "cbf.json").read_text("utf-8"))["provenance"]["parameters"]
    assert "mean_cbf" in parameters["blocks_report_until_acknowledged"]
    picture = tmp_path / "figure.png"
    words = ["figure", "montage", "--overlay", tmp_path / "o" / "cbf.nii.gz", "--slices", "2", "--dpi", "72"]
    assert call(*words, "--out", picture).code == 0
    record = json.loads((tmp_path / "figure.png.json").read_text("utf-8"))
    assert "NOT ACKNOWLEDGED by a person: red light of mean in the brain mask" in str(record)


def test_that_a_t1_without_territories_is_refused(call, tmp_path, paths):
    asl, _ = paths
    answer = call("cbf", "--asl", asl, "--t1", asl, "--out", tmp_path / "o")
    assert answer.code == 2
    assert "--territories" in answer.sentences[-1]
