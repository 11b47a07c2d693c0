"""What tests of several commands need."""

import pytest

from analysis.provenance import sha256_of_file
from gui.commands import processing
from tests.gui.commands.test_processed import save_processed


@pytest.fixture
def worker(monkeypatch):
    """Stands for the process of its own: notes the case and leaves a small derivative."""
    cases = []

    def work(case, out, preset, voxel_mm, progress):
        progress(0.5, "working")
        cases.append((case, out, preset, voxel_mm))
        scans = {"t1": case.t1, "bold": case.bold}
        hashes = {role: sha256_of_file(path) for role, path in scans.items() if path is not None}
        save_processed(out, inputs={"t1": "a" * 64, "bold": "b" * 64} | hashes)
        return ()

    monkeypatch.setattr(processing, "process_in_worker", work)
    return cases
