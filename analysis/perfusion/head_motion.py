"""Head motion of an ASL series: control and label aligned together, without mistaking the label for a movement.

Each volume is aligned rigidly with the first one of its kind of contrast by `analysis.preprocess.realign`. Label and
control differ in brightness, which the fit takes for a small jump of the head to and fro, once for every pair; that
zig-zag is removed from the six parameters by regression on control and label (Wang 2012, Magn Reson Imaging 30:1409).
With background suppression the contrast differs between delays too, so there each delay is aligned by itself, and the
means of the delays with each other by mutual information.

The displacement within a pair is Power's: the sum of the absolute changes of the six parameters, rotations as arcs on
a sphere of 50 mm (Power et al. 2012, NeuroImage 59:2142).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import ndimage

from analysis.errors import DataError
from analysis.image import ArrayFrames, Mask, Series, Volume
from analysis.perfusion.pairs import Pair
from analysis.perfusion.protocol import PERFUSION_TYPES, AslProtocol
from analysis.preprocess.brain_mask import estimate_brain_mask_of_volume
from analysis.preprocess.linear import Kind, refine
from analysis.preprocess.motion import HEAD_RADIUS_POWER_MM, Motion, motion_of_matrices
from analysis.preprocess.realign import mean_of_realigned, realign, realigned_series, to_volume
from analysis.preprocess.transforms import IDENTITY, LinearTransform
from analysis.progress import Progress, part, silent

MOST_FD_MM = 0.5
LEAST_PAIRS = 4  # fewer are not rejected either, and their zig-zag cannot be told from movement
_RIM_MM = 8.0


@dataclass(frozen=True, eq=False)
class AslMotion:
    """Where the head was in each volume of the series.

    Parameters
    ----------
    motion : one row per volume of the series, 0 for volumes that hold no perfusion (M0 and others are left in place)
    zigzag : ``(6,)`` what was taken for label rather than movement: mm along x y z, then rad about them
    groups : the volumes that were aligned together
    """

    motion: Motion
    zigzag: np.ndarray
    groups: tuple[tuple[int, ...], ...]

    def displacement_mm(self, pairs: Sequence[Pair]) -> np.ndarray:
        """``(n_pairs,)`` the largest displacement between the volumes of each pair; 0 for a difference alone."""
        rows = self.motion.parameters
        result = np.zeros(len(pairs))
        for n, pair in enumerate(pairs):
            others = [v for v in pair.volumes if v != pair.label]
            if pair.label >= 0 and others:
                change = np.abs(rows[others] - rows[pair.label])
                arcs = change[:, :3].sum(axis=1) + HEAD_RADIUS_POWER_MM * change[:, 3:].sum(axis=1)
                result[n] = arcs.max()
        return result


def reason_against(protocol: AslProtocol) -> str:
    """Why motion of this series is better left alone, as the end of a sentence; "" where it can be estimated well."""
    kinds = [protocol.volume_types.count(kind) for kind in ("control", "label")]
    if max(kinds) == 0:
        return "the series holds differences, not control and label"
    if min(kinds) < LEAST_PAIRS:
        return f"there are fewer than {LEAST_PAIRS} pairs of control and label"
    return ""


def estimate_motion(
    series: Series, protocol: AslProtocol, *, scratch: Path | None = None, progress: Progress = silent
) -> AslMotion:
    """Find the head's motion; see `analysis.preprocess.realign.realign` for more errors.

    Parameters
    ----------
    series : complete
    protocol : of it
    scratch : folder for temporary files

    Raises
    ------
    DataError
        if there are fewer than two volumes of perfusion
    """
    groups = _groups(protocol)
    rows = np.zeros((series.n_timepoints, 6))
    zigzags, means = [], []
    for number, volumes in enumerate(groups):
        step = part(progress, number / len(groups) * 0.7, (number + 1) / len(groups) * 0.7)
        found = _motion_of_group(series, volumes, scratch, part(step, 0.0, 0.8))
        is_label = np.array([protocol.volume_types[v] == "label" for v in volumes])
        clean, zigzag = without_zigzag(found.parameters, is_label)
        rows[list(volumes)] = clean
        zigzags.append(zigzag)
        if len(groups) > 1:
            means.append(mean_of_realigned(_subseries(series, volumes), Motion(clean), part(step, 0.8, 1.0)))
    if len(groups) > 1:
        rows = _joined(rows, groups, means, part(progress, 0.7, 1.0))
    return AslMotion(Motion(rows), np.mean(zigzags, axis=0), groups)


def realigned(series: Series, motion: AslMotion, progress: Progress = silent) -> Series:
    """The series with the head held still; volumes that hold no perfusion stay as they are."""
    moving = sorted(v for group in motion.groups for v in group)
    part_of = realigned_series(_subseries(series, moving), Motion(motion.motion.parameters[moving]), progress)
    data = np.empty((*series.grid.shape, series.n_timepoints), dtype=np.float32, order="F")
    for timepoint in range(series.n_timepoints):
        data[..., timepoint] = series.frames.frame(timepoint)
    for row, volume in enumerate(moving):
        data[..., volume] = part_of.frames.frame(row)
    return Series(series.grid, ArrayFrames(data), series.tr_s, series.name, series.unit)


def without_zigzag(parameters: np.ndarray, is_label: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Motion without the jump between control and label.

    ``p = a + b (time) + z (label)`` is fitted to each parameter by least squares, and ``z (label)`` taken away,
    relative to the kind of the first volume, which stays in its place.

    Parameters
    ----------
    parameters : ``(n_timepoints, 6)``
    is_label : ``(n_timepoints,)`` booleans

    Returns
    -------
    the parameters without it, and ``z`` ``(6,)``; zeros where there are fewer than two volumes of a kind
    """
    n_label = int(np.count_nonzero(is_label))
    if n_label < 2 or len(is_label) - n_label < 2:
        return parameters.copy(), np.zeros(6)
    time = np.linspace(-1, 1, len(is_label))
    design = np.column_stack([np.ones(len(is_label)), time, is_label.astype(np.float64)])
    zigzag = np.linalg.lstsq(design, parameters, rcond=None)[0][2]
    jump = is_label.astype(np.float64) - float(is_label[0])
    return parameters - jump[:, None] * zigzag, zigzag


