"""How an image or a map is drawn when it has just been opened or computed."""

from dataclasses import dataclass

import numpy as np

from analysis.colour import ColourScale, one_sided, two_sided
from analysis.image import Series, Volume
from analysis.sampling import Interpolation
from analysis.scan import Modality, Scan, StatMap
from gui.session import LayerDisplay, Role

# A standardised map (z) shows what differs from the brain's mean by one standard deviation, a map divided by its mean
# what is above the mean: a first look at its shape, not a test.
Z_THRESHOLD = 1.0
MEAN_THRESHOLD = 1.0
MASK_OPACITY = 0.15
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
        return map_look(volume, volume.name, visible=visible)
    low, high = volume.robust_range
    low = 0.0 if 0 < low < 0.5 * high else low
    high += HEADROOM * (high - low)
    return FirstLook(Role.UNDERLAY, LayerDisplay(ColourScale("gray", low, high), visible))


def map_of(stat_map: StatMap, *, visible: bool = True) -> FirstLook:
    """The first look of a computed map."""
    return map_look(stat_map.volume, stat_map.statistic, visible=visible)


def map_look(volume: Volume, statistic: str, *, visible: bool = True) -> FirstLook:
    """z maps and other maps with both signs on both sides of a threshold, others from low to high."""
    values = volume.data[np.isfinite(volume.data)]
    values = values[values != 0] if values.size else values
    highest = float(np.percentile(np.abs(values), 99.5)) if values.size else 1.0
    negative = bool(values.size) and float(np.percentile(values, 2)) < 0
    if negative:
        maximum = max(highest, 2 * Z_THRESHOLD) if statistic.startswith("z") else max(highest, 1e-12)
        threshold = Z_THRESHOLD if statistic.startswith("z") else maximum / 3
        scale = two_sided(threshold, maximum)
    elif statistic.startswith("m") and values.size and abs(float(values.mean()) - 1) < 0.2:
        scale = one_sided(MEAN_THRESHOLD, 0.0, max(highest, 1.1 * MEAN_THRESHOLD))
    else:
        middle = float(np.percentile(values, 50)) if values.size else 0.0
        scale = one_sided(middle, 0.0, max(highest, middle + 1e-12), "inferno")
    return FirstLook(Role.OVERLAY, LayerDisplay(scale, visible))


def mask_look(*, visible: bool = True) -> FirstLook:
    """A mask is a tint, its voxels drawn as they are."""
    scale = one_sided(0.5, 0.0, 2.0, "viridis", MASK_OPACITY)
    return FirstLook(Role.MASK, LayerDisplay(scale, visible, Interpolation.NEAREST))
