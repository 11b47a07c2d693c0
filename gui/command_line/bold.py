"""The BOLD series that a command computes on: ``--bold``, ``--mask``, ``--tr-s``."""

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis.errors import DataError
from analysis.image import Mask, Series
from analysis.preprocess.brain_mask import estimate_brain_mask
from analysis.progress import Progress
from analysis.provenance import InputRecord
from gui.command_line.arguments import number, path
from gui.command_line.inputs import OpenedSeries, open_mask


@dataclass(frozen=True, eq=False)
class Typed:
    """A series with the repetition time that was typed, and how a record says so."""

    series: Series
    notes: tuple[str, ...] = ()
    parameters: dict[str, Any] | None = None


def add_bold(command: argparse.ArgumentParser) -> None:
    """``--bold``, ``--mask`` and ``--tr-s``."""
    command.add_argument("--bold", type=path, required=True, metavar="FILE", help="4D series, .nii or .nii.gz")
    command.add_argument("--mask", type=path, metavar="FILE", help="mask on its grid (default: estimated)")
    command.add_argument(
        "--tr-s", type=number(0, 60, above=True), metavar="S", help="repetition time in s, instead of the file's"
    )


def with_typed_tr(opened: OpenedSeries, tr_s: float | None) -> Typed:
    """The series with the repetition time that was typed, if one was."""
    series = opened.series
    if tr_s is None:
        return Typed(series)
    file_says = "the file does not say one" if series.tr_s is None else f"the file says {series.tr_s:.6g} s"
    note = f"The repetition time of {tr_s:.6g} s was typed by hand; {file_says}."
    return Typed(replace(series, tr_s=tr_s), (note,), {"typed_tr_s": tr_s, "tr_s_of_file": series.tr_s})


def mask_of(file: Path | None, series: Series, progress: Progress) -> tuple[Mask, tuple[InputRecord, ...]]:
    """The mask of a file with its record, or one that is estimated; raises `DataError` for an empty one."""
    if file is None:
        return estimate_brain_mask(series, progress), ()
    mask, record = open_mask(file)
    if mask.n_voxels == 0:
        raise DataError(f'The mask "{file.name}" is empty: every voxel is 0.')
    return mask, (record,)
