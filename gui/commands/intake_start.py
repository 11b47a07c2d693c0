"""From the answers about a patient to a run: the scans are kept without identity, shown at once, and processed."""

import shutil
import tempfile
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from analysis.errors import OptionError, OutputError
from analysis.importing import dataset, images
from analysis.importing.convert import put_together, temporary_folder
from analysis.importing.look_through import FoundPatient, FoundSeries, SeriesUse, look_through
from analysis.importing.placing import write_table
from analysis.importing.report import ImportedSeries
from analysis.importing.role import Guess, SeriesRole
from analysis.importing.series_images import SeriesImage
from analysis.pipeline.case import Case
from analysis.progress import Progress, part, silent
from analysis.scan import Fact
from gui import log
from gui.commands import asl_order, demonstration, intake, intake_kept, opening, processing
from gui.commands.about_patient import Told, write_about
from gui.commands.intake_answers import SCANS, Again, Answers, Kept
from gui.commands.intake_facts import facts_of_case
from gui.commands.processing import Plan
from gui.commands.typed_facts import TypedFacts, note_typed
from gui.jobs import Job, JobRunner
from gui.perfusion_state import OrderFinding
from gui.session import Session

_PLACES = {
    SeriesUse.T1: (SeriesRole.T1, "anat", "T1w"), SeriesUse.BOLD: (SeriesRole.BOLD, "func", "bold"),
    SeriesUse.ASL: (SeriesRole.ASL, "perf", "asl"), SeriesUse.M0: (SeriesRole.M0, "perf", "m0scan"),
    SeriesUse.FIELD_MAP: (SeriesRole.FIELD_MAP, "fmap", "epi"), SeriesUse.LESION: (SeriesRole.OTHER, "anat", "mask"),
}  # fmt: skip


class Workshop:
    """A temporary folder for its owner only: it goes when it is removed, or when nobody knows it any more."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="algoscope-"))
        self._end = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)

    def remove(self) -> None:
        """Remove it with all that is in it."""
        self._end()


@dataclass(frozen=True, eq=False)
class Looked:
    """What was found, and the table of the controls that belong to it, if any do."""

    found: FoundPatient
    controls: Path | None


@dataclass(frozen=True, eq=False)
class Order:
    """A patient who is to be opened; ``workshop`` holds what was converted."""

    found: FoundPatient
    answers: Answers
    workshop: Workshop

    @property
    def subject(self) -> str:
        """The label, without ``sub-``."""
        return self.answers.person.pseudonym.removeprefix("sub-")

    @property
    def folder(self) -> Path:
        """Where scans and results go."""
        return self.answers.folder.absolute()

    @property
    def goes_on(self) -> bool:
        """Whether the scans are kept already, and those are used."""
        return self.answers.again is Again.GO_ON and self.answers.kept is not None


def _tr(text: str) -> str:
    return QCoreApplication.translate("intake", text)


def look(jobs: JobRunner, paths: tuple[Path, ...], workshop: Workshop, on_done: Callable[[Looked], None]) -> Job:
    """Look through what was dropped, in the background."""
    for path in paths:
        log.hide(path)
    return jobs.submit(
        _tr("Look through the scans"), look_job, paths, workshop, on_done=on_done, key="look through", of_case=False
    )


def ask_order(
    jobs: JobRunner,
    series: FoundSeries,
    types: tuple[str, ...],
    place: int,
    on_done: Callable[[OrderFinding], None],
) -> Job:
    """Have told from the values of an ASL series, in the background, whether control and label are what they are."""
    assert series.scan is not None
    assert series.scan.path is not None
    return jobs.submit(
        _tr("Order of control and label"),
        asl_order.find_order_in,
        series.scan.path,
        types,
        on_done=on_done,
        key=f"order of series {place}",
        quiet=True,
        of_case=False,
    )


def look_at_kept(jobs: JobRunner, order: Order, on_done: Callable[[Kept], None]) -> Job:
    """Find out, in the background, what of the scans is kept already in the patient's folder."""
    title = _tr("Look what is kept already")
    return jobs.submit(
        title, intake_kept.look_at, order.found, order.answers, on_done=on_done, key="kept", quiet=True, of_case=False
    )


def look_job(paths: tuple[Path, ...], workshop: Workshop, progress: Progress = silent) -> Looked:
    """The job; what was begun is removed where it fails."""
    try:
        found = look_through([intake_kept.scans_in(path) for path in paths], workshop.path, part(progress, 0.0, 0.95))
        found = intake_kept.known_again(found, part(progress, 0.95, 1.0))
        return Looked(found, demonstration.controls_for(found.sources))
    except BaseException:
        workshop.remove()
        raise


