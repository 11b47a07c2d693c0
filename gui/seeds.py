"""The seeds of connectivity: the live one that follows the mouse, and those that were kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from analysis.colour import ColourScale
from analysis.metrics.seeds import MaskSeed, RegionSeed, Seed, SphereSeed

SEED_RADIUS_MM = 6.0  # the literature uses 5 or 6 mm


@dataclass(frozen=True)
class LiveLook:
    """How the map of the live seed is shown."""

    scale: ColourScale
    visible: bool


class Seeds:
    """Part of the session: each change is told through `changed`."""

    def __init__(self, changed: Callable[[], None], box_mm: Callable[[], np.ndarray]) -> None:
        self._changed, self._box_mm = changed, box_mm
        self._current: SphereSeed | None = None
        self._radius_mm = SEED_RADIUS_MM
        self._follow_mouse = False
        self._pinned: tuple[Seed, ...] = ()
        self._layers: dict[str, int] = {}  # names of the seeds that are mask layers
        self._compared_name = ""
        self.live_layer_id: int | None = None  # the layer of the live seed's map, which is made again from the seed
        self.live_look: LiveLook | None = None  # of the map that a reopened session had, until it is made again

    @property
    def current(self) -> SphereSeed | None:
        """The seed whose map is followed."""
        return self._current

    @property
    def radius_mm(self) -> float:
        """Radius of the seed's sphere."""
        return self._radius_mm

    @property
    def follow_mouse(self) -> bool:
        """Whether the seed tool is on: a plain drag moves the seed."""
        return self._follow_mouse

    @property
    def pinned(self) -> tuple[Seed, ...]:
        """Seeds that were kept."""
        return self._pinned

    @property
    def compared(self) -> Seed | None:
        """The pinned seed whose map is taken from the live one."""
        return next((seed for seed in self._pinned if seed.name == self._compared_name), None)

    @property
    def layer_ids(self) -> frozenset[int]:
        """The mask layers that are seeds."""
        return frozenset(self._layers.values())

    def layer_of(self, name: str) -> int | None:
        """The mask layer of a pinned seed."""
        return self._layers.get(name)

    def move(self, xyz_mm: np.ndarray | None) -> None:
        """Put the seed at a place, at most at the border of what is open, or take it away."""
        if xyz_mm is None:
            self._current = None
        else:
            x, y, z = (float(v) for v in np.clip(xyz_mm, *self._box_mm()))
            self._current = SphereSeed("live", (x, y, z), self._radius_mm)
        self._changed()

    def set_options(self, *, radius_mm: float | None = None, tool: bool | None = None) -> None:
        """Change how the seed is used."""
        self._follow_mouse = self._follow_mouse if tool is None else tool
        if radius_mm is not None:
            self._radius_mm = radius_mm
            if self._current is not None:
                self._current = replace(self._current, radius_mm=radius_mm)
        self._changed()

    def pin(self) -> SphereSeed | None:
        """Keep the seed where it is, under the next free number."""
        if self._current is None:
            return None
        taken = {seed.name for seed in self._pinned}
        name = next(f"seed{n}" for n in range(1, len(taken) + 2) if f"seed{n}" not in taken)
        pinned = replace(self._current, name=name)
        self._pinned = (*self._pinned, pinned)
        self._changed()
        return pinned

    def pin_region(self, seed: MaskSeed | RegionSeed, layer_id: int | None = None) -> None:
        """Keep a mask layer or an atlas region as a seed; a pinned mask layer is no longer taken for the brain's."""
        self._pinned = (*(other for other in self._pinned if other.name != seed.name), seed)
        if layer_id is not None:
            self._layers[seed.name] = layer_id
        self._changed()

    def unpin(self, name: str) -> None:
        """Forget a pinned seed."""
        self._layers.pop(name, None)
        self._pinned = tuple(seed for seed in self._pinned if seed.name != name)
        self._changed()

    def restore(self, pinned: tuple[Seed, ...], layers: dict[str, int], compared: str) -> None:
        """Keep these seeds instead of those before, as they were kept in a saved session."""
        self._pinned, self._layers, self._compared_name = pinned, dict(layers), compared
        self._changed()

    def forget_all(self) -> None:
        """Everything was closed; how large seeds are, and the tool, stay."""
        was_there = self._current is not None or self._pinned
        self._current, self._pinned, self._layers, self._compared_name = None, (), {}, ""
        self.live_layer_id = self.live_look = None
        if was_there:
            self._changed()

    def map_places(self, mapping: Callable[[np.ndarray], np.ndarray]) -> None:
        """Move the spheres along when the millimetres of the views come to mean something else."""

        def moved(seed: Seed) -> Seed:
            if not isinstance(seed, SphereSeed):
                return seed
            x, y, z = (float(v) for v in mapping(np.array(seed.centre_mm)))
            return replace(seed, centre_mm=(x, y, z))

        current = None if self._current is None else moved(self._current)
        self._current = current if isinstance(current, SphereSeed) else None
        self._pinned = tuple(moved(seed) for seed in self._pinned)
        self._changed()

    def compare(self, name: str) -> None:
        """Show the live seed's map less that of a pinned seed; "" shows the live seed's own map."""
        self._compared_name = name
        self._changed()
