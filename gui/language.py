"""The language of the window. English stands in the code; other languages are catalogues in Qt Linguist's format.

A text is found by itself, whatever class or module shows it: one English sentence has one translation. What the
analysis writes into results, figures and reports stays English, so that it can be cited and compared.

The analysis knows nothing of languages. Where the window shows one of its texts, ``in_window`` finds the translation;
of a sentence with numbers and names in it the catalogue has the pattern (``"green to {0}, amber to {1}"``).
"""

import logging
import re
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from analysis.colour import RESOURCES
from analysis.errors import OutputError
from gui.qt_safe import QtSafe

_log = logging.getLogger(__name__)
SYSTEM = ""
LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
_FOLDER = RESOURCES / "translations"
_ANALYSIS = "analysis"
# words of the analysis that stand in no record of captions: values of enumerations, steps, parts of sentences
WORD_CAPTIONS = (
    "pairwise", "surround", "weighted delay", "least squares", "bayes", "filter then regress", "regress then filter",
    "simultaneous", "values", "not transformed", "natural logarithm", "Fisher z", "slow-5 to slow-2", "back pain",
    "ascending", "descending", "interleaved, odd first", "interleaved, even first", "relative",
    "voxel {0}, cluster {1}",
    "drop the first {0} volumes", "smooth by {0} mm", "remove a straight line", "remove a slow curve",
    "regress out {0}",
    "keep {0}–{1} Hz", "{0} and {1}, in one step", "{0} of motion", "white matter", "the global signal",
    "cut out volumes where the head moved more than {0} mm ({1} FD){2}",
    "cut out volumes where the head moved more than {0} mm ({1} FD)",
    "{0} voxels of {1} mm, i to the {2}, j to the {3}, k to the {4}",
    "{0} voxels of {1} mm, i to the {2}, j to the {3}, k to the {4}, oblique by {5}°",
    "it is a series of {0} volumes", "it is a fine 3D image of a whole head", "rule of the spinal-pain study",
    "more than {0} mm along, or {1}° about, one axis", "customary rule in resting-state studies",
    "own limits: those of Power et al. 2014 and 2012 for single volumes", "{0}; outer limit own", "{0}; limits own",
    "3D graphics: {0}. {1} GB of memory. {2} processor cores.", "hardware", "software", "none",
    "not known, the trial took too long",
    "arbitrary", "ratio", "sum of r", "Kendall's W",
    "right", "left", "front", "back", "top", "bottom", "series", "brain", "grey matter", "gray matter", "brain mask",
    "usual for {0}; {1}", "grey matter at 3 T; Chappell et al. 2010, Magn Reson Med 63:1357", "{0} pulses, {1}",
    "label {0} s, delay {1} s. {2}", "bolus {0} s, inversion time {1} s. {2}", "No background suppression.",
    "Background suppression; the number of its pulses is not stated.",
    "Background suppression by {0} pulse.", "Background suppression by {0} pulses.",
    "Background suppression by {0} pulse, their times are not stated.",
    "Background suppression by {0} pulses, their times are not stated.",
)  # fmt: skip
_GAP = re.compile(r"\{(\d+)\}")
_LEAST_KNOWN = 0.15  # of a sentence: a short pattern would fit a long one by chance
_REMEMBERED = 2000  # sentences; most are of the progress of jobs


class Catalogue(QtSafe, QTranslator):
    """The translations of one language; a text without one is shown in English."""

    def __init__(self, texts: dict[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._patterns = [(_pattern(source), texts[source]) for source in _by_length(texts) if _GAP.search(source)]
        self._found: dict[str, str | None] = {}

    def isEmpty(self) -> bool:
        return not self._texts

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """The translation, or None (Qt then shows the source)."""
        text = self._texts.get(source)
        return self._composed(source) if text is None and context == _ANALYSIS else text

    def _composed(self, said: str) -> str | None:
        """A sentence with numbers and names in it; what stands in its gaps is translated where it can be."""
        if said not in self._found:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            self._found[said] = self._by_pattern(said)
        return self._found[said]

    def _by_pattern(self, said: str) -> str | None:
        for pattern, text in self._patterns:
            match = pattern.fullmatch(said)
            if match is not None and sum(map(len, match.groups())) <= (1 - _LEAST_KNOWN) * len(said):
                pieces = _GAP.split(text)
                return "".join(self._part(match[f"g{p}"]) if n % 2 else p for n, p in enumerate(pieces))
        head, colon, rest = said.partition(": ")  # such as a layer's name before its sentence
        known = (self._texts.get(rest) or self._composed(rest)) if colon else None
        return f"{self._texts.get(head, head)}: {known}" if known else None

    def _part(self, text: str) -> str:
        found = self._texts.get(text) or self._composed(text)
        if found is None and ", " in text:
            return ", ".join(self._part(piece) for piece in text.split(", "))
        return found or text


def _by_length(texts: dict[str, str]) -> list[str]:
    """What says most comes first: a short pattern fits many sentences."""
    return sorted(texts, key=lambda source: -len(_GAP.sub("", source)))


def _pattern(source: str) -> re.Pattern[str]:
    """What sentences with these gaps look like."""
    pieces = _GAP.split(source)  # text, number, text, number …
    words = [re.escape(piece) if n % 2 == 0 else f"(?P<g{piece}>.+?)" for n, piece in enumerate(pieces)]
    return re.compile("".join(words), re.DOTALL)


def in_window(text: str) -> str:
    """A text that the analysis made, in the language of the window; as it is where nothing is known of it."""
    return QCoreApplication.translate(_ANALYSIS, text)


def in_digits(value: float, digits: int = 3) -> str:
    """A value with the digits that count, whole where it is large, with a minus that is seen; never ``1.2e+03``."""
    text = f"{value:.{digits}g}"
    return (f"{value:.0f}" if "e+" in text else text).replace("-", "−")


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
