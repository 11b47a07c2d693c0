"""A picture that fits the width it is given."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.qt_safe import QtSafe


class Picture(QtSafe, QLabel):
    """A picture as wide as there is room, at most as wide as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._image = QImage()

    def show_image(self, image: QImage) -> None:
        """Show another picture."""
        self._image = image
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the column."""
        return QSize(60, 20)

    def _fit(self) -> None:
        if self._image.isNull() or self.width() < 2:
            return
        ratio = self.devicePixelRatioF()
        width = min(round(self.width() * ratio), self._image.width())
        shown = self._image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        self.setPixmap(QPixmap.fromImage(shown))
        self.setFixedHeight(round(shown.height() / ratio) + 2)
