"""What is refused before any work."""

import numpy as np
import pytest

from analysis.errors import DataError
from analysis.grid import Grid
from analysis.image import ArrayFrames, Mask, Series, Volume
from analysis.preprocess.suitability import require_lesion, require_resting_series, require_room, require_whole_head


def t1(shape: tuple[int, int, int], sizes_mm: tuple[float, float, float], value: float = 1.0) -> Volume:
    data = np.zeros(shape)
    data[2:-2, 2:-2] = value
    return Volume(Grid(shape, np.diag([*sizes_mm, 1.0])), data)


@pytest.mark.parametrize(
    ("shape", "sizes", "sentence"),
    [
        ((256, 256, 3), (1.0, 1.0, 6.0), "localiser"),
        ((128, 128, 40), (2.0, 2.0, 5.0), "localiser"),
        ((64, 64, 40), (3.0, 3.0, 1.0), "only 40 mm"),
    ],
)
def test_that_a_localiser_or_a_slab_is_no_t1(shape, sizes, sentence):
    with pytest.raises(DataError, match=sentence):
        require_whole_head(t1(shape, sizes))


def test_that_a_whole_head_is_accepted_and_an_empty_one_is_not():
    require_whole_head(t1((60, 70, 60), (3.0, 3.0, 3.0)))
    with pytest.raises(DataError, match="empty"):
        require_whole_head(t1((60, 70, 60), (3.0, 3.0, 3.0), value=0.0))


def test_that_a_short_series_or_one_without_tr_is_refused():
    grid = Grid((2, 2, 2), np.eye(4))
    with pytest.raises(DataError, match="8 volumes"):
        require_resting_series(Series(grid, ArrayFrames(np.ones((2, 2, 2, 8), np.float32)), 2.0))
    fifty = ArrayFrames(np.ones((2, 2, 2, 50), np.float32))
    require_resting_series(Series(grid, fifty, 2.0), n_dropped=10)
    with pytest.raises(DataError, match="of which 11 are dropped"):
        require_resting_series(Series(grid, fifty, 2.0), n_dropped=11)
    with pytest.raises(DataError, match="TR"):
        require_resting_series(Series(grid, fifty, None))


def test_that_a_series_that_does_not_fit_into_memory_is_refused_with_its_size():
    data = np.broadcast_to(np.float32(1), (256, 256, 200, 400))  # takes no room here
    series = Series(Grid((256, 256, 200), np.eye(4)), ArrayFrames(data), 2.0)
    with pytest.raises(DataError, match=r"needs 42 GB .* but 16 GB are free"):
        require_room(series, 16_000_000_000)
    require_room(series, 64_000_000_000)


def test_that_a_mask_of_a_lesion_that_marks_nothing_is_refused():
    grid = Grid((2, 2, 2), np.eye(4))
    with pytest.raises(DataError, match="empty"):
        require_lesion(Mask(grid, np.zeros((2, 2, 2), bool)))
    require_lesion(Mask(grid, np.ones((2, 2, 2), bool)))
