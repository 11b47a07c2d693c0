"""Segmentations of series that hold many slices in a file: enhanced MR is named as one object, mosaics are refused."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from analysis.errors import DataError
from analysis.files.dicom_seg import read_dicom_seg, write_dicom_seg
from analysis.files.dicom_source import series_on
from analysis.grid import Grid
from analysis.labels.label_map import LabelMap
from tests.analysis.files.test_dicom_seg import (
    COLUMNS,
    OBLIQUE,
    ROWS,
    SLICES,
    SPACING,
    STEP_MM,
    STRAIGHT,
    converted_grid,
    drawn,
    headers_of,
    saved,
)

ENHANCED_MR = "1.2.840.10008.5.1.4.1.1.4.1"


def groups(turn: np.ndarray, n: int, time: int) -> Dataset:
    """What is told of one frame alone: its place in the stack and in time."""
    frame, content, plane = Dataset(), Dataset(), Dataset()
    content.DimensionIndexValues = [n + 1, time + 1]
    content.StackID, content.InStackPositionNumber, content.TemporalPositionIndex = "1", n + 1, time + 1
    plane.ImagePositionPatient = [round(v, 4) for v in (np.array([-20.0, 31.0, 12.0]) + n * STEP_MM * turn[:, 2])]
    frame.FrameContentSequence, frame.PlanePositionSequence = [content], [plane]
    return frame


def enhanced(turn: np.ndarray, times: int = 1, *, is_shared: bool = True) -> Dataset:
    """The series of `headers_of` as one object of many frames, in the reverse order of slices."""
    first = headers_of(turn, PatientName="Doe^Jane")[0]
    header = Dataset()
    header.file_meta = FileMetaDataset()
    header.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    header.file_meta.MediaStorageSOPClassUID = header.SOPClassUID = ENHANCED_MR
    header.SOPInstanceUID = header.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    for keyword in (
        "StudyInstanceUID", "SeriesInstanceUID", "FrameOfReferenceUID", "Modality", "SeriesNumber", "PatientName",
        "PatientID", "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "AccessionNumber", "StudyID",
        "ReferringPhysicianName", "Rows", "Columns", "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation",
        "SamplesPerPixel", "PhotometricInterpretation",
    ):  # fmt: skip
        setattr(header, keyword, first[keyword].value)
    header.InstanceNumber, header.ImageType = 1, ["ORIGINAL", "PRIMARY", "M", "NONE"]
    measures, orientation = Dataset(), Dataset()
    measures.PixelSpacing, measures.SliceThickness, measures.SpacingBetweenSlices = list(SPACING), STEP_MM, STEP_MM
    orientation.ImageOrientationPatient = [round(v, 6) for v in (*turn[:, 0], *turn[:, 1])]
    shared = Dataset()
    frames = [groups(turn, n, time) for time in range(times) for n in reversed(range(SLICES))]
    for one in [shared] if is_shared else frames:
        one.PixelMeasuresSequence, one.PlaneOrientationSequence = [measures], [orientation]
    header.SharedFunctionalGroupsSequence, header.PerFrameFunctionalGroupsSequence = [shared], frames
    header.NumberOfFrames = len(frames)
    header.PixelData = np.zeros((len(frames), ROWS, COLUMNS), np.uint16).tobytes()
    return header


def mosaic(turn: np.ndarray) -> Dataset:
    """All slices in one picture, as Siemens scanners send EPI: the place told is that of the picture's corner."""
    header = headers_of(turn)[0]
    tiles = int(np.ceil(np.sqrt(SLICES)))
    header.ImageType = ["ORIGINAL", "PRIMARY", "M", "ND", "MOSAIC"]
    header.Rows, header.Columns = ROWS * tiles, COLUMNS * tiles
    header.PixelData = np.zeros((header.Rows, header.Columns), np.uint16).tobytes()
    return header


