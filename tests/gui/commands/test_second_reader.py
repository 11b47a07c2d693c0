"""Two readers: matched by name, overlap, volumes, means; by hand on small maps."""

import numpy as np
import pytest

from analysis.labels.label_map import LabelMap, Region
from gui.commands import second_reader
from tests.gui.commands.test_region_numbers import add_map
from tests.gui.made_scans import grid, volume


def two_readers(session, other_grid=None):
    """Own: "Left thalamus" of 4 voxels and "Only mine"; the other: "left  Thalamus" of 6 voxels, 3 in common."""
    on = grid()
    mine, theirs = np.zeros(on.shape, np.uint16), np.zeros(on.shape, np.uint16)
    mine[2:6, 3, 5], mine[0, 0, 0] = 1, 2
    theirs[3:7, 3, 5], theirs[3:5, 4, 5] = 9, 9
    own = LabelMap(on, mine, [Region(1, "Left thalamus", (1, 1, 1)), Region(2, "Only mine", (1, 1, 1))])
    other = LabelMap(on, theirs, [Region(9, "left  Thalamus", (1, 1, 1))])
    add_map(session, volume("map", on), mni=False)
    session.drawing.add_map(own, "own")
    session.drawing.add_map(other, "Dr. B", is_reference=True)


def test_that_there_must_be_two_readers(session):
    add_map(session, volume("map"), mni=False)
    session.drawing.add_map(LabelMap(grid()), "own")
    assert second_reader.ask(session) is None


def test_that_overlap_volumes_and_means_are_those_of_the_voxels(session):
    two_readers(session)
    asked = second_reader.ask(session)
    assert asked.name == "Dr. B"
    both, mine = second_reader.compute(asked)
    assert both.name == "Left thalamus"
    assert both.dice == pytest.approx(2 * 3 / (4 + 6))
    assert (both.own_mm3, both.other_mm3) == (pytest.approx(32), pytest.approx(48))
    assert both.difference_percent == pytest.approx(-40)
    (mean,) = both.means  # i + 10 j + 100 k
    assert mean.own == 533.5
    assert mean.other == pytest.approx((533 + 534 + 535 + 536 + 543 + 544) / 6)
    assert mean.difference == pytest.approx(mean.own - mean.other)
    assert mine.name == "Only mine"
    assert np.isnan(mine.dice)
    assert np.isnan(mine.difference_percent)
    assert np.isnan(mine.means[0].other)


def test_that_the_other_reader_is_never_changed(session):
    two_readers(session)
    assert session.drawing.current.name == "own"
    assert second_reader.reference(session).is_reference


def test_that_another_grid_is_brought_to_ones_own(session):
    on = grid((16, 18, 20), 1.0)
    add_map(session, volume("map", on), mni=False)
    data = np.zeros(on.shape, np.uint16)
    data[4:10, 4:10, 4:10] = 1
    session.drawing.add_map(LabelMap(on, data, [Region(1, "a", (1, 1, 1))]), "own")
    coarse = grid()
    theirs = np.zeros(coarse.shape, np.uint16)
    for ijk in np.argwhere(np.ones(coarse.shape, bool)):
        voxel = on.voxel_at(coarse.to_mm(ijk))
        theirs[tuple(ijk)] = 0 if voxel is None else data[voxel]
    session.drawing.add_map(LabelMap(coarse, theirs, [Region(1, "A", (1, 1, 1))]), "other", is_reference=True)
    (row,) = second_reader.compute(second_reader.ask(session))
    n, common = 0, 0
    for ijk in np.argwhere(np.ones(on.shape, bool)):
        voxel = coarse.voxel_at(on.to_mm(ijk))
        marked = voxel is not None and bool(theirs[voxel])
        n += marked
        common += marked and bool(data[tuple(ijk)])
    assert row.dice == pytest.approx(2 * common / (216 + n))


def test_that_the_table_can_be_copied(session):
    two_readers(session)
    lines = second_reader.as_text(second_reader.compute(second_reader.ask(session))).splitlines()
    assert lines[0] == "region\tdice\town_mm3\tother_mm3\tvolume_difference_percent\tmean_difference map"
    assert lines[1].split("\t")[:2] == ["Left thalamus", "0.6"]
    assert lines[2].split("\t")[1] == "n/a"
