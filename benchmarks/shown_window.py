"""The real window on an invisible screen, with its own settings and cache, and the time until it has painted."""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if os.environ["QT_QPA_PLATFORM"] == "offscreen":
    os.environ.pop("DISPLAY", None)  # before any import of VTK, which would look for a screen

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from gui import collector
from gui.app import Composition
from gui.settings import SettingsStore
from gui.slices.view import SliceView

_LIMIT_S = 300.0


class ShownWindow:
    """The whole application, as `gui.app.run` composes it, in folders that are removed in the end."""

    def __init__(self, width: int = 1920, height: int = 1080) -> None:
        self.application = QApplication.instance() or QApplication(sys.argv[:1])
        self._folder = tempfile.TemporaryDirectory(prefix="algoscope-benchmark-")
        self.folder = Path(self._folder.name)
        self.forget_decoded()
        collector.hold()
        self.composition = Composition(SettingsStore(self.folder / "settings"))
        self.composition.ready.connect(collector.settle)
        self.session, self.jobs = self.composition.session, self.composition.jobs
        self.window = self.composition.window
        self.window.resize(width, height)

    def __enter__(self) -> "ShownWindow":
        self.composition.start((), demo=False)
        self.settle()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.composition.session.close_all()  # a window asks before it lets go of computed maps
        self.window.close()
        self.composition.stop()
        collector.release()
        self._folder.cleanup()

    @property
    def slices(self) -> list[SliceView]:
        """The three slice views."""
        return list(self.window.views.slices.values())

    def forget_decoded(self) -> None:
        """From now on every compressed series has to be decoded again."""
        os.environ["ALGOSCOPE_CACHE_DIR"] = tempfile.mkdtemp(dir=self.folder)

    def settle(self, idle_s: float = 0.3) -> None:
        """Process events until no job is left and all delayed timers have fired."""
        self.wait_until(lambda: not self.jobs.jobs)
        end = time.perf_counter() + idle_s
        self.wait_until(lambda: time.perf_counter() > end)
        if self.jobs.jobs:
            self.settle(idle_s)

    def wait_until(self, is_true: Callable[[], bool]) -> None:
        """Process events until something is so; RuntimeError after five minutes."""
        limit = time.perf_counter() + _LIMIT_S
        while not is_true():
            self.application.processEvents()
            if time.perf_counter() > limit:
                raise RuntimeError("the window did not get there in time")

    @contextmanager
    def until_painted(self, widgets: Collection[QWidget]) -> Iterator[None]:
        """Leave the block when each of the widgets has been painted since its beginning."""
        watch = _Paints(widgets)
        yield
        self.wait_until(watch.all_painted)
        watch.stop()


class _Paints(QObject):
    """Notes which widgets are painted; Qt paints after asking this filter, within the same `processEvents`."""

    def __init__(self, widgets: Collection[QWidget]) -> None:
        super().__init__()
        self._widgets = list(widgets)
        self._missing = set(self._widgets)
        for widget in self._widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._missing.discard(watched)
        return False

    def all_painted(self) -> bool:
        return not self._missing

    def stop(self) -> None:
        for widget in self._widgets:
            widget.removeEventFilter(self)
