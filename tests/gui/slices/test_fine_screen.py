"""On a screen of twice the dots the voxel under the pointer is found, and fine voxels are seen one by one."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.gui.slices.fine_screen import MARKED

PROJECT = Path(__file__).parents[3]


def test_that_a_screen_of_twice_the_dots_shows_and_finds_single_voxels():
    done = subprocess.run(
        [sys.executable, "-m", "tests.gui.slices.fine_screen"],
        cwd=PROJECT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "2"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["ratio"] == 2
    assert told["clicked"] == list(MARKED)
    assert told["contrast"] > 200  # drawn in points of the screen instead of its dots, the stripes are half as strong
