"""What a person has said about the ASL series that are open, and what was measured on them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from analysis.grid import Grid
from analysis.perfusion.cbf import CbfResult
from analysis.perfusion.coupling import Coupling
from analysis.perfusion.follow_up import FollowUp
from analysis.perfusion.placement import Placement
from analysis.perfusion.reading import Reading
from analysis.pipeline.routes import Space
from analysis.scan import Fact


@dataclass(frozen=True)
class OrderFinding:
    """What the values say about control and label.

    ``agreeing`` of ``pairs`` pairs are brighter in the control; ``proposal`` is the order told from the values where
    no table gives one ("" where it cannot be told), in the words in which it is typed. ``problem`` says why nothing
    could be told.
    """

    pairs: int = 0
    agreeing: int = 0
    proposal: str = ""
    problem: str = ""

    @property
    def is_reversed(self) -> bool:
        """Whether most pairs are darker in the control."""
        return self.pairs > 0 and 2 * self.agreeing < self.pairs


@dataclass(frozen=True, eq=False)
class Measured:
    """The newest perfusion of a series: result, and the layers of its maps by statistic."""

    result: CbfResult
    layer_ids: Mapping[str, int]


@dataclass(frozen=True, eq=False)
class CoupledPoints:
    """A coupling with its points: ``x`` metric and ``y`` CBF ``(n,)`` of the voxels ``ijk`` ``(n, 3)`` of a grid.

    ``names`` and ``units`` are of x and y; ``space`` tells what the millimetres mean while a processed patient is open.
    """

    coupling: Coupling
    grid: Grid
    ijk: np.ndarray
    x: np.ndarray
    y: np.ndarray
    names: tuple[str, str]
    units: tuple[str, str] = ("", "")
    space: Space | None = None


@dataclass(frozen=True, eq=False)
class Compared:
    """Two scans of one patient: the result, the layers of both and of their difference, and what was said."""

    follow_up: FollowUp
    first_id: int
    second_id: int
    difference_id: int


@dataclass(frozen=True, eq=False)
class AslCase:
    """What is known of one series beyond its files; ``excluded`` are pairs, counted from 0.

    ``differences_id``, ``gray_id`` and ``white_id`` are layers that were made for it.
    """

    typed: Mapping[str, Fact] = field(default_factory=dict)
    excluded: frozenset[int] = frozenset()
    m0_layer_id: int | None = None
    order: OrderFinding | None = None
    measured: Measured | None = None
    differences_id: int | None = None
    placement: Placement | None = None
    gray_id: int | None = None
    white_id: int | None = None
    reading: Reading | None = None


class PerfusionState:
    """Part of the session: each change is told through `changed`."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._series_id: int | None = None
        self._cases: dict[int, AslCase] = {}
        self._coupled: CoupledPoints | None = None
        self._compared: Compared | None = None

    @property
    def series_id(self) -> int | None:
        """The layer of the series that is worked on."""
        return self._series_id

    @property
    def coupled(self) -> CoupledPoints | None:
        """The newest coupling."""
        return self._coupled

    @property
    def compared(self) -> Compared | None:
        """The newest comparison of two scans."""
        return self._compared

    def case(self, layer_id: int) -> AslCase:
        """What is known of a series; an empty record where nothing was said yet."""
        return self._cases.get(layer_id, AslCase())

    def choose(self, layer_id: int | None) -> None:
        """Work on another series."""
        if layer_id != self._series_id:
            self._series_id = layer_id
            self._changed()

    def set_case(self, layer_id: int, case: AslCase) -> None:
        """Know something else of a series."""
        self._cases[layer_id] = case
        self._changed()

    def set_coupled(self, coupled: CoupledPoints | None) -> None:
        """Show another coupling."""
        self._coupled = coupled
        self._changed()

    def set_compared(self, compared: Compared | None) -> None:
        """Show another comparison of two scans."""
        self._compared = compared
        self._changed()

    def forget_all(self) -> None:
        """Everything was closed."""
        if self._cases or self._coupled or self._compared or self._series_id is not None:
            self._cases, self._coupled, self._compared, self._series_id = {}, None, None, None
            self._changed()
