"""What the File menu asks and does: nothing is lost without a question, nothing opened is forgotten."""

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from analysis.scan import Fact, FactSource, Modality
from gui.commands.saving import documents_folder
from gui.files import Files
from gui.session import Role
from gui.settings import Settings
from tests.gui.made_files import save_t1
from tests.gui.made_scans import OVERLAY, add_t1, grid, scan, series, stat_map

YES, NO = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def files(qtbot, session, jobs, settings):
    window = QWidget()
    qtbot.addWidget(window)
    yield Files(session, jobs, settings, window)
    window.close()


def answer(monkeypatch, button) -> list[str]:
    asked: list[str] = []
    monkeypatch.setattr(QMessageBox, "question", lambda parent, title, text: (asked.append(text), button)[1])
    return asked


def add_computed(session) -> None:
    made = stat_map("alff", np.ones(grid().shape))
    source = scan(Modality.BOLD, series(), facts={"SpatialReference": Fact("scanner", FactSource.HEADER)})
    session.add_layer("ALFF", made.volume, Role.OVERLAY, OVERLAY, scan=source, stat_map=made)


def test_that_chosen_files_are_opened_and_remembered(files, session, settings, finish, monkeypatch, tmp_path):
    path = save_t1(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    files.open()
    finish()
    assert [layer.scan.path for layer in session.layers] == [path]
    assert settings.recent == [str(path)]
    assert [action.text() for action in files.recent_menu.actions()] == [path.name]


def test_that_a_cancelled_question_opens_nothing(files, session, settings, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    files.open()
    files.open_folder()
    assert session.layers == ()
    assert settings.recent == []
    assert not files.recent_menu.isEnabled()


def test_that_a_chosen_folder_is_opened(files, session, finish, monkeypatch, tmp_path):
    save_t1(tmp_path / "sub-01" / "anat")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    files.open_folder()
    finish()
    assert len(session.layers) == 1


def test_that_a_recent_file_is_opened_again(files, session, finish, tmp_path):
    path = save_t1(tmp_path)
    files.open_paths([path])
    finish()
    session.close_all()
    files.recent_menu.actions()[0].trigger()
    finish()
    assert [layer.scan.path for layer in session.layers] == [path]


def test_that_the_last_session_is_opened_again(files, session, settings, finish, tmp_path):
    path = save_t1(tmp_path)
    files.open_paths([path])
    finish()
    add_computed(session)
    files.note_session()
    session.close_all()
    files.note_session()
    assert settings.last_session == [str(path)]
    files.last()
    finish()
    assert [layer.scan.path for layer in session.layers] == [path]


def test_that_a_missing_file_of_the_last_session_is_told(files, settings, finish, told):
    settings.last_session = ["/gone/away_T1w.nii.gz"]
    files.last()
    finish()
    assert len(told) == 1
    assert "away_T1w.nii.gz" in told[0]


def test_that_files_are_closed_without_a_question_and_computed_maps_only_after_one(files, session, monkeypatch):
    asked = answer(monkeypatch, NO)
    add_t1(session)
    files.close_all()
    assert (session.layers, asked) == ((), [])
    add_computed(session)
    files.close_all()
    assert len(session.layers) == 1
    assert "lost" in asked[0]
    answer(monkeypatch, YES)
    files.close_all()
    assert session.layers == ()


def test_that_closing_all_stops_what_runs(files, session, jobs, finish):
    from tests.gui.test_jobs import loop_until_stopped

    job = jobs.submit("Loop", loop_until_stopped)
    add_t1(session)
    files.close_all()
    finish()
    assert job.is_stopping


def test_that_the_question_starts_where_files_were_opened_last(files, settings, monkeypatch, tmp_path):
    folders = []
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda parent, title, folder, pattern: (folders.append(folder), ([], ""))[1]
    )
    files.open()
    settings.recent = [str(tmp_path / "T1.nii")]
    files.open()
    settings.recent = [str(tmp_path / "gone" / "T1.nii")]
    files.open()
    usual = str(documents_folder())
    assert folders == [usual, str(tmp_path), usual]


def test_that_the_selected_map_is_saved_where_the_user_says(files, session, finish, monkeypatch, tmp_path):
    add_computed(session)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    files.save_map()
    finish()
    assert (tmp_path / "alff.nii.gz").exists()
    assert (tmp_path / "alff.json").exists()


def test_that_a_dropped_figure_and_a_dropped_graph_are_shown_and_not_opened_as_images(
    window, jobs, finish, tmp_path, told
):
    from analysis.network.graph import Graph, Node
    from gui.figures.export import save_figure
    from gui.figures.node_figure import NodeFigure
    from gui.figures.node_graph import draw_nodes
    from gui.figures.page import Page

    graph = Graph((Node("Insula_L", (-36, 6, 3), 4.0),))
    figure = save_figure(draw_nodes(NodeFigure(graph, page=Page(60, 7, dpi=50))), tmp_path / "a.svg", dpi=50)
    window.open_paths([figure])
    finish()
    assert window.session.graphs.graph.nodes == graph.nodes
    (tmp_path / "b.node").write_text("36 6 3 1 2 INS.R\n", "utf-8")
    window.open_paths([tmp_path / "b.node"])
    finish()
    assert window.session.graphs.graph.nodes[0].name == "INS.R"
    window.actions_.action("hide_graph").trigger()
    assert window.session.graphs.graph is None
    assert told == []


def test_that_a_run_of_processing_is_stopped_only_after_a_question(files, session, jobs, finish, monkeypatch):
    from gui.commands.processing import JOB_KEY
    from tests.gui.test_jobs import loop_until_stopped

    job = jobs.submit("Process sub-01", loop_until_stopped, key=JOB_KEY)
    add_t1(session)
    asked = answer(monkeypatch, NO)
    files.close_all()
    assert (len(session.layers), len(asked), job.is_stopping) == (1, 1, False)
    assert "being processed" in asked[0]
    answer(monkeypatch, YES)
    files.close_all()
    finish()
    assert (session.layers, job.is_stopping) == ((), True)
