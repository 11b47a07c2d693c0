"""The report from the command line: files, refusals, and exactly the numbers of the records."""

import csv
import json
import shutil
import subprocess
from html import unescape

import pytest

from analysis.report.wording import number
from tests.analysis.report.made_case import write_case


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return write_case(tmp_path_factory.mktemp("report"), perfusion=True)


def test_that_a_red_light_nobody_has_seen_blocks_the_report(call, made, tmp_path):
    answer = call("report", made[0], "--out", tmp_path / "a.pdf")
    assert answer.code == 3
    assert "spatial CoV in the grey matter" in answer.err
    assert "--acknowledge" in answer.err
    assert not list(tmp_path.glob("a.pdf*"))


def test_that_what_nobody_has_seen_can_be_marked_instead_but_not_both(call, made, tmp_path):
    out = tmp_path / "a.html"
    answer = call("report", made[0], "--mark-not-interpretable", "--out", out)
    assert answer.code == 0, answer.err
    assert "nobody has acknowledged it: red light of" in answer.err
    assert "NOT INTERPRETABLE: perfusion. Red, and acknowledged by no reader: spatial CoV" in unescape(out.read_text())
    assert (
        "spatial_cov"
        in json.loads((tmp_path / "a.html.json").read_text())["provenance"]["parameters"]["not_acknowledged"]
    )
    answer = call("report", made[0], "--mark-not-interpretable", "--acknowledge", "--out", tmp_path / "b.html")
    assert answer.code == 2


@pytest.mark.parametrize("ending", ["pdf", "html"])
def test_that_text_holds_the_numbers_of_the_records_and_no_identity(call, made, tmp_path, ending):
    if ending == "pdf" and shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not on this machine")
    out = tmp_path / f"a.{ending}"
    more = ("--age", "66", "--comment", "As expected.", "--acknowledge", "--undated")
    answer = call("report", made[0], "--patient-results", made[1], *more, "--out", out)
    assert answer.code == 0, answer.err
    assert answer.out.strip() == str(out)
    if ending == "pdf":
        text = subprocess.run(["pdftotext", "-layout", out, "-"], capture_output=True, text=True, check=True).stdout
    else:
        text = unescape(out.read_text())
    joined = " ".join(text.split())
    with (made[1] / "regions.tsv").open() as stream:
        rows = [r for r in csv.DictReader(stream, delimiter="\t") if r["set"] == "prespecified" and r["value"] != "n/a"]
    assert rows
    for row in rows:
        assert row["caption"] in joined
        assert number(float(row["value"])) in joined
    for sentence in json.loads((made[1] / "exchangeable.json").read_text())["sentences"]:
        assert sentence in joined
    for words in ("Research use; not a diagnosis", "Age: 66", "As expected.", "Patient made"):
        assert words in joined
    beside = (tmp_path / f"a.{ending}.json").read_text()
    assert json.loads(beside)["provenance"]["parameters"]["acknowledged"][-1] == "spatial_cov"
    assert "erika" not in joined + beside


def test_that_a_report_is_not_replaced_without_force(call, made, tmp_path):
    out = tmp_path / "a.html"
    out.write_text("mine")
    assert call("report", made[0], "--acknowledge", "--out", out).code == 1
    assert out.read_text() == "mine"
    assert call("report", made[0], "--acknowledge", "--out", out, "--force").code == 0


def test_that_another_ending_and_a_missing_folder_are_refused(call, made, tmp_path):
    assert call("report", made[0], "--out", tmp_path / "a.doc").code == 2
    assert call("report", made[0], "--out", tmp_path / "none" / "a.pdf").code == 2
    assert call("report", tmp_path, "--out", tmp_path / "a.pdf").code == 3
