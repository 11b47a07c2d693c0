"""Questions for a file or a folder: they begin where the last one of their kind ended, at first among the documents.

Every question of the window is asked here, so that one rule holds for all of them.

Qt would begin in the folder that the program was started in, which on a clinic's computer is the program's own. Where a
question ended is remembered for the next start, in the settings and nowhere else: such a path may name a patient.
"""

from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QFileDialog, QWidget

from gui.commands.saving import documents_folder

SCANS, TABLE, OPEN, SAVE, FOLDER = "scans", "table", "open", "save", "folder"  # kinds of questions
REGIONS, SESSION, COMPARISON = "regions", "session", "comparison"


class _Used:
    """The folders that were used last: in this run of the program and, by the kind of the question, in earlier ones."""

    folder: ClassVar[Path | None] = None
    by_kind: ClassVar[dict[str, Path]] = {}
    remembered: ClassVar[dict[str, str]] = {}


def remember_in(folders: dict[str, str]) -> None:
    """Begin where the questions of earlier runs ended, and note there where those of this run end."""
    _Used.remembered = folders


def start_folder(usual: Path | None = None, kind: str = "", *, preferred: Path | None = None) -> Path:
    """Where a question begins; a folder that is gone is passed over.

    In ``preferred``, which the user has named for it; where the last question of its kind ended in this run; or else,
    where earlier runs tell nothing of its kind, the last one of any kind; in ``usual``; where the last one of its kind
    ended in an earlier run; among the documents.
    """
    remembered = _Used.remembered.get(kind, "")
    earlier = Path(remembered) if remembered else None
    any_kind = _Used.folder if earlier is None else None
    for folder in (preferred, _Used.by_kind.get(kind), any_kind, usual, earlier):
        if folder is not None and folder.is_absolute() and folder.is_dir():
            return folder
    return documents_folder()


def forget() -> None:
    """Begin among the documents again; what the settings hold stays there."""
    _Used.folder, _Used.by_kind, _Used.remembered = None, {}, {}


def note(folder: Path, kind: str) -> None:
    """Say where a question of a kind ended."""
    _Used.folder = _Used.by_kind[kind] = folder
    _Used.remembered[kind] = str(folder)


def save_file(
    parent: QWidget,
    question: str,
    name: str,
    pattern: str,
    *,
    usual: Path | None = None,
    kind: str = SAVE,
    own: Path | None = None,
) -> tuple[Path | None, str]:
    """The file to write, None where nothing was chosen, and the pattern that was chosen.

    Parameters
    ----------
    name : proposed, without a folder; may be ""
    pattern : as of `QFileDialog`
    usual : the folder to begin in while no other was used
    own : the file that this was saved in before, which is proposed again
    """
    proposed = str(own if own is not None and own.parent.is_dir() else start_folder(usual, kind) / name)
    chosen, pattern_chosen = QFileDialog.getSaveFileName(parent, question, proposed, pattern)
    return _noted(chosen, kind), pattern_chosen


def open_file(
    parent: QWidget, question: str, pattern: str, *, usual: Path | None = None, kind: str = OPEN
) -> Path | None:
    """The file to read, None where nothing was chosen."""
    chosen, _ = QFileDialog.getOpenFileName(parent, question, str(start_folder(usual, kind)), pattern)
    return _noted(chosen, kind)


def open_files(
    parent: QWidget,
    question: str,
    pattern: str,
    *,
    usual: Path | None = None,
    kind: str = OPEN,
    preferred: Path | None = None,
) -> list[Path]:
    """The files to read, none where nothing was chosen."""
    start = str(start_folder(usual, kind, preferred=preferred))
    chosen, _ = QFileDialog.getOpenFileNames(parent, question, start, pattern)
    for name in chosen[:1]:
        _noted(name, kind)
    return [Path(name) for name in chosen]


def folder(
    parent: QWidget,
    question: str,
    *,
    usual: Path | None = None,
    kind: str = FOLDER,
    preferred: Path | None = None,
    is_one_of_many: bool = False,
) -> Path | None:
    """A folder, None where nothing was chosen; the next one is asked for beside one of many, such as a patient's."""
    start = str(start_folder(usual, kind, preferred=preferred))
    chosen = QFileDialog.getExistingDirectory(parent, question, start)
    if chosen:
        note(Path(chosen).parent if is_one_of_many else Path(chosen), kind)
    return Path(chosen) if chosen else None


def _noted(chosen: str, kind: str) -> Path | None:
    if not chosen:
        return None
    path = Path(chosen)
    note(path.parent, kind)
    return path
