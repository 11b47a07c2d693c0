"""The table of characteristics as a paper prints it: rows of words, as Markdown and as a page of HTML.

The words are made from the same record as the numbers in the files beside them, so they cannot disagree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import numpy as np

from analysis.stats.clinical.characteristics import Characteristic, CharacteristicsTable, Shown
from analysis.stats.clinical.named_test import EffectSize, NamedTest, p_in_words
from analysis.stats.clinical.summaries import NumberSummary
from analysis.stats.clinical.variables import Kind

_STYLE = """body { font: 15px/1.45 sans-serif; margin: 2em; max-width: 75em; }
table { border-collapse: collapse; border-top: 2px solid; border-bottom: 2px solid; }
th { border-bottom: 1px solid; } th, td { padding: .25em .8em; text-align: left; vertical-align: top; }
ol, ul { color: #444; }"""


@dataclass(frozen=True)
class PrintedTable:
    """``head`` and ``rows`` of words; ``notes`` belong under it."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


def printed(table: CharacteristicsTable) -> PrintedTable:
    """All variables in words; missing values are counted where there are any."""
    groups = (f"{name} (n = {n})" for name, n in zip(table.groups, table.sizes, strict=True))
    head = ("Characteristic", *groups, "Test", "p", "Effect size (95 % CI)")
    rows = tuple(line for row in table.rows for line in _lines(row))
    return PrintedTable("Characteristics of the participants", head, rows, tuple(_notes(table)))


def as_markdown(table: PrintedTable) -> str:
    """A table of Markdown with its notes."""
    rule = ["---"] * len(table.head)
    rows = ["| " + " | ".join(_cell(word) for word in row) + " |" for row in (table.head, rule, *table.rows)]
    return "\n".join([f"# {table.title}", "", *rows, "", *(f"- {note}" for note in table.notes)]) + "\n"


def as_html(table: PrintedTable) -> str:
    """A page that needs nothing else."""
    head = "".join(f"<th>{escape(word)}</th>" for word in table.head)
    body = "\n".join("<tr>" + "".join(f"<td>{escape(word)}</td>" for word in row) + "</tr>" for row in table.rows)
    notes = "\n".join(f"<li>{escape(note)}</li>" for note in table.notes)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{escape(table.title)}</title>\n'
        f"<style>{_STYLE}</style></head>\n<body>\n<h1>{escape(table.title)}</h1>\n<table>\n<tr>{head}</tr>\n{body}\n"
        f"</table>\n<ul>\n{notes}\n</ul>\n</body>\n</html>\n"
    )


def _cell(word: str) -> str:
    return word.replace("|", "\\|")


def _lines(row: Characteristic) -> Iterator[tuple[str, ...]]:
    result = (
        _test(row.test),
        p_in_words(row.test.p).removeprefix("p ").removeprefix("= ") if row.test else "–",
        _effects(row.effects),
    )
    words = row.name.replace("_", " ")
    name = f"{words}, {row.unit}" if row.unit and row.unit not in words.split() else words
    if row.kind is Kind.NUMERIC and row.shown is not None:
        digits = _digits(max((cell.sd for cell in row.numbers if cell.n > 1), default=0.0))
        cells = (number_in_words(cell, row.shown, digits) for cell in row.numbers)
        yield (f"{name}, {row.shown.value}", *cells, *result)
        return
    missing = (_missing(cell.n, cell.n_missing).strip() for cell in row.counts)
    yield (f"{name}, n (%)", *missing, *result)
    for index, category in enumerate(row.categories):
        counts = (f"{cell.counts[index]} ({cell.percents[index]:.1f} %)" if cell.n else "–" for cell in row.counts)
        yield (f"\N{EM SPACE}{category}", *counts, "", "", "")


def number_in_words(cell: NumberSummary, shown: Shown, digits: int = 2) -> str:
    """``53.1 ± 10.2``, or ``52.5 (46.0 to 60.8)``; how many values there are where some are missing."""
    if cell.n == 0:
        return "–"
    missing = _missing(cell.n, cell.n_missing)
    if shown is Shown.MEAN_SD:
        spread = f"{cell.sd:.{digits}f}" if np.isfinite(cell.sd) else "–"
        return f"{cell.mean:.{digits}f} ± {spread}{missing}"
    low, high = cell.lower_quartile, cell.upper_quartile
    return f"{cell.median:.{digits}f} ({low:.{digits}f} to {high:.{digits}f}){missing}"


def _digits(spread: float) -> int:
    """Decimals that show a spread with three digits, the same in all groups."""
    return int(np.clip(2 - np.floor(np.log10(spread)), 0, 6)) if spread > 0 else 1


def _missing(n: int, n_missing: int) -> str:
    return f" [n = {n}, {n_missing} missing]" if n_missing else ""


def _test(test: NamedTest | None) -> str:
    if test is None:
        return "–"
    if not test.symbol:
        return test.name
    dof = ", ".join(f"{d:.0f}" if float(d).is_integer() else f"{d:.1f}" for d in test.dof)
    z = f", z = {test.z:.2f}" if test.z is not None else ""
    return f"{test.name}: {test.symbol}{f'({dof})' if dof else ''} = {test.statistic:.2f}{z}"


def _effects(effects: tuple[EffectSize, ...]) -> str:
    return "; ".join(effect_in_words(effect) for effect in effects) or "–"


def effect_in_words(effect: EffectSize) -> str:
    """``Cohen's d (pooled SD) 1.12 (0.59 to 1.65)``."""
    limits = f" ({effect.low:.2f} to {effect.high:.2f})" if np.isfinite(effect.low) else ""
    return f"{effect.name} {effect.value:.2f}{limits}"


def _notes(table: CharacteristicsTable) -> Iterator[str]:
    yield "n of each cell and all percentages are counted from the table; percentages are of those who have a value."
    yield "p is two-tailed and not corrected for the number of characteristics."
    if any(row.shown is Shown.MEDIAN_IQR for row in table.rows):
        yield f"Quartiles are of {table.quantiles.in_words} (Hyndman & Fan 1996)."
    for row in table.rows:
        name = row.name.replace("_", " ")
        if row.test is not None and row.chosen_by:
            yield f"{name}: test chosen by {row.chosen_by}."
        for note in row.notes:
            yield f"{name}: {note}."
        for pair in row.pairs:
            yield f"{name}, {pair.first} against {pair.second}: {p_in_words(pair.p)} ({pair.name})."
    yield from table.notes
