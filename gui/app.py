"""The application: the only place that builds the session, the job runner and the window, and wires what comes late.

The window is shown first. What takes seconds to import (the compiled painter, VTK, pyqtgraph) is imported in
background jobs afterwards and put into its place when it is there.
"""

import importlib
import logging
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType, TracebackType

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from analysis.progress import Progress, silent
from gui import log
from gui.fonts import load_fonts
from gui.jobs import JobRunner
from gui.live_seed import LiveSeed
from gui.main_window import MainWindow
from gui.self_test import computer_in_words
from gui.session import Session
from gui.settings import SettingsStore
from gui.slices.painter import load_compositor
from gui.style import theme_named

_log = logging.getLogger(__name__)


def run(paths: Sequence[Path] = (), *, demo: bool = False) -> int:
    """Open the window with some files, or on the demonstration patient; returns the exit code."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Algoscope")
    log.start_log()
    composition = Composition(SettingsStore())
    composition.start(paths, demo=demo)
    code = application.exec()
    composition.stop()
    return code


class Composition(QObject):
    """Session, jobs, settings and window of one run."""

    def __init__(self, store: SettingsStore) -> None:
        super().__init__()
        self._store = store
        self.settings = store.load()
        self.session = Session(self)
        self.jobs = JobRunner(self)
        self.live_seed = LiveSeed(self.session, self.jobs, self)
        self.window = MainWindow(self.session, self.jobs, self.settings, load_fonts())
        self._old_hook = sys.excepthook
        self._scene: QObject | None = None

    def start(self, paths: Sequence[Path], *, demo: bool) -> None:
        """Show the window, then load what it needs for work."""
        sys.excepthook = self._on_exception
        self.window.show()
        QTimer.singleShot(0, self._load_rest)
        if demo:
            QTimer.singleShot(0, self.window.files.demo)
        elif paths:
            self.window.open_paths(list(paths))

    def stop(self) -> None:
        """End all jobs and remember what is to be remembered."""
        self.session.hide_overlays(False)
        if not self.jobs.shutdown():
            _log.warning("a job did not stop in time")
        release = getattr(self._scene, "release", None)
        if release is not None:
            release()
        self._store.save(self.settings)
        sys.excepthook = self._old_hook

    def _load_rest(self) -> None:
        """Import one after the other: some of these packages do not bear being imported by two threads at once."""
        self.jobs.submit("Fast drawing", load_compositor, on_done=self._redraw, quiet=True, priority=2)

    def _redraw(self, result: object) -> None:
        self.session.set_convention(self.session.convention)
        self.jobs.submit("Plots", import_module, "gui.plots.panels", on_done=self._add_plots, quiet=True, priority=1)

    def _add_plots(self, module: ModuleType) -> None:
        theme = theme_named(self.settings.theme)
        course = module.TimeCoursePanel(self.session, theme)
        seed = module.SeedPanel(self.session, self.live_seed, theme)
        for plot in (course, seed):
            self.window.theme_changed.connect(plot.set_theme)
        self.window.set_plots(course, seed)
        self.jobs.submit("3D view", import_module, "gui.scene3d.panel", on_done=self._add_scene, quiet=True)

    def _add_scene(self, module: ModuleType) -> None:
        scene = module.ScenePanel(self.session, self.jobs)
        scene.set_theme(theme_named(self.settings.theme))
        self.window.theme_changed.connect(scene.set_theme)
        scene.maximise_requested.connect(self.window.views.maximise_scene)
        self.window.set_scene(scene)
        self._scene = scene
        self.jobs.submit("Self-test", computer_in_words, on_done=self._show_self_test, quiet=True)

    def _show_self_test(self, sentence: str) -> None:
        self.window.first_run.show_self_test(sentence)
        # for the first brain mask; its import holds the interpreter, so that the window would stall in mid-work
        self.jobs.submit("Brain mask", import_module, "nilearn.masking", quiet=True)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Nothing fails in silence: the log has the details, the user a sentence."""
        if issubclass(kind, KeyboardInterrupt):
            self.window.close()
            return
        _log.error("unexpected error", exc_info=(kind, error, trace))
        traceback.print_exception(kind, error, trace)
        self.session.tell(f"Something failed unexpectedly ({kind.__name__}); the log has the details.")


def import_module(name: str, progress: Progress = silent) -> ModuleType:
    """Import a module in the background."""
    progress(0.0, "")
    return importlib.import_module(name)
