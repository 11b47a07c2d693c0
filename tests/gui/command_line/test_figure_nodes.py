import json

import pytest

from analysis.provenance import sha256_of_file
from gui.figures.recipe import read_recipe

pytestmark = pytest.mark.usefixtures("qapp")


def test_that_a_published_example_is_drawn_and_its_contradictions_are_said(call, tmp_path):
    out = tmp_path / "a.png"
    answer = call("figure", "nodes", "--example", 8, "--out", out, "--dpi", 60)
    assert answer.code == 0, answer.err
    assert answer.out == f"{out}\n"
    assert any("Temporal_Sup_R lies at x = -45 mm" in sentence for sentence in answer.sentences)
    parameters = read_recipe(out)["provenance"]["parameters"]
    assert parameters["views"] == ["left", "top", "right"]
    assert parameters["nodes"][0]["kind"] == "seed"
    assert len(parameters["edges"]) == 6


def test_that_a_table_of_clusters_and_a_seed_become_a_figure(call, tmp_path):
    table = tmp_path / "Jane_Doe.tsv"
    table.write_text("region\tx\ty\tz\tt\nInsula_L\t-36\t6\t3\t4\n", "utf-8")
    out = tmp_path / "a.svg"
    answer = call(
        "figure", "nodes", "--clusters", table, "--seed-region", "Precuneus_L", "--views", "top", "--out", out
    )
    assert answer.code == 0, answer.err
    content = out.read_text("utf-8")
    assert ">INS.L</text>" in content
    assert ">PCUN.L</text>" in content
    assert "Jane" not in content
    assert read_recipe(out)["provenance"]["inputs"] == [{"role": "clusters", "sha256": sha256_of_file(table)}]


def test_that_brainnet_files_and_a_threshold_become_a_figure(call, tmp_path):
    (tmp_path / "a.node").write_text("-36 6 3 1 2 INS.L\n36 6 3 2 2 INS.R\n0 -60 40 2 1 PCUN\n", "utf-8")
    (tmp_path / "a.edge").write_text("0 .2 .9\n.2 0 .4\n.9 .4 0\n", "utf-8")
    out = tmp_path / "a.png"
    answer = call(
        "figure", "nodes", "--node", tmp_path / "a.node", "--edge", tmp_path / "a.edge", "--threshold", 0.3,
        "--colour", "module", "--size", "own", "--views", "top", "--out", out, "--dpi", 50, "--width-px", 200,
    )  # fmt: skip
    assert answer.code == 0, answer.err
    record = json.loads(out.with_name("a.png.json").read_text("utf-8"))
    assert [edge[2] for edge in record["provenance"]["parameters"]["edges"]] == [0.4, 0.9]
    assert record["provenance"]["parameters"]["page"]["width_mm"] == pytest.approx(200 / 50 * 25.4)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--example", 5, "--edge", "a.edge"), "--edge belongs to --node"),
        (("--example", 5, "--seed-region", "Insula_L"), "--seed-region belongs to --clusters"),
        (("--example", 5, "--views", "above"), "no view 'above'"),
        (("--example", 5, "--width-mm", 10), "out of range"),
        (("--matrix", "m.tsv"), "needs --threshold or --density"),
        ((), "required"),
    ],
)
def test_that_options_without_a_meaning_are_refused(call, tmp_path, words, sentence):
    answer = call("figure", "nodes", *words, "--out", tmp_path / "a.png")
    assert answer.code == 2
    assert sentence in answer.err
