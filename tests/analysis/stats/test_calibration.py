from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from analysis.errors import DataError
from analysis.stats.calibration import QUANTILES, calibrate, skewness_of_residuals
from analysis.stats.single_case import Transform, case_model, compare_case
from tests.analysis.stats.made_cohort import MASK, made_cohort


def test_that_each_control_is_compared_with_all_others():
    cohort, _ = made_cohort(12, covariates=("age",))
    found = calibrate(cohort)
    values, age = np.log(cohort.maps.values.astype(float)), cohort.covariates[0].values
    t = []
    for i in range(12):
        others = np.delete(np.arange(12), i)
        t.append(compare_case(values[i], values[others], case_model(11, age[others, None], age[[i]])).t)
    beyond = np.abs(t) > stats.t.isf(0.0005, 9)
    assert found.dof == 9
    assert found.share_beyond == pytest.approx(beyond.mean())
    np.testing.assert_allclose(found.shares, beyond.mean(axis=1))
    np.testing.assert_allclose(found.false_positives, beyond.mean(axis=0))
    np.testing.assert_allclose(found.observed, np.quantile(t, QUANTILES), rtol=1e-9)
    np.testing.assert_allclose(found.expected, stats.t.ppf(QUANTILES, 9), rtol=1e-9)
    assert found.n_with_cluster == int((found.cluster_voxels >= 10).sum())


def test_that_logarithms_make_log_normal_maps_behave():
    cohort, _ = made_cohort(30, seed=6, covariates=())
    wide = replace(cohort, maps=replace(cohort.maps, values=(cohort.maps.values**2.5).astype(np.float32)))
    right, wrong = calibrate(wide), calibrate(wide, Transform.NONE)
    assert right.share_beyond < 0.003  # 0.001 is right
    assert wrong.share_beyond > 0.006  # 0.011 in log-normal data of sigma 0.5
    assert wrong.share_skewed > 5 * right.share_skewed
    assert f"{100 * wrong.share_beyond:.2f} % of all voxels" in wrong.sentences()[0]


def test_that_skewness_is_that_of_scipy():
    values = np.random.default_rng(2).exponential(size=(15, 7))
    values[:, 3] = 2.0
    found = skewness_of_residuals(values, np.ones((15, 1)))
    np.testing.assert_allclose(np.delete(found, 3), stats.skew(np.delete(values, 3, axis=1)), rtol=1e-10)
    assert np.isnan(found[3])


def test_that_regions_have_their_share_of_false_positives():
    cohort, _ = made_cohort(12, covariates=())
    near = np.flatnonzero(MASK.data[MASK.data])[:1]
    values = cohort.maps.values.copy()
    values[3] *= 1.0 + 2.0 * (np.arange(MASK.n_voxels) >= near[0])  # one control is three times the others everywhere
    found = calibrate(replace(cohort, maps=replace(cohort.maps, values=values)))
    assert len(found.regions) == 116
    held = [r for r in found.regions if r.n_voxels > 5]
    assert all(r.n_controls >= 1 for r in held)
    assert found.cluster_voxels.argmax() == 3


def test_that_too_few_controls_are_refused():
    with pytest.raises(DataError, match="9 controls are too few to calibrate; at least 10 are needed"):
        calibrate(made_cohort(9, covariates=())[0])
