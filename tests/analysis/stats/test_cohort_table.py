import json
from dataclasses import replace

import numpy as np
import pytest

from analysis.errors import DataError, FileFormatError, InputError
from analysis.files.results import write_map, write_volume
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.provenance import Provenance
from analysis.scan import StatMap
from analysis.stats.cohort_table import load_maps, read_cohort_table, usual_covariates

GRID = Grid((4, 5, 6), np.diag([3.0, 3, 3, 1]))
MASK = Mask(GRID, np.ones(GRID.shape))
PARAMETERS = {"tr_s": 2.0, "fwhm_mm": 6.0, "mask_mean": 1.0, "preparation": {"filter": {"low_hz": 0.01, "n_used": 3}}}


def made(value=1.0, unit="", statistic="malff", grid=GRID, inside=None, **parameters):
    """A map of one value, as Algoscope saves it."""
    data = np.full(grid.shape, value)
    mask = Mask(grid, np.ones(grid.shape) if inside is None else inside)
    provenance = Provenance("analysis.metrics.alff.compute_alff", {**PARAMETERS, **parameters})
    return StatMap(Volume(grid, np.where(mask.data, data, np.nan), statistic, unit), statistic, provenance, mask)


@pytest.fixture
def cohort(tmp_path):
    """Write maps and their table: ``cohort(map of the first, map of the second ...)``."""

    def write(*maps, header="participant_id\tgroup\tage\talff", rows=()):
        lines = [header]
        for index, stat_map in enumerate(maps):
            folder = tmp_path / f"sub-{index:02}"
            if stat_map is not None:
                write_map(stat_map, folder, space="MNI152")
            given = dict(rows).get(index)
            lines.append(given or f"sub-{index:02}\tpain\t{30 + index}\tsub-{index:02}/malff.nii.gz")
        path = tmp_path / "participants.tsv"
        path.write_text("\n".join(lines) + "\n")
        return read_cohort_table(path)

    return write


def test_that_the_maps_are_read_in_the_order_of_the_rows(cohort):
    table = cohort(made(3), made(1), made(2))
    found = load_maps(table, "alff", MASK)
    assert found.values[:, 0].tolist() == [3, 1, 2]
    assert found.values.shape == (3, 120)
    assert (found.statistic, found.space, found.warnings) == ("malff", "MNI152", ())
    assert len({record.sha256 for record in found.inputs}) == 3
    assert table.covariate("age").values.tolist() == [30, 31, 32]
    assert table.people[2] == "line 4 (sub-02)"


def test_that_outside_of_a_persons_mask_there_is_no_value(cohort):
    inside = np.ones(GRID.shape, dtype=bool)
    inside[0, 0, 0] = False
    found = load_maps(cohort(made(3), made(1, inside=inside)), "alff", MASK)
    assert np.isnan(found.values).sum() == 1
    assert np.isnan(found.values[1, 0])


def test_that_what_was_found_in_a_persons_data_may_differ(cohort):
    found = load_maps(
        cohort(made(mask_mean=1.0, n_timepoints=230), made(mask_mean=2.0, n_timepoints=225)), "alff", MASK
    )
    assert found.warnings == ("The scans do not all have the same number of volumes (225, 230).",)


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        (made(unit="%"), "The map of line 3 (sub-01) differs in unit (%) from that of line 2 (sub-00) (not given)"),
        (made(tr_s=1.5), "The map of line 3 (sub-01) differs in tr_s (1.5) from that of line 2 (sub-00) (2.0)"),
        (made(fwhm_mm=8.0), "differs in fwhm_mm (8.0)"),
        (made(preparation={"filter": {"low_hz": 0.02}}), "differs in preparation.filter.low_hz (0.02)"),
        (made(grid=Grid((4, 5, 6), np.diag([-3.0, 3, 3, 1]))), "The map of line 3 (sub-01) (4 × 5 × 6 voxels"),
    ],
)
def test_that_a_map_that_differs_is_refused_by_its_row(cohort, other, sentence):
    with pytest.raises(DataError) as error:
        load_maps(cohort(made(), other), "alff", MASK)
    assert sentence in str(error.value)


def test_that_what_a_persons_motion_and_anatomy_decide_may_differ(cohort):
    # found in two processed patients: maps after regression and filtering, and grey-matter volume
    other = {
        "preparation": {"filter": {"low_hz": 0.01, "n_used": 3, "dof_left": 10.8, "n_censored": 4}},
        "tiv_ml": 1672,
    }
    mine = {"preparation": {"filter": {"low_hz": 0.01, "n_used": 3, "dof_left": 10.5, "n_censored": 0}}, "tiv_ml": 1663}
    assert load_maps(cohort(made(**mine), made(**other)), "alff", MASK).values.shape == (2, 120)


def perfusion(delay_s, pairs):
    """A map as perfusion records it: the pairs that were kept are found in a person's data, the delay is not."""
    delays = [{"delay_s": delay_s, "duration_s": 1.8, "pairs": pairs}]
    own = {"rejected": [{"pair": "1"}] * (6 - pairs), "zigzag_mm_rad": [0.01 * pairs], "quality": [{"value": pairs}]}
    return made(delays=delays, **own)


