"""A mix-in that keeps exceptions inside the Python overrides of Qt's virtual functions.

An exception that leaves an override (``paintEvent``, ``mousePressEvent`` …) while Qt calls it synchronously, as in
``grab()``, ``repaint()`` or ``resize()``, ends the process with a segmentation fault on Python 3.11 and
PySide6 6.8 to 6.12: no traceback, no message. So every class in `gui` with such an override begins with `QtSafe`::

    class SliceView(QtSafe, QWidget):
        def paintEvent(self, event: QPaintEvent) -> None: ...

The exception goes to ``sys.excepthook`` instead: the application shows and logs it, pytest-qt fails the test.
Qt receives a value that means "not handled". ``KeyboardInterrupt`` and ``SystemExit`` pass through.
"""

import functools
import inspect
import sys
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QValidator

# What Qt is told when an override of that name failed. All "…Event" functions return nothing.
_FALLBACKS: Final[dict[str, Any]] = {
    "paint": None,
    "run": None,
    "event": False,
    "eventFilter": False,
    "viewportEvent": False,
    "data": None,
    "headerData": None,
    "rowCount": 0,
    "columnCount": 0,
    "flags": Qt.ItemFlag.NoItemFlags,
    "setData": False,
    "sort": None,
    "sizeHint": QSize(),  # none: the widget is as large as its contents
    "minimumSizeHint": QSize(),
    "hasHeightForWidth": False,
    "heightForWidth": -1,
    "validate": QValidator.State.Invalid,
    "fixup": None,
    "createEditor": None,
    "translate": None,  # the text as it stands in the program
    "isEmpty": False,
    "undo": None,
    "redo": None,
    "done": None,
}


def qt_override(method: Callable[..., Any], fallback: Any = None) -> Callable[..., Any]:
    """Return `method` so that its exceptions go to ``sys.excepthook`` and never to Qt.

    `QtSafe` applies it by name; use it as a decorator on an override with another name.

    Parameters
    ----------
    method
        The override, as it stands in the class.
    fallback
        What Qt receives when `method` raised; its type must be the one Qt expects.
    """

    @functools.wraps(method)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return method(*args, **kwargs)
        except Exception:  # whatever it is: one that reached Qt would end the process; none is lost, the hook has it
            sys.excepthook(*sys.exc_info())
            return fallback

    return guarded


class QtSafe:
    """Mix-in for every class with overrides of Qt functions; name it before the Qt class.

    Guarded are the functions that the class itself defines whose name is inherited from Qt and either ends in
    ``Event`` or is one of `_FALLBACKS`: what Qt calls of widgets, models, validators, translators and steps of undo.
    Other methods raise as usual.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for name, value in list(vars(cls).items()):
            if inspect.isfunction(value) and is_guarded(name) and comes_from_qt(cls, name):
                setattr(cls, name, qt_override(value, _FALLBACKS.get(name)))


def is_guarded(name: str) -> bool:
    """Whether an override of that name is one that `QtSafe` guards."""
    return name.endswith("Event") or name in _FALLBACKS


def comes_from_qt(cls: type, name: str) -> bool:
    """Whether a Qt class among the ancestors of `cls` has a function of that name."""
    return any(name in vars(base) for base in cls.__mro__ if base.__module__.startswith("PySide6"))
