"""What role a series of the scanner plays, or why it is not converted; each with the reason.

The operator's words come first, then how it was acquired. A word counts only where the image can be what it says: a
"T1" of three slices is no T1 of a head. Reasons quote only words of the lists in `words`, never a free text.
"""

from dataclasses import dataclass, field
from enum import Enum

from analysis.grid import Grid
from analysis.importing import words
from analysis.importing.header import ImageHeader

_MR_CLASSES = ("1.2.840.10008.5.1.4.1.1.4",)  # MR Image Storage, and below it the enhanced ones
_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
_DERIVED = {
    "DERIVED", "MPR", "PROJECTION IMAGE", "MIP", "MNIP", "ADC", "FA", "TRACEW", "MOCO", "CBF", "RELCBF", "RCBF",
    "PERFUSION", "SUBTRACT", "T-MAP", "TTEST", "TENSOR", "COLFA",
}  # fmt: skip
FEW_VOLUMES = 20
OWN_TASKS = ("", "rest", "unknown")  # words for the task that are ours, not the operator's
_FEW_MAP_VOLUMES = 12
_FINE_MM, _HEAD_MM = 2.05, 99.0  # 2 mm and 100 mm, but for what rounding makes of them


class SeriesRole(Enum):
    """The roles that are converted, and then those that are not."""

    T1 = "T1"
    BOLD = "BOLD"
    ASL = "ASL"
    M0 = "M0"
    FIELD_MAP = "field map"
    OTHER = "other"
    LOCALISER = "localiser"
    DERIVED = "derived"
    CAPTURE = "secondary capture"
    NO_IMAGE = "no image"


@dataclass(frozen=True)
class Guess:
    """A role, the reason as a phrase, and where the image goes: BIDS folder, suffix and entities."""

    role: SeriesRole
    reason: str
    folder: str = "other"
    suffix: str = "other"
    entities: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class ConvertedLook:
    """What a converted image looks like: its grid, its volumes, its echo number and whether it holds phase."""

    grid: Grid
    n_volumes: int
    is_phase: bool
    echo: int | None
    direction: str


def unconverted(first: ImageHeader, *, keep_derived: bool = False) -> Guess | None:
    """Why a series is not converted at all, told by its first header; None if it is."""
    if first.sop_class.startswith(_CAPTURE):
        return Guess(SeriesRole.CAPTURE, "it is a screen capture, not a measurement")
    if first.modality not in ("MR", "") or not first.rows:
        kind = first.modality if first.modality.isalpha() and len(first.modality) <= 4 else "unknown"
        return Guess(SeriesRole.NO_IMAGE, f"it is no MR image (DICOM modality {kind})")
    if not first.sop_class.startswith(_MR_CLASSES) and first.sop_class:
        return Guess(SeriesRole.NO_IMAGE, "it holds no MR image (spectroscopy, raw data or a report)")
    said = _text(first)
    if "LOCALIZER" in first.image_type:
        return Guess(SeriesRole.LOCALISER, "its image type says LOCALIZER")
    if word := words.found(words.LOCALISER, said):
        return Guess(SeriesRole.LOCALISER, f'its description says "{word}"')
    kinds = _DERIVED.intersection(first.image_type)
    if kinds and "UNI" not in first.image_type and not keep_derived:
        return Guess(SeriesRole.DERIVED, f"the scanner computed it from another series ({sorted(kinds)[0]})")
    return None


def guess(first: ImageHeader, look: ConvertedLook) -> Guess:
    """The role of a converted image.

    Parameters
    ----------
    first : header of the first file of its series
    look : the image itself
    """
    said, few = _text(first), look.n_volumes <= 3
    if word := words.found(words.SBREF, said):
        return _other(f'its description says "{word}", one volume that goes with a series')
    if (word := words.found(words.M0, said)) and few:
        return Guess(SeriesRole.M0, f'its description says "{word}" and it has {_volumes(look)}', "perf", "m0scan")
    if "ASL" in first.image_type or (word := words.found(words.ASL, said)):
        return _asl(look, word if "ASL" not in first.image_type else "")
    if (first.b_value or 0) > 0 or "DIFFUSION" in first.image_type or words.found(words.DIFFUSION, said):
        return _other("it is a diffusion series; its gradient table is not kept")
    return _field_map(first, look, said) or _bold(first, look, said) or _structural(first, look, said)


def _text(first: ImageHeader) -> str:
    return words.spaced(f"{first.description} | {first.protocol} | {first.sequence_name}")


def _other(reason: str, warnings: tuple[str, ...] = ()) -> Guess:
    return Guess(SeriesRole.OTHER, reason, warnings=warnings)


