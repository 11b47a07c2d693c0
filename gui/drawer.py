"""The drawer below the views: what is computed or listed beside the picture, one tab each."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTabWidget, QWidget

from gui.jobs import JobRunner
from gui.panels.clusters_panel import ClustersPanel
from gui.panels.cohort_panel import CohortPanel
from gui.panels.jobs_panel import JobsPanel
from gui.panels.region_numbers import RegionNumbersPanel
from gui.panels.regions_panel import RegionsPanel
from gui.panels.second_reader import SecondReaderPanel
from gui.session import Change, Session
from gui.widgets.styled import named


class Drawer(QTabWidget):
    """Time course, clusters, controls, regions, jobs; the plots come when they have been loaded."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self._coupling: QWidget | None = None
        self._preferred = ""
        waiting = named(QLabel(self.tr("The plots are being prepared.")), "dim")
        waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.addTab(waiting, self.tr("Time course"))
        self.clusters = ClustersPanel(session, jobs)
        self.addTab(self.clusters, self.tr("Clusters"))
        self.cohort = CohortPanel(session, jobs)
        self.addTab(self.cohort, self.tr("Controls"))
        self.regions = RegionsPanel(session)
        self.addTab(self.regions, self.tr("Regions"))
        self.numbers = RegionNumbersPanel(session, jobs)
        self.addTab(self.numbers, self.tr("Numbers"))
        self._session = session
        self._with_numbers: set[int] = set()  # drawings whose numbers were shown once
        session.changed.connect(self._follow)
        self._reader = SecondReaderPanel(session, jobs, self)
        self._reader.hide()
        self._reader.wanted.connect(self._show_reader)
        self.jobs = JobsPanel(jobs)
        session.closed.connect(self.jobs.forget)
        self.addTab(self.jobs, self.tr("Jobs"))

    def set_plots(self, course: QWidget, seed: QWidget) -> None:
        """Put the time course and the seed's plot in their places."""
        caption, was_first = self.tabText(0), self.currentIndex() == 0
        self.removeTab(0)
        self.insertTab(0, course, caption)
        self.insertTab(1, seed, self.tr("Seed"))
        if was_first:
            self.setCurrentIndex(0)
        self.prefer(self._preferred)

    def prefer(self, caption: str) -> None:
        """Open the tab with this caption; where it is still to come, once it is there. "" leaves it as it is."""
        self._preferred = caption
        tabs = [self.tabText(index) for index in range(self.count())]
        if caption in tabs:
            self.setCurrentIndex(tabs.index(caption))

    def set_coupling_plot(self, widget: QWidget) -> None:
        """Keep the plot of a coupling until there is one; its tab comes then."""
        self._coupling = widget
        widget.setParent(self)
        widget.hide()

    def show_coupling(self) -> None:
        """Show the points behind a coupling that has just been computed."""
        if self._coupling is not None:
            if self.indexOf(self._coupling) < 0:
                self.insertTab(2, self._coupling, self.tr("Coupling"))
            self._open(self._coupling)

    def show_cohort(self, view: str) -> None:
        """Show the patient beside the controls: regions, calibration or parade."""
        self._open(self.cohort)
        self.cohort.show_view(view)

    def show_clusters(self) -> None:
        """Show the table of clusters."""
        self._open(self.clusters)

    def _follow(self, change: Change) -> None:
        """The numbers of a drawing open by themselves with its first voxels; later the tab stays as it was chosen."""
        drawing = self._session.drawing
        drawn = drawing.current
        if not change & Change.ROIS or drawn is None or drawn.id in self._with_numbers:
            return
        if drawn.labels.n_voxels(drawing.label):
            self._with_numbers.add(drawn.id)
            if self.currentWidget() not in (self.regions, self._reader):
                self.setCurrentWidget(self.numbers)

    def _show_reader(self, wanted: bool) -> None:
        """The tab of the second reader comes and goes with the regions."""
        if wanted:
            self.insertTab(self.indexOf(self.numbers) + 1, self._reader, self.tr("Second reader"))
            self._open(self._reader)
        else:
            self.removeTab(self.indexOf(self._reader))

    def _open(self, tab: QWidget) -> None:
        self.setVisible(True)
        self.setCurrentWidget(tab)
