"""How an image or a map is drawn when it has just been opened or computed."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from analysis.colour import ColourScale, classes_scale, one_sided, two_sided
from analysis.files.source import stem
from analysis.image import Series, Volume
from analysis.perfusion.concordance import STATISTIC as CONCORDANCE
from analysis.sampling import Interpolation
from analysis.scan import Modality, Scan, StatMap
from gui.session import LayerDisplay, Role

# A standardised map (z) shows what differs from the brain's mean by one standard deviation, a map divided by its mean
# what is above the mean: a first look at its shape, not a test.
Z_THRESHOLD = 1.0
MEAN_THRESHOLD = 1.0
MASK_OPACITY = 0.15
ATLAS_OPACITY = 0.45
# Perfusion is read by its colour, the same in every patient, without a threshold: noise below 0 must be seen too.
PERFUSION_WINDOWS = {
    "cbf": ("inferno", 0.0, 100.0),  # mL/100 g/min
    "cbf_gm": ("inferno", 0.0, 100.0),
    "cbf_wm": ("inferno", 0.0, 60.0),
    "relative_perfusion": ("inferno", 0.0, 2.0),  # 1 = mean of the mask
    "relative_perfusion_gm": ("inferno", 0.0, 2.0),
    "relative_perfusion_wm": ("inferno", 0.0, 2.0),
    "att": ("viridis", 0.5, 2.5),  # s
    "att_sd": ("viridis", 0.0, 0.6),
    "att_limit": ("blue_red", -1.0, 1.0),  # -1 before the first delay, 1 after the last
}
HEADROOM = 0.2  # the brightest tissue of a first window is light gray, not white


@dataclass(frozen=True)
class FirstLook:
    """A role and a display."""

    role: Role
    display: LayerDisplay


def first_look(scan: Scan, *, visible: bool = True) -> FirstLook:
    """The first look of a scan: images in gray, masks as a tint, maps over their underlay."""
    volume = scan.image.volume(0) if isinstance(scan.image, Series) else scan.image
    if scan.modality is Modality.MASK:
        return mask_look(visible=visible)
    if scan.modality is Modality.MAP and not isinstance(scan.image, Series):
        return map_look(volume, _statistic(scan, volume), visible=visible)
    low, high = volume.robust_range
    low = 0.0 if 0 < low < 0.5 * high else low
    high += HEADROOM * (high - low)
    return FirstLook(Role.UNDERLAY, LayerDisplay(ColourScale("gray", low, high), visible))


def _statistic(scan: Scan, volume: Volume) -> str:
    """What a map shows: the name of its file, where that is one that has its own look, else its title."""
    name = "" if scan.path is None else stem(scan.path)
    return name if name in PERFUSION_WINDOWS or name == CONCORDANCE else volume.name


def map_of(stat_map: StatMap, *, visible: bool = True) -> FirstLook:
    """The first look of a computed map."""
    return map_look(stat_map.volume, stat_map.statistic, visible=visible)


def map_look(volume: Volume, statistic: str, *, visible: bool = True) -> FirstLook:
    """z maps and other maps with both signs on both sides of a threshold, others from low to high."""
    if statistic == CONCORDANCE:
        return FirstLook(Role.OVERLAY, LayerDisplay(classes_scale(CONCORDANCE, 0.9), visible, Interpolation.NEAREST))
    if statistic in PERFUSION_WINDOWS:
        colormap, low, high = PERFUSION_WINDOWS[statistic]
        return FirstLook(Role.OVERLAY, LayerDisplay(ColourScale(colormap, low, high, opacity=0.9), visible))
    known = _values_of(volume)
    if known.lowest < 0:
        maximum = max(known.highest, 2 * Z_THRESHOLD) if statistic.startswith("z") else max(known.highest, 1e-12)
        threshold = Z_THRESHOLD if statistic.startswith("z") else maximum / 3
        scale = two_sided(threshold, maximum)
    elif statistic.startswith("m") and abs(known.mean - 1) < 0.2:
        scale = one_sided(MEAN_THRESHOLD, 0.0, max(known.highest, 1.1 * MEAN_THRESHOLD))
    else:
        scale = one_sided(known.middle, 0.0, max(known.highest, known.middle + 1e-12), "inferno")
    return FirstLook(Role.OVERLAY, LayerDisplay(scale, visible))


@dataclass(frozen=True)
class _Values:
    """Of the finite values that are not 0: 2nd percentile, median, mean, and the 99.5th percentile of their size."""

    lowest: float = 0.0
    middle: float = 0.0
    mean: float = 0.0
    highest: float = 1.0


_KNOWN: WeakKeyDictionary[Volume, _Values] = WeakKeyDictionary()


def _values_of(volume: Volume) -> _Values:
    """Found once for each volume: on a map of the whole head it takes longer than the window may stand still."""
    known = _KNOWN.get(volume)
    if known is None:
        values = volume.data[np.isfinite(volume.data) & (volume.data != 0)].astype(np.float64)
        known = _Values()
        if values.size:
            lowest, middle = (float(v) for v in np.percentile(values, (2, 50)))
            known = _Values(lowest, middle, float(values.mean()), float(np.percentile(np.abs(values), 99.5)))
        _KNOWN[volume] = known
    return known


def atlas_look() -> FirstLook:
    """Regions in a colour each, by their number; 0 is no region."""
    scale = one_sided(0.5, 0.0, 256.0, "regions", ATLAS_OPACITY)
    return FirstLook(Role.OVERLAY, LayerDisplay(scale, interpolation=Interpolation.NEAREST))


def mask_look(*, visible: bool = True) -> FirstLook:
    """A mask is a tint, its voxels drawn as they are."""
    scale = one_sided(0.5, 0.0, 2.0, "viridis", MASK_OPACITY)
    return FirstLook(Role.MASK, LayerDisplay(scale, visible, Interpolation.NEAREST))
