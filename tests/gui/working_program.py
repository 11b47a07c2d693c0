"""Real runs of the program, one after the other, each of which works until it is killed; run as a script.

Arguments: the folder of the settings and that of the scans. Each line ``go N`` on the standard input forks a run (what
takes long is imported once, before); it restores what the run before has left, or opens the scans, and then draws, one
voxel at a time. What it says on the standard output, one JSON object a line, is true the moment it is said.
"""

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

SHAPE = (20, 22, 18)  # of the scans
STEP_MS = 15


def say(**words: Any) -> None:
    """Tell the test something."""
    try:
        print(json.dumps(words), flush=True)
    except BrokenPipeError:  # the test has ended
        os._exit(1)


def voxel(number: int) -> tuple[int, int, int]:
    """The one voxel of a stroke."""
    i, j, k = np.unravel_index(number, SHAPE)
    return int(i), int(j), int(k)


class Work:
    """One run: ``number`` is that of the next stroke."""

    def __init__(self, settings: Path, scans: Path) -> None:
        from PySide6.QtCore import QTimer

        from gui.app import Composition
        from gui.settings import SettingsStore

        self.composition = Composition(SettingsStore(settings))
        self.composition._load_rest = lambda: None  # type: ignore[method-assign] # plots and 3D have no part in this
        self.scans, self.number, self.is_working = scans, 0, False
        self.composition.start([], demo=False)
        self.autosave = self.composition.window.sessions.files.autosave
        self.autosave._runner.changed.connect(self._on_saved)
        self.clock = QTimer(interval=STEP_MS)
        self.clock.timeout.connect(self.step)
        self.clock.start()
        self.is_asked = False
        self.pending = -1  # the number of the word in the save that is going on

    def step(self) -> None:
        """Open what there is, then draw."""
        if self.is_working:
            self.draw()
        elif not self.composition.session.layers:
            self.open()
        elif not (self.composition.jobs.jobs or self.composition.session.case.is_arriving):
            self.begin()

    def open(self) -> None:
        """Restore what is offered; the scans where nothing is."""
        from PySide6.QtWidgets import QMessageBox

        from gui.commands import opening

        if self.composition.jobs.jobs or self.autosave.root is None or self.is_asked:
            return
        names = ("interrupted", "unfinished")  # a session, or a drawing where none was kept yet
        boxes = [b for b in self.composition.window.findChildren(QMessageBox) if b.objectName() in names]
        self.is_asked = True
        if boxes:
            say(offered=boxes[0].objectName())
            boxes[0].defaultButton().click()
            return
        say(opened="scans")
        opening.open_paths(self.composition.session, self.composition.jobs, [self.scans])

    def begin(self) -> None:
        """Tell what is there, and go on with the next stroke."""
        session = self.composition.session
        labels = session.drawing.labels
        drawn = [] if labels is None else np.flatnonzero(labels.data).tolist()  # in C order, as strokes are counted
        comment = self.composition.window.report_page.comment.toPlainText()
        gaps = [layer.display.scale.gap for layer in session.layers if layer.stat_map is not None]
        sums = [float(np.nansum(layer.volume(0).data)) for layer in session.layers if layer.stat_map is not None]
        say(
            there=drawn, comment=comment, layers=len(session.layers), gaps=gaps, sums=sums,
            others=self._other_drawings(), maps=len(session.drawing.maps),
        )  # fmt: skip
        if not gaps:
            self._compute()
        self.number = max(drawn, default=-1) + 1
        self.is_working = True

    def _other_drawings(self) -> int:
        from PySide6.QtWidgets import QMessageBox

        return len([b for b in self.composition.window.findChildren(QMessageBox) if b.objectName() == "unfinished"])

    def _compute(self) -> None:
        from gui.session import Role
        from tests.gui.made_files import BRAIN_GRID
        from tests.gui.made_scans import OVERLAY, stat_map

        session = self.composition.session
        made = stat_map("alff", np.random.default_rng(1).random(BRAIN_GRID.shape), BRAIN_GRID)
        scan = session.layers[0].scan
        session.add_layer("ALFF", made.volume, Role.OVERLAY, OVERLAY, scan=scan, stat_map=made)

    def draw(self) -> None:
        """One stroke; every third is taken back and done again, every fifth is followed by a word and a save."""
        from analysis.labels.patch import Patch
        from gui.commands import drawing

        session = self.composition.session
        n = self.number
        say(begun=n)
        drawing.mark(session, "brush", Patch(voxel(n), np.ones((1, 1, 1), dtype=bool)))
        if n % 3 == 0:
            session.undo()
            session.redo()
        say(drawn=n)
        self.number += 1
        if n % 5 == 0:
            self.composition.window.report_page.comment.setPlainText(f"word {n}")
            layer = next(layer for layer in session.layers if layer.stat_map is not None)
            session.scale_layer(layer.id, gap=(-0.001 * (n + 1), 0.001 * (n + 1)))
            self.autosave.mark()
            if self.autosave.save() is not None:
                self.pending = n

    def _on_saved(self, job: object) -> None:
        from gui.jobs import JobState

        if getattr(job, "state", None) is JobState.DONE:
            say(saved=self.pending)


def run(settings: Path, scans: Path) -> None:
    """One run; it ends when it is killed."""
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    work = Work(settings, scans)
    say(started=True)
    application.exec()
    del work


def main(settings: Path, scans: Path) -> None:
    """Import, then fork a run for each line that is read."""
    for name in ("gui.app", "analysis.labels.editing_kernels", "analysis.atlas.parcellation", "tests.gui.made_scans"):
        import_module(name)
    say(ready=True)
    for line in sys.stdin:
        if not line.startswith("go"):
            break
        child = os.fork()
        if child == 0:
            run(settings, scans)
            os._exit(0)
        say(pid=child)
        os.waitpid(child, 0)
        print(flush=True)  # ends a line that the run could not end
        say(ended=child)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    main(*map(Path, sys.argv[1:3]))
