import json

import pytest

from analysis.errors import FileFormatError, OptionError, OutputError
from gui.figures.options import FigureOptions, options_of, read_preset, write_preset


def test_that_a_preset_comes_back_without_its_title(tmp_path):
    options = FigureOptions(kind="nodes", width_mm=89, font_pt=7, views="6", title="Jane Doe")
    path = write_preset(options, tmp_path / "p.json")
    assert read_preset(path) == FigureOptions(kind="nodes", width_mm=89, font_pt=7, views="6")
    assert "Jane" not in path.read_text("utf-8")
    with pytest.raises(OutputError):
        write_preset(options, path)


@pytest.mark.parametrize(
    "values",
    [{"kind": "cake"}, {"width_mm": 3}, {"dpi": 5}, {"views": "above"}, {"slices": 0}, {"is_dark": 1}, {"title": 3},
     {"orientation": "oblique"}, {"where": "here"}, {"font_pt": True}],
)  # fmt: skip
def test_that_values_without_a_meaning_are_refused(values):
    with pytest.raises(OptionError):
        options_of(values)


def test_that_missing_options_take_their_defaults_and_unknown_ones_are_left():
    assert options_of({"width_mm": 89, "colour_of_the_sky": "blue"}) == FigureOptions(width_mm=89.0)


@pytest.mark.parametrize("content", ["no json", "[]", json.dumps({"format": "other"})])
def test_that_other_files_are_no_presets(tmp_path, content):
    (tmp_path / "p.json").write_text(content, "utf-8")
    with pytest.raises(FileFormatError):
        read_preset(tmp_path / "p.json")
