"""Names of the files that a run leaves: a BIDS derivative, one place for those who write and those who read.

Transforms have the names of BIDS, ``from-A_to-B_mode-image_xfm``: the transform with which an *image* of A is
interpolated on a grid in B, so it maps *points* of B to A. In the files they are as ITK has them (LPS+ mm), so that
ANTs, ITK-SNAP and SimpleITK can use them:

``desc-affine_xfm.txt``    an affine or rigid matrix, text file of ITK
``desc-warp_xfm.nii.gz``   displacements in mm on the template's grid, an image of vectors

The way from the T1 to MNI space is first the warp and then the affine matrix, for points of MNI space; back it is the
inverse of the matrix and then the other warp: ``antsApplyTransforms -i T1 -r MNI -t WARP -t AFFINE``, and
``antsApplyTransforms -i MNI -r T1 -t [AFFINE,1] -t INVERSE_WARP``.
"""

from dataclasses import dataclass
from pathlib import Path

SPACE = "MNI152NLin2009aSym"
ANATOMY_MM = 2.0
_IN_MNI = f"space-{SPACE}"
_FINE = f"{_IN_MNI}_res-{ANATOMY_MM:g}"


@dataclass(frozen=True)
class WayNames:
    """Files of the way between an image and MNI space."""

    affine: Path
    warp: Path
    inverse_warp: Path


@dataclass(frozen=True)
class Names:
    """The files of one subject; ``subject`` is a BIDS label. Which of them a run leaves depends on its scans."""

    root: Path
    subject: str

    @property
    def folder(self) -> Path:
        """Of the subject."""
        return self.root / f"sub-{self.subject}"

    @property
    def work(self) -> Path:
        """Where finished steps are kept."""
        return self.root / "work" / f"sub-{self.subject}"

    @property
    def maps(self) -> Path:
        """Folder of the maps of metrics, each ``STATISTIC.nii.gz`` with its record."""
        return self.folder / "maps"

    @property
    def compared(self) -> Path:
        """Comparisons with a reference cohort: a folder for each statistic."""
        return self.folder / "compared"

    @property
    def earlier_comparisons(self) -> Path:
        """Comparisons that a later one has not replaced, such as with another cohort; no report takes them up."""
        return self.folder / "compared_earlier"

    @property
    def record(self) -> Path:
        """What the run found, with its warnings; written last, so its presence means that all is there."""
        return self.folder / f"sub-{self.subject}_desc-processing_record.json"

    def anat(self, rest: str) -> Path:
        """A file about the T1 in its own space, such as ``"desc-preproc_T1w.nii.gz"``."""
        return self._in("anat", rest)

    def anat_mni(self, rest: str) -> Path:
        """A file about the T1 in MNI space, in voxels of 2 mm."""
        return self._in("anat", f"{_FINE}_{rest}")

    def func(self, rest: str) -> Path:
        """A file about the resting-state series in its own space."""
        return self._in("func", f"task-rest_{rest}")

    def func_mni(self, rest: str) -> Path:
        """A file about the resting-state series in MNI space, on the grid of the maps."""
        return self._in("func", f"task-rest_{_IN_MNI}_{rest}")

    def perf(self, rest: str) -> Path:
        """A file about perfusion in the space of the ASL series."""
        return self._in("perf", rest)

    def way(self, datatype: str, image: str) -> WayNames:
        """Files of the way between MNI space and an image: ``"anat", "T1w"`` or ``"func", "boldref"``."""
        there, back = f"from-{image}_to-{SPACE}_mode-image", f"from-{SPACE}_to-{image}_mode-image"
        start = "task-rest_" if datatype == "func" else ""
        return WayNames(
            self._in(datatype, f"{start}{there}_desc-affine_xfm.txt"),
            self._in(datatype, f"{start}{there}_desc-warp_xfm.nii.gz"),
            self._in(datatype, f"{start}{back}_desc-warp_xfm.nii.gz"),
        )

    @property
    def t1_to_bold(self) -> Path:
        """The rigid map of points of the T1 to the series."""
        return self.func("from-boldref_to-T1w_mode-image_xfm.txt")

    @property
    def t1_to_asl(self) -> Path:
        """The rigid map of points of the T1 to the ASL series."""
        return self.perf("from-aslref_to-T1w_mode-image_xfm.txt")

    def _in(self, datatype: str, rest: str) -> Path:
        return self.folder / datatype / f"sub-{self.subject}_{rest}"
