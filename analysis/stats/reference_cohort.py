"""Controls whose maps were made like the patient's, and the rules of what so many of them allow to be said.

A cohort is the rows of a table (see `cohort_table`): a column of maps, covariates, where known age and mean framewise
displacement. A patient's map enters only if it agrees with the cohort in grid, unit, statistic, function, settings,
version and acquisition (scanner, sequence, repetition time, delay, smoothing); else it is refused with the reason.

The rules are enforced, not suggested:

* fewer than 10 controls give no map, only values of regions beside theirs;
* 10 to 19 give maps, but no claim about the map as a whole;
* 20 or more the exact test of the map; 40 are recommended;
* a covariate needs 10 controls each;
* a *banner* stands over every result where the patient's age or covariates are beyond the cohort (leverage above
  3p/n), fewer than 8 controls are within 10 years, or the patient moved more than 95 % of the controls.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

import numpy as np

from analysis.errors import DataError, OptionError
from analysis.files import nifti
from analysis.image import Mask, Series, Volume
from analysis.progress import Progress, silent
from analysis.provenance import InputRecord, sha256_of_file
from analysis.stats.cohort_quality import quality_of
from analysis.stats.cohort_table import CohortMaps, CohortTable, load_maps
from analysis.stats.covariates import Covariate, is_missing, number_of
from analysis.stats.map_profile import MapProfile, profile_of, require_alike
from analysis.stats.single_case import CaseModel, case_model

LEAST_FOR_MAPS, LEAST_FOR_CLAIM, RECOMMENDED = 10, 20, 40
CONTROLS_PER_COVARIATE = 10
NEAR_YEARS, LEAST_NEAR = 10.0, 8
MOTION_PERCENTILE = 95
AGE_COLUMNS = ("age",)
MOTION_COLUMNS = ("mean_fd", "mean_fd_mm", "fd")
SCANNER_COLUMNS = ("scanner", "sequence", "site", "manufacturer", "manufacturersmodelname", "magneticfieldstrength")
SCANNER_FACTS = ("Manufacturer", "ManufacturersModelName", "MagneticFieldStrength")


class Level(Enum):
    """What the number of controls allows."""

    NO_MAP = "no map"
    DESCRIPTIVE = "no map-level claim possible"
    MAP_TEST = "map test"


class BannerKind(Enum):
    """Why a result must be read with care."""

    EXTRAPOLATION = "extrapolation"
    FEW_NEAR_AGE = "few controls of this age"
    MOTION = "motion"


@dataclass(frozen=True)
class Banner:
    """A red line over every result."""

    kind: BannerKind
    sentence: str


def level_of(n_controls: int) -> Level:
    """What so many controls allow."""
    if n_controls < LEAST_FOR_MAPS:
        return Level.NO_MAP
    return Level.DESCRIPTIVE if n_controls < LEAST_FOR_CLAIM else Level.MAP_TEST


@dataclass(frozen=True, eq=False)
class ReferenceCohort:
    """The controls: ``maps.values`` ``(n, n_voxels)``; ``ages`` in years and ``motion_mm`` ``(n,)`` where known.

    ``scanner`` is what columns of the table say of scanner, sequence or site: the same for all. ``people`` are their
    names in the table, which only tell whether two cohorts are the same people; they are never written. ``fwhm_mm`` is
    by how much the maps were smoothed after they were read. ``quality`` are the numbers of quality in the table by the
    key of their check, see `cohort_quality`.
    """

    maps: CohortMaps
    covariates: tuple[Covariate, ...] = ()
    ages: np.ndarray | None = None
    motion_mm: np.ndarray | None = None
    age_column: str = ""
    motion_column: str = ""
    scanner: Mapping[str, str] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    fwhm_mm: float = 0.0
    quality: Mapping[str, np.ndarray] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """Number of controls."""
        return len(self.maps.values)

    @property
    def level(self) -> Level:
        """What their number allows."""
        return level_of(self.n)

    @property
    def mask(self) -> Mask:
        """The search volume."""
        return self.maps.mask

    @property
    def profile(self) -> MapProfile:
        """How the maps were acquired and made."""
        return self.maps.profile

    @property
    def covariate_values(self) -> np.ndarray | None:
        """``(n, k)``, None without covariates."""
        return np.column_stack([c.values for c in self.covariates]) if self.covariates else None

    def volume(self, index: int) -> Volume:
        """The map of one control, NaN outside the mask, for the parade of controls; it names nobody."""
        return volume_of(self.maps.values[index], self.mask, f"control {index + 1} of {self.n}", self.maps.unit)

    def in_words(self) -> str:
        """The line that says who the controls are: ``n = 32 controls, age 21 to 64 (mean 41.2) ...``."""
        is_made_up = self.profile.is_simulated or self.profile.is_of_synthetic_scans
        parts = [f"n = {self.n} {'SIMULATED controls (nobody was scanned)' if is_made_up else 'controls'}"]
        if self.ages is not None:
            ages = self.ages
            parts.append(
                f"age {ages.min():.0f} to {ages.max():.0f} (mean {ages.mean():.1f}, SD {ages.std(ddof=1):.1f})"
            )
        if self.covariates:
            parts.append(
                "adjusted for " + ", ".join(c.name + (f" ({c.coding})" if c.coding else "") for c in self.covariates)
            )
        parts.append(f"pipeline {self.profile.pipeline_hash}" if self.profile.has_record else "pipeline not recorded")
        return ", ".join(parts)


@dataclass(frozen=True, eq=False)
class PatientMap:
    """The patient's map in the search volume and what is known of the person.

    ``values`` are ``(n_voxels,)``, NaN where there is none; ``covariates`` ``(k,)`` in the order of the cohort's.
    """

    values: np.ndarray
    covariates: np.ndarray
    age: float | None
    motion_mm: float | None
    inputs: tuple[InputRecord, ...] = ()
    warnings: tuple[str, ...] = ()


def load_cohort(
    table: CohortTable,
    column: str,
    mask: Mask,
    covariates: Sequence[str] = (),
    *,
    progress: Progress = silent,
) -> ReferenceCohort:
    """Read the controls' maps and what is known of them.

    Parameters
    ----------
    table : of the controls only (see `CohortTable.where`)
    column : of the paths of their maps
    mask : the search volume, in MNI space, on the grid of the maps
    covariates : columns to adjust for; age and mean framewise displacement are looked for in any case

    Raises
    ------
    DataError
        if a row differs from the first, a person or map is there twice, or a covariate has fewer than 10 controls
    InputError
        if a map is missing or cannot be read
    """
    table.require_unique()
    n, k = len(table.rows), len(covariates)
    if n < CONTROLS_PER_COVARIATE * k:
        raise DataError(
            f"{n} controls allow {n // CONTROLS_PER_COVARIATE} covariates, but there are {k} "
            f"({', '.join(covariates)}): each needs {CONTROLS_PER_COVARIATE} controls."
        )
    found = tuple(table.covariate(name) for name in covariates)
    age, motion = (_first_column(table, names) for names in (AGE_COLUMNS, MOTION_COLUMNS))
    scanner = _scanner(table)
    maps = load_maps(table, column, mask, progress)
    _require_different_maps(table, maps)
    ages, motions = _numbers(table, age), _numbers(table, motion)
    known = quality_of(table)
    return ReferenceCohort(maps, found, ages, motions, age, motion, scanner, table.ids, quality=known)


def load_patient(path: Path, cohort: ReferenceCohort, given: Mapping[str, str]) -> PatientMap:
    """Read the patient's map and hold it against the cohort.

    Parameters
    ----------
    path : of the map
    cohort : the controls
    given : of the patient, by the names of the table's columns: covariates as they stand there (``"M"``), age, motion

    Raises
    ------
    DataError, GeometryError
        if the map was not acquired or made like those of the controls; the sentence says in what it differs
    OptionError
        if a covariate of the patient is missing or has no meaning in the cohort
    """
    record = InputRecord("patient", sha256_of_file(path))
    if record.sha256 in {control.sha256 for control in cohort.maps.inputs}:
        raise DataError("The patient's map is itself among the controls; leave that row out.")
    scan = nifti.read(path)
    if isinstance(scan.image, Series):
        raise DataError(f"The patient's file is a series of {scan.image.n_timepoints} volumes, not a map.")
    grid, own = cohort.mask.grid, scan.image.grid
    if not own.matches(grid):
        raise DataError(
            f"The patient's map ({own.in_words()}) is not on the grid of the controls' ({grid.in_words()})."
        )
    profile = profile_of(scan, path)
    require_alike(cohort.profile, profile, "the controls", "the patient")
    _require_scanner(cohort, given)
    values = scan.image.data[cohort.mask.data].astype(np.float32)
    values[~np.isfinite(values)] = np.nan
    if not profile.has_record:
        values[values == 0] = np.nan
    lengths = (profile.n_timepoints, cohort.profile.n_timepoints)
    other_length = f"The patient's scan has {lengths[0]} volumes, that of the first control {lengths[1]}."
    covariates = np.array([_own_value(covariate, given) for covariate in cohort.covariates], dtype=np.float64)
    return PatientMap(
        values,
        covariates,
        _own_number(cohort.age_column, given),
        _own_number(cohort.motion_column, given),
        (record,),
        (*scan.warnings, *((other_length,) if lengths[0] != lengths[1] else ())),
    )


def model_of(cohort: ReferenceCohort, patient: PatientMap) -> CaseModel:
    """The design of the controls and the patient's row; raises as `case_model`."""
    values = cohort.covariate_values
    return case_model(cohort.n, values, None if values is None else patient.covariates)


