"""When each slice of a series was acquired, by its sidecar."""

from collections.abc import Mapping, Sequence

from analysis.image import Series
from analysis.preprocess.slice_timing import require_slice_times
from analysis.scan import Fact

_AXES = {"i": 0, "j": 1, "k": 2}


def slice_times_of(facts: Mapping[str, Fact], series: Series) -> tuple[tuple[float, ...] | None, int, tuple[str, ...]]:
    """Times in the order of the array in s (None where unknown), the axis of the slices, and a sentence if unknown.

    BIDS: ``SliceTiming`` is in the order of the slices along ``SliceEncodingDirection`` (k if not said), backwards
    where that ends with a minus.

    Raises
    ------
    DataError
        if the times do not fit the series
    """
    direction = facts["SliceEncodingDirection"].value if "SliceEncodingDirection" in facts else "k"
    axis = _AXES.get(str(direction)[:1], 2)
    times = facts["SliceTiming"].value if "SliceTiming" in facts else None
    if not isinstance(times, Sequence) or isinstance(times, str) or len(times) == 0:
        sentence = "Nothing says when each slice was acquired (SliceTiming), so slice timing was not corrected."
        return None, axis, (sentence,)
    ordered = tuple(float(t) for t in (reversed(times) if str(direction).endswith("-") else times))
    require_slice_times(series, ordered, axis)
    return ordered, axis, ()
