"""Where perfusion and activity deviate together, and where they part: four classes of grey-matter voxels.

Each map is standardised, and a voxel has a class where both scores are at least `limit` away from 0::

    z = (value - mean) / SD   over the grey-matter voxels that have both values (SD with n - 1)
    1 both low    2 both high    3 flow high, activity low    4 flow low, activity high    0 neither beyond the limits

With W-scores of a comparison with controls in place of z, a class tells how the patient differs from other people, not
how a place differs from the rest of the same brain. The limits, 1 SD within a brain and 2 against controls, are our own
and not corrected for the number of voxels: the map is descriptive. Two maps that have nothing to do with each other
have voxels of every class, too; what the product of their separate shares would give stands beside each class::

    expected share = share(score of flow beyond its limit) x share(score of activity beyond its limit)
"""

from dataclasses import dataclass
from enum import Enum, IntEnum

import numpy as np

from analysis.errors import DataError, GeometryError, OptionError
from analysis.image import Mask, Volume
from analysis.perfusion.maps import map_in_mask
from analysis.provenance import InputRecord, Provenance, sha256_of_array
from analysis.scan import StatMap

_LEAST_VOXELS = 100
_FEW = 0.01
STATISTIC = "concordance"


class Agreement(IntEnum):
    """Values of the map; NaN is outside grey matter, or has no value in one of the maps."""

    NEITHER = 0
    BOTH_LOW = 1
    BOTH_HIGH = 2
    FLOW_HIGH = 3
    FLOW_LOW = 4


class Basis(Enum):
    """What a score says: how a voxel differs from this brain's grey matter, or the patient from controls."""

    BRAIN = "z within the grey matter of this brain"
    COHORT = "W-score against the reference cohort"


USUAL_LIMIT = {Basis.BRAIN: 1.0, Basis.COHORT: 2.0}
"""Own limits: 1 SD from the mean of grey matter; 2, where a W-score is shown as descriptive."""


@dataclass(frozen=True)
class ConcordanceOptions:
    """What the two maps hold, from which score on a voxel has a class (None: `USUAL_LIMIT`), and their names."""

    basis: Basis = Basis.BRAIN
    limit: float | None = None
    flow_name: str = "CBF"
    activity_name: str = "ReHo"

    def __post_init__(self) -> None:
        if self.limit is not None and not (np.isfinite(self.limit) and self.limit > 0):
            raise OptionError(f"The limit of a score must be above 0, not {self.limit:g}.")

    @property
    def used_limit(self) -> float:
        """The limit that counts."""
        return USUAL_LIMIT[self.basis] if self.limit is None else self.limit

    def in_words(self, agreement: Agreement) -> str:
        """A class as a legend says it."""
        flow, activity = self.flow_name, self.activity_name
        return {
            Agreement.NEITHER: "within the limits",
            Agreement.BOTH_LOW: f"both low: {flow} and {activity}",
            Agreement.BOTH_HIGH: f"both high: {flow} and {activity}",
            Agreement.FLOW_HIGH: f"{flow} high, {activity} low",
            Agreement.FLOW_LOW: f"{flow} low, {activity} high",
        }[agreement]


@dataclass(frozen=True)
class ClassShare:
    """How much of the grey matter is in a class, and how much of it would be if the maps were unrelated."""

    agreement: Agreement
    words: str
    n_voxels: int
    ml: float
    percent: float
    expected_percent: float


@dataclass(frozen=True, eq=False)
class Concordance:
    """The map ``concordance`` and the share of each of the four classes."""

    map: StatMap
    shares: tuple[ClassShare, ...]
    n_voxels: int
    options: ConcordanceOptions

    @property
    def sentence(self) -> str:
        """The result in words, without a judgement."""
        parts = [f"{s.words} {s.percent:.1f} % ({s.expected_percent:.1f} % if unrelated)" for s in self.shares]
        return f"Of {self.n_voxels} grey-matter voxels: {'; '.join(parts)}."


