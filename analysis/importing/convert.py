"""From a scanner's export to a BIDS dataset without identity: all of it."""

import logging
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from analysis.errors import InputError, OptionError, OutputError
from analysis.importing import archive, dataset, images, pseudonym, staging
from analysis.importing.identity import Patient, Words
from analysis.importing.images import Participant
from analysis.importing.member_names import root_of_images
from analysis.importing.placing import place, write_table
from analysis.importing.pseudonym import KeyFile
from analysis.importing.report import ImportedSeries, ImportReport, about_roles
from analysis.importing.series_images import SeriesImage
from analysis.importing.survey import OnlyImagesError, survey
from analysis.progress import Progress, part, silent

_log = logging.getLogger(__name__)


def convert_scans(
    source: Path,
    out: Path,
    *,
    name: str | None = None,
    key_file: Path | None = None,
    force: bool = False,
    keep_derived: bool = False,
    progress: Progress = silent,
) -> ImportReport:
    """Convert the scans of one patient to a BIDS dataset that does not tell who it is.

    Parameters
    ----------
    source : folder with DICOM files at any depth; or NIfTI images with their sidecars, as a BIDS subject or in a plain
        folder; or a zip archive of one
    out : the dataset; a new folder, or one that this function made: then the patient is added to it
    name : pseudonym, such as ``"sub-P017"``; by default that of the key file, or a new one
    key_file : table of pseudonyms and patient IDs, outside the dataset; by default none is kept
    force : whether this patient's scans in the dataset may be replaced
    keep_derived : whether images that the scanner computed are converted too

    Returns
    -------
    ImportReport
        what became of each series

    Raises
    ------
    InputError
        if there is nothing to convert, or scans of several patients; then nothing was written
    OptionError
        if the pseudonym or the key file cannot be used
    OutputError
        if the dataset cannot be written; then nothing was changed
    Cancelled
        from `progress`; then nothing remains
    """
    source, out = Path(source), Path(out).absolute()
    dataset.refuse_existing(out, None, force=force)
    with staging.opened(source, part(progress, 0.0, 0.1)) as (folder, n_damaged):
        try:
            found = survey(folder, part(progress, 0.1, 0.4))
        except OnlyImagesError:
            folder = folder if folder == source else root_of_images(folder)
            of_images = _convert_images(folder, out, name, key_file, force=force, progress=part(progress, 0.4, 1.0))
            return replace(of_images, remarks=(*archive.remarks(n_damaged), *of_images.remarks))
        export = staging.identified(found)
        subject, key = _pseudonym(export.patient, export.known, name, key_file, out)
        dataset.refuse_existing(out, subject, force=force)
        with temporary_folder(out) as workshop:
            participant = (subject, export.age, export.sex)
            step = part(progress, 0.4, 0.98)
            report = _made_dataset(export, workshop, participant, keep_derived=keep_derived, progress=step)
            if key is not None:
                key.add(subject, export.patient)
            dataset.publish(workshop / "dataset", out, subject, participant, force=force)
    damaged = () if archive.is_archive(source) else export.damaged
    progress(1.0, "scans converted")
    _log.info("converted %d images of %d series", sum(bool(r.output) for r in report), len(found.series))
    return ImportReport(
        out, subject, tuple(report), (*archive.remarks(n_damaged), *export.remarks(), *about_roles(report)), damaged
    )


def _made_dataset(
    export: staging.Export, workshop: Path, participant: Participant, *, keep_derived: bool, progress: Progress
) -> list[ImportedSeries]:
    """Convert an export to the folder ``dataset`` of a workshop; a row for each series."""
    made, rows = staging.stage(export, workshop, progress, keep_derived=keep_derived)
    if not made:
        raise InputError(staging.nothing_in(rows))
    return in_order([*rows, *put_together(made, rows, workshop / "dataset", participant)])


def put_together(
    images_made: Sequence[SeriesImage], left: Sequence[ImportedSeries], root: Path, participant: Participant
) -> list[ImportedSeries]:
    """Put images into a new dataset in a temporary folder, with what stands beside them; gives a row for each image.

    Parameters
    ----------
    images_made : on the same disk as `root`; they are moved
    left : rows of the series that gave none
    participant : pseudonym, age and sex
    """
    subject = participant[0]
    placed = place(images_made, root, subject)
    write_table(in_order([*left, *placed]), root / subject / f"{subject}_import.tsv")
    dataset.write_frame(root, [participant])
    return placed


def in_order(rows: Sequence[ImportedSeries]) -> list[ImportedSeries]:
    """By the scanner's number, as a report lists them."""
    return sorted(rows, key=lambda row: (row.number, row.output))


def _convert_images(
    folder: Path, out: Path, name: str | None, key_file: Path | None, *, force: bool, progress: Progress
) -> ImportReport:
    """As `convert_scans`, of images that are NIfTI already: nothing but their sidecars could say who it is."""
    if key_file is not None:
        raise OptionError("NIfTI images hold no patient's ID that a key file could keep; leave --key-file out.")
    nobody = Patient()
    subject = (
        pseudonym.generate(nobody, dataset.subjects(out)) if name is None else pseudonym.check(name, [], frozenset())
    )
    dataset.refuse_existing(out, subject, force=force)
    with temporary_folder(out) as workshop:
        root = workshop / "dataset"
        rows, participant = images.convert_images(folder, root, subject, progress)
        write_table(rows, root / subject / f"{subject}_import.tsv")
        dataset.write_frame(root, [participant])
        dataset.publish(root, out, subject, participant, force=force)
    progress(1.0, "images converted")
    return ImportReport(out, subject, tuple(rows), tuple(about_roles(rows)))


def _pseudonym(
    patient: Patient, secret: Words, name: str | None, key_file: Path | None, out: Path
) -> tuple[str, KeyFile | None]:
    key = KeyFile(key_file, out) if key_file is not None else None
    known = key.pseudonym_of(patient) if key is not None else None
    if name is not None:
        subject = pseudonym.check(name, [patient], secret)
    else:
        taken = dataset.subjects(out) | set(key.rows if key is not None else ())
        subject = known or pseudonym.generate(patient, taken)
    if key is not None:
        key.check(subject, patient)
    return subject, key


@contextmanager
def temporary_folder(out: Path) -> Iterator[Path]:
    """A folder beside the dataset, for its owner only, that goes whatever happens."""
    place = out.with_name(f".{uuid.uuid4().hex[:8]}.part")
    try:
        (place / "dataset").mkdir(parents=True)
        place.chmod(0o700)
        yield place
    except OSError as error:
        raise OutputError(f'"{out.name}" could not be written ({error.strerror or error}).') from None
    finally:
        shutil.rmtree(place, ignore_errors=True)
