"""One patient against a reference cohort in one call: maps, the exact test, regions, and the words that go with them.

What is said depends on the number of controls (see `reference_cohort`): below 10 there is no map and no test, only the
values of regions beside the controls'; below 20 no claim about the map. The same call serves the window and the command
line. Words are fixed: "outside" or "compatible with the range of this reference cohort".
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from analysis.errors import DataError
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord, Provenance, sha256_of_array
from analysis.scan import StatMap
from analysis.stats import distributions, patient_regions, patient_words
from analysis.stats.cohort_smoothing import smoothed
from analysis.stats.exchangeable import (
    Claim,
    Everyone,
    cluster_claim,
    everyone_against_others,
    metrics_claim,
    region_claim,
    voxel_claim,
)
from analysis.stats.lattice import lattice_of
from analysis.stats.patient_regions import Region, RegionRow, aal_regions, prespecified_regions
from analysis.stats.patient_result import PatientOptions, PatientResult
from analysis.stats.reference_cohort import (
    Level,
    PatientMap,
    ReferenceCohort,
    banners,
    gaps,
    model_of,
    volume_of,
)
from analysis.stats.single_case import CaseModel, Transform, compare_case, usual_transform


def compare_patient(
    cohort: ReferenceCohort,
    patient: PatientMap,
    options: PatientOptions | None = None,
    progress: Progress = silent,
) -> PatientResult:
    """Compare a patient's map with the cohort.

    Parameters
    ----------
    cohort : the controls, see `reference_cohort.load_cohort`; the result holds them as they were compared (smoothed)
    patient : see `reference_cohort.load_patient`
    options : the usual ones where not given
    progress : told how far it is; what it raises stops the work

    Raises
    ------
    DataError
        if values are outside of the domain of the transform, or no voxel has a value of everyone
    """
    options = options or PatientOptions()
    transform = options.transform or usual_transform(cohort.maps.statistic)
    cohort, patient = smoothed(cohort, patient, options.fwhm_mm, part(progress, 0.0, 0.1))
    model, level = model_of(cohort, patient), cohort.level
    values = np.vstack([patient.values[None], cohort.maps.values])
    rows = _Regions(values, cohort, model, transform, level)
    case, everyone = None, None
    if level is not Level.NO_MAP:
        progress(0.1, "Comparing the patient with the controls")
        scaled = transform.apply(values)
        case = compare_case(scaled[0], scaled[1:], model)
        if not np.isfinite(case.t).any():
            raise DataError("No voxel of the mask has a value of the patient and of every control.")
        if level is Level.MAP_TEST:
            everyone = everyone_against_others(scaled, model.everyone, part(progress, 0.3, 0.7))
    progress(0.7, "Looking for the largest of everyone")
    claims = _claims(cohort, everyone, rows, options)
    progress(0.9, "Comparing the regions")
    result = PatientResult(
        cohort, patient, options, transform, model, level, case, everyone, {}, claims,
        rows.of(prespecified_regions(), prespecified=True), rows.pairs_of(prespecified_regions(), prespecified=True),
        rows.of(aal_regions(), prespecified=False), rows.pairs_of(aal_regions(), prespecified=False),
        banners(cohort, patient), "", (), (),
    )  # fmt: skip
    return _told(result)


@dataclass(frozen=True, eq=False)
class _Regions:
    """Rows of regions of everyone; without statistics where there are too few controls."""

    values: np.ndarray
    cohort: ReferenceCohort
    model: CaseModel
    transform: Transform
    level: Level
    found: dict[tuple[Region, ...], tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)

    def of(self, regions: tuple[Region, ...], *, prespecified: bool) -> tuple[RegionRow, ...]:
        means, counts = self._means(regions)
        rows = patient_regions.compare_regions(
            means, counts, regions, self.model, self.transform, self.cohort.maps.unit, prespecified=prespecified
        )
        return self._allowed(rows)

    def pairs_of(self, regions: tuple[Region, ...], *, prespecified: bool) -> tuple[RegionRow, ...]:
        means, counts = self._means(regions)
        rows = patient_regions.compare_asymmetries(
            means, counts, regions, self.model, self.cohort.maps.unit, prespecified=prespecified
        )
        return self._allowed(rows)

    def everyone(self, regions: tuple[Region, ...]) -> Everyone | None:
        """t of everyone in the regions that hold a voxel; None where none does."""
        means, counts = self._means(regions)
        if not (counts > 0).any():
            return None
        return everyone_against_others(self.transform.apply(means), self.model.everyone)

    def _means(self, regions: tuple[Region, ...]) -> tuple[np.ndarray, np.ndarray]:
        if regions not in self.found:
            members = patient_regions.region_members(regions, self.cohort.mask)
            self.found[regions] = patient_regions.region_means(self.values, members)
        return self.found[regions]

    def _allowed(self, rows: tuple[RegionRow, ...]) -> tuple[RegionRow, ...]:
        if self.level is not Level.NO_MAP:
            return rows
        none = float("nan")
        return tuple(
            replace(
                row, expected=none, low=none, high=none, percentile=none, percentile_low=none, percentile_high=none,
                w=none, t=none, p=none, p_holm=None,
            )
            for row in rows
        )  # fmt: skip


def _claims(
    cohort: ReferenceCohort, everyone: Everyone | None, rows: _Regions, options: PatientOptions
) -> tuple[Claim, ...]:
    if everyone is None:
        return ()
    height = float(distributions.t_height(options.voxel_p, everyone.dof, 2))
    lattice = lattice_of(cohort.mask.data)
    regions = rows.everyone(prespecified_regions())
    return (
        voxel_claim(everyone),
        cluster_claim(everyone, lattice, height, options.connectivity),
        *(() if regions is None else (region_claim(regions),)),
    )


def _told(result: PatientResult) -> PatientResult:
    """The result with its maps and words."""
    cohort, patient = result.cohort, result.patient
    caption, sentences = patient_words.caption(result), patient_words.sentences(result)
    notes = (*gaps(cohort, patient), *patient_words.notes(result), *cohort.maps.warnings, *patient.warnings)
    notes = tuple(dict.fromkeys(notes))
    told = replace(result, caption=caption, sentences=sentences, notes=notes)
    return replace(told, maps=_maps(told))


def provenance_of(result: PatientResult) -> Provenance:
    """How the result was made; hashes instead of names."""
    cohort, options = result.cohort, result.options
    parameters: dict[str, Any] = {
        "n_controls": cohort.n,
        "level": result.level.value,
        "dof": result.model.dof,
        "leverage": result.model.leverage,
        "covariates": {c.name: c.coding or "number" for c in cohort.covariates},
        "transform": result.transform.value,
        "voxel_p": options.voxel_p,
        "alpha": options.alpha,
        "connectivity": int(options.connectivity),
        "fwhm_mm": options.fwhm_mm,
        "pipeline_hash": cohort.profile.pipeline_hash,
        "statistic": cohort.maps.statistic,
        "search_volume_voxels": 0 if result.case is None else int(np.isfinite(result.case.t).sum()),
        "banners": [banner.sentence for banner in result.banners],
        "caption": result.caption,
    }
    mask = InputRecord("mask", sha256_of_array(cohort.mask.data))
    warnings = (*(banner.sentence for banner in result.banners), *result.notes)
    return Provenance(
        "analysis.stats.single_patient.compare_patient",
        parameters,
        (*result.patient.inputs, *cohort.maps.inputs, mask),
        warnings,
    )


def _maps(result: PatientResult) -> dict[str, StatMap]:
    case, mask = result.case, result.cohort.mask
    if case is None:
        return {}
    stamp = "" if result.level is Level.MAP_TEST else f", {result.level.value}"
    provenance, about = provenance_of(result), result.cohort.maps.statistic
    rows = [
        ("t", case.t, f"t of {about} against {result.cohort.n} controls{stamp}", ""),
        ("w", case.w, f"W-score of {about} (descriptive{stamp})", ""),
        ("percentile", case.percentile, f"percentile of {about} among the controls{stamp}", "%"),
    ]
    if result.everyone is not None:
        kept = np.where(np.isfinite(case.t), np.where(surviving(result), case.t, 0.0), np.nan)
        rows += [
            ("p_corrected", result.everyone.corrected_p(), f"corrected p of {about}, everyone as the patient", ""),
            ("thresholded", kept, f"t of {about} where it is outside of everyone's range, else 0", ""),
        ]
    dofs = {name: float(case.dof) for name in ("t", "thresholded")}
    return {
        name: StatMap(volume_of(values, mask, title, unit), name, provenance, mask, dofs.get(name))
        for name, values, title, unit in rows
    }


def claim_over_metrics(results: Sequence[PatientResult]) -> Claim:
    """One claim for several maps of one patient: the largest |t| over all of their voxels.

    Raises
    ------
    DataError
        if the maps were not compared with the same controls and covariates
    OptionError
        if there are too few controls for a claim
    """
    first = results[0].cohort
    for other in (result.cohort for result in results[1:]):
        if other.people != first.people or [c.name for c in other.covariates] != [c.name for c in first.covariates]:
            raise DataError("Several maps can only be tested at once against the same controls and covariates.")
    names = [result.cohort.maps.statistic for result in results]
    return metrics_claim([result.tested() for result in results], names)


def surviving(result: PatientResult) -> np.ndarray:
    """``(n_voxels,)`` where the patient's deviation is outside everyone's, at alpha: often nowhere."""
    if result.everyone is None:
        return np.zeros(result.cohort.mask.n_voxels, dtype=bool)
    return np.nan_to_num(result.everyone.corrected_p(), nan=1.0) <= result.options.alpha + 1e-12
