"""Regions as a DICOM segmentation (SEG), in the place of the scanner's series that they were drawn on.

The file names the slices of the series and carries what that series holds about the patient, no more. It is read back
and compared, voxel for voxel and place for place, before it takes its place. Each region is a segment; its number is
kept as the segment's tracking identifier, since segments are numbered without gaps. `highdicom` is imported when a file
is written or read, never before: it takes more than a second.
"""

import copy
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from pydicom.dataset import Dataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from analysis.errors import AlgoscopeError, DataError, FileFormatError, OutputError
from analysis.files.dicom_reading import quiet
from analysis.files.dicom_source import SourceSeries, laid_out, turned_over
from analysis.files.writing import staged
from analysis.grid import Grid
from analysis.labels.label_map import MOST_LABELS, LabelMap, Region, colour_of
from analysis.progress import Progress, silent
from analysis.provenance import ALGOSCOPE_VERSION

if TYPE_CHECKING:
    from highdicom.seg import Segmentation, SegmentDescription

_LONGEST_LABEL = 64  # characters, of a segment's label
_OURS = re.compile(r"^Algoscope region (\d+)$")
# of type 2 in the standard: they must be there and may be empty, yet anonymised headers often lack them
_MAY_BE_EMPTY = (
    "PatientName", "PatientID", "PatientBirthDate", "PatientSex", "AccessionNumber", "StudyID", "StudyDate",
    "StudyTime", "ReferringPhysicianName",
)  # fmt: skip
_COLOUR_TOLERANCE = 2  # of 255: DICOM keeps colours in another system


def write_dicom_seg(
    labels: LabelMap, source: SourceSeries, path: Path, *, force: bool = False, progress: Progress = silent
) -> Path:
    """Write all regions that have voxels.

    Parameters
    ----------
    labels : on the lattice of the source, see `dicom_source.series_on`

    Raises
    ------
    DataError
        if nothing is drawn, or the source lacks what a segmentation needs
    OutputError
        if it cannot be written, would not be read back as it is, or exists already
    """
    regions = [region for region in labels.regions if labels.n_voxels(region.label)]
    if not regions:
        raise DataError("Nothing is drawn yet, so there is nothing to save.")
    placed = laid_out(labels.data, labels.grid, source.stack)
    if placed is None:
        raise DataError("The regions are not on the voxels of this DICOM series; choose the series they were drawn on.")
    progress(0.1, "Preparing the DICOM segmentation")
    segments = np.zeros(MOST_LABELS + 1, dtype=np.uint16)
    segments[[region.label for region in regions]] = np.arange(1, len(regions) + 1)
    try:
        with quiet(), staged([path], force=force) as (part,):
            made = _segmentation(segments[placed], regions, source)
            progress(0.5, "Writing the DICOM segmentation")
            made.save_as(part)
            progress(0.7, "Reading the DICOM segmentation back")
            _compare(read_dicom_seg(part, onto=labels.grid), labels, regions)
    except AlgoscopeError:
        raise
    except (ValueError, TypeError, AttributeError, KeyError) as error:  # what the library says of headers it cannot use
        raise DataError(f"This DICOM series lacks what a segmentation needs ({type(error).__name__}).") from None
    return path


def read_dicom_seg(path: Path, *, onto: Grid | None = None) -> LabelMap:
    """Read the segments of a file as regions.

    Parameters
    ----------
    onto : a grid of the same lattice, such as that of the image; without it the grid is as large as the file tells

    Raises
    ------
    FileFormatError
        if it is no segmentation, or one of probabilities, or its slices do not lie on a grid
    DataError
        if its segments overlap, or it is not on the voxels of `onto`
    """
    from highdicom.seg import segread

    try:
        with quiet():
            seg = segread(path)
    except Exception:  # damaged files make the reader fail in many ways
        raise FileFormatError(f'"{path.name}" is not a DICOM segmentation, or is damaged.') from None
    if str(seg.SegmentationType) == "FRACTIONAL":
        raise FileFormatError(f'"{path.name}" holds probabilities, not regions; no border can be taken from it.')
    data, grid = _voxels(seg, path)
    found = [_region(seg, int(number)) for number in seg.segment_numbers]
    regions = _with_own_numbers(found)
    numbers = np.zeros(max(int(number) for number in seg.segment_numbers) + 1, dtype=np.uint16)
    for number, region in zip(seg.segment_numbers, regions, strict=True):
        numbers[int(number)] = region.label
    values = numbers[data]
    if onto is None:
        return LabelMap(grid, values, regions)
    placed = laid_out(values, grid, onto)
    if placed is None:
        raise DataError(
            f'The regions of "{path.name}" are on another grid ({grid.in_words()}) than the image they are to be '
            f"drawn on ({onto.in_words()}); open the image that they were drawn on first."
        )
    return LabelMap(onto, placed, regions)


def is_dicom_seg(path: Path) -> bool:
    """Whether a file is a DICOM segmentation; looks at its first bytes only."""
    try:
        with open(path, "rb") as stream:
            begin = stream.read(2048)
    except OSError:
        return False
    return begin[128:132] == b"DICM" and b"1.2.840.10008.5.1.4.1.1.66." in begin


