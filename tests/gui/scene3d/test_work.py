import numpy as np

from analysis.colour import ColourScale, two_sided
from analysis.image import Volume
from gui.scene3d.work import brain_of, brain_of_series, brain_of_t1, overlay_picture
from tests.gui.scene3d.conftest import ball
from tests.orientations import oriented_grid

GRID = oriented_grid("LPS", (40, 40, 40), (4.0, 4.0, 4.0), (0, 0, 0))
DISTANCE = np.linalg.norm(GRID.to_mm(np.stack(np.meshgrid(*[np.arange(40)] * 3, indexing="ij"), axis=-1)), axis=-1)


def test_that_a_t1_gives_its_brain():
    noise = np.random.default_rng(0).normal(0, 2, GRID.shape)
    picture = brain_of_t1(Volume(GRID, np.where(DISTANCE < 65, 100.0, 4.0) + noise))
    assert not picture.is_head
    assert picture.brain is not None
    assert abs(picture.mesh.box_mm[1, 0] - 65) < 4


def test_that_a_t1_whose_brain_cannot_be_told_gives_the_head():
    large = oriented_grid("RAS", (40, 40, 40), (8.0, 8.0, 8.0), (0, 0, 0))
    picture = brain_of_t1(Volume(large, np.where(2 * DISTANCE < 140, 100.0, 0.0)))
    assert picture.is_head
    assert picture.brain is None
    assert abs(picture.mesh.box_mm[1, 2] - 140) < 10


def test_that_a_series_gives_the_outline_of_its_brain():
    noise = np.random.default_rng(0).normal(0, 20, GRID.shape)
    picture = brain_of_series(Volume(GRID, np.abs(np.where(DISTANCE < 60, 1000.0, 20.0) + noise)))
    assert abs(np.abs(picture.mesh.box_mm).mean() - 60) < 5


def test_that_a_surface_has_no_more_triangles_than_can_be_drawn():
    noise = np.random.default_rng(0).normal(0, 2, GRID.shape)
    t1 = Volume(GRID, np.where(DISTANCE < 65, 100.0, 4.0) + noise)
    whole, limited = brain_of(t1, 2_000_000), brain_of(t1, 3_000)
    assert whole.mesh.n_triangles > 3_000 >= limited.mesh.n_triangles
    np.testing.assert_allclose(limited.mesh.box_mm, whole.mesh.box_mm, atol=3)


def test_that_an_overlay_gives_blobs_of_both_signs_and_colours_for_the_surface():
    data = np.where(DISTANCE < 70, 0.1, np.nan)
    data[20:24, 20:24, 32:36], data[20:24, 20:24, 4:8] = 5.0, -5.0
    mesh = ball((0, 0, 0), 60)
    picture = overlay_picture(((Volume(GRID, data), two_sided(3.0, 6.0)),), mesh, None)
    assert len(picture.blobs) == 2
    (above, warm), (below, cold) = picture.blobs
    assert above.box_mm.mean(axis=0)[2] > 40 > -40 > below.box_mm.mean(axis=0)[2]
    assert warm[0] > warm[2]
    assert cold[2] > cold[0]
    assert picture.colours is not None
    assert picture.colours.shape == (len(mesh.points_mm), 4)
    assert picture.light_colours is None


def test_that_a_map_that_shows_everywhere_has_no_blobs_but_colours():
    volume = Volume(GRID, np.where(DISTANCE < 70, 5.0, np.nan))
    for scale in (two_sided(3.0, 6.0), ColourScale("viridis", 0, 6)):
        picture = overlay_picture(((volume, scale),), ball((0, 0, 0), 60), None)
        assert picture.blobs == ()
        assert picture.colours is not None
        assert (picture.colours[:, 3] == 255).all()


def test_that_without_overlays_there_is_nothing_to_show():
    picture = overlay_picture((), ball((0, 0, 0), 60), None)
    assert picture.blobs == ()
    assert picture.colours is None
