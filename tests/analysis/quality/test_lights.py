"""Limits, and what the reds mean together."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.perfusion.quality import Check, Light
from analysis.preprocess.segment import TissueVolumes
from analysis.presets import Parameter, find_preset, shipped_presets
from analysis.quality import lights
from analysis.quality.measures import RegionCoverage
from analysis.quality.record import CheckGroup, Exclusion, HeadMotion, Registration, Topic

PRESET = find_preset("spinal_pain_zhang2025")


def moved(shift_mm=0.0, turn_degrees=0.0, displacement=(0.0, 0.1, 0.1)):
    translations, rotations = np.zeros((3, 3)), np.zeros((3, 3))
    translations[1, 2], rotations[2, 0] = -shift_mm, turn_degrees
    return HeadMotion(translations, rotations, np.array(displacement), np.array(displacement))


def light(group, key):
    return next(check.light for check in group.checks if check.key == key)


def test_that_both_ends_of_a_range_belong_to_it_and_no_number_is_red():
    assert lights.light_of(1.0, (0, 1), (0, 2)) is Light.GREEN
    assert lights.light_of(2.0, (0, 1), (0, 2)) is Light.AMBER
    assert lights.light_of(2.1, (0, 1), (0, 2)) is Light.RED
    assert lights.light_of(float("nan"), (0, 1), (0, 2)) is Light.RED


@pytest.mark.parametrize(
    ("shift", "turn", "excluded"), [(2.9, 2.9, False), (3.0, 3.0, False), (3.1, 0, True), (0, 3.1, True)]
)
def test_that_more_than_three_millimetres_or_degrees_exclude(shift, turn, excluded):
    motion = moved(shift, turn)
    found = lights.exclusion_of(motion, PRESET)
    assert found.excluded is excluded
    assert "3 mm" in found.rule
    reds = [check for check in lights.motion_checks(motion, PRESET).checks if check.light is Light.RED]
    assert bool(reds) is excluded


def test_that_the_rule_is_that_of_the_preset_and_says_whose_it_is():
    strict = {"translation_mm": Parameter(1.0, "Someone 2020"), "rotation_degrees": Parameter(1.0, "Someone 2020")}
    preset = replace(PRESET, sections={**PRESET.sections, "exclude": strict})
    assert lights.exclusion_of(moved(1.5), preset).excluded
    assert "Someone 2020" in lights.motion_checks(moved(1.5), preset).checks[0].source


def test_that_displacement_is_summed_up_by_hand():
    motion = moved(displacement=(0.0, 0.6, 0.3, 0.3))
    by_key = {check.key: check.value for check in lights.motion_checks(motion, PRESET).checks}
    assert by_key["mean_fd"] == pytest.approx(0.3)
    assert by_key["max_fd"] == pytest.approx(0.6)
    assert by_key["high_fd"] == pytest.approx(25.0)


def test_that_unknown_motion_is_neither_excluded_nor_not():
    assert lights.exclusion_of(None, PRESET).excluded is None


def test_that_what_is_not_known_of_registration_is_no_check():
    assert lights.registration_checks(Registration()).checks == ()
    good = Registration(0.95, 0.4, 0.8, (0.4, 3.5), 0.98, 0.78, 0.8)
    found = lights.registration_checks(good)
    assert {check.light for check in found.checks} == {Light.GREEN, Light.NONE}
    assert light(lights.registration_checks(replace(good, jacobian=(0.0, 3.5))), "jacobian_low") is Light.RED


def test_that_regions_are_counted_below_three_quarters_and_are_red_below_a_half():
    regions = [RegionCoverage("A", 80.0), RegionCoverage("B", 60.0)]
    group = lights.coverage_checks(99.0, regions)
    assert light(group, "regions") is Light.AMBER
    assert group.checks[1].value == 1
    worse = lights.coverage_checks(99.0, [*regions, RegionCoverage("C", 40.0)])
    assert light(worse, "regions") is Light.RED


def test_that_a_brain_of_half_a_litre_is_red():
    assert light(lights.anatomy_checks(TissueVolumes(300, 150, 50)), "tiv") is Light.RED
    assert light(lights.anatomy_checks(TissueVolumes(700, 500, 300)), "tiv") is Light.GREEN


def check(colour):
    return Check("x", "that number", 1.0, "", colour, "", "")


def test_that_reds_are_told_apart_by_what_they_concern():
    fine = Exclusion(False, 3, 3)
    perfusion = [CheckGroup(Topic.MOTION, (check(Light.GREEN),)), CheckGroup(Topic.PERFUSION, (check(Light.RED),))]
    found = lights.verdict_of(fine, perfusion, [RegionCoverage("Cerebelum_9_L", 20.0)])
    assert found.light is Light.AMBER  # what is outside of it can be read
    assert any("Cerebelum_9_L" in s for s in found.sentences)
    assert any(s.startswith("Perfusion is not interpretable") for s in found.sentences)
    broken = lights.verdict_of(fine, [CheckGroup(Topic.REGISTRATION, (check(Light.RED),))], [])
    assert broken == lights.Verdict(Light.RED, ("Not interpretable: that number.",))


def test_that_an_exclusion_is_said_even_if_every_light_is_green():
    found = lights.verdict_of(Exclusion(True, 3, 3), [CheckGroup(Topic.MOTION, (check(Light.GREEN),))], [])
    assert found.light is Light.RED
    assert "Excluded by rule" in found.sentences[0]
    assert lights.verdict_of(Exclusion(None, 3, 3), [], []).light is Light.NONE


@pytest.mark.parametrize("preset", shipped_presets(), ids=lambda p: p.key)
def test_that_every_light_that_is_on_says_its_limits_and_their_source(preset):
    signal = lights.Signal(60.0, 1.0, 2.0, 7.0, 40)
    groups = (
        lights.motion_checks(moved(), preset),
        lights.signal_checks(signal),
        lights.registration_checks(Registration(0.9, 0.4, 0.8, (0.4, 3.5), 0.98, 0.78, 0.8)),
        lights.anatomy_checks(TissueVolumes(700, 500, 300)),
        lights.coverage_checks(99.0, [RegionCoverage("A", 80.0)]),
    )
    for made in (c for group in groups for c in group.checks):
        assert made.light is Light.NONE or (made.limits and made.source), made


@pytest.mark.parametrize(
    ("normalised", "correlation", "colour"),
    [
        ("T1", 0.76, Light.GREEN),  # a real T1
        ("T1", 0.56, Light.RED),
        ("series", 0.85, Light.GREEN),
        ("series", 0.56, Light.AMBER),  # a real series: 2.6 mm from where its T1 leads, so it is to be looked at
        ("series", 0.42, Light.RED),
    ],
)
def test_that_a_series_is_not_held_to_the_contrast_of_a_t1(normalised, correlation, colour):
    found = lights.registration_checks(Registration(correlation=correlation, normalised=normalised))
    assert light(found, "correlation") is colour
