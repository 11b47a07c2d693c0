"""How a map was acquired and made: what must be alike before two maps are compared, and its short hash.

What the record beside a map says (function, settings, version, acquisition) is taken as it is; without a record only
the sidecar's acquisition is known. Numbers that were found in a person's own data may differ.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import DataError
from analysis.files import map_record
from analysis.files.results import space_of
from analysis.provenance import LESION_LEFT_OUT, STEPS_IN_WORDS
from analysis.scan import Scan

_ACQUISITION = (
    "RepetitionTime", "EchoTime", "MagneticFieldStrength", "Manufacturer", "ManufacturersModelName",
    "ArterialSpinLabelingType", "PostLabelingDelay", "LabelingDuration",
)  # fmt: skip
# Numbers that were found in a person's own data, or follow from how long the scan was.
_OF_A_PERSON = frozenset({
    "mask_mean", "mask_sd", "n_timepoints", "n_seed_voxels", "n_components", "fft_length", "first_bin_hz",
    "last_bin_hz", "divided_by_mask_mean", "m0_of_blood", "m0_scale", "m0_scale_source", "m0_tr_factor",
    "m0_te_factor", "m0_tr_factor_of_slices", "reference_voxels", "reference_signal", "reference_mean", "dof_left",
    "n_censored", "censored_timepoints", "gray_matter_ml", "modulated_total_ml", "tiv_ml", "pairs", "rejected",
    "displacement_of_pairs_mm", "zigzag_mm_rad", "quality", "r", "fisher_z", "n_voxels", "n_mask_voxels",
    "n_ratio_voxels", "p", "r_sd", "effective_n",
})  # fmt: skip
_NOT_COMPARED = _OF_A_PERSON | {STEPS_IN_WORDS}
_HASH_LENGTH = 12
_DRAWING = "analysis.demo."
"""What the functions that draw maps from a model begin with."""
SYNTHETIC = "synthetic"
"""The manufacturer in the sidecars of scans that were simulated."""
_FIRST = ("statistic", "unit", "function")
"""What is told before anything else: it explains all that follows from it."""


@dataclass(frozen=True)
class MapProfile:
    """What must be alike: ``facts`` by a name that a person understands, as text."""

    has_record: bool
    unit: str
    statistic: str
    space: str
    facts: Mapping[str, str]
    n_timepoints: str = ""
    of_simulated_person: bool = False

    @property
    def is_simulated(self) -> bool:
        """Whether the map was drawn from a model and not computed from scans, as its record tells."""
        drawn = self.facts.get("function", "").startswith(_DRAWING)
        return drawn or self.facts.get("simulated") == "true"

    @property
    def is_of_synthetic_scans(self) -> bool:
        """Whether no scanner made the scans, as their acquisition or the record tells."""
        told = (self.facts.get(name, "").strip('"') for name in ("Manufacturer", "acquisition.Manufacturer"))
        return self.of_simulated_person or SYNTHETIC in told

    @property
    def pipeline_hash(self) -> str:
        """Twelve hex digits that differ as soon as any of the facts does."""
        text = json.dumps(sorted(self.facts.items()), ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()[:_HASH_LENGTH]


def profile_of(scan: Scan, path: Path) -> MapProfile:
    """The profile of an opened map and of the record or sidecar beside it."""
    record = map_record.read(path)
    acquired = {key: str(scan.facts[key].value) for key in _ACQUISITION if key in scan.facts}
    space = space_of(scan)
    if record is None:
        unit = str(scan.facts["Units"].value) if "Units" in scan.facts else ""
        return MapProfile(False, unit, "", space, {**acquired, "unit": unit})
    provenance = map_record.provenance_of(path)
    settings = dict(_settings(provenance.get("parameters", {})))
    facts = {
        "unit": record.unit,
        "statistic": record.statistic,
        "space": record.space,
        "function": record.function,
        "version of Algoscope": str(provenance.get("versions", {}).get("algoscope", "")),
        **acquired,
        **settings,
    }
    n = str(provenance.get("parameters", {}).get("n_timepoints", ""))
    made_up = map_record.is_of_simulated_person(path)
    return MapProfile(True, record.unit, record.statistic, record.space, facts, n, made_up)


def require_alike(first: MapProfile, other: MapProfile, first_person: str, person: str) -> None:
    """Raise `DataError` where two maps were not made alike; the sentence names whose, and in what."""
    if first.has_record != other.has_record:
        without = person if first.has_record else first_person
        raise DataError(f"The map of {without} has no record of how it was made, but others have; compute it again.")
    if first.is_simulated != other.is_simulated:
        drawn, computed = (first_person, person) if first.is_simulated else (person, first_person)
        raise DataError(
            f"The map of {drawn} is simulated (drawn from a model), that of {computed} was computed from scans, so "
            "they cannot be compared."
        )
    for name in sorted(set(first.facts) | set(other.facts), key=lambda name: (name not in _FIRST, name)):
        here, there = other.facts.get(name), first.facts.get(name)
        if here != there:
            raise DataError(
                f"The map of {person} differs in {name} ({here or 'not given'}) from that of {first_person} "
                f"({there or 'not given'}), so they cannot be compared."
            )


def _settings(parameters: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Every setting by its path, without what was found in the person's own data."""
    if isinstance(parameters, Mapping):
        for key, value in parameters.items():
            if key not in _NOT_COMPARED:
                yield from _settings(value, f"{before}{key}" if not isinstance(value, Mapping) else f"{before}{key}.")
    elif isinstance(parameters, list) and any(isinstance(item, Mapping) for item in parameters):
        for index, item in enumerate(parameters):
            yield from _settings(item, f"{before}.{index}.")
    elif isinstance(parameters, list):
        yield before, json.dumps([item for item in parameters if item != LESION_LEFT_OUT], sort_keys=True)
    else:
        yield before, json.dumps(parameters, sort_keys=True)
