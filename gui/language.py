"""The language of the window. English stands in the code; other languages are catalogues in Qt Linguist's format.

A text is found by itself, whatever class or module shows it: one English sentence has one translation. What the
analysis writes into results, figures and reports stays English, so that it can be cited and compared.
"""

import logging
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from analysis.colour import RESOURCES
from analysis.errors import OutputError

_log = logging.getLogger(__name__)
SYSTEM = ""
LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
_FOLDER = RESOURCES / "translations"


class Catalogue(QTranslator):
    """The translations of one language; a text without one is shown in English."""

    def __init__(self, texts: dict[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts

    def isEmpty(self) -> bool:
        return not self._texts

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """The translation, or None (Qt then shows the source)."""
        return self._texts.get(source)


def language_of(setting: str) -> str:
    """The language to speak: the one that was chosen, or the computer's where it is known, or English."""
    if setting in LANGUAGES:
        return setting
    return "zh_CN" if QLocale.system().language() == QLocale.Language.Chinese else "en"


def read_catalogue(path: Path) -> dict[str, str]:
    """Finished translations of a file in Qt Linguist's format (``.ts``), by their English text.

    Raises
    ------
    OutputError
        if the file is missing or damaged
    """
    try:
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError) as error:
        raise OutputError(f"The translations {path.name} cannot be read; please reinstall Algoscope.") from error
    texts: dict[str, str] = {}
    for message in root.iter("message"):
        translation = message.find("translation")
        if translation is None or translation.get("type") in ("unfinished", "vanished", "obsolete"):
            continue
        form = translation.find("numerusform")
        text = (translation if form is None else form).text
        if text:
            texts[message.findtext("source", "")] = text
    return texts


def speak(application: QCoreApplication, language: str) -> None:
    """Show all texts that are made from now on in a language, Qt's own ones (OK, Cancel …) included."""
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.deleteLater()
    if language == "en":
        return
    own_words = QTranslator(application)
    if own_words.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(own_words)
    try:
        catalogue = Catalogue(read_catalogue(_FOLDER / f"{language}.ts"), application)
    except OutputError as error:
        _log.warning("%s", error)
        return
    application.installTranslator(catalogue)
