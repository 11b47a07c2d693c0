"""From outlines to both thalami and what they lead to, in the window and with the mouse: as a radiologist works."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from analysis.atlas.parcellation import aal
from analysis.files.label_files import read_labels
from analysis.files.nifti import read_mask
from analysis.image import ArrayFrames, Series, Volume
from analysis.pipeline.routes import Space
from analysis.plane import Orientation
from analysis.scan import Modality
from gui.commands import region_exports, region_files
from gui.jobs import JobRunner
from gui.main_window import MainWindow
from gui.models.region_number_rows import MEAN, MIRROR
from gui.session import Role, Session
from gui.slices.view import SliceView
from tests.gui.made_patient import EPI_GRID, MNI_FACT, MNI_GRID, OVERLAY, ROUTES, add_mni, patient
from tests.gui.made_scans import GRAY, add_t1, scan
from tests.known_routes import box_grid

T1_GRID = box_grid(-120, 120, 3.0)
CENTRE = ROUTES.point(np.array([-12.0, -18.0, 8.0]), Space.MNI, Space.T1)  # of the left thalamus
RADIUS_MM, STEP_MM = 12.0, 9.0


@pytest.fixture
def opened(window: MainWindow, session: Session, tmp_path: Path) -> Iterator[MainWindow]:
    """A processed patient: a native T1, a resting series, CBF (left 40, right 60) and ReHo (0.4, 0.6) in MNI space."""
    aal()
    session.drawing.keep_in(tmp_path / "drawings")
    add_t1(session, "T1", T1_GRID)
    session.spaces.open(patient(abc=Space.EPI), Space.MNI)
    add_mni(session, "T1 in MNI", Role.UNDERLAY, Modality.T1)
    is_right = MNI_GRID.to_mm(np.moveaxis(np.indices(MNI_GRID.shape), 0, -1))[..., 0] > 0
    for name, left, right, unit in (("ReHo", 0.4, 0.6, ""), ("CBF", 40.0, 60.0, "mL/100 g/min")):
        image = Volume(MNI_GRID, np.where(is_right, right, left), name, unit)
        session.add_layer(name, image, Role.OVERLAY, OVERLAY, scan=scan(Modality.MAP, image, facts=MNI_FACT))
    add_bold(session, tmp_path)
    session.show_space(Space.T1)
    window.resize(1400, 1000)
    yield window
    session.drawing.close_all()  # else closing asks about what is not saved
    session.close_all()


def add_bold(session: Session, folder: Path) -> None:
    """Noise in a ball: a head whose mask can be estimated."""
    data = np.random.default_rng(5).normal(500, 5, (*EPI_GRID.shape, 30)).astype(np.float32)
    data[np.linalg.norm(EPI_GRID.to_mm(np.moveaxis(np.indices(EPI_GRID.shape), 0, -1)), axis=-1) > 90] = 1
    image = Series(EPI_GRID, ArrayFrames(data), 2.0, "rest")
    (folder / "bold.nii.gz").write_bytes(b"its hash is in the record of the map")
    bold = scan(Modality.BOLD, image, path=folder / "bold.nii.gz")
    layer = session.add_layer("BOLD", image, Role.UNDERLAY, GRAY, scan=bold)
    session.show_layer(layer.id, visible=False)
    session.spaces.settle_file(folder / "bold.nii.gz", "abc")


def key(window: MainWindow, name: str) -> None:
    """What the key of an action does."""
    window.actions_.action(name).trigger()
    QApplication.processEvents()


def circle(view: SliceView, radius_mm: float) -> list[QPoint]:
    """Pixels of a circle around the thalamus in the slice that is seen."""
    angles = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    height = view.frame.centre_mm[2]
    places = [(CENTRE[0] + radius_mm * np.cos(a), CENTRE[1] + radius_mm * np.sin(a), height) for a in angles]
    return [QPoint(*(round(v) for v in view.frame.to_screen(np.array(place)))) for place in places]


def drag(qtbot: QtBot, view: SliceView, line: list[QPoint]) -> None:
    """One freehand outline."""
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=line[0])
    for place in line[1:]:
        qtbot.mouseMove(view, place)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=line[-1])


def outline(qtbot: QtBot, opened: MainWindow, session: Session) -> SliceView:
    """Three outlines, and the page keys between them, which accept what is closed."""
    views = [one for one in opened.findChildren(SliceView) if one.orientation is Orientation.AXIAL]
    view = views[0]
    session.move_cursor(CENTRE - (0, 0, STEP_MM))
    key(opened, "tool_contour")
    small = float(np.sqrt(RADIUS_MM**2 - STEP_MM**2))
    for radius_mm in (small, RADIUS_MM, small):
        QApplication.processEvents()
        drag(qtbot, view, circle(view, radius_mm))
        for _ in range(round(STEP_MM / 3)):
            qtbot.keyClick(view, Qt.Key.Key_PageUp)
    return view


def test_that_three_drags_and_three_keys_lead_to_both_thalami_and_their_numbers(
    qtbot: QtBot, opened: MainWindow, session: Session, jobs: JobRunner, finish: Callable[[], None], tmp_path: Path
) -> None:
    outline(qtbot, opened, session)
    drawing = session.drawing
    assert drawing.current.labels.grid.matches(T1_GRID)
    assert drawing.region.name == "Thalamus L"
    three = drawing.labels.n_voxels(1)
    key(opened, "fill_between")
    finish()
    # radii of 7.9 and 12 mm, and what lies on a line between them, in slices of 3 mm
    radii = np.array([7.94, 9.29, 10.65, 12.0, 10.65, 9.29, 7.94])
    expected_mm3 = float((3 * np.pi * radii**2).sum())
    assert drawing.labels.n_voxels(1) > 2 * three
    assert drawing.labels.volume_mm3(1) == pytest.approx(expected_mm3, rel=0.15)
    key(opened, "mirror_region")
    finish()
    assert [region.name for region in drawing.labels.regions] == ["Thalamus L", "Thalamus R"]
    centre = T1_GRID.to_mm(np.argwhere(drawing.labels.data == 2)).mean(axis=0)
    np.testing.assert_allclose(ROUTES.point(centre, Space.T1, Space.MNI), (12, -18, 8), atol=1.5)

    panel = opened.drawer.numbers
    assert opened.drawer.currentWidget() is panel  # opened by the first outline
    qtbot.waitUntil(lambda: panel.report is not None and panel.report.asked.region.name == "Thalamus R", timeout=5000)
    cells = {panel._rows.index(row, 0).data(): row for row in range(2)}
    rows = [[panel._rows.index(cells[name], c).data() for c in (MEAN, MIRROR)] for name in cells]
    assert list(cells) == ["CBF, mL/100 g/min", "ReHo"]
    assert rows == [["60", "40"], ["0.6", "0.4"]]

    key(opened, "region_seed")
    finish()
    assert [seed.name for seed in session.seeds.pinned] == ["Thalamus_R"]
    assert any(layer.is_computed for layer in session.layers)
    exported(session, jobs, finish, tmp_path)


def exported(session: Session, jobs: JobRunner, finish: Callable[[], None], folder: Path) -> None:
    """Files hold what is drawn, voxel for voxel."""
    drawn = session.drawing.current
    region_files.save_regions(session, jobs, drawn.id, folder / "thalami_dseg.nii.gz")
    region_exports.export_masks(session, jobs, folder / "masks")
    region_exports.export_surfaces(session, jobs, folder / "surfaces", ".stl")
    finish()
    back = read_labels(folder / "thalami_dseg.nii.gz", onto=T1_GRID)
    np.testing.assert_array_equal(back.data, drawn.labels.data)
    assert [region.name for region in back.regions] == ["Thalamus L", "Thalamus R"]
    mask = read_mask(folder / "masks" / "label-ThalamusR_mask.nii.gz")
    np.testing.assert_array_equal(mask.data, drawn.labels.data == 2)
    assert (folder / "surfaces" / "label-ThalamusL_surface.stl").stat().st_size > 1000


def test_that_what_lies_on_the_disk_in_the_middle_of_a_drag_is_offered_back_bit_for_bit(
    qtbot: QtBot, opened: MainWindow, session: Session, jobs: JobRunner, finish: Callable[[], None], tmp_path: Path
) -> None:
    """A copy of the folder, taken while the button is down, is what a killed program leaves."""
    view = outline(qtbot, opened, session)
    before = session.drawing.labels.n_voxels(1)
    key(opened, "tool_brush")
    session.drawing.set_options(size_mm=9.0)
    place = circle(view, 40.0)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=place[0])
    for one in place[1:6]:
        qtbot.mouseMove(view, one)
    left = shutil.copytree(tmp_path / "drawings", tmp_path / "left", ignore=shutil.ignore_patterns("*.lock"))
    now = session.drawing.labels.data.copy()
    assert (now == 1).sum() > before
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=place[5])

    (unfinished,) = region_files.find_unfinished(left).drawings
    assert "Thalamus L" in unfinished.in_words
    np.testing.assert_array_equal(unfinished.found.labels.data, now)
    again = Session()
    again.drawing.keep_in(tmp_path / "again")
    region_files.recover(again, jobs, [unfinished])
    np.testing.assert_array_equal(again.drawing.labels.data, now)
    again.drawing.close_all()
