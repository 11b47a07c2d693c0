"""The row of buttons over the 3D picture: six sides, reset, slice planes, opacity of the surface."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from gui.qt_safe import QtSafe

SIDES = "LRAPSI"


class SceneBar(QtSafe, QFrame):
    """Asks for views; changes nothing itself."""

    side_chosen = Signal(str)
    reset = Signal()
    planes_toggled = Signal(bool)
    opacity_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sceneBar")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 3, 6, 3)
        layout.setSpacing(2)
        self.sides = {side: self._button(side, self._from(side)) for side in SIDES}
        for side, button in self.sides.items():
            button.setProperty("side", side)
            button.clicked.connect(self._on_side)
            layout.addWidget(button)
        self.reset_button = self._button(self.tr("Reset"), self.tr("Back to the first view (keypad: decimal point)"))
        self.reset_button.clicked.connect(self.reset)
        self.planes_button = self._button(self.tr("Planes"), self.tr("Open the brain at the three slice planes"))
        self.planes_button.setCheckable(True)
        self.planes_button.setChecked(True)
        self.planes_button.toggled.connect(self.planes_toggled)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, 100)
        self.slider.setValue(100)
        self.slider.setFixedWidth(64)
        self.slider.setToolTip(self.tr("Opacity of the surface"))
        self.slider.setAccessibleName(self.tr("Opacity of the surface"))
        self.slider.valueChanged.connect(self._on_slider)
        layout.addWidget(self.reset_button)
        layout.addWidget(self.planes_button)
        layout.addSpacing(4)
        self._caption = QLabel(self.tr("Surface"), self)
        layout.addWidget(self._caption)
        layout.addWidget(self.slider)
        self.setStyleSheet(
            "#sceneBar { background: rgba(28, 32, 39, 205); border: 1px solid rgba(90, 100, 115, 110);"
            " border-radius: 8px; }"
            "#sceneBar QLabel { background: transparent; color: #c3cad6; padding: 0 2px; }"
            "#sceneBar QSlider { background: transparent; }"
            "#sceneBar QToolButton { background: transparent; color: #e8ebf0; border: none; border-radius: 5px;"
            " padding: 3px 6px; font-weight: 600; }"
            "#sceneBar QToolButton:hover { background: #39414e; }"
            "#sceneBar QToolButton:checked { background: #2d5f95; }"
        )

    @property
    def planes_on(self) -> bool:
        """Whether the slice planes are asked for."""
        return self.planes_button.isChecked()

    def fit(self, width: int) -> None:
        """Leave out what there is no room for: first the caption of the slider, then the slider, then Reset."""
        optional = (self._caption, self.slider, self.reset_button)
        for part in optional:
            part.setVisible(True)
        for part in optional:
            if self.sizeHint().width() <= width:
                break
            part.setVisible(False)

    def _button(self, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys stay with the view
        return button

    def _from(self, side: str) -> str:
        words = {
            "L": self.tr("From the patient's left (keypad 4)"),
            "R": self.tr("From the patient's right (keypad 6)"),
            "A": self.tr("From the front (keypad 5)"),
            "P": self.tr("From behind (keypad 0)"),
            "S": self.tr("From above (keypad 8)"),
            "I": self.tr("From below (keypad 2)"),
        }
        return words[side]

    def _on_side(self) -> None:
        self.side_chosen.emit(str(self.sender().property("side")))

    def _on_slider(self, percent: int) -> None:
        self.opacity_changed.emit(percent / 100)
