"""The whole way of a patient through the window, as a person goes it: from a folder of raw scans to a report.

Each part of the way is named, so that whoever measures can tell where something took long.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QPushButton, QScrollArea, QStackedWidget

from analysis.labels.patch import Patch
from analysis.metrics.catalogue import ALFF, REHO
from analysis.scan import Modality
from gui.app import Composition
from gui.commands import computing, drawing, shaping_regions
from gui.drawing import Tool
from gui.session import Layer

PARTS = (
    "start", "look through", "answer", "raw scans, processing, maps", "gallery", "quality", "native scans", "ALFF",
    "ReHo", "perfusion", "regions", "drawing", "compare", "report", "theme", "save session", "close", "restore session",
)  # fmt: skip


class Tour:
    """Goes from part to part; ``rest(part)`` is called before a part and waits until nothing goes on any more.

    Parameters
    ----------
    scans : folder of the raw scans, called after the patient
    place : an empty folder, for what is written
    cohort : table of controls with maps, None for no comparison
    """

    def __init__(
        self,
        composition: Composition,
        scans: Path,
        place: Path,
        rest: Callable[[str], None],
        cohort: Path | None = None,
    ) -> None:
        self._composition, self._scans, self._place, self._rest = composition, scans, place, rest
        self._cohort, self._name = cohort, scans.name
        self._window, self._session, self._jobs = composition.window, composition.session, composition.jobs

    def go(self) -> None:
        """All parts, one after the other."""
        self._start()
        self._process()
        self._look()
        self._compute()
        self._draw()
        self._conclude()
        self._leave()
        self._rest("end")

    def _start(self) -> None:
        self._rest("start")
        self._composition.start([], demo=False)

    def _process(self) -> None:
        """The window that opens a patient: look through, answer, start; then scans, processing and its maps."""
        self._rest("look through")
        dialog = self._window.patient_opening.look_through([self._scans])
        self._rest("answer")
        form = dialog.form
        for row in range(form.table.rowCount()):
            form.table.setCurrentCell(row, 1)
            self._rest("answer")
            if "SliceOrder" in form.facts.rows and dialog.lacks.text().startswith("Order"):
                form.facts.rows["SliceOrder"].typed.emit("SliceOrder", "ascending")
        self._rest("answer")
        if form.sides.check.isEnabled() and not form.sides.check.isChecked():
            form.sides.check.click()
        form.person.pseudonym.setText(self._name)
        form.person.pseudonym.textEdited.emit(self._name)
        form.run.place_chosen.emit(self._place / "patient")
        self._rest("raw scans, processing, maps")
        if not dialog.start.isEnabled():
            raise AssertionError(dialog.lacks.text())
        dialog.start.click()

    def _look(self) -> None:
        self._rest("gallery")
        if self._session.spaces.patient is None:
            raise AssertionError("no maps were opened")
        self._window.show_page("maps")
        self._window.maps_tabs.show_gallery()
        self._rest("quality")
        self._window.show_page("quality")
        page = self._window.pages.currentWidget()
        assert isinstance(page, QScrollArea)
        self._rest("quality")
        page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())

    def _compute(self) -> None:
        """The metrics, on the raw series, and perfusion."""
        self._rest("native scans")
        for space in self._session.spaces.offered:
            self._session.show_space(space)
            self._rest("native scans")
        bold = self._raw(Modality.BOLD)
        for metric, outputs in ((ALFF, ("zalff", "alff")), (REHO, ("reho", "zreho"))):
            self._rest(metric.caption.split(" ")[0] if metric is ALFF else "ReHo")
            computing.compute_metric(self._session, self._jobs, metric, bold.id, outputs=outputs)
        self._rest("perfusion")
        self._window.maps.show_perfusion()
        for button in self._window.perfusion_page.findChildren(QPushButton):
            if button.text() == "Compute perfusion" and button.isEnabled():
                button.click()

    def _draw(self) -> None:
        """A region by hand, what is done to the whole of it, and the card of a region of the atlas."""
        self._rest("regions")
        self._window.maps.region_card()
        self._rest("drawing")
        anatomy = next(layer for layer in self._session.layers if layer.scan and layer.scan.modality is Modality.T1)
        home = self._session.spaces.home(anatomy)
        if home is not None:
            self._session.show_space(home)
        self._rest("drawing")
        self._session.select_layer(anatomy.id)
        self._session.drawing.choose_tool(Tool.BRUSH)
        self._rest("drawing")
        labels = drawing.begin_map(self._session, anatomy.id).labels
        self._rest("drawing")
        i, j, k = (n // 3 for n in labels.grid.shape)
        drawing.mark(self._session, "brush", Patch((i, j, k), np.ones((i, j, max(1, k // 2)), dtype=bool)))
        for shape in (shaping_regions.fill, shaping_regions.mirror, shaping_regions.invert):
            self._rest("drawing")
            shape(self._session, jobs=self._jobs)
        for _ in range(2):
            self._rest("drawing")
            self._session.undo_stack.undo()
        self._session.drawing.choose_tool(Tool.CROSSHAIR)

    def _conclude(self) -> None:
        self._rest("compare")
        self._window.show_page("compare")
        if self._cohort is not None:
            page = self._window.compare_page
            page.open_cohort(self._cohort, next((self._place / "patient" / "results").glob("sub-*")))
            page.case.give(age="45", sex="F")
            self._rest("compare")
            page.case.button.click()
        self._rest("report")
        self._window.show_page("report")
        report = self._window.report_page
        assert isinstance(report, QStackedWidget)
        report.comment.setPlainText("Nothing unusual.")
        report.make()
        self._rest("theme")
        for key in ("theme", "larger", "theme", "smaller"):
            self._window.actions_.action(key).trigger()
            self._rest("theme")

    def _leave(self) -> None:
        """The session is saved, closed, and opened again."""
        files, folder = self._window.sessions.files, self._place / "session"
        self._rest("save session")
        files.autosave.mark()
        files.autosave.save()
        files._submit(folder, copy_scans=False)
        self._rest("close")
        if not files.close_all():
            raise AssertionError("the patient could not be closed")
        self._rest("restore session")
        files.open_folder(folder)
        self._rest("restore session")
        if not self._session.layers or not self._session.drawing.maps:
            raise AssertionError("the session was not restored")

    def _raw(self, modality: Modality) -> Layer:
        return next(
            layer for layer in self._session.layers
            if layer.is_series and layer.scan is not None and layer.scan.modality is modality
        )  # fmt: skip
