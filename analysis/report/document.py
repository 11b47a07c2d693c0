"""The sections of a report. They say what is shown and in which words, not where on the page or in which colours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import numpy as np

from analysis.image import Volume
from analysis.perfusion.quality import Check, Light
from analysis.quality.standing import Standing
from analysis.report.red_lights import RedLight

RESEARCH_USE = "Research use; not a diagnosis"


class Tone(Enum):
    """How a text is meant."""

    PLAIN = "plain"
    WARNING = "warning"
    FAINT = "faint"


@dataclass(frozen=True)
class Paragraphs:
    """Sentences, one paragraph each; with ``runs_in`` the first one follows the title on its line.

    With ``is_joined`` all of them are one paragraph.
    """

    title: str
    lines: tuple[str, ...]
    tone: Tone = Tone.PLAIN
    runs_in: bool = False
    is_joined: bool = False


@dataclass(frozen=True)
class Facts:
    """Names with their values; ``note`` is a line below them."""

    title: str
    rows: tuple[tuple[str, str], ...]
    note: str = ""


@dataclass(frozen=True)
class Lights:
    """The verdict on quality, and the checks that stand on the page.

    ``standings`` by the key of a check, where the cohort has its numbers; ``note`` says what they are.
    """

    title: str
    light: Light
    verdict: str
    sentences: tuple[str, ...]
    checks: tuple[Check, ...]
    standings: Mapping[str, Standing] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Table:
    """A table whose first column is text and the others numbers as they are printed.

    ``marked`` are rows (from 0) that stand out.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    marked: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Slices:
    """Axial slices of a map over the patient's own T1; ``shown_from`` hides values that are smaller in size.

    ``outline`` are the voxels (1, else NaN) that survive the test of the map.
    """

    title: str
    underlay: Volume
    overlay: Volume | None
    positions_mm: tuple[float, ...]
    caption: str
    shown_from: float | None = None
    outline: Volume | None = None


@dataclass(frozen=True, eq=False)
class DotPlot:
    """The controls' values ``(n,)`` of one region, the patient's, what is expected, and the 95 % interval."""

    caption: str
    unit: str
    controls: np.ndarray
    patient: float
    expected: float
    interval: tuple[float, float]


@dataclass(frozen=True, eq=False)
class Dots:
    """Dot plots."""

    title: str
    plots: tuple[DotPlot, ...]


@dataclass(frozen=True, eq=False)
class Histogram:
    """The largest |t| of each control ``(n,)``, and the patient's."""

    title: str
    controls: np.ndarray
    patient: float
    caption: str


@dataclass(frozen=True)
class Comment:
    """The radiologist's field: the comment, or room for one."""

    title: str
    text: str


Section = Paragraphs | Facts | Lights | Table | Slices | Dots | Histogram | Comment


@dataclass(frozen=True, eq=False)
class Document:
    """A report.

    Parameters
    ----------
    pseudonym : the patient's BIDS label, never a name
    heading : facts beside it
    stamp : ``""``, or what stands over the whole first page
    findings : pages of sections; each page begins on a new sheet
    methods : sections of the methods
    record : how the report was made, without any name
    made_on : date, ISO
    red_lights : all red lights on the pages, acknowledged or not
    """

    pseudonym: str
    heading: tuple[tuple[str, str], ...]
    stamp: str
    findings: tuple[tuple[Section, ...], ...]
    methods: tuple[Section, ...]
    record: Mapping[str, Any] = field(repr=False)
    made_on: str = ""
    red_lights: tuple[RedLight, ...] = ()
