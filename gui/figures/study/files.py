"""Which figures an analysis of a study has, what their files are called, their captions, and how they are written."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from analysis.files.writing import write_text
from analysis.progress import Progress, silent
from analysis.provenance import InputRecord
from analysis.stats.clinical.characteristics import CharacteristicsTable
from analysis.stats.clinical.correlate import CorrelationTable
from analysis.stats.clinical.variables import Kind, read_numbers
from analysis.stats.cohort_table import CohortTable
from gui.figures.export import Figure, save_figure
from gui.figures.page import Page
from gui.figures.study.group_values import draw_group_values
from gui.figures.study.scatter import draw_scatter

CAPTIONS = "captions.md"
_LONGEST = 80


def stems(names: Sequence[str]) -> dict[str, str]:
    """A name for the file of each figure: letters, digits, ``_`` and ``-``; of two that become alike the second is
    numbered, also where they differ in capitals only."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(names):
        stem = re.sub(r"[^\w-]+", "_", name, flags=re.ASCII).strip("_")[:_LONGEST] or "figure"
        numbered, index = stem, 2
        while numbered.casefold() in taken:
            numbered, index = f"{stem}_{index}", index + 1
        taken.add(numbered.casefold())
        found[name] = numbered
    return found


def scatter_name(x: str, y: str) -> str:
    """Of the figure of a pair of columns, before `stems`."""
    return f"scatter_{x}_{y}"


def groups_name(variable: str) -> str:
    """Of the figure of a variable by group, before `stems`."""
    return f"groups_{variable}"


def correlation_figures(
    found: CorrelationTable, page: Page, *, as_measured: bool = False, inputs: tuple[InputRecord, ...] = ()
) -> dict[str, Figure]:
    """One figure for each pair of columns, with all of its groups; the order of the table."""
    pairs = dict.fromkeys((row.x_name, row.y_name) for row in found.rows)
    return {
        scatter_name(x, y): draw_scatter(
            [row for row in found.rows if (row.x_name, row.y_name) == (x, y)],
            page,
            as_measured=as_measured,
            inputs=inputs,
        )
        for x, y in pairs
    }


def characteristic_figures(
    table: CohortTable, found: CharacteristicsTable, page: Page, *, inputs: tuple[InputRecord, ...] = ()
) -> dict[str, Figure]:
    """One figure for each numeric variable of a table of characteristics.

    Parameters
    ----------
    table : that was described
    found : its characteristics
    """
    if found.group_column:
        table = table.where(found.group_column, found.groups)
    cells = np.array(table.groups(found.group_column) if found.group_column else [found.groups[0]] * len(table.rows))
    figures = {}
    for row in found.rows:
        if row.kind is Kind.NUMERIC:
            numbers = read_numbers(table, row.name)
            values = {group: numbers[cells == group] for group in found.groups}
            figures[groups_name(row.name)] = draw_group_values(
                row, values, page, quantiles=found.quantiles, inputs=inputs
            )
    return figures


def captions(figures: Mapping[str, Figure]) -> str:
    """The captions of figures, each under the name of its file."""
    named = stems(tuple(figures))
    parts = [f"## {named[name]}\n\n{figure.description}\n" for name, figure in figures.items()]
    return "\n".join(["# Captions of the figures\n", *parts])


def write_figures(
    figures: Mapping[str, Figure],
    folder: Path,
    endings: Sequence[str],
    *,
    dpi: int,
    force: bool = False,
    progress: Progress = silent,
) -> tuple[Path, ...]:
    """Write each figure in each format, and the captions of all beside them; nothing where there is no figure.

    Parameters
    ----------
    figures : by their names, before `stems`
    folder : of the files
    endings : ``"pdf"``, ``"png"`` and others of `save_figure`
    force : whether files that are there may be replaced

    Raises
    ------
    OutputError, Cancelled
        as `save_figure`
    """
    named = stems(tuple(figures))
    written: list[Path] = []
    for index, (name, figure) in enumerate(figures.items()):
        progress(index / len(figures), name)
        written += [save_figure(figure, folder / f"{named[name]}.{ending}", dpi=dpi, force=force) for ending in endings]
    if figures:
        written.append(write_text(captions(figures), folder / CAPTIONS, force=force))
    return tuple(written)
