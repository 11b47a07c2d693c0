"""Compute a metric of a resting-state BOLD series: maps as NAME.nii.gz, each with its record NAME.json.

Without --mask the brain is estimated, and the mask saved. Outside the mask the files hold 0. The series is used as it
is: filter it first with `main.py filter` for ReHo, degree centrality and connectivity.
"""

import argparse
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

from analysis.errors import OptionError
from analysis.files import results
from analysis.metrics.catalogue import METRICS, Metric, Option
from analysis.presets import Preset, find_preset
from analysis.progress import part
from analysis.scan import Scan, StatMap
from gui.command_line.arguments import Parser, add_output_folder, add_preset, add_threads, number, whole_number
from gui.command_line.bold import add_bold, mask_of, with_typed_tr
from gui.command_line.inputs import open_series
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
    preset: Preset | None = None


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
        add_bold(command)
        if metric.needs_seeds:
            add_seeds(command)
        if metric.options:
            add_preset(command, "this metric's options of a preset; those that are typed win")
        for option in metric.options:
            _add_option(command, option)
        add_output_folder(command)
        add_threads(command)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Compute and write the maps; their paths go to stdout."""
    metric: Metric = arguments.metric
    refuse_existing(arguments.out, metric.outputs, force=arguments.force)
    preset = find_preset(arguments.preset) if metric.options and arguments.preset else None
    if preset is not None and metric.key not in preset.sections:
        terminal.say(f"The preset {preset.key} says nothing about {metric.key}; the metric's own defaults are used.")
    options = _options(metric, preset, arguments)
    request = MetricRequest(metric, options, arguments.bold, arguments.mask, arguments.tr_s, preset)
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
    typed = with_typed_tr(opened, request.tr_s)
    mask, record = mask_of(request.mask, typed.series, part(terminal, 0.1, 0.2))
    inputs = (opened.record, *record)
    maps = request.metric.compute(typed.series, mask, request.options, part(terminal, 0.2, 1.0), inputs=inputs)
    notes = (*opened.scan.warnings, *typed.notes)
    parameters = {} if request.preset is None else {"preset": request.preset.key}
    parameters |= typed.parameters or {}
    return tuple(with_note(stat_map, notes, **parameters) for stat_map in maps), opened.scan


def _options(metric: Metric, preset: Preset | None, arguments: argparse.Namespace) -> Any:
    """The options record: what was typed, else what the preset says, else the defaults of the metric."""
    options = metric.options_type() if preset is None else preset.options_for(metric.key)
    typed = {option.name: getattr(arguments, option.name) for option in metric.options}
    changes = {name: value for name, value in typed.items() if value is not None}
    if metric.needs_seeds:
        seeds = seeds_of(arguments) or options.seeds
        if not seeds:
            raise OptionError("Name a seed: --seed X,Y,Z,R in mm, --seed-mask FILE or --seed-region NAME.")
        changes["seeds"] = seeds
    return replace(options, **changes)


def _add_option(command: argparse.ArgumentParser, option: Option) -> None:
    """An argument for an option of the catalogue, None where it is not given: its kind is that of the default."""
    flag = f"--{option.name.replace('_', '-')}"
    unit = f" ({option.unit})" if option.unit else ""
    words = f"{option.caption[0].lower()}{option.caption[1:]}{unit}".replace("%", "%%")
    if isinstance(option.default, bool):
        words = f"{words}; default {'yes' if option.default else 'no'}"
        command.add_argument(flag, dest=option.name, action=argparse.BooleanOptionalAction, help=words)
        return
    command.add_argument(
        flag,
        dest=option.name,
        type=_type(option),
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
