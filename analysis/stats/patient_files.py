"""One patient's result, and the calibration of a cohort, as files with their records; no file names anybody.

``t w percentile``               maps, each with its record and their mask
``p_corrected thresholded``      with the exact test of the map: its p, and t where it is outside of everyone's range
``clusters.tsv``                 with the test too: clusters of t with names of AAL and their corrected p
``exchangeable.json``            the exact test: the largest of the patient and of each control, p, sentences, banners
``regions.tsv``                  pre-specified regions, their asymmetries, and the whole of AAL
``region_controls.tsv``          the controls' values in the pre-specified regions, for dot plots: numbered, not named
``caption.txt``                  the caption, the sentences and the notes

A cohort's calibration is a folder of its own beside the table: ``calibration.json``, ``qq.tsv``, ``controls.tsv``,
``regions.tsv`` and the maps ``false_positives`` and ``skewness``.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from analysis.files import results, writing
from analysis.provenance import InputRecord, Provenance, sha256_of_array
from analysis.scan import StatMap
from analysis.stats import patient_regions
from analysis.stats.calibration import HEIGHT_P, QUANTILES, Calibration
from analysis.stats.cluster_table import write_table
from analysis.stats.exchangeable import Claim
from analysis.stats.patient_clusters import clusters_of
from analysis.stats.patient_result import PatientResult
from analysis.stats.patient_words import verdict
from analysis.stats.place import voxel_width_mm
from analysis.stats.reference_cohort import NEAR_YEARS, SCANNER_FACTS, ReferenceCohort, volume_of
from analysis.stats.single_case import Transform
from analysis.stats.single_patient import provenance_of

MAPS = ("t", "w", "percentile", "p_corrected", "thresholded")
TABLES = ("exchangeable.json", "regions.tsv", "region_controls.tsv", "clusters.tsv", "caption.txt")
FILES = (*(f"{name}{ending}" for name in MAPS for ending in (".nii.gz", ".json")), *TABLES)
OVER_METRICS = "exchangeable_over_metrics.json"
_FORMAT, _CALIBRATION = "algoscope-patient-1", "algoscope-calibration-1"


def write_patient_result(
    result: PatientResult, folder: Path, *, calibration: Sequence[str] = (), force: bool = False
) -> tuple[Path, ...]:
    """Write everything of one patient, whole or not at all; what there is no claim for is not written.

    Parameters
    ----------
    calibration : what the calibration of this cohort says, where there is one; kept for the report

    Raises
    ------
    OutputError
        if a file exists and `force` is not given, or cannot be written
    """
    space = result.cohort.maps.space
    words = "\n".join((result.caption, *result.sentences, *result.notes)) + "\n"
    with writing.whole(folder, FILES, force=force) as place:
        written = (
            *(results.write_map(stat_map, place, space=space, beside=folder) for stat_map in result.maps.values()),
            writing.write_json(record_of(result, calibration), place / "exchangeable.json"),
            writing.write_tsv(patient_regions.COLUMNS, region_rows(result), place / "regions.tsv"),
            _write_controls(result, place / "region_controls.tsv"),
            *_write_clusters(result, place / "clusters.tsv"),
            writing.write_text(words, place / "caption.txt"),
        )
    return tuple(folder / path.name for path in written)


def write_claim_over_metrics(
    claim: Claim, results: Sequence[PatientResult], folder: Path, *, force: bool = False
) -> Path:
    """Write what several maps of one patient say together, with the provenance of each."""
    record = {
        "format": _FORMAT,
        "metrics": [result.cohort.maps.statistic for result in results],
        "claims": [_claim(claim, results[0].options.alpha)],
        "provenance": [provenance_of(result).as_dict() for result in results],
    }
    return writing.write_json(record, folder / OVER_METRICS, force=force)


def _write_controls(result: PatientResult, path: Path) -> Path:
    columns = ("region", *(f"control_{number}" for number in range(1, result.cohort.n + 1)))
    rows = ((row.region.key, *(float(value) for value in row.controls)) for row in result.regions)
    return writing.write_tsv(columns, rows, path)


def _write_clusters(result: PatientResult, path: Path) -> tuple[Path, ...]:
    """Nothing where there are too few controls for a test of the map."""
    found = clusters_of(result)
    if found is None:
        return ()
    p_values = {"p_extent_corrected": found.p_extent, "p_peak_corrected": found.p_peak}
    width = voxel_width_mm(result.cohort.mask.grid)
    return (write_table(found.rows, path, voxel_mm=width, p_values=p_values),)


def record_of(result: PatientResult, calibration: Sequence[str] = ()) -> dict[str, Any]:
    """The exact test as plain values, and who the controls are; see `write_patient_result`."""
    return {
        "format": _FORMAT,
        "level": result.level.value,
        "n_controls": result.cohort.n,
        "dof": result.model.dof,
        "leverage": result.model.leverage,
        "claims": [_claim(claim, result.options.alpha) for claim in result.claims],
        "banners": [{"kind": banner.kind.value, "sentence": banner.sentence} for banner in result.banners],
        "caption": result.caption,
        "sentences": list(result.sentences),
        "notes": list(result.notes),
        "controls": _controls(result),
        "calibration": list(calibration),
        "quality_of_controls": {key: sorted(map(float, values)) for key, values in result.cohort.quality.items()},
        "provenance": provenance_of(result).as_dict(),
    }


def _controls(result: PatientResult) -> dict[str, Any]:
    """How many are near the patient's age, and of each sex (or other word); the scanner; the leverage's limit 3p/n."""
    cohort, age = result.cohort, result.patient.age
    near = None
    if cohort.ages is not None and age is not None:
        near = int((np.abs(cohort.ages - age) <= NEAR_YEARS).sum())
    counts = {}
    for covariate in cohort.covariates:
        words = [part.split(" = ") for part in covariate.coding.split(", ")] if covariate.coding else []
        counts[covariate.name] = {word: int((covariate.values == float(code)).sum()) for word, code in words}
    scanner = [*cohort.scanner.values()] or [
        fact.strip('"') for name in SCANNER_FACTS for key, fact in cohort.profile.facts.items() if key.endswith(name)
    ]
    return {
        "within_years": NEAR_YEARS,
        "n_within": near,
        "counts": {name: found for name, found in counts.items() if found},
        "scanner": " ".join(dict.fromkeys(scanner)),
        "leverage_limit": 3 * result.model.matrix.shape[1] / cohort.n,
    }


def region_rows(result: PatientResult) -> list[tuple[object, ...]]:
    """All rows of ``regions.tsv``, the pre-specified set first."""
    sets = (
        ("prespecified", result.regions),
        ("prespecified asymmetry", result.asymmetries),
        ("aal", result.atlas),
        ("aal asymmetry", result.atlas_asymmetries),
    )
    return [row for kind, rows in sets for row in patient_regions.table_rows(kind, rows)]


def _claim(claim: Claim, alpha: float) -> dict[str, Any]:
    return {
        "maximum": claim.kind.value,
        "over": claim.about,
        "height_t": claim.height,
        "patient": float(claim.maxima[0]),
        "controls": [float(value) for value in claim.maxima[1:]],
        "n_controls": claim.n_controls,
        "n_at_least": claim.n_at_least,
        "p": claim.p,
        "smallest_p": claim.smallest_p,
        "sentence": claim.sentence,
        "verdict": verdict(claim.is_outside(alpha)),
    }


def cohort_sha256(cohort: ReferenceCohort, transform: Transform) -> str:
    """A hash of the controls' maps, covariates, mask and transform: a calibration belongs to exactly these."""
    parts = [record.sha256 for record in cohort.maps.inputs] or [sha256_of_array(cohort.maps.values)]
    parts += [sha256_of_array(covariate.values) for covariate in cohort.covariates]
    parts += [sha256_of_array(cohort.mask.data), transform.value, f"{cohort.fwhm_mm:g}"]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def calibration_folder(table: Path, column: str) -> Path:
    """Where the calibration of the maps of a column is kept: beside the table."""
    return table.with_name(f"{table.stem}_{column}_calibration")


