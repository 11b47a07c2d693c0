"""Questions for a file or a folder: they begin where the last one ended, at first among the user's documents.

Qt would begin in the folder that the program was started in, which on a clinic's computer is the program's own.
"""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from gui.commands.saving import documents_folder


class _Used:
    """The folder that was used last in this run of the program."""

    folder: Path | None = None


def start_folder(usual: Path | None = None) -> Path:
    """Where a question begins: where the last one ended, else in ``usual``, else among the documents."""
    for folder in (_Used.folder, usual):
        if folder is not None and folder.is_dir():
            return folder
    return documents_folder()


def forget() -> None:
    """Begin among the documents again."""
    _Used.folder = None


def save_file(
    parent: QWidget, question: str, name: str, pattern: str, *, usual: Path | None = None
) -> tuple[Path | None, str]:
    """The file to write, None where nothing was chosen, and the pattern that was chosen.

    Parameters
    ----------
    name : proposed, without a folder; may be ""
    pattern : as of `QFileDialog`
    usual : the folder to begin in while no other was used
    """
    proposed = str(start_folder(usual) / name)
    chosen, kind = QFileDialog.getSaveFileName(parent, question, proposed, pattern)
    return _noted(chosen), kind


def open_file(parent: QWidget, question: str, pattern: str, *, usual: Path | None = None) -> Path | None:
    """The file to read, None where nothing was chosen."""
    chosen, _ = QFileDialog.getOpenFileName(parent, question, str(start_folder(usual)), pattern)
    return _noted(chosen)


def folder(parent: QWidget, question: str, *, usual: Path | None = None) -> Path | None:
    """A folder, None where nothing was chosen."""
    chosen = QFileDialog.getExistingDirectory(parent, question, str(start_folder(usual)))
    if chosen:
        _Used.folder = Path(chosen)
    return Path(chosen) if chosen else None


def _noted(chosen: str) -> Path | None:
    if not chosen:
        return None
    path = Path(chosen)
    _Used.folder = path.parent
    return path
