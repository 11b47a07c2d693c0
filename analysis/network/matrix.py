"""Connectivity matrices: of a series and an atlas, read from a table, thresholded, ordered by network."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.atlas.parcellation import Parcellation
from analysis.errors import DataError, OptionError
from analysis.files.tables import read_numbers
from analysis.image import Mask, Series
from analysis.network.cluster_table import region_node
from analysis.network.graph import Graph, Kind, Node
from analysis.progress import Progress, silent


@dataclass(frozen=True, eq=False)
class ConnectivityMatrix:
    """How strongly regions are connected.

    Parameters
    ----------
    names : of the regions
    values : ``(n, n)`` symmetric; NaN where a region has no value; kept read-only
    unit : of the values, such as ``"r"``

    Raises
    ------
    DataError
        if the values do not fit the names or are not symmetric
    """

    names: tuple[str, ...]
    values: np.ndarray
    unit: str = "r"

    def __post_init__(self) -> None:
        values = np.array(self.values, dtype=np.float64)
        n = len(self.names)
        if values.shape != (n, n):
            raise DataError(f"There are {n} names, but the matrix is {' × '.join(map(str, values.shape))}.")
        if not np.allclose(values, values.T, rtol=1e-5, atol=1e-8, equal_nan=True):
            raise DataError("The connectivity matrix is not symmetric.")
        values.flags.writeable = False
        object.__setattr__(self, "values", values)


def read_matrix(path: Path, names: Sequence[str]) -> ConnectivityMatrix:
    """Read a matrix from a text table; a header line gives the names, else `names` are taken.

    Raises
    ------
    InputError
        if the file cannot be read or is no table of numbers
    DataError
        if it is not square and symmetric, or the names do not fit
    """
    table = read_numbers(path)
    if table.values.ndim != 2 or table.values.shape[0] != table.values.shape[1]:
        raise DataError(f"{path.name} is no square matrix: it has {' × '.join(map(str, table.values.shape))} numbers.")
    return ConnectivityMatrix(table.names or tuple(names), table.values, "")


def correlations(series: Series, atlas: Parcellation, mask: Mask, progress: Progress = silent) -> ConnectivityMatrix:
    """Pearson correlation of the mean courses of an atlas's regions.

    Parameters
    ----------
    series : in the space of the atlas (MNI), filtered as it shall be
    mask : on the grid of the series; voxels outside it belong to no region

    Raises
    ------
    GeometryError, DataError
        if mask and series do not fit, or frames are missing; a region without a voxel in the mask has NaN
    """
    values = series.in_mask(mask).astype(np.float64)
    progress(0.6, "Correlating regions")
    labels = atlas.labels_at(series.grid.to_mm(np.argwhere(mask.data)))
    numbers = list(atlas.names)
    courses = np.full((len(numbers), len(values)), np.nan)
    for row, number in enumerate(numbers):
        own = values[:, labels == number]
        if own.shape[1] and np.isfinite(own).all():
            courses[row] = own.mean(axis=1)
    centred = courses - courses.mean(axis=1, keepdims=True)
    length = np.linalg.norm(centred, axis=1, keepdims=True)
    unit = np.divide(centred, length, out=np.full_like(centred, np.nan), where=length > 0)
    r = np.clip(unit @ unit.T, -1, 1)
    progress(1.0, "Correlating regions")
    return ConnectivityMatrix(tuple(atlas.names[number] for number in numbers), (r + r.T) / 2)


def thresholded(values: np.ndarray, *, threshold: float | None = None, density: float | None = None) -> np.ndarray:
    """The edges of a matrix that are kept, the others 0; the diagonal is 0.

    Parameters
    ----------
    values : ``(n, n)`` symmetric; NaN is no edge
    threshold : edges of at least this size, of either sign
    density : the share (0 to 1) of all possible edges, the strongest positive ones first (as is usual for graphs);
        edges that are as strong as the weakest kept one are kept, too

    Raises
    ------
    OptionError
        if neither or both are given, or one is out of its range
    """
    if (threshold is None) == (density is None):
        raise OptionError("Give either a threshold or a density of edges.")
    kept = np.nan_to_num(np.array(values, dtype=np.float64))
    np.fill_diagonal(kept, 0)
    if threshold is not None:
        if threshold < 0:
            raise OptionError("The threshold of edges is a size and must not be negative.")
        return np.where(np.abs(kept) >= threshold, kept, 0.0)
    assert density is not None
    if not 0 < density <= 1:
        raise OptionError(f"A density of edges is above 0 and at most 1, not {density:g}.")
    upper = kept[np.triu_indices_from(kept, 1)]
    n_kept = max(1, round(density * upper.size))
    weakest = np.sort(upper)[::-1][min(n_kept, upper.size) - 1]
    return np.where((kept >= weakest) & (kept > 0), kept, 0.0)


def as_graph(matrix: ConnectivityMatrix, weights: np.ndarray, *, title: str = "", isolated: bool = False) -> Graph:
    """The regions of AAL as nodes, with their strength (sum of edges' sizes) as the value.

    Parameters
    ----------
    weights : ``(n, n)`` edges that are kept, see `thresholded`
    isolated : also draw regions without an edge

    Raises
    ------
    OptionError
        if a name is no AAL region
    DataError
        if no edge is left
    """
    strength = np.abs(np.nan_to_num(weights)).sum(axis=1)
    chosen = np.arange(len(strength)) if isolated else np.flatnonzero(strength > 0)
    if not len(chosen):
        raise DataError("No edge passes the threshold, so there is no graph to draw.")
    nodes = []
    for index in chosen:
        place = region_node(matrix.names[index], Kind.PLAIN)
        nodes.append(Node(place.name, place.xyz_mm, float(strength[index])))
    return Graph(tuple(nodes), weights[np.ix_(chosen, chosen)], title, "strength", matrix.unit)


def network_order(modules: Sequence[int]) -> np.ndarray:
    """Indices that put regions of one module side by side, modules in ascending order, regions as they were."""
    return np.argsort(np.asarray(modules), kind="stable")
