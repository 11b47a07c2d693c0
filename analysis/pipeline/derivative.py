"""A processed patient read back from the folder that a run left: images by meaning, transforms, motion, record.

Nothing is computed and no voxel is read before it is asked for.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from analysis.errors import FileFormatError, InputError
from analysis.files.bids import subjects
from analysis.files.tables import read_numbers
from analysis.pipeline.names import Names
from analysis.pipeline.transform_files import read_linear, read_way
from analysis.preprocess.motion import Motion
from analysis.preprocess.normalise import Normalisation
from analysis.preprocess.transforms import LinearTransform


@dataclass(frozen=True, eq=False)
class ProcessedMap:
    """A map in MNI space, on the grid of the maps; its record lies beside it."""

    statistic: str
    path: Path


@dataclass(frozen=True, eq=False)
class MotionTable:
    """The head's motion, and framewise displacement ``(n_timepoints,)`` in mm by two definitions."""

    motion: Motion
    power_mm: np.ndarray
    jenkinson_mm: np.ndarray


@dataclass(frozen=True, eq=False)
class ProcessedFolder:
    """What a run left of one patient. A path is None where the run had no such scan.

    Parameters
    ----------
    subject : BIDS label
    names : all names of files
    record : what the run found, by the names of `analysis.pipeline.record.record_of`
    maps : in the order in which they were computed
    warnings : sentences for the user
    """

    subject: str
    names: Names
    record: Mapping[str, Any] = field(repr=False)
    maps: tuple[ProcessedMap, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def t1(self) -> Path | None:
        """The T1 in its own space, its bias corrected."""
        return self._left("t1", self.names.anat("desc-preproc_T1w.nii.gz"))

    @property
    def brain(self) -> Path | None:
        """The brain on the grid of the T1."""
        return self._left("t1", self.names.anat("desc-brain_mask.nii.gz"))

    def tissue(self, label: str) -> Path | None:
        """Probability of a tissue (``GM WM CSF``) on the grid of the T1."""
        return self._left("t1", self.names.anat(f"label-{label}_probseg.nii.gz"))

    @property
    def t1_mni(self) -> Path | None:
        """The T1 in MNI space, 2 mm."""
        return self._left("t1", self.names.anat_mni("desc-preproc_T1w.nii.gz"))

    def tissue_mni(self, label: str) -> Path | None:
        """Probability of a tissue (``GM WM CSF``) in MNI space, 2 mm."""
        return self._left("t1", self.names.anat_mni(f"label-{label}_probseg.nii.gz"))

    @property
    def boldref(self) -> Path | None:
        """The mean of the realigned series, in its own space."""
        return self._left("bold", self.names.func("boldref.nii.gz"))

    @property
    def boldref_mni(self) -> Path | None:
        """The mean of the series in MNI space, on the grid of the maps."""
        return self._left("bold", self.names.func_mni("boldref.nii.gz"))

    @property
    def bold_mni(self) -> Path | None:
        """The series in MNI space: interpolated, neither filtered nor smoothed."""
        return self._left("bold", self.names.func_mni("desc-preproc_bold.nii.gz"))

    @property
    def bold_brain_mni(self) -> Path | None:
        """The standard brain as far as the series covers it: the mask of the metrics."""
        return self._left("bold", self.names.func_mni("desc-brain_mask.nii.gz"))

    @property
    def aslref(self) -> Path | None:
        """The image by which the ASL series was aligned, in its own space."""
        return self._left("asl", self.names.perf("aslref.nii.gz"))

    @property
    def cbf(self) -> Path | None:
        """Perfusion on the grid of the ASL series."""
        return self._left("asl", self.names.perf("cbf.nii.gz"))

    @property
    def normalised_by(self) -> str | None:
        """The image that `normalisation` leads to: ``"T1w"``, ``"boldref"`` without a T1, ``"aslref"`` without both."""
        for role, datatype, image in (("t1", "anat", "T1w"), ("bold", "func", "boldref"), ("asl", "perf", "aslref")):
            if self._left(role, self.names.way(datatype, image).affine) is not None:
                return image
        return None

    @cached_property
    def normalisation(self) -> Normalisation:
        """The way between MNI space and the image of `normalised_by`; raises `InputError` where there is none."""
        datatype = {"T1w": "anat", "boldref": "func", "aslref": "perf"}.get(self.normalised_by or "")
        if datatype is None:
            raise InputError(f"Nothing of sub-{self.subject} was brought to MNI space.")
        correlation = self.record.get(
            "NormalisationCorrelation", self.record.get("AslNormalisationCorrelation", np.nan)
        )
        jacobian = self.record.get("WarpJacobianRange", self.record.get("AslWarpJacobianRange", (np.nan, np.nan)))
        way = self.names.way(datatype, self.normalised_by or "")
        return read_way(way, float(correlation), (float(jacobian[0]), float(jacobian[1])))

    @cached_property
    def t1_to_bold(self) -> LinearTransform | None:
        """T1 mm -> series mm; None without a T1 or a series."""
        path = self._left("bold", self.names.t1_to_bold) if self._has("t1") else None
        return None if path is None else read_linear(path)

    @cached_property
    def t1_to_asl(self) -> LinearTransform | None:
        """T1 mm -> ASL mm; None without a T1 or ASL."""
        path = self._left("asl", self.names.t1_to_asl) if self._has("t1") else None
        return None if path is None else read_linear(path)

    @cached_property
    def motion(self) -> MotionTable | None:
        """The head's motion; None without a series."""
        path = self._left("bold", self.names.func("desc-confounds_timeseries.tsv"))
        if path is None:
            return None
        values = read_numbers(path).values
        return MotionTable(Motion(values[:, :6]), values[:, 6], values[:, 7])

    @property
    def excluded_by_rule(self) -> bool | None:
        """Whether the preset's rule on head motion excludes the patient; None where motion is not known."""
        found = self.record.get("ExcludedByRule")
        return None if found is None else bool(found)

    def _has(self, role: str) -> bool:
        """Whether the last run had a scan; files of an earlier run with other scans may still lie there."""
        return role in self.record.get("Scans", (role,))

    def _left(self, role: str, path: Path) -> Path | None:
        return path if self._has(role) and path.is_file() else None


def read_processed(folder: Path, subject: str | None = None) -> ProcessedFolder:
    """Read what a run left.

    Parameters
    ----------
    folder : of the derivative, as it was given to `process_patient`, or the folder of one subject in it
    subject : label, needed where there are several

    Raises
    ------
    InputError
        if there is no processed patient, several and none is named, or the run was not finished
    FileFormatError
        if the record is damaged
    """
    names = _names(Path(folder), subject)
    try:
        record = json.loads(names.record.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputError(
            f"The processing of sub-{names.subject} was not finished; go on with it (main.py process --resume)."
        ) from error
    except (OSError, ValueError) as error:
        raise FileFormatError(f'"{names.record.name}" is damaged; process the scans again.') from error
    if not isinstance(record, dict):
        raise FileFormatError(f'"{names.record.name}" is damaged; process the scans again.')
    paths = [(str(name), names.maps / f"{name}.nii.gz") for name in record.get("Maps", [])]
    maps = tuple(ProcessedMap(statistic, path) for statistic, path in paths if path.is_file())
    return ProcessedFolder(names.subject, names, record, maps, tuple(str(w) for w in record.get("Warnings", [])))


def _names(folder: Path, subject: str | None) -> Names:
    if folder.name.startswith("sub-") and folder.is_dir():
        return Names(folder.parent, folder.name.removeprefix("sub-"))
    labels = subjects(folder)
    wanted = None if subject is None else subject.removeprefix("sub-")
    if wanted is not None and wanted not in labels:
        raise InputError(f'"{folder.name}" holds no processed patient sub-{wanted}.')
    if wanted is None and len(labels) != 1:
        found = f"{len(labels)} processed patients; name one" if labels else "no processed patient"
        raise InputError(f'"{folder.name}" holds {found}.')
    return Names(folder, wanted or labels[0])
