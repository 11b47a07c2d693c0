"""The whole way from DICOM to a dataset, of real and of made-up scans."""

import gzip
import json
import shutil
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import nibabel
import numpy as np
import pydicom
import pytest

from analysis.errors import Cancelled, InputError, OptionError, OutputError
from analysis.files import bids, nifti
from analysis.image import Series, Volume
from analysis.importing import converter, header
from analysis.importing.convert import convert_scans
from analysis.scan import Modality
from tests.analysis.importing import made_dicom
from tests.analysis.importing.made_dicom import contents, identity, write_bold, write_series, write_t1
from tests.stopped import stopped_after

# what names the patients, places and devices of the real archives, read from their headers by another program (dcmdump)
PHILIPS_SECRETS = (
    "Jane_Doe", "Jane", "Doe", "19660101", "1966", "Hanke", "Stadler", "0083", "Transrep", "3TPHILIPSMR", "443714015",
    "20140425", "160422", "16:04", "1.3.46.670589", "1.2.826.0.1", "2014-04-25",
)  # fmt: skip
SLICE_NUMBER = 0x2001100A  # Philips
NIH_SECRETS = (
    "Test^Regression", "Regression", "19700101", "FMRIF", "Bethesda", "Building 10", "45160", "000301496MR3T6MR",
    "fmrif3tb", "1.2.840.113619", "1.3.12.2.1107", "20180918", "12:24", "122458", "nih_ep2d", "1.2.840.10008",
)  # fmt: skip


def everything(folder):
    """Path, bytes in lower case, and the least length of a text that is in them by no chance, for each file."""
    for name, data in contents(folder).items():
        yield name, name.encode().lower(), 1
        if not name.endswith(".gz"):
            yield name, data.lower(), 1
            continue
        inside = gzip.decompress(data)
        yield name, data[:10].lower(), 1
        yield name, inside[: nifti.read_header(folder / name).header.offset].lower(), 1
        yield name, data.lower() + inside.lower(), 6


def leaks(folder, secrets):
    return [
        (name, secret)
        for name, data, least in everything(folder)
        for secret in secrets
        if len(secret) >= least and secret.lower().encode() in data
    ]


def test_that_a_leak_would_be_noticed(tmp_path):
    (tmp_path / "Jane_1.json").write_text("born 19660101")
    header = nibabel.Nifti1Header()
    header["descrip"] = b"JOHN DOE"
    nibabel.Nifti1Image(np.zeros((4, 4, 4), np.uint8), np.eye(4), header).to_filename(tmp_path / "a.nii.gz")
    assert leaks(tmp_path, ("Jane", "19660101", "Doe", "Teresa")) == [
        ("Jane_1.json", "Jane"),
        ("Jane_1.json", "19660101"),
        ("a.nii.gz", "Doe"),
    ]


@pytest.fixture(scope="module")
def disc(tmp_path_factory):
    """A nested disc of one made-up patient with eight series, and files of no image."""
    root = tmp_path_factory.mktemp("disc") / "QUIXOTE_DULCINEA"
    write_series(root / "DICOM" / "A", "localizer", 1, shape=(16, 16, 3))
    write_t1(root / "DICOM" / "B")
    write_bold(root / "DICOM" / "B" / "deep" / "er")
    asl = {"ScanningSequence": "EP", "MRAcquisitionType": "3D", "RepetitionTime": "4000", "EchoTime": "14"}
    write_series(root / "DICOM", "pcasl_3d", 4, n_volumes=6, tr_s=4.0, **asl)
    write_series(root / "DICOM", "pcasl_m0", 5, **asl)
    write_series(root / "DICOM", "Screen Save", 6, shape=(8, 8, 1), SOPClassUID=made_dicom.SECONDARY_CAPTURE)
    write_series(root / "DICOM", "relCBF", 7, ImageType=["DERIVED", "PRIMARY", "CBF"])
    write_series(root / "DICOM", "something of Dulcinea", 8)
    (root / "README.TXT").write_text("Viewer for Dulcinea Quixote")
    (root / "autorun.inf").write_bytes(bytes(range(256)) * 3)
    return root


