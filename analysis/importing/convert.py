"""From a scanner's export to a BIDS dataset without identity: all of it."""

import logging
import shutil
import tempfile
import traceback
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import Cancelled, InputError, OptionError, OutputError
from analysis.importing import archive, dataset, header, identity, images, pseudonym
from analysis.importing import role as roles
from analysis.importing.identity import Patient, Words
from analysis.importing.placing import place, row_of, write_table
from analysis.importing.pseudonym import KeyFile
from analysis.importing.report import ImportedSeries, ImportReport, about_roles
from analysis.importing.role import Guess, SeriesRole
from analysis.importing.series_images import SeriesImage, images_of
from analysis.importing.survey import OnlyImagesError, ScannerSeries, Survey, survey
from analysis.progress import Progress, part, silent

_log = logging.getLogger(__name__)
_OLDEST = 89
_ABOUT_WITHHELD = (
    "The headers of {n} series can be read in part only, so it is not known which words in them name someone; their "
    "descriptions, tasks and other texts were left out."
)


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
    source : folder with DICOM files at any depth, or a zip archive of one; or NIfTI images with their sidecars, as a
        BIDS subject or in a plain folder
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
    with _opened(source, part(progress, 0.0, 0.1)) as (folder, n_damaged):
        try:
            found = survey(folder, part(progress, 0.1, 0.4))
        except OnlyImagesError:
            return _convert_images(folder, out, name, key_file, force=force, progress=part(progress, 0.4, 1.0))
        patient = _one_patient(found)
        known, secrets = _secrets(found)
        subject, key = _pseudonym(patient, known, name, key_file, out)
        dataset.refuse_existing(out, subject, force=force)
        with _workshop(out) as workshop:
            report = _convert_all(found, workshop, subject, secrets, keep_derived, part(progress, 0.4, 0.98))
            participant = _participant(found, subject)
            dataset.write_frame(workshop / "dataset", [participant])
            if key is not None:
                key.add(subject, patient)
            dataset.publish(workshop / "dataset", out, subject, participant, force=force)
    damaged = () if archive.is_archive(source) else _shown(found.damaged, None if None in secrets else known)
    packed = [f"The archive holds what is damaged; {n_damaged} of its members were left out."] if n_damaged else []
    packed += [_ABOUT_WITHHELD.format(n=secrets.count(None))] if None in secrets else []
    progress(1.0, "scans converted")
    _log.info("converted %d images of %d series", sum(bool(r.output) for r in report), len(found.series))
    return ImportReport(out, subject, tuple(report), (*packed, *found.remarks(), *about_roles(report)), damaged)


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
    with _workshop(out) as workshop:
        root = workshop / "dataset"
        rows, participant = images.convert_images(folder, root, subject, progress)
        write_table(rows, root / subject / f"{subject}_import.tsv")
        dataset.write_frame(root, [participant])
        dataset.publish(root, out, subject, participant, force=force)
    progress(1.0, "images converted")
    return ImportReport(out, subject, tuple(rows), tuple(about_roles(rows)))


@contextmanager
def _opened(source: Path, progress: Progress) -> Iterator[tuple[Path, int]]:
    """The folder of the scans, unpacked to a temporary place if it is an archive, and the number of damaged members."""
    if source.is_dir():
        yield source, 0
        return
    if not source.exists():
        raise InputError(f'There is no folder "{source.name}"; it may have been moved or renamed.')
    if not archive.is_archive(source):
        raise InputError(f'"{source.name}" is neither a folder nor a zip archive; name the folder of the DICOM files.')
    with tempfile.TemporaryDirectory(prefix="algoscope-") as place:
        damaged = archive.unpack(source, Path(place), progress)
        yield Path(place), damaged


def _one_patient(found: Survey) -> Patient:
    """The patient whose scans these are; raises `InputError` if there are several."""
    everyone = identity.distinct(h.patient for series in found.series for h in series.headers)
    if len(everyone) == 1:
        return max(everyone[0], key=lambda p: (bool(p.patient_id), bool(p.name)))
    taken: set[str] = set()
    said = []
    for group in everyone:
        stand_in = pseudonym.generate(group[0], taken)
        taken.add(stand_in)
        numbers = sorted({s.number for s in found.series if any(h.patient in group for h in s.headers)})
        listed = ", ".join(str(n) for n in numbers[:12]) + (" ..." if len(numbers) > 12 else "")
        said.append(f"{stand_in} (series {listed})")
    raise InputError(
        f"These are scans of {len(everyone)} patients, or of one with different IDs: {' and '.join(said)}. Put each "
        "patient's files into a folder of their own and convert them one by one; nothing was written."
    )


