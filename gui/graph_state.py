"""The graph that is shown in the brain: its nodes are in MNI space, wherever the views are."""

from collections.abc import Callable

from analysis.network.graph import Graph


class GraphState:
    """Part of the session: each change is told through `changed`."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._graph: Graph | None = None

    @property
    def graph(self) -> Graph | None:
        """The graph that is shown."""
        return self._graph

    def show(self, graph: Graph) -> None:
        """Show a graph instead of the one before."""
        self._graph = graph
        self._changed()

    def clear(self) -> None:
        """Show no graph."""
        if self._graph is not None:
            self._graph = None
            self._changed()
