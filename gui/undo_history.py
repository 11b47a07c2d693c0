"""The history of undo: bounded by the number of its steps and by the memory that they take; the oldest go first.

Qt bounds the number only, and gives up no single step, so that the history is made anew from the steps that stay.
"""

from typing import Self

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand, QUndoStack

from gui.qt_safe import QtSafe

UNDO_LIMIT, UNDO_BYTES = 2000, 256_000_000
STEP_BYTES = 500
"""Of a step that holds no voxels, nearly."""
_KEPT = 0.75  # of the bytes: what is made anew is not made anew with the next step


class Step(QtSafe, QUndoCommand):
    """One step: `do` and `undo` change the session. A step that is done when it is pushed is not done twice."""

    def __init__(self, text: str, *, is_done: bool = False) -> None:
        super().__init__(text)
        self._is_done = is_done

    @property
    def n_bytes(self) -> int:
        """Memory that the step takes, nearly."""
        return STEP_BYTES

    def do(self) -> None:
        """Do it, or do it again."""
        raise NotImplementedError

    def redo(self) -> None:
        """As Qt calls it: when the step is pushed, and whenever it is done again."""
        if self._is_done:
            self._is_done = False
            return
        self.do()

    def renewed(self) -> Self:
        """The same step for another history, done as it is."""
        new = type(self).__new__(type(self))
        QUndoCommand.__init__(new, self.text())
        new.__dict__.update(self.__dict__)
        new._is_done = True
        return new


class UndoHistory(QUndoStack):
    """What can be undone."""

    def __init__(self, parent: QObject | None = None, n_bytes: int = UNDO_BYTES) -> None:
        super().__init__(parent)
        self.setUndoLimit(UNDO_LIMIT)
        self._most, self._at_most, self._depth = n_bytes, 0, 0

    @property
    def n_bytes(self) -> int:
        """Memory that all steps take, nearly."""
        return sum(self._sizes())

    def push(self, step: QUndoCommand) -> None:
        """Do a step and note it."""
        size = step.n_bytes if isinstance(step, Step) else STEP_BYTES
        super().push(step)
        self._at_most += size  # steps that went meanwhile are counted until it matters
        self._bound()

    def beginMacro(self, text: str) -> None:
        self._depth += 1
        super().beginMacro(text)

    def endMacro(self) -> None:
        super().endMacro()
        self._depth -= 1
        self._bound()

    def clear(self) -> None:
        self._at_most = 0
        super().clear()

    def _sizes(self) -> list[int]:
        return [sum(map(_size, _parts(self.command(place)))) for place in range(self.count())]

    def _bound(self) -> None:
        if self._depth or self._at_most <= self._most:
            return
        sizes = self._sizes()
        self._at_most = sum(sizes)
        if self._at_most > self._most:
            self._give_up(sizes)

    def _give_up(self, sizes: list[int]) -> None:
        """Keep the newest steps that fit, and the last one in any case."""
        first, total = len(sizes) - 1, sizes[-1]
        while first > 0 and total + sizes[first - 1] <= _KEPT * self._most:
            first -= 1
            total += sizes[first]
        kept = [self.command(place) for place in range(first, len(sizes))]
        anew = [(one.text(), one.childCount(), [part.renewed() for part in _parts(one)]) for one in kept]
        super().clear()
        for text, is_macro, parts in anew:
            if is_macro:
                super().beginMacro(text)
            for part in parts:
                super().push(part)
            if is_macro:
                super().endMacro()
        self._at_most = total


def _parts(command: QUndoCommand) -> list[Step]:
    """The steps of a macro, or the step itself."""
    found = [command.child(place) for place in range(command.childCount())] or [command]
    return [one for one in found if isinstance(one, Step)]


def _size(step: Step) -> int:
    return step.n_bytes
