"""What is done to a series, as it is typed: drop, smooth, trend, confounds, band, scrubbing; and presets of these."""

import argparse
import difflib
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.errors import DataError, GeometryError, OptionError
from analysis.files.tables import NumberTable, read_numbers
from analysis.grid import Grid
from analysis.image import Mask, Series
from analysis.preprocess.band import Convention
from analysis.preprocess.censor import CensorOptions, Filling
from analysis.preprocess.confounds import Confounds, MotionModel
from analysis.preprocess.filter import FilterOptions, FilterOrder
from analysis.preprocess.motion import Displacement, Motion, MotionColumns, motion_of
from analysis.preprocess.preparation import Preparation
from analysis.presets import find_preset
from analysis.provenance import InputRecord, sha256_of_file
from gui.command_line.arguments import add_preset, number, path, whole_number
from gui.command_line.inputs import open_mask
from gui.command_line.terminal import Terminal

_ORDERS = {order.value.replace(" ", "-"): order for order in FilterOrder}
_COLUMN_WORDS = {
    MotionColumns.SPM: "x y z in mm, then the rotations in rad, as SPM writes them",
    MotionColumns.FSL: "the rotations in rad, then x y z in mm, as FSL writes them",
}


def add_preparation(parser: argparse.ArgumentParser) -> None:
    """All options of the steps; None where they are not given, so that a preset can tell."""
    add_preset(parser, "the steps of a preset; those that are typed win")
    steps = parser.add_argument_group("steps")
    steps.add_argument("--drop", type=whole_number(0), metavar="N", help="leave out the first N volumes; default 0")
    steps.add_argument(
        "--fwhm-mm", type=number(0, 50), default=0.0, metavar="MM",
        help="smooth the series first (for connectivity, not for ReHo or DC); default 0, also with a preset",
    )  # fmt: skip
    steps.add_argument(
        "--detrend-order", type=whole_number(0, 5), metavar="N", help="degree of the polynomial removed; default 1"
    )
    steps.add_argument("--low-hz", type=number(0, 10), metavar="HZ", help="lowest frequency kept; default 0.01")
    steps.add_argument(
        "--high-hz", type=number(0, 10), metavar="HZ", help="highest one; default 0.08; both 0: no band-pass"
    )
    steps.add_argument("--order", choices=tuple(_ORDERS), help="default regress-then-filter")
    steps.add_argument("--keep-mean", action=argparse.BooleanOptionalAction, help="add the mean back; default yes")
    steps.add_argument("--convention", choices=[c.value for c in Convention], help="of the padding; default restplus")
    _add_confounds(parser.add_argument_group("confounds"))
    _add_scrubbing(parser.add_argument_group("scrubbing, after all other steps; needs --motion"))


def _add_confounds(group: Any) -> None:
    group.add_argument("--motion", type=path, metavar="TXT", help="head motion, rp_*.txt or *.par, a row per volume")
    group.add_argument(
        "--motion-columns",
        choices=[c.value for c in MotionColumns],
        help="who wrote it; default fsl for *.par, else spm",
    )
    group.add_argument(
        "--motion-model", type=int, choices=[m.value for m in MotionModel], metavar="0|6|12|24", help="default 24"
    )
    group.add_argument("--white-matter", type=path, metavar="FILE", help="mask; its mean signal is regressed out")
    group.add_argument("--csf", type=path, metavar="FILE", help="mask; its mean signal is regressed out")
    group.add_argument(
        "--global-signal", action=argparse.BooleanOptionalAction, help="the brain's mean signal as well; default no"
    )
    group.add_argument("--confounds", type=path, metavar="TSV", help="table of more confounds, a row per volume")
    group.add_argument("--columns", metavar="A,B,C", help="which columns of it; default all")


def _add_scrubbing(group: Any) -> None:
    group.add_argument(
        "--scrub-fd", type=number(0, 100, above=True), metavar="MM", help="volumes with more displacement are scrubbed"
    )
    group.add_argument(
        "--fd", choices=[d.value for d in Displacement], help="definition of displacement; default power"
    )
    group.add_argument("--scrub-before", type=whole_number(0), metavar="N", help="and N volumes before each; default 0")
    group.add_argument("--scrub-after", type=whole_number(0), metavar="N", help="and N volumes after each; default 0")
    group.add_argument("--scrub-filling", choices=[f.value for f in Filling], help="default cut")


