"""A simulated cohort: maps of controls and of people with pain, whose differences are known.

No scan is simulated. Each map is made directly on the grid of maps in MNI space, on the scale of mALFF:

    ln m = ln base + sd (noise + effect · group) + age slope · (age − 45) / 10 + sex difference · sex

with a base that is higher in grey matter, noise of SD 1 and a known smoothness that differs between people, smooth
fields for age and sex, and the implants of `cohort_effects`. Patients are older than the controls (d about 1.1) and of
another share of men, as in the study, so that comparing them without age and sex is wrong.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from scipy import ndimage

from analysis.atlas.template import mni_brain_mask, tissue_priors
from analysis.demo import clinical_scores
from analysis.demo.clinical_scores import ActivityRegion, activity_region, scores_of
from analysis.demo.cohort_effects import IMPLANTS, Implant, effect_map
from analysis.demo.settings import TR_S, random_stream
from analysis.demo.sidecars import BIDS_VERSION
from analysis.demo.whole_folder import whole_folder
from analysis.errors import OptionError
from analysis.files.results import write_json, write_map, write_mask, write_tsv, write_volume
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.preprocess.resample import mni_grid
from analysis.progress import Progress, silent
from analysis.provenance import ALGOSCOPE_VERSION, Provenance
from analysis.sampling import onto_grid
from analysis.scan import StatMap

DATASET_NAME = "Algoscope simulated cohort"
CONTROL, PAIN = "control", "pain"
STATISTIC = "malff"
LEAST_CONTROLS = 4
_TO_SIGMA = 2.3548
_AGES = {CONTROL: (41.0, 11.0), PAIN: (53.0, 10.0)}
_MEN = {CONTROL: 0.27, PAIN: 0.48}
_YOUNGEST, _OLDEST = 20, 80

README = """Algoscope simulated cohort
==========================

Maps of controls and of people with spinal pain. No person was scanned: maps are computed from the MNI152 template and
smooth random numbers; the same seed gives the same files. They are on the scale of mALFF, on the grid of maps (MNI152).

  participants.tsv      group, age, sex (F, M), mean framewise displacement in mm, the path of each map, handedness,
                        duration of the disease, pain (VAS), depression (PHQ-9), disability (NDI); participants.json
                        describes the columns
  screening.tsv         everyone who was recruited, with the reason where someone was excluded
  mask.nii.gz           the brain in which all maps have values
  truth/effect.nii.gz   where patients differ from controls, in SD between people
  truth/implants.tsv    centre, size, sign and side of each cluster (Zhang et al. 2025, Table 2)
  truth/clinical.json   how the scores of patients follow from each other and from the activity of one region
  truth/clinical.tsv    that activity, person by person

Patients are older than controls, and age and sex change the maps: compare with both as covariates, for example

  main.py compare --table participants.tsv --maps malff --test two-sample --group group --groups pain,control \\
      --covariates age,sex --mask mask.nii.gz --correction permutation --out comparison
  main.py patient --map sub-pain01/malff.nii.gz --cohort participants.tsv --maps malff --controls group=control \\
      --mask mask.nii.gz --covariates age,sex --values age=AGE,sex=SEX --out one_patient
  main.py study describe --table participants.tsv --variables age,sex,vas,phq9,ndi --group group --out characteristics
  main.py study flow --table screening.tsv --group group --excluded excluded --out flow
