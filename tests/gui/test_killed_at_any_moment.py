"""The real program, killed (SIGKILL) at random moments while it opens, draws, saves and restores, loses no stroke."""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import Any

import pytest

from tests.gui.made_files import save_bold, save_t1

PROGRAM = Path(__file__).with_name("working_program.py")
N_KILLS = 10
_WAIT_S = 180.0  # a busy computer takes its time to import everything


@dataclass
class Seen:
    """What the runs have said: strokes that were drawn, the one that was begun last, and what a save has kept."""

    drawn: set[int] = field(default_factory=set)
    begun: int = -1
    saved_word: int = -1
    offered: str = ""
    n_kills: int = 0
    n_restored: int = 0


class Runs:
    """The program that forks runs, and the lines that it says."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._lines: Queue[str] = Queue()
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with suppress(ValueError):  # it was closed at the end
            for line in self._process.stdout:
                self._lines.put(line)

    def go(self) -> None:
        """Fork a run."""
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def next(self, timeout_s: float = _WAIT_S) -> dict[str, Any] | None:
        """What is said next; None where nothing is within the time, or the line was cut off by the kill."""
        try:
            line = self._lines.get(timeout=max(0.0, timeout_s))
        except Empty:
            return None
        try:
            return dict(json.loads(line))
        except ValueError:
            return {}


@contextmanager
def runs(folder: Path) -> Iterator[Runs]:
    """Runs of the program on two made scans."""
    save_t1(folder / "scans")
    save_bold(folder / "scans", n=4)
    words = [sys.executable, str(PROGRAM), str(folder / "settings"), str(folder / "scans")]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(words, cwd=PROGRAM.parents[2], env=environment, **pipes) as process:
        made = Runs(process)
        assert made.next() == {"ready": True}
        try:
            yield made
        finally:
            process.kill()  # not terminated by the end of its input, if it waits for a run that lives


def kill_once(made: Runs, seen: Seen, chance: random.Random) -> None:
    """One run: it restores, works, and is killed; what it finds must be what the runs before have done."""
    made.go()
    pid = wait_for("pid", made, seen)
    is_early = chance.random() < 0.3  # at any moment from its beginning, else while it draws
    if is_early:
        listen(made, seen, chance.uniform(0.2, 2.0))
    else:
        wait_for("drawn", made, seen)
        listen(made, seen, chance.uniform(0.0, 0.6))
    os.kill(pid, signal.SIGKILL)
    seen.n_kills += 1
    assert wait_for("ended", made, seen) == pid


def wait_for(word: str, made: Runs, seen: Seen) -> int:
    """Take in what is said until it is this."""
    until = monotonic() + _WAIT_S
    while (said := made.next(until - monotonic())) is not None:
        note(said, seen)
        if word in said:
            return int(said[word])
        assert "ended" not in said, "the program ended by itself"
    raise AssertionError(f"the program does not say {word}")


def listen(made: Runs, seen: Seen, seconds: float) -> None:
    """Take in what is said for a time."""
    until = monotonic() + seconds
    while (said := made.next(until - monotonic())) is not None:
        note(said, seen)
        assert "ended" not in said, "the program ended by itself"


def note(said: dict[str, Any], seen: Seen) -> None:
    """Take in what a run says, and hold it to what the runs before have said."""
    if "begun" in said:
        seen.begun = said["begun"]
    if "drawn" in said:
        seen.drawn.add(said["drawn"])
    if "saved" in said:
        seen.saved_word = max(seen.saved_word, said["saved"])
    seen.offered = said.get("offered", seen.offered)
    if "there" not in said:
        return
    there = set(said["there"])
    assert there >= seen.drawn, f"strokes {sorted(seen.drawn - there)} are lost"
    assert there <= seen.drawn | {seen.begun}, f"strokes {sorted(there - seen.drawn)} were never drawn"
    if seen.offered == "interrupted":
        hold_to_session(said, seen)
    seen.drawn = there


def hold_to_session(said: dict[str, Any], seen: Seen) -> None:
    """What a session gives back besides strokes: the map with its threshold, and the word that was saved with it."""
    seen.n_restored += 1
    seen.offered = ""
    assert (len(said["gaps"]), said["maps"], said["others"]) == (1, 1, 0)
    word = int(said["comment"].removeprefix("word ") or -1)
    assert word >= seen.saved_word, f"word {seen.saved_word} was saved, word {word} came back"
    assert said["gaps"][0] == [-0.001 * (word + 1), 0.001 * (word + 1)]
    assert said["sums"][0] == pytest.approx(_sum_of_map(), rel=1e-6)


def _sum_of_map() -> float:
    import numpy as np

    return float(np.random.default_rng(1).random((20, 22, 18)).astype(np.float32).sum(dtype=np.float64))


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="runs are forked, so that ten of them take seconds")
def test_that_no_stroke_is_lost_however_often_and_whenever_the_program_is_killed(tmp_path):
    seen, chance = Seen(), random.Random(4)
    with runs(tmp_path) as made:
        for _ in range(N_KILLS):
            kill_once(made, seen, chance)
    assert seen.n_kills == N_KILLS
    assert seen.n_restored >= 3  # the others were killed before a session was kept, or restored
    assert len(seen.drawn) > N_KILLS
