"""Which scans of a folder are processed: one T1 and one resting-state series of one patient."""

from dataclasses import dataclass
from pathlib import Path

from analysis.errors import InputError
from analysis.files import bids
from analysis.scan import Modality


@dataclass(frozen=True)
class Case:
    """The raw scans of one patient; ``subject`` is a BIDS label."""

    subject: str
    t1: Path
    bold: Path


def find_case(folder: Path, subject: str | None = None) -> Case:
    """The T1 and the BOLD series of a BIDS subject, or of a plain folder.

    Raises
    ------
    InputError
        if there is no T1 or BOLD series, more than one, or images of several patients
    """
    found = bids.images(folder, subject=subject)
    t1, bold = (_only([i for i in found if i.modality is kind], kind) for kind in (Modality.T1, Modality.BOLD))
    if t1.subject != bold.subject:
        raise InputError(
            f"The T1 is of sub-{t1.subject or '?'} and the BOLD series of sub-{bold.subject or '?'}: images of two "
            "patients must not be mixed."
        )
    return Case(bold.subject or "patient", t1.path, bold.path)


def _only(images: list[bids.FoundImage], kind: Modality) -> bids.FoundImage:
    if not images:
        raise InputError(f"The folder has no {kind.value} image; processing needs a T1 and a BOLD series.")
    if len(images) > 1:
        raise InputError(
            f"The folder has {len(images)} {kind.value} images and it is not known which one is meant; give a folder "
            "with only one of them."
        )
    return images[0]
