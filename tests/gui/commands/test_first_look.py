"""How images and maps are drawn at first: nothing that matters is hidden, no sign is lost."""

from math import inf

import numpy as np
import pytest

from analysis.colour import rgba
from analysis.image import Volume
from analysis.sampling import Interpolation
from analysis.scan import Modality
from gui.commands import first_look as looks
from gui.session import Role
from tests.gui.made_scans import grid, scan, series, stat_map, volume

SHAPE = grid().shape
RANDOM = np.random.default_rng(3)
NORMAL = RANDOM.standard_normal(SHAPE)


def image(values: np.ndarray) -> Volume:
    return Volume(grid(), values, "image")


@pytest.mark.parametrize("modality", [Modality.T1, Modality.BOLD, Modality.ASL, Modality.M0, Modality.OTHER])
def test_that_images_are_gray_underlays(modality):
    look = looks.first_look(scan(modality, volume()))
    assert (look.role, look.display.scale.colormap, look.display.scale.gap) == (Role.UNDERLAY, "gray", None)


def test_that_an_image_of_positive_values_is_black_at_zero_and_its_bright_values_are_not_cut():
    values = RANDOM.uniform(5, 1000, SHAPE)
    scale = looks.first_look(scan(Modality.T1, image(values))).display.scale
    assert scale.low == 0
    assert scale.high >= np.percentile(values, 97)


def test_that_an_image_far_from_zero_keeps_its_contrast():
    values = RANDOM.uniform(900, 1000, SHAPE)
    scale = looks.first_look(scan(Modality.T1, image(values))).display.scale
    assert 880 < scale.low < 910


def test_that_negative_values_of_an_image_are_within_its_window():
    values = RANDOM.uniform(-500, 1000, SHAPE)
    assert looks.first_look(scan(Modality.OTHER, image(values))).display.scale.low < -450


def test_that_a_series_looks_like_its_first_frame():
    whole = series()
    of_series = looks.first_look(scan(Modality.BOLD, whole))
    of_frame = looks.first_look(scan(Modality.BOLD, whole.volume(0)))
    assert of_series == of_frame


def test_that_a_mask_is_a_tint_of_whole_voxels():
    look = looks.first_look(scan(Modality.MASK, volume(value=1)))
    scale = look.display.scale
    assert (look.role, look.display.interpolation) == (Role.MASK, Interpolation.NEAREST)
    assert 0 < rgba(np.array(1.0), scale)[3] < 128
    assert rgba(np.array(0.0), scale)[3] == 0


def test_that_a_z_map_shows_both_signs_beyond_one_standard_deviation():
    scale = looks.map_of(stat_map("zalff", NORMAL)).display.scale
    assert scale.gap == (-1, 1)
    assert scale.low == -scale.high
    assert scale.high == pytest.approx(np.percentile(np.abs(NORMAL), 99.5), rel=1e-6)


def test_that_a_weak_z_map_still_has_room_above_its_threshold():
    scale = looks.map_of(stat_map("zreho", 0.01 * NORMAL)).display.scale
    assert (scale.gap, scale.high) == ((-1, 1), 2)


def test_that_any_map_with_both_signs_is_two_sided_and_symmetrical():
    scale = looks.map_of(stat_map("difference", 300 * NORMAL)).display.scale
    assert scale.is_two_sided
    assert scale.low == -scale.high
    assert scale.gap == pytest.approx((-scale.high / 3, scale.high / 3))


def test_that_a_map_divided_by_its_mean_shows_what_is_above_the_mean():
    scale = looks.map_of(stat_map("malff", np.abs(1 + 0.3 * NORMAL))).display.scale
    assert scale.gap == (-inf, 1)
    assert scale.low == 0


def test_that_a_positive_map_shows_its_upper_half():
    values = RANDOM.uniform(0.1, 0.9, SHAPE)
    scale = looks.map_of(stat_map("reho", values)).display.scale
    assert scale.gap == (-inf, pytest.approx(np.median(values), rel=1e-5))
    assert scale.low == 0
    assert scale.high == pytest.approx(np.percentile(values, 99.5), rel=1e-5)


ODD = {
    "nothing": np.full(SHAPE, np.nan),
    "zeros": np.zeros(SHAPE),
    "one value": np.full(SHAPE, 7.0),
    "one negative value": np.full(SHAPE, -7.0),
    "large": np.full(SHAPE, 1e30),
    "tiny": 1e-30 * np.abs(NORMAL),
    "tiny with signs": 1e-30 * NORMAL,
    "almost nothing": np.where(NORMAL > 3, 5.0, np.nan),
}


@pytest.mark.parametrize("statistic", ["alff", "zalff", "malff"])
@pytest.mark.parametrize("values", ODD.values(), ids=ODD)
def test_that_every_map_can_be_drawn(values, statistic):
    look = looks.map_of(stat_map(statistic, values))
    assert look.display.scale.low < look.display.scale.high
    assert look.role is Role.OVERLAY


@pytest.mark.parametrize("values", ODD.values(), ids=ODD)
def test_that_every_image_can_be_drawn(values):
    scale = looks.first_look(scan(Modality.T1, image(values))).display.scale
    assert scale.low < scale.high


def test_that_zeros_around_a_map_from_a_file_do_not_count():
    values = np.where(NORMAL > 1, np.abs(NORMAL), 0)
    scale = looks.map_look(image(values), "reho").display.scale
    assert scale.gap[1] == pytest.approx(np.median(values[values > 0]), rel=1e-5)


def test_that_a_map_from_a_file_is_an_overlay_and_a_series_called_a_map_is_not():
    assert looks.first_look(scan(Modality.MAP, image(NORMAL))).role is Role.OVERLAY
    assert looks.first_look(scan(Modality.MAP, series())).role is Role.UNDERLAY


@pytest.mark.parametrize("visible", [True, False])
@pytest.mark.parametrize("modality", [Modality.T1, Modality.MAP, Modality.MASK])
def test_that_a_look_is_seen_or_not_as_asked(modality, visible):
    assert looks.first_look(scan(modality, volume()), visible=visible).display.visible is visible


def test_that_the_look_of_a_map_that_was_read_costs_the_window_nothing(tmp_path, monkeypatch):
    from gui.commands import opening
    from tests.gui.made_files import BRAIN_GRID, save

    random = np.random.default_rng(4)
    path = save(tmp_path / "sub-01_alff.nii", random.standard_normal(BRAIN_GRID.shape), BRAIN_GRID)
    (opened,) = opening.read_all([path])
    assert opened.modality is Modality.MAP
    monkeypatch.setattr(np, "percentile", lambda *a: 1 / 0)
    assert looks.first_look(opened).display.scale.is_two_sided
