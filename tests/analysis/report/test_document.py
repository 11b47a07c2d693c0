"""Sections claim nothing by default: no warning, no marked row, no surviving voxel, no percentile, no date."""

import dataclasses

import numpy as np
import pytest

from analysis.grid import Grid
from analysis.image import Volume
from analysis.perfusion.quality import Light
from analysis.report.document import (
    RESEARCH_USE,
    Comment,
    Document,
    Facts,
    Lights,
    Paragraphs,
    Slices,
    Table,
    Tone,
)

TEXTS = [Paragraphs("Limits", ("One.",)), Facts("Versions", (("numpy", "2.3"),)), Comment("Comment", "Seen.")]


def test_that_every_report_is_for_research_and_no_diagnosis():
    assert RESEARCH_USE == "Research use; not a diagnosis"


def test_that_a_sentence_is_no_warning_unless_somebody_says_so():
    plain = Paragraphs("Limits", ("One.", "Two."))
    assert (plain.tone, plain.runs_in, plain.is_joined) == (Tone.PLAIN, False, False)
    assert {tone.value for tone in Tone} == {"plain", "warning", "faint"}


def test_that_no_row_stands_out_no_value_is_hidden_and_no_voxel_survives_by_default():
    assert Table("Regions", ("Region",), (("left insula",),)).marked == ()
    volume = Volume(Grid((1, 1, 1), np.eye(4)), np.ones((1, 1, 1)))
    picture = Slices("Map", volume, volume, (0.0,), "W")
    assert picture.shown_from is None
    assert picture.outline is None


def test_that_lights_without_controls_have_no_percentile_and_share_none():
    one, other = (Lights("Quality", Light.GREEN, "", (), ()) for _ in range(2))
    assert dict(one.standings) == {}
    assert one.standings is not other.standings
    assert one.note == ""


def test_that_a_document_holds_no_light_and_no_date_that_nobody_gave():
    document = Document("p1", (), "", (), (), {})
    assert (document.red_lights, document.made_on) == ((), "")


def test_that_the_record_is_not_printed_with_a_document():
    assert "secret" not in repr(Document("p1", (), "", (), (), {"sha256": "secret"}))


@pytest.mark.parametrize("section", TEXTS, ids=lambda section: type(section).__name__)
def test_that_a_section_cannot_be_changed_after_it_was_made_and_is_equal_to_its_like(section):
    with pytest.raises(dataclasses.FrozenInstanceError):
        section.title = "Other"
    assert section == dataclasses.replace(section)
    assert section != dataclasses.replace(section, title="Other")
