"""The folder of compared coupling: everybody is a line of the table, and the record holds what the tables say."""

import csv
import json

import numpy as np
import pytest

from analysis.errors import OutputError
from analysis.files.results import write_volume
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.perfusion.group_coupling import CouplingQuestion, compare_coupling
from analysis.perfusion.group_coupling_files import FILES, caption_of, sentences_of, write_group_coupling
from analysis.stats.cohort_table import read_cohort_table

GRID = Grid((5, 6, 4), np.array([[3.0, 0, 0, -9], [0, 3, 0, -9], [0, 0, 3, -6], [0, 0, 0, 1]]))
N = 10


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    place = tmp_path_factory.mktemp("coupling")
    lines = ["participant_id\tgroup\tcbf\treho"]
    for index in range(N):
        rng = np.random.default_rng(index)
        reho = rng.uniform(0.2, 0.8, GRID.shape)
        cbf = 20 + (20 if index < N // 2 else 120) * reho + rng.normal(0, 12, GRID.shape)
        for name, data in (("cbf", cbf), ("reho", reho)):
            write_volume(Volume(GRID, data), place / f"{name}_{index}.nii.gz", space="MNI152")
        group = "EM" if index < N // 2 else "HC"
        lines.append(f"hidden-{index}\t{group}\tcbf_{index}.nii.gz\treho_{index}.nii.gz")
    (place / "people.tsv").write_text("\n".join(lines) + "\n")
    question = CouplingQuestion("cbf", "reho", "group")
    return compare_coupling(read_cohort_table(place / "people.tsv"), Mask(GRID, np.ones(GRID.shape, bool)), question)


@pytest.fixture
def written(found, tmp_path):
    return {path.name: path for path in write_group_coupling(found, tmp_path / "out")}


def rows_of(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_that_all_files_are_there_and_none_names_anybody(written):
    assert tuple(written) == FILES
    assert not any("hidden" in path.read_text(encoding="utf-8") for path in written.values())


def test_that_each_person_has_a_row_with_r_and_fisher_z(found, written):
    rows = rows_of(written["coupling.tsv"])
    assert [row["group"] for row in rows] == ["EM"] * 5 + ["HC"] * 5
    for row, person in zip(rows, found.people, strict=True):
        assert float(row["r"]) == pytest.approx(person.r, rel=1e-5)
        assert float(row["fisher_z"]) == pytest.approx(np.arctanh(person.r), rel=1e-5)
        assert (int(row["line"]), int(row["n_voxels"])) == (person.line, GRID.n_voxels)


def test_that_groups_and_the_reported_test_stand_in_the_table_as_in_the_record(found, written):
    record = json.loads(written["coupling.json"].read_text(encoding="utf-8"))
    groups, tests = rows_of(written["groups.tsv"]), rows_of(written["tests.tsv"])
    for row, told in zip(groups, record["groups"], strict=True):
        own = [person.fisher_z for person in found.people if person.group == row["group"]]
        assert float(row["mean_z"]) == pytest.approx(np.mean(own), rel=1e-5)
        assert float(row["mean_r"]) == pytest.approx(np.tanh(np.mean(own)), rel=1e-5)
        assert told["mean_z"] == pytest.approx(np.mean(own))
        assert row["adjusted_z"] == "n/a"  # there is no covariate
    assert tests[0]["kind"] == "reported"
    assert float(tests[0]["p"]) == pytest.approx(record["test"]["p"], rel=1e-4)
    assert record["provenance"]["inputs"]
    assert record["caption"] == caption_of(found)


def test_that_the_text_holds_the_caption_and_every_sentence(found, written):
    text = written["coupling.txt"].read_text(encoding="utf-8")
    assert text.startswith(f"Coupling of cbf with reho: Pearson r over the voxels of the mask ({GRID.n_voxels})")
    assert all(sentence in text for sentence in sentences_of(found))
    assert any(sentence.startswith("EM: mean z ") for sentence in sentences_of(found))


def test_that_files_that_are_there_stay_unless_they_may_be_replaced(found, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "tests.tsv").write_text("mine")
    with pytest.raises(OutputError):
        write_group_coupling(found, folder)
    assert [path.name for path in folder.iterdir()] == ["tests.tsv"]
    assert (folder / "tests.tsv").read_text() == "mine"
    write_group_coupling(found, folder, force=True)
    assert {path.name for path in folder.iterdir()} == set(FILES)
