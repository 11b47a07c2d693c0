"""How long a step took and how much memory it needed, the processes that it started included."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_SAMPLE_S = 0.1
_PROC = Path("/proc")


@dataclass
class Use:
    """Seconds, and the largest resident memory in bytes that was seen (None where the system does not tell)."""

    seconds: float = 0.0
    peak_bytes: int | None = None

    def as_dict(self) -> dict[str, float | None]:
        """For a record."""
        megabytes = None if self.peak_bytes is None else round(self.peak_bytes / 1e6, 1)
        return {"seconds": round(self.seconds, 2), "peak_memory_mb": megabytes}


@contextmanager
def measured() -> Iterator[Use]:
    """Measure what is done inside; memory is looked at ten times a second."""
    use, ended = Use(), threading.Event()

    def watch() -> None:
        while True:
            now = resident_bytes()
            if now is not None:
                use.peak_bytes = max(use.peak_bytes or 0, now)
            if ended.wait(_SAMPLE_S):
                return

    watcher = threading.Thread(target=watch, name="memory", daemon=True)
    start = time.perf_counter()
    watcher.start()
    try:
        yield use
    finally:
        ended.set()
        watcher.join()
        use.seconds = time.perf_counter() - start


def resident_bytes() -> int | None:
    """Resident memory of this process and those it started; on a Mac, the most that this one ever had."""
    if _PROC.is_dir():
        return _resident_of("self")
    try:
        import resource
    except ImportError:  # Windows
        return None
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _resident_of(pid: str) -> int:
    import resource

    try:
        own = int((_PROC / pid / "statm").read_text().split()[1]) * resource.getpagesize()
        children = [
            child for task in (_PROC / pid / "task").iterdir() for child in (task / "children").read_text().split()
        ]
    except (OSError, IndexError, ValueError):  # it has just ended
        return 0
    return own + sum(_resident_of(child) for child in children)
