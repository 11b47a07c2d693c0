"""Under the threshold of a patient's map: how many controls show as much."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QWidget

from gui.commands import case_comparing
from gui.session import Session

_REST_MS = 150  # clusters of every control take longer than a slider may wait


class AsMuch(QLabel):
    """Follows the slider with voxels, and tells of clusters when it rests; hidden for other maps."""

    def __init__(self, session: Session, layer_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dim")
        self.setWordWrap(True)
        self._session, self._layer_id = session, layer_id
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._tell_all)

    def refresh(self) -> None:
        """The threshold may be another."""
        self._say(with_clusters=False)
        if self.text():
            self._rest.start()

    def _tell_all(self) -> None:
        if self._session.has_layer(self._layer_id):
            self._say(with_clusters=True)

    def _say(self, *, with_clusters: bool) -> None:
        layer = self._session.layer(self._layer_id)
        self.setText(case_comparing.as_much(self._session, layer, with_clusters=with_clusters))
        self.setVisible(bool(self.text()))
