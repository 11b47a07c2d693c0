"""What is at the crosshair: the value of every layer with its unit, the place in mm and voxels."""

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from analysis.image import Series
from analysis.pipeline.routes import Space
from analysis.sampling import Interpolation, at_point
from gui.commands.spaces import standard_place
from gui.panels.norm_strip import NormStrips
from gui.qt_safe import QtSafe
from gui.session import Change, Layer, Role, Session
from gui.widgets.styled import ElidedLabel, Paragraph, named, tool_button

MOST_ROWS = 12
_MARGIN = 12
_NAME_LETTERS = 14  # of a name that must be legible; the voxel's indices give way


class WhatIsHere(QtSafe, QFrame):
    """A row for each layer, the top one first. The value shown is that of the voxel, never interpolated."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._session = session
        self._place = named(QLabel(), "title")
        self._place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(10)
        self._rows.setVerticalSpacing(3)
        self._rows.setColumnStretch(0, 1)
        self._labels: list[tuple[QLabel, QLabel, QLabel]] = []
        self._note = named(Paragraph(), "dim")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 8, _MARGIN, 10)
        layout.setSpacing(6)
        layout.addWidget(named(QLabel(self.tr("What is here")), "heading"))
        layout.addWidget(self._place)
        layout.addLayout(self._rows)
        self._norms = NormStrips(session)
        layout.addWidget(self._norms)
        layout.addWidget(self._note)
        self._card = tool_button(self.tr("Region card"), self.tr("All that is known of the region here (R)"))
        self._card.clicked.connect(session.region_wanted)
        layout.addWidget(self._card)
        layout.addStretch(1)
        self._timer = QTimer(self, singleShot=True, interval=15)
        self._timer.timeout.connect(self.show_place)
        session.changed.connect(self.refresh)
        session.closed.connect(self.show_place)
        self.show_place()

    def refresh(self, change: Change) -> None:
        """Follow the session, at most 60 times a second."""
        wanted = Change.LAYERS | Change.DISPLAY | Change.SELECTION | Change.VALUES | Change.CURSOR | Change.TIMEPOINT
        if change & (wanted | Change.COMPARE) and not self._timer.isActive():
            self._timer.start()

    def show_place(self) -> None:
        """Write the values at the crosshair."""
        layers = self._listed()
        x, y, z = self._session.cursor_mm
        self._place.setText(f"{words_for(x, 'RL')}, {words_for(y, 'AP')}, {words_for(z, 'SI')} mm")
        self._place.setVisible(bool(layers))
        self._note.setText(self._region_words(layers))
        self._card.setVisible(bool(layers))
        self._norms.show_place()
        while len(self._labels) < len(layers):
            self._add_row()
        for index, row in enumerate(self._labels):
            for label in row:
                label.setVisible(index < len(layers))
            name, value, voxel = row
            if index >= len(layers):
                name.setText("")  # not hidden only: a name is a patient's
                name.setToolTip("")
            else:
                name.setText(layers[index].name)
                place = self._session.place_in(layers[index])
                value.setText(value_text(layers[index], self._session.timepoint, place))
                voxel.setText(_voxel_text(layers[index], place))
                name.setToolTip(f"{layers[index].name}\n{self.tr('Voxel i, j, k, counted from 0')}: {voxel.text()}")
        self._make_room(len(layers))

    def _make_room(self, n_rows: int) -> None:
        """Leave out the voxels' indices where they would squeeze the names to nothing."""
        letters = self.fontMetrics()
        rows = self._labels[:n_rows]
        name = max((letters.horizontalAdvance(row[0].text()[:_NAME_LETTERS]) for row in rows), default=0)
        others = sum(max((row[column].sizeHint().width() for row in rows), default=0) for column in (1, 2))
        room = self.width() - name - others - 2 * self._rows.horizontalSpacing() - 2 * _MARGIN
        for row in rows:
            row[2].setVisible(room >= 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._timer.isActive():
            self._timer.start()

    def _listed(self) -> tuple[Layer, ...]:
        """The layers that have a row, the top one first; of many only those that are switched on."""
        layers = tuple(reversed(self._session.layers))
        layers = tuple(layer for layer in layers if layer.role is not Role.VEIL)  # a hatching is seen, it has no value
        if len(layers) <= MOST_ROWS:
            return layers
        selected = self._session.selected_layer
        return tuple(layer for layer in layers if layer.display.visible or layer is selected)

    def _region_words(self, layers: tuple[Layer, ...]) -> str:
        if not layers:
            return self.tr("Open an image, then click in a slice.")
        place = standard_place(self._session)
        if place is None:
            return self.tr("Names of regions need images in MNI152 space, or a processed patient.")
        lines = [self.tr("AAL: {name}").format(name=place.region or self.tr("no region"))]
        if place.territory:
            zone = self.tr(" (border zone)") if place.is_border else ""
            lines.append(self.tr("Approximate territory: {artery}").format(artery=place.territory + zone))
        if self._session.spaces.current not in (None, Space.MNI):
            x, y, z = place.xyz_mm
            words = f"{words_for(x, 'RL')}, {words_for(y, 'AP')}, {words_for(z, 'SI')} mm"
            lines.insert(0, self.tr("In MNI space: {place}").format(place=words))
        hidden = sum(layer.role is not Role.VEIL for layer in self._session.layers) - len(layers)
        if hidden:
            lines.append(self.tr("{n} layers that are switched off are not listed.").format(n=hidden))
        return "\n".join(lines)

    def _add_row(self) -> None:
        row = (ElidedLabel(), named(QLabel(), "title"), named(QLabel(), "dim"))
        row[1].setAlignment(Qt.AlignmentFlag.AlignRight)
        row[2].setToolTip(self.tr("Voxel i, j, k, counted from 0"))
        for column, label in enumerate(row):
            self._rows.addWidget(label, len(self._labels), column)
        self._labels.append(row)


def _tr(text: str) -> str:
    return QCoreApplication.translate("WhatIsHere", text)


def words_for(coordinate_mm: float, letters: str) -> str:
    """A coordinate with its direction, such as ``"R 24.0"``: the first letter is for positive values."""
    letter = letters[0] if coordinate_mm >= 0 else letters[1]
    return f"{letter} {abs(coordinate_mm):.1f}"


def value_text(layer: Layer, timepoint: int, xyz_mm: np.ndarray) -> str:
    """The value of the voxel under a place, with its unit; in words where there is none."""
    if layer.grid.voxel_at(xyz_mm) is None:
        return _tr("outside")
    value = at_point(layer.volume(timepoint), xyz_mm, Interpolation.NEAREST)
    if np.isnan(value):
        return _tr("no value")
    if layer.names is not None:
        return layer.names.get(round(value), _tr("no region"))
    unit = f" {layer.image.unit}" if layer.image.unit else ""
    when = _tr(" at {n}").format(n=timepoint + 1) if isinstance(layer.image, Series) else ""
    return f"{value:.5g}".replace("-", "−") + unit + when


def _voxel_text(layer: Layer, xyz_mm: np.ndarray) -> str:
    voxel = layer.grid.voxel_at(xyz_mm)
    return "" if voxel is None else "{} {} {}".format(*voxel)
