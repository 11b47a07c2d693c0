"""The cohort's table gets everyone's numbers of quality, and can be read as a cohort."""

import csv

from analysis.files.results import write_tsv
from analysis.pipeline.cohort_quality import add_quality
from analysis.presets import find_preset
from analysis.quality.folder import processed_files
from analysis.quality.kept import write_quality
from analysis.quality.measuring import measure_quality
from tests.analysis.quality.made_patient import write_patient


def test_that_columns_are_added_once_and_people_without_a_record_have_none(tmp_path):
    root = write_patient(tmp_path)
    files = processed_files(root)
    measured = measure_quality(files, find_preset("restplus"))
    write_quality(measured, files)
    columns = ("participant_id", "age", "mean_fd_mm")
    table = write_tsv(columns, [("sub-made", 44, 0.5), ("sub-gone", 50, None)], root / "cohort.tsv")
    add_quality(table)
    before = table.read_text()
    with table.open(newline="") as stream:
        made, gone = csv.DictReader(stream, delimiter="\t")
    own = {check.key: check.value for group in measured.quality.groups for check in group.checks}
    assert float(made["quality_tsnr"]) == float(f"{own['tsnr']:.6g}")
    assert float(made["quality_mean_fd"]) == float(f"{own['mean_fd']:.6g}")
    assert (made["age"], made["mean_fd_mm"]) == ("44", "0.5")
    assert gone["quality_tsnr"] == "n/a"
    add_quality(table)
    assert table.read_text() == before
