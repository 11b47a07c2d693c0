import pytest

from analysis.files.sidecar import Sidecar
from analysis.files.timing import settle
from analysis.scan import FactSource


def test_that_the_header_counts_where_there_is_no_sidecar() -> None:
    found = settle(2.5, None, Sidecar({}))
    assert (found.tr_s, found.warnings) == (2.5, ())
    assert found.fact is not None
    assert found.fact.source is FactSource.HEADER


def test_that_a_sidecar_that_agrees_is_the_source() -> None:
    found = settle(1.7935, None, Sidecar({"RepetitionTime": 1.79355}))
    assert (found.tr_s, found.warnings) == (1.79355, ())
    assert found.fact is not None
    assert found.fact.source is FactSource.SIDECAR


def test_that_the_sidecar_wins_over_a_header_it_contradicts_and_both_are_said() -> None:
    found = settle(1.0, None, Sidecar({"RepetitionTime": 2.0}))
    assert found.tr_s == 2.0
    (warning,) = found.warnings
    assert "header says the repetition time (TR) is 1 s" in warning
    assert "sidecar says 2 s" in warning


@pytest.mark.parametrize("fields", [{"RepetitionTime": 1.79355}, {}])
def test_that_volumes_cannot_follow_faster_than_excitations(fields: dict[str, float]) -> None:
    """The Philips trap: 1.794 s in header and sidecar, the true 2.0 s only in RepetitionTimeExcitation."""
    found = settle(1.79355, None, Sidecar({**fields, "RepetitionTimeExcitation": 2, "MRAcquisitionType": "2D"}))
    assert found.tr_s == 2.0
    (warning,) = found.warnings
    assert "1.794 s" in warning
    assert "2 s is used" in warning


def test_that_several_shots_of_a_3d_series_are_no_contradiction() -> None:
    fields = {"RepetitionTime": 13.9294, "RepetitionTimeExcitation": 3.48, "MRAcquisitionType": "3D"}
    found = settle(13.9294, None, Sidecar(fields))
    assert (found.tr_s, found.warnings) == (13.9294, ())


def test_that_a_pause_between_2d_volumes_is_asked_about_unless_it_is_stated() -> None:
    fields = {"RepetitionTime": 3.0, "RepetitionTimeExcitation": 2.0, "MRAcquisitionType": "2D"}
    found = settle(3.0, None, Sidecar(fields))
    assert found.tr_s == 3.0
    assert "paused" in found.warnings[0]
    assert settle(3.0, None, Sidecar({**fields, "DelayTime": 1.0})).warnings == ()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (2000, "milliseconds"),
        (0, "not a positive"),
        (-2, "not a positive"),
        ("2", "not a positive"),
        (True, "positive"),
    ],
)
def test_that_an_impossible_sidecar_value_is_said_and_not_used(value: object, words: str) -> None:
    found = settle(2.5, None, Sidecar({"RepetitionTime": value}))
    assert found.tr_s == 2.5
    assert words in found.warnings[0]


def test_that_a_tr_that_nothing_tells_is_not_invented() -> None:
    found = settle(None, "The header does not say the repetition time (TR).", Sidecar({}))
    assert found.tr_s is None
    assert found.warnings == ("The header does not say the repetition time (TR). Type it before computing.",)


def test_that_a_sidecar_makes_up_for_a_silent_header() -> None:
    found = settle(None, "The header does not say the repetition time (TR).", Sidecar({"RepetitionTime": 2.0}))
    assert (found.tr_s, found.warnings) == (2.0, ())


def test_that_asl_has_its_tr_in_the_preparation_field() -> None:
    found = settle(5.0, None, Sidecar({"RepetitionTimePreparation": 5.0}))
    assert (found.tr_s, found.warnings) == (5.0, ())


def test_that_even_volume_times_give_a_tr_and_uneven_ones_do_not() -> None:
    assert settle(None, None, Sidecar({"VolumeTiming": [0, 2.5, 5.0]})).tr_s == pytest.approx(2.5)
    uneven = settle(None, None, Sidecar({"VolumeTiming": [0, 2.5, 7.0]}))
    assert uneven.tr_s is None
    assert "even distances" in uneven.warnings[0]
