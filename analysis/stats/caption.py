"""A comparison in words, with every parameter that a reader needs to repeat or to judge it.

The caption is put together from the numbers that were used, never typed, so that it cannot disagree with the map.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.grid import Grid
from analysis.stats.clusters import Cluster
from analysis.stats.compare_options import CompareOptions
from analysis.stats.corrections import Corrected, Correction, source_in_words
from analysis.stats.covariates import overlap
from analysis.stats.design import Centring, Contrast, Design, Test
from analysis.stats.glm import Statistic
from analysis.stats.permutation import PermutationResult
from analysis.stats.random_field import Smoothness, SmoothnessSource
from analysis.stats.solvers import Variance

_OVERLAP_R = 0.3
_VARIANCES = {
    Variance.EQUAL: "equal variances",
    Variance.WELCH: "Welch's unequal variances",
    Variance.HC3: "HC3 errors for unequal variances",
    Variance.SPM12: "unequal variances pooled over voxels as in SPM12",
}
_CONDITION = 30.0


@dataclass(frozen=True, eq=False)
class Told:
    """Everything that a caption names."""

    design: Design
    contrast: Contrast
    options: CompareOptions
    statistic: Statistic
    corrected: Corrected
    n_voxels: int
    n_mask_voxels: int
    tails: int
    n_clusters: int
    grid: Grid
    name: str


def in_words(told: Told) -> str:
    """The caption: the model, the search volume, the correction with its parameters, and how much survives."""
    kind = "t" if told.statistic.is_t else "F"
    survive = "no cluster survives" if told.n_clusters == 0 else f"{told.n_clusters} clusters survive"
    survive = "1 cluster survives" if told.n_clusters == 1 else survive
    sides = "" if not told.statistic.is_t else ("Two-tailed. " if told.tails == 2 else "One-tailed (positive). ")
    return (
        f"{kind} of {told.contrast.name} ({told.name}): {_model(told)}. {sides}"
        f"Search volume {told.n_voxels} voxels of {_size(told.grid)} mm, {told.options.missing.value}. "
        f"{_correction(told)}; {survive}."
    )


def notes(told: Told, clusters: Sequence[Cluster]) -> tuple[str, ...]:
    """What must be read with the map."""
    return tuple(_notes(told, clusters))


def parameters(
    design: Design, contrast: Contrast, options: CompareOptions, corrected: Corrected, tails: int
) -> dict[str, Any]:
    """The same as plain values, for the record; people are not named."""
    result: dict[str, Any] = {
        "test": design.test.value,
        "contrast": contrast.name,
        "groups": dict(zip(design.groups, design.n_per_group, strict=True)),
        "covariates": {c.name: c.coding or "number" for c in design.covariates},
        "centring": design.centring.value,
        "condition_number": design.condition,
        "dof": design.dof,
        "variance": options.variance.value,
        "missing": options.missing.value,
        "correction": options.correction.value,
        "voxel_p": options.voxel_p,
        "alpha": options.alpha,
        "tails": tails,
        "connectivity": int(options.connectivity),
        "extent_voxels": options.extent,
    }
    if corrected.rule is not None and corrected.smoothness is not None:
        result |= {
            "z_height": corrected.rule.z,
            "k_min_voxels": corrected.rule.k_min,
            "smoothness": _plain(corrected.smoothness),
        }
        if corrected.other_smoothness is not None:
            result["smoothness_not_used"] = _plain(corrected.other_smoothness)
    if corrected.permutation is not None:
        result |= {
            "permutations": corrected.permutation.n_done,
            "permutations_planned": corrected.permutation.n_planned,
            "distinct_permutations": str(corrected.permutation.n_distinct),
            "seed": corrected.permutation.seed,
            "height": corrected.permutation.options.height,
        }
    return result


def _plain(smoothness: Smoothness) -> dict[str, Any]:
    return {
        "source": smoothness.source.value,
        "dlh": smoothness.dlh,
        "fwhm_voxels": list(smoothness.fwhm_voxels),
        "dof": smoothness.dof,
    }


def _model(told: Told) -> str:
    design = told.design
    if design.test is Test.PAIRED:
        people = f"{design.n // 2} pairs"
    elif len(design.groups) > 1:
        people = ", ".join(f"{name} n = {n}" for name, n in zip(design.groups, design.n_per_group, strict=True))
    else:
        people = f"n = {design.n}"
    dofs = told.statistic.dof[np.isfinite(told.statistic.dof)]
    low, high = dofs.min(), dofs.max()
    dof = f"{low:g}" if low == high else f"{low:.4g} to {high:.4g}"
    if not told.statistic.is_t:
        dof = f"{told.statistic.dof1}, {dof}"
    covariates = "no covariates"
    if design.covariates:
        named = ", ".join(c.name + (f" ({c.coding})" if c.coding else "") for c in design.covariates)
        centred = "centred at their overall mean" if design.centring is Centring.OVERALL else "not centred"
        covariates = f"covariates {named}, {centred}"
    return f"{design.test.value}, {people}, df = {dof}, {covariates}, {_VARIANCES[told.options.variance]}"


def _correction(told: Told) -> str:
    options, corrected = told.options, told.corrected
    touch = f"{int(options.connectivity)}-connected"
    if options.correction is Correction.NONE:
        return f"Uncorrected: voxel p < {options.voxel_p:g}, at least {options.extent} voxels, {touch}"
    if options.correction is Correction.FDR:
        return f"False discovery rate (Benjamini & Hochberg) q ≤ {options.alpha:g}, clusters {touch}"
    if corrected.rule is not None and corrected.smoothness is not None:
        rule, smooth = corrected.rule, corrected.smoothness
        z = f"|z| ≥ {rule.z:.3f}" if rule.tails == 2 else f"z ≥ {rule.z:.3f}"
        return (
            f"Gaussian random field: voxel p < {rule.voxel_p:g} ({z}), cluster p < {rule.cluster_p:g} "
            f"(at least {rule.k_min} voxels, {touch}), V = {rule.n_voxels}, {_smoothness(smooth, told.grid)}"
        )
    if corrected.permutation is None:
        return ""
    result = corrected.permutation
    size = "F" if not told.statistic.is_t else "|t|" if result.options.tails == 2 else "t"
    what = {
        Correction.PERMUTATION: f"largest {size} over voxels",
        Correction.CLUSTER: f"largest cluster, formed at p < {options.voxel_p:g} "
        f"({size} ≥ {result.options.height or 0:.3f}), {touch}",
        Correction.TFCE: f"TFCE (E = 0.5, H = 2, {touch})",
    }[options.correction]
    return f"Permutation (Freedman-Lane), {what}: corrected p ≤ {options.alpha:g}, {_plan(result)}"


def _plan(result: PermutationResult) -> str:
    if result.seed is None:
        return f"all {result.n_done} distinct rearrangements"
    so_far = "" if result.n_done == result.n_planned else f" of {result.n_planned}, so far"
    return f"{result.n_done} rearrangements{so_far}, seed {result.seed}"


def _smoothness(smooth: Smoothness, grid: Grid) -> str:
    widths = [width * size for width, size in zip(smooth.fwhm_voxels, grid.voxel_size_mm, strict=True)]
    fwhm = " × ".join(f"{width:.1f}" for width in widths)
    return f"FWHM {fwhm} mm (dLh {smooth.dlh:.4f}) from {source_in_words(smooth.source)}"


def _size(grid: Grid) -> str:
    return " × ".join(f"{size:g}" for size in grid.voxel_size_mm)


def _notes(told: Told, clusters: Sequence[Cluster]) -> Iterator[str]:
    corrected, options, design = told.corrected, told.options, told.design
    if corrected.rule is not None and corrected.rule.is_inflated:
        yield _inflated(corrected, len(clusters))
    if corrected.smoothness is not None and corrected.other_smoothness is not None:
        other = corrected.other_smoothness
        yield f"Not used: {_smoothness(other, told.grid)}."
        if corrected.smoothness.source is SmoothnessSource.MAP:
            yield "In the smoothness of the map real clusters count as smoothness, so larger clusters are asked for."
    if options.correction is Correction.NONE:
        yield "Nothing is corrected for the number of voxels: some of this is expected by chance."
    if corrected.permutation is not None and 1 / corrected.permutation.n_done > options.alpha:
        yield (
            f"With {corrected.permutation.n_done} rearrangements no corrected p can be below "
            f"{1 / corrected.permutation.n_done:.3g}."
        )
    if design.test is Test.ONE_SAMPLE and corrected.permutation is not None:
        yield "Sign flips assume errors that are symmetric about 0."
    if told.n_voxels < told.n_mask_voxels:
        yield (
            f"{told.n_mask_voxels - told.n_voxels} of {told.n_mask_voxels} mask voxels were not tested: someone has no "
            "value there, or nothing varies."
        )
    if design.test is Test.ANCOVA and told.statistic.is_t:
        yield f"One of {len(design.post_hoc)} pairs after the F test; p is not corrected for their number."
    if design.condition > _CONDITION:
        number = f"condition number {design.condition:.0f}"
        yield f"The columns of the design are nearly combinations of each other ({number})."
    yield from _about_covariates(design)


def _inflated(corrected: Corrected, n_clusters: int) -> str:
    begin = "Parametric cluster p-values are known to be inflated at this threshold (Eklund et al. 2016)"
    if corrected.permutation is None or corrected.p_permutation is None:
        return f"{begin}; a permutation p needs equal variances."
    p = np.unique(corrected.p_permutation[corrected.kept])
    if n_clusters == 0 or not p.size:
        return f"{begin}."
    shown = f"{p[0]:.4f}" if len(p) == 1 else f"{p[0]:.4f} to {p[-1]:.4f}"
    return f"{begin}; permutation p = {shown} ({_plan(corrected.permutation)})."


def _about_covariates(design: Design) -> Iterator[str]:
    if len(design.groups) < 2 or design.test is Test.PAIRED:
        return
    groups = [design.groups[g] for g in design.group_of]
    for found in overlap(design.covariates, groups):
        if found.r >= _OVERLAP_R:
            yield (
                f"{found.name} differs between the groups (r = {found.r:.2f}, VIF {found.vif:.2f}): "
                "adjusting for it is partly extrapolation."
            )
