"""Who was recruited, who was excluded and why, who was analysed: counted from the columns of a table.

A flow chart whose numbers are typed can disagree with the study. Here each person is counted once per stage, from
columns that hold the reason of an exclusion (empty: not excluded), in the order of the stages. What does not add up,
such as a person who is excluded and analysed, is refused by name. After CONSORT 2010 (Schulz et al., BMJ 340:c332).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.errors import DataError
from analysis.stats.cohort_table import CohortTable
from analysis.stats.covariates import is_missing

NO_GROUP = "not assigned"
_YES, _NO = ("yes", "true", "1", "y", "analysed", "included"), ("no", "false", "0", "n", "excluded", "not analysed")


@dataclass(frozen=True)
class Exclusions:
    """Those of one stage: ``reasons`` with their counts, the most frequent first."""

    stage: str
    n: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class GroupFlow:
    """One group from top to bottom: ``recruited`` minus all exclusions is ``analysed``."""

    group: str
    recruited: int
    exclusions: tuple[Exclusions, ...]
    analysed: int


@dataclass(frozen=True)
class ParticipantFlow:
    """All groups; totals are sums over the groups. ``group_column`` is empty where there is one group."""

    group_column: str
    stages: tuple[str, ...]
    groups: tuple[GroupFlow, ...]
    recruited: int
    excluded: int
    analysed: int


@dataclass(frozen=True)
class FlowBox:
    """A box of the chart at ``row`` (top is 0) and ``column`` (of its group; exclusions stand beside it).

    ``role`` is ``recruited``, ``group``, ``excluded`` or ``analysed``; ``lines`` are its words, the first one its
    title, and ``key`` names it in `FlowChart.arrows`.
    """

    key: str
    role: str
    row: int
    column: int
    n: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class FlowChart:
    """Boxes, and which leads to which, by their keys."""

    boxes: tuple[FlowBox, ...]
    arrows: tuple[tuple[str, str], ...]


def participant_flow(
    table: CohortTable, excluded: Sequence[str], *, group: str = "", analysed: str = ""
) -> ParticipantFlow:
    """Count everyone of a table.

    Parameters
    ----------
    table : everyone who was recruited, one row a person
    excluded : columns that hold why someone was excluded, one for each stage in their order; empty or n/a: not
    group : column of the groups; one group where not given. Those excluded before they had one are a group of their own
    analysed : column that says yes or no; whoever is not excluded is analysed where not given

    Raises
    ------
    DataError
        if a column is missing, a person has two rows, is excluded twice, excluded and analysed, or neither
    """
    table.require_unique()
    reasons = {stage: table.column(stage) for stage in excluded}
    groups = _groups(table, group, reasons)
    _check_once(table, reasons)
    if analysed:
        _check_analysed(table, analysed, reasons)
    flows = tuple(_flow_of(name, groups, reasons) for name in dict.fromkeys(groups))
    total = sum(flow.recruited for flow in flows)
    kept = sum(flow.analysed for flow in flows)
    return ParticipantFlow(group, tuple(excluded), flows, total, total - kept, kept)


def _groups(table: CohortTable, group: str, reasons: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    if not group:
        return ("",) * len(table.rows)
    names = []
    for index, (cell, person) in enumerate(zip(table.column(group), table.people, strict=True)):
        if is_missing(cell) and all(is_missing(cells[index]) for cells in reasons.values()):
            raise DataError(f'The column "{group}" has no group for {person}, who is not excluded.')
        names.append(NO_GROUP if is_missing(cell) else cell)
    return tuple(names)


def _check_once(table: CohortTable, reasons: dict[str, tuple[str, ...]]) -> None:
    for index, person in enumerate(table.people):
        stages = [stage for stage, cells in reasons.items() if not is_missing(cells[index])]
        if len(stages) > 1:
            raise DataError(f'{person[0].upper()}{person[1:]} is excluded twice, in "{stages[0]}" and "{stages[1]}".')


def _check_analysed(table: CohortTable, analysed: str, reasons: dict[str, tuple[str, ...]]) -> None:
    for index, (cell, person) in enumerate(zip(table.column(analysed), table.people, strict=True)):
        word = cell.strip().lower()
        if word not in _YES + _NO and not is_missing(cell):
            raise DataError(f'The column "{analysed}" holds "{cell}" for {person}; yes or no is needed.')
        out = next((cells[index] for cells in reasons.values() if not is_missing(cells[index])), "")
        who = f"{person[0].upper()}{person[1:]}"
        if word in _YES and out:
            raise DataError(f'{who} is both excluded ("{out}") and analysed; correct one of the columns.')
        if word not in _YES and not out:
            raise DataError(f"{who} is neither excluded nor analysed; give the reason of the exclusion.")


def _flow_of(name: str, groups: Sequence[str], reasons: dict[str, tuple[str, ...]]) -> GroupFlow:
    rows = [index for index, group in enumerate(groups) if group == name]
    exclusions = []
    for stage, cells in reasons.items():
        found = Counter(cells[index].strip() for index in rows if not is_missing(cells[index]))
        exclusions.append(Exclusions(stage, sum(found.values()), tuple(found.most_common())))
    return GroupFlow(name, len(rows), tuple(exclusions), len(rows) - sum(e.n for e in exclusions))


def flow_chart(flow: ParticipantFlow) -> FlowChart:
    """The boxes of a chart: recruited on top, a column a group, exclusions beside it, analysed at the bottom."""
    boxes = [FlowBox("recruited", "recruited", 0, 0, flow.recruited, ("Recruited", f"n = {flow.recruited}"))]
    arrows: list[tuple[str, str]] = []
    for column, group in enumerate(flow.groups):
        above = "recruited"
        if flow.group_column:
            above = f"group:{group.group}"
            words = (group.group, f"n = {group.recruited}")
            boxes.append(FlowBox(above, "group", 1, column, group.recruited, words))
            arrows.append(("recruited", above))
        row = 2
        for stage in group.exclusions:
            key = f"excluded:{group.group}:{stage.stage}"
            if stage.n:
                lines = (
                    _excluded(stage.stage),
                    f"n = {stage.n}",
                    *(f"{r} (n = {n})" for r, n in stage.reasons),
                )
                boxes.append(FlowBox(key, "excluded", row, column, stage.n, lines))
                arrows.append((above, key))
            row += 1
        if group.group == NO_GROUP and not group.analysed:
            continue  # nobody can be: whoever is not excluded has a group
        last = f"analysed:{group.group}"
        boxes.append(FlowBox(last, "analysed", row, column, group.analysed, ("Analysed", f"n = {group.analysed}")))
        arrows.append((above, last))
    return FlowChart(tuple(boxes), tuple(arrows))


def _excluded(column: str) -> str:
    """The title of a box: ``Excluded (motion)``; a column that says so itself (``excluded_at_scan``) is not doubled."""
    words = column.replace("_", " ").strip()
    if words.lower().startswith("excluded"):
        return f"Excluded{words[len('excluded') :]}"
    return f"Excluded ({words})"
