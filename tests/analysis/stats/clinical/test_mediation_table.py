from pathlib import Path

import numpy as np
import pytest

from analysis.errors import DataError
from analysis.stats.clinical.mediation import mediate
from analysis.stats.clinical.mediation_bootstrap import BootstrapOptions
from analysis.stats.clinical.mediation_table import MediationQuestion, mediate_table
from analysis.stats.clinical.model_rows import RowChoice
from analysis.stats.cohort_table import CohortTable
from analysis.stats.covariates import Covariate

FEW = BootstrapOptions(100)


def made():
    rng = np.random.default_rng(1)
    x, z = np.arange(40) % 2, rng.normal(size=40)
    m = x + z + rng.normal(size=40)
    y = m + rng.normal(size=40)
    rows = tuple(
        (f"p{i}", "EM" if x[i] else "MOH", repr(float(m[i])), repr(float(y[i])), repr(float(z[i]))) for i in range(40)
    )
    extra = (("p40", "HC", "1", "n/a", "0"), ("p41", "MOH", "n/a", "2", "0"))
    names = ("participant_id", "group", "phq9", "vas", "age")
    table = CohortTable(Path(), names, (*rows, *extra), tuple(range(2, 44)), "participant_id")
    return table, [Covariate(k, v) for k, v in (("group", 1.0 - x), ("phq9", m), ("vas", y), ("age", z))]


def test_that_a_question_by_names_is_the_model_of_its_columns():
    table, (x, m, y, z) = made()
    question = MediationQuestion("group", "phq9", "vas", ("age",), RowChoice("group", ("EM", "MOH"), True))
    found, direct = mediate_table(table, question, options=FEW), mediate(x, m, y, [z], options=FEW)
    assert [p.estimate for p in found.paths] == pytest.approx([p.estimate for p in direct.paths], rel=1e-12)
    assert found.codings == ("group: EM = 0, MOH = 1",)
    assert any("1 of 41 people lack a value" in w and "lines 43" in w for w in found.warnings)


def test_that_a_missing_value_is_named():
    question = MediationQuestion("group", "phq9", "vas", rows=RowChoice("group", ("EM", "MOH")))
    with pytest.raises(DataError, match=r'"phq9" has no value for line 43 \(p41\)'):
        mediate_table(made()[0], question, options=FEW)


def test_that_a_region_chosen_in_these_people_is_told_as_circular():
    question = MediationQuestion(
        "group", "phq9", "vas", ("age",), RowChoice("group", ("EM", "MOH"), True), frozenset({"vas", "age"})
    )
    told = [w for w in mediate_table(made()[0], question, options=FEW).warnings if w.startswith("CIRCULAR")]
    assert len(told) == 1  # age is no end of an arrow that is asked for
    assert 'the region of "vas"' in told[0]
