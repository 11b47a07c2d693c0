"""The strip of drawing tools over the views: which tool, how it draws, and into which region."""

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QWidget,
)

from analysis.errors import AlgoscopeError
from gui.commands import drawing as commands
from gui.drawing import Over, Source, Tool
from gui.qt_safe import QtSafe
from gui.session import Change, Session
from gui.style import Theme
from gui.widgets.icons import add_tinted
from gui.widgets.styled import ElidedLabel, named, tool_button

ICON_PIXELS = 18
_SWATCH = 12


class ToolStrip(QtSafe, QFrame):
    """One button a tool with its key; the options and the hint are those of the tool in use."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._session = session
        self._shown_regions: list[tuple[int, str, tuple[int, int, int]]] = []
        self._buttons = QButtonGroup(self)
        self._tools, self._tool_row = _row()
        self._options, self._option_row = _row()
        for tool in Tool:
            button = tool_button(style="tool", checkable=True)
            button.setToolTip(f"{self._names()[tool]} ({tool.value})\n{self._hints()[tool]}")
            button.setIconSize(QSize(ICON_PIXELS, ICON_PIXELS))
            self._buttons.addButton(button, tool.value)
            self._tool_row.addWidget(button)
        self._buttons.idClicked.connect(self._on_tool)
        self._make_options()
        self._hint = named(ElidedLabel(), "dim")
        self._option_row.addWidget(self._hint, 1)
        self._region = QComboBox()
        self._region.setToolTip(self.tr("The region that is drawn"))
        self._region.setMinimumContentsLength(14)
        self._region.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._region.activated.connect(self._on_region)
        self._new = tool_button("+", self.tr("A new region (Ctrl+N)"), style="tool")
        self._new.clicked.connect(self._add_region)
        for part in (self._region, self._new):
            self._tool_row.addWidget(part)
        self._tool_row.addStretch(1)
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(8, 3, 8, 3)
        self._layout.setSpacing(4)
        self._layout.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)
        session.changed.connect(self.refresh)
        self.refresh(Change.ROIS)

    def _names(self) -> dict[Tool, str]:
        return {
            Tool.CROSSHAIR: self.tr("Crosshair"),
            Tool.BRUSH: self.tr("Brush"),
            Tool.CONTOUR: self.tr("Contour"),
            Tool.BALL: self.tr("Sphere or box"),
            Tool.GROW: self.tr("Growing region"),
            Tool.PICK: self.tr("Atlas region or cluster"),
        }

    def _hints(self) -> dict[Tool, str]:
        alt = self.tr("Alt + left: crosshair. Middle: pan. Ctrl + right: window from a box.")
        return {
            Tool.CROSSHAIR: self.tr("Left: crosshair. Middle: pan. Right: window and level."),
            Tool.BRUSH: self.tr("Left: paint. Right: erase. Shift + wheel or − =: size.") + " " + alt,
            Tool.CONTOUR: self.tr(
                "Left: click for corners, drag freehand, drag a corner to move it. Right: drop the last corner. "
                "Double click or Enter: accept. Shift + Enter: take away. Esc: drop."
            )
            + " "
            + alt,
            Tool.BALL: self.tr("Left: add. Right: take away. Shift + wheel or − =: radius.") + " " + alt,
            Tool.GROW: self.tr(
                "Left: grow from here; drag right or left for a wider or narrower range, up or down for a higher or "
                "lower one. Right: take away so. Esc while dragging: drop."
            )
            + " "
            + alt,
            Tool.PICK: self.tr("Left: add the region or cluster under the mouse. Right: take it away.") + " " + alt,
        }

    # -- options -------------------------------------------------------------------------------------------------

    def _make_options(self) -> None:
        self._make_sizes()
        self._make_growth()
        self._make_source()
        self._square = tool_button(
            "■", self.tr("A square brush, or a box instead of a sphere"), style="tool", checkable=True
        )
        self._square.clicked.connect(self._on_square)
        self._solid = tool_button(
            "3D", self.tr("Through the slices, not in this one only"), style="tool", checkable=True
        )
        self._solid.clicked.connect(self._on_solid)
        self._over = self._choice(self.tr("What is drawn over; locked regions never change"))
        self._over.addItem(self.tr("Over all"), Over.ALL)
        self._over.addItem(self.tr("Over nothing"), Over.EMPTY)
        self._over.activated.connect(self._on_over)
        self._of_tool: dict[QWidget, tuple[Tool, ...]] = {
            self._size: (Tool.BRUSH,),
            self._radius: (Tool.BALL,),
            self._reach: (Tool.GROW,),
            self._square: (Tool.BRUSH, Tool.BALL),
            self._solid: (Tool.BRUSH, Tool.BALL),
            self._connectivity: (Tool.GROW,),
            self._in_brain: (Tool.GROW,),
            self._source: (Tool.PICK,),
            self._over: tuple(tool for tool in Tool if tool is not Tool.CROSSHAIR),
        }
        for part in self._of_tool:
            self._option_row.addWidget(part)

    def _make_sizes(self) -> None:
        self._size = self._spin(self.tr("Diameter of the brush"), 0.5, 200.0, "⌀ ")
        self._size.valueChanged.connect(self._on_size)
        self._radius = self._spin(self.tr("Radius of the sphere, half the side of the box"), 0.5, 100.0, "r ")
        self._radius.valueChanged.connect(self._on_radius)
        self._reach = self._spin(self.tr("The region grows no farther from the click"), 1.0, 300.0, "r ≤ ")
        self._reach.valueChanged.connect(self._on_reach)

    def _make_growth(self) -> None:
        self._connectivity = self._choice(self.tr("Neighbours: by faces (6), edges (18), corners (26)"))
        for number in (6, 18, 26):
            self._connectivity.addItem(str(number), number)
        self._connectivity.activated.connect(self._on_connectivity)
        self._in_brain = QCheckBox(self.tr("In the brain"))
        self._in_brain.setToolTip(self.tr("Stops at the border of the brain mask, where one is open"))
        self._in_brain.clicked.connect(self._on_in_brain)

    def _make_source(self) -> None:
        self._source = self._choice(self.tr("What a click takes"))
        for text, source in (
            (self.tr("AAL region"), Source.AAL),
            (self.tr("AAL3 region"), Source.AAL3),
            (self.tr("Arterial territory"), Source.TERRITORIES),
            (self.tr("Cluster of the map"), Source.CLUSTER),
        ):
            self._source.addItem(text, source)
        self._source.setItemData(
            self._source.findData(Source.AAL3),
            self.tr(
                "AAL with nuclei of thalamus and brainstem: most are a few mm wide, less than a registration can err"
            ),
            Qt.ItemDataRole.ToolTipRole,
        )
        self._source.activated.connect(self._on_source)

    def _spin(self, tip: str, low: float, high: float, prefix: str) -> QDoubleSpinBox:
        spin = QDoubleSpinBox(minimum=low, maximum=high, decimals=1, singleStep=1.0, prefix=prefix, suffix=" mm")
        spin.setToolTip(tip)
        spin.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        spin.setKeyboardTracking(False)
        return spin

    def _choice(self, tip: str) -> QComboBox:
        box = QComboBox()
        box.setToolTip(tip)
        box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return box

    def set_theme(self, theme: Theme) -> None:
        """Colour the icons."""
        for tool in Tool:
            name = f"tool_{tool.name.lower()}"
            icon = QIcon()
            add_tinted(icon, name, theme.text, ICON_PIXELS)
            add_tinted(icon, name, theme.accent, ICON_PIXELS, state=QIcon.State.On)
            self._buttons.button(tool.value).setIcon(icon)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()

    def _arrange(self) -> None:
        """Options beside the tools, or under them where there is no room for both: the window may be narrow."""
        tools, options = (part.minimumSizeHint().width() for part in (self._tools, self._options))
        is_drawing = self._session.drawing.tool is not Tool.CROSSHAIR
        is_wide = not is_drawing or tools + options + 40 <= self.width()
        self._layout.removeWidget(self._options)
        self._layout.addWidget(self._tools, 0, 0)
        self._layout.addWidget(self._options, *((0, 1) if is_wide else (1, 0)))
        self._layout.setColumnStretch(0, 0 if is_wide else 1)
        self._layout.setColumnStretch(1, 1 if is_wide else 0)
        height = self._tools.sizeHint().height()
        self.setFixedHeight(height + 6 if is_wide else height + self._options.sizeHint().height() + 10)

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider of both rows."""
        return QSize(self._tools.minimumSizeHint().width() + 16, super().minimumSizeHint().height())

    # -- following the session -----------------------------------------------------------------------------------

    def refresh(self, change: Change) -> None:
        """Show the tool, its options and the regions as they are."""
        if not change & Change.ROIS:
            return
        drawing = self._session.drawing
        options = drawing.options
        tool = drawing.tool
        self._buttons.button(tool.value).setChecked(True)
        if self._hint.text() != self._hints()[tool]:
            self._hint.setText(self._hints()[tool])
            self._hint.setToolTip(self._hints()[tool])
        for part, tools in self._of_tool.items():
            part.setVisible(tool in tools)
        self._arrange()
        for spin, value in (
            (self._size, options.size_mm),
            (self._radius, options.radius_mm),
            (self._reach, options.grow_mm),
        ):
            with QSignalBlocker(spin):
                spin.setValue(value)
        self._square.setChecked(options.square)
        self._solid.setChecked(options.solid)
        self._in_brain.setChecked(options.in_brain)
        for box, chosen in (
            (self._connectivity, options.connectivity),
            (self._source, options.source),
            (self._over, drawing.over),
        ):
            box.setCurrentIndex(box.findData(chosen))
        self._show_regions()

    def _show_regions(self) -> None:
        labels = self._session.drawing.labels
        shown = [] if labels is None else [(r.label, r.name, r.colour) for r in labels.regions]
        if shown != self._shown_regions:
            self._shown_regions = shown
            self._region.clear()
            for label, name, colour in shown:
                self._region.addItem(swatch(colour), name, label)
        self._region.setCurrentIndex(self._region.findData(self._session.drawing.label))
        self._region.setEnabled(bool(shown))

    # -- what the user does --------------------------------------------------------------------------------------

    def _on_tool(self, number: int) -> None:
        self._session.drawing.choose_tool(Tool(number))

    def _on_region(self, index: int) -> None:
        self._session.drawing.choose_region(self._region.itemData(index))

    def _add_region(self) -> None:
        try:
            commands.add_region(self._session)
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def _on_size(self, value: float) -> None:
        self._session.drawing.set_options(size_mm=value)

    def _on_radius(self, value: float) -> None:
        self._session.drawing.set_options(radius_mm=value)

    def _on_reach(self, value: float) -> None:
        self._session.drawing.set_options(grow_mm=value)

    def _on_square(self, checked: bool) -> None:
        self._session.drawing.set_options(square=checked)

    def _on_solid(self, checked: bool) -> None:
        self._session.drawing.set_options(solid=checked)

    def _on_in_brain(self, checked: bool) -> None:
        self._session.drawing.set_options(in_brain=checked)

    def _on_connectivity(self, index: int) -> None:
        self._session.drawing.set_options(connectivity=self._connectivity.itemData(index))

    def _on_source(self, index: int) -> None:
        self._session.drawing.set_options(source=self._source.itemData(index))

    def _on_over(self, index: int) -> None:
        self._session.drawing.draw_over(self._over.itemData(index))


def _row() -> tuple[QWidget, QHBoxLayout]:
    widget = QWidget()
    layout = QHBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(3)
    return widget, layout


def swatch(colour: tuple[int, int, int]) -> QIcon:
    """A square of a colour."""
    pixmap = QPixmap(_SWATCH, _SWATCH)
    pixmap.fill(QColor(*colour))
    return QIcon(pixmap)
