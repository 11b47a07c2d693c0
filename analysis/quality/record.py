"""What is known of the quality of a patient's scans and of their processing, as plain records.

A part that could not be measured, because the patient has no such scan, is None or empty: never 0.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.perfusion.quality import Check
from analysis.preprocess.segment import TissueVolumes
from analysis.quality.measures import Carpet, RegionCoverage

HIGH_DISPLACEMENT_MM = 0.5


@dataclass(frozen=True, eq=False)
class HeadMotion:
    """Head motion: ``translations_mm`` and ``rotations_degrees`` ``(n, 3)``, ``fd_…`` ``(n,)`` mm, first 0.

    Signs are SPM's, as in `analysis.preprocess.motion`.
    """

    translations_mm: np.ndarray
    rotations_degrees: np.ndarray
    fd_power_mm: np.ndarray
    fd_jenkinson_mm: np.ndarray

    @property
    def n_timepoints(self) -> int:
        """Number of volumes."""
        return len(self.fd_power_mm)

    @property
    def mean_fd_mm(self) -> float:
        """Mean of Power's displacement; the first volume, which has none before it, counts as 0."""
        return float(self.fd_power_mm.mean())

    @property
    def max_fd_mm(self) -> float:
        """Largest of Power's displacement."""
        return float(self.fd_power_mm.max())

    @property
    def percent_high(self) -> float:
        """Volumes whose displacement after Power is above 0.5 mm, in percent."""
        return 100 * float(np.mean(self.fd_power_mm > HIGH_DISPLACEMENT_MM))

    @property
    def largest_translation_mm(self) -> float:
        """Along one axis, against the reference volume."""
        return float(np.abs(self.translations_mm).max())

    @property
    def largest_rotation_degrees(self) -> float:
        """About one axis, against the reference volume."""
        return float(np.abs(self.rotations_degrees).max())


@dataclass(frozen=True)
class Registration:
    """How well images lie on each other; None where it was not measured.

    Parameters
    ----------
    overlap : fraction of the brain seen in the series that lies within the brain of the T1
    mutual_information : of series and T1; of use only beside that of other fits of the same images
    correlation : between template and the image that was normalised, within the brain
    jacobian : lowest and highest local stretch of the warp within the brain
    dice_brain, dice_gray, dice_white : overlap of the patient in MNI space with the template
    normalised : what was brought to MNI space, in words
    asl_overlap : as ``overlap``, of the ASL series
    """

    overlap: float | None = None
    mutual_information: float | None = None
    correlation: float | None = None
    jacobian: tuple[float, float] | None = None
    dice_brain: float | None = None
    dice_gray: float | None = None
    dice_white: float | None = None
    normalised: str = "T1"
    asl_overlap: float | None = None


@dataclass(frozen=True)
class Exclusion:
    """The rule of the preset on head motion, and whether it excludes the patient (None: motion is not known)."""

    excluded: bool | None
    translation_mm: float
    rotation_degrees: float

    @property
    def rule(self) -> str:
        """The rule in words."""
        return f"more than {self.translation_mm:g} mm along, or {self.rotation_degrees:g}° about, one axis"


class Topic(Enum):
    """What a group of checks is about."""

    MOTION = "motion"
    SIGNAL = "signal"
    REGISTRATION = "registration"
    ANATOMY = "anatomy"
    COVERAGE = "coverage"
    PERFUSION = "perfusion"


@dataclass(frozen=True)
class CheckGroup:
    """The checks of one topic."""

    topic: Topic
    checks: tuple[Check, ...]


@dataclass(frozen=True, eq=False)
class Quality:
    """The record of a patient.

    Parameters
    ----------
    subject : BIDS label
    preset : what the thresholds of exclusion are from, in words
    n_timepoints : volumes that were kept, None without a series
    tr_s : their distance in s, None where it is not known
    dvars_percent : ``(n,)``, first 0
    tsnr_gray : median tSNR in gray matter
    tissue_source : where gray and white matter of the series are from, in words
    freedom : degrees of freedom that band-pass and confounds leave
    sides : where left and right come from, in words
    warnings : sentences of the processing
    groups : all checks with their lights
    """

    subject: str
    preset: str
    exclusion: Exclusion
    sides: str
    groups: tuple[CheckGroup, ...]
    n_timepoints: int | None = None
    tr_s: float | None = None
    motion: HeadMotion | None = None
    dvars_percent: np.ndarray | None = None
    carpet: Carpet | None = None
    tsnr_gray: float | None = None
    tissue_source: str = ""
    registration: Registration = Registration()
    volumes: TissueVolumes | None = None
    coverage: tuple[RegionCoverage, ...] = ()
    freedom: int | None = None
    warnings: tuple[str, ...] = ()

    def group(self, topic: Topic) -> tuple[Check, ...]:
        """The checks of a topic, empty where there are none."""
        return next((group.checks for group in self.groups if group.topic is topic), ())
