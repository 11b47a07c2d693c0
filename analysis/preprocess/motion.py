"""How a head moved during a scan: six parameters per volume, displacements between volumes, and their regressors.

Head positions are kept in SPM's form, whatever program estimated them: translations x, y, z in mm, then
rotations about x, y, z (pitch, roll, yaw) in rad, one row per volume. As in SPM's ``rp_*.txt`` a row is the
correction, not the movement: its matrix maps a place in that volume to where it was in the reference volume, so a head
that has moved up by 1 mm has z = -1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

import numpy as np

from analysis.errors import DataError
from analysis.grid import Grid

HEAD_RADIUS_POWER_MM = 50.0
HEAD_RADIUS_JENKINSON_MM = 80.0


class MotionColumns(Enum):
    """The order and units of the six columns of a motion file, by the program that wrote it."""

    SPM = "spm"
    """x y z (mm), pitch roll yaw (rad): ``rp_*.txt``"""
    FSL = "fsl"
    """rotations x y z (rad), then x y z (mm): ``*.par`` of mcflirt"""


class Displacement(Enum):
    """A definition of framewise displacement."""

    POWER = "power"
    JENKINSON = "jenkinson"


@dataclass(frozen=True, eq=False)
class Motion:
    """``(n_timepoints, 6)`` float64: x y z in mm, rotations about x y z in rad; read-only."""

    parameters: np.ndarray

    def __post_init__(self) -> None:
        parameters = np.array(self.parameters, dtype=np.float64)
        if parameters.ndim != 2 or parameters.shape[1] != 6 or len(parameters) == 0:
            raise DataError(f"Head motion needs six numbers per volume, but the table has shape {parameters.shape}.")
        if not np.isfinite(parameters).all():
            raise DataError("The table of head motion holds something that is no number.")
        if np.abs(parameters[:, 3:]).max() > np.pi / 2:
            raise DataError(
                "The head would have turned by more than 90°: the rotations are not in rad, or the columns are in "
                "another order."
            )
        parameters.flags.writeable = False
        object.__setattr__(self, "parameters", parameters)

    @property
    def n_timepoints(self) -> int:
        """Number of volumes."""
        return len(self.parameters)


def motion_of(table: np.ndarray, columns: MotionColumns = MotionColumns.SPM) -> Motion:
    """The motion in a table as a program wrote it, ``(n_timepoints, 6)``."""
    table = np.atleast_2d(np.asarray(table, dtype=np.float64))
    if columns is MotionColumns.FSL and table.shape[1] == 6:
        table = table[:, [3, 4, 5, 0, 1, 2]]
    return Motion(table)


def friston24(motion: Motion) -> np.ndarray:
    """``(n_timepoints, 24)``: the parameters, those of the volume before (first row 0), and the squares of both.

    Friston et al. 1996, Magn Reson Med 35:346, in the order of DPARSF: ``[R_t, R_(t-1), R_t², R_(t-1)²]``.
    """
    now = motion.parameters
    before = np.vstack([np.zeros(6), now[:-1]])
    return np.hstack([now, before, now**2, before**2])


def framewise_displacement_power(motion: Motion) -> np.ndarray:
    """``(n_timepoints,)`` mm: sum of the absolute changes, rotations as arcs on a sphere of 50 mm; first 0.

    Power et al. 2012, NeuroImage 59:2142.
    """
    change = np.abs(np.diff(motion.parameters, axis=0))
    displacement = change[:, :3].sum(axis=1) + HEAD_RADIUS_POWER_MM * change[:, 3:].sum(axis=1)
    return np.concatenate([[0.0], displacement])


def framewise_displacement_jenkinson(motion: Motion, grid: Grid) -> np.ndarray:
    """``(n_timepoints,)`` mm: root mean square displacement within a sphere of 80 mm; first 0.

        FD = sqrt(R² / 5 · trace(AᵀA) + |b + A c|²),   [A b] = M_(t-1) M_t⁻¹ - I

    Jenkinson et al. 2002, NeuroImage 17:825, as DPARSF has it: c is the world position of the voxel with 1-based
    index dim / 2, and M = T Rx Ry Rz with the signs of SPM.

    Parameters
    ----------
    motion : the head's positions
    grid : grid of the series, whose middle is taken as the centre of the head
    """
    centre = grid.to_mm(np.array(grid.shape) / 2 - 1)
    matrices = [rigid_matrix(row) for row in motion.parameters]
    displacement = [0.0]
    for before, now in pairwise(matrices):
        step = before @ np.linalg.inv(now) - np.eye(4)
        turn, shift = step[:3, :3], step[:3, 3] + step[:3, :3] @ centre
        displacement.append(float(np.sqrt(HEAD_RADIUS_JENKINSON_MM**2 / 5 * np.trace(turn.T @ turn) + shift @ shift)))
    return np.array(displacement)


def framewise_displacement(motion: Motion, definition: Displacement, grid: Grid) -> np.ndarray:
    """``(n_timepoints,)`` mm, by one of the definitions above."""
    if definition is Displacement.JENKINSON:
        return framewise_displacement_jenkinson(motion, grid)
    return framewise_displacement_power(motion)


def rigid_matrix(parameters: np.ndarray) -> np.ndarray:
    """``(4, 4)`` motion of six parameters, T Rx Ry Rz with the signs of SPM's ``spm_matrix``."""
    pitch, roll, yaw = parameters[3:]
    about_x = np.array([[1, 0, 0], [0, np.cos(pitch), np.sin(pitch)], [0, -np.sin(pitch), np.cos(pitch)]])
    about_y = np.array([[np.cos(roll), 0, np.sin(roll)], [0, 1, 0], [-np.sin(roll), 0, np.cos(roll)]])
    about_z = np.array([[np.cos(yaw), np.sin(yaw), 0], [-np.sin(yaw), np.cos(yaw), 0], [0, 0, 1]])
    matrix = np.eye(4)
    matrix[:3, :3] = about_x @ about_y @ about_z
    matrix[:3, 3] = parameters[:3]
    return matrix


def motion_of_matrices(matrices: Sequence[np.ndarray]) -> Motion:
    """The motion of rigid matrices ``(4, 4)``, each mapping a volume's mm to the reference's: undoes `rigid_matrix`."""
    rows = []
    for matrix in matrices:
        roll = np.arcsin(np.clip(matrix[0, 2], -1, 1))
        pitch = np.arctan2(matrix[1, 2], matrix[2, 2])
        yaw = np.arctan2(matrix[0, 1], matrix[0, 0])
        rows.append([*matrix[:3, 3], pitch, roll, yaw])
    return Motion(np.array(rows))


@dataclass(frozen=True)
class MotionSummary:
    """Mean framewise displacement in mm, and how many volumes are above 0.2 and 0.5 mm."""

    mean_mm: float
    max_mm: float
    n_above_0_2: int
    n_above_0_5: int
    n_timepoints: int


def summarise(displacement_mm: np.ndarray) -> MotionSummary:
    """The summary of a framewise displacement ``(n_timepoints,)``."""
    return MotionSummary(
        float(displacement_mm.mean()),
        float(displacement_mm.max()),
        int(np.count_nonzero(displacement_mm > 0.2)),
        int(np.count_nonzero(displacement_mm > 0.5)),
        len(displacement_mm),
    )
