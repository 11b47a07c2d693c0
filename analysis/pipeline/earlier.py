"""Earlier comparisons of a patient: moved aside before he is compared anew, so that two cohorts never lie together.

What a report takes up is all that lies in ``compared``. A map that the new cohort cannot be compared with would leave
its earlier result there, and a comparison that is stopped would leave results with both cohorts.
"""

import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from analysis.errors import OutputError
from analysis.pipeline.names import Names
from analysis.stats.patient_files import FILES, OVER_METRICS

_WITH_MASK = (*FILES, "mask.nii.gz", "mask.json")


def set_aside(names: Names) -> None:
    """Move what was compared before out of the way.

    Raises
    ------
    OutputError
        if it cannot be moved; then it is where it was
    """
    if not names.compared.is_dir():
        return
    place = names.earlier_comparisons
    number = 1
    while place.exists():
        number += 1
        place = names.earlier_comparisons.with_name(f"{names.earlier_comparisons.name}-{number}")
    try:
        names.compared.rename(place)
    except OSError as error:
        raise OutputError(f'"{names.compared.name}" could not be moved aside ({error.strerror or error}).') from error


def kept_aside(names: Names) -> tuple[Path, ...]:
    """The comparisons that lie aside, each a folder called as its map."""
    return tuple(path for place in _places(names) for path in sorted(place.iterdir()) if path.is_dir())


def drop_replaced(names: Names, statistics: Collection[str]) -> None:
    """Delete what the new comparison has replaced; anything else stays, and so does a file that somebody added.

    Parameters
    ----------
    statistics : maps that were compared anew
    """
    for folder in [path for path in kept_aside(names) if path.name in statistics]:
        for leftover in folder.glob(".*.part"):  # of a run that was killed while it wrote
            shutil.rmtree(leftover, ignore_errors=True)
        for name in _WITH_MASK:
            with suppress(OSError):
                (folder / name).unlink(missing_ok=True)
        with suppress(OSError):
            folder.rmdir()
    for place in _places(names):
        if not any(path.is_dir() for path in place.iterdir()):
            with suppress(OSError):
                (place / OVER_METRICS).unlink(missing_ok=True)
        with suppress(OSError):
            place.rmdir()


def _places(names: Names) -> list[Path]:
    return sorted(path for path in names.folder.glob(f"{names.earlier_comparisons.name}*") if path.is_dir())
