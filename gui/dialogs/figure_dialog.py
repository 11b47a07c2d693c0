"""The figure of what is open, as a journal takes it: a live preview beside the few options that matter.

The preview is drawn in the background by the code that writes the file; only its resolution is that of the screen.
"""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from analysis.errors import AlgoscopeError
from analysis.progress import Progress, silent
from gui.commands.saving import proposed_folder
from gui.dialogs.figure_form import FigureForm
from gui.figures.export import Figure, render, save_figure
from gui.figures.options import FigureOptions, read_preset, write_preset
from gui.figures.page import UNITS_PER_INCH
from gui.figures.session_figure import FigurePlan, draw_plan, plan_figure
from gui.jobs import Job, JobRunner
from gui.qt_safe import QtSafe
from gui.session import Change, Session
from gui.widgets import asking
from gui.widgets.styled import Paragraph, named

PREVIEW_MS = 250
_PATTERN = "PNG (*.png);;TIFF (*.tif);;PDF (*.pdf);;SVG (*.svg)"
_FOLLOWED = Change.LAYERS | Change.DISPLAY | Change.SELECTION | Change.VALUES | Change.CURSOR | Change.GRAPH


def draw_preview(plan: FigurePlan, dpi: int, progress: Progress = silent) -> tuple[Figure, QImage]:
    """The job: the figure at the resolution of the screen, without what takes long."""
    screen = replace(plan, options=replace(plan.options, dpi=dpi))
    figure = draw_plan(screen, False, progress)
    return figure, render(figure, dpi)


def export_figure(plan: FigurePlan, path: Path, force: bool, progress: Progress = silent) -> Path:
    """The job: write the figure with its recipe; raises as `save_figure`."""
    figure = draw_plan(plan, True, progress)
    progress(0.8, "Writing")
    return save_figure(figure, path, dpi=plan.options.dpi, force=force)