def _groups(protocol: AslProtocol) -> tuple[tuple[int, ...], ...]:
    """Volumes that look alike: all of them, or with background suppression those of one delay."""
    volumes = [v for v, kind in enumerate(protocol.volume_types) if kind in PERFUSION_TYPES]
    if len(volumes) < 2:
        raise DataError("Head motion cannot be told from fewer than two volumes of perfusion.")
    if not protocol.background_suppression:
        return (tuple(volumes),)
    times = [(protocol.delays_s[v], protocol.durations_s[v]) for v in volumes]
    return tuple(tuple(v for v, t in zip(volumes, times, strict=True) if t == time) for time in dict.fromkeys(times))


def _motion_of_group(series: Series, volumes: Sequence[int], scratch: Path | None, progress: Progress) -> Motion:
    if len(volumes) < 2:
        return Motion(np.zeros((len(volumes), 6)))
    return realign(_subseries(series, volumes), scratch=scratch, progress=progress).motion


def _subseries(series: Series, volumes: Sequence[int]) -> Series:
    data = np.stack([series.frames.frame(v) for v in volumes], axis=-1)
    return Series(series.grid, ArrayFrames(data), series.tr_s, series.name, series.unit)


def _joined(
    rows: np.ndarray, groups: Sequence[Sequence[int]], means: Sequence[Volume], progress: Progress
) -> np.ndarray:
    """All rows against the first volume of the first group."""
    reference = Volume(means[0].grid, np.nan_to_num(means[0].data))
    brain = estimate_brain_mask_of_volume(reference)
    distance = ndimage.distance_transform_edt(~brain.data, sampling=brain.grid.voxel_size_mm)
    around = Mask(brain.grid, distance <= _RIM_MM)
    result = rows.copy()
    for number, (volumes, mean) in enumerate(zip(groups, means, strict=True)):
        if number == 0:
            continue
        step = part(progress, number / len(groups), (number + 1) / len(groups))
        moving = Volume(mean.grid, np.nan_to_num(mean.data))
        between = refine(reference, moving, around, IDENTITY, Kind.RIGID, progress=step).transform
        for volume in volumes:
            whole: LinearTransform = to_volume(Motion(rows[[volume]]), 0).after(between)
            result[volume] = motion_of_matrices([whole.inverse.matrix]).parameters[0]
    return result
