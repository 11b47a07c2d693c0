"""Cohorts for tests: smooth maps on a coarse grid in MNI space, in memory or as files made by Algoscope."""

from pathlib import Path

import numpy as np
from scipy import ndimage

from analysis.files.results import write_map
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.provenance import Provenance
from analysis.scan import StatMap
from analysis.stats.cohort_table import CohortMaps
from analysis.stats.covariates import Covariate
from analysis.stats.map_profile import MapProfile
from analysis.stats.reference_cohort import PatientMap, ReferenceCohort

GRID = Grid((18, 22, 18), np.array([[9.0, 0, 0, -77], [0, 9, 0, -110], [0, 0, 9, -62], [0, 0, 0, 1]]))
_INDEX = np.stack(np.meshgrid(*(np.linspace(-1, 1, n) for n in GRID.shape), indexing="ij"))
MASK = Mask(GRID, (_INDEX**2).sum(axis=0) < 1)
PROFILE = MapProfile(True, "", "malff", "MNI152", {"statistic": "malff", "tr_s": "2.0"})


def fields(n, seed, spread=0.2):
    """``(n, n_voxels)`` positive smooth values around 1."""
    rng = np.random.default_rng(seed)
    noise = np.array([ndimage.gaussian_filter(rng.normal(size=GRID.shape), 0.8)[MASK.data] for _ in range(n)])
    return np.exp(spread * noise / noise.std())


def made_cohort(n=24, seed=1, covariates=("age", "sex"), statistic="malff", unit=""):
    """A cohort in memory and a person who is one of them."""
    rng = np.random.default_rng(seed + 100)
    values = fields(n + 1, seed).astype(np.float32)
    age, sex = rng.uniform(30, 60, n + 1).round(), np.arange(n + 1) % 2.0
    known = {"age": Covariate("age", age[1:]), "sex": Covariate("sex", sex[1:], "F = 0, M = 1")}
    maps = CohortMaps(values[1:], MASK, unit, statistic, "MNI152", (), (), PROFILE)
    cohort = ReferenceCohort(maps, tuple(known[c] for c in covariates), age[1:], np.linspace(0.05, 0.3, n), "age", "fd")
    own = {"age": age[0], "sex": sex[0]}
    patient = PatientMap(values[0], np.array([own[c] for c in covariates]), float(age[0]), 0.1)
    return cohort, patient


def made_map(values, **parameters):
    """A map as Algoscope saves it."""
    data = np.full(GRID.shape, np.nan)
    data[MASK.data] = values
    provenance = Provenance("analysis.metrics.alff.compute_alff", {"tr_s": 2.0, "fwhm_mm": 6.0, **parameters})
    return StatMap(Volume(GRID, data, "malff"), "malff", provenance, MASK)


def write_cohort(folder: Path, n=24, seed=1, **parameters):
    """Files of n controls and one patient; returns the paths of the table and of the patient's map."""
    cohort, patient = made_cohort(n, seed)
    lines = ["participant_id\tgroup\tage\tsex\tmean_fd\tmalff"]
    for i in range(n):
        write_map(made_map(cohort.maps.values[i], **parameters), folder / f"sub-{i:02}", space="MNI152")
        sex = "FM"[int(cohort.covariates[1].values[i])]
        lines.append(
            f"sub-{i:02}\tcontrol\t{cohort.ages[i]:g}\t{sex}\t{cohort.motion_mm[i]:.3f}\tsub-{i:02}/malff.nii.gz"
        )
    table = folder / "participants.tsv"
    table.write_text("\n".join(lines) + "\n")
    return table, write_map(made_map(patient.values), folder / "patient", space="MNI152")
