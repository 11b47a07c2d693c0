"""Two scans of one patient and their difference, cut at the same places, in one picture that can be saved."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from analysis.errors import AlgoscopeError, OptionError
from analysis.perfusion.acknowledged import sentences_of
from analysis.plane import Orientation
from gui.figures.export import UNITS_PER_INCH, Figure, render, save_figure
from gui.figures.side_by_side import draw_side_by_side
from gui.figures.slice_plan import gray_scale
from gui.figures.slice_positions import even_positions, foreground_box_mm
from gui.figures.slices import FigureLayer, SliceFigure
from gui.session import Layer, Role, Session
from gui.widgets import asking

_SLICES = 6


def figure_of(session: Session) -> Figure:
    """The newest comparison as a figure; both scans with one window.

    Raises
    ------
    OptionError
        if nothing was compared, or a layer of it was closed
    """
    compared = session.perfusion.compared
    if compared is None:
        raise OptionError("Compare two scans first.")
    ids = (compared.first_id, compared.second_id, compared.difference_id)
    return figure_of_layers(session, ids, compared.follow_up.whole.sentence)


def figure_of_layers(session: Session, ids: tuple[int, int, int], sentence: str) -> Figure:
    """First scan, second scan and their difference by the ids of their layers; raises as `figure_of`."""
    first, second, difference = (session.layer(layer_id) for layer_id in ids)
    underlay = _underlay(session, first)
    low, high = foreground_box_mm(first.volume(0), first.display.scale)[:, Orientation.AXIAL.value]
    positions = even_positions(float(low), float(high), _SLICES)
    figures = []
    for layer, like, title in ((first, first, first.name), (second, first, second.name), (difference, difference, "")):
        shown = FigureLayer(layer.volume(0), like.display.scale)
        said = () if layer.stat_map is None else sentences_of(layer.stat_map.provenance.warnings)
        warnings = (*said, sentence) if layer is difference else said
        figures.append(
            SliceFigure(
                underlay, shown, Orientation.AXIAL, positions, session.convention,
                title=title or layer.name, warnings=warnings,
            )
        )  # fmt: skip
    return draw_side_by_side(figures)


def _underlay(session: Session, first: Layer) -> FigureLayer:
    """What is seen under the maps; the first scan itself in gray where there is nothing."""
    seen = [layer for layer in session.visible_layers if layer.role is Role.UNDERLAY]
    volume = seen[0].volume(session.timepoint) if seen else first.volume(0)
    return FigureLayer(volume, gray_scale(volume))


class SideBySideDialog(QDialog):
    """Shows the figure; Save writes it with its record."""

    def __init__(self, session: Session, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Two scans side by side"))
        self._session, self._figure = session, figure
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap.fromImage(render(figure, round(UNITS_PER_INCH * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        picture = QLabel()
        picture.setPixmap(pixmap)
        picture.setAccessibleName(figure.description)
        area = QScrollArea(widgetResizable=True)
        area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        area.setWidget(picture)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Close)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(area)
        layout.addWidget(buttons)
        self.resize(min(1100, round(figure.width) + 60), min(800, round(figure.height) + 90))

    def _save(self) -> None:
        path, _ = asking.save_file(self, self.tr("Save figure"), "", "PNG (*.png);;PDF (*.pdf);;SVG (*.svg)")
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> None:
        """Write the figure, or say why not."""
        try:
            save_figure(self._figure, path)
        except AlgoscopeError as error:
            self._session.tell(str(error))
