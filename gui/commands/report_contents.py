"""What stands in the report: the patient's comparisons and maps, which of them are ticked, and in which order.

While a person has ticked nothing, the report takes what it usually takes; the lines show what that is. Comparisons
come before maps, because each has a page of its own; a map whose comparison stands in the report is not shown again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from analysis.errors import AlgoscopeError, OptionError
from analysis.files import map_record
from analysis.files.session_record import ContentsEntry
from analysis.pipeline.against_cohort import USUAL
from analysis.pipeline.derivative import read_processed
from analysis.progress import Progress, silent
from analysis.report.case import MOST_CHOSEN
from analysis.report.comparison import Comparison, kept_comparisons
from analysis.report.values import usual_statistics


@dataclass(frozen=True)
class OfferedMap:
    """A map of the patient; ``is_drawn`` where it was drawn from a model and not computed from scans."""

    statistic: str
    title: str
    is_drawn: bool = False


@dataclass(frozen=True)
class Offered:
    """What a patient's folder holds for a report; ``kept`` are the comparisons that processing has left.

    ``why_not`` is the sentence that says why the folder could not be read.
    """

    folder: Path
    maps: tuple[OfferedMap, ...]
    kept: tuple[str, ...]
    why_not: str = ""


@dataclass(frozen=True)
class Line:
    """One line of the list: a comparison, or a map with its own values.

    ``is_missing``: it was chosen and is not there any more. ``is_covered``: a map whose comparison is ticked.
    """

    statistic: str
    is_comparison: bool
    title: str
    is_ticked: bool
    is_missing: bool = False
    is_covered: bool = False


def _tr(text: str) -> str:
    return QCoreApplication.translate("report_contents", text)


def read_offered(folder: Path, subject: str, progress: Progress = silent) -> Offered:
    """The job: the maps of a processed patient, those that matter most first; a folder that cannot be read says why."""
    progress(0.0, "")
    try:
        return _offered(folder, subject, progress)
    except AlgoscopeError as error:
        return Offered(folder, (), (), str(error))
    except OSError as error:
        return Offered(
            folder, (), (), _tr("The maps cannot be read ({reason}).").format(reason=error.strerror or error)
        )


def _offered(folder: Path, subject: str, progress: Progress) -> Offered:
    found = read_processed(folder, subject)
    maps = []
    for number, entry in enumerate(found.maps):
        progress(number / len(found.maps), "")
        record = map_record.read(entry.path)
        drawn = map_record.provenance_of(entry.path).get("parameters", {}).get("simulated") is True
        title = (record.name if record is not None else "") or entry.statistic
        maps.append(OfferedMap(entry.statistic, title, drawn))
    order = {statistic: place for place, statistic in enumerate(USUAL)}
    maps.sort(key=lambda one: order.get(one.statistic, len(order)))  # the others stay as they are
    return Offered(folder, tuple(maps), tuple(path.name for path in kept_comparisons(found.names)))


def lines_of(offered: Offered, compared: Sequence[str], contents: ContentsEntry | None) -> tuple[Line, ...]:
    """The list: what is ticked first, in the order of the report.

    Parameters
    ----------
    compared : the statistics that were compared in the window, the newest first
    contents : what was chosen; None for the usual
    """
    there = tuple(dict.fromkeys((*compared, *offered.kept)))
    titles = {one.statistic: one.title for one in offered.maps}
    if contents is None:
        contents = ContentsEntry(there, (), _usual_maps(offered, there))
    comparisons = in_order(there, contents)
    chosen = (*contents.maps, *(name for name in titles if name not in contents.maps))
    return covered((
        *(Line(name, True, titles.get(name, name), True, name not in there) for name in comparisons),
        *(Line(name, True, titles.get(name, name), False) for name in there if name not in comparisons),
        *(Line(name, False, titles.get(name, name), name in contents.maps, name not in titles) for name in chosen),
    ))  # fmt: skip


def _usual_maps(offered: Offered, compared: Sequence[str]) -> tuple[str, ...]:
    """Own values are shown unasked only where no map that was computed from scans is compared."""
    drawn = {one.statistic for one in offered.maps if one.is_drawn}
    if any(name not in drawn for name in compared):
        return ()
    return usual_statistics([one.statistic for one in offered.maps])


def in_order(there: Sequence[str], contents: ContentsEntry) -> tuple[str, ...]:
    """The comparisons that stand in the report: new ones, that nobody has ticked or left out, before the chosen."""
    known = {*contents.comparisons, *contents.without}
    return (*(name for name in there if name not in known), *contents.comparisons)


def covered(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with what is said of maps whose comparison is ticked."""
    ticked = {line.statistic for line in lines if line.is_comparison and line.is_ticked}
    return tuple(
        replace(line, is_covered=not line.is_comparison and line.statistic in ticked) for line in lines
    )  # fmt: skip


