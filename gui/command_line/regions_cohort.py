"""The controls that regions are put beside on the command line: what percentile the patient's mean has among theirs."""

import argparse

from analysis.errors import OptionError
from analysis.progress import Progress, part
from analysis.stats.cohort_table import read_cohort_table
from analysis.stats.reference_cohort import load_cohort, load_patient
from analysis.stats.single_case import usual_transform
from gui.command_line.arguments import path
from gui.command_line.inputs import OpenedVolume, open_mask
from gui.commands.region_numbers import Controls


def add_cohort(parser: argparse.ArgumentParser) -> None:
    """``--cohort``, ``--maps``, ``--mask`` and ``--controls``."""
    parser.add_argument(
        "--cohort", type=path, metavar="TSV",
        help="table with one row a control, in MNI space: adds the percentile of each region's mean among theirs",
    )  # fmt: skip
    parser.add_argument(
        "--maps", nargs="+", default=[], metavar="COLUMN",
        help="with --cohort: columns with the paths of their maps; the first belongs to the first --map, and so on",
    )  # fmt: skip
    parser.add_argument("--mask", type=path, metavar="FILE", help="with --cohort: search volume, on the maps' grid")
    parser.add_argument(
        "--controls", metavar="COLUMN=VALUE", help="with --cohort: only these rows, such as group=control"
    )


def controls_of(
    arguments: argparse.Namespace, maps: list[tuple[str, OpenedVolume]], progress: Progress
) -> tuple[Controls, ...]:
    """The controls of each column, with the patient's map; none without ``--cohort``.

    Raises
    ------
    OptionError
        if an option is missing, or there are more columns than maps
    AlgoscopeError
        as `read_cohort_table`, `load_cohort` and `load_patient`
    """
    if arguments.cohort is None:
        if arguments.maps or arguments.mask is not None or arguments.controls is not None:
            raise OptionError("--maps, --mask and --controls belong to --cohort; name the table of controls too.")
        return ()
    columns = arguments.maps
    if arguments.mask is None or not columns:
        raise OptionError("--cohort needs --maps (columns of the table) and --mask (where maps are compared).")
    if len(columns) > len(maps) or len(set(columns)) < len(columns):
        raise OptionError(
            f"Each column of --maps belongs to a --map: there are {len(maps)} maps and {len(set(columns))} different "
            "columns."
        )
    table = read_cohort_table(arguments.cohort)
    if arguments.controls is not None:
        name, equals, value = arguments.controls.partition("=")
        if not (equals and name.strip() and value.strip()):
            raise OptionError(f'"{arguments.controls}" must be COLUMN=VALUE.')
        table = table.where(name.strip(), (value.strip(),))
    mask, _ = open_mask(arguments.mask)
    found = []
    for n, (column, image) in enumerate(zip(columns, arguments.map, strict=False)):
        cohort = load_cohort(table, column, mask, progress=part(progress, n / len(columns), (n + 1) / len(columns)))
        found.append(Controls(cohort, load_patient(image, cohort, {}), usual_transform(cohort.maps.statistic)))
    return tuple(found)
