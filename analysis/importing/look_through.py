"""What a person has dropped on the window - a folder, an archive, files - as a list of series to be looked at.

A scanner's export is converted to images in a temporary place; NIfTI images stay where they are. Each series comes with
what it was taken for and why, with three slices, and with all facts; one that cannot be used says why.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from analysis.errors import AlgoscopeError, InputError
from analysis.files import bids, nifti, sidecar, source
from analysis.image import Series, Volume
from analysis.importing import archive, dataset, images, staging
from analysis.importing.glance import Glance, glance_at
from analysis.importing.identity import Patient
from analysis.importing.member_names import root_of_images
from analysis.importing.placing import place
from analysis.importing.report import ImportedSeries
from analysis.importing.role import SeriesRole
from analysis.importing.series_images import SeriesImage
from analysis.importing.survey import OnlyImagesError, survey
from analysis.preprocess.suitability import require_lesion, require_whole_head
from analysis.progress import Progress, part, silent
from analysis.scan import Modality, Scan

_MOST_IMAGES = 200
_LEVELS = 4  # from an image to the root: data type, session, subject
_NOT_SCANS = ("derivatives", "sourcedata", "work")
_STAGED = "sub-new"
_SAID_LESION = ("lesion", "tumor", "tumour", "stroke")


class SeriesUse(Enum):
    """What a series is used for; the last two are not processed, and the last is not kept either."""

    T1 = "T1"
    BOLD = "rest BOLD"
    ASL = "ASL"
    M0 = "M0"
    FIELD_MAP = "field map"
    LESION = "lesion mask"
    OTHER = "other"
    IGNORE = "ignore"


class Certainty(Enum):
    """How sure it is what a series is."""

    SURE = "sure"
    LIKELY = "likely"
    GUESS = "a guess"


_BY_ROLE = {
    SeriesRole.T1: SeriesUse.T1, SeriesRole.BOLD: SeriesUse.BOLD, SeriesRole.ASL: SeriesUse.ASL,
    SeriesRole.M0: SeriesUse.M0, SeriesRole.FIELD_MAP: SeriesUse.FIELD_MAP, SeriesRole.OTHER: SeriesUse.OTHER,
}  # fmt: skip
_BY_MODALITY = {
    Modality.T1: SeriesUse.T1, Modality.BOLD: SeriesUse.BOLD, Modality.ASL: SeriesUse.ASL, Modality.M0: SeriesUse.M0,
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class FoundSeries:
    """One series.

    Parameters
    ----------
    number : the scanner's, or the place in the list
    caption : for the screen only; words that may name someone are replaced
    use, reason, certainty : what it was taken for, why, and how sure that is
    scan : as it was opened; None where it cannot be used: then ``refusal`` says why
    glance : three slices
    staged : of a scanner's series, what it takes to keep it
    listed : of a NIfTI image, what its name tells
    unfit : why processing would refuse it in a role, where that shows in its values
    """

    number: int
    caption: str = field(repr=False)
    use: SeriesUse
    reason: str
    certainty: Certainty
    scan: Scan | None = None
    glance: Glance | None = None
    staged: SeriesImage | None = None
    refusal: str = ""
    listed: bids.FoundImage | None = None
    unfit: Mapping[SeriesUse, str] = field(default_factory=dict)

    @property
    def n_volumes(self) -> int:
        """How many volumes it has, 0 where it cannot be used."""
        if self.scan is None:
            return 0
        return self.scan.image.n_timepoints if isinstance(self.scan.image, Series) else 1


@dataclass(frozen=True, eq=False)
class FoundPatient:
    """All series of one patient, and what is known of the patient.

    ``known`` are words that no name may hold; ``remarks`` sentences about what is no scan; ``sources`` what was given;
    ``pseudonym`` the label of images that were converted here; ``is_export`` whether the images lie in the workshop,
    so that they must be kept before the workshop goes.
    """

    series: tuple[FoundSeries, ...]
    sources: tuple[Path, ...] = field(repr=False)
    patient: Patient = field(default_factory=Patient, repr=False)
    known: frozenset[str] = field(default=frozenset(), repr=False)
    age: float | None = None
    sex: str | None = None
    remarks: tuple[str, ...] = ()
    is_export: bool = False
    pseudonym: str = ""
    hand: str | None = None


def look_through(paths: Sequence[Path], workshop: Path, progress: Progress = silent) -> FoundPatient:
    """Find out what files, folders and archives hold.

    Parameters
    ----------
    paths : NIfTI images; or DICOM files, folders with them at any depth, a zip archive; or a BIDS subject
    workshop : an empty folder for what is converted, which the caller removes

    Raises
    ------
    InputError
        a sentence, if there is nothing to use or there are scans of several patients
    Cancelled
        from `progress`
    """
    paths = [Path(path) for path in paths]
    if paths and all(_is_image(path) for path in paths):
        return _images([_found_image(path) for path in paths], paths, progress)
    archives = [path for path in paths if path.is_file() and archive.is_archive(path)]
    if archives and len(paths) > 1:
        raise InputError("Drop one archive alone: each may hold another patient.")
    if len(paths) == 1:
        with staging.opened(paths[0], part(progress, 0.0, 0.1)) as (folder, n_damaged):
            return _folder(folder, paths, workshop, n_damaged, part(progress, 0.1, 1.0))
    return _export(paths, paths, workshop, 0, progress)


def _is_image(path: Path) -> bool:
    return path.is_file() and source.is_image_name(path.name.lower())


def _found_image(path: Path) -> bids.FoundImage:
    parts = dict(piece.split("-", 1) for piece in path.name.split("_") if "-" in piece)
    return bids.FoundImage(path, Modality.OTHER, "", parts.get("sub", ""), parts.get("ses", ""))


def _folder(folder: Path, given: list[Path], workshop: Path, n_damaged: int, progress: Progress) -> FoundPatient:
    try:
        return _export(folder, given, workshop, n_damaged, progress)
    except OnlyImagesError:
        if folder == given[0]:
            return _images(_listed(folder), given, progress)
        kept = workshop / "unpacked"  # what was unpacked stays until somebody has decided about it
        shutil.move(folder, kept)
        root = root_of_images(kept)
        found = _images(_listed(root), given, progress, root)
        return replace(found, remarks=(*archive.remarks(n_damaged), *found.remarks), is_export=True)


def _listed(folder: Path) -> list[bids.FoundImage]:
    """The images as BIDS has them; else those of a plain folder, at any depth."""
    try:
        return bids.images(folder)
    except InputError:
        if bids.subjects(folder):
            raise
        below = [path for path in sorted(folder.rglob("*")) if _is_image(path) and not _is_result(path, folder)]
        if not below:
            raise
        return [_found_image(path) for path in below[:_MOST_IMAGES]]


def _is_result(path: Path, folder: Path) -> bool:
    return any(name in _NOT_SCANS or name.startswith(".") for name in path.relative_to(folder).parts)


# -- a scanner's export ----------------------------------------------------------------------------------------


def _export(
    folder: Path | Sequence[Path], given: Sequence[Path], workshop: Path, n_damaged: int, progress: Progress
) -> FoundPatient:
    export = staging.identified(survey(folder, part(progress, 0.0, 0.2)))
    made, left = staging.stage(export, workshop, part(progress, 0.2, 0.8))
    if not made:
        raise InputError(staging.nothing_in(left))
    root = workshop / "dataset"
    rows = place(made, root, _STAGED)
    found = []
    for index, (image, row) in enumerate(zip(made, rows, strict=True)):
        progress(0.8 + 0.2 * index / len(made), f"looking at series {row.number}")
        found.append(_converted(image, row, root))
    found += [_left(row) for row in left]
    found.sort(key=lambda series: series.number)
    return FoundPatient(
        tuple(found), tuple(given), export.patient, export.known, export.age, export.sex,
        (*archive.remarks(n_damaged), *export.remarks()), is_export=True,
    )  # fmt: skip


def _converted(image: SeriesImage, row: ImportedSeries, root: Path) -> FoundSeries:
    use, certainty = _BY_ROLE.get(image.guess.role, SeriesUse.OTHER), _certainty(row.reason)
    caption = row.description or f"series {row.number}"
    if not row.output:
        return FoundSeries(row.number, caption, SeriesUse.IGNORE, row.reason, certainty, refusal=row.skipped)
    path = root / row.output
    scan, glance, refusal = _looked_at(path)
    if scan is None:
        return FoundSeries(row.number, caption, SeriesUse.IGNORE, row.reason, certainty, refusal=refusal)
    staged = replace(image, path=path)
    return FoundSeries(row.number, caption, use, row.reason, certainty, scan, glance, staged, unfit=_unfit(scan))


def _left(row: ImportedSeries) -> FoundSeries:
    refusal = row.skipped if row.failed else row.reason
    return FoundSeries(
        row.number, row.description or f"series {row.number}", SeriesUse.IGNORE, row.reason, Certainty.LIKELY,
        refusal=refusal,
    )  # fmt: skip


def _certainty(reason: str) -> Certainty:
    if "(a guess)" in reason or "nothing says" in reason:
        return Certainty.GUESS
    return (
        Certainty.SURE if reason.startswith(("its name ends in", "its image type", "its record")) else Certainty.LIKELY
    )


# -- NIfTI images --------------------------------------------------------------------------------------------------


def _images(
    listed: Sequence[bids.FoundImage], given: Sequence[Path], progress: Progress, root: Path | None = None
) -> FoundPatient:
    subjects = sorted({image.subject for image in listed} - {""})
    if len(subjects) > 1:
        raise InputError(
            f"There are images of sub-{subjects[0]} and of sub-{subjects[1]}: images of two patients must not be mixed."
        )
    found = []
    for index, image in enumerate(listed):
        progress(index / len(listed), f"looking at image {index + 1} of {len(listed)}")
        found.append(_of_image(index + 1, image, in_archive=root is not None))
    if not any(series.scan is not None for series in found):
        raise InputError(f"None of the images can be used: {found[0].refusal}")
    known: frozenset[str] = frozenset().union(*(images.secret_of(sidecar.read(i.path).fields) for i in listed))
    place = _root_of(listed[0].path) or root or given[0]
    _, age, sex = images.participant_of(place, listed, "")
    return FoundPatient(
        tuple(found), tuple(given), known=known, age=age if isinstance(age, float) else None,
        sex=sex if isinstance(sex, str) else None, hand=images.handedness_of(place, listed),
        pseudonym=subjects[0] if subjects and _all_ours(listed) else "",
    )  # fmt: skip


def _all_ours(listed: Sequence[bids.FoundImage]) -> bool:
    roots = {_root_of(image.path) for image in listed}
    return len(roots) == 1 and None not in roots


def _root_of(path: Path) -> Path | None:
    """The dataset that was converted here in which an image lies."""
    return next((folder for folder in list(path.absolute().parents)[:_LEVELS] if dataset.is_ours(folder)), None)


def _of_image(number: int, image: bids.FoundImage, *, in_archive: bool) -> FoundSeries:
    scan, glance, refusal = _looked_at(image.path)
    if in_archive and images.is_pair(image.path):
        scan, refusal = None, images.PAIR_REFUSAL  # it would have to be kept, and half of it would be lost
    if scan is None:
        return FoundSeries(
            number, image.path.name, SeriesUse.IGNORE, "it cannot be read", Certainty.SURE, refusal=refusal
        )
    use = _BY_MODALITY.get(scan.modality, SeriesUse.OTHER)
    if scan.modality is Modality.MASK and any(word in image.path.name.lower() for word in _SAID_LESION):
        use = SeriesUse.LESION
    if scan.modality is Modality.MAP:
        use = SeriesUse.IGNORE
    certainty = _certainty(scan.reason)
    unfit = _unfit(scan)
    return FoundSeries(number, image.path.name, use, scan.reason, certainty, scan, glance, listed=image, unfit=unfit)


def _looked_at(path: Path) -> tuple[Scan | None, Glance | None, str]:
    """The scan with its slices, or why it cannot be used."""
    try:
        scan = nifti.read(path)
        return scan, glance_at(scan.image), ""
    except AlgoscopeError as error:
        return None, None, str(error)


def _unfit(scan: Scan) -> dict[SeriesUse, str]:
    """In which roles processing refuses an image for its values, with its own reasons; a series is judged by facts."""
    found = {}
    if isinstance(scan.image, Volume):
        try:
            require_whole_head(scan.image)
        except AlgoscopeError as error:
            found[SeriesUse.T1] = str(error)
    if scan.modality is Modality.MASK and scan.path is not None:
        try:
            require_lesion(nifti.read_mask(scan.path))
        except AlgoscopeError as error:
            found[SeriesUse.LESION] = str(error)
    return found
