"""Opening, remembering, saving and closing files: what the File menu asks and does."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMessageBox, QWidget

from analysis.errors import AlgoscopeError
from gui.commands import demonstration, graphs, opening, processed, processing, saving
from gui.figures.restore import recipe_of, restore
from gui.jobs import JobRunner
from gui.session import Session
from gui.settings import Settings
from gui.widgets import asking


class Files(QObject):
    """The questions are asked over a window; what is opened is noted in the settings."""

    def __init__(self, session: Session, jobs: JobRunner, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._jobs, self._settings, self._window = session, jobs, settings, window
        self.may_close_regions: Callable[[], bool] = lambda: True
        self.before_opening: Callable[[Sequence[Path]], bool] = lambda _paths: True
        self.may_close_patient: Callable[[], bool] = self._may_lose
        self.recent_menu = QMenu(self.tr("Recent"), window)
        self.recent_menu.triggered.connect(self._open_recent)
        self._fill_recent()

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files and folders, and remember them; a figure restores its view, a graph is shown in the brain."""
        if not self.before_opening(paths):
            return
        paths = self._without_figures(paths)
        for path in reversed(paths):
            self._settings.note_opened(str(path))
        self._fill_recent()
        finished = [path for path in paths if path.is_dir() and processed.is_processed(path)]
        for path in finished:
            processed.open_processed(self._session, self._jobs, path)
        others = [path for path in paths if path not in finished]
        if others:
            opening.open_paths(self._session, self._jobs, others)

    def _without_figures(self, paths: Sequence[Path]) -> list[Path]:
        """Show what figures and graphs among the paths show, and return the others."""
        figures = {path: record for path in paths if (record := recipe_of(path)) is not None}
        of_graphs = [path for path in paths if path.suffix.lower() in (".node", ".edge")]
        folders = [Path(name).parent for name in (*self._settings.last_session, *self._settings.recent)]
        try:
            for path, record in figures.items():
                restore(self._session, self._jobs, record, [path.parent, *folders])
            if of_graphs:
                graphs.show_graph_files(self._session, self._jobs, of_graphs)
        except AlgoscopeError as error:
            self._session.tell(str(error))
        return [path for path in paths if path not in figures and path not in of_graphs]

    def open_graph(self) -> None:
        """Let the user choose a table of clusters, or the files of BrainNet Viewer."""
        pattern = self.tr("Graphs (*.tsv *.node *.edge);;All files (*)")
        question = self.tr("A table of clusters, or a .node file with its .edge file")
        paths = asking.open_files(self._window, question, pattern)
        try:
            if paths:
                graphs.show_graph_files(self._session, self._jobs, paths)
        except AlgoscopeError as error:
            self._session.tell(str(error))

    def open(self) -> None:
        """Let the user choose images."""
        pattern = self.tr("Images (*.nii *.nii.gz *.hdr *.img);;All files (*)")
        usual, preferred = self._scans
        question = self.tr("Open images")
        self.open_paths(
            asking.open_files(self._window, question, pattern, usual=usual, kind=asking.SCANS, preferred=preferred)
        )  # fmt: skip

    def open_folder(self) -> None:
        """Let the user choose a BIDS subject or dataset, or a processed patient."""
        usual, preferred = self._scans
        folder = asking.folder(
            self._window, self.tr("Open a BIDS folder or a processed patient"), usual=usual, kind=asking.SCANS,
            preferred=preferred, is_one_of_many=True,
        )  # fmt: skip
        self.open_paths([] if folder is None else [folder])

    def demo(self) -> None:
        """Make the demonstration patient if needed, open it, compute its maps."""
        demonstration.open_demonstration(self._session, self._jobs)

    def last(self) -> None:
        """Open what was open before."""
        self.open_paths([Path(path) for path in self._settings.last_session])

    def save_map(self) -> None:
        """Ask where the selected map is to be saved."""
        layer = self._session.selected_layer
        question = self.tr("Save the map, its mask and its provenance in")
        if layer is None:
            return
        folder = asking.folder(self._window, question, usual=saving.proposed_folder(self._session), kind=asking.SAVE)
        if folder is not None:
            saving.save_map(self._session, self._jobs, layer.id, folder)

    def close_all(self) -> None:
        """Close everything; ask first where maps would be lost."""
        if self.may_stop() and self.may_close_patient():
            self._jobs.cancel_all()
            self._session.close_all()

    def _may_lose(self) -> bool:
        question = self.tr("Close everything? Maps that were computed and not saved are lost.")
        computed = any(layer.stat_map is not None for layer in self._session.layers)
        return (not computed or self._confirmed(question)) and self.may_close_regions()

    def may_stop(self) -> bool:
        """Ask before a run that takes minutes is stopped; False if the user would rather let it go on."""
        question = self.tr(
            "A patient is being processed. Stop it? What is finished is kept, and the run goes on from there when it "
            "is started again."
        )
        return not processing.is_running(self._jobs) or self._confirmed(question)

    def note_session(self) -> None:
        """Remember which files are open, for the next start; nothing open changes nothing."""
        scans = [layer.scan for layer in self._session.layers if layer.scan and not layer.is_computed]
        patient = self._session.spaces.patient
        folder = None if patient is None else patient.folder
        paths = [scan.path for scan in scans if scan.path is not None]
        if folder is not None:  # a processed patient is opened as a whole, with its transforms
            paths = [*(path for path in paths if not path.is_relative_to(folder)), folder]
        if paths:
            self._settings.last_session = [str(path) for path in paths]

    def _confirmed(self, question: str) -> bool:
        answer = QMessageBox.question(self._window, "Algoscope", question)
        return answer == QMessageBox.StandardButton.Yes

    @property
    def _scans(self) -> tuple[Path | None, Path | None]:
        """Where scans are usually, and where the preferences say that they are."""
        recent = Path(self._settings.recent[0]).parent if self._settings.recent else None
        return recent, Path(self._settings.scans_folder) if self._settings.scans_folder else None

    def _open_recent(self, action: QAction) -> None:
        self.open_paths([Path(action.data())])

    def _fill_recent(self) -> None:
        self.recent_menu.clear()
        for path in self._settings.recent:
            self.recent_menu.addAction(Path(path).name).setData(path)
        self.recent_menu.setEnabled(bool(self._settings.recent))
