"""The repetition time of a series: which of its sources counts, and what they contradict.

BIDS means by ``RepetitionTime`` the time between two volumes and by ``RepetitionTimeExcitation`` the time between
two excitations of the same tissue. A volume cannot be repeated faster than its tissue is excited, so a
``RepetitionTime`` (or a header's value) *below* the excitation's is wrong and the excitation's is used: for Philips
series dcm2niix has computed the former from damaged time stamps (its issue 560). A ``RepetitionTime`` above it is
the rule for 3D acquisitions in several shots, and for 2D ones means a pause, which is worth a warning.

Where header and sidecar contradict each other otherwise the sidecar is used, because the header's field is lost or
reset to 1 by many programs.
"""

from dataclasses import dataclass
from itertools import pairwise

from analysis.files.sidecar import Sidecar
from analysis.scan import Fact, FactSource

_TOLERANCE = 0.01
_LEAST_S, _MOST_S = 0.05, 100.0


@dataclass(frozen=True)
class RepetitionTime:
    """The time between two frames, None where nothing tells it, with sentences about contradictions."""

    fact: Fact | None
    warnings: tuple[str, ...]

    @property
    def tr_s(self) -> float | None:
        """The value in s."""
        return None if self.fact is None else float(self.fact.value)


def settle(header_s: float | None, header_warning: str | None, sidecar: Sidecar) -> RepetitionTime:
    """Choose the repetition time.

    Parameters
    ----------
    header_s : of the header, s, or None
    header_warning : why the header tells none
    sidecar : of the image
    """
    warnings: list[str] = []
    stated = _of_sidecar(sidecar, warnings)
    chosen = Fact(stated, FactSource.SIDECAR) if stated else None
    if chosen is None and header_s is not None:
        chosen = Fact(header_s, FactSource.HEADER)
    if stated and header_s is not None and _differ(stated, header_s):
        warnings.append(
            f"The header says the repetition time (TR) is {header_s:.4g} s, the sidecar says {stated:.4g} s; "
            "the sidecar's is used."
        )
    chosen = _against_excitation(chosen, sidecar, warnings)
    if chosen is None:
        warnings.append(f"{header_warning or 'Nothing says the repetition time (TR).'} Type it before computing.")
    return RepetitionTime(chosen, tuple(warnings))


def _differ(one_s: float, other_s: float) -> bool:
    return abs(one_s - other_s) > _TOLERANCE * max(one_s, other_s)


def _plausible(sidecar: Sidecar, key: str, warnings: list[str]) -> float | None:
    value = sidecar.number(key)
    if value is None:
        if key in sidecar.fields and not isinstance(sidecar.fields[key], list):
            warnings.append(f"The sidecar's {key} is not a positive number and is not used.")
        return None
    if _LEAST_S <= value <= _MOST_S:
        return value
    hint = " (milliseconds?)" if value > _MOST_S else ""
    warnings.append(f"The sidecar's {key} of {value:g} s is not plausible{hint} and is not used.")
    return None


def _of_sidecar(sidecar: Sidecar, warnings: list[str]) -> float | None:
    stated = _plausible(sidecar, "RepetitionTime", warnings)
    prepared = _plausible(sidecar, "RepetitionTimePreparation", warnings)
    return stated or prepared or _of_volume_timing(sidecar, warnings)


def _of_volume_timing(sidecar: Sidecar, warnings: list[str]) -> float | None:
    times = sidecar.fields.get("VolumeTiming")
    if not isinstance(times, list) or len(times) < 2 or not all(isinstance(t, int | float) for t in times):
        return None
    steps = [later - earlier for earlier, later in pairwise(times)]
    if min(steps) < _LEAST_S or _differ(min(steps), max(steps)):
        warnings.append("The volumes were not taken at even distances in time (VolumeTiming); they have no one TR.")
        return None
    return sum(steps) / len(steps)


def _against_excitation(chosen: Fact | None, sidecar: Sidecar, warnings: list[str]) -> Fact | None:
    excitation = _plausible(sidecar, "RepetitionTimeExcitation", warnings)
    if excitation is None or chosen is None or not _differ(excitation, chosen.value):
        return chosen
    where = "sidecar's RepetitionTime" if chosen.source is FactSource.SIDECAR else "header"
    if chosen.value < excitation:
        warnings.append(
            f"The {where} says {chosen.value:.4g} s between volumes, but the sidecar's RepetitionTimeExcitation says "
            f"{excitation:.4g} s; volumes cannot follow faster than excitations, so {excitation:.4g} s is used. "
            "Please confirm the repetition time."
        )
        return Fact(excitation, FactSource.SIDECAR)
    if sidecar.text("MRAcquisitionType") == "2D" and "DelayTime" not in sidecar.fields:
        warnings.append(
            f"The {where} says {chosen.value:.4g} s between volumes and the sidecar's RepetitionTimeExcitation "
            f"{excitation:.4g} s, which is right only if the scanner paused in between; {chosen.value:.4g} s is used."
        )
    return chosen
