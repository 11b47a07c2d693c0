"""One DICOM file as the few facts that are needed of it; the pixels are not read.

DICOM's millimetres (LPS) are used here only to order and to count slices, never to place an image: that is the
converter's work.
"""

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
from pydicom.dataset import Dataset
from pydicom.errors import InvalidDicomError

from analysis.files.dicom_reading import quiet
from analysis.importing.identity import Patient

GE_SEQUENCE = 0x0019109C
_KEYWORDS = [
    "SOPClassUID", "SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID", "StudyDate", "Modality", "Manufacturer",
    "SeriesDescription", "ProtocolName", "SeriesNumber", "ImageType", "PatientName", "PatientID", "PatientBirthDate",
    "PatientSex", "PatientAge", "ScanningSequence", "SequenceVariant", "SequenceName", "PulseSequenceName",
    "MRAcquisitionType", "RepetitionTime", "EchoTime", "InversionTime", "FlipAngle", "MagneticFieldStrength",
    "ContrastBolusAgent", "DiffusionBValue", "InstanceNumber", "TemporalPositionIdentifier",
    "NumberOfTemporalPositions", "AcquisitionTime", "TriggerTime", "ImagePositionPatient", "ImageOrientationPatient",
    "EchoNumbers", "Rows", "Columns", "NumberOfFrames", "BitsAllocated", "SamplesPerPixel",
    "AcquisitionDateTime", "EchoPlanarPulseSequence", "EchoPulseSequence", "SharedFunctionalGroupsSequence",
]  # fmt: skip
_SHARED = ("RepetitionTime", "EffectiveEchoTime", "InversionTimes", "FlipAngle")
_TAGS: list[Any] = [*_KEYWORDS, GE_SEQUENCE]

_DIRECTORY_CLASS = "1.2.840.10008.1.3.10"  # DICOMDIR: an index, no image


@dataclass(frozen=True, slots=True)
class ImageHeader:
    """Facts of one DICOM file; what is missing is empty or None. Times are ms as in DICOM, unless their name says s."""

    path: Path = field(repr=False)
    patient: Patient
    sop_class: str = field(repr=False)
    instance_uid: str = field(repr=False)
    series_uid: str = field(repr=False)
    study_date: str = field(repr=False)
    age_years: int | None
    sex: str
    modality: str
    manufacturer: str
    description: str = field(repr=False)
    protocol: str = field(repr=False)
    series_number: int | None
    image_type: tuple[str, ...]
    sequence: tuple[str, ...]
    sequence_name: str
    acquisition_type: str
    tr_ms: float | None
    te_ms: float | None
    ti_ms: float | None
    flip_deg: float | None
    field_t: float | None
    contrast: bool
    b_value: float | None
    instance: int | None
    temporal_position: int | None
    n_temporal_positions: int | None
    acquisition_s: float | None
    trigger_ms: float | None
    position: tuple[float, ...]
    orientation: tuple[float, ...]
    echo: int | None
    rows: int | None
    columns: int | None
    n_frames: int


class NotDicomError(Exception):
    """The file is something else, or an index of a disc."""


class DamagedError(Exception):
    """The file is DICOM, or should be, but cannot be read."""


def read(path: Path) -> ImageHeader:
    """Read the header of a file; raises `NotDicomError` or `DamagedError`, without a word of what it holds."""
    try:
        with open(path, "rb") as stream, quiet():
            begin = stream.read(140)
            is_marked = begin[128:132] == b"DICM"
            if not _looks_like_dicom(begin):
                raise NotDicomError
            stream.seek(0)
            dataset = pydicom.dcmread(stream, stop_before_pixels=True, force=True, specific_tags=_TAGS)
            if dataset.file_meta.get("MediaStorageSOPClassUID") == _DIRECTORY_CLASS:
                raise NotDicomError
            if is_marked and not _is_named(dataset):
                raise DamagedError
            found = _header(path, dataset)
            _check_length(path.stat().st_size - stream.tell(), dataset, found)
        return found
    except NotDicomError:
        raise
    except InvalidDicomError:
        raise NotDicomError from None
    except Exception:  # damaged headers make the reader fail in many ways
        raise DamagedError from None


def read_whole(path: Path) -> Dataset | None:
    """All of a header, for what must be kept out of outputs; None where it cannot be read."""
    try:
        with quiet():
            return pydicom.dcmread(path, stop_before_pixels=True, force=True)
    except Exception:  # of many kinds, and their texts quote the header
        return None


def _looks_like_dicom(begin: bytes) -> bool:
    """The usual mark, or (old scanners) a first element of group 2 or 8, in either byte order."""
    if begin[128:132] == b"DICM":
        return True
    return len(begin) >= 16 and begin[:2] in (b"\x08\x00", b"\x02\x00", b"\x00\x08", b"\x00\x02")


def _is_named(dataset: Dataset) -> bool:
    return bool(_text(dataset, "SOPClassUID") or _text(dataset, "SeriesInstanceUID"))


