"""Parts of a report by hand: a patient of whom only records are written, rows of regions, and a comparison."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from analysis.files.map_record import FORMAT
from analysis.image import Volume
from analysis.perfusion.quality import Check, Light
from analysis.pipeline.derivative import ProcessedFolder, ProcessedMap
from analysis.pipeline.names import Names
from analysis.quality.record import CheckGroup, Exclusion, Quality, Topic
from analysis.report.case import Case
from analysis.report.comparison import Comparison, RegionLine

NUMBERS = {
    "value": 31.42, "expected": 45.0, "interval_low": 35.05, "interval_high": 54.95, "percentile": 0.6,
    "percentile_low": 0.01, "percentile_high": 3.04, "w_descriptive": -2.94, "t": -2.704, "p_two_tailed": 0.0114,
}  # fmt: skip


def sha256_of(name: str) -> str:
    """Of the map with this name: its file holds nothing but the name."""
    return hashlib.sha256(name.encode()).hexdigest()


def some_check(key: str, light: Light = Light.GREEN, value: float = 0.12, unit: str = "mm") -> Check:
    """A check by its key, captioned "the KEY"."""
    return Check(key, f"the {key}", value, unit, light, "", "")


def some_case(
    root: Path,
    maps: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    checks: Mapping[Topic, tuple[Check, ...]] | None = None,
    record: Mapping[str, Any] | None = None,
    titles: Mapping[str, str] | None = None,
    warnings: tuple[str, ...] = (),
    chosen: tuple[str, ...] | None = None,
    **quality: Any,
) -> Case:
    """The patient "p1" with the provenance of each map; no image can be read."""
    names = Names(root, "p1")
    names.maps.mkdir(parents=True, exist_ok=True)
    for name, provenance in (maps or {}).items():
        (names.maps / f"{name}.nii.gz").write_text(name)
        entry = {"format": FORMAT, "statistic": name, "name": (titles or {}).get(name, ""), "provenance": provenance}
        (names.maps / f"{name}.json").write_text(json.dumps(entry))
    found = tuple(ProcessedMap(name, names.maps / f"{name}.nii.gz") for name in maps or {})
    folder = ProcessedFolder("p1", names, record or {}, found, warnings)
    groups = tuple(CheckGroup(topic, of) for topic, of in (checks or {}).items())
    known = {"exclusion": Exclusion(False, 3.0, 3.0), "sides": "from the affine", "groups": groups, **quality}
    return Case(folder, Quality("p1", "made", **known), chosen)


def region_line(
    caption: str = "left insula",
    *,
    kind: str = "prespecified",
    unit: str = "mL/100 g/min",
    n_voxels: int = 100,
    p_holm: float | None = 0.16,
    controls: tuple[float, ...] = (),
    **numbers: float,
) -> RegionLine:
    """A row of the table; its key is its caption."""
    return RegionLine(
        kind, caption, caption, unit, n_voxels, {**NUMBERS, **numbers}, p_holm, np.array(controls, dtype=float)
    )


def some_comparison(
    *lines: RegionLine,
    statistic: str = "cbf",
    w: Volume | None = None,
    surviving: Volume | None = None,
    parameters: Mapping[str, Any] | None = None,
    **record: Any,
) -> Comparison:
    """Of the map with this name, as `sha256_of` knows it."""
    provenance = {
        "parameters": {"statistic": statistic, **(parameters or {})},
        "inputs": [{"role": "patient", "sha256": sha256_of(statistic)}],
    }
    return Comparison({"dof": 29, "provenance": provenance, **record}, lines, w, surviving, {})
