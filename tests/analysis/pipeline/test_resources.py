"""Time and memory of a step."""

import subprocess
import sys
import time

import numpy as np
import pytest

from analysis.pipeline.resources import measured, resident_bytes

BLOCK = 200_000_000


def test_that_seconds_and_the_peak_are_measured():
    before = resident_bytes()
    if before is None:
        pytest.skip("this system does not tell the memory of a process")
    with measured() as use:
        block = np.ones(BLOCK // 8)
        time.sleep(0.3)
        del block
    assert 0.3 <= use.seconds < 5
    assert use.peak_bytes is not None
    assert use.peak_bytes > before + 0.8 * BLOCK
    assert use.as_dict()["peak_memory_mb"] == round(use.peak_bytes / 1e6, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the memory of other processes")
def test_that_memory_of_a_started_process_counts():
    code = f"b = bytearray({BLOCK}); print('ready', flush=True); input()"
    before = resident_bytes()
    child = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    found = resident_bytes()
    child.communicate(b"\n")
    assert before is not None
    assert found is not None
    assert found > before + 0.8 * BLOCK
