"""Which large artery feeds a region: an approximate rule over the names of AAL.

Published maps of territories agree with each other in about four of five voxels only (Tatu et al. 1998, Neurology
50:1699; Liu et al. 2023, Sci Data 10:74), because arteries vary between people. The rule is as near to each of them
as they are to each other; borders between two territories (the watershed) are not exact.
"""

from enum import Enum


class Territory(Enum):
    """The territory of a large artery; left and right are told by the region's own name."""

    ACA = "anterior cerebral artery"
    MCA = "middle cerebral artery"
    PCA = "posterior cerebral artery"
    VB = "vertebral and basilar arteries"


_ACA = {
    "Frontal_Sup", "Frontal_Sup_Medial", "Frontal_Sup_Orb", "Frontal_Med_Orb", "Rectus", "Olfactory",
    "Supp_Motor_Area", "Paracentral_Lobule", "Cingulum_Ant", "Cingulum_Mid", "Cingulum_Post", "Precuneus",
}  # fmt: skip
_PCA = {
    "Calcarine", "Cuneus", "Lingual", "Occipital_Sup", "Occipital_Mid", "Occipital_Inf", "Fusiform",
    "ParaHippocampal", "Hippocampus", "Thalamus",
}  # fmt: skip


def territory_of(region_name: str) -> Territory:
    """The territory of an AAL region, with or without its ``_L`` or ``_R``; what no other list names is MCA."""
    name = region_name.removesuffix("_L").removesuffix("_R")
    if name.startswith(("Cerebelum", "Vermis")):
        return Territory.VB
    if name in _ACA:
        return Territory.ACA
    return Territory.PCA if name in _PCA else Territory.MCA
