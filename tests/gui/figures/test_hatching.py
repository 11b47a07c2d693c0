import numpy as np
import pytest

from analysis.grid import Grid
from analysis.image import Volume
from analysis.plane import Convention, Orientation, anatomical_plane
from gui.figures.hatching import Veil, hatch_pixels, hatched

GRID = Grid((40, 40, 4), np.diag([1.0, 1.0, 1.0, 1.0]))


def veil(*, is_rising: bool = True) -> Veil:
    marks = np.zeros(GRID.shape, dtype=np.float32)
    marks[:20] = 1
    marks[0] = np.nan
    return Veil(Volume(GRID, marks), is_rising)


def plane(pixel_mm: float = 0.25, shift: float = 0.0):
    centre = np.array([19.5 + shift, 19.5, 2.0])
    return anatomical_plane(Orientation.AXIAL, Convention.NEUROLOGICAL, centre, (40.0, 40.0), pixel_mm)


def test_that_only_marked_voxels_are_hatched() -> None:
    before = np.full((160, 160, 3), 100, np.uint8)
    after = hatched(before, plane(), veil())
    changed = (after != before).any(axis=2)
    assert not changed[:, 80:].any()
    assert not changed[:, :4].any()  # NaN is no mark
    assert changed[:, 4:80].all()
    assert (before == 100).all()


def test_that_lines_are_seen_on_black_on_white_and_on_any_colour() -> None:
    for level in (0, 128, 255):
        picture = hatched(np.full((160, 160, 3), level, np.uint8), plane(), veil())[:, 8:76].astype(int)
        assert picture.max() - picture.min() > 100


def test_that_the_two_directions_are_mirror_images() -> None:
    """A rising line goes up to the right: its pixels have one sum of column and row."""
    before = np.zeros((160, 160, 3), np.uint8)
    rising, falling = (hatched(before, plane(), veil(is_rising=r))[..., 0] > 150 for r in (True, False))
    assert (rising[41:80, 20:59] == rising[40:79, 21:60]).mean() > 0.99
    assert (falling[41:80, 21:60] == falling[40:79, 20:59]).mean() > 0.99
    assert (rising[41:80, 21:60] == rising[40:79, 20:59]).mean() < 0.95


def test_that_lines_stay_in_place_while_the_picture_moves() -> None:
    before = np.zeros((160, 160, 3), np.uint8)
    still, moved = hatched(before, plane(), veil()), hatched(before, plane(shift=1.0), veil())
    np.testing.assert_array_equal(still[:, 14:70], moved[:, 10:66])


@pytest.mark.parametrize("is_rising", [True, False])
def test_that_packed_pixels_are_hatched_alike(is_rising: bool) -> None:
    packed = np.full((160, 160), 0xFF646464, np.uint32)
    after = hatch_pixels(packed, plane(), veil(is_rising=is_rising))
    wanted = hatched(np.full((160, 160, 3), 100, np.uint8), plane(), veil(is_rising=is_rising))[..., 0].astype(
        np.uint32
    )
    np.testing.assert_array_equal(after, 0xFF000000 | wanted << 16 | wanted << 8 | wanted)
    assert (packed == 0xFF646464).all()
