"""``main.py process`` writes the quality of what it processed, and its failure costs no map."""

import pytest

from analysis.errors import DataError
from analysis.pipeline.chain import Processed
from analysis.quality.folder import processed_files
from analysis.quality.kept import read_quality
from gui.figures import quality_work
from tests.analysis.quality.made_patient import write_patient

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def processed_in_no_time(monkeypatch, tmp_path):
    """The chain takes minutes; here it leaves the files of a made patient."""
    out = tmp_path / "out"

    def process(case, out, preset, *, voxel_mm, progress):
        write_patient(out, t1=False)
        (out / "sub-made").rename(out / f"sub-{case.subject}")
        return Processed(None, None, None, (out / "map.nii.gz",), (), out / "record.json")

    monkeypatch.setattr("analysis.pipeline.chain.process_patient", process)
    return out


def test_that_record_and_page_lie_in_the_patients_folder(call, bold_path, t1_path, processed_in_no_time):
    answer = call("process", bold_path.parent, "--out", processed_in_no_time, "--preset", "restplus")
    assert answer.code == 0
    files = processed_files(processed_in_no_time)
    assert f"Quality page: {files.page}" in answer.err
    assert read_quality(files).preset == "RESTplus defaults"
    page = files.page.read_text(encoding="utf-8")
    assert f"Quality of sub-{files.subject}" in page
    assert str(bold_path.parent) not in page


def test_that_maps_are_told_even_if_the_page_cannot_be_made(
    call, bold_path, t1_path, processed_in_no_time, monkeypatch
):
    def fail(*_):
        raise DataError("The series is odd.")

    monkeypatch.setattr(quality_work, "measure_quality", fail)
    answer = call("process", bold_path.parent, "--out", processed_in_no_time)
    assert answer.code == 0
    assert "The quality page could not be made. The series is odd." in answer.err
    assert "map.nii.gz" in answer.out
