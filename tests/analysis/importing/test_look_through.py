"""What was dropped, as a list of series: exports, images, archives; one bad file never stops the rest."""

import zipfile
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from analysis.errors import Cancelled, InputError
from analysis.importing.look_through import Certainty, SeriesUse, look_through
from analysis.scan import FactSource
from tests.analysis.importing.made_dicom import SECRETS, identity, write_bold, write_series, write_t1
from tests.stopped import stopped_after


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    made = tmp_path / "workshop"
    made.mkdir()
    return made


@pytest.fixture
def export(tmp_path: Path) -> Path:
    folder = tmp_path / "Quixote_Dulcinea" / "DICOM"
    write_series(folder, "localizer", 1, shape=(16, 16, 3))
    write_t1(folder)
    write_bold(folder, n_volumes=4)
    (folder / "damaged.dcm").write_bytes(b"\0" * 128 + b"DICM" + b"\1\2\3")
    return folder


def uses(found) -> list[SeriesUse]:
    return [series.use for series in found.series]


def save(path: Path, *, n_volumes: int = 1, size: int = 60, voxel_mm: float = 2.0, known: bool = True) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    shape = (size, size, size) if n_volumes == 1 else (16, 16, 8, n_volumes)
    rng = np.random.default_rng(0)
    image = nib.Nifti1Image(rng.integers(0, 900, shape, dtype=np.int16), np.diag([-voxel_mm, voxel_mm, voxel_mm, 1.0]))
    if not known:
        image.set_sform(None, 0)
        image.set_qform(None, 0)
    if n_volumes > 1:
        image.header.set_zooms((voxel_mm, voxel_mm, voxel_mm, 2.0))
        image.header.set_xyzt_units("mm", "sec")
    nib.save(image, path)
    return path


def test_that_an_export_is_listed_with_roles_reasons_slices_and_no_name(export, workshop):
    found = look_through([export], workshop)
    assert uses(found) == [SeriesUse.IGNORE, SeriesUse.T1, SeriesUse.BOLD]
    localiser, t1, bold = found.series
    assert "localizer" in localiser.refusal
    assert localiser.scan is None
    assert t1.certainty is Certainty.LIKELY
    assert len(t1.glance.slices) == 3
    assert bold.n_volumes == 4
    assert bold.scan.facts["RepetitionTime"].value == 2.0
    assert bold.scan.facts["RepetitionTime"].source is FactSource.DICOM
    assert (found.age, found.sex, found.is_export) == (73, "F", True)
    assert any("cannot be read" in remark for remark in found.remarks)
    shown = " ".join(
        [*found.remarks, *(f"{s.caption} {s.reason} {s.refusal} {s.scan and s.scan.path}" for s in found.series)]
    )
    assert not [secret for secret in SECRETS if secret.lower() in shown.replace(str(workshop), "").lower()]


def test_that_files_of_an_export_are_as_good_as_their_folder(export, workshop):
    found = look_through(sorted(export.iterdir()), workshop)
    assert uses(found) == [SeriesUse.IGNORE, SeriesUse.T1, SeriesUse.BOLD]


def test_that_an_archive_is_looked_through(export, workshop, tmp_path):
    with zipfile.ZipFile(tmp_path / "scans.zip", "w") as archive:
        for path in export.iterdir():
            archive.write(path, path.name)
    found = look_through([tmp_path / "scans.zip"], workshop)
    assert SeriesUse.T1 in uses(found)
    assert found.series[1].scan.path.is_file()


def test_that_images_of_a_bids_subject_stay_where_they_are(workshop, tmp_path):
    t1 = save(tmp_path / "ds" / "sub-01" / "anat" / "sub-01_T1w.nii")
    bold = save(tmp_path / "ds" / "sub-01" / "func" / "sub-01_task-rest_bold.nii", n_volumes=30)
    found = look_through([tmp_path / "ds"], workshop)
    assert [series.scan.path for series in found.series] == [t1, bold]
    assert uses(found) == [SeriesUse.T1, SeriesUse.BOLD]
    assert found.series[0].certainty is Certainty.SURE
    assert list(workshop.iterdir()) == []


def test_that_images_deep_in_a_plain_folder_are_found(workshop, tmp_path):
    save(tmp_path / "patient" / "day1" / "mprage" / "T1.nii")
    save(tmp_path / "patient" / "derivatives" / "other_T1w.nii")
    assert uses(look_through([tmp_path / "patient"], workshop)) == [SeriesUse.T1]


def test_that_a_damaged_image_is_listed_with_its_sentence_and_the_rest_can_be_used(workshop, tmp_path):
    good = save(tmp_path / "a_T1w.nii")
    bad = tmp_path / "b_bold.nii"
    bad.write_bytes(good.read_bytes()[:2000])
    found = look_through([good, bad], workshop)
    assert uses(found) == [SeriesUse.T1, SeriesUse.IGNORE]
    assert "cut short" in found.series[1].refusal


def test_that_a_lesion_mask_is_taken_for_one_and_a_map_is_left(workshop, tmp_path):
    mask = nib.Nifti1Image(np.eye(20, dtype=np.uint8)[:, :, None].repeat(20, axis=2), np.diag([2.0, 2, 2, 1]))
    nib.save(mask, tmp_path / "a_label-lesion_mask.nii")
    paths = [tmp_path / "a_label-lesion_mask.nii", save(tmp_path / "a_T1w.nii")]
    assert uses(look_through(paths, workshop)) == [SeriesUse.LESION, SeriesUse.T1]