def preparation_of(
    arguments: argparse.Namespace, series: Series, terminal: Terminal
) -> tuple[Preparation, tuple[InputRecord, ...], tuple[str, ...]]:
    """The preparation that is typed, the files that it uses, and what is doubtful about it.

    Raises
    ------
    OptionError, InputError
        if an option lacks what it belongs to, or a file cannot be used
    """
    _check_companions(arguments)
    preset = find_preset(arguments.preset) if arguments.preset else None
    base = Preparation(filtering=FilterOptions()) if preset is None else preset.applied_to(Preparation())
    records: list[InputRecord] = []
    n_dropped = base.n_dropped if arguments.drop is None else arguments.drop
    preparation = replace(
        base,
        n_dropped=n_dropped,
        filtering=_filtering(arguments, base.filtering or FilterOptions()),
        motion=_motion(arguments, series, records, terminal),
        motion_model=base.motion_model if arguments.motion_model is None else MotionModel(arguments.motion_model),
        white_matter=_tissue(arguments.white_matter, "white_matter", series.grid, records),
        csf=_tissue(arguments.csf, "csf", series.grid, records),
        global_signal=base.global_signal if arguments.global_signal is None else arguments.global_signal,
        more_confounds=_more_confounds(arguments, n_dropped, records),
        fwhm_mm=arguments.fwhm_mm,
    )
    missing = () if preset is None else preset.missing_in(preparation)
    doubts = (f"The preset also regresses out what needs {', '.join(missing)}; that was left out.",) if missing else ()
    return preparation, tuple(records), doubts


def _check_companions(arguments: argparse.Namespace) -> None:
    """An option that would do nothing is refused: whoever typed it believes that it does something."""
    scrubbing = ("fd", "scrub_before", "scrub_after", "scrub_filling")
    for needed, options in (
        ("motion", ("motion_columns", "motion_model", "scrub_fd")),
        ("confounds", ("columns",)),
        ("scrub_fd", scrubbing),
    ):
        useless = [name for name in options if getattr(arguments, name) is not None]
        if useless and getattr(arguments, needed) is None:
            raise OptionError(f"--{useless[0].replace('_', '-')} needs --{needed.replace('_', '-')}.")


def _filtering(arguments: argparse.Namespace, base: FilterOptions) -> FilterOptions:
    typed = {name: getattr(arguments, name) for name in ("low_hz", "high_hz", "detrend_order", "keep_mean")}
    typed["order"] = None if arguments.order is None else _ORDERS[arguments.order]
    typed["convention"] = None if arguments.convention is None else Convention(arguments.convention)
    typed["censor"] = _censor(arguments)
    return replace(base, **{name: value for name, value in typed.items() if value is not None})


def _censor(arguments: argparse.Namespace) -> CensorOptions | None:
    if arguments.scrub_fd is None:
        return None
    return CensorOptions(
        arguments.scrub_fd,
        arguments.scrub_before or 0,
        arguments.scrub_after or 0,
        Filling(arguments.scrub_filling or Filling.CUT.value),
        Displacement(arguments.fd or Displacement.POWER.value),
    )


def _motion(
    arguments: argparse.Namespace, series: Series, records: list[InputRecord], terminal: Terminal
) -> Motion | None:
    file: Path | None = arguments.motion
    if file is None:
        return None
    usual = MotionColumns.FSL if file.suffix == ".par" else MotionColumns.SPM
    columns = MotionColumns(arguments.motion_columns) if arguments.motion_columns else usual
    motion = motion_of(read_numbers(file).values, columns)
    if motion.n_timepoints != series.n_timepoints:
        raise DataError(
            f'"{file.name}" has {motion.n_timepoints} rows, but the series has {series.n_timepoints} volumes.'
        )
    terminal.say(f'"{file.name}" is read as {_COLUMN_WORDS[columns]}.')
    records.append(InputRecord("motion", sha256_of_file(file)))
    return motion


def _tissue(file: Path | None, role: str, grid: Grid, records: list[InputRecord]) -> Mask | None:
    if file is None:
        return None
    mask, record = open_mask(file)
    if not mask.grid.matches(grid):
        raise GeometryError(
            f'The mask "{file.name}" ({mask.grid.in_words()}) is not on the grid of the series ({grid.in_words()}).'
        )
    records.append(replace(record, role=role))
    return mask


def _more_confounds(arguments: argparse.Namespace, n_dropped: int, records: list[InputRecord]) -> Confounds | None:
    file: Path | None = arguments.confounds
    if file is None:
        return None
    table = read_numbers(file)
    wanted = _columns(table, arguments.columns, file)
    names = table.names or tuple(f"column{n + 1}" for n in range(table.values.shape[1]))
    records.append(InputRecord("confounds", sha256_of_file(file)))
    return Confounds(tuple(names[c] for c in wanted), table.values[n_dropped:, wanted])


def _columns(table: NumberTable, typed: str | None, file: Path) -> list[int]:
    if typed is None:
        return list(range(table.values.shape[1]))
    found = []
    for name in (word.strip() for word in typed.split(",")):
        if table.names.count(name) != 1:
            near = difflib.get_close_matches(name, table.names, n=1)
            hint = f"; did you mean {near[0]}?" if near else "."
            problem = "two columns" if name in table.names else "no column"
            raise OptionError(f'"{file.name}" has {problem} called {name}{hint}')
        found.append(table.names.index(name))
    return found
