"""The journal of one map of regions on the disk; drawing goes on where the disk does not follow, and that is told."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile

from analysis.errors import OutputError
from analysis.files.drawing_journal import DrawingJournal
from analysis.labels.label_map import LabelEdit, LabelMap

JOURNAL, LOCK = ".journal", ".lock"
UNKEPT = -1


class Keeper:
    """Keeps each change of a map; without a folder it keeps nothing.

    The lock beside a journal says that a program draws in it; that of a program that was killed is found stale.
    A journal that could not be written is begun anew with the whole map at the next change, and so is one whose
    earlier changes are not in it. It is the same file then, so that a session that names it finds the newest in it;
    ``name`` is that of the journal which a restored drawing goes on with. Edits have numbers that are never used again.
    """

    def __init__(
        self,
        folder: Path | None,
        labels: LabelMap,
        facts: Mapping[str, Any],
        tell: Callable[[str], None],
        *,
        name: str = "",
    ) -> None:
        self._folder, self._labels, self._facts, self._tell = folder, labels, facts, tell
        self._name = name or f"{uuid.uuid4().hex}{JOURNAL}"
        self._journal: DrawingJournal | None = None
        self._lock: QLockFile | None = None
        self._left: Path | None = None  # a journal that could not be continued
        self._first = self._next = 0  # numbers of edits: the first one in the journal, and the next one

    @property
    def journal_name(self) -> str:
        """The name of the journal on the disk, "" where there is none."""
        path = self._left if self._journal is None else self._journal.path
        return "" if path is None else path.name

    def begin(self, *, is_saved: bool) -> None:
        """Begin the journal with the map as it is; it takes the place of what was kept when it is on the disk."""
        if self._folder is None:
            return
        path = self._folder / self._name
        if self._journal is not None:  # an open file cannot be replaced everywhere
            self._journal.close()
            self._left, self._journal = path, None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._hold(path)
            self._journal = DrawingJournal(path, self._labels, self._facts, is_saved=is_saved)
        except (OSError, OutputError) as error:
            self._give_up(str(error))
            return
        self._left, self._first = None, self._next

    def _hold(self, path: Path) -> None:
        if self._lock is None:
            self._lock = QLockFile(str(path.with_suffix(LOCK)))
            self._lock.setStaleLockTime(0)  # however long the program runs; that it was killed is told by its process
            self._lock.tryLock(0)

    def note_edit(self, edit: LabelEdit, name: str) -> int:
        """Keep an edit that is done; returns its number."""
        if self._journal is None:
            self.begin(is_saved=False)
            return UNKEPT
        try:
            self._journal.note_edit(edit, name)
        except OutputError as error:
            self._give_up(str(error))
            return UNKEPT
        self._next += 1
        return self._next - 1

    def note_undone(self, numbers: Iterable[int]) -> None:
        """Keep that edits were taken back."""
        self._note_again("note_undone", tuple(numbers))

    def note_redone(self, numbers: Iterable[int]) -> None:
        """Keep that edits were done again."""
        self._note_again("note_redone", tuple(numbers))

    def note_regions(self) -> None:
        """Keep the list of regions as it is now."""
        self._note("note_regions", self._labels.regions)

    def note_saved(self) -> None:
        """Keep that the map is in a file as it is."""
        self._note("note_saved")

    def close(self, *, delete: bool) -> None:
        """End the journal; deleted, it is not offered at the next start."""
        if self._journal is not None:
            self._journal.close(delete=delete)
            self._journal = None
        if self._left is not None and delete:
            self._left.unlink(missing_ok=True)
        self._left = None
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _note_again(self, method: str, numbers: tuple[int, ...]) -> None:
        if any(number < self._first for number in numbers):
            self.begin(is_saved=False)  # these edits are not in this journal
        else:
            self._note(method, *(number - self._first for number in numbers))

    def _note(self, method: str, *arguments: Any) -> None:
        if self._journal is None:
            self.begin(is_saved=False)
            return
        try:
            getattr(self._journal, method)(*arguments)
        except OutputError as error:
            self._give_up(str(error))

    def _give_up(self, sentence: str) -> None:
        """What is in the journal stays on the disk until a whole new one is written."""
        if self._journal is not None:
            self._journal.close()
            self._left, self._journal = self._journal.path, None
        self._tell(sentence)
