"""The log as a person reads it, and what of it may be shown to others: no patient, no path of theirs, no user.

The file itself has been redacted while it was written (`gui.log`). What leaves the computer goes through that once
more, with all names that are known now, and then loses every path that is not of the program.
"""

import platform
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from analysis.progress import Progress, silent
from analysis.provenance import library_versions
from gui import log

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LINES_SHOWN, LINES_REPORTED = 5000, 120
_MAX_BYTES = 2_000_000
_HEAD = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (?P<level>[A-Z]+) ")
# a path from its root on: to the closing quote if it stands in quotes, else to the end of the line, spaces included
_ROOT = r"(?:file:/|[A-Za-z]:[\\/]|\\\\|~[\\/]|~(?=[\"'])|/(?=[^\s/]))"
_QUOTED = re.compile(rf"(?P<quote>[\"'])(?P<path>{_ROOT}.*?)(?P=quote)")
_BARE = re.compile(rf"(?<![\w./<>-])(?P<path>{_ROOT}.*)$", re.MULTILINE)
_PERSON = re.compile(r"(?=[^\s\"'<>]*\w)[^\s\"'<>]*\^[^\s\"'<>]*")  # as DICOM writes names of people
_PROGRAM = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Entry:
    """One entry of the log: its level, and its text with the lines that belong to it."""

    level: str
    text: str


def entries(text: str) -> tuple[Entry, ...]:
    """The entries of a log, oldest first; a traceback belongs to the line before it."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        head = _HEAD.match(line)
        if head is not None:
            found.append((head["level"], [line]))
        elif found:
            found[-1][1].append(line)
    return tuple(Entry(level, "\n".join(lines)) for level, lines in found)


def at_least(all_entries: Iterable[Entry], level: str) -> tuple[Entry, ...]:
    """The entries of a level and of those above it."""
    wanted = set(LEVELS[LEVELS.index(level) :])
    return tuple(entry for entry in all_entries if entry.level in wanted)


def read_log(path: Path | None, progress: Progress = silent) -> str:
    """The end of the log, as much as is shown; empty where there is none."""
    progress(0.0, "")
    if path is None:
        return ""
    try:
        with open(path, "rb") as stream:
            stream.seek(max(0, path.stat().st_size - _MAX_BYTES))
            lines = stream.read().decode("utf-8", "replace").splitlines()
    except OSError:
        return ""
    return "\n".join(lines[-LINES_SHOWN:])


def without_identity(text: str, names: Iterable[str] = ()) -> str:
    """The text without people, patients and places: names that are known, image names, paths but the program's.

    ``names`` are paths, or names of people and patients.
    """
    for name in names:
        hide = log.hide if "/" in name or "\\" in name else log.hide_name
        hide(name)
    text = _shortened(log.redacted(_shortened(text)))
    text = _QUOTED.sub(lambda found: f"{found['quote']}<path>{found['quote']}", text)
    return _PERSON.sub("<name>", _BARE.sub("<path>", text))


def _shortened(text: str) -> str:
    """Paths of the program and of its libraries without what comes before them."""
    for folder in sorted({str(_PROGRAM), sys.prefix, sys.base_prefix}, key=len, reverse=True):
        if len(folder) < 4:  # the root of a disk would take the beginning of every path
            continue
        spellings = {folder, folder.replace("\\", "\\\\"), folder.replace(str(Path.home()), "~")}
        for spelling in spellings:
            text = re.sub(rf"{re.escape(spelling)}[\\/]+(?:(?:lib|Lib)[\\/]+(?:python[\d.]+[\\/]+)?)?", "", text)
    return text


def bug_report(all_entries: Sequence[Entry], computer: str, names: Iterable[str] = ()) -> str:
    """What a maintainer needs: versions, system, graphics, the last lines of the log; nobody's name, nobody's path."""
    versions = ", ".join(f"{name} {version}" for name, version in library_versions().items())
    lines = "\n".join(entry.text for entry in all_entries).splitlines()[-LINES_REPORTED:]
    application = QGuiApplication.instance()
    drawn = QGuiApplication.platformName() if isinstance(application, QGuiApplication) else "none"
    scale = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
    head = (
        f"Versions: {versions}, Qt {qVersion()}",
        f"System: {platform.system()} {platform.release()}, {platform.machine()}",
        f"Window system: {drawn}, scale {scale:g}",
        f"Computer: {computer}",
        "",
        f"The last {len(lines)} lines of the log:",
    )
    return "\n".join((*head, without_identity("\n".join(lines), names)))