"""


@dataclass(frozen=True)
class CohortSettings:
    """How many people, on which grid, and how large everything is.

    ``effect_sd`` is the difference of the groups in the core of an implant, ``sd`` the spread of ln m between people,
    ``fwhm_mm`` the smoothness of the noise. ``box_mm`` ``(2, 3)`` cuts the grid, for quick studies.
    """

    n_controls: int = 32
    n_patients: int = 32
    effect_sd: float = 2.0
    sd: float = 0.15
    fwhm_mm: float = 8.0
    age_slope: float = -0.03
    sex_difference: float = 0.04
    voxel_mm: float = 3.0
    box_mm: tuple[tuple[float, float, float], tuple[float, float, float]] | None = None

    def __post_init__(self) -> None:
        if self.n_controls < LEAST_CONTROLS or self.n_patients < 0:
            raise OptionError(f"A simulated cohort needs at least {LEAST_CONTROLS} controls.")
        if not (self.sd > 0 and self.fwhm_mm > 0):
            raise OptionError("Spread and smoothness of the simulated maps must be above 0.")

    @property
    def grid(self) -> Grid:
        """The grid of maps, or the part of it in the box."""
        whole = mni_grid(self.voxel_mm)
        if self.box_mm is None:
            return whole
        low, high = (np.rint(whole.to_ijk(np.array(corner))).astype(int) for corner in self.box_mm)
        return whole.cut(low, high)


@dataclass(frozen=True)
class Person:
    """Someone who does not exist; ``sex`` is F or M."""

    key: str
    group: str
    age: int
    sex: str
    mean_fd_mm: float


class SimulatedCohort:
    """The people and their maps, one after the other; the same seed gives the same."""

    def __init__(self, settings: CohortSettings, seed: int = 0, implants: tuple[Implant, ...] = IMPLANTS) -> None:
        self.settings, self.seed, self.implants = settings, seed, implants
        self.grid = settings.grid
        self.mask = _brain(self.grid)
        self.people = tuple(_people(settings, seed))
        self.effect = settings.effect_sd * effect_map(self.grid.to_mm(np.argwhere(self.mask.data)), implants)

    @cached_property
    def base(self) -> np.ndarray:
        """``(n_voxels,)`` what everyone has in common: mean 1, more in grey matter."""
        gray = np.nan_to_num(onto_grid(tissue_priors().gray, self.grid).data)
        smooth = 0.6 + ndimage.gaussian_filter(gray, 1.0)[self.mask.data]
        return np.asarray(smooth / smooth.mean())

    @cached_property
    def _age_and_sex(self) -> tuple[np.ndarray, np.ndarray]:
        """Fields of the change per decade and of men minus women, in ln m."""
        random = random_stream(self.seed, "cohort age and sex")
        age, sex = (self._field(random, 30.0) for _ in range(2))
        return self.settings.age_slope * (1 + age), self.settings.sex_difference * sex

    @cached_property
    def activity_region(self) -> ActivityRegion | None:
        """Where activity goes with the scores of people with pain."""
        sigma = self.settings.fwhm_mm / _TO_SIGMA / self.settings.voxel_mm
        return activity_region(self.mask.data, self.grid.to_mm(np.argwhere(self.mask.data)), self.implants, sigma)

    def activity(self, person: Person, values: np.ndarray) -> float:
        """The z of a person's region: what is left of their map without age, sex and group, in SD between people."""
        region = self.activity_region
        if region is None:
            return 0.0
        s, (age, sex), rows = self.settings, self._age_and_sex, region.rows
        log = np.log(values[rows] / self.base[rows]) - age[rows] * (person.age - 45) / 10
        log = log - sex[rows] * ((person.sex == "M") - 0.5)
        noise = log / s.sd - (person.group == PAIN) * self.effect[rows]
        return float(noise.mean() / region.sd)

    def values(self) -> Iterator[np.ndarray]:
        """``(n_voxels,)`` float32 of each person in turn."""
        s = self.settings
        random = random_stream(self.seed, "cohort noise")
        for person in self.people:
            noise = self._field(random, s.fwhm_mm) + (person.group == PAIN) * self.effect
            yield self._of(person, noise)

    def map_of(self, values: np.ndarray) -> StatMap:
        """Values ``(n_voxels,)`` as the map that is written: the record says that it is simulated."""
        data = np.full(self.grid.shape, np.nan, dtype=np.float32, order="F")
        data[self.mask.data] = values
        return StatMap(Volume(self.grid, data, "mALFF (simulated)"), STATISTIC, self._provenance, self.mask)

    @property
    def _provenance(self) -> Provenance:
        parameters: dict[str, Any] = {
            "simulated": True,
            "fwhm_mm": self.settings.fwhm_mm,
            "sd": self.settings.sd,
            "acquisition": {
                "Manufacturer": "synthetic", "ManufacturersModelName": "Algoscope", "RepetitionTime": TR_S
            },
        }  # fmt: skip
        return Provenance("analysis.demo.controls.write_cohort", parameters)

    def _of(self, person: Person, noise: np.ndarray) -> np.ndarray:
        """``(n_voxels,)`` float32 of a person whose noise is in SD between people."""
        age, sex = self._age_and_sex
        log = self.settings.sd * noise + age * (person.age - 45) / 10 + sex * ((person.sex == "M") - 0.5)
        return np.asarray((self.base * np.exp(log)).astype(np.float32))

    def _field(self, random: np.random.Generator, fwhm_mm: float) -> np.ndarray:
        """Smooth noise in the mask; its SD over repetitions is 1 away from the edges of the grid."""
        sigma = fwhm_mm / _TO_SIGMA / self.settings.voxel_mm
        pad = int(np.ceil(3 * sigma))
        white = random.standard_normal([n + 2 * pad for n in self.grid.shape], dtype=np.float32)
        smooth = ndimage.gaussian_filter(white, sigma, truncate=3.0)
        inner = smooth[pad:-pad, pad:-pad, pad:-pad] if pad else smooth
        return np.asarray(inner[self.mask.data] / _sd_of_smoothed(sigma))


