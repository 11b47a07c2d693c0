"""What a node graph shows: places with a name and a value, and weighted edges between them.

A node lies at its mm in MNI space; what its name says of its side is kept apart, because the two can disagree
(`Node.contradicts_its_name`), and then a figure must say so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from analysis.atlas.abbreviations import abbreviation, side_of
from analysis.errors import DataError, OptionError


class Kind(Enum):
    """What a node is in a comparison."""

    SEED = "seed"
    INCREASED = "increased"
    DECREASED = "decreased"
    PLAIN = "region"  # of a module, or with nothing said about it


@dataclass(frozen=True)
class Node:
    """A place in MNI space.

    Parameters
    ----------
    name : of the region, such as ``Postcentral_L``
    xyz_mm : MNI, RAS+
    value : t, r, degree …; None where there is none
    kind : seed, increased, decreased, or plain
    module : number of its network, from 1; 0 for none
    size : how large it is drawn relative to the others, above 0
    note : what a reader must know of its place, such as where a seed's coordinate comes from
    """

    name: str
    xyz_mm: tuple[float, float, float]
    value: float | None = None
    kind: Kind = Kind.PLAIN
    module: int = 0
    size: float = 1.0
    note: str = ""

    def __post_init__(self) -> None:
        place = tuple(float(mm) for mm in self.xyz_mm)
        if len(place) != 3 or not np.isfinite(place).all():
            raise DataError(f"The node {self.name!r} has no place: its coordinate is {self.xyz_mm}.")
        if not self.size > 0:
            raise DataError(f"The node {self.name!r} has the size {self.size:g}; a size is above 0.")
        object.__setattr__(self, "xyz_mm", place)

    @property
    def caption(self) -> str:
        """The short name of the field, such as ``PoCG.L``."""
        return abbreviation(self.name)

    @property
    def side(self) -> str | None:
        """``"left"`` or ``"right"`` by its coordinate; None on the midline."""
        x = self.xyz_mm[0]
        return None if x == 0 else ("left" if x < 0 else "right")

    @property
    def contradicts_its_name(self) -> bool:
        """Whether its name says one side and its coordinate the other, or the midline."""
        named = side_of(self.name)
        return named is not None and named != self.side


@dataclass(frozen=True, eq=False)
class Graph:
    """Nodes and the edges between them.

    Parameters
    ----------
    nodes : at least one
    weights : ``(n, n)`` symmetric, 0 or NaN where there is no edge; the diagonal is not looked at
    title : what the graph is of
    unit : of the nodes' values, such as ``"t"``
    edge_unit : of the weights

    Raises
    ------
    DataError
        if there is no node, or the weights do not fit the nodes or are not symmetric
    """

    nodes: tuple[Node, ...]
    weights: np.ndarray = field(default_factory=lambda: np.zeros((0, 0)))
    title: str = ""
    unit: str = ""
    edge_unit: str = ""

    def __post_init__(self) -> None:
        n = len(self.nodes)
        if n == 0:
            raise DataError("The graph has no node.")
        weights = np.array(self.weights, dtype=np.float64)
        weights = np.zeros((n, n)) if weights.size == 0 else np.nan_to_num(weights)
        if weights.shape != (n, n):
            raise DataError(f"There are {n} nodes, but the matrix of edges is {' × '.join(map(str, weights.shape))}.")
        np.fill_diagonal(weights, 0)
        if not np.allclose(weights, weights.T, rtol=1e-5, atol=1e-8):
            raise DataError("The matrix of edges is not symmetric; a direction of edges cannot be drawn.")
        weights.flags.writeable = False
        object.__setattr__(self, "weights", weights)

    @property
    def edges(self) -> tuple[tuple[int, int, float], ...]:
        """Pairs of nodes and their weight, the weakest first, so that strong edges lie on top."""
        rows, columns = np.nonzero(np.triu(self.weights, 1))
        found = [(int(i), int(j), float(self.weights[i, j])) for i, j in zip(rows, columns, strict=True)]
        return tuple(sorted(found, key=lambda edge: (abs(edge[2]), edge[:2])))

    @property
    def contradictions(self) -> tuple[Node, ...]:
        """Nodes whose name and coordinate disagree about the side."""
        return tuple(node for node in self.nodes if node.contradicts_its_name)


def star(seed: Node, others: Sequence[Node], *, title: str = "", unit: str = "t") -> Graph:
    """A graph whose edges go from one seed to all the others; their weights are the others' values."""
    if any(node.value is None for node in others):
        raise OptionError("Edges from a seed need a value at each of the other nodes.")
    weights = np.zeros((len(others) + 1, len(others) + 1))
    weights[0, 1:] = weights[1:, 0] = [node.value for node in others]
    return Graph((seed, *others), weights, title, unit, unit)
