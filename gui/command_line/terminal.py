"""The terminal of a command: how far the work is, what is worth saying, and Ctrl+C.

On a terminal, progress is a bar that is drawn again and again; elsewhere, as in a batch, it is a line per tenth. The
first Ctrl+C, or a request to terminate, stops the work at its next report, so that no file is left half-written; the
second one stops it wherever it is.
"""

import signal
import sys
import threading
from time import monotonic
from types import FrameType
from typing import Any, Self, TextIO

from analysis.errors import Cancelled

_BAR = 30
_REDRAW_S = 0.1


class Terminal:
    """Is a `Progress`: call it with a fraction and what is being done."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream if stream is not None else sys.stderr
        self._is_terminal = self._stream.isatty()
        self._stop = threading.Event()
        self._bar_is_drawn = False
        self._drawn_s = 0.0
        self._tenth = -1
        self._before: dict[signal.Signals, Any] = {}
        self._message = ""

    def __call__(self, fraction: float, message: str = "") -> None:
        """Report; raises `Cancelled` after Ctrl+C."""
        if self._stop.is_set():
            raise Cancelled
        self._message = message or self._message
        fraction = min(max(fraction, 0.0), 1.0)
        if self._is_terminal:
            self._draw(fraction)
        else:
            self._write_line(fraction)

    def say(self, sentence: str) -> None:
        """Tell the person something, on a line of its own."""
        self.clear()
        print(f"algoscope: {sentence}", file=self._stream, flush=True)

    def clear(self) -> None:
        """Remove the bar."""
        if self._bar_is_drawn:
            print("\r\x1b[2K", end="", file=self._stream, flush=True)
            self._bar_is_drawn = False

    def _draw(self, fraction: float) -> None:
        now = monotonic()
        if now - self._drawn_s < _REDRAW_S and fraction < 1:
            return
        self._drawn_s = now
        filled = int(_BAR * fraction)
        bar = "#" * filled + "." * (_BAR - filled)
        print(f"\r\x1b[2K[{bar}] {fraction:4.0%} {self._message}", end="", file=self._stream, flush=True)
        self._bar_is_drawn = True

    def _write_line(self, fraction: float) -> None:
        tenth = int(fraction * 10 + 1e-9)
        if tenth > self._tenth:
            self._tenth = tenth
            print(f"algoscope: {fraction:4.0%} {self._message}", file=self._stream, flush=True)

    def __enter__(self) -> Self:
        """From now on, turn Ctrl+C and requests to terminate into `Cancelled`."""
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove the bar and let signals do what they did before."""
        self.clear()
        while self._before:
            signal.signal(*self._before.popitem())

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if self._stop.is_set():
            raise KeyboardInterrupt
        self._stop.set()
        self.say("stopping; once more to stop at once.")
