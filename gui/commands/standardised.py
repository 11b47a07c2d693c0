"""Whether the 0 of a map is a mean or no effect instead of nothing: such a map has no ratio of left to right.

What the record of a map calls its values decides. Only a map without a record is judged by the name that it has.
"""

import re
from functools import lru_cache
from pathlib import Path

from analysis.files import map_record

_RECORDED = re.compile(r"^s?z[a-z]|_z(_|$)|^(t|z|w|f|thresholded)$")  # zreho, szalff; fc_z, vmhc_z; maps of tests
_NAMED = re.compile(r"^s?z(f?alff|reho|dc|peraf|vmhc)|\((z|t|w)\)$")


def is_standardised(statistic: str, path: Path | None, name: str) -> bool:
    """Whether left and right of a map cannot be divided.

    Parameters
    ----------
    statistic : what the record of a computed map calls it, ``""`` where it was not computed here
    path : its file, beside which the record may be
    name : what the layer is called; asked only without a record
    """
    recorded = statistic or ("" if path is None else _statistic_beside(path))
    return bool(_RECORDED.search(recorded) if recorded else _NAMED.search(name.casefold()))


@lru_cache(maxsize=256)  # records do not change while their map is open, and the numbers follow every stroke
def _statistic_beside(path: Path) -> str:
    found = map_record.read(path)
    return "" if found is None else found.statistic
