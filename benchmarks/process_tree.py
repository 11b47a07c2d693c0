"""Memory and processor time of this process and all that it started, while something runs. Linux only.

Memory is the sum of what is resident in each process (what they share counts in each, so that it is rather too much),
sampled twenty times a second, so that a peak of less than 50 ms can be missed. Processor time counts children that have
ended, too.
"""

import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

_EVERY_S = 0.05
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Used:
    """Highest memory, bytes; seconds on the clock and of the processors."""

    peak_bytes: int = 0
    wall_s: float = 0.0
    cpu_s: float = 0.0


class Watch:
    """``with Watch() as watch:`` measures until it ends; what is done may be split into steps by `step`.

    ``watch.whole`` is all of it, ``watch.steps`` each step by its name, in the order of their first appearance.
    """

    def __enter__(self) -> "Watch":
        self.whole = Used(peak_bytes=memory_of_tree())
        self.steps: dict[str, Used] = {}
        self._now = Used()
        self._begin = self._last = time.perf_counter(), cpu_of_tree()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._note()
        self._end.set()
        self._thread.join()
        self.whole.wall_s, self.whole.cpu_s = (now - then for now, then in zip(self._last, self._begin, strict=True))

    def step(self, name: str) -> None:
        """From now on it is this step."""
        if self._now is self.steps.get(name):
            return
        self._note()
        self._now = self.steps.setdefault(name, Used())

    def _note(self) -> None:
        now = time.perf_counter(), cpu_of_tree()
        self._now.wall_s += now[0] - self._last[0]
        self._now.cpu_s += now[1] - self._last[1]
        self._last = now

    def _sample(self) -> None:
        while not self._end.wait(_EVERY_S):
            memory = memory_of_tree()
            for used in (self.whole, self._now):
                used.peak_bytes = max(used.peak_bytes, memory)


def memory_of_tree() -> int:
    """Bytes of this process and its descendants."""
    return sum(_memory_of(pid) for pid in _tree(os.getpid()))


def cpu_of_tree() -> float:
    """Processor seconds of this process, its descendants, and those of them that have ended."""
    ticks = 0
    for pid in _tree(os.getpid()):
        try:  # the name in brackets may hold spaces; utime, stime, cutime, cstime are fields 14 to 17
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(int(field) for field in fields[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def _tree(root: int) -> list[int]:
    found = [root]
    for pid in found:
        try:
            for task in Path(f"/proc/{pid}/task").iterdir():
                found += [int(text) for text in (task / "children").read_text().split()]
        except (OSError, ValueError):  # it has just ended
            continue
    return found


def _memory_of(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, ValueError, IndexError):
        return 0


def print_head(title: str) -> None:
    """The first line of a table."""
    print(f"\n{title:44} {'wall, s':>8} {'CPU, s':>8} {'peak, MB':>9}")


def print_used(name: str, used: Used, note: str = "") -> None:
    """A line of the table."""
    print(f"{name:44} {used.wall_s:8.1f} {used.cpu_s:8.1f} {used.peak_bytes / 1e6:9.0f}   {note}".rstrip(), flush=True)
