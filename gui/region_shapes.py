"""What is done to the region in use from the menu: some steps ask for a number, or for what to combine it with."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QWidget

from analysis.errors import AlgoscopeError
from gui.commands import shaping_regions
from gui.commands.shaping_regions import Combine
from gui.jobs import JobRunner
from gui.session import Session


class RegionShapes(QObject):
    """One method an action; what cannot be done is told in a sentence. Large regions are shaped in the background."""

    def __init__(self, session: Session, jobs: JobRunner, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._jobs, self._window = session, jobs, window
        self._mm = {"smooth": 3.0, "dilate": 1.0, "erode": 1.0}  # as the user said last

    def fill_region(self) -> None:
        """Fill its holes."""
        self._try(shaping_regions.fill)

    def fill_between(self) -> None:
        """Fill in the slices between those that were drawn."""
        self._try(shaping_regions.interpolate)

    def smooth_region(self) -> None:
        """Smooth its surface."""
        self._with_mm("smooth", self.tr("Smooth by (FWHM, mm)"), shaping_regions.smooth)

    def dilate_region(self) -> None:
        """Make it larger."""
        self._with_mm("dilate", self.tr("Make larger by (mm)"), shaping_regions.dilate)

    def erode_region(self) -> None:
        """Make it smaller."""
        self._with_mm("erode", self.tr("Make smaller by (mm)"), shaping_regions.erode)

    def keep_largest(self) -> None:
        """Keep its largest piece."""
        self._try(shaping_regions.keep_largest)

    def invert_region(self) -> None:
        """Take everything else."""
        self._try(shaping_regions.invert)

    def mirror_region(self) -> None:
        """Make the same region of the other side; ask where the middle is if that is not known."""
        try:
            if shaping_regions.knows_middle(self._session):
                shaping_regions.mirror(self._session, jobs=self._jobs)
                return
            question = self.tr("The middle of the head is at x = (mm); the crosshair is proposed")
            x_mm = float(self._session.cursor_mm[0])
            value, given = QInputDialog.getDouble(self._window, "Algoscope", question, x_mm, -500, 500, 1)
            if given:
                shaping_regions.mirror(self._session, value, self._jobs)
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def unite_region(self) -> None:
        """Add another region or mask."""
        self._combine(Combine.UNION, self.tr("Add"))

    def intersect_region(self) -> None:
        """Keep what is inside another region or mask."""
        self._combine(Combine.INTERSECTION, self.tr("Keep inside"))

    def subtract_region(self) -> None:
        """Take away what is in another region or mask."""
        self._combine(Combine.DIFFERENCE, self.tr("Take away"))

    def _combine(self, how: Combine, question: str) -> None:
        try:
            others = shaping_regions.others(self._session)
        except AlgoscopeError as error:
            self._session.tell(str(error))
            return
        if not others:
            self._session.tell(self.tr("Open a mask or other regions first: there is nothing to combine this with."))
            return
        names = [f"{number}. {other.name}" for number, other in enumerate(others, start=1)]
        name, given = QInputDialog.getItem(self._window, "Algoscope", question, names, 0, False)
        if given:
            self._try(lambda session, jobs: shaping_regions.combine(session, others[names.index(name)], how, jobs))

    def _with_mm(self, key: str, question: str, step: Callable[[Session, float, JobRunner], None]) -> None:
        value, given = QInputDialog.getDouble(self._window, "Algoscope", question, self._mm[key], 0.1, 100.0, 1)
        if given:
            self._mm[key] = value
            self._try(lambda session, jobs: step(session, value, jobs))

    def _try(self, step: Callable[[Session, JobRunner], None]) -> None:
        try:
            step(self._session, self._jobs)
        except AlgoscopeError as error:
            self._session.tell(str(error))