def _header(path: Path, dataset: Dataset) -> ImageHeader:
    if not _is_named(dataset):
        raise NotDicomError
    shared = _shared(dataset)
    return ImageHeader(
        path=path,
        patient=Patient(*(_text(dataset, key) for key in ("PatientID", "PatientName", "PatientBirthDate"))),
        sop_class=_text(dataset, "SOPClassUID"),
        instance_uid=_text(dataset, "SOPInstanceUID"),
        series_uid=_text(dataset, "SeriesInstanceUID"),
        study_date=_text(dataset, "StudyDate"),
        age_years=_age(_text(dataset, "PatientAge")),
        sex=_text(dataset, "PatientSex").upper(),
        modality=_text(dataset, "Modality").upper(),
        manufacturer=_text(dataset, "Manufacturer"),
        description=_text(dataset, "SeriesDescription"),
        protocol=_text(dataset, "ProtocolName"),
        series_number=_whole(dataset, "SeriesNumber"),
        image_type=tuple(text.upper() for text in _texts(dataset, "ImageType")),
        sequence=_sequence(dataset),
        sequence_name=" ".join(_text(dataset, k) for k in ("SequenceName", "PulseSequenceName", GE_SEQUENCE)).strip(),
        acquisition_type=_text(dataset, "MRAcquisitionType").upper(),
        tr_ms=_number(dataset, "RepetitionTime", shared.get("RepetitionTime")),
        te_ms=_number(dataset, "EchoTime", shared.get("EffectiveEchoTime")),
        ti_ms=_number(dataset, "InversionTime", shared.get("InversionTimes")),
        flip_deg=_number(dataset, "FlipAngle", shared.get("FlipAngle")),
        field_t=_number(dataset, "MagneticFieldStrength"),
        contrast=_text(dataset, "ContrastBolusAgent").casefold() not in ("", "none", "no", "n"),
        b_value=_number(dataset, "DiffusionBValue"),
        instance=_whole(dataset, "InstanceNumber"),
        temporal_position=_whole(dataset, "TemporalPositionIdentifier"),
        n_temporal_positions=_whole(dataset, "NumberOfTemporalPositions"),
        acquisition_s=_clock_s(_text(dataset, "AcquisitionTime") or _text(dataset, "AcquisitionDateTime")[8:]),
        trigger_ms=_number(dataset, "TriggerTime"),
        position=_numbers(dataset, "ImagePositionPatient", 3),
        orientation=_numbers(dataset, "ImageOrientationPatient", 6),
        echo=_whole(dataset, "EchoNumbers"),
        rows=_whole(dataset, "Rows"),
        columns=_whole(dataset, "Columns"),
        n_frames=_whole(dataset, "NumberOfFrames") or 1,
    )


def _check_length(n_left: int, dataset: Dataset, found: ImageHeader) -> None:
    """Notice a file cut short: pixels that are not compressed need their room."""
    syntax = getattr(getattr(dataset, "file_meta", None), "TransferSyntaxUID", None)
    if syntax is None or syntax.is_compressed or syntax.is_deflated or not found.rows or not found.columns:
        return
    bits = (_whole(dataset, "BitsAllocated") or 0) * (_whole(dataset, "SamplesPerPixel") or 1)
    if n_left < found.rows * found.columns * found.n_frames * bits // 8:
        raise DamagedError


def _texts(dataset: Dataset, key: str | int) -> list[str]:
    element = dataset.get(key)
    value = getattr(element, "value", None) if isinstance(key, int) else element
    if value is None:
        return []
    values = [value] if isinstance(value, str | bytes) or not hasattr(value, "__iter__") else list(value)
    return [str(v).strip().strip("\0") for v in values] if not hasattr(value, "family_name") else [str(value).strip()]


def _text(dataset: Dataset, key: str | int) -> str:
    return "\\".join(_texts(dataset, key))


def _numbers(dataset: Dataset, key: str, n: int) -> tuple[float, ...]:
    try:
        values = tuple(float(text) for text in _texts(dataset, key))
    except ValueError:
        return ()
    return values if len(values) == n and np.isfinite(values).all() else ()


def _sequence(dataset: Dataset) -> tuple[str, ...]:
    """The kinds of the sequence in the words of classic headers, of enhanced (multi-frame) ones too."""
    said = [*_texts(dataset, "ScanningSequence"), *_texts(dataset, "SequenceVariant")]
    if _text(dataset, "EchoPlanarPulseSequence").upper() == "YES":
        said.append("EP")
    if _text(dataset, "EchoPulseSequence").upper() == "GRADIENT":
        said.append("GR")
    return tuple(said)


def _shared(dataset: Dataset) -> dict[str, float]:
    """The numbers that an enhanced header has once for all of its frames."""
    found: dict[str, float] = {}
    for item in dataset.get("SharedFunctionalGroupsSequence") or []:
        for element in item.iterall():
            if element.keyword in _SHARED:
                value = _number(Dataset({element.tag: element}), element.keyword)
                if value is not None:
                    found.setdefault(element.keyword, value)
    return found


def _number(dataset: Dataset, key: str, default: float | None = None) -> float | None:
    try:
        value = float(_texts(dataset, key)[0])
    except (ValueError, IndexError):
        return default
    return value if math.isfinite(value) else None


def _whole(dataset: Dataset, key: str) -> int | None:
    value = _number(dataset, key)
    return None if value is None else int(value)


def _clock_s(text: str) -> float | None:
    """Seconds since midnight of a DICOM time, ``HHMMSS.ffffff``."""
    try:
        return int(text[:2]) * 3600 + int(text[2:4]) * 60 + float(text[4:])
    except ValueError:
        return None


def _age(text: str) -> int | None:
    """Years of a well-formed DICOM age, such as ``"042Y"``."""
    if len(text) == 4 and text.endswith("Y") and text[:3].isdigit() and int(text[:3]) > 0:
        return int(text[:3])
    return None
