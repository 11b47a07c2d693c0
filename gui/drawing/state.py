"""What is drawn: the open maps of regions, the region and the tool in use, and the rules that strokes follow.

A map changes only through `apply`, `keep`, `revert`, `redo` and `set_regions`, which write each change to the map's
journal before they return. What can be undone is told by the commands that call them.
"""

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.errors import OptionError
from analysis.labels.label_map import LabelEdit, LabelMap, Region
from analysis.pipeline.routes import Space
from analysis.report.regions import DrawnRegions
from gui.drawing.keeping import Keeper
from gui.drawing.open_labels import OpenLabels
from gui.drawing.options import OPACITY, Over, Tool, ToolOptions


class Drawing:
    """Part of the session: each change is told through `changed`, what went wrong on the disk through `tell`."""

    def __init__(
        self, changed: Callable[[], None], tell: Callable[[str], None], case_of: Callable[[], str] = str
    ) -> None:
        self._changed, self._tell, self._case_of = changed, tell, case_of
        self._maps: tuple[OpenLabels, ...] = ()
        self._current_id: int | None = None
        self._label = 0
        self._tool = Tool.CROSSHAIR
        self._options = ToolOptions()
        self._over = Over.ALL
        self._opacity = OPACITY
        self._folder: Path | None = None
        self._ids = itertools.count(1)
        self._for_report: DrawnRegions | None = None
        self._finish: Callable[[], object] | None = None

    # -- what is open --------------------------------------------------------------------------------------

    @property
    def maps(self) -> tuple[OpenLabels, ...]:
        """All maps of regions that are open."""
        return self._maps

    @property
    def current(self) -> OpenLabels | None:
        """The map that the tools change."""
        return next((one for one in self._maps if one.id == self._current_id), None)

    @property
    def labels(self) -> LabelMap | None:
        """The labels of the current map."""
        return None if self.current is None else self.current.labels

    def map(self, map_id: int) -> OpenLabels:
        """The map with this id; `OptionError` if it is not open any more."""
        for one in self._maps:
            if one.id == map_id:
                return one
        raise OptionError("These regions are not open any more.")

    def has_map(self, map_id: int) -> bool:
        """Whether the map is still open."""
        return any(one.id == map_id for one in self._maps)

    @property
    def unsaved(self) -> tuple[OpenLabels, ...]:
        """The maps with changes that are in no file."""
        return tuple(one for one in self._maps if one.is_unsaved)

    def keep_in(self, folder: Path) -> None:
        """Keep the journals of maps that are opened from now on in a folder."""
        self._folder = folder

    @property
    def folder(self) -> Path | None:
        """The folder of the journals; None where nothing is kept."""
        return self._folder

    def add_map(
        self,
        labels: LabelMap,
        name: str,
        *,
        home: Space | None = None,
        path: Path | None = None,
        is_reference: bool = False,
        is_saved: bool = True,
        space: str = "scanner",
        facts: Mapping[str, Any] | None = None,
        journal: str = "",
    ) -> OpenLabels:
        """Open a map and draw in it, unless it is a reference; ``facts`` are kept in its journal.

        ``journal`` is the name of the one with which a restored drawing goes on.
        """
        made = OpenLabels(next(self._ids), name, labels, home, path, is_reference, space=space)
        made.saved_revision = labels.revision if is_saved else -1
        if not is_reference:
            known = {"name": name, "space": space, "home": None if home is None else home.value}
            known["case"] = self._case_of()  # whose drawing it is
            known["path"] = None if path is None else str(path)
            made.keeper = Keeper(self._folder, labels, {**known, **(facts or {})}, self._tell, name=journal)
            made.keeper.begin(is_saved=is_saved)
        self._maps = (*self._maps, made)
        if not is_reference:
            self._current_id = made.id
            self._label = labels.regions[0].label if labels.regions else 0
        self._changed()
        return made

    def close_map(self, map_id: int, *, keep_journal: bool = False) -> None:
        """Close a map; its journal is deleted unless it is to be offered at the next start."""
        self._finish = None  # what a gesture still paints notes it again
        one = self.map(map_id)
        self._maps = tuple(other for other in self._maps if other is not one)
        if self._current_id == map_id:
            drawn = [other for other in self._maps if not other.is_reference]
            self._current_id = drawn[-1].id if drawn else None
            self._label = drawn[-1].labels.regions[0].label if drawn and drawn[-1].labels.regions else 0
        if one.keeper is not None:
            one.keeper.close(delete=not keep_journal)
        self._changed()

    def close_all(self, *, keep_journals: bool = False) -> None:
        """Close every map; no table of their numbers stands in a report any more."""
        for one in self._maps:
            self.close_map(one.id, keep_journal=keep_journals and one.is_unsaved)
        if self._for_report is not None:
            self.put_into_report(None)

    def choose_map(self, map_id: int) -> None:
        """Draw in another map."""
        if self.map(map_id).is_reference:
            raise OptionError("These regions are another reader's: they can be compared, not changed.")
        if map_id != self._current_id:
            self._current_id = map_id
            regions = self.map(map_id).labels.regions
            self._label = regions[0].label if regions else 0
            self._changed()

    def show_map(self, map_id: int, *, visible: bool) -> None:
        """Draw a map over the slices or not."""
        self.map(map_id).is_visible = visible
        self._changed()

    def note_saved(self, map_id: int, path: Path, revision: int) -> None:
        """Say that a map is in a file, as it was at a revision."""
        one = self.map(map_id)
        one.path, one.saved_revision = path, revision
        if one.keeper is not None and revision == one.labels.revision:
            one.keeper.note_saved()
        self._changed()

    @property
    def for_report(self) -> DrawnRegions | None:
        """The table of regions that stands in the report; None where none does."""
        return self._for_report

    def put_into_report(self, table: DrawnRegions | None) -> None:
        """Let a table of regions stand in the report, or none."""
        self._for_report = table
        self._changed()

    def note_kept(self, map_id: int, revision: int) -> None:
        """Say that a map is in a saved session, as it was at a revision; where it was read from stays as it is."""
        one = self.map(map_id)
        one.saved_revision = revision
        if one.keeper is not None and revision == one.labels.revision:
            one.keeper.note_saved()
        self._changed()

    # -- the region and the tool -----------------------------------------------------------------------------

    @property
    def label(self) -> int:
        """The label that tools give; 0 where no region is chosen."""
        return self._label

    @property
    def region(self) -> Region | None:
        """The region that tools draw."""
        labels = self.labels
        return None if labels is None or self._label not in labels else labels.region(self._label)

    def choose_region(self, label: int) -> None:
        """Draw another region of the current map."""
        if label != self._label:
            self._label = label
            self._changed()

    @property
    def tool(self) -> Tool:
        """What the mouse does in the slices."""
        return self._tool

    def choose_tool(self, tool: Tool) -> None:
        """Let the mouse do something else."""
        if tool is not self._tool:
            self._tool = tool
            self._changed()

    @property
    def options(self) -> ToolOptions:
        """How the tools draw."""
        return self._options

    def set_options(self, **changes: Any) -> None:
        """Change fields of the options, such as ``size_mm=12.0``."""
        self._options = replace(self._options, **changes)
        self._changed()

    @property
    def over(self) -> Over:
        """Over what strokes go."""
        return self._over

    def draw_over(self, over: Over) -> None:
        """Let strokes go over other things."""
        self._over = over
        self._changed()

    @property
    def opacity(self) -> float:
        """Of the regions in the slices, 0..1."""
        return self._opacity

    def set_opacity(self, opacity: float) -> None:
        """Draw regions more or less opaque."""
        self._opacity = min(1.0, max(0.0, opacity))
        self._changed()

    def hold(self, map_id: int, label: int) -> None:
        """Let a region not change while work on it goes on in the background; nothing of that is kept on the disk."""
        labels = self.map(map_id).labels
        labels.held |= {label}
        self._changed()

    def release(self, map_id: int, label: int) -> None:
        """Let a held region change again."""
        labels = self.map(map_id).labels
        labels.held -= {label}
        self._changed()

    # -- a gesture that goes on ------------------------------------------------------------------------------

    def note_gesture(self, finish: Callable[[], object]) -> None:
        """Say that a gesture is about to change a map, and how to finish it; another one is finished before."""
        if self._finish != finish:
            self.end_gesture()
        self._finish = finish

    def forget_gesture(self, finish: Callable[[], object]) -> None:
        """Say that a gesture is over."""
        if self._finish == finish:
            self._finish = None

    def end_gesture(self) -> None:
        """Finish the gesture that goes on: what else changes a map, or undoes a step, does so after it."""
        finish, self._finish = self._finish, None
        if finish is not None:
            finish()

    # -- changes; called by commands only --------------------------------------------------------------------

    def apply(self, map_id: int, edit: LabelEdit, name: str) -> int:
        """Do an edit and keep it on the disk; returns its number, `UNKEPT` where it could not be kept."""
        one = self._changeable(map_id)
        one.labels.apply(edit)
        number = self._keeper(one).note_edit(edit, name)
        self._changed()
        return number

    def preview(self, map_id: int, old: LabelEdit | None, new: LabelEdit | None) -> None:
        """Show an edit instead of another, before either is meant: nothing is written."""
        one = self._changeable(map_id)
        if old is not None:
            one.labels.revert(old)
        if new is not None:
            one.labels.apply(new)
        self._changed()

    def keep(self, map_id: int, edit: LabelEdit, name: str) -> int:
        """Keep an edit on the disk that was previewed and is meant now; returns its number as `apply` does."""
        return self._keeper(self._changeable(map_id)).note_edit(edit, name)

    def revert(self, map_id: int, edit: LabelEdit, numbers: Iterable[int]) -> None:
        """Take an edit back that was made of those with these numbers."""
        one = self._changeable(map_id)
        one.labels.revert(edit)
        self._keeper(one).note_undone(numbers)
        self._changed()

    def redo(self, map_id: int, edit: LabelEdit, numbers: Iterable[int]) -> None:
        """Do an edit again that was taken back."""
        one = self._changeable(map_id)
        one.labels.apply(edit)
        self._keeper(one).note_redone(numbers)
        self._changed()

    def set_regions(self, map_id: int, regions: Iterable[Region]) -> None:
        """Take another list of regions."""
        one = self._changeable(map_id)
        one.labels.set_regions(regions)
        self._keeper(one).note_regions()
        if one.id == self._current_id and self._label not in one.labels:
            self._label = one.labels.regions[0].label if one.labels.regions else 0
        self._changed()

    def _changeable(self, map_id: int) -> OpenLabels:
        one = self.map(map_id)
        if one.is_reference:
            raise OptionError("These regions are another reader's: they can be compared, not changed.")
        return one

    @staticmethod
    def _keeper(one: OpenLabels) -> Keeper:
        assert one.keeper is not None
        return one.keeper
