"""Correlations as files: every row with n, df, m, raw and corrected p; the points behind it; the record."""

from collections.abc import Sequence
from pathlib import Path

from analysis.files import writing
from analysis.provenance import InputRecord, Provenance
from analysis.stats.clinical.correlate import CorrelateOptions, CorrelationRow, CorrelationTable
from analysis.stats.clinical.named_test import p_in_words

FILES = ("correlations.tsv", "points.tsv", "correlations.md", "correlations.json")
COLUMNS = (
    "x", "y", "group", "test", "covariates", "n", "n_missing", "dof", "r", "low", "high", "level", "interval", "t",
    "p_raw", "family", "m", "p_bonferroni", "p_holm", "q_fdr", "r_without_one_least", "r_without_one_most", "warnings",
)  # fmt: skip
POINTS = ("x", "y", "group", "group_of_point", "value_x", "value_y", "residual_x", "residual_y")


def write_correlations(
    table: CorrelationTable,
    options: CorrelateOptions,
    folder: Path,
    *,
    inputs: Sequence[InputRecord] = (),
    force: bool = False,
) -> tuple[Path, ...]:
    """Write all rows; parameters and errors as `describe_files.write_characteristics`."""
    points = [
        (row.x_name, row.y_name, row.group, *point)
        for row in table.rows
        for point in zip(row.point_groups, row.x, row.y, row.x_residual, row.y_residual, strict=True)
    ]
    with writing.whole(folder, FILES, force=force) as place:
        paths = [place / name for name in FILES]
        writing.write_tsv(COLUMNS, [_line(row) for row in table.rows], paths[0])
        writing.write_tsv(POINTS, points, paths[1])
        writing.write_text(in_words(table), paths[2])
        writing.write_json({"provenance": provenance(table, options, inputs).as_dict()}, paths[3])
    return tuple(folder / name for name in FILES)


def in_words(table: CorrelationTable) -> str:
    """A sentence a row, with everything that is needed to check its p."""
    lines = ["# Correlations", ""]
    for row in table.rows:
        lines.append(f"- {sentence(row)}")
        lines += [f"  - {warning}" for warning in row.warnings]
    return "\n".join([*lines, "", *(f"- {note}" for note in table.notes)]).rstrip() + "\n"


def sentence(row: CorrelationRow) -> str:
    """``x with y (group): partial Pearson r(57) = -.50 ...``."""
    c = row.correlation
    group = f" ({row.group})" if row.group else ""
    given = f", adjusted for {', '.join(row.covariates)}" if row.covariates else ""
    holm, q = p_in_words(row.corrected.holm), p_in_words(row.corrected.fdr).replace("p", "q", 1)
    return (
        f"{row.x_name} with {row.y_name}{group}: {c.method.value.capitalize()} r({c.dof}) = {c.r:.2f} "
        f"({100 * c.level:.0f} % CI {c.low:.2f} to {c.high:.2f}; {c.interval}), n = {c.n}{given}; "
        f"raw {p_in_words(c.p)}, "
        f"Bonferroni {p_in_words(row.corrected.bonferroni)}, Holm {holm}, FDR {q} (m = {row.corrected.m})"
    )


def provenance(table: CorrelationTable, options: CorrelateOptions, inputs: Sequence[InputRecord] = ()) -> Provenance:
    """What was asked; it names columns and groups, and no person."""
    parameters = {
        "method": options.method.value,
        "covariates": list(options.covariates),
        "group": options.group,
        "groups": list(options.order),
        "within_groups": options.by_group,
        "families": {row.corrected.family: row.corrected.m for row in table.rows},
        "complete_cases": options.complete,
        "alpha": table.alpha,
        "level": options.level,
    }
    warnings = [f"{row.x_name} with {row.y_name}: {warning}" for row in table.rows for warning in row.warnings]
    name = "analysis.stats.clinical.correlate.correlate"
    return Provenance(name, parameters, tuple(inputs), (*warnings, *table.notes))


def _line(row: CorrelationRow) -> tuple[object, ...]:
    c, p = row.correlation, row.corrected
    return (
        row.x_name, row.y_name, row.group, c.name, ", ".join(row.covariates), c.n, row.n_missing, c.dof, c.r, c.low,
        c.high, c.level, c.interval, c.t, c.p, p.family, p.m, p.bonferroni, p.holm, p.fdr, *row.without_one,
        "; ".join(row.warnings),
    )  # fmt: skip
