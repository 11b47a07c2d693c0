"""What role an image plays - T1, BOLD, ASL, M0, map or mask - and why that is believed.

The strongest sign wins: the record of a map computed here, the BIDS suffix of the name, the header's intent, what
the name calls it, the sidecar, the folder, and last the dimensions and values. The last is a guess and says so.
"""

import re
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.files import source
from analysis.files.header import Header
from analysis.files.sidecar import Sidecar
from analysis.scan import Modality


class Role(NamedTuple):
    """A role and the reason, a phrase such as ``'its name ends in "_bold"'``."""

    modality: Modality
    reason: str


SUFFIXES = {
    "T1w": Modality.T1, "bold": Modality.BOLD, "asl": Modality.ASL, "m0scan": Modality.M0, "M0map": Modality.M0,
    "mask": Modality.MASK, "dseg": Modality.MASK, "probseg": Modality.MAP, "statmap": Modality.MAP,
    "cbf": Modality.MAP, "att": Modality.MAP, "T1map": Modality.MAP, "alff": Modality.MAP, "reho": Modality.MAP,
    "T2w": Modality.OTHER, "FLAIR": Modality.OTHER, "T2starw": Modality.OTHER, "inplaneT2": Modality.OTHER,
    "dwi": Modality.OTHER, "sbref": Modality.OTHER, "boldref": Modality.OTHER, "epi": Modality.OTHER,
    "magnitude1": Modality.OTHER, "magnitude2": Modality.OTHER, "phasediff": Modality.OTHER, "swi": Modality.OTHER,
}  # fmt: skip
"""BIDS suffixes and what they mean here."""

_WORDS = (
    (Modality.MASK, re.compile(r"^((brain)?mask|roi|lesion)$")),
    (Modality.MAP, re.compile(r"^([mzs]*(f?alff|peraf|reho|dc|vmhc|fc)|tsnr|cbf|att|[tzf](map|stat)|spm[tf])\d*$")),
    (Modality.ASL, re.compile(r"^((p|pc|v|q)?asl(2d|3d)?|perf(usion)?)$")),
    (Modality.M0, re.compile(r"^(m0(scan|map)?|calib(ration)?)$")),
    (Modality.BOLD, re.compile(r"^(bold|rest(ing)?|rs|func|(rs)?fmri|epi)$")),
    (Modality.T1, re.compile(r"^(t1w?|mp2?rage|f?spgr|bravo|tfl3d|anat)$")),
)
_STATISTICS = {2: "correlations", 3: "t values", 4: "F values", 5: "z values"}
_FOLDERS = {"func": Modality.BOLD, "perf": Modality.ASL}
_FEW_LABELS = 16
_BOLD_FRAMES = 20


def guess(path: Path, header: Header, sidecar: Sidecar, first: np.ndarray) -> Role:
    """The role of an image that is not a map of our own.

    Parameters
    ----------
    path, header, sidecar : of the image
    first : values of its first frame ``(ni, nj, nk)``
    """
    for role in (
        of_suffix(path),
        _of_intent(header),
        _of_words(source.stem(path), (Modality.MASK, Modality.MAP), "name"),
        _of_sidecar(sidecar),
        _of_words(source.stem(path), tuple(Modality), "name"),
        _of_folder(path, header),
        _of_words(sidecar.text("SeriesDescription"), tuple(Modality), "sidecar's description"),
    ):
        if role is not None and _fits(role.modality, header):
            return role
    return _of_values(header, first)


def of_suffix(path: Path) -> Role | None:
    """The role that the BIDS suffix of a name tells, or None."""
    suffix = source.suffix(path)
    return Role(SUFFIXES[suffix], f'its name ends in "{suffix}"') if suffix in SUFFIXES else None


def of_path(path: Path) -> Role:
    """The role that name and folder tell, for a file that has not been opened."""
    folder = _FOLDERS.get(path.parent.name)
    return (
        of_suffix(path)
        or _of_words(source.stem(path), tuple(Modality), "name")
        or (Role(folder, f'it is in the folder "{path.parent.name}"') if folder else None)
        or Role(Modality.OTHER, "its name does not say what it is")
    )


def _fits(modality: Modality, header: Header) -> bool:
    if modality is Modality.BOLD:
        return header.n_frames > 1
    return header.n_frames == 1 or modality in (Modality.ASL, Modality.M0, Modality.OTHER, Modality.MAP)


def _of_intent(header: Header) -> Role | None:
    name = _STATISTICS.get(header.intent_code)
    return Role(Modality.MAP, f"its header says that it holds {name}") if name else None


def _of_words(text: str, among: tuple[Modality, ...], where: str) -> Role | None:
    words = [word for word in re.split(r"[^a-z0-9]+", text.lower()) if word]
    for modality, pattern in _WORDS:
        found = next((word for word in words if pattern.match(word)), None)
        if modality in among and found is not None:
            return Role(modality, f'its {where} says "{found}"')
    return None


def _of_sidecar(sidecar: Sidecar) -> Role | None:
    if sidecar.text("ArterialSpinLabelingType"):
        return Role(Modality.ASL, "its sidecar names a labelling of arterial blood")
    hint = sidecar.fields.get("BidsGuess")
    if isinstance(hint, list) and hint and isinstance(hint[-1], str):
        suffix = hint[-1].split("_")[-1]
        if suffix in SUFFIXES:
            return Role(SUFFIXES[suffix], f'its converter took it for "{suffix}"')
    return None


def _of_folder(path: Path, header: Header) -> Role | None:
    modality = _FOLDERS.get(path.parent.name)
    if modality is None or header.n_frames < 2:
        return None
    return Role(modality, f'it is a series in the folder "{path.parent.name}"')


def _of_values(header: Header, first: np.ndarray) -> Role:
    if header.n_frames >= _BOLD_FRAMES:
        return Role(Modality.BOLD, f"it is a series of {header.n_frames} volumes (a guess)")
    if header.n_frames > 1:
        return Role(Modality.OTHER, f"it is a short series of {header.n_frames} volumes and nothing says of what")
    n_labels = _number_of_labels(first) if header.holds_whole_numbers else None
    if n_labels is not None:
        return Role(Modality.MASK, f"its voxels hold only {n_labels} different whole numbers")
    extent_mm = [n * size for n, size in zip(header.grid.shape, header.grid.voxel_size_mm, strict=True)]
    if max(header.grid.voxel_size_mm) <= 1.6 and min(extent_mm) >= 100 and float(np.nanmin(first)) >= 0:
        return Role(Modality.T1, "it is a fine 3D image of a whole head (a guess)")
    return Role(Modality.OTHER, "nothing says what it is")


def _number_of_labels(first: np.ndarray) -> int | None:
    """How many different values there are, None if many; a small sample settles the usual case."""
    if len(np.unique(first.ravel(order="K")[:: max(1, first.size // 20_000)])) > _FEW_LABELS:
        return None
    n_labels = len(np.unique(first))
    return n_labels if n_labels <= _FEW_LABELS else None
