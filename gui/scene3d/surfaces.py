"""Triangle meshes from images: pure functions that may run in any thread (VTK filters, no rendering).

An iso-surface is found in voxel indices and taken to the world by the image's `Grid` alone. Where the grid is
left-handed its triangles are turned over, so that every surface looks outwards.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import nibabel as nib
import numpy as np
from scipy import ndimage
from scipy.spatial import cKDTree
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkCommand, vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkImageData, vtkPolyData
from vtkmodules.vtkCommonExecutionModel import vtkAlgorithm
from vtkmodules.vtkFiltersCore import (
    vtkFlyingEdges3D,
    vtkPolyDataConnectivityFilter,
    vtkQuadricDecimation,
    vtkWindowedSincPolyDataFilter,
)

from analysis.atlas.packaged import packaged_file
from analysis.errors import DataError, GeometryError
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.preprocess.rough_brain import block_factors, block_means, bright_tissue, largest_part
from analysis.progress import Progress, part, silent
from gui.scene3d.mesh import SurfaceMesh

LIGHT_TRIANGLES = 30_000
_DETAIL_MM = 1.3  # finer voxels than this give triangles that no screen shows
_SKIN = 0.35
_SMALL_BLOB = 20  # voxels; so few would melt away under the rounding of larger blobs
_SULCUS_MM = 3.5  # width of the neighbourhood that shades a point


def brain_surface(volume: Volume, mask: Mask | None = None, progress: Progress = silent) -> SurfaceMesh:
    """The outer border of the bright tissue of a T1 image: within a brain mask the gyri, without one the skin.

    Parameters
    ----------
    volume : T1-weighted image, white matter bright
    mask : brain mask on the same grid, or None for the surface of the head

    Raises
    ------
    GeometryError
        if the mask is on another grid
    DataError
        if the image or the mask is empty
    """
    if mask is not None and not mask.grid.matches(volume.grid):
        raise GeometryError("The brain mask is not on the grid of the image, so its surface cannot be drawn.")
    factors = block_factors(volume.grid, _DETAIL_MM if mask is not None else 2 * _DETAIL_MM)
    coarse = block_means(volume, factors, part(progress, 0.0, 0.3))
    _, threshold = bright_tissue(coarse)
    if mask is None:
        threshold *= _SKIN  # skin and its surroundings are darker than the brain
    progress(0.35, "Finding the surface")
    field = _blurred(coarse.data, coarse.grid, 0.6) / threshold - 1
    if mask is not None:
        inside = block_means(Volume(mask.grid, mask.data.astype(np.float32)), factors, part(progress, 0.4, 0.6))
        field = np.minimum(field, 2 * _blurred(inside.data, inside.grid, 1.2) - 1)
    return _surface_of(field, coarse.grid, part(progress, 0.6, 1.0))


def mask_surface(mask: Mask, progress: Progress = silent) -> SurfaceMesh:
    """The border of a mask, smoothed over about one voxel. Raises `DataError` for an empty mask."""
    field = 2 * _blurred(mask.data.astype(np.float32), mask.grid, 0.7 * max(mask.grid.voxel_size_mm)) - 1
    return _surface_of(field, mask.grid, progress)


@dataclass(frozen=True)
class OverlaySurfaces:
    """Blobs of a map at and beyond a threshold; None where no voxel reaches it."""

    positive: SurfaceMesh | None
    negative: SurfaceMesh | None


def overlay_surfaces(
    volume: Volume, above: float | None, below: float | None, progress: Progress = silent
) -> OverlaySurfaces:
    """Surfaces around the voxels of a map that are at least `above`, or at most `below`.

    The map is contoured on its own grid; NaN is outside. A single voxel keeps its place and about its size.

    Parameters
    ----------
    volume : the map; NaN means no value
    above, below : thresholds, or None for none on that side
    """
    known = np.isfinite(volume.data)
    positive = known & (volume.data >= above) if above is not None else np.zeros(known.shape, bool)
    progress(0.1, "Finding the surfaces of the overlay")
    negative = known & (volume.data <= below) if below is not None else np.zeros(known.shape, bool)
    first = _blob_surface(positive, volume.grid) if positive.any() else None
    progress(0.6, "Finding the surfaces of the overlay")
    return OverlaySurfaces(first, _blob_surface(negative, volume.grid) if negative.any() else None)


def lighter(mesh: SurfaceMesh, n_triangles: int = LIGHT_TRIANGLES, progress: Progress = silent) -> SurfaceMesh:
    """The mesh with fewer triangles, for drawing while it moves; the mesh itself if it is light enough.

    Quadric error decimation (Garland & Heckbert 1997, SIGGRAPH, 209-216); shades are those of the nearest point.
    """
    if mesh.n_triangles <= n_triangles:
        return mesh
    decimation = vtkQuadricDecimation()
    decimation.SetInputData(polydata(mesh))
    decimation.SetTargetReduction(1 - n_triangles / mesh.n_triangles)
    _update(decimation, progress, "Simplifying the surface")
    points, triangles = _arrays(decimation.GetOutput())
    shade = None if mesh.shade is None else mesh.shade[cKDTree(mesh.points_mm).query(points)[1]]
    return SurfaceMesh(points, triangles, shade)


@lru_cache(maxsize=1)
def template_surface() -> SurfaceMesh:
    """The grey matter surface of both hemispheres of fsaverage5, which lies in MNI space (MNI305).

    Fischl et al. 1999, Hum Brain Mapp 8:272-284; the meshes that come with nilearn. It has no cerebellum.
    """
    points, triangles, shades, count = [], [], [], 0
    for side in ("left", "right"):
        corners, faces = nib.load(_template_file(f"pial_{side}.gii.gz")).agg_data()
        depth = nib.load(_template_file(f"sulc_{side}.gii.gz")).agg_data()
        points.append(corners)
        triangles.append(np.asarray(faces, dtype=np.int64) + count)
        shades.append(np.clip(0.5 - np.asarray(depth) / 14.0, 0, 1))  # FreeSurfer's sulc is about -10 to 10
        count += len(corners)
    mesh = SurfaceMesh(np.concatenate(points), np.concatenate(triangles), np.concatenate(shades))
    return mesh if mesh.volume_mm3 > 0 else _turned_over(mesh)


def polydata(mesh: SurfaceMesh) -> vtkPolyData:
    """The mesh as VTK has it; its arrays are copies."""
    points = vtkPoints()
    points.SetData(numpy_to_vtk(mesh.points_mm, deep=True))
    cells = vtkCellArray()
    offsets = np.arange(0, 3 * mesh.n_triangles + 1, 3, dtype=np.int64)
    cells.SetData(numpy_to_vtk(offsets, deep=True), numpy_to_vtk(mesh.triangles.ravel(), deep=True))
    result = vtkPolyData()
    result.SetPoints(points)
    result.SetPolys(cells)
    return result


def _surface_of(field: np.ndarray, grid: Grid, progress: Progress) -> SurfaceMesh:
    """The outer border of the largest part where a field is above 0, shaded by how deep each point lies."""
    inside = largest_part(field > 0)
    if not inside.any():
        raise DataError("There is nothing in this image to make a surface of.")
    filled = ndimage.binary_fill_holes(inside)
    progress(0.3, "Finding the surface")
    # Holes and other parts are closed or removed in the field itself, which stays smooth at the border.
    solid = np.where(filled & ~inside, np.abs(field) + 0.1, np.where(filled, field, np.minimum(field, -1e-3)))
    mesh = _contour(solid, grid, iterations=12, pass_band=0.12, largest=True)
    progress(0.7, "Finding the surface")
    density = _blurred(filled.astype(np.float32), grid, _SULCUS_MM)
    indices = grid.to_ijk(mesh.points_mm)
    around = ndimage.map_coordinates(density, indices.T, order=1, mode="nearest")
    return SurfaceMesh(mesh.points_mm, mesh.triangles, np.clip((0.8 - around) / 0.45, 0, 1))


def _blob_surface(mask: np.ndarray, grid: Grid) -> SurfaceMesh:
    """A rounded surface around the voxels of a mask; no voxel is lost, not even a single one."""
    box = ndimage.find_objects(mask.astype(np.uint8))[0]
    low = np.array([axis.start for axis in box])
    cropped = np.pad(mask[box], 1)
    parts, _ = ndimage.label(cropped)
    small = cropped & (np.bincount(parts.ravel()) < _SMALL_BLOB)[parts]
    field = np.maximum(_rounded(cropped, 1.0) - 0.42, _rounded(small, 0.5) - 0.5)
    return _contour(field, grid, iterations=20, pass_band=0.06, start=low - 1.25, step=0.5)


def _rounded(mask: np.ndarray, sigma: float) -> np.ndarray:
    """The mask, each voxel cut in two along each axis, blurred by `sigma` half voxels."""
    fine = mask.repeat(2, 0).repeat(2, 1).repeat(2, 2).astype(np.float32)
    return ndimage.gaussian_filter(fine, sigma, mode="constant")


def _contour(
    field: np.ndarray,
    grid: Grid,
    *,
    iterations: int,
    pass_band: float,
    start: np.ndarray | float = 0.0,
    step: float = 1.0,
    largest: bool = False,
) -> SurfaceMesh:
    """Where a field crosses 0, in the world; sample n of the field is at voxel index ``start + step * n``."""
    contour = vtkFlyingEdges3D()
    contour.SetInputData(_image_data(np.pad(field, 1, constant_values=min(float(field.min()), -0.05))))
    contour.SetValue(0, 0.0)
    contour.ComputeNormalsOff()
    contour.ComputeGradientsOff()
    contour.ComputeScalarsOff()
    contour.Update()
    surface = contour.GetOutput()
    points, triangles = _arrays(surface)
    if len(points) == 0:
        raise DataError("There is nothing in this image to make a surface of.")
    world = grid.to_mm((points - 1.0) * step + start)
    mesh = _smoothed(SurfaceMesh(world, triangles), iterations, pass_band, largest=largest)
    return mesh if mesh.volume_mm3 > 0 else _turned_over(mesh)


def _smoothed(mesh: SurfaceMesh, iterations: int, pass_band: float, *, largest: bool) -> SurfaceMesh:
    """The mesh (only its largest part, if so asked) without the steps of the voxels.

    Taubin, Zhang & Golub 1996, ECCV, LNCS 1064:283-292 (windowed sinc), which does not shrink it.
    """
    source = polydata(mesh)
    if largest:
        connected = vtkPolyDataConnectivityFilter()
        connected.SetInputData(source)
        connected.SetExtractionModeToLargestRegion()
        connected.Update()
        source = connected.GetOutput()
    smoothing = vtkWindowedSincPolyDataFilter()
    smoothing.SetInputData(source)
    smoothing.SetNumberOfIterations(iterations)
    smoothing.SetPassBand(pass_band)
    smoothing.NormalizeCoordinatesOn()
    smoothing.BoundarySmoothingOff()
    smoothing.FeatureEdgeSmoothingOff()
    smoothing.Update()
    points, triangles = _arrays(smoothing.GetOutput())
    used, compact = np.unique(triangles, return_inverse=True)
    return SurfaceMesh(points[used], compact.reshape(-1, 3))


def _turned_over(mesh: SurfaceMesh) -> SurfaceMesh:
    return SurfaceMesh(mesh.points_mm, mesh.triangles[:, ::-1], mesh.shade)


def _image_data(field: np.ndarray) -> vtkImageData:
    image = vtkImageData()
    image.SetDimensions(*field.shape)
    image.GetPointData().SetScalars(numpy_to_vtk(field.astype(np.float32).ravel(order="F"), deep=True))
    return image


def _update(algorithm: vtkAlgorithm, progress: Progress, message: str) -> None:
    """Run a VTK filter so that `progress` is told and can stop it (VTK itself would swallow what it raises)."""
    raised: list[BaseException] = []

    def report(_: vtkAlgorithm, __: str) -> None:
        try:
            progress(algorithm.GetProgress(), message)
        except BaseException as error:
            raised.append(error)
            algorithm.SetAbortExecuteAndUpdateTime()

    observer = algorithm.AddObserver(vtkCommand.ProgressEvent, report)
    try:
        algorithm.Update()
    finally:
        algorithm.RemoveObserver(observer)
    if raised:
        raise raised[0]


def _arrays(surface: vtkPolyData) -> tuple[np.ndarray, np.ndarray]:
    """``(n, 3)`` points and ``(m, 3)`` triangles of a VTK surface, as copies."""
    if surface.GetNumberOfPolys() == 0:
        return np.empty((0, 3), np.float32), np.empty((0, 3), np.int64)
    points = vtk_to_numpy(surface.GetPoints().GetData()).copy()
    triangles = vtk_to_numpy(surface.GetPolys().GetConnectivityArray()).astype(np.int64).reshape(-1, 3)
    return points, triangles


def _blurred(data: np.ndarray, grid: Grid, sigma_mm: float) -> np.ndarray:
    """The data smoothed by a Gaussian, 0 beyond the border; a width below half a voxel does nothing."""
    sigma = [sigma_mm / mm if sigma_mm / mm > 0.3 else 0.0 for mm in grid.voxel_size_mm]
    return ndimage.gaussian_filter(np.nan_to_num(data), sigma, mode="constant", truncate=3.0)


def _template_file(name: str) -> Path:
    return packaged_file("nilearn", "datasets", "data", "fsaverage5", name)