def start(
    session: Session,
    jobs: JobRunner,
    order: Order,
    on_started: Callable[[Job, Plan], None] | None = None,
    on_shown: Callable[[Plan], None] | None = None,
) -> Job:
    """Keep the scans, open them, and process them; the results open when they are there.

    ``on_started(job, plan)`` is called when processing begins, ``on_shown(plan)`` when its results are open.

    Raises
    ------
    OptionError
        with the first sentence about what is missing
    """
    lacking = intake.missing(order.found, order.answers)
    if lacking:
        raise OptionError(lacking[0])
    log.hide(order.folder)
    return jobs.submit(
        _tr("Keep the scans of {name}").format(name=f"sub-{order.subject}"),
        keep,
        order,
        on_done=partial(_begin, session, jobs, order, on_started, on_shown),
        key=processing.JOB_KEY,
        opens=True,
    )


def _begin(
    session: Session,
    jobs: JobRunner,
    order: Order,
    on_started: Callable[[Job, Plan], None] | None,
    on_shown: Callable[[Plan], None] | None,
    kept: tuple[Case, Path],
) -> None:
    case, results = kept
    scans = {SeriesUse.T1: case.t1, SeriesUse.BOLD: case.bold, SeriesUse.ASL: case.asl, SeriesUse.M0: case.m0}
    places = {intake.place_of(order.answers, use): path for use, path in scans.items()}
    files = {place: path for place, path in places.items() if place is not None and path is not None}
    show_scans(session, jobs, case, typed_of(order, files))
    plan = Plan(case, order.answers.preset, order.answers.voxel_mm, results)
    job = processing.start(session, jobs, plan, on_shown)
    if on_started is not None:
        on_started(job, plan)


def look_only(session: Session, jobs: JobRunner, order: Order) -> Job:
    """Open the scans without processing them; those of an export are kept without identity first."""
    if order.found.is_export:
        lacking = intake.missing_to_keep(order.found, order.answers)
        if lacking:
            raise OptionError(lacking[0])
        log.hide(order.folder)
        title = _tr("Keep the scans of {name}").format(name=f"sub-{order.subject}")
        done = partial(_open_all, session, jobs, order)
        return jobs.submit(title, keep_all, order, on_done=done, key="keep scans", opens=True)
    order.workshop.remove()
    files = _files(order)
    return opening.open_paths(session, jobs, list(files.values()), typed=typed_of(order, files))


def paths_of(order: Order) -> list[Path]:
    """The files of all series that are not ignored, where they are now."""
    return list(_files(order).values())


def _files(order: Order) -> dict[int, Path]:
    """The files of all series that are not ignored, by their place in the list."""
    return {
        n: series.scan.path
        for n, (series, use) in enumerate(zip(order.found.series, order.answers.uses, strict=True))
        if series.scan is not None and series.scan.path is not None and use is not SeriesUse.IGNORE
    }


def typed_of(order: Order, files: Mapping[int, Path]) -> dict[Path, Mapping[str, Fact]]:
    """What was typed about each series, by the file in which it is now."""
    typed = order.answers.typed
    return {path: typed[place] for place, path in files.items() if typed.get(place)}


def keep_all(order: Order, progress: Progress = silent) -> dict[int, Path]:
    """The job: a dataset of the export; gives the image of each series that was kept, by its place in the list."""
    try:
        return _kept(order, progress)
    finally:
        order.workshop.remove()


def _open_all(session: Session, jobs: JobRunner, order: Order, files: dict[int, Path]) -> None:
    paths = list(files.values()) if order.goes_on else [order.folder / SCANS / f"sub-{order.subject}"]
    opening.open_paths(session, jobs, paths, typed=typed_of(order, files))


def show_scans(session: Session, jobs: JobRunner, case: Case, typed: TypedFacts | None = None) -> Job | None:
    """Open the raw scans of a case that are not open yet, with what was typed about them, by file."""
    there = {layer.scan.path: layer for layer in session.layers if layer.scan is not None and not layer.is_computed}
    for layer in there.values():
        note_typed(session, layer, typed or {})
    wanted = [path for path in (case.t1, case.bold, case.asl, case.m0) if path is not None and path not in there]
    return opening.open_paths(session, jobs, wanted, typed=typed) if wanted else None


def keep(order: Order, progress: Progress = silent) -> tuple[Case, Path]:
    """The job: scans of an export become a dataset without identity, others stay where they are.

    Returns
    -------
    the case, and the folder of its results
    """
    try:
        files = _kept(order, progress)
        paths = {order.answers.uses[n]: files[n] for n in intake.in_use(order.answers) if n in files}
        case = case_of(order, paths)
        results = intake_kept.results_for(order.folder, case, order.answers.preset, order.answers.voxel_mm)
        _write_participant(order, results)
        return case, results
    finally:
        order.workshop.remove()


