"""The figures of a result, drawn in the background by the code that writes the files, and their way into a file."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from analysis.progress import Progress, silent
from gui.commands.study_state import Outcome
from gui.commands.study_words import table_of
from gui.figures.export import Figure, render, save_figure
from gui.figures.page import ONE_COLUMN_MM, TWO_COLUMNS_MM, Page
from gui.figures.study.files import stems
from gui.figures.study.outcome import figures_of
from gui.jobs import JobRunner
from gui.panels.compare.fields import choice_box, fill
from gui.panels.study.large_view import LargeView
from gui.panels.study.picture import Picture
from gui.widgets import asking
from gui.widgets.styled import named

_PATTERN = "PDF (*.pdf);;PNG (*.png);;SVG (*.svg);;TIFF (*.tif)"
_SCREEN_DPI, _LARGE_DPI = 192, 300
DPI = (150, 300, 600)


def draw(
    outcome: Outcome, page: Page, dpi: int, progress: Progress = silent
) -> tuple[Outcome, dict[str, tuple[Figure, QImage]]]:
    """The job: every figure of a result and its picture."""
    figures = figures_of(outcome, page, progress)
    drawn = {}
    for index, (name, figure) in enumerate(figures.items()):
        progress(index / len(figures), name)
        drawn[name] = figure, render(figure, dpi)
    return outcome, drawn


def write_figure(figure: Figure, path: Path, dpi: int, progress: Progress = silent) -> Path:
    """The job; the dialog has asked whether an older file may go."""
    progress(0.0, path.name)
    return save_figure(figure, path, dpi=dpi, force=True)


class FigureView(QWidget):
    """One of the figures, its width and dots per inch, and its export; ``told(sentence)`` when it was written."""

    told = Signal(str)

    def __init__(self, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._outcome: Outcome | None = None
        self.drawn: dict[str, tuple[Figure, QImage]] = {}
        self.which, self.width_mm, self.dpi = choice_box(), choice_box(), choice_box()
        self.which.setToolTip(self.tr("Which figure is shown"))
        self.width_mm.setToolTip(self.tr("Width of the figure, in mm"))
        self.dpi.setToolTip(self.tr("Dots per inch of the file"))
        self.which.setAccessibleName(self.tr("Figure"))
        self.width_mm.setAccessibleName(self.tr("Width of the figure"))
        self.dpi.setAccessibleName(self.tr("Dots per inch"))
        self.width_mm.addItem(self.tr("one column, 89 mm"), ONE_COLUMN_MM)
        self.width_mm.addItem(self.tr("two columns, 183 mm"), TWO_COLUMNS_MM)
        for dpi in DPI:
            self.dpi.addItem(self.tr("{dpi} dpi").format(dpi=dpi), dpi)
        self.dpi.setCurrentIndex(1)
        self.picture = Picture()
        self.button = QPushButton(self.tr("Figure…"))
        self.button.setToolTip(self.tr("This figure into a file: PDF, PNG, SVG or TIFF"))
        self.large = QPushButton(self.tr("Large view"))
        self.large.setToolTip(self.tr("Table and figure in a window of their own"))
        self.which.activated.connect(self._show_chosen)
        self.width_mm.activated.connect(self.redraw)
        self.button.clicked.connect(self._ask_file)
        self.large.clicked.connect(self.enlarge)
        row = QHBoxLayout()
        row.setSpacing(6)
        for part in (self.dpi, self.button):
            row.addWidget(part, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(named(QLabel(self.tr("Figure")), "dim"))
        column.addWidget(self.which)
        column.addWidget(self.picture)
        column.addWidget(self.large)
        column.addWidget(self.width_mm)
        column.addLayout(row)

    @property
    def page(self) -> Page:
        """How figures are set."""
        return Page(self.width_mm.currentData(), dpi=self.dpi.currentData())

    def show_outcome(self, outcome: Outcome | None) -> None:
        """Draw the figures of a result."""
        if outcome is not self._outcome:
            self._outcome, self.drawn = outcome, {}
            self.hide()
            self.redraw()

    def redraw(self) -> None:
        """Draw again, for another width."""
        if self._outcome is not None:
            self._jobs.submit(
                self.tr("Figure"), draw, self._outcome, self.page, _SCREEN_DPI,
                on_done=self._show, key="study figure", quiet=True, of_case=False,
            )  # fmt: skip

    def _show(self, done: tuple[Outcome, dict[str, tuple[Figure, QImage]]]) -> None:
        outcome, drawn = done
        if outcome is not self._outcome:
            return
        self.drawn = drawn
        self.setVisible(bool(drawn))
        fill(self.which, [(name.replace("_", " "), name) for name in drawn])
        self.which.setVisible(len(drawn) > 1)
        self._show_chosen()

    def _show_chosen(self) -> None:
        found = self.drawn.get(self.which.currentData())
        if found is not None:
            self.picture.show_image(found[1])
            self.picture.setAccessibleName(found[0].description)
            self.picture.setToolTip(found[0].description)

    def enlarge(self) -> None:
        """Show table and figure in a window of their own, as they are now."""
        found = self.drawn.get(self.which.currentData())
        if found is None or self._outcome is None:
            return
        window = LargeView(table_of(self._outcome), render(found[0], _LARGE_DPI), found[0].description, self.window())
        window.export.clicked.connect(partial(self._ask_file_of, self.which.currentData(), found[0]))
        window.show()

    def _ask_file(self) -> None:
        found = self.drawn.get(self.which.currentData())
        if found is not None:
            self._ask_file_of(self.which.currentData(), found[0])

    def _ask_file_of(self, name: str, figure: Figure) -> None:
        proposed = f"{stems([name])[name]}.pdf"
        path, kind = asking.save_file(self, self.tr("Export figure"), proposed, _PATTERN)
        if path is not None:
            ending = kind[kind.index("*") + 1 : kind.index(")")] if "*" in kind else ".pdf"
            self._write(figure, path if path.suffix else path.with_name(path.name + ending))

    def export(self, path: Path) -> None:
        """Write the figure that is seen."""
        found = self.drawn.get(self.which.currentData())
        if found is not None:
            self._write(found[0], path)

    def _write(self, figure: Figure, path: Path) -> None:
        self._jobs.submit(
            self.tr("Export figure"), write_figure, figure, path, self.page.dpi, on_done=self._tell, of_case=False
        )

    def _tell(self, path: Path) -> None:
        self.told.emit(self.tr("The figure was written: {name}").format(name=path.name))
