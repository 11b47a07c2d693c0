"""``main.py prior``: files, refusals in words, and the question whether two pseudonyms are one person."""

import csv
import json

import pytest
from PySide6.QtGui import QImage

from tests.gui.commands.test_prior import made


@pytest.fixture
def scans(tmp_path):
    """Blood flow of 40 now and of 50 before."""
    return made(tmp_path / "now", "demo", 40.0, fwhm=6), made(tmp_path / "before", "demo", 50.0, fwhm=6)


def test_that_difference_table_and_figure_are_written(call, scans, tmp_path):
    out = tmp_path / "out"
    answer = call("prior", scans[0], "--before", scans[1], "--map", "cbf", "--out", out)
    assert answer.code == 0, answer.err
    assert [line.rsplit("/", 1)[1] for line in answer.out.split()] == [
        "difference.nii.gz", "regions.tsv", "regions.json", "cbf.png",
    ]  # fmt: skip
    assert "cbf, whole brain: 50 before, 40 now mL/100 g/min" in answer.err
    assert "not tested" in answer.err
    with (out / "regions.tsv").open() as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    assert {(float(row["first"]), float(row["second"]), float(row["percent"])) for row in rows} == {(50, 40, -20)}
    assert QImage(str(out / "cbf.png")).width() > 1000
    record = json.loads((out / "cbf.png.json").read_text())
    hashes = {entry["sha256"] for entry in json.loads((out / "regions.json").read_text())["provenance"]["inputs"]}
    assert hashes <= set(json.dumps(record).split('"'))
    assert call("prior", scans[0], "--before", scans[1], "--map", "cbf", "--out", out).code == 1  # they are there


def test_that_another_pseudonym_is_asked_about_and_taken_if_it_is_one_person(call, scans, tmp_path):
    other = made(tmp_path / "other", "AB12", 50.0, fwhm=6)
    words = ("prior", scans[0], "--before", other, "--map", "cbf", "--out", tmp_path / "out")
    answer = call(*words)
    assert answer.code == 3
    assert "The folder is of sub-AB12, the open patient is sub-demo: are they one person?" in answer.err
    assert "--same-person" in answer.err
    assert not (tmp_path / "out").exists()
    assert call(*words, "--same-person").code == 0


def test_that_maps_that_were_made_otherwise_or_are_missing_are_refused(call, scans, tmp_path):
    other = made(tmp_path / "other", "demo", 50.0, fwhm=8)
    answer = call("prior", scans[0], "--before", other, "--map", "cbf", "--out", tmp_path / "out")
    assert answer.code == 3
    assert "differs in fwhm (6) from that of the prior scan (8)" in answer.err
    answer = call("prior", scans[0], "--before", scans[1], "--map", "att", "--out", tmp_path / "out")
    assert answer.code == 3
    assert "sub-demo has no map att" in answer.err