def write_calibration(
    calibration: Calibration, cohort: ReferenceCohort, folder: Path, *, force: bool = False
) -> tuple[Path, ...]:
    """Keep the calibration of a cohort; raises as `write_patient_result`."""
    provenance = _provenance(calibration, cohort)
    record = {
        "format": _CALIBRATION,
        "cohort_sha256": cohort_sha256(cohort, calibration.transform),
        "cohort": cohort.in_words(),
        "scanner": dict(cohort.scanner),
        "acquisition": {name: value for name, value in cohort.profile.facts.items() if name.startswith("acquisition.")},
        "n_controls": calibration.n,
        "dof": calibration.dof,
        "transform": calibration.transform.value,
        "fwhm_mm": cohort.fwhm_mm,
        "height_p": HEIGHT_P,
        "share_beyond": calibration.share_beyond,
        "controls_with_cluster": calibration.n_with_cluster,
        "cluster_extent_voxels": calibration.extent,
        "share_skewed": calibration.share_skewed,
        "sentences": list(calibration.sentences()),
        "provenance": provenance.as_dict(),
    }
    quantiles = zip(QUANTILES, calibration.expected, calibration.observed, strict=True)
    controls = enumerate(zip(calibration.shares, calibration.cluster_voxels, strict=True), start=1)
    regions = ((r.region.key, r.n_voxels, r.share, r.n_controls) for r in calibration.regions)
    space = cohort.maps.space
    names = ("calibration.json", "qq.tsv", "controls.tsv", "regions.tsv")
    with writing.whole(folder, names, force=force) as place:
        maps = _maps(calibration, cohort, provenance)
        written = (
            *(results.write_map(stat_map, place, space=space, beside=folder) for stat_map in maps),
            writing.write_tsv(("quantile", "t_expected", "t_observed"), quantiles, place / "qq.tsv"),
            writing.write_tsv(
                ("control", "share_beyond", "largest_cluster_voxels"),
                ((number, share, int(size)) for number, (share, size) in controls),
                place / "controls.tsv",
            ),
            writing.write_tsv(
                ("region", "n_voxels", "share_beyond", "controls_with_one"), regions, place / "regions.tsv"
            ),
            writing.write_json(record, place / "calibration.json"),
        )
    return tuple(folder / path.name for path in written)


