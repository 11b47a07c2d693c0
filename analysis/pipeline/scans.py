"""The scans of a case, opened and checked before minutes are spent on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis.errors import GeometryError, InputError
from analysis.files import asl_scheme, nifti, sidecar
from analysis.files.cache import free_memory_bytes
from analysis.files.doubts import still_open
from analysis.image import Mask, Series, Volume
from analysis.pipeline.case import Case
from analysis.pipeline.nameless import without_names
from analysis.pipeline.timing import slice_times_of
from analysis.preprocess.suitability import require_lesion, require_resting_series, require_room, require_whole_head
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord, sha256_of_file
from analysis.scan import Fact, Scan

_ACQUISITION = (
    "Manufacturer", "ManufacturersModelName", "MagneticFieldStrength", "PulseSequenceType", "MRAcquisitionType",
    "RepetitionTime", "EchoTime", "ArterialSpinLabelingType", "PostLabelingDelay", "LabelingDuration",
)  # fmt: skip
_SAME = 0.001


def acquisition_of(facts: Mapping[str, Fact]) -> dict[str, Any]:
    """Scanner and sequence, for the record of each map: maps of another acquisition must not be compared."""
    return {name: facts[name].value for name in _ACQUISITION if name in facts}


@dataclass(frozen=True, eq=False)
class RestingScan:
    """The raw series, when its slices were acquired, and on which scanner by which sequence."""

    series: Series
    slice_times_s: tuple[float, ...] | None
    slice_axis: int
    acquisition: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class AslScan:
    """The ASL series, its separate M0 if there is one, and what was typed about them."""

    scan: Scan
    m0: Scan | None
    given: Mapping[str, Fact]

    @property
    def told(self) -> dict[str, Any]:
        """All that is known of the acquisition, as plain text: a result depends on it."""
        facts = {**self.scan.facts, **self.given}
        told = {name: str(fact.value) for name, fact in sorted(facts.items())}
        m0 = {} if self.m0 is None else {name: str(fact.value) for name, fact in sorted(self.m0.facts.items())}
        return {"facts": told, "m0_facts": m0, "scheme": str(self.scan.asl)}


@dataclass(frozen=True, eq=False)
class Scans:
    """What was opened; ``inputs`` are the files by role and hash, ``warnings`` sentences for the user."""

    t1: Volume | None = None
    lesion: Mask | None = None
    resting: RestingScan | None = None
    asl: AslScan | None = None
    inputs: tuple[InputRecord, ...] = ()
    warnings: tuple[str, ...] = field(default=())


def open_scans(case: Case, n_dropped: int, progress: Progress = silent) -> Scans:
    """Open the scans of a case.

    An ASL series that cannot be used is left out with a sentence, unless there is nothing else.

    Parameters
    ----------
    case : their paths
    n_dropped : volumes of the resting series that will be dropped

    Raises
    ------
    InputError
        if a T1 or resting series cannot be used, or a mask of a lesion is not on the grid of the T1
    """
    warnings, roles = list(case.warnings), {"t1": case.t1, "bold": case.bold, "lesion": case.lesion}
    t1 = None if case.t1 is None else _t1(case.t1, warnings)
    lesion = None if case.lesion is None else _lesion(case.lesion, t1)
    progress(0.1, "Opening the scans")
    resting = None
    if case.bold is not None:
        resting, said = resting_of(nifti.read(case.bold), case.bold_facts, n_dropped)
        warnings += said
        nifti.finish(resting.series, part(progress, 0.1, 0.3))  # one that was cut short is refused before the work
    progress(0.3, "Opening the scans")
    asl = None
    if case.asl is not None:
        try:
            asl = _asl(case, warnings, part(progress, 0.3, 0.6))
            roles |= {"asl": case.asl, "m0": None if asl.m0 is None else case.m0}
        except InputError as error:
            if t1 is None and resting is None:
                raise
            warnings.append(f"The ASL series was left out. {error}")
    progress(0.6, "Opening the scans")
    inputs = tuple(InputRecord(role, sha256_of_file(path)) for role, path in roles.items() if path is not None)
    return Scans(t1, lesion, resting, asl, inputs, tuple(dict.fromkeys(map(without_names, warnings))))


def _t1(path: Path, warnings: list[str]) -> Volume:
    scan = nifti.read(path)
    if not isinstance(scan.image, Volume):
        raise InputError("The T1 is a series of volumes, but one volume is needed.")
    require_whole_head(scan.image)
    warnings += scan.warnings
    return scan.image


def _lesion(path: Path, t1: Volume | None) -> Mask:
    if t1 is None:
        raise InputError("A mask of a lesion belongs to a T1, but there is none.")
    lesion = nifti.read_mask(path)
    if not lesion.grid.matches(t1.grid):
        raise GeometryError(
            f"The mask of the lesion ({lesion.grid.in_words()}) is not on the grid of the T1 ({t1.grid.in_words()}); "
            "draw it on this T1."
        )
    require_lesion(lesion)
    return lesion


def resting_of(scan: Scan, given: Mapping[str, Fact], n_dropped: int) -> tuple[RestingScan, tuple[str, ...]]:
    """The resting series of a scan that was opened, with sentences for the user; its values are not looked at.

    Parameters
    ----------
    scan : a series of volumes
    given : typed facts, by field; they count before those of the files
    n_dropped : volumes that will be dropped

    Raises
    ------
    InputError
        if it is a single volume, too short, too large for the memory, without a repetition time, or its slice times
        do not fit it
    """
    if not isinstance(scan.image, Series):
        raise InputError("The BOLD image is a single volume, but a series of volumes over time is needed.")
    facts = {**scan.facts, **given}
    series, warnings = scan.image, list[str]()
    if "RepetitionTime" in given:
        tr_s, stated_s = float(given["RepetitionTime"].value), scan.image.tr_s
        series = replace(scan.image, tr_s=tr_s)
        if stated_s is not None and abs(stated_s - tr_s) > _SAME * stated_s:
            warnings.append(f"The repetition time was typed as {tr_s:g} s; the files say {stated_s:.4g} s.")
    require_resting_series(series, n_dropped)
    require_room(series, free_memory_bytes())
    times_s, axis, about_timing = slice_times_of(facts, series)
    warnings += [*still_open(scan.warnings, given), *about_timing]
    return RestingScan(series, times_s, axis, acquisition_of(facts)), tuple(warnings)


def _asl(case: Case, warnings: list[str], progress: Progress) -> AslScan:
    assert case.asl is not None
    scan = with_scheme(nifti.read(case.asl))
    nifti.finish(scan, part(progress, 0.0, 0.7))
    m0 = None
    if case.m0 is not None and _wants_separate_m0(scan, case.asl_facts):
        m0 = nifti.read(case.m0)
        nifti.finish(m0, part(progress, 0.7, 1.0))
    elif case.m0 is not None:
        warnings.append("ASL: the separate M0 scan was not used, because the series is said to have its M0 elsewhere.")
    doubts = still_open(scan.warnings, case.asl_facts)
    warnings += [f"ASL: {warning}" for warning in (*doubts, *(() if m0 is None else m0.warnings))]
    return AslScan(scan, m0, case.asl_facts)


def with_scheme(scan: Scan) -> Scan:
    """The scan with what its sidecar says about labelling, also where its name does not say that it is ASL."""
    if scan.asl is not None or scan.path is None:
        return scan
    n_volumes = scan.image.n_timepoints if isinstance(scan.image, Series) else 1
    scheme, warnings = asl_scheme.read(scan.path, sidecar.read(scan.path), n_volumes)
    return replace(scan, asl=scheme, warnings=(*scan.warnings, *warnings))


def _wants_separate_m0(scan: Scan, given: Mapping[str, Fact]) -> bool:
    """Whether nothing says that the M0 is elsewhere than in a scan of its own."""
    assert scan.asl is not None
    stated = given["M0Type"].value if "M0Type" in given else scan.asl.m0
    types = given["VolumeTypes"].value if "VolumeTypes" in given else scan.asl.volume_types
    return stated in (None, "Separate") and "m0scan" not in types
