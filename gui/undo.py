"""What can be undone: one command per gesture, pushed after it has succeeded. View state is never undone."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from analysis.image import Series, Volume
from analysis.labels.label_map import LabelEdit, Region
from analysis.scan import Scan
from gui.session import Session
from gui.undo_history import STEP_BYTES, Step


def _tr(text: str) -> str:
    return QCoreApplication.translate("undo", text)


class LayerStep(Step):
    """A step of one layer; it lapses once the program itself has closed the layer, as it does a live map."""

    _session: Session
    _id: int

    def _is_gone(self) -> bool:
        """Whether the layer is not open any more; then nothing is to be done, and Qt forgets the step."""
        is_gone = not self._session.has_layer(self._id)
        if is_gone:
            self.setObsolete(True)
        return is_gone


class RemoveLayer(LayerStep):
    """Close a layer; undo puts the same layer back at its place."""

    def __init__(self, session: Session, layer_id: int) -> None:
        layer = session.layer(layer_id)
        super().__init__(_tr("close {name}").format(name=layer.name))
        self._session, self._id, self._layer = session, layer_id, layer
        self._position = session.layers.index(layer)

    @property
    def n_bytes(self) -> int:
        """The voxels of the image; the frames of a series lie on the disk."""
        image = self._layer.image
        return STEP_BYTES + (image.data.nbytes if isinstance(image, Volume) else 0)

    def do(self) -> None:
        """Close it, as it is drawn now, so that undo brings the same picture back."""
        if self._is_gone():
            return
        self._layer = self._session.layer(self._id)
        self._position = self._session.layers.index(self._layer)  # what was opened since may have moved it
        self._session.remove_layer(self._id)

    def undo(self) -> None:
        """Open it again."""
        self._session.insert_layer(self._layer, self._position)


class RenameLayer(LayerStep):
    """Give a layer another caption."""

    def __init__(self, session: Session, layer_id: int, name: str) -> None:
        self._session, self._id, self._new = session, layer_id, name
        self._old = session.layer(layer_id).name
        super().__init__(_tr("rename {name}").format(name=self._old))

    def do(self) -> None:
        """Take the new name."""
        if self._is_gone():
            return
        self._session.rename_layer(self._id, self._new)

    def undo(self) -> None:
        """Take the old name back."""
        if self._is_gone():
            return
        self._session.rename_layer(self._id, self._old)


class PlaceLayer(LayerStep):
    """Put an image elsewhere in the world."""

    def __init__(self, session: Session, layer_id: int, image: Volume | Series, scan: Scan | None) -> None:
        layer = session.layer(layer_id)
        super().__init__(_tr("align {name}").format(name=layer.name))
        self._session, self._id = session, layer_id
        self._new, self._old = (image, scan), (layer.image, layer.scan)

    def do(self) -> None:
        """Put it at its new place."""
        if self._is_gone():
            return
        self._session.place_layer(self._id, *self._new)

    def undo(self) -> None:
        """Put it back."""
        if self._is_gone():
            return
        self._session.place_layer(self._id, *self._old)


class MoveLayer(LayerStep):
    """Put a layer at another place in the stack."""

    def __init__(self, session: Session, layer_id: int, position: int) -> None:
        self._session, self._id, self._new = session, layer_id, position
        self._old = self._place()
        super().__init__(_tr("move {name}").format(name=session.layer(layer_id).name))

    def do(self) -> None:
        """Move it."""
        if self._is_gone():
            return
        self._old = self._place()
        self._session.move_layer(self._id, self._new)

    def undo(self) -> None:
        """Move it back; what was opened since may have moved it, and that is where redo puts it again."""
        if self._is_gone():
            return
        self._new = self._place()
        self._session.move_layer(self._id, self._old)

    def _place(self) -> int:
        return self._session.layers.index(self._session.layer(self._id))


class EditLabels(Step):
    """A gesture of drawing that is done already, or a change of the list of regions.

    Parameters
    ----------
    edit, numbers : what was changed in the map, and the numbers of its parts in the journal
    regions : the list of regions before and after, where that was changed too
    """

    def __init__(
        self,
        session: Session,
        map_id: int,
        text: str,
        edit: LabelEdit | None,
        numbers: Iterable[int] = (),
        regions: tuple[tuple[Region, ...], tuple[Region, ...]] | None = None,
    ) -> None:
        super().__init__(text, is_done=True)
        self._session, self._id, self._edit, self._numbers = session, map_id, edit, tuple(numbers)
        self._regions = regions

    @property
    def n_bytes(self) -> int:
        """Memory that the step takes, nearly."""
        return STEP_BYTES + (0 if self._edit is None else self._edit.n_bytes) + 40 * len(self._numbers)

    def do(self) -> None:
        """Do it again; the first time it is done already."""
        drawing = self._session.drawing
        if not drawing.has_map(self._id):
            self.setObsolete(True)
            return
        with self._session.batch():
            if self._regions is not None:
                self._take_list(with_lost(*self._regions))
            if self._edit is not None:
                drawing.redo(self._id, self._edit, self._numbers)
            if self._regions is not None:
                self._take_list(self._regions[1])

    def undo(self) -> None:
        """Take it back."""
        drawing = self._session.drawing
        if not drawing.has_map(self._id):
            self.setObsolete(True)
            return
        with self._session.batch():
            if self._regions is not None:
                self._take_list(with_lost(self._regions[1], self._regions[0]))
            if self._edit is not None:
                drawing.revert(self._id, self._edit, self._numbers)
            if self._regions is not None:
                self._take_list(self._regions[0])

    def _take_list(self, regions: Iterable[Region]) -> None:
        """Take a list of regions; which of them are seen stays as it is."""
        drawing = self._session.drawing
        seen = {region.label: region.visible for region in drawing.map(self._id).labels.regions}
        taken = [replace(region, visible=seen.get(region.label, region.visible)) for region in regions]
        drawing.set_regions(self._id, taken)


def with_lost(before: Iterable[Region], after: Iterable[Region]) -> tuple[Region, ...]:
    """A list of regions with those that it loses, for as long as they still have voxels."""
    kept = tuple(after)
    labels = {region.label for region in kept}
    return (*kept, *(region for region in before if region.label not in labels))
