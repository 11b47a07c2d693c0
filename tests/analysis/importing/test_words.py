"""Words of series: names that scanners and operators give, and look-alikes that mean something else."""

import pytest

from analysis.importing import words
from analysis.importing.words import found, spaced


@pytest.mark.parametrize(
    ("pattern", "text", "word"),
    [
        (words.T1, "T1_MPRAGE_SAG", "t1"),
        (words.ASL, "WIP 3D_pCASL", "3d pcasl"),
        (words.M0, "pcasl_M0scan", "m0scan"),
        (words.REST, "rs-fMRI", "rs-fmri"),
        (words.TASK, "sub-01_task-rest_bold", "task-rest"),
        (words.FLAIR, "T2_FLAIR", "t2 flair"),
        (words.T1, "restart10", ""),  # t1 inside of another word
        (words.BOLD, "boldness", ""),
        (words.DIFFUSION, "difficult", ""),
    ],
)
def test_that_a_word_is_found_whole_and_only_whole(pattern, text, word):
    assert found(pattern, spaced(text)) == word


def test_that_signs_are_spaces_but_for_hyphens_and_equals():
    assert spaced("  Task-Rest_dir=AP (2)! ") == "task-rest dir=ap 2"
