"""What the program is: its version, its licence and its limits."""

from PySide6.QtWidgets import QLabel

from analysis.provenance import library_versions
from gui.dialogs.about import AboutDialog


def test_that_versions_licence_and_limits_are_told(qtbot):
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    text = " ".join(label.text() for label in dialog.findChildren(QLabel))
    for name, version in library_versions().items():
        assert f"{name} {version}" in text
    assert "not a medical device" in text
    assert "BSD-3-Clause" in text
