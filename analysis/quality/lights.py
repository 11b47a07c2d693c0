"""Each number with its limits, where the limits come from, and a light; and what the reds mean together.

A limit that no paper gives is called "own limit": it marks what should be looked at, and proves nothing. The rule by
which head motion excludes a patient is that of the preset.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.perfusion.quality import Check, Light
from analysis.preprocess.segment import TissueVolumes
from analysis.presets import Preset
from analysis.quality.measures import RegionCoverage
from analysis.quality.record import CheckGroup, Exclusion, HeadMotion, Registration, Topic

LITTLE_COVERAGE_PERCENT = 50.0
GOOD_COVERAGE_PERCENT = 75.0
_OWN = "own limit"
_POWER_2012 = "Power et al. 2012, NeuroImage 59:2142"
_MURPHY = "Murphy et al. 2007, NeuroImage 34:565; outer limit own"  # at 50, 2 % of change within 350 volumes
_VAN_DIJK = "Van Dijk et al. 2010, J Neurophysiol 103:297; outer limit own"  # correlations are steady from 5 min on

Range = tuple[float, float]
_ANY = math.inf


def light_of(value: float, green: Range, amber: Range) -> Light:
    """Green and amber within their ranges, both ends included; else red, also for a value that is no number."""
    if green[0] <= value <= green[1]:
        return Light.GREEN
    return Light.AMBER if amber[0] <= value <= amber[1] else Light.RED


def _at_most(key: str, caption: str, value: float, unit: str, green: float, amber: float, source: str) -> Check:
    light = light_of(value, (-_ANY, green), (-_ANY, amber))
    return Check(key, caption, value, unit, light, f"green to {green:g}, amber to {amber:g}", source)


def _at_least(key: str, caption: str, value: float, unit: str, green: float, amber: float, source: str) -> Check:
    light = light_of(value, (green, _ANY), (amber, _ANY))
    return Check(key, caption, value, unit, light, f"green from {green:g}, amber from {amber:g}", source)


def exclusion_of(motion: HeadMotion | None, preset: Preset) -> Exclusion:
    """Whether the preset's rule on head motion excludes the patient."""
    limits = preset.motion_rule
    excluded = (
        None
        if motion is None
        else (
            motion.largest_translation_mm > limits.translation_mm
            or motion.largest_rotation_degrees > limits.rotation_degrees
        )
    )
    return Exclusion(excluded, limits.translation_mm, limits.rotation_degrees)


def motion_checks(motion: HeadMotion, preset: Preset) -> CheckGroup:
    """Largest movement against the rule of the preset, and framewise displacement."""
    limits = preset.motion_rule
    shift, turn = limits.translation_mm, limits.rotation_degrees
    source = preset.source_of("exclude", "translation_mm") or "customary rule in resting-state studies"
    high = f"0.5 mm: {_POWER_2012}; limits own"
    mean = "own limits: those of Power et al. 2014 and 2012 for single volumes"
    return CheckGroup(
        Topic.MOTION,
        (
            _ruled("translation", "largest translation", motion.largest_translation_mm, "mm", shift, source),
            _ruled("rotation", "largest rotation", motion.largest_rotation_degrees, "°", turn, source),
            _at_most("mean_fd", "mean FD (Power)", motion.mean_fd_mm, "mm", 0.2, 0.5, mean),
            _plain("max_fd", "largest FD (Power)", motion.max_fd_mm, "mm"),
            _at_most("high_fd", "volumes with FD above 0.5 mm", motion.percent_high, "%", 10, 30, high),
            _plain("mean_fd_jenkinson", "mean FD (Jenkinson)", float(motion.fd_jenkinson_mm.mean()), "mm"),
        ),
    )


def _ruled(key: str, caption: str, value: float, unit: str, limit: float, source: str) -> Check:
    """Against a limit above which the patient is excluded; from its half on it is worth a look."""
    light = light_of(value, (-_ANY, limit / 2), (-_ANY, limit))
    return Check(key, caption, value, unit, light, f"green to {limit / 2:g}, excluded above {limit:g}", source)


def _plain(key: str, caption: str, value: float, unit: str) -> Check:
    return Check(key, caption, value, unit, Light.NONE, "no limit known", "")


@dataclass(frozen=True)
class Signal:
    """Of a series; None where it is not known."""

    tsnr_gray: float | None
    median_dvars: float | None
    max_dvars: float | None
    minutes: float | None
    freedom: int | None


def signal_checks(signal: Signal) -> CheckGroup:
    """How steady the series is, and how much of it there is."""
    checks = []
    if signal.tsnr_gray is not None:
        checks.append(_at_least("tsnr", "median tSNR in gray matter", signal.tsnr_gray, "", 50, 25, _MURPHY))
    if signal.median_dvars is not None and signal.max_dvars is not None:
        checks.append(_plain("dvars", "median DVARS", signal.median_dvars, "%"))
        checks.append(_plain("max_dvars", "largest DVARS", signal.max_dvars, "%"))
    if signal.minutes is not None:
        checks.append(_at_least("minutes", "length of the series", signal.minutes, "min", 5, 3, _VAN_DIJK))
    if signal.freedom is not None:
        words = "degrees of freedom left"
        checks.append(_at_least("freedom", words, signal.freedom, "", 30, 10, _OWN))
    return CheckGroup(Topic.SIGNAL, tuple(checks))


