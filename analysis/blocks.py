"""Work on many voxels in blocks: bounded memory, several threads, cancelled within a second.

Blocks run on a small pool of threads; numpy, scipy and the compiled kernels release the interpreter, so the
window stays alive and the work scales with the cores. The number of threads is one setting for the whole
program, and holds for all work at the same time: two jobs share the cores instead of contending for them, and
with the window, by twice as many threads. Each block writes its own part of the result, so no lock is needed
and the result does not depend on the number of threads.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager

from threadpoolctl import LibController, ThreadpoolController

from analysis.errors import OptionError
from analysis.progress import Progress

_POLL_S = 0.2
_threads: int | None = None


def set_thread_count(n: int | None) -> None:
    """Use at most `n` threads from now on; None means one per core.

    Raises
    ------
    OptionError
        if `n` is less than 1
    """
    global _threads
    if n is not None and n < 1:
        raise OptionError(f"The number of threads must be at least 1, but it is {n}.")
    _threads = n


def thread_count() -> int:
    """How many threads long work uses."""
    return _threads or os.cpu_count() or 1


def split(n: int, block: int) -> list[slice]:
    """Consecutive slices of at most `block` that cover ``range(n)``."""
    return [slice(start, min(start + block, n)) for start in range(0, n, block)]


def for_each_block(
    work: Callable[[slice], None],
    blocks: list[slice],
    progress: Progress,
    message: str,
    *,
    weights: list[float] | None = None,
) -> None:
    """Call ``work(block)`` for every block, on several threads, and report after each.

    Parameters
    ----------
    work : computes one block and stores it; must not take longer than about half a second
    blocks : what to do, in the order in which it is begun
    progress : told the fraction that is done; what it raises (`Cancelled`) stops the work
    message : what is being done, in words
    weights : the relative cost of each block, for an honest fraction; equal where not given

    Raises
    ------
    Exception
        the first error of `work` or `progress`, after the running blocks have ended
    """
    costs = weights or [1.0] * len(blocks)
    total, done = sum(costs) or 1.0, 0.0
    todo = iter(zip(blocks, costs, strict=True))
    running: dict[Future[None], float] = {}
    turn = _Turn(work)
    with ThreadPoolExecutor(thread_count(), thread_name_prefix="block") as pool, closing(turn):
        progress(0.0, message)
        while True:
            for block, cost in todo:
                running[pool.submit(turn.take, block)] = cost
                if len(running) > thread_count():
                    break
            if not running:
                break
            finished, _ = wait(running, timeout=_POLL_S, return_when=FIRST_COMPLETED)
            for future in finished:
                done += running.pop(future)
                future.result()
            progress(done / total, message)


_free = threading.Condition()
_n_taken = 0
_here = threading.local()  # whether the thread is at work on a block


class _Turn:
    """Calls `work` while fewer blocks than threads are at work in the whole program.

    Blocks of a block do not wait: the one that waits for them has its place already.
    """

    def __init__(self, work: Callable[[slice], None]) -> None:
        self._work = work
        self._is_inside = getattr(_here, "is_working", False)
        self._is_over = False

    def close(self) -> None:
        """What still waits is not begun."""
        self._is_over = True
        with _free:
            _free.notify_all()

    def take(self, block: slice) -> None:
        global _n_taken
        if not self._is_inside:
            with _free:
                _free.wait_for(lambda: self._is_over or _n_taken < thread_count())
                if self._is_over:
                    return
                _n_taken += 1
        _here.is_working = True
        try:
            self._work(block)
        finally:
            if not self._is_inside:
                with _free:
                    _n_taken -= 1
                    _free.notify()


_blas_lock = threading.Lock()
_blas_users = 0
_blas_threads: list[tuple[LibController, int]] = []
_blas_libraries: list[LibController] = []
_n_modules_searched = 0


@contextmanager
def single_threaded_blas() -> Iterator[None]:
    """Let each matrix product use one thread, because the blocks themselves run side by side.

    The setting belongs to the whole process: the first job sets it, the last one that ends restores it.
    """
    global _blas_users, _blas_threads
    with _blas_lock:
        if _blas_users == 0:
            _find_blas_libraries()
            _blas_threads = [(library, library.num_threads) for library in _blas_libraries]
            _set_blas_threads([(library, 1) for library in _blas_libraries])
        _blas_users += 1
    try:
        yield
    finally:
        with _blas_lock:
            _blas_users -= 1
            if _blas_users == 0:
                _set_blas_threads(_blas_threads)


def _find_blas_libraries() -> None:
    """Search the loaded libraries again only after an import: it takes 8 ms in the window, with all that it loads."""
    global _blas_libraries, _n_modules_searched
    if len(sys.modules) != _n_modules_searched:
        _n_modules_searched = len(sys.modules)
        _blas_libraries = [c for c in ThreadpoolController().lib_controllers if c.user_api == "blas"]


def _set_blas_threads(threads: list[tuple[LibController, int]]) -> None:
    for library, n in threads:
        # threadpoolctl 3.8 silently ignores every thread but the first that ever set a limit; the lock above is ours.
        if hasattr(library, "clear_controlling_thread"):
            library.clear_controlling_thread(force=True)
        library.set_num_threads(n)
