"""Voxels and their neighbours against counting by hand, also at the edges of the volume."""

import numpy as np
import pytest

from analysis.stats.lattice import Connectivity, lattice_of

INSIDE = np.zeros((3, 4, 5), dtype=bool)
INSIDE[0, 0, 0] = INSIDE[0, 0, 1] = INSIDE[1, 1, 1] = INSIDE[2, 3, 4] = True


def neighbours(connectivity: Connectivity, row: int) -> list[int]:
    lattice = lattice_of(INSIDE)
    found = lattice.rows[lattice.places[row] + lattice.offsets(connectivity)]
    return sorted(int(other) for other in found if other >= 0)


def test_that_rows_follow_the_order_of_the_volume() -> None:
    lattice = lattice_of(INSIDE)
    assert lattice.n_voxels == 4
    assert lattice.ijk.tolist() == [[0, 0, 0], [0, 0, 1], [1, 1, 1], [2, 3, 4]]
    assert [lattice.row_at(tuple(ijk)) for ijk in lattice.ijk] == [0, 1, 2, 3]
    assert lattice.row_at((2, 2, 2)) == -1


@pytest.mark.parametrize(
    ("connectivity", "of_first", "of_second", "of_third"),
    [
        (Connectivity.FACES, [1], [0], []),
        (Connectivity.EDGES, [1], [0, 2], [1]),  # (0, 0, 1) and (1, 1, 1) share an edge
        (Connectivity.CORNERS, [1, 2], [0, 2], [0, 1]),  # (0, 0, 0) and (1, 1, 1) share a corner
    ],
)
def test_that_faces_edges_and_corners_join_what_they_should(
    connectivity: Connectivity, of_first: list[int], of_second: list[int], of_third: list[int]
) -> None:
    assert neighbours(connectivity, 0) == of_first
    assert neighbours(connectivity, 1) == of_second
    assert neighbours(connectivity, 2) == of_third
    assert neighbours(connectivity, 3) == []


def test_that_no_neighbour_is_found_across_the_edge_of_the_volume() -> None:
    """(0, 0, 4) and (0, 1, 0) follow each other in memory and lie at two ends of the volume."""
    inside = np.zeros((3, 4, 5), dtype=bool)
    inside[0, 0, 4] = inside[0, 1, 0] = True
    lattice = lattice_of(inside)
    for row in (0, 1):
        assert (lattice.rows[lattice.places[row] + lattice.offsets(Connectivity.CORNERS)] == -1).all()


@pytest.mark.parametrize("connectivity", list(Connectivity))
def test_that_there_are_as_many_offsets_as_the_name_says_half_of_them_earlier(connectivity: Connectivity) -> None:
    lattice = lattice_of(INSIDE)
    offsets = lattice.offsets(connectivity)
    assert len(set(offsets.tolist())) == int(connectivity)
    np.testing.assert_array_equal(np.sort(-offsets), offsets)
    assert len(lattice.earlier(connectivity)) == int(connectivity) // 2
