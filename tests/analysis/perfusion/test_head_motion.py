"""Motion of an ASL series: a made head that moves by known steps, and the jump between control and label."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.errors import DataError, OptionError
from analysis.grid import Grid
from analysis.image import ArrayFrames, Mask, Series
from analysis.perfusion.calibration import Calibration
from analysis.perfusion.completion import complete
from analysis.perfusion.head_motion import AslMotion, estimate_motion, realigned, reason_against, without_zigzag
from analysis.perfusion.measure import PerfusionRequest, measure_perfusion
from analysis.perfusion.pairs import DelayGroup, Pair
from analysis.perfusion.quantify import CbfOptions, HeadMotion
from analysis.perfusion.rejection import moved_pairs
from analysis.preprocess.motion import Motion
from analysis.scan import AslScheme, Modality, Scan
from tests.analysis.perfusion.made_asl import PCASL, typed

GRID_MM = 5.0
GRID = Grid((36, 42, 30), np.array([[GRID_MM, 0, 0, -87], [0, GRID_MM, 0, -102], [0, 0, GRID_MM, -72], [0, 0, 0, 1]]))
AT = GRID.to_mm(np.moveaxis(np.indices(GRID.shape), 0, -1))
SHIFTS_MM = np.array([0, 0, 0.2, 0.2, 0.2, 1.4, 1.4, 1.4, 1.4, 1.4])  # between control 4 and label 5 it moves by 1.2


def head(shift_mm: float, label: bool) -> np.ndarray:
    """A smooth head that is higher by `shift_mm`; the label is darker by 1 % in the whole brain."""
    at = AT - np.array([0, 0, shift_mm])
    r = np.sqrt(((at / np.array([66.0, 82, 58])) ** 2).sum(axis=-1))
    texture = 1 + 0.2 * np.sin(at[..., 0] / 9) * np.cos(at[..., 1] / 11) + 0.2 * np.cos(at[..., 2] / 8)
    brain = 1 / (1 + np.exp(np.clip((r - 1) * 25, -50, 50)))
    return (1000 - 10 * label) * texture * brain + 20


def moving(suppressed: bool = False) -> Scan:
    data = np.stack([head(s, bool(n % 2)) for n, s in enumerate(SHIFTS_MM)], axis=-1).astype(np.float32)
    rng = np.random.default_rng(0)
    series = Series(GRID, ArrayFrames(data + rng.normal(0, 2, data.shape).astype(np.float32)), 4.0, "asl")
    scheme = AslScheme("PCASL", ("control", "label") * 5, (1.8,) * 10, 1.8, suppressed)
    return Scan(Modality.ASL, series, facts=typed(**PCASL), asl=scheme)


@pytest.fixture(scope="module")
def found() -> AslMotion:
    scan = moving()
    return estimate_motion(scan.image, complete(scan))


def test_that_the_known_steps_of_the_head_are_found(found: AslMotion) -> None:
    """The rows are corrections: a head that went up by 1.4 mm has z = -1.4."""
    np.testing.assert_allclose(found.motion.parameters[:, 2], -SHIFTS_MM, atol=0.12)
    assert np.abs(found.motion.parameters[:, :2]).max() < 0.12
    assert np.degrees(np.abs(found.motion.parameters[:, 3:]).max()) < 0.2


def test_that_the_realigned_series_shows_the_head_where_it_was_first(found: AslMotion) -> None:
    still = realigned(moving().image, found)
    inside = (AT**2).sum(axis=-1) < 40**2
    for timepoint in (6, 8):
        before = np.abs(moving().image.frames.frame(timepoint) - head(0, False))[inside].mean()
        after = np.abs(still.frames.frame(timepoint) - head(0, False))[inside].mean()
        assert after < 0.35 * before


def test_that_a_jump_between_control_and_label_is_taken_away_and_a_drift_is_not() -> None:
    """z = 0.1 n (drift) + 0.4 for every label: what is left is the drift."""
    is_label = np.arange(12) % 2 == 1
    parameters = np.zeros((12, 6))
    parameters[:, 2] = 0.1 * np.arange(12) + 0.4 * is_label
    clean, zigzag = without_zigzag(parameters, is_label)
    np.testing.assert_allclose(clean[:, 2], 0.1 * np.arange(12), atol=1e-12)
    np.testing.assert_allclose(zigzag, [0, 0, 0.4, 0, 0, 0], atol=1e-12)
    first_is_label, _ = without_zigzag(parameters[1:], is_label[1:])
    np.testing.assert_allclose(first_is_label[:, 2] - first_is_label[0, 2], 0.1 * np.arange(11), atol=1e-12)
    assert first_is_label[0, 2] == parameters[1, 2]


def test_that_one_pair_has_no_zigzag_to_tell_from_motion() -> None:
    parameters = np.array([[0.0, 0, 0, 0, 0, 0], [0, 0, 0.4, 0, 0, 0]])
    clean, zigzag = without_zigzag(parameters, np.array([False, True]))
    np.testing.assert_array_equal(clean, parameters)
    assert not zigzag.any()


def test_that_the_displacement_of_a_pair_is_powers() -> None:
    """1 + 2 + 3 mm and 50 mm x 0.01 rad = 6.5 mm; of a label with two controls the larger counts."""
    rows = np.zeros((3, 6))
    rows[1] = [1, -2, 3, 0.01, 0, 0]
    motion = AslMotion(Motion(rows), np.zeros(6), ((0, 1, 2),))
    pairs = [Pair(1.8, 1.8, control=0, label=1), Pair(1.8, 1.8, control=0, label=2), Pair(1.8, 1.8, deltam=1),
             Pair(1.8, 1.8, control=0, label=2, other_control=1)]  # fmt: skip
    np.testing.assert_allclose(motion.displacement_mm(pairs), [6.5, 0, 0, 6.5])


def test_that_pairs_within_which_the_head_moved_are_named_and_few_pairs_are_kept() -> None:
    groups = [DelayGroup(1.8, 1.8, (0, 1, 2, 3)), DelayGroup(2.0, 1.8, (4, 5, 6))]
    displacement = np.array([0.1, 0.51, 0.5, 0.2, 9, 9, 0])
    (only,) = moved_pairs(displacement, groups, 0.5)
    assert only.pair == 1
    assert only.reason == "the head moved by 0.51 mm between its volumes (limit 0.5 mm)"
    with pytest.raises(DataError, match="no pair is left"):
        moved_pairs(np.full(7, 0.9), groups, 0.5)


def test_that_correction_leaves_the_moved_pair_out_and_records_it() -> None:
    mask = Mask(GRID, (AT**2).sum(axis=-1) < 45**2)
    request = PerfusionRequest(
        moving(), mask=mask, calibration=Calibration.NONE, options=CbfOptions(head_motion=HeadMotion.ON)
    )
    result = measure_perfusion(request)
    assert [result.pairs[r.pair].in_words() for r in result.rejected] == ["volumes 5 and 6"]
    parameters = result.maps[0].provenance.parameters
    assert parameters["displacement_of_pairs_mm"][2] == pytest.approx(1.2, abs=0.3)
    assert parameters["motion_correction"].startswith("rigid")
    assert any("volumes 5 and 6: the head moved by" in w for w in result.maps[0].provenance.warnings)
    # 10 of texture of about 1 in truth; without correction the moved pair alone is wrong by tens
    weighted = next(m for m in result.maps if m.statistic == "perfusion_weighted").volume.data[mask.data]
    assert np.median(weighted) == pytest.approx(10, abs=1.5)


def test_that_a_single_volume_and_an_impossible_limit_are_refused() -> None:
    scan = moving()
    alone = complete(scan, typed(VolumeTypes=("control",) + ("n/a",) * 9))
    with pytest.raises(DataError, match="fewer than two"):
        estimate_motion(scan.image, alone)
    with pytest.raises(OptionError, match="largest displacement"):
        CbfOptions(most_fd_mm=0)


@pytest.mark.parametrize(("types", "reason"), [
    (("control", "label") * 4, ""),
    (("control", "label") * 3, "there are fewer than 4 pairs of control and label"),
    (("m0scan", "deltam", "deltam"), "the series holds differences, not control and label"),
])  # fmt: skip
def test_that_motion_is_left_alone_where_it_cannot_be_told_from_the_label(types: tuple[str, ...], reason: str) -> None:
    assert reason_against(replace(complete(moving()), volume_types=types)) == reason


def test_that_few_pairs_are_computed_uncorrected_and_that_is_said() -> None:
    mask = Mask(GRID, (AT**2).sum(axis=-1) < 45**2)
    few = typed(VolumeTypes=("control", "label") * 3 + ("n/a",) * 4)
    options = CbfOptions(head_motion=HeadMotion.AUTO)
    result = measure_perfusion(
        PerfusionRequest(moving(), few, mask=mask, calibration=Calibration.NONE, options=options)
    )
    assert result.motion is None
    sentence = "Head motion was not corrected: there are fewer than 4 pairs of control and label."
    assert sentence in result.maps[0].provenance.warnings
