import numpy as np
import pytest
from scipy import stats
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from analysis.errors import Cancelled, DataError, OptionError
from analysis.stats import glm
from analysis.stats.clinical.nested_roc import NestedOptions, nested_roc, stratified_folds, strongest
from analysis.stats.clinical.roc import Groups
from analysis.stats.covariates import Covariate
from analysis.stats.design import two_sample
from tests.stopped import stopped_after


def made(n=60, n_regions=60, effect=0.0, seed=2):
    """Regions of noise; the first differs between the groups by `effect` SD."""
    rng = np.random.default_rng(seed)
    groups = Groups("MOH", "EM", np.arange(n) % 5 < 2)
    values = rng.normal(size=(n, n_regions))
    values[:, 0] += effect * groups.is_positive
    return [Covariate(f"r{i}", values[:, i]) for i in range(n_regions)], groups


def test_that_regions_of_noise_look_good_circular_and_are_worth_nothing_nested():
    found = [nested_roc(*made(seed=seed), options=NestedOptions(n_chosen=3, n_repeats=2)) for seed in range(25)]
    assert np.mean([one.circular_auc for one in found]) > 0.75
    assert np.mean([one.auc for one in found]) == pytest.approx(0.5, abs=0.06)  # its standard error is 0.023


def test_that_a_real_difference_is_found_inside_the_folds():
    regions, groups = made(effect=1.8)
    found = nested_roc(regions, groups, options=NestedOptions(n_repeats=10))
    assert found.circular_choice == ("r0",)
    assert found.chosen[0] > 0.95
    assert found.auc == pytest.approx(0.898, abs=0.06)  # Phi(1.8 / sqrt 2), the area of two normal groups
    assert found.low <= found.auc <= found.high


def test_that_it_agrees_with_folds_written_out_in_other_tools():
    """t by scipy, the model by scikit-learn without penalty, the area by scikit-learn."""
    regions, groups = made(50, 8, effect=0.8)
    values, positive = np.column_stack([r.values for r in regions]), groups.is_positive
    found = nested_roc(regions, groups, options=NestedOptions(n_chosen=2, n_repeats=3, seed=7))
    rng, areas = np.random.default_rng(7), []
    for _ in range(3):
        for fold in stratified_folds(positive, 5, rng):
            t = np.abs(stats.ttest_ind(values[~fold & positive], values[~fold & ~positive]).statistic)
            best = np.argsort(-t)[:2]
            model = LogisticRegression(C=np.inf, tol=1e-10, max_iter=10000).fit(values[~fold][:, best], positive[~fold])
            areas.append(roc_auc_score(positive[fold], model.decision_function(values[fold][:, best])))
    assert found.of_repeats == pytest.approx(np.reshape(areas, (3, 5)).mean(axis=1), abs=1e-12)


def test_that_the_choice_is_by_the_t_adjusted_for_covariates():
    regions, groups = made(40, 12)
    age = Covariate("age", np.random.default_rng(3).normal(size=40) + groups.is_positive)
    values = np.column_stack([r.values for r in regions])
    design = two_sample([groups.positive if p else groups.negative for p in groups.is_positive], [age])
    expected = np.argsort(-np.abs(glm.fit(values, design).values))
    others = np.column_stack([np.ones(40), age.values])
    assert strongest(values, others, groups.is_positive, 12).tolist() == expected.tolist()


@pytest.mark.parametrize(("n_positive", "n_negative", "n_folds"), [(23, 38, 5), (5, 9, 5), (10, 10, 10), (7, 31, 3)])
def test_that_everyone_is_in_one_fold_and_groups_are_spread_evenly(n_positive, n_negative, n_folds):
    positive = np.r_[np.ones(n_positive), np.zeros(n_negative)].astype(bool)
    folds = np.array(list(stratified_folds(positive, n_folds, np.random.default_rng(0))))
    assert (folds.sum(axis=0) == 1).all()
    for group in (positive, ~positive):
        assert np.ptp(folds[:, group].sum(axis=1)) <= 1
    assert np.ptp(folds.sum(axis=1)) <= 1


def test_that_covariates_alone_are_judged_in_the_same_folds():
    regions, groups = made(60, 5)
    age = Covariate("age", np.random.default_rng(1).normal(size=60) + 2 * groups.is_positive)
    found = nested_roc(regions, groups, [age], options=NestedOptions(n_repeats=5))
    assert found.covariates_auc > 0.85
    assert abs(found.auc - found.covariates_auc) < 0.1
    assert nested_roc(regions, groups, options=NestedOptions(n_repeats=2)).covariates_auc is None


def test_that_one_seed_gives_one_result_and_another_seed_another():
    regions, groups = made(40, 10)
    first, again, other = (
        nested_roc(regions, groups, options=NestedOptions(n_repeats=3, seed=seed)).of_repeats for seed in (1, 1, 2)
    )
    assert first.tolist() == again.tolist() != other.tolist()


def test_that_separated_folds_are_counted_and_told():
    regions, groups = made(40, 3, effect=20)
    found = nested_roc(regions, groups, options=NestedOptions(n_repeats=2))
    assert found.n_separated == 10
    assert found.auc == 1.0
    assert "In 10 of 10 folds the other people were separated perfectly" in found.warnings[0]


def test_that_a_sign_that_only_one_person_has_does_not_end_the_work():
    regions, groups = made(40, 4)
    rare = Covariate("rare", (np.arange(40) == 3) * 1.0)
    found = nested_roc(regions, groups, [rare], options=NestedOptions(n_repeats=2))
    assert 0 <= found.auc <= 1


def test_that_impossible_questions_are_refused():
    regions, groups = made(40, 3)
    with pytest.raises(OptionError, match="4 regions cannot be chosen from 3"):
        nested_roc(regions, groups, options=NestedOptions(n_chosen=4))
    with pytest.raises(OptionError, match='The group "MOH" has 16 people, fewer than the 20 folds'):
        nested_roc(regions, groups, options=NestedOptions(n_folds=20))
    with pytest.raises(OptionError, match="at least 2 folds"):
        NestedOptions(n_folds=1)
    with pytest.raises(DataError, match='"flat" has the same value'):
        nested_roc([*regions, Covariate("flat", np.ones(40))], groups)


def test_that_the_work_can_be_stopped():
    with pytest.raises(Cancelled):
        nested_roc(*made(), progress=stopped_after(0.2))
