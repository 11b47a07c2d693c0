"""Image files that installed packages carry, found and read without importing the package.

Importing nilearn takes one to two seconds; its template is a plain NIfTI file in its folder.
"""

from importlib.util import find_spec
from pathlib import Path

import nibabel as nib
import numpy as np

from analysis.errors import FileFormatError
from analysis.grid import Grid


def packaged_file(package: str, *parts: str) -> Path:
    """The path of a data file inside an installed package.

    Raises
    ------
    FileFormatError
        if the package is not installed, or its release no longer carries the file
    """
    spec = find_spec(package)
    folders = (spec.submodule_search_locations or []) if spec is not None else []
    for folder in folders:
        path = Path(folder, *parts)
        if path.is_file():
            return path
    raise FileFormatError(
        f"The file {'/'.join(parts)} of the Python package {package!r} is missing; please reinstall Algoscope."
    )


def read_packaged_image(path: Path) -> tuple[Grid, np.ndarray]:
    """The grid and the values, as stored, of a 3D image file that a package carries."""
    image = nib.load(path)
    return Grid(image.shape, image.affine), np.asarray(image.dataobj)
