import dataclasses

import numpy as np
import pytest

from analysis.atlas.parcellation import aal
from analysis.errors import FileFormatError, OptionError, OutputError
from analysis.metrics.catalogue import METRICS, metric
from analysis.preprocess.band import Convention
from analysis.preprocess.confounds import MotionModel
from analysis.preprocess.filter import FilterOptions
from analysis.preprocess.motion import Motion
from analysis.preprocess.preparation import Preparation
from analysis.presets import (
    PRESET_FOLDER,
    Parameter,
    find_preset,
    preset_of,
    read_preset,
    shipped_presets,
    user_preset_folder,
    write_preset,
)


@pytest.fixture
def zhang():
    return read_preset(PRESET_FOLDER / "spinal_pain_zhang2025.toml")


def test_that_the_four_presets_ship_and_each_parameter_has_a_source():
    presets = shipped_presets()
    assert {p.key for p in presets} == {"restplus", "dparsf", "spinal_pain_zhang2025", "migraine_coupling_lin2025"}
    for preset in presets:
        for section in preset.sections.values():
            assert all(parameter.source.strip() for parameter in section.values())


@pytest.mark.parametrize("preset", shipped_presets(), ids=lambda p: p.key)
@pytest.mark.parametrize("entry", METRICS, ids=lambda m: m.key)
def test_that_every_metric_gets_its_options_from_every_preset(preset, entry):
    assert isinstance(preset.options_for(entry.key), entry.options_type)


def test_that_the_values_are_those_of_the_paper(zhang):
    assert zhang.step("filter") == FilterOptions(0.01, 0.08, convention=Convention.RESTPLUS)
    assert zhang.step("confounds").motion_model is MotionModel.FRISTON24
    assert zhang.step("trim").n_volumes == 10
    assert zhang.options_for("reho").fwhm_mm == 6
    assert zhang.options_for("dc").threshold_r == 0.25
    assert read_preset(PRESET_FOLDER / "migraine_coupling_lin2025.toml").options_for("reho").fwhm_mm == 4
    assert read_preset(PRESET_FOLDER / "dparsf.toml").step("filter").high_hz == 0.1


def test_that_the_seed_regions_are_in_the_atlas(zhang):
    seeds = zhang.options_for("seed-fc").seeds
    assert [aal().label_of(seed.name) for seed in seeds] == [1, 2, 57, 58]


def test_that_a_step_the_preset_does_not_have_is_none():
    assert read_preset(PRESET_FOLDER / "migraine_coupling_lin2025.toml").step("smooth") is None


def test_that_a_saved_preset_is_read_back_as_it_was(zhang, tmp_path):
    own = dataclasses.replace(
        zhang,
        title='My "own" \\ 预设',
        sections={**zhang.sections, "dc": {"threshold_r": Parameter(0.3, "chosen by me")}},
    )
    path = tmp_path / "folder" / "own.toml"
    write_preset(own, path)
    back = read_preset(path)
    assert back.title == own.title
    assert back.sections == own.sections
    assert [p.name for p in path.parent.iterdir()] == ["own.toml"]


def test_that_a_preset_is_not_overwritten(zhang, tmp_path):
    path = tmp_path / "own.toml"
    path.write_text("mine")
    with pytest.raises(OutputError, match="already a preset"):
        write_preset(zhang, path)
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("not toml [", FileFormatError),
        ('reference = "x"', FileFormatError),
        ('title = "t"\n[reho]\nneighbours = 27', FileFormatError),
        ('title = "t"\n[reho]\nneighbours = { value = 27, source = "" }', FileFormatError),
        ('title = "t"\nreho = 3', FileFormatError),
        ('title = "t"\n[reho]\nneighbours = { value = 8, source = "s" }', OptionError),
        ('title = "t"\n[reho]\nneighbours = { value = true, source = "s" }', OptionError),
        ('title = "t"\n[reho]\nneighbors = { value = 27, source = "s" }', OptionError),
        ('title = "t"\n[filter]\norder = { value = "random", source = "s" }', OptionError),
        ('title = "t"\n[filter]\nlow_hz = { value = 0.5, source = "s" }', OptionError),
        ('title = "t"\n[magic]\nx = { value = 1, source = "s" }', OptionError),
    ],
)
def test_that_what_is_no_preset_is_refused(tmp_path, text, error):
    path = tmp_path / "bad.toml"
    path.write_text(text)
    with pytest.raises(error):
        read_preset(path)


def test_that_a_missing_file_is_refused(tmp_path):
    with pytest.raises(FileFormatError, match="cannot be read"):
        read_preset(tmp_path / "none.toml")


def test_that_chosen_options_become_a_preset_that_reads_back(tmp_path):
    chosen = {"filter": FilterOptions(low_hz=0.02), "reho": metric("reho").options_type(neighbours=19)}
    preset = preset_of("My way, 2026", chosen, "chosen by me")
    write_preset(preset, tmp_path / f"{preset.key}.toml")
    read = read_preset(tmp_path / "my_way_2026.toml")
    assert read.step("filter") == chosen["filter"]
    assert read.options_for("reho") == chosen["reho"]
    assert read.sections["reho"]["neighbours"].source == "chosen by me"


def test_that_what_a_preset_needs_and_has_not_got_is_named(zhang):
    assert zhang.missing_in(Preparation()) == ("the motion file", "a white matter mask", "a CSF mask")
    with_motion = Preparation(motion=Motion(np.zeros((3, 6))))
    assert "the motion file" not in zhang.missing_in(with_motion)


def test_that_a_preset_without_a_filter_does_not_filter():
    preset = preset_of("Only trimmed", {"trim": dataclasses.replace(find_preset("dparsf").step("trim"))}, "me")
    assert preset.applied_to(Preparation(filtering=FilterOptions())).filtering is None
    assert preset.applied_to(Preparation()).n_dropped == 10


def test_that_a_preset_is_found_by_its_key_own_ones_too(zhang, monkeypatch, tmp_path):
    monkeypatch.setattr("platformdirs.user_config_dir", lambda *_, **__: str(tmp_path))
    assert find_preset("spinal_pain_zhang2025").title == zhang.title
    write_preset(dataclasses.replace(zhang, title="Mine"), user_preset_folder() / "mine.toml")
    assert find_preset("mine").title == "Mine"
    with pytest.raises(OptionError, match="no preset called theirs; there are dparsf, migraine_coupling_lin2025, mine"):
        find_preset("theirs")


@pytest.mark.parametrize("preset", shipped_presets(), ids=lambda p: p.key)
def test_that_every_preset_excludes_above_three_millimetres_or_degrees_and_says_whose_rule_that_is(preset):
    assert (preset.motion_rule.translation_mm, preset.motion_rule.rotation_degrees) == (3, 3)
    assert preset.source_of("exclude", "translation_mm")


def test_that_a_preset_without_a_rule_has_the_customary_one():
    made = preset_of("Mine", {"filter": FilterOptions()}, "chosen")
    assert made.motion_rule.translation_mm == 3
    assert made.source_of("exclude", "translation_mm") == ""
