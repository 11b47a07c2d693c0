"""The guide of four steps on the demonstration patient: open, look, compute, draw and report."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.panels.guide_card import GuideCard, GuideStep
from gui.session import Change, Session
from gui.widgets.spotlight import Spotlight


@dataclass(frozen=True)
class GuidedParts:
    """The parts of the window that the steps are about, and what their buttons do."""

    centre: QWidget
    layers: QWidget
    pages: QWidget
    open_demo: Callable[[], None]
    centre_cursor: Callable[[], None]
    show_page: Callable[[str], None]


class Guide(QObject):
    """``card`` is the widget; ``guide`` is the action of the menu."""

    def __init__(self, session: Session, parts: GuidedParts, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._parts = session, parts
        self.card = GuideCard(self._steps())
        self._spotlight = Spotlight(window)
        self._waits = False  # for the demonstration patient
        self.card.moved.connect(self._on_moved)
        self.card.left.connect(self._on_left)
        session.changed.connect(self._follow)

    def guide(self) -> None:
        """Begin, or begin again."""
        self.card.start()

    def _steps(self) -> tuple[GuideStep, ...]:
        parts = self._parts
        return (
            GuideStep(
                self.tr("Open a patient"),
                self.tr(
                    "The demonstration patient is computed here; it is no real person. It has a T1, a resting-state "
                    "series and a perfusion series (ASL), as a study of pain has. Your own scans: drop their folder on "
                    "this window, or press Ctrl+P."
                ),
                self.tr("Open it"),
                self._open_demo,
                parts.centre,
            ),
            GuideStep(
                self.tr("Look"),
                self.tr(
                    "Click or drag in a slice: the crosshair goes there in all views. The wheel, or PgUp and PgDn, "
                    "turn the slices; the arrows move one voxel. The left of the screen is the patient's right "
                    "unless the badge says otherwise. On the right, each layer has its card: drag the handles of its "
                    "histogram to change window and threshold, and read the values under the crosshair below."
                ),
                self.tr("Go to the centre"),
                parts.centre_cursor,
                parts.layers,
            ),
            GuideStep(
                self.tr("Compute a map"),
                self.tr(
                    "The Maps page lists what can be computed from the open series, how, and how long it takes. Tick "
                    "ReHo and press Compute: the work goes on in the background, and the map lies over the T1 when it "
                    "is done. Perfusion has a tab of its own."
                ),
                self.tr("Show the Maps page"),
                self._show_maps,
                parts.pages,
            ),
            GuideStep(
                self.tr("Draw, and report"),
                self.tr(
                    "Press 2 for the brush and paint in a slice; the tab Numbers below tells what is inside. Ctrl+Z "
                    "takes a stroke back. The Report page puts one page together for the patient: slices, values, "
                    "methods, and your comment, as PDF. Ctrl+K finds every command, the key ? shows all keys."
                ),
                self.tr("Show the Report page"),
                self._show_report,
                parts.pages,
            ),
        )

    def _open_demo(self) -> None:
        self._waits = not self._session.layers
        self._parts.open_demo()

    def _show_maps(self) -> None:
        self._parts.show_page("maps")

    def _show_report(self) -> None:
        self._parts.show_page("report")

    def _follow(self, change: Change) -> None:
        """Go on to looking once the patient is there."""
        if self._waits and change & Change.LAYERS and self._session.layers:
            self._waits = False
            if self.card.isVisible():
                self.card.go_to(1)

    def _on_moved(self, _at: int) -> None:
        self._spotlight.show_on(self.card.step.target)

    def _on_left(self) -> None:
        self._waits = False
        self._spotlight.show_on(None)
