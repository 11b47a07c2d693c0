"""Work on a whole region: at once while it is small, else in the background with the region held meanwhile.

A held region is neither drawn in nor over. What comes out is one step of undo, kept on the disk as any other. If the
region changed all the same (by undo), what was computed for it is dropped, and that is told.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject

from analysis.errors import AlgoscopeError
from analysis.labels.frozen import FrozenLabels
from analysis.labels.label_map import LabelEdit, LabelMap
from analysis.labels.patch import Patch
from analysis.progress import Progress, silent
from gui.drawing import OpenLabels
from gui.jobs import Job, JobRunner
from gui.session import Session

MOST_AT_ONCE = 250_000  # voxels to look at; many more take longer than 50 ms

Work = Callable[[Patch], Patch | None]
"""What becomes of the voxels of a region."""
Settle = Callable[[LabelMap, Patch | None], LabelEdit | None]
"""The edit that gives the voxels to a region."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("shaping_work", text)


@dataclass(frozen=True, eq=False)
class Order:
    """A change of a region of a map, ``label``, that was asked for.

    Parameters
    ----------
    title : what the list of jobs calls it
    patch : the voxels of the region as they were
    settle : is asked with the map as it was, in the background, and with the map as it is if that is another one
    take : does it, in the window's thread: gets the voxels and the edit (None where nothing changes)
    n_at_work : about how many voxels must be looked at
    """

    drawn: OpenLabels
    label: int
    title: str
    patch: Patch
    work: Work
    settle: Settle
    take: Callable[[Patch | None, LabelEdit | None], None]
    n_at_work: int


@dataclass(frozen=True, eq=False)
class Done:
    """What a job found: the voxels, the edit that gives them to the region, the map after it, a copy of its labels."""

    found: Patch | None
    edit: LabelEdit | None
    after: LabelMap
    data: np.ndarray


Outcome = Done | AlgoscopeError


def carry_out(session: Session, order: Order, jobs: JobRunner | None) -> None:
    """Do it now, or begin a job where the region is large and there is a runner.

    Raises
    ------
    AlgoscopeError
        what prevents it; in the background that is told instead
    """
    labels = order.drawn.labels
    if jobs is None or order.n_at_work <= MOST_AT_ONCE:
        found = order.work(order.patch)
        order.take(found, order.settle(labels, found))
    else:
        _Held(session, jobs, order)


def computed(order: Order, drawn: FrozenLabels, progress: Progress = silent) -> Outcome:
    """The job: the new voxels, and what becomes of a map as it was; or why nothing."""
    progress(0.0, order.title)
    try:
        found = order.work(order.patch)
        progress(0.7, order.title)
        labels = drawn.map()
        edit = order.settle(labels, found)
        if edit is not None:
            progress(0.9, order.title)
            labels.apply(edit)
        return Done(found, edit, labels, np.array(labels.data, order="F"))
    except AlgoscopeError as error:
        return error


class _Held(QObject):
    """A region while a job works on it; it is let go however the job ends."""

    def __init__(self, session: Session, jobs: JobRunner, order: Order) -> None:
        super().__init__(jobs)
        self._session, self._order = session, order
        self._revision = order.drawn.labels.revision
        self._is_holding = True
        labels = order.drawn.labels
        self._beside = labels.held  # other regions that were at work at the same time: they keep their voxels
        session.drawing.hold(order.drawn.id, order.label)
        jobs.changed.connect(self._on_changed)
        self._job: Job = jobs.submit(
            order.title,
            computed,
            order,
            labels.frozen(),
            on_done=self._take,
        )

    def _on_changed(self, job: Job) -> None:
        self._beside |= self._order.drawn.labels.held - {self._order.label}
        if job.is_over and job is self._job:
            self._let_go()
            self.deleteLater()

    def _let_go(self) -> None:
        drawing, map_id = self._session.drawing, self._order.drawn.id
        if self._is_holding and drawing.has_map(map_id):
            drawing.release(map_id, self._order.label)
        self._is_holding = False

    def _take(self, outcome: Outcome) -> None:
        self._let_go()
        order, labels = self._order, self._order.drawn.labels
        if not self._session.drawing.has_map(order.drawn.id):
            return
        if isinstance(outcome, AlgoscopeError):
            self._session.tell(str(outcome))
            return
        # the job knew of no other at work
        is_same = labels.revision == self._revision and not labels.held and not self._beside
        if not is_same and not _is_as_it_was(order):
            words = _tr("{title}: dropped, because the region was changed meanwhile.")
            self._session.tell(words.format(title=order.title))
            return
        if is_same and outcome.edit is not None:
            labels.foresee(outcome.edit, outcome.after, outcome.data)
        try:
            order.take(outcome.found, outcome.edit if is_same else self._settled(outcome.found))
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def _settled(self, found: Patch | None) -> LabelEdit | None:
        """The edit beside the other regions at work, whichever of the jobs is done first."""
        labels = self._order.drawn.labels
        held = labels.held
        labels.held = held | self._beside
        try:
            return self._order.settle(labels, found)
        finally:
            labels.held = held


def _is_as_it_was(order: Order) -> bool:
    """Whether the region has the voxels that were worked on."""
    labels = order.drawn.labels
    now = labels.patch(order.label) if order.label in labels else None
    if now is None:
        return order.label in labels and order.patch.n_voxels == 0
    return now.low == order.patch.low and np.array_equal(now.mask, order.patch.mask)
