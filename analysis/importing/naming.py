"""BIDS names of the images of a patient."""

from collections import Counter
from collections.abc import Sequence

from analysis.grid import Grid
from analysis.importing.role import Guess

_ORDER = ("task", "acq", "dir", "run", "echo", "label")
_OPPOSITE = {"L": "R", "R": "L", "A": "P", "P": "A", "S": "I", "I": "S"}


def assign(subject: str, images: Sequence[tuple[str, int, Guess]]) -> list[str]:
    """Paths of images within the dataset, without ending; those of one name are numbered by ``run-``.

    Parameters
    ----------
    subject : such as ``"sub-01"``
    images : session (``"ses-1"`` or empty), number of the series, and its role, in the order of acquisition
    """
    plain = [_path(subject, session, number, guess, "") for session, number, guess in images]
    counts, seen = Counter(plain), Counter[str]()
    named = []
    for (session, number, guess), path in zip(images, plain, strict=True):
        seen[path] += 1
        run = str(seen[path]) if counts[path] > 1 else ""
        named.append(_path(subject, session, number, guess, run))
    return named


def _path(subject: str, session: str, number: int, guess: Guess, run: str) -> str:
    entities = dict(guess.entities) | ({"run": run} if run else {})
    if guess.suffix == "other":
        entities["acq"] = f"series{number:03d}"
    parts = [subject, session, *(f"{key}-{entities[key]}" for key in _ORDER if entities.get(key)), guess.suffix]
    name = "_".join(part for part in parts if part)
    return "/".join(part for part in (subject, session, guess.folder, name) if part)


def direction(phase_encoding: object, grid: Grid) -> str:
    """The way of the phase encoding as the label of ``dir-``: ``"AP"`` runs from the front to the back."""
    if not isinstance(phase_encoding, str) or phase_encoding.rstrip("-") not in ("i", "j", "k"):
        return ""
    end = grid.axis_codes["ijk".index(phase_encoding[0])]
    if phase_encoding.endswith("-"):
        end = _OPPOSITE[end]
    return _OPPOSITE[end] + end
