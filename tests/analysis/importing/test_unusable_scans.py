"""Folders as they should not be: each ends in a sentence and a way on, and what is good in them is converted."""

import json
import sys
import zipfile
from itertools import pairwise
from pathlib import Path
from time import monotonic

import dcm2niix
import numpy as np
import pydicom
import pytest

from analysis.errors import Cancelled, InputError
from analysis.importing import facts, room
from analysis.importing.convert import convert_scans
from analysis.importing.survey import survey
from tests.analysis.importing import made_dicom
from tests.analysis.importing.made_dicom import BOLD, identity, write_bold, write_series, write_t1

SMALL_T1 = {"shape": (60, 60, 60)}


def rows_of(report):
    return {row.number: row for row in report.series}


def test_that_two_t1s_are_both_converted_and_the_choice_is_asked_for(tmp_path):
    write_t1(tmp_path / "in", 2)
    write_t1(tmp_path / "in", 9)
    report = convert_scans(tmp_path / "in", tmp_path / "out", name="X1")
    assert sorted(row.output for row in report.series) == [f"sub-X1/anat/sub-X1_run-{run}_T1w.nii.gz" for run in (1, 2)]
    assert report.remarks == ("There are 2 T1 images (series 2, 9); choose one for the processing.",)


def test_that_a_missing_t1_is_said(tmp_path):
    write_bold(tmp_path / "in")
    report = convert_scans(tmp_path / "in", tmp_path / "out", name="X1")
    assert report.series[0].output.endswith("task-rest_bold.nii.gz")
    assert "There is no T1 among the images" in report.remarks[0]


def test_that_a_series_of_eight_volumes_is_converted_with_a_warning(tmp_path):
    write_bold(tmp_path / "in", n_volumes=8)
    (row,) = convert_scans(tmp_path / "in", tmp_path / "out", name="X1").series
    assert (row.role, row.n_volumes) == ("BOLD", 8)
    assert "It has 8 volumes only, too few for resting-state metrics." in row.warnings


@pytest.mark.parametrize(
    ("lost", "sentence"),
    [
        (((0, 20),), "a gap of 4.0 mm where slices are 2.0 mm apart (about 1 missing)"),
        (((0, 20), (0, 21), (0, 22)), "a gap of 8.0 mm where slices are 2.0 mm apart (about 3 missing)"),
    ],
)
def test_that_a_t1_without_some_slices_is_not_converted(tmp_path, lost, sentence):
    write_t1(tmp_path / "in", leave_out=lost)
    write_bold(tmp_path / "in")
    rows = rows_of(convert_scans(tmp_path / "in", tmp_path / "out", name="X1"))
    assert sentence in rows[2].skipped
    assert rows[2].failed
    assert rows[3].output


def test_that_a_series_without_slices_of_one_volume_in_its_middle_is_not_converted(tmp_path):
    write_bold(tmp_path / "in", leave_out=((7, 2), (7, 3)))
    with pytest.raises(InputError, match="2 of 120 slices of its 24 volumes are not there; export the series again"):
        convert_scans(tmp_path / "in", tmp_path / "out", name="X1")
    assert not (tmp_path / "out").exists()


def test_that_a_localiser_is_no_t1_whatever_it_is_called(tmp_path):
    write_t1(tmp_path / "in", 1, "t1_localizer", shape=(60, 60, 3))
    write_t1(tmp_path / "in", 2, "t1_mprage", shape=(64, 64, 3), voxel_mm=(4.0, 4.0, 8.0))
    report = convert_scans(tmp_path / "in", tmp_path / "out", name="X1")
    rows = rows_of(report)
    assert (rows[1].role, rows[1].output) == ("localiser", "")
    assert rows[2].role == "other"
    assert "it is no fine image of a whole head" in rows[2].reason
    assert "There is no T1 among the images" in report.remarks[0]


def test_that_two_patients_deep_in_a_disc_are_refused_by_two_stand_ins(tmp_path):
    write_t1(tmp_path / "in" / "A", **SMALL_T1)
    other = identity(PatientID="ZZ4712", PatientName="Panza^Teresa", PatientBirthDate="19500101")
    write_bold(tmp_path / "in" / "B" / "deep", patient=other, n_volumes=2)
    with pytest.raises(InputError) as refused:
        convert_scans(tmp_path / "in", tmp_path / "out")
    told = str(refused.value)
    assert told.startswith("These are scans of 2 patients")
    assert len({word for word in told.split() if word.startswith("sub-")}) == 2
    assert [secret for secret in (*made_dicom.SECRETS, "Teresa", "ZZ4712") if secret.lower() in told.lower()] == []
    assert not (tmp_path / "out").exists()


