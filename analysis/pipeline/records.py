"""Results of steps as plain arrays, and back."""

import numpy as np

from analysis.grid import Grid
from analysis.image import ArrayFrames, Mask, Series, Volume
from analysis.pipeline.store import Arrays
from analysis.preprocess.coregister import Coregistration
from analysis.preprocess.motion import Motion
from analysis.preprocess.normalise import Normalisation
from analysis.preprocess.realign import Realignment
from analysis.preprocess.resample import ResampledSeries
from analysis.preprocess.segment import Segmentation, TissueVolumes
from analysis.preprocess.structural import Structure
from analysis.preprocess.transforms import LinearTransform, Warp


def structure_arrays(structure: Structure) -> Arrays:
    """A structure as arrays."""
    tissues, way = structure.tissues, structure.normalisation
    volumes = tissues.volumes
    return {
        "grid": structure.t1.grid.affine,
        "t1": structure.t1.data,
        "gray": tissues.gray.data,
        "white": tissues.white.data,
        "csf": tissues.csf.data,
        "brain": tissues.brain.data,
        "ml": np.array([volumes.gray_ml, volumes.white_ml, volumes.csf_ml, volumes.lesion_ml]),
        **normalisation_arrays(way),
    }


def structure_of(arrays: Arrays) -> Structure:
    """The structure of arrays."""
    grid = _grid(arrays["t1"], arrays["grid"])
    gray, white, csf = (
        Volume(grid, arrays[name], words)
        for name, words in (("gray", "gray matter"), ("white", "white matter"), ("csf", "CSF"))
    )
    volumes = TissueVolumes(*(float(ml) for ml in arrays["ml"]))
    way = normalisation_of(arrays)
    tissues = Segmentation(gray, white, csf, Mask(grid, arrays["brain"], "brain"), volumes)
    return Structure(Volume(grid, arrays["t1"], "T1"), tissues, way)


def normalisation_arrays(way: Normalisation) -> Arrays:
    """A normalisation as arrays."""
    return {
        "affine": way.affine.matrix,
        "warp_grid": way.warp.grid.affine,
        "warp": way.warp.displacement_mm,
        "inverse_warp": way.inverse_warp.displacement_mm,
        "quality": np.array([way.correlation, *way.jacobian]),
    }


def normalisation_of(arrays: Arrays) -> Normalisation:
    """The normalisation of arrays."""
    correlation, low, high = (float(value) for value in arrays["quality"])
    warp_grid = _grid(arrays["warp"], arrays["warp_grid"])
    warp, inverse = (Warp(warp_grid, arrays[name]) for name in ("warp", "inverse_warp"))
    return Normalisation(LinearTransform(arrays["affine"]), warp, inverse, correlation, (low, high))


def realignment_arrays(realignment: Realignment) -> Arrays:
    """A realignment as arrays."""
    return {
        "parameters": realignment.motion.parameters,
        "reference": np.array(realignment.reference),
        "grid": realignment.mean.grid.affine,
        "mean": realignment.mean.data,
    }


def realignment_of(arrays: Arrays) -> Realignment:
    """The realignment of arrays."""
    mean = Volume(_grid(arrays["mean"], arrays["grid"]), arrays["mean"], "mean of the realigned series")
    return Realignment(Motion(arrays["parameters"]), int(arrays["reference"]), mean)


def coregistration_arrays(found: Coregistration) -> Arrays:
    """A coregistration as arrays."""
    return {
        "matrix": found.transform.matrix,
        "quality": np.array([found.overlap, found.coverage, found.mutual_information]),
    }


def coregistration_of(arrays: Arrays) -> Coregistration:
    """The coregistration of arrays."""
    return Coregistration(LinearTransform(arrays["matrix"]), *(float(value) for value in arrays["quality"]))


def resampled_arrays(resampled: ResampledSeries) -> Arrays:
    """A resampled series as arrays: only the voxels that it covers."""
    series = resampled.series
    return {
        "grid": series.grid.affine,
        "where": resampled.coverage.data,
        "fraction": np.array(resampled.fraction_covered),
        "tr_s": np.array(np.nan if series.tr_s is None else series.tr_s),
        "values": series.in_mask(resampled.coverage),
    }


def resampled_of(arrays: Arrays) -> ResampledSeries:
    """The resampled series of arrays; NaN where it covers nothing."""
    where, values = arrays["where"], arrays["values"]
    grid = _grid(where, arrays["grid"])
    data = np.full((*grid.shape, len(values)), np.nan, dtype=np.float32, order="F")
    for timepoint, row in enumerate(values):
        data[..., timepoint][where] = row
    tr_s = None if np.isnan(arrays["tr_s"]) else float(arrays["tr_s"])
    series = Series(grid, ArrayFrames(data), tr_s, "BOLD in MNI space")
    return ResampledSeries(series, Mask(grid, where, "coverage"), float(arrays["fraction"]))


def _grid(data: np.ndarray, affine: np.ndarray) -> Grid:
    return Grid((data.shape[0], data.shape[1], data.shape[2]), affine)
