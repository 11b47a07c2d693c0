"""What the keys and menus of the window mean for the session: bound methods that actions are connected to."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from analysis.errors import AlgoscopeError
from gui.commands import aligning, atlases, converting_regions, drawing, graphs, layers, looking, spaces, veils
from gui.drawing import Tool
from gui.jobs import JobRunner
from gui.session import Role, Session

OPACITY_STEP = 0.1


class Intents(QObject):
    """One method an action; none needs more than the session and the jobs."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs

    def close_layer(self) -> None:
        """Close the selected layer."""
        if self._session.selected_layer is not None:
            layers.close_layer(self._session, self._session.selected_layer.id)

    def align(self) -> None:
        """Align the shown series with the T1."""
        layer = self._session.series_layer
        try:
            if layer is not None:
                aligning.align_with_t1(self._session, self._jobs, layer.id)
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def regions(self) -> None:
        """Show the AAL regions over the scans."""
        self._show_atlas(atlases.regions)

    def territories(self) -> None:
        """Show the territories of the large arteries over the scans."""
        self._show_atlas(atlases.territories)

    def _show_atlas(self, load: Callable[..., atlases.Atlas]) -> None:
        try:
            atlases.show_atlas(self._session, self._jobs, load)
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def trust_shading(self) -> None:
        """Hatch what deserves less trust, or not any more."""
        self._toggle_veil(veils.toggle_trust)

    def arrival_caution(self) -> None:
        """Hatch where blood arrives late, or not any more."""
        self._toggle_veil(veils.toggle_arrival)

    def _toggle_veil(self, toggle: Callable[[Session, JobRunner], object]) -> None:
        try:
            toggle(self._session, self._jobs)
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def hide_graph(self) -> None:
        """Show no graph in the brain."""
        graphs.hide_graph(self._session)

    def overlays(self) -> None:
        """Switch all overlays off or on."""
        looking.toggle_role(self._session, Role.OVERLAY)

    def overlays_less(self) -> None:
        """Make overlays less opaque."""
        looking.change_opacity(self._session, Role.OVERLAY, -OPACITY_STEP)

    def overlays_more(self) -> None:
        """Make overlays more opaque."""
        looking.change_opacity(self._session, Role.OVERLAY, OPACITY_STEP)

    def masks(self) -> None:
        """Switch all masks and regions off or on."""
        maps = self._session.drawing.maps
        visible = not any(one.is_visible for one in maps)
        with self._session.batch():
            for one in maps:
                self._session.drawing.show_map(one.id, visible=visible)
            looking.toggle_role(self._session, Role.MASK)

    def masks_less(self) -> None:
        """Make masks and regions less opaque."""
        looking.change_opacity(self._session, Role.MASK, -OPACITY_STEP)
        self._session.drawing.set_opacity(self._session.drawing.opacity - OPACITY_STEP)

    def masks_more(self) -> None:
        """Make masks and regions more opaque."""
        looking.change_opacity(self._session, Role.MASK, OPACITY_STEP)
        self._session.drawing.set_opacity(self._session.drawing.opacity + OPACITY_STEP)

    def tool_crosshair(self) -> None:
        """Look, draw nothing."""
        self._session.drawing.choose_tool(Tool.CROSSHAIR)

    def tool_brush(self) -> None:
        """Draw with a brush."""
        self._session.drawing.choose_tool(Tool.BRUSH)

    def tool_contour(self) -> None:
        """Draw outlines."""
        self._session.drawing.choose_tool(Tool.CONTOUR)

    def tool_ball(self) -> None:
        """Put spheres or boxes."""
        self._session.drawing.choose_tool(Tool.BALL)

    def tool_grow(self) -> None:
        """Grow regions."""
        self._session.drawing.choose_tool(Tool.GROW)

    def tool_pick(self) -> None:
        """Take regions of an atlas, or clusters."""
        self._session.drawing.choose_tool(Tool.PICK)

    def new_region(self) -> None:
        """Begin another region."""
        self._try(drawing.add_region)

    def new_regions(self) -> None:
        """Begin another drawing, on the grid of the selected layer."""
        self._try(drawing.begin_map)

    def convert_regions(self) -> None:
        """Bring the regions to the grid of the selected layer."""
        self._try(lambda session: converting_regions.convert_map(session, jobs=self._jobs))

    def _try(self, command: Callable[[Session], object]) -> None:
        try:
            command(self._session)
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def crosshair(self) -> None:
        """Draw the crosshair or not."""
        self._session.show_crosshair(not self._session.crosshair_visible)

    def next_space(self) -> None:
        """Show the next space of the processed patient."""
        spaces.show_next_space(self._session)

    def auto_window(self) -> None:
        """The window that suits most values."""
        looking.window_automatically(self._session)

    def convention(self) -> None:
        """Change sides on the screen."""
        looking.flip_convention(self._session)

    def next_timepoint(self) -> None:
        """Show the next frame."""
        self._session.move_timepoint(self._session.timepoint + 1)

    def previous_timepoint(self) -> None:
        """Show the frame before."""
        self._session.move_timepoint(self._session.timepoint - 1)

    def seed_tool(self) -> None:
        """Let a plain drag move the seed, or the crosshair again."""
        self._session.seeds.set_options(tool=not self._session.seeds.follow_mouse)

    def pin_seed(self) -> None:
        """Keep the seed where it is."""
        self._session.seeds.pin()

    def no_seed(self) -> None:
        """Take the seed away."""
        self._session.seeds.move(None)

    def centre(self) -> None:
        """Put the crosshair into the middle of everything."""
        self._session.move_cursor(self._session.box_mm.mean(axis=0))