def banners(cohort: ReferenceCohort, patient: PatientMap) -> tuple[Banner, ...]:
    """What must stand over every result."""
    return tuple(_banners(cohort, patient))


def gaps(cohort: ReferenceCohort, patient: PatientMap) -> tuple[str, ...]:
    """What could not be checked because it is not known, and what few controls mean."""
    found = []
    for name, controls, own in (("age", cohort.ages, patient.age), ("motion", cohort.motion_mm, patient.motion_mm)):
        if controls is None or own is None:
            whose = "controls" if controls is None else "patient"
            found.append(f"The {name} of the {whose} is not known, so it was not compared.")
    if not cohort.scanner and not any(name in fact for fact in cohort.profile.facts for name in SCANNER_FACTS):
        found.append("Scanner and sequence are not recorded with these maps, so they were not compared.")
    if cohort.level is Level.DESCRIPTIVE:
        found.append(f"{cohort.n} controls: no map-level claim possible; at least {LEAST_FOR_CLAIM} are needed.")
    elif cohort.level is Level.NO_MAP:
        found.append(f"{cohort.n} controls are too few for a map; at least {LEAST_FOR_MAPS} are needed.")
    elif cohort.n < RECOMMENDED:
        found.append(f"{cohort.n} controls; at least {RECOMMENDED} are recommended.")
    return tuple(found)


