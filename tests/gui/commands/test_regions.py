"""The list of regions: each change is one step of undo, and brings the voxels along."""

import numpy as np
import pytest

from analysis.atlas.parcellation import aal
from analysis.errors import OptionError
from analysis.files.drawing_journal import read_journal
from analysis.labels.patch import Patch
from gui.commands import drawing, regions
from gui.commands.naming_regions import proposed_name
from gui.session import Role
from tests.gui.made_scans import GRAY, add_t1, grid, scan, volume

ONE, TWO = (Patch((n, 1, 1), np.ones((1, 2, 3), dtype=bool)) for n in (1, 4))


@pytest.fixture
def labels(session, tmp_path):
    """Two regions, one block each."""
    session.drawing.keep_in(tmp_path)
    add_t1(session)
    drawing.mark(session, "brush", ONE)
    drawing.add_region(session, "Second")
    drawing.mark(session, "brush", TWO)
    return session.drawing.labels


@pytest.fixture
def undoes(session, labels, tmp_path):
    """Whether the last step can be taken back and done again, on the disk too."""
    start = (labels.data.copy(), labels.regions)

    def check() -> None:
        (path,) = tmp_path.glob("*.journal")
        end = (labels.data.copy(), labels.regions)
        for step, (data, names) in ((session.undo_stack.undo, start), (session.undo_stack.redo, end)):
            step()
            np.testing.assert_array_equal(labels.data, data)
            assert labels.regions == names
            found = read_journal(path).labels
            np.testing.assert_array_equal(found.data, data)
            assert found.regions == names

    return check


def test_that_a_region_is_renamed(session, labels, undoes):
    regions.rename(session, 1, "  Left   thalamus ")
    assert labels.region(1).name == "Left thalamus"
    assert session.undo_stack.undoText() == "rename Region 1"
    undoes()


def test_that_an_empty_name_changes_nothing(session, labels):
    count = session.undo_stack.count()
    regions.rename(session, 1, "  ")
    assert labels.region(1).name == "Region 1"
    assert session.undo_stack.count() == count


def test_that_a_region_is_recoloured_and_locked(session, labels):
    regions.recolour(session, 2, (1, 2, 3))
    regions.lock(session, 2, locked=True)
    assert (labels.region(2).colour, labels.region(2).locked) == ((1, 2, 3), True)
    with pytest.raises(OptionError, match="locked"):
        regions.remove(session, [2])


def test_that_regions_are_merged_into_the_first(session, labels, undoes):
    regions.merge(session, [2, 1])
    assert (labels.n_voxels(2), [r.label for r in labels.regions]) == (12, [2])
    assert session.drawing.label == 2
    undoes()


def test_that_one_region_cannot_be_merged(session, labels):
    with pytest.raises(OptionError, match="two or more"):
        regions.merge(session, [1])


def test_that_a_deleted_region_takes_its_voxels_with_it(session, labels, undoes):
    regions.remove(session, [2])
    np.testing.assert_array_equal(labels.data > 0, ONE.on(labels.grid))
    assert [r.label for r in labels.regions] == [1]
    undoes()


def test_that_each_piece_becomes_a_region(session, labels):
    regions.merge(session, [1, 2])
    drawing.mark(session, "brush", Patch((6, 6, 6), np.ones((1, 1, 1), dtype=bool)))
    assert regions.split(session, 1) == 3
    assert sorted(labels.n_voxels(r.label) for r in labels.regions) == [1, 6, 6]
    assert [r.name for r in labels.regions] == ["Region 1", "Region 1 2", "Region 1 3"]
    session.undo_stack.undo()
    assert (labels.n_voxels(1), len(labels.regions)) == (13, 1)


def test_that_a_region_in_one_piece_is_not_split(session, labels):
    with pytest.raises(OptionError, match="one piece"):
        regions.split(session, 1)


def test_that_the_atlas_names_a_region_in_mni_space(session):
    atlas = aal()
    image = volume("mni", atlas.grid, 1.0)
    made = scan("T1", image)
    session.add_layer("T1", image, Role.UNDERLAY, GRAY, scan=made)
    drawn = drawing.begin_map(session)
    drawn.space = "MNI152"
    number = next(number for number, name in atlas.names.items() if name == "Thalamus_L")
    ijk = np.argwhere(atlas.labels == number)[0]
    drawing.mark(session, "brush", Patch(tuple(ijk.tolist()), np.ones((1, 1, 1), dtype=bool)))
    assert proposed_name(session, 1) == "Thalamus L"


def test_that_no_name_is_proposed_where_mni_space_is_not_known(session, labels):
    assert proposed_name(session, 1) == ""


def test_that_undo_of_a_rename_does_not_change_what_is_seen(session, labels):
    regions.rename(session, 1, "Thalamus")
    drawing.show_region(session, 2, visible=False)
    session.undo_stack.undo()
    assert not labels.region(2).visible
    assert grid().matches(labels.grid)