def many_files(folder: Path, n_series: int, n_each: int) -> None:
    """One slice a file of several series, quickly: a template with other numbers in it."""
    for number in range(1, n_series + 1):
        (path,) = write_series(folder / f"S{number}", "ep2d_bold_rest", number, shape=(16, 16, 1), **BOLD)
        dataset = pydicom.dcmread(path)
        stem = f"{dataset.SeriesInstanceUID}.1"
        dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = f"{stem}00000"
        dataset.InstanceNumber = "100000"
        dataset.save_as(path)
        template = path.read_bytes()
        path.unlink()
        for k in range(n_each):
            data = template.replace(f"{stem}00000".encode(), f"{stem}{k:05d}".encode())
            (folder / f"S{number}" / f"IM{k:05d}").write_bytes(data.replace(b"100000", b"%06d" % (100_000 + k)))


@pytest.mark.parametrize(
    ("n_series", "n_each"), [(4, 500), pytest.param(20, 1000, marks=pytest.mark.slow)], ids=["2000", "20000"]
)
def test_that_a_disc_of_many_files_is_read_with_progress_and_little_memory(tmp_path, n_series, n_each):
    resource = pytest.importorskip("resource")
    many_files(tmp_path, n_series, n_each)
    told = []
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, monotonic()
    found = survey(tmp_path, lambda fraction, message="": told.append((monotonic(), fraction, message)))
    seconds = monotonic() - start
    assert [len(series.headers) for series in found.series] == [n_each] * n_series
    assert [image.instance for image in found.series[0].headers[:3]] == [100_000, 100_001, 100_002]
    fractions = [fraction for _, fraction, _ in told]
    assert fractions == sorted(fractions)
    assert max(later[0] - earlier[0] for earlier, later in pairwise(told)) < 1
    assert any(f"of {n_series * n_each}" in message for _, _, message in told)
    if sys.platform == "linux":  # kB; 54 MB were measured for 20,000 files
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000
    print(f"{n_series * n_each} files in {seconds:.1f} s")


def huge_series(folder: Path, number: int, n_files: int) -> int:
    """Multi-frame files of 2 GiB each that take no room on the disk; their size in bytes."""
    paths = write_series(folder, "t2_tse", number, shape=(8, 8, n_files))
    for path in paths:
        dataset = pydicom.dcmread(path)
        dataset.Rows = dataset.Columns = dataset.NumberOfFrames = 1024
        dataset.PixelData = b"\0" * 4
        dataset.save_as(path)
        data = path.read_bytes()
        at = data.index(b"\xe0\x7f\x10\x00OW") + 8
        path.write_bytes(data[:at] + (2**31).to_bytes(4, "little"))
        with open(path, "r+b") as stream:
            stream.truncate(at + 4 + 2**31)
    return n_files * 2**31


def test_that_a_series_larger_than_the_memory_is_refused_and_the_rest_converted(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "free_memory_bytes", lambda: 8 * 10**9)
    n_bytes = huge_series(tmp_path / "in", 4, 8)
    if sum(path.stat().st_blocks * 512 for path in (tmp_path / "in").iterdir()) > 10**8:
        pytest.skip("this disk has no sparse files")
    assert n_bytes > 16 * 10**9
    write_t1(tmp_path / "in")
    start = monotonic()
    rows = rows_of(convert_scans(tmp_path / "in", tmp_path / "out", name="X1"))
    assert monotonic() - start < 20
    assert rows[4].failed
    assert "it holds 17.2 GB, more than the 8.0 GB of memory that may be used now" in rows[4].skipped
    assert "export it in parts" in rows[4].skipped
    assert rows[2].output.endswith("T1w.nii.gz")


