"""Compare one patient's map with those of a reference cohort: t, W-score, percentile, regions, and the exact test.

The cohort is a table with one row a control: a column of map paths (relative to the table), others for covariates. All
maps must have been acquired and made alike, the patient's too; what differs is named and refused. At least 10 controls
are needed for maps and 20 for the test of the map, in which everyone takes the part of the patient in turn. Nothing
here is a diagnosis: the patient is outside, or compatible with, the range of these controls.
"""

import argparse
from pathlib import Path

from analysis.errors import OptionError
from analysis.progress import Progress, part
from analysis.stats import patient_files
from analysis.stats.calibration import calibrate
from analysis.stats.cohort_table import CohortTable, read_cohort_table
from analysis.stats.lattice import Connectivity
from analysis.stats.patient_result import PatientOptions, PatientResult
from analysis.stats.reference_cohort import ReferenceCohort, load_cohort, load_patient
from analysis.stats.single_case import Transform, usual_transform
from analysis.stats.single_patient import claim_over_metrics, compare_patient
from analysis.stats.without_logarithm import leave_out
from gui import log
from gui.command_line.arguments import add_output_folder, add_threads, names, number, pair, pairs, path
from gui.command_line.inputs import open_mask
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_existing, refuse_files
from gui.command_line.terminal import Terminal

