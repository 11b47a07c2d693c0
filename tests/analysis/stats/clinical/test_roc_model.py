import numpy as np
import pytest

from analysis.errors import Cancelled
from analysis.stats.clinical.roc import Groups
from analysis.stats.clinical.roc_model import increment, roc_model
from analysis.stats.covariates import Covariate
from tests.analysis.stats.clinical.published_data import ASAH
from tests.stopped import stopped_after

OUTCOME = Groups("poor", "good", ASAH["outcome"] == 1)
THREE = [Covariate(name, ASAH[name]) for name in ("s100b", "ndka", "age")]


def test_that_apparent_and_left_out_areas_agree_with_r():
    """R 4.2.2 and pROC 1.18.0 on aSAH: glm(outcome ~ s100b + ndka + age), refitted without each person in turn."""
    found = roc_model(THREE, OUTCOME, name="three")
    assert found.curve.auc == pytest.approx(0.775067750678, abs=1e-11)
    assert found.left_out.curve.auc == pytest.approx(0.739159891599, abs=1e-11)
    assert found.left_out.n_separated == 0


def test_that_the_comparison_with_covariates_agrees_with_r():
    """roc.test(fitted of s100b + ndka + age, fitted of age), DeLong, paired; anova(..., test = "Chisq")."""
    found = increment(roc_model(THREE, OUTCOME, name="three"), [THREE[2]])
    assert found.apparent.z == pytest.approx(3.04819506890122, rel=1e-8)
    assert found.apparent.p == pytest.approx(0.00230220429491212, rel=1e-8)
    assert found.likelihood_ratio.chi_square == pytest.approx(24.89900414603, abs=1e-8)
    assert found.covariates_only.variables == ("age",)


def test_that_noise_looks_better_apparent_than_left_out():
    rng = np.random.default_rng(4)
    groups = Groups("a", "b", np.arange(40) % 2 == 0)
    noise = [Covariate(f"n{i}", rng.normal(size=40)) for i in range(5)]
    found = roc_model(noise, groups, name="noise")
    assert found.curve.auc > 0.6
    assert found.left_out.curve.auc < found.curve.auc - 0.1


def test_that_one_variable_alone_has_the_area_of_its_values():
    from analysis.stats.clinical.roc import roc_curve

    found = roc_model([THREE[0]], OUTCOME, name="s100b")
    assert found.curve.auc == pytest.approx(roc_curve(ASAH["s100b"], OUTCOME, name="s100b").auc, abs=1e-14)


def test_that_the_work_can_be_stopped():
    with pytest.raises(Cancelled):
        roc_model(THREE, OUTCOME, name="three", progress=stopped_after(0.5))