def write_cohort(
    folder: Path,
    settings: CohortSettings | None = None,
    *,
    seed: int = 0,
    force: bool = False,
    progress: Progress = silent,
) -> Path:
    """Write the cohort with its table and its truth.

    Parameters
    ----------
    folder : must not exist yet
    settings : 32 controls and 32 patients where not given
    seed : another number gives other people
    force : whether an older simulated cohort (and nothing else) may be replaced

    Returns
    -------
    Path
        of ``participants.tsv``

    Raises
    ------
    OutputError
        if the folder exists, or cannot be written; then nothing was changed
    """
    folder = Path(folder).absolute()
    cohort = SimulatedCohort(settings or CohortSettings(), seed)
    with whole_folder(folder, DATASET_NAME, "simulated cohort", force=force) as temporary:
        activity = _write_maps(cohort, temporary, progress)
        _write_truth(cohort, temporary / "truth", activity)
        (temporary / "README").write_text(README, encoding="utf-8")
        write_mask(cohort.mask, temporary / "mask.nii.gz", space="MNI152")
        _write_people(cohort, activity, temporary)
        write_json(cohort_description(cohort.settings, seed), temporary / "dataset_description.json")
    progress(1.0, "simulated cohort written")
    return folder / "participants.tsv"


def cohort_description(settings: CohortSettings, seed: int) -> dict[str, Any]:
    """The dataset's description, with all that its maps depend on."""
    return {
        "Name": DATASET_NAME,
        "BIDSVersion": BIDS_VERSION,
        "DatasetType": "derivative",
        "GeneratedBy": [{"Name": "Algoscope", "Version": ALGOSCOPE_VERSION}],
        "Simulation": {
            "seed": seed,
            "scores": list(clinical_scores.COLUMNS),
            **json.loads(json.dumps(asdict(settings))),
        },
    }