@pytest.fixture(scope="module")
def converted(disc, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "study"
    return convert_scans(disc, out, name="P017")


def test_that_each_series_of_a_disc_gets_its_role_and_its_bids_name(converted):
    found = {row.number: (row.role, Path(row.output).name) for row in converted.series}
    assert found == {
        1: ("localiser", ""),
        2: ("T1", "sub-P017_T1w.nii.gz"),
        3: ("BOLD", "sub-P017_task-rest_bold.nii.gz"),
        4: ("ASL", "sub-P017_asl.nii.gz"),
        5: ("M0", "sub-P017_m0scan.nii.gz"),
        6: ("secondary capture", ""),
        7: ("derived", ""),
        8: ("other", "sub-P017_acq-series008_other.nii.gz"),
    }
    assert all(row.reason for row in converted.series)
    assert converted.n_failed == 0


def test_that_the_reader_finds_the_converted_patient_with_the_same_roles(converted):
    found = bids.images(converted.dataset)
    assert [image.modality for image in found] == [Modality.T1, Modality.BOLD, Modality.ASL, Modality.M0]
    for image in found:
        scan = nifti.read(image.path)
        assert scan.modality is image.modality
        assert scan.affine_source == "sform"
    bold = nifti.read(found[1].path).image
    assert isinstance(bold, Series)
    assert (bold.n_timepoints, bold.tr_s) == (24, 2.0)


def test_that_an_unknown_order_of_labels_is_said_and_not_guessed(converted):
    (asl,) = [row for row in converted.series if row.role == "ASL"]
    assert any("control" in warning and "label" in warning for warning in asl.warnings)
    assert not list(converted.dataset.rglob("*aslcontext*"))
    sidecar = json.loads((converted.dataset / asl.output.replace(".nii.gz", ".json")).read_text())
    assert sidecar["M0Type"] == "Separate"


def test_that_nothing_of_the_made_up_patient_reaches_an_output(converted):
    assert leaks(converted.dataset, made_dicom.SECRETS) == []
    shown = repr(converted) + " ".join(row.description for row in converted.series)
    assert [s for s in made_dicom.SECRETS if s.lower() in shown.lower()] == []
    assert "***" in next(row.description for row in converted.series if row.number == 8)


def test_that_age_and_sex_are_the_only_personal_facts(converted):
    assert (converted.dataset / "participants.tsv").read_text() == "participant_id\tage\tsex\nsub-P017\t73\tF\n"


def test_that_nothing_of_the_philips_patient_reaches_an_output(philips_zip, tmp_path):
    report = convert_scans(philips_zip, tmp_path / "study")
    assert leaks(report.dataset, PHILIPS_SECRETS) == []
    (row,) = report.series
    assert (row.number, row.n_files, row.role, row.n_volumes) == (401, 630, "BOLD", 18)
    assert row.output.endswith("_task-oneback_bold.nii.gz")
    assert any("announces 156 volumes, but 18 are here" in warning for warning in row.warnings)


def test_that_nothing_of_the_regression_patient_reaches_an_output(nih_zip, tmp_path):
    report = convert_scans(nih_zip, tmp_path / "study", name="X1")
    assert leaks(report.dataset, NIH_SECRETS) == []
    names = sorted(Path(row.output).name for row in report.series)
    maps = [f"sub-X1_dir-{way}_epi.nii.gz" for way in ("AP", "LR", "PA", "RL")]  # as their descriptions call them
    assert names == maps + [f"sub-X1_task-unknown_run-{run}_bold.nii.gz" for run in (1, 2, 3, 4)]
    facts = json.loads((report.dataset / "sub-X1/func/sub-X1_task-unknown_run-1_bold.json").read_text())
    assert (facts["RepetitionTime"], facts["EchoTime"], facts["FlipAngle"]) == (5.0, 0.03, 60)


def test_that_the_true_repetition_time_is_written_where_the_clock_jumps(philips_folder, tmp_path):
    # as at the end of the whole series: its last volumes are 440 s early (dcm2niix issue 911)
    (tmp_path / "dicom").mkdir()
    for number, path in enumerate(sorted(p for p in philips_folder.rglob("*") if p.is_file())):
        header = pydicom.dcmread(path, specific_tags=["TemporalPositionIdentifier", SLICE_NUMBER])
        if header[SLICE_NUMBER].value > 6:
            continue
        if header.TemporalPositionIdentifier <= 16:
            shutil.copy(path, tmp_path / "dicom" / f"{number}")
            continue
        dataset = pydicom.dcmread(path)
        moment = datetime.strptime(dataset.AcquisitionTime, "%H%M%S.%f") - timedelta(seconds=440)
        dataset.AcquisitionTime = moment.strftime("%H%M%S.%f")
        dataset.save_as(tmp_path / "dicom" / f"{number}")
    (row,) = convert_scans(tmp_path / "dicom", tmp_path / "study", name="X1").series
    assert any("converter computed a repetition time of 1.765 s, but it is 2 s" in warning for warning in row.warnings)
    image = tmp_path / "study" / row.output
    assert nifti.read_header(image).header.tr_s == 2.0
    sidecar = json.loads(image.with_name(image.name.replace(".nii.gz", ".json")).read_text())
    assert sidecar["RepetitionTime"] == 2.0
    assert sidecar["ImportSources"]["RepetitionTime"] == "DICOM (0018,0080) and the acquisition times of 18 volumes"
    assert any("1.765 s" in warning for warning in sidecar["ImportWarnings"])


OBLIQUE = (0.8, 0.6, 0.0, 0.36, -0.48, -0.8)


@pytest.mark.parametrize("orientation", [made_dicom.AXIAL, made_dicom.SAGITTAL, made_dicom.CORONAL, OBLIQUE])
def test_that_a_bright_voxel_stays_at_its_place_in_the_patient(tmp_path, orientation):
    row_mm, column_mm, slice_mm = 2.0, 2.0, 2.0
    column, row, index = 41, 17, 9

    def values(volume, number):
        plane = np.full((60, 60), 10)
        if number == index:
            plane[row, column] = 900
        return plane

    origin = np.array([-55.0, -61.0, 47.0])
    write_t1(tmp_path / "in", orientation=orientation, origin_lps=tuple(origin), values=values)
    convert_scans(tmp_path / "in", tmp_path / "out", name="X1")
    image = nifti.read(tmp_path / "out/sub-X1/anat/sub-X1_T1w.nii.gz").image
    assert isinstance(image, Volume)
    (ijk,) = np.argwhere(image.data == 900)
    # DICOM PS3.3 C.7.6.2.1.1: position of the first voxel + column x row direction + row x column direction
    along_row, down_column = np.array(orientation[:3]), np.array(orientation[3:])
    lps = origin + column * column_mm * along_row + row * row_mm * down_column
    lps = lps + index * slice_mm * np.cross(along_row, down_column)
    np.testing.assert_allclose(image.grid.to_mm(ijk), lps * [-1, -1, 1], atol=1e-3)


def test_that_two_patients_are_refused_by_pseudonyms_and_nothing_is_written(tmp_path):
    write_t1(tmp_path / "in", shape=(20, 20, 4))
    write_t1(tmp_path / "in", 9, shape=(20, 20, 4), patient=identity(PatientID="ZZ4712", PatientName="Panza^Teresa"))
    with pytest.raises(InputError, match=r"2 patients.*sub-\w{4} \(series 2\) and sub-\w{4} \(series 9\)") as refused:
        convert_scans(tmp_path / "in", tmp_path / "out")
    assert not any(secret.lower() in str(refused.value).lower() for secret in ("ZZ47", "Quixote", "Panza", "Teresa"))
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_that_a_bad_series_and_a_bad_file_do_not_stop_the_rest(tmp_path):
    write_t1(tmp_path / "in")
    write_series(tmp_path / "in", "gap", 4, leave_out=((0, 2),))
    (tmp_path / "in" / "broken.dcm").write_bytes(b"\0" * 128 + b"DICM" + b"\xff" * 300)
    report = convert_scans(tmp_path / "in", tmp_path / "out", name="X1")
    failed, good = sorted(report.series, key=lambda row: not row.failed)
    assert failed.number == 4
    assert "slices are missing: there is a gap of 6.0 mm where slices are 3.0 mm apart" in failed.skipped
    assert good.output.endswith("_T1w.nii.gz")
    assert report.damaged == ("broken.dcm",)
    assert report.remarks == ("1 file cannot be read and was left out.",)


def test_that_a_native_crash_of_one_series_is_a_sentence(tmp_path, monkeypatch):
    write_t1(tmp_path / "in", 2)
    write_series(tmp_path / "in", "t2_tse", 3)
    real = converter._run
    calls = []

    def crash_once(*arguments):
        calls.append(arguments)
        return -11 if len(calls) == 1 else real(*arguments)

    monkeypatch.setattr(converter, "_run", crash_once)
    rows = convert_scans(tmp_path / "in", tmp_path / "out", name="X1").series
    assert ["crashed" in row.skipped for row in rows] == [True, False]
    assert rows[1].output == "sub-X1/anat/sub-X1_T2w.nii.gz"


def test_that_a_run_that_was_stopped_keeps_its_whole_volumes(tmp_path):
    write_bold(tmp_path / "in", leave_out=((23, 3), (23, 4)))
    (row,) = convert_scans(tmp_path / "in", tmp_path / "out", name="X1").series
    assert row.n_volumes == 23
    assert any("last volume has 3 of 5 slices" in warning for warning in row.warnings)


def test_that_a_cancelled_import_leaves_nothing(tmp_path):
    write_bold(tmp_path / "in")

    with pytest.raises(Cancelled):
        convert_scans(tmp_path / "in", tmp_path / "out", key_file=tmp_path / "keys.tsv", progress=stopped_after(0.6))
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_that_a_second_patient_joins_and_a_first_is_not_overwritten_without_force(tmp_path):
    write_t1(tmp_path / "one", 2, shape=(20, 20, 4))
    write_t1(tmp_path / "two", 2, patient=identity(PatientID="OTHER1", PatientName="Who"))
    convert_scans(tmp_path / "one", tmp_path / "out", name="A1")
    convert_scans(tmp_path / "two", tmp_path / "out", name="A2")
    before = contents(tmp_path / "out")
    assert bids.subjects(tmp_path / "out") == ["A1", "A2"]
    assert before["participants.tsv"] == b"participant_id\tage\tsex\nsub-A1\t73\tF\nsub-A2\t73\tF\n"
    with pytest.raises(OutputError, match="sub-A1 is in the dataset already"):
        convert_scans(tmp_path / "two", tmp_path / "out", name="A1")
    assert contents(tmp_path / "out") == before
    convert_scans(tmp_path / "two", tmp_path / "out", name="A1", force=True)
    assert (tmp_path / "out/sub-A1/anat/sub-A1_T1w.nii.gz").is_file()
    assert not list((tmp_path / "out").glob(".*.old"))


def test_that_a_folder_of_something_else_is_left_as_it_is_even_with_force(tmp_path):
    write_t1(tmp_path / "in", shape=(20, 20, 4))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError, match="something else"):
        convert_scans(tmp_path / "in", tmp_path / "out", force=True)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["thesis.txt"]


