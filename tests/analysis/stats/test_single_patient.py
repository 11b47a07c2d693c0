import json
from dataclasses import replace

import numpy as np
import pytest

from analysis.errors import DataError, OptionError
from analysis.stats import patient_words
from analysis.stats.exchangeable import Kind
from analysis.stats.patient_result import PatientOptions
from analysis.stats.reference_cohort import Level
from analysis.stats.single_case import Transform, case_model, compare_case
from analysis.stats.single_patient import claim_over_metrics, compare_patient, provenance_of, surviving
from tests.analysis.stats.made_cohort import GRID, MASK, made_cohort

FORBIDDEN = ("abnormal", "patholog", "diagnos", "disease", "normal range", "significant")


def in_place(patient, xyz_mm, factor, radius=12.0):
    """The patient with other values around a place."""
    near = np.linalg.norm(GRID.to_mm(np.argwhere(MASK.data)) - xyz_mm, axis=1) <= radius
    return replace(patient, values=np.where(near, patient.values * factor, patient.values).astype(np.float32))


def all_words(result):
    return " ".join((result.caption, *result.sentences, *result.notes))


def test_that_maps_are_those_of_the_single_case_of_logarithms():
    cohort, patient = made_cohort()
    found = compare_patient(cohort, patient)
    assert found.transform is Transform.LOG  # the usual one of mALFF
    model = case_model(24, np.column_stack([c.values for c in cohort.covariates]), patient.covariates)
    case = compare_case(np.log(patient.values.astype(float)), np.log(cohort.maps.values.astype(float)), model)
    np.testing.assert_allclose(found.maps["t"].volume.data[MASK.data], case.t, rtol=1e-5)
    np.testing.assert_allclose(found.maps["w"].volume.data[MASK.data], case.w, rtol=1e-5)
    np.testing.assert_allclose(found.maps["percentile"].volume.data[MASK.data], case.percentile, rtol=1e-4)
    assert found.maps["t"].dof == 21
    assert np.isnan(found.maps["t"].volume.data[~MASK.data]).all()
    np.testing.assert_allclose(found.everyone.t[0], case.t, rtol=1e-9)


def test_that_a_patient_like_the_controls_is_compatible_with_their_range():
    found = compare_patient(*made_cohort(seed=3))
    voxel, cluster, regions = found.claims
    assert [c.kind for c in found.claims] == [Kind.VOXEL, Kind.CLUSTER, Kind.REGIONS]
    assert not voxel.is_outside()
    assert not surviving(found).any()
    assert f"{voxel.n_at_least} of 24 controls deviate at least as much somewhere" in " ".join(found.sentences)
    assert patient_words.COMPATIBLE in found.sentences[1]
    assert regions.about == f"{sum(row.n_voxels > 0 for row in found.regions)} regions"
    assert cluster.height == pytest.approx(3.819, abs=1e-3)  # t table: 21 degrees of freedom, .001 two-tailed


def test_that_a_large_deviation_is_outside_where_it_was_put_and_on_its_side():
    cohort, patient = made_cohort(seed=3)
    found = compare_patient(cohort, in_place(patient, (-36.0, -30, 55), 0.2, 20.0))  # left precentral and postcentral
    assert found.claims[0].p == pytest.approx(1 / 25)
    assert found.claims[0].n_at_least == 0
    xyz = GRID.to_mm(np.argwhere(MASK.data))[surviving(found)]
    assert (xyz[:, 0] < 0).all()
    assert np.linalg.norm(xyz - (-36, -30, 55), axis=1).max() <= 20
    assert patient_words.OUTSIDE in found.sentences[1]
    row = max((r for r in found.regions if r.n_voxels), key=lambda r: abs(r.t))
    assert row.region.caption == "left primary somatosensory cortex (S1)"
    assert row.t < 0
    assert row.p_holm < 0.05
    assert f"{row.region.caption}, {row.value:.3g} where" in found.sentences[0]
    asymmetry = next(a for a in found.asymmetries if a.region.key.startswith("primary_somatosensory"))
    assert asymmetry.value < 0  # left below right
    assert asymmetry.t < -4


