"""The figures that the analyses write beside their tables."""

import json

import pytest

from gui.figures.recipe import read_recipe

_HEAD = "participant_id\tgroup\tsex\tage\tphq9\tvas\texcluded"
_N = 24


@pytest.fixture
def table(tmp_path):
    lines = [_HEAD]
    for k in range(_N):
        group, sex = ("MOH", "EM")[k % 2], "FM"[k % 3 == 0]
        age, phq9 = 30 + (7 * k) % 23, 5 + (5 * k) % 11 + 3 * (k % 2 == 0)
        vas = 20 + 2 * phq9 + (3 * k) % 7
        lines.append(f"sub-{k}\t{group}\t{sex}\t{age}\t{phq9}\t{vas}\tn/a")
    (tmp_path / "participants.tsv").write_text("\n".join([*lines, "sub-90\tEM\tF\t40\t3\t20\thead motion"]) + "\n")
    return tmp_path / "participants.tsv"


_CALLS = {
    "describe": (["--variables", "age,sex,vas", "--group", "group"], ["groups_age", "groups_vas"]),
    "flow": (["--group", "group", "--excluded", "excluded"], ["flow_chart"]),
    "correlate": (["--x", "phq9", "--y", "vas,age", "--group", "group"], ["scatter_phq9_vas", "scatter_phq9_age"]),
    "mediate": (["--x", "group", "--mediator", "phq9", "--y", "vas", "--resamples", "200"], ["path_diagram"]),
    "roc": (["--x", "phq9", "--outcome", "group", "--positive", "MOH"], ["roc_curves"]),
}


@pytest.mark.parametrize("kind", list(_CALLS))
def test_that_each_analysis_writes_its_figures_with_recipe_and_caption(call, tmp_path, table, kind):
    words, names = _CALLS[kind]
    out = tmp_path / "o"
    answer = call("study", kind, "--table", table, *words, "--width-mm", 183, "--dpi", 100, "--out", out)
    assert answer.code == 0, answer.err
    found = {path.name for path in out.iterdir() if path.suffix in (".pdf", ".png", ".svg", ".tif")}
    assert found == {f"{name}.{ending}" for name in names for ending in ("pdf", "png")}
    captions = (out / "captions.md").read_text()
    for name in names:
        recipe = read_recipe(out / f"{name}.png")
        assert recipe == json.loads((out / f"{name}.png.json").read_text())
        assert recipe["provenance"]["function"].startswith("gui.figures.study.")
        assert recipe["provenance"]["parameters"]["page"]["width_mm"] == 183
        assert recipe["provenance"]["inputs"][0]["role"] == "table"
        assert f"## {name}\n\n{recipe['description']}\n" in captions
        assert str(out / f"{name}.pdf") in answer.out


def test_that_formats_are_chosen_and_none_is_none(call, tmp_path, table):
    words = ["study", "flow", "--table", table, "--excluded", "excluded"]
    assert call(*words, "--out", tmp_path / "a", "--figure-format", "svg,tif", "--dpi", 72).code == 0
    assert {p.name for p in (tmp_path / "a").iterdir()} >= {"flow_chart.svg", "flow_chart.tif"}
    assert not (tmp_path / "a" / "flow_chart.png").exists()
    assert call(*words, "--out", tmp_path / "b", "--figure-format", "none").code == 0
    assert {p.name for p in (tmp_path / "b").iterdir()} == {"flow.tsv", "flow.json"}
    assert call(*words, "--out", tmp_path / "c", "--figure-format", "bmp").code == 2
    assert not (tmp_path / "c").exists()


def test_that_a_figure_that_is_there_stops_the_work_before_it_begins(call, tmp_path, table):
    out = tmp_path / "o"
    out.mkdir()
    (out / "scatter_phq9_vas.png").write_bytes(b"mine")
    words = ["study", "correlate", "--table", table, "--x", "phq9", "--y", "vas", "--out", out]
    assert call(*words).code != 0
    assert [path.name for path in out.iterdir()] == ["scatter_phq9_vas.png"]
    assert call(*words, "--force").code == 0
    assert (out / "scatter_phq9_vas.png").read_bytes() != b"mine"


def test_that_values_as_measured_and_standardised_paths_are_drawn_where_asked(call, tmp_path, table):
    for kind, word, name in (
        ("correlate", "--as-measured", "scatter_phq9_vas"), ("mediate", "--standardised", "path_diagram"),
    ):  # fmt: skip
        words = [*_CALLS[kind][0], "--covariates", "age"] if kind == "mediate" else ["--x", "phq9", "--y", "vas"]
        out = tmp_path / kind
        answer = call("study", kind, "--table", table, *words, word, "--figure-format", "svg", "--out", out)
        assert answer.code == 0, answer.err
        parameters = read_recipe(out / f"{name}.svg")["provenance"]["parameters"]
        assert parameters[word.strip("-").replace("-", "_")] is True
