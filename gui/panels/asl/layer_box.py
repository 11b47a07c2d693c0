"""A box to choose one of the open layers, by id."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QWidget

from gui.session import Layer, Role, Session


class LayerBox(QComboBox):
    """Lists the layers that a rule lets through; the choice stays as long as the layer is open."""

    def __init__(
        self, session: Session, wanted: Callable[[Layer], bool], none: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._wanted, self._none = session, wanted, none
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.fill()

    @property
    def layer_id(self) -> int | None:
        """The chosen layer; None where none is chosen or it was closed."""
        found = self.currentData()
        return found if found is not None and self._session.has_layer(found) else None

    def choose(self, layer_id: int | None) -> None:
        """Choose a layer, if it is listed."""
        self.setCurrentIndex(max(self.findData(layer_id), 0) if self.count() else -1)

    def fill(self) -> None:
        """List the layers that are open now."""
        before = self.currentData()
        self.blockSignals(True)
        self.clear()
        if self._none:
            self.addItem(self._none, None)
        for layer in reversed(self._session.layers):
            if self._wanted(layer):
                self.addItem(layer.name, layer.id)
        self.choose(before)
        self.blockSignals(False)


def is_fraction(layer: Layer) -> bool:
    """Whether a layer may be a map of tissue: a single map or mask that no metric has made."""
    return not layer.is_series and layer.stat_map is None and layer.role is not Role.UNDERLAY
