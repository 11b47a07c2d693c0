"""The Report page: what a person adds, a preview of the pages, and saving them as PDF or HTML."""

import datetime
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from analysis.errors import AlgoscopeError
from analysis.files.session_record import ReportEntry
from analysis.progress import Progress, silent
from analysis.report.details import Details
from gui import log
from gui.commands import reporting
from gui.commands.about_patient import read_about
from gui.commands.saving import proposed_folder
from gui.figures.report_pdf import save_report
from gui.figures.report_work import Preview, make_preview
from gui.jobs import Job, JobRunner
from gui.panels.red_lights import RedLightTicks
from gui.panels.report_contents import ReportContents
from gui.panels.verdict_card import VerdictCard
from gui.qt_safe import QtSafe
from gui.session import Change, Session
from gui.widgets import asking
from gui.widgets.empty_state import EmptyState
from gui.widgets.fact_row import SOURCE_TEXTS
from gui.widgets.styled import Paragraph, named
from gui.widgets.typing_guard import is_typed

_KEY = "report"
_LARGE = QSize(900, 860)
_AFTER_TICK_MS = 500  # several lines are ticked one after the other


class PagePicture(QtSafe, QWidget):
    """One page as wide as there is room; a double click opens it larger."""

    def __init__(self, image: QImage, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = image
        self.setAccessibleName(name)
        self.setToolTip(self.tr("Double click: larger"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        height = round(self.width() * self._image.height() / self._image.width())
        if height != self.height():
            self.setFixedHeight(height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ratio = self.devicePixelRatioF()
        size = QSize(round(self.width() * ratio), round(self.height() * ratio))
        mode = Qt.TransformationMode.SmoothTransformation
        painter.drawImage(self.rect(), self._image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, mode))
        painter.end()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        dialog = QDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.accessibleName())
        area = QScrollArea(widgetResizable=True)
        area.setWidget(PagePicture(self._image, self.accessibleName()))
        layout = QVBoxLayout(dialog)
        layout.addWidget(area)
        dialog.resize(_LARGE)
        dialog.show()


class ReportPage(QtSafe, QStackedWidget):
    """``patient_wanted`` when there is no processed patient and the user wants to get one.

    ``kept(texts)`` when what the fields held is in a report that was written.
    """

    patient_wanted = Signal()
    kept = Signal(object)  # dict[str, str], as `texts`

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._session, self._jobs = session, jobs
        self.preview: Preview | None = None
        self._previewed: dict[str, str] = {}  # what the fields held when the preview was asked for
        self._is_stale = False
        self._regions: object = None  # the table of drawn regions that the preview holds
        self._empty = EmptyState(
            self.tr("No patient for a report"),
            self.tr("A report is made of a processed patient. Process the scans, or open a folder with results."),
            self.tr("Go to Patient"),
            self.patient_wanted.emit,
        )
        self.addWidget(self._empty)
        self.fields = {name: QLineEdit() for name in ("age", "sex", "handedness", "scanned", "state")}
        self._sources = named(Paragraph(), "dim")
        self._sources.hide()
        self._known_of: Path | None = None  # the results of whose patient what is known was filled in
        self._known: dict[str, str] = {}  # what was said when the patient was opened, by the names of the fields
        self._own_words: set[str] = set()  # fields that have held something else than that
        self.comment = QPlainTextEdit()
        self.red = RedLightTicks()
        self.red.ticked.connect(self._on_contents)
        self.red.decided.connect(self._allow_saving)
        self.contents = ReportContents(session, jobs)
        self.contents.changed.connect(self._on_contents)
        self._remake = QTimer(self, interval=_AFTER_TICK_MS, singleShot=True)
        self._remake.timeout.connect(self._make_again)
        self._without = QPushButton(self.tr("Leave the drawn regions out"))
        self._without.clicked.connect(self._leave_regions_out)
        self._without.hide()
        self._make = QPushButton(self.tr("Update the preview"))
        self._pdf, self._html = QPushButton(self.tr("Save PDF…")), QPushButton(self.tr("Save HTML…"))
        self._said = named(Paragraph(), "dim")
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._pictures = QVBoxLayout()
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard lands on what shows that it has it
        area.setWidget(self._content())
        self.addWidget(area)
        for button, slot in ((self._make, self.make), (self._pdf, self._ask_pdf), (self._html, self._ask_html)):
            button.clicked.connect(slot)
        for field in self.fields.values():
            field.textEdited.connect(self._mark_stale)
            field.textChanged.connect(self._note_own_words)
        self.comment.textChanged.connect(self._mark_stale)
        session.changed.connect(self.refresh)
        session.closed.connect(self._forget)
        jobs.failed.connect(self._on_failed)
        self.refresh(Change.LAYERS)

    def _content(self) -> QWidget:
        content = named(QFrame(), "panel")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(named(QLabel(self.tr("Report")), "heading"))
        layout.addWidget(VerdictCard(self._session))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        captions = {
            "age": self.tr("Age"), "sex": self.tr("Sex"), "handedness": self.tr("Hand"),
            "scanned": self.tr("Scanned on"), "state": self.tr("State"),
        }  # fmt: skip
        self.fields["age"].setPlaceholderText(self.tr("years"))
        self.fields["state"].setPlaceholderText(self.tr("medication, phase of the attack …"))
        for name, field in self.fields.items():
            field.setAccessibleName(captions[name])
            if name != "state":
                form.addRow(captions[name], field)
        state = QLabel(captions["state"])
        state.setBuddy(self.fields["state"])
        form.addRow(state)
        form.addRow(self.fields["state"])  # below its caption: it holds words
        layout.addLayout(form)
        layout.addWidget(self._sources)
        comment = QLabel(self.tr("Radiologist's comment"))
        comment.setBuddy(self.comment)
        layout.addWidget(comment)
        self.comment.setAccessibleName(self.tr("Radiologist's comment"))
        self.comment.setTabChangesFocus(True)
        self.comment.setMaximumHeight(5 * self.fontMetrics().height())
        layout.addWidget(self.comment)
        layout.addWidget(self.contents)
        layout.addWidget(self.red)
        layout.addWidget(self._without)
        layout.addWidget(named(self._make, "primary"))
        row = QHBoxLayout()
        row.addWidget(self._pdf)
        row.addWidget(self._html)
        layout.addLayout(row)
        layout.addWidget(self._said)
        layout.addLayout(self._pictures)
        layout.addStretch(1)
        return content

    def event(self, event: QEvent) -> bool:
        """Letters typed on this page are words of a report, wherever on it the keyboard is."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_typed(event):
            event.accept()
            return True
        return super().event(event)

    def refresh(self, change: Change) -> None:
        """Follow the session; a preview of what is open no more goes."""
        if change & Change.SPACE:
            self._take_known()
        if change & (Change.LAYERS | Change.SPACE | Change.COMPARE):
            self.setCurrentIndex(1 if reporting.can_report(self._session) else 0)
            patient = self._session.spaces.patient
            shown = None if self.preview is None else self.preview.document.pseudonym
            if patient is None or shown not in (None, patient.name.removeprefix("sub-")):
                self._show_pictures(None)
                self.red.forget()
        table = self._session.drawing.for_report
        if change & Change.COMPARE or table is not self._regions:
            self._regions = table
            self._without.setVisible(table is not None)
            self._mark_stale()
        self._allow_saving()

    def _take_known(self) -> None:
        """Fill in what was said of the patient when the scans were opened, once; what stands here already stays."""
        patient = self._session.spaces.patient
        folder = None if patient is None else patient.folder
        if folder == self._known_of:
            return
        self._known_of, self._known = folder, {}
        known = {} if patient is None or folder is None else read_about(folder, patient.name)
        said = []
        for column, told in known.items():
            name = {"scan_date": "scanned"}.get(column, column)
            self._known[name] = told.value
            if not self.fields[name].text():
                self.fields[name].setText(told.value)
                source = "" if told.source is None else f" ({self.tr(SOURCE_TEXTS[told.source])})"
                said.append(f"{self.fields[name].accessibleName()}{source}")
        self._note_own_words()
        self._sources.setText(self.tr("As the patient was opened: {what}").format(what=", ".join(said)) if said else "")
        self._sources.setVisible(bool(said))

    def _forget(self) -> None:
        """Words about a patient, and a preview, go with the patient, also where the next one is called the same."""
        self._known_of, self._known = None, {}
        self.set_texts({})
        self.contents.forget()
        self._remake.stop()
        self._sources.hide()
        self._show_pictures(None)
        self.red.forget()
        self._said.clear()
        self._allow_saving()

    def _mark_stale(self) -> None:
        """What is saved is what is shown: after a change the preview is made again first."""
        if self.preview is not None and not self._is_stale:
            self._is_stale = True
            self._said.setText(self.tr("Something was changed; update the preview before you save."))
        self._allow_saving()

    def _allow_saving(self) -> None:
        for button in (self._pdf, self._html):
            button.setEnabled(self._is_ready)
            button.setToolTip("" if self.red.is_decided else self.tr("Tick the red lights, or have them marked, first"))

    @property
    def _is_ready(self) -> bool:
        """What is saved is what is shown, and the reader has decided about every red light."""
        return self.preview is not None and not self._is_stale and self.red.is_decided

    def _leave_regions_out(self) -> None:
        self._session.drawing.put_into_report(None)

    def details(self) -> Details:
        """What the person has entered."""
        texts = {name: field.text().strip() for name, field in self.fields.items()}
        return Details(**texts, comment=self.comment.toPlainText().strip())

    def texts(self) -> dict[str, str]:
        """What the person has entered, by the names of the fields."""
        return {**{name: field.text() for name, field in self.fields.items()}, "comment": self.comment.toPlainText()}

    def typed(self) -> dict[str, str]:
        """Of the texts, those of a person: a field that holds what it was filled with, and never held else, is none."""
        is_own = self._own_words | (self.texts().keys() - self._known.keys())
        return {name: text for name, text in self.texts().items() if name in is_own}

    def _note_own_words(self) -> None:
        self._own_words |= {name for name, known in self._known.items() if self.fields[name].text() != known}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Enter texts; fields that have none are emptied."""
        for name, field in self.fields.items():
            field.setText(texts.get(name, ""))
        self.comment.setPlainText(texts.get("comment", ""))
        self._own_words = set()
        self._note_own_words()

    def entry(self) -> ReportEntry:
        """What a session keeps of this page."""
        return ReportEntry(self.texts(), self.contents.contents, tuple(sorted(self.red.seen)))

    def restore(self, entry: ReportEntry) -> None:
        """What a session has kept."""
        self.set_texts(entry.texts)
        self.contents.set_contents(entry.contents)
        self.red.take(entry.seen)
        self._mark_stale()

    def _on_contents(self) -> None:
        """What is shown follows the list, once nothing more is ticked for a moment."""
        self._mark_stale()
        if self.preview is not None:
            self._remake.start()

    def _make_again(self) -> None:
        if self.preview is not None and self._is_stale and self.contents.is_possible:
            self.make()

    def make(self) -> None:
        """Draw the pages in the background, or say why not."""
        self._remake.stop()
        try:
            self.contents.require()
            today = datetime.date.today().isoformat()
            order = reporting.order_of(
                self._session, self.details(), today, ticked=self.red.seen, contents=self.contents.contents
            )
        except AlgoscopeError as error:
            self._said.setText(str(error))
            return
        self._said.setText(self.tr("The report is being put together."))
        self._jobs.submit(
            self.tr("Report"), make_preview, order, on_done=partial(self._show, self.entry()), key=_KEY
        )  # fmt: skip

    def _show(self, asked: ReportEntry, preview: Preview) -> None:
        patient = self._session.spaces.patient
        if patient is None or patient.name.removeprefix("sub-") != preview.document.pseudonym:
            return  # another patient was opened meanwhile
        document = preview.document
        self._said.setText(document.stamp.capitalize())
        self._show_pictures(preview)
        self.red.show_lights(document.red_lights, document.record["parameters"]["acknowledged"])
        self._previewed = dict(asked.texts)
        if self.entry() != asked:  # something was typed or ticked while it was put together
            self._mark_stale()
        self._allow_saving()

    def _show_pictures(self, preview: Preview | None) -> None:
        self.preview, self._is_stale = preview, False
        while (item := self._pictures.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, image in enumerate(() if preview is None else preview.pictures, start=1):
            self._pictures.addWidget(PagePicture(image, self.tr("Page {n} of the report").format(n=number)))

    def _on_failed(self, job: Job) -> None:
        if job.key == _KEY:
            self._said.setText(job.sentence())

    def _ask_pdf(self) -> None:
        self._ask("pdf")

    def _ask_html(self) -> None:
        self._ask("html")

    def _ask(self, ending: str) -> None:
        if self.preview is None:
            return
        name = f"sub-{self.preview.document.pseudonym}_report.{ending}"
        chosen, _ = asking.save_file(
            self, self.tr("Save the report"), name, f"*.{ending}", usual=proposed_folder(self._session)
        )
        if chosen is not None:
            self.save(chosen if chosen.suffix.lower() == f".{ending}" else chosen.with_name(f"{chosen.name}.{ending}"))

    def save(self, path: Path) -> None:
        """Write what the preview shows; the dialog has asked about a file that is there."""
        if self.preview is None or not self._is_ready:
            return
        log.hide(path)
        self._jobs.submit(
            self.tr("Save the report"), write_report, self.preview, path,
            on_done=partial(self._tell_saved, self._session.case.id, self._previewed), key=_KEY,
        )  # fmt: skip

    def _tell_saved(self, case_id: str, texts: dict[str, str], path: Path) -> None:
        if case_id != self._session.case.id:
            return
        self.kept.emit(texts)
        self._said.setText(self.tr("Written: {path}").format(path=path.absolute()))


def write_report(preview: Preview, path: Path, progress: Progress = silent) -> Path:
    """The job."""
    return save_report(preview.document, path, force=True, progress=progress)
