"""A table of people and their maps, such as ``participants.tsv``: one row a person, a column of map paths per metric.

Paths are relative to the table's folder. Before anything is compared, all maps must agree: one grid, unit, statistic,
space, function with its settings, version of Algoscope, and acquisition. What the record beside a map says is taken
as it is; where no map has a record only grids and sidecars can be compared, which a warning says. The first row that
differs is named and refused. In a map without a record an exact zero is taken as "no value".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.errors import DataError, FileFormatError, InputError
from analysis.files import nifti, tables
from analysis.image import Mask, Series
from analysis.progress import Progress, silent
from analysis.provenance import InputRecord, sha256_of_file
from analysis.stats.covariates import Covariate, can_be_adjusted_for, is_missing, read_covariate
from analysis.stats.map_profile import MapProfile, profile_of, require_alike

ID = "participant_id"
USUAL_COVARIATES = ("age", "sex")
"""What one patient's comparison is adjusted for unasked, where the table has it."""


@dataclass(frozen=True)
class CohortTable:
    """The rows of a table; ``folder`` is where relative paths begin, ``id_column`` what names a person."""

    folder: Path
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    id_column: str

    def column(self, name: str) -> tuple[str, ...]:
        """The cells of a column; raises `DataError` that lists the columns for an unknown one."""
        if name not in self.names:
            raise DataError(f'The table has no column "{name}"; it has {", ".join(self.names)}.')
        position = self.names.index(name)
        return tuple(row[position] for row in self.rows)

    @property
    def ids(self) -> tuple[str, ...]:
        """The name of each row's person."""
        return self.column(self.id_column)

    @property
    def people(self) -> tuple[str, ...]:
        """How each row is called in an error: ``line 4 (sub-03)``."""
        return tuple(f"line {line} ({person})" for line, person in zip(self.lines, self.ids, strict=True))

    def require_unique(self) -> None:
        """Raise `DataError` where a person has two rows."""
        first: dict[str, int] = {}
        for line, person in zip(self.lines, self.ids, strict=True):
            if person in first:
                raise DataError(f'"{person}" is in the table twice, in lines {first[person]} and {line}.')
            first[person] = line

    def groups(self, name: str) -> tuple[str, ...]:
        """The groups in a column; raises `DataError` for a person without one."""
        cells = self.column(name)
        for cell, person in zip(cells, self.people, strict=True):
            if is_missing(cell):
                raise DataError(f'The column "{name}" has no group for {person}.')
        return cells

    def where(self, name: str, wanted: Sequence[str]) -> "CohortTable":
        """Only the rows whose cell is one of some values; raises `DataError` for a value that no row has."""
        cells = self.column(name)
        for value in wanted:
            if value not in cells:
                found = ", ".join(sorted(set(cells)))
                raise DataError(f'The group "{value}" is empty: the column "{name}" holds {found}.')
        kept = [i for i, cell in enumerate(cells) if cell in wanted]
        rows, lines = tuple(self.rows[i] for i in kept), tuple(self.lines[i] for i in kept)
        return CohortTable(self.folder, self.names, rows, lines, self.id_column)

    def covariate(self, name: str) -> Covariate:
        """A column as numbers; raises `DataError` as `read_covariate`."""
        return read_covariate(name, self.column(name), self.people)

    def map_paths(self, name: str) -> tuple[Path, ...]:
        """The files in a column; raises `InputError` that names the row of one that is missing."""
        paths = []
        for cell, person in zip(self.column(name), self.people, strict=True):
            if is_missing(cell):
                raise DataError(f'The column "{name}" names no map for {person}.')
            path = self.folder / cell
            if not path.is_file():
                raise InputError(f'The map of {person} is missing: there is no file "{Path(cell).name}".')
            paths.append(path)
        return tuple(paths)


