import numpy as np
import pytest
from scipy import ndimage

from analysis.atlas.territories import Side, Territory
from analysis.errors import DataError, GeometryError, OptionError
from analysis.grid import Grid
from analysis.image import Volume
from analysis.perfusion.asymmetry import AsymmetryOptions, in_space_of, map_asymmetry
from tests.analysis.perfusion.made_brain import flow, noise, same, sphere, tissues


def data_of(found, name):
    return next(m for m in found.maps if m.statistic == name).volume.data


def test_that_a_left_posterior_lesion_over_pca_and_mca_is_found_as_crossing() -> None:
    """30 % less in a sphere of 28 mm about the left parieto-occipital junction, 5 % noise."""
    found = map_asymmetry(flow(sphere((-34, -68, 16), 28, 0.7), noise(0.05)), same)
    largest = found.lower[0]
    assert largest.side is Side.LEFT
    assert largest.asymmetry == pytest.approx(-30, abs=9)
    assert largest.volume_ml > 15
    assert set(largest.crossing.crossed) == {Territory.PCA, Territory.MCA}
    assert "crosses 2 territories" in found.sentence
    assert "lower on the left" in found.sentence
    assert np.linalg.norm(np.array(largest.peak_xyz_mni) - (-34, -68, 16)) < 30
    assert found.higher[0].side is Side.RIGHT  # the mirror of what is lower


def test_that_a_lesion_within_the_right_mca_stays_inside_it() -> None:
    found = map_asymmetry(flow(sphere((48, -12, 32), 20, 0.6), noise(0.05)), same)
    assert found.lower[0].side is Side.RIGHT
    assert found.lower[0].crossing.crossed == (Territory.MCA,)
    assert "stays inside one territory" in found.sentence


def test_that_the_map_is_the_index_and_its_two_sides_are_opposite() -> None:
    """Left 40, right 60 everywhere: 200 (40 - 60) / 100 = -40 % on the left, +40 % on the right."""
    grid = tissues()[0]
    x = grid.to_mm(np.moveaxis(np.indices(grid.shape), 0, -1))[..., 0]
    found = map_asymmetry(Volume(grid, np.where(x < 0, 40.0, 60.0)), same)
    ai = data_of(found, "asymmetry")
    at = found.maps[0].volume.grid.to_mm(np.argwhere(np.isfinite(ai)))
    values = ai[np.isfinite(ai)]
    # interpolation between voxels of 4 mm mixes the sides within 3 mm of the middle; smoothing by 8 mm does not
    for nearest, tolerance in ((9, 3.0), (21, 0.05)):
        far = np.abs(at[:, 0]) >= nearest
        np.testing.assert_allclose(values[far & (at[:, 0] < 0)], -40, atol=tolerance)
        np.testing.assert_allclose(values[far & (at[:, 0] > 0)], 40, atol=tolerance)
    np.testing.assert_allclose(ai[::-1], -ai, atol=1e-4)


def test_that_noise_alone_makes_small_clusters_at_most_with_its_standard_error_known() -> None:
    """The limits are not corrected for the number of places; z is about 1 by the noise and by the spread alike."""
    sd = 0.25
    error = Volume(tissues()[0], flow().data * sd)
    for seed in range(5):
        found = map_asymmetry(flow(noise(sd, seed)), same, standard_error=error)
        assert all(cluster.volume_ml < 3 for cluster in found.lower)
        assert np.nanstd(data_of(found, "asymmetry_z")) == pytest.approx(0.9, abs=0.3)


def test_that_without_a_cluster_the_sentence_says_so() -> None:
    found = map_asymmetry(flow(noise(0.01)), same)
    assert found.lower == ()
    assert found.sentence == "No region of at least 1 mL is lower than the other side by 10 % and 2.5 SD."


def test_that_a_small_and_a_weak_lesion_are_left_out() -> None:
    assert map_asymmetry(flow(sphere((-48, -12, 32), 20, 0.95), noise(0.02)), same).lower == ()
    found = map_asymmetry(
        flow(sphere((-48, -12, 32), 20, 0.6), noise(0.02)), same, options=AsymmetryOptions(least_ml=500)
    )
    assert found.lower == ()


