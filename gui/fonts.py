"""The one font of the application, shipped with it: a bare system may have none at all."""

from PySide6.QtGui import QFontDatabase

from analysis.colour import RESOURCES
from analysis.errors import OutputError

_FILES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")
_FAMILY = "Inter"


def load_fonts() -> str:
    """Make the shipped font known to Qt and return its family; a second call does nothing.

    A QGuiApplication must exist.

    Raises
    ------
    OutputError
        if the font's files are missing or damaged: text would be boxes or nothing
    """
    if _FAMILY in QFontDatabase.families():
        return _FAMILY
    for name in _FILES:
        if QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / name)) < 0:
            raise OutputError(f"The font file resources/fonts/{name} cannot be loaded; please reinstall Algoscope.")
    return _FAMILY
