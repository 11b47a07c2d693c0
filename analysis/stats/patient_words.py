"""One patient against a cohort in words, by fixed rules and from the numbers that were used.

A result is "outside" or "compatible with the range of this reference cohort"; nothing is called by any stronger word,
and nothing is a diagnosis.
"""

from collections.abc import Iterator

import numpy as np
from scipy import special

from analysis.stats.exchangeable import Kind
from analysis.stats.patient_regions import RegionRow
from analysis.stats.patient_result import PatientResult
from analysis.stats.reference_cohort import Level

OUTSIDE = "outside the range of this reference cohort"
COMPATIBLE = "compatible with the range of this reference cohort"
DESCRIPTIVE = "descriptive"
_SKEWED = 1.0
_MANY = 0.05


def verdict(is_outside: bool) -> str:
    """The only two things that are said of a patient."""
    return OUTSIDE if is_outside else COMPATIBLE


def caption(result: PatientResult) -> str:
    """The model, the controls, the search volume and the test, with every parameter."""
    cohort, options = result.cohort, result.options
    size = " × ".join(f"{s:g}" for s in cohort.mask.grid.voxel_size_mm)
    begin = (
        f"{cohort.maps.statistic} of one patient against {cohort.in_words()}; "
        f"{_smoothing(result)}{result.transform.caption}; "
        f"t with {result.model.dof} degrees of freedom (Crawford & Howell 1998; Crawford, Garthwaite & Ryan 2011)"
    )
    if result.case is None:
        return f"{cohort.maps.statistic} of one patient beside {cohort.in_words()}. {result.level.value.capitalize()}."
    volume = f"search volume {int(np.isfinite(result.case.t).sum())} voxels of {size} mm"
    if not result.claims:
        return f"{begin}, {volume}. Uncorrected and {DESCRIPTIVE}: {result.level.value}."
    height = next(claim.height for claim in result.claims if claim.kind is Kind.CLUSTER)
    return (
        f"{begin}, {volume}. Family-wise error by the exact distribution of the largest |t|, and of the largest "
        f"cluster with |t| ≥ {height:.3f} (p < {options.voxel_p:g}, {int(options.connectivity)}-connected), over the "
        f"{cohort.n + 1} exchangeable people (smallest attainable p = {1 / (cohort.n + 1):.3f})."
    )


def _smoothing(result: PatientResult) -> str:
    width = result.options.fwhm_mm
    return f"smoothed by {width:g} mm (FWHM) inside the search volume; " if width else ""


def sentences(result: PatientResult) -> tuple[str, ...]:
    """The result: banners first, then regions, then the map."""
    return tuple(_sentences(result))


def _sentences(result: PatientResult) -> Iterator[str]:
    for banner in result.banners:
        yield banner.sentence
    if result.level is Level.NO_MAP:
        yield f"With {result.cohort.n} controls the patient's values can only be looked at beside theirs."
        return
    largest = _largest(result.regions)
    if largest is not None:
        yield _about_region(largest, len(_known(result.regions)), result.options.alpha)
    for claim in result.claims:
        begin = {Kind.VOXEL: "Map, voxels", Kind.CLUSTER: "Map, clusters", Kind.REGIONS: "Pre-specified regions"}
        outside = verdict(claim.is_outside(result.options.alpha))
        yield f"{begin.get(claim.kind, 'Maps')}: {claim.sentence} This is {outside}."
    if result.level is Level.DESCRIPTIVE:
        yield f"Map: {result.level.value} with {result.cohort.n} controls; the maps are {DESCRIPTIVE}."


def notes(result: PatientResult) -> tuple[str, ...]:
    """What must be read with it."""
    return tuple(_notes(result))


def _notes(result: PatientResult) -> Iterator[str]:
    if result.case is None:
        return
    m, n = int(np.isfinite(result.case.t).sum()), result.cohort.n
    needed = -special.stdtrit(result.model.dof, 0.05 / m / 2) * np.sqrt(1 + 1 / n)
    yield (
        f"With {n} controls a single voxel outside of the pre-specified regions needs about {needed:.1f} SD "
        f"(Bonferroni over {m} voxels) to be confirmed by itself."
    )
    if result.claims:
        yield f"Each claim is made at p ≤ {result.options.alpha:g} by itself; together they are not corrected."
    yield "W-scores and uncorrected t show where to look; every healthy person has such voxels somewhere."
    if result.case.t.size > m:
        left = result.case.t.size - m
        yield f"{left} voxels of the mask were not compared: someone has no value there, or nothing varies."
    share = _share_skewed(result)
    if share > _MANY:
        yield (
            f"In {100 * share:.0f} % of the voxels the controls are skewed (|skewness| > {_SKEWED:g}) after "
            f'"{result.transform.caption}": percentiles and p of single voxels are not exact there.'
        )
    missing = [row.region.caption for row in result.regions if row.n_voxels == 0]
    if missing:
        yield f"Not in the search volume: {', '.join(missing)}."


def _share_skewed(result: PatientResult) -> float:
    from analysis.stats.calibration import skewness_of_residuals

    skewness = skewness_of_residuals(result.transform.apply(result.cohort.maps.values), result.model.matrix)
    known = np.isfinite(skewness)
    return float((np.abs(skewness[known]) > _SKEWED).mean()) if known.any() else 0.0


def _known(rows: tuple[RegionRow, ...]) -> list[RegionRow]:
    return [row for row in rows if np.isfinite(row.t)]


def _largest(rows: tuple[RegionRow, ...]) -> RegionRow | None:
    return max(_known(rows), key=lambda row: abs(row.t), default=None)


def _about_region(row: RegionRow, m: int, alpha: float) -> str:
    side = "below" if row.t < 0 else "above"
    share = row.percentile if row.t < 0 else 100 - row.percentile
    limits = (row.percentile_low, row.percentile_high)
    low, high = limits if row.t < 0 else (100 - limits[1], 100 - limits[0])
    p = row.p if row.p_holm is None else row.p_holm
    regions = "1 region" if m == 1 else f"{m} regions"
    return (
        f"Largest deviation of the pre-specified regions: {row.region.caption}, {_short(row.value)}{_unit(row)} "
        f"where {_short(row.expected)} is expected (95 % prediction interval {_short(row.low)} to {_short(row.high)}), "
        f"W = {row.w:.1f} ({DESCRIPTIVE}), t({row.dof}) = {row.t:.2f}; {_percent(share)} % (95 % CI {_percent(low)} to "
        f"{_percent(high)} %) of the reference population would be expected {side}; Holm p {_p(p)} over {regions}: "
        f"{verdict(p <= alpha)}."
    )


def _p(p: float) -> str:
    """A p is never 0."""
    return f"= {p:.3f}" if p >= 0.0005 else "< 0.001"


def _short(value: float) -> str:
    """Three digits that count, whole where the value is large: never ``1.2e+03``."""
    text = f"{value:.3g}"
    return f"{value:.0f}" if "e+" in text else text


def _unit(row: RegionRow) -> str:
    return f" {row.unit}" if row.unit else ""


def _percent(value: float) -> str:
    """Two digits below 1; a share of people is never 0."""
    if 0 <= value < 0.005:
        return "< 0.01"
    return f"{value:.2f}" if value < 1 else f"{value:.1f}"
