"""One patient against a cohort as the report shows it: from the result in memory, or from the folder it was saved in.

Both ways give the same record, so that a report made later says what the window said.
"""

import csv
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analysis.errors import FileFormatError, InputError
from analysis.files import map_record, nifti
from analysis.image import Mask, Series, Volume
from analysis.pipeline.against_cohort import USUAL
from analysis.pipeline.names import Names
from analysis.provenance import sha256_of_file
from analysis.stats.patient_files import OVER_METRICS, record_of, region_rows
from analysis.stats.patient_regions import COLUMNS
from analysis.stats.patient_result import PatientResult

_FORMAT = "algoscope-patient-1"
_NUMBERS = (
    "value", "expected", "interval_low", "interval_high", "percentile", "percentile_low", "percentile_high",
    "w_descriptive", "t", "p_two_tailed",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class RegionLine:
    """A row of ``regions.tsv``: ``numbers`` by its columns, ``controls`` ``(n,)`` empty where they were not kept."""

    kind: str
    key: str
    caption: str
    unit: str
    n_voxels: int
    numbers: Mapping[str, float]
    p_holm: float | None
    controls: np.ndarray


@dataclass(frozen=True, eq=False)
class Comparison:
    """What was found.

    Parameters
    ----------
    record : of ``exchangeable.json``
    regions : every row of ``regions.tsv``
    w : the W-scores, NaN outside; None where the number of controls allows no map
    surviving : 1 where the patient is outside everyone's range, else NaN; None without a test of the map
    hashes : SHA-256 of the files that were read, by name
    """

    record: Mapping[str, Any]
    regions: tuple[RegionLine, ...]
    w: Volume | None
    surviving: Volume | None
    hashes: Mapping[str, str]

    @property
    def provenance(self) -> Mapping[str, Any]:
        """How it was computed."""
        return dict(self.record.get("provenance", {}))

    @property
    def statistic(self) -> str:
        """The map that was compared, such as ``malff``."""
        return str(self.provenance.get("parameters", {}).get("statistic", ""))

    @property
    def patient_sha256(self) -> str:
        """Of the patient's map."""
        inputs = self.provenance.get("inputs", [])
        return next((str(entry["sha256"]) for entry in inputs if entry.get("role") == "patient"), "")

    @property
    def quality_of_controls(self) -> Mapping[str, np.ndarray]:
        """The controls' numbers of quality ``(n,)`` by the key of their check; empty where the table had none."""
        found = self.record.get("quality_of_controls") or {}
        return {str(key): np.array(values, dtype=np.float64) for key, values in found.items()}

    def rows(self, kind: str) -> tuple[RegionLine, ...]:
        """The rows of one set."""
        return tuple(row for row in self.regions if row.kind == kind)

    def claim(self, maximum: str) -> Mapping[str, Any] | None:
        """The exact test over ``"voxel"``, ``"cluster"`` or ``"regions"``."""
        return next((claim for claim in self.record.get("claims", []) if claim["maximum"] == maximum), None)


def comparison_of(result: PatientResult, calibration: Sequence[str] = ()) -> Comparison:
    """The comparison that is in memory; ``calibration`` is what that of its cohort says, where there is one."""
    controls = {row.region.key: row.controls for row in result.regions}
    lines = tuple(_line(dict(zip(COLUMNS, row, strict=True)), controls) for row in region_rows(result))
    w = result.maps["w"].volume if "w" in result.maps else None
    corrected = result.maps["p_corrected"].volume if "p_corrected" in result.maps else None
    return Comparison(record_of(result, calibration), lines, w, _surviving(corrected, result.options.alpha), {})


def read_comparison(folder: Path) -> Comparison:
    """Read what ``main.py patient`` (or the window) has saved.

    Raises
    ------
    InputError
        if the folder holds no comparison of a patient
    FileFormatError
        if a file of it is damaged
    """
    path = folder / "exchangeable.json"
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        rows = _table(folder / "regions.tsv")
    except OSError as error:
        raise InputError(
            f'"{folder.name}" holds no comparison of one patient; make it with main.py patient --out, or save it on '
            "the page Compare."
        ) from error
    except (ValueError, csv.Error) as error:
        raise FileFormatError(f'The comparison in "{folder.name}" is damaged; make it again.') from error
    if not isinstance(record, dict) or record.get("format") != _FORMAT:
        raise FileFormatError(f'The comparison in "{folder.name}" is of another version; make it again.')
    try:
        controls = _controls(folder / "region_controls.tsv")
        lines = tuple(_line(row, controls) for row in rows)
        alpha = float(record["provenance"]["parameters"]["alpha"])
    except (KeyError, TypeError, ValueError, csv.Error) as error:
        raise FileFormatError(f'The comparison in "{folder.name}" is damaged; make it again.') from error
    corrected = _map(folder / "p_corrected.nii.gz")
    names = ("exchangeable.json", "regions.tsv", "region_controls.tsv", "w.nii.gz", "p_corrected.nii.gz")
    hashes = {name: sha256_of_file(folder / name) for name in names if (folder / name).is_file()}
    return Comparison(record, lines, _map(folder / "w.nii.gz"), _surviving(corrected, alpha), hashes)


def kept_comparisons(names: Names) -> tuple[Path, ...]:
    """The folders of the comparisons that processing has left, those of the maps that matter most first."""
    found = sorted(path.parent for path in names.compared.glob("*/exchangeable.json"))
    order = {statistic: number for number, statistic in enumerate(USUAL)}
    return tuple(sorted(found, key=lambda folder: (order.get(folder.name, len(order)), folder.name)))


def said_together(names: Names, comparisons: Sequence[Comparison]) -> str:
    """What all maps say at once, as processing has kept it; ``""`` where it is of others than these comparisons.

    Raises
    ------
    FileFormatError
        if it is damaged
    """
    path = names.compared / OVER_METRICS
    if len(comparisons) < 2 or not path.is_file():
        return ""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        inputs = [entry for one in record["provenance"] for entry in one["inputs"]]
        hashes = {entry["sha256"] for entry in inputs if entry["role"] == "patient"}
        sentence = str(record["claims"][0]["sentence"])
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise FileFormatError("The test of all maps together is damaged; compare the patient again.") from error
    return sentence if hashes == {one.patient_sha256 for one in comparisons} else ""


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def _controls(path: Path) -> dict[str, np.ndarray]:
    """Empty where the comparison was saved before they were kept."""
    if not path.is_file():
        return {}
    return {row.pop("region"): np.array([_number(v) for v in row.values()]) for row in _table(path)}


def _line(row: Mapping[str, Any], controls: Mapping[str, np.ndarray]) -> RegionLine:
    kind, key = str(row["set"]), str(row["region"])
    holm = row["p_holm"]
    return RegionLine(
        kind, key, str(row["caption"]), str(row["unit"]), int(row["n_voxels"]),
        {name: _number(row[name]) for name in _NUMBERS},
        None if holm in (None, "", "n/a") else float(holm),
        controls.get(key, np.empty(0)) if kind == "prespecified" else np.empty(0),
    )  # fmt: skip


def _number(value: Any) -> float:
    return math.nan if value in (None, "", "n/a") else float(value)


def _surviving(corrected: Volume | None, alpha: float) -> Volume | None:
    if corrected is None:
        return None
    inside = np.nan_to_num(corrected.data, nan=1.0) <= alpha + 1e-6
    return Volume(corrected.grid, np.where(inside, np.float32(1.0), np.float32(np.nan)), "survives")


def _map(path: Path) -> Volume | None:
    """A map with NaN outside its mask; None where there is none."""
    return volume_at(path) if path.is_file() else None


def volume_at(path: Path) -> Volume:
    """A computed map as it was computed: NaN outside its mask.

    Raises
    ------
    InputError
        if it cannot be read
    FileFormatError
        if it is no volume
    """
    image = nifti.read(path).image
    if isinstance(image, Series):
        raise FileFormatError(f'"{path.name}" is a series, not a map.')
    record = map_record.read(path)
    if record is None:
        return image
    return map_record.restored(image, record, _mask(path, record))[0]


def _mask(path: Path, record: map_record.MapRecord) -> Mask | None:
    place = map_record.mask_path(path, record)
    return None if place is None else nifti.read_mask(place)


def require_patient(comparisons: Sequence[Comparison], hashes: Mapping[str, str]) -> None:
    """Raise `InputError` unless the map of each comparison is one of this patient's: two patients never mix.

    Parameters
    ----------
    hashes : SHA-256 of each map of the patient, by its statistic
    """
    for comparison in comparisons:
        if comparison.patient_sha256 not in hashes.values():
            raise InputError(
                f"The comparison of {comparison.statistic or 'a map'} was not made of a map of this patient as it is "
                "now, so it does not belong into this report; compare the patient again."
            )