def volume_of(values: np.ndarray, mask: Mask, name: str, unit: str) -> Volume:
    """Values ``(n_voxels,)`` of a mask as an image, NaN outside."""
    data = np.full(mask.grid.shape, np.nan, dtype=np.float32, order="F")
    data[mask.data] = values
    return Volume(mask.grid, data, name, unit)


def _banners(cohort: ReferenceCohort, patient: PatientMap) -> Iterator[Banner]:
    model = model_of(cohort, patient)
    p = model.matrix.shape[1]
    if cohort.ages is not None and patient.age is not None:
        low, high = float(cohort.ages.min()), float(cohort.ages.max())
        if not low <= patient.age <= high:
            yield Banner(
                BannerKind.EXTRAPOLATION,
                f"Extrapolation: the patient is {patient.age:g}, the controls are {low:g} to {high:g} years old.",
            )
        near = int((np.abs(cohort.ages - patient.age) <= NEAR_YEARS).sum())
        if near < LEAST_NEAR:
            yield Banner(
                BannerKind.FEW_NEAR_AGE,
                f"Only {near} controls are within {NEAR_YEARS:g} years of the patient's age; {LEAST_NEAR} are needed.",
            )
    if p > 1 and model.leverage > 3 * p / cohort.n:
        yield Banner(
            BannerKind.EXTRAPOLATION,
            f"Extrapolation: the patient's covariates are far from the controls' (leverage {model.leverage:.2f}, "
            f"limit 3p/n = {3 * p / cohort.n:.2f}).",
        )
    if cohort.motion_mm is not None and patient.motion_mm is not None:
        limit = float(np.percentile(cohort.motion_mm, MOTION_PERCENTILE))
        if patient.motion_mm > limit:
            yield Banner(
                BannerKind.MOTION,
                f"Motion: the patient's mean framewise displacement ({patient.motion_mm:.2f} mm) is above that of "
                f"{MOTION_PERCENTILE} % of the controls ({limit:.2f} mm); deviations may be motion.",
            )