def test_that_the_whole_scale_of_flow_changes_nothing() -> None:
    volume = flow(sphere((-34, -68, 16), 24, 0.7), noise(0.05))
    half = map_asymmetry(Volume(volume.grid, 0.5 * volume.data), same)
    np.testing.assert_allclose(data_of(half, "asymmetry"), data_of(map_asymmetry(volume, same), "asymmetry"), atol=1e-3)


def test_that_the_side_is_the_persons_also_where_the_image_points_left() -> None:
    volume = flow(sphere((-34, -68, 16), 28, 0.7), noise(0.05))
    affine = volume.grid.affine @ np.diag([-1, 1, 1, 1])
    affine[:3, 3] = volume.grid.to_mm(np.array([volume.grid.shape[0] - 1, 0, 0]))
    turned = Volume(Grid(volume.grid.shape, affine), volume.data[::-1])
    assert map_asymmetry(turned, same).lower[0].side is Side.LEFT


def test_that_the_map_comes_back_into_the_patients_space() -> None:
    found = map_asymmetry(flow(sphere((-34, -68, 16), 28, 0.7), noise(0.02)), same)
    grid = tissues()[0]
    back = in_space_of(found.maps[0], grid, same)
    at = grid.to_ijk(np.array([-34.0, -72, 20])).round().astype(int)
    around = back.volume.data[tuple(slice(n - 2, n + 3) for n in at)]
    assert np.nanmean(around) < -15
    assert back.provenance.parameters["space"] == "of the patient"


def test_that_what_cannot_be_compared_is_refused() -> None:
    grid = tissues()[0]
    x = grid.to_mm(np.moveaxis(np.indices(grid.shape), 0, -1))[..., 0]
    with pytest.raises(DataError, match="on both sides"):
        map_asymmetry(Volume(grid, np.where(x < 0, flow().data, np.nan)), same)
    other = Grid(grid.shape, grid.affine @ np.diag([1, -1, 1, 1]))
    with pytest.raises(GeometryError):
        map_asymmetry(flow(), same, gray=Volume(other, np.ones(grid.shape)))
    with pytest.raises(OptionError):
        AsymmetryOptions(least_ml=0)


def test_that_clusters_a_sulcus_apart_are_one_region_and_distant_ones_are_two() -> None:
    near = map_asymmetry(flow(sphere((46, -50, 30), 11, 0.5), sphere((46, -22, 40), 11, 0.5), noise(0.03)), same)
    assert sum(c.side is Side.RIGHT for c in near.lower) == 1
    far = map_asymmetry(flow(sphere((46, -50, 30), 11, 0.5), sphere((40, 30, 30), 11, 0.5), noise(0.03)), same)
    assert sum(c.side is Side.RIGHT for c in far.lower) == 2


def test_that_unevenness_of_the_whole_brain_is_mostly_taken_as_its_spread_however_small_the_noise() -> None:
    """Smooth unevenness of 7 % makes differences of 10 % in many places; they are the spread of this brain."""
    rng = np.random.default_rng(4)
    uneven = ndimage.gaussian_filter(rng.standard_normal(tissues()[0].shape), 3)
    volume = flow(np.exp(0.07 * uneven / uneven.std()))
    error = Volume(volume.grid, 0.01 * volume.data)
    found = map_asymmetry(volume, same, standard_error=error)
    ai = data_of(found, "asymmetry")
    lower_ml = 0.027 * np.count_nonzero(ai[np.isfinite(ai)] <= -10)
    assert lower_ml > 50
    assert sum(c.volume_ml for c in found.lower) < 0.35 * lower_ml
    lesion = flow(np.exp(0.07 * uneven / uneven.std()), sphere((34, -68, 16), 26, 0.65))
    largest = map_asymmetry(lesion, same, standard_error=error).lower[0]
    assert largest.side is Side.RIGHT
    assert largest.volume_ml > 10
