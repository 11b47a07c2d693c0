"""Maps between the millimetres of two images, and the forms in which the engines want and give them.

A transform maps *points*: it says where in the moving image the content of a place of the fixed image is. All
coordinates here are RAS+ mm. ITK thinks in LPS, and niimath in the axes of the image's own grid; this module is the
only place where that is converted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import nibabel.orientations
import numpy as np
from scipy import ndimage
from scipy.spatial.transform import Rotation

from analysis.errors import GeometryError
from analysis.grid import Grid
from analysis.image import Mask, Volume

if TYPE_CHECKING:
    import SimpleITK

_RAS_LPS = np.diag([-1.0, -1.0, 1.0, 1.0])  # the same in both directions


@dataclass(frozen=True, eq=False)
class LinearTransform:
    """A rigid or affine map: ``(4, 4)``, fixed mm -> moving mm, both RAS+; read-only."""

    matrix: np.ndarray

    def __post_init__(self) -> None:
        matrix = np.array(self.matrix, dtype=np.float64)
        if matrix.shape != (4, 4) or not np.isfinite(matrix).all() or abs(np.linalg.det(matrix)) < 1e-9:
            raise GeometryError("The registration gave a transform that cannot be inverted.")
        matrix.flags.writeable = False
        object.__setattr__(self, "matrix", matrix)

    @property
    def determinant(self) -> float:
        """By how much volumes grow; 1 for a rigid map."""
        return float(np.linalg.det(self.matrix[:3, :3]))

    @cached_property
    def inverse(self) -> "LinearTransform":
        """Moving mm -> fixed mm."""
        return LinearTransform(np.linalg.inv(self.matrix))

    def points(self, xyz_mm: np.ndarray) -> np.ndarray:
        """Map points ``(..., 3)`` of the fixed image to the moving one; the type of a float array is kept."""
        xyz = np.asarray(xyz_mm)
        kind = xyz.dtype if xyz.dtype.kind == "f" else np.dtype(np.float64)
        matrix = self.matrix.astype(kind)
        return np.asarray(xyz @ matrix[:3, :3].T + matrix[:3, 3])

    def placed(self, grid: Grid) -> Grid:
        """The grid of the moving image, told in mm of the fixed one: the same voxels, nothing is interpolated."""
        return Grid(grid.shape, self.inverse.matrix @ grid.affine)

    @property
    def angle_degrees(self) -> float:
        """By how much a rigid map turns."""
        cosine = (np.trace(self.matrix[:3, :3]) - 1) / 2
        return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))

    def after(self, first: "LinearTransform") -> "LinearTransform":
        """The map that does `first` and then this one."""
        return LinearTransform(self.matrix @ first.matrix)


IDENTITY = LinearTransform(np.eye(4))


@dataclass(frozen=True, eq=False)
class Warp:
    """A smooth map given by displacements: ``point -> point + displacement(point)``.

    Parameters
    ----------
    grid : where the displacements are known; beyond it the nearest one continues
    displacement_mm : ``(ni, nj, nk, 3)`` float32, mm along x, y, z (RAS+); read-only
    """

    grid: Grid
    displacement_mm: np.ndarray

    def __post_init__(self) -> None:
        field = np.array(self.displacement_mm, dtype=np.float32)
        if field.shape != (*self.grid.shape, 3) or not np.isfinite(field).all():
            raise GeometryError("The nonlinear registration gave displacements that are not finite or do not fit.")
        field.flags.writeable = False
        object.__setattr__(self, "displacement_mm", field)

    def points(self, xyz_mm: np.ndarray) -> np.ndarray:
        """Map points ``(n, 3)``, trilinear between the voxels."""
        ijk = self.grid.to_ijk(xyz_mm).T
        moved = np.array(xyz_mm, dtype=np.result_type(np.asarray(xyz_mm).dtype, np.float32))
        for axis in range(3):
            moved[:, axis] += ndimage.map_coordinates(
                self.displacement_mm[..., axis], ijk, order=1, mode="nearest", output=np.float32
            )
        return moved


def jacobian_determinants(warp: Warp) -> np.ndarray:
    """``(ni, nj, nk)`` float32: by how much the warp stretches each place; a fold is where it is not above 0."""
    grid = warp.grid
    to_mm = grid.inverse[:3, :3]  # d(index)/d(mm): gradients along the grid become gradients along the world
    jacobian = np.empty((*grid.shape, 3, 3), dtype=np.float32)
    for axis in range(3):
        along_grid = np.stack(np.gradient(warp.displacement_mm[..., axis]), axis=-1)
        jacobian[..., axis, :] = along_grid @ to_mm.astype(np.float32)
        jacobian[..., axis, axis] += 1
    return np.linalg.det(jacobian)


def world_points(grid: Grid, where: np.ndarray | None = None) -> np.ndarray:
    """``(n, 3)`` float32 mm of all voxels of a grid, or of those of a boolean array, in C order."""
    if where is None:
        where = np.ones(grid.shape, dtype=bool)
    return np.concatenate([_sheet_points(grid, i, where[i]) for i in range(grid.shape[0])])


def _sheet_points(grid: Grid, i: int, where: np.ndarray) -> np.ndarray:
    jk = np.argwhere(where)
    return grid.to_mm(np.column_stack([np.full(len(jk), i), jk])).astype(np.float32)


def itk_image(image: Volume | Mask) -> "SimpleITK.Image":
    """The image as ITK has it: float32, or uint8 for a mask; NaN becomes 0."""
    import SimpleITK  # here, because it takes a while and few need it

    data = image.data.astype(np.uint8) if isinstance(image, Mask) else np.nan_to_num(image.data)
    result = SimpleITK.GetImageFromArray(np.ascontiguousarray(data.T))
    affine = _RAS_LPS @ image.grid.affine
    result.SetSpacing(image.grid.voxel_size_mm)
    result.SetOrigin(affine[:3, 3].tolist())
    result.SetDirection((affine[:3, :3] / image.grid.voxel_size_mm).ravel().tolist())
    return result


def itk_point(xyz_mm: np.ndarray) -> list[float]:
    """A point or a vector as ITK has it (LPS)."""
    values: list[float] = (_RAS_LPS[:3, :3] @ np.asarray(xyz_mm)).tolist()
    return values


def from_itk(transform: "SimpleITK.Euler3DTransform | SimpleITK.AffineTransform") -> LinearTransform:
    """A rigid or affine transform of ITK, fixed -> moving."""
    matrix = np.eye(4)
    matrix[:3, :3] = np.reshape(transform.GetMatrix(), (3, 3))
    centre = np.array(transform.GetCenter())
    matrix[:3, 3] = np.array(transform.GetTranslation()) + centre - matrix[:3, :3] @ centre
    return LinearTransform(_RAS_LPS @ matrix @ _RAS_LPS)


def warp_from_itk(field: np.ndarray, grid: Grid) -> Warp:
    """A displacement field of ITK, ``(nk, nj, ni, 3)`` in LPS mm, on a grid."""
    return Warp(grid, field.transpose(2, 1, 0, 3) * np.array([-1, -1, 1], dtype=np.float32))


def linear_to_itk(transform: LinearTransform) -> "SimpleITK.AffineTransform":
    """The transform as ITK has it: the same map of points, in LPS; `from_itk` undoes it."""
    import SimpleITK

    matrix = _RAS_LPS @ transform.matrix @ _RAS_LPS
    affine = SimpleITK.AffineTransform(3)
    affine.SetMatrix(matrix[:3, :3].ravel().tolist())
    affine.SetTranslation(matrix[:3, 3].tolist())
    return affine


def warp_to_itk(warp: Warp) -> "SimpleITK.Image":
    """The displacements as an image of vectors, LPS mm, on the warp's grid; `warp_of_itk_image` undoes it."""
    import SimpleITK

    field = warp.displacement_mm * np.diag(_RAS_LPS)[:3].astype(np.float32)
    image = SimpleITK.GetImageFromArray(np.ascontiguousarray(field.transpose(2, 1, 0, 3)), isVector=True)
    image.CopyInformation(itk_image(Mask(warp.grid, np.zeros(warp.grid.shape, dtype=bool))))
    return image


