import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from analysis.errors import DataError, FileFormatError, InputError, OutputError
from analysis.files.dicom_seg import is_dicom_seg, read_dicom_seg, write_dicom_seg
from analysis.files.dicom_source import laid_out, series_on
from analysis.grid import Grid
from analysis.labels.label_map import LabelMap, Region
from analysis.labels.patch import Patch
from tests.orientations import AXIS_CODES, oriented_grid, rotation

MR = "1.2.840.10008.5.1.4.1.1.4"
COLUMNS, ROWS, SLICES = 12, 10, 6
SPACING = (1.5, 1.1)  # between rows, between columns
STEP_MM = 2.0


def headers_of(turn: np.ndarray, **facts: str) -> list[Dataset]:
    """A series whose rows, columns and slices run along the columns of `turn`, in DICOM's millimetres."""
    study, series, frame = generate_uid(), generate_uid(), generate_uid()
    made = []
    for n in range(SLICES):
        header = Dataset()
        header.file_meta = FileMetaDataset()
        header.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        header.file_meta.MediaStorageSOPClassUID = MR
        header.SOPClassUID, header.SOPInstanceUID = MR, generate_uid()
        header.file_meta.MediaStorageSOPInstanceUID = header.SOPInstanceUID
        header.StudyInstanceUID, header.SeriesInstanceUID, header.FrameOfReferenceUID = study, series, frame
        header.Modality, header.SeriesNumber, header.InstanceNumber = "MR", 7, n + 1
        header.SpecificCharacterSet = "ISO_IR 100"
        for keyword in ("PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime"):
            setattr(header, keyword, facts.get(keyword, ""))
        header.AccessionNumber = header.StudyID = header.ReferringPhysicianName = ""
        header.ImageOrientationPatient = [round(v, 6) for v in (*turn[:, 0], *turn[:, 1])]
        header.ImagePositionPatient = [round(v, 4) for v in (np.array([-20.0, 31.0, 12.0]) + n * STEP_MM * turn[:, 2])]
        header.PixelSpacing, header.SliceThickness = list(SPACING), STEP_MM
        header.Rows, header.Columns = ROWS, COLUMNS
        header.BitsAllocated = header.BitsStored = 16
        header.HighBit, header.PixelRepresentation, header.SamplesPerPixel = 15, 0, 1
        header.PhotometricInterpretation = "MONOCHROME2"
        header.PixelData = np.zeros((ROWS, COLUMNS), np.uint16).tobytes()
        made.append(header)
    return made