@pytest.mark.parametrize("is_shared", [True, False], ids=["shared", "each frame"])
@pytest.mark.parametrize("turn", [STRAIGHT, OBLIQUE], ids=["straight", "oblique"])
def test_that_each_voxel_of_an_enhanced_series_comes_back_at_its_place(turn, is_shared, tmp_path: Path) -> None:
    folder = saved([enhanced(turn, is_shared=is_shared)], tmp_path / "series")
    grid = converted_grid(turn)
    labels = drawn(grid)
    (source,) = series_on(folder, grid)
    path = write_dicom_seg(labels, source, tmp_path / "regions.dcm")
    assert np.array_equal(read_dicom_seg(path, onto=grid).data, labels.data)
    alone = read_dicom_seg(path)
    for label in (3, 700):
        expected = np.sort(grid.to_mm(np.argwhere(labels.data == label)), axis=0)
        places = np.sort(alone.grid.to_mm(np.argwhere(alone.data == label)), axis=0)
        np.testing.assert_allclose(places, expected, atol=2e-3)


def test_that_a_segmentation_of_an_enhanced_series_names_its_object_and_patient(tmp_path: Path) -> None:
    header = enhanced(OBLIQUE)
    folder, grid = saved([header], tmp_path / "series"), converted_grid(OBLIQUE)
    held = pydicom.dcmread(write_dicom_seg(drawn(grid), series_on(folder, grid)[0], tmp_path / "regions.dcm"))
    (series,) = held.ReferencedSeriesSequence
    assert series.SeriesInstanceUID == header.SeriesInstanceUID
    assert {one.ReferencedSOPInstanceUID for one in series.ReferencedInstanceSequence} == {header.SOPInstanceUID}
    assert (held.FrameOfReferenceUID, str(held.PatientName)) == (header.FrameOfReferenceUID, "Doe^Jane")


def test_that_the_times_of_an_enhanced_series_count_once(tmp_path: Path) -> None:
    folder, grid = saved([enhanced(OBLIQUE, times=3)], tmp_path / "series"), converted_grid(OBLIQUE)
    labels = drawn(grid)
    path = write_dicom_seg(labels, series_on(folder, grid)[0], tmp_path / "regions.dcm")
    assert np.array_equal(read_dicom_seg(path, onto=grid).data, labels.data)


def test_that_a_validator_finds_no_error_in_that_of_an_enhanced_series(tmp_path: Path) -> None:
    program = shutil.which("dciodvfy")
    if program is None:
        pytest.skip("dciodvfy of dicom3tools is not on this machine")
    folder, grid = saved([enhanced(OBLIQUE)], tmp_path / "series"), converted_grid(OBLIQUE)
    labels = LabelMap(grid, drawn(grid).data)
    path = write_dicom_seg(labels, series_on(folder, grid)[0], tmp_path / "regions.dcm")
    said = subprocess.run([program, str(path)], capture_output=True, text=True, check=False).stderr
    assert not [line for line in said.splitlines() if line.startswith("Error")], said


@pytest.mark.parametrize("tiled", [False, True], ids=["the grid of the slices", "the grid of the picture"])
def test_that_a_mosaic_is_refused_in_a_sentence(tmp_path: Path, tiled: bool) -> None:
    folder = saved([mosaic(OBLIQUE)], tmp_path / "series")
    grid = converted_grid(OBLIQUE)
    if tiled:
        grid = Grid((COLUMNS * 3, ROWS * 3, 1), grid.affine)
    with pytest.raises(DataError, match="mosaics"):
        series_on(folder, grid)
    assert not list(tmp_path.glob("*.dcm"))


def test_that_one_frame_is_no_stack_and_is_refused(tmp_path: Path) -> None:
    header = enhanced(STRAIGHT)
    header.PerFrameFunctionalGroupsSequence = [header.PerFrameFunctionalGroupsSequence[0]]
    header.NumberOfFrames = 1
    with pytest.raises(DataError, match="No series in this folder"):
        series_on(saved([header], tmp_path / "series"), converted_grid(STRAIGHT))
