"""The Compare page: groups of people with each other, or one patient with controls."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from gui.jobs import JobRunner
from gui.panels.compare.groups_page import GroupsPage
from gui.session import Session


class ComparePage(QTabWidget):
    """``clusters_wanted`` when the table in the drawer is to be seen."""

    clusters_wanted = Signal()

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.groups = GroupsPage(session, jobs)
        self.groups.result.clusters_wanted.connect(self.clusters_wanted)
        self.addTab(self.groups, self.tr("Groups"))
