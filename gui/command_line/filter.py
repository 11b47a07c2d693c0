"""Filter a resting-state BOLD series: trend, confounds and frequencies are removed in one step, in double precision.

Writes filtered.nii.gz (32-bit, 0 outside the mask) with its record filtered.json, its mask, and filtered_volumes.tsv:
framewise displacement and DVARS of every volume, and whether it was kept. ReHo, degree centrality, seed connectivity
and VMHC take this series; ALFF, fALFF, band power and tSNR take the one from the scanner.
"""

import argparse
from pathlib import Path
from typing import Any

import numpy as np

from analysis.errors import DataError, OutputError
from analysis.files import results
from analysis.image import Mask, Series
from analysis.preprocess.motion import Motion, framewise_displacement_jenkinson, framewise_displacement_power
from analysis.preprocess.preparation import Preparation, Prepared, drop_first, prepare
from analysis.preprocess.quality import dvars
from analysis.progress import Progress, part
from analysis.provenance import InputRecord, Provenance
from gui.command_line.arguments import add_output_folder, add_threads
from gui.command_line.bold import add_bold, mask_of, with_typed_tr
from gui.command_line.inputs import open_series
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_existing
from gui.command_line.preparations import add_preparation, preparation_of
from gui.command_line.terminal import Terminal

EXAMPLE = """example:
  main.py filter --bold sub-01_task-rest_bold.nii.gz --motion rp_rest.txt --preset spinal_pain_zhang2025 \\
      --white-matter wm.nii.gz --csf csf.nii.gz --out sub-01_filtered
"""
NAME = "filtered"
_TABLE = f"{NAME}_volumes.tsv"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The series, the steps, the folder."""
    add_bold(parser)
    add_preparation(parser)
    add_output_folder(parser)
    add_threads(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Filter and write; the paths of the image and of the table go to stdout, the steps are said."""
    folder: Path = arguments.out
    _refuse_existing(folder, force=arguments.force)
    opened = open_series(arguments.bold, "bold", terminal, part(terminal, 0.0, 0.1))
    typed = with_typed_tr(opened, arguments.tr_s)
    preparation, files, doubts = preparation_of(arguments, typed.series, terminal)
    for doubt in doubts:
        terminal.say(doubt)
    for number, step in enumerate(preparation.steps(), start=1):
        terminal.say(f"{number}. {step}")
    mask, record = mask_of(arguments.mask, typed.series, part(terminal, 0.1, 0.15))
    inputs = (opened.record, *record, *files)
    prepared = prepare(typed.series, mask, preparation, part(terminal, 0.15, 0.6), inputs=inputs)
    for warning in prepared.warnings:
        terminal.say(warning)
    changes = _dvars(drop_first(typed.series, preparation.n_dropped), mask, part(terminal, 0.6, 0.7))
    warnings = (*opened.scan.warnings, *typed.notes, *doubts, *prepared.warnings)
    provenance = _provenance(arguments, prepared, preparation, inputs, warnings, typed.parameters or {})
    image = results.write_prepared(
        prepared.series, mask, provenance, folder, NAME, space=results.space_of(opened.scan), force=arguments.force,
        progress=part(terminal, 0.7, 1.0),
    )  # fmt: skip
    table = _write_table(folder, typed.series, preparation, prepared, changes, force=arguments.force)
    terminal.clear()
    print(image.absolute(), table.absolute(), sep="\n")
    return DONE


def _refuse_existing(folder: Path, *, force: bool) -> None:
    refuse_existing(folder, [NAME], force=force)
    if (folder / _TABLE).exists() and not force:
        raise OutputError(f'"{_TABLE}" exists already; choose another folder or allow overwriting (--force).')


def _dvars(series: Series, mask: Mask, progress: Progress) -> np.ndarray:
    """``(n_timepoints,)``; NaN where there are no percents, as in a series whose mean was removed before."""
    try:
        return dvars(series, mask, progress)
    except DataError:
        return np.full(series.n_timepoints, np.nan)


def _provenance(
    arguments: argparse.Namespace,
    prepared: Prepared,
    preparation: Preparation,
    inputs: tuple[InputRecord, ...],
    warnings: tuple[str, ...],
    more: dict[str, Any],
) -> Provenance:
    parameters = {
        **prepared.parameters,
        "n_dropped": preparation.n_dropped,
        "fwhm_mm": preparation.fwhm_mm,
        "motion_model": preparation.motion_model.value if preparation.motion is not None else None,
        "preset": arguments.preset,
        **more,
    }
    return Provenance("analysis.preprocess.preparation.prepare", parameters, inputs, warnings)


def _write_table(
    folder: Path, series: Series, preparation: Preparation, prepared: Prepared, changes: np.ndarray, *, force: bool
) -> Path:
    """A row for each volume of the file that was not dropped, counted from 0."""
    n_dropped = preparation.n_dropped
    n = series.n_timepoints - n_dropped
    power = jenkinson = np.full(n, np.nan)
    if preparation.motion is not None:
        kept = Motion(preparation.motion.parameters[n_dropped:])
        power, jenkinson = framewise_displacement_power(kept), framewise_displacement_jenkinson(kept, series.grid)
    censored = set(prepared.parameters["filter"]["censored_timepoints"])
    rows = [
        (volume + n_dropped, power[volume], jenkinson[volume], changes[volume], int(volume not in censored))
        for volume in range(n)
    ]
    columns = ("volume", "fd_power_mm", "fd_jenkinson_mm", "dvars_percent", "kept")
    return results.write_tsv(columns, rows, folder / _TABLE, force=force)
