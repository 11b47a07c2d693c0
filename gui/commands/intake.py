"""Opening a patient: what a person answered about what was found, what is still missing, and what is processed.

Nothing here is a widget: the window shows `FoundPatient` and `Answers`, and every answer gives a new record.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from analysis.errors import AlgoscopeError
from analysis.image import Series
from analysis.importing import identity, pseudonym
from analysis.importing.look_through import FoundPatient, FoundSeries, SeriesUse
from analysis.pipeline.asl_choice import AslMerit, best_of, merit
from analysis.pipeline.expected import RunSize, expected_s
from analysis.pipeline.scans import with_scheme
from analysis.preprocess.preparation import Preparation
from analysis.presets import Preset
from analysis.scan import AslScheme, Fact, FactSource
from gui.commands import asl_order, intake_kept
from gui.commands.fact_captions import caption_of
from gui.commands.intake_answers import Answers, Person, patients_folder
from gui.commands.intake_facts import SeriesFacts, facts_of, typed_fact
from gui.language import in_window

_SINGLE = (SeriesUse.T1, SeriesUse.BOLD, SeriesUse.ASL, SeriesUse.M0, SeriesUse.LESION)
PROCESSED = (SeriesUse.T1, SeriesUse.BOLD, SeriesUse.ASL)
SEXES, HANDS = ("F", "M", "O"), ("right", "left", "both")
_OLDEST = 120
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _tr(text: str) -> str:
    return QCoreApplication.translate("intake", text)


def first_answers(
    found: FoundPatient, preset: Preset, typed: Mapping[Path, Mapping[str, Fact]] | None = None
) -> Answers:
    """What is proposed: the roles as they were recognised, a new pseudonym, no confirmation.

    ``typed`` are facts that a person typed earlier, by file.
    """
    places = patients_folder()
    taken = {path.name for path in places.glob("sub-*")} if places.is_dir() else set()
    name = found.pseudonym or pseudonym.generate(found.patient, taken).removeprefix("sub-")
    age = "" if found.age is None else f"{found.age:g}"
    files = {n: series.scan.path for n, series in enumerate(found.series) if series.scan is not None}
    earlier = {n: dict(typed[path]) for n, path in files.items() if typed and path is not None and path in typed}
    source = FactSource.DICOM if any(series.staged is not None for series in found.series) else FactSource.SIDECAR
    told = {"age": age, "sex": found.sex or "", "handedness": found.hand or ""}
    sources = {column: source for column, text in told.items() if text}
    person = Person(name, told["age"], told["sex"], told["handedness"], sources=sources)
    return Answers(_first_uses(found), preset, person, earlier)


def _first_uses(found: FoundPatient) -> tuple[SeriesUse, ...]:
    """Of several resting series the only one of the task rest, of several ASL series the one that tells most."""
    uses = [series.use for series in found.series]
    rest = [n for n, use in enumerate(uses) if use is SeriesUse.BOLD]
    named = [n for n in rest if "task-rest" in _name(found.series[n])]
    if len(named) == 1:
        for n in set(rest) - set(named):
            uses[n] = SeriesUse.OTHER
    perfusion = [n for n, use in enumerate(uses) if use is SeriesUse.ASL]
    best = best_of([_merit(found, n) for n in perfusion]) if len(perfusion) > 1 else None
    if best is not None:
        for n in perfusion:
            uses[n] = SeriesUse.ASL if n == perfusion[best] else SeriesUse.OTHER
        _leave_other_m0s(found, uses, perfusion[best])
    return tuple(uses)


def _leave_other_m0s(found: FoundPatient, uses: list[SeriesUse], asl: int) -> None:
    """Keep only the M0 that has the name of the series, if there is one."""
    m0s = [n for n, use in enumerate(uses) if use is SeriesUse.M0]
    own = [n for n in m0s if _stem(found.series[n]) == _stem(found.series[asl])]
    for n in m0s if len(own) == 1 else []:
        if n not in own:
            uses[n] = SeriesUse.OTHER


def _merit(found: FoundPatient, place: int) -> AslMerit:
    series = found.series[place]
    assert series.scan is not None
    scheme = with_scheme(series.scan).asl or AslScheme()
    own = any(s.use is SeriesUse.M0 and _stem(s) == _stem(series) for s in found.series)
    return merit(scheme.plds_s, scheme.m0, scheme.volume_types, has_separate_m0=own)


def _name(series: FoundSeries) -> str:
    return "" if series.scan is None or series.scan.path is None else series.scan.path.name


def _stem(series: FoundSeries) -> str:
    return _name(series).rsplit("_", 1)[0]


# -- answering -------------------------------------------------------------------------------------------------


def use_as(answers: Answers, place: int, use: SeriesUse) -> Answers:
    """Another role for a series; left and right are to be looked at again."""
    uses = tuple(use if n == place else old for n, old in enumerate(answers.uses))
    return replace(answers, uses=uses, sides_confirmed=False)


def type_fact(found: FoundPatient, answers: Answers, place: int, name: str, text: str) -> Answers:
    """A typed fact of a series, "" to go back to what the files say; `OptionError` for nonsense."""
    scan = found.series[place].scan
    assert scan is not None
    facts = {key: fact for key, fact in answers.typed.get(place, {}).items() if key != name}
    if text.strip():
        facts[name] = typed_fact(name, text, scan)
    return replace(answers, typed={**answers.typed, place: facts})


def facts_at(found: FoundPatient, answers: Answers, place: int) -> SeriesFacts:
    """The facts of one series in the role that it has now."""
    scan = found.series[place].scan
    if scan is None:
        return SeriesFacts()
    m0 = place_of(answers, SeriesUse.M0)
    typed, order = answers.typed.get(place, {}), answers.orders.get(place)
    m0_scan = None if m0 is None else found.series[m0].scan
    finding = order.finding if order is not None and order.types == kinds_at(found, answers, place) else None
    n_dropped = answers.preset.applied_to(Preparation()).n_dropped
    return facts_of(scan, answers.uses[place], typed, m0_scan, finding, n_dropped)


def kinds_at(found: FoundPatient, answers: Answers, place: int) -> tuple[str, ...]:
    """The kinds of the volumes of a series, as they are known or typed now."""
    scan = found.series[place].scan
    return () if scan is None else asl_order.stated_types(with_scheme(scan), answers.typed.get(place, {}))


def unordered(found: FoundPatient, answers: Answers) -> dict[int, tuple[str, ...]]:
    """The ASL series whose values were not asked yet about these kinds of their volumes, with the kinds."""
    places = [n for n, use in enumerate(answers.uses) if use is SeriesUse.ASL and found.series[n].n_volumes > 1]
    kinds = {n: kinds_at(found, answers, n) for n in places}
    known = {n: order.types for n, order in answers.orders.items()}
    return {n: types for n, types in kinds.items() if known.get(n) != types}


def place_of(answers: Answers, use: SeriesUse) -> int | None:
    """The series of a role, None where there is none or several."""
    places = [n for n, other in enumerate(answers.uses) if other is use]
    return places[0] if len(places) == 1 else None


def seconds(found: FoundPatient, answers: Answers) -> float:
    """About how long processing takes."""
    size = {use: place_of(answers, use) for use in PROCESSED}
    voxels = {use: 0 if n is None else _voxels(found.series[n]) for use, n in size.items()}
    volumes = {use: 0 if n is None else found.series[n].n_volumes for use, n in size.items()}
    run = RunSize(voxels[SeriesUse.T1], voxels[SeriesUse.BOLD], volumes[SeriesUse.BOLD], volumes[SeriesUse.ASL])
    return expected_s(run, answers.voxel_mm)


def _voxels(series: FoundSeries) -> int:
    return 0 if series.scan is None else series.scan.image.grid.n_voxels


# -- what is missing ---------------------------------------------------------------------------------------------


def missing(found: FoundPatient, answers: Answers) -> tuple[str, ...]:
    """Sentences about all that must be settled before processing can start; empty if it can."""
    return (
        *_about_roles(found, answers),
        *_about_facts(found, answers),
        *_about_sides(found, answers),
        *_about_person(found, answers),
        *_about_place(found, answers),
    )


def missing_to_keep(found: FoundPatient, answers: Answers) -> tuple[str, ...]:
    """Sentences about what must be settled before the scans can be opened without processing them."""
    if not found.is_export:
        return ()
    return (*_about_person(found, answers), *_about_place(found, answers))


def _about_roles(found: FoundPatient, answers: Answers) -> list[str]:
    said = []
    if not any(use in PROCESSED for use in answers.uses):
        said.append(_tr("Give one series the role T1, rest BOLD or ASL: there is nothing to process yet."))
    for use in _SINGLE:
        places = [n for n, other in enumerate(answers.uses) if other is use]
        if len(places) > 1:
            words = _tr("Series {numbers} are all {role}: keep one of them, and set the others to other or ignore.")
            said.append(words.format(numbers=_numbers(found, places), role=use.value))
        said += [sentence for n in places if (sentence := _unfit(found.series[n], use))]
    lesion, t1 = place_of(answers, SeriesUse.LESION), place_of(answers, SeriesUse.T1)
    if lesion is not None:
        one, other = found.series[lesion].scan, None if t1 is None else found.series[t1].scan
        if one is None or other is None or not one.image.grid.matches(other.image.grid):
            said.append(_tr("The lesion mask is not on the grid of the T1; draw it on this T1, or set it to ignore."))
    if SeriesUse.M0 in answers.uses and SeriesUse.ASL not in answers.uses:
        said.append(_tr("There is an M0 but no ASL series; set the M0 to other, or give the ASL series its role."))
    return said


def _unfit(series: FoundSeries, use: SeriesUse) -> str:
    scan = series.scan
    if scan is None:
        return _tr("Series {n} cannot be used: {why}").format(n=series.number, why=series.refusal)
    many = isinstance(scan.image, Series)
    if use in (SeriesUse.BOLD, SeriesUse.ASL) and not many:
        return _tr("Series {n} is a single volume and cannot be {role}.").format(n=series.number, role=use.value)
    if use in (SeriesUse.T1, SeriesUse.LESION) and many:
        return _tr("Series {n} has {volumes} volumes and cannot be {role}.").format(
            n=series.number, volumes=series.n_volumes, role=use.value
        )
    if use in series.unfit:
        return _refused(series, use, series.unfit[use])
    return ""


def _refused(series: FoundSeries, use: SeriesUse, why: str) -> str:
    """What processing would say after the start, and what can be done instead."""
    words = _tr(
        'Series {n} ({role}) cannot be processed: {why} Set it to "other" to process without it; "Only look" opens it '
        "as it is."
    )
    return words.format(n=series.number, role=use.value, why=in_window(why))


def _numbers(found: FoundPatient, places: list[int]) -> str:
    """The numbers of series; with what each is called where two scanners have counted from the same number."""
    numbers = [series.number for series in found.series]
    shown = (found.series[n] for n in places)
    return ", ".join(f"{s.number} ({s.caption})" if numbers.count(s.number) > 1 else str(s.number) for s in shown)


def _about_facts(found: FoundPatient, answers: Answers) -> list[str]:
    said, refused = [], []
    for n, use in enumerate(answers.uses):
        if use not in PROCESSED or found.series[n].scan is None or _unfit(found.series[n], use):
            continue
        facts = facts_at(found, answers, n)
        who = _tr("Series {n} ({role})").format(n=found.series[n].number, role=use.value)
        asked = [_tr(caption_of(line.field.name)) for line in facts.open_lines]
        if asked:
            said.append(_tr("{who}: type or confirm {what}.").format(who=who, what=", ".join(asked)))
        if facts.problem:
            said.append(f"{who}: {facts.problem}")
        if facts.refusal:
            refused.append(_refused(found.series[n], use, facts.refusal))
        if facts.asks_m0:
            said.append(f"{who}: {facts.asks_m0}.")
    return [*refused, *said]


def _without_sides(found: FoundPatient, answers: Answers) -> list[int]:
    return [n for n in in_use(answers) if (s := found.series[n].scan) is not None and s.affine_source == "none"]


def sides_known(found: FoundPatient, answers: Answers) -> bool:
    """Whether the headers of all scans that are processed say where left and right are."""
    return not _without_sides(found, answers)


def _about_sides(found: FoundPatient, answers: Answers) -> list[str]:
    unknown = _without_sides(found, answers)
    if unknown:
        words = _tr(
            "The header of series {numbers} does not say where left and right are; convert it from the scanner's "
            "files again, or set it to ignore."
        )
        return [words.format(numbers=_numbers(found, unknown))]
    if not answers.sides_confirmed and any(use in PROCESSED for use in answers.uses):
        return [_tr("Look at the three slices and confirm that left and right are right.")]
    return []


def in_use(answers: Answers) -> tuple[int, ...]:
    """Places of the series that processing reads."""
    return tuple(n for n, use in enumerate(answers.uses) if use in _SINGLE)


def _about_person(found: FoundPatient, answers: Answers) -> list[str]:
    person, said = answers.person, []
    try:
        pseudonym.check(person.pseudonym, [found.patient], found.known)
    except AlgoscopeError as error:
        said.append(str(error))
    age = person.age.strip()
    if age and (_number(age) is None or not 0 <= (_number(age) or 0) <= _OLDEST):
        said.append(_tr("The age is a number of years, such as 42."))
    if person.date.strip() and not _DATE.fullmatch(person.date.strip()):
        said.append(_tr("The date of the scan is written as 2025-03-17, or left out."))
    known = {"age": age, "sex": person.sex, "handedness": person.hand, "hand": person.hand}
    lacking = [name for name in answers.cohort_needs if name in known and not known[name]]
    if lacking:
        said.append(
            _tr("The cohort is adjusted for {what}: type it for the patient too.").format(what=", ".join(lacking))
        )
    return said


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def age_of(person: Person) -> float | None:
    """The age in years, if one was typed."""
    return _number(person.age.strip()) if person.age.strip() else None


def _about_place(found: FoundPatient, answers: Answers) -> list[str]:
    out = answers.folder.absolute()
    for source in found.sources:
        root = source.absolute() if source.is_dir() else source.absolute().parent
        if out == root or (source.is_dir() and out.is_relative_to(root)):
            return [_tr("The results must not be put among the scans; choose another folder.")]
    if answers.out is not None and identity.label_names(out.name, found.known):
        return [_tr("The name of the folder is part of the patient's own data; choose another folder.")]
    if answers.visit is None and intake_kept.is_asked(found, answers):
        said = intake_kept.about(found, answers, in_use(answers))
        return [said] if said else []
    if out.exists() and not (out.is_dir() and intake_kept.is_free(out, found)):
        words = _tr('"{name}" holds something already; choose an empty folder, or another pseudonym.')
        return [words.format(name=out.name)]
    return []
