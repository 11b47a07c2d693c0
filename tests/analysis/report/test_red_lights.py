"""Every red light is acknowledged by the reader, or what it concerns is marked on the page."""

from dataclasses import replace

import pytest

from analysis.perfusion.quality import Check, Light
from analysis.quality.record import CheckGroup, Topic
from analysis.report.assemble import STAMP, report_of
from analysis.report.case import read_case
from analysis.report.comparison import read_comparison
from analysis.report.document import Paragraphs, Tone
from analysis.report.red_lights import Part, UnseenRedLightsError, red_lights, require_seen
from tests.analysis.report.made_case import write_case


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder, compared = write_case(tmp_path_factory.mktemp("report"), perfusion=True)
    return read_case(folder), read_comparison(compared)


def with_red(case, *red):
    """The patient with these (topic, key) red and all else green."""
    topics = dict.fromkeys(topic for topic, _ in red)
    groups = tuple(
        CheckGroup(t, tuple(Check(k, f"the {k}", 1.5, "mm", Light.RED, "", "") for topic, k in red if topic is t))
        for t in topics
    )
    return replace(case, quality=replace(case.quality, groups=groups, coverage=()))


def warnings(page):
    return " ".join(line for s in page if isinstance(s, Paragraphs) and s.tone is Tone.WARNING for line in s.lines)


def test_that_every_topic_waits_alike_and_each_light_is_seen_by_itself(made):
    case = with_red(made[0], (Topic.MOTION, "mean_fd"), (Topic.SIGNAL, "tsnr"), (Topic.PERFUSION, "negative"))
    with pytest.raises(UnseenRedLightsError, match=r"the mean_fd, the tsnr, the negative.*--acknowledge"):
        require_seen(case)
    with pytest.raises(UnseenRedLightsError, match="acknowledged: the tsnr, the negative"):
        require_seen(case, ticked=frozenset({"the mean_fd: 1.5 mm"}))
    assert require_seen(case, acknowledge=True) == ("mean_fd", "tsnr", "negative")
    assert require_seen(case, also=frozenset({"negative"}), mark=True) == ("negative",)


def test_that_a_tick_of_another_number_does_not_count(made):
    case = with_red(made[0], (Topic.MOTION, "mean_fd"))
    assert require_seen(case, ticked=frozenset({"the mean_fd: 0.6 mm"}), mark=True) == ()


def test_that_a_light_concerns_everything_or_its_part(made):
    case = with_red(made[0], (Topic.ANATOMY, "tiv"), (Topic.COVERAGE, "brain"), (Topic.PERFUSION, "negative"))
    assert [one.part for one in red_lights(case)] == [Part.ALL, Part.UNCOVERED, Part.PERFUSION]


def test_that_what_nobody_has_acknowledged_is_marked_on_the_page_and_in_the_stamp(made):
    case, compared = made
    case = with_red(case, (Topic.COVERAGE, "brain"), (Topic.PERFUSION, "negative"))
    document = report_of(case, (compared,))
    assert document.stamp == f"{STAMP}: REGIONS THAT ARE NOT COVERED, PERFUSION"
    assert "NOT INTERPRETABLE: perfusion. Red, and acknowledged by no reader: the negative." in warnings(
        document.findings[0]
    )
    assert document.record["parameters"]["not_acknowledged"] == ["brain", "negative"]
    seen = report_of(case, (compared,), acknowledged=("brain", "negative"))
    assert seen.stamp == ""
    assert "NOT INTERPRETABLE" not in warnings(seen.findings[0])


def test_that_data_which_are_red_as_a_whole_stay_stamped_when_somebody_has_looked(made):
    case = with_red(made[0], (Topic.MOTION, "mean_fd"))
    assert STAMP in report_of(case).stamp
    seen = report_of(case, acknowledged=("mean_fd",))
    assert seen.stamp == STAMP
    assert "acknowledged by no reader" not in warnings(seen.findings[0])
    limits = next(s for s in seen.findings[0] if isinstance(s, Paragraphs) and s.title == "Limits")
    assert "Red lights that the reader has acknowledged: the mean_fd." in limits.lines
