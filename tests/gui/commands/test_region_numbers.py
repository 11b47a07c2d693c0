"""The numbers of a region: by hand on small maps, on each map's own grid, mirrored, beside controls, as tables."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from analysis.colour import two_sided
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.labels.label_map import LabelMap, Region
from analysis.pipeline.routes import Space
from analysis.scan import Modality
from gui.commands import region_numbers, region_tables
from gui.commands.region_numbers import ask, compute, course_of
from gui.compare_state import CaseShown
from gui.session import LayerDisplay, Role, Session
from tests.gui.made_patient import MNI_FACT, ROUTES, T1_GRID, open_patient
from tests.gui.made_scans import add_series, add_t1, grid, scan, volume

# 10 x 6 x 6 voxels of 2 mm, symmetric to x = 0: voxel i lies at x = -9 + 2 i
SYMMETRIC = Grid((10, 6, 6), np.array([[2.0, 0, 0, -9], [0, 2, 0, -5], [0, 0, 2, -5], [0, 0, 0, 1]]))


def draw(session: Session, on: Grid, *boxes: tuple[slice, slice, slice], home: Space | None = None) -> LabelMap:
    data = np.zeros(on.shape, np.uint16)
    names = []
    for label, box in enumerate(boxes, 1):
        data[box] = label
        names.append(Region(label, f"region {label}", (label, 0, 0)))
    labels = LabelMap(on, data, names)
    session.drawing.add_map(labels, "drawn", home=home)
    return labels


def add_map(session: Session, image: Volume, *, mni: bool = True, home: Space | None = None) -> None:
    held = scan(Modality.MAP, image, facts=MNI_FACT if mni else {})
    session.add_layer(image.name, image, Role.OVERLAY, LayerDisplay(two_sided(2, 6)), scan=held, home=home)


def test_that_the_numbers_are_those_of_the_voxels(session):
    on = grid()
    image = volume("map", on, unit="mL/100 g/min")  # i + 10 j + 100 k
    add_map(session, image, mni=False)
    draw(session, on, np.s_[2:4, 3:4, 5:6])
    asked = ask(session)
    report = compute(asked)
    (row,) = report.rows
    assert report.n_voxels == 2
    assert report.volume_mm3 == pytest.approx(16)
    assert (row.numbers.mean, row.numbers.minimum, row.numbers.maximum) == (532.5, 532.0, 533.0)
    assert row.numbers.sd == pytest.approx(np.sqrt(0.5))
    np.testing.assert_allclose(row.numbers.max_mm, on.to_mm((3, 3, 5)))
    region_numbers.go_to(session, row)
    np.testing.assert_allclose(session.cursor_mm, on.to_mm((3, 3, 5)))
    region_numbers.go_to(session, row, largest=False)
    np.testing.assert_allclose(session.cursor_mm, on.to_mm((2, 3, 5)))


def test_that_what_was_asked_does_not_change_while_drawing_goes_on(session):
    add_map(session, volume("map"), mni=False)
    labels = draw(session, grid(), np.s_[2:4, 3:4, 5:6])
    asked = ask(session)
    labels.apply(labels.relabel(labels.patch(1), 0))
    assert compute(asked).n_voxels == 2
    assert compute(ask(session)).n_voxels == 0


def test_that_a_map_on_another_grid_is_asked_on_its_own_voxels(session):
    fine = grid((16, 18, 20), 1.0)
    coarse = volume("coarse", grid((4, 4, 5), 4.0))
    add_t1(session, "T1", fine)
    add_map(session, coarse, mni=False)
    draw(session, fine, np.s_[:, :, :])
    row = next(row for row in compute(ask(session)).rows if row.name == "coarse")
    assert row.numbers.n_voxels == coarse.grid.n_voxels
    assert row.numbers.mean == pytest.approx(coarse.data.mean())


def test_that_a_map_that_the_region_does_not_meet_says_so(session):
    away = Grid((4, 4, 4), np.array([[2.0, 0, 0, 500], [0, 2, 0, 0], [0, 0, 2, 0], [0, 0, 0, 1]]))
    add_map(session, volume("near"), mni=False)
    add_map(session, volume("away", away), mni=False)
    draw(session, grid(), np.s_[2:4, 3:4, 5:6])
    near, far = compute(ask(session)).rows
    assert near.numbers is not None
    assert far.numbers is None
    assert "no voxel of this map" in far.remark


def test_that_masks_and_atlases_are_no_maps(session):
    add_map(session, volume("map"), mni=False)
    session.add_layer("mask", volume("mask", value=1), Role.MASK, LayerDisplay(two_sided(2, 6)))
    atlas = volume("atlas", value=1)
    session.add_layer("atlas", atlas, Role.OVERLAY, LayerDisplay(two_sided(2, 6)), names={1: "a"})
    draw(session, grid(), np.s_[2:4, 3:4, 5:6])
    assert [row.name for row in compute(ask(session)).rows] == ["map"]


@pytest.mark.parametrize(("box", "side"), [(np.s_[7:9, 1:3, 2:5], "R"), (np.s_[1:3, 1:3, 2:5], "L")])
def test_that_the_mirror_is_the_other_side_and_asymmetry_is_left_less_right(session, box, side):
    data = np.full(SYMMETRIC.shape, 40.0)
    data[5:] = 60.0  # the right
    add_map(session, Volume(SYMMETRIC, data, "CBF"))
    draw(session, SYMMETRIC, box)
    report = compute(ask(session))
    (row,) = report.rows
    assert report.side == side
    assert report.mirror_words == "Mirror region across x = 0 of MNI space"
    assert row.mirror.n_voxels == row.numbers.n_voxels == 12
    assert {row.numbers.mean, row.mirror.mean} == {40.0, 60.0}
    assert row.asymmetry == pytest.approx(200 * (40 - 60) / 100)


def test_that_a_region_over_the_mid_plane_has_no_side(session):
    add_map(session, volume("map", SYMMETRIC))
    draw(session, SYMMETRIC, np.s_[3:7, 1:3, 2:5])
    report = compute(ask(session))
    assert report.side == ""
    assert "crosses the mid-plane" in report.mirror_words
    assert np.isnan(report.rows[0].asymmetry)


def test_that_a_native_scan_alone_has_no_mirror_and_why(session):
    add_map(session, volume("map", SYMMETRIC), mni=False)
    draw(session, SYMMETRIC, np.s_[7:9, 1:3, 2:5])
    report = compute(ask(session))
    assert report.rows[0].mirror is None
    assert "Process the patient" in report.mirror_words


def test_that_a_native_region_is_mirrored_through_the_normalisation(session, tmp_path):
    """Expected: the voxels whose places, brought to MNI, flipped and brought back, fall into the region."""
    open_patient(session, tmp_path)
    session.show_space(Space.T1)
    box = np.s_[19:23, 12:16, 14:18]
    labels = draw(session, T1_GRID, box, home=Space.T1)
    report = compute(ask(session))
    expected = set()
    for ijk in np.argwhere(np.ones(T1_GRID.shape, bool)):
        mni = ROUTES.point(T1_GRID.to_mm(ijk), Space.T1, Space.MNI)
        voxel = T1_GRID.voxel_at(ROUTES.point(mni * (-1, 1, 1), Space.MNI, Space.T1))
        if voxel is not None and labels.data[voxel]:
            expected.add(tuple(ijk))
    mirror = region_numbers.mirror_on(ask(session), T1_GRID, Space.T1)
    assert {tuple(ijk) for ijk in np.argwhere(mirror.on(T1_GRID))} == expected
    assert report.side == "R"
    assert "normalisation" in report.mirror_words


def test_that_a_map_in_mni_is_asked_in_the_voxels_that_the_way_leads_to(session, tmp_path):
    open_patient(session, tmp_path)
    session.show_space(Space.T1)
    labels = draw(session, T1_GRID, np.s_[12:18, 12:16, 14:18], home=Space.T1)
    row = next(row for row in compute(ask(session)).rows if row.name == "ReHo")
    reho = next(layer for layer in session.layers if layer.name == "ReHo")
    n = 0
    for ijk in np.argwhere(np.ones(reho.grid.shape, bool)):
        voxel = T1_GRID.voxel_at(ROUTES.point(reho.grid.to_mm(ijk), Space.MNI, Space.T1))
        n += voxel is not None and bool(labels.data[voxel])
    assert row.numbers.n_voxels == n > 0
    assert row.numbers.mean == 4.0


def test_that_the_course_is_the_mean_and_its_spectrum_has_the_frequency(session):
    layer = add_series(session, n_timepoints=12)  # 1000 t + i + 10 j + 100 k
    draw(session, layer.grid, np.s_[2:4, 3:4, 5:6])
    course = course_of(ask(session, with_series=True))
    np.testing.assert_allclose(course.values, 1000 * np.arange(12) + 532.5)
    np.testing.assert_allclose(course.amplitudes, 0, atol=1e-6)  # a straight line has no amplitude
    assert course.frequencies[-1] == pytest.approx(0.25)
    assert compute(ask(session)).rows[0].remark == "volume 1 of 12"
    assert course_of(ask(session)) is None


def test_that_controls_are_asked_in_the_same_voxels(session):
    """Controls with means 1 .. 20 in the region and the patient at their mean: the percentile is 50."""
    add_map(session, volume("map", SYMMETRIC))
    draw(session, SYMMETRIC, np.s_[7:9, 1:3, 2:5])
    mask = Mask(SYMMETRIC, np.ones(SYMMETRIC.shape, bool))
    values = np.zeros((20, SYMMETRIC.n_voxels))
    inside = ask(session).patch.on(SYMMETRIC)[mask.data]
    values[:, inside] = np.arange(1, 21)[:, None]
    own = np.zeros(SYMMETRIC.n_voxels)
    own[inside] = 10.5
    maps = SimpleNamespace(values=values, statistic="cbf")
    cohort = SimpleNamespace(mask=mask, maps=maps, n=20, covariate_values=None)
    same = SimpleNamespace(apply=lambda x: x)
    patient = SimpleNamespace(values=own, covariates=None)
    session.comparing.set_case(CaseShown(SimpleNamespace(cohort=cohort, patient=patient, transform=same), outline=None))
    (found,) = compute(ask(session)).cohorts
    assert (found.value, found.median, found.n, found.n_voxels) == (10.5, 10.5, 20, 12)
    assert found.percentile == pytest.approx(50)


def test_that_the_table_holds_every_region_in_every_map(session, jobs, finish, tmp_path):
    add_map(session, volume("one"), mni=False)
    add_map(session, volume("two", value=7), mni=False)
    draw(session, grid(), np.s_[2:4, 3:4, 5:6], np.s_[6:7, 3:4, 5:6])
    texts: list[str] = []
    region_tables.copy(session, jobs, texts.append)
    region_tables.save(session, jobs, tmp_path / "numbers.tsv")
    region_tables.save(session, jobs, tmp_path / "numbers.csv")
    finish()
    rows = [line.split("\t") for line in texts[0].splitlines()]
    assert rows[0] == list(region_tables.COLUMNS)
    assert [row[:2] for row in rows[1:]] == [
        ["region 1", "one"], ["region 1", "two"], ["region 2", "one"], ["region 2", "two"],
    ]  # fmt: skip
    assert rows[1][rows[0].index("mean")] == "532.5"
    assert all(len(row) == len(region_tables.COLUMNS) for row in rows)
    assert (tmp_path / "numbers.tsv").read_text(encoding="utf-8") == texts[0]
    assert (tmp_path / "numbers.csv").read_text(encoding="utf-8").splitlines()[1].startswith("region 1,one,")


def test_that_without_a_drawing_nothing_is_written(session, jobs, told, tmp_path: Path):
    assert ask(session) is None
    assert region_tables.save(session, jobs, tmp_path / "numbers.tsv") is None
    assert told == ["Nothing is drawn yet, so there are no numbers to save."]


def test_that_maps_come_before_images_and_those_that_are_read_most_first(session):
    add_t1(session, "T1", grid())
    for name in ("attenuation", "zALFF", "SzReHo", "CBF"):
        add_map(session, volume(name), mni=False)
    draw(session, grid(), np.s_[2:4, 3:4, 5:6])
    assert [row.name for row in compute(ask(session)).rows] == ["CBF", "SzReHo", "zALFF", "attenuation", "T1"]


@pytest.mark.parametrize(
    ("name", "has_index"), [("SzReHo", False), ("zfALFF", False), ("FC of PAG (z)", False), ("CBF", True)]
)
def test_that_a_standardised_map_has_no_asymmetry_index(session, name, has_index):
    """Its 0 is the mean of the brain, so that left and right may be 0.1 and 0.2 and differ by next to nothing."""
    data = np.full(SYMMETRIC.shape, 0.2)
    data[5:] = 0.1
    add_map(session, Volume(SYMMETRIC, data, name))
    draw(session, SYMMETRIC, np.s_[1:3, 1:3, 2:5])
    (row,) = compute(ask(session)).rows
    assert row.mirror.mean == pytest.approx(0.1)
    assert np.isfinite(row.asymmetry) == has_index
