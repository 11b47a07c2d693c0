"""Which of several ASL series is processed where nobody has chosen: the one that tells most about perfusion.

Without its M0 a series gives no flow in mL/100 g/min, and one delay cannot tell slow arrival from low flow; so a series
with an M0 comes first, and of those the one with most delays. Where that leaves several, nothing is guessed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import InputError
from analysis.files import asl_scheme, sidecar


@dataclass(frozen=True, order=True)
class AslMerit:
    """What speaks for a series: compared by its M0 first, then by its number of delays."""

    has_m0: bool
    n_delays: int

    def __str__(self) -> str:
        delays = {0: "no known delay", 1: "one delay"}.get(self.n_delays, f"{self.n_delays} delays")
        return f"{'an M0' if self.has_m0 else 'no M0'} and {delays}"


def merit(delays_s: Iterable[float], m0: str | None, volume_types: Sequence[str], *, has_separate_m0: bool) -> AslMerit:
    """What speaks for a series.

    Parameters
    ----------
    delays_s : post-labelling delays in s; 0 stands for volumes without labelling, as in BIDS
    m0 : BIDS M0Type; None where nothing tells
    volume_types : BIDS names of the kinds of its volumes
    has_separate_m0 : whether there is an M0 scan that belongs to it
    """
    has_m0 = has_separate_m0 or m0 in ("Included", "Estimate") or "m0scan" in volume_types
    return AslMerit(has_m0, len({round(float(delay), 3) for delay in delays_s if delay > 0}))


def merit_of_file(image: Path) -> AslMerit:
    """What speaks for a series by its sidecars and tables; the image itself is not opened."""
    found = sidecar.read(image)
    delays = found.fields.get("PostLabelingDelay")
    listed = delays if isinstance(delays, list) else [delays]
    numbers = [value for value in listed if isinstance(value, int | float) and not isinstance(value, bool)]
    types: tuple[str, ...] = ()
    for table in sidecar.beside(image, "aslcontext", ".tsv"):
        try:
            types = asl_scheme.read_context(table)
        except InputError:
            types = ()
    separate = any(True for ending in (".nii.gz", ".nii") for _ in sidecar.beside(image, "m0scan", ending))
    return merit(numbers, found.text("M0Type") or None, types, has_separate_m0=separate)


def best_of(merits: Sequence[AslMerit]) -> int | None:
    """The place of the best one; None where none stands out."""
    best = max(merits, default=None)
    return None if best is None or merits.count(best) != 1 else merits.index(best)
