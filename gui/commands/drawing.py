"""Drawing: a gesture becomes one step of undo; maps of regions are begun on the grid of an image."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from analysis.errors import OptionError
from analysis.grid import Grid
from analysis.labels.label_map import LabelEdit, LabelMap, Region, new_region
from analysis.labels.patch import Patch
from gui.commands.looking import reference_layer
from gui.commands.naming_regions import with_name
from gui.drawing import OpenLabels, Over
from gui.session import Layer, Role, Session
from gui.undo import EditLabels


def _tr(text: str) -> str:
    return QCoreApplication.translate("drawing", text)


class Gesture:
    """One gesture of a tool while it goes on: all of its edits become one step of undo.

    `paint` changes the map at once and keeps each change on the disk. `show` replaces what was shown before, such as
    while a range is dragged; it is kept when the gesture is finished. Another change or an undo in between finishes it
    first, since it would take back what the gesture has changed. Once it is over, or the map is closed, nothing is left
    to change.
    """

    def __init__(self, session: Session, drawn: OpenLabels, name: str, *, label: int | None = None) -> None:
        self._session, self._id, self._name = session, drawn.id, name
        self.drawn = drawn
        self.label = session.drawing.label if label is None else label
        self._region = drawn.labels.region(self.label)
        self._edits: list[LabelEdit] = []
        self._numbers: list[int] = []
        self._shown: LabelEdit | None = None
        self._is_over = False

    @property
    def is_gone(self) -> bool:
        """Whether the gesture is over, or the map was closed while it went on."""
        return self._is_over or not self._session.drawing.has_map(self._id)

    @property
    def text(self) -> str:
        """What the step is called: what was done to which region."""
        return f"{self._name}: {self._region.name}"

    @property
    def n_shown(self) -> int:
        """How many voxels the last `show` changes."""
        return 0 if self._shown is None else self._shown.n_voxels

    def paint(self, patch: Patch | None, *, erase: bool = False) -> None:
        """Give voxels the region's label, or take it from those that have it."""
        edit = None if patch is None or self.is_gone else self._edit(patch, erase=erase)
        if edit is not None:
            self._session.drawing.note_gesture(self.finish)
            with self._session.batch():  # who hears of the change may finish the gesture: the edit is noted by then
                self._numbers.append(self._session.drawing.apply(self._id, edit, self.text))
                self._edits.append(edit)

    def show(self, patch: Patch | None, *, erase: bool = False) -> None:
        """Give voxels the label instead of those that were shown before."""
        if self.is_gone:
            return
        drawing = self._session.drawing
        with self._session.batch():
            if self._shown is not None:
                drawing.preview(self._id, self._shown, None)
                self._shown = None
            edit = None if patch is None else self._edit(patch, erase=erase)
            if edit is not None:
                drawing.note_gesture(self.finish)
                drawing.preview(self._id, None, edit)
                self._shown = edit

    def cancel(self) -> None:
        """Take everything back; nothing is left to undo."""
        if self.is_gone:
            return
        with self._session.batch():
            self.show(None)
            self._end()
            edit = self.drawn.labels.merged(self._edits)
            if edit is not None:
                self._session.drawing.revert(self._id, edit, self._numbers)
            self._edits, self._numbers = [], []

    def finish(self, regions: tuple[tuple[Region, ...], tuple[Region, ...]] | None = None) -> bool:
        """Make it a step of undo; False if nothing was changed."""
        if self.is_gone:
            return False
        self._end()
        if self._shown is not None:
            self._numbers.append(self._session.drawing.keep(self._id, self._shown, self.text))
            self._edits.append(self._shown)
            self._shown = None
        edit = self._edits[0] if len(self._edits) == 1 else self.drawn.labels.merged(self._edits)
        if edit is None and regions is None:
            return False
        with self._session.batch():  # what is changed next becomes a later step
            if regions is None and edit is not None:
                regions = self._named(edit)
            step = EditLabels(self._session, self._id, self.text, edit, self._numbers, regions)
            self._session.undo_stack.push(step)
        return True

    def _end(self) -> None:
        self._is_over = True
        self._session.drawing.forget_gesture(self.finish)

    def _named(self, edit: LabelEdit) -> tuple[tuple[Region, ...], tuple[Region, ...]] | None:
        """Call a region that nobody has named after the atlas: the lists before and after, None where none changes."""
        before = self.drawn.labels.regions
        after = with_name(self._session, self.drawn, self.label, edit)
        if after is None:
            return None
        self._session.drawing.set_regions(self._id, after)
        self._region = self.drawn.labels.region(self.label)
        return before, after

    def _edit(self, patch: Patch, *, erase: bool) -> LabelEdit | None:
        labels = self.drawn.labels
        if erase:
            labels.edit(patch, self.label)  # refuses where the region is locked
            return labels.edit(patch, 0, over=frozenset({self.label}))
        over = frozenset({0}) if self._session.drawing.over is Over.EMPTY else None
        return labels.edit(patch, self.label, over=over)


def begin_gesture(session: Session, name: str) -> Gesture:
    """A gesture in the region in use; the first one begins a map, and a region where there is none.

    Raises
    ------
    OptionError
        if nothing is open, the map is not in the space shown, or the region is locked or held
    """
    session.drawing.end_gesture()
    drawn = session.drawing.current or _begin_first(session)
    require_grid(session)
    if session.drawing.region is None:
        add_region(session)
    region = session.drawing.region
    assert region is not None
    if region.locked:
        raise OptionError(_tr("{name} is locked; unlock it in the list of regions.").format(name=region.name))
    refuse_held(drawn.labels, [region.label])
    if not region.visible or not drawn.is_visible:
        show_region(session, region.label)
    return Gesture(session, drawn, name)


