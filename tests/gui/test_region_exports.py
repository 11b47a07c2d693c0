"""What is asked before regions go to other programs; the dialogs are answered by the test."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox

from analysis.files.dicom_seg import read_dicom_seg
from analysis.labels.label_map import LabelMap
from gui.main_window import MainWindow
from tests.analysis.files.test_dicom_seg import OBLIQUE, converted_grid, drawn, headers_of, saved
from tests.gui.commands.test_region_numbers import draw
from tests.gui.made_scans import add_series, add_t1, grid


def answer_folder(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))


def test_that_masks_and_surfaces_are_written_into_the_folder(
    window: MainWindow, session, finish, monkeypatch, tmp_path
):
    add_t1(session)
    draw(session, grid(), np.s_[2:5, 3:6, 5:8], np.s_[6:7, 3:4, 5:6])
    answer_folder(monkeypatch, tmp_path)
    monkeypatch.setattr(QInputDialog, "getItem", lambda *args: (args[3][1], True))
    window.actions_.action("export_masks").trigger()
    window.actions_.action("export_surfaces").trigger()
    finish()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "label-Region1_mask.nii.gz", "label-Region1_surface.ply",
        "label-Region2_mask.nii.gz", "label-Region2_surface.ply",
    ]  # fmt: skip


def test_that_names_are_written_for_both_programs(window: MainWindow, session, monkeypatch, tmp_path):
    add_t1(session)
    draw(session, grid(), np.s_[2:5, 3:6, 5:8])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a.label"), "ITK"))
    window.actions_.action("export_names").trigger()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a.lut"), "FreeSurfer"))
    window.actions_.action("export_names").trigger()
    assert '"region 1"' in (tmp_path / "a.label").read_text()
    assert "1 region_1" in (tmp_path / "a.lut").read_text()


@pytest.mark.parametrize("agreed", [True, False])
def test_that_the_dicom_says_what_it_carries_before_it_is_written(
    window: MainWindow, session, finish, monkeypatch, tmp_path, agreed
):
    folder = saved(headers_of(OBLIQUE, PatientName="Doe^J"), tmp_path / "series")
    on = converted_grid(OBLIQUE)
    add_t1(session, "T1", on)
    labels = drawn(on)
    session.drawing.add_map(LabelMap(on, labels.data, labels.regions), "drawn")
    answer_folder(monkeypatch, folder)
    said: list[str] = []

    def answer(box: QMessageBox) -> QMessageBox.StandardButton:
        said.append(box.text())
        return QMessageBox.StandardButton.Ok if agreed else QMessageBox.StandardButton.Cancel

    monkeypatch.setattr(QMessageBox, "exec", answer)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "out"), ""))
    window.actions_.action("export_dicom").trigger()
    finish()
    assert len(said) == 1
    assert "unchanged: name." in said[0]
    assert (tmp_path / "out.dcm").exists() is agreed
    if agreed:
        assert np.array_equal(read_dicom_seg(tmp_path / "out.dcm", onto=on).data, labels.data)
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "out.dcm"), ""))
        window.actions_.action("open_reader").trigger()
        finish()
        reader = session.drawing.maps[-1]
        assert reader.is_reference
        assert np.array_equal(reader.labels.data, labels.data)


def test_that_what_cannot_be_done_is_told(window: MainWindow, session, finish, monkeypatch, tmp_path, told):
    add_t1(session)
    window._region_exports.export_masks()
    assert told[-1] == "No regions are drawn yet."
    session.drawing.add_map(LabelMap(grid()), "empty")
    answer_folder(monkeypatch, tmp_path)
    window.actions_.action("export_masks").trigger()
    assert "Nothing is drawn yet" in told[-1]
    assert list(tmp_path.iterdir()) == []


def test_that_one_key_makes_the_region_a_seed(window: MainWindow, session, jobs, monkeypatch):
    series = add_series(session)
    draw(session, series.grid, np.s_[2:5, 3:6, 5:8])
    kept: list[str] = []
    monkeypatch.setattr("gui.commands.seeding.keep_map", lambda s, j, seed: kept.append(seed.name))
    action = window.actions_.action("region_seed")
    assert action.shortcut().toString() == "C"
    action.trigger()
    assert kept == ["region_1"]
    assert [seed.name for seed in session.seeds.pinned] == ["region_1"]