@dataclass(frozen=True, eq=False)
class CohortMaps:
    """The maps of all rows inside a mask: ``values`` ``(n, n_voxels)`` float32, NaN where a person has none."""

    values: np.ndarray
    mask: Mask
    unit: str
    statistic: str
    space: str
    inputs: tuple[InputRecord, ...]
    warnings: tuple[str, ...]
    profile: MapProfile


def usual_covariates(table: CohortTable) -> tuple[str, ...]:
    """The columns that one patient is adjusted for unless others are named: age and sex, where its people differ."""
    return tuple(name for name in USUAL_COVARIATES if name in table.names and can_be_adjusted_for(table.column(name)))


def read_cohort_table(path: Path, *, id_column: str = "") -> CohortTable:
    """Read a TSV or CSV with a header line.

    Parameters
    ----------
    path : of the table
    id_column : what names a person; ``participant_id``, or the first column, where not given

    Raises
    ------
    InputError
        if the file cannot be read
    FileFormatError
        if it is no table, or a row names no person
    DataError
        if it has no such column
    """
    text = tables.read_text_table(path)
    name = id_column or (ID if ID in text.names else text.names[0])
    table = CohortTable(path.absolute().parent, text.names, text.rows, text.lines, name)
    for line, person in zip(table.lines, table.ids, strict=True):
        if is_missing(person):
            raise FileFormatError(f'Line {line} of "{path.name}" has no {name}.')
    return table


def load_maps(table: CohortTable, column: str, mask: Mask, progress: Progress = silent) -> CohortMaps:
    """Read the maps of a column and check that they may be compared.

    Parameters
    ----------
    table : its rows give the order
    column : of the paths
    mask : the search volume, on the grid of the maps

    Raises
    ------
    DataError, GeometryError
        if a map differs from the first in anything that matters; the sentence names its row
    InputError
        if a file is missing or cannot be read
    """
    paths = table.map_paths(column)
    if mask.n_voxels == 0:
        raise DataError("The mask is empty: there is no voxel to compare.")
    values = np.empty((len(paths), mask.n_voxels), dtype=np.float32)
    inputs, profiles, n_zeros = [], [], 0
    for index, (path, person) in enumerate(zip(paths, table.people, strict=True)):
        progress(index / len(paths), "Reading the maps")
        scan = nifti.read(path)
        if isinstance(scan.image, Series):
            raise DataError(f"The map of {person} is a series of {scan.image.n_timepoints} volumes, not a map.")
        if not scan.image.grid.matches(mask.grid):
            raise DataError(
                f"The map of {person} ({scan.image.grid.in_words()}) is not on the grid of the mask "
                f"({mask.grid.in_words()})."
            )
        profiles.append(profile_of(scan, path))
        require_alike(profiles[0], profiles[-1], table.people[0], person)
        values[index] = scan.image.data[mask.data]
        if not profiles[-1].has_record:
            zero = values[index] == 0
            values[index][zero] = np.nan
            n_zeros += int(zero.sum())
        inputs.append(InputRecord(column, sha256_of_file(path)))
    values[~np.isfinite(values)] = np.nan
    if profiles[0].space == "scanner":
        raise DataError("The maps are in each scanner's own space; people can only be compared in MNI space.")
    first = profiles[0]
    warnings = tuple(_about(profiles, n_zeros))
    return CohortMaps(values, mask, first.unit, first.statistic or column, first.space, tuple(inputs), warnings, first)


def _about(profiles: Sequence[MapProfile], n_zeros: int) -> Iterator[str]:
    if not profiles[0].has_record:
        yield (
            "The maps have no record of how they were made, so only their grids and sidecars could be compared; "
            "check that scanner, sequence and processing were the same."
        )
    if n_zeros:
        yield f"{n_zeros} values inside the mask are exactly 0 in maps without a record; they were taken as no value."
    lengths = sorted({p.n_timepoints for p in profiles if p.n_timepoints})
    if len(lengths) > 1:
        yield f"The scans do not all have the same number of volumes ({', '.join(lengths)})."
