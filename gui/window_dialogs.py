"""The dialogs that the menus open over the window; none of them blocks it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from analysis.errors import AlgoscopeError
from analysis.network.cluster_table import published_examples
from gui.actions import Actions
from gui.commands import graphs
from gui.dialogs.about import AboutDialog
from gui.dialogs.figure_dialog import FigureDialog
from gui.dialogs.log_viewer import Ask, LogDialog
from gui.dialogs.palette import CommandPalette
from gui.dialogs.shortcuts import ShortcutsDialog
from gui.dialogs.side_by_side import SideBySideDialog, figure_of, figure_of_layers
from gui.figures.options import FigureKind, FigureOptions
from gui.jobs import JobRunner
from gui.recent import recent_patients
from gui.session import Session
from gui.settings import Settings


class WindowDialogs:
    """Opens dialogs; each is an action of the menu, by its key. ``computer`` is the job that asks what it can do."""

    def __init__(
        self, session: Session, jobs: JobRunner, actions: Actions, settings: Settings, computer: Ask, window: QWidget
    ) -> None:
        self._session, self._jobs, self._actions, self._window = session, jobs, actions, window
        self._settings, self._computer = settings, computer

    def palette(self) -> None:
        """Every command, by a few letters of its name."""
        palette = CommandPalette(self._actions, self._window)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.move(self._window.mapToGlobal(self._window.rect().center()) - palette.rect().center())
        palette.show()

    def shortcuts(self) -> None:
        """All keys and gestures."""
        self._show(ShortcutsDialog(self._actions, self._window))

    def side_by_side(self) -> None:
        """Two scans of one patient and their difference."""
        try:
            self._show(SideBySideDialog(self._session, figure_of(self._session), self._window))
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def side_by_side_of(self, first_id: int, second_id: int, difference_id: int, sentence: str) -> None:
        """The prior scan, the current one and their difference."""
        try:
            figure = figure_of_layers(self._session, (first_id, second_id, difference_id), sentence)
            self._show(SideBySideDialog(self._session, figure, self._window))
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def figure(self) -> None:
        """A figure of what is open."""
        self._show(FigureDialog(self._session, self._jobs, parent=self._window))

    def published(self) -> None:
        """The published example: as a figure, and in the 3D view."""
        options = FigureOptions(kind=FigureKind.PUBLISHED.value)
        self._show(FigureDialog(self._session, self._jobs, options, self._window))
        try:
            graphs.show_published(self._session, self._jobs, next(iter(published_examples())))
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def log(self) -> None:
        """What the program did, and how to report what went wrong."""
        self._show(LogDialog(self._jobs, self._computer, self._private_names, self._window))

    def _private_names(self) -> list[str]:
        """Paths and names of patients that are known here and must not leave the computer."""
        settings, layers = self._settings, [layer for layer in self._session.layers if not layer.is_computed]
        paths = {str(layer.scan.path) for layer in layers if layer.scan is not None and layer.scan.path is not None}
        paths |= {*settings.recent, *settings.last_session, *settings.cohorts}
        paths |= {place for place in (settings.last_folder, settings.scans_folder) if place}
        names = {layer.name for layer in layers}
        for patient in recent_patients(settings):
            names.add(patient.name)
            paths |= set(patient.paths)
        return sorted(paths | names)

    def about(self) -> None:
        """Versions and licences."""
        self._show(AboutDialog(self._window))

    def _show(self, dialog: QWidget) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
