"""The journal of a map stays the same file, whatever happens: a session that names it finds the newest in it."""

import errno
import os

import numpy as np
import pytest

from analysis.errors import OutputError
from analysis.files.drawing_journal import DrawingJournal, read_journal
from analysis.labels.label_map import LabelMap, Region
from gui.drawing.keeping import Keeper
from tests.gui.made_scans import grid


@pytest.fixture
def labels() -> LabelMap:
    on = grid()
    data = np.zeros(on.shape, dtype=np.uint16)
    data[1, 2, 3] = 1
    return LabelMap(on, data, [Region(1, "one", (1, 2, 3))])


def keeper(labels: LabelMap, folder, told: list[str] | None = None, **options) -> Keeper:
    return Keeper(folder, labels, {"name": "drawn"}, (told if told is not None else []).append, **options)


def test_that_a_journal_begun_anew_is_the_same_file(labels, tmp_path):
    one = keeper(labels, tmp_path)
    one.begin(is_saved=True)
    name = one.journal_name
    one.begin(is_saved=False)
    assert one.journal_name == name
    assert [path.name for path in tmp_path.glob("*.journal")] == [name]
    assert not read_journal(tmp_path / name).is_saved
    one.close(delete=True)
    assert list(tmp_path.iterdir()) == []


def test_that_a_restored_drawing_goes_on_with_its_journal(labels, tmp_path):
    first = keeper(labels, tmp_path)
    first.begin(is_saved=False)
    name = first.journal_name
    first.close(delete=False)
    second = keeper(labels, tmp_path, name=name)
    second.begin(is_saved=False)
    assert second.journal_name == name
    assert len(list(tmp_path.glob("*.journal"))) == 1
    second.close(delete=True)


def test_that_where_it_cannot_be_begun_anew_what_was_kept_stays(labels, tmp_path, monkeypatch):
    told: list[str] = []
    one = keeper(labels, tmp_path, told)
    one.begin(is_saved=False)
    name = one.journal_name

    def full(*_: object, **__: object) -> None:
        raise OutputError(os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(DrawingJournal, "__init__", full)
        one.begin(is_saved=False)
    assert told == [os.strerror(errno.ENOSPC)]
    assert one.journal_name == name
    assert read_journal(tmp_path / name).labels.n_voxels(1) == 1
    one.begin(is_saved=False)  # once there is room
    assert one.journal_name == name
    one.close(delete=True)
    assert list(tmp_path.iterdir()) == []


def test_that_without_a_folder_nothing_is_kept(labels, tmp_path):
    one = keeper(labels, None)
    one.begin(is_saved=False)
    assert one.journal_name == ""
    one.close(delete=True)
