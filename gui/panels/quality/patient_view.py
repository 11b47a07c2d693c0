"""The quality of the processed patient that is open: loaded in the background when the page is first seen."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from analysis.plane import Convention
from analysis.quality.lights import verdict_of
from analysis.quality.standing import Standing, standings
from gui.figures.quality_figures import Look, PageFigure, Registration, page_figures, registrations
from gui.figures.quality_html import write_page
from gui.figures.quality_work import PageContent, load_content
from gui.jobs import Job, JobRunner
from gui.panels.quality.figure_view import FigureCard
from gui.panels.quality.lights_view import LightsView
from gui.panels.quality.registration_view import RegistrationView
from gui.session import Session
from gui.turns import Turns
from gui.widgets.styled import Paragraph, named

_LOAD_KEY, _WRITE_KEY = "quality", "quality page"


class PatientView(QWidget):
    """Lights on top, figures below; empty and hidden while no processed patient is shown."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._wanted: tuple[Path, str | None, Convention] | None = None
        self._loaded: tuple[Path, str | None, Convention] | None = None
        self.content: PageContent | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._waiting = named(Paragraph(), "dim")
        self._write = QPushButton(self.tr("Write as a page (HTML)"))
        self._write.clicked.connect(self.write)
        self._written = named(Paragraph(), "dim")
        self._written.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for widget in (self._waiting, self._write, self._written):
            self._layout.addWidget(widget)
        self._parts: list[QWidget] = []
        self._turns = Turns(self)
        self.setVisible(False)
        jobs.failed.connect(self._on_failed)

    def want(self, folder: Path | None, subject: str | None = None) -> None:
        """Choose the processed patient; nothing is read before `load`."""
        wanted = None if folder is None else (folder, subject, self._session.convention)
        if wanted == self._wanted:
            return
        self._wanted = wanted
        if wanted is None or self._loaded is None or wanted[:2] != self._loaded[:2]:
            self._clear()
        self.setVisible(wanted is not None)

    @property
    def must_load(self) -> bool:
        """Whether what is wanted is not what is shown."""
        return self._wanted is not None and self._wanted != self._loaded

    def load(self) -> None:
        """Read what is wanted, in the background."""
        if self._wanted is None or not self.must_load:
            return
        wanted = self._loaded = self._wanted
        folder, subject, convention = wanted
        self._waiting.setText(self.tr("The quality of the patient is being measured."))
        self._waiting.setVisible(self.content is None)
        title = self.tr("Quality of the patient")
        self._jobs.submit(title, load_content, folder, subject, convention, on_done=self._show, key=_LOAD_KEY)

    def _on_failed(self, job: Job) -> None:
        if job.key == _LOAD_KEY and self.content is None:
            self._waiting.setText(job.sentence())

    def write(self) -> None:
        """Write the page as a file beside the results."""
        if self.content is not None:
            title = self.tr("Quality page")
            files, quality = self.content.files, self.content.quality
            work = partial(write_page, standings=self._standings())
            self._jobs.submit(title, work, files, quality, on_done=self._tell_written, key=_WRITE_KEY)

    def _tell_written(self, _: None) -> None:
        if self.content is not None:
            self._written.setText(self.tr("Written: {path}").format(path=self.content.files.page.absolute()))

    def _show(self, content: PageContent) -> None:
        if self._wanted is None or self._wanted != self._loaded:
            return  # another patient was opened meanwhile
        self._clear()
        self.content = content
        quality = content.quality
        self._session.spaces.note_verdict(verdict_of(quality.exclusion, quality.groups, quality.coverage))
        self._add(partial(self._lights, content, in_turns=True))
        found = registrations(content.images)
        for figure in page_figures(content.quality, content.images):
            self._turns.add(partial(self._add, partial(self._card, figure, found)))
        self._waiting.hide()
        self._write.show()

    def _card(self, figure: PageFigure, found: tuple[Registration, ...]) -> FigureCard:
        key, look = figure.look or ("", Look.ONE)
        if key not in {one.key for one in found}:
            return FigureCard(figure)
        return FigureCard(figure, open_large=partial(self._registration, found, key, look))

    def _registration(self, found: tuple[Registration, ...], key: str, look: Look) -> RegistrationView:
        """All registrations, large, beginning with one of them."""
        view = RegistrationView(found, self._session.convention, self.window())
        view.show_registration(key, look)
        return view

    def _add(self, make: Callable[[], QWidget]) -> None:
        """Another part below those that are there: all in one turn of the event loop would hold the window up."""
        part = make()
        self._layout.insertWidget(len(self._parts), part)
        self._parts.append(part)

    def follow_cohort(self) -> None:
        """After a comparison: the lights anew, with where each number lies among the controls'."""
        if self.content is None or not self._parts:
            return
        old, self._parts[0] = self._parts[0], self._lights(self.content)
        self._layout.insertWidget(self._layout.indexOf(old), self._parts[0])
        self._layout.removeWidget(old)
        old.hide()
        old.setParent(None)
        old.deleteLater()

    def _lights(self, content: PageContent, *, in_turns: bool = False) -> LightsView:
        return LightsView(content.quality, content.images.convention, self._standings(), in_turns=in_turns)

    def _standings(self) -> dict[str, Standing]:
        """Among the controls of the newest comparison that have numbers of quality, else of a kept one."""
        cohorts = (case.result.cohort for case in self._session.comparing.cases)
        known = next((cohort.quality for cohort in cohorts if cohort.quality), {})
        return {} if self.content is None else standings(self.content.quality, known or self.content.controls)

    def _clear(self) -> None:
        self.content = None
        self._turns.clear()
        for part in self._parts:
            self._layout.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        self._write.hide()
        self._written.clear()
        self._waiting.show()
