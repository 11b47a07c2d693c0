"""The program that a random user has before him, in folders of its own; it can be ended, killed and begun again."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QThread
from PySide6.QtWidgets import QApplication, QWidget

from analysis.colour import ColourScale
from gui.app import Composition
from gui.settings import SettingsStore
from tests.gui.random_user.checks import Checks, FaultError
from tests.gui.random_user.places import Places

PATIENCE_S = 60.0
SIZE = 1300, 820


class World:
    """One program at a time; ``whole`` has plots and 3D, which take seconds to come."""

    def __init__(self, root: Path, checks: Checks, *, whole: bool, results: Path | None = None) -> None:
        self.places = Places(root, results)
        self.checks, self._whole, self._root = checks, whole, root
        self.composition = self._begun()

    def _begun(self) -> Composition:
        composition = Composition(SettingsStore(self._root / "settings"))
        if not self._whole:
            composition._load_rest = lambda: None  # type: ignore[method-assign]
        composition.start([], demo=False)
        self.checks.follow(composition)
        composition.window.resize(*SIZE)
        return composition

    def close_others(self) -> None:
        """Close every window but the main one."""
        for widget in QApplication.topLevelWidgets():
            if widget is not self.composition.window and isinstance(widget, QWidget):
                widget.close()

    def resize(self) -> None:
        """Give the window its usual size again, and let it be drawn so."""
        self.composition.window.showNormal()
        self.composition.window.resize(*SIZE)
        self.pass_time(100)

    def begin_again(self, *, killed: bool) -> None:
        """End the program and begin it again; killed, it is asked nothing and leaves everything behind."""
        self.end(killed=killed)
        self.composition = self._begun()

    def end(self, *, killed: bool = False) -> None:
        """End the program; it must let go of everything."""
        composition = self.composition
        if not killed:
            composition.session.close_all()
        self.close_others()
        composition.stop()
        if composition.jobs.jobs and not composition.jobs.shutdown(int(PATIENCE_S * 1000)):
            raise FaultError("a job did not end")
        self.pass_time(20)  # what the threads have told last arrives
        window = composition.window
        window.sessions.files.may_close = lambda: True  # type: ignore[method-assign]
        window.close()
        window.deleteLater()
        composition.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def pass_time(self, milliseconds: int) -> None:
        """Let the program go on for a while."""
        end = monotonic() + milliseconds / 1000
        while True:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if monotonic() >= end:
                return
            QThread.msleep(1)

    def settle(self, *, cancel: bool = False) -> None:
        """Wait until no job is left; `FaultError` where one does not end."""
        composition = self.composition
        if cancel:
            composition.jobs.cancel_all()
        autosave, case = composition.window.sessions.files.autosave._runner, composition.session.case
        self.until(lambda: not (composition.jobs.jobs or autosave.jobs or case.is_arriving), "these jobs do not end")
        self.pass_time(30)

    def until(self, is_true: Callable[[], bool], sentence: str) -> None:
        """Wait until something is so."""
        end = monotonic() + PATIENCE_S
        while not is_true():
            self.pass_time(5)
            if monotonic() > end:
                titles = [f"{job.title} ({job.state.value})" for job in self.composition.jobs.jobs]
                raise FaultError(f"{sentence}: {titles}")

    def drawn(self) -> list[tuple[str, np.ndarray]]:
        """The maps of regions that were drawn: name and labels."""
        maps = self.composition.session.drawing.maps
        return sorted(((one.name, np.array(one.labels.data)) for one in maps if not one.is_reference), key=_first)

    def scales(self) -> dict[str, ColourScale]:
        """The range of values and the colours of each layer, by its name; not of those that share a name."""
        layers = self.composition.session.layers
        names = Counter(layer.name for layer in layers)
        return {layer.name: layer.display.scale for layer in layers if names[layer.name] == 1}


def _first(one: tuple[str, np.ndarray]) -> tuple[str, bytes]:
    return one[0], one[1].tobytes()


def drawn_in(maps: list[tuple[str, np.ndarray]]) -> list[tuple[str, np.ndarray]]:
    """Those that hold a voxel: a map begun after the last automatic session is kept from its first edit on."""
    return [one for one in maps if one[1].any()]


def same(one: list[tuple[str, np.ndarray]], other: list[tuple[str, np.ndarray]]) -> bool:
    """Whether two lists of drawings hold the same regions."""
    return len(one) == len(other) and all(
        a[0] == b[0] and np.array_equal(a[1], b[1]) for a, b in zip(one, other, strict=True)
    )
