"""Who is simulated: the first controls are the same whatever their number, and differ where people differ."""

import numpy as np

from analysis.demo.person import PATIENT, controls


def test_that_the_first_controls_are_the_same_for_every_number():
    assert tuple(controls(28))[:10] == tuple(controls(10))


def test_that_controls_are_nobody_twice_and_never_the_patient():
    people = list(controls(28))
    assert len({person.label for person in people}) == len({person.seed for person in people}) == 28
    assert PATIENT.seed not in {person.seed for person in people}
    assert PATIENT.is_patient
    assert not any(person.is_patient for person in people)


def test_that_any_beginning_is_spread_over_age_and_sex_around_the_patients():
    for n in (24, 28):
        people = list(controls(n))
        ages = np.array([person.age for person in people])
        assert sum(person.sex == "F" for person in people) == n // 2
        assert ages.min() < 30
        assert ages.max() > 60
        assert (np.abs(ages - PATIENT.age) <= 10).sum() >= 8  # as many as a comparison asks for
        of_women = ages[[person.sex == "F" for person in people]]
        assert abs(of_women.mean() - ages.mean()) < 2  # age and sex can be told apart
        assert 1 <= sum(person.handedness == "left" for person in people) <= 4


def test_that_flow_falls_with_age_and_is_higher_in_women_as_parkes_2004_found():
    people = list(controls(2000))
    columns = [[1.0, person.age, person.sex == "F"] for person in people]
    log = np.log([person.cbf_factor for person in people])
    _, per_year, of_women = np.linalg.lstsq(np.array(columns, dtype=float), log, rcond=None)[0]
    assert abs(per_year - -0.0045) < 0.0007
    assert abs(np.exp(of_women) - 1.13) < 0.015


def test_that_nobody_moves_more_than_a_study_keeps():
    motion = [person.motion for person in controls(200)]
    assert 0.5 <= min(motion) < 0.7
    assert 1.5 < max(motion) <= 1.8
