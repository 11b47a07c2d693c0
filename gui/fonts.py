"""The fonts of the application, shipped with it: a bare system may have none at all."""

from PySide6.QtGui import QFont, QFontDatabase

from analysis.colour import RESOURCES
from analysis.errors import OutputError

_FAMILY, _CHINESE = "Inter", "Noto Sans CJK SC"
_FILES = {
    _FAMILY: ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf"),
    _CHINESE: ("NotoSansSC-Subset.otf",),
}


def load_fonts() -> str:
    """Make the shipped font known to Qt and return its family; a second call does nothing.

    A QGuiApplication must exist.

    Raises
    ------
    OutputError
        if the font's files are missing or damaged: text would be boxes or nothing
    """
    here = QFontDatabase.families()
    for family, files in _FILES.items():
        for name in () if family in here else files:
            if QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / name)) < 0:
                raise OutputError(f"The font file resources/fonts/{name} cannot be loaded; please reinstall Algoscope.")
    if not QFont.substitutes(_FAMILY):  # for the characters that the first has not
        QFont.insertSubstitution(_FAMILY, _CHINESE)
    return _FAMILY