def test_that_the_key_file_keeps_a_patients_pseudonym(tmp_path):
    write_t1(tmp_path / "in", shape=(20, 20, 4))
    first = convert_scans(tmp_path / "in", tmp_path / "a", key_file=tmp_path / "keys" / "keys.tsv")
    again = convert_scans(tmp_path / "in", tmp_path / "b", key_file=tmp_path / "keys" / "keys.tsv")
    assert first.subject == again.subject
    assert (tmp_path / "keys" / "keys.tsv").read_text() == f"pseudonym\tpatient_id\n{first.subject}\tZZ4711\n"
    assert (tmp_path / "keys" / "keys.tsv").stat().st_mode & 0o777 == 0o600
    with pytest.raises(OptionError, match="must not lie in the dataset"):
        convert_scans(tmp_path / "in", tmp_path / "c", key_file=tmp_path / "c" / "keys.tsv")


def test_that_without_a_key_pseudonyms_cannot_be_recomputed(tmp_path):
    write_t1(tmp_path / "in", shape=(20, 20, 4))
    made = {convert_scans(tmp_path / "in", tmp_path / f"out{n}").subject for n in range(3)}
    assert len(made) == 3


@pytest.mark.parametrize("name", ["ZZ4711", "sub-zz4711", "Quixote", "DULCINEA1947", "19471009"])
def test_that_a_pseudonym_that_names_the_patient_is_refused(tmp_path, name):
    write_t1(tmp_path / "in", shape=(20, 20, 4))
    with pytest.raises(OptionError, match="part of the patient's own data"):
        convert_scans(tmp_path / "in", tmp_path / "out", name=name)
    assert not (tmp_path / "out").exists()


