"""The ``.node`` and ``.edge`` files of BrainNet Viewer (Xia, Wang & He 2013, PLoS ONE 8:e68910).

A ``.node`` file has one line per node: x, y, z in MNI mm, a colour (the number of a module, or a value), a size and
a name; ``-`` stands for no name. Lines that begin with ``#`` are comments. An ``.edge`` file is the matrix of
weights, as numbers separated by white space.
"""

from pathlib import Path

import numpy as np

from analysis.errors import FileFormatError
from analysis.files.tables import read_text
from analysis.network.graph import Graph, Node


def read_brainnet(node_path: Path, edge_path: Path | None = None, *, title: str = "") -> Graph:
    """Read a graph; without an edge file it has no edges.

    The colour column becomes the module where all of it is whole numbers of at least 1, else the value.

    Raises
    ------
    InputError
        if a file cannot be read
    FileFormatError
        if a line is no node, or the matrix is not of numbers
    DataError
        if nodes and edges do not fit each other
    """
    lines = [
        line
        for line in read_text(node_path, "graph").splitlines()
        if line.strip() and not line.lstrip().startswith("#")
    ]
    rows = [_row(line, number, node_path.name) for number, line in enumerate(lines, start=1)]
    if not rows:
        raise FileFormatError(f"{node_path.name} has no node.")
    are_modules = all(colour >= 1 and colour == int(colour) for _, colour, _, _ in rows)
    smallest = min((size for *_, size, _ in rows if size > 0), default=1.0)
    nodes = tuple(
        Node(
            name or f"node {number}",
            place,
            None if are_modules else colour,
            module=int(colour) if are_modules else 0,
            size=size if size > 0 else smallest,
        )
        for number, (place, colour, size, name) in enumerate(rows, start=1)
    )
    weights = np.zeros((0, 0)) if edge_path is None else _matrix(edge_path)
    return Graph(nodes, weights, title)


def _row(line: str, number: int, file_name: str) -> tuple[tuple[float, float, float], float, float, str]:
    cells = line.split()
    try:
        x, y, z, colour, size = (float(cell) for cell in cells[:5])
    except ValueError:
        raise FileFormatError(
            f"Line {number} of {file_name} is no node: x, y, z, colour, size and name are expected."
        ) from None
    name = " ".join(cells[5:])
    return (x, y, z), colour, size, "" if name == "-" else name


def _matrix(path: Path) -> np.ndarray:
    try:
        rows = [
            [float(cell) for cell in line.split()] for line in read_text(path, "graph").splitlines() if line.strip()
        ]
    except ValueError as error:
        raise FileFormatError(f"{path.name} is no matrix of numbers.") from error
    if len({len(row) for row in rows}) != 1:
        raise FileFormatError(f"The rows of {path.name} do not have the same length.")
    return np.array(rows, dtype=np.float64)
