"""A processed patient as far as a report needs it: quality, and maps with their records."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from analysis.errors import OptionError
from analysis.files import map_record, nifti
from analysis.image import Series, Volume
from analysis.pipeline.derivative import ProcessedFolder, read_processed
from analysis.presets import find_preset
from analysis.progress import Progress, silent
from analysis.provenance import sha256_of_file
from analysis.quality.folder import processed_files
from analysis.quality.kept import read_quality
from analysis.quality.lights import Verdict, verdict_of
from analysis.quality.measuring import measure_quality
from analysis.quality.record import Quality

MOST_CHOSEN = 5
SYNTHETIC = "synthetic"
"""The manufacturer of a scan that no scanner made."""


@dataclass(frozen=True, eq=False)
class Case:
    """The patient: what the run left, and its quality.

    ``chosen`` are the statistics of the maps whose own values a person wants to see; None for the usual ones.
    """

    folder: ProcessedFolder
    quality: Quality
    chosen: tuple[str, ...] | None = None

    @property
    def pseudonym(self) -> str:
        """The BIDS label."""
        return self.folder.subject

    @cached_property
    def provenances(self) -> Mapping[str, Mapping[str, Any]]:
        """The record of each map, by its name: the statistic."""
        return {name: map_record.provenance_of(path) for name, path in self._paths.items()}

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """SHA-256 of each map, by its name."""
        return {name: sha256_of_file(path) for name, path in self._paths.items()}

    @cached_property
    def _paths(self) -> Mapping[str, Path]:
        return {m.statistic: m.path for m in self.folder.maps}

    def name_of(self, sha256: str) -> str:
        """The name of the map with this content; ``""`` where none has it."""
        return next((name for name, own in self.hashes.items() if own == sha256), "")

    def title_of(self, name: str) -> str:
        """What a map is called for a reader, such as "mALFF"; its name where no record tells."""
        record = map_record.read(self._paths[name]) if name in self._paths else None
        return name if record is None else record.name or name

    def is_drawn(self, name: str) -> bool:
        """Whether a map was drawn from a model, and not computed from scans; as its record tells."""
        return bool(self._parameters(name).get("simulated"))

    def is_simulated(self, name: str) -> bool:
        """Whether a map was drawn, or computed from scans that no scanner made; as its record tells."""
        acquisition = self._parameters(name).get("acquisition") or {}
        return self.is_drawn(name) or acquisition.get("Manufacturer") == SYNTHETIC

    def _parameters(self, name: str) -> Mapping[str, Any]:
        found = self.provenances.get(name, {}).get("parameters")
        return found if isinstance(found, Mapping) else {}

    @property
    def verdict(self) -> Verdict:
        """What the lights mean together."""
        return verdict_of(self.quality.exclusion, self.quality.groups, self.quality.coverage)

    @cached_property
    def underlay(self) -> tuple[Volume, str] | None:
        """What maps are shown over, in MNI space and in words: the own T1, else another image of the patient."""
        candidates = (
            (self.folder.t1_mni, "T1"),
            (self.folder.boldref_mni, "mean series (no T1)"),
            (self.map_path("perfusion_weighted"), "perfusion-weighted image (no T1)"),
        )
        for path, words in candidates:
            image = None if path is None else nifti.read(path).image
            if image is not None and not isinstance(image, Series):
                return image, words
        return None

    def map_path(self, statistic: str) -> Path | None:
        """Where a map is."""
        return next((m.path for m in self.folder.maps if m.statistic == statistic), None)


def read_case(
    folder: Path,
    subject: str | None = None,
    progress: Progress = silent,
    *,
    chosen: tuple[str, ...] | None = None,
) -> Case:
    """Read a processed patient; its quality is measured now where no record of it is kept (nothing is written).

    Parameters
    ----------
    chosen : statistics of the maps whose own values are wanted, at most `MOST_CHOSEN`; None for the usual ones

    Raises
    ------
    InputError, FileFormatError, DataError
        if there is no processed patient, or a file of it cannot be used
    OptionError
        if the patient has no map that was chosen, or too many were
    """
    processed = read_processed(folder, subject)
    _require_maps(processed, chosen or ())
    files = processed_files(folder, processed.subject)
    quality = read_quality(files)
    if quality is None:
        preset = find_preset(str(processed.record.get("Preset", "")))
        quality = measure_quality(files, preset, progress).quality
    return Case(processed, quality, None if chosen is None else tuple(dict.fromkeys(chosen)))


def _require_maps(processed: ProcessedFolder, chosen: tuple[str, ...]) -> None:
    there = [entry.statistic for entry in processed.maps]
    missing = next((name for name in chosen if name not in there), None)
    if missing is not None:
        raise OptionError(f'The patient has no map "{missing}"; there are {", ".join(there) or "none"}.')
    if len(set(chosen)) > MOST_CHOSEN:
        raise OptionError(f"{len(set(chosen))} maps were chosen for the report; it has room for {MOST_CHOSEN}.")
