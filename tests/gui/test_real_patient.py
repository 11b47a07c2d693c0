"""Real scans through the window: opened, aligned, a metric computed, its overlay seen, its time course drawn."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from analysis.grid import Grid
from analysis.image import Mask, Series, Volume
from analysis.metrics.catalogue import ALFF
from analysis.preprocess.brain_mask import estimate_brain_mask_of_volume
from analysis.preprocess.rough_brain import rough_brain_mask
from analysis.sampling import Interpolation, at_point, onto_grid
from analysis.scan import Modality
from gui.app import Composition
from gui.commands import computing
from gui.panels.what_is_here import WhatIsHere
from gui.session import Layer, Role
from gui.settings import SettingsStore
from tests.gui.conftest import delete


@pytest.fixture
def composition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Composition]:
    """The whole application but for 3D, which has tests of its own."""
    monkeypatch.setattr(Composition, "_add_scene", lambda self, module: None)
    made = Composition(SettingsStore(tmp_path))
    made.start([], demo=False)
    yield made
    made.stop()
    delete(made.window)


@pytest.fixture
def at_rest(qtbot: QtBot, composition: Composition) -> Callable[[], None]:
    def wait() -> None:
        qtbot.waitUntil(lambda: composition.is_ready and not composition.jobs.jobs, timeout=60_000)
        qtbot.wait(80)

    return wait


@pytest.fixture
def told(composition: Composition) -> list[str]:
    sentences: list[str] = []
    composition.session.told.connect(sentences.append)
    return sentences


def layer_of(composition: Composition, modality: Modality) -> Layer:
    layers = composition.session.layers
    return next(layer for layer in layers if not layer.is_computed and layer.scan.modality is modality)


def labels(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def brain_of_t1(t1: Layer) -> Volume:
    """1 in the brain of a T1, 0 elsewhere, found on voxels of 3 mm."""
    low, high = t1.grid.box_mm
    affine = np.diag([3.0, 3.0, 3.0, 1.0])
    affine[:3, 3] = low + 1.5
    coarse = onto_grid(t1.volume(0), Grid(tuple(np.ceil((high - low) / 3).astype(int)), affine))
    mask = rough_brain_mask(Volume(coarse.grid, np.nan_to_num(coarse.data)))
    return Volume(mask.grid, mask.data.astype(float))


def overlap(brain: Volume, mask: Mask, shift_mm: tuple[float, float, float] = (0, 0, 0)) -> float:
    """Dice's coefficient of a brain and a mask, after the brain was moved."""
    affine = mask.grid.affine.copy()
    affine[:3, 3] -= shift_mm
    moved = onto_grid(brain, Grid(mask.grid.shape, affine), Interpolation.NEAREST).data > 0.5
    return 2 * float((moved & mask.data).sum()) / float(moved.sum() + mask.data.sum())


