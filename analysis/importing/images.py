"""From NIfTI images with sidecars (a BIDS subject, or a plain folder) to a dataset without identity.

Voxels and grids stay as they are. Of a header only numbers are copied, of a sidecar only the fields that tell how a
scan was acquired; names of files, folders, tasks and acquisitions are not, because they may hold a name.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis.errors import AlgoscopeError, InputError, OutputError
from analysis.files import asl_scheme, bids, nifti, sidecar
from analysis.files.results import write_json, write_tsv
from analysis.files.tables import read_text_table
from analysis.importing import facts, identity, naming, rewriting
from analysis.importing.report import ImportedSeries
from analysis.importing.role import Guess, SeriesRole
from analysis.progress import Progress, part, silent
from analysis.scan import Modality

_PLACES = {
    Modality.T1: (SeriesRole.T1, "anat", "T1w"),
    Modality.BOLD: (SeriesRole.BOLD, "func", "bold"),
    Modality.ASL: (SeriesRole.ASL, "perf", "asl"),
    Modality.M0: (SeriesRole.M0, "perf", "m0scan"),
}
_PAIR = (".hdr", ".img", ".hdr.gz", ".img.gz")
PAIR_REFUSAL = "an image in two files (.hdr, .img); save it as .nii first"
_OLDEST = 89
_LEVELS = 4  # of a dataset's folder above an image: datatype, session, subject, dataset
_HANDS = {"r": "right", "l": "left", "b": "both"}
Participant = tuple[str, object, object]


@dataclass(frozen=True, eq=False)
class _Image:
    """An image with its number, its role, and what may be told of how it was acquired."""

    number: int
    found: bids.FoundImage
    guess: Guess
    fields: dict[str, Any]
    volume_types: tuple[str, ...]
    n_volumes: int


def convert_images(
    folder: Path, root: Path, subject: str, progress: Progress = silent
) -> tuple[list[ImportedSeries], Participant]:
    """Write the T1, BOLD, ASL and M0 images of one patient into a new dataset.

    Parameters
    ----------
    folder : a BIDS dataset of one subject, a subject of one, or a plain folder
    root : of the dataset, empty
    subject : pseudonym, such as ``"sub-P017"``

    Returns
    -------
    what became of each image, and the patient's row (pseudonym, age, sex) as far as ``participants.tsv`` tells it

    Raises
    ------
    InputError
        if there is nothing to convert, or images of several patients
    """
    listed = bids.images(folder)
    patients = {image.subject for image in listed} - {""}
    if len(patients) > 1:
        raise InputError(f"The folder holds images of {len(patients)} patients; convert them one by one.")
    rows: list[ImportedSeries] = []
    images: list[_Image] = []
    for number, found in enumerate(listed, start=1):
        opened = _opened(number, found)
        if isinstance(opened, _Image):
            images.append(opened)
        else:
            rows.append(opened)
    if not images:
        raise InputError("The folder holds no T1, BOLD, ASL or M0 image that can be converted.")
    rows += _all_written(images, root, subject, progress)
    return sorted(rows, key=lambda row: row.number), participant_of(folder, listed, subject)


def keep_images(
    chosen: Sequence[tuple[int, bids.FoundImage, Guess]], root: Path, subject: str, progress: Progress = silent
) -> list[ImportedSeries]:
    """Write images into a new dataset in the roles that a person has given them; a row for each, in their order.

    Parameters
    ----------
    chosen : number, image and role
    root : of the dataset, empty
    subject : pseudonym, such as ``"sub-P017"``
    """
    opened = [_with_role(number, found, guess) for number, found, guess in chosen]
    images = [image for image in opened if isinstance(image, _Image)]
    rows = [row for row in opened if isinstance(row, ImportedSeries)]
    by_number = {row.number: row for row in (*rows, *_all_written(images, root, subject, progress))}
    return [by_number[number] for number, *_ in chosen]


def guess_of(found: bids.FoundImage, modality: Modality) -> Guess | None:
    """The role of an image by its modality, and its place in a dataset; None where it is none to keep as such."""
    if modality not in _PLACES:
        return None
    role, folder, suffix = _PLACES[modality]
    entities = {"task": _task_of(found)} if role is SeriesRole.BOLD else {}
    return Guess(role, found.reason, folder, suffix, entities)


def _task_of(found: bids.FoundImage) -> str:
    """``rest`` if the name says it; what else it says is not told, because it may name someone."""
    return "rest" if "task-rest" in found.path.name.lower() else "unknown"


def _all_written(images: Sequence[_Image], root: Path, subject: str, progress: Progress) -> list[ImportedSeries]:
    sessions = _sessions(images)
    names = naming.assign(subject, [(s, i.number, i.guess) for s, i in zip(sessions, images, strict=True)])
    rows = []
    for index, (image, name) in enumerate(zip(images, names, strict=True)):
        step = part(progress, index / len(images), (index + 1) / len(images))
        rows.append(_written(image, name, root, step))
    return rows


def _opened(number: int, found: bids.FoundImage) -> _Image | ImportedSeries:
    """The image, or why it is none to convert."""
    guess = guess_of(found, found.modality)
    if guess is None:
        row = ImportedSeries(number, 1, found.modality.value, found.reason)
        return replace(row, skipped="not converted: no T1, BOLD, ASL or M0 image")
    return _with_role(number, found, guess)


def _with_role(number: int, found: bids.FoundImage, guess: Guess) -> _Image | ImportedSeries:
    """The image in a role, or why it cannot be written."""
    row = ImportedSeries(number, 1, guess.role.value, guess.reason)
    if is_pair(found.path):
        return replace(row, skipped=PAIR_REFUSAL, failed=True)
    try:
        header = nifti.read_header(found.path).header
        said = sidecar.read(found.path)
        secret = secret_of(said.fields)
        fields = facts.allowed(said.fields, secret)
        types: tuple[str, ...] = ()
        if guess.role is SeriesRole.ASL:
            scheme, _ = asl_scheme.read(found.path, said, header.n_frames)
            types = scheme.volume_types
    except InputError:  # its text names the file
        return replace(row, skipped="it cannot be read; the others went on", failed=True)
    return _Image(number, found, guess, fields, types, header.n_frames)


def is_pair(path: Path) -> bool:
    """Whether an image is in two files, of which one would be lost."""
    return path.name.lower().endswith(_PAIR)


def secret_of(fields: Mapping[str, Any]) -> frozenset[str]:
    """What the sidecar itself names: no word of it may be told."""
    texts = [str(value) for key, value in fields.items() if isinstance(value, str) and key in identity.NAMING_FIELDS]
    return frozenset(word for text in texts for word in identity.words_in(text))


def _written(image: _Image, name: str, root: Path, progress: Progress) -> ImportedSeries:
    row = ImportedSeries(image.number, 1, image.guess.role.value, image.guess.reason)
    target = root / f"{name}.nii.gz"
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        rewriting.rewrite(image.found.path, target, progress=progress)
    except OutputError:
        raise
    except AlgoscopeError:
        target.unlink(missing_ok=True)
        return replace(row, skipped="its voxels cannot be read; the file may be cut off", failed=True)
    record = dict(sorted(image.fields.items()))
    if image.guess.role is SeriesRole.BOLD:
        record["TaskName"] = image.guess.entities["task"]
    record[facts.REASON_KEY] = f"{image.guess.role.value}, because {image.guess.reason}"
    record[facts.SOURCES_KEY] = {key: "sidecar" for key in image.fields if key in sidecar.FIELDS}
    write_json(record, root / f"{name}.json")
    if image.volume_types:
        table = target.with_name(f"{Path(name).name.removesuffix('_asl')}_aslcontext.tsv")
        write_tsv(("volume_type",), [(kind,) for kind in image.volume_types], table)
    warnings = nifti.read(target).warnings
    return replace(row, output=f"{name}.nii.gz", n_volumes=image.n_volumes, warnings=warnings)


def _sessions(images: Sequence[_Image]) -> list[str]:
    """``ses-1``, ``ses-2`` ... in the order of the labels, which are not told; empty where there is one at most."""
    labels = sorted({image.found.session for image in images})
    if len(labels) < 2:
        return [""] * len(images)
    return [f"ses-{labels.index(image.found.session) + 1}" for image in images]


def participant_of(folder: Path, listed: Sequence[bids.FoundImage], subject: str) -> Participant:
    """Age and sex where the dataset's table tells them plausibly."""
    told = told_of(folder, listed)
    sex = told.get("sex", "")[:1].upper()
    return subject, _age(told.get("age", "")), sex if sex in ("F", "M", "O") else None


def handedness_of(folder: Path, listed: Sequence[bids.FoundImage]) -> str | None:
    """``right``, ``left`` or ``both`` where the dataset's table tells it, as a word or its first letter."""
    told = told_of(folder, listed).get("handedness", "").strip().lower()
    return next((word for letter, word in _HANDS.items() if told in (letter, word)), None)


def told_of(folder: Path, listed: Sequence[bids.FoundImage]) -> dict[str, str]:
    """The patient's row in the dataset's table, by its columns; empty where there is none."""
    label = next((image.subject for image in listed if image.subject), "")
    for place in (folder, *list(folder.absolute().parents)[:_LEVELS]):
        with suppress(InputError, KeyError, ValueError):
            table = read_text_table(place / "participants.tsv")
            row = table.column("participant_id").index(f"sub-{label}")
            return dict(zip(table.names, table.rows[row], strict=False))
    return {}


def _age(text: str) -> float | None:
    with suppress(ValueError):
        age = float(text)
        return age if 0 <= age <= _OLDEST else None
    return None
