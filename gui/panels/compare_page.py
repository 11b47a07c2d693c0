"""The Compare page: groups of people with each other, or one patient with controls."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from gui.jobs import JobRunner
from gui.panels.compare.case_page import CasePage
from gui.panels.compare.groups_page import GroupsPage
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
        self.addTab(self.case, self.tr("One patient"))