class FigureDialog(QtSafe, QDialog):
    """Options at the left, the figure and its caption at the right."""

    def __init__(
        self, session: Session, jobs: JobRunner, options: FigureOptions | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Figure"))
        self._session, self._jobs = session, jobs
        self._figure: Figure | None = None
        self._job: Job | None = None
        self.form = FigureForm(options or FigureOptions())
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.sentence = named(Paragraph(), "warning")
        self.caption = QPlainTextEdit(readOnly=True)
        self.caption.setAccessibleName(self.tr("Caption of the figure"))
        self.caption.setFixedHeight(96)
        self.size_label = named(QLabel(), "dim")
        self._delay = QTimer(self, singleShot=True, interval=PREVIEW_MS)
        self._delay.timeout.connect(self.draw)
        self._assemble()
        self.form.changed.connect(self._delay.start)
        session.changed.connect(self._follow)
        jobs.failed.connect(self._on_failed)
        self.resize(1120, 760)
        self._delay.start(0)

    def _assemble(self) -> None:
        area = QScrollArea(widgetResizable=True)
        area.setWidget(self.picture)
        area.setMinimumSize(QSize(420, 300))
        right = QVBoxLayout()
        for part in (self.sentence, area, self.size_label, self.caption):
            right.addWidget(part)
        right.setStretchFactor(area, 1)
        buttons = QHBoxLayout()
        for text, slot in (
            (self.tr("Load preset…"), self._ask_preset),
            (self.tr("Save preset…"), self._ask_preset_name),
            (self.tr("Copy caption"), self.copy_caption),
        ):
            button = QPushButton(text, autoDefault=False)
            button.clicked.connect(slot)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.export_button = named(QPushButton(self.tr("Export…"), default=True), "primary")
        self.export_button.clicked.connect(self._ask_export)
        close = QPushButton(self.tr("Close"), autoDefault=False)
        close.clicked.connect(self.reject)
        buttons.addWidget(self.export_button)
        buttons.addWidget(close)
        right.addLayout(buttons)
        form_area = QScrollArea(widgetResizable=True)
        form_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        form_area.setWidget(self.form)
        form_area.setFixedWidth(self.form.sizeHint().width() + 24)
        row = QHBoxLayout(self)
        row.addWidget(form_area)
        row.addLayout(right, 1)

    # -- the preview ------------------------------------------------------------------------------------------

    def draw(self) -> None:
        """Draw the preview with the options of the form; an older one that is still being drawn is dropped."""
        plan = self._plan()
        if plan is None:
            return
        dpi = round(UNITS_PER_INCH * self.devicePixelRatioF())
        self._job = self._jobs.submit(
            self.tr("Figure"), draw_preview, plan, dpi, on_done=self._show, key="figure preview", quiet=True
        )

    def _plan(self) -> FigurePlan | None:
        try:
            plan = plan_figure(self._session, self.form.options())
        except AlgoscopeError as error:
            self._refuse(str(error))
            return None
        self.sentence.setText("")
        self.sentence.hide()
        return plan

    def _show(self, drawn: tuple[Figure, QImage]) -> None:
        self._figure, image = drawn
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(pixmap)
        self.picture.setAccessibleName(self._figure.description)
        self.caption.setPlainText(self._figure.description)
        options = self.form.options()
        width, height = (
            round(side / UNITS_PER_INCH * options.dpi) for side in (self._figure.width, self._figure.height)
        )
        height_mm = self._figure.height / UNITS_PER_INCH * 25.4
        self.size_label.setText(
            self.tr("{w} × {h} mm, {pw} × {ph} pixels at {dpi} dots per inch").format(
                w=f"{options.width_mm:g}", h=f"{height_mm:.0f}", pw=width, ph=height, dpi=options.dpi
            )
        )
        self.export_button.setEnabled(True)

    def _on_failed(self, job: Job) -> None:
        if job is self._job:
            self._refuse(job.sentence())

    def _refuse(self, sentence: str) -> None:
        self._figure = None
        self.sentence.setText(sentence)
        self.sentence.show()
        self.picture.setPixmap(QPixmap())
        self.caption.setPlainText("")
        self.size_label.setText("")
        self.export_button.setEnabled(False)

    def _follow(self, change: Change) -> None:
        if change & _FOLLOWED and self.isVisible():
            self._delay.start()

    # -- files ------------------------------------------------------------------------------------------------

    def _ask_export(self) -> None:
        usual = proposed_folder(self._session)
        path, chosen = asking.save_file(self, self.tr("Export figure"), "", _PATTERN, usual=usual)
        if path is not None:
            ending = chosen[chosen.index("*") + 1 : chosen.index(")")] if "*" in chosen else ".png"
            self.export(path if path.suffix else path.with_name(path.name + ending), force=True)  # the dialog has asked

    def export(self, path: Path, *, force: bool = False) -> None:
        """Write the figure in the background, and tell where it is."""
        plan = self._plan()
        if plan is not None:
            done = partial(_tell_written, self._session)
            self._jobs.submit(self.tr("Export figure"), export_figure, plan, path, force, on_done=done)

    def _ask_preset(self) -> None:
        path = asking.open_file(self, self.tr("Load preset"), "JSON (*.json)")
        if path is not None:
            self.load_preset(path)

    def load_preset(self, path: Path) -> None:
        """Take the options of a preset file, or say why not."""
        try:
            self.form.show_options(replace(read_preset(path), title=self.form.options().title))
        except AlgoscopeError as error:
            self._refuse(str(error))
            return
        self._delay.start()

    def _ask_preset_name(self) -> None:
        path, _ = asking.save_file(self, self.tr("Save preset"), "figure_preset.json", "JSON (*.json)")
        if path is not None:
            self.save_preset(path, force=True)

    def save_preset(self, path: Path, *, force: bool = False) -> None:
        """Write the options as a preset file, or say why not."""
        try:
            write_preset(self.form.options(), path, force=force)
        except AlgoscopeError as error:
            self._refuse(str(error))

    def copy_caption(self) -> None:
        """Put the caption on the clipboard."""
        QGuiApplication.clipboard().setText(self.caption.toPlainText())

    def done(self, result: int) -> None:
        """Stop what is being drawn, and let go of the session."""
        self._delay.stop()
        self._session.changed.disconnect(self._follow)
        self._jobs.failed.disconnect(self._on_failed)
        if self._job is not None and not self._job.is_over:
            self._job.cancel()
        super().done(result)


def _tell_written(session: Session, path: Path) -> None:
    said = QCoreApplication.translate("FigureDialog", "The figure was written: {name}")
    session.tell(said.format(name=path.name))
