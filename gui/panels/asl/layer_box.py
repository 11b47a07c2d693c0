"""A box to choose one of the open layers, by id."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from gui.session import Layer, Role, Session


class LayerBox(QComboBox):
    """Lists the layers that a rule lets through.

    What was chosen stays as long as it is open. Before, the newest layer that was computed here is proposed, or with
    ``none`` (the words for no layer) nothing.
    """

    def __init__(
        self, session: Session, wanted: Callable[[Layer], bool], none: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._wanted, self._none = session, wanted, none
        self._chosen: int | None = None
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.activated.connect(self._on_activated)
        self.fill()

    @property
    def layer_id(self) -> int | None:
        """The layer in the box; None where there is none or it was closed."""
        found = self.currentData()
        return found if found is not None and self._session.has_layer(found) else None

    def choose(self, layer_id: int | None) -> None:
        """Choose a layer, if it is listed."""
        self._chosen = layer_id
        self._show()

    def fill(self) -> None:
        """List the layers that are open now."""
        self.blockSignals(True)
        self.clear()
        if self._none:
            self.addItem(self._none, None)
        for layer in reversed(self._session.layers):
            if self._wanted(layer):
                self.addItem(layer.name, layer.id)
                self.setItemData(self.count() - 1, layer.name, Qt.ItemDataRole.ToolTipRole)
        self._show()
        self.blockSignals(False)

    def _show(self) -> None:
        row = self.findData(self._chosen) if self._chosen is not None else -1
        self.setCurrentIndex(row if row >= 0 else self._proposed())

    def _proposed(self) -> int:
        if self._none or not self.count():
            return 0 if self.count() else -1
        ids = [self.itemData(row) for row in range(self.count())]
        open_ids = (row for row, layer_id in enumerate(ids) if self._session.has_layer(layer_id))
        return next((row for row in open_ids if self._session.layer(ids[row]).stat_map is not None), 0)

    def _on_activated(self, row: int) -> None:
        self._chosen = self.itemData(row)


def is_fraction(layer: Layer) -> bool:
    """Whether a layer may be a map of tissue: a single map or mask that no metric has made."""
    return not layer.is_series and layer.stat_map is None and layer.role is not Role.UNDERLAY
