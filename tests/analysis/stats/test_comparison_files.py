"""A comparison of groups is a folder that is there whole, with its pairs, or not at all."""

import numpy as np
import pytest

from analysis.errors import Cancelled, OutputError
from analysis.files import writing
from analysis.grid import Grid
from analysis.image import Mask
from analysis.stats.compare import compare
from analysis.stats.compare_options import CompareOptions
from analysis.stats.comparison_files import write_comparisons
from analysis.stats.corrections import Correction
from analysis.stats.design import two_sample

GRID = Grid((10, 11, 9), np.diag([4.0, 4, 4, 1]))
MASK = Mask(GRID, np.ones(GRID.shape, bool))


@pytest.fixture(scope="module")
def found():
    """Twice the same test: the second stands for a pair after an ANCOVA."""
    values = np.random.default_rng(3).normal(size=(12, GRID.n_voxels)).astype(np.float32)
    one = compare(values, two_sample(["a"] * 6 + ["b"] * 6), MASK, CompareOptions(Correction.FDR))
    return (one, one)


def held(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_that_the_test_and_its_pairs_are_written_with_their_masks(found, tmp_path):
    written = write_comparisons(found, tmp_path / "o")
    assert all(path.is_file() for path in written)
    assert {path.parent.name for path in written} == {"o", "a_minus_b"}
    names = held(tmp_path / "o")
    assert {"t.nii.gz", "mask.nii.gz", "caption.txt", "a_minus_b/t.nii.gz", "a_minus_b/mask.nii.gz"} <= names.keys()
    assert not [name for name in names if ".part" in name]


@pytest.mark.parametrize("older", [False, True])
@pytest.mark.parametrize("failure", [OutputError("The disk is full."), Cancelled()])
def test_that_a_failure_in_the_middle_changes_nothing(found, tmp_path, monkeypatch, failure, older):
    folder = tmp_path / "o"
    if older:
        write_comparisons(found[:1], folder)
        (folder / "mine.txt").write_text("mine")
    before, real = held(tmp_path), writing.write_text

    def fails_below(text, path, **options):
        if path.parent.name == "a_minus_b":
            raise failure
        return real(text, path, **options)

    monkeypatch.setattr(writing, "write_text", fails_below)
    with pytest.raises(type(failure)):
        write_comparisons(found, folder, force=older)
    assert held(tmp_path) == before
    assert folder.exists() is older


def test_that_a_comparison_that_is_there_is_not_replaced_unasked(found, tmp_path):
    write_comparisons(found, tmp_path)
    before = held(tmp_path)
    with pytest.raises(OutputError, match="exists already"):
        write_comparisons(found, tmp_path)
    assert held(tmp_path) == before
