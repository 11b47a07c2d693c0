import numpy as np
import pytest

from analysis.errors import DataError
from analysis.stats.clinical.fit_line import fit_line
from analysis.stats.clinical.partial import residual_pair
from tests.analysis.stats.clinical.r_datasets import OZONE_111, SOLAR_111, TEMP_111, WIND_111


def test_that_line_and_band_are_those_of_r():
    # R 4.2.2: predict(lm(Ozone ~ Solar.R, airquality), interval = "confidence") at the ends
    found = fit_line(SOLAR_111, OZONE_111)
    assert found.y[[0, -1]] == pytest.approx([19.4888846735559, 61.0719285022923], abs=1e-9)
    assert found.low[[0, -1]] == pytest.approx([6.52138874880129, 49.72800142045223], abs=1e-9)
    assert found.high[[0, -1]] == pytest.approx([32.4563805983105, 72.4158555841324], abs=1e-9)


def test_that_the_slope_of_residuals_is_that_of_the_whole_model():
    # R 4.2.2: lm(Ozone ~ Solar.R + Wind + Temp), estimate and standard error of Solar.R
    left_x, left_y = residual_pair(SOLAR_111, OZONE_111, np.column_stack([WIND_111, TEMP_111]))
    found = fit_line(left_x, left_y, 2)
    assert found.dof == 107
    assert (found.slope, found.slope_error) == pytest.approx((0.0598205899684985, 0.0231864659413458), abs=1e-12)


def test_that_the_band_is_narrowest_at_the_mean_and_wider_without_degrees_of_freedom():
    found = fit_line(SOLAR_111, OZONE_111, n_points=501)
    width = found.high - found.low
    assert found.x[width.argmin()] == pytest.approx(SOLAR_111.mean(), abs=1)
    assert (fit_line(SOLAR_111[:8], OZONE_111[:8], 4).high > fit_line(SOLAR_111[:8], OZONE_111[:8]).high).all()


def test_that_a_line_without_x_or_people_is_refused():
    with pytest.raises(DataError, match="an x that varies"):
        fit_line(np.ones(5), np.arange(5.0))
    with pytest.raises(DataError, match="more people than covariates"):
        fit_line(np.arange(4.0), np.arange(4.0), 2)
