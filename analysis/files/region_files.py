"""Regions as single files: a binary mask of each, and its surface as STL or PLY in mm, RAS+.

A file name is made of the region's name, without what a file system or another program trips over. Surfaces say
``SPACE=RAS`` in their header, since some programs take an STL for LPS otherwise.
"""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from analysis.errors import DataError, OutputError
from analysis.files.writing import encode_mask, staged
from analysis.image import Mask
from analysis.labels.label_map import LabelMap, Region
from analysis.labels.patch import Patch
from analysis.labels.surface import RegionSurface, region_surface
from analysis.progress import Progress, silent

SURFACE_ENDINGS = (".stl", ".ply")
_STL_HEADER = b"Algoscope region, mm, SPACE=RAS".ljust(80)
_STL_TRIANGLE = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("attribute", "<u2")])
_PLY_POINT = np.dtype([("xyz", "<f4", 3), ("rgb", "u1", 3)])
_PLY_TRIANGLE = np.dtype([("n", "u1"), ("corners", "<i4", 3)])


def write_masks(
    labels: LabelMap,
    folder: Path,
    *,
    chosen: Sequence[int] = (),
    space: str = "scanner",
    force: bool = False,
    progress: Progress = silent,
) -> tuple[Path, ...]:
    """Write one mask for each region (all that have voxels, or those chosen): ``label-NAME_mask.nii.gz``.

    Raises
    ------
    DataError
        if a chosen region has no voxels, or none has
    OutputError
        if one cannot be written, would not be read back as it is, or exists already; none is written then
    """
    patches = _patches(labels, chosen)
    names = file_names([region for region, _ in patches])
    paths = [folder / f"label-{name}_mask.nii.gz" for name in names]
    with staged(paths, force=force) as parts:
        for n, (part, (region, patch)) in enumerate(zip(parts, patches, strict=True)):
            progress(n / len(parts), region.name)
            encode_mask(Mask(labels.grid, patch.on(labels.grid), region.name), part, space=space)
    return tuple(paths)


def write_surfaces(
    labels: LabelMap,
    folder: Path,
    *,
    ending: str = ".stl",
    chosen: Sequence[int] = (),
    force: bool = False,
    progress: Progress = silent,
) -> tuple[Path, ...]:
    """Write the closed surface of each region: ``label-NAME_surface.stl`` (or ``.ply``, which keeps the colour).

    Raises as `write_masks`.
    """
    if ending not in SURFACE_ENDINGS:
        raise OutputError(f'A surface is written as {" or ".join(SURFACE_ENDINGS)}, not as "{ending}".')
    patches = _patches(labels, chosen)
    paths = [folder / f"label-{name}_surface{ending}" for name in file_names([region for region, _ in patches])]
    with staged(paths, force=force) as parts:
        for n, (part, (region, patch)) in enumerate(zip(parts, patches, strict=True)):
            progress(n / len(parts), region.name)
            surface = region_surface(patch, labels.grid)
            content = _stl(surface) if ending == ".stl" else _ply(surface, region.colour)
            part.write_bytes(content)
            if part.read_bytes() != content:
                raise OutputError(f'"{paths[n].name}" could not be read back as it was written.')
    return tuple(paths)


def file_names(regions: Sequence[Region]) -> list[str]:
    """A name for the files of each region: letters and digits; the number is added where two would be the same."""
    names = []
    for region in regions:
        plain = unicodedata.normalize("NFKD", region.name).encode("ascii", "ignore").decode("ascii")
        words = re.findall(r"[A-Za-z0-9]+", plain)
        names.append("".join(word[:1].upper() + word[1:] for word in words)[:60] or f"Region{region.label}")
    folded = [name.casefold() for name in names]  # some file systems do not tell capitals from small letters
    return [
        f"{name}{region.label}" if folded.count(name.casefold()) > 1 else name
        for name, region in zip(names, regions, strict=True)
    ]


def _patches(labels: LabelMap, chosen: Sequence[int]) -> list[tuple[Region, Patch]]:
    found = []
    for region in labels.regions:
        if chosen and region.label not in chosen:
            continue
        patch = labels.patch(region.label)
        if patch is not None:
            found.append((region, patch))
        elif chosen:
            raise DataError(f"{region.name} has no voxels yet, so there is nothing to save of it.")
    if not found:
        raise DataError("Nothing is drawn yet, so there is nothing to save.")
    return found


def _stl(surface: RegionSurface) -> bytes:
    corners = surface.points_mm[surface.triangles]
    face = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    length = np.linalg.norm(face, axis=1, keepdims=True)
    records = np.zeros(len(corners), _STL_TRIANGLE)
    records["normal"] = np.divide(face, length, out=np.zeros_like(face), where=length > 0)
    records["corners"] = corners
    return _STL_HEADER + np.uint32(len(corners)).tobytes() + records.tobytes()


def _ply(surface: RegionSurface, colour: tuple[int, int, int]) -> bytes:
    points = np.zeros(len(surface.points_mm), _PLY_POINT)
    points["xyz"], points["rgb"] = surface.points_mm, colour
    triangles = np.zeros(len(surface.triangles), _PLY_TRIANGLE)
    triangles["n"], triangles["corners"] = 3, surface.triangles
    header = (
        "ply\nformat binary_little_endian 1.0\ncomment Algoscope region, mm, SPACE=RAS\n"
        f"element vertex {len(points)}\nproperty float x\nproperty float y\nproperty float z\n"
        "property uchar red\nproperty uchar green\nproperty uchar blue\n"
        f"element face {len(triangles)}\nproperty list uchar int vertex_indices\nend_header\n"
    )
    return header.encode("ascii") + points.tobytes() + triangles.tobytes()
