"""The window speaks another language where a catalogue has the text, and English where it has not."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTranslator
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QDialogButtonBox

from analysis.errors import OutputError
from gui import language
from gui.fonts import load_fonts

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN"><context><name>Algoscope</name>
<message><source>Patient</source><translation>患者</translation></message>
<message><source>%n file(s)</source><translation><numerusform>%n 个文件</numerusform></translation></message>
<message><source>Quality</source><translation type="unfinished">质量</translation></message>
<message><source>mean in the {0}</source><translation>{0}内的均值</translation></message>
<message><source>grey matter</source><translation>灰质</translation></message>
<message><source>of {0} in {1}</source><translation>{1} 中的 {0}</translation></message>
<message><source>{0}: {1} of {2} are 0.</source><translation>{0}：{2} 个中有 {1} 个为 0。</translation></message>
</context></TS>
"""


class Speaker(QObject):
    def word(self) -> str:
        return self.tr("Patient")


@pytest.fixture
def spoken(qapp, tmp_path, monkeypatch):
    (tmp_path / "zh_CN.ts").write_text(CATALOGUE, "utf-8")
    monkeypatch.setattr(language, "_FOLDER", tmp_path)
    language.speak(qapp, "zh_CN")
    yield qapp
    language.speak(qapp, "en")


def test_that_a_text_is_found_whatever_class_or_module_shows_it(spoken):
    assert Speaker().word() == "患者"
    assert QCoreApplication.translate("anywhere", "Patient") == "患者"
    assert QCoreApplication.translate("anywhere", "%n file(s)", "", 3) == "3 个文件"


def test_that_a_sentence_of_the_analysis_is_translated_by_its_pattern(spoken):
    assert language.in_window("mean in the grey matter") == "灰质内的均值"
    assert language.in_window("mean in the thalamus") == "thalamus内的均值"


def test_that_the_parts_of_a_sentence_stand_where_its_translation_has_them(spoken):
    assert language.in_window("of 12 in grey matter") == "灰质 中的 12"
    assert language.in_window("ALFF: 3 of 70 are 0.") == "ALFF：70 个中有 3 个为 0。"


def test_that_a_short_pattern_does_not_take_a_long_sentence(spoken):
    said = "of all that was seen in the second scan of the patient, and in others, nothing is known"
    assert language.in_window(said) == said


def test_that_a_name_before_a_sentence_stays(spoken):
    assert language.in_window("sub-7: mean in the grey matter") == "sub-7: 灰质内的均值"


def test_that_what_the_analysis_says_is_english_where_nothing_is_known_of_it(spoken):
    assert language.in_window("The header is damaged.") == "The header is damaged."
    assert QCoreApplication.translate("anywhere", "mean in the grey matter") == "mean in the grey matter"


def test_that_a_text_without_a_finished_translation_is_english(spoken):
    assert QCoreApplication.translate("anywhere", "Maps") == "Maps"
    assert QCoreApplication.translate("anywhere", "Quality") == "Quality"


def test_that_the_buttons_of_the_toolkit_speak_it_too(spoken, qtbot):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"


def test_that_english_comes_back(spoken):
    language.speak(spoken, "en")
    assert Speaker().word() == "Patient"
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert spoken.findChildren(QTranslator) == []


def test_that_a_damaged_catalogue_leaves_the_window_english(qapp, tmp_path, monkeypatch):
    (tmp_path / "zh_CN.ts").write_text("<TS>", "utf-8")
    monkeypatch.setattr(language, "_FOLDER", tmp_path)
    with pytest.raises(OutputError, match=r"zh_CN\.ts cannot be read"):
        language.read_catalogue(tmp_path / "zh_CN.ts")
    language.speak(qapp, "zh_CN")
    assert Speaker().word() == "Patient"
    language.speak(qapp, "en")


@pytest.mark.parametrize(
    ("value", "digits", "words"),
    [
        (2.345, 3, "2.35"),
        (-0.5, 3, "−0.5"),
        (1234.5, 3, "1234"),
        (999.7, 3, "1000"),
        (-45678, 4, "−45678"),
        (9999.4, 4, "9999"),
        (9999.6, 4, "10000"),
        (0.00012, 3, "0.00012"),
    ],
)
def test_that_numbers_have_the_digits_that_count_and_large_ones_no_exponent(value, digits, words):
    assert language.in_digits(value, digits) == words


def test_that_an_unknown_language_is_the_computers():
    assert language.language_of("zh_CN") == "zh_CN"
    assert language.language_of("en") == "en"
    assert language.language_of("tlh") in language.LANGUAGES


def test_that_the_shipped_font_has_the_characters_of_every_translation(qapp):
    load_fonts()
    metrics = QFontMetrics(QFont("Noto Sans CJK SC"))
    texts = language.read_catalogue(ROOT / "resources" / "translations" / "zh_CN.ts")
    for source, text in texts.items():
        missing = [c for c in text if "\u4e00" <= c <= "\u9fff" and not metrics.inFontUcs4(ord(c))]
        assert not missing, source


def test_that_chinese_is_drawn_with_the_shipped_font(qapp):
    family = load_fonts()
    assert QFont.substitutes(family) == ["noto sans cjk sc"]


def test_that_no_translation_changes_a_side():
    texts = language.read_catalogue(ROOT / "resources" / "translations" / "zh_CN.ts")
    of_sides = {text for text in texts if re.search("LEFT|RIGHT|patient's (left|right)|[Ss]creen|^(left|right)$", text)}
    assert len(of_sides) > 10
    for text in of_sides:
        english = [{"left": "左", "right": "右"}[side] for side in re.findall(r"\b(left|right)\b", text.lower())]
        assert english == re.findall("[左右]", texts[text]), text


def test_that_every_text_of_the_window_is_translated():
    script = ROOT / "packaging" / "translations.py"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[:2000]