def test_that_scans_of_two_patients_are_refused_in_words(workshop, tmp_path):
    write_t1(tmp_path / "in", 1)
    write_bold(tmp_path / "in", 2, n_volumes=4, patient=identity(PatientID="AB1", PatientName="Hidalgo^Alonso"))
    with pytest.raises(InputError, match="2 patients") as said:
        look_through([tmp_path / "in"], workshop)
    assert "Hidalgo" not in str(said.value)
    with pytest.raises(InputError, match="sub-01 and of sub-02"):
        look_through([save(tmp_path / "sub-01_T1w.nii"), save(tmp_path / "sub-02_bold.nii", n_volumes=4)], workshop)


def test_that_a_folder_without_scans_and_one_without_anything_are_refused(workshop, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="empty"):
        look_through([tmp_path / "empty"], workshop)
    (tmp_path / "empty" / "letter.txt").write_text("Dear colleague")
    with pytest.raises(InputError, match="None of the 1 file is DICOM"):
        look_through([tmp_path / "empty"], workshop)


def test_that_it_can_be_cancelled(export, workshop):
    with pytest.raises(Cancelled):
        look_through([export], workshop, stopped_after(0.3))


def test_that_the_philips_series_is_doubted_in_words(fixtures, workshop):
    folder = fixtures / "real" / "studyforrest"
    if not folder.is_dir():
        pytest.skip("the real scans are not on this machine")
    t1, bold = look_through([folder], workshop).series
    assert (t1.use, bold.use, bold.n_volumes) == (SeriesUse.T1, SeriesUse.BOLD, 156)
    assert bold.scan.facts["RepetitionTime"].value == 2.0
    assert any("1.794" in warning and "2 s" in warning for warning in bold.scan.warnings)


def test_that_a_real_archive_is_looked_through_without_a_name(fixtures, workshop):
    path = fixtures / "real" / "dicom" / "philips_bold_18_volumes.zip"
    if not path.is_file():
        pytest.skip("the real scans are not on this machine")
    found = look_through([path], workshop)
    assert uses(found) == [SeriesUse.BOLD]
    assert found.series[0].n_volumes == 18
    said = " ".join((*found.remarks, found.series[0].caption, *found.series[0].scan.warnings))
    assert "Jane" not in said
    assert "Doe" not in said


# -- NIfTI images in an archive ------------------------------------------------------------------------------------


def zip_of(folder: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(folder.parent))
    return path


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    root = tmp_path / "study"
    save(root / "sub-77" / "anat" / "sub-77_T1w.nii.gz")
    series = save(root / "sub-77" / "func" / "sub-77_task-rest_bold.nii", n_volumes=4)
    series.with_suffix(".json").write_text('{"RepetitionTime": 2.0, "EchoTime": 0.03}')
    (root / "participants.tsv").write_text("participant_id\tage\tsex\nsub-77\t42\tF\n")
    return root


def told(found) -> list[tuple]:
    return [(s.number, s.caption, s.use, s.reason, s.n_volumes, s.scan.facts) for s in found.series]


def test_that_a_zipped_subject_is_found_as_its_folder_would_be(dataset, workshop, tmp_path):
    of_folder = look_through([dataset], workshop)
    of_zip = look_through([zip_of(dataset, tmp_path / "study.zip")], workshop)
    assert told(of_zip) == told(of_folder)
    assert (of_zip.age, of_zip.sex) == (of_folder.age, of_folder.sex) == (42.0, "F")
    assert (of_zip.is_export, of_folder.is_export) == (True, False)
    assert all(series.scan.path.is_relative_to(workshop) for series in of_zip.series)
    assert of_zip.pseudonym == ""  # sub-77 is the other's label, and may tell who it is


def test_that_loose_images_in_a_zip_are_found_with_their_sidecars(dataset, workshop, tmp_path):
    with zipfile.ZipFile(tmp_path / "loose.zip", "w") as archive:
        for file in dataset.glob("sub-77/*/*"):
            archive.write(file, file.name)
    found = look_through([tmp_path / "loose.zip"], workshop)
    assert uses(found) == [SeriesUse.T1, SeriesUse.BOLD]
    assert found.series[1].scan.facts["EchoTime"].value == 0.03


def test_that_two_subjects_in_a_zip_are_refused(dataset, workshop, tmp_path):
    save(dataset / "sub-78" / "anat" / "sub-78_T1w.nii")
    with pytest.raises(InputError, match="sub-77, sub-78"):
        look_through([zip_of(dataset, tmp_path / "study.zip")], workshop)


def test_that_an_image_in_two_files_in_a_zip_says_why_it_is_of_no_use(dataset, workshop, tmp_path):
    rng = np.random.default_rng(0)
    pair = nib.Nifti1Pair(rng.integers(0, 900, (60, 60, 60), dtype=np.int16), np.diag([-2.0, 2.0, 2.0, 1.0]))
    nib.save(pair, dataset / "sub-77" / "anat" / "sub-77_acq-2_T1w.hdr")
    found = look_through([zip_of(dataset, tmp_path / "study.zip")], workshop)
    [refused] = [series for series in found.series if series.scan is None]
    assert "save it as .nii first" in refused.refusal


def test_that_a_damaged_image_in_a_zip_never_stops_the_rest(dataset, workshop, tmp_path):
    (dataset / "sub-77" / "anat" / "sub-77_acq-2_T1w.nii").write_bytes(b"cut off")
    found = look_through([zip_of(dataset, tmp_path / "study.zip")], workshop)
    assert [series.scan is None for series in found.series].count(True) == 1
    assert {SeriesUse.T1, SeriesUse.BOLD} <= set(uses(found))
