"""The record of quality on disk: one JSON file in the patient's folder, and the map of tSNR beside the series.

The numbers of the file are those of the record to six digits, the carpet's rows are tenths of a standard deviation as
whole numbers in text, so that a person can read it.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

import numpy as np

from analysis.errors import FileFormatError, InputError
from analysis.files import writing
from analysis.perfusion.quality import Check, Light
from analysis.preprocess.segment import TissueVolumes
from analysis.provenance import library_versions
from analysis.quality.folder import ProcessedFiles
from analysis.quality.measures import Carpet, RegionCoverage
from analysis.quality.measuring import Measured
from analysis.quality.record import CheckGroup, Exclusion, HeadMotion, Quality, Registration, Topic

FORMAT = "algoscope-quality-1"
_TENTHS = 10
_MOST_Z = 12.0


def write_quality(measured: Measured, files: ProcessedFiles) -> None:
    """Write the record and the map of tSNR; those of an earlier measurement are replaced, both or none.

    Raises
    ------
    OutputError
        if they cannot be written
    """
    paths = [files.record] if measured.tsnr is None else [files.record, files.tsnr]
    with writing.staged(paths, force=True) as parts:
        writing.encode_json(as_dict(measured.quality), parts[0])
        if measured.tsnr is not None:
            writing.encode_volume(measured.tsnr, parts[1], space="MNI152")


def read_quality(files: ProcessedFiles) -> Quality | None:
    """The record that is kept; None where there is none.

    Raises
    ------
    InputError
        if it cannot be read
    FileFormatError
        if it is damaged, or of another version
    """
    try:
        content = json.loads(files.record.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(f'"{files.record.name}" could not be read ({error.strerror or error}).') from error
    except ValueError as error:
        raise FileFormatError(f'"{files.record.name}" is damaged: it is no JSON.') from error
    try:
        if content["format"] != FORMAT:
            raise FileFormatError("The record of quality is of another version of Algoscope; measure it again.")
        return replace(_quality_of(content), subject=files.subject)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise FileFormatError(f'"{files.record.name}" is no record of quality; measure it again.') from error


def as_dict(quality: Quality) -> dict[str, Any]:
    """The record as plain JSON types."""
    motion, carpet, volumes = quality.motion, quality.carpet, quality.volumes
    return {
        "format": FORMAT,
        "preset": quality.preset,
        "excluded": quality.exclusion.excluded,
        "excluded_above": {"mm": quality.exclusion.translation_mm, "degrees": quality.exclusion.rotation_degrees},
        "sides": quality.sides,
        "warnings": list(quality.warnings),
        "checks": {g.topic.value: [_check_dict(c) for c in g.checks] for g in quality.groups},
        "n_timepoints": quality.n_timepoints,
        "tr_s": quality.tr_s,
        "degrees_of_freedom": quality.freedom,
        "tsnr_gray": _rounded(quality.tsnr_gray),
        "tissue_source": quality.tissue_source,
        "registration": {key: _rounded(value) for key, value in asdict(quality.registration).items()},
        "tissue_volumes_ml": None if volumes is None else _rounded(asdict(volumes)),
        "aal_coverage_percent": {r.name: round(r.percent, 2) for r in quality.coverage},
        "motion": None if motion is None else {key: _numbers(value) for key, value in vars(motion).items()},
        "dvars_percent": None if quality.dvars_percent is None else _numbers(quality.dvars_percent),
        "carpet": None if carpet is None else _carpet_dict(carpet),
        "versions": dict(library_versions()),
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.6g}") if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value


def _numbers(values: np.ndarray) -> Any:
    return _rounded(np.asarray(values, dtype=np.float64).tolist())


def _check_dict(check: Check) -> dict[str, Any]:
    return {
        "check": check.key,
        "caption": check.caption,
        "value": _rounded(float(check.value)),
        "unit": check.unit,
        "light": check.light.value,
        "limits": check.limits,
        "source": check.source,
    }


def _carpet_dict(carpet: Carpet) -> dict[str, Any]:
    tenths = np.rint(_TENTHS * np.clip(carpet.z, -_MOST_Z, _MOST_Z)).astype(int)
    return {
        "rows": dict(zip(("gray", "white", "csf"), carpet.n_rows, strict=True)),
        "tenths_of_z": [" ".join(map(str, row)) for row in tenths.tolist()],
    }


def _quality_of(content: Mapping[str, Any]) -> Quality:
    motion, carpet, volumes = content["motion"], content["carpet"], content["tissue_volumes_ml"]
    found = dict(content["registration"])
    jacobian = found.pop("jacobian")
    dvars_percent = content["dvars_percent"]
    return Quality(
        "",
        content["preset"],
        Exclusion(content["excluded"], content["excluded_above"]["mm"], content["excluded_above"]["degrees"]),
        content["sides"],
        tuple(CheckGroup(Topic(t), tuple(_check_of(c) for c in cs)) for t, cs in content["checks"].items()),
        n_timepoints=content["n_timepoints"],
        tr_s=content["tr_s"],
        motion=None if motion is None else HeadMotion(**{key: np.array(value) for key, value in motion.items()}),
        dvars_percent=None if dvars_percent is None else np.array(dvars_percent, dtype=np.float64),
        carpet=None if carpet is None else _carpet_of(carpet),
        tsnr_gray=content["tsnr_gray"],
        tissue_source=content["tissue_source"],
        registration=Registration(**found, jacobian=None if jacobian is None else (jacobian[0], jacobian[1])),
        volumes=None if volumes is None else TissueVolumes(**volumes),
        coverage=tuple(RegionCoverage(n, float(p)) for n, p in content["aal_coverage_percent"].items()),
        freedom=content["degrees_of_freedom"],
        warnings=tuple(content["warnings"]),
    )


def _check_of(found: Mapping[str, Any]) -> Check:
    value = math.nan if found["value"] is None else float(found["value"])
    words = (found["limits"], found["source"])
    return Check(found["check"], found["caption"], value, found["unit"], Light(found["light"]), *words)


def _carpet_of(found: Mapping[str, Any]) -> Carpet:
    z = np.array([[int(n) for n in row.split()] for row in found["tenths_of_z"]], dtype=np.float32) / _TENTHS
    n_rows = found["rows"]
    if z.ndim != 2 or sum(n_rows.values()) != len(z):
        raise ValueError("the rows of the carpet do not fit")
    return Carpet(z, (n_rows["gray"], n_rows["white"], n_rows["csf"]))
