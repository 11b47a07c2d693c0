"""The characteristics as files: numbers as TSV, the printed table as Markdown and HTML, the record of all choices."""

from collections.abc import Sequence
from pathlib import Path

from analysis.files import writing
from analysis.provenance import InputRecord, Provenance
from analysis.stats.clinical.characteristics import Characteristic, CharacteristicsTable
from analysis.stats.clinical.characteristics_text import as_html, as_markdown, printed
from analysis.stats.clinical.describe import DescribeOptions
from analysis.stats.clinical.named_test import NamedTest

FILES = (
    "characteristics.tsv", "tests.tsv", "effects.tsv", "pairs.tsv", "characteristics.md", "characteristics.html",
    "characteristics.json",
)  # fmt: skip
CELLS = (
    "variable", "unit", "kind", "category", "group", "n", "n_missing", "mean", "sd", "median", "lower_quartile",
    "upper_quartile", "minimum", "maximum", "count", "percent",
)  # fmt: skip
TESTS = (
    "variable", "reported", "test", "groups", "n", "symbol", "statistic", "dof", "z", "p_two_tailed", "chosen_by",
    "notes",
)  # fmt: skip
EFFECTS = ("variable", "effect", "value", "low", "high", "level", "interval")
PAIRS = (
    "variable", "test", "first", "second", "difference", "low", "high", "symbol", "statistic", "dof", "p", "p_raw",
    "n_pairs",
)  # fmt: skip


def write_characteristics(
    table: CharacteristicsTable,
    options: DescribeOptions,
    folder: Path,
    *,
    inputs: Sequence[InputRecord] = (),
    force: bool = False,
) -> tuple[Path, ...]:
    """Write everything that was found.

    Parameters
    ----------
    table : of `describe`
    options : that gave it
    folder : made if missing
    inputs : the hash of the table of people
    force : whether older files may be replaced

    Raises
    ------
    OutputError
        if a file exists or cannot be written
    """
    words = printed(table)
    cells = [line for row in table.rows for line in _cells(table, row)]
    tests = [line for row in table.rows for line in _tests(row)]
    effects = [(row.name, e.name, e.value, e.low, e.high, e.level, e.method) for row in table.rows for e in row.effects]
    pairs = [
        (row.name, p.name, p.first, p.second, p.difference, p.low, p.high, p.symbol, p.statistic, _dof(p.dof), p.p,
         p.p_raw, p.n_pairs)
        for row in table.rows for p in row.pairs
    ]  # fmt: skip
    with writing.whole(folder, FILES, force=force) as place:
        paths = [place / name for name in FILES]
        writing.write_tsv(CELLS, cells, paths[0])
        writing.write_tsv(TESTS, tests, paths[1])
        writing.write_tsv(EFFECTS, effects, paths[2])
        writing.write_tsv(PAIRS, pairs, paths[3])
        writing.write_text(as_markdown(words), paths[4])
        writing.write_text(as_html(words), paths[5])
        writing.write_json({"provenance": provenance(table, options, inputs).as_dict()}, paths[6])
    return tuple(folder / name for name in FILES)


def provenance(table: CharacteristicsTable, options: DescribeOptions, inputs: Sequence[InputRecord] = ()) -> Provenance:
    """What was asked and chosen; it names columns and groups, and no person."""
    parameters = {
        "group": table.group_column,
        "groups": dict(zip(table.groups, table.sizes, strict=True)),
        "variables": [row.name for row in table.rows],
        "quantiles": f"type {table.quantiles.value}",
        "alpha_of_the_gate": table.alpha,
        "asked_kinds": {name: kind.value for name, kind in options.kinds.items()},
        "asked_summaries": {name: shown.value for name, shown in options.shown.items()},
        "asked_tests": {name: test.value for name, test in options.tests.items()},
        "chosen": {row.name: row.test.name for row in table.rows if row.test is not None},
        "gates": {row.name: row.gate.in_words for row in table.rows if row.gate is not None},
    }
    warnings = [f"{row.name}: {note}" for row in table.rows for note in row.notes]
    return Provenance("analysis.stats.clinical.describe.describe", parameters, tuple(inputs), (*warnings, *table.notes))


def _cells(table: CharacteristicsTable, row: Characteristic) -> list[tuple[object, ...]]:
    start = (row.name, row.unit, row.kind.value)
    lines: list[tuple[object, ...]] = [
        (*start, None, group, c.n, c.n_missing, c.mean, c.sd, c.median, c.lower_quartile, c.upper_quartile, c.minimum,
         c.maximum, None, None)
        for group, c in zip(table.groups, row.numbers, strict=True)
    ] if row.numbers else []  # fmt: skip
    for index, category in enumerate(row.categories):
        lines += [
            (*start, category, group, c.n, c.n_missing, *[None] * 7, c.counts[index], c.percents[index])
            for group, c in zip(table.groups, row.counts, strict=True)
        ]
    return lines


def _tests(row: Characteristic) -> list[tuple[object, ...]]:
    def line(test: NamedTest, reported: str, by: str) -> tuple[object, ...]:
        statistic = test.statistic if test.symbol else None
        return (
            row.name, reported, test.name, ", ".join(test.groups), ", ".join(map(str, test.n)), test.symbol, statistic,
            _dof(test.dof), test.z, test.p, by, "; ".join(test.notes),
        )  # fmt: skip

    lines = [line(row.test, "yes", row.chosen_by)] if row.test is not None else []
    return [*lines, *(line(test, "no", "") for test in row.others)]


def _dof(dof: tuple[float, ...]) -> str | None:
    return ", ".join(f"{value:.10g}" for value in dof) or None