def _secrets(found: Survey) -> tuple[frozenset[str], list[Words]]:
    """Words that name someone, somewhere or some device in any series; and what each series must not tell.

    That is None for a series of which no header can be read whole: then it is not known whom its texts name.
    """
    patients = {image.patient for series in found.series for image in series.headers}
    of_series = [_words_of(series) for series in found.series]
    known = frozenset().union(*map(identity.words_of_patient, patients), *(words or () for words in of_series))
    return known, [None if words is None else known for words in of_series]


def _words_of(series: ScannerSeries) -> Words:
    """The words of the first header of a few that can be read whole."""
    n = len(series.headers)
    for index in dict.fromkeys([0, n // 3, 2 * n // 3, n - 1]):
        whole = header.read_whole(series.headers[index].path)
        with header.quiet():
            words = None if whole is None else identity.words_of(whole)
        if words is not None:
            return words
    return None


def _shown(names: Sequence[str], secret: Words) -> tuple[str, ...]:
    """Names of files for the screen; none where it is not known whom they name."""
    return () if secret is None else tuple(identity.masked(name, secret) for name in names)


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
def _workshop(out: Path) -> Iterator[Path]:
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


def _convert_all(
    found: Survey, workshop: Path, subject: str, secrets: Sequence[Words], keep_derived: bool, progress: Progress
) -> list[ImportedSeries]:
    rows: list[ImportedSeries] = []
    made: list[SeriesImage] = []
    for index, (series, secret) in enumerate(zip(found.series, secrets, strict=True)):
        progress(index / len(found.series), f"converting series {index + 1} of {len(found.series)}")
        step = part(progress, index / len(found.series), (index + 1) / len(found.series))
        left = roles.unconverted(series.first, keep_derived=keep_derived)
        if left is not None:
            rows.append(row_of(series, left, secret, skipped="not converted"))
            continue
        room = workshop / f"series{index}"
        room.mkdir()
        try:
            made += images_of(series, room, secret, step)
        except (Cancelled, OutputError):
            raise
        except Exception as error:  # one series never stops the rest
            failed = Guess(SeriesRole.OTHER, "it could not be converted")
            rows.append(row_of(series, failed, secret, skipped=_sentence(error), failed=True))
        finally:
            _empty(room, [image.path for image in made])
    if not made:
        raise InputError(_nothing(rows))
    rows += place(made, workshop / "dataset", subject)
    rows.sort(key=lambda row: (row.number, row.output))
    write_table(rows, workshop / "dataset" / subject / f"{subject}_import.tsv")
    return rows


def _sentence(error: Exception) -> str:
    """Why a series failed. What was not foreseen is told by its kind and place alone: its text may quote a header."""
    if isinstance(error, InputError):
        return str(error)
    last = traceback.extract_tb(error.__traceback__)[-1]
    _log.error("a series failed with %s in %s, line %s", type(error).__name__, last.name, last.lineno)
    return f"it failed unexpectedly ({type(error).__name__}); the others went on"


def _empty(room: Path, kept: Sequence[Path]) -> None:
    """Remove what the converter and its input left, so that the disk holds one series at a time."""
    for path in room.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        elif path not in kept:
            path.unlink(missing_ok=True)


def _nothing(rows: Sequence[ImportedSeries]) -> str:
    reasons = [f"series {row.number}: {row.skipped if row.failed else row.reason}" for row in rows[:5]]
    more = f"; and {len(rows) - 5} more" if len(rows) > 5 else ""
    return f"None of the {len(rows)} series could be converted ({'; '.join(reasons)}{more}); nothing was written."


def _participant(found: Survey, subject: str) -> tuple[str, object, object]:
    """The patient's row: age and sex only where all series agree on a plausible one."""
    ages = {series.first.age_years for series in found.series}
    sexes = {series.first.sex for series in found.series}
    age, sex = ages.pop() if len(ages) == 1 else None, sexes.pop() if len(sexes) == 1 else ""
    return subject, age if age is not None and age <= _OLDEST else None, sex if sex in ("F", "M", "O") else None
