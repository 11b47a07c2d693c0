"""Which scans of a folder are processed: those of one patient, one of each kind, chosen where there are several."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from analysis.errors import InputError
from analysis.files import bids, sidecar
from analysis.pipeline.asl_choice import best_of, merit_of_file
from analysis.scan import Fact, Modality

Choice = Path | str
"""A file, or a part of its BIDS name that only it has, such as ``"acq-multi"`` or ``"run-2"``."""


@dataclass(frozen=True)
class Case:
    """The raw scans of one patient, each None where there is none.

    Parameters
    ----------
    subject : a BIDS label
    t1, bold, asl, m0 : images; `m0` only where it is not a volume of the ASL series
    lesion : mask on the grid of the T1: what is compared nowhere
    asl_facts, bold_facts : typed facts about the ASL and the resting series, by field; they count before those of the
        files
    warnings : sentences about the choice
    """

    subject: str
    t1: Path | None = None
    bold: Path | None = None
    asl: Path | None = None
    m0: Path | None = None
    lesion: Path | None = None
    asl_facts: Mapping[str, Fact] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    bold_facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class Chosen:
    """What a person has chosen, by role; None leaves it to the folder."""

    t1: Choice | None = None
    bold: Choice | None = None
    asl: Choice | None = None
    m0: Choice | None = None
    lesion: Path | None = None
    asl_facts: Mapping[str, Fact] = field(default_factory=dict)


_FLAGS = {Modality.T1: "--t1", Modality.BOLD: "--bold", Modality.ASL: "--asl", Modality.M0: "--m0"}


def find_case(folder: Path, subject: str | None = None, chosen: Chosen | None = None) -> Case:
    """The scans of a BIDS subject, or of a plain folder.

    Of several BOLD series the only one of the task ``rest`` is taken. Of several ASL series the one with an M0 and most
    delays is taken, or none if two tell equally much; both is said. A T1 or BOLD series that is not chosen among
    several is an error.

    Parameters
    ----------
    folder : root of a BIDS dataset, a subject's or session's folder in it, or a plain folder with images
    subject : label of the subject, needed for a dataset with several
    chosen : scans that a person has chosen

    Raises
    ------
    InputError
        if there is neither T1 nor BOLD nor ASL, several of a kind of which none was chosen, or images of two patients
    """
    chosen = chosen or Chosen()
    found = bids.images(folder, subject=subject)
    candidates = {kind: [image for image in found if image.modality is kind] for kind in _FLAGS}
    for kind, choice in zip(_FLAGS, (chosen.t1, chosen.bold, chosen.asl, chosen.m0), strict=True):
        if choice is not None:
            candidates[kind] = [_choose(choice, candidates[kind], kind)]
    _require_one_patient(candidates, chosen.lesion)
    t1, bold = _only(candidates[Modality.T1], Modality.T1), _only(_resting(candidates[Modality.BOLD]), Modality.BOLD)
    asl, warnings = _asl(candidates[Modality.ASL], has_others=t1 is not None or bold is not None)
    if t1 is None and bold is None and asl is None:
        raise InputError(f'The folder "{folder.name}" has no T1, BOLD or ASL image by their names; nothing to process.')
    labels = (subject_of(image.path) for image in (bold, t1, asl) if image is not None)
    label = next(filter(None, labels), "patient")
    m0 = _m0(candidates[Modality.M0], asl, is_chosen=chosen.m0 is not None)
    return Case(
        label,
        None if t1 is None else t1.path,
        None if bold is None else bold.path,
        None if asl is None else asl.path,
        m0,
        chosen.lesion,
        chosen.asl_facts,
        warnings,
    )


def _choose(choice: Choice, candidates: list[bids.FoundImage], kind: Modality) -> bids.FoundImage:
    path = Path(choice)
    if path.is_file():
        return bids.FoundImage(path, kind, "it was chosen", subject_of(path))
    parts = set(path.name.split(".")[0].split("_"))
    fitting = [image for image in candidates if image.path.name == str(choice)] or [
        image for image in candidates if parts <= set(image.path.name.split(".")[0].split("_"))
    ]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise InputError(f'"{path.name}" ({_FLAGS[kind]}) fits {len(fitting)} images{_listed(fitting)}; say more.')
    raise InputError(
        f'"{path.name}" ({_FLAGS[kind]}) is neither a file nor a part of the name of a {kind.value} image'
        f"{_listed(candidates)}."
    )


def subject_of(path: Path) -> str:
    """The subject's label in a BIDS name, or else that of its folder; empty where neither tells."""
    for name in (path.name.split("_")[0], *(parent.name for parent in list(path.absolute().parents)[:3])):
        if name.startswith("sub-"):
            return name.removeprefix("sub-")
    return ""


