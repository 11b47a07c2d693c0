import numpy as np
import pytest

from analysis.errors import DataError, OptionError
from analysis.stats.clinical.circularity import STAMP, Circularity
from analysis.stats.clinical.nested_roc import NestedOptions
from analysis.stats.clinical.roc import Direction, Groups
from analysis.stats.clinical.roc_analysis import (
    APPARENT_IS_OPTIMISTIC,
    LEFT_OUT_IS_PLAIN,
    RocOptions,
    analyse_roc,
)
from analysis.stats.covariates import Covariate
from tests.analysis.stats.clinical.published_data import ASAH

OUTCOME = Groups("poor", "good", ASAH["outcome"] == 1)
S100B, NDKA, AGE = (Covariate(name, ASAH[name]) for name in ("s100b", "ndka", "age"))
QUICK = NestedOptions(n_repeats=2)


def test_that_every_variable_has_its_curve_and_every_two_their_test():
    found = analyse_roc([S100B, NDKA], OUTCOME, [AGE], options=RocOptions(nested=QUICK))
    assert [c.name for c in found.curves] == ["s100b", "ndka"]
    assert [c.auc for c in found.curves] == pytest.approx([0.731368563686, 0.611957994580], abs=1e-11)
    assert len(found.pairs) == 1
    assert found.pairs[0].p == pytest.approx(0.164295175223054, rel=1e-10)
    assert found.model.variables == ("s100b", "ndka", "age")
    assert found.increment.apparent.p == pytest.approx(0.00230220429491212, rel=1e-8)
    assert found.nested is None


def test_that_the_question_of_the_choice_is_asked_or_stamped():
    said = {c: analyse_roc([S100B], OUTCOME, options=RocOptions(circularity=c)).warnings for c in Circularity}
    assert said[Circularity.UNKNOWN][0].startswith("How were these variables chosen?")
    assert said[Circularity.CIRCULAR][0].startswith(STAMP)
    assert said[Circularity.CIRCULAR][-1].startswith("Give all regions that could have been chosen")
    assert not any(STAMP in w for w in said[Circularity.INDEPENDENT])


def test_that_candidates_give_a_nested_area_with_its_seed_on_record():
    options = RocOptions(circularity=Circularity.CIRCULAR, nested=NestedOptions(n_repeats=2, seed=9))
    found = analyse_roc([S100B], OUTCOME, [AGE], [S100B, NDKA], options=options)
    assert found.nested.candidates == ("s100b", "ndka")
    assert found.nested.circular_choice == ("s100b",)
    assert found.nested.circular_auc == pytest.approx(found.model.curve.auc, abs=1e-12)
    assert found.provenance.parameters["seed"] == 9
    assert found.provenance.parameters["chosen"] == Circularity.CIRCULAR.value
    assert found.provenance.warnings == found.warnings


def test_that_a_direction_belongs_to_its_variable():
    lower = Covariate("lower", -ASAH["s100b"])
    found = analyse_roc([lower], OUTCOME, options=RocOptions({"lower": Direction.LOWER}))
    assert found.curves[0].auc == pytest.approx(0.731368563686, abs=1e-11)
    assert found.provenance.parameters["directions"] == {"lower": "lower"}
    with pytest.raises(OptionError, match='A direction is given for "age"'):
        analyse_roc([S100B], OUTCOME, options=RocOptions({"age": Direction.LOWER}))


def test_that_a_column_has_one_part():
    with pytest.raises(OptionError, match='"age" is asked for twice'):
        analyse_roc([S100B, AGE], OUTCOME, [AGE])
    with pytest.raises(OptionError, match='"age" is a candidate and a covariate too'):
        analyse_roc([S100B], OUTCOME, [AGE], [AGE])


def test_that_a_twin_of_a_column_is_refused_by_name():
    with pytest.raises(DataError, match='"twin" is a combination of'):
        analyse_roc([S100B, Covariate("twin", 2 * S100B.values + 1)], OUTCOME)


def test_that_few_people_and_optimism_are_told():
    few = np.r_[0:16, 64:74]
    groups = Groups("poor", "good", OUTCOME.is_positive[few])
    columns = [Covariate(c.name, c.values[few]) for c in (S100B, NDKA)]
    warnings = analyse_roc(columns, groups).warnings
    assert any(
        f"{min(groups.n_positive, groups.n_negative)} people in the smaller group are few" in w for w in warnings
    )
    assert APPARENT_IS_OPTIMISTIC in warnings
    assert LEFT_OUT_IS_PLAIN in warnings
