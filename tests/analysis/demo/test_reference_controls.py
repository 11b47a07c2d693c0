"""Controls unpacked beside the patient: whole or absent, once, offered to the patient's scans and to nobody else's."""

import json
from pathlib import Path

import numpy as np
import pytest

from analysis.demo import reference_controls
from analysis.demo.reference_archive import keep, write_archive
from analysis.demo.reference_controls import FOLDER, TABLE, ensure_controls, table_for
from analysis.demo.sidecars import dataset_description
from analysis.errors import Cancelled, FileFormatError, OutputError
from analysis.files.results import write_map
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.provenance import Provenance
from analysis.scan import StatMap
from analysis.stats.cohort_table import read_cohort_table

GRID = Grid((4, 4, 4), np.diag([3.0, 3.0, 3.0, 1.0]))
ROWS = "participant_id\tage\tmalff\nsub-a\t40\tsub-a/maps/malff.nii.gz\nsub-b\t50\tsub-b/maps/malff.nii.gz\n"


def an_archive(path: Path, folder: Path, seed: int) -> Path:
    random = np.random.default_rng(seed)
    for subject in ("sub-a", "sub-b"):
        data, inside = random.normal(1, 0.1, GRID.shape).astype(np.float32), np.ones(GRID.shape, dtype=bool)
        made = StatMap(Volume(GRID, data, "mALFF"), "malff", Provenance("analysis.made"), Mask(GRID, inside, "brain"))
        write_map(made, folder / subject / "maps", space="MNI152")
    return write_archive(keep(folder, ("sub-a", "sub-b"), ("malff",), ROWS), path)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    root = tmp_path_factory.mktemp("archive")
    return an_archive(root / "controls.zip", root / "processed", 1)


@pytest.fixture
def dataset(tmp_path):
    folder = tmp_path / "demo"
    (folder / "sub-demo" / "func").mkdir(parents=True)
    (folder / "dataset_description.json").write_text(json.dumps(dataset_description()))
    return folder


def test_that_the_table_names_maps_that_are_there(dataset, archive):
    table = ensure_controls(dataset, archive=archive)
    assert table == dataset / FOLDER / TABLE
    read = read_cohort_table(table)
    assert read.ids == ("sub-a", "sub-b")
    assert [path.is_file() for path in read.map_paths("malff")] == [True, True]
    assert "Nobody was scanned" in (table.parent / "README").read_text()


def test_that_controls_that_are_there_are_left_and_those_of_another_archive_replaced(dataset, archive, tmp_path):
    table = ensure_controls(dataset, archive=archive)
    (table.parent / "note.txt").write_text("mine")
    ensure_controls(dataset, archive=archive)
    assert (table.parent / "note.txt").exists()
    other = an_archive(tmp_path / "other.zip", tmp_path / "processed", 2)
    ensure_controls(dataset, archive=other)
    assert not (table.parent / "note.txt").exists()
    assert table.is_file()


@pytest.mark.parametrize("stop_at", [0.0, 0.4])
def test_that_a_cancelled_unpacking_leaves_nothing(dataset, archive, stop_at):
    def cancel(fraction: float, message: str = "") -> None:
        if fraction >= stop_at:
            raise Cancelled

    with pytest.raises(Cancelled):
        ensure_controls(dataset, archive=archive, progress=cancel)
    assert not (dataset / FOLDER).exists()
    assert list((dataset / FOLDER).parent.iterdir()) == []


def test_that_a_damaged_archive_leaves_nothing_and_something_else_is_not_replaced(dataset, archive, tmp_path):
    cut = tmp_path / "cut.zip"
    cut.write_bytes(archive.read_bytes()[:200])
    with pytest.raises(FileFormatError, match="install Algoscope again"):
        ensure_controls(dataset, archive=cut)
    assert not (dataset / FOLDER).exists()
    (dataset / FOLDER).mkdir(parents=True)
    (dataset / FOLDER / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError, match="something else"):
        ensure_controls(dataset, archive=archive)


def test_that_the_table_is_offered_to_scans_of_the_demonstration_patient_alone(dataset, archive, tmp_path):
    scan = dataset / "sub-demo" / "func" / "sub-demo_task-rest_bold.nii.gz"
    assert table_for((scan,)) is None  # not unpacked
    table = ensure_controls(dataset, archive=archive)
    assert table_for((scan,)) == table
    assert table_for((dataset,)) == table
    other = tmp_path / "study"
    other.mkdir()
    (other / "dataset_description.json").write_text(json.dumps({"Name": "A study"}))
    assert table_for((other / "sub-01" / "func" / "sub-01_bold.nii.gz",)) is None
    assert table_for(()) is None


def test_that_the_archive_that_ships_is_of_twenty_controls_and_more():
    kept = reference_controls.read_archive(reference_controls.ARCHIVE)
    assert len(kept.subjects) >= 24
    assert list(kept.maps) == ["malff", "cbf", "smreho", "gray_volume"]
    assert reference_controls.ARCHIVE.stat().st_size < 8_000_000