def _first_column(table: CohortTable, names: Sequence[str]) -> str:
    return next((column for column in table.names if column.lower() in names), "")


def _numbers(table: CohortTable, column: str) -> np.ndarray | None:
    """A column as numbers, None where there is none or someone has no value."""
    if not column or any(is_missing(cell) for cell in table.column(column)):
        return None
    return table.covariate(column).values


def _require_different_maps(table: CohortTable, maps: CohortMaps) -> None:
    """One map in two rows would be a control that counts twice."""
    first: dict[str, str] = {}
    for record, person in zip(maps.inputs, table.people, strict=True):
        if record.sha256 in first:
            raise DataError(f"{first[record.sha256]} and {person} have the very same map; leave one of them out.")
        first[record.sha256] = person


def _scanner(table: CohortTable) -> dict[str, str]:
    """What the table says of scanner and sequence; raises `DataError` that names the first row that differs."""
    found = {}
    for column in (name for name in table.names if name.lower() in SCANNER_COLUMNS):
        cells = table.column(column)
        other = next((i for i, cell in enumerate(cells) if cell != cells[0]), None)
        if other is not None:
            raise DataError(
                f'The {column} of {table.people[other]} is "{cells[other]}", but that of {table.people[0]} is '
                f'"{cells[0]}"; controls of one {column} are needed.'
            )
        found[column] = cells[0]
    return {column: cell for column, cell in found.items() if not is_missing(cell)}


def _require_scanner(cohort: ReferenceCohort, given: Mapping[str, str]) -> None:
    for column, cell in cohort.scanner.items():
        own = given.get(column, "")
        if is_missing(own):
            raise OptionError(f'The patient\'s {column} is needed; that of the controls is "{cell}".')
        if own != cell:
            raise DataError(
                f'The patient\'s {column} is "{own}", but that of the controls is "{cell}", so they cannot be compared.'
            )


def _own_value(covariate: Covariate, given: Mapping[str, str]) -> float:
    if covariate.name not in given or is_missing(given[covariate.name]):
        raise OptionError(f"The patient's {covariate.name} is needed, because the controls are adjusted for it.")
    cell = given[covariate.name].strip()
    if not covariate.coding:
        return _number(covariate.name, cell)
    codes = dict(pair.rsplit(" = ", 1) for pair in covariate.coding.split(", "))
    if cell not in codes:
        raise OptionError(f'The patient\'s {covariate.name} is "{cell}", but the controls have {" and ".join(codes)}.')
    return float(codes[cell])


def _own_number(column: str, given: Mapping[str, str]) -> float | None:
    cell = given.get(column, "") if column else ""
    return None if is_missing(cell) else _number(column, cell)


def _number(name: str, cell: str) -> float:
    value = number_of(cell)
    if value is None:
        raise OptionError(f'The patient\'s {name} is "{cell}", which is no number.')
    return value
