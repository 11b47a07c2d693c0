"""The drawing: what is open, what is chosen, and that each change is on the disk before the next."""

from pathlib import Path

import numpy as np
import pytest

from analysis.errors import OptionError, OutputError
from analysis.files.drawing_journal import read_journal
from analysis.labels.label_map import LabelMap
from analysis.labels.patch import Patch
from gui.drawing import Tool
from gui.session import Change, Session
from tests.gui.made_scans import grid

BLOCK = Patch((1, 1, 1), np.ones((2, 3, 2), dtype=bool))


def with_region() -> LabelMap:
    labels = LabelMap(grid())
    labels.add_region("Thalamus")
    return labels


def journals(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.journal"))


def test_that_a_new_map_is_drawn_in_and_its_first_region_is_chosen(session: Session, changes):
    made = session.drawing.add_map(with_region(), "T1")
    assert session.drawing.current is made
    assert session.drawing.region.name == "Thalamus"
    assert changes == [Change.ROIS]


def test_that_a_reference_can_be_seen_but_not_changed(session: Session):
    own = session.drawing.add_map(with_region(), "T1")
    other = session.drawing.add_map(with_region(), "second reader", is_reference=True)
    assert session.drawing.current is own
    with pytest.raises(OptionError, match="another reader"):
        session.drawing.choose_map(other.id)
    with pytest.raises(OptionError, match="another reader"):
        session.drawing.apply(other.id, other.labels.edit(BLOCK, 1), "brush")


def test_that_each_change_is_on_the_disk_before_the_call_returns(session: Session, tmp_path):
    session.drawing.keep_in(tmp_path)
    made = session.drawing.add_map(with_region(), "T1")
    edit = made.labels.edit(BLOCK, 1)
    number = session.drawing.apply(made.id, edit, "brush")
    (path,) = journals(tmp_path)
    assert read_journal(path).labels.n_voxels(1) == BLOCK.n_voxels
    session.drawing.revert(made.id, edit, (number,))
    assert read_journal(path).labels.n_voxels(1) == 0
    session.drawing.redo(made.id, edit, (number,))
    assert read_journal(path).labels.n_voxels(1) == BLOCK.n_voxels
    renamed = [made.labels.region(1).__class__(1, "Left thalamus", (1, 2, 3))]
    session.drawing.set_regions(made.id, renamed)
    assert read_journal(path).labels.region(1).name == "Left thalamus"


def test_that_a_closed_map_leaves_nothing_unless_it_is_to_be_offered_again(session: Session, tmp_path):
    session.drawing.keep_in(tmp_path)
    for keep in (True, False):
        made = session.drawing.add_map(with_region(), "T1")
        session.drawing.apply(made.id, made.labels.edit(BLOCK, 1), "brush")
        session.drawing.close_map(made.id, keep_journal=keep)
        assert len(journals(tmp_path)) == 1
    assert read_journal(journals(tmp_path)[0]).labels.n_voxels(1) == BLOCK.n_voxels


def test_that_a_full_disk_is_told_and_the_next_change_keeps_the_whole_map(
    session: Session, tmp_path, told, monkeypatch
):
    session.drawing.keep_in(tmp_path)
    made = session.drawing.add_map(with_region(), "T1")
    first = made.labels.edit(BLOCK, 1)

    def full(*_):
        raise OutputError("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr("analysis.files.drawing_journal.DrawingJournal.note_edit", full)
        lost = session.drawing.apply(made.id, first, "brush")
    assert told == ["The disk is full."]
    second = made.labels.edit(Patch((4, 4, 4), np.ones((1, 1, 1), dtype=bool)), 1)
    session.drawing.apply(made.id, second, "brush")
    (path,) = journals(tmp_path)
    np.testing.assert_array_equal(read_journal(path).labels.data, made.labels.data)
    session.drawing.revert(made.id, second, (lost,))
    session.drawing.revert(made.id, first, (lost,))
    (path,) = journals(tmp_path)
    assert not read_journal(path).labels.data.any()


def test_that_a_map_is_unsaved_after_a_change_until_it_is_saved(session: Session, tmp_path):
    session.drawing.keep_in(tmp_path / "journals")
    made = session.drawing.add_map(with_region(), "T1")
    assert not session.drawing.unsaved
    session.drawing.apply(made.id, made.labels.edit(BLOCK, 1), "brush")
    assert session.drawing.unsaved == (made,)
    session.drawing.note_saved(made.id, tmp_path / "a.nii.gz", made.labels.revision)
    assert not session.drawing.unsaved
    assert read_journal(journals(tmp_path / "journals")[0]).is_saved


def test_that_closing_everything_closes_the_drawing(session: Session):
    session.drawing.add_map(with_region(), "T1")
    session.close_all()
    assert session.drawing.maps == ()
    assert session.drawing.region is None


def test_that_only_another_tool_is_a_change(session: Session, changes):
    session.drawing.choose_tool(Tool.BRUSH)
    session.drawing.choose_tool(Tool.BRUSH)
    assert changes == [Change.ROIS]
