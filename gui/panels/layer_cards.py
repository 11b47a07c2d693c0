"""The list of layers as cards, the top layer first: eye, name, colours, threshold, opacity."""

from functools import partial
from math import inf

from PySide6.QtCore import QCoreApplication, QEvent, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QAction, QMouseEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from analysis.colour import ColourScale, colormap_names, threshold_of, with_threshold
from analysis.errors import AlgoscopeError
from analysis.histogram import histogram
from analysis.image import Series
from analysis.sampling import Interpolation
from gui.commands import computing
from gui.commands import layers as layer_commands
from gui.jobs import JobRunner
from gui.language import in_window
from gui.panels.as_much import AsMuch
from gui.qt_safe import QtSafe
from gui.session import Change, Layer, Role, Session
from gui.turns import Turns
from gui.widgets.bounds_row import BoundsRow
from gui.widgets.icons import beside_text, icon
from gui.widgets.range_handles import RangeHandles
from gui.widgets.styled import ElidedLabel, named, tool_button

EYE_PIXELS = 18


class LayerCard(QtSafe, QFrame):
    """One layer. Its controls are shown while the layer is selected."""

    def __init__(self, session: Session, jobs: JobRunner, layer_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session, self._jobs, self._id = session, jobs, layer_id
        self._histogram_of: object = None
        self._threshold = 0.0
        self._eye = tool_button(tip=self.tr("Show or hide this layer"), style="flat", checkable=True)
        self._eye.setIconSize(QSize(EYE_PIXELS, EYE_PIXELS))
        self._eye.clicked.connect(self._toggle)
        self._name = named(ElidedLabel(), "title")
        self._facts, self._place = (named(ElidedLabel(), "dim") for _ in range(2))
        self._more = tool_button("⋯", self.tr("More for this layer"), style="flat")
        self._more.clicked.connect(self._show_menu)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._eye)
        head.addWidget(self._name, 1)
        head.addWidget(self._more)
        self._recompute: QPushButton | None = None
        self._controls: QWidget | None = None  # made when the layer is selected, in a turn of their own
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 6, 8, 8)
        self._column.setSpacing(4)
        self._column.addLayout(head)
        self._column.addWidget(self._facts)
        self._column.addWidget(self._place)
        self._turns = Turns(self)
        self._eye_shown: tuple[object, ...] = ()
        self._seen: tuple[Layer, bool, bool, str] | None = None  # what was shown last
        self.refresh()

    def _add_controls(self) -> None:
        if self._controls is None and self._session.has_layer(self._id):
            self._controls = self._make_controls()
            self._column.addWidget(self._controls)
            self.refresh()

    def _make_controls(self) -> QWidget:
        controls = QWidget()
        self._handles = RangeHandles()
        self._handles.scale_changed.connect(self._set_scale)
        self._bounds = BoundsRow(in_window(self._layer.image.unit))
        self._first, self._second = self._bounds.first, self._bounds.second
        self._first.edited.connect(self._set_first)
        self._second.edited.connect(self._set_second)
        self._colormap = QComboBox()
        self._colormap.setToolTip(self.tr("Colour map"))
        self._colormap.addItems(colormap_names())
        self._colormap.textActivated.connect(self._set_colormap)
        self._opacity = QSlider(Qt.Orientation.Horizontal)
        self._opacity.setRange(0, 100)
        self._opacity.setToolTip(self.tr("Opacity, %"))
        self._opacity.valueChanged.connect(self._set_opacity)
        self._positive = tool_button("+", self.tr("Show values above the threshold"), checkable=True)
        self._negative = tool_button("−", self.tr("Show values below −threshold"), checkable=True)
        for button in (self._positive, self._negative):
            button.clicked.connect(self._set_signs)
        grid = QGridLayout(controls)
        grid.setContentsMargins(0, 2, 0, 0)
        grid.setSpacing(5)
        grid.addWidget(self._handles, 0, 0, 1, 4)
        grid.addWidget(self._bounds, 1, 0, 1, 4)
        signs = QHBoxLayout()
        signs.addWidget(self._colormap, 1)
        signs.addWidget(self._positive)
        signs.addWidget(self._negative)
        grid.addLayout(signs, 2, 0, 1, 4)
        grid.addWidget(named(QLabel(self.tr("Opacity")), "dim"), 3, 0)
        grid.addWidget(self._opacity, 3, 1, 1, 3)
        self._as_much = AsMuch(self._session, self._id)
        grid.addWidget(self._as_much, 4, 0, 1, 4)
        grid.setColumnStretch(1, 1)
        return controls

    def menu(self) -> QMenu:
        """What else can be done with the layer."""
        menu = QMenu(self)
        smooth = QAction(self.tr("Smooth between voxels"), menu, checkable=True)
        smooth.setChecked(self._layer.display.interpolation is Interpolation.LINEAR)
        smooth.triggered.connect(self._set_smooth)
        menu.addAction(smooth)
        menu.addSeparator()
        for text, slot in (
            (self.tr("Show only this one"), self._show_only),
            (self.tr("Rename…"), self._rename),
            (self.tr("Move up"), self._raise),
            (self.tr("Move down"), self._lower),
            (self.tr("Close"), self._close),
        ):
            action = QAction(text, menu)
            action.triggered.connect(slot)
            menu.addAction(action)
        return menu

    def _show_menu(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    # -- showing -----------------------------------------------------------------------------------------

    @property
    def _layer(self) -> Layer:
        return self._session.layer(self._id)

    def follow(self) -> None:
        """Show the layer as it is now; most changes are not of this one of thirty, unless it is selected."""
        state = self._state()
        if state != self._seen or state[1]:
            self.refresh()

    def _state(self) -> tuple[Layer, bool, bool, str]:
        layer, session = self._layer, self._session
        is_selected = session.selected_layer is layer
        return layer, is_selected, computing.is_stale(session, layer), session.spaces.remark(layer)

    def refresh(self) -> None:
        """Show the layer as it is now."""
        self._seen = layer, selected, is_stale, remark = self._state()
        self._show_eye(layer)
        self._name.setText(layer.name)
        self._name.setToolTip(f"{layer.name}\n{in_window(layer.grid.in_words())}")
        self._facts.setText(_facts(layer))
        self._show_place(remark)
        if self._controls is not None:
            self._controls.setVisible(selected)
        elif selected and not self._turns.n_waiting:
            self._turns.add(self._add_controls)
        self._offer_recompute(is_stale)
        if self.property("selected") != selected:
            self.setProperty("selected", selected)
            self.style().polish(self)
        if selected and self._controls is not None:
            self._refresh_controls(layer)

    def show_facts(self) -> None:
        """Say how many volumes have arrived."""
        self._facts.setText(_facts(self._layer))

    def _show_place(self, remark: str) -> None:
        """In which space of the patient the layer is, and why it is not seen in another."""
        self._place.setText(remark)
        self._place.setToolTip(remark)
        self._place.setVisible(bool(remark))

    def _show_eye(self, layer: Layer) -> None:
        role = QPalette.ColorRole.WindowText if layer.display.visible else QPalette.ColorRole.PlaceholderText
        name = "eye" if layer.display.visible else "eye_off"
        pixels = beside_text(EYE_PIXELS, self)
        shown = (name, QApplication.palette().color(role).name(), pixels)
        self._eye.setChecked(layer.display.visible)
        if shown != self._eye_shown:  # another theme tells of its palette several times
            self._eye_shown = shown
            self._eye.setIcon(icon(*shown))
            self._eye.setIconSize(QSize(pixels, pixels))

    def _refresh_controls(self, layer: Layer) -> None:
        scale = layer.display.scale
        volume = layer.volume(self._session.timepoint)
        if self._histogram_of is not volume and (self._histogram_of is None or not isinstance(layer.image, Series)):
            self._histogram_of = volume
            self._handles.show_values(histogram(volume))
        self._handles.show_scale(scale)
        thresholded = scale.gap is not None
        captions = (self.tr("Threshold"), self.tr("Max")) if thresholded else (self.tr("Low"), self.tr("High"))
        self._bounds.set_captions(*captions)
        threshold = threshold_of(scale)
        if threshold < inf:  # while neither sign is shown the scale itself does not remember it
            self._threshold = threshold
        self._first.show_value(self._threshold if thresholded else scale.low)
        self._second.show_value(scale.high)
        self._as_much.refresh()
        two_signs = thresholded and scale.low < 0
        self._positive.setVisible(two_signs)
        self._negative.setVisible(two_signs)
        if scale.gap is not None:
            self._positive.setChecked(scale.gap[1] < inf)
            self._negative.setChecked(scale.gap[0] > -inf)
        blockers = [QSignalBlocker(self._opacity), QSignalBlocker(self._colormap)]
        self._opacity.setValue(round(scale.opacity * 100))
        self._colormap.setCurrentText(scale.colormap)
        del blockers

    # -- what the user does -----------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        is_dressed = event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange)
        if is_dressed and self._session.has_layer(self._id):
            self._show_eye(self._layer)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._session.select_layer(self._id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._rename()

    def _offer_recompute(self, stale: bool) -> None:
        """A button that says what has changed, as long as it has."""
        if stale and self._recompute is None:
            self._recompute = QPushButton(self.tr("Inputs changed: recompute"))
            self._recompute.setToolTip(self.tr("The mask or the preparation is not what this map was computed with"))
            self._recompute.clicked.connect(self._compute_again)
            self._column.insertWidget(2, self._recompute)
        if self._recompute is not None:
            self._recompute.setVisible(stale)

    def _compute_again(self) -> None:
        try:
            computing.recompute(self._session, self._jobs, self._id)
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def _toggle(self, checked: bool) -> None:
        self._session.show_layer(self._id, visible=checked)

    def _set_scale(self, scale: ColourScale) -> None:
        self._session.scale_layer(self._id, low=scale.low, high=scale.high, gap=scale.gap)

    def _set_first(self, value: float) -> None:
        scale = self._layer.display.scale
        if scale.gap is None:
            if value < scale.high:
                self._session.scale_layer(self._id, low=value)
        else:
            self._session.scale_layer(self._id, gap=with_threshold(scale.gap, abs(value) if scale.low < 0 else value))
        self.refresh()  # a number that was not taken must not stay in the field

    def _set_second(self, value: float) -> None:
        scale = self._layer.display.scale
        if scale.gap is not None and scale.low < 0:
            if value > 0:
                self._session.scale_layer(self._id, low=-value, high=value)
        elif value > scale.low:
            self._session.scale_layer(self._id, high=value)
        self.refresh()

    def _set_signs(self) -> None:
        scale = self._layer.display.scale
        edge = min(threshold_of(scale), self._threshold)
        gap = (-edge if self._negative.isChecked() else -inf, edge if self._positive.isChecked() else inf)
        self._session.scale_layer(self._id, gap=gap)

    def _set_colormap(self, name: str) -> None:
        self._session.scale_layer(self._id, colormap=name)

    def _set_opacity(self, percent: int) -> None:
        self._session.scale_layer(self._id, opacity=percent / 100)

    def _set_smooth(self, checked: bool) -> None:
        self._session.interpolate_layer(self._id, Interpolation.LINEAR if checked else Interpolation.NEAREST)

    def _show_only(self) -> None:
        layer_commands.show_only(self._session, self._id)

    def _rename(self) -> None:
        name, accepted = QInputDialog.getText(self, self.tr("Rename"), self.tr("Name:"), text=self._layer.name)
        if accepted:
            layer_commands.rename_layer(self._session, self._id, name)

    def _raise(self) -> None:
        layer_commands.raise_layer(self._session, self._id, 1)

    def _lower(self) -> None:
        layer_commands.raise_layer(self._session, self._id, -1)

    def _close(self) -> None:
        layer_commands.close_layer(self._session, self._id)


class LayerCards(QScrollArea):
    """All cards, the top layer first."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session, self._jobs = session, jobs
        self._cards: dict[int, LayerCard] = {}
        self._turns = Turns(self)
        content = named(QFrame(), "panel")
        self._layout = QVBoxLayout(content)
        self._layout.setContentsMargins(8, 8, 8, 8)
        self._layout.setSpacing(6)
        self._empty = named(QLabel(self.tr("Nothing is open yet.")), "dim")
        self._layout.addWidget(self._empty)
        self._layout.addStretch(1)
        self.setWidget(content)
        session.changed.connect(self.refresh)
        self.refresh(Change.LAYERS)

    def refresh(self, change: Change) -> None:
        """Follow the session; a new card has shown its layer when it was made."""
        known = set(self._cards)
        if change & Change.LAYERS:
            self._rebuild()
        if change & (Change.LAYERS | Change.DISPLAY | Change.SELECTION | Change.PREPARATION):
            for layer_id in known & set(self._cards):
                self._cards[layer_id].follow()
        if change & Change.FRAMES:
            for card in self._cards.values():
                card.show_facts()

    def _rebuild(self) -> None:
        wanted = [layer.id for layer in reversed(self._session.layers)]
        for layer_id in [known for known in self._cards if known not in wanted]:
            card = self._cards.pop(layer_id)
            self._layout.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._empty.setVisible(not wanted)
        self._turns.clear()
        # a patient's results may be thirty layers: where somebody looks on, each card is made in a turn of its own
        is_watched = self.window().isVisible()
        for layer_id in [one for one in wanted if one not in self._cards]:
            if is_watched:
                self._turns.add(partial(self._make_card, layer_id), is_last=True)
            else:
                self._make_card(layer_id)
        self._sort(wanted)

    def _make_card(self, layer_id: int) -> None:
        self._cards[layer_id] = LayerCard(self._session, self._jobs, layer_id)
        self._sort([layer.id for layer in reversed(self._session.layers)])

    def _sort(self, wanted: list[int]) -> None:
        """The cards that there are in the order of their layers; one that is in its place is not touched."""
        for position, layer_id in enumerate((one for one in wanted if one in self._cards), start=1):
            card = self._cards[layer_id]
            if self._layout.indexOf(card) != position:
                self._layout.removeWidget(card)
                self._layout.insertWidget(position, card)


def _tr(text: str) -> str:
    return QCoreApplication.translate("LayerCard", text)


def _facts(layer: Layer) -> str:
    size = " × ".join(f"{s:.3g}" for s in layer.grid.voxel_size_mm)
    facts = [f"{size} mm"]
    if isinstance(layer.image, Series):
        loaded, n = layer.image.frames.n_loaded, layer.image.n_timepoints
        facts.append(_tr("{n} vol").format(n=n) if loaded >= n else _tr("{k} of {n} vol").format(k=loaded, n=n))
        facts.append(f"TR {layer.image.tr_s:g} s" if layer.image.tr_s is not None else _tr("TR unknown"))
    if layer.image.unit:
        facts.append(layer.image.unit)
    if layer.role is Role.MASK and layer.stat_map is None:
        facts.append(_tr("mask"))
    return " · ".join(facts)
