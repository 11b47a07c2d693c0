"""A processed patient against a reference cohort: every map that both have, the results beside the patient's maps.

The cohort is read before the scans are processed, so that what is wrong with it is said at once and not after an hour;
the patient's maps are held against it afterwards. A map that was acquired or made in another way (scanner, repetition
time, delay, smoothing, any setting) is refused with the reason, and the others are compared.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.errors import AlgoscopeError, DataError, OptionError
from analysis.image import Mask
from analysis.pipeline.dataset import read_participants
from analysis.pipeline.derivative import ProcessedFolder
from analysis.pipeline.earlier import drop_replaced, set_aside
from analysis.progress import Progress, part, silent
from analysis.stats import patient_files
from analysis.stats.cohort_table import CohortTable, read_cohort_table, usual_covariates
from analysis.stats.covariates import is_missing
from analysis.stats.patient_result import PatientOptions, PatientResult
from analysis.stats.reference_cohort import ReferenceCohort, load_cohort, load_patient
from analysis.stats.single_case import usual_transform
from analysis.stats.single_patient import claim_over_metrics, compare_patient
from analysis.stats.without_logarithm import leave_out

USUAL = ("cbf", "relative_perfusion", "malff", "smreho", "mreho", "smdc_weighted", "gray_volume")
"""The maps that matter most, in this order."""
_MOST = 5
_LEVELS_ABOVE = 4  # of a dataset's folder above an image: datatype, session, subject, dataset
_OR_LESS = ", or choose what to adjust for with --covariates (none: nothing)"
MEAN_FD = "MeanFramewiseDisplacementPowerMm"


@dataclass(frozen=True, eq=False)
class CohortOrder:
    """What the patient is compared with.

    ``table`` file of the cohort; ``controls`` a column and its value (only these rows); ``columns`` of maps, empty for
    the usual ones; ``covariates`` to adjust for, None for age and sex where the table has them; ``given`` what is known
    of the patient by the table's columns.
    """

    table: Path
    controls: tuple[str, str] | None = None
    columns: tuple[str, ...] = ()
    covariates: tuple[str, ...] | None = None
    given: Mapping[str, str] | None = None


@dataclass(frozen=True, eq=False)
class Controls:
    """The cohorts by the statistic of their maps, and what their calibrations say."""

    cohorts: Mapping[str, ReferenceCohort]
    calibrations: Mapping[str, tuple[str, ...]]
    given: Mapping[str, str]

    @property
    def quality(self) -> Mapping[str, np.ndarray]:
        """The controls' numbers of quality, by the key of their check."""
        return next((cohort.quality for cohort in self.cohorts.values() if cohort.quality), {})

    @property
    def adjusted_for(self) -> str:
        """What every comparison is adjusted for, in a sentence."""
        names = [covariate.name for covariate in next(iter(self.cohorts.values())).covariates]
        if not names:
            return "The comparison is adjusted for nothing, neither age nor sex."
        return f"The comparison is adjusted for {' and '.join(names) if len(names) < 3 else ', '.join(names)}."


@dataclass(frozen=True, eq=False)
class Compared:
    """What became of one map: its result and files, or why there is none."""

    statistic: str
    result: PatientResult | None = None
    files: tuple[Path, ...] = ()
    refusal: str = ""


def usual_columns(table: CohortTable) -> tuple[str, ...]:
    """The columns of the maps that matter most; else those of all maps, if they are few.

    Raises
    ------
    OptionError
        if it has none, or too many to compare all of them unasked
    """
    by_name = {name.lower(): name for name in table.names}
    found = [by_name[statistic] for statistic in USUAL if statistic in by_name]
    if "smreho" in by_name and "mreho" in by_name:
        found.remove(by_name["mreho"])
    if found:
        return tuple(found[:_MOST])
    maps = [name for name in table.names if _holds_paths(table.column(name))]
    if 0 < len(maps) <= _MOST:
        return tuple(maps)
    words = f"{len(maps)} columns of maps" if maps else "no column of maps"
    raise OptionError(f"The table of the cohort has {words}; name those to compare with --maps.")


def _holds_paths(cells: Sequence[str]) -> bool:
    return all(cell.endswith((".nii", ".nii.gz")) for cell in cells)


