"""The main window: it puts the parts together and connects actions to intents. No logic lives here."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from analysis.metrics.catalogue import METRICS
from analysis.plane import Convention
from gui import style
from gui.actions import CHANGING_KEYS, MENUS, SHAPING, Actions, ActionSpec, Needs
from gui.appearance import Appearance, Wearers
from gui.commands.processing import Plan
from gui.dialogs.open_patient.opening import PatientOpening
from gui.drawer import Drawer
from gui.drawing import Tool
from gui.dressing import Dressing
from gui.files import Files
from gui.guide import Guide, GuidedParts
from gui.intents import Intents
from gui.jobs import Job, JobRunner
from gui.language import in_window
from gui.maps_area import MapsArea
from gui.panels.compare_page import ComparePage
from gui.panels.first_run import FirstRunPage
from gui.panels.layer_cards import LayerCards
from gui.panels.patient_page import PatientPage
from gui.panels.processing_card import ProcessingCard
from gui.panels.quality_page import QualityPage
from gui.panels.rail import Rail, Task
from gui.panels.report_page import ReportPage
from gui.panels.status_bar import StatusBar
from gui.panels.what_is_here import WhatIsHere
from gui.patient_sessions import Others, PatientSessions
from gui.qt_safe import QtSafe
from gui.region_exports import RegionExports
from gui.region_files import RegionFiles
from gui.region_shapes import RegionShapes
from gui.self_test import computer_in_detail
from gui.session import Change, Session
from gui.session_window import SessionWindow
from gui.settings import Settings
from gui.turns import add_if_watched
from gui.undo_actions import undo_actions
from gui.view_area import Layout, ViewArea
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.tool_strip import ToolStrip
from gui.widgets.typing_guard import GuardedPages
from gui.window_dialogs import WindowDialogs
from gui.window_state import WindowState

PAGE_WIDTH, CARDS_WIDTH = 300, 270
# larger text widens the columns by less than itself, or they would leave nothing for the views
PAGE_SHARE, CARDS_SHARE = 0.6, 0.4


class MainWindow(QtSafe, QMainWindow):
    """Task rail, views, layer cards, drawer and status bar."""

    theme_changed = Signal(object)  # Theme

    def __init__(self, session: Session, jobs: JobRunner, settings: Settings, family: str) -> None:
        super().__init__()
        self.setWindowTitle("Algoscope")
        self.setAcceptDrops(True)
        self.session, self.jobs, self.settings = session, jobs, settings
        self._family, self.dressing = family, Dressing(self)
        self._intents = Intents(session, jobs, self)
        self.files = Files(session, jobs, settings, self)
        self.patient_opening = PatientOpening(session, jobs, settings, self)
        self.patient_opening.close_patient = self.files.close_all
        self.region_files = RegionFiles(session, jobs, self)
        self._region_exports = RegionExports(session, jobs, self)
        self._region_shapes = RegionShapes(session, jobs, self)
        self.files.may_close_regions = self.region_files.may_close
        self.actions_ = Actions(session, self)
        self._dialogs = WindowDialogs(session, jobs, self.actions_, settings, computer_in_detail, self)
        self._add_undo()
        self._make_parts()
        self._add_metrics()
        self._make_sessions()
        self._make_menus()
        self._connect()
        self._restore()

    # -- parts -------------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        actions = self.actions_
        self.views = ViewArea(self.session)
        self.first_run = FirstRunPage(actions, has_last=bool(self.settings.last_session))
        self.centre = QStackedWidget()
        self.centre.addWidget(self.first_run)
        self.centre.addWidget(self.views)
        self.notices = NoticeBar()
        self.maps = MapsArea(self.session, self.jobs, self.show_page)
        self.maps_tabs, self.perfusion_page = self.maps.tabs, self.maps.perfusion_page
        self.compare_page = ComparePage(self.session, self.jobs)
        self.report_page = ReportPage(self.session, self.jobs)
        self.report_page.patient_wanted.connect(self._show_patient)
        quality = QualityPage(self.session, self.jobs)
        quality.patient_wanted.connect(self._show_patient)
        self.pages = GuardedPages(CHANGING_KEYS)
        self.run_card = ProcessingCard(self.session, self.jobs)
        patient = PatientPage(self.session, actions, tools=(self.run_card,))
        self.first_run.follow(self.jobs, patient.show_opening)
        self._page_of = {
            "patient": patient,
            "quality": quality,
            "maps": self.maps_tabs,
            "compare": self.compare_page,
            "report": self.report_page,
        }
        for page in self._page_of.values():
            self.pages.addWidget(page)
        self.rail = Rail(
            (
                Task("patient", self.tr("Patient"), tip=self.tr("What is open, and what its files say of it")),
                Task("quality", self.tr("Quality"), tip=self.tr("Whether the data are good enough")),
                Task("maps", self.tr("Maps"), tip=self.tr("Activity and perfusion: compute and look")),
                Task("compare", self.tr("Compare"), "", self.tr("One patient with controls, or groups"), True),
                Task("report", self.tr("Report"), tip=self.tr("One page with its methods, as PDF"), takes_text=True),
            )
        )
        self._right = QSplitter(Qt.Orientation.Vertical)
        self.drawer = Drawer(self.session, self.jobs)
        self.drawer.regions.offer([actions.action(key) for key in SHAPING])
        guided = GuidedParts(
            self.centre, self._right, self.pages, self.files.demo, self._intents.centre, self.show_page
        )
        self.guide = Guide(self.session, guided, self)
        self.setCentralWidget(self._assembled())
        self.setStatusBar(StatusBar(self.session))

    def _make_sessions(self) -> None:
        arranged = SessionWindow(
            self.views, self.drawer, self.maps_tabs, self.report_page, self.compare_page,
            pages=self._page_of, show_page=self.show_page,
        )  # fmt: skip
        others = Others(self.region_files.offer, self.open_paths, self.files.last)
        self.sessions = PatientSessions(self.session, self.jobs, self.settings, arranged, others, self)
        self.sessions.has_last.connect(self.first_run.allow_last)
        self.sessions.show_recent_in(self.first_run.recent)
        wearers = Wearers(self.apply_theme, self.sessions.recent.remember)
        self.appearance = Appearance(self.session, self.jobs, self.settings, wearers, self)
        self.files.before_opening = self.sessions.files.before_opening
        self.files.may_close_patient = self.sessions.may_close

    def _assembled(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self.guide.card)
        self.tools = ToolStrip(self.session)
        self.tools.hide()
        column.addWidget(self.tools)
        self._upright = QSplitter(Qt.Orientation.Vertical)
        self._upright.addWidget(self.centre)
        self._upright.addWidget(self.drawer)
        self._upright.setStretchFactor(0, 1)
        self._upright.setSizes([700, 210])
        column.addWidget(self._upright, 1)
        self.notices.float_over(self._upright, lambda: self.session.drawing.tool is not Tool.CROSSHAIR)
        self._right.addWidget(LayerCards(self.session, self.jobs))
        here = QScrollArea()
        here.setWidgetResizable(True)
        here.setWidget(WhatIsHere(self.session))
        self._right.addWidget(here)
        self._right.setStretchFactor(0, 1)
        self._right.setSizes([560, 260])
        self._across = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.pages, middle, self._right):
            self._across.addWidget(part)
        self._across.setStretchFactor(1, 1)
        self._across.setSizes([300, 1200, 300])
        self._across.setChildrenCollapsible(False)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._across, 1)
        return whole

    def _add_undo(self) -> None:
        for key, action in zip(("undo", "redo"), undo_actions(self.session, self), strict=True):
            self.actions_.adopt(key, MENUS[1], action)

    def _add_metrics(self) -> None:
        for metric in METRICS:
            spec = ActionSpec(f"metric {metric.key}", MENUS[4], f"{in_window(metric.caption)}…", needs=Needs.SERIES)
            self.actions_.add(spec).triggered.connect(self.maps.show_activity)
        spec = ActionSpec("perfusion", MENUS[4], "Perfusion (CBF) and its coupling…", needs=Needs.LAYER)
        self.actions_.add(spec).triggered.connect(self.maps.show_perfusion)

    def _make_menus(self) -> None:
        for name in MENUS:
            menu = self.menuBar().addMenu(self.tr(name))
            menu.addActions(list(self.actions_.in_menu(name)))
            if name == MENUS[0]:
                menu.insertMenu(self.actions_.action("demo"), self.files.recent_menu)
                menu.insertMenu(self.actions_.action("demo"), self.sessions.recent.menu)
        self.addActions([action for _, action in self.actions_.all()])

    def _connect(self) -> None:
        slots = {
            "quit": self._quit,
            "fit": self.views.fit,
            "layout_grid": self._layout_grid,
            "layout_row": self._layout_row,
            "layout_main": self._layout_main,
            "layout_scene": self._layout_scene,
            "drawer": self._toggle_drawer,
            "coordinate": self._ask_coordinate,
        }
        for spec, _ in self.actions_.all():
            owners = (
                self.patient_opening,
                self.sessions,
                self.files,
                self.region_files,
                self._region_shapes,
                self._region_exports,
                self.maps,
                self._dialogs,
                self.appearance,
                self.rail,
                self.guide,
                self._intents,
            )
            slot = slots.get(spec.key) or next((getattr(o, spec.key) for o in owners if hasattr(o, spec.key)), None)
            if slot is not None:
                self.actions_.connect_to(spec.key, slot)
        self.rail.chosen.connect(self.show_page)
        self.rail.opened.connect(self._go_to_page)
        self.compare_page.clusters_wanted.connect(self.drawer.show_clusters)
        self.compare_page.details_wanted.connect(self.drawer.show_cohort)
        self.maps.follow_up.side_by_side_wanted.connect(self._dialogs.side_by_side)
        self.maps.prior.side_by_side_wanted.connect(self._dialogs.side_by_side_of)
        self.session.changed.connect(self.refresh)
        self.session.told.connect(self.notices.tell)
        self.session.closed.connect(self.notices.clear)
        self.jobs.failed.connect(self._on_failed)
        self.patient_opening.started.connect(self.run_card.follow)
        self.patient_opening.started.connect(self._show_patient)
        self.patient_opening.finished.connect(self._on_processed)
        self.run_card.wanted.connect(self.patient_opening.process_open)
        self.run_card.again.connect(self.patient_opening.go_on)

    def _restore(self) -> None:
        settings = self.settings
        self.session.set_convention(
            next((c for c in Convention if c.value == settings.convention), Convention.RADIOLOGICAL)
        )
        self.apply_theme()
        splits, tabs = (self._across, self._upright, self._right), (self.maps_tabs, self.drawer)
        self._state = WindowState(self, splits, self.views, tabs, self._page_of, self.show_page)
        self._state.restore(settings)

    def apply_theme(self) -> None:
        """Dress the application in the theme and text size of the settings, what is seen first."""
        theme = style.theme_named(self.settings.theme)
        icons = (partial(part.set_theme, theme) for part in (self.rail, self.tools))
        self.dressing.wear(theme, self._family, self.settings.font_percent, *icons, self._set_widths)
        self.theme_changed.emit(theme)

    def _set_widths(self) -> None:
        """Take over what no style sheet says, once the text has its size."""
        larger = self.settings.font_percent / 100 - 1
        self.pages.setMinimumWidth(round(PAGE_WIDTH * (1 + larger * PAGE_SHARE)))
        self._right.setMinimumWidth(round(CARDS_WIDTH * (1 + larger * CARDS_SHARE)))

    def set_scene(self, widget: QWidget) -> None:
        """Put the 3D view in its place."""
        self.views.set_scene(widget)

    # -- following the session ---------------------------------------------------------------------------

    def refresh(self, change: Change) -> None:
        """Show the views once something is open, and note it for the next start."""
        if change & Change.LAYERS:
            add_if_watched(self, self._choose_centre)  # lays out and paints most of the window
            self.files.note_session()
            self.first_run.allow_last(self.sessions.can_go_on)
        if change & Change.DISPLAY:
            self.settings.convention = self.session.convention.value

    def _choose_centre(self) -> None:
        open_now = bool(self.session.layers)
        self.centre.setCurrentWidget(self.views if open_now else self.first_run)
        self.tools.setVisible(open_now)

    def show_page(self, key: str) -> None:
        """Open a page of the rail; "" closes it."""
        page = self._page_of.get(key)
        self.pages.setVisible(page is not None)
        self.rail.show_task(key if page is not None else "")
        if page is not None:
            self.pages.setCurrentWidget(page)

    def _go_to_page(self, key: str) -> None:
        """Open a page and give it the keyboard."""
        self.show_page(key)
        page = self._page_of[key]
        first = page.nextInFocusChain()
        while first is not None and first is not page and not _takes_tab(first, page):
            first = first.nextInFocusChain()
        (first or page).setFocus(Qt.FocusReason.TabFocusReason)  # the page itself while nothing on it takes keys

    def _on_failed(self, job: Job) -> None:
        self.notices.tell(job.sentence())

    # -- opening and closing -----------------------------------------------------------------------------------

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files and folders."""
        self.files.open_paths(paths)

    def _quit(self) -> None:
        self.close()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if self.sessions.opens(paths):
            event.acceptProposedAction()
            return
        self.patient_opening.drop(paths, self.open_paths)
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not (self.files.may_stop() and self.sessions.may_close()):
            event.ignore()
            return
        self._state.keep(self.settings)
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.session.hide_overlays(False)  # a key released in another window never reaches this one
        super().changeEvent(event)

    # -- looking --------------------------------------------------------------------------------------------------

    def _layout_grid(self) -> None:
        self.views.arrange(Layout.GRID)

    def _layout_row(self) -> None:
        self.views.arrange(Layout.ROW)

    def _layout_main(self) -> None:
        self.views.arrange(Layout.MAIN)

    def _layout_scene(self) -> None:
        self.views.arrange(Layout.SCENE)

    def _toggle_drawer(self) -> None:
        self.drawer.setVisible(not self.drawer.isVisible())

    def _ask_coordinate(self) -> None:
        status = self.statusBar()
        assert isinstance(status, StatusBar)
        status.coordinate.setFocus()
        status.coordinate.selectAll()

    # -- pages --------------------------------------------------------------------------------------------

    def _show_patient(self) -> None:
        self.show_page("patient")

    def _on_processed(self, plan: Plan, cohort: Path | None) -> None:
        """A patient was processed: quality first; it is compared with the cohort meanwhile."""
        self.show_page("quality")
        if cohort is not None:
            self.compare_page.open_cohort(cohort, plan.out / f"sub-{plan.case.subject}")


def _takes_tab(widget: QWidget, page: QWidget) -> bool:
    """Whether a widget of a page is reached by the Tab key."""
    return page.isAncestorOf(widget) and widget.isVisible() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