def packed(path: Path, files: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path.read_bytes()


def test_that_archives_in_an_archive_are_converted_too(tmp_path):
    bold = {path.name: path.read_bytes() for path in write_bold(tmp_path / "bold", n_volumes=3)}
    t1 = {f"QUIXOTE/{path.name}": path.read_bytes() for path in write_t1(tmp_path / "t1")}
    inner = packed(tmp_path / "inner.zip", t1)
    middle = packed(tmp_path / "middle.zip", {"Quixote_Dulcinea.zip": inner, "notes.txt": b"hello"})
    packed(tmp_path / "all.zip", {**bold, "DULCINEA": middle, "broken.zip": b"PK\x03\x04" + b"x" * 99})
    report = convert_scans(tmp_path / "all.zip", tmp_path / "out", name="X1")
    assert sorted(row.role for row in report.series) == ["BOLD", "T1"]
    assert "The archive holds what is damaged; 1 of its members were left out." in report.remarks


def test_that_junk_of_every_kind_beside_the_scans_changes_nothing(tmp_path):
    write_t1(tmp_path / "in")
    rng = np.random.default_rng(3)
    for number in range(40):
        (tmp_path / "in" / f"junk{number}").write_bytes(rng.bytes(int(rng.integers(0, 3000))))
    for number, begin in enumerate(
        (b"\x08\x00", b"\x02\x00", bytes(128) + b"DICM", b"PK\x03\x04", b"%PDF", b"\x89PNG")
    ):
        for size in (0, 30, 300):
            (tmp_path / "in" / f"begin{number}_{size}").write_bytes(begin + rng.bytes(size))
    report = convert_scans(tmp_path / "in", tmp_path / "out", name="X1")
    assert [row.output for row in report.series] == ["sub-X1/anat/sub-X1_T1w.nii.gz"]


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_that_a_converter_that_dies_on_one_series_is_replaced_for_the_next(tmp_path, monkeypatch):
    real, stand_in = dcm2niix.bin, tmp_path / "stand_in"
    # what it is given last is the folder of the series; the localising word is in the files
    stand_in.write_text(
        f'#!/bin/sh\nfor last; do :; done\nif grep -lq deadly "$last"/*; then kill -SEGV $$; fi\nexec "{real}" "$@"\n'
    )
    stand_in.chmod(0o700)
    monkeypatch.setattr(dcm2niix, "bin", str(stand_in))
    write_t1(tmp_path / "in", 2, "t1_mprage")
    write_series(tmp_path / "in", "t2_deadly", 3)
    write_bold(tmp_path / "in", 4)
    rows = rows_of(convert_scans(tmp_path / "in", tmp_path / "out", name="X1"))
    assert rows[3].failed
    assert "the converter crashed on it" in rows[3].skipped
    assert [bool(rows[number].output) for number in (2, 4)] == [True, True]


def test_that_a_cancelled_import_of_a_large_series_ends_within_a_second(tmp_path):
    write_bold(tmp_path / "in", shape=(128, 128, 20), n_volumes=30)
    asked = []

    def stop(fraction, message=""):
        if fraction > 0.45 and not asked:
            asked.append(monotonic())
        if asked:
            raise Cancelled

    with pytest.raises(Cancelled):
        convert_scans(tmp_path / "in", tmp_path / "out", progress=stop)
    assert monotonic() - asked[0] < 1
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_that_nifti_files_beside_dicom_are_left_alone_and_counted(tmp_path):
    write_t1(tmp_path / "in")
    (tmp_path / "in" / "old.nii.gz").write_bytes(b"x")
    assert "1 file was NIfTI and was left alone." in convert_scans(tmp_path / "in", tmp_path / "out", name="X1").remarks


@pytest.mark.parametrize(
    ("description", "options", "output"),
    [
        ("gre_field_mapping", {}, "sub-X1_magnitude1.nii.gz"),
        ("gre_field_mapping", {"ImageType": ["ORIGINAL", "PRIMARY", "P", "ND"]}, "sub-X1_phasediff.nii.gz"),
        ("se_epi topup", {"n_volumes": 2, **BOLD}, "sub-X1_epi.nii.gz"),
    ],
)
def test_that_a_field_map_gets_its_place(tmp_path, description, options, output):
    write_series(tmp_path / "in", description, **options)
    (row,) = convert_scans(tmp_path / "in", tmp_path / "out", name="X1").series
    assert (row.role, row.output) == ("field map", f"sub-X1/fmap/{output}")


def test_that_a_labelling_duration_that_is_the_delay_is_found_by_the_import(tmp_path, monkeypatch, fixtures):
    # the converter's sidecar of a real Siemens 3D pCASL: LabelingDuration 1.2 s, but 82 blocks of 18.4 ms
    said = json.loads((fixtures / "real" / "asl" / "pcasl3d_m0_and_pairs.json").read_text())
    monkeypatch.setattr(facts, "read", lambda image: said)
    write_series(tmp_path / "in", "pcasl_3d", n_volumes=6, tr_s=4.0, **{**BOLD, "RepetitionTime": "4000"})
    (row,) = convert_scans(tmp_path / "in", tmp_path / "out", name="X1").series
    assert row.role == "ASL"
    assert any("LabelingDuration is 1.2 s" in w and "1.5088 s, which is used" in w for w in row.warnings)
