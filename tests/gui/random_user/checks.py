"""What must hold after each step of a random user: no unexpected error, nothing lost, nothing that piles up."""

import gc
import logging
import sys
import traceback
from types import TracebackType

import numpy as np
from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from analysis.errors import AlgoscopeError, FileFormatError
from analysis.files.drawing_journal import read_journal
from gui.app import Composition
from gui.drawing import OpenLabels
from gui.session import Session

_BAD_WARNINGS = ("QPainter", "QThread", "QTimer", "QObject::", "QBasicTimer", "QPaintDevice", "QImage", "QPixmap::")


class FaultError(AssertionError):
    """A step broke something."""


class _Log(logging.Handler):
    """Notes jobs that failed with an error that no sentence was written for."""

    def __init__(self, found: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._found = found

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        if error is not None and not isinstance(error, (AlgoscopeError, OSError)):  # these are told in a sentence
            self._found.append(record.getMessage() + "\n" + "".join(traceback.format_exception(error)))


class Checks:
    """Listens to everything that can go wrong in silence, until `stop`."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.n_replayed = 0
        self._log = _Log(self.found)
        logging.getLogger("gui").addHandler(self._log)
        self._old_handler = qInstallMessageHandler(self._on_message)
        self._old_hook = sys.excepthook
        sys.excepthook = self._on_exception
        self._seen: dict[int, tuple[int, int]] = {}

    def stop(self) -> None:
        """Listen no more."""
        logging.getLogger("gui").removeHandler(self._log)
        qInstallMessageHandler(self._old_handler)
        sys.excepthook = self._old_hook

    def follow(self, composition: Composition) -> None:
        """Listen to a program that was started."""
        sys.excepthook = self._on_exception
        composition.session.told.connect(self._on_told)
        self._seen.clear()

    def after(self, composition: Composition) -> None:
        """Raise `FaultError` if the last step broke something."""
        session = composition.session
        ids = [layer.id for layer in session.layers]
        if len(set(ids)) != len(ids):
            self.found.append("two layers have one id")
        if session.selected_layer is None and ids:
            self.found.append("layers are open and none is selected")
        if session.layers_here and not _is_inside(session):
            self.found.append(f"the crosshair is outside: {session.cursor_mm}")
        stack = session.undo_stack
        if not 0 <= stack.index() <= stack.count():
            self.found.append("the undo stack points nowhere")
        if not has_gesture(composition):
            for drawn in session.drawing.maps:
                self._replay(drawn)
        self.raise_found()

    def raise_found(self) -> None:
        """Raise `FaultError` with what was found since it was raised last."""
        if self.found:
            found, self.found[:] = list(self.found), []
            raise FaultError("\n".join(found))

    def _replay(self, drawn: OpenLabels) -> None:
        """The journal on the disk gives the map that is seen."""
        journal = None if drawn.keeper is None else drawn.keeper._journal
        if journal is None:
            return
        state = (journal.path.stat().st_size, drawn.labels.revision)
        if self._seen.get(drawn.id) == state:
            return
        self._seen[drawn.id] = state
        try:
            recovered = read_journal(journal.path)
        except (FileFormatError, IndexError, ValueError) as error:
            self.found.append(f"the journal cannot be read: {error!r}")
            return
        self.n_replayed += 1
        if recovered.is_cut or not np.array_equal(recovered.labels.data, drawn.labels.data):
            n = int(np.count_nonzero(recovered.labels.data != drawn.labels.data))
            self.found.append(f"the journal gives another map: {n} voxels differ")
        listed = [(one.label, one.name) for one in recovered.labels.regions]
        if listed != [(one.label, one.name) for one in drawn.labels.regions]:
            self.found.append(f"the journal gives other regions: {listed}")

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.found.append("".join(traceback.format_exception(kind, error, trace)))

    def _on_told(self, sentence: str) -> None:
        if "unexpected" in sentence:
            self.found.append(f"told: {sentence}")

    def _on_message(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and text.startswith(_BAD_WARNINGS):
            self.found.append(f"Qt: {text}")


def has_gesture(composition: Composition) -> bool:
    """Whether a stroke is going on, which is seen and not kept yet."""
    views = composition.window.views.slices.values()
    return any(getattr(view._tool, "_gesture", None) is not None for view in views)


def _is_inside(session: Session) -> bool:
    low, high = session.box_mm
    return bool(np.all(session.cursor_mm >= low - 1e-6) and np.all(session.cursor_mm <= high + 1e-6))


def resident_mb() -> float:
    """Memory that the process holds now, after it was asked to give back what it does not need."""
    gc.collect()
    try:
        import ctypes

        ctypes.CDLL("libc.so.6").malloc_trim(0)
        with open("/proc/self/statm", encoding="ascii") as stream:
            return int(stream.read().split()[1]) * 4096 / 1e6
    except (OSError, AttributeError):
        return 0.0  # only Linux tells it so; elsewhere the objects are counted alone


def n_objects(composition: Composition | None) -> int:
    """How many objects of Qt the window has, and how many windows there are."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    own = 0 if composition is None else len(composition.window.findChildren(QObject))
    return own + len(application.topLevelWidgets())
