"""Is this map plausible? Each check has a value, its limits, where they come from, and a light.

Limits that no paper gives are called "own limit": they mark what should be looked at, and prove nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.image import Mask
from analysis.perfusion.constants import CONSENSUS
from analysis.perfusion.rejection import pooled_variance
from analysis.preprocess.smooth import smooth_in_mask

_TISSUE = 0.7
BLOCKED = "blocked until acknowledged"


class Light(Enum):
    """Green: as expected; amber: look; red: not before someone has looked; none: a number without a known limit."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NONE = "none"


@dataclass(frozen=True)
class Check:
    """One line of the quality table; ``limits`` and ``source`` are words."""

    key: str
    caption: str
    value: float
    unit: str
    light: Light
    limits: str
    source: str


@dataclass(frozen=True, eq=False)
class Tissues:
    """Fractions of grey and white matter ``(n_mask_voxels,)``, 0 to 1; ``white`` None where it is not known."""

    gray: np.ndarray
    white: np.ndarray | None = None

    def masks(self) -> list[np.ndarray]:
        """Voxels that are (0.7 or more) grey matter, white matter and fluid, as far as known."""
        if self.white is None:
            return [self.gray >= _TISSUE]
        fluid = 1 - self.gray - self.white
        return [self.gray >= _TISSUE, self.white >= _TISSUE, fluid >= _TISSUE]


@dataclass(frozen=True, eq=False)
class Measured:
    """What the checks look at: ``(n_mask_voxels,)`` perfusion, dM / S of the last pairs' mean, arrival time or None.

    ``absolute`` tells whether perfusion is in mL/100 g/min.
    """

    perfusion: np.ndarray
    ratio: np.ndarray | None
    mask: Mask
    tissues: Tissues | None
    absolute: bool
    att_limit: np.ndarray | None = None


def check_quality(m: Measured, kept_pairs: int, all_pairs: int) -> tuple[Check, ...]:
    """All checks that can be made, the most important first."""
    gray = m.tissues.masks()[0] if m.tissues is not None else np.ones(m.perfusion.shape, dtype=bool)
    place = "grey matter" if m.tissues is not None else "brain mask"
    values = m.perfusion[gray & np.isfinite(m.perfusion)].astype(np.float64)
    if values.size == 0:
        return (_coverage(m, gray, place),)
    checks = [_mean(values, place, m)] if m.absolute else []
    checks += _contrast(m)
    checks += [_negative(values, place), _zeros(values, place), _spatial_cov(values, place), *_qei(m)]
    if m.ratio is not None:
        checks.append(_difference(m.ratio[gray], place))
    checks.append(_coverage(m, gray, place))
    if m.att_limit is not None:
        checks.append(_late(m.att_limit[gray], place))
    checks.append(Check("kept_pairs", "pairs kept", kept_pairs, f"of {all_pairs}", Light.NONE, "no limit known", ""))
    return tuple(checks)


def _light(value: float, green: tuple[float, float], amber: tuple[float, float]) -> Light:
    if green[0] <= value <= green[1]:
        return Light.GREEN
    return Light.AMBER if amber[0] <= value <= amber[1] else Light.RED


def _mean(values: np.ndarray, place: str, m: Measured) -> Check:
    mean = float(values.mean())
    if m.tissues is None:
        light = _light(mean, (20, 80), (10, 120))
        limits, source = (
            "green 20 to 80, amber 10 to 120",
            "own limit: the mask mixes grey matter, white matter and fluid",
        )
    else:
        light = _light(mean, (40, 100), (20, 150))
        limits, source = "green 40 to 100, amber 20 to 150", f"40 to 100 in adults ({CONSENSUS}); outer limit own"
    return Check("mean_cbf", f"mean in the {place}", mean, "mL/100 g/min", light, limits, source)


def _contrast(m: Measured) -> list[Check]:
    if m.tissues is None or m.tissues.white is None:
        return []
    gray, white = (m.perfusion[t & np.isfinite(m.perfusion)] for t in m.tissues.masks()[:2])
    if not white.size or float(white.mean()) <= 0:
        return []
    ratio = float(gray.mean() / white.mean())
    return [
        Check(
            "gray_white_ratio", "grey / white matter", ratio, "", _light(ratio, (1.5, 5), (1.1, 8)),
            "green 1.5 to 5, amber 1.1 to 8",
            "2 to 4 in adults, the higher after partial-volume correction (Asllani et al. 2008, Magn Reson Med "
            "60:1362); limits own",
        )
    ]  # fmt: skip


def _negative(values: np.ndarray, place: str) -> Check:
    share = 100 * float(np.mean(values < 0))
    light = _light(share, (0, 5), (0, 20))
    return Check("negative", f"negative in the {place}", share, "%", light, "green to 5, amber to 20", "own limit")