def test_that_a_real_patient_goes_from_files_to_a_map(composition, at_rest, told, pixels, fixtures):
    folder = fixtures / "real" / "studyforrest"
    session, window = composition.session, composition.window
    at_rest()
    window.open_paths([folder / "T1w_defaced.nii.gz", folder / "bold_task-oneback_156vol.nii.gz"])
    at_rest()

    # Opened: the T1 below, the series complete, each with what its header and sidecar say.
    t1, bold = layer_of(composition, Modality.T1), layer_of(composition, Modality.BOLD)
    assert session.layers == (t1, bold)
    assert (t1.grid.shape, bold.grid.shape) == ((274, 384, 384), (80, 80, 35))
    assert t1.grid.is_oblique
    assert bold.image.is_complete
    assert bold.image.n_timepoints == 156

    # The repetition time is the true one, and that it contradicts the header is told.
    assert bold.image.tr_s == pytest.approx(2.0)
    (about_tr,) = [sentence for sentence in told if "1.794" in sentence]
    assert "2 s" in about_tr

    assert_aligned(t1, bold)

    # Computed: the map lies in the brain, and the overlay is seen.
    computing.compute_metric(session, composition.jobs, ALFF, bold.id, outputs=("zalff", "alff"))
    at_rest()
    zalff = session.selected_layer
    assert zalff.stat_map.statistic == "zalff"
    inside = np.isfinite(zalff.image.data)
    assert 0.8e6 < inside.sum() * zalff.grid.voxel_volume_mm3 < 2.2e6  # a brain has 1.0 to 1.6 litres
    values = zalff.image.data[inside]
    assert (values.mean(), values.std()) == pytest.approx((0, 1), abs=0.01)
    strongest = zalff.grid.to_mm(np.array(np.unravel_index(np.nanargmax(zalff.image.data), zalff.grid.shape)))
    session.move_cursor(strongest)
    at_rest()
    for view in window.views.slices.values():
        view.compose()
        with_overlay = pixels(view).astype(int)
        session.hide_overlays(True)
        view.compose()
        without = pixels(view).astype(int)
        session.hide_overlays(False)
        x, y = (round(v) for v in view.frame.to_screen(strongest))
        changed = np.abs(with_overlay - without).max(axis=-1) > 40
        assert changed[y - 3 : y + 4, x - 3 : x + 4].any(), view.orientation
        assert np.ptp(with_overlay[changed], axis=-1).mean() > 60  # coloured, over gray

    # What is here: the place with its sides, and the value of every layer in the voxel under the crosshair.
    texts = labels(window.findChild(WhatIsHere))
    side = f"{'R' if strongest[0] >= 0 else 'L'} {abs(strongest[0]):.1f}"
    assert any(text.startswith(side) for text in texts)
    value = at_point(zalff.image, strongest, Interpolation.NEAREST)
    assert f"{value:.5g}" in texts

    # The time course at the crosshair: a point for each volume, over 0 to 310 s.
    panel = window.drawer.widget(0)
    times, course = panel._course.getData()
    assert len(course) == 156
    assert (times[0], times[-1]) == (0, pytest.approx(310))
    voxel = bold.grid.voxel_at(strongest)
    np.testing.assert_allclose(course, bold.image.frames.time_course(voxel))
    frequencies, _ = panel._spectrum.getData()
    assert max(frequencies) == pytest.approx(0.25)  # half of 1 / 2 s


def assert_aligned(t1: Layer, bold: Layer) -> None:
    """Both brains lie at the same x and y. Between the two sessions the head moved 16 mm along z, which is no fault."""
    brain, mask = brain_of_t1(t1), estimate_brain_mask_of_volume(bold.volume(0))
    in_t1 = onto_grid(brain, bold.grid, Interpolation.NEAREST).data > 0.5
    of_t1, of_bold = (bold.grid.to_mm(np.argwhere(found)).mean(axis=0) for found in (in_t1, mask.data))
    assert np.abs(of_t1 - of_bold)[:2].max() < 5
    assert overlap(brain, mask) > 0.8
    as_measured = (4.0, 0.0, 16.0)
    assert overlap(brain, mask, as_measured) > 0.92
    for axis in range(3):
        for step_mm in (-12.0, 12.0):
            elsewhere = tuple(v + step_mm * (n == axis) for n, v in enumerate(as_measured))
            assert overlap(brain, mask, elsewhere) < 0.92


def test_that_a_real_asl_series_opens_with_its_scheme_and_its_doubts(composition, at_rest, told, pixels, fixtures):
    at_rest()
    composition.window.open_paths([fixtures / "real" / "asl" / "pcasl3d_m0_and_pairs.nii.gz"])
    at_rest()
    asl = layer_of(composition, Modality.ASL)
    assert isinstance(asl.image, Series)
    assert (asl.grid.shape, asl.image.n_timepoints) == ((96, 96, 40), 18)
    assert asl.image.is_complete
    assert asl.scan.asl is not None
    assert told
    assert all(sentence.startswith(asl.name) for sentence in told)
    for view in composition.window.views.slices.values():
        view.compose()
        picture = pixels(view)
        x, y = (round(v) for v in view.frame.to_screen(asl.grid.centre_mm))
        assert picture[y - 20 : y + 20, x - 20 : x + 20].mean() > 20
    levels = [asl.volume(t).data.mean() for t in range(18)]
    assert levels[0] > 1.5 * np.mean(levels[2:])  # volume 0 is M0, without background suppression


def test_that_bold_and_asl_of_two_heads_lie_where_their_headers_say(composition, at_rest, fixtures):
    at_rest()
    composition.window.open_paths(
        [
            fixtures / "real" / "asl" / "pcasl3d_m0_and_pairs.nii.gz",
            fixtures / "real" / "studyforrest" / "bold_task-oneback_156vol.nii.gz",
        ]
    )
    at_rest()
    for layer in composition.session.layers:
        place = layer.grid.to_mm(np.array([10, 12, 14]))
        assert at_point(layer.volume(0), place) == layer.volume(0).data[10, 12, 14]
    assert [layer.role for layer in composition.session.layers] == [Role.UNDERLAY] * 2