def saved(headers: list[Dataset], folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for n, header in enumerate(reversed(headers)):  # the order of file names is not that of slices
        header.save_as(folder / f"{n}.dcm", enforce_file_format=True)
    return folder


def converted_grid(turn: np.ndarray) -> Grid:
    """The grid that dcm2niix gives such a series: in RAS+, its rows upside down."""
    steps = np.array([turn[:, 0] * SPACING[1], -turn[:, 1] * SPACING[0], turn[:, 2] * STEP_MM]).T
    corner = np.array([-20.0, 31.0, 12.0]) + (ROWS - 1) * turn[:, 1] * SPACING[0]
    affine = np.eye(4)
    affine[:3, :3], affine[:3, 3] = steps, corner
    affine[:2] *= -1
    return Grid((COLUMNS, ROWS, SLICES), affine)


STRAIGHT, OBLIQUE = np.eye(3), rotation(17, -11, 23)


def drawn(grid: Grid) -> LabelMap:
    data = np.zeros(grid.shape, np.uint16)
    data[2:5, 3, 1:4] = 3
    data[9, 1, 5] = 700
    return LabelMap(grid, data, [Region(3, "Läsion links", (230, 159, 0)), Region(700, "β" * 80, (0, 114, 178))])


@pytest.fixture
def oblique(tmp_path: Path) -> tuple[Path, Grid]:
    facts = {"PatientName": "Müller^Jörg", "PatientID": "77", "PatientBirthDate": "19710203"}
    return saved(headers_of(OBLIQUE, **facts), tmp_path / "series"), converted_grid(OBLIQUE)


@pytest.mark.parametrize("turn", [STRAIGHT, OBLIQUE], ids=["straight", "oblique"])
def test_that_each_voxel_comes_back_at_its_place_in_mm(turn: np.ndarray, tmp_path: Path) -> None:
    folder, grid = saved(headers_of(turn), tmp_path / "series"), converted_grid(turn)
    labels = drawn(grid)
    path = write_dicom_seg(labels, series_on(folder, grid)[0], tmp_path / "regions.dcm")
    assert np.array_equal(read_dicom_seg(path, onto=grid).data, labels.data)
    alone = read_dicom_seg(path)  # on the grid of the file itself, which is only as large as what is drawn
    for label in (3, 700):
        expected = np.sort(grid.to_mm(np.argwhere(labels.data == label)), axis=0)
        places = np.sort(alone.grid.to_mm(np.argwhere(alone.data == label)), axis=0)
        np.testing.assert_allclose(places, expected, atol=2e-3)


def test_that_names_colours_and_numbers_are_kept(oblique: tuple[Path, Grid], tmp_path: Path) -> None:
    folder, grid = oblique
    path = write_dicom_seg(drawn(grid), series_on(folder, grid)[0], tmp_path / "regions.dcm")
    first, second = read_dicom_seg(path).regions
    assert (first.label, first.name) == (3, "Läsion links")
    assert (second.label, second.name) == (700, "β" * 80)
    assert np.abs(np.subtract(first.colour, (230, 159, 0))).max() <= 2
    assert is_dicom_seg(path)
    assert not is_dicom_seg(next(folder.iterdir()))


def test_that_the_frames_lie_where_the_standard_says_they_do(oblique: tuple[Path, Grid], tmp_path: Path) -> None:
    """Place of one voxel by the standard's equation (PS3.3 C.7.6.2.1.1), with pydicom alone."""
    folder, grid = oblique
    path = write_dicom_seg(drawn(grid), series_on(folder, grid)[0], tmp_path / "regions.dcm")
    held = pydicom.dcmread(path)
    frames = held.pixel_array.reshape(-1, ROWS, COLUMNS)
    shared = held.SharedFunctionalGroupsSequence[0]
    turn = np.array(shared.PlaneOrientationSequence[0].ImageOrientationPatient, float)
    gap = np.array(shared.PixelMeasuresSequence[0].PixelSpacing, float)
    places = []
    for frame, facts in zip(frames, held.PerFrameFunctionalGroupsSequence, strict=True):
        if facts.SegmentIdentificationSequence[0].ReferencedSegmentNumber == 2:
            corner = np.array(facts.PlanePositionSequence[0].ImagePositionPatient, float)
            places += [corner + turn[:3] * gap[1] * x + turn[3:] * gap[0] * y for y, x in np.argwhere(frame)]
    assert len(places) == 1
    np.testing.assert_allclose(places[0] * (-1, -1, 1), grid.to_mm((9, 1, 5)), atol=2e-3)


def test_that_the_patient_is_as_in_the_series_and_told_before(oblique: tuple[Path, Grid], tmp_path: Path) -> None:
    folder, grid = oblique
    source = series_on(folder, grid)[0]
    said = source.identity_in_words()
    assert "name, patient number and date of birth" in said
    assert "Müller" not in said
    held = pydicom.dcmread(write_dicom_seg(drawn(grid), source, tmp_path / "regions.dcm"))
    assert str(held.PatientName) == "Müller^Jörg"
    assert (held.PatientID, held.PatientBirthDate) == ("77", "19710203")
    original = pydicom.dcmread(folder / "0.dcm")
    assert held.StudyInstanceUID == original.StudyInstanceUID
    assert held.SeriesInstanceUID != original.SeriesInstanceUID
    assert held.FrameOfReferenceUID == original.FrameOfReferenceUID


def test_that_an_anonymised_series_is_enough(tmp_path: Path) -> None:
    headers = headers_of(OBLIQUE)
    for header in headers:
        for keyword in ("PatientName", "PatientBirthDate", "PatientSex", "AccessionNumber", "StudyID", "StudyTime"):
            delattr(header, keyword)
    folder, grid = saved(headers, tmp_path / "series"), converted_grid(OBLIQUE)
    source = series_on(folder, grid)[0]
    assert "no patient" in source.identity_in_words()
    held = pydicom.dcmread(write_dicom_seg(drawn(grid), source, tmp_path / "regions.dcm"))
    assert str(held.PatientName) == ""


def test_that_a_region_of_one_slice_is_read_back(oblique: tuple[Path, Grid], tmp_path: Path) -> None:
    folder, grid = oblique
    labels = LabelMap(grid)
    region = labels.add_region("thin")
    edit = labels.edit(Patch((4, 4, 3), np.ones((2, 3, 1), bool)), region.label)
    assert edit is not None
    labels.apply(edit)
    path = write_dicom_seg(labels, series_on(folder, grid)[0], tmp_path / "regions.dcm")
    assert np.array_equal(read_dicom_seg(path, onto=grid).data, labels.data)


def test_that_a_validator_finds_no_error(oblique: tuple[Path, Grid], tmp_path: Path) -> None:
    """dciodvfy of dicom3tools where it is installed; else what each mandatory module of the standard requires."""
    folder, grid = oblique
    labels = LabelMap(grid, drawn(grid).data)  # with short names: the program takes bytes for characters
    path = write_dicom_seg(labels, series_on(folder, grid)[0], tmp_path / "regions.dcm")
    program = shutil.which("dciodvfy")
    if program is not None:
        said = subprocess.run([program, str(path)], capture_output=True, text=True, check=False).stderr
        assert not [line for line in said.splitlines() if line.startswith("Error")]
        return
    from highdicom._standard_utils import get_iod_module_map, get_module_attribute_map

    held = pydicom.dcmread(path)
    modules = [module["key"] for module in get_iod_module_map()["segmentation"] if module["usage"] == "M"]
    assert "segmentation-image" in modules
    for key in modules:
        if "functional-groups" not in key:
            for attribute in get_module_attribute_map()[key]:
                if not attribute["path"] and attribute["type"] in ("1", "2"):
                    assert attribute["keyword"] in held, attribute["keyword"]
                    assert attribute["type"] == "2" or held[attribute["keyword"]].value not in (None, "")


def test_that_highdicom_waits_until_it_is_needed() -> None:
    code = "import sys, analysis.files.dicom_seg; sys.exit('highdicom' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[3]).returncode == 0


def test_that_a_series_on_other_voxels_is_refused(oblique: tuple[Path, Grid], tmp_path: Path) -> None:
    folder, grid = oblique
    moved = grid.affine.copy()
    moved[:3, 3] += moved[:3, 2]
    for other in (Grid(grid.shape, moved), Grid((COLUMNS, ROWS, SLICES - 1), grid.affine)):
        with pytest.raises(DataError, match="No series in this folder"):
            series_on(folder, other)
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(InputError, match="no DICOM images"):
        series_on(empty, grid)


def test_that_nothing_is_written_without_regions_or_over_a_file(oblique: tuple[Path, Grid], tmp_path: Path) -> None:
    folder, grid = oblique
    source = series_on(folder, grid)[0]
    path = tmp_path / "regions.dcm"
    with pytest.raises(DataError, match="Nothing is drawn"):
        write_dicom_seg(LabelMap(grid), source, path)
    path.write_bytes(b"there before")
    with pytest.raises(OutputError, match="exists already"):
        write_dicom_seg(drawn(grid), source, path)
    assert path.read_bytes() == b"there before"


def test_that_other_files_are_refused_in_a_sentence(oblique: tuple[Path, Grid], tmp_path: Path) -> None:
    folder, grid = oblique
    with pytest.raises(FileFormatError, match="not a DICOM segmentation"):
        read_dicom_seg(folder / "0.dcm")
    path = write_dicom_seg(drawn(grid), series_on(folder, grid)[0], tmp_path / "regions.dcm")
    with pytest.raises(DataError, match="another grid"):
        read_dicom_seg(path, onto=converted_grid(STRAIGHT))
    held = pydicom.dcmread(path)
    held.SegmentationType = "FRACTIONAL"
    held.save_as(tmp_path / "fractions.dcm")
    with pytest.raises(FileFormatError, match=r"probabilities|damaged"):
        read_dicom_seg(tmp_path / "fractions.dcm")


def test_that_overlapping_segments_are_refused(oblique: tuple[Path, Grid], tmp_path: Path) -> None:
    folder, grid = oblique
    path = write_dicom_seg(drawn(grid), series_on(folder, grid)[0], tmp_path / "regions.dcm")
    held = pydicom.dcmread(path)
    for facts in held.PerFrameFunctionalGroupsSequence:  # the slices of both at one place
        facts.PlanePositionSequence[0].ImagePositionPatient = [0, 0, 0]
    held.PixelData = b"\xff" * len(held.PixelData)
    held.save_as(tmp_path / "overlap.dcm")
    with pytest.raises((DataError, FileFormatError)):
        read_dicom_seg(tmp_path / "overlap.dcm")


@pytest.mark.parametrize("codes", AXIS_CODES)
def test_that_values_keep_their_place_in_mm_whatever_the_order_of_axes(codes: str) -> None:
    source = Grid((5, 6, 7), np.diag([2.0, 2.0, 2.0, 1.0]))
    target = oriented_grid(codes, (8, 8, 8), (2, 2, 2), (7.0, 7.0, 7.0))  # the middle of 0 .. 14 mm: one lattice
    value = np.zeros(source.shape, np.uint16)
    value[1, 2, 3] = 5
    found = laid_out(value, source, target)
    assert found is not None
    np.testing.assert_allclose(target.to_mm(np.argwhere(found == 5)[0]), source.to_mm((1, 2, 3)), atol=1e-9)


def test_that_values_beyond_the_other_grid_are_not_lost_in_silence() -> None:
    source = Grid((5, 6, 7), np.eye(4))
    value = np.ones(source.shape, np.uint16)
    assert laid_out(value, source, Grid((4, 6, 7), np.eye(4))) is None


def test_that_a_real_oblique_series_of_a_scanner_serves(fixtures: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(fixtures / "real" / "dicom" / "philips_bold_18_volumes.zip") as archive:
        names = sorted(name for name in archive.namelist() if not name.endswith("/"))[:70]
        archive.extractall(tmp_path, names)
    import dcm2niix

    command = [dcm2niix.bin, "-z", "n", "-f", "x", "-o", str(tmp_path), str(tmp_path / "dicoms")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    import nibabel

    image = nibabel.load(next(tmp_path.glob("x*.nii")))
    grid = Grid(image.shape[:3], image.affine)
    data = np.zeros(grid.shape, np.uint16)
    data[20:30, 22:31, 5:9], data[50, 40, 20] = 1, 2
    labels = LabelMap(grid, data)
    path = write_dicom_seg(labels, series_on(tmp_path / "dicoms", grid)[0], tmp_path / "regions.dcm")
    assert np.array_equal(read_dicom_seg(path, onto=grid).data, data)
    assert grid.is_oblique
