"""Transforms as files, in the form of ITK; which file maps what is told in `analysis.pipeline.names`."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from analysis.errors import FileFormatError, InputError, OutputError
from analysis.files import results, writing
from analysis.pipeline.names import SPACE, WayNames
from analysis.preprocess.normalise import Normalisation
from analysis.preprocess.transforms import (
    LinearTransform,
    Warp,
    from_itk,
    linear_to_itk,
    warp_of_itk_image,
    warp_to_itk,
)
from analysis.progress import Progress, silent

_AXES = "LPS+ (x to the left, y to the back, z to the head), mm"
_COMPRESSION = 2


def write_linear(transform: LinearTransform, path: Path, *, source: str, target: str) -> Path:
    """Write a map of points of `source` to `target` as text file of ITK, with a sidecar that says so.

    Raises
    ------
    OutputError
        if it cannot be written or is not read back as it was
    """
    import SimpleITK

    with writing.staged([path], force=True) as (part,):
        _said(lambda: SimpleITK.WriteTransform(linear_to_itk(transform), str(part)), path)
        if not np.allclose(read_linear(part).matrix, transform.matrix, rtol=0, atol=1e-9):
            raise OutputError("A transform could not be read back as it was written; the disk may be failing.")
    content = {
        "Type": "affine",
        "MapsPointsFrom": source,
        "MapsPointsTo": target,
        "Axes": _AXES,
        "MatrixRas": transform.matrix.tolist(),
    }
    results.write_json(content, path.with_suffix(".json"), force=True)
    return path


def read_linear(path: Path) -> LinearTransform:
    """Read a linear map of a text file of ITK.

    Raises
    ------
    InputError
        if it cannot be read
    """
    import SimpleITK

    _require(path)
    try:
        found = SimpleITK.ReadTransform(str(path))
        return from_itk(SimpleITK.AffineTransform(found))
    except RuntimeError as error:
        raise FileFormatError(f'"{path.name}" is damaged or holds no linear transform.') from error


def write_warp(warp: Warp, path: Path, content: Mapping[str, Any]) -> Path:
    """Write displacements as an image of vectors, with a sidecar; as `write_linear`."""
    import SimpleITK

    with writing.staged([path], force=True) as (part,):
        _said(lambda: SimpleITK.WriteImage(warp_to_itk(warp), str(part), True, _COMPRESSION), path)
        if not np.array_equal(read_warp(part).displacement_mm, warp.displacement_mm):
            raise OutputError("A deformation could not be read back as it was written; the disk may be failing.")
    results.write_json(content, path.with_name(path.name.replace(".nii.gz", ".json")), force=True)
    return path


def read_warp(path: Path) -> Warp:
    """Read displacements; raises as `read_linear`."""
    import SimpleITK

    _require(path)
    try:
        return warp_of_itk_image(SimpleITK.ReadImage(str(path), SimpleITK.sitkVectorFloat32))
    except RuntimeError as error:
        raise FileFormatError(f'"{path.name}" is damaged or holds no displacements.') from error


def write_way(way: Normalisation, names: WayNames, *, image: str, progress: Progress = silent) -> None:
    """Write the way between MNI space and an image (``"T1w"``): matrix, warp and inverse warp."""
    progress(0.0, "Writing the transforms")
    write_linear(way.affine, names.affine, source=SPACE, target=image)
    common = {"Type": "displacements", "Axes": _AXES, "MapsPointsFrom": SPACE, "MapsPointsTo": SPACE}
    after = f"For points of {SPACE}: these displacements first, then the affine matrix to {image}."
    before = f"For points of {image}: the inverse of the affine matrix to {image} first, then these displacements."
    progress(0.2, "Writing the transforms")
    write_warp(way.warp, names.warp, {**common, "Order": after})
    progress(0.6, "Writing the transforms")
    write_warp(way.inverse_warp, names.inverse_warp, {**common, "Order": before})


def read_way(names: WayNames, correlation: float, jacobian: tuple[float, float]) -> Normalisation:
    """Read what `write_way` wrote; its quality is in the record of the run."""
    return Normalisation(
        read_linear(names.affine), read_warp(names.warp), read_warp(names.inverse_warp), correlation, jacobian
    )


def _require(path: Path) -> None:
    if not path.is_file():
        raise InputError(f'The transform "{path.name}" is missing; process the scans again.')


def _said(write: Callable[[], Any], path: Path) -> None:
    try:
        write()
    except RuntimeError as error:
        raise OutputError(f'"{path.name}" could not be written; is the disk full?') from error
