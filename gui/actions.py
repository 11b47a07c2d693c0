"""Every action once: its text, its shortcuts, its menu, and when it can be used."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Flag, auto

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gui.session import Change, Role, Session


class Needs(Flag):
    """What must be open for an action to make sense."""

    NOTHING = 0
    LAYER = auto()
    SERIES = auto()
    OVERLAY = auto()
    MASK = auto()
    MAP = auto()  # a computed one is selected
    PATIENT = auto()  # a processed one
    REGIONS = auto()  # that are drawn
    GRAPH = auto()


@dataclass(frozen=True)
class ActionSpec:
    """One action: its key in the code, the menu it is in, its text and its shortcuts."""

    key: str
    menu: str
    text: str
    shortcuts: tuple[str, ...] = ()
    needs: Needs = Needs.NOTHING


# whose keys draw, move seeds, or make the next click do so: a word that is typed on a page must not
_CHANGING = (
    "seed_tool", "pin_seed", "no_seed", "region_seed", "tool_brush", "tool_contour", "tool_ball", "tool_grow",
    "tool_pick", "fill_between", "fill_region", "mirror_region",
)  # fmt: skip
_MENU_TEXTS = ("&File", "&Edit", "&View", "&Go", "&Compute", "&Draw", "&Help")
_FILE, _EDIT, _VIEW, _GO, _COMPUTE, _DRAW, _HELP = _MENU_TEXTS
# of the Draw menu, what is done to the whole of a region
SHAPING = (
    "fill_between", "fill_region", "mirror_region", "smooth_region", "dilate_region", "erode_region", "keep_largest",
    "invert_region", "unite_region", "intersect_region", "subtract_region",
)  # fmt: skip
MENUS = _MENU_TEXTS

SPECS = (
    ActionSpec("open_patient", _FILE, "Open patient…", ("Ctrl+P",)),
    ActionSpec("open", _FILE, "Open files…", ("Ctrl+O",)),
    ActionSpec("open_folder", _FILE, "Open folder…", ("Ctrl+Shift+O",)),
    ActionSpec("demo", _FILE, "Explore the demonstration patient"),
    ActionSpec("last", _FILE, "Open last session"),
    ActionSpec("open_session", _FILE, "Open session…", ("Ctrl+Alt+O",)),
    ActionSpec("save_session", _FILE, "Save session", ("Ctrl+Alt+S",), Needs.LAYER),
    ActionSpec("save_session_as", _FILE, "Save session as…", (), Needs.LAYER),
    ActionSpec("save_map", _FILE, "Save map…", ("Ctrl+S",), Needs.MAP),
    ActionSpec("figure", _FILE, "Figure for a paper or a report…", ("Ctrl+Shift+E",)),
    ActionSpec("published", _FILE, "Published example: node graphs…"),
    ActionSpec("open_graph", _FILE, "Show a graph in the brain…"),
    ActionSpec("hide_graph", _VIEW, "Remove the graph from the brain", (), Needs.GRAPH),
    ActionSpec("open_regions", _FILE, "Open regions…"),
    ActionSpec("save_regions", _FILE, "Save regions", ("Ctrl+Shift+S",), Needs.REGIONS),
    ActionSpec("save_regions_as", _FILE, "Save regions as…", (), Needs.REGIONS),
    ActionSpec("open_reader", _FILE, "Open another reader's regions…", (), Needs.LAYER),
    ActionSpec("export_masks", _FILE, "Export a mask of each region…", (), Needs.REGIONS),
    ActionSpec("export_surfaces", _FILE, "Export surfaces of the regions (STL, PLY)…", (), Needs.REGIONS),
    ActionSpec("export_names", _FILE, "Export names of the regions (ITK-SNAP, FreeSurfer)…", (), Needs.REGIONS),
    ActionSpec("export_dicom", _FILE, "Export regions as DICOM segmentation…", (), Needs.REGIONS),
    ActionSpec("close_layer", _FILE, "Close layer", ("Ctrl+W",), Needs.LAYER),
    ActionSpec("close_all", _FILE, "Close all", ("Ctrl+Shift+W",), Needs.LAYER),
    ActionSpec("preferences", _FILE, "Preferences…", ("Ctrl+,",)),
    ActionSpec("quit", _FILE, "Quit", ("Ctrl+Q",)),
    ActionSpec("overlays", _VIEW, "Overlays on or off", ("W",), Needs.OVERLAY),
    ActionSpec("overlays_less", _VIEW, "Overlays less opaque", ("Q",), Needs.OVERLAY),
    ActionSpec("overlays_more", _VIEW, "Overlays more opaque", ("E",), Needs.OVERLAY),
    ActionSpec("masks", _VIEW, "Masks and regions on or off", ("S",), Needs.MASK),
    ActionSpec("masks_less", _VIEW, "Masks and regions less opaque", ("A",), Needs.MASK),
    ActionSpec("masks_more", _VIEW, "Masks and regions more opaque", ("D",), Needs.MASK),
    ActionSpec(
        "trust_shading", _VIEW, "Hatch what deserves less trust: low tSNR, edge, coverage", ("T",), Needs.PATIENT
    ),
    ActionSpec("flick_prior", _VIEW, "Prior scan in place of the current one, and back", ("B",), Needs.PATIENT),
    ActionSpec("arrival_caution", _VIEW, "Hatch where blood arrives late (perfusion)", ("L",), Needs.LAYER),
    ActionSpec("crosshair", _VIEW, "Crosshair on or off", ("X",), Needs.LAYER),
    ActionSpec("auto_window", _VIEW, "Automatic window", ("Ctrl+Shift+A",), Needs.LAYER),
    ActionSpec("convention", _VIEW, "Change between radiological and neurological", ("Ctrl+R",)),
    ActionSpec("next_space", _VIEW, "Next space: native T1, native EPI, MNI", ("N",), Needs.PATIENT),
    ActionSpec("fit", _VIEW, "Fit the views", ("F",), Needs.LAYER),
    ActionSpec("layout_grid", _VIEW, "Layout: two by two", ("Ctrl+1",)),
    ActionSpec("layout_row", _VIEW, "Layout: three slices in a row", ("Ctrl+2",)),
    ActionSpec("layout_main", _VIEW, "Layout: one large, three small", ("Ctrl+3",)),
    ActionSpec("layout_scene", _VIEW, "Layout: 3D alone", ("Ctrl+4",)),
    ActionSpec("drawer", _VIEW, "Time course and jobs on or off", ("Ctrl+T",)),
    ActionSpec("theme", _VIEW, "Change between dark and light", ("Ctrl+Shift+L",)),
    ActionSpec("larger", _VIEW, "Larger text", ("Ctrl++", "Ctrl+=")),
    ActionSpec("smaller", _VIEW, "Smaller text", ("Ctrl+-",)),
    ActionSpec("page_patient", _GO, "Page: Patient", ("Alt+1",)),
    ActionSpec("page_quality", _GO, "Page: Quality", ("Alt+2",)),
    ActionSpec("page_maps", _GO, "Page: Maps", ("Alt+3",)),
    ActionSpec("page_compare", _GO, "Page: Compare", ("Alt+4",)),
    ActionSpec("page_report", _GO, "Page: Report", ("Alt+5",)),
    ActionSpec("next_timepoint", _GO, "Next timepoint", (".",), Needs.SERIES),
    ActionSpec("previous_timepoint", _GO, "Previous timepoint", (",",), Needs.SERIES),
    ActionSpec("centre", _GO, "Centre of the picture", ("Home",), Needs.LAYER),
    ActionSpec("coordinate", _GO, "Go to a coordinate…", ("Ctrl+G",), Needs.LAYER),
    ActionSpec("seed_tool", _GO, "Seed tool on or off: live connectivity", ("G",), Needs.SERIES),
    ActionSpec("pin_seed", _GO, "Pin the seed", ("P",), Needs.SERIES),
    ActionSpec("no_seed", _GO, "Remove the seed", ("Shift+G",), Needs.SERIES),
    ActionSpec("region_seed", _GO, "Connectivity of the region that is drawn", ("C",), Needs.REGIONS),
    ActionSpec("seed_place", _GO, "Seed at a known place…", (), Needs.SERIES),
    ActionSpec(
        "region_card", _GO, "Region card: all that is known of the region at the crosshair", ("R",), Needs.LAYER
    ),
    ActionSpec("region_card_of", _GO, "Region card of a region…", (), Needs.LAYER),
    ActionSpec("align", _COMPUTE, "Align the series with the T1", (), Needs.SERIES),
    ActionSpec("regions", _COMPUTE, "Atlas regions on this scan", (), Needs.LAYER),
    ActionSpec("territories", _COMPUTE, "Arterial territories on this scan", (), Needs.LAYER),
    ActionSpec("tool_crosshair", _DRAW, "Look only, draw nothing", ("1",)),
    ActionSpec("tool_brush", _DRAW, "Draw with the brush", ("2",), Needs.LAYER),
    ActionSpec("tool_contour", _DRAW, "Draw outlines: polygon or freehand", ("3",), Needs.LAYER),
    ActionSpec("tool_ball", _DRAW, "Sphere or box at a click", ("4",), Needs.LAYER),
    ActionSpec("tool_grow", _DRAW, "Grow a region from a click", ("5",), Needs.LAYER),
    ActionSpec("tool_pick", _DRAW, "Atlas region or cluster at a click", ("6",), Needs.LAYER),
    ActionSpec("new_region", _DRAW, "New region", ("Ctrl+N",), Needs.LAYER),
    ActionSpec("new_regions", _DRAW, "New drawing on the grid of the selected layer", (), Needs.LAYER),
    ActionSpec("region_place", _DRAW, "Region at a known place…", (), Needs.LAYER),
    ActionSpec("convert_regions", _DRAW, "Bring the regions to the grid of the selected layer", (), Needs.REGIONS),
    ActionSpec("fill_between", _DRAW, "Fill between slices", ("I",), Needs.REGIONS),
    ActionSpec("fill_region", _DRAW, "Fill holes", ("H",), Needs.REGIONS),
    ActionSpec("mirror_region", _DRAW, "Mirror to the other side", ("M",), Needs.REGIONS),
    ActionSpec("smooth_region", _DRAW, "Smooth…", (), Needs.REGIONS),
    ActionSpec("dilate_region", _DRAW, "Make larger…", (), Needs.REGIONS),
    ActionSpec("erode_region", _DRAW, "Make smaller…", (), Needs.REGIONS),
    ActionSpec("keep_largest", _DRAW, "Keep the largest piece", (), Needs.REGIONS),
    ActionSpec("invert_region", _DRAW, "Invert", (), Needs.REGIONS),
    ActionSpec("unite_region", _DRAW, "Add a mask or another region…", (), Needs.REGIONS),
    ActionSpec("intersect_region", _DRAW, "Keep inside a mask or another region…", (), Needs.REGIONS),
    ActionSpec("subtract_region", _DRAW, "Take away a mask or another region…", (), Needs.REGIONS),
    ActionSpec("guide", _HELP, "Guide in four steps"),
    ActionSpec("palette", _HELP, "Find a command…", ("Ctrl+K",)),
    ActionSpec("shortcuts", _HELP, "Shortcuts and gestures", ("?", "F1")),
    ActionSpec("log", _HELP, "Log…"),
    ActionSpec("about", _HELP, "About Algoscope"),
)


CHANGING_KEYS = tuple(
    key for spec in SPECS if spec.key in _CHANGING for key in spec.shortcuts
)  # fmt: skip


class Actions(QObject):
    """The actions of the window, by key; each is switched off while what it needs is not open."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._actions: dict[str, QAction] = {}
        self._specs: dict[str, ActionSpec] = {}
        for spec in SPECS:
            self.add(spec)
        session.changed.connect(self.refresh)

    def add(self, spec: ActionSpec) -> QAction:
        """Make an action that is not in the fixed list, such as one for a metric."""
        action = QAction(QCoreApplication.translate("actions", spec.text), self)
        action.setShortcuts([QKeySequence(shortcut) for shortcut in spec.shortcuts])
        self._actions[spec.key], self._specs[spec.key] = action, spec
        action.setEnabled(spec.needs in self._what_is_here())
        return action

    def adopt(self, key: str, menu: str, action: QAction) -> None:
        """Take in an action that was made elsewhere, such as undo."""
        self._actions[key] = action
        self._specs[key] = ActionSpec(key, menu, action.text(), needs=Needs.NOTHING)

    def action(self, key: str) -> QAction:
        """The action with this key."""
        return self._actions[key]

    def connect_to(self, key: str, slot: Callable[[], None]) -> None:
        """Let an action do something; `slot` is a bound method."""
        self._actions[key].triggered.connect(slot)

    def in_menu(self, menu: str) -> tuple[QAction, ...]:
        """The actions of a menu, in order."""
        return tuple(self._actions[spec.key] for spec in self._specs.values() if spec.menu == menu)

    def all(self) -> tuple[tuple[ActionSpec, QAction], ...]:
        """Every action with its spec."""
        return tuple((spec, self._actions[key]) for key, spec in self._specs.items())

    def refresh(self, change: Change) -> None:
        """Switch actions on and off."""
        all_needs = change & (Change.LAYERS | Change.SELECTION | Change.SPACE | Change.GRAPH)
        if all_needs or change & Change.ROIS:
            has = self._what_is_here()
            for key, spec in self._specs.items():
                if spec.needs and (all_needs or spec.needs & (Needs.REGIONS | Needs.MASK)):
                    self._actions[key].setEnabled(spec.needs in has)

    def _what_is_here(self) -> Needs:
        layers = self._session.layers
        has = Needs.NOTHING
        if layers:
            has |= Needs.LAYER
        if any(layer.is_series for layer in layers):
            has |= Needs.SERIES
        if any(layer.role is Role.OVERLAY for layer in layers):
            has |= Needs.OVERLAY
        drawing = self._session.drawing
        if drawing.current is not None:
            has |= Needs.REGIONS
        if drawing.maps or any(layer.role is Role.MASK for layer in layers):
            has |= Needs.MASK
        selected = self._session.selected_layer
        if selected is not None and selected.stat_map is not None:
            has |= Needs.MAP
        if self._session.spaces.patient is not None:
            has |= Needs.PATIENT
        if self._session.graphs.graph is not None:
            has |= Needs.GRAPH
        return has
