"""Memory that jobs have let go of goes back to the computer: measured in a process of its own, with glibc alone."""

import os
import subprocess
import sys

import pytest

from gui import app, heap
from tests.gui.made_files import save_t1

# four threads make and let go of images of a few MB, and of small things that stay, as jobs do
WORK = """
import sys
from gui import heap
if sys.argv[1] == "one":
    heap.share_one()
import threading
import numpy as np
kept = []
def work(seed):
    random = np.random.default_rng(seed)
    for _ in range(20):
        images = [np.ones(int(random.uniform(1e6, 2.5e7)) // 8) for _ in range(2)]
        small = [np.ones(1000) for _ in range(300)]
        kept.append(np.ones(300))
        del images, small
def held():
    return int(open("/proc/self/statm").read().split()[1]) * 4096 / 1e6
before = held()
for _ in range(2):
    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    [one.start() for one in threads]
    [one.join() for one in threads]
heap.give_back()
print(held() - before)
"""

linux_alone = pytest.mark.skipif(not sys.platform.startswith("linux") or not heap._is_glibc(), reason="needs glibc")


def grown_mb(how: str) -> float:
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", WORK, how], capture_output=True, text=True, check=True, env=environment
    )
    return float(done.stdout)


@linux_alone
def test_that_what_jobs_let_go_of_is_given_back():
    assert grown_mb("one") < 15


def test_that_memory_is_given_back_when_a_patient_was_closed(started, qtbot, tmp_path, monkeypatch):
    given: list[int] = []
    monkeypatch.setattr(app, "REST_MS", 1)
    monkeypatch.setattr(heap, "give_back", lambda: given.append(1))
    composition = started(tmp_path / "settings")
    composition.window.open_paths([save_t1(tmp_path)])
    qtbot.waitUntil(lambda: bool(composition.session.layers) and not composition.jobs.jobs, timeout=20_000)
    qtbot.wait(20)
    assert given == []
    composition.window.files.close_all()
    qtbot.waitUntil(lambda: given == [1])


def test_that_another_c_library_is_left_alone(monkeypatch):
    monkeypatch.setattr(heap.os, "confstr", lambda name: None, raising=False)
    monkeypatch.setattr(heap.ctypes, "CDLL", lambda name: pytest.fail("called"))
    heap.share_one()
    heap.give_back()
    monkeypatch.delattr(heap.os, "confstr")
    heap.share_one()
