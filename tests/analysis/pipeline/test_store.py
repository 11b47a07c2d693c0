"""What a key depends on, and that only complete results are ever found under it."""

import numpy as np
import pytest

from analysis.errors import Cancelled, OutputError
from analysis.pipeline.resources import Use
from analysis.pipeline.store import DoneFiles, Store, key_of
from analysis.provenance import Provenance

MADE = Provenance("analysis.somewhere.step", {"size": 3})


def once(calls: list[int]):
    def compute():
        calls.append(1)
        return {"a": np.arange(5), "b": np.ones((2, 3), dtype=np.float32)}

    return compute


def test_that_a_key_changes_with_each_thing_it_depends_on():
    key = key_of("motion-1", {"reference": 0}, ["abc"])
    assert key == key_of("motion-1", {"reference": 0}, ["abc"])
    others = [
        key_of("motion-2", {"reference": 0}, ["abc"]),
        key_of("motion-1", {"reference": 1}, ["abc"]),
        key_of("motion-1", {"reference": 0}, ["abd"]),
    ]
    assert len({key, *others}) == 4


def test_that_a_step_is_computed_once_and_then_found_by_another_run(tmp_path):
    calls: list[int] = []
    first = Store(tmp_path).arrays("step", "k1", MADE, once(calls))
    again = Store(tmp_path).arrays("step", "k1", MADE, once(calls))
    assert len(calls) == 1
    np.testing.assert_array_equal(again["b"], first["b"])
    Store(tmp_path).arrays("step", "k2", MADE, once(calls))
    assert len(calls) == 2
    assert '"size": 3' in (tmp_path / "step-k1.json").read_text()


def test_that_a_cancelled_step_leaves_nothing(tmp_path):
    def cancelled():
        raise Cancelled

    with pytest.raises(Cancelled):
        Store(tmp_path).arrays("step", "k1", MADE, cancelled)
    assert list(tmp_path.iterdir()) == []


def test_that_a_damaged_result_is_computed_again(tmp_path):
    calls: list[int] = []
    Store(tmp_path).arrays("step", "k1", MADE, once(calls))
    path = tmp_path / "step-k1.npz"
    path.write_bytes(path.read_bytes()[:100])
    result = Store(tmp_path).arrays("step", "k1", MADE, once(calls))
    assert len(calls) == 2
    np.testing.assert_array_equal(result["a"], np.arange(5))


def test_that_leftovers_of_a_killed_run_are_removed_and_never_taken_for_results(tmp_path):
    (tmp_path / ".12345678.part").write_bytes(b"half")
    Store(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_that_files_count_as_done_only_while_they_are_as_they_were(tmp_path):
    store, image = Store(tmp_path / "work"), tmp_path / "maps" / "alff.nii.gz"
    image.parent.mkdir()
    image.write_bytes(b"map")
    assert store.done_files("alff", "k1", tmp_path) is None
    done = DoneFiles((image,), ("Mind this.",))
    store.note_done("alff", "k1", done, tmp_path, Use(1.25, 3_000_000))
    assert store.done_files("alff", "k1", tmp_path) == done
    assert store.use_of("alff", "k1") == {"seconds": 1.25, "peak_memory_mb": 3.0}
    assert store.done_files("alff", "k2", tmp_path) is None
    image.write_bytes(b"other")
    assert store.done_files("alff", "k1", tmp_path) is None
    image.unlink()
    assert store.done_files("alff", "k1", tmp_path) is None


def test_that_what_a_step_took_is_kept_beside_it(tmp_path):
    store = Store(tmp_path)
    assert store.kept("step", "k1") is None
    store.arrays("step", "k1", MADE, once([]))
    assert store.kept("step", "k1") is not None
    assert store.use_of("step", "k1")["seconds"] >= 0
    assert store.use_of("step", "k2") == {}


def test_that_a_folder_that_cannot_be_made_is_a_sentence(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="could not be written"):
        Store(tmp_path / "file" / "work")
