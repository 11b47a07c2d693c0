"""The numbers of the region in use, in every open map: they follow the drawing, a click leads to an extreme value."""

from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QModelIndex, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QTableView, QVBoxLayout, QWidget

from gui.commands import region_numbers, region_tables
from gui.commands.region_numbers import Asked, Course, RegionReport
from gui.commands.saving import proposed_folder
from gui.jobs import Job, JobRunner
from gui.models.region_number_rows import MAXIMUM, MINIMUM, RegionNumberRows, value_text, widths
from gui.qt_safe import QtSafe
from gui.session import Change, Session
from gui.widgets import asking
from gui.widgets.course_strip import CourseStrip
from gui.widgets.histogram_strip import HistogramStrip
from gui.widgets.rows_view import fit_to_text, rows_view
from gui.widgets.styled import ElidedLabel, named, tool_button

_WANTED = Change.ROIS | Change.LAYERS | Change.VALUES | Change.TIMEPOINT | Change.SPACE | Change.COMPARE | Change.FRAMES
_SOON_MS = 30  # after a stroke; what is computed is never more than one behind


class RegionNumbersPanel(QtSafe, QWidget):
    """A tab of the drawer; nothing is computed while it is not seen."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._job: Job | None = None
        self._report: RegionReport | None = None
        self._course_of: tuple[int, Course | None] = (0, None)  # of which region
        self._words = ElidedLabel()
        self._note = named(ElidedLabel(), "dim")
        self._copy = tool_button(self.tr("Copy"), self.tr("Copy the numbers of all regions, with tabs"))
        self._copy.clicked.connect(self.copy)
        self._save = tool_button(self.tr("Save…"), self.tr("Save the numbers of all regions as TSV or CSV"))
        self._save.clicked.connect(self._ask_file)
        self._to_report = tool_button(
            self.tr("Into the report"), self.tr("Put the numbers of all regions, as they are now, into the report")
        )
        self._to_report.clicked.connect(self.put_into_report)
        self._rows = RegionNumberRows(self)
        self._view = self._make_view()
        self._histogram, self._course = HistogramStrip(), CourseStrip()
        self._course.hide()
        self._assemble()
        self._set_sizes()
        self._timer = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._timer.timeout.connect(self.show_numbers)
        session.changed.connect(self.refresh)
        session.closed.connect(self._forget)

    def _make_view(self) -> QTableView:
        view = rows_view(self._rows)
        view.clicked.connect(self._on_click)
        view.selectionModel().currentRowChanged.connect(self._on_row)
        return view

    def _assemble(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(6)
        bar.addWidget(self._words, 2)
        bar.addWidget(self._note, 3)  # the longer sentence
        bar.addWidget(self._copy)
        bar.addWidget(self._save)
        bar.addWidget(self._to_report)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._view, 5)
        row.addWidget(self._histogram, 1)
        row.addWidget(self._course, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.setSpacing(4)
        layout.addLayout(bar)
        layout.addLayout(row, 1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_sizes()

    def _set_sizes(self) -> None:
        self._view.horizontalHeader().setMinimumSectionSize(1)
        fit_to_text(self._view, self.fontMetrics(), enumerate(widths()))

    # -- following the session -----------------------------------------------------------------------------

    def refresh(self, change: Change) -> None:
        """Follow the session: once for all changes that arrive together."""
        if change & _WANTED and self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def _forget(self) -> None:
        """Numbers and courses go with their patient, also while nobody looks."""
        self._course_of = (0, None)
        self._take(None)
        self._words.setToolTip("")
        self._note.setToolTip("")

    def showEvent(self, event: QShowEvent) -> None:
        self._timer.start()

    @property
    def report(self) -> RegionReport | None:
        """What is shown now."""
        return self._report

    def show_numbers(self) -> None:
        """Ask for the numbers of the region as it is now; while others are computed, once these are there."""
        if not self.isVisible():
            return
        if self._job is not None and not self._job.is_over:
            self._timer.start()
            return
        asked = region_numbers.ask(self._session)
        if asked is None:
            self._take(None)
            return
        self._job = self._jobs.submit(
            self.tr("Numbers of the region"), region_numbers.compute, asked, on_done=self._take, quiet=True
        )

    def _take(self, report: RegionReport | None) -> None:
        self._report = report
        self._rows.show_report(report)
        for button in (self._copy, self._save, self._to_report):
            button.setEnabled(report is not None)
        if report is None:
            self._words.setText(self.tr("Draw a region: its numbers in every open map are listed here."))
            self._note.setText("")
        else:
            words = self.tr("{name}: {n} voxels, {mm3:.0f} mm³").format(
                name=report.asked.region.name, n=report.n_voxels, mm3=report.volume_mm3
            )
            side = {"L": self.tr(", left"), "R": self.tr(", right")}.get(report.side, "")
            self._words.setText(words + side)
            self._words.setToolTip(words + side)
            note = " · ".join(filter(None, (self._beside_controls(report), report.mirror_words)))
            self._note.setText(note)
            self._note.setToolTip(note)
        if report is not None and report.rows and not self._view.currentIndex().isValid():
            self._view.selectRow(0)
        elif report is not None and self._wants_course():
            self._ask_course()
        self._show_histogram()

    def _ask_course(self) -> None:
        """Ask for the course apart from the numbers, which do not wait for it; a newer question stops an older one."""
        asked = region_numbers.ask(self._session, with_series=True)
        if asked is not None:
            self._jobs.submit(
                self.tr("Course of the region"),
                region_numbers.course_of,
                asked,
                on_done=partial(self._take_course, asked),
                key="course of the region",
                quiet=True,
            )

    def _take_course(self, asked: Asked, course: Course | None) -> None:
        self._course_of = (asked.region.label, course)
        self._show_histogram()

    def _beside_controls(self, report: RegionReport) -> str:
        """The region beside the controls in maps that no row is named after."""
        listed = {row.name for row in report.rows}
        words = self.tr("{name}: {p:.0f} % of {n} controls")
        found = [one for one in report.cohorts if one.statistic not in listed]
        return " · ".join(words.format(name=one.statistic, p=one.percentile, n=one.n) for one in found)

    def _wants_course(self) -> bool:
        """Whether the row of the series is chosen."""
        row, layer = self._rows.row(max(0, self._view.currentIndex().row())), self._session.series_layer
        return row is not None and layer is not None and row.layer_id == layer.id

    def _on_row(self, *_: object) -> None:
        self._show_histogram()
        if self._wants_course():
            self._ask_course()

    def _show_course(self) -> bool:
        """Show the course of the region where the row of its series is chosen; False where it is not."""
        label, course = self._course_of
        is_its = self._report is not None and self._report.asked.region.label == label
        shown = course is not None and is_its and self._wants_course()
        self._course.setVisible(shown)
        self._histogram.setVisible(not shown)
        if shown and course is not None and self._report is not None:
            colour = QColor(*self._report.asked.region.colour)
            last = f"{course.frequencies[-1]:.3g} Hz" if course.frequencies.size else self.tr("TR unknown")
            captions = (
                self.tr("{name}: mean of {n} volumes").format(name=course.name, n=len(course.values)),
                self.tr("Spectrum to {last}").format(last=last),
            )
            self._course.show_course(captions, course.values, course.amplitudes, colour)
        return shown

    def _show_histogram(self) -> None:
        if self._show_course():
            return
        row = self._rows.row(max(0, self._view.currentIndex().row()))
        if row is None or row.numbers is None or self._report is None:
            empty = np.empty(0)
            self._histogram.show_counts("", empty, empty)
            return
        found = row.numbers
        colour = QColor(*self._report.asked.region.colour)
        title = f"{row.name}, {row.unit}" if row.unit else row.name
        ends = (value_text(found.minimum), value_text(found.maximum))
        self._histogram.show_counts(
            title, found.counts, found.edges, mean=found.mean, median=found.median, ends=ends, colour=colour
        )

    # -- what the user does --------------------------------------------------------------------------------------

    def _on_click(self, index: QModelIndex) -> None:
        row = self._rows.row(index.row())
        if row is not None and index.column() in (MINIMUM, MAXIMUM):
            region_numbers.go_to(self._session, row, largest=index.column() == MAXIMUM)

    def copy(self) -> None:
        """Copy the numbers of all regions."""
        region_tables.copy(self._session, self._jobs, self._to_clipboard)

    def _to_clipboard(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def put_into_report(self) -> None:
        """Put the numbers of all regions into the report; drawing on does not change what stands there."""
        region_tables.for_report(self._session, self._jobs)

    def _ask_file(self) -> None:
        question = self.tr("Save the numbers of all regions")
        pattern, usual = self.tr("Tables (*.tsv *.csv)"), proposed_folder(self._session)
        chosen, _ = asking.save_file(self, question, "regions.tsv", pattern, usual=usual)
        if chosen is not None:
            self.save(chosen)

    def save(self, path: Path) -> None:
        """Write the numbers of all regions."""
        region_tables.save(self._session, self._jobs, path)
