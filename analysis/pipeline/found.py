"""What the steps of a run have found, kind of scan by kind of scan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from analysis.image import Volume
from analysis.preprocess.coregister import Coregistration
from analysis.preprocess.gray_volume import GrayVolume
from analysis.preprocess.normalise import Normalisation
from analysis.preprocess.realign import Realignment
from analysis.preprocess.resample import ResampledSeries
from analysis.preprocess.structural import Structure


@dataclass(frozen=True, eq=False)
class Anatomy:
    """What was found in the T1."""

    structure: Structure
    gray: GrayVolume


@dataclass(frozen=True, eq=False)
class Way:
    """From MNI space to a series: through the T1 (both parts), or by the series' own image (normalisation alone).

    Parameters
    ----------
    normalisation : between MNI space and the T1, or the series itself
    coregistration : T1 mm -> series mm; None without a T1
    """

    normalisation: Normalisation
    coregistration: Coregistration | None

    def from_mni(self, xyz_mni: np.ndarray) -> np.ndarray:
        """Map MNI points ``(n, 3)`` mm to mm of the series."""
        points = self.normalisation.from_mni(xyz_mni)
        return points if self.coregistration is None else self.coregistration.transform.points(points)


@dataclass(frozen=True, eq=False)
class Resting:
    """What was found in the resting-state series: motion and mean, the way to MNI space, the series there."""

    realignment: Realignment
    way: Way
    series: ResampledSeries


@dataclass(frozen=True, eq=False)
class Perfusion:
    """What was found in the ASL series.

    Parameters
    ----------
    reference : the image by which it was aligned: its M0, or the mean of the series
    way : None where it could not be brought to MNI space
    maps : paths of the maps in MNI space
    warnings : sentences, also why there are no maps
    numbers : of the alignment and the coupling, for the record
    """

    reference: Volume | None = None
    way: Way | None = None
    maps: tuple[Path, ...] = ()
    warnings: tuple[str, ...] = ()
    numbers: Mapping[str, Any] = field(default_factory=dict)
