"""Groups of people compared in the window: the table, what is asked, the work in the background, the files."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.atlas.parcellation import aal
from analysis.atlas.template import mni_brain_mask, mni_template, tissue_priors
from analysis.atlas.territories import territory_atlas
from analysis.errors import AlgoscopeError, OptionError
from analysis.files import nifti
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.progress import Progress, part, silent
from analysis.sampling import onto_grid
from analysis.stats.cohort_table import CohortTable, read_cohort_table
from analysis.stats.compare import Comparison, compare_table
from analysis.stats.compare_options import CompareOptions
from analysis.stats.comparison_files import write_comparisons
from analysis.stats.covariates import Overlap, can_be_adjusted_for, is_missing, overlap
from analysis.stats.design import Design, Test
from analysis.stats.question import Question, make_design
from gui import log
from gui.commands import comparing_layers
from gui.jobs import Job, JobRunner
from gui.session import Session

GRAY_LEAST, INSIDE_LEAST = 0.2, 0.5
_MOST_GROUPS = 12
_CONTROLS = ("control", "controls", "con", "hc", "healthy", "healthy control", "healthy controls", "norm")
BRAIN, GRAY = "brain", "gray"
SearchVolume = str | Path | Mask
"""`BRAIN` or `GRAY` of the template, a file, or a mask that is open."""


@dataclass(frozen=True)
class Columns:
    """What each column of a table may be used for."""

    maps: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    covariates: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class People:
    """Who is compared: the rows that take part, their design where there is one, and why not, by field.

    ``errors`` are sentences by ``maps``, ``group``, ``covariates`` and ``question``.
    """

    table: CohortTable
    design: Design | None
    overlaps: tuple[Overlap, ...]
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Order:
    """Everything that a comparison of groups needs."""

    table: CohortTable
    column: str
    volume: SearchVolume
    question: Question
    options: CompareOptions


class Mailbox:
    """The newest result of a job that refines it: put in by its thread, taken out by the window's."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._newest: Comparison | None = None

    def put(self, comparison: Comparison) -> None:
        """Replace what was not taken yet."""
        with self._lock:
            self._newest = comparison

    def take(self) -> Comparison | None:
        """What came since the last time."""
        with self._lock:
            newest, self._newest = self._newest, None
        return newest


def _tr(text: str) -> str:
    return QCoreApplication.translate("comparing", text)


def read_table(path: Path, id_column: str = "") -> CohortTable:
    """Read a table; its people and files stay out of the log. Raises as `read_cohort_table`."""
    log.hide(path)
    table = read_cohort_table(path, id_column=id_column)
    log.hide_table(table.rows, table.ids)
    return table


def columns_of(table: CohortTable) -> Columns:
    """Columns of paths, those with few values, and those of numbers or of two words."""
    maps, groups, covariates = [], {}, []
    for name in table.names:
        cells = [cell.strip() for cell in table.column(name) if not is_missing(cell)]
        values = tuple(dict.fromkeys(cells))
        if not cells:
            continue
        if all(cell.endswith((".nii", ".nii.gz")) for cell in cells):
            maps.append(name)
            continue
        if name == table.id_column:
            continue
        if 1 < len(values) <= _MOST_GROUPS and len(values) < len(cells):
            groups[name] = values
        if can_be_adjusted_for(cells):
            covariates.append(name)
    return Columns(tuple(maps), groups, tuple(covariates))


def is_control(group: str) -> bool:
    """Whether a group is called as controls are."""
    return group.strip().lower() in _CONTROLS


def examine(table: CohortTable, column: str, question: Question) -> People:
    """Who takes part and how far covariates overlap, with a sentence for each field that cannot be used."""
    errors: dict[str, str] = {}
    rows = table
    try:
        if question.group and question.order:
            rows = table.where(question.group, question.order)
        if question.group:
            rows.groups(question.group)
    except AlgoscopeError as error:
        errors["group"] = str(error)
    try:
        rows.map_paths(column)
    except AlgoscopeError as error:
        errors["maps"] = str(error)
    covariates = []
    for name in question.covariates:
        try:
            covariates.append(rows.covariate(name))
        except AlgoscopeError as error:
            errors["covariates"] = str(error)
    design = None
    if not {"group", "covariates"} & set(errors):
        try:
            rows, design = make_design(table, question)
        except AlgoscopeError as error:
            errors["question"] = str(error)
    cells = rows.column(question.group) if question.group and "group" not in errors else [""] * len(rows.rows)
    found = overlap(covariates, cells) if covariates and rows.rows else ()
    return People(rows, design, found, errors)


