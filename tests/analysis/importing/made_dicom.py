"""Synthetic DICOM files of a made-up patient, one slice a file, as an older scanner exports them."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4"
SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
_UIDS = count(1000)
AXIAL = (1.0, 0, 0, 0, 1.0, 0)
SAGITTAL = (0, 1.0, 0, 0, 0, -1.0)
CORONAL = (1.0, 0, 0, 0, 0, -1.0)

T1 = {
    "ScanningSequence": ["GR", "IR"], "SequenceVariant": "SP", "MRAcquisitionType": "3D", "RepetitionTime": "2300",
    "EchoTime": "2.9", "InversionTime": "900", "FlipAngle": "9",
}  # fmt: skip
BOLD = {
    "ScanningSequence": "EP", "SequenceVariant": "SK", "MRAcquisitionType": "2D", "RepetitionTime": "2000",
    "EchoTime": "30", "FlipAngle": "80",
}  # fmt: skip
SECRETS = (
    "Quixote", "Dulcinea", "ZZ4711", "19471009", "Barataria", "Clavileno", "SN98765", "Panza", "ACC31415", "1.2.826.77",
    "20210317",
)  # fmt: skip
"""What names the made-up patient, place and device."""


def identity(**changed: Any) -> dict[str, Any]:
    """The made-up patient."""
    return {
        "PatientName": "Quixote^Dulcinea", "PatientID": "ZZ4711", "PatientBirthDate": "19471009", "PatientSex": "F",
        "PatientAge": "073Y", "InstitutionName": "Barataria Hospital", "StationName": "CLAVILENO",
        "DeviceSerialNumber": "SN98765", "ReferringPhysicianName": "Panza^Sancho", "AccessionNumber": "ACC31415",
        "StudyDate": "20210317", "SeriesDate": "20210317", "AcquisitionDate": "20210317", "StudyTime": "101500",
        "ImageComments": "Dulcinea moved", "StudyInstanceUID": "1.2.826.77.1", "FrameOfReferenceUID": "1.2.826.77.2",
        **changed,
    }  # fmt: skip


def write_series(
    folder: Path,
    description: str,
    number: int = 1,
    *,
    shape: tuple[int, int, int] = (16, 16, 5),
    n_volumes: int = 1,
    voxel_mm: tuple[float, float, float] = (3.0, 3.0, 3.0),
    orientation: tuple[float, ...] = AXIAL,
    origin_lps: tuple[float, float, float] = (-24.0, -24.0, 0.0),
    tr_s: float = 2.0,
    values: Callable[[int, int], np.ndarray] | None = None,
    patient: dict[str, Any] | None = None,
    leave_out: tuple[tuple[int, int], ...] = (),
    **tags: Any,
) -> list[Path]:
    """Write a series and return its files, volume by volume.

    Parameters
    ----------
    shape : columns, rows, slices
    values : of the slice of a volume, ``(volume, slice) -> (rows, columns)``
    leave_out : (volume, slice) that are not written
    tags : by DICOM keyword, in place of the usual ones
    """
    folder.mkdir(parents=True, exist_ok=True)
    n_columns, n_rows, n_slices = shape
    dataset = _frame(
        description, number, shape, voxel_mm, orientation, tags, identity() if patient is None else patient
    )
    normal = np.cross(orientation[:3], orientation[3:])
    rng = np.random.default_rng(number)
    paths = []
    for volume in range(n_volumes):
        for index in range(n_slices):
            instance = volume * n_slices + index + 1
            if (volume, index) in leave_out:
                continue
            dataset.SOPInstanceUID = f"{dataset.SeriesInstanceUID}.{instance}"
            dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
            dataset.InstanceNumber = str(instance)
            position = np.array(origin_lps) + normal * voxel_mm[2] * index
            dataset.ImagePositionPatient = [f"{value:.6f}" for value in position]
            seconds = 10 * 3600 + volume * tr_s
            dataset.AcquisitionTime = _clock(seconds)
            plane = values(volume, index) if values else rng.integers(100, 1000, (n_rows, n_columns))
            dataset.PixelData = np.asarray(plane, dtype="<u2").tobytes()
            paths.append(folder / f"{number:03d}_{instance:05d}.dcm")
            dataset.save_as(paths[-1], enforce_file_format=True)
    return paths


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds % 86_400, 60)
    return f"{int(minutes) // 60:02d}{int(minutes) % 60:02d}{rest:09.6f}"


def _frame(
    description: str,
    number: int,
    shape: tuple[int, int, int],
    voxel_mm: tuple[float, float, float],
    orientation: tuple[float, ...],
    tags: dict[str, Any],
    patient: dict[str, Any],
) -> Dataset:
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    usual = {
        "SOPClassUID": MR_IMAGE, "Modality": "MR", "Manufacturer": "SIEMENS", "ManufacturerModelName": "Prisma",
        "SeriesDescription": description, "ProtocolName": description, "SeriesNumber": str(number),
        "SeriesInstanceUID": f"1.2.826.77.{next(_UIDS)}", "ImageType": ["ORIGINAL", "PRIMARY", "M", "ND"],
        "MagneticFieldStrength": "3", "SliceThickness": str(voxel_mm[2]), "SpacingBetweenSlices": str(voxel_mm[2]),
        "PixelSpacing": [str(voxel_mm[1]), str(voxel_mm[0])], "ImageOrientationPatient": list(orientation),
        "PatientPosition": "HFS", "Rows": shape[1], "Columns": shape[0], "BitsAllocated": 16, "BitsStored": 12,
        "HighBit": 11, "PixelRepresentation": 0, "SamplesPerPixel": 1, "PhotometricInterpretation": "MONOCHROME2",
        "AcquisitionNumber": "1", "EchoNumbers": "1",
    }  # fmt: skip
    for keyword, value in (usual | patient | tags).items():
        if value is not None:
            setattr(dataset, keyword, value)
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    return dataset


def write_t1(folder: Path, number: int = 2, description: str = "t1_mprage_sag", **options: Any) -> list[Path]:
    """A coarse T1 that is a whole head by its size: 60 slices of 2 mm."""
    size = {"shape": (60, 60, 60), "voxel_mm": (2.0, 2.0, 2.0), "origin_lps": (-60.0, -60.0, -60.0)}
    return write_series(folder, description, number, **(size | T1 | options))


def write_bold(folder: Path, number: int = 3, description: str = "ep2d_bold_rest", **options: Any) -> list[Path]:
    """A resting series of 24 volumes of 5 slices."""
    return write_series(folder, description, number, **({"n_volumes": 24} | BOLD | options))


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
