"""Of the converter's sidecar only what is on this list reaches an output; each fact says where it comes from.

The list holds how a scan was acquired, never who, when or where. A value must be of the kind that its field has, and a
text must be a plain technical word that names neither the patient nor the place.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.files import sidecar
from analysis.importing import identity
from analysis.importing.header import ImageHeader
from analysis.importing.identity import Words
from analysis.importing.repetition import Repetition

NUMBERS = (
    "AcquisitionMatrixPE", "AcquisitionVoxelSize", "BackgroundSuppressionNumberPulses",
    "BackgroundSuppressionPulseTime", "BandwidthPerPixelPhaseEncode", "BaseResolution", "BolusCutOffDelayTime",
    "BolusDuration", "DelayTime", "DwellTime", "EchoNumber", "EchoTime", "EchoTime1", "EchoTime2", "EchoTrainLength",
    "EffectiveEchoSpacing", "EstimatedEffectiveEchoSpacing", "EstimatedTotalReadoutTime", "FlipAngle",
    "FrequencyEncodingSteps", "ImageOrientationPatientDICOM", "ImagingFrequency", "InitialPostLabelDelay",
    "InversionTime", "LabelingDuration", "LabelingEfficiency", "LabelOffset", "M0Estimate", "MagneticFieldStrength",
    "MultibandAccelerationFactor", "NumberOfAverages", "NumberOfVolumesDiscardedByScanner", "NumRFBlocks",
    "ParallelReductionFactorInPlane", "ParallelReductionFactorOutOfPlane", "PartialFourier", "PercentPhaseFOV",
    "PercentSampling", "PhaseEncodingSteps", "PhilipsRescaleIntercept", "PhilipsRescaleSlope", "PhilipsRWVIntercept",
    "PhilipsRWVSlope", "PhilipsScaleSlope", "PixelBandwidth", "PostLabelDelay", "PostLabelingDelay", "ReconMatrixPE",
    "RepetitionTime", "RepetitionTimeExcitation", "RepetitionTimeInversion", "RepetitionTimePreparation", "RFGap",
    "SliceThickness", "SliceTiming", "SpacingBetweenSlices", "TotalAcquiredPairs", "TotalReadoutTime", "TubeLength",
    "UsePhilipsFloatNotDisplayScaling", "VolumeTiming", "WaterFatShift",
)  # fmt: skip
FLAGS = ("BackgroundSuppression", "BolusCutOffFlag", "MTState", "NonlinearGradientCorrection", "SpoilingState",
         "VascularCrushing")  # fmt: skip
WORDS = (
    "ConversionSoftware", "ConversionSoftwareVersion", "ImageType", "Manufacturer", "ManufacturersModelName",
    "ParallelAcquisitionTechnique", "PulseSequenceType", "ScanOptions", "ScanningSequence", "SequenceVariant", "Units",
)  # fmt: skip
_AXIS = re.compile(r"[ijk]-?")
_CODES = {
    "ArterialSpinLabelingType": re.compile("(?i:PC|C|P)(?i:ASL)"),
    "BolusCutOffTechnique": re.compile("QUIPSS(II)?|Q2TIPS"),
    "M0Type": re.compile("Separate|Included|Estimate|Absent"),
    "InPlanePhaseEncodingDirectionDICOM": re.compile("ROW|COL(UMN)?"), "MRAcquisitionType": re.compile("[23]D"),
    "Modality": re.compile("MR"), "PatientPosition": re.compile("(H|F|L|R|A|P)F(S|P|DL|DR)"),
    "PhaseEncodingAxis": _AXIS, "PhaseEncodingDirection": _AXIS, "SliceEncodingDirection": _AXIS,
}  # fmt: skip
SOURCES_KEY, REASON_KEY = sidecar.IMPORT_SOURCES, "ImportReason"
_WORD = re.compile(r"[A-Za-z0-9 ._+\-/\\]{1,64}")
_TOLERANCE = 0.01
_TAGS = {
    "EchoTime": ("te_ms", 1e-3, "DICOM (0018,0081)"),
    "InversionTime": ("ti_ms", 1e-3, "DICOM (0018,0082)"),
    "FlipAngle": ("flip_deg", 1.0, "DICOM (0018,1314)"),
    "MagneticFieldStrength": ("field_t", 1.0, "DICOM (0018,0087)"),
}


@dataclass(frozen=True)
class Acquisition:
    """Fields for the sidecar, where each comes from, and what contradicts itself."""

    fields: Mapping[str, Any]
    sources: Mapping[str, str]
    warnings: tuple[str, ...]


def read(image: Path) -> dict[str, Any]:
    """All that the converter's sidecar says; empty where it cannot be read."""
    try:
        found = json.loads(image.with_suffix(".json").read_bytes().decode("utf-8", errors="replace"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def allowed(said: Mapping[str, Any], secret: Words) -> dict[str, Any]:
    """The fields of a sidecar that tell how a scan was acquired, and nothing else."""
    return {key: value for key, value in said.items() if _is_allowed(key, value, secret)}


def gather(said: Mapping[str, Any], first: ImageHeader, repetition: Repetition | None, secret: Words) -> Acquisition:
    """The facts of an image.

    Parameters
    ----------
    said : by the converter
    first : header of the first file
    repetition : of a series, None for a single volume
    secret : words that no text may hold (`identity.words_of`)
    """
    fields = allowed(said, secret)
    sources = dict.fromkeys(fields, sidecar.CONVERTER)
    warnings = _compare(fields, sources, first)
    if repetition is not None:
        warnings += repetition.warnings
        for key in ("RepetitionTime", "RepetitionTimeExcitation"):
            fields.pop(key, None)
            sources.pop(key, None)
        if repetition.tr_s is not None:
            fields["RepetitionTime"], sources["RepetitionTime"] = repetition.tr_s, repetition.source
        if repetition.excitation_s is not None:
            fields["RepetitionTimeExcitation"] = repetition.excitation_s
            sources["RepetitionTimeExcitation"] = "DICOM (0018,0080)"
    _drop_impossible_timing(fields, sources, warnings)
    sources = {key: where for key, where in sources.items() if key in sidecar.FIELDS or key in _TAGS}
    return Acquisition(fields, sources, tuple(warnings))


def _compare(fields: dict[str, Any], sources: dict[str, str], first: ImageHeader) -> list[str]:
    """Confirm the converter's numbers by the header; where they differ, the sentence says it."""
    warnings = []
    for key, (name, factor, tag) in _TAGS.items():
        value, stated = fields.get(key), getattr(first, name)
        if not isinstance(value, int | float) or not stated:
            continue
        if abs(value - stated * factor) <= _TOLERANCE * abs(stated * factor):
            sources[key] = tag
        elif key != "EchoTime":  # of several echoes each image has its own
            warnings.append(f"The converter gives {key} as {value:g}, the {tag} as {stated * factor:g}; check it.")
    return warnings


def _drop_impossible_timing(fields: dict[str, Any], sources: dict[str, str], warnings: list[str]) -> None:
    times, tr_s = fields.get("SliceTiming"), fields.get("RepetitionTime")
    if isinstance(times, list) and times and isinstance(tr_s, int | float) and max(times) > tr_s:
        del fields["SliceTiming"], sources["SliceTiming"]
        warnings.append(f"A slice time of {max(times):g} s is beyond the repetition time; slice times were left out.")


def _is_allowed(key: str, value: Any, secret: Words) -> bool:
    values = value if isinstance(value, list) else [value]
    if not values or len(values) > 100_000:
        return False
    if key in NUMBERS:
        return all(isinstance(v, int | float) and not isinstance(v, bool) and math.isfinite(v) for v in values)
    if key in FLAGS:
        return isinstance(value, bool)
    if key in _CODES:  # too short to name anyone, and as short as many names are
        return isinstance(value, str) and bool(_CODES[key].fullmatch(value))
    if key in WORDS:
        return all(isinstance(v, str) and _WORD.fullmatch(v) and not identity.names(v, secret) for v in values) or (
            key == "ConversionSoftwareVersion" and isinstance(value, str) and bool(re.fullmatch(r"v[\d.]+", value))
        )
    return False
