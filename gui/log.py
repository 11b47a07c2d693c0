"""The log of the application: a rotating file in the user's own folder, without a patient in it.

Names of files are often names of people. So every path that a person gives is announced with `hide`, and what
reaches the file has been through `redacted`: announced paths, each of their parts, the home folder and the user's
name, and besides any word that looks like the name of a medical image. A hidden text becomes a short code
that is the same within one run only, so that a story can be followed but no name can be guessed from it.
"""

import hashlib
import logging
import logging.handlers
import os
import re
import secrets
import sys
from collections.abc import Iterable
from pathlib import Path

_MAX_BYTES = 1_000_000
_BACKUPS = 3
_KEY = secrets.token_bytes(16)

# Parts of paths that say what a file is or where everyone's files are, not whose it is.
_PROJECT = Path(__file__).resolve().parents[1]
_COMMON = {"analysis", "gui", "algoscope", "main", "demo", "task", "rest", "run", "mask", "map", _PROJECT.name.lower()}
_COMMON |= {"anat", "func", "perf", "fmap", "dwi", "derivatives", "rawdata", "sourcedata", "data", "bold", "asl", "t1w"}
_COMMON |= {"home", "users", "user", "root", "tmp", "temp", "var", "usr", "opt", "mnt", "media", "volumes", "private"}
_COMMON |= {"documents", "desktop", "downloads", "out", "output", "results"}
_ENDING = re.compile(r"\.(?:nii(?:\.gz)?|hdr|img(?:\.gz)?|mgz|mgh|dcm|ima)\b", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s'\"<>()/\\:,;]")
_CHINESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # and Japanese, Korean

_hidden: dict[str, re.Pattern[str]] = {}


def hide(path: str | os.PathLike[str]) -> None:
    """Keep a path, and each of its parts that could be a name, out of the log from now on."""
    given = os.fspath(path)
    for whole in {given, os.path.abspath(given), os.path.realpath(given)}:
        _add(whole, as_word=False)
        for part in Path(whole).parts:
            _add_part(part)


def hide_name(name: str) -> None:
    """Keep the name of a person, and each word of it, out of the log from now on."""
    for part in (name, *re.split(r"[\s^_,.-]+", name)):
        _add_part(part)


def hide_table(rows: Iterable[Iterable[str]], people: Iterable[str]) -> None:
    """Keep a table out of the log: it names people, and so may the files in its cells."""
    for row in rows:
        for cell in row:
            if "/" in cell or cell.endswith((".nii", ".nii.gz")):
                hide(Path(cell))
    for person in people:
        hide(Path(person))


def _add_part(part: str) -> None:
    stem = part.split(".")[0]
    for text in {part, stem, stem.replace("_", " ")}:
        if text.lower() not in _COMMON:
            _add(text, as_word=True)


def _add(text: str, *, as_word: bool) -> None:
    global _hidden
    is_chinese = _CHINESE.search(text) is not None
    if len(text) < (2 if is_chinese else 3) or text in _hidden:  # most Chinese names have two or three characters
        return
    # repr() doubles backslashes, and file URLs turn spaces into %20: all spellings of one text are hidden.
    spellings = sorted({text, text.replace("\\", "\\\\"), text.replace(" ", "%20")}, key=len, reverse=True)
    pattern = "|".join(re.escape(s) for s in spellings)
    if as_word and not is_chinese:  # Chinese is written without spaces
        pattern = rf"(?<![^\W_])(?:{pattern})(?![^\W_])"
    # A new record each time: another thread may be writing to the log at this moment.
    _hidden = {**_hidden, text: re.compile(pattern, re.IGNORECASE)}


def code_of(text: str) -> str:
    """The short code that stands for a hidden text in this run."""
    return f"<{hashlib.blake2s(text.lower().encode('utf-8', 'surrogateescape'), key=_KEY, digest_size=3).hexdigest()}>"


def redacted(text: str) -> str:
    """The text without what is hidden; the home folder becomes ``~``."""
    hidden = _hidden
    for secret in sorted(hidden, key=len, reverse=True):
        text = hidden[secret].sub(code_of(secret), text)
    text = _without_image_names(text)
    home = str(Path.home())
    return text.replace(home, "~").replace(home.replace("\\", "\\\\"), "~") if len(home) > 1 else text


def _without_image_names(text: str) -> str:
    """Hide every word, or quoted words, that end as a medical image does."""
    parts: list[str] = []
    done = 0
    for ending in _ENDING.finditer(text):
        before = text[done : ending.start()].rpartition("\n")[2]
        if text[ending.end() : ending.end() + 1] == '"' and '"' in before:
            name = before.rpartition('"')[2]
        else:
            name = _SEPARATORS.split(before)[-1]
        parts += [text[done : ending.start() - len(name)], code_of(name + ending.group())]
        done = ending.end()
    return "".join(parts) + text[done:]


class RedactingFormatter(logging.Formatter):
    """Formats a record with its traceback, then hides what is private."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as text for the file."""
        return redacted(super().format(record))


def log_folder() -> Path:
    """Where the log is, by the custom of the platform."""
    import platformdirs  # only when a log is wanted

    return Path(platformdirs.user_log_dir("algoscope", appauthor=False))


def log_file() -> Path | None:
    """The file that the log goes to; None while there is none."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.handlers.RotatingFileHandler) and isinstance(
            handler.formatter, RedactingFormatter
        ):
            return Path(handler.baseFilename)
    return None


def start_log(folder: Path | None = None, level: int = logging.INFO) -> Path | None:
    """Send the log of the whole application to a rotating file; a second call changes nothing.

    Returns
    -------
    Path or None
        of the file; None where it cannot be written, which must not stop the user's work
    """
    root = logging.getLogger()
    started = log_file()
    if started is not None:
        return started
    _add_part(Path.home().name)
    path = (folder or log_folder()) / "algoscope.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = logging.handlers.RotatingFileHandler(
            path, maxBytes=_MAX_BYTES, backupCount=_BACKUPS, encoding="utf-8", errors="backslashreplace"
        )
    except OSError:
        return None
    file.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(file)
    root.setLevel(level)
    logging.captureWarnings(True)
    # A full disk must not fill the terminal with tracebacks of the log itself.
    logging.raiseExceptions = not getattr(sys, "frozen", False)
    return path
