"""Comparisons as a session keeps them: the whole result, so that its tables, its strips and the parade come back.

Of the controls there are their values, as in any result, but no names: these become digests, which still tell whether
two cohorts are the same people.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from analysis.files.session_content import ContentStore
from analysis.files.session_record import ComparisonEntry, FileEntry
from analysis.image import Volume
from analysis.report.comparison import Comparison as SavedComparison
from analysis.stats.calibration import Calibration
from analysis.stats.compare import Comparison
from analysis.stats.patient_result import PatientResult
from gui.compare_state import CaseShown, GroupResult, OpenedCase
from gui.session import Session

GROUP, CASE, OPENED = "group", "case", "opened"
_DIGEST = "sha256:"
_LETTERS = 16


@dataclass(frozen=True, eq=False)
class KeptGroup:
    """A comparison of groups; ``shown`` is the contrast that was seen."""

    comparisons: tuple[Comparison, ...]
    shown: int


@dataclass(frozen=True, eq=False)
class KeptCase:
    """A patient against a cohort."""

    result: PatientResult
    outline: Volume | None
    calibration: Calibration | None


@dataclass(frozen=True, eq=False)
class KeptOpened:
    """A comparison of the patient that was read from a folder; its record and tables, which the report needs."""

    comparison: SavedComparison


Kept = KeptGroup | KeptCase | KeptOpened
KINDS: Mapping[str, type[Kept]] = {GROUP: KeptGroup, CASE: KeptCase, OPENED: KeptOpened}


def keep_group(shown: GroupResult, store: ContentStore, numbers: Callable[[int], int]) -> ComparisonEntry:
    """Keep a comparison of groups; one that is being refined only in words. ``numbers`` of layers by their ids."""
    comparison = shown.comparison
    caption = f"{comparison.source.name}: {comparison.contrast.name}"
    roles = _roles({"surviving": shown.surviving_id, "whole": shown.whole_id}, numbers)
    layers = tuple(roles.values())
    if not shown.is_final:
        return ComparisonEntry(GROUP, caption, layers)
    kept = KeptGroup(shown.comparisons, shown.shown)
    return ComparisonEntry(GROUP, caption, layers, _archived(kept, shown, store), roles)


def keep_case(shown: CaseShown, store: ContentStore, numbers: Callable[[int], int]) -> ComparisonEntry:
    """Keep a patient's comparison with a cohort."""
    ids = {"w": shown.w_id, "t": shown.t_id, "outline": shown.outline_id, "parade": shown.parade_id}
    roles = _roles({name: layer_id for name, layer_id in ids.items() if layer_id is not None}, numbers)
    kept = KeptCase(_without_names(shown.result), shown.outline, shown.calibration)
    return ComparisonEntry(
        CASE, shown.result.caption, tuple(roles.values()), _archived(kept, shown, store), roles
    )  # fmt: skip


def keep_opened(shown: OpenedCase, store: ContentStore, numbers: Callable[[int], int]) -> ComparisonEntry:
    """Keep a comparison that was read from a folder: that may lie anywhere, and need not be there later."""
    ids = {"w": shown.w_id, "t": shown.t_id, "outline": shown.outline_id}
    roles = _roles({name: layer_id for name, layer_id in ids.items() if layer_id is not None}, numbers)
    caption = str(shown.comparison.record.get("caption", ""))
    kept = KeptOpened(shown.comparison)
    return ComparisonEntry(OPENED, caption, tuple(roles.values()), _archived(kept, shown, store), roles)


def _archived(kept: Kept, shown: object, store: ContentStore) -> FileEntry | None:
    """The archive; None, so that there are words at least, where the result holds something that none can hold."""
    try:
        return store.archive(kept, "comparison", shown)
    except ValueError:
        return None


def _roles(ids: Mapping[str, int], numbers: Callable[[int], int]) -> dict[str, int]:
    found = {name: numbers(layer_id) for name, layer_id in ids.items()}
    return {name: number for name, number in found.items() if number}


def _without_names(result: PatientResult) -> PatientResult:
    people = tuple(name if name.startswith(_DIGEST) else _digest(name) for name in result.cohort.people)
    return replace(result, cohort=replace(result.cohort, people=people))


def _digest(name: str) -> str:
    return _DIGEST + hashlib.sha256(name.encode()).hexdigest()[:_LETTERS]


@dataclass(frozen=True, eq=False)
class LoadedComparison:
    """A comparison that was read."""

    entry: ComparisonEntry
    kept: Kept


def restore_comparisons(session: Session, loaded: tuple[LoadedComparison, ...], ids: Mapping[int, int]) -> None:
    """Show comparisons as they were shown; ``ids`` of layers by the numbers of the session."""
    for one in reversed(loaded):  # the newest comes first, and is put first last
        roles = {name: ids[number] for name, number in one.entry.roles.items() if number in ids}
        kept = one.kept
        if isinstance(kept, KeptGroup):
            surviving, whole = roles.get("surviving", 0), roles.get("whole", 0)  # no layer has the id 0
            session.comparing.set_group(GroupResult(kept.comparisons, kept.shown, surviving, whole, is_final=True))
        elif isinstance(kept, KeptOpened):
            opened = OpenedCase(kept.comparison, roles.get("w"), roles.get("t"), roles.get("outline"))
            session.comparing.set_opened(opened)
        else:
            session.comparing.set_case(
                CaseShown(
                    kept.result,
                    kept.outline,
                    roles.get("w"),
                    roles.get("t"),
                    roles.get("outline"),
                    roles.get("parade"),
                    kept.calibration,
                )
            )
