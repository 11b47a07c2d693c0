"""All maps of the open patient as small pictures: what is there, what can be computed now, and why the rest cannot."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from analysis.colour import ColourScale
from analysis.errors import AlgoscopeError
from analysis.image import Volume
from gui.commands import gallery
from gui.commands.gallery import Entry, State
from gui.commands.map_kinds import unit_of
from gui.figures.slice_figure import FigureLayer
from gui.figures.thumbnail import Thumbnail, draw_thumbnails
from gui.jobs import JobRunner
from gui.language import in_window
from gui.panels.verdict_card import VerdictCard
from gui.qt_safe import QtSafe
from gui.session import Change, Layer, Role, Session
from gui.turns import Turns
from gui.widgets.empty_state import EmptyState
from gui.widgets.styled import Paragraph, named

_SIDE = 84  # of a picture, at the usual text size
_SOON_MS = 200
_DRAWN = Change.LAYERS | Change.DISPLAY | Change.VALUES | Change.SPACE


class GalleryTile(QtSafe, QFrame):
    """One kind of map. A click, Enter or the space bar shows it; arrows go to its neighbours."""

    shown = Signal(str)  # its kind's key
    wanted = Signal(str)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.key = key
        self.entry: Entry | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name, self.meaning, self.why = (Paragraph() for _ in range(3))
        named(self.name, "title")
        named(self.meaning, "dim")
        named(self.why, "dim")
        self.button = QPushButton(self.tr("Compute"))
        self.button.clicked.connect(self._ask)
        words = QVBoxLayout()
        words.setSpacing(3)
        for part in (self.name, self.meaning, self.why):
            words.addWidget(part)
        words.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(10)
        layout.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)

    def show_entry(self, entry: Entry, *, is_current: bool) -> None:
        """Show what is known of the kind."""
        self.entry = entry
        unit = entry.kind.unit if entry.layer is None else unit_of(entry.layer, entry.kind)
        self.name.setText(f"{entry.kind.caption} · {in_window(unit)}" if unit else entry.kind.caption)
        self.meaning.setText(entry.kind.words)
        is_there = entry.state is State.COMPUTED
        why = {State.COMPUTED: self.tr("Shown now.") if is_current else "", State.COMPUTABLE: ""}
        self.why.setText(why.get(entry.state, self.tr("Not possible: {why}").format(why=in_window(entry.why))))
        self.why.setVisible(bool(self.why.text()))
        self.button.setVisible(entry.state is State.COMPUTABLE)
        self.picture.setVisible(is_there)
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_there else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(" ".join((self.name.text(), self.meaning.text(), self.why.text())).strip())
        tip = self.tr("{name}: click, or Enter, to see it over the anatomy")
        self.setToolTip(tip.format(name=entry.layer.name) if entry.layer is not None else "")
        if self.property("selected") != is_current:
            self.setProperty("selected", is_current)
            self.style().polish(self)

    def show_picture(self, image: QImage | None, side: int) -> None:
        """Show the map as it is drawn now; an empty frame until it is."""
        self.picture.setFixedSize(side, side)
        if image is None:
            self.picture.setPixmap(QPixmap())
            return
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(image.width() / side)
        self.picture.setPixmap(pixmap)

    def _ask(self) -> None:
        self.wanted.emit(self.key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.LeftButton:
            self._act()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._act()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark_focus()

    def _mark_focus(self) -> None:
        self.setFrameShadow(QFrame.Shadow.Raised if self.hasFocus() else QFrame.Shadow.Plain)
        self.name.setText(self.name.text().removeprefix("▸ "))
        if self.hasFocus():
            self.name.setText(f"▸ {self.name.text()}")

    def _act(self) -> None:
        if self.entry is not None and self.entry.state is State.COMPUTED:
            self.shown.emit(self.key)


class GalleryPage(QtSafe, QScrollArea):
    """The gallery above cards that read maps; ``perfusion_wanted`` and ``patient_wanted`` where another page helps."""

    perfusion_wanted = Signal()
    territories_wanted = Signal()
    patient_wanted = Signal()

    def __init__(
        self, session: Session, jobs: JobRunner, cards: Sequence[QWidget] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session, self._jobs = session, jobs
        self._images: dict[int, tuple[object, QImage]] = {}
        self.tiles: dict[str, GalleryTile] = {}
        self._empty = EmptyState(
            self.tr("No maps yet"),
            self.tr("Maps are computed on the scans of a patient, or opened from a processed folder. Open a patient."),
            self.tr("Go to Patient"),
            self.patient_wanted.emit,
        )
        content = named(QFrame(), "panel")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(12, 10, 12, 12)
        self._column.setSpacing(8)
        self._column.addWidget(self._empty)
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addWidget(named(QLabel(self.tr("All maps")), "heading"))
        for entry in gallery.entries(session):
            tile = GalleryTile(entry.kind.key)
            tile.shown.connect(self.show_map)
            tile.wanted.connect(self.compute)
            self.tiles[entry.kind.key] = tile
            body.addWidget(tile)
        for card in cards:
            body.addWidget(card)
        self._column.addWidget(VerdictCard(session))
        self._column.addWidget(self._body)
        self._column.addStretch(1)
        self.setWidget(content)
        self._turns = Turns(self)
        self._timer = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._timer.timeout.connect(self._draw)
        session.changed.connect(self.refresh)
        self.refresh(Change.LAYERS)

    def refresh(self, change: Change) -> None:
        """Follow the session; pictures are drawn only while somebody sees them."""
        if not change & (_DRAWN | Change.SELECTION | Change.FRAMES | Change.SEED | Change.PERFUSION):
            return
        has_images = bool(self._session.layers)
        self._empty.setVisible(not has_images)
        self._body.setVisible(has_images)
        if has_images and self.isVisible():
            self._show_entries()
        elif has_images and self.window().isVisible() and not self._turns.n_waiting:
            self._turns.add(self._show_entries, is_last=True)  # so that opening the page need not
        if change & _DRAWN and self.isVisible():
            self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._turns.clear()
        self._show_entries()
        self._timer.start()

    def _show_entries(self) -> None:
        side = self._side()
        found = gallery.entries(self._session)
        order = {State.COMPUTED: 0, State.COMPUTABLE: 1, State.IMPOSSIBLE: 2}
        body = self._body.layout()
        assert isinstance(body, QVBoxLayout)
        for place, entry in enumerate(sorted(found, key=lambda one: order[one.state]), start=1):
            tile = self.tiles[entry.kind.key]
            if body.indexOf(tile) != place:
                body.insertWidget(place, tile)
            layer = entry.layer
            tile.show_entry(entry, is_current=layer is not None and layer.display.visible)
            known = None if layer is None else self._images.get(layer.id)
            tile.show_picture(None if known is None else known[1], side)

    def _side(self) -> int:
        return round(_SIDE * self.fontMetrics().height() / 16)

    def _draw(self) -> None:
        """Draw the pictures that have changed, in the background."""
        wanted: dict[tuple[int, object], Thumbnail] = {}
        for entry in gallery.entries(self._session):
            layer = entry.layer
            if layer is None:
                continue
            state = _state_of(layer, self._session)
            known = self._images.get(layer.id)
            if known is None or known[0] != state:
                wanted[layer.id, state] = self._thumbnail(layer)
        if wanted:
            side = round(self._side() * self.devicePixelRatioF())
            self._jobs.submit(
                self.tr("Pictures of the maps"), draw_thumbnails, wanted, side, on_done=self._take, key="gallery",
                quiet=True,
            )  # fmt: skip

    def _thumbnail(self, layer: Layer) -> Thumbnail:
        spaces = self._session.spaces
        below = next(
            (x for x in self._session.layers if x.role is Role.UNDERLAY and not x.is_series
             and spaces.home(x) is spaces.home(layer)), None,
        )  # fmt: skip
        under = None if below is None else FigureLayer(below.volume(0), replace(below.display.scale, opacity=1.0))
        over = FigureLayer(layer.volume(0), layer.display.scale, layer.display.interpolation)
        return Thumbnail(over, under, self._session.convention)

    def _take(self, drawn: dict[tuple[int, object], QImage]) -> None:
        for (layer_id, state), image in drawn.items():
            self._images[layer_id] = (state, image)
        self._images = {i: known for i, known in self._images.items() if self._session.has_layer(i)}
        self._show_entries()

    def show_map(self, key: str) -> None:
        """See the map of a kind over the anatomy."""
        entry = self.tiles[key].entry
        if entry is not None and entry.layer is not None and self._session.has_layer(entry.layer.id):
            gallery.show(self._session, entry.layer.id)

    def compute(self, key: str) -> None:
        """Compute the map of a kind, or go where more is asked first."""
        entry = self.tiles[key].entry
        if entry is None:
            return
        if key == "asymmetry":
            self.territories_wanted.emit()
            return
        if key in ("cbf", "att", "coupling"):
            self.perfusion_wanted.emit()
            return
        try:
            gallery.compute(self._session, self._jobs, entry.kind)
        except AlgoscopeError as error:
            self._session.tell(str(error))


def _state_of(layer: Layer, session: Session) -> tuple[Volume | object, ColourScale, object]:
    """Equal while the picture of a map is the same."""
    return layer.image, layer.display.scale, session.convention
