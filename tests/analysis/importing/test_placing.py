"""An image that nobody could open does not stay in the dataset, and does not stop the others."""

from pathlib import Path

from analysis.errors import DataError
from analysis.importing import placing
from analysis.importing.convert import convert_scans
from tests.analysis.importing.made_dicom import write_series, write_t1


def test_that_an_image_that_cannot_be_opened_is_removed_and_said(tmp_path, monkeypatch):
    real = placing.nifti.read

    def read(path):
        if "T2w" in Path(path).name:
            raise DataError("no value")
        return real(path)

    monkeypatch.setattr(placing.nifti, "read", read)
    write_t1(tmp_path / "in", 2)
    write_series(tmp_path / "in", "t2_tse", 3)
    report = convert_scans(tmp_path / "in", tmp_path / "out", name="X1")
    assert [(row.number, row.failed, bool(row.output)) for row in report.series] == [(2, False, True), (3, True, False)]
    names = sorted(path.name for path in (tmp_path / "out" / "sub-X1" / "anat").iterdir())
    assert names == ["sub-X1_T1w.json", "sub-X1_T1w.nii.gz"]


def test_that_a_task_that_names_someone_is_not_in_a_file_name(tmp_path):
    write_series(tmp_path / "in", "func_task-dulcinea", n_volumes=4)
    (row,) = convert_scans(tmp_path / "in", tmp_path / "out", name="X1").series
    assert row.output == "sub-X1/func/sub-X1_task-unknown_bold.nii.gz"


def test_that_the_table_of_the_import_lists_what_was_not_converted(tmp_path):
    write_t1(tmp_path / "in", 2)
    write_series(tmp_path / "in", "localizer", 1)
    convert_scans(tmp_path / "in", tmp_path / "out", name="X1")
    lines = (tmp_path / "out/sub-X1/sub-X1_import.tsv").read_text().splitlines()
    assert lines[1].split("\t")[:4] == ["1", "5", "n/a", "localiser"]
    assert lines[2].split("\t")[5] == "sub-X1/anat/sub-X1_T1w.nii.gz"
