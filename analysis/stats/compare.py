"""Compare groups of maps in one call: fit, correct, list the clusters, and say in words what was done.

`compare` takes values in memory; `compare_table` reads them from a table. The same call serves the window and the
command line. With permutations the result is told after the first 500 and refined while they go on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from analysis.errors import DataError
from analysis.image import Mask, Volume
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord, Provenance, sha256_of_array
from analysis.scan import StatMap
from analysis.stats import caption, corrections, distributions, glm, pooled, random_field
from analysis.stats.clusters import Cluster, ClusterFinder
from analysis.stats.cohort_table import CohortTable, load_maps
from analysis.stats.compare_options import CompareOptions
from analysis.stats.corrections import Corrected, Correction, tails_of
from analysis.stats.design import Contrast, Design
from analysis.stats.glm import Statistic
from analysis.stats.lattice import Lattice, lattice_of
from analysis.stats.missing import Missing, fit_available, n_available
from analysis.stats.permutation import Maximum, PermutationOptions, PermutationResult, permute
from analysis.stats.question import Question, make_design
from analysis.stats.random_field import Smoothness, SmoothnessSource
from analysis.stats.solvers import Variance


@dataclass(frozen=True, eq=False)
class Source:
    """Where values come from: what the maps show, their unit, what their mm mean, their files and doubts."""

    name: str = "values"
    unit: str = ""
    space: str = "MNI152"
    inputs: tuple[InputRecord, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Comparison:
    """The result of one contrast.

    ``maps`` by name: ``t`` or ``f``, ``z``, ``p`` (uncorrected), ``p_corrected``, ``thresholded``, ``n``, and for t
    ``effect`` (in the unit of the maps), ``standard_error`` and ``d``, else ``f2``. ``clusters`` are what survives,
    ``cluster_p`` their corrected p at the peak and ``cluster_p_permutation`` the one beside an inflated GRF p.
    ``caption`` names every parameter; ``notes`` are what must be read with it.
    """

    design: Design
    contrast: Contrast
    options: CompareOptions
    mask: Mask
    statistic: Statistic
    corrected: Corrected
    maps: dict[str, StatMap]
    clusters: tuple[Cluster, ...]
    cluster_p: tuple[float, ...]
    cluster_p_permutation: tuple[float, ...]
    caption: str
    notes: tuple[str, ...]
    source: Source


Update = Callable[[Comparison], None]


def compare(
    values: np.ndarray,
    design: Design,
    mask: Mask,
    options: CompareOptions | None = None,
    contrast: Contrast | None = None,
    *,
    source: Source | None = None,
    on_update: Update | None = None,
    progress: Progress = silent,
) -> Comparison:
    """Test a contrast over a volume.

    Parameters
    ----------
    values : ``(n, n_mask_voxels)`` in C order of the mask's grid; NaN where a person has no value
    design : of n rows
    mask : the search volume, in MNI space
    options : the defaults where not given: TFCE, 5000 permutations, two tails, corrected p of .05
    contrast : that of the design where not given; one of ``design.post_hoc`` for a pair of groups
    source : for the record
    on_update : told the result so far after each 500 permutations

    Raises
    ------
    DataError, OptionError
        if the values or options do not allow the comparison
    """
    options, contrast = options or CompareOptions(), contrast or design.contrast
    if values.shape[1:] != (mask.n_voxels,):
        raise DataError(f"The maps have {values.shape[1]} voxels, but the mask has {mask.n_voxels}.")
    statistic = _fit(values, design, contrast, options, part(progress, 0.0, 0.05))
    analysed = np.isfinite(statistic.values)
    if not analysed.any():
        raise DataError("No voxel of the mask could be tested: in each someone has no value, or nothing varies.")
    work = _Work(values, design, contrast, mask, options, source or Source(), statistic, analysed)
    tell = None if on_update is None else lambda result: on_update(work.finish(work.corrected(result)))
    result = work.permute(tell, part(progress, 0.05, 0.95))
    progress(0.95, "Listing the clusters")
    return work.finish(work.corrected(result))


def compare_table(
    table: CohortTable,
    column: str,
    mask: Mask,
    question: Question,
    options: CompareOptions | None = None,
    *,
    on_update: Update | None = None,
    progress: Progress = silent,
) -> tuple[Comparison, ...]:
    """Answer a question about the maps in a column of a table.

    Returns
    -------
    tuple
        the comparison, and after an ANCOVA of three or more groups that of every pair, by the same options

    Raises
    ------
    DataError, OptionError, InputError
        as `question.make_design`, `cohort_table.load_maps` and `compare`
    """
    rows, design = make_design(table, question)
    maps = load_maps(rows, column, mask, part(progress, 0.0, 0.2))
    source = Source(maps.statistic, maps.unit, maps.space, maps.inputs, maps.warnings)
    contrasts = (design.contrast, *(design.post_hoc if len(design.groups) > 2 else ()))
    found = []
    for index, contrast in enumerate(contrasts):
        step = part(progress, 0.2 + 0.8 * index / len(contrasts), 0.2 + 0.8 * (index + 1) / len(contrasts))
        update = on_update if index == 0 else None
        found.append(
            compare(maps.values, design, mask, options, contrast, source=source, on_update=update, progress=step)
        )
    return tuple(found)


def _fit(
    values: np.ndarray, design: Design, contrast: Contrast, options: CompareOptions, progress: Progress
) -> Statistic:
    if options.missing is Missing.AVAILABLE:
        return fit_available(values, design, contrast, variance=options.variance, progress=progress)
    whitening = pooled.whitening(values, design) if options.variance is Variance.SPM12 else None
    return glm.fit(values, design, contrast, variance=options.variance, whitening=whitening, progress=progress)


@dataclass(frozen=True, eq=False)
class _Work:
    """One comparison on its way; voxels that were not analysed are outside of its lattice."""

    values: np.ndarray
    design: Design
    contrast: Contrast
    mask: Mask
    options: CompareOptions
    source: Source
    statistic: Statistic
    analysed: np.ndarray
    lattice: Lattice = field(init=False)

    def __post_init__(self) -> None:
        inside = np.zeros(self.mask.grid.shape, dtype=bool)
        inside[self.mask.data] = self.analysed
        object.__setattr__(self, "lattice", lattice_of(inside))

    @property
    def tails(self) -> int:
        return tails_of(self.statistic, self.options.tails)

    def permute(
        self, on_update: Callable[[PermutationResult], None] | None, progress: Progress
    ) -> PermutationResult | None:
        """The permutations that the correction needs, or that must stand beside an inflated p; else None."""
        options = self.options
        kind = options.correction.maximum
        beside = options.correction is Correction.GRF and options.voxel_p >= random_field.INFLATED_P
        if kind is None and not (beside and options.variance is Variance.EQUAL):
            return None
        maxima = (kind or Maximum.CLUSTER,)
        height = self._height() if Maximum.CLUSTER in maxima else None
        plan = PermutationOptions(maxima, options.permutations, options.seed, self.tails, height, options.connectivity)
        values = self.values[:, self.analysed]
        return permute(values, self.design, self.lattice, plan, self.contrast, on_update=on_update, progress=progress)

    @cached_property
    def smoothness_of_residuals(self) -> Smoothness:
        residuals = glm.residuals(self.values[:, self.analysed], self.design)
        return random_field.smoothness_of_residuals(residuals, self.lattice, self.design.dof)

    def _height(self) -> float:
        p, dof = self.options.voxel_p, float(self.design.dof)
        if self.contrast.is_t:
            return float(distributions.t_height(p, dof, self.tails))
        return float(distributions.f_height(p, self.statistic.dof1, dof))

    def corrected(self, result: PermutationResult | None) -> Corrected:
        """What survives, in all voxels of the mask."""
        options, part_of = self.options, _only(self.statistic, self.analysed)
        kind = options.correction.maximum
        if kind is not None and result is not None:
            found = corrections.permuted(result, kind, self.lattice, options.alpha)
        elif options.correction is Correction.GRF:
            found = self._random_field(part_of, result)
        elif options.correction is Correction.FDR:
            found = corrections.false_discovery_rate(part_of, options.alpha, self.tails)
        else:
            found = corrections.uncorrected(
                part_of, self.lattice, options.voxel_p, self.tails, options.extent, options.connectivity
            )
        return found

    def _random_field(self, statistic: Statistic, result: PermutationResult | None) -> Corrected:
        options = self.options
        used, other = self.smoothness_of_residuals, random_field.smoothness_of_map(statistic.z, self.lattice)
        if options.smoothness is SmoothnessSource.MAP:
            used, other = other, used
        rule = random_field.cluster_rule(options.voxel_p, options.alpha, self.lattice.n_voxels, used.dlh, self.tails)
        found = corrections.random_field(statistic, self.lattice, rule, options.connectivity, used, other)
        beside = None if result is None else corrections.p_of_clusters(result, self.lattice)
        return Corrected(found.p, found.kept, rule, used, other, result, beside)

    def finish(self, corrected: Corrected) -> Comparison:
        """The result with its maps, clusters and words."""
        thresholded = np.where(corrected.kept, self.statistic.values[self.analysed], 0.0)
        clusters: tuple[Cluster, ...] = ()
        volume = self._volume(self._everywhere(thresholded), "thresholded")
        if corrected.kept.any():
            finder = ClusterFinder(volume, connectivity=self.options.connectivity)
            clusters = finder.find(float(np.abs(finder.values).min())).rows
        beside = corrected.p_permutation
        told = caption.Told(
            self.design, self.contrast, self.options, self.statistic, corrected, self.lattice.n_voxels,
            self.mask.n_voxels, self.tails, len(clusters), self.mask.grid, self.source.name,
        )  # fmt: skip
        words, notes = caption.in_words(told), (*caption.notes(told, clusters), *self.source.warnings)
        provenance = self._provenance(words, notes, corrected)
        return Comparison(
            self.design, self.contrast, self.options, self.mask, self.statistic, corrected,
            self._maps(corrected, thresholded, provenance), clusters,
            self._at_peaks(corrected.p, clusters), () if beside is None else self._at_peaks(beside, clusters),
            words, notes, self.source,
        )  # fmt: skip

    def _everywhere(self, values: np.ndarray) -> np.ndarray:
        full = np.full(self.mask.n_voxels, np.nan)
        full[self.analysed] = values
        return full

    def _volume(self, values: np.ndarray, name: str, unit: str = "") -> Volume:
        data = np.full(self.mask.grid.shape, np.nan, dtype=np.float32, order="F")
        data[self.mask.data] = values
        return Volume(self.mask.grid, data, name, unit)

    def _at_peaks(self, values: np.ndarray, clusters: Sequence[Cluster]) -> tuple[float, ...]:
        places = [self.mask.grid.voxel_at(np.array(cluster.peak.xyz_mm)) for cluster in clusters]
        return tuple(float(values[self.lattice.row_at(place)]) for place in places if place is not None)

    def _maps(self, corrected: Corrected, thresholded: np.ndarray, provenance: Provenance) -> dict[str, StatMap]:
        s, unit = self.statistic, self.source.unit
        kind = "t" if s.is_t else "f"
        rows: list[tuple[str, np.ndarray | None, str]] = [
            (kind, s.values, ""),
            ("z", s.z, ""),
            ("p", s.p, ""),
            ("p_corrected", self._everywhere(corrected.p), ""),
            ("thresholded", self._everywhere(thresholded), ""),
            ("n", n_available(self.values).astype(np.float64), ""),
            ("effect", s.effect, unit),
            ("standard_error", s.standard_error, unit),
            ("d", s.d, ""),
            ("f2", s.partial_f2, ""),
        ]
        dofs = np.unique(s.dof[self.analysed])
        dof = float(dofs[0]) if len(dofs) == 1 else None
        return {
            name: StatMap(
                self._volume(values, f"{self.contrast.name} ({name})", unit), name, provenance, self.mask,
                dof if name in (kind, "thresholded") else None,
            )
            for name, values, unit in rows
            if values is not None
        }  # fmt: skip

    def _provenance(self, words: str, notes: tuple[str, ...], corrected: Corrected) -> Provenance:
        inputs = (*self.source.inputs, InputRecord("mask", sha256_of_array(self.mask.data)))
        parameters: dict[str, Any] = caption.parameters(self.design, self.contrast, self.options, corrected, self.tails)
        parameters |= {"search_volume_voxels": self.lattice.n_voxels, "caption": words}
        return Provenance("analysis.stats.compare.compare", parameters, inputs, notes)


def _only(statistic: Statistic, voxels: np.ndarray) -> Statistic:
    """The statistic in some voxels."""
    return Statistic(
        statistic.contrast,
        statistic.values[voxels],
        statistic.dof1,
        statistic.dof[voxels],
        statistic.p[voxels],
        statistic.z[voxels],
        statistic.n[voxels],
    )
