"""What a BIDS JSON sidecar says about an image; contradictions are sentences, and nothing personal is kept.

A sidecar is the ``.json`` of the image's own name. Within a BIDS dataset those above it count too (BIDS
"inheritance principle": a JSON whose suffix is the image's and whose entities are all among the image's; the
nearer one wins). Only the fields of `FIELDS` become facts: a sidecar may also hold names, dates and serial numbers.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import Any

from analysis.files import source
from analysis.scan import Fact, FactSource

FIELDS = (
    "RepetitionTime", "RepetitionTimeExcitation", "RepetitionTimePreparation", "VolumeTiming", "DelayTime",
    "EchoTime", "FlipAngle", "SliceTiming", "SliceEncodingDirection", "NumberOfVolumesDiscardedByScanner",
    "MagneticFieldStrength", "Manufacturer", "ManufacturersModelName", "MRAcquisitionType", "PulseSequenceType",
    "PhaseEncodingDirection", "EffectiveEchoSpacing", "TotalReadoutTime", "AcquisitionVoxelSize",
    "ArterialSpinLabelingType", "PostLabelingDelay", "LabelingDuration", "LabelingEfficiency",
    "BackgroundSuppression", "BackgroundSuppressionNumberPulses", "BackgroundSuppressionPulseTime", "M0Type",
    "M0Estimate", "TotalAcquiredPairs", "VascularCrushing", "BolusCutOffFlag", "BolusCutOffTechnique",
    "BolusCutOffDelayTime", "NumRFBlocks", "RFGap", "TaskName", "Units",
    "PhilipsRescaleSlope", "PhilipsScaleSlope", "PhilipsRWVSlope", "UsePhilipsFloatNotDisplayScaling",
)  # fmt: skip
IMPORT_WARNINGS = "ImportWarnings"
"""Field in which the import of a scanner's files keeps what it doubted, a list of sentences."""
IMPORT_SOURCES = "ImportSources"
"""Field in which the import keeps where each fact comes from, such as ``"DICOM (0018,0080)"``."""
CONVERTER = "dcm2niix"
"""What that field says of facts that the converter has worked out and no tag of the header confirms."""
KINDS_OF_VOLUMES = "VolumeTypes"
"""What the import calls the content of ``aslcontext.tsv`` where it says where that comes from."""
_MOST_BYTES = 10_000_000
_MOST_LEVELS = 6
_MOST_NOTED, _LONGEST_NOTED = 20, 500


@dataclass(frozen=True)
class Sidecar:
    """The fields of all sidecars of an image, the nearest ones winning, and sentences about those not readable."""

    fields: Mapping[str, Any]
    warnings: tuple[str, ...] = ()

    def facts(self) -> dict[str, Fact]:
        """The fields that describe the acquisition, by their BIDS names; the import notes those of the scanner."""
        return {key: Fact(self.fields[key], self.source(key)) for key in FIELDS if key in self.fields}

    def source(self, key: str) -> FactSource:
        """Where the import found a fact; the sidecar itself, where it does not say."""
        noted = self.fields.get(IMPORT_SOURCES)
        return _source(noted.get(key) if isinstance(noted, dict) else None)

    def number(self, key: str) -> float | None:
        """A positive number, or None where the field is missing or is something else."""
        value = self.fields.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return float(value) if math.isfinite(value) and value > 0 else None

    def text(self, key: str) -> str:
        """A text, empty where the field is missing or is something else."""
        value = self.fields.get(key)
        return value if isinstance(value, str) else ""


def _source(noted: Any) -> FactSource:
    if not isinstance(noted, str):
        return FactSource.SIDECAR
    if noted == CONVERTER:
        return FactSource.CONVERTER
    return FactSource.DICOM if noted.startswith("DICOM") else FactSource.SIDECAR


def read(image: Path) -> Sidecar:
    """Read the sidecars of an image; a damaged one gives a warning and is otherwise as good as missing."""
    fields: dict[str, Any] = {}
    warnings = []
    for path in beside(image, source.suffix(image), ".json"):
        found, warning = _read_json(path)
        fields.update(found)
        if warning:
            warnings.append(warning)
    return Sidecar(fields, (*warnings, *_noted(fields.get(IMPORT_WARNINGS))))


def _noted(found: Any) -> tuple[str, ...]:
    """The sentences that the import kept, as far as they are sentences."""
    listed = found if isinstance(found, list) else []
    return tuple(text[:_LONGEST_NOTED] for text in listed[:_MOST_NOTED] if isinstance(text, str) and text)


def beside(image: Path, suffix: str, ending: str) -> Iterator[Path]:
    """Files that belong to an image by BIDS rules, from the dataset's root down to its own folder.

    Parameters
    ----------
    image : path of the image
    suffix : last part of the wanted file's name, such as ``"bold"`` or ``"aslcontext"``
    ending : such as ``".json"``
    """
    base = source.stem(image)
    entities = _entities(base)
    own = image.with_name(_with_suffix(base, suffix) + ending)
    for place in reversed(_places(image)):
        fitting = []
        if entities:
            for path in _files(place, f"*{escape(suffix + ending)}"):
                name = path.name[: -len(ending)]
                if path != own and name.split("_")[-1] == suffix and _entities(name) <= entities:
                    fitting.append(path)
        yield from sorted(fitting, key=lambda path: (path.name.count("_"), path.name))
    if own.is_file():
        yield own


def _with_suffix(base: str, suffix: str) -> str:
    return base if source.suffix(Path(base)) == suffix else "_".join([*base.split("_")[:-1], suffix])


def _entities(base: str) -> frozenset[str]:
    return frozenset(part for part in base.split("_")[:-1] if "-" in part)


def _files(place: Path, pattern: str) -> list[Path]:
    try:
        return [path for path in place.glob(pattern) if path.is_file()]
    except OSError:
        return []


def _places(image: Path) -> list[Path]:
    """The image's folder and those above it up to the dataset's root; only its own outside a dataset."""
    places = [image.parent]
    for place in list(image.absolute().parents)[:_MOST_LEVELS]:
        if place != image.absolute().parent:
            places.append(place)
        if (place / "dataset_description.json").is_file():
            return places
    return places[:1]


def _read_json(path: Path) -> tuple[dict[str, Any], str]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            return {}, f'The sidecar "{path.name}" is too large to be one and is not used.'
        found = json.loads(path.read_bytes().decode("utf-8-sig"), parse_constant=lambda _: None)  # NaN is no JSON
    except OSError:
        return {}, f'The sidecar "{path.name}" may not be read and is not used.'
    except (ValueError, RecursionError):
        return {}, f'The sidecar "{path.name}" is damaged (not valid JSON) and is not used.'
    if not isinstance(found, dict):
        return {}, f'The sidecar "{path.name}" does not hold named fields and is not used.'
    return found, ""