def _volumes(look: ConvertedLook) -> str:
    return "1 volume" if look.n_volumes == 1 else f"{look.n_volumes} volumes"


def _asl(look: ConvertedLook, word: str) -> Guess:
    reason = f'its description says "{word}"' if word else "its image type says ASL"
    if look.n_volumes < 2:
        return _other(f"{reason}, but it has one volume, so nothing to subtract")
    return Guess(SeriesRole.ASL, reason, "perf", "asl")


def is_epi(first: ImageHeader) -> bool:
    """Whether it is echo-planar, as most functional series are."""
    name = first.sequence_name.casefold()
    return "EP" in first.sequence or "epi" in name or "ep2d" in name or "epfid" in name or "FEEPI" in first.sequence


def _field_map(first: ImageHeader, look: ConvertedLook, said: str) -> Guess | None:
    word = words.found(words.FIELD_MAP, said)
    if not word or look.n_volumes > _FEW_MAP_VOLUMES or words.found(words.T1, said):
        return None
    reason = f'its description says "{word}" and it has {_volumes(look)}'
    if is_epi(first):
        entities = {"dir": look.direction} if look.direction else {}
        return Guess(SeriesRole.FIELD_MAP, reason, "fmap", "epi", entities)
    if look.is_phase:
        return Guess(SeriesRole.FIELD_MAP, f"{reason}; it holds phase", "fmap", "phasediff")
    return Guess(SeriesRole.FIELD_MAP, f"{reason}; it holds magnitude", "fmap", f"magnitude{look.echo or 1}")


def _bold(first: ImageHeader, look: ConvertedLook, said: str) -> Guess | None:
    word = words.found(words.BOLD, said)
    if look.n_volumes < 2 or not (word or (is_epi(first) and look.n_volumes >= FEW_VOLUMES)):
        return None
    if look.is_phase:
        return _other("it holds the phase of a functional series")
    by_acquisition = f"it is an echo-planar series of {look.n_volumes} volumes (a guess)"
    reason = f'its description says "{word}" and it has {_volumes(look)}' if word else by_acquisition
    task, warnings = _task(said), []
    if look.n_volumes < FEW_VOLUMES:
        warnings.append(f"It has {_volumes(look)} only, too few for resting-state metrics.")
    if task == "unknown":
        warnings.append('Nothing says whether the patient rested (task "unknown"); rename the file if so.')
    entities = {"task": task} | ({"echo": str(look.echo)} if look.echo else {})
    return Guess(SeriesRole.BOLD, reason, "func", "bold", entities, tuple(warnings))


def _task(said: str) -> str:
    named = words.TASK.search(said)
    if named:
        return named.group(1)
    return "rest" if words.found(words.REST, said) else "unknown"


def _structural(first: ImageHeader, look: ConvertedLook, said: str) -> Guess:
    size, extent = look.grid.voxel_size_mm, _extent_mm(look.grid)
    if look.n_volumes > 1:
        return _other(f"it is a short series of {look.n_volumes} volumes and nothing says of what")
    if look.is_phase:
        return _other("it holds phase")
    for pattern, suffix in ((words.FLAIR, "FLAIR"), (words.T2, "T2w")):
        if word := words.found(pattern, said):
            return Guess(SeriesRole.OTHER, f'its description says "{word}"', "anat", suffix)
    word = words.found(words.T1, said)
    whole_head = max(size) <= _FINE_MM and min(extent) >= _HEAD_MM
    if word and not whole_head:
        return _other(
            f'its description says "{word}", but it is no fine image of a whole head ({look.grid.in_words()})'
        )
    contrast = ("A contrast agent was given; gray and white matter look different then.",) if first.contrast else ()
    if word and not words.found(words.INVERSION, said):
        reason = f'its description says "{word}" and it is a fine image of a whole head'
        return Guess(SeriesRole.T1, reason, "anat", "T1w", warnings=contrast)
    if not word and whole_head and _acquired_as_t1(first):
        return Guess(
            SeriesRole.T1, "it is a fine 3D gradient-echo image of a whole head (a guess)", "anat", "T1w",
            warnings=contrast,
        )  # fmt: skip
    return _other("nothing says what it is")


def _acquired_as_t1(first: ImageHeader) -> bool:
    """3D gradient echo with a short echo time, and an inversion or a usual spoiled flip angle."""
    if first.acquisition_type != "3D" or "GR" not in first.sequence or not first.te_ms or first.te_ms > 8:
        return False
    return bool(first.ti_ms and 400 <= first.ti_ms <= 1500) or bool(first.flip_deg and 5 <= first.flip_deg <= 30)


def _extent_mm(grid: Grid) -> list[float]:
    return [n * size for n, size in zip(grid.shape, grid.voxel_size_mm, strict=True)]
