import numpy as np
import pytest

from analysis.errors import DataError
from analysis.perfusion.completion import complete
from analysis.perfusion.slice_timing import delay_of_voxels
from tests.analysis.perfusion.made_asl import GRID, PCASL, scan_of, whole

TWO_D = PCASL | {"MRAcquisitionType": "2D"}


def slices(**fields: object) -> tuple[int, tuple[float, ...]]:
    protocol = complete(scan_of([2.0, 1.0], ("control", "label"), **(TWO_D | fields)))
    return protocol.slice_axis, protocol.slice_delays_s


def test_that_delays_count_from_the_first_slice_read_and_slices_may_be_read_together() -> None:
    assert slices(SliceTiming=[0.3, 0.1, 0.3, 0.1]) == (2, (0.2, 0.0, 0.2, 0.0))


def test_that_a_reversed_direction_turns_the_times_round() -> None:
    """BIDS: with k- the first time is that of the slice with the largest index."""
    assert slices(SliceTiming=[0.0, 0.1, 0.2, 0.3], SliceEncodingDirection="k-") == (2, (0.3, 0.2, 0.1, 0.0))


def test_that_slices_may_run_along_another_axis() -> None:
    axis, delays = slices(SliceTiming=[0.0, 0.1, 0.2, 0.3, 0.4], SliceEncodingDirection="j")
    assert axis == 1
    found = np.zeros(GRID.shape)
    found[whole().data] = delay_of_voxels(delays, axis, whole())
    np.testing.assert_allclose(found[3, :, 2], delays)


@pytest.mark.parametrize(
    ("times", "words"), [([0.0, 0.1], "2 times, but the image has 4"), ([0.0, 5.0, 2.0, 3.0], "milliseconds")]
)
def test_that_times_that_do_not_fit_are_refused(times: list[float], words: str) -> None:
    with pytest.raises(DataError, match=words):
        slices(SliceTiming=times)