def _begin_first(session: Session) -> OpenLabels:
    layer = first_canvas(session)
    return begin_map(session, None if layer is None else layer.id)


def refuse_held(labels: LabelMap, taken: Iterable[int]) -> None:
    """`OptionError` where work on one of some regions goes on in the background."""
    for label in labels.held.intersection(taken):
        words = _tr("{name} is being changed in the background; wait until that is done.")
        raise OptionError(words.format(name=labels.region(label).name))


def require_grid(session: Session) -> Grid:
    """Where the voxels that are drawn on are in the space shown; `OptionError` where they cannot be drawn on there."""
    grid = session.grid_of(current_map(session))
    if grid is None:
        raise OptionError(_tr("These regions are in another space of the patient; show that space to draw in them."))
    return grid


def mark(session: Session, name: str, patch: Patch | None, *, erase: bool = False) -> bool:
    """Give voxels of the current map the label in use as one step; False if nothing was changed."""
    gesture = begin_gesture(session, name)
    gesture.paint(patch, erase=erase)
    return gesture.finish()


# -- maps -----------------------------------------------------------------------------------------------------


def canvas(session: Session) -> Layer | None:
    """The image whose grid a new map takes: the selected one, if it is seen and no mask, else the lowest seen one.

    One that was brought here from another space of the patient is not taken: its voxels are not those of this space.
    """
    selected, here = session.selected_layer, _seen_at_home(session)
    if selected is not None and selected in here and selected.role is not Role.MASK and selected.names is None:
        return selected
    lowest = here[0] if here else reference_layer(session)
    return None if lowest is None else session.layer(lowest.id)


def first_canvas(session: Session) -> Layer | None:
    """The image whose grid the first stroke takes: what is seen under the maps, since that is what is outlined.

    With several such images it is the selected one. Opening a patient selects a map, which nobody has chosen to draw
    on; who means a map begins a drawing on the grid of the selected layer.
    """
    below = [layer for layer in _seen_at_home(session) if layer.role is Role.UNDERLAY]
    selected = session.selected_layer
    if selected is not None and selected in below:
        return selected
    return below[0] if below else canvas(session)


def _seen_at_home(session: Session) -> list[Layer]:
    """The layers that are seen and whose voxels are those of the space shown, the lowest first."""
    seen = {layer.id for layer in session.visible_layers}
    return [layer for layer in session.layers_here if layer.id in seen]


def begin_map(session: Session, layer_id: int | None = None) -> OpenLabels:
    """A new, empty map of regions on the grid of an image, with a first region.

    Raises
    ------
    OptionError
        if no image is open
    """
    layer = canvas(session) if layer_id is None else session.layer(layer_id)
    if layer is None:
        raise OptionError(_tr("Open an image first: regions are drawn on the voxels of one."))
    labels = LabelMap(layer.grid)
    labels.add_region(_tr("Region 1"))
    path = None if layer.scan is None or layer.scan.path is None else str(layer.scan.path)
    patient = session.spaces.patient
    folder = None if patient is None or patient.folder is None else str(patient.folder)
    home = session.spaces.home(layer)
    space = "MNI152" if layer.space == "MNI152" else "scanner"
    facts = {"source": path, "patient": folder}
    return session.drawing.add_map(labels, layer.name, home=home, space=space, facts=facts)


def add_regions(
    session: Session, path: Path, labels: LabelMap, space: str, *, is_reference: bool = False
) -> OpenLabels:
    """Take in a map of regions that was read from a file; one on the grid of no image, or an empty one, is told."""
    name = path.name.removesuffix(".gz").removesuffix(".nii")
    meaning = "MNI152" if space == "MNI152" else "scanner"
    home = None if meaning == "MNI152" or session.spaces.patient is None else session.spaces.current
    drawn = session.drawing.add_map(labels, name, home=home, path=path, is_reference=is_reference, space=meaning)
    if labels.is_empty:
        session.tell(_tr("{name}: there is no region in this file, it is empty.").format(name=name))
    elif session.layers and not any(layer.grid.matches(labels.grid) for layer in session.layers):
        session.tell(
            _tr("{name}: no image that is open has the grid of these regions; they are shown where they lie.").format(
                name=name
            )
        )
    return drawn


# -- the list of regions -----------------------------------------------------------------------------------------


def change_list(session: Session, text: str, regions: Iterable[Region]) -> None:
    """Take another list of regions in the current map as one step of undo; the same list changes nothing."""
    session.drawing.end_gesture()
    drawn = current_map(session)
    before = drawn.labels.regions
    after = tuple(sorted(regions, key=lambda region: region.label))
    if after == before:
        return
    session.drawing.set_regions(drawn.id, after)
    session.undo_stack.push(EditLabels(session, drawn.id, text, None, (), (before, after)))


def add_region(session: Session, name: str = "") -> Region:
    """A new, empty region of the current map, which is drawn from now on."""
    drawn = session.drawing.current or begin_map(session)
    region = new_region(drawn.labels.regions, name)
    with session.batch():
        change_list(session, _tr("add {name}").format(name=region.name), (*drawn.labels.regions, region))
        session.drawing.choose_region(region.label)
    return region


def show_region(session: Session, label: int, *, visible: bool = True) -> None:
    """Show a region (and the map with it), or hide it; how things are looked at is no step of undo."""
    drawn = current_map(session)
    regions = [replace(one, visible=visible) if one.label == label else one for one in drawn.labels.regions]
    with session.batch():
        if visible:
            session.drawing.show_map(drawn.id, visible=True)
        session.drawing.set_regions(drawn.id, regions)


def current_map(session: Session) -> OpenLabels:
    """The map that is drawn in; `OptionError` where there is none."""
    drawn = session.drawing.current
    if drawn is None:
        raise OptionError(_tr("No regions are drawn yet."))
    return drawn
