"""Where a map of resting activity deserves less trust: unsteady signal, the edge of the brain, no full coverage.

    1   tSNR below 25: the lower limit of the light for the whole brain, here asked of each voxel (own limit)
    2   at the edge: a face-neighbour lies outside the voxels that have a signal. Half of such a voxel may be outside of
        the brain, and what head motion leaves is largest there (Satterthwaite et al. 2013, NeuroImage 64:240)
    4   not covered: within the standard brain, but not reached by every volume of the series

Values are sums; 0 is none of them, NaN is outside of the brain. Head motion concerns the whole map, so it is told in
sentences: every red light of motion (framewise displacement, the rule of exclusion).
"""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from analysis.errors import DataError, GeometryError
from analysis.image import Mask, Volume
from analysis.perfusion.quality import Light
from analysis.provenance import InputRecord, Provenance, sha256_of_array
from analysis.quality.record import Quality, Topic
from analysis.scan import StatMap

UNSTEADY, EDGE, UNCOVERED = 1, 2, 4
LEAST_TSNR = 25.0
STATISTIC = "trust"
_WORDS = {UNSTEADY: "tSNR below 25", EDGE: "edge of the brain", UNCOVERED: "not covered by every volume"}


@dataclass(frozen=True, eq=False)
class Trust:
    """The map ``trust``, the share of the brain that each reason concerns, and what concerns the whole map."""

    map: StatMap
    percent: dict[str, float]
    sentences: tuple[str, ...]


def find_trust(
    tsnr: Volume,
    brain: Mask,
    quality: Quality | None = None,
    *,
    least_tsnr: float = LEAST_TSNR,
    inputs: tuple[InputRecord, ...] = (),
) -> Trust:
    """Mark the voxels of the brain to be read with less trust.

    Parameters
    ----------
    tsnr : temporal signal-to-noise ratio; a voxel has a signal where it is finite and above 0
    brain : the standard brain on the same grid
    quality : its red lights of motion concern the whole map

    Raises
    ------
    GeometryError
        if the grids differ
    DataError
        if no voxel of the brain has a signal
    """
    if not brain.grid.matches(tsnr.grid):
        raise GeometryError("The map of tSNR and the brain are not on one grid; bring one onto the other's first.")
    values = tsnr.data.astype(np.float64)
    covered = brain.data & np.isfinite(values) & (np.nan_to_num(values) > 0)
    if not covered.any():
        raise DataError("No voxel of the brain has a signal, so nothing can be said of its steadiness.")
    inside = ndimage.binary_erosion(covered, ndimage.generate_binary_structure(3, 1))
    reasons = {
        UNSTEADY: covered & (np.nan_to_num(values) < least_tsnr),
        EDGE: covered & ~inside,
        UNCOVERED: brain.data & ~covered,
    }
    marks = np.full(brain.grid.shape, np.nan, dtype=np.float32, order="F")
    marks[brain.data] = sum(value * where.astype(np.float32) for value, where in reasons.items())[brain.data]
    percent = {_WORDS[value]: 100 * float(where.sum()) / brain.n_voxels for value, where in reasons.items()}
    sentences = motion_sentences(quality)
    provenance = Provenance(
        "analysis.quality.trust.find_trust",
        {
            "values": {str(value): words for value, words in _WORDS.items()},
            "least_tsnr": least_tsnr,
            "source": "limit of tSNR: own; edge: Satterthwaite et al. 2013, NeuroImage 64:240",
            "percent": {words: round(share, 4) for words, share in percent.items()},
        },
        inputs or (InputRecord("tsnr", sha256_of_array(tsnr.data)),),
        sentences,
    )
    volume = Volume(brain.grid, marks, "less trust", "")
    return Trust(StatMap(volume, STATISTIC, provenance, brain), percent, sentences)


def motion_sentences(quality: Quality | None) -> tuple[str, ...]:
    """What a red light of head motion says of every map of the series; empty where none is red."""
    if quality is None:
        return ()
    reds = [check for check in quality.group(Topic.MOTION) if check.light is Light.RED]
    found = [f"{check.caption} {check.value:.2g} {check.unit} ({check.limits})" for check in reds]
    sentences = [f"Head motion makes the whole map doubtful: {'; '.join(found)}."] if found else []
    if quality.exclusion.excluded:
        sentences.append(f"The rule of the preset excludes this scan ({quality.exclusion.rule}).")
    return tuple(sentences)
