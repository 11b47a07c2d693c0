"""A processed patient against a cohort: which maps, what is known of the patient, refusals in words, what is left."""

import json
from dataclasses import replace

import numpy as np
import pytest

from analysis.errors import DataError, OptionError
from analysis.files.results import write_map
from analysis.pipeline.against_cohort import (
    CohortOrder,
    Controls,
    compare_processed,
    known_of,
    read_controls,
    usual_columns,
)
from analysis.pipeline.derivative import read_processed
from analysis.pipeline.earlier import kept_aside
from analysis.stats.cohort_table import read_cohort_table
from tests.analysis.report.made_case import write_case
from tests.analysis.stats.made_cohort import MASK, made_map, write_cohort

GIVEN = {"age": "45", "sex": "M"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of a processed patient with a map mALFF, and the table of 22 controls."""
    root = tmp_path_factory.mktemp("against")
    derivative, _ = write_case(root)
    return read_processed(derivative), root / "erika" / "participants.tsv"


def order(table, **changes):
    return replace(CohortOrder(table, covariates=("age", "sex"), given=GIVEN), **changes)


def mask_of(_):
    return MASK


def test_that_a_map_is_compared_and_left_beside_the_maps(made):
    found, table = made
    (outcome,) = compare_processed(found, read_controls(order(table), mask_of), force=True)
    assert outcome.statistic == "malff"
    folder = found.names.compared / "malff"
    names = {path.name for path in outcome.files}
    assert {"t.nii.gz", "percentile.nii.gz", "thresholded.nii.gz", "clusters.tsv", "regions.tsv"} <= names
    assert all(path.parent == folder for path in outcome.files)
    record = json.loads((folder / "exchangeable.json").read_text())
    assert record["n_controls"] == 22
    assert record["sentences"] == list(outcome.result.sentences)
    assert outcome.result.patient.age == 45


def test_that_motion_is_what_processing_has_measured(made):
    found, table = made
    moved = replace(found, record={**found.record, "MeanFramewiseDisplacementPowerMm": 3.0})
    (outcome,) = compare_processed(moved, read_controls(order(table), mask_of), force=True)
    assert outcome.result.patient.motion_mm == 3.0
    assert [banner.kind.value for banner in outcome.result.banners] == ["motion"]


def test_that_a_map_of_another_protocol_is_refused_in_words_and_others_are_compared(made, tmp_path):
    found, table = made
    controls = read_controls(order(table), mask_of)
    image = write_map(
        made_map(np.ones(MASK.n_voxels), acquisition={"PostLabelingDelay": 1.8}), tmp_path, space="MNI152"
    )
    other = replace(found, maps=(replace(found.maps[0], path=image),))
    (outcome,) = compare_processed(other, controls)
    assert outcome.result is None
    assert "differs in acquisition.PostLabelingDelay (1.8) from that of the controls (not given)" in outcome.refusal
    assert outcome.files == ()
    both = Controls({**controls.cohorts, "cbf": controls.cohorts["malff"]}, {"malff": (), "cbf": ()}, GIVEN)
    outcomes = compare_processed(found, both, force=True)
    assert [one.result is None for one in outcomes] == [False, True]
    assert outcomes[1].refusal == "The patient has no map cbf, which the cohort has."


def test_that_what_the_controls_are_adjusted_for_must_be_known_before_anything_is_processed(made):
    _, table = made
    with pytest.raises(OptionError, match=r"The patient's sex is needed to compare with this cohort\. Give it with"):
        read_controls(order(table, given={"age": "45"}), mask_of)


def test_that_age_and_sex_are_adjusted_for_unasked_and_what_was_adjusted_for_is_said(made):
    unasked = read_controls(CohortOrder(made[1], given=GIVEN), mask_of)
    assert [covariate.name for covariate in unasked.cohorts["malff"].covariates] == ["age", "sex"]
    assert unasked.adjusted_for == "The comparison is adjusted for age and sex."
    nothing = read_controls(CohortOrder(made[1], covariates=()), mask_of)
    assert nothing.adjusted_for == "The comparison is adjusted for nothing, neither age nor sex."


def test_that_no_earlier_comparison_lies_beside_one_that_replaces_only_some(made):
    found, table = made
    controls = read_controls(order(table), mask_of)
    compare_processed(found, controls, force=True)
    older = found.names.compared / "cbf"
    (found.names.compared / "malff").rename(older)
    outcomes = compare_processed(found, controls, force=True)
    assert [one.statistic for one in outcomes if one.result is not None] == ["malff"]
    assert [path.name for path in found.names.compared.iterdir()] == ["malff"]
    assert [path.name for path in kept_aside(found.names)] == ["cbf"]


def test_that_the_scanner_of_the_controls_is_told_where_the_patients_is_not_known(made, tmp_path):
    table, _ = write_cohort(tmp_path, n=12)
    head, *rows = table.read_text().splitlines()
    table.write_text("\n".join([f"{head}\tscanner", *(f"{row}\tPrisma" for row in rows)]) + "\n")
    with pytest.raises(OptionError, match=r'The patient\'s scanner is needed .* that of the controls is "Prisma"'):
        read_controls(CohortOrder(table, covariates=()), mask_of)
    controls = read_controls(CohortOrder(table, covariates=(), given={"scanner": "Skyra"}), mask_of)
    (outcome,) = compare_processed(made[0], controls)
    assert outcome.refusal.startswith('The patient\'s scanner is "Skyra", but that of the controls is "Prisma"')


def test_that_only_rows_of_the_controls_are_taken_and_an_empty_group_is_named(made):
    _, table = made
    with pytest.raises(DataError, match='The group "healthy" is empty'):
        read_controls(order(table, controls=("group", "healthy")), mask_of)
    assert read_controls(order(table, controls=("group", "control")), mask_of).cohorts["malff"].n == 22


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (("zalff", "mALFF", "mreho", "smreho", "cbf"), ("cbf", "mALFF", "smreho")),
        (("zalff", "gray_volume"), ("gray_volume",)),
        (("zalff", "vmhc"), ("zalff", "vmhc")),
    ],
)
def test_that_the_maps_that_matter_most_are_compared_unasked(tmp_path, columns, expected):
    table = tmp_path / "a.tsv"
    table.write_text(
        "\t".join(["participant_id", "age", *columns]) + "\nsub-1\t30" + "\tx.nii.gz" * len(columns) + "\n"
    )
    assert usual_columns(read_cohort_table(table)) == expected


def test_that_a_table_without_maps_or_with_many_unusual_ones_asks_which(tmp_path):
    table = tmp_path / "a.tsv"
    table.write_text("participant_id\tage\nsub-1\t30\n")
    with pytest.raises(OptionError, match="has no column of maps"):
        usual_columns(read_cohort_table(table))
    names = "\t".join(f"m{i}" for i in range(6))
    table.write_text(f"participant_id\t{names}\nsub-1" + "\tx.nii" * 6 + "\n")
    with pytest.raises(OptionError, match="has 6 columns of maps; name those to compare with --maps"):
        usual_columns(read_cohort_table(table))


def test_that_participants_tsv_of_the_dataset_tells_what_is_known_of_the_patient(tmp_path):
    image = tmp_path / "sub-07" / "func" / "sub-07_task-rest_bold.nii.gz"
    (tmp_path / "participants.tsv").write_text("participant_id\tage\tsex\tsite\nsub-07\t66\tM\tn/a\nsub-08\t30\tF\tx\n")
    assert known_of(image, "07") == {"age": "66", "sex": "M"}
    assert known_of(image, "09") == {}
    assert known_of(tmp_path / "other" / "a" / "b" / "c" / "d" / "x.nii", "07") == {}
