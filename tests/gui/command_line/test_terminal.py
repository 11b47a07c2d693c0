import io
import os
import signal
import sys

import pytest

from analysis.errors import Cancelled
from gui.command_line.terminal import Terminal

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")


class Screen(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_that_a_terminal_shows_a_bar_on_one_line_and_clears_it():
    screen = Screen()
    with Terminal(screen) as terminal:
        terminal(0.0, "ReHo")
        terminal(1.0, "ReHo")
    text = screen.getvalue()
    assert "\n" not in text
    assert "100% ReHo" in text
    assert "#" * 30 in text
    assert text.endswith("\r\x1b[2K")


def test_that_a_sentence_does_not_mix_with_the_bar():
    screen = Screen()
    terminal = Terminal(screen)
    terminal(0.5, "ReHo")
    terminal.say("The header is odd.")
    assert screen.getvalue().endswith("\r\x1b[2Kalgoscope: The header is odd.\n")


def test_that_a_batch_gets_a_line_per_tenth():
    stream = io.StringIO()
    terminal = Terminal(stream)
    for step in range(1001):
        terminal(step / 1000, f"volume {step}")
    lines = stream.getvalue().splitlines()
    assert len(lines) == 11
    assert lines[3] == "algoscope:  30% volume 300"


@needs_signals
def test_that_the_first_ctrl_c_stops_at_the_next_report_and_the_second_at_once():
    stream = io.StringIO()
    with Terminal(stream) as terminal:
        terminal(0.1, "ReHo")
        os.kill(os.getpid(), signal.SIGINT)
        assert "once more" in stream.getvalue()
        with pytest.raises(Cancelled):
            terminal(0.2, "ReHo")
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


@needs_signals
def test_that_signals_do_what_they_did_before_when_the_work_is_over():
    before = (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM))
    with Terminal(io.StringIO()):
        assert signal.getsignal(signal.SIGINT) != before[0]
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
