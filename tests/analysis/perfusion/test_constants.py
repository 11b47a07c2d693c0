import pytest

from analysis.perfusion.constants import suppression_in_use, t1_of_blood_by_haematocrit


def test_that_haematocrit_gives_the_t1_that_lu_measured() -> None:
    # Lu et al. 2004, Magn Reson Med 52:679: R1 = 0.52 Hct + 0.38 per s; 1 / (0.2184 + 0.38) by hand
    constant = t1_of_blood_by_haematocrit(0.42, 3.0)
    assert constant is not None
    assert constant.value == pytest.approx(1.67112, abs=1e-5)
    assert "haematocrit 0.42" in constant.source


def test_that_an_anaemic_patient_has_a_longer_t1() -> None:
    anaemic, usual = (t1_of_blood_by_haematocrit(hct, 2.89) for hct in (0.25, 0.42))
    assert anaemic is not None
    assert usual is not None
    assert anaemic.value > usual.value


def test_that_the_relation_is_not_used_at_a_field_where_it_was_not_measured() -> None:
    assert t1_of_blood_by_haematocrit(0.42, 1.5) is None


def test_that_toolkits_differ_by_nine_percent_for_two_pulses() -> None:
    values = [c.value for c in suppression_in_use(2)]
    assert values == pytest.approx([0.9025, 0.8649, 0.83])
    assert values[0] / values[-1] == pytest.approx(1.087, abs=5e-4)


def test_that_one_pulse_has_no_value_measured_for_two() -> None:
    assert [c.value for c in suppression_in_use(1)] == pytest.approx([0.95, 0.93])
