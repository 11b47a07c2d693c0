"""What can be undone: one command per gesture, pushed after it has succeeded. View state is never undone."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoCommand

from analysis.image import Series, Volume
from analysis.scan import Scan
from gui.session import Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("undo", text)


class RemoveLayer(QUndoCommand):
    """Close a layer; undo puts the same layer back at its place."""

    def __init__(self, session: Session, layer_id: int) -> None:
        layer = session.layer(layer_id)
        super().__init__(_tr("close {name}").format(name=layer.name))
        self._session, self._layer = session, layer
        self._position = session.layers.index(layer)

    def redo(self) -> None:
        """Close it, as it is drawn now, so that undo brings the same picture back."""
        self._layer = self._session.layer(self._layer.id)
        self._session.remove_layer(self._layer.id)

    def undo(self) -> None:
        """Open it again."""
        self._session.insert_layer(self._layer, self._position)


class RenameLayer(QUndoCommand):
    """Give a layer another caption."""

    def __init__(self, session: Session, layer_id: int, name: str) -> None:
        self._session, self._id, self._new = session, layer_id, name
        self._old = session.layer(layer_id).name
        super().__init__(_tr("rename {name}").format(name=self._old))

    def redo(self) -> None:
        """Take the new name."""
        self._session.rename_layer(self._id, self._new)

    def undo(self) -> None:
        """Take the old name back."""
        self._session.rename_layer(self._id, self._old)


class PlaceLayer(QUndoCommand):
    """Put an image elsewhere in the world."""

    def __init__(self, session: Session, layer_id: int, image: Volume | Series, scan: Scan | None) -> None:
        layer = session.layer(layer_id)
        super().__init__(_tr("align {name}").format(name=layer.name))
        self._session, self._id = session, layer_id
        self._new, self._old = (image, scan), (layer.image, layer.scan)

    def redo(self) -> None:
        """Put it at its new place."""
        self._session.place_layer(self._id, *self._new)

    def undo(self) -> None:
        """Put it back."""
        self._session.place_layer(self._id, *self._old)


class MoveLayer(QUndoCommand):
    """Put a layer at another place in the stack."""

    def __init__(self, session: Session, layer_id: int, position: int) -> None:
        self._session, self._id, self._new = session, layer_id, position
        layer = session.layer(layer_id)
        self._old = session.layers.index(layer)
        super().__init__(_tr("move {name}").format(name=layer.name))

    def redo(self) -> None:
        """Move it."""
        self._session.move_layer(self._id, self._new)

    def undo(self) -> None:
        """Move it back."""
        self._session.move_layer(self._id, self._old)
