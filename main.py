"""Algoscope: ``main.py [PATH ...]`` opens the window, ``main.py COMMAND ...`` works without one."""

import multiprocessing
import sys

from gui.command_line.entry import run
from gui.command_line.outcome import leave

if __name__ == "__main__":
    multiprocessing.freeze_support()
    leave(run(sys.argv[1:]))
