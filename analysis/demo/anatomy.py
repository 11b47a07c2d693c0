"""The patient's own anatomy: a smooth, known map from the scanner's mm to the mm of the MNI template.

``mni = pose(patient) + waves(patient)``. The pose turns, shifts and scales the head; the waves are a sum of plane
waves, a coarse set (the shape of the head) and a fine one (the course of the gyri, which makes the brain
asymmetric although the template is symmetric). Nothing here is voxels: images of the template are sampled at the
points where the map sends each voxel of a scan.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy import ndimage
from scipy.spatial.transform import Rotation
from threadpoolctl import threadpool_limits

from analysis.atlas.parcellation import Parcellation
from analysis.demo.settings import random_stream
from analysis.grid import Grid
from analysis.image import Volume
from analysis.progress import Progress, silent

N_THREADS = 2


@dataclass(frozen=True, eq=False)
class Anatomy:
    """Where each place of the patient lies in the template.

    Parameters
    ----------
    matrix, shift_mm : ``(3, 3)`` and ``(3,)``, the pose: ``mni = matrix @ patient + shift``
    wave_vectors : ``(n_waves, 3)`` radians per mm of the patient
    phases : ``(n_waves,)`` radians
    amplitudes_mm : ``(n_waves, 3)`` mm of the template
    """

    matrix: np.ndarray
    shift_mm: np.ndarray
    wave_vectors: np.ndarray
    phases: np.ndarray
    amplitudes_mm: np.ndarray

    def to_mni(self, xyz_mm: np.ndarray) -> np.ndarray:
        """Map points of the patient ``(n, 3)`` mm to MNI mm ``(n, 3)``, float32."""
        points = np.asarray(xyz_mm, dtype=np.float32)
        waves = np.cos(points @ self.wave_vectors.T.astype(np.float32) + self.phases.astype(np.float32))
        posed = points @ self.matrix.T.astype(np.float32) + self.shift_mm.astype(np.float32)
        return posed + waves @ self.amplitudes_mm.astype(np.float32)

    def from_mni(self, xyz_mni: np.ndarray) -> np.ndarray:
        """Map MNI points ``(n, 3)`` mm to the patient ``(n, 3)``, float64, by fixed-point iteration (to 0.01 mm)."""
        target = np.asarray(xyz_mni, dtype=np.float64)
        inverse = np.linalg.inv(self.matrix)
        points = (target - self.shift_mm) @ inverse.T
        for _ in range(60):
            points = points + (target - self.to_mni(points)) @ inverse.T
        return points

    def onto(self, grid: Grid, volumes: Sequence[Volume], progress: Progress = silent) -> list[np.ndarray]:
        """Images of the template as the patient has them.

        Trilinear; beyond an image its outermost value continues.

        Returns
        -------
        one ``(ni, nj, nk)`` float32 array for each volume, on `grid` of the patient
        """
        results = [np.empty(grid.shape, dtype=np.float32) for _ in volumes]

        def one_sheet(i: int) -> None:
            points = self._sheet(grid, i)
            for volume, result in zip(volumes, results, strict=True):
                ijk = volume.grid.to_ijk(points)
                sheet = ndimage.map_coordinates(volume.data, ijk.T, order=1, mode="nearest")
                result[i] = sheet.reshape(grid.shape[1:])

        _for_each_sheet(grid, one_sheet, progress)
        return results

    def labels_onto(self, grid: Grid, parcellation: Parcellation, progress: Progress = silent) -> np.ndarray:
        """``(ni, nj, nk)`` region numbers as the patient has them (int16, nearest voxel)."""
        labels = np.empty(grid.shape, dtype=np.int16)

        def one_sheet(i: int) -> None:
            labels[i] = parcellation.labels_at(self._sheet(grid, i)).reshape(grid.shape[1:])

        _for_each_sheet(grid, one_sheet, progress)
        return labels

    def _sheet(self, grid: Grid, i: int) -> np.ndarray:
        """``(nj * nk, 3)`` MNI mm of the voxels with one first index."""
        jk = np.indices(grid.shape[1:]).reshape(2, -1).T
        return self.to_mni(grid.to_mm(np.column_stack([np.full(len(jk), i), jk])))


def _for_each_sheet(grid: Grid, one_sheet: Callable[[int], None], progress: Progress) -> None:
    # threads of BLAS under threads of our own would wait for each other
    with threadpool_limits(1), ThreadPoolExecutor(N_THREADS) as pool:
        for start in range(0, grid.shape[0], 4):
            progress(start / grid.shape[0], "sampling the template")
            list(pool.map(one_sheet, range(start, min(start + 4, grid.shape[0]))))


def make_anatomy(seed: int) -> Anatomy:
    """Draw the anatomy of one patient: tilt of some degrees, size within 4 %, waves of about 3 mm."""
    random = random_stream(seed, "anatomy")
    pose = Rotation.from_euler("xyz", np.array([6.0, -1.5, 2.5]) + random.normal(0, 0.7, 3), degrees=True).as_matrix()
    scale = np.array([1.03, 1.045, 1.04]) + random.normal(0, 0.008, 3)
    matrix = np.diag(scale) @ pose
    shift_mm = np.array([-3.0, -9.0, 4.0]) + random.normal(0, 1, 3)
    coarse = _waves(random, 7, (110, 220), rms_mm=2.4)
    fine = _waves(random, 12, (32, 60), rms_mm=0.9)
    vectors, phases, amplitudes = (np.concatenate(both) for both in zip(coarse, fine, strict=True))
    return Anatomy(matrix, shift_mm, vectors, phases, amplitudes)


def _waves(
    random: np.random.Generator, n_waves: int, wavelengths_mm: tuple[float, float], rms_mm: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Vectors, phases and amplitudes of waves in all directions, whose sum has the given rms length."""
    directions = random.normal(size=(n_waves, 3))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    vectors = directions * (2 * np.pi / random.uniform(*wavelengths_mm, size=(n_waves, 1)))
    phases = random.uniform(0, 2 * np.pi, n_waves)
    amplitudes = random.normal(size=(n_waves, 3))
    amplitudes *= rms_mm / np.sqrt(0.5 * np.sum(amplitudes**2))
    return vectors, phases, amplitudes
