"""What must not be read of the patient's maps, in red above them: the same sentences as on the page of quality."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from analysis.perfusion.quality import Light
from analysis.quality.lights import Verdict
from gui.figures.quality_words import MARKS, verdict_title
from gui.language import in_window
from gui.session import Change, Session
from gui.widgets.following import Following
from gui.widgets.styled import Paragraph, named


class VerdictCard(QFrame):
    """Follows the session; hidden while nothing of the open patient is red."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session = session
        self.heading = named(Paragraph(), "error")
        font = self.heading.font()
        font.setBold(True)
        self.heading.setFont(font)
        self.words = Paragraph()
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        where = named(Paragraph(self.tr("The numbers and their limits are on the page Quality.")), "dim")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(3)
        for part in (self.heading, self.words, where):
            layout.addWidget(part)
        Following(self, session)
        self.refresh(Change.QUALITY)

    def refresh(self, change: Change) -> None:
        """Show what is red of the patient who is open."""
        if not change & (Change.QUALITY | Change.SPACE | Change.LAYERS):
            return
        verdict = self._session.spaces.verdict
        is_red = verdict is not None and bool(verdict.sentences)
        if verdict is not None and is_red:
            self.heading.setText(heading_of(verdict))
            self.words.setText("\n".join(in_window(sentence) for sentence in verdict.sentences))
            self.setAccessibleName(f"{self.heading.text()} {self.words.text()}")
        self.setVisible(is_red)


def heading_of(verdict: Verdict) -> str:
    """The verdict with its mark."""
    return f"{MARKS[verdict.light if verdict.light is not Light.NONE else Light.RED]} {verdict_title(verdict)}"
