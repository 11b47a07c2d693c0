"""Values of regions as new columns: of the atlas, of drawn regions, or of the clusters of the shown result."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from analysis.atlas.parcellation import aal
from gui.commands.study_regions import RegionOrder, Where, drawn, has_drawn, shown_result
from gui.commands.study_state import Study
from gui.commands.studying import variables_of
from gui.panels.compare.fields import Fields, choice_box, fill
from gui.panels.study.form import chosen, volume_box
from gui.panels.study.pick_list import PickList
from gui.session import Session
from gui.widgets.styled import Paragraph, named


class RegionsCard(QFrame):
    """Folded until it is wanted; ``wanted(order)`` when columns are to be added."""

    wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session = session
        self.fold = QPushButton(self.tr("Add values of regions…"))
        self.fold.setCheckable(True)
        self.fold.setToolTip(self.tr("Means of maps in regions, as further columns of the table"))
        self.maps, self.where, self.volume = choice_box(), choice_box(), volume_box()
        self.names = PickList(self.tr("Regions"))
        self.button = QPushButton(self.tr("Add columns"))
        self.told = named(Paragraph(), "warning")
        self.told.hide()
        for text, where in (
            (self.tr("Regions of AAL"), Where.ATLAS),
            (self.tr("Drawn regions"), Where.DRAWN),
            (self.tr("Clusters of the shown result"), Where.CLUSTERS),
        ):
            self.where.addItem(text, where)
        self._fields = Fields()
        for key, caption, field in (
            ("maps", self.tr("Maps"), self.maps),
            ("where", self.tr("Mean in"), self.where),
            ("names", self.tr("Regions"), self.names),
            ("volume", self.tr("Inside"), self.volume),
        ):
            self._fields.add(key, caption, field)
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(5)
        body.addLayout(self._fields)
        body.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 8)
        layout.setSpacing(5)
        for part in (self.fold, self._body, self.told):
            layout.addWidget(part)
        self._body.hide()
        self.fold.toggled.connect(self._unfold)
        self.where.activated.connect(self.refresh)
        self.button.clicked.connect(self._on_wanted)

    def _unfold(self, is_open: bool) -> None:
        if is_open and not self.names.count():
            self.names.fill([name for _, name in sorted(aal().names.items())], {})
        self._body.setVisible(is_open)
        self.refresh()

    def show_study(self, study: Study) -> None:
        """Offer the columns of maps."""
        maps = variables_of(study.table).maps
        fill(self.maps, [(name, name) for name in maps])
        self.setVisible(bool(maps))

    def refresh(self) -> None:
        """Say what is missing for the chosen source."""
        where = self.where.currentData()
        self._fields.show_row("names", where is Where.ATLAS)
        self._fields.show_row("volume", where is not Where.CLUSTERS)
        why = ""
        if where is Where.DRAWN and not has_drawn(self._session):
            why = self.tr("Draw regions on an image in MNI space first.")
        if where is Where.CLUSTERS and shown_result(self._session) is None:
            why = self.tr("Compare groups first; its clusters are used, marked as circular for the same people.")
        self._fields.tell("where", why)
        self.button.setEnabled(not why)

    def tell(self, sentences: tuple[str, ...]) -> None:
        """What must be read with the new columns, or why there are none."""
        self.told.setText("\n".join(sentences))
        self.told.setVisible(bool(sentences))

    def _on_wanted(self) -> None:
        self.wanted.emit(
            RegionOrder(
                chosen(self.maps), self.where.currentData(), self.names.chosen, drawn(self._session),
                shown_result(self._session), self.volume.currentData(),
            )
        )  # fmt: skip
