"""The random user: one act a step, drawn from `ACTS`, then a few milliseconds for the program, then the checks."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from gui.commands import opening
from tests.gui.random_user import hand
from tests.gui.random_user.answers import Answers, typed
from tests.gui.random_user.checks import Checks, FaultError, n_objects, resident_mb
from tests.gui.random_user.tasks import TASKS
from tests.gui.random_user.world import World, drawn_in, same

NEVER = ("demo", "quit")  # the demonstration takes minutes each time; quitting is an act of its own
NEVER_CLICKED = ("demonstration",)
_CLICKED = (QAbstractButton, QComboBox, QTabBar, QAbstractItemView, QAbstractSlider)
_KEYS = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Delete, Qt.Key.Key_Backspace,
    Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_W, Qt.Key.Key_X,
    Qt.Key.Key_I, Qt.Key.Key_H, Qt.Key.Key_M, Qt.Key.Key_C, Qt.Key.Key_P, Qt.Key.Key_G, Qt.Key.Key_F, Qt.Key.Key_R,
    Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6,
)  # fmt: skip


@dataclass(frozen=True)
class Calm:
    """What the program held when everything was closed."""

    step: int
    resident_mb: float
    objects: int


class RandomUser:
    """Uses one program from its start to its end: a round. ``told(text)`` is what it does, for whoever replays it.

    ``results`` is what processing has left of a patient, if there is any; ``whole`` has plots and 3D.
    """

    def __init__(
        self,
        root: Path,
        seed: str,
        *,
        whole: bool = False,
        results: Path | None = None,
        told: Callable[[str], None] | None = None,
    ) -> None:
        self._seed, self._step, self._told = seed, 0, told
        self._random = Random(seed)
        self._checks = Checks()
        self.world = World(root, self._checks, whole=whole, results=results)
        self._answers = Answers(self._choice, self.world.places)
        self.calm: list[Calm] = []
        self.counted: dict[str, int] = {}
        self.act = ""

    def _choice(self) -> Random:
        return self._random

    @property
    def random(self) -> Random:
        """The choice of the step that goes on."""
        return self._random

    @property
    def n_replayed(self) -> int:
        """How often a drawing was compared with its journal."""
        return self._checks.n_replayed

    def run(self, n_steps: int, until: Callable[[], bool] = bool) -> int:
        """Do so many steps, or fewer if `until` says so; returns how many. `FaultError` names what a step broke."""
        names, weights = list(ACTS), [weight for weight, _ in ACTS.values()]
        for step in range(1, n_steps + 1):
            self._step = step
            self._random = Random(f"{self._seed}/{step}")
            self.act = self._random.choices(names, weights)[0]
            if self._told is not None:
                self._told(f"{step} {self.act}")
            self.counted[self.act] = self.counted.get(self.act, 0) + 1
            try:
                ACTS[self.act][1](self)
                self.world.pass_time(self._random.choice((0, 0, 5, 20, 60)))
                self._checks.after(self.world.composition)
            except Exception as error:
                raise FaultError(f"seed {self._seed}, step {step} ({self.act}): {error}") from error
            if until():
                return step
        return n_steps

    def begin(self) -> None:
        """Open a patient and draw a little, so that there is something to be lost from the first step on."""
        _open_patient(self)
        self.world.settle()
        self.world.composition.window.actions_.action("tool_brush").trigger()
        for _ in range(3):
            self.drag()
        self._checks.after(self.world.composition)

    def rest(self) -> None:
        """Close everything, and note what is held then, in a window of the usual size: a large one holds 14 MB more."""
        self.act = "rest"
        world = self.world
        world.settle(cancel=True)
        for view in world.composition.window.views.slices.values():
            view._tool.put_away()
        self._checks.after(world.composition)
        world.composition.session.close_all()
        world.composition.window.notices.tell("")
        world.close_others()
        world.resize()
        world.settle()
        self._checks.raise_found()
        self.calm.append(Calm(self._step, resident_mb(), n_objects(world.composition)))

    def stop(self) -> None:
        """End the program."""
        self._answers.stop()
        try:
            self.world.end()
            self._checks.raise_found()
        finally:
            self._checks.stop()

    # -- looking --------------------------------------------------------------------------------------------

    def view(self) -> QWidget:
        """One of the slices."""
        return self._random.choice(list(self.world.composition.window.views.slices.values()))

    def drag(self) -> None:
        """Draw, or look, with the tool that is chosen."""
        hand.drag(self.view(), self._random)

    def drag_and_think_again(self) -> None:
        """Press a key, or do something else, in the middle of a drag."""
        view = self.view()
        hand.drag(view, self._random, let_go=False)
        self.world.pass_time(5)
        if self._random.random() < 0.5:
            QTest.keyClick(view, Qt.Key.Key_Escape)
        elif self._random.random() < 0.5:
            self.command()
        hand.drag(view, self._random)

    def click_slice(self) -> None:
        """Click or double click."""
        hand.click(self.view(), self._random, twice=self._random.random() < 0.3)

    def turn_wheel(self) -> None:
        """The wheel over a slice, or over anything."""
        hand.wheel(self.view() if self._random.random() < 0.7 else self._anything(QWidget), self._random)

    def pass_over(self) -> None:
        """The mouse moves over a slice."""
        for _ in range(5):
            hand.move(self.view(), self._random)

    def press_key(self) -> None:
        """A key, to a slice or to what has the focus."""
        held = self._random.choice(
            (hand._KEYS.NoModifier,) * 4 + (hand._KEYS.ControlModifier, hand._KEYS.ShiftModifier)
        )
        target = self.view() if self._random.random() < 0.7 else QApplication.focusWidget()
        QTest.keyClick(target or self.view(), self._random.choice(_KEYS), held)

    # -- the window -----------------------------------------------------------------------------------------

    def click_anything(self) -> None:
        """Click a button, tab, list or slider that is seen."""
        widget = self._anything(_CLICKED)
        if any(word in getattr(widget, "text", str)() for word in NEVER_CLICKED):
            return
        if isinstance(widget, QComboBox) and widget.count():
            widget.setCurrentIndex(self._random.randrange(widget.count()))
        elif isinstance(widget, QAbstractSlider):
            widget.setValue(self._random.randint(widget.minimum(), widget.maximum()))
        elif isinstance(widget, QAbstractItemView):
            hand.click(widget.viewport(), self._random, twice=self._random.random() < 0.3)
        else:
            at = widget.rect().center()
            if isinstance(widget, QTabBar) and widget.count():
                at = widget.tabRect(self._random.randrange(widget.count())).center()
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)

    def type_anything(self) -> None:
        """Type into a field."""
        widget = self._anything((QLineEdit, QPlainTextEdit, QTextEdit))
        text = typed(self._random)
        if isinstance(widget, QLineEdit) and not widget.isReadOnly():
            widget.setText(text)
            QTest.keyClick(widget, Qt.Key.Key_Return)
        elif isinstance(widget, (QPlainTextEdit, QTextEdit)) and not widget.isReadOnly():
            widget.setPlainText(text)

    def _anything(self, kind: type | tuple[type, ...]) -> QWidget:
        modal = QApplication.activeModalWidget()
        seen = [
            widget
            for widget in QApplication.allWidgets()
            if isinstance(widget, kind)
            and widget.isVisible()
            and widget.isEnabled()
            and (modal is None or widget.window() is modal)
        ]
        return self._random.choice(seen) if seen else self.view()

    def command(self) -> None:
        """Any action of the menus that can be used now."""
        actions = self.world.composition.window.actions_
        usable = [(spec, action) for spec, action in actions.all() if action.isEnabled() and spec.key not in NEVER]
        spec, action = self._random.choice(usable)
        if self._told is not None:
            self._told(f"    {spec.key}")
        action.trigger()

    def draw_command(self) -> None:
        """Choose a tool, or shape a region."""
        actions = self.world.composition.window.actions_
        usable = [action for action in actions.in_menu("&Draw") if action.isEnabled()]
        self._random.choice(usable).trigger()

    def palette(self) -> None:
        """Ctrl+K, a few letters, Enter."""
        self.world.composition.window.actions_.action("palette").trigger()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            QTest.keyClicks(popup.findChild(QLineEdit), self._random.choice(("la", "th", "op", "zz", "re", "m", "in")))
            narrowed = [text for text in getattr(popup, "captions", ()) if "demonstration" in text or "Quit" in text]
            QTest.keyClick(popup.findChild(QLineEdit), Qt.Key.Key_Escape if narrowed else Qt.Key.Key_Return)

    def resize(self) -> None:
        """Another size of the window."""
        self.world.composition.window.resize(self._random.randrange(700, 2000), self._random.randrange(450, 1200))

    def close_window(self) -> None:
        """Close a window beside the main one."""
        others = [one for one in QApplication.topLevelWidgets() if one is not self.world.composition.window]
        shown = [one for one in others if one.isVisible()]
        if shown:
            self._random.choice(shown).close()

    # -- files, jobs and sessions -------------------------------------------------------------------------------

    def open_files(self) -> None:
        """Open something of one patient; some of it is damaged."""
        self.world.composition.window.open_paths(self.world.places.some(self._random))

    def drop_files(self) -> None:
        """Drop something."""
        hand.drop(self.world.composition.window, self.world.places.some(self._random))

    def cancel(self) -> None:
        """Cancel a job, or all of them."""
        jobs = self.world.composition.jobs
        if self._random.random() < 0.3:
            jobs.cancel_all()
        elif jobs.jobs:
            self._random.choice(jobs.jobs).cancel()

    def undo(self) -> None:
        """Undo and redo some steps."""
        session = self.world.composition.session
        for _ in range(self._random.randrange(1, 6)):
            self._random.choice((session.undo, session.undo, session.redo))()

    def undo_and_redo(self) -> None:
        """What is undone and done again is as it was."""
        world, stack = self.world, self.world.composition.session.undo_stack
        world.settle(cancel=True)
        world.composition.session.drawing.end_gesture()
        before, place = world.drawn(), stack.index()
        ids = [layer.id for layer in world.composition.session.layers]
        stack.setIndex(max(0, place - self._random.randrange(1, 12)))
        self.world.pass_time(5)
        stack.setIndex(min(place, stack.count()))
        if stack.index() == place and not same(before, world.drawn()):
            raise FaultError("undone and done again, the regions are others")
        after = [layer.id for layer in world.composition.session.layers]
        if stack.index() == place and ids != after:
            raise FaultError(f"undone and done again, the layers are others: {ids}, {after}")

    def close_patient(self) -> None:
        """Close everything; what is asked is answered."""
        self.world.composition.window.files.close_all()

    def save_and_reopen(self) -> None:
        """A session that is saved and opened again holds the same regions."""
        world, files = self.world, self.world.composition.window.sessions.files
        world.settle(cancel=True)
        if not world.composition.session.layers:
            return
        before, scales = world.drawn(), world.scales()
        folder = world.places.out / f"session_{self._random.randrange(4)}"
        files._submit(folder, self._random.random() < 0.3)
        world.settle()
        if files.folder != folder:
            return  # another patient's session is there
        world.composition.session.close_all()
        files.open_folder(folder)
        world.settle()
        if world.composition.session.layers and not same(before, world.drawn()):
            raise FaultError("the session that was saved and opened holds other regions")
        opened = world.scales()
        changed = [name for name in scales.keys() & opened.keys() if scales[name] != opened[name]]
        if changed:
            raise FaultError(f"the session that was saved and opened has other ranges: {changed}")

    def be_killed(self) -> None:
        """The program dies; the next start gives the drawings back."""
        world = self.world
        world.settle(cancel=True)
        for view in world.composition.window.views.slices.values():
            view._tool.put_away()
        autosave = world.composition.window.sessions.files.autosave
        autosave.mark()
        autosave.save()
        world.settle()
        self.drag()
        world.settle(cancel=True)
        for view in world.composition.window.views.slices.values():
            view._tool.put_away()
        before, had = drawn_in(world.drawn()), bool(world.composition.session.layers)
        self._answers.pause()
        world.begin_again(killed=True)
        world.pass_time(200)  # what was left is looked for once the window is there
        world.settle()
        boxes = [box for box in world.composition.window.findChildren(QMessageBox) if box.objectName() == "interrupted"]
        if had and not boxes:
            raise FaultError("what was open is not offered after the program was killed")
        if boxes:
            next(button for button in boxes[0].buttons() if "Restore" in button.text()).click()
            world.settle()
            if had and not same(before, drawn_in(world.drawn())):
                raise FaultError("what was drawn is not as it was before the program was killed")
        self._answers.go_on()

    def start_again(self) -> None:
        """Close the window, in the middle of whatever goes on, and begin again."""
        if self.world.composition.window.close():
            self.world.begin_again(killed=False)


def _open_patient(user: RandomUser) -> None:
    """Open all scans of one patient, as a folder."""
    composition = user.world.composition
    if not composition.session.layers:
        opening.open_paths(composition.session, composition.jobs, [user._random.choice(user.world.places.patients)])


ACTS: dict[str, tuple[float, Callable[[RandomUser], None]]] = {
    "drag": (16, RandomUser.drag),
    "drag and think again": (2, RandomUser.drag_and_think_again),
    "click a slice": (6, RandomUser.click_slice),
    "turn the wheel": (5, RandomUser.turn_wheel),
    "pass over": (3, RandomUser.pass_over),
    "press a key": (9, RandomUser.press_key),
    "click anything": (20, RandomUser.click_anything),
    "type anything": (4, RandomUser.type_anything),
    "command": (9, RandomUser.command),
    "draw": (8, RandomUser.draw_command),
    "palette": (2, RandomUser.palette),
    "resize": (1, RandomUser.resize),
    "close a window": (1.5, RandomUser.close_window),
    "open a patient": (3, _open_patient),
    "open files": (2, RandomUser.open_files),
    "drop files": (2, RandomUser.drop_files),
    "cancel": (2, RandomUser.cancel),
    "undo": (5, RandomUser.undo),
    "undo and redo": (1, RandomUser.undo_and_redo),
    "close the patient": (0.4, RandomUser.close_patient),
    "save and reopen": (0.5, RandomUser.save_and_reopen),
    "be killed": (0.2, RandomUser.be_killed),
    "start again": (0.15, RandomUser.start_again),
    **TASKS,
}
