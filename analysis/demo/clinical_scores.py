"""Clinical scores of the simulated cohort, whose relations to each other and to the maps are known.

In people with pain, with z the activity of one implanted region (its mean deviation from what age, sex and group give,
in units of its SD between people) and independent normal e of SD 1:

    PHQ-9 = 9 + a z + 3 e₁                         a = −2.5
    VAS   = 5.5 + b (PHQ-9 − 9) + c′ z + e₂        b = 0.25, c′ = −0.4
    NDI   = 18 + 3 (VAS − 5.5) + 4 e₃

so that depression carries a b = −0.625 of the total c = c′ + a b = −1.025 per SD of activity. The duration of the
disease is log-normal and goes with nothing; handedness neither. Controls have low scores, many of them 0, and no
duration. Scores are then rounded and kept within the range of their instruments, as questionnaires are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import ndimage

from analysis.demo.cohort_effects import Implant
from analysis.demo.settings import random_stream

A, B, C_DIRECT = -2.5, 0.25, -0.4
PHQ9_MEAN, VAS_MEAN, NDI_MEAN = 9.0, 5.5, 18.0
PHQ9_SD, NDI_PER_VAS, NDI_SD = 3.0, 3.0, 4.0
REGION = 3
"""The implant whose activity goes with the scores: left of the postcentral gyrus, the largest but one."""
COLUMNS = ("handedness", "duration_years", "vas", "phq9", "ndi")
_LEAST_FOR_MISSING = 10
_REASONS = ("head motion", "declined", "incomplete scan", "contraindication to MRI")

DESCRIPTIONS: dict[str, dict[str, Any]] = {
    "age": {"Description": "age", "Units": "years"},
    "sex": {"Description": "sex", "Levels": {"F": "female", "M": "male"}},
    "mean_fd": {"Description": "mean framewise displacement", "Units": "mm"},
    "handedness": {"Description": "handedness", "Levels": {"R": "right", "L": "left"}},
    "duration_years": {"Description": "time since the pain began; n/a in controls", "Units": "years"},
    "vas": {"Description": "pain, visual analogue scale 0 to 10", "Units": "points"},
    "phq9": {"Description": "depression, Patient Health Questionnaire 9, 0 to 27", "Units": "points"},
    "ndi": {"Description": "disability, Neck Disability Index 0 to 50", "Units": "points"},
}


@dataclass(frozen=True)
class Scores:
    """Of one person; None where there is no value."""

    handedness: str
    duration_years: float | None
    vas: float
    phq9: int
    ndi: int | None

    @property
    def cells(self) -> tuple[object, ...]:
        """In the order of `COLUMNS`."""
        return self.handedness, self.duration_years, self.vas, self.phq9, self.ndi


@dataclass(frozen=True, eq=False)
class ActivityRegion:
    """The region behind the scores: rows of its voxels in the mask, and the SD of its mean noise between people."""

    implant: Implant
    rows: np.ndarray
    sd: float


def activity_region(
    mask: np.ndarray, xyz_mm: np.ndarray, implants: Sequence[Implant], sigma: float
) -> ActivityRegion | None:
    """The region of the scores, or None where the grid holds none of it.

    Parameters
    ----------
    mask : ``(ni, nj, nk)`` of the maps
    xyz_mm : ``(n_voxels, 3)`` of its voxels
    implants : of the cohort
    sigma : of the noise, in voxels
    """
    if len(implants) <= REGION:
        return None
    rows = np.flatnonzero(implants[REGION].weights(xyz_mm) > 0)
    if not len(rows):
        return None
    weights = np.zeros(mask.shape)
    weights[tuple(np.argwhere(mask)[rows].T)] = 1 / len(rows)
    padded = np.pad(weights, int(np.ceil(3 * sigma)) + 1)
    one = np.zeros_like(padded)
    one[tuple(n // 2 for n in one.shape)] = 1.0
    spread, alone = (float(np.sqrt((_smooth(x, sigma) ** 2).sum())) for x in (padded, one))
    return ActivityRegion(implants[REGION], rows, spread / alone)


def _smooth(values: np.ndarray, sigma: float) -> np.ndarray:
    return np.asarray(ndimage.gaussian_filter(values, sigma, truncate=3.0))


def scores_of(in_pain: Sequence[bool], activity: np.ndarray, seed: int) -> tuple[Scores, ...]:
    """Scores of everyone.

    Parameters
    ----------
    in_pain : the group of each person
    activity : ``(n,)`` z of each person's region
    seed : of the cohort
    """
    random = random_stream(seed, "cohort scores")
    found = []
    for pain, z in zip(in_pain, activity, strict=True):
        e = random.standard_normal(4)
        left = bool(random.random() < 0.1)
        found.append((_in_pain if pain else _without)("L" if left else "R", float(z), e))
    return tuple(_with_missing(found, in_pain))


def _in_pain(hand: str, z: float, e: np.ndarray) -> Scores:
    phq9 = PHQ9_MEAN + A * z + PHQ9_SD * e[0]
    vas = VAS_MEAN + B * (phq9 - PHQ9_MEAN) + C_DIRECT * z + e[1]
    ndi = NDI_MEAN + NDI_PER_VAS * (vas - VAS_MEAN) + NDI_SD * e[2]
    years = round(float(np.clip(4 * np.exp(0.8 * e[3]), 0.3, 40)), 1)
    return Scores(hand, years, _vas(vas), _whole(phq9, 27), _whole(ndi, 50))


def _without(hand: str, z: float, e: np.ndarray) -> Scores:  # noqa: ARG001 - controls' scores go with nothing
    return Scores(hand, None, _vas(1.2 * e[1] - 0.5), _whole(3 + 2.5 * e[0], 27), _whole(2 + 3 * e[2], 50))


def _vas(value: float) -> float:
    return round(float(np.clip(value, 0, 10)), 1)


def _whole(value: float, most: int) -> int:
    return int(np.clip(np.rint(value), 0, most))


def _with_missing(scores: Sequence[Scores], in_pain: Sequence[bool]) -> Iterator[Scores]:
    """The scores; in a group of ten or more the last one has not answered about disability."""
    last = {group: max((i for i, pain in enumerate(in_pain) if pain is group), default=-1) for group in (True, False)}
    for index, (one, pain) in enumerate(zip(scores, in_pain, strict=True)):
        lost = index == last[pain] and sum(other is pain for other in in_pain) >= _LEAST_FOR_MISSING
        yield Scores(one.handedness, one.duration_years, one.vas, one.phq9, None) if lost else one


def truth(region: ActivityRegion | None) -> dict[str, Any]:
    """The coefficients, for the file beside the scores."""
    place = None if region is None else {
        "centre_mm": list(region.implant.centre_mm), "radius_mm": region.implant.radius_mm,
        "sd_of_mean_between_people": region.sd,
    }  # fmt: skip
    return {
        "simulated": True,
        "group": "pain",
        "activity_region": place,
        "phq9_per_sd_of_activity_a": A,
        "vas_per_point_of_phq9_b": B,
        "vas_per_sd_of_activity_direct": C_DIRECT,
        "vas_per_sd_of_activity_indirect_ab": A * B,
        "vas_per_sd_of_activity_total": C_DIRECT + A * B,
        "ndi_per_point_of_vas": NDI_PER_VAS,
        "residual_sd": {"phq9": PHQ9_SD, "vas": 1.0, "ndi": NDI_SD},
        "before": "rounding and the limits of the instruments",
    }


def screened_out(group: str, n: int, width: int, seed: int) -> Iterator[tuple[str, str]]:
    """Name and reason of those of a group of `n` who were recruited and not analysed: one in eight, at least one."""
    random = random_stream(seed, f"cohort screening {group}")
    for index in range(max(1, n // 8)):
        yield f"sub-{group}{n + index + 1:0{width}}", _REASONS[int(random.integers(len(_REASONS)))]
