import csv
from dataclasses import replace

import numpy as np
import pytest

from analysis.demo.cohort_effects import IMPLANTS, Implant, effect_map
from analysis.demo.controls import CohortSettings, SimulatedCohort, write_cohort
from analysis.errors import OptionError, OutputError
from analysis.files import nifti
from analysis.stats.cohort_table import load_maps, read_cohort_table
from analysis.stats.compare import compare
from analysis.stats.compare_options import CompareOptions
from analysis.stats.corrections import Correction
from analysis.stats.covariates import Covariate
from analysis.stats.design import Design, two_sample
from analysis.stats.place import Side
from analysis.stats.reference_cohort import load_cohort, load_patient
from analysis.stats.single_patient import compare_patient

SMALL = CohortSettings(n_controls=12, n_patients=4, voxel_mm=6.0)


def design_of(cohort: SimulatedCohort) -> Design:
    age = Covariate("age", np.array([float(p.age) for p in cohort.people]))
    sex = Covariate("sex", np.array([float(p.sex == "M") for p in cohort.people]))
    return two_sample([p.group for p in cohort.people], [age, sex], order=("pain", "control"))


def test_that_the_implants_are_the_rows_of_the_published_table(fixtures):
    # Zhang et al. 2025, Front Med 12:1585799, Table 2
    with (fixtures / "published" / "zhang2025_clusters.tsv").open() as stream:
        rows = [row for row in csv.DictReader(stream, delimiter="\t") if row["table"] == "2"]
    assert len(rows) == len(IMPLANTS) == 6
    for row, implant in zip(rows, IMPLANTS, strict=True):
        assert implant.centre_mm == tuple(float(row[axis]) for axis in "xyz")
        assert implant.n_voxels == int(row["cluster_size"])
        assert implant.sign == np.sign(float(row["t"]))


def test_that_an_implant_has_its_size_its_sign_and_its_side():
    implant = Implant((-30.0, 0.0, 30.0), 500, -1)
    steps = np.arange(-60, 61, 3.0)
    xyz = np.stack(np.meshgrid(steps - 30, steps, steps + 30, indexing="ij"), axis=-1).reshape(-1, 3)
    assert (implant.weights(xyz) > 0).sum() == pytest.approx(500, rel=0.05)
    effect = effect_map(xyz, (implant,))
    assert effect.min() == -1
    assert effect.max() == 0
    assert (xyz[effect < -0.5, 0] < 0).all()
    assert implant.side is Side.LEFT


def test_that_implants_do_not_overlap():
    cohort = SimulatedCohort(CohortSettings())
    xyz = cohort.grid.to_mm(np.argwhere(cohort.mask.data))
    assert (np.array([i.weights(xyz) > 0 for i in IMPLANTS]).sum(axis=0) <= 1).all()


@pytest.mark.parametrize(
    "options",
    [CompareOptions(Correction.PERMUTATION, permutations=500), CompareOptions(Correction.GRF, 0.001)],
    ids=lambda options: options.correction.value,
)
def test_that_two_groups_with_age_and_sex_show_each_implant_and_nothing_else(options):
    cohort = SimulatedCohort(CohortSettings())
    found = compare(np.array(list(cohort.values())), design_of(cohort), cohort.mask, options)
    assert len(found.clusters) == len(IMPLANTS)
    for implant in IMPLANTS:
        (cluster,) = (
            c
            for c in found.clusters
            if np.linalg.norm(np.array(c.peak.xyz_mm) - implant.centre_mm) <= implant.radius_mm
        )
        assert np.sign(cluster.value) == implant.sign
    kept = found.corrected.kept
    assert not (kept & (cohort.effect == 0)).any()


def test_that_without_age_and_sex_the_groups_differ_elsewhere_too():
    # patients are older and age changes the maps: the covariates are needed
    cohort = SimulatedCohort(replace(CohortSettings(), age_slope=-0.1))
    groups = two_sample([p.group for p in cohort.people], order=("pain", "control"))
    values, options = np.array(list(cohort.values())), CompareOptions(Correction.GRF, 0.001)
    wrong = compare(values, groups, cohort.mask, options).corrected.kept
    right = compare(values, design_of(cohort), cohort.mask, options).corrected.kept
    assert (wrong & (cohort.effect == 0)).sum() > 100
    assert not (right & (cohort.effect == 0)).any()


def test_that_the_noise_has_its_spread_and_smoothness():
    settings = CohortSettings(n_controls=40, n_patients=0, age_slope=0.0, sex_difference=0.0, effect_sd=0.0)
    cohort = SimulatedCohort(settings)
    log = np.log(np.array(list(cohort.values()))) - np.log(cohort.base)
    assert log.std() == pytest.approx(settings.sd, rel=0.03)
    found = compare(log, one_group(40), cohort.mask, CompareOptions(Correction.GRF, 0.001)).corrected.smoothness
    assert np.array(found.fwhm_voxels) * 3 == pytest.approx([8, 8, 8], rel=0.05)


def one_group(n):
    return two_sample(["a"] * (n // 2) + ["b"] * (n - n // 2))


def test_that_the_cohort_on_disk_is_loaded_compared_and_the_same_for_the_same_seed(tmp_path):
    table = write_cohort(tmp_path / "cohort", SMALL, seed=5)
    rows = read_cohort_table(table)
    mask = nifti.read_mask(table.with_name("mask.nii.gz"))
    maps = load_maps(rows, "malff", mask)
    cohort = SimulatedCohort(SMALL, 5)
    np.testing.assert_array_equal(maps.values, np.array(list(cohort.values())))
    assert (maps.space, maps.statistic, maps.warnings) == ("MNI152", "malff", ())
    assert rows.groups("group").count("control") == 12
    truth = nifti.read(table.parent / "truth" / "effect.nii.gz").image.data[mask.data]
    np.testing.assert_allclose(truth, cohort.effect, atol=1e-6)
    assert len((table.parent / "truth" / "implants.tsv").read_text().splitlines()) == 7
    controls = load_cohort(rows.where("group", ("control",)), "malff", mask, ["age"])
    patient = load_patient(table.parent / "sub-pain01" / "malff.nii.gz", controls, {"age": "50"})
    assert compare_patient(controls, patient).level.value == "no map-level claim possible"
    other = np.array(list(SimulatedCohort(SMALL, 6).values()))
    assert not np.array_equal(maps.values, other)


def test_that_only_an_older_simulated_cohort_is_replaced(tmp_path):
    tiny = replace(SMALL, n_controls=4, n_patients=0)
    write_cohort(tmp_path / "cohort", tiny)
    with pytest.raises(OutputError, match="exists already"):
        write_cohort(tmp_path / "cohort", tiny)
    write_cohort(tmp_path / "cohort", tiny, force=True)
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "text.txt").write_text("years of work")
    with pytest.raises(OutputError, match="something else than a simulated cohort"):
        write_cohort(tmp_path / "thesis", tiny, force=True)
    assert [p.name for p in (tmp_path / "thesis").iterdir()] == ["text.txt"]


def test_that_impossible_cohorts_are_refused():
    with pytest.raises(OptionError, match="at least 4 controls"):
        CohortSettings(n_controls=3)
    with pytest.raises(OptionError, match="must be above 0"):
        CohortSettings(sd=0)
