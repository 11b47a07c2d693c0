"""The images of a BIDS subject or of a plain folder, with the role that their names and folders tell.

Only names are looked at; no image is opened. Derivatives are left out unless asked for, because a map that was
computed by another program must not slip in as a scan of the patient.
"""

from dataclasses import dataclass
from pathlib import Path

from analysis.errors import InputError
from analysis.files import role, source
from analysis.scan import Modality

_DATATYPES = ("anat", "func", "perf")
_ORDER = (Modality.T1, Modality.BOLD, Modality.ASL, Modality.M0, Modality.MASK, Modality.MAP, Modality.OTHER)


@dataclass(frozen=True)
class FoundImage:
    """An image in a folder; ``subject`` and ``session`` are BIDS labels, empty outside BIDS."""

    path: Path
    modality: Modality
    reason: str
    subject: str = ""
    session: str = ""


def subjects(folder: Path) -> list[str]:
    """Labels of the subjects of a dataset, such as ``["01", "05"]``; empty if the folder is no dataset's root."""
    return sorted(path.name.removeprefix("sub-") for path in _entries(folder) if _is_subject(path))


def images(folder: Path, *, subject: str | None = None, derivatives: bool = False) -> list[FoundImage]:
    """The images of one patient.

    Parameters
    ----------
    folder : root of a BIDS dataset, a subject's or session's folder in it, or a plain folder with images
    subject : label of the subject, needed for a dataset with several
    derivatives : whether the dataset's ``derivatives`` folder counts too

    Returns
    -------
    list of FoundImage
        T1 first, then BOLD, ASL, M0 and the others; within a role by path

    Raises
    ------
    InputError
        if it is no folder, may not be read, holds no image, or holds several subjects and none is chosen
    """
    folder = Path(folder)
    labels = subjects(folder)
    if labels:
        chosen = _choose(folder, labels, subject)
        places = [folder / f"sub-{chosen}"]
        if derivatives:
            places += sorted(folder.glob(f"derivatives/**/sub-{chosen}"))
    else:
        places = [folder]
    found = [image for place in places for image in _in(place)]
    if not found:
        raise InputError(f'The folder "{places[0].name}" holds no image (.nii, .nii.gz, .hdr/.img) that can be opened.')
    return sorted(found, key=lambda image: (_ORDER.index(image.modality), str(image.path)))


def _choose(folder: Path, labels: list[str], subject: str | None) -> str:
    wanted = (subject or "").removeprefix("sub-")
    if wanted in labels:
        return wanted
    names = ", ".join(f"sub-{label}" for label in labels[:10]) + (" ..." if len(labels) > 10 else "")
    if subject is not None:
        raise InputError(f'The dataset "{folder.name}" has no subject "{subject}"; it has {names}.')
    if len(labels) > 1:
        raise InputError(f'The dataset "{folder.name}" has {len(labels)} subjects ({names}); open the folder of one.')
    return labels[0]


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except NotADirectoryError as error:
        raise InputError(f'"{folder.name}" is a file, not a folder.') from error
    except FileNotFoundError as error:
        raise InputError(f'There is no folder "{folder.name}"; it may have been moved or renamed.') from error
    except OSError as error:
        raise InputError(f'The folder "{folder.name}" may not be read by this user.') from error


def _is_subject(path: Path) -> bool:
    return path.name.startswith("sub-") and path.is_dir()


def _in(place: Path) -> list[FoundImage]:
    """Images of a subject or session (in its data type folders), or directly in the folder."""
    entries = _entries(place)
    deeper = [path for path in entries if path.is_dir() and (path.name in _DATATYPES or path.name.startswith("ses-"))]
    found = [image for path in deeper for image in _in(path)]
    return found + [_found(path) for path in entries if _is_image(path)]


def _is_image(path: Path) -> bool:
    """Whether it is an image to list: a pair counts once, by its header; hidden files are not listed."""
    name = path.name.lower()
    if name.startswith(".") or not path.is_file() or not source.is_image_name(name):
        return False
    return not name.endswith((".img", ".img.gz"))


def _found(path: Path) -> FoundImage:
    parts = dict(part.split("-", 1) for part in path.name.split("_") if "-" in part)
    modality, reason = role.of_path(path)
    return FoundImage(path, modality, reason, parts.get("sub", ""), parts.get("ses", ""))