def case_of(order: Order, paths: dict[SeriesUse, Path]) -> Case:
    """What is processed, with everything that was typed."""
    answers, series = order.answers, order.found.series
    bold, asl = intake.place_of(answers, SeriesUse.BOLD), intake.place_of(answers, SeriesUse.ASL)
    scan = None if bold is None else series[bold].scan
    return Case(
        order.subject,
        paths.get(SeriesUse.T1),
        paths.get(SeriesUse.BOLD),
        paths.get(SeriesUse.ASL),
        paths.get(SeriesUse.M0),
        paths.get(SeriesUse.LESION),
        {} if asl is None else dict(answers.typed.get(asl, {})),
        bold_facts={} if bold is None or scan is None else facts_of_case(scan, answers.typed.get(bold, {})),
    )


def _kept(order: Order, progress: Progress) -> dict[int, Path]:
    """The image of each series that is kept, by its place in the list."""
    if order.goes_on:
        assert order.answers.kept is not None
        uses = order.answers.uses
        return {n: path for n, path in order.answers.kept.images.items() if uses[n] is not SeriesUse.IGNORE}
    return _keep_export(order, progress) if order.found.is_export else _files(order)


def _keep_export(order: Order, progress: Progress) -> dict[int, Path]:
    """Copy what is kept into a dataset, in the roles that were chosen; gives the images by their place in the list."""
    subject, out = f"sub-{order.subject}", order.folder / SCANS
    uses = order.answers.uses
    places = [n for n, series in enumerate(order.found.series) if _is_kept(series, uses[n])]
    out.parent.mkdir(parents=True, exist_ok=True)
    participant = (subject, order.found.age, order.found.sex)
    with temporary_folder(out) as workshop:
        chosen = [(order.found.series[n], uses[n]) for n in places]
        put = _put_staged if any(series.staged is not None for series, _ in chosen) else _put_images
        rows = put(chosen, workshop, participant, progress)
        progress(0.95, "")
        dataset.publish(workshop / "dataset", out, subject, participant, force=False)
    progress(1.0, "")
    lost = [row.number for row in rows if not row.output]
    if lost:
        raise OutputError(_tr("Series {n} could not be kept; nothing was processed.").format(n=lost[0]))
    return {place: out / row.output for place, row in zip(places, rows, strict=True)}


Chosen = Sequence[tuple[FoundSeries, SeriesUse]]


def _is_kept(series: FoundSeries, use: SeriesUse) -> bool:
    return use is not SeriesUse.IGNORE and series.scan is not None and (series.staged or series.listed) is not None


def _put_staged(
    chosen: Chosen, workshop: Path, participant: images.Participant, progress: Progress
) -> list[ImportedSeries]:
    """Put what was converted from a scanner's export into a dataset."""
    made = []
    for number, (series, use) in enumerate(chosen):
        progress(number / len(chosen), _tr("Keeping series {n}").format(n=series.number))
        made.append(_copied(series, use, workshop / f"{number}.nii.gz"))
    return put_together(made, (), workshop / "dataset", participant)


def _put_images(
    chosen: Chosen, workshop: Path, participant: images.Participant, progress: Progress
) -> list[ImportedSeries]:
    """Put NIfTI images of an archive into a dataset, without names."""
    root, subject, kept = workshop / "dataset", participant[0], []
    for series, use in chosen:
        assert series.listed is not None
        assert series.scan is not None
        known = images.guess_of(series.listed, series.scan.modality)
        other = Guess(SeriesRole.OTHER, series.reason, "other", "other")
        kept.append((series.number, series.listed, guess_for(known or other, use)))
    rows = images.keep_images(kept, root, subject, part(progress, 0.0, 0.95))
    write_table(rows, root / subject / f"{subject}_import.tsv")
    dataset.write_frame(root, [participant])
    return rows


def _copied(series: FoundSeries, use: SeriesUse, target: Path) -> SeriesImage:
    assert series.staged is not None
    shutil.copyfile(series.staged.path, target)
    return replace(series.staged, path=target, guess=guess_for(series.staged.guess, use))


def guess_for(guess: Guess, use: SeriesUse) -> Guess:
    """Where an image goes in the role that a person gave it; what was recognised stays as it is."""
    role, folder, suffix = _PLACES.get(use, (SeriesRole.OTHER, "other", "other"))
    if role is guess.role and use is not SeriesUse.LESION:
        is_open = use is SeriesUse.BOLD and guess.entities.get("task") == "unknown"  # a person says now that it is rest
        return replace(guess, entities={**guess.entities, "task": "rest"}) if is_open else guess
    entities = {SeriesUse.BOLD: {"task": "rest"}, SeriesUse.LESION: {"label": "lesion"}}.get(use, {})
    return Guess(role, "a person chose it", folder, suffix, entities)


def _write_participant(order: Order, folder: Path) -> None:
    """What is known of the patient, beside the results: a comparison with a cohort, and the report, need it."""
    person = order.answers.person
    age = intake.age_of(person)
    texts = {
        "age": "" if age is None else f"{age:g}", "sex": person.sex, "handedness": person.hand,
        "scan_date": person.date.strip(),
    }  # fmt: skip
    told = {column: Told(text, person.sources.get(column)) for column, text in texts.items() if text}
    write_about(folder, f"sub-{order.subject}", told)
