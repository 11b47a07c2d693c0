"""A real run of the program that opens a patient, computes, draws and then waits to be killed; run as a script.

Arguments: the folder of the settings, the folder of the scans, and the file for what was open.
"""

import sys
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication


def main(settings: Path, scans: Path, told: Path) -> None:
    """Work for a moment, save as the clock does, draw once more, and wait."""
    from analysis.image import Mask
    from analysis.labels.patch import Patch
    from gui.app import Composition
    from gui.commands import drawing, opening
    from gui.session import Role
    from gui.settings import SettingsStore
    from tests.gui.made_files import BRAIN_GRID, ball
    from tests.gui.made_scans import OVERLAY, stat_map

    application = QApplication([])
    composition = Composition(SettingsStore(settings))
    composition._load_rest = lambda: None  # type: ignore[method-assign] # plots and 3D have no part in this
    composition.start([], demo=False)
    session, jobs = composition.session, composition.jobs

    def settle() -> None:
        loop = QEventLoop()
        timer = QTimer(interval=20)
        busy = composition.window.sessions.files.autosave._runner
        timer.timeout.connect(lambda: None if jobs.jobs or busy.jobs else loop.quit())
        timer.start()
        loop.exec()

    opening.open_paths(session, jobs, [scans])
    settle()
    values = np.where(
        Mask(BRAIN_GRID, ball(BRAIN_GRID)).data, np.random.default_rng(1).random(BRAIN_GRID.shape), np.nan
    )
    made = stat_map("alff", values, BRAIN_GRID)
    bold = next(layer for layer in session.layers if layer.is_series)
    layer = session.add_layer("ALFF", made.volume, Role.OVERLAY, OVERLAY, scan=bold.scan, stat_map=made)
    session.scale_layer(layer.id, gap=(-0.25, 0.75), opacity=0.6)
    session.move_cursor(np.array([4.2, -3.3, 7.7]))
    session.seeds.pin_region(drawing_seed())
    drawing.mark(session, "brush", Patch((2, 3, 4), np.ones((3, 3, 3), dtype=bool)))
    composition.window.report_page.comment.setPlainText("Low on the left.")
    composition.window.sessions.files.autosave.mark()
    composition.window.sessions.files.autosave.save()
    settle()
    drawing.mark(session, "brush", Patch((9, 9, 9), np.ones((2, 2, 2), dtype=bool)))  # after the last save
    np.savez(told, map=made.volume.data, labels=session.drawing.labels.data, cursor=session.cursor_mm)
    print("ready", flush=True)
    application.exec()


def drawing_seed() -> object:
    """A seed to be kept."""
    from analysis.metrics.seeds import SphereSeed

    return SphereSeed("seed1", (1.5, 2.5, 3.5), 5.0)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    main(*map(Path, sys.argv[1:4]))
