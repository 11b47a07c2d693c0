"""One series of the scanner becomes its images, each with role, facts and doubts."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis.files import nifti, sidecar
from analysis.importing import asl_context, converter, facts, identity, naming, repetition, rewriting, room
from analysis.importing import role as roles
from analysis.importing.completeness import check
from analysis.importing.facts import Acquisition
from analysis.importing.header import ImageHeader
from analysis.importing.identity import Words
from analysis.importing.role import ConvertedLook, Guess, SeriesRole
from analysis.importing.survey import ScannerSeries
from analysis.progress import Progress, part, silent


@dataclass(frozen=True, eq=False)
class SeriesImage:
    """An image in a temporary place, and all that goes into its sidecar."""

    series: ScannerSeries = field(repr=False)
    secret: Words = field(repr=False)
    path: Path = field(repr=False)
    guess: Guess
    acquisition: Acquisition
    n_volumes: int
    volume_types: tuple[str, ...]
    warnings: tuple[str, ...]

    def sidecar(self) -> dict[str, Any]:
        """The BIDS sidecar, without what links it to other images."""
        record: dict[str, Any] = dict(sorted(self.acquisition.fields.items()))
        if self.guess.role is SeriesRole.BOLD:
            record["TaskName"] = self.guess.entities["task"]
        record[facts.REASON_KEY] = f"{self.guess.role.value}, because {self.guess.reason}"
        kinds = {sidecar.KINDS_OF_VOLUMES: asl_context.SOURCE} if self.volume_types else {}
        record[facts.SOURCES_KEY] = dict(sorted({**self.acquisition.sources, **kinds}.items()))
        if self.warnings:
            record[sidecar.IMPORT_WARNINGS] = list(self.warnings)
        return record


def images_of(series: ScannerSeries, workspace: Path, secret: Words, progress: Progress = silent) -> list[SeriesImage]:
    """Convert a series.

    Parameters
    ----------
    series : with all of its files
    workspace : an empty folder, which holds the images afterwards
    secret : words that no output may hold; None if they could not be read, then no free text is kept

    Raises
    ------
    ConversionError
        if slices are missing, it is too large for this computer, or the converter fails; a sentence says it
    """
    whole = check(series.headers)
    refusal = whole.refusal or room.refusal(whole.headers, workspace)
    if refusal:
        raise converter.ConversionError(refusal)
    converted = converter.convert([h.path for h in whole.headers], workspace, part(progress, 0.0, 0.6))
    made = []
    for index, path in enumerate(converted.images):
        step = part(
            progress, 0.6 + 0.4 * index / len(converted.images), 0.6 + 0.4 * (index + 1) / len(converted.images)
        )
        target = workspace / f"{index}.nii.gz"
        doubts = (*whole.warnings, *converted.warnings)
        made.append(_image(series, whole.headers, path, target, doubts, secret, step))
        path.unlink()
    return made


def _image(
    series: ScannerSeries,
    headers: Sequence[ImageHeader],
    path: Path,
    target: Path,
    doubts: tuple[str, ...],
    secret: Words,
    progress: Progress,
) -> SeriesImage:
    said, first = facts.read(path), headers[0]
    look = _look(path, said)
    guess = _without_names(roles.guess(first, look), secret)
    settled = None
    if look.n_volumes > 1:
        stated = said.get("RepetitionTime")
        settled = repetition.settle(headers, float(stated) if isinstance(stated, int | float) else None)
    acquisition = facts.gather(said, first, settled, secret)
    rewriting.rewrite(path, target, tr_s=settled.tr_s if settled else None, progress=progress)
    types = asl_context.volume_types(headers, look.n_volumes) if guess.role is SeriesRole.ASL else ()
    warnings = tuple(dict.fromkeys((*guess.warnings, *acquisition.warnings, *doubts)))
    return SeriesImage(series, secret, target, guess, acquisition, look.n_volumes, types, warnings)


def _without_names(guess: Guess, secret: Words) -> Guess:
    """The guess with its task unknown where the operator's word for it may name someone."""
    task = guess.entities.get("task", "")
    if task in roles.OWN_TASKS or not identity.label_names(task, secret):
        return guess
    said = 'What the operator called the task may name someone and was left out (task "unknown"); rename the file.'
    return replace(guess, entities={**guess.entities, "task": "unknown"}, warnings=(*guess.warnings, said))


def _look(path: Path, said: dict[str, Any]) -> ConvertedLook:
    header = nifti.read_header(path).header
    kinds = said.get("ImageType")
    is_phase = isinstance(kinds, list) and any(kind in ("P", "PHASE") for kind in kinds)
    echo = said.get("EchoNumber")
    return ConvertedLook(
        header.grid,
        header.n_frames,
        is_phase,
        echo if isinstance(echo, int) else None,
        naming.direction(said.get("PhaseEncodingDirection"), header.grid),
    )
