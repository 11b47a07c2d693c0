"""What the program is: its version, its licence, its limits, and whose work is in it."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from analysis.provenance import library_versions
from gui.dialogs.about import AboutDialog
from gui.dialogs.credits import DATA_LICENCES, DATA_TEXTS, LICENCES, PURPOSE_TEXTS

ROOT = Path(__file__).resolve().parents[3]


def test_that_versions_licence_and_limits_are_told(qtbot):
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    text = " ".join(label.text() for label in dialog.findChildren(QLabel)) + dialog.credits.toPlainText()
    flat = " ".join(text.split()).lower()
    for name, version in library_versions().items():
        assert f"{name} {version}" in flat
    assert "not a medical device" in flat
    assert "bsd-3-clause" in flat


def test_that_every_library_that_is_asked_for_is_named_with_its_version_and_licence(qtbot):
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=!~;\[ ]", text)[0] for text in wanted}
    assert names == set(PURPOSE_TEXTS) == set(LICENCES)
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    lines = dialog.plain_text().splitlines()
    for name in names:
        (line,) = [line for line in lines if line.startswith(f"{name} {metadata.version(name)} (")]
        assert line.endswith(f": {LICENCES[name]}")


def test_that_the_licences_are_those_of_the_list_of_dependencies():
    listed = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    for name, licence in LICENCES.items():
        (row,) = [line for line in listed.splitlines() if line.startswith(f"| {name} |")]
        assert licence in row


def test_that_fonts_and_atlases_are_named_and_the_doubt_about_greedy_is_told(qtbot):
    assert set(DATA_TEXTS) == set(DATA_LICENCES)
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    text = dialog.plain_text()
    for word in ("Inter", "Noto Sans CJK SC", "SIL Open Font License 1.1", "ICBM 152", "AAL3", "treated as GPL-3.0"):
        assert word in text


def test_that_it_can_be_copied(qtbot):
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == dialog.plain_text()
