"""Compute a metric of a resting-state BOLD series: maps as NAME.nii.gz, each with its record NAME.json.

Without --mask the brain is estimated, and the mask saved. Outside the mask the files hold 0.
"""

import argparse
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

from analysis.errors import DataError
from analysis.files import results
from analysis.image import Mask, Series
from analysis.metrics.catalogue import METRICS, Metric, Option
from analysis.preprocess.brain_mask import estimate_brain_mask
from analysis.progress import part
from analysis.provenance import InputRecord
from analysis.scan import Scan, StatMap
from gui.command_line.arguments import Parser, add_output_folder, add_threads, number, path, whole_number
from gui.command_line.inputs import open_mask, open_series
from gui.command_line.outcome import DONE
from gui.command_line.outputs import refuse_existing, with_note, write_maps
from gui.command_line.seeds import add_seeds, check_space, seeds_of
from gui.command_line.terminal import Terminal

EXAMPLE = """example:
  main.py metric alff --bold sub-01_task-rest_bold.nii.gz --out sub-01_alff
"""


@dataclass(frozen=True, eq=False)
class MetricRequest:
    """What to compute from which files; ``options`` is a record of the metric's type."""

    metric: Metric
    options: Any
    bold: Path
    mask: Path | None = None
    tr_s: float | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One subcommand for each metric of the catalogue, with its options."""
    commands = parser.add_subparsers(
        dest="key", required=True, metavar="METRIC", parser_class=Parser, title="metrics, each with --help"
    )
    for metric in METRICS:
        command = commands.add_parser(
            metric.key, help=metric.caption, description=_description(metric), epilog=_example(metric)
        )
        command.set_defaults(metric=metric)
        command.add_argument("--bold", type=path, required=True, metavar="FILE", help="4D series, .nii or .nii.gz")
        command.add_argument("--mask", type=path, metavar="FILE", help="mask on its grid (default: estimated)")
        command.add_argument(
            "--tr-s", type=number(0, 60, above=True), metavar="S", help="repetition time in s, instead of the file's"
        )
        if metric.needs_seeds:
            add_seeds(command)
        for option in metric.options:
            _add_option(command, option)
        add_output_folder(command)
        add_threads(command)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Compute and write the maps; their paths go to stdout."""
    metric: Metric = arguments.metric
    refuse_existing(arguments.out, metric.outputs, force=arguments.force)
    chosen = {option.name: getattr(arguments, option.name) for option in metric.options}
    if metric.needs_seeds:
        chosen["seeds"] = seeds_of(arguments)
    options = metric.options_type(**chosen)
    request = MetricRequest(metric, options, arguments.bold, arguments.mask, arguments.tr_s)
    maps, scan = compute(request, terminal)
    for warning in {w: None for m in maps for w in m.provenance.warnings if w not in scan.warnings}:
        terminal.say(warning)
    refuse_existing(arguments.out, [m.statistic for m in maps], force=arguments.force)
    terminal.clear()
    for written in write_maps(maps, arguments.out, space=results.space_of(scan), force=arguments.force):
        print(written)
    return DONE


def compute(request: MetricRequest, terminal: Terminal) -> tuple[tuple[StatMap, ...], Scan]:
    """The maps, with what is doubtful about their series noted in their provenance, and the scan of the series."""
    opened = open_series(request.bold, "bold", terminal, part(terminal, 0.0, 0.1))
    if request.metric.needs_seeds:
        check_space(request.options.seeds, opened.scan)
    series, notes, parameters = _with_tr(opened.series, request.tr_s)
    inputs = [opened.record]
    mask, record = _mask(request, series, terminal)
    if record is not None:
        inputs.append(record)
    maps = request.metric.compute(series, mask, request.options, part(terminal, 0.2, 1.0), inputs=tuple(inputs))
    notes = (*opened.scan.warnings, *notes)
    return tuple(with_note(stat_map, notes, **parameters) for stat_map in maps), opened.scan


def _with_tr(series: Series, tr_s: float | None) -> tuple[Series, tuple[str, ...], dict[str, object]]:
    """The series with the repetition time that was typed, and how that is recorded."""
    if tr_s is None:
        return series, (), {}
    file_says = "the file does not say one" if series.tr_s is None else f"the file says {series.tr_s:.6g} s"
    note = f"The repetition time of {tr_s:.6g} s was typed by hand; {file_says}."
    return replace(series, tr_s=tr_s, _volumes={}), (note,), {"typed_tr_s": tr_s, "tr_s_of_file": series.tr_s}


def _mask(request: MetricRequest, series: Series, terminal: Terminal) -> tuple[Mask, InputRecord | None]:
    if request.mask is None:
        return estimate_brain_mask(series, part(terminal, 0.1, 0.2)), None
    mask, record = open_mask(request.mask)
    if mask.n_voxels == 0:
        raise DataError(f'The mask "{request.mask.name}" is empty: every voxel is 0.')
    return mask, record


def _add_option(command: argparse.ArgumentParser, option: Option) -> None:
    """An argument for an option of the catalogue: its kind is that of the default."""
    flag = f"--{option.name.replace('_', '-')}"
    unit = f" ({option.unit})" if option.unit else ""
    words = f"{option.caption[0].lower()}{option.caption[1:]}{unit}".replace("%", "%%")
    if isinstance(option.default, bool):
        action = argparse.BooleanOptionalAction if option.default else "store_true"
        command.add_argument(flag, dest=option.name, action=action, default=option.default, help=words)
        return
    command.add_argument(
        flag,
        dest=option.name,
        type=_type(option),
        default=option.default,
        metavar="|".join(_text(choice) for choice in option.choices) if option.choices else option.unit.upper() or "N",
        help=f"{words}; default {_text(option.default)}",
    )


def _type(option: Option) -> Any:
    if option.choices:
        return _choice(option)
    low = -float("inf") if option.minimum is None else option.minimum
    high = float("inf") if option.maximum is None else option.maximum
    if isinstance(option.default, int):
        return whole_number(low, high)
    return number(low, high) if isinstance(option.default, float) else str


def _choice(option: Option) -> Any:
    by_text = {_text(choice): choice for choice in option.choices}

    def convert(text: str) -> Any:
        if text not in by_text:
            raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(by_text)}")
        return by_text[text]

    return convert


def _text(value: Any) -> str:
    if isinstance(value, Enum):
        word = str(value.value)
        return word if " " not in word else value.name.lower().replace("_", "-")
    return f"{value:g}" if isinstance(value, float) else str(value)


def _description(metric: Metric) -> str:
    wanted = "unfiltered data" if metric.needs_unfiltered else "filtered data"
    return f"{metric.caption}. {metric.meaning}\nTakes {wanted}. Maps: {', '.join(metric.outputs)}."


def _example(metric: Metric) -> str:
    seed = " --seed 0,-52,26,6" if metric.needs_seeds else ""
    return f"example:\n  main.py metric {metric.key} --bold sub-01_task-rest_bold.nii.gz{seed} --out results\n"
