"""The stages that a person sees follow one another without a gap, and only those of the scans that there are."""

from itertools import pairwise
from pathlib import Path

import pytest

from analysis.pipeline import stages
from analysis.pipeline.case import Case
from analysis.pipeline.stages import stages_of

T1, BOLD, ASL = Path("T1w.nii"), Path("bold.nii"), Path("asl.nii")


def test_that_the_stages_of_all_scans_follow_one_another():
    found = stages_of(Case("1", T1, BOLD, ASL))
    assert found[0].start == 0
    for before, after in pairwise(found):
        assert before.stop == pytest.approx(after.start)
    assert found[-1].stop == stages.PERFUSION[1]


def test_that_stages_of_missing_scans_are_left_out():
    captions = [stage.caption for stage in stages_of(Case("1", T1, None, ASL))]
    assert captions == ["Opening the scans", "T1: brain, tissues, way to MNI space", "Perfusion"]
    assert "Alignment of the series with MNI space" in [s.caption for s in stages_of(Case("1", None, BOLD))]