def start(session: Session, jobs: JobRunner, order: Order) -> Job:
    """Compare in the background; the result is shown after the first permutations and refined while they go on."""
    mailbox, shown = Mailbox(), _Shown(session)
    return jobs.submit(
        _tr("Compare {maps}").format(maps=order.column),
        run,
        order,
        mailbox,
        on_done=shown.finish,
        on_progress=partial(shown.refine, mailbox),
        key="compare groups",
    )


class _Shown:
    """Puts the result of one job into the session, again and again."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def refine(self, mailbox: Mailbox) -> None:
        newest = mailbox.take()
        if newest is not None:
            comparing_layers.show(self._session, (newest,), is_final=False)

    def finish(self, found: tuple[Comparison, ...]) -> None:
        comparing_layers.show(self._session, found, is_final=True)


def run(order: Order, mailbox: Mailbox, progress: Progress = silent) -> tuple[Comparison, ...]:
    """The job."""
    progress(0.0, _tr("Reading the maps"))
    for load in (mni_template, aal, territory_atlas):  # the GUI thread must not wait for them
        load()
    mask = search_volume(order.volume, grid_of(order.table, order.column))
    return compare_table(
        order.table,
        order.column,
        mask,
        order.question,
        order.options,
        on_update=mailbox.put,
        progress=part(progress, 0.02, 1.0),
    )


def grid_of(table: CohortTable, column: str) -> Grid:
    """The grid of the first map of a column."""
    return nifti.read(table.map_paths(column)[0]).image.grid


def search_volume(wanted: SearchVolume, grid: Grid) -> Mask:
    """The voxels that are tested, on the grid of the maps.

    Raises
    ------
    OptionError
        if a mask that was given is on another grid
    InputError
        if its file cannot be read
    """
    if isinstance(wanted, Mask | Path):
        mask = nifti.read_mask(wanted) if isinstance(wanted, Path) else wanted
        if not mask.grid.matches(grid):
            raise OptionError(
                _tr("The mask ({mask}) is not on the grid of the maps ({maps}).").format(
                    mask=mask.grid.in_words(), maps=grid.in_words()
                )
            )
        return mask
    if wanted == GRAY:
        return Mask(grid, _above(tissue_priors().gray, grid, GRAY_LEAST), _tr("gray matter of the template"))
    brain = mni_brain_mask()
    inside = Volume(brain.grid, brain.data.astype("float32"))
    return Mask(grid, _above(inside, grid, INSIDE_LEAST), _tr("brain of the template"))


def _above(volume: Volume, grid: Grid, least: float) -> np.ndarray:
    return np.nan_to_num(onto_grid(volume, grid).data, nan=0.0) > least


def save_results(jobs: JobRunner, found: Sequence[Comparison], folder: Path) -> Job:
    """Write the folder of a result; files that exist are not replaced."""
    log.hide(folder)
    return jobs.submit(_tr("Save the comparison"), write, tuple(found), folder)


def write(found: tuple[Comparison, ...], folder: Path, progress: Progress = silent) -> tuple[Path, ...]:
    """The job."""
    return write_comparisons(found, folder, progress=progress)


def question_for(
    test: Test, group: str, order: Sequence[str], covariates: Sequence[str], interest: str, pair: str
) -> Question:
    """A question without what its test does not use."""
    compares = test in (Test.TWO_SAMPLE, Test.ANCOVA, Test.PAIRED)
    question = Question(test, group, tuple(order) if group else (), tuple(covariates), interest, pair)
    if test is not Test.PAIRED:
        question = replace(question, pair="")
    if test is not Test.REGRESSION:
        question = replace(question, interest="")
    return question if compares or order else replace(question, group="", order=())
