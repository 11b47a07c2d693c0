"""The files that a run leaves: a BIDS derivative with no name, date or path of the patient's scans in it."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from analysis.files import results
from analysis.image import ArrayFrames, Mask, Series, Volume
from analysis.preprocess.coregister import Coregistration
from analysis.preprocess.motion import framewise_displacement_jenkinson, framewise_displacement_power, summarise
from analysis.preprocess.realign import Realignment
from analysis.preprocess.resample import ResampledSeries
from analysis.preprocess.structural import Structure
from analysis.progress import Progress, part, silent
from analysis.provenance import ALGOSCOPE_VERSION
from analysis.scan import StatMap

SPACE = "MNI152NLin2009aSym"
_COLUMNS = ("trans_x", "trans_y", "trans_z", "rot_x", "rot_y", "rot_z", "fd_power", "fd_jenkinson")


class Outputs:
    """Names of the files of one subject, and how they are written; an older result of the same name is replaced."""

    def __init__(self, root: Path, subject: str) -> None:
        self._root, self._subject = root, f"sub-{subject}"
        self.maps = root / self._subject / "maps"

    def write(
        self,
        structure: Structure,
        realignment: Realignment,
        found: Coregistration,
        resampled: ResampledSeries,
        warnings: tuple[str, ...],
        progress: Progress = silent,
    ) -> None:
        """Write anatomy, transforms, motion, quality and the series."""
        description = {
            "Name": "Algoscope",
            "BIDSVersion": "1.10.0",
            "DatasetType": "derivative",
            "GeneratedBy": [{"Name": "Algoscope", "Version": ALGOSCOPE_VERSION}],
        }
        results.write_json(description, self._root / "dataset_description.json", force=True)
        self._write_anatomy(structure, part(progress, 0.0, 0.5))
        self._write_motion(realignment)
        self._write_quality(structure, realignment, found, resampled, warnings)
        self._write_series(resampled, part(progress, 0.5, 1.0))

    def noted(self, stat_map: StatMap, preset: str, steps: tuple[str, ...], warnings: tuple[str, ...]) -> StatMap:
        """The map with the preset, the steps before its preparation and the warnings of its scans in its provenance."""
        old = stat_map.provenance
        new = [sentence for sentence in warnings if sentence not in old.warnings]
        parameters = {**old.parameters, "preset": preset, "processing": list(steps)}
        return replace(stat_map, provenance=replace(old, parameters=parameters, warnings=(*new, *old.warnings)))

    def _path(self, folder: str, rest: str) -> Path:
        return self._root / self._subject / folder / f"{self._subject}_{rest}"

    def _write_anatomy(self, structure: Structure, progress: Progress) -> None:
        tissues = structure.tissues
        images = {
            "desc-preproc_T1w": structure.t1,
            "label-GM_probseg": tissues.gray,
            "label-WM_probseg": tissues.white,
            "label-CSF_probseg": tissues.csf,
        }
        for number, (name, volume) in enumerate(images.items()):
            progress(number / len(images), "Writing the anatomy")
            results.write_volume(volume, self._path("anat", f"{name}.nii.gz"), force=True)
        results.write_mask(tissues.brain, self._path("anat", "desc-brain_mask.nii.gz"), force=True)
        volumes = {
            "GrayMatterMl": round(tissues.volumes.gray_ml, 1),
            "WhiteMatterMl": round(tissues.volumes.white_ml, 1),
            "CsfMl": round(tissues.volumes.csf_ml, 1),
            "TotalIntracranialMl": round(tissues.volumes.tiv_ml, 1),
        }
        results.write_json(volumes, self._path("anat", "desc-tissues_volumes.json"), force=True)

    def _write_motion(self, realignment: Realignment) -> None:
        motion = realignment.motion
        jenkinson = framewise_displacement_jenkinson(motion, realignment.mean.grid)
        table = np.column_stack([motion.parameters, framewise_displacement_power(motion), jenkinson])
        path = self._path("func", "task-rest_desc-confounds_timeseries.tsv")
        results.write_tsv(_COLUMNS, table.tolist(), path, force=True)
        meaning = {
            "Description": "One row per kept volume; signs of SPM: a row brings its volume back to the first.",
            "Units": "mm, rad",
        }
        results.write_json(meaning, path.with_suffix(".json"), force=True)
        mean = realignment.mean
        image = Volume(mean.grid, np.nan_to_num(mean.data), mean.name)
        results.write_volume(image, self._path("func", "task-rest_boldref.nii.gz"), force=True)

    def _write_quality(
        self,
        structure: Structure,
        realignment: Realignment,
        found: Coregistration,
        resampled: ResampledSeries,
        warnings: tuple[str, ...],
    ) -> None:
        motion = realignment.motion
        way = structure.normalisation
        record = {
            "MeanFramewiseDisplacementPowerMm": summarise(framewise_displacement_power(motion)).mean_mm,
            "LargestTranslationMm": float(np.abs(motion.parameters[:, :3]).max()),
            "LargestRotationDegrees": float(np.degrees(np.abs(motion.parameters[:, 3:]).max())),
            "CoregistrationOverlap": found.overlap,
            "CoregistrationCoverage": found.coverage,
            "NormalisationCorrelation": way.correlation,
            "WarpJacobianRange": list(way.jacobian),
            "StandardBrainCovered": resampled.fraction_covered,
            "T1ToBoldMatrix": found.transform.matrix.tolist(),
            "MniToT1AffineMatrix": way.affine.matrix.tolist(),
            "Warnings": list(warnings),
        }
        results.write_json(record, self._path("func", "task-rest_desc-quality.json"), force=True)

    def _write_series(self, resampled: ResampledSeries, progress: Progress) -> None:
        series, mask = resampled.series, resampled.coverage
        data = np.stack(
            [np.where(mask.data, series.frames.frame(t), np.float32(0)) for t in range(series.n_timepoints)], axis=-1
        )
        start = f"task-rest_space-{SPACE}"
        whole = Series(series.grid, ArrayFrames(data), series.tr_s, series.name)
        path = self._path("func", f"{start}_desc-preproc_bold.nii.gz")
        results.write_series(whole, path, space="MNI152", force=True, progress=progress)
        results.write_json(
            {"RepetitionTime": series.tr_s}, path.with_name(path.name.replace(".nii.gz", ".json")), force=True
        )
        brain = Mask(mask.grid, mask.data, mask.name)
        results.write_mask(brain, self._path("func", f"{start}_desc-coverage_mask.nii.gz"), space="MNI152", force=True)