def _segmentation(data: np.ndarray, regions: Sequence[Region], source: SourceSeries) -> "Segmentation":
    """The object to write, of segment numbers in the voxels of the source ``(columns, rows, slices)``."""
    import highdicom

    headers = [_complete(header) for header in source.headers]
    first = headers[0]
    affine = turned_over(source.stack.affine)[:, [2, 1, 0, 3]]  # highdicom's axes are slice, row, column
    volume = highdicom.Volume(
        np.ascontiguousarray(data.transpose(2, 1, 0)),
        affine,
        coordinate_system="PATIENT",
        frame_of_reference_uid=str(first.FrameOfReferenceUID),
    )
    return highdicom.seg.Segmentation(
        source_images=headers,
        pixel_array=volume,
        segmentation_type="BINARY",
        segment_descriptions=[_description(n + 1, region) for n, region in enumerate(regions)],
        series_instance_uid=generate_uid(),
        series_number=int(first.get("SeriesNumber") or 0) + 1000,
        sop_instance_uid=generate_uid(),
        instance_number=1,
        manufacturer="Algoscope",
        manufacturer_model_name="Algoscope",
        software_versions=ALGOSCOPE_VERSION,
        device_serial_number="1",
        content_label="REGIONS",
        content_description="Regions of interest, drawn by a person",
        series_description="Regions of interest",
        transfer_syntax_uid=ExplicitVRLittleEndian,
        specific_character_set="ISO_IR 192",
    )


def _complete(header: Dataset) -> Dataset:
    """A copy in which what may be empty is there, and texts are decoded, so that they can be written as UTF-8."""
    result = copy.copy(header)
    for keyword in _MAY_BE_EMPTY:
        if keyword not in result:
            setattr(result, keyword, "")
    if "PerFrameFunctionalGroupsSequence" in result:
        result.SharedFunctionalGroupsSequence = [_shared_groups(result)]
    return result


def _shared_groups(header: Dataset) -> Dataset:
    """What is told once of all frames; scanners may tell it of each, where highdicom does not look for it.

    The frames agree: `dicom_source` takes no series whose slices differ in direction or spacing.
    """
    shared, frame = copy.copy(header.SharedFunctionalGroupsSequence[0]), header.PerFrameFunctionalGroupsSequence[0]
    for name in ("PlaneOrientationSequence", "PixelMeasuresSequence"):
        if name not in shared and name in frame:
            setattr(shared, name, frame[name].value)
    return shared


def _description(number: int, region: Region) -> "SegmentDescription":
    from highdicom.color import CIELabColor
    from highdicom.seg import SegmentDescription
    from pydicom.sr.codedict import codes

    name = " ".join(region.name.replace("\\", "/").split()) or f"Region {region.label}"
    description = SegmentDescription(
        segment_number=number,
        segment_label=name[:_LONGEST_LABEL],
        segmented_property_category=codes.SCT.Tissue,
        segmented_property_type=codes.SCT.Tissue,
        algorithm_type="MANUAL",
        tracking_uid=generate_uid(),
        tracking_id=f"Algoscope region {region.label}",
        display_color=CIELabColor.from_rgb(*region.colour),
    )
    description.SegmentDescription = name
    return description


def _voxels(seg: "Segmentation", path: Path) -> tuple[np.ndarray, Grid]:
    """Segment numbers ``(columns, rows, slices)`` and their grid."""
    try:
        with quiet():
            volume = seg.get_volume(combine_segments=True)
    except RuntimeError as error:
        if "overlap" in str(error).lower():
            raise DataError(
                f'Regions of "{path.name}" overlap; a voxel can belong to one region here, so they are not opened.'
            ) from None
        raise FileFormatError(f'The slices of "{path.name}" do not lie on a regular grid.') from None
    except (ValueError, AttributeError, KeyError):
        raise FileFormatError(f'The slices of "{path.name}" do not lie on a regular grid.') from None
    data = np.asarray(volume.array).transpose(2, 1, 0)
    i, j, k = data.shape
    return data, Grid((i, j, k), turned_over(np.asarray(volume.affine)[:, [2, 1, 0, 3]]))


def _region(seg: "Segmentation", number: int) -> Region:
    """A segment as a region with its own number where it is one of ours, else 0."""
    from highdicom.color import CIELabColor

    held = seg.get_segment_description(number)
    label: Any = str(held.SegmentLabel)
    full = str(held.get("SegmentDescription") or "")
    name = full if full.startswith(label) and label else label
    ours = _OURS.match(str(held.get("TrackingID") or ""))
    value = held.get("RecommendedDisplayCIELabValue")
    if value is None:
        colour = colour_of(number)
    else:
        red, green, blue = CIELabColor.from_dicom_value(tuple(int(v) for v in value)).to_rgb()
        colour = (int(red), int(green), int(blue))
    return Region(int(ours[1]) if ours else 0, name, colour)


def _with_own_numbers(regions: Sequence[Region]) -> list[Region]:
    """The regions with the numbers they were drawn with; counted from 1 where any has none, or one occurs twice."""
    numbers = [region.label for region in regions]
    if len(set(numbers)) == len(numbers) and all(1 <= number <= MOST_LABELS for number in numbers):
        return list(regions)
    return [Region(n + 1, region.name, region.colour) for n, region in enumerate(regions)]


def _compare(back: LabelMap, labels: LabelMap, regions: Sequence[Region]) -> None:
    """Refuse a file that is not what was drawn."""
    same = np.array_equal(back.data, labels.data) and len(back.regions) == len(regions)
    for read, region in zip(back.regions, regions, strict=False):
        colours = np.abs(np.subtract(read.colour, region.colour)).max()
        same = same and read.label == region.label and colours <= _COLOUR_TOLERANCE
    if not same:
        raise OutputError("The regions could not be read back as they were; nothing was written.")
