"""Where the members of an archive of NIfTI images are unpacked: under names of their own, as far as these are harmless.

Images, their sidecars and tables belong together by their names (``sub-1_T1w.nii.gz`` and ``sub-1_T1w.json``), so they
keep them, below one folder; whatever else an archive holds has a number. No name leads outside that folder.
"""

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

IMAGES = "images"
_IMAGE_ENDINGS = (".nii", ".nii.gz", ".hdr", ".hdr.gz", ".img", ".img.gz")
_BESIDE = (".json", ".tsv")
_DATA_TYPES = ("anat", "func", "perf", "fmap", "dwi")
_NOT_ALLOWED = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_PLACES = (IMAGES, f"*/{IMAGES}", f"*/*/{IMAGES}")  # of the archive itself, or of one in it
_LONGEST_PART, _LONGEST, _DEEPEST = 150, 400, 12  # in bytes; an archive's names may be longer than a disk's


def kept_names(members: Sequence[str]) -> list[str]:
    """The path below the folder for each member that keeps its name, "" for one that has a number.

    Parameters
    ----------
    members : names in the archive, of which none leads outside (`archive.unpack` refuses such)
    """
    names = [member.replace("\\", "/") for member in members]
    if not any(_ends(name, _IMAGE_ENDINGS) and not _is_rest_of_mac(name) for name in names):
        return [""] * len(names)
    return [_harmless(name) if _ends(name, (*_IMAGE_ENDINGS, *_BESIDE)) else "" for name in names]


def _ends(name: str, endings: tuple[str, ...]) -> bool:
    return name.casefold().endswith(endings)


def _is_rest_of_mac(name: str) -> bool:
    """Finder puts a file of its own beside each that it packs."""
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or parts[-1].startswith("._")


def _harmless(name: str) -> str:
    """The path with signs replaced that a system forbids; empty where that is not enough."""
    if _is_rest_of_mac(name):
        return ""
    parts = [_NOT_ALLOWED.sub("_", part).rstrip(" .") for part in PurePosixPath(name).parts]
    if not parts or len(parts) > _DEEPEST or any(_is_bad(part) for part in parts):
        return ""
    path = "/".join([IMAGES, *parts])
    return path if len(path.encode()) <= _LONGEST else ""


def _is_bad(part: str) -> bool:
    return part in ("", "..") or len(part.encode()) > _LONGEST_PART or bool(_RESERVED.fullmatch(part))


def root_of_images(folder: Path) -> Path:
    """The dataset, the subject or the plain folder in what was unpacked: folders that hold one folder only are passed.

    Parameters
    ----------
    folder : into which `archive.unpack` has unpacked
    """
    found = next((places for pattern in _PLACES if (places := list(folder.glob(pattern)))), [])
    if len(found) != 1:
        return folder
    place = found[0]
    while True:
        entries = [entry for entry in place.iterdir() if not entry.name.startswith(".")]
        only = entries[0] if len(entries) == 1 else None
        if only is None or not only.is_dir() or only.name in _DATA_TYPES or only.name.startswith(("sub-", "ses-")):
            return place
        place = only
