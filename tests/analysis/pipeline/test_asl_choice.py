"""Which of several ASL series tells most: an M0 before delays, and nothing guessed between equals."""

import json
from pathlib import Path

import pytest

from analysis.pipeline.asl_choice import AslMerit, best_of, merit, merit_of_file


def test_that_an_m0_counts_more_than_any_number_of_delays() -> None:
    assert AslMerit(True, 1) > AslMerit(False, 5)
    assert AslMerit(True, 5) > AslMerit(True, 1)
    assert best_of([AslMerit(False, 5), AslMerit(True, 1)]) == 1


def test_that_between_equals_nothing_is_chosen_and_of_nothing_nothing() -> None:
    assert best_of([AslMerit(True, 1), AslMerit(True, 1), AslMerit(False, 5)]) is None
    assert best_of([]) is None


@pytest.mark.parametrize(
    ("m0", "types", "separate", "has_m0"),
    [
        ("Included", (), False, True),
        ("Estimate", (), False, True),
        ("Absent", (), False, False),
        ("Separate", (), False, False),  # said, but there is no file
        ("Separate", (), True, True),
        (None, ("m0scan", "label", "control"), False, True),
    ],
)
def test_that_an_m0_is_one_that_is_there(m0: str | None, types: tuple[str, ...], separate: bool, has_m0: bool) -> None:
    assert merit([1.8], m0, types, has_separate_m0=separate).has_m0 is has_m0


def test_that_delays_are_counted_once_and_those_of_other_volumes_not_at_all() -> None:
    """Zero is BIDS for a volume that is not labelled; differences below a millisecond are rounding."""
    assert merit([0, 0.5, 0.5, 1.0, 1.0001, 2.0], None, (), has_separate_m0=False).n_delays == 3
    assert [str(AslMerit(*one)) for one in ((True, 1), (False, 5), (True, 0))] == [
        "an M0 and one delay", "no M0 and 5 delays", "an M0 and no known delay",
    ]  # fmt: skip


def test_that_a_file_is_judged_by_what_stands_beside_it(tmp_path: Path) -> None:
    image = tmp_path / "sub-1_asl.nii.gz"
    image.write_bytes(b"")
    (tmp_path / "sub-1_asl.json").write_text(json.dumps({"PostLabelingDelay": [0, 0.5, 0.5, 1.5, 1.5]}))
    assert merit_of_file(image) == AslMerit(False, 2)
    (tmp_path / "sub-1_aslcontext.tsv").write_text("volume_type\nm0scan\nlabel\ncontrol\nlabel\ncontrol\n")
    assert merit_of_file(image) == AslMerit(True, 2)
    (tmp_path / "sub-1_aslcontext.tsv").unlink()
    (tmp_path / "sub-1_m0scan.nii.gz").write_bytes(b"")
    assert merit_of_file(image) == AslMerit(True, 2)
