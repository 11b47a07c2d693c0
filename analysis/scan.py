"""Records of what was opened and of what was computed; no algorithms.

A `Scan` is an image with what is known of it; every fact says where it was found. A `StatMap` is a computed
map with its provenance.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from analysis.image import Mask, Series, Volume
from analysis.provenance import Provenance


class Modality(Enum):
    """What role a scan plays."""

    T1 = "T1"
    BOLD = "BOLD"
    ASL = "ASL"
    M0 = "M0"
    MAP = "map"
    MASK = "mask"
    OTHER = "other"


class FactSource(Enum):
    """Where a fact was found."""

    HEADER = "header"
    SIDECAR = "sidecar"
    DICOM = "DICOM"  # the scanner's own tag, as the import noted it
    CONVERTER = "converter"  # worked out by the converter from the scanner's files; no tag of the header confirms it
    FILE_NAME = "file name"
    TYPED = "typed"
    VALUES = "values"


@dataclass(frozen=True)
class Fact:
    """One fact of an acquisition, with its source: ``Fact(2.0, FactSource.SIDECAR)``."""

    value: Any
    source: FactSource


@dataclass(frozen=True)
class AslScheme:
    """How an ASL series was acquired; fields that no source tells are None or empty, never defaults.

    ``plds_s`` has one post-labelling delay per volume; ``volume_types`` are BIDS names (control, label, m0scan,
    deltam, cbf), one per volume.
    """

    labelling: str | None = None
    volume_types: tuple[str, ...] = ()
    plds_s: tuple[float, ...] = ()
    label_duration_s: float | None = None
    background_suppression: bool | None = None
    m0: str | None = None


@dataclass(frozen=True, eq=False)
class Scan:
    """An image as it was opened.

    ``reason`` says why the modality was chosen. ``affine_source`` is ``"sform"``, ``"qform"`` or ``"none"``;
    with "none" left and right are not known, and a warning says so. ``warnings`` are sentences for the user.
    """

    modality: Modality
    image: Volume | Series
    path: Path | None = None
    reason: str = ""
    affine_source: str = "sform"
    facts: Mapping[str, Fact] = field(default_factory=dict)
    asl: AslScheme | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class StatMap:
    """A computed map: a volume (NaN outside its mask), the mask, and how it was made.

    ``statistic`` is the short name used in files and captions, such as ``"alff"``; ``dof`` is None where the
    map has no degrees of freedom.
    """

    volume: Volume
    statistic: str
    provenance: Provenance
    mask: Mask | None = None
    dof: float | None = None
