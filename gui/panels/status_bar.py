"""The line at the bottom that always says where one is and how things are drawn."""

from collections.abc import Callable
from math import inf

import numpy as np
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QStatusBar,
    QToolButton,
    QWidget,
)

from analysis.colour import ColourScale
from analysis.errors import OptionError
from analysis.pipeline.routes import Space
from analysis.plane import Convention
from analysis.sampling import Interpolation
from gui.commands import looking, spaces
from gui.language import in_digits
from gui.qt_safe import QtSafe
from gui.session import Change, Layer, Session
from gui.spaces import space_name
from gui.widgets.styled import ElidedLabel, tool_button


class StatusBar(QStatusBar):
    """Space, coordinate (typing one goes there), voxel, convention, map with its threshold, interpolation.

    With a processed patient the space is a switch, and in a native space the place in MNI space stands beside.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setSizeGripEnabled(False)
        self.coordinate = CoordinateField()
        self.coordinate.setToolTip(self.tr("x y z in mm: type a coordinate and press Enter to go there"))
        self.coordinate.returnPressed.connect(self._go)
        self.standard = CoordinateField("MNI  ")
        self.standard.setToolTip(self.tr("x y z in mm of MNI space: type a coordinate and press Enter to go there"))
        self.standard.returnPressed.connect(self._go_standard)
        self._space, self._convention = QLabel(), QLabel()
        self._region, self._voxel, self._map = ElidedLabel(), ElidedLabel(), ElidedLabel()
        self._map.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.switch = SpaceSwitch(session)
        self.addWidget(self.switch)
        self.addWidget(self._space)
        self.addWidget(self.coordinate)
        self.addWidget(self.standard)
        self.addWidget(self._region, 1)
        self.addWidget(self._voxel, 1)
        self.addPermanentWidget(self._map, 1)
        self.addPermanentWidget(self._convention)
        session.changed.connect(self.refresh)
        self.refresh(Change.LAYERS)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        layer = looking.reference_layer(self._session)
        current = self._session.spaces.current
        self._space.setVisible(current is None)
        self._space.setText("" if layer is None or current is not None else space_words(layer))
        self.coordinate.setVisible(bool(self._session.layers))
        self.coordinate.show_place(self._session.cursor_mm)
        self._show_standard()
        voxel = None if layer is None else layer.grid.voxel_at(self._session.cursor_mm)
        words = self.tr("voxel {voxel} of {name}")
        self._voxel.setText(
            "" if layer is None or voxel is None else words.format(voxel="{} {} {}".format(*voxel), name=layer.name)
        )
        radiological = self._session.convention is Convention.RADIOLOGICAL
        self._convention.setText(
            self.tr("Radiological: screen left = patient's RIGHT")
            if radiological
            else self.tr("Neurological: screen left = patient's LEFT")
        )
        self._map.setText(map_words(looking.shown_map(self._session)))

    def _show_standard(self) -> None:
        """Where one is in MNI space, while another space is shown."""
        place = spaces.standard_place(self._session) if self._session.spaces.current is not None else None
        is_native = self._session.spaces.current is not Space.MNI
        self.standard.setVisible(place is not None and is_native)
        self._region.setVisible(place is not None)
        if place is not None:
            self.standard.show_place(place.xyz_mm)
            self._region.setText(place.region or self.tr("no region"))

    def _go(self) -> None:
        self._go_with(looking.go_to, self.coordinate)

    def _go_standard(self) -> None:
        self._go_with(looking.go_to_mni, self.standard)

    def _go_with(self, go: Callable[[Session, str], None], field: QLineEdit) -> None:
        try:
            go(self._session, field.text().removeprefix("MNI"))
            field.clearFocus()
            self.refresh(Change.CURSOR)
        except OptionError as error:
            self._session.tell(str(error))


class SpaceSwitch(QWidget):
    """The space that the views show: one button for each that the open patient has; nothing without one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._group = QButtonGroup(self)
        self._buttons: dict[Space, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(QLabel(self.tr("Native")))
        for space in Space:
            name = space_name(space)
            short = space.name if space.is_native else name  # with large text the line must not widen the window
            tip = self.tr("{space}: show it; the place stays (N)").format(space=name)
            button = tool_button(short, tip, checkable=True)
            button.setAccessibleName(name)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._group.addButton(button)
            self._buttons[space] = button
            row.addWidget(button)
        self._group.buttonClicked.connect(self._choose)
        session.changed.connect(self.refresh)
        self.refresh(Change.SPACE)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if change & Change.SPACE:
            state = self._session.spaces
            self.setVisible(state.current is not None)
            for space, button in self._buttons.items():
                button.setVisible(space in state.offered)
                button.setChecked(space is state.current)

    def _choose(self, button: QToolButton) -> None:
        spaces.show_space(self._session, next(space for space, other in self._buttons.items() if other is button))


class CoordinateField(QtSafe, QLineEdit):
    """A coordinate that can be typed over, as wide as the longest one in the font of the window."""

    def __init__(self, prefix: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prefix = prefix
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_place(self, xyz_mm: np.ndarray) -> None:
        """Write a coordinate, unless the user is typing one."""
        if not self.hasFocus():
            self.setText(self._prefix + "{:.1f}  {:.1f}  {:.1f}".format(*xyz_mm).replace("-", "−"))
            self.setCursorPosition(0)

    def sizeHint(self) -> QSize:
        """Room for three numbers with their signs."""
        text = self.fontMetrics().horizontalAdvance(f"{self._prefix}−188.8  −188.8  −188.8")
        return QSize(text + self.fontMetrics().height() + 6, super().sizeHint().height())


def _tr(text: str) -> str:
    return QCoreApplication.translate("StatusBar", text)


def space_words(layer: Layer) -> str:
    """In which space the coordinate is."""
    names = {"scanner": _tr("Scanner space"), "MNI152": _tr("MNI152 space")}
    return f"{names.get(layer.space, _tr('Unknown space'))}, RAS+ mm"


def map_words(layer: Layer | None) -> str:
    """A map with its threshold, unit and interpolation, in words."""
    if layer is None or layer.names is not None:
        return "" if layer is None else layer.name
    unit = f" {layer.image.unit}" if layer.image.unit else ""
    smooth = _tr("linear") if layer.display.interpolation is Interpolation.LINEAR else _tr("nearest voxel")
    return f"{layer.name}: {threshold_words(layer.display.scale)}{unit}, {smooth}"


def threshold_words(scale: ColourScale) -> str:
    """Which values are drawn."""
    if scale.gap is None:
        return f"{in_digits(scale.low)} … {in_digits(scale.high)}"
    below, above = scale.gap
    if below > -inf and above < inf:
        same = below == -above
        if same:
            return _tr("|value| ≥ {limit}").format(limit=in_digits(above))
        return _tr("≤ {low} or ≥ {high}").format(low=in_digits(below), high=in_digits(above))
    if below == -inf and above == inf:
        return _tr("nothing drawn")
    return f"≥ {in_digits(above)}" if above < inf else f"≤ {in_digits(below)}"
