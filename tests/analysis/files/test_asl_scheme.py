from pathlib import Path
from typing import Any

import pytest

from analysis.errors import FileFormatError, InputError
from analysis.files import asl_scheme
from analysis.files.sidecar import Sidecar
from analysis.scan import AslScheme

GOOD = {
    "ArterialSpinLabelingType": "PCASL",
    "PostLabelingDelay": 1.5,
    "LabelingDuration": 1.8,
    "BackgroundSuppression": True,
    "M0Type": "Included",
}


def _scheme(
    folder: Path, context: str | None = "volume_type\nm0scan\ncontrol\nlabel\n", n_volumes: int = 3, **fields: Any
) -> tuple[AslScheme, str]:
    if context is not None:
        (folder / "sub-01_aslcontext.tsv").write_text(context)
    known = {key: value for key, value in (GOOD | fields).items() if value is not None}
    scheme, warnings = asl_scheme.read(folder / "sub-01_asl.nii.gz", Sidecar(known), n_volumes)
    return scheme, " ".join(warnings)


def test_that_a_good_description_gives_the_whole_scheme(tmp_path: Path) -> None:
    scheme, warnings = _scheme(tmp_path)
    assert warnings == ""
    assert scheme == AslScheme("PCASL", ("m0scan", "control", "label"), (1.5, 1.5, 1.5), 1.8, True, "Included")


def test_that_nothing_is_filled_in_where_nothing_is_said(tmp_path: Path) -> None:
    scheme, warnings = asl_scheme.read(tmp_path / "asl.nii.gz", Sidecar({}), 8)
    assert scheme == AslScheme()
    assert "no aslcontext.tsv" in warnings[0]


@pytest.mark.parametrize(
    ("context", "words"),
    [
        ("volume_type\ncontrol\nlabel\n", "2 rows for 3 volumes"),
        ("volume_type\ncontrol\nlabel\nbanana\n", "does not hold BIDS volume types"),
        ("type\ncontrol\nlabel\ncontrol\n", "does not hold BIDS volume types"),
        ("", "does not hold BIDS volume types"),
    ],
)
def test_that_a_wrong_context_table_is_said_and_not_used(tmp_path: Path, context: str, words: str) -> None:
    scheme, warnings = _scheme(tmp_path, context)
    assert words in warnings
    assert scheme.volume_types == ()


def test_that_a_context_table_may_have_other_columns_and_line_ends(tmp_path: Path) -> None:
    scheme, warnings = _scheme(tmp_path, "onset\tvolume_type\r\n0\tm0scan\r\n1\tlabel\r\n2\tcontrol\r\n\r\n")
    assert scheme.volume_types == ("m0scan", "label", "control")
    assert warnings == ""


def test_that_a_delay_for_each_volume_is_kept(tmp_path: Path) -> None:
    assert _scheme(tmp_path, PostLabelingDelay=[0, 1.5, 2])[0].plds_s == (0, 1.5, 2)


@pytest.mark.parametrize(
    ("value", "words"),
    [([1.5, 2], "2 values for 3 volumes"), (1800, "milliseconds"), ("1.8", "times"), (-1, "times"), (True, "times")],
)
def test_that_impossible_delays_are_said_and_not_used(tmp_path: Path, value: object, words: str) -> None:
    scheme, warnings = _scheme(tmp_path, PostLabelingDelay=value)
    assert scheme.plds_s == ()
    assert words in warnings


def test_that_a_list_of_one_duration_is_that_duration_and_m0_has_none(tmp_path: Path) -> None:
    assert _scheme(tmp_path, LabelingDuration=[0, 1.7, 1.7])[0].label_duration_s == 1.7
    scheme, warnings = _scheme(tmp_path, LabelingDuration=[0, 1.7, 1.5])
    assert scheme.label_duration_s is None
    assert "differs between volumes" in warnings


@pytest.mark.parametrize("duration", [None, "long", 1800, [1.8, 1.8]])
def test_that_a_duration_that_is_missing_or_wrong_is_left_open_beside_a_table_of_volumes(
    tmp_path: Path, duration: object
) -> None:
    scheme, _ = _scheme(tmp_path, LabelingDuration=duration)
    assert scheme.label_duration_s is None
    assert scheme.volume_types == ("m0scan", "control", "label")


def test_that_a_context_table_is_read_alone(tmp_path: Path) -> None:
    table = tmp_path / "mine.tsv"
    table.write_text("volume_type\ncontrol\nlabel\n")
    assert asl_scheme.read_context(table) == ("control", "label")
    table.write_text("volume_type\nbanana\n")
    with pytest.raises(FileFormatError, match="volume types"):
        asl_scheme.read_context(table)
    with pytest.raises(InputError, match="cannot be read"):
        asl_scheme.read_context(tmp_path / "none.tsv")


def test_that_blocks_of_pulses_tell_the_duration_where_the_field_holds_the_delay(tmp_path: Path) -> None:
    """82 blocks x 18.4 ms = 1.5088 s (Siemens 3D pCASL)."""
    scheme, warnings = _scheme(tmp_path, LabelingDuration=1.2, NumRFBlocks=82, PostLabelingDelay=None)
    assert scheme.label_duration_s == pytest.approx(1.5088)
    assert scheme.plds_s == ()
    assert "LabelingDuration is 1.2 s" in warnings
    assert "probably the post-labelling delay" in warnings
    agreeing, silence = _scheme(tmp_path, LabelingDuration=1.509, NumRFBlocks=82)
    assert agreeing.label_duration_s == pytest.approx(1.5088)
    assert silence == ""


def test_that_a_duration_equal_to_the_delay_is_asked_about_unless_it_is_the_recommended_one(tmp_path: Path) -> None:
    assert "copy" in _scheme(tmp_path, LabelingDuration=1.5)[1]
    assert _scheme(tmp_path, PostLabelingDelay=1.8)[1] == ""


@pytest.mark.parametrize(
    ("m0", "words"),
    [("Separate", "separate scan, but there is none"), ("Absent", "absent, but a volume"), ("Included", "")],
)
def test_that_the_m0_is_checked_against_the_volumes_and_files(tmp_path: Path, m0: str, words: str) -> None:
    assert words in _scheme(tmp_path, M0Type=m0)[1]
    assert "no volume is marked" in _scheme(tmp_path, "volume_type\ncontrol\nlabel\ncontrol", M0Type="Included")[1]


def test_that_a_separate_m0_beside_the_series_is_found(tmp_path: Path) -> None:
    (tmp_path / "sub-01_m0scan.nii.gz").write_bytes(b"x")
    context = "volume_type\ncontrol\nlabel\ncontrol"
    assert _scheme(tmp_path, context, M0Type="Separate")[1] == ""
