"""What Algoscope is, its version and its limits."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from analysis.provenance import library_versions


class AboutDialog(QDialog):
    """Version, purpose, licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Algoscope"))
        versions = ", ".join(f"{name} {version}" for name, version in library_versions().items())
        text = QLabel(
            self.tr(
                "Algoscope shows what a patient's brain MRI says about pain: linked views, resting-state metrics and "
                "perfusion.\n\nIt is for research. It is not a medical device and must not be the only ground of a "
                "clinical decision.\n\nBSD-3-Clause licence."
            )
            + f"\n\n{versions}",
            wordWrap=True,
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(text)
        layout.addWidget(buttons)
        self.resize(460, 260)
