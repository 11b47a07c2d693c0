import gzip
import json

import nibabel
import numpy as np
import pytest

from analysis.errors import InputError, OptionError
from analysis.files import bids, nifti
from analysis.importing import images
from analysis.importing.convert import convert_scans
from analysis.scan import Modality

AFFINE = np.array([[-2.0, 0.1, 0, 30], [0.1, 2.0, 0, -40], [0, 0, 2.5, -20], [0, 0, 0, 1]])
SECRETS = (b"Miller", b"miller", b"Anna", b"Charite", b"19700101", b"SN4711", b"Smith")


def write(path, shape, sidecar=None, tr_s=0.0):
    path.parent.mkdir(parents=True, exist_ok=True)
    data = np.random.default_rng(0).integers(0, 900, shape).astype(np.int16)
    image = nibabel.Nifti1Image(data, AFFINE)
    image.header.set_xyzt_units("mm", "sec")
    image.header["descrip"], image.header["aux_file"], image.header["intent_name"] = b"Miller^Anna", b"Miller", b"Anna"
    image.header["db_name"] = b"Charite"
    image.header.extensions.append(nibabel.nifti1.Nifti1Extension("comment", b"Miller Anna 19700101"))
    if tr_s:
        image.header["pixdim"][4] = tr_s
    nibabel.save(image, path)
    if sidecar is not None:
        path.with_name(path.name.split(".")[0] + ".json").write_text(json.dumps(sidecar))
    return data


NAMING = {"PatientName": "Miller^Anna", "InstitutionName": "Charite", "DeviceSerialNumber": "SN4711",
          "PatientBirthDate": "19700101", "ProtocolName": "rest Miller", "ScanOptions": "Miller"}  # fmt: skip


@pytest.fixture
def smith(tmp_path):
    """A BIDS subject whose label, task and sidecars name someone."""
    root = tmp_path / "in"
    subject = root / "sub-Smith"
    t1 = write(subject / "anat" / "sub-Smith_T1w.nii.gz", (20, 22, 18), {"EchoTime": 0.003, **NAMING})
    bold = {"RepetitionTime": 2.0, "EchoTime": 0.03, "TaskName": "Miller", **NAMING}
    write(subject / "func" / "sub-Smith_task-restMiller_bold.nii", (10, 11, 9, 30), bold, tr_s=2.0)
    asl = {"ArterialSpinLabelingType": "PCASL", "PostLabelingDelay": 1.8, "LabelingDuration": 1.8, **NAMING}
    write(subject / "perf" / "sub-Smith_asl.nii.gz", (10, 11, 9, 4), asl, tr_s=4.0)
    (subject / "perf" / "sub-Smith_aslcontext.tsv").write_text("volume_type\ncontrol\nlabel\ncontrol\nlabel\n")
    (root / "participants.tsv").write_text("participant_id\tage\tsex\tname\nsub-Smith\t52\tF\tMiller\n")
    return root, t1


def every_byte(folder):
    for path in folder.rglob("*"):
        yield str(path.relative_to(folder)).encode()
        if path.is_file():
            data = path.read_bytes()
            yield gzip.decompress(data) if path.name.endswith(".gz") else data


def test_that_no_byte_of_the_dataset_tells_who_it_is(tmp_path, smith):
    planted = b"".join(every_byte(smith[0]))
    assert all(word in planted for word in (b"Miller", b"Charite", b"SN4711", b"Smith"))
    convert_scans(smith[0], tmp_path / "out", name="P017")
    written = b"\n".join(every_byte(tmp_path / "out"))
    assert not [word for word in SECRETS if word in written]


def test_that_voxels_grids_and_facts_stay_as_they_are(tmp_path, smith):
    report = convert_scans(smith[0], tmp_path / "out", name="P017")
    subject = tmp_path / "out" / "sub-P017"
    t1 = nifti.read(subject / "anat" / "sub-P017_T1w.nii.gz")
    np.testing.assert_array_equal(t1.image.data, smith[1])
    np.testing.assert_allclose(t1.image.grid.affine, AFFINE, atol=1e-5)
    (bold,) = (subject / "func").glob("*bold.json")
    assert json.loads(bold.read_text())["RepetitionTime"] == 2.0
    asl = nifti.read(subject / "perf" / "sub-P017_asl.nii.gz")
    assert asl.asl.volume_types == ("control", "label", "control", "label")
    assert asl.asl.label_duration_s == 1.8
    assert (tmp_path / "out" / "participants.tsv").read_text().splitlines()[1] == "sub-P017\t52\tF"
    assert [bool(row.output) for row in report.series] == [True] * 3


def test_that_a_damaged_image_never_stops_the_rest(tmp_path, smith):
    path = smith[0] / "sub-Smith" / "func" / "sub-Smith_task-restMiller_bold.nii"
    path.write_bytes(path.read_bytes()[:9000])
    report = convert_scans(smith[0], tmp_path / "out", name="P017")
    assert [row.role for row in report.series if row.failed] == ["BOLD"]
    assert not list((tmp_path / "out").rglob("*bold*"))


def test_that_a_dataset_of_several_is_converted_one_by_one(tmp_path, smith):
    write(smith[0] / "sub-Jones" / "anat" / "sub-Jones_T1w.nii.gz", (8, 8, 8))
    with pytest.raises(InputError, match="2 subjects"):
        convert_scans(smith[0], tmp_path / "out")
    assert not (tmp_path / "out").exists()
    convert_scans(smith[0] / "sub-Jones", tmp_path / "out", name="P018")
    convert_scans(smith[0] / "sub-Smith", tmp_path / "out", name="P019")
    assert {path.name for path in (tmp_path / "out").glob("sub-*")} == {"sub-P018", "sub-P019"}


def test_that_a_key_file_has_nothing_to_keep(tmp_path, smith):
    with pytest.raises(OptionError, match="no patient's ID"):
        convert_scans(smith[0], tmp_path / "out", key_file=tmp_path / "k.tsv")


@pytest.mark.parametrize(
    ("told", "expected"), [("right", "right"), ("L", "left"), ("Both", "both"), ("n/a", None), ("2", None)]
)
def test_that_handedness_is_read_from_the_table_above_a_file(tmp_path, told, expected):
    image = tmp_path / "sub-07" / "func" / "sub-07_task-rest_bold.nii.gz"
    table = f"participant_id\tage\tsex\thandedness\nsub-06\t30\tM\tleft\nsub-07\t52\tF\t{told}\n"
    (tmp_path / "participants.tsv").write_text(table)
    listed = [bids.FoundImage(image, Modality.BOLD, "", "07")]
    assert images.handedness_of(image, listed) == expected
    assert images.participant_of(image, listed, "sub-X") == ("sub-X", 52.0, "F")
    assert images.handedness_of(image, [bids.FoundImage(image, Modality.BOLD, "", "08")]) is None
