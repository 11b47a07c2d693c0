import numpy as np
import pytest

from analysis.errors import DataError
from analysis.perfusion.completion import complete
from analysis.perfusion.pairs import Subtraction, check_sign, differences, groups_of, pairs_of
from analysis.scan import Scan
from tests.analysis.perfusion.made_asl import PCASL, scan_of, whole


def series_of(types: str, delays: list[float] | None = None) -> Scan:
    """``"MCL"`` is M0, control, label; volume n holds the value 100 + n in every voxel."""
    names = {"M": "m0scan", "C": "control", "L": "label", "D": "deltam", "-": "n/a"}
    fields = PCASL | ({"PostLabelingDelay": delays} if delays else {})
    return scan_of([100.0 + n for n in range(len(types))], [names[t] for t in types], **fields)


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ("CLCL", [(0, 1), (2, 3)]),
        ("LCLC", [(1, 0), (3, 2)]),
        ("MCLCL", [(1, 2), (3, 4)]),
        ("CCLL", [(0, 2), (1, 3)]),
        ("M-LCLC", [(3, 2), (5, 4)]),
        ("CLLC", [(0, 1), (3, 2)]),
    ],
)
def test_that_control_and_label_go_together_in_their_order(types: str, expected: list[tuple[int, int]]) -> None:
    pairs, warnings = pairs_of(complete(series_of(types)))
    assert [(p.control, p.label) for p in pairs] == expected
    assert warnings == ()


def test_that_the_difference_is_control_less_label_in_every_order() -> None:
    for types, sign in (("CLCL", -1), ("LCLC", 1)):
        scan = series_of(types)
        pairs, _ = pairs_of(complete(scan))
        np.testing.assert_array_equal(differences(scan.image, pairs, whole()), np.full((2, 120), sign, np.float32))


def test_that_pairs_stay_within_their_delay_and_repeats_may_differ() -> None:
    scan = series_of("CLCLCL", [1.0, 1.0, 2.0, 2.0, 1.0, 1.0])
    pairs, _ = pairs_of(complete(scan))
    groups = groups_of(pairs, range(3))
    assert [(g.delay_s, g.pairs) for g in groups] == [(1.0, (0, 2)), (2.0, (1,))]
    assert [g.pairs for g in groups_of(pairs, [0, 1])] == [(0,), (1,)]


def test_that_a_last_volume_without_partner_is_left_out_and_told() -> None:
    pairs, warnings = pairs_of(complete(series_of("CLCLC")))
    assert len(pairs) == 2
    assert warnings == ("The last volume (5, control) has no partner and was left out.",)


@pytest.mark.parametrize("types", ["CCLCL", "CLCCC", "LLCLC"])
def test_that_other_odd_counts_are_refused(types: str) -> None:
    with pytest.raises(DataError, match="do not make pairs; correct VolumeTypes"):
        pairs_of(complete(series_of(types)))


def test_that_a_single_control_is_refused() -> None:
    with pytest.raises(DataError, match="no pair of control and label"):
        pairs_of(complete(series_of("MC")))


def test_that_differences_count_as_they_are_and_are_not_mixed() -> None:
    scan = series_of("MDD")
    pairs, _ = pairs_of(complete(scan))
    np.testing.assert_array_equal(differences(scan.image, pairs, whole())[:, 0], [101, 102])
    assert pairs[0].in_words() == "volume 2"
    with pytest.raises(DataError, match="mixes differences"):
        pairs_of(complete(series_of("CLD")))


def test_that_darker_controls_are_refused_with_what_to_type() -> None:
    pairs, _ = pairs_of(complete(series_of("CL")))
    check_sign(np.array([[1.0, 2, -1]]), pairs)
    with pytest.raises(DataError, match="SwapControlLabel=yes"):
        check_sign(np.array([[-1.0, -2, 1]]), pairs)
    with pytest.raises(DataError, match="do not differ"):
        check_sign(np.zeros((1, 3)), pairs)
    deltam, _ = pairs_of(complete(series_of("D")))
    with pytest.raises(DataError, match="subtract the other way round"):
        check_sign(np.array([[-1.0, -2, 1]]), deltam)


def test_that_surround_takes_each_label_from_the_controls_around_it() -> None:
    """Values 100 + n: C0 L1 C2 L3 C4: (100 + 102) / 2 - 101 = 0, (102 + 104) / 2 - 103 = 0; pairwise -1 each.

    A drift of 1 per volume is gone, and the odd control at the end has its use.
    """
    scan = series_of("CLCLC")
    pairs, warnings = pairs_of(complete(scan), Subtraction.SURROUND)
    assert [p.volumes for p in pairs] == [(0, 1, 2), (2, 3, 4)]
    assert pairs[0].in_words() == "volumes 1, 2 and 3"
    assert warnings == ()
    np.testing.assert_array_equal(differences(scan.image, pairs, whole()), np.zeros((2, 120), np.float32))


def test_that_surround_has_one_control_at_the_ends_and_stays_within_a_delay() -> None:
    pairs, _ = pairs_of(complete(series_of("LCLC")), Subtraction.SURROUND)
    assert [(p.label, p.control, p.other_control) for p in pairs] == [(0, 1, -1), (2, 1, 3)]
    scan = series_of("CLCLCLCL", [1.0, 1.0, 2.0, 2.0, 1.0, 1.0, 2.0, 2.0])
    pairs, _ = pairs_of(complete(scan), Subtraction.SURROUND)
    assert [p.volumes for p in pairs] == [(0, 1, 4), (2, 3, 6), (4, 5), (6, 7)]


def test_that_surround_is_refused_for_blocks() -> None:
    with pytest.raises(DataError, match="come in blocks"):
        pairs_of(complete(series_of("CCCLLL")), Subtraction.SURROUND)