def _write_people(cohort: SimulatedCohort, activity: np.ndarray, folder: Path) -> None:
    """The table of those who were analysed, that of everyone who was recruited, and what the columns mean."""
    people = cohort.people
    scores = scores_of([p.group == PAIN for p in people], activity, cohort.seed)
    rows = [
        (p.key, p.group, p.age, p.sex, p.mean_fd_mm, f"{p.key}/{STATISTIC}.nii.gz", *one.cells)
        for p, one in zip(people, scores, strict=True)
    ]
    columns = ("participant_id", "group", "age", "sex", "mean_fd", STATISTIC, *clinical_scores.COLUMNS)
    write_tsv(columns, rows, folder / "participants.tsv")
    described = {**clinical_scores.DESCRIPTIONS, STATISTIC: {"Description": "path of the map of mALFF"}}
    write_json(described, folder / "participants.json")
    screened: list[tuple[str, str, str | None]] = []
    for group, n in ((CONTROL, cohort.settings.n_controls), (PAIN, cohort.settings.n_patients)):
        screened += [(p.key, group, None) for p in people if p.group == group]
        if n:
            out = clinical_scores.screened_out(group, n, _width(n), cohort.seed)
            screened += [(key, group, reason) for key, reason in out]
    write_tsv(("participant_id", "group", "excluded"), screened, folder / "screening.tsv")


def _width(n: int) -> int:
    return max(2, len(str(n)))


def _write_maps(cohort: SimulatedCohort, folder: Path, progress: Progress) -> np.ndarray:
    """Write the maps; ``(n,)`` the activity of everyone's region."""
    activity = []
    for number, (person, values) in enumerate(zip(cohort.people, cohort.values(), strict=True)):
        progress(number / len(cohort.people), "simulated cohort")
        write_map(cohort.map_of(values), folder / person.key, space="MNI152")
        activity.append(cohort.activity(person, values))
    return np.array(activity)


def _write_truth(cohort: SimulatedCohort, folder: Path, activity: np.ndarray) -> None:
    write_json(clinical_scores.truth(cohort.activity_region), folder / "clinical.json")
    by_person = [(p.key, float(z)) for p, z in zip(cohort.people, activity, strict=True)]
    write_tsv(("participant_id", "activity_z"), by_person, folder / "clinical.tsv")
    data = np.zeros(cohort.grid.shape, dtype=np.float32, order="F")
    data[cohort.mask.data] = cohort.effect
    write_volume(Volume(cohort.grid, data, "effect"), folder / "effect.nii.gz", space="MNI152")
    xyz_mm = cohort.grid.to_mm(np.argwhere(cohort.mask.data))
    rows = []
    for implant in IMPLANTS:
        inside, effect_sd = int((implant.weights(xyz_mm) > 0).sum()), implant.sign * cohort.settings.effect_sd
        rows.append((*implant.centre_mm, implant.side.value, implant.n_voxels, inside, implant.sign, effect_sd))
    columns = ("x", "y", "z", "side", "n_voxels", "n_voxels_in_mask", "sign", "effect_sd")
    write_tsv(columns, rows, folder / "implants.tsv")


def _people(settings: CohortSettings, seed: int) -> Iterator[Person]:
    random = random_stream(seed, "cohort people")
    for group, n in ((CONTROL, settings.n_controls), (PAIN, settings.n_patients)):
        mean, sd = _AGES[group]
        ages = np.clip(np.rint(random.normal(mean, sd, n)), _YOUNGEST, _OLDEST).astype(int)
        men = np.zeros(n, dtype=bool)
        men[: max(1, round(_MEN[group] * n))] = True
        random.shuffle(men)
        motion = random.gamma(6.0, 0.02, n)
        width = _width(n)
        for index in range(n):
            sex = "M" if men[index] else "F"
            key = f"sub-{group}{index + 1:0{width}}"
            yield Person(key, group, int(ages[index]), sex, round(float(motion[index]), 3))


def _brain(grid: Grid) -> Mask:
    brain = mni_brain_mask()
    return Mask(grid, np.nan_to_num(onto_grid(Volume(brain.grid, brain.data), grid).data) > 0.5, "brain")


def _sd_of_smoothed(sigma: float) -> float:
    """The SD that white noise of SD 1 keeps when it is smoothed along three axes."""
    reach = int(3.0 * sigma + 0.5)
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    return float(np.sqrt(((kernel / kernel.sum()) ** 2).sum()) ** 3)
