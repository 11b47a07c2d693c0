"""The stages of a run as a person sees them: what is done from which fraction of the progress to which.

The fractions are shares of a run of all scans, roughly by time; a run without a scan skips its stages.
"""

from dataclasses import dataclass

from analysis.pipeline.case import Case

SCANS = (0.0, 0.03)
ANATOMY = (0.03, 0.45)
RESTING = (0.45, 0.7)
METRICS = (0.7, 0.88)
PERFUSION = (0.88, 0.99)

MOTION, ALIGNMENT, SERIES, SERIES_FILES = (0.0, 0.25), (0.25, 0.4), (0.4, 0.75), (0.75, 1.0)  # within RESTING


@dataclass(frozen=True)
class Stage:
    """One stage: what is done, and the fractions of the progress where it begins and ends."""

    caption: str
    start: float
    stop: float


def stages_of(case: Case) -> tuple[Stage, ...]:
    """The stages of a run, in their order."""
    through = "the T1" if case.t1 is not None else "MNI space"
    resting = (
        Stage("Slice timing and head motion", *_within(RESTING, MOTION)),
        Stage(f"Alignment of the series with {through}", *_within(RESTING, ALIGNMENT)),
        Stage("Series to MNI space, one interpolation", *_within(RESTING, SERIES)),
        Stage("Writing the series", *_within(RESTING, SERIES_FILES)),
        Stage("Maps of activity and connectivity", *METRICS),
    )
    return (
        Stage("Opening the scans", *SCANS),
        *((Stage("T1: brain, tissues, way to MNI space", *ANATOMY),) if case.t1 is not None else ()),
        *(resting if case.bold is not None else ()),
        *((Stage("Perfusion", *PERFUSION),) if case.asl is not None else ()),
    )


def _within(whole: tuple[float, float], piece: tuple[float, float]) -> tuple[float, float]:
    start, stop = whole
    return start + (stop - start) * piece[0], start + (stop - start) * piece[1]
