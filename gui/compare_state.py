"""The comparisons whose results are shown: groups of people, and the open patient against controls."""

from collections.abc import Callable
from dataclasses import dataclass

from analysis.stats.compare import Comparison


@dataclass(frozen=True, eq=False)
class GroupResult:
    """A test and, after an ANCOVA, every pair; ``shown`` is the one that the layers show.

    ``surviving_id`` is the layer of what survives, ``whole_id`` that of the whole t or F map. While permutations go
    on there is only the test itself, and ``is_final`` is False.
    """

    comparisons: tuple[Comparison, ...]
    shown: int
    surviving_id: int
    whole_id: int
    is_final: bool

    @property
    def comparison(self) -> Comparison:
        """The one that is shown."""
        return self.comparisons[self.shown]


class CompareState:
    """Part of the session: each change is told through `changed`."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._group: GroupResult | None = None

    @property
    def group(self) -> GroupResult | None:
        """The newest comparison of groups."""
        return self._group

    def set_group(self, result: GroupResult | None) -> None:
        """Show another comparison of groups, or a refined one."""
        self._group = result
        self._changed()

    def forget_all(self) -> None:
        """Everything was closed."""
        if self._group is not None:
            self._group = None
            self._changed()
