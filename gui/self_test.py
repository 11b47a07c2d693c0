"""What this computer can do, in one line: graphics, memory, cores."""

import os

from analysis.progress import Progress, silent
from gui.scene3d.graphics import probe_graphics


def computer_in_words(progress: Progress = silent) -> str:
    """A sentence for the first-run page; asking for the graphics starts a process, so this is a job."""
    progress(0.0, "")
    graphics = probe_graphics()
    memory = memory_gb()
    known = f"{memory:.0f} GB of memory" if memory else "memory unknown"
    drawn_by = "not known, the trial took too long" if graphics.timed_out else graphics.kind
    return f"3D graphics: {drawn_by}. {known}. {os.cpu_count() or 1} processor cores."


def computer_in_detail(progress: Progress = silent) -> str:
    """The sentence, and what OpenGL calls itself or why there is none, for a report of what went wrong."""
    sentence = computer_in_words(progress)
    return f"{sentence} OpenGL: {probe_graphics().detail}"


def memory_gb() -> float | None:
    """Memory of the computer in GB; None where the system does not tell."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    except (AttributeError, ValueError, OSError):
        return None