def kept_calibration(folder: Path, cohort: ReferenceCohort, transform: Transform) -> tuple[str, ...] | None:
    """What the kept calibration of exactly this cohort says; None where there is none, or it is of another."""
    try:
        record = json.loads((folder / "calibration.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(record, dict) or record.get("format") != _CALIBRATION:
        return None
    if record.get("cohort_sha256") != cohort_sha256(cohort, transform):
        return None
    return tuple(str(sentence) for sentence in record.get("sentences", []))


def _provenance(calibration: Calibration, cohort: ReferenceCohort) -> Provenance:
    parameters = {
        "n_controls": calibration.n,
        "dof": calibration.dof,
        "transform": calibration.transform.value,
        "covariates": {c.name: c.coding or "number" for c in cohort.covariates},
        "fwhm_mm": cohort.fwhm_mm,
        "height_p": HEIGHT_P,
        "pipeline_hash": cohort.profile.pipeline_hash,
    }
    mask = InputRecord("mask", sha256_of_array(cohort.mask.data))
    return Provenance(
        "analysis.stats.calibration.calibrate", parameters, (*cohort.maps.inputs, mask), cohort.maps.warnings
    )


def _maps(calibration: Calibration, cohort: ReferenceCohort, provenance: Provenance) -> tuple[StatMap, ...]:
    mask = cohort.mask
    rows: tuple[tuple[str, np.ndarray, str], ...] = (
        ("false_positives", calibration.false_positives, "share of controls beyond p < .001 against the others"),
        ("skewness", calibration.skewness, "skewness of the controls' residuals"),
    )
    return tuple(StatMap(volume_of(values, mask, title, ""), name, provenance, mask) for name, values, title in rows)
