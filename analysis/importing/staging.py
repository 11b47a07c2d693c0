"""From a scanner's export to images in a temporary place, each with role, facts and doubts; nothing is kept yet.

`convert` puts all of them into a dataset at once; the window shows them first, so that a person can correct roles and
facts before anything is written.
"""

import logging
import shutil
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from analysis.errors import Cancelled, InputError, OutputError
from analysis.files.dicom_reading import quiet
from analysis.importing import archive, header, identity, pseudonym
from analysis.importing import role as roles
from analysis.importing.identity import Patient, Words
from analysis.importing.placing import row_of
from analysis.importing.report import ImportedSeries
from analysis.importing.role import Guess, SeriesRole
from analysis.importing.series_images import SeriesImage, images_of
from analysis.importing.survey import ScannerSeries, Survey
from analysis.progress import Progress, part

_log = logging.getLogger(__name__)
_OLDEST = 89
_ABOUT_WITHHELD = (
    "The headers of {n} series can be read in part only, so it is not known which words in them name someone; their "
    "descriptions, tasks and other texts were left out."
)


@dataclass(frozen=True, eq=False)
class Export:
    """The scans of one patient as a scanner exported them, and what no output may tell.

    Parameters
    ----------
    survey : what was found
    patient : as the headers say
    known : words that name someone, somewhere or some device in any series
    secrets : the same for each series; None for one of which no header can be read whole: then it is not known whom
        its texts name
    """

    survey: Survey
    patient: Patient = field(repr=False)
    known: frozenset[str] = field(repr=False)
    secrets: tuple[Words, ...] = field(repr=False)

    @property
    def age(self) -> int | None:
        """In years, where all series agree on a plausible one."""
        ages = {series.first.age_years for series in self.survey.series}
        age = ages.pop() if len(ages) == 1 else None
        return age if age is not None and age <= _OLDEST else None

    @property
    def sex(self) -> str | None:
        """``"F"``, ``"M"`` or ``"O"``, where all series agree."""
        sexes = {series.first.sex for series in self.survey.series}
        sex = sexes.pop() if len(sexes) == 1 else ""
        return sex if sex in ("F", "M", "O") else None

    @property
    def damaged(self) -> tuple[str, ...]:
        """Names of damaged files for the screen; none where it is not known whom they name."""
        if None in self.secrets:
            return ()
        return tuple(identity.masked(name, self.known) for name in self.survey.damaged)

    def remarks(self) -> list[str]:
        """Sentences about what is not converted, without any name."""
        withheld = [_ABOUT_WITHHELD.format(n=self.secrets.count(None))] if None in self.secrets else []
        return [*withheld, *self.survey.remarks()]


@contextmanager
def opened(source: Path, progress: Progress) -> Iterator[tuple[Path, int]]:
    """The folder of the scans, unpacked to a temporary place if it is an archive, and the number of damaged members.

    Raises
    ------
    InputError
        if it is neither a folder nor an archive that can be unpacked
    """
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


def identified(found: Survey) -> Export:
    """The export of one patient, with all that must not be told; raises `InputError` if there are several patients."""
    patient = _one_patient(found)
    patients = {image.patient for series in found.series for image in series.headers}
    of_series = tuple(_words_of(series) for series in found.series)
    known = frozenset().union(*map(identity.words_of_patient, patients), *(words or () for words in of_series))
    return Export(found, patient, known, tuple(None if words is None else known for words in of_series))


def _one_patient(found: Survey) -> Patient:
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


def _words_of(series: ScannerSeries) -> Words:
    """The words of the first header of a few that can be read whole."""
    n = len(series.headers)
    for index in dict.fromkeys([0, n // 3, 2 * n // 3, n - 1]):
        whole = header.read_whole(series.headers[index].path)
        with quiet():
            words = None if whole is None else identity.words_of(whole)
        if words is not None:
            return words
    return None


def stage(
    export: Export, workshop: Path, progress: Progress, *, keep_derived: bool = False
) -> tuple[list[SeriesImage], list[ImportedSeries]]:
    """Convert every series to images in a temporary folder; one that fails never stops the rest.

    Returns
    -------
    the images, and a row for each series that gave none, with the reason
    """
    found = export.survey
    rows: list[ImportedSeries] = []
    made: list[SeriesImage] = []
    for index, (series, secret) in enumerate(zip(found.series, export.secrets, strict=True)):
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
    return made, rows


def nothing_in(rows: Sequence[ImportedSeries]) -> str:
    """Why there is no image at all, as a sentence."""
    reasons = [f"series {row.number}: {row.skipped if row.failed else row.reason}" for row in rows[:5]]
    more = f"; and {len(rows) - 5} more" if len(rows) > 5 else ""
    return f"None of the {len(rows)} series could be converted ({'; '.join(reasons)}{more}); nothing was written."


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