def test_that_few_controls_give_no_claim_and_fewer_no_map():
    found = compare_patient(*made_cohort(14, covariates=()))
    assert found.level is Level.DESCRIPTIVE
    assert found.claims == ()
    assert found.everyone is None
    assert set(found.maps) == {"t", "w", "percentile"}
    assert "no map-level claim possible" in found.maps["w"].volume.name
    assert "no map-level claim possible" in found.caption
    with pytest.raises(OptionError, match="14 controls: no map-level claim possible"):
        found.show_as_much(3.0)
    few = compare_patient(*made_cohort(8, covariates=()))
    assert (few.level, few.maps, few.claims, few.case) == (Level.NO_MAP, {}, (), None)
    assert all(np.isnan(row.t) and np.isnan(row.percentile) and row.p_holm is None for row in few.regions)
    assert len(few.regions[0].controls) == 8
    assert np.isfinite([row.value for row in few.regions if row.n_voxels]).all()


def test_that_banners_come_first_and_stand_in_the_record():
    cohort, patient = made_cohort()
    found = compare_patient(cohort, replace(patient, age=90.0))
    assert found.sentences[0].startswith("Extrapolation: the patient is 90")
    record = provenance_of(found)
    assert record.parameters["banners"][0] == found.sentences[0]
    assert record.warnings[0] == found.sentences[0]
    assert json.dumps(record.as_dict())


def test_that_the_strip_holds_the_controls_and_agrees_with_the_map():
    cohort, patient = made_cohort()
    found = compare_patient(cohort, patient)
    voxel = (7, 9, 8)
    xyz = GRID.to_mm(np.array(voxel))
    strip = found.strip_at(xyz)
    values = [cohort.volume(i).data[voxel] for i in range(24)]
    np.testing.assert_allclose(strip.controls, values, rtol=1e-6)
    assert (strip.low, strip.median, strip.high) == pytest.approx(tuple(np.percentile(values, (5, 50, 95))), rel=1e-6)
    assert strip.percentile == pytest.approx(float(found.maps["percentile"].volume.data[voxel]), rel=1e-4)
    assert strip.percentile_low < strip.percentile < strip.percentile_high
    assert strip.n == 24
    assert found.strip_at(np.array([500.0, 0, 0])) is None
    assert found.strip_at(GRID.to_mm(np.zeros(3))) is None


def test_that_values_out_of_the_domain_and_empty_maps_are_refused():
    cohort, patient = made_cohort()
    with pytest.raises(DataError, match=r"A logarithm needs values above 0, but 1 are not \(-3\)"):
        compare_patient(cohort, replace(patient, values=np.where(np.arange(MASK.n_voxels) == 5, -3, patient.values)))
    with pytest.raises(DataError, match="No voxel of the mask has a value"):
        compare_patient(cohort, replace(patient, values=np.full(MASK.n_voxels, np.nan, dtype=np.float32)))
    with pytest.raises(OptionError, match="between 0 and 1"):
        PatientOptions(voxel_p=0)
    plain = compare_patient(cohort, patient, PatientOptions(Transform.NONE))
    assert "not transformed" in plain.caption


def test_that_several_maps_of_one_patient_share_one_claim():
    one, two = (compare_patient(*made_cohort(seed=seed)) for seed in (3, 4))
    both = claim_over_metrics([one, two])
    np.testing.assert_array_equal(both.maxima, np.maximum(one.everyone.largest, two.everyone.largest))
    assert "somewhere in the maps of malff, malff" in both.sentence
    with pytest.raises(DataError, match="same controls and covariates"):
        claim_over_metrics([one, compare_patient(*made_cohort(seed=4, covariates=("age",)))])
    with pytest.raises(OptionError, match="no map-level claim possible"):
        claim_over_metrics([compare_patient(*made_cohort(14, covariates=()))] * 2)
