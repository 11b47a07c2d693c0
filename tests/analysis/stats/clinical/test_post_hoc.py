import numpy as np
import pytest

from analysis.stats.clinical.post_hoc import dunn_bonferroni, games_howell, tukey_kramer
from tests.analysis.stats.clinical.r_datasets import OZONE, PLANT_GROWTH

PLANTS, NAMES = list(PLANT_GROWTH.values()), list(PLANT_GROWTH)


def test_that_tukey_of_plant_growth_is_that_of_r():
    # R 4.2.2: TukeyHSD(aov(weight ~ group, PlantGrowth)); there the later group minus the earlier one
    found = tukey_kramer(PLANTS, NAMES)
    assert [(pair.first, pair.second) for pair in found] == [("ctrl", "trt1"), ("ctrl", "trt2"), ("trt1", "trt2")]
    assert [pair.difference for pair in found] == pytest.approx([0.371, -0.494, -0.865])
    assert [pair.p for pair in found] == pytest.approx(
        [0.3908711442021247, 0.1979959912997082, 0.0120064239794527], abs=1e-8
    )
    assert (found[2].low, found[2].high) == pytest.approx((-1.556216051410459, -0.173783948589542), abs=1e-7)


def test_that_games_howell_has_its_own_variances_and_degrees_of_freedom():
    # R 4.2.2: ptukey of differences over sqrt((v1/n1 + v2/n2) / 2), Satterthwaite's df
    found = games_howell(PLANTS, NAMES)
    assert [pair.statistic for pair in found] == pytest.approx(
        [1.68469658832819, -3.017960667189625, -4.2569221823517536], abs=1e-10
    )
    assert [pair.dof[0] for pair in found] == pytest.approx(
        [16.52358505685930, 16.785764482605725, 14.1035691227603390], abs=1e-10
    )
    assert [pair.p for pair in found] == pytest.approx(
        [0.47455492219398, 0.112889176854217, 0.0237034547392031], abs=1e-8
    )


def test_that_dunn_compares_mean_ranks_over_all_groups():
    # R 4.2.2: difference of mean ranks over sqrt((N(N+1)/12 - sum(t^3 - t)/(12(N-1))) (1/n1 + 1/n2)) (Dunn 1964)
    found = dunn_bonferroni(PLANTS, NAMES)
    assert [pair.statistic for pair in found] == pytest.approx(
        [1.117725454378787, -1.6892896071861212, -2.8070150615649085], abs=1e-10
    )
    assert [pair.p_raw for pair in found] == pytest.approx(
        [0.263684267891386, 0.0911639440484998, 0.0050002903702577], abs=1e-10
    )
    assert [pair.p for pair in found] == pytest.approx([0.791052803674158, 0.2734918321454994, 0.0150008711107731])
    assert {pair.n_pairs for pair in found} == {3}


def test_that_dunn_corrects_for_ties_and_stops_at_one():
    # R 4.2.2, Ozone of May, July, August, September (airquality): 8 values occur more than once
    months = [np.array(OZONE[m], float) for m in (5, 7, 8, 9)]
    found = dunn_bonferroni(months, "5789")
    assert found[0].statistic == pytest.approx(-4.34017870263818, abs=1e-10)
    assert found[3].p_raw == pytest.approx(0.776538754727652, abs=1e-10)
    assert found[3].p == 1