def _require_one_patient(candidates: Mapping[Modality, list[bids.FoundImage]], lesion: Path | None) -> None:
    paths = [image.path for images in candidates.values() for image in images]
    labels = [subject_of(path) for path in (*paths, *(() if lesion is None else (lesion,)))]
    different = list(dict.fromkeys(filter(None, labels)))
    if len(different) > 1:
        raise InputError(
            f"There are images of sub-{different[0]} and of sub-{different[1]}: images of two patients must not be "
            "mixed."
        )


def _resting(images: list[bids.FoundImage]) -> list[bids.FoundImage]:
    resting = [image for image in images if "task-rest" in image.path.name.split("_")]
    return resting if len(resting) == 1 else images


def _only(images: list[bids.FoundImage], kind: Modality) -> bids.FoundImage | None:
    if len(images) > 1:
        raise InputError(
            f"The folder has {len(images)} {kind.value} images{_listed(images)}, and it is not known which one is "
            f"meant; choose one ({_FLAGS[kind]} FILE)."
        )
    return images[0] if images else None


def _listed(images: list[bids.FoundImage]) -> str:
    names = [image.path.name for image in images]
    return f" ({', '.join(names[:4])}{', ...' if len(names) > 4 else ''})" if names else ""


def _asl(images: list[bids.FoundImage], *, has_others: bool) -> tuple[bids.FoundImage | None, tuple[str, ...]]:
    """The only series, or the one that tells most; what was decided is said, without names that may tell who it is."""
    if len(images) < 2:
        return _only(images, Modality.ASL), ()
    merits = [merit_of_file(image.path) for image in images]
    best = best_of(merits)
    if best is not None:
        others = ", ".join(f"{_entities(images, n)} has {merits[n]}" for n in range(len(images)) if n != best)
        return images[best], (
            f"The folder has {len(images)} ASL series; {_entities(images, best)} was processed, because it has "
            f"{merits[best]} ({others}). To process another one, choose it (--asl FILE).",
        )
    if has_others:
        called = ", ".join(_entities(images, number) for number in range(len(images)))
        return None, (
            f"The folder has {len(images)} ASL series ({called}) that tell equally much, so no perfusion was computed; "
            "choose one (--asl FILE).",
        )
    return _only(images, Modality.ASL), ()


def _entities(images: list[bids.FoundImage], number: int) -> str:
    """What tells an image of a BIDS dataset from its neighbours, such as ``acq-multi``; else its place among them."""
    parts = images[number].path.name.split("_")
    telling = [part for part in parts[:-1] if part.startswith(("acq-", "run-", "dir-", "rec-"))]
    is_bids = parts[0].startswith("sub-") and bool(telling)
    return "_".join(telling) if is_bids else f"number {number + 1} by name"


def _m0(images: list[bids.FoundImage], asl: bids.FoundImage | None, *, is_chosen: bool) -> Path | None:
    """The M0 of the chosen ASL series: the chosen one, that with its name, or the only one there is."""
    if asl is None:
        return None
    if is_chosen:
        return images[0].path
    for ending in (".nii.gz", ".nii"):
        for path in sidecar.beside(asl.path, "m0scan", ending):
            return path
    return images[0].path if len(images) == 1 else None
