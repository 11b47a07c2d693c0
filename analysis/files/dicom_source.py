"""The scanner's series that an image came from, as a DICOM segmentation must name it.

A series is taken for the source of a grid when its slices are the grid's, voxel for voxel, in whatever order its axes
run. DICOM's millimetres (LPS) become RAS+ here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
from pydicom.dataset import Dataset

from analysis.errors import DataError, InputError
from analysis.files.dicom_reading import quiet
from analysis.grid import Grid
from analysis.progress import Progress, silent

_GEOMETRY: list[Any] = [
    "SOPClassUID", "SOPInstanceUID", "SeriesInstanceUID", "SeriesNumber", "SeriesDescription", "InstanceNumber",
    "ImageType", "ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing", "Rows", "Columns",
    "NumberOfFrames", "SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence", "Modality",
]  # fmt: skip
_SAME_PLACE_MM = 0.02
_SAME_VOXEL = 0.1  # parts of a voxel by which corners may differ: headers round
_IDENTIFYING = (
    ("PatientName", "name"), ("PatientID", "patient number"), ("PatientBirthDate", "date of birth"),
    ("PatientSex", "sex"), ("PatientAge", "age"), ("PatientSize", "height"), ("PatientWeight", "weight"),
    ("StudyDate", "date of the study"), ("AccessionNumber", "accession number"),
    ("ReferringPhysicianName", "referring physician"), ("StudyDescription", "description of the study"),
    ("OtherPatientIDs", "other patient numbers"), ("PatientComments", "comments"), ("EthnicGroup", "ethnic group"),
    ("Occupation", "occupation"), ("AdditionalPatientHistory", "history"), ("PregnancyStatus", "pregnancy"),
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class SourceSeries:
    """A series on the lattice of a grid.

    Parameters
    ----------
    headers : of one image for each slice in ascending order, or of the only image with many frames; no pixels
    stack : its lattice; the axes are column, row and slice
    caption : number and description, for a person to choose by; it may name someone, so it is shown and never kept
    """

    headers: tuple[Dataset, ...] = field(repr=False)
    stack: Grid
    caption: str = field(repr=False)

    def identity_in_words(self) -> str:
        """Which facts about the patient a file made from this series will carry; none of their values."""
        first = self.headers[0]
        held = [words for key, words in _IDENTIFYING if str(first.get(key, "") or "").strip()]
        if not held:
            return "The series names no patient, and neither will the file."
        listed = held[0] if len(held) == 1 else f"{', '.join(held[:-1])} and {held[-1]}"
        return (
            f"The file will carry what the series itself holds about patient and study, unchanged: {listed}. It is as "
            "identifying as the series."
        )


@dataclass(frozen=True)
class _Frame:
    """Where one slice is."""

    path: Path = field(repr=False)
    number: int
    position: np.ndarray
    orientation: np.ndarray
    spacing: tuple[float, float]
    shape: tuple[int, int]  # columns, rows


def series_on(folder: Path, grid: Grid, progress: Progress = silent) -> tuple[SourceSeries, ...]:
    """The series in a folder (and those below it) that have the voxels of a grid, by their numbers.

    Raises
    ------
    InputError
        if the folder holds no DICOM images
    DataError
        if none of its series has these voxels
    """
    found = _all_frames(folder, progress)
    if not found:
        raise InputError(f'There are no DICOM images in "{folder.name}"; choose the folder of the series.')
    matching = [series for uid in found if (series := _as_source(found[uid], grid)) is not None]
    if not matching:
        mosaics = any("MOSAIC" in header.get("ImageType", ()) for header, _ in found.values())
        raise DataError(
            "No series in this folder has the voxels of the image that the regions are drawn on"
            + ("; mosaics (all slices in one picture) cannot be used." if mosaics else ".")
            + " Draw on the image as the scanner made it, or save the regions as NIfTI."
        )
    return tuple(sorted(matching, key=lambda series: int(series.headers[0].get("SeriesNumber") or 0)))


def index_map(source: Grid, target: Grid) -> tuple[tuple[int, ...], np.ndarray, np.ndarray] | None:
    """How the voxels of one grid are numbered in another that has the same lattice; None if it has not.

    Returns
    -------
    order : which axis of the source runs along each axis of the target
    steps : ``(3,)`` +1 or -1, whether it runs the same way
    first : ``(3,)`` the voxel of the target that holds voxel (0, 0, 0) of the source
    """
    ends = np.array(source.shape) - 1
    corners = target.to_ijk(source.to_mm(np.vstack([np.zeros(3), np.diag(np.maximum(ends, 1))])))
    first = np.rint(corners[0]).astype(np.intp)
    moves = (corners[1:] - corners[0]) / np.maximum(ends, 1)[:, None]  # row a: where a step along axis a leads
    order = tuple(int(axis) for axis in np.abs(moves).argmax(axis=0))
    if sorted(order) != [0, 1, 2]:
        return None
    steps = np.array([1 if moves[axis, n] > 0 else -1 for n, axis in enumerate(order)])
    expected = np.zeros((3, 3))
    expected[list(order), range(3)] = steps
    drift = np.abs((moves - expected) * np.maximum(ends, 1)[:, None]).max()
    if drift > _SAME_VOXEL or np.abs(corners[0] - first).max() > _SAME_VOXEL:
        return None
    return order, steps, first


def laid_out(data: np.ndarray, source: Grid, target: Grid) -> np.ndarray | None:
    """Values of one grid in the voxels of another with the same lattice, 0 elsewhere; None if a value has no voxel.

    None as well where the lattices differ.
    """
    mapping = index_map(source, target)
    if mapping is None:
        return None
    order, steps, first = mapping
    turned = np.transpose(data, order)[tuple(slice(None, None, int(step)) for step in steps)]
    low = np.where(steps > 0, first, first - (np.array(turned.shape) - 1))
    result = np.zeros(target.shape, dtype=data.dtype, order="F")
    start = np.maximum(low, 0)
    stop = np.minimum(low + turned.shape, np.array(target.shape))
    if (stop <= start).any():
        return None if turned.any() else result
    part = turned[tuple(slice(a - o, b - o) for a, b, o in zip(start, stop, low, strict=True))]
    if np.count_nonzero(part) != np.count_nonzero(turned):
        return None
    result[tuple(slice(a, b) for a, b in zip(start, stop, strict=True))] = part
    return result


def _all_frames(folder: Path, progress: Progress) -> dict[str, tuple[Dataset, list[_Frame]]]:
    """By series: one of its headers, and where all its slices are."""
    found: dict[str, tuple[Dataset, list[_Frame]]] = {}
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    for number, path in enumerate(paths):
        if number % 20 == 0:
            progress(number / len(paths), "Reading the DICOM series")
        try:
            with quiet():
                header = pydicom.dcmread(path, stop_before_pixels=True, specific_tags=_GEOMETRY)
                frames = _frames_of(header, path)
        except Exception:  # what is no image, or a damaged one, is of many kinds; the others go on
            continue
        if frames:
            found.setdefault(str(header.SeriesInstanceUID), (header, []))[1].extend(frames)
    return found


def _frames_of(header: Dataset, path: Path) -> list[_Frame]:
    if header.get("Modality") == "SEG":
        return []
    number = int(header.get("InstanceNumber") or 0)
    shape = (int(header.Columns), int(header.Rows))
    if "PerFrameFunctionalGroupsSequence" not in header:
        measures = [(header.ImagePositionPatient, header.ImageOrientationPatient, header.PixelSpacing)]
    else:
        shared = header.SharedFunctionalGroupsSequence[0]
        measures = []
        for frame in header.PerFrameFunctionalGroupsSequence:
            orientation = _group(frame, shared, "PlaneOrientationSequence").ImageOrientationPatient
            spacing = _group(frame, shared, "PixelMeasuresSequence").PixelSpacing
            measures.append((_group(frame, shared, "PlanePositionSequence").ImagePositionPatient, orientation, spacing))
    return [
        _Frame(path, number, _floats(place), _floats(turn), (float(gap[0]), float(gap[1])), shape)
        for place, turn, gap in measures
    ]


def _group(frame: Dataset, shared: Dataset, name: str) -> Dataset:
    return (frame if name in frame else shared)[name].value[0]


def _floats(values: Sequence[Any]) -> np.ndarray:
    return np.array([float(value) for value in values])


def _as_source(series: tuple[Dataset, list[_Frame]], grid: Grid) -> SourceSeries | None:
    """The series with the headers that are needed, if its lattice is that of the grid."""
    header, frames = series
    slices = _one_for_each_place(frames)
    stack = None if slices is None else _stack(slices)
    if slices is None or stack is None or not _is_same_lattice(stack, grid):
        return None
    paths = list(dict.fromkeys(frame.path for frame in slices))
    with quiet():
        headers = tuple(pydicom.dcmread(path, stop_before_pixels=True) for path in paths)
    caption = f"{header.get('SeriesNumber') or '?'}: {header.get('SeriesDescription') or 'without a description'}"
    return SourceSeries(headers, stack, caption)


def _one_for_each_place(frames: list[_Frame]) -> list[_Frame] | None:
    """The first image at each place along the stack; None where the slices do not lie on one."""
    first = frames[0]
    normal = np.cross(first.orientation[:3], first.orientation[3:])
    chosen: list[_Frame] = []
    for frame in sorted(frames, key=lambda frame: float(frame.position @ normal)):
        same = np.allclose(frame.orientation, first.orientation, atol=1e-3) and frame.shape == first.shape
        if not same or not np.allclose(frame.spacing, first.spacing, atol=1e-4):
            return None
        if chosen and abs(float((frame.position - chosen[-1].position) @ normal)) < _SAME_PLACE_MM:
            chosen[-1] = min(chosen[-1], frame, key=lambda frame: frame.number)
        else:
            chosen.append(frame)
    return chosen


def _is_same_lattice(one: Grid, other: Grid) -> bool:
    """Whether two grids have the same voxels, numbered in whatever order."""
    mapping = index_map(one, other)
    if mapping is None:
        return False
    order, steps, first = mapping
    shape = np.array(one.shape)[list(order)]
    low = np.where(steps > 0, first, first - (shape - 1))
    return bool((shape == other.shape).all() and (low == 0).all())


def _stack(slices: list[_Frame]) -> Grid | None:
    if len(slices) < 2:
        return None
    first, last, count = slices[0], slices[-1], len(slices)
    step = (last.position - first.position) / (count - 1)
    for number, frame in enumerate(slices):
        if np.abs(frame.position - first.position - number * step).max() > 0.1 * np.linalg.norm(step):
            return None
    lps = np.eye(4)
    lps[:3, 0] = first.orientation[:3] * first.spacing[1]
    lps[:3, 1] = first.orientation[3:] * first.spacing[0]
    lps[:3, 2] = step
    lps[:3, 3] = first.position
    return Grid((*first.shape, count), turned_over(lps))


def turned_over(affine: np.ndarray) -> np.ndarray:
    """An affine of DICOM's millimetres (LPS) in RAS+, or the other way round."""
    result = np.array(affine, dtype=np.float64)
    result[:2] *= -1
    return result
