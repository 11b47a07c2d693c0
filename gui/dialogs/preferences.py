"""What a person may choose once and for all; each choice counts at once, but the language, which needs a new start."""

import os
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from analysis.files import cache
from analysis.plane import Convention
from gui.jobs import JobRunner
from gui.language import LANGUAGES, SYSTEM
from gui.settings import FONT_PERCENTS, VOXELS_MM, Settings
from gui.widgets import asking
from gui.widgets.styled import ElidedLabel, Paragraph, named, tool_button

ROOM = 80  # that a dialog leaves of the screen


class PreferencesDialog(QDialog):
    """``chosen(settings)`` is sent with a copy of the settings for each choice; nothing is changed here."""

    chosen = Signal(object)  # Settings

    def __init__(self, settings: Settings, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preferences")
        self.setWindowTitle(self.tr("Preferences"))
        self._settings, self._jobs = replace(settings), jobs
        self._make_fields()
        form = QFormLayout()
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._add_looks(form)
        self._add_work(form)
        self._add_files(form)
        content = QWidget()
        content.setLayout(form)
        scrolled = QScrollArea(widgetResizable=True)
        scrolled.setWidget(content)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(scrolled, 1)
        layout.addWidget(buttons)
        self._fill(settings)
        self._connect()
        self._look_at_cache()
        wanted, screen = content.sizeHint(), self.screen().availableGeometry()
        width, height = max(560, wanted.width() + ROOM), wanted.height() + ROOM
        self.resize(min(width, screen.width() - ROOM), min(height, screen.height() - ROOM))

    def _make_fields(self) -> None:
        self.theme, self.text_size, self.language = QComboBox(), QComboBox(), QComboBox()
        self.convention, self.voxels, self.threads = QComboBox(), QComboBox(), QComboBox()
        self.theme.addItem(self.tr("Dark"), "dark")
        self.theme.addItem(self.tr("Light"), "light")
        for percent in FONT_PERCENTS:
            self.text_size.addItem(f"{percent} %", percent)
        self.language.addItem(self.tr("That of the computer"), SYSTEM)
        for key, name in LANGUAGES.items():
            self.language.addItem(name, key)
        radiological = self.tr("Radiological: left of the screen is the patient's right")
        neurological = self.tr("Neurological: left of the screen is the patient's left")
        self.convention.addItem(radiological, Convention.RADIOLOGICAL.value)
        self.convention.addItem(neurological, Convention.NEUROLOGICAL.value)
        for size in VOXELS_MM:
            self.voxels.addItem(f"{size:g} mm", size)
        self.threads.addItem(self.tr("all cores"), 0)
        for count in range(1, (os.cpu_count() or 1) + 1):
            self.threads.addItem(str(count), count)
        self.remember = QCheckBox(self.tr("Remember the patients who were open last"))
        self.folder = ElidedLabel()
        self.choose_folder = QPushButton(self.tr("Choose…"))
        self.forget_folder = tool_button("✕", self.tr("Use the folder of the last files"), style="flat")
        self.cache_size = QLabel(self.tr("Counting …"))
        self.empty_cache = QPushButton(self.tr("Empty"))
        self.empty_cache.setEnabled(False)

    def _add_looks(self, form: QFormLayout) -> None:
        form.addRow(named(QLabel(self.tr("Appearance")), "title"))
        form.addRow(self.tr("&Theme"), self.theme)
        form.addRow(self.tr("Text &size"), self.text_size)
        form.addRow(self.tr("&Language"), self.language)
        note = self.tr("Another language is spoken from the next start on. Results and reports stay in English.")
        form.addRow("", named(Paragraph(note), "dim"))
        self.language.setToolTip(note)
        self.theme.setToolTip(self.tr("Dark for reading scans in a dark room, light for a bright one"))
        self.text_size.setToolTip(self.tr("In percent of the usual size; Ctrl++ and Ctrl+- change it too"))

    def _add_work(self, form: QFormLayout) -> None:
        form.addRow(named(QLabel(self.tr("Reading and computing")), "title"))
        form.addRow(self.tr("&Convention"), self.convention)
        form.addRow(self.tr("&Voxels of the maps"), self.voxels)
        form.addRow(self.tr("&Processor cores"), self.threads)
        self.convention.setToolTip(self.tr("Which side of the patient is at the left of every slice; Ctrl+R"))
        self.voxels.setToolTip(self.tr("In MNI space, in mm; proposed for each new patient. 3 mm as in the studies."))
        self.threads.setToolTip(self.tr("How many cores the computing may take; a smaller number leaves some free"))

    def _add_files(self, form: QFormLayout) -> None:
        form.addRow(named(QLabel(self.tr("Files and memory")), "title"))
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(self.forget_folder)
        place.addWidget(self.choose_folder)
        form.addRow(self.tr("Folder of the scans"), place)
        form.addRow("", self.remember)
        kept = QHBoxLayout()
        kept.addWidget(self.cache_size, 1)
        kept.addWidget(self.empty_cache)
        form.addRow(self.tr("Decoded series"), kept)
        note = self.tr(
            "Series that were opened are kept decoded, so that they open at once the next time; 20 GB at most. "
            "Emptied, they are decoded again when they are opened. Your scans are not touched."
        )
        form.addRow("", named(Paragraph(note), "dim"))
        self.remember.setToolTip(self.tr("Their pseudonyms and folders; switched off, the list is emptied at once"))
        self.choose_folder.setToolTip(self.tr("The folder in which scans are looked for first"))
        self.empty_cache.setToolTip(self.tr("Remove the decoded series from the disk"))
        self.folder.setAccessibleName(self.tr("Folder of the scans"))

    def _fill(self, settings: Settings) -> None:
        for box, value in (
            (self.theme, settings.theme),
            (self.text_size, settings.font_percent),
            (self.language, settings.language),
            (self.convention, settings.convention),
            (self.voxels, settings.voxel_mm),
            (self.threads, settings.threads),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        self.remember.setChecked(settings.remember_patients)
        self._show_folder()

    def _connect(self) -> None:
        for box in (self.theme, self.text_size, self.language, self.convention, self.voxels, self.threads):
            box.currentIndexChanged.connect(self._on_chosen)
        self.remember.toggled.connect(self._on_chosen)
        self.choose_folder.clicked.connect(self._ask_folder)
        self.forget_folder.clicked.connect(self._forget_folder)
        self.empty_cache.clicked.connect(self._empty)

    def _on_chosen(self) -> None:
        self._send(self._settings.scans_folder)

    def _send(self, scans_folder: str) -> None:
        self._settings = replace(
            self._settings,
            theme=self.theme.currentData(),
            font_percent=self.text_size.currentData(),
            language=self.language.currentData(),
            convention=self.convention.currentData(),
            voxel_mm=self.voxels.currentData(),
            threads=self.threads.currentData(),
            remember_patients=self.remember.isChecked(),
            scans_folder=scans_folder,
        )
        self._show_folder()
        self.chosen.emit(replace(self._settings))

    # -- files ---------------------------------------------------------------------------------------------

    def _show_folder(self) -> None:
        folder = self._settings.scans_folder
        self.folder.setText(folder or self.tr("where the last files were"))
        self.folder.setToolTip(folder)
        self.forget_folder.setEnabled(bool(folder))

    def _ask_folder(self) -> None:
        own = Path(self._settings.scans_folder) if self._settings.scans_folder else None
        question = self.tr("The folder in which scans are looked for")
        chosen = asking.folder(self, question, kind=asking.SCANS, preferred=own)
        if chosen is not None:
            self._send(str(chosen))

    def _forget_folder(self) -> None:
        self._send("")

    def _look_at_cache(self) -> None:
        self._jobs.submit(
            self.tr("Size of the decoded series"), cache.size_bytes, on_done=self._show_cache, quiet=True,
            key="size of the cache", of_case=False,
        )  # fmt: skip

    def _empty(self) -> None:
        self.empty_cache.setEnabled(False)
        self._jobs.submit(
            self.tr("Emptying the decoded series"), cache.empty, on_done=self._show_cache, quiet=True,
            key="size of the cache", of_case=False,
        )  # fmt: skip

    def _show_cache(self, n_bytes: int) -> None:
        if not isValid(self):  # closed meanwhile
            return
        self.cache_size.setText(self.tr("{size} GB").format(size=f"{n_bytes / 1e9:.2f}"))
        self.empty_cache.setEnabled(n_bytes > 0)
