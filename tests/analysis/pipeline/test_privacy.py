"""Nothing that headers, sidecars or names of plain NIfTI files tell of a person reaches a result, log or sentence."""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nibabel as nib
import pytest

from analysis.demo import QUICK, write_patient

ROOT = Path(__file__).resolve().parents[3]
SECRET = "PLANTEDNAME"
FOLDER = "Quandt_Zebulon"  # of the patient, as a clinic may call it
BIRTH, UID, SERIAL = "19570413", "1.2.840.113619.99.7", "SN77Q"


def planted_copy(source: Path, target: Path) -> None:
    """The image with identity in each free field of its header and in its sidecar, under the patient's name."""
    image = nib.load(source)
    assert isinstance(image, nib.Nifti1Image)
    header = image.header.copy()
    for field in ("descrip", "aux_file", "intent_name", "db_name"):
        header[field] = SECRET
    header.extensions.append(nib.nifti1.Nifti1Extension("comment", f"<PN>{SECRET}^JOHN {BIRTH}</PN>".encode()))
    nib.Nifti1Image(image.dataobj, image.affine, header).to_filename(target)
    sidecar = source.with_name(source.name.replace(".nii.gz", ".json"))
    fields = json.loads(sidecar.read_text()) if sidecar.is_file() else {}
    fields |= {"PatientName": f"{SECRET}^JOHN", "PatientID": SECRET, "PatientBirthDate": BIRTH}
    fields |= {"InstitutionName": SECRET, "DeviceSerialNumber": SERIAL, "StudyInstanceUID": UID}
    fields |= {"ProtocolName": SECRET, "SeriesDescription": SECRET, "AccessionNumber": SECRET}
    target.with_name(target.name.replace(".nii.gz", ".json")).write_text(json.dumps(fields))


def plain_folder(dataset: Path, place: Path) -> Path:
    """The scans of the demonstration patient without BIDS, all named by the patient."""
    folder = place / FOLDER
    folder.mkdir(parents=True)
    for kind in ("T1w", "bold"):
        (source,) = dataset.glob(f"sub-*/*/*_{kind}.nii.gz")
        planted_copy(source, folder / f"{FOLDER}_{kind}.nii.gz")
    for source in dataset.glob("sub-*/perf/*acq-single*"):
        name = f"{FOLDER}_{source.name.rpartition('_')[2]}"
        if source.name.endswith(".nii.gz"):
            planted_copy(source, folder / name)
        elif source.suffix == ".tsv":
            (folder / name).write_text("volume_type\nlabel\n")  # damaged, so that a sentence speaks of it
    return folder


def contents(root: Path) -> Iterator[tuple[str, bytes]]:
    """Each file by its path, as it is and unpacked."""
    for path in filter(Path.is_file, root.rglob("*")):
        data = path.read_bytes()
        yield str(path.relative_to(root)), data + (gzip.decompress(data) if path.suffix == ".gz" else b"")


@pytest.mark.slow
@pytest.mark.accuracy
def test_that_no_byte_of_a_result_tells_who_the_patient_is(tmp_path):
    folder = plain_folder(write_patient(tmp_path / "demo", QUICK), tmp_path / "in")
    out, state = tmp_path / "out", tmp_path / "state"
    command = [sys.executable, "main.py", "process", str(folder), "--out", str(out)]
    environment = os.environ | {"XDG_STATE_HOME": str(state), "ALGOSCOPE_CACHE_DIR": str(tmp_path / "cache")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    words = [word.encode() for word in (SECRET, BIRTH, UID, SERIAL, *FOLDER.split("_"))]
    given = b"".join(data for _, data in contents(folder))
    assert all(word.encode() in given for word in (SECRET, BIRTH, UID, SERIAL))  # it is there to be found
    files = [*contents(out), *contents(state), ("what was said", (done.stdout + done.stderr).encode())]
    assert len(files) > 60
    assert {(name, word) for name, data in files for word in words if word.lower() in data.lower()} == set()
    assert [name for name, _ in files if any(word.decode().lower() in name.lower() for word in words)] == []