def contents_of(lines: Sequence[Line]) -> ContentsEntry:
    """What the lines say, to be kept."""
    return ContentsEntry(
        tuple(line.statistic for line in lines if line.is_comparison and line.is_ticked),
        tuple(line.statistic for line in lines if line.is_comparison and not line.is_ticked),
        tuple(line.statistic for line in lines if not line.is_comparison and line.is_ticked),
    )


def n_maps(lines: Sequence[Line]) -> int:
    """How many maps would show their own values."""
    return sum(line.is_ticked and not line.is_covered for line in lines if not line.is_comparison)


def moved(lines: Sequence[Line], row: int, by: int) -> tuple[tuple[Line, ...], int]:
    """The lines with a ticked one moved past the next ticked one of its own kind, and the row where it is then.

    ``by`` is −1 for up and 1 for down. What is not ticked has no place in the report.
    """
    if not 0 <= row < len(lines) or not lines[row].is_ticked:
        return tuple(lines), row
    way = range(row - 1, -1, -1) if by < 0 else range(row + 1, len(lines))
    alike = (n for n in way if lines[n].is_ticked and lines[n].is_comparison is lines[row].is_comparison)
    target = next(alike, row)
    others = [line for place, line in enumerate(lines) if place != row]
    others.insert(target, lines[row])
    return tuple(others), target


def require_contents(lines: Sequence[Line]) -> None:
    """Raise `OptionError` where nothing is ticked, too many maps are, or something that is not there any more."""
    gone = [line.title for line in lines if line.is_ticked and line.is_missing]
    if gone:
        words = _tr("Not there any more, although it was chosen for the report: {names}. Take the tick away.")
        raise OptionError(words.format(names=", ".join(gone)))
    if not any(line.is_ticked for line in lines) and lines:
        raise OptionError(_tr("Nothing is ticked: tick a comparison or a map that is to stand in the report."))
    if n_maps(lines) > MOST_CHOSEN:
        words = _tr("{n} maps are ticked with their own values; the report has room for {most}.")
        raise OptionError(words.format(n=n_maps(lines), most=MOST_CHOSEN))


def chosen_maps(contents: ContentsEntry | None, compared: Sequence[str]) -> tuple[str, ...] | None:
    """The maps whose own values are shown beside these comparisons; None for the usual."""
    return None if contents is None else tuple(name for name in contents.maps if name not in compared)


def chosen_comparisons(found: Sequence[Comparison], contents: ContentsEntry | None) -> tuple[Comparison, ...]:
    """The comparisons that stand in the report, in its order.

    Raises
    ------
    OptionError
        if one that was chosen is not among them
    """
    if contents is None:
        return tuple(found)
    by_name = {one.statistic: one for one in found}
    names = in_order(tuple(by_name), contents)
    missing = [name for name in names if name not in by_name]
    if missing:
        words = _tr("The comparison of {names} is not there any more; choose again what stands in the report.")
        raise OptionError(words.format(names=", ".join(missing)))
    return tuple(by_name[name] for name in names)
