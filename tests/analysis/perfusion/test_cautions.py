import numpy as np
import pytest

from analysis.errors import DataError
from analysis.perfusion.cautions import find_cautions
from analysis.perfusion.quality import Check, Light
from tests.analysis.perfusion.made_asl import GRID, whole

N = GRID.n_voxels


def cov(value: float) -> tuple[Check, ...]:
    return (Check("spatial_cov", "", value, "%", Light.GREEN, "", ""),)


def test_that_late_arrival_is_1_a_border_zone_2_and_both_3() -> None:
    att, border = np.full(N, 1.0), np.zeros(N, bool)
    att[:12], border[6:18] = 2.0, True
    att[20] = np.nan
    found = find_cautions(whole(), att_s=att, delay_s=1.8, border=border)
    values = found.layer.volume.data.ravel()
    assert values[:6].tolist() == [1] * 6
    assert values[6:12].tolist() == [3] * 6
    assert values[12:18].tolist() == [2] * 6
    assert not values[18:].any()
    assert found.sentences == (
        "In 10% of the brain blood arrives after the readout: low perfusion there may be late arrival.",
    )


def test_that_later_slices_wait_longer() -> None:
    delay = np.where(np.arange(N) < N // 2, 1.8, 2.4)
    found = find_cautions(whole(), att_s=np.full(N, 2.0), delay_s=delay)
    assert found.layer.volume.data.sum() == N // 2


def test_that_without_arrival_times_a_high_spatial_cov_warns_of_vessels() -> None:
    assert "Do not read bright vessels as hyperperfusion" in find_cautions(whole(), checks=cov(90)).sentences[0]
    assert "was not measured" in find_cautions(whole(), checks=cov(40)).sentences[0]
    assert find_cautions(whole(), att_s=np.ones(N), delay_s=1.8, checks=cov(40)).sentences == ()


def test_that_arrays_of_another_mask_are_refused() -> None:
    with pytest.raises(DataError):
        find_cautions(whole(), att_s=np.ones(3), delay_s=1.8)
    with pytest.raises(DataError):
        find_cautions(whole(), border=np.ones(3, bool))
