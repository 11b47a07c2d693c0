"""Drawn regions in the report: a table on the first page, everything else among the methods."""

import math
from collections.abc import Iterator, Mapping, Sequence

from analysis.report.document import Dots, Facts, Histogram, Paragraphs, Section, Slices, Table
from analysis.report.regions import DrawnRegions, RegionLine
from analysis.report.values import STATISTICS
from analysis.report.wording import fixed, flattened, number, percent, recorded

MOST_DRAWN, MOST_BESIDE_CONTROLS = 8, 6
_SIDES = {"L": "left", "R": "right"}


def drawn_table(tables: Sequence[DrawnRegions], hashes: Mapping[str, str], compared: Sequence[str] = ()) -> Table:
    """The regions in the maps of the patient that matter most: those compared, then those whose values are shown.

    Parameters
    ----------
    hashes : SHA-256 of each map of the patient, by its statistic
    compared : statistics that stand against a cohort
    """
    rows = [row for table in tables for row in table.rows]
    shown = _chosen(rows, hashes, compared)
    has_cohort = any(math.isfinite(row.numbers["cohort_percentile"]) for row in shown)
    columns = ("Region", "Side", "mm³", "Map", "Mean ± SD", "Mirror", "Asymmetry", *(["Percentile"] * has_cohort))
    note = "Mirror: the region across the mid-plane. Asymmetry: 200 (L \N{MINUS SIGN} R) / (L + R)."
    if has_cohort:
        note += " Percentile: of the region's mean among the controls; not corrected."
    if len(shown) < len(rows):
        note += f" {len(rows) - len(shown)} further rows stand in the methods."
    cells = tuple(_cells(row)[: len(columns)] for row in shown)
    return Table("Drawn regions", columns, cells, note)


def with_table(
    pages: tuple[tuple[Section, ...], ...], table: Table
) -> tuple[tuple[tuple[Section, ...], ...], tuple[Section, ...]]:
    """The findings with the table over the pictures of their first page, which stays one; and what makes room for it.

    The plots of single controls, whose result stands there in words, go to the methods; of three pictures one goes.
    """
    first, *others = pages
    pictures = [i for i, one in enumerate(first) if isinstance(one, Slices)]
    limits = [i for i, one in enumerate(first) if isinstance(one, Paragraphs) and one.title == "Limits"]
    at = min((*pictures, *limits, len(first)))
    given_up = pictures[-1] if len(pictures) > 2 else None
    moved = [one for one in first if isinstance(one, Histogram)] + [one for one in first if isinstance(one, Dots)]
    rest = tuple(one for i, one in enumerate(first[at:], start=at) if i != given_up and one not in moved)
    return ((*first[:at], table, *rest), *others), tuple(moved)


def drawn_methods(tables: Sequence[DrawnRegions]) -> Iterator[Section]:
    """Every row of every table, and how they were computed."""
    for table in tables:
        yield Facts("Drawn regions in all maps", tuple((_caption(row), _in_words(row)) for row in table.rows))
        provenance = table.provenance
        parameters = {k: v for k, v in provenance.get("parameters", {}).items() if k != "regions"}
        rows = [("function", recorded(provenance.get("function"))), *flattened(parameters)]
        rows += [("mirror region", words) for words in dict.fromkeys(table.record.get("mirror", {}).values()) if words]
        rows += [(str(one["role"]), str(one["sha256"])) for one in provenance.get("inputs", [])]
        yield Facts("How the numbers of the drawn regions were computed", tuple(rows))


def _chosen(rows: Sequence[RegionLine], hashes: Mapping[str, str], compared: Sequence[str]) -> list[RegionLine]:
    """Region after region; of the maps as many as there is room for."""
    order = list(dict.fromkeys((*compared, *STATISTICS)))
    known = {digest: name for name, digest in hashes.items()}
    ranks = {}
    for row in rows:
        name = known.get(row.map_sha256, row.map_name if not row.map_sha256 else "")
        if math.isfinite(row.numbers["mean"]):
            ranks[row.map_name] = order.index(name) if name in order else len(order) + bool(row.map_sha256)
    maps = sorted(ranks, key=lambda name: ranks[name])
    if any(ranks[name] < len(order) for name in maps):
        maps = [name for name in maps if ranks[name] < len(order)]
    regions = max(1, len({row.region for row in rows}))
    most = MOST_BESIDE_CONTROLS if compared else MOST_DRAWN
    kept = maps[: max(1, most // regions)]
    return [row for row in rows if row.map_name in kept][:most]


def _cells(row: RegionLine) -> tuple[str, ...]:
    n = row.numbers
    unit = f" ({row.unit})" if row.unit else ""
    cohort = n["cohort_percentile"]
    return (
        row.region,
        _SIDES.get(row.side, "–"),
        fixed(n["region_mm3"], 0),
        f"{row.map_name}{unit}",
        f"{number(n['mean'])} ± {number(n['sd'])}",
        number(n["mirror_mean"]),
        f"{fixed(n['asymmetry_percent'], 1)} %" if math.isfinite(n["asymmetry_percent"]) else "–",
        f"{percent(cohort)} of {n['cohort_n']:.0f}" if math.isfinite(cohort) else "–",
    )


def _caption(row: RegionLine) -> str:
    side = f", {_SIDES[row.side]}" if row.side in _SIDES else ""
    return f"{row.region}{side}, {fixed(row.numbers['region_mm3'], 0)} mm³: {row.map_name}"


def _in_words(row: RegionLine) -> str:
    n = row.numbers
    if not math.isfinite(n["mean"]):
        return row.remark or "no value"
    unit = f" {row.unit}" if row.unit else ""
    parts = [f"{number(n['mean'])} ± {number(n['sd'])}{unit}, median {number(n['median'])}"]
    parts.append(f"{number(n['minimum'])} to {number(n['maximum'])}; {n['n_voxels']:.0f} voxels")
    if math.isfinite(n["mirror_mean"]):
        parts.append(f"mirror {number(n['mirror_mean'])}, asymmetry {fixed(n['asymmetry_percent'], 1)} %")
    if math.isfinite(n["cohort_percentile"]):
        parts.append(f"percentile {percent(n['cohort_percentile'])} of {n['cohort_n']:.0f} controls")
    return "; ".join((*parts, *([row.remark] if row.remark else [])))