def registration_checks(found: Registration) -> CheckGroup:
    """How well the images lie on each other."""
    checks = []
    for key, words, overlap in (("overlap", "series", found.overlap), ("asl_overlap", "ASL series", found.asl_overlap)):
        if overlap is not None:
            words, source = f"brain of the {words} within that of the T1", f"{_OWN}; below 75 it is refused"
            checks.append(_at_least(key, words, 100 * overlap, "%", 88, 80, source))
    if found.mutual_information is not None:
        checks.append(_plain("mutual_information", "mutual information, series and T1", found.mutual_information, ""))
    if found.correlation is not None:
        words = f"correlation of {found.normalised} and template"
        # the template's contrast is that of a T1; a series has another one, and its own resolution
        green, amber, least = (0.7, 0.6, 0.5) if found.normalised == "T1" else (0.6, 0.45, 0.4)
        source = f"{_OWN}; below {least} refused"
        checks.append(_at_least("correlation", words, found.correlation, "", green, amber, source))
    if found.jacobian is not None:
        low, high = found.jacobian
        checks.append(_at_least("jacobian_low", "lowest local stretch", low, "", 0.2, 0.05, f"{_OWN}; 0 is a fold"))
        checks.append(_at_most("jacobian_high", "highest local stretch", high, "", 5, 10, _OWN))
    overlaps = (
        ("dice_brain", "brain", found.dice_brain, 0.95, 0.9),
        ("dice_gray", "gray matter", found.dice_gray, 0.7, 0.6),
        ("dice_white", "white matter", found.dice_white, 0.7, 0.6),
    )
    for key, name, value, green, amber in overlaps:
        if value is not None:
            checks.append(_at_least(key, f"Dice of the {name} with the template", value, "", green, amber, _OWN))
    return CheckGroup(Topic.REGISTRATION, tuple(checks))


def anatomy_checks(volumes: TissueVolumes) -> CheckGroup:
    """Volumes of the tissues; only the total has limits, which catch a brain mask that failed."""
    total = volumes.tiv_ml
    light = light_of(total, (1000, 2000), (800, 2300))
    limits, source = "green 1000 to 2000, amber 800 to 2300", f"{_OWN}, for adults: catches a brain mask that failed"
    return CheckGroup(
        Topic.ANATOMY,
        (
            Check("tiv", "total within the brain mask", total, "mL", light, limits, source),
            _plain("gray_ml", "gray matter", volumes.gray_ml, "mL"),
            _plain("white_ml", "white matter", volumes.white_ml, "mL"),
            _plain("csf_ml", "CSF", volumes.csf_ml, "mL"),
        ),
    )  # fmt: skip


def coverage_checks(brain_percent: float | None, regions: Sequence[RegionCoverage]) -> CheckGroup:
    """How much of the standard brain, and of its regions, the series covers."""
    checks = []
    if brain_percent is not None:
        checks.append(_at_least("brain", "standard brain in the field of view", brain_percent, "%", 95, 80, _OWN))
    if regions:
        little = sum(1 for r in regions if r.percent < LITTLE_COVERAGE_PERCENT)
        some = sum(1 for r in regions if r.percent < GOOD_COVERAGE_PERCENT)
        light = Light.RED if little else Light.AMBER if some else Light.GREEN
        limits = "green if none, amber to 50 %, red if one has less than 50 %"
        unit = f"of {len(regions)}"
        checks.append(Check("regions", "AAL regions covered by less than 75 %", some, unit, light, limits, _OWN))
    return CheckGroup(Topic.COVERAGE, tuple(checks))


@dataclass(frozen=True)
class Verdict:
    """The worst light of all that concerns everything, and sentences on what must not be read."""

    light: Light
    sentences: tuple[str, ...]


def verdict_of(exclusion: Exclusion, groups: Sequence[CheckGroup], regions: Sequence[RegionCoverage]) -> Verdict:
    """What the lights mean together; red perfusion concerns perfusion, uncovered regions concern themselves."""
    by_topic = {group.topic: group.checks for group in groups}
    general = (Topic.MOTION, Topic.SIGNAL, Topic.REGISTRATION, Topic.ANATOMY)
    lights = [check.light for topic in general for check in by_topic.get(topic, ())]
    reds = [c.caption for topic in general for c in by_topic.get(topic, ()) if c.light is Light.RED]
    sentences = []
    if exclusion.excluded:
        sentences.append(f"Excluded by rule ({exclusion.rule}).")
        lights.append(Light.RED)
    if reds:
        sentences.append(f"Not interpretable: {', '.join(reds)}.")
    uncovered = [r.name for r in regions if r.percent < LITTLE_COVERAGE_PERCENT]
    if uncovered:
        sentences.append(f"Not interpretable in regions that are not covered: {', '.join(uncovered)}.")
    perfusion = [c.caption for c in by_topic.get(Topic.PERFUSION, ()) if c.light is Light.RED]
    if perfusion:
        sentences.append(f"Perfusion is not interpretable: {', '.join(perfusion)}.")
    rest = [check.light for topic in (Topic.COVERAGE, Topic.PERFUSION) for check in by_topic.get(topic, ())]
    return Verdict(_worst(lights, rest), tuple(sentences))


def _worst(general: Sequence[Light], partial: Sequence[Light]) -> Light:
    """A part that is red makes the whole amber: what is outside of it can be read."""
    if Light.RED in general:
        return Light.RED
    if Light.AMBER in general or Light.RED in partial or Light.AMBER in partial:
        return Light.AMBER
    return Light.GREEN if Light.GREEN in (*general, *partial) else Light.NONE
