import numpy as np

from analysis.metrics.standardise import standardise


def test_that_m_and_z_of_one_two_three_are_known():
    forms = standardise(np.array([1.0, 2.0, np.nan, 3.0]))
    np.testing.assert_allclose(forms.m, [0.5, 1.0, np.nan, 1.5])
    np.testing.assert_allclose(forms.z, [-1.0, 0.0, np.nan, 1.0])  # SD with n - 1 is 1
    assert (forms.mean, forms.sd, forms.warnings) == (2.0, 1.0, ())


def test_that_equal_values_have_no_z_and_it_is_told():
    forms = standardise(np.full(5, 0.3))
    assert np.isnan(forms.z).all()
    np.testing.assert_allclose(forms.m, 1)
    assert "same value" in forms.warnings[0]


def test_that_a_mean_of_zero_has_no_m_and_it_is_told():
    forms = standardise(np.array([-1.0, 0.0, 1.0]))
    assert np.isnan(forms.m).all()
    assert "mean over the mask is 0" in forms.warnings[0]


def test_that_no_values_at_all_give_no_forms():
    forms = standardise(np.full(3, np.nan))
    assert np.isnan(forms.m).all()
    assert np.isnan(forms.z).all()
    assert len(forms.warnings) == 2