def find_concordance(
    flow: Volume,
    activity: Volume,
    gray: Mask,
    inputs: tuple[InputRecord, ...] = (),
    *,
    options: ConcordanceOptions | None = None,
) -> Concordance:
    """Classify the voxels of grey matter.

    Parameters
    ----------
    flow : perfusion, or its W-score; NaN means no value
    activity : ReHo or another map of activity, or its W-score, on the same grid
    gray : grey matter on the same grid

    Raises
    ------
    GeometryError
        if the grids differ
    DataError
        if fewer than 100 voxels of grey matter have both values, or one of the maps is constant in them
    """
    options = options or ConcordanceOptions()
    for name, grid in ((f"map of {options.activity_name}", activity.grid), ("grey matter", gray.grid)):
        if not grid.matches(flow.grid):
            raise GeometryError(
                f"The {name} ({grid.in_words()}) is not on the grid of the map of flow ({flow.grid.in_words()}); bring "
                "it there first."
            )
    values = [volume.data[gray.data].astype(np.float64) for volume in (flow, activity)]
    both = np.isfinite(values[0]) & np.isfinite(values[1])
    n = int(np.count_nonzero(both))
    if n < _LEAST_VOXELS:
        raise DataError(f"Only {n} voxels of grey matter have both values; at least {_LEAST_VOXELS} are needed.")
    scores = [_score(v, both, options.basis) for v in values]
    classes = _classes(scores[0], scores[1], options.used_limit)
    shares = _shares(scores, classes, both, gray.grid.voxel_volume_mm3 / 1000, options)
    provenance = Provenance(
        "analysis.perfusion.concordance.find_concordance",
        {
            "score": options.basis.value,
            "limit": options.used_limit,
            "values": {str(int(a)): options.in_words(a) for a in Agreement},
            "n_voxels": n,
            "n_mask_voxels": gray.n_voxels,
            "percent": {s.words: round(s.percent, 4) for s in shares},
            "expected_percent": {s.words: round(s.expected_percent, 4) for s in shares},
        },
        (*inputs, InputRecord("mask", sha256_of_array(gray.data))),
        _warnings(values, both, options),
    )
    score = "W" if options.basis is Basis.COHORT else "z"
    limits = f"|{score}| \N{GREATER-THAN OR EQUAL TO} {options.used_limit:g}"
    name = f"{options.flow_name} and {options.activity_name}, {limits}"
    return Concordance(map_in_mask(gray, provenance, STATISTIC, classes, name, ""), shares, n, options)


def _score(values: np.ndarray, both: np.ndarray, basis: Basis) -> np.ndarray:
    known = np.where(both, values, np.nan)
    if basis is Basis.COHORT:
        return known
    sd = float(np.nanstd(known, ddof=1))
    mean = float(np.nanmean(known))
    if not sd > 1e-12 * max(abs(mean), 1.0):
        raise DataError("One of the maps has the same value in all of grey matter, so nothing in it is high or low.")
    return (known - mean) / sd


def _classes(flow: np.ndarray, activity: np.ndarray, limit: float) -> np.ndarray:
    """``(n,)`` values of `Agreement`, NaN where a score is missing."""
    with np.errstate(invalid="ignore"):
        high, low = [s >= limit for s in (flow, activity)], [s <= -limit for s in (flow, activity)]
    found = np.where(np.isfinite(flow) & np.isfinite(activity), float(Agreement.NEITHER), np.nan)
    found[low[0] & low[1]] = Agreement.BOTH_LOW
    found[high[0] & high[1]] = Agreement.BOTH_HIGH
    found[high[0] & low[1]] = Agreement.FLOW_HIGH
    found[low[0] & high[1]] = Agreement.FLOW_LOW
    return found


def _shares(
    scores: list[np.ndarray], classes: np.ndarray, both: np.ndarray, voxel_ml: float, options: ConcordanceOptions
) -> tuple[ClassShare, ...]:
    flow, activity = (s[both] for s in scores)
    limit, n = options.used_limit, flow.size
    high = [float(np.mean(s >= limit)) for s in (flow, activity)]
    low = [float(np.mean(s <= -limit)) for s in (flow, activity)]
    expected = {
        Agreement.BOTH_LOW: low[0] * low[1],
        Agreement.BOTH_HIGH: high[0] * high[1],
        Agreement.FLOW_HIGH: high[0] * low[1],
        Agreement.FLOW_LOW: low[0] * high[1],
    }
    found = {a: int(np.count_nonzero(classes == a)) for a in expected}
    return tuple(
        ClassShare(a, options.in_words(a), found[a], found[a] * voxel_ml, 100 * found[a] / n, 100 * expected[a])
        for a in expected
    )


def _warnings(values: list[np.ndarray], both: np.ndarray, options: ConcordanceOptions) -> tuple[str, ...]:
    about = "differs from the controls" if options.basis is Basis.COHORT else "differs from the rest of this brain"
    sentences = [
        f"A class says how a place {about}; its limit of {options.used_limit:g} is our own and not corrected for the "
        "number of voxels."
    ]
    if missing := int(np.count_nonzero(~both)):
        sentences.append(f"{missing} of {both.size} grey-matter voxels lack one of the maps and have no class.")
    zeros = sum(int(np.count_nonzero((v == 0) & both)) for v in values)
    if zeros > _FEW * both.size:
        sentences.append(f"{zeros} values in grey matter are exactly 0; the mask may reach beyond one of the maps.")
    return tuple(sentences)


def table_of(found: Concordance) -> tuple[tuple[str, ...], list[tuple[str | int | float, ...]]]:
    """Column names and rows of the four classes."""
    columns = ("value", "class", "n_voxels", "ml", "percent_of_grey_matter", "expected_percent_if_unrelated")
    return columns, [(int(s.agreement), s.words, s.n_voxels, s.ml, s.percent, s.expected_percent) for s in found.shares]
