from math import comb

import numpy as np
import pytest

from analysis.errors import OptionError
from analysis.stats.covariates import Covariate
from analysis.stats.design import ancova, one_sample, paired, regression, two_sample
from analysis.stats.rearrangement import count_distinct, rearrangements


def test_that_distinct_rearrangements_are_counted():
    assert count_distinct(two_sample(["a"] * 5 + ["b"] * 4)) == comb(9, 4)
    assert count_distinct(ancova(["a", "a", "b", "b", "c", "c"])) == 90  # 6! / (2! 2! 2!)
    assert count_distinct(one_sample(10)) == 1024
    assert count_distinct(paired(["x", "y"] * 6, [str(i // 2) for i in range(12)])) == 64
    age = Covariate("age", np.array([1.0, 2, 3, 4, 5]))
    assert count_distinct(regression([age], "age")) == 120


def test_that_all_are_taken_where_there_are_few_and_the_first_is_the_identity():
    design = two_sample(["a"] * 3 + ["b"] * 4)
    plan = rearrangements(design, 5000, seed=1)
    assert len(plan) == plan.n_distinct == 35
    assert plan.is_exhaustive
    assert plan.orders[0].tolist() == list(range(7))
    first_group = {tuple(sorted(order[:3])) for order in plan.orders.tolist()}
    assert len(first_group) == 35
    assert all(sorted(order) == list(range(7)) for order in plan.orders.tolist())


def test_that_a_seed_gives_the_same_plan_and_the_identity_first():
    design = two_sample(["a"] * 20 + ["b"] * 20)
    first, again, other = (rearrangements(design, 100, seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first.orders, again.orders)
    assert (first.orders[1:] != other.orders[1:]).any()
    assert first.orders[0].tolist() == list(range(40))
    assert (first.seed, first.is_exhaustive) == (3, False)


def test_that_pairs_are_exchanged_only_within_people():
    pairs = ["p", "q", "r", "p", "q", "r"]
    plan = rearrangements(paired(["x"] * 3 + ["y"] * 3, pairs), 5000, seed=0)
    assert len(plan) == 8
    for order in plan.orders:
        assert [pairs[i] for i in order] == pairs
    many = rearrangements(paired(["x"] * 20 + ["y"] * 20, [str(i) for i in range(20)] * 2), 50, seed=0)
    assert (many.orders % 20 == np.arange(40) % 20).all()


def test_that_one_sample_flips_signs():
    plan = rearrangements(one_sample(4), 5000, seed=0)
    assert len(plan) == 16
    assert plan.signs[0].tolist() == [1, 1, 1, 1]
    assert len({tuple(s) for s in plan.signs.tolist()}) == 16
    assert set(rearrangements(one_sample(30), 40, seed=0).signs.ravel().tolist()) == {1, -1}


def test_that_none_is_refused():
    with pytest.raises(OptionError, match="at least 1"):
        rearrangements(one_sample(4), 0, seed=0)
