"""The words of the quality page, the same in the window and in the file."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from analysis.perfusion.quality import Check, Light
from analysis.quality.lights import Verdict
from analysis.quality.record import Exclusion, HeadMotion, Topic
from analysis.quality.standing import Standing
from gui.figures.numbers import MINUS
from gui.language import in_digits, in_window

MARKS: Mapping[Light, str] = {Light.GREEN: "●", Light.AMBER: "▲", Light.RED: "■", Light.NONE: "–"}
"""Shapes beside the colours: not everyone tells red from green."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("quality_words", text)


def light_word(light: Light) -> str:
    """What a light means."""
    return {
        Light.GREEN: _tr("as expected"),
        Light.AMBER: _tr("look"),
        Light.RED: _tr("not interpretable"),
        Light.NONE: _tr("no limit"),
    }[light]


def topic_title(topic: Topic) -> str:
    """The heading of a group of checks."""
    return {
        Topic.MOTION: _tr("Motion"),
        Topic.SIGNAL: _tr("Signal"),
        Topic.REGISTRATION: _tr("Registration"),
        Topic.ANATOMY: _tr("Anatomy"),
        Topic.COVERAGE: _tr("Coverage"),
        Topic.PERFUSION: _tr("Perfusion"),
    }[topic]


def value_text(check: Check) -> str:
    """The number with three digits, and its unit, in the language of the window."""
    return _value(check, _tr("no value"), in_window(check.unit))


def value_in_report(check: Check) -> str:
    """The same in English, the language of the report."""
    return _value(check, "no value", check.unit)


def _value(check: Check, none: str, unit: str) -> str:
    value = check.value
    if value != value:
        return none
    text = f"{value:.0f}" if abs(value) >= 100 or value == round(value) else f"{value:.3g}"
    return f"{text}{unit if unit == '°' else f' {unit}'}".strip().replace("-", MINUS)


def standing_text(standing: Standing) -> str:
    """The percentile among the controls, short: ``P87``."""
    return f"P{standing.percentile:.0f}"


def standing_sentence(standing: Standing) -> str:
    """The percentile among the controls in words."""
    return _tr("Percentile {p} among {n} controls (median {median}).").format(
        p=f"{standing.percentile:.0f}", n=standing.n, median=in_digits(standing.median)
    )


def limits_text(check: Check) -> str:
    """The limits, and where they come from."""
    limits = in_window(check.limits)
    return f"{limits} ({in_window(check.source)})" if check.source else limits


def exclusion_sentence(exclusion: Exclusion, motion: HeadMotion | None) -> str:
    """Whether the rule on head motion excludes the patient: said in every case."""
    if exclusion.excluded is None or motion is None:
        unknown = _tr("Excluded by rule: not known, because there is no head motion ({rule}).")
        return unknown.format(rule=in_window(exclusion.rule))
    answer = _tr("YES") if exclusion.excluded else _tr("no")
    found = f"{motion.largest_translation_mm:.2f} mm, {motion.largest_rotation_degrees:.2f}°"
    return _tr("Excluded by rule: {answer} ({found}; the rule is {rule}).").format(
        answer=answer, found=found, rule=in_window(exclusion.rule)
    )


def verdict_title(verdict: Verdict) -> str:
    """The lights in a few words."""
    return {
        Light.GREEN: _tr("Nothing stands out"),
        Light.AMBER: _tr("Look before you read the maps"),
        Light.RED: _tr("Not interpretable"),
        Light.NONE: _tr("Nothing could be measured"),
    }[verdict.light]