EXAMPLE = """examples:
  main.py patient --map patient/malff.nii.gz --cohort participants.tsv --maps malff --controls group=control \\
      --mask gray_matter.nii.gz --covariates age,sex --values age=66,sex=M --out patient/against_controls
  main.py patient --map patient/cbf.nii.gz --cohort controls.tsv --maps cbf --mask gray_matter.nii.gz \\
      --transform log --calibrate --out patient/cbf_against_controls
  main.py patient --map cbf.nii.gz reho.nii.gz --cohort controls.tsv --maps cbf reho --mask gray_matter.nii.gz \\
      --out patient/all_against_controls
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The patient, the cohort, and how they are compared."""
    parser.add_argument(
        "--map", type=path, nargs="+", required=True, metavar="FILE",
        help="the patient's map, in MNI space; with several, one of each column of --maps, all are tested at once too",
    )  # fmt: skip
    parser.add_argument("--cohort", type=path, required=True, metavar="TSV", help="table with one row a control")
    parser.add_argument(
        "--maps", nargs="+", required=True, metavar="COLUMN", help="column that holds the paths of their maps"
    )
    parser.add_argument(
        "--controls", type=pair, metavar="COLUMN=VALUE", help="only these rows of the table, such as group=control"
    )
    parser.add_argument("--id", default="", metavar="COLUMN", help="what names a control (default: participant_id)")
    parser.add_argument("--mask", type=path, required=True, metavar="FILE", help="search volume, on the maps' grid")
    parser.add_argument("--covariates", type=names, default=(), metavar="A,B", help="columns to adjust for")
    parser.add_argument(
        "--values", type=pairs, default={}, metavar="A=66,B=M",
        help="of the patient: covariates, and age, mean_fd, scanner ... where the table has such columns",
    )  # fmt: skip
    parser.add_argument(
        "--transform", choices=[t.value for t in Transform],
        help="before the comparison (default: log for CBF, ALFF and ratios, fisher for correlations, else none)",
    )  # fmt: skip
    parser.add_argument(
        "--fwhm-mm", type=number(0, 50), default=0.0, metavar="MM",
        help="smooth everyone's map inside the mask first; 8 is usual for one patient (default 0: as they are)",
    )  # fmt: skip
    parser.add_argument(
        "--height", type=number(0, 1, above=True), default=0.001, metavar="P",
        help="two-tailed p of a voxel that forms clusters (default 0.001)",
    )  # fmt: skip
    parser.add_argument(
        "--connectivity", type=int, choices=[int(c) for c in Connectivity], default=26, help="default 26"
    )
    parser.add_argument(
        "--calibrate", action="store_true",
        help="also compare each control with the others, and keep that in a folder beside the table",
    )  # fmt: skip
    add_output_folder(parser)
    add_threads(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Compare and write; paths and sentences go to stdout."""
    columns, images = arguments.maps, arguments.map
    if len(columns) != len(images) or len(set(columns)) < len(columns):
        raise OptionError(
            f"Give one --map for each column of --maps: there are {len(images)} and {len(set(columns))} different ones."
        )
    several = len(columns) > 1
    folders = [arguments.out / column if several else arguments.out for column in columns]
    for folder in folders:
        refuse_existing(folder, patient_files.MAPS, force=arguments.force)
        refuse_files(folder, patient_files.TABLES, force=arguments.force)
    if several:
        refuse_files(arguments.out, (patient_files.OVER_METRICS,), force=arguments.force)
    table = _table(arguments)
    results = []
    for n, (column, image, folder) in enumerate(zip(columns, images, folders, strict=True)):
        step = part(terminal, n / len(columns), (n + 1) / len(columns))
        results.append(_compare(arguments, table, column, image, folder, step, terminal))
    if several:
        claim = claim_over_metrics(results)
        print(patient_files.write_claim_over_metrics(claim, results, arguments.out, force=arguments.force).absolute())
        print(claim.sentence)
    return DONE


def _compare(
    arguments: argparse.Namespace,
    table: CohortTable,
    column: str,
    image: Path,
    folder: Path,
    progress: Progress,
    terminal: Terminal,
) -> PatientResult:
    """Compare one map, and write and say what was found."""
    mask, _ = open_mask(arguments.mask)
    cohort = load_cohort(table, column, mask, arguments.covariates, progress=part(progress, 0.0, 0.4))
    patient = load_patient(image, cohort, _known(arguments.values, table))
    transform = Transform(arguments.transform) if arguments.transform else usual_transform(cohort.maps.statistic)
    options = PatientOptions(
        transform, arguments.height, connectivity=Connectivity(arguments.connectivity), fwhm_mm=arguments.fwhm_mm
    )
    if not options.fwhm_mm:  # smoothing takes such values away
        cohort, patient = leave_out(cohort, patient, transform)
    result = compare_patient(cohort, patient, options, part(progress, 0.4, 0.7))
    kept, said = _calibration(arguments, column, result.cohort, transform, part(progress, 0.7, 1.0), terminal)
    terminal.clear()
    files = patient_files.write_patient_result(result, folder, calibration=said, force=arguments.force)
    for written in (*files, *kept):
        print(written.absolute())
    _say(result, terminal)
    return result


def _table(arguments: argparse.Namespace) -> CohortTable:
    table = read_cohort_table(arguments.cohort, id_column=arguments.id)
    for row in table.rows:
        for cell in row:
            if "/" in cell or cell.endswith((".nii", ".nii.gz")):
                log.hide(Path(cell))
    for person in table.ids:
        log.hide(Path(person))
    return table if arguments.controls is None else table.where(arguments.controls[0], (arguments.controls[1],))


def _known(values: dict[str, str], table: CohortTable) -> dict[str, str]:
    unknown = next((name for name in values if name not in table.names), None)
    if unknown is not None:
        raise OptionError(f'--values names "{unknown}", but the table has {", ".join(table.names)}.')
    return values


def _calibration(
    arguments: argparse.Namespace,
    column: str,
    cohort: ReferenceCohort,
    transform: Transform,
    progress: Progress,
    terminal: Terminal,
) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Calibrate and keep it if asked; else say what the kept one says. Gives the files, and the sentences."""
    folder = patient_files.calibration_folder(arguments.cohort, column)
    sentences = patient_files.kept_calibration(folder, cohort, transform)
    written: tuple[Path, ...] = ()
    if arguments.calibrate and sentences is None:
        found = calibrate(cohort, transform, progress=progress)
        written = patient_files.write_calibration(found, cohort, folder, force=arguments.force)
        sentences = found.sentences()
    for sentence in sentences or ("The cohort has not been calibrated; do so once with --calibrate.",):
        terminal.say(f"Calibration: {sentence}" if sentences else sentence)
    return written, sentences or ()


def _say(result: PatientResult, terminal: Terminal) -> None:
    for note in result.notes:
        terminal.say(note)
    print(result.caption)
    for sentence in result.sentences:
        print(sentence)