def test_that_pairs_that_were_left_out_may_differ(cohort):
    assert load_maps(cohort(perfusion(1.8, 6), perfusion(1.8, 5)), "alff", MASK).values.shape == (2, 120)


def test_that_the_delay_may_not_differ(cohort):
    with pytest.raises(
        DataError, match=r"differs in delays\.0\.delay_s \(2\.0\) from that of line 2 \(sub-00\) \(1\.8\)"
    ):
        load_maps(cohort(perfusion(1.8, 6), perfusion(2.0, 6)), "alff", MASK)


def test_that_another_version_or_function_is_refused(cohort):
    provenance = made().provenance
    newer = replace(provenance, versions={**provenance.versions, "algoscope": "9.9"})
    with pytest.raises(DataError, match=r"version of Algoscope \(9\.9\)"):
        load_maps(cohort(made(), replace(made(), provenance=newer)), "alff", MASK)


def test_that_a_map_without_a_record_among_others_is_refused(cohort, tmp_path):
    table = cohort(made(), made())
    (tmp_path / "sub-00" / "malff.json").unlink()
    with pytest.raises(DataError, match=r"The map of line 2 \(sub-00\) has no record"):
        load_maps(table, "alff", MASK)


def test_that_zeros_of_maps_without_a_record_are_no_values_and_said(tmp_path):
    lines = ["id,map"]
    for name in "ab":
        data = np.ones(GRID.shape)
        data[0, 0, :2] = 0
        write_volume(Volume(GRID, data), tmp_path / f"{name}.nii.gz", space="MNI152")
        lines.append(f"{name},{name}.nii.gz")
    (tmp_path / "t.csv").write_text("\n".join(lines))
    found = load_maps(read_cohort_table(tmp_path / "t.csv"), "map", MASK)
    assert np.isnan(found.values).sum() == 4
    assert "have no record" in found.warnings[0]
    assert found.warnings[1].startswith("4 values inside the mask are exactly 0")


def test_that_scanners_that_differ_in_their_sidecars_are_refused(tmp_path):
    lines = ["id\tmap"]
    for name, tr in (("a", 2.0), ("b", 1.5)):
        write_volume(Volume(GRID, np.ones(GRID.shape)), tmp_path / f"{name}.nii.gz", space="MNI152")
        (tmp_path / f"{name}.json").write_text(json.dumps({"RepetitionTime": tr}))
        lines.append(f"{name}\t{name}.nii.gz")
    (tmp_path / "t.tsv").write_text("\n".join(lines))
    with pytest.raises(DataError, match=r"differs in RepetitionTime \(1\.5\)"):
        load_maps(read_cohort_table(tmp_path / "t.tsv"), "map", MASK)


def test_that_bad_tables_get_a_sentence_that_names_row_or_column(cohort):
    table = cohort(made(), None)
    with pytest.raises(InputError, match=r'The map of line 3 \(sub-01\) is missing: there is no file "malff.nii.gz"'):
        load_maps(table, "alff", MASK)
    with pytest.raises(DataError, match='no column "reho"; it has participant_id, group, age, alff'):
        table.column("reho")
    with pytest.raises(DataError, match='The group "control" is empty: the column "group" holds pain'):
        table.where("group", ["pain", "control"])
    twice = cohort(None, None, rows=[(1, "sub-00\tpain\t30\tx.nii")])
    with pytest.raises(DataError, match='"sub-00" is in the table twice, in lines 2 and 3'):
        twice.require_unique()
    text = cohort(None, None, rows=[(1, "sub-01\tn/a\told\tn/a")])
    with pytest.raises(DataError, match=r'"age" holds "old" for line 3 \(sub-01\), which is no number'):
        text.covariate("age")
    with pytest.raises(DataError, match=r"no group for line 3 \(sub-01\)"):
        text.groups("group")
    with pytest.raises(DataError, match=r"names no map for line 3 \(sub-01\)"):
        cohort(None, None, rows=[(1, "sub-01\tpain\t31\tn/a")]).map_paths("alff")
    with pytest.raises(FileFormatError, match=r'Line 2 of "participants\.tsv" has no participant_id'):
        cohort(None, rows=[(0, "n/a\tpain\t30\tx")])


def test_that_an_empty_mask_is_refused(cohort):
    with pytest.raises(DataError, match="mask is empty"):
        load_maps(cohort(made()), "alff", Mask(GRID, np.zeros(GRID.shape)))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("40\tF\tx\n41\tM\ty", ("age", "sex")),
        ("40\tF\tx\n41\tF\ty", ("age",)),  # all are women: there is nothing to adjust for
        ("n/a\tF\tx\nn/a\tM\ty", ("sex",)),
        ("old\tF\tx\nyoung\tM\ty\nmiddle\tF\tz", ("sex",)),  # three words are no number
    ],
)
def test_that_age_and_sex_are_usual_covariates_where_the_people_differ(tmp_path, rows, expected):
    lines = rows.split("\n")
    table = tmp_path / "people.tsv"
    table.write_text("participant_id\tage\tsex\tsite\n" + "".join(f"sub-{n}\t{row}\n" for n, row in enumerate(lines)))
    assert usual_covariates(read_cohort_table(table)) == expected
