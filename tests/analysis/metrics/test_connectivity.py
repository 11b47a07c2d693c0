import numpy as np
import pytest

from analysis.errors import Cancelled, DataError, GeometryError, OptionError
from analysis.image import Mask
from analysis.metrics.connectivity import SeedFcOptions, compute_seed_fc, fisher_z
from analysis.metrics.seeds import MaskSeed, SphereSeed
from tests.reference_case import full_mask, grid_of, load_mask, load_series, reference, rough_data, series_of
from tests.stopped import stopped_after


def test_that_it_equals_dpabi(fixtures):
    mask = load_mask(fixtures)
    # The 6 mm sphere of the reference lies about this voxel.
    options = SeedFcOptions((SphereSeed("s", (-10.5, 3, 6), 6),))
    maps = {m.statistic: m for m in compute_seed_fc(load_series(fixtures, "dpabi_A_filt_meanback"), mask, options)}
    expected = reference(fixtures, "dpabi_A_zfc_sphere6", mask)  # DPABI V9.0, y_SCA and Fisher's z
    np.testing.assert_allclose(maps["fc_z"].volume.data[mask.data], expected, atol=1e-6)
    assert maps["fc_r"].provenance.parameters["n_seed_voxels"] == 33


def test_that_the_signal_of_a_seed_is_the_mean_over_its_voxels():
    series, mask = rough_data()
    seed = Mask(mask.grid, np.zeros(mask.grid.shape))
    wanted = np.zeros(mask.grid.shape, dtype=bool)
    wanted[tuple(np.argwhere(mask.data)[[4, 40, 90]].T)] = True
    seed = MaskSeed("drawn", Mask(mask.grid, wanted))
    r = compute_seed_fc(series, mask, SeedFcOptions((seed,)))[0].volume.data
    course = np.mean([series.frames.time_course(tuple(ijk)) for ijk in np.argwhere(wanted)], axis=0)
    for ijk in np.argwhere(mask.data):
        voxel = series.frames.time_course(tuple(ijk))
        if np.isfinite(voxel).all() and np.ptp(voxel) > 0:
            assert r[tuple(ijk)] == pytest.approx(np.corrcoef(course, voxel)[0, 1], abs=1e-6)


def test_that_fishers_z_of_a_half_is_known_and_of_one_is_finite():
    np.testing.assert_allclose(fisher_z(np.array([0.5, -0.5, 0, np.nan])), [0.549306144, -0.549306144, 0, np.nan])
    assert np.isfinite(fisher_z(np.array([1.0, -1.0]))).all()


def _partial_by_regression(x, y, others):
    design = np.column_stack([np.ones(len(x)), *others])
    rest_x, rest_y = (v - design @ np.linalg.lstsq(design, v, rcond=None)[0] for v in (x, y))
    return np.corrcoef(rest_x, rest_y)[0, 1]


def test_that_partial_correlation_equals_correlation_of_residuals():
    series, mask = rough_data()
    voxels = np.argwhere(mask.data)[[4, 40, 90]]
    centres = [tuple(series.grid.to_mm(v)) for v in voxels]
    seeds = tuple(SphereSeed(f"s{i}", centre, 0) for i, centre in enumerate(centres))
    maps = {m.statistic: m for m in compute_seed_fc(series, mask, SeedFcOptions(seeds, partial=True))}
    assert list(maps) == [f"fc_{k}_s{i}" for i in range(3) for k in "rz"]
    courses = [series.frames.time_course(tuple(v)) for v in voxels]
    for i in range(3):
        others = [c for j, c in enumerate(courses) if j != i]
        for ijk in np.argwhere(mask.data)[10::17]:
            voxel = series.frames.time_course(tuple(ijk))
            if np.isfinite(voxel).all() and np.ptp(voxel) > 0 and not (ijk == voxels).all(axis=1).any():
                found = maps[f"fc_r_s{i}"].volume.data[tuple(ijk)]
                assert found == pytest.approx(_partial_by_regression(courses[i], voxel, others), abs=1e-6)
        assert np.isnan(maps[f"fc_r_s{i}"].volume.data[tuple(voxels[i - 1])])


def test_that_several_seeds_without_partial_are_as_one_by_one():
    series, mask = rough_data()
    seeds = (SphereSeed("a", (9, 12, 9), 4), SphereSeed("b", (12, 9, 6), 4))
    both = {m.statistic: m for m in compute_seed_fc(series, mask, SeedFcOptions(seeds))}
    alone = compute_seed_fc(series, mask, SeedFcOptions(seeds[1:]))
    np.testing.assert_array_equal(both["fc_r_b"].volume.data, alone[0].volume.data)


def test_that_flipping_an_axis_flips_the_map():
    series, mask = rough_data()
    values = np.stack([series.frames.frame(t) for t in range(60)], axis=-1)
    seed = np.zeros(mask.grid.shape, dtype=bool)
    seed[2:5, 3:6, 2:4] = True
    once = compute_seed_fc(series, mask, SeedFcOptions((MaskSeed("s", Mask(mask.grid, seed)),)))[0].volume.data
    other = Mask(mask.grid, mask.data[::-1])
    options = SeedFcOptions((MaskSeed("s", Mask(mask.grid, seed[::-1])),))
    flipped = compute_seed_fc(series_of(values[::-1]), other, options)[0].volume.data
    np.testing.assert_allclose(flipped[::-1], once, atol=1e-6)


def test_that_two_seeds_of_one_signal_cannot_be_partial():
    series, mask = rough_data()
    seeds = tuple(SphereSeed(name, (9, 12, 9), 4) for name in "abc")
    with pytest.raises(OptionError, match="same signal"):
        compute_seed_fc(series, mask, SeedFcOptions(seeds, partial=True))


def test_that_missing_or_misplaced_seeds_are_refused():
    series, mask = rough_data()
    with pytest.raises(OptionError, match="Choose a seed"):
        compute_seed_fc(series, mask)
    with pytest.raises(DataError, match="outside the image"):
        compute_seed_fc(series, mask, SeedFcOptions((SphereSeed("s", (-500, 0, 0), 5),)))
    with pytest.raises(DataError, match="no voxel of the brain mask"):
        compute_seed_fc(series, mask, SeedFcOptions((SphereSeed("s", (18, 21, 15), 0),)))
    with pytest.raises(OptionError, match="same name"):
        SeedFcOptions((SphereSeed("s", (0, 0, 0), 5), SphereSeed("s", (9, 0, 0), 5)))
    with pytest.raises(OptionError, match="at least two seeds"):
        SeedFcOptions((SphereSeed("s", (0, 0, 0), 5),), partial=True)


def test_that_bad_series_and_masks_are_refused():
    options = SeedFcOptions((SphereSeed("s", (3, 3, 3), 4),))
    series = series_of(np.random.default_rng(0).random((4, 4, 4, 20)))
    with pytest.raises(GeometryError, match="not on the grid"):
        compute_seed_fc(series, Mask(grid_of((4, 4, 4), 2), np.ones((4, 4, 4))), options)
    one = series_of(np.ones((4, 4, 4, 1)))
    with pytest.raises(DataError, match="1 volume"):
        compute_seed_fc(one, full_mask(one), options)


def test_that_it_can_be_cancelled():
    series, mask = rough_data()
    with pytest.raises(Cancelled):
        compute_seed_fc(series, mask, SeedFcOptions((SphereSeed("s", (9, 12, 9), 4),)), stopped_after(0.5))