def test_that_two_days_become_two_sessions(tmp_path):
    write_t1(tmp_path / "in", 2)
    write_t1(tmp_path / "in", 2, patient=identity(StudyDate="20200101"))
    for path in (tmp_path / "in").iterdir():
        path.rename(path.with_name("x" + path.name))
    write_t1(tmp_path / "in", 2)
    rows = convert_scans(tmp_path / "in", tmp_path / "out", name="X1").series
    assert sorted(row.output for row in rows) == [
        "sub-X1/ses-1/anat/sub-X1_ses-1_T1w.nii.gz",
        "sub-X1/ses-2/anat/sub-X1_ses-2_T1w.nii.gz",
    ]


def test_that_derived_series_are_converted_when_asked_for(tmp_path):
    write_t1(tmp_path / "in", ImageType=["DERIVED", "SECONDARY"])
    with pytest.raises(InputError, match="the scanner computed it from another series"):
        convert_scans(tmp_path / "in", tmp_path / "out", name="X1")
    assert not (tmp_path / "out").exists()
    (row,) = convert_scans(tmp_path / "in", tmp_path / "out", name="X1", keep_derived=True).series
    assert row.role == "T1"


def test_that_sources_that_cannot_be_used_are_refused_in_a_sentence(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "note.txt").write_text("hello")
    for source, sentence in {
        "empty": "is empty; name the folder",
        "missing": "There is no folder",
        "note.txt": "neither a folder nor a zip",
    }.items():
        with pytest.raises(InputError, match=sentence):
            convert_scans(tmp_path / source, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_that_a_zip_of_images_gives_the_same_dataset_as_their_folder(tmp_path):
    folder = tmp_path / "study" / "sub-9"
    (folder / "anat").mkdir(parents=True)
    values = np.random.default_rng(0).integers(0, 900, (40, 40, 40), dtype=np.int16)
    nibabel.save(nibabel.Nifti1Image(values, np.diag([-4.0, 4.0, 4.0, 1.0])), folder / "anat" / "sub-9_T1w.nii.gz")
    (folder / "anat" / "sub-9_T1w.json").write_text('{"EchoTime": 0.003, "PatientName": "Jane Doe"}')
    with zipfile.ZipFile(tmp_path / "study.zip", "w") as packed:
        for path in (tmp_path / "study").rglob("*.*"):
            packed.write(path, path.relative_to(tmp_path))
    for source in ("study.zip", "study"):
        convert_scans(tmp_path / source, tmp_path / f"of_{source}", name="P1")
    assert contents(tmp_path / "of_study.zip") == contents(tmp_path / "of_study")
    assert (tmp_path / "of_study.zip" / "sub-P1" / "anat" / "sub-P1_T1w.nii.gz").is_file()


def test_that_a_zip_gives_the_same_images_as_its_folder(tmp_path, disc):
    with zipfile.ZipFile(tmp_path / "disc.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(disc.rglob("*")):
            archive.write(path, path.relative_to(disc.parent))
    shutil.copytree(disc, tmp_path / "disc")
    for source in ("disc.zip", "disc"):
        convert_scans(tmp_path / source, tmp_path / f"of_{source}", name="X1")
    assert contents(tmp_path / "of_disc.zip") == contents(tmp_path / "of_disc")


@pytest.fixture
def unreadable_whole(monkeypatch):
    """Headers of which the reader gives the few facts, but fails on the whole."""
    real = pydicom.dcmread

    def fail_on_all(*arguments, specific_tags=None, **options):
        if specific_tags is None:
            raise ValueError("Quixote^Dulcinea")
        return real(*arguments, specific_tags=specific_tags, **options)

    monkeypatch.setattr(header.pydicom, "dcmread", fail_on_all)


def test_that_a_header_that_cannot_be_read_whole_lets_no_text_through(tmp_path, unreadable_whole, caplog):
    # the one name in it that the few facts do not hold: the referring physician's
    write_bold(tmp_path / "in", description="task-panza for Sancho", ManufacturerModelName="Sancho")
    (tmp_path / "in" / "Sancho.dcm").write_bytes(bytes(128) + b"DICM" + b"\xff" * 50)
    report = convert_scans(tmp_path / "in", tmp_path / "out", name="X1")
    assert leaks(report.dataset, (*made_dicom.SECRETS, "Sancho")) == []
    (row,) = report.series
    assert (row.output, row.description) == ("sub-X1/func/sub-X1_task-unknown_bold.nii.gz", "***")
    assert any("left out (task" in warning for warning in row.warnings)
    assert any("headers of 1 series can be read in part only" in remark for remark in report.remarks)
    assert report.damaged == ()
    assert "Quixote" not in caplog.text
    fields = json.loads((report.dataset / row.output.replace(".nii.gz", ".json")).read_text())
    assert (fields["RepetitionTime"], "Manufacturer" in fields) == (2.0, False)


def test_that_a_value_of_no_known_kind_withholds_the_description(tmp_path):
    paths = write_bold(tmp_path / "in", description="task-dulcilia", n_volumes=4)
    private = b"\x29\x00\x10\x10ZZ\x08\x00Dulcilia"  # explicit VR "ZZ", 8 bytes, in group 0029
    for path in paths:
        data = path.read_bytes()
        at = data.index(b"\xe0\x7f\x10\x00")
        path.write_bytes(data[:at] + private + data[at:])
    (row,) = convert_scans(tmp_path / "in", tmp_path / "out", name="X1").series
    assert (row.description, row.output) == ("***", "sub-X1/func/sub-X1_task-unknown_bold.nii.gz")


def test_that_one_readable_header_of_a_series_is_enough(tmp_path, monkeypatch):
    real = header.read_whole
    monkeypatch.setattr(header, "read_whole", lambda path: None if path.name.endswith("00001.dcm") else real(path))
    write_bold(tmp_path / "in", description="rest of Dulcinea")
    (row,) = convert_scans(tmp_path / "in", tmp_path / "out", name="X1").series
    assert row.description == "rest of ***"


@pytest.mark.parametrize("task", ["sancho", "dulcinea2", "panzabaseline", "xquixotex"])
def test_that_a_name_in_the_task_reaches_no_file_name(tmp_path, task):
    write_bold(tmp_path / "in", description=f"task-{task}")
    (row,) = convert_scans(tmp_path / "in", tmp_path / "out", name="X1").series
    assert row.output == "sub-X1/func/sub-X1_task-unknown_bold.nii.gz"
    assert leaks(tmp_path / "out", (task,)) == []


def test_that_an_unforeseen_failure_of_one_series_stops_nothing_and_quotes_nothing(tmp_path, monkeypatch, caplog):
    write_t1(tmp_path / "in", 2)
    write_series(tmp_path / "in", "t2_tse", 3)
    real = converter.convert
    calls = []

    def fail_once(*arguments, **options):
        calls.append(arguments)
        if len(calls) == 1:
            raise KeyError("Quixote^Dulcinea")
        return real(*arguments, **options)

    monkeypatch.setattr(converter, "convert", fail_once)
    rows = convert_scans(tmp_path / "in", tmp_path / "out", name="X1").series
    assert [row.skipped for row in rows] == ["it failed unexpectedly (KeyError); the others went on", ""]
    assert rows[1].output == "sub-X1/anat/sub-X1_T2w.nii.gz"
    assert "KeyError in fail_once" in caplog.text
    assert "Quixote" not in caplog.text


def test_that_damaged_files_are_told_without_the_patients_name(tmp_path):
    write_t1(tmp_path / "in", shape=(60, 60, 60))
    for name in ("QUIXOTE_0001.dcm", "a.dcm"):
        (tmp_path / "in" / name).write_bytes(bytes(128) + b"DICM" + b"\xff" * 50)
    assert convert_scans(tmp_path / "in", tmp_path / "out", name="X1").damaged == ("***_0001.dcm", "a.dcm")
