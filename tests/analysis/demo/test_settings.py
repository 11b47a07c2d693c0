"""The demonstration patient's sizes and grids."""

import numpy as np
import pytest

from analysis.demo.settings import FULL, QUICK, TR_S, DemoSettings, random_stream
from analysis.errors import OptionError


@pytest.mark.parametrize("wrong", [{"coarseness": 4}, {"coarseness": 0}, {"n_volumes": 19}, {"n_pairs": 0}])
def test_that_a_size_that_makes_no_dataset_is_refused(wrong):
    with pytest.raises(OptionError):
        DemoSettings(**wrong)


@pytest.mark.parametrize("name", ["t1_grid", "bold_grid", "asl_grid"])
def test_that_a_coarser_examination_lies_at_the_same_place(name):
    fine, coarse = getattr(FULL, name), getattr(QUICK, name)
    assert coarse.shape == tuple(n // 2 for n in fine.shape)
    np.testing.assert_allclose(coarse.voxel_size_mm, 2 * np.array(fine.voxel_size_mm), rtol=1e-6)
    np.testing.assert_allclose(coarse.centre_mm, fine.centre_mm, atol=1e-4)


def test_that_functional_scans_are_stored_from_right_to_left_and_the_t1_from_left_to_right():
    first = {name: getattr(FULL, name).affine[0, 0] for name in ("t1_grid", "bold_grid", "asl_grid")}
    assert {name: step > 0 for name, step in first.items()} == {"t1_grid": True, "bold_grid": False, "asl_grid": False}


def test_that_even_slices_come_first_and_all_within_one_repetition():
    times = FULL.slice_times_s  # 43 slices, 22 of them even: slice 1 comes 23rd
    assert times[0] == 0
    assert times[2] == pytest.approx(TR_S / 43, abs=1e-6)
    assert times[1] == pytest.approx(22 * TR_S / 43, abs=1e-6)
    assert len(set(times)) == 43
    assert times.max() < TR_S


def test_that_each_purpose_has_random_numbers_of_its_own():
    first = random_stream(1, "noise").normal(size=4)
    np.testing.assert_array_equal(random_stream(1, "noise").normal(size=4), first)
    assert not np.allclose(random_stream(1, "motion").normal(size=4), first)
    assert not np.allclose(random_stream(2, "noise").normal(size=4), first)
