"""How the window is arranged, as a session keeps it: zoom, 3D, layout, pages, tabs, the report, the study."""

from collections.abc import Callable, Mapping

import numpy as np
from PySide6.QtWidgets import QWidget

from analysis.files.session_record import LookEntry, ReportEntry, ViewEntry
from analysis.plane import Orientation
from gui.commands.study_state import StudyNow
from gui.compare_state import FormsNow
from gui.drawer import Drawer
from gui.panels.compare.kept import forms_now, restore_forms
from gui.panels.compare_page import ComparePage
from gui.panels.maps_tabs import MapsTabs
from gui.panels.report_page import ReportPage
from gui.panels.study.kept import restore_study, study_now
from gui.view_area import Layout, ViewArea


class SessionWindow:
    """Reads the parts of the window, and puts them back; ``pages`` and ``show_page`` are those of the rail."""

    def __init__(
        self,
        views: ViewArea,
        drawer: Drawer,
        maps: MapsTabs,
        report: ReportPage,
        compare: ComparePage,
        *,
        pages: Mapping[str, QWidget],
        show_page: Callable[[str], None],
    ) -> None:
        self._views, self._drawer, self._maps, self._report = views, drawer, maps, report
        self._compare = compare
        self._pages, self._show_page = pages, show_page

    def view(self) -> ViewEntry:
        """As it is now; what the session itself knows is left out."""
        looks = {}
        for orientation, view in self._views.slices.items():
            frame = view.own_look
            if frame is not None:
                x, y, z = (float(v) for v in frame.centre_mm)
                looks[orientation.name] = LookEntry((x, y, z), float(frame.mm_per_pixel))
        return ViewEntry(
            layout=self._views.layout_name,
            maximised=self._views.maximised_name,
            looks=looks,
            page=next((key for key, page in self._pages.items() if page.isVisible()), ""),
            maps_tab=self._maps.currentIndex(),
            drawer_visible=not self._drawer.isHidden(),
            drawer_tab=self._drawer.tabText(self._drawer.currentIndex()),
            compare_tab=self._compare.currentIndex(),
            scene=self._views.scene_look,
        )

    def report(self) -> ReportEntry:
        """What a person has written for the report."""
        return self._report.entry()

    def tell_kept_words(self, slot: Callable[[Mapping[str, str]], None]) -> None:
        """Call with what stands in a report, once it was written."""
        self._report.kept.connect(slot)

    def typed(self) -> Mapping[str, str]:
        """Of that, what was not filled in by the program."""
        return self._report.typed()

    def study(self) -> StudyNow:
        """What the Study page holds."""
        return study_now(self._compare.study)

    def forms(self) -> FormsNow:
        """What stands in the fields of Compare."""
        return forms_now(self._compare.case, self._compare.groups)

    def apply(self, view: ViewEntry, report: ReportEntry, study: StudyNow, forms: FormsNow) -> None:
        """Arrange it as it was; what is not known any more stays as it is."""
        layout = next((one for one in Layout if one.value == view.layout), None)
        if layout is not None:
            self._views.arrange(layout)
        if view.maximised:
            self._views.maximise(view.maximised)
        for orientation in Orientation:
            look = view.looks.get(orientation.name)
            if look is not None:
                self._views.slices[orientation].look_at(np.array(look.centre_mm), look.mm_per_pixel)
        self._show_page(view.page)
        self._maps.setCurrentIndex(view.maps_tab)
        self._drawer.setVisible(view.drawer_visible)
        tabs = [self._drawer.tabText(index) for index in range(self._drawer.count())]
        if view.drawer_tab in tabs:
            self._drawer.setCurrentIndex(tabs.index(view.drawer_tab))
        restore_study(self._compare.study, study)
        restore_forms(self._compare.case, self._compare.groups, forms)
        self._compare.setCurrentIndex(view.compare_tab)
        self._views.look_at_scene(view.scene)
        self._report.restore(report)
