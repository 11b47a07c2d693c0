"""The dataset's folder on the disk."""

import json

import pytest

from analysis.errors import OutputError
from analysis.importing import dataset
from tests.analysis.importing.made_dicom import contents


@pytest.fixture
def make(tmp_path):
    """A finished dataset of one patient, with one file."""

    def write(subject, text="scan"):
        root = tmp_path / f"made_{subject}_{text}"
        (root / subject).mkdir(parents=True)
        (root / subject / "scan").write_text(text)
        dataset.write_frame(root, [(subject, 50, "F")])
        return root

    return write


def test_that_a_new_dataset_says_what_made_it_and_that_faces_stay(make, tmp_path):
    dataset.publish(make("sub-A"), tmp_path / "study", "sub-A", ("sub-A", 50, "F"), force=False)
    description = json.loads((tmp_path / "study" / "dataset_description.json").read_text())
    assert [tool["Name"] for tool in description["GeneratedBy"]] == ["Algoscope", "dcm2niix"]
    assert "FACIAL FEATURES ARE NOT REMOVED" in (tmp_path / "study" / "README").read_text()


def test_that_an_empty_folder_is_taken(make, tmp_path):
    (tmp_path / "study").mkdir()
    dataset.publish(make("sub-A"), tmp_path / "study", "sub-A", ("sub-A", 50, "F"), force=False)
    assert (tmp_path / "study" / "sub-A" / "scan").is_file()


def test_that_patients_are_listed_once_and_missing_values_stay_missing(make, tmp_path):
    study = tmp_path / "study"
    dataset.publish(make("sub-B"), study, "sub-B", ("sub-B", 50, "F"), force=False)
    dataset.publish(make("sub-A"), study, "sub-A", ("sub-A", None, None), force=False)
    dataset.publish(make("sub-B", "new"), study, "sub-B", ("sub-B", 51, "F"), force=True)
    lines = (study / "participants.tsv").read_text().splitlines()
    assert lines == ["participant_id\tage\tsex", "sub-A\tn/a\tn/a", "sub-B\t51\tF"]
    assert (study / "sub-B" / "scan").read_text() == "new"


def test_that_a_damaged_list_of_participants_stops_before_anything_is_changed(make, tmp_path):
    study = tmp_path / "study"
    dataset.publish(make("sub-A"), study, "sub-A", ("sub-A", 50, "F"), force=False)
    (study / "participants.tsv").write_text("participant_id\tpain\nsub-A\t7\n")
    before = contents(study)
    with pytest.raises(OutputError, match=r"participants\.tsv"):
        dataset.publish(make("sub-B"), study, "sub-B", ("sub-B", 50, "F"), force=False)
    assert contents(study) == before


def test_that_a_file_in_the_way_is_left(make, tmp_path):
    (tmp_path / "study").write_text("mine")
    with pytest.raises(OutputError, match="something else"):
        dataset.refuse_existing(tmp_path / "study", "sub-A", force=True)
