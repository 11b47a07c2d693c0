"""Where blood flow and activity agree: from which limit on, the button, and the shares of the four classes."""

from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QPushButton, QWidget

from analysis.errors import AlgoscopeError
from analysis.perfusion.concordance import USUAL_LIMIT, Basis
from gui.commands import concordance
from gui.jobs import JobRunner
from gui.session import Change, Session
from gui.widgets.card import card_column, narrow_form
from gui.widgets.following import Following
from gui.widgets.styled import Paragraph, named


class ConcordanceCard(QFrame):
    """Works on the map of flow and the map of activity that are open."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session, self._jobs = session, jobs
        self.words = named(Paragraph(), "dim")
        self.limit = QDoubleSpinBox(decimals=2, minimum=0.1, maximum=5.0, singleStep=0.25)
        self.limit.setValue(USUAL_LIMIT[Basis.BRAIN])
        self.limit.setToolTip(
            self.tr("Distance from the mean of grey matter, in SD, from which on a voxel has a class")
        )
        form = narrow_form()
        form.addRow(self.tr("Limit, SD"), self.limit)
        self.button = QPushButton(self.tr("Map where both agree"))
        self.button.clicked.connect(self.compute)
        layout = card_column(self, self.tr("CBF × activity"), spacing=6)
        layout.addWidget(self.words)
        layout.addLayout(form)
        layout.addWidget(self.button)
        Following(self, session)
        self.refresh(Change.LAYERS)

    def refresh(self, change: Change) -> None:
        """Follow the session."""
        if not change & (Change.LAYERS | Change.SELECTION | Change.SPACE | Change.COMPARE):
            return
        flow, activity = concordance.flow_layer(self._session), concordance.activity_layer(self._session)
        ready = flow is not None and activity is not None
        self.button.setEnabled(ready)
        if flow is not None and activity is not None:
            words = self.tr("{flow} and {activity}, in grey matter: both low, both high, or apart. Select another map "
                            "of activity to compare that one.")  # fmt: skip
            self.words.setText(words.format(flow=flow.name, activity=activity.name))
        elif flow is None:
            self.words.setText(self.tr("Needs a map of blood flow: compute CBF on the Perfusion tab."))
        else:
            self.words.setText(self.tr("Needs a map of activity beside CBF, such as ReHo: compute it above."))

    def compute(self) -> None:
        """Start the job, or say why not."""
        try:
            concordance.start(self._session, self._jobs, self.limit.value())
        except AlgoscopeError as error:
            self._session.tell(str(error))
