"""The line at the bottom that always says where one is and how things are drawn."""

from math import inf

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QStatusBar, QWidget

from analysis.colour import ColourScale
from analysis.errors import OptionError
from analysis.plane import Convention
from analysis.sampling import Interpolation
from gui.commands import looking
from gui.session import Change, Layer, Session
from gui.widgets.styled import ElidedLabel


class StatusBar(QStatusBar):
    """Space, coordinate (typing one goes there), voxel, convention, map with its threshold, interpolation."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setSizeGripEnabled(False)
        self.coordinate = QLineEdit()
        self.coordinate.setToolTip(self.tr("x y z in mm: type a coordinate and press Enter to go there"))
        self.coordinate.setFixedWidth(190)
        self.coordinate.returnPressed.connect(self._go)
        self._space, self._convention = QLabel(), QLabel()
        self._voxel, self._map = ElidedLabel(), ElidedLabel()
        self._map.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.addWidget(self._space)
        self.addWidget(self.coordinate)
        self.addWidget(self._voxel, 1)
        self.addPermanentWidget(self._map, 1)
        self.addPermanentWidget(self._convention)
        session.changed.connect(self.refresh)
        self.refresh(Change.LAYERS)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        layers = self._session.layers
        self._space.setText(space_words((self._session.visible_layers or layers)[0]) if layers else "")
        self.coordinate.setVisible(bool(layers))
        if not self.coordinate.hasFocus():
            self.coordinate.setText("{:.1f}  {:.1f}  {:.1f}".format(*self._session.cursor_mm).replace("-", "−"))
        grid = looking.reference_grid(self._session)
        voxel = None if grid is None else grid.voxel_at(self._session.cursor_mm)
        name = "" if not layers else (self._session.visible_layers or layers)[0].name
        self._voxel.setText("" if voxel is None else "voxel {} {} {}".format(*voxel) + f" of {name}")
        radiological = self._session.convention is Convention.RADIOLOGICAL
        self._convention.setText(
            self.tr("Radiological: screen left = patient's RIGHT")
            if radiological
            else self.tr("Neurological: screen left = patient's LEFT")
        )
        self._map.setText(map_words(looking.shown_map(self._session)))

    def _go(self) -> None:
        try:
            looking.go_to(self._session, self.coordinate.text())
            self.coordinate.clearFocus()
            self.refresh(Change.CURSOR)
        except OptionError as error:
            self._session.tell(str(error))


def space_words(layer: Layer) -> str:
    """In which space the coordinate is."""
    names = {"scanner": "Scanner space", "MNI152": "MNI152 space"}
    return f"{names.get(layer.space, 'Unknown space')}, RAS+ mm"


def map_words(layer: Layer | None) -> str:
    """A map with its threshold, unit and interpolation, in words."""
    if layer is None:
        return ""
    unit = f" {layer.image.unit}" if layer.image.unit else ""
    smooth = "linear" if layer.display.interpolation is Interpolation.LINEAR else "nearest voxel"
    return f"{layer.name}: {threshold_words(layer.display.scale)}{unit}, {smooth}"


def threshold_words(scale: ColourScale) -> str:
    """Which values are drawn."""
    if scale.gap is None:
        return f"{scale.low:.3g} … {scale.high:.3g}".replace("-", "−")
    below, above = scale.gap
    if below > -inf and above < inf:
        same = below == -above
        return f"|value| ≥ {above:.3g}" if same else f"≤ {below:.3g} or ≥ {above:.3g}".replace("-", "−")
    if below == -inf and above == inf:
        return "nothing drawn"
    return (f"≥ {above:.3g}" if above < inf else f"≤ {below:.3g}").replace("-", "−")
