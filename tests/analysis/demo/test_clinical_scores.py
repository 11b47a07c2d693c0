import csv
import json

import numpy as np
import pytest

from analysis.demo.clinical_scores import C_DIRECT, COLUMNS, DESCRIPTIONS, REGION, A, B, scores_of
from analysis.demo.cohort_effects import IMPLANTS
from analysis.demo.controls import PAIN, CohortSettings, SimulatedCohort, write_cohort
from analysis.files import nifti
from analysis.stats.clinical.partial import correlate_pair
from analysis.stats.clinical.participant_flow import participant_flow
from analysis.stats.clinical.regional_values import Places, regional_values
from analysis.stats.cohort_table import load_maps, read_cohort_table

SMALL = CohortSettings(n_controls=12, n_patients=14, voxel_mm=6.0)


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    return write_cohort(tmp_path_factory.mktemp("scores") / "cohort", SMALL)


def column(path, name):
    with open(path) as stream:
        return [row[name] for row in csv.DictReader(stream, delimiter="\t")]


def test_that_scores_follow_the_written_truth():
    z = np.random.default_rng(4).standard_normal(20_000)
    scores = scores_of([True] * len(z), z, seed=0)
    phq9, vas = (np.array([getattr(one, name) for one in scores], float) for name in ("phq9", "vas"))
    inside = (phq9 > 0) & (phq9 < 27) & (vas > 0) & (vas < 10) & (np.abs(z) < 1.5)
    design = np.column_stack([np.ones(len(z)), z])
    a = np.linalg.lstsq(design[inside], phq9[inside], rcond=None)[0][1]
    b, direct = np.linalg.lstsq(np.column_stack([design, phq9])[inside], vas[inside], rcond=None)[0][[2, 1]]
    assert a == pytest.approx(A, abs=0.15)
    assert b == pytest.approx(B, abs=0.01)
    assert direct == pytest.approx(C_DIRECT, abs=0.05)


def test_that_scores_stay_within_their_instruments():
    scores = scores_of([True, False] * 2000, np.zeros(4000), seed=1)
    assert all(0 <= one.vas <= 10 and 0 <= one.phq9 <= 27 and (one.ndi is None or 0 <= one.ndi <= 50) for one in scores)
    assert all((one.duration_years is None) == (index % 2 == 1) for index, one in enumerate(scores))


def test_that_activity_has_an_sd_of_one_between_people():
    found = SimulatedCohort(CohortSettings(n_controls=30, n_patients=30, voxel_mm=6.0))
    z = np.array([found.activity(p, values) for p, values in zip(found.people, found.values(), strict=True)])
    assert found.activity_region.implant == IMPLANTS[REGION]
    assert z.std(ddof=1) == pytest.approx(1, abs=0.25)  # SE of an SD of 60 people: 0.09
    pain = np.array([p.group == PAIN for p in found.people])
    assert abs(z[pain].mean() - z[~pain].mean()) < 0.8  # the difference of the groups is taken out; SE 0.26


def test_that_the_maps_show_the_activity_behind_the_scores(cohort):
    # mean mALFF in the region, adjusted for age and sex, against the z that the truth holds
    table = read_cohort_table(cohort)
    mask = nifti.read_mask(cohort.parent / "mask.nii.gz")
    xyz_mm = mask.grid.to_mm(np.argwhere(mask.data))
    rows = np.flatnonzero(IMPLANTS[REGION].weights(xyz_mm) > 0)
    values = regional_values(load_maps(table, "malff", mask), Places(("postcentral",), (rows,), "the implant")).values
    z = np.array(column(cohort.parent / "truth" / "clinical.tsv", "activity_z"), float)
    group = np.array([cell == PAIN for cell in table.column("group")], float)
    given = np.column_stack([table.covariate("age").values, table.covariate("sex").values, group])
    assert correlate_pair(values[:, 0], z, given).r > 0.95


def test_that_the_table_has_the_scores_and_says_what_they_are(cohort):
    table = read_cohort_table(cohort)
    assert set(COLUMNS) < set(table.names)
    described = json.loads(cohort.with_suffix(".json").read_text())
    assert described["vas"]["Units"] == "points"
    assert set(DESCRIPTIONS) < set(described)
    duration = dict(zip(table.ids, table.column("duration_years"), strict=True))
    assert all((value == "n/a") == person.startswith("sub-control") for person, value in duration.items())
    truth = json.loads((cohort.parent / "truth" / "clinical.json").read_text())
    assert truth["vas_per_sd_of_activity_total"] == pytest.approx(-1.025)
    assert truth["vas_per_sd_of_activity_indirect_ab"] == pytest.approx(-0.625)


def test_that_the_screening_adds_up_to_those_who_were_analysed(cohort):
    flow = participant_flow(read_cohort_table(cohort.parent / "screening.tsv"), ["excluded"], group="group")
    assert [(g.group, g.recruited, g.analysed) for g in flow.groups] == [("control", 13, 12), ("pain", 15, 14)]
