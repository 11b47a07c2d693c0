"""The options of a figure that is made from what is open, and their preset file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import Enum
from pathlib import Path
from typing import Any

from analysis.errors import FileFormatError, InputError, OptionError
from analysis.files.writing import write_json
from analysis.network.views import views_of
from analysis.plane import Orientation
from gui.figures.node_figure import ColourBy, FarNodes, SizeBy
from gui.figures.page import Page

FORMAT = "algoscope-figure-preset-1"
_MOST_BYTES = 100_000


class FigureKind(Enum):
    """What is drawn."""

    MONTAGE = "montage"
    NODES = "nodes"
    PUBLISHED = "published"  # the examples of the published tables
    SURFACE = "surface"
    CROSSHAIR = "crosshair"
    COURSE = "course"


class Where(Enum):
    """Which slices a montage shows."""

    CLUSTERS = "clusters"  # through all of them
    RANGE = "range"  # from one end to the other in steps


@dataclass(frozen=True)
class FigureOptions:
    """Everything that can be chosen; names are those of a preset file. ``slices`` 0 and ``columns`` 0 choose.

    Raises
    ------
    OptionError
        if a value is out of its range
    """

    kind: str = FigureKind.MONTAGE.value
    width_mm: float = 183.0
    dpi: int = 300
    font_pt: float = 8.0
    is_dark: bool = False
    title: str = ""
    orientation: str = "axial"
    where: str = Where.CLUSTERS.value
    slices: int = 12
    from_mm: float = -70.0
    to_mm: float = 106.0
    step_mm: float = 8.0
    columns: int = 0
    outlines: bool = False
    faint: bool = False
    views: str = "3"
    captions: bool = True
    far: str = FarNodes.FAINT.value
    size_by: str = SizeBy.FIXED.value
    colour_by: str = ColourBy.KIND.value
    example: str = ""  # "" for all published tables

    def __post_init__(self) -> None:
        self.page()
        for kind, value in (
            (FigureKind, self.kind), (Where, self.where), (FarNodes, self.far), (SizeBy, self.size_by),
            (ColourBy, self.colour_by),
        ):  # fmt: skip
            if value not in [member.value for member in kind]:
                raise OptionError(f"There is no choice {value!r}; there are {', '.join(m.value for m in kind)}.")
        if self.orientation.upper() not in Orientation.__members__:
            raise OptionError(f"There is no orientation {self.orientation!r}.")
        if not 1 <= self.slices <= 120 or not 0 <= self.columns <= 40:
            raise OptionError("A figure has 1 to 120 slices, in at most 40 columns.")
        views_of(self.views)

    def page(self) -> Page:
        """The page of the figure."""
        return Page(self.width_mm, self.font_pt, self.is_dark, self.dpi)


def write_preset(options: FigureOptions, path: Path, *, force: bool = False) -> Path:
    """Write the options as a preset file; raises `OutputError` as `write_json`. The title stays out of it."""
    return write_json({"format": FORMAT, **asdict(options), "title": ""}, path, force=force)


def read_preset(path: Path) -> FigureOptions:
    """Read a preset file.

    Raises
    ------
    InputError
        if it cannot be read
    FileFormatError
        if it is no preset
    OptionError
        if a value is out of its range
    """
    try:
        found = json.loads(path.read_bytes()) if path.stat().st_size <= _MOST_BYTES else None
    except OSError as error:
        raise InputError(f'"{path.name}" cannot be read ({error.strerror}).') from error
    except ValueError as error:
        raise FileFormatError(f'"{path.name}" is no preset of figures.') from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise FileFormatError(f'"{path.name}" is no preset of figures.')
    return options_of(found)


def options_of(values: Mapping[str, Any]) -> FigureOptions:
    """Options by name; what is missing takes its default. Raises `OptionError` for a value of a wrong kind."""
    chosen: dict[str, Any] = {}
    for field in fields(FigureOptions):
        if field.name not in values:
            continue
        value, default = values[field.name], field.default
        is_number = isinstance(default, float) and isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number and type(value) is not type(default):
            raise OptionError(f"The option {field.name} cannot be {value!r}.")
        chosen[field.name] = float(value) if is_number else value
    return FigureOptions(**chosen)