def _zeros(values: np.ndarray, place: str) -> Check:
    share = 100 * float(np.mean(values == 0))
    light = _light(share, (0, 0.1), (0, 1))
    return Check("zeros", f"exactly 0 in the {place}", share, "%", light, "green to 0.1, amber to 1", "own limit")


def _spatial_cov(values: np.ndarray, place: str) -> Check:
    mean = float(values.mean())
    cov = 100 * float(values.std(ddof=1)) / mean if mean > 0 and values.size > 1 else float("nan")
    light = _light(cov, (0, 75), (0, np.inf)) if np.isfinite(cov) else Light.RED
    return Check(
        "spatial_cov", f"spatial CoV in the {place}", cov, "%", light, "green to 75",
        "grows with arrival time (Mutsaerts et al. 2017, J Cereb Blood Flow Metab 37:3184) and with noise; "
        "30 to 75 % in test sets of ExploreASL",
    )  # fmt: skip


def _qei(m: Measured) -> list[Check]:
    value = quality_evaluation_index(m.perfusion, m.mask, m.tissues) if m.tissues is not None else None
    if value is None:
        return []
    source = "Dolui et al. 2024, J Magn Reson Imaging; no cut-off is published"
    return [Check("qei", "quality evaluation index", value, "", Light.NONE, "0 worst, 1 best", source)]


def quality_evaluation_index(perfusion: np.ndarray, mask: Mask, tissues: Tissues) -> float | None:
    """Quality evaluation index (QEI) of a CBF map, 0 to 1; None where white matter is not known or a part is missing.

    ``{(1 - e^(-3.0126 r^2.4419)) e^(-(0.054 D^0.9272 + 2.8478 n^0.5196))}^(1/3)`` with r the correlation (0 or more) of
    CBF smoothed by 5 mm with 2.5 GM + WM, D the variance pooled within tissues over the absolute mean of grey matter,
    n the share of negative grey-matter voxels (Dolui et al. 2024, J Magn Reson Imaging).

    Parameters
    ----------
    perfusion : ``(n_mask_voxels,)`` mL/100 g/min
    mask : where they belong
    tissues : fractions of the same voxels
    """
    masks = tissues.masks()
    if tissues.white is None or np.count_nonzero(masks[0]) < 2 or np.count_nonzero(masks[1]) < 2:
        return None
    known = np.isfinite(perfusion)
    smooth = smooth_in_mask(perfusion, mask, 5.0)
    structure = 2.5 * tissues.gray + tissues.white
    if np.ptp(structure[known]) == 0 or np.ptp(smooth[known]) == 0:
        return None
    r = max(float(np.corrcoef(smooth[known], structure[known])[0, 1]), 0.0)
    gray = perfusion[masks[0] & known]
    dispersion = pooled_variance(perfusion, [t & known for t in masks]) / abs(float(gray.mean()))
    negative = float(np.mean(gray < 0))
    likeness = 1 - np.exp(-3.0126 * r**2.4419)
    return float((likeness * np.exp(-(0.054 * dispersion**0.9272 + 2.8478 * negative**0.5196))) ** (1 / 3))


def _difference(ratio: np.ndarray, place: str) -> Check:
    percent = 100 * float(np.median(ratio[np.isfinite(ratio)])) if np.isfinite(ratio).any() else float("nan")
    light = _light(percent, (0.2, 1.2), (0.1, 2.0)) if np.isfinite(percent) else Light.RED
    return Check(
        "difference", f"difference relative to M0 in the {place}", percent, "%", light,
        "green 0.2 to 1.2, amber 0.1 to 2",
        "own limit: 10 times more or less means that the M0 is stored with another scale (M0Scale)",
    )  # fmt: skip


def _coverage(m: Measured, gray: np.ndarray, place: str) -> Check:
    share = 100 * float(np.mean(np.isfinite(m.perfusion[gray]))) if gray.any() else 0.0
    light = _light(share, (95, 100), (80, 100))
    return Check("coverage", f"{place} with a value", share, "%", light, "green from 95, amber from 80", "own limit")


def _late(limit: np.ndarray, place: str) -> Check:
    share = 100 * float(np.mean(limit > 0))
    light = _light(share, (0, 10), (0, 100))
    return Check(
        "late_arrival", f"arrival after the last delay in the {place}", share, "%", light, "green to 10", "own limit"
    )


def table_of(checks: Sequence[Check]) -> tuple[tuple[str, ...], list[tuple[str | float, ...]]]:
    """Column names and rows of the quality table."""
    columns = ("check", "caption", "value", "unit", "light", "limits", "source", "report")
    return columns, [
        (
            c.key, c.caption, c.value, c.unit, c.light.value, c.limits, c.source,
            BLOCKED if c.light is Light.RED else "",
        )
        for c in checks
    ]  # fmt: skip
