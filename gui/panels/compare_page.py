"""The Compare page: groups of people with each other, one patient with controls, and the statistics of a study."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from gui.commands import case_comparing
from gui.jobs import JobRunner
from gui.panels.compare.case_page import CasePage
from gui.panels.compare.groups_page import GroupsPage
from gui.panels.study.page import StudyPage
from gui.session import Session


class ComparePage(QTabWidget):
    """``clusters_wanted`` when the table in the drawer is to be seen, ``details_wanted(view)`` for the cohort's."""

    clusters_wanted = Signal()
    details_wanted = Signal(str)

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.groups = GroupsPage(session, jobs)
        self.groups.result.clusters_wanted.connect(self.clusters_wanted)
        self.case = CasePage(session, jobs)
        self.case.details_wanted.connect(self.details_wanted)
        self.addTab(self.groups, self.tr("Groups"))
        self.study = StudyPage(session, jobs)
        self.addTab(self.case, self.tr("One patient"))
        self.addTab(self.study, self.tr("Study"))
        self.currentChanged.connect(self._offer_table)

    def _offer_table(self) -> None:
        """The table that is open for groups is offered to the study."""
        if self.currentWidget() is self.study:
            self.study.offer_table(self.groups.path)

    def open_cohort(self, table: Path, folder: Path) -> None:
        """Compare a patient who was processed with a table of controls, or say what is still to be chosen.

        ``folder`` is the patient's in the results: the map of the same name is read there, and beside it what is known.
        """
        self.setCurrentWidget(self.case)
        if not self.case.open_table(table):
            return
        self.case.search_gray_matter()  # as the command line does
        self.case.give_known(case_comparing.known_of_processed(folder))
        self.case.compare_result_in(folder)
