"""The application: the only place that builds the session, the job runner and the window, and wires what comes late.

The window is shown first. What takes seconds to import (the compiled painter, VTK, pyqtgraph) is imported in
background jobs afterwards and put into its place when it is there.
"""

import logging
import sys
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from gui import collector, heap, log
from gui.fonts import load_fonts
from gui.jobs import Job, JobRunner, JobState
from gui.language import language_of, speak
from gui.live_seed import LiveSeed
from gui.main_window import MainWindow
from gui.modules import import_module
from gui.projector import Projector
from gui.self_test import computer_in_words
from gui.session import Change, Session
from gui.settings import SettingsStore
from gui.slices.painter import load_compositor
from gui.style import Theme, theme_named
from gui.turns import Turns
from gui.widgets import asking
from gui.widgets.wheel_guard import WheelGuard

_log = logging.getLogger(__name__)

REST_MS = 1000  # after a patient was closed, memory is given back: the next one may be opened at once


def run(paths: Sequence[Path] = (), *, demo: bool = False) -> int:
    """Open the window with some files, or on the demonstration patient; returns the exit code."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Algoscope")
    log.start_log()
    store = SettingsStore()
    speak(application, language_of(store.load().language))
    collector.hold()
    composition = Composition(store)
    composition.ready.connect(collector.settle)
    composition.start(paths, demo=demo)
    code = application.exec()
    if composition.stop():  # else a job goes on, whose thread must not destroy the window
        collector.release()
    return code


class Composition(QObject):
    """Session, jobs, settings and window of one run."""

    ready = Signal()  # everything is there that is loaded behind the window

    def __init__(self, store: SettingsStore) -> None:
        super().__init__()
        self._store = store
        self.settings = store.load()
        self.session = Session(self)
        self.session.drawing.keep_in(store.drawings_folder)
        self.jobs = JobRunner(self)
        self.jobs.follow(self._case_id)
        self.live_seed = LiveSeed(self.session, self.jobs, self)
        self.projector = Projector(self.session, self.jobs, self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self._wheel_guard = WheelGuard(application)
        asking.remember_in(self.settings.folders)
        self.window = MainWindow(self.session, self.jobs, self.settings, load_fonts())
        self.window.appearance.changed.connect(self._save)
        self._old_hook = sys.excepthook
        self._scene: QObject | None = None
        self._steps: list[tuple[str, Callable[..., Any], tuple[str, ...], Callable[[Any], None] | None]] = []
        self._loading: Job | None = None
        self._stopped = False
        self._turns = Turns(self)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._on_rest)
        self.session.changed.connect(self._on_change)

    def start(self, paths: Sequence[Path], *, demo: bool) -> None:
        """Show the window, then load what it needs for work."""
        sys.excepthook = self._on_exception
        self.window.show()
        QTimer.singleShot(0, self._load_rest)
        QTimer.singleShot(0, self._keep_sessions)
        if demo:
            QTimer.singleShot(0, self.window.files.demo)
        elif paths:
            self.window.open_paths(list(paths))

    @property
    def is_ready(self) -> bool:
        """Whether everything is there that is loaded behind the window."""
        return self._loading is not None and not self._steps and not self._turns.n_waiting

    def stop(self) -> bool:
        """End all jobs and remember what is to be remembered; whether all jobs have ended."""
        self._stopped = True
        self._turns.clear()
        self.window.sessions.files.autosave.stop()
        self.session.hide_overlays(False)
        all_ended = self.jobs.shutdown()
        if not all_ended:
            _log.warning("a job did not stop in time")
        self.session.drawing.close_all(keep_journals=True)
        release = getattr(self._scene, "release", None)
        if release is not None:
            release()
        if not self.settings.remember_patients:
            self.settings.folders.clear()  # a folder may be a patient's
        self._store.save(self.settings)
        asking.forget()
        self._wheel_guard.stop()
        sys.excepthook = self._old_hook
        return all_ended

    def _on_change(self, change: Change) -> None:
        if change & Change.LAYERS and not self.session.layers:
            self._rest.start()

    def _on_rest(self) -> None:
        """The patient was closed: his images must not stay with the process."""
        if self.jobs.jobs:
            self._rest.start()
        elif not self.session.layers:
            heap.give_back()

    def _keep_sessions(self) -> None:
        if not self._stopped:
            self.window.sessions.keep_in(self._store.sessions_folder, self._store.drawings_folder)

    def _save(self) -> None:
        self._store.save(self.settings)

    def _case_id(self) -> str:
        return self.session.case.id

    def _load_rest(self) -> None:
        """Import one after the other: some of these packages do not bear being imported by two threads at once.

        What fails or is cancelled does not keep the rest from coming.
        """
        self._steps = [
            ("Fast drawing", load_compositor, (), self._redraw),
            ("Plots", import_module, ("gui.plots.panels",), self._add_plots),
            ("3D view", import_module, ("gui.scene3d.panel",), self._add_scene),
            ("Self-test", computer_in_words, (), self.window.first_run.show_self_test),
            # for the first brain mask; its import holds the interpreter, so that the window would stall in mid-work
            ("Brain mask", import_module, ("nilearn.masking",), None),
            ("Drawing", import_module, ("analysis.labels.editing_kernels",), None),  # the first stroke must not wait
            ("Transforms", import_module, ("SimpleITK",), None),  # those of a processed patient
        ]
        self.jobs.changed.connect(self._on_job)
        self._load_next()

    def _load_next(self) -> None:
        if self._steps and not self._stopped:
            title, function, arguments, on_done = self._steps[0]
            self._loading = self.jobs.submit(
                title, function, *arguments, on_done=on_done, quiet=True, priority=1, of_case=False
            )

    def _on_job(self, job: Job) -> None:
        if job is self._loading and job.is_over:
            if job.state is not JobState.CANCELLED:  # closing everything cancels all jobs, but this one is still needed
                del self._steps[0]
            self._load_next()
            if not self._steps:
                self.jobs.changed.disconnect(self._on_job)
                self.ready.emit()

    def _redraw(self, result: object) -> None:
        self.session.set_convention(self.session.convention)

    def _add_plots(self, module: ModuleType) -> None:
        """One plot a turn of the event loop: all at once would hold up what a person does meanwhile."""
        theme = theme_named(self.settings.theme)
        made: list[Any] = []
        for make in (
            partial(module.TimeCoursePanel, self.session, theme),
            partial(module.SeedPanel, self.session, self.live_seed, theme),
            partial(module.CouplingPanel, self.session, theme),
        ):
            self._turns.add(partial(_add, made, make), is_last=True)
        self._turns.add(partial(self._set_plots, made, theme), is_last=True)

    def _set_plots(self, plots: list[Any], worn: Theme) -> None:
        course, seed, points = plots
        theme = theme_named(self.settings.theme)
        for plot in plots:
            self.window.theme_changed.connect(plot.set_theme)
            if theme is not worn:  # it was changed since
                plot.set_theme(theme)
        self.window.drawer.set_plots(course, seed)
        points.drawn.connect(self.window.drawer.show_coupling)
        self.window.drawer.set_coupling_plot(points)

    def _add_scene(self, module: ModuleType) -> None:
        scene = module.ScenePanel(self.session, self.jobs)
        scene.set_theme(theme_named(self.settings.theme))
        self.window.theme_changed.connect(scene.set_theme)
        scene.maximise_requested.connect(self.window.views.maximise_scene)
        self.window.set_scene(scene)
        self._scene = scene

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Nothing fails in silence: the log has the details, the user a sentence."""
        if issubclass(kind, KeyboardInterrupt):
            self.window.close()
            return
        _log.error("unexpected error", exc_info=(kind, error, trace))
        traceback.print_exception(kind, error, trace)
        words = QCoreApplication.translate("app", "Something failed unexpectedly ({kind}); the log has the details.")
        self.session.tell(words.format(kind=kind.__name__))


def _add(made: list[Any], make: Callable[[], Any]) -> None:
    made.append(make())
