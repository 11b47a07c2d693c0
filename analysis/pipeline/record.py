"""What a run found, as one record: motion and its rule, how good each alignment is, volumes, maps, warnings."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analysis.pipeline.found import Anatomy, Perfusion, Resting, Way
from analysis.preprocess.motion import Motion, framewise_displacement_power, summarise
from analysis.presets import MotionRule, Preset


@dataclass(frozen=True)
class Exclusion:
    """The rule on head motion applied to one patient; the patient is processed all the same, and it is shown.

    Parameters
    ----------
    largest_mm, largest_degrees : along or about one axis, of any volume against the reference
    limits : of the preset
    """

    largest_mm: float
    largest_degrees: float
    limits: MotionRule

    @property
    def is_excluded(self) -> bool:
        """Whether a study with this rule would leave the patient out."""
        return self.largest_mm > self.limits.translation_mm or self.largest_degrees > self.limits.rotation_degrees

    @property
    def sentence(self) -> str:
        """The numbers and the rule in words."""
        return (
            f"The head moved by up to {self.largest_mm:.1f} mm and {self.largest_degrees:.1f}°: by the rule of "
            f"{self.limits.translation_mm:g} mm or {self.limits.rotation_degrees:g}° this patient would be excluded."
        )


def exclusion_by(motion: Motion, limits: MotionRule) -> Exclusion:
    """The rule applied to the motion of a series."""
    shift, turn = np.abs(motion.parameters[:, :3]).max(), np.degrees(np.abs(motion.parameters[:, 3:]).max())
    return Exclusion(float(shift), float(turn), limits)


def record_of(
    anatomy: Anatomy | None,
    resting: Resting | None,
    perfusion: Perfusion | None,
    preset: Preset,
    maps: tuple[Path, ...],
    warnings: tuple[str, ...],
) -> dict[str, Any]:
    """The record, ready for JSON; what a run did not have is not in it."""
    record: dict[str, Any] = {"Format": "algoscope-processing-1", "Preset": preset.key}
    if anatomy is not None:
        volumes = anatomy.structure.tissues.volumes
        record |= {"GrayMatterMl": volumes.gray_ml, "TotalIntracranialMl": volumes.tiv_ml}
        record |= {"ModulatedGrayMatterMl": anatomy.gray.total_ml, "LesionMl": volumes.lesion_ml}
    if resting is not None:
        record |= _of_motion(resting.realignment.motion, preset.motion_rule)
        record |= {"NormalisedBy": "boldref", "StandardBrainCovered": resting.series.fraction_covered}
        record |= _of_way(resting.way, "")
    if perfusion is not None:
        record |= {f"Asl{name}": value for name, value in perfusion.numbers.items()}
        if perfusion.way is not None:
            record |= _of_way(perfusion.way, "Asl")
    if anatomy is not None:
        way = anatomy.structure.normalisation
        record |= {"NormalisedBy": "T1w", "NormalisationCorrelation": way.correlation}
        record["WarpJacobianRange"] = list(way.jacobian)
    return {**record, "Maps": [path.name.removesuffix(".nii.gz") for path in maps], "Warnings": list(warnings)}


def _of_motion(motion: Motion, limits: MotionRule) -> Mapping[str, Any]:
    rule = exclusion_by(motion, limits)
    return {
        "MeanFramewiseDisplacementPowerMm": summarise(framewise_displacement_power(motion)).mean_mm,
        "LargestTranslationMm": rule.largest_mm,
        "LargestRotationDegrees": rule.largest_degrees,
        "ExclusionRule": {"TranslationMm": limits.translation_mm, "RotationDegrees": limits.rotation_degrees},
        "ExcludedByRule": rule.is_excluded,
    }


def _of_way(way: Way, prefix: str) -> Mapping[str, Any]:
    found = way.coregistration
    if found is None:
        normalisation = way.normalisation
        return {
            f"{prefix}NormalisationCorrelation": normalisation.correlation,
            f"{prefix}WarpJacobianRange": list(normalisation.jacobian),
        }
    return {
        f"{prefix}CoregistrationOverlap": found.overlap,
        f"{prefix}CoregistrationCoverage": found.coverage,
        f"{prefix}CoregistrationMutualInformation": found.mutual_information,
    }
