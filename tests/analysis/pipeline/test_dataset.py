"""A dataset is processed subject by subject; a failure stops no other, and the tables say who is done."""

import csv
from pathlib import Path

import pytest

from analysis.errors import Cancelled, DataError, InputError
from analysis.files.results import write_json
from analysis.pipeline import dataset
from analysis.pipeline.case import Chosen
from analysis.pipeline.dataset import process_dataset, read_participants
from analysis.pipeline.names import Names
from analysis.presets import find_preset

PRESET = find_preset("spinal_pain_zhang2025")


def three_subjects(root: Path) -> Path:
    for label in ("01", "02", "03"):
        path = root / f"sub-{label}" / "anat" / "acq-a_T1w.nii.gz"  # no subject in the name: the folder tells
        path.parent.mkdir(parents=True)
        path.write_bytes(b"")  # only its name is looked at
    (root / "participants.tsv").write_text(
        "participant_id\tage\tsex\tgroup\nsub-01\t63\tF\tpain\nsub-03\t\tM\tcontrol\n"
    )
    return root


def pretend(case, out, preset, *, voxel_mm, progress):
    """Instead of minutes of registration: leave a record, or fail as subject 02 does."""
    progress(0.5, "Working")
    if case.subject == "02":
        raise DataError("This T1 looks like a localiser.")
    if case.subject == "04":
        raise ZeroDivisionError
    names = Names(out, case.subject)
    names.maps.mkdir(parents=True)
    (names.maps / "gray_volume.nii.gz").write_bytes(b"")
    write_json({"Maps": ["gray_volume"], "Warnings": ["Mind."], "TotalIntracranialMl": 1500.5}, names.record)


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text().splitlines(), delimiter="\t"))


def test_that_one_failing_subject_stops_no_other(tmp_path, monkeypatch):
    monkeypatch.setattr(dataset, "process_patient", pretend)
    done = process_dataset(three_subjects(tmp_path / "raw"), tmp_path / "out", PRESET)
    assert [(o.subject, o.is_done) for o in done.outcomes] == [("01", True), ("02", False), ("03", True)]
    summary = rows_of(done.summary)
    assert [row["status"] for row in summary] == ["done", "failed", "done"]
    assert summary[1]["sentence"] == "This T1 looks like a localiser."
    assert summary[0]["n_warnings"] == "1"


def test_that_not_even_a_mistake_of_ours_stops_the_others(tmp_path, monkeypatch):
    monkeypatch.setattr(dataset, "process_patient", pretend)
    root = three_subjects(tmp_path / "raw")
    (root / "sub-02").rename(root / "sub-04")
    done = process_dataset(root, tmp_path / "out", PRESET)
    assert [(o.subject, o.is_done) for o in done.outcomes] == [("01", True), ("03", True), ("04", False)]
    assert "ZeroDivisionError" in done.outcomes[2].sentence


def test_that_the_cohort_table_holds_people_and_paths_of_maps(tmp_path, monkeypatch):
    monkeypatch.setattr(dataset, "process_patient", pretend)
    done = process_dataset(three_subjects(tmp_path / "raw"), tmp_path / "out", PRESET, Chosen(t1="acq-a"))
    rows = rows_of(done.cohort)
    assert [row["participant_id"] for row in rows] == ["sub-01", "sub-03"]
    assert (rows[0]["age"], rows[0]["sex"], rows[0]["group"]) == ("63", "F", "pain")
    assert (rows[1]["age"], rows[1]["sex"]) == ("n/a", "M")
    assert rows[0]["tiv_ml"] == "1500.5"
    assert (done.cohort.parent / rows[0]["gray_volume"]).is_file()


def test_that_a_cancel_stops_the_whole_run_and_leaves_the_tables(tmp_path, monkeypatch):
    monkeypatch.setattr(dataset, "process_patient", pretend)

    def cancel(fraction: float, message: str = "") -> None:
        if "sub-02" in message:
            raise Cancelled

    with pytest.raises(Cancelled):
        process_dataset(three_subjects(tmp_path / "raw"), tmp_path / "out", PRESET, progress=cancel)
    assert len(rows_of(tmp_path / "out" / dataset.SUMMARY)) == 1


def test_that_a_folder_without_subjects_and_a_table_without_ids_are_refused(tmp_path):
    with pytest.raises(InputError, match="no BIDS dataset"):
        process_dataset(tmp_path, tmp_path / "out", PRESET)
    table = tmp_path / "participants.tsv"
    assert read_participants(table) == {}
    table.write_text("name\tage\nx\t3\n")
    with pytest.raises(InputError, match="participant_id"):
        read_participants(table)