def read_controls(order: CohortOrder, mask_of: Callable[[Path], Mask], progress: Progress = silent) -> Controls:
    """Read the controls' maps, and check that what is asked of the patient is known.

    Parameters
    ----------
    mask_of : the search volume for maps that are on the grid of a file

    Raises
    ------
    InputError, DataError
        as `read_cohort_table` and `load_cohort`
    OptionError
        if a column is missing, or something of the patient that the controls are adjusted for
    """
    table = read_cohort_table(order.table)
    if order.controls is not None:
        table = table.where(order.controls[0], (order.controls[1],))
    if not table.rows:
        raise DataError("The table of the cohort has no row, so there is nobody to compare with.")
    columns, given = order.columns or usual_columns(table), dict(order.given or {})
    covariates = usual_covariates(table) if order.covariates is None else order.covariates
    cohorts: dict[str, ReferenceCohort] = {}
    calibrations: dict[str, tuple[str, ...]] = {}
    for number, column in enumerate(columns):
        step = part(progress, number / len(columns), (number + 1) / len(columns))
        mask = mask_of(table.map_paths(column)[0])
        cohort = load_cohort(table, column, mask, covariates, progress=step)
        statistic = cohort.maps.statistic
        if statistic in cohorts:
            raise OptionError(f'Two columns hold maps of "{statistic}"; name one of them.')
        folder = patient_files.calibration_folder(order.table, column)
        kept = patient_files.kept_calibration(folder, cohort, usual_transform(statistic))
        cohorts[statistic], calibrations[statistic] = cohort, kept or ()
    _require_known(next(iter(cohorts.values())), given)
    return Controls(cohorts, calibrations, given)


def _require_known(cohort: ReferenceCohort, given: Mapping[str, str]) -> None:
    """What a comparison would ask for at its end is asked for at the beginning."""
    for name in (*(covariate.name for covariate in cohort.covariates), *cohort.scanner):
        if is_missing(given.get(name, "")):
            said = f'; that of the controls is "{cohort.scanner[name]}"' if name in cohort.scanner else ""
            raise OptionError(
                f"The patient's {name} is needed to compare with this cohort{said}. Give it with --values, or in "
                f"participants.tsv beside the scans{'' if name in cohort.scanner else _OR_LESS}."
            )


def known_of(image: Path, subject: str) -> dict[str, str]:
    """What the ``participants.tsv`` above an image tells of a subject, by its columns; nothing where there is none."""
    for folder in list(image.absolute().parents)[:_LEVELS_ABOVE]:
        if (folder / "participants.tsv").is_file():
            row = read_participants(folder / "participants.tsv").get(subject, {})
            return {name: value for name, value in row.items() if not is_missing(value)}
    return {}


def compare_processed(
    found: ProcessedFolder, controls: Controls, progress: Progress = silent, *, force: bool = False
) -> tuple[Compared, ...]:
    """Compare the patient's maps, each into a folder of its own, and say of each what became of it.

    Parameters
    ----------
    force : whether earlier results may be replaced; those that this comparison does not replace, such as those with
        another cohort, are moved aside, so that results of two comparisons never lie together

    Raises
    ------
    OutputError
        if something cannot be written
    """
    if force:
        set_aside(found.names)
    own = {entry.statistic: entry.path for entry in found.maps}
    outcomes: list[Compared] = []
    for number, (statistic, cohort) in enumerate(controls.cohorts.items()):
        step = part(progress, number / len(controls.cohorts), (number + 1) / len(controls.cohorts))
        given = _with_motion(controls.given, cohort, found)
        try:
            if statistic not in own:
                raise DataError(f"The patient has no map {statistic}, which the cohort has.")
            narrowed, patient = leave_out(cohort, load_patient(own[statistic], cohort, given))
            result = compare_patient(narrowed, patient, PatientOptions(), step)
        except AlgoscopeError as error:
            outcomes.append(Compared(statistic, refusal=str(error)))
            continue
        folder, said = found.names.compared / statistic, controls.calibrations[statistic]
        files = patient_files.write_patient_result(result, folder, calibration=said, force=force)
        outcomes.append(Compared(statistic, result, files))
    _write_together([one.result for one in outcomes if one.result is not None], found, force=force)
    if force:
        drop_replaced(found.names, [one.statistic for one in outcomes if one.result is not None])
    return tuple(outcomes)


def _with_motion(given: Mapping[str, str], cohort: ReferenceCohort, found: ProcessedFolder) -> dict[str, str]:
    """How much the patient moved is what processing has measured, whatever a table says."""
    measured = found.record.get(MEAN_FD)
    if not cohort.motion_column or measured is None:
        return dict(given)
    return {**given, cohort.motion_column: f"{float(measured):.6g}"}


def _write_together(results: Sequence[PatientResult], found: ProcessedFolder, *, force: bool) -> None:
    """Several maps of one person are tested at once too: looking at many finds something in one."""
    if len(results) > 1 and all(result.everyone is not None for result in results):
        claim = claim_over_metrics(results)
        patient_files.write_claim_over_metrics(claim, results, found.names.compared, force=force)