def warp_of_itk_image(image: "SimpleITK.Image") -> Warp:
    """The warp of an image of vectors in LPS mm.

    Raises
    ------
    GeometryError
        if it does not hold three finite components for each voxel of a 3D grid
    """
    import SimpleITK

    if image.GetDimension() != 3 or image.GetNumberOfComponentsPerPixel() != 3:
        raise GeometryError("The file holds no displacements: three numbers for each voxel of a 3D grid are needed.")
    affine = np.eye(4)
    affine[:3, :3] = np.reshape(image.GetDirection(), (3, 3)) * np.array(image.GetSpacing())
    affine[:3, 3] = image.GetOrigin()
    i, j, k = image.GetSize()
    return warp_from_itk(SimpleITK.GetArrayFromImage(image), Grid((i, j, k), _RAS_LPS @ affine))


def from_niimath_rows(rows: np.ndarray, grid: Grid) -> list[LinearTransform]:
    """The transforms, reference mm -> volume mm, of the rows that ``niimath -moco`` writes.

    A row is roll, pitch, yaw (degrees about I-S, R-L, A-P) and shifts towards superior, left, posterior (mm), as
    AFNI's 3dvolreg has them: not along the world's axes but along those of the grid that are nearest to them, about
    the grid's centre.

    Parameters
    ----------
    rows : ``(n_timepoints, 6)``
    grid : of the series

    Raises
    ------
    GeometryError
        if the axes of the grid are not at right angles
    """
    directions = grid.affine[:3, :3] / np.array(grid.voxel_size_mm)
    if np.abs(directions.T @ directions - np.eye(3)).max() > 1e-3:
        raise GeometryError("The axes of the series are not at right angles, so its motion cannot be estimated.")
    frame = np.eye(4)
    for axis, (world_axis, sign) in enumerate(nibabel.orientations.io_orientation(grid.affine)):
        frame[:3, int(world_axis)] = directions[:, axis] * sign
    frame[:3, 3] = grid.centre_mm
    return [LinearTransform(frame @ _niimath_matrix(row) @ np.linalg.inv(frame)) for row in np.atleast_2d(rows)]


def _niimath_matrix(row: np.ndarray) -> np.ndarray:
    roll, pitch, yaw, superior, left, posterior = row
    turns: Sequence[tuple[str, float]] = (("z", -roll), ("x", pitch), ("y", yaw))
    matrix = np.eye(4)
    for axis, degrees in turns:
        matrix[:3, :3] = matrix[:3, :3] @ Rotation.from_euler(axis, degrees, degrees=True).as_matrix()
    matrix[:3, 3] = matrix[:3, :3] @ [left, posterior, -superior]
    return matrix
