"""The clusters of one patient's t map with their exact p: how many of everyone have as much in the part of the patient.

Clusters are formed at the height of the comparison (two-tailed ``voxel_p``), each sign by itself. The p of a cluster
holds it against the largest cluster of each control in the patient's part, the p of its peak against their largest
|t|; both are corrected for the whole map and are multiples of 1/(n + 1). All clusters are listed, not only those that
are outside of the range of the cohort.
"""

from dataclasses import dataclass

import numpy as np

from analysis.stats import distributions
from analysis.stats.clusters import Cluster, ClusterFinder
from analysis.stats.exchangeable import p_among
from analysis.stats.patient_result import PatientResult


@dataclass(frozen=True, eq=False)
class PatientClusters:
    """The rows, ``p_extent`` and ``p_peak`` of each, and the |t| that formed them."""

    rows: tuple[Cluster, ...]
    p_extent: tuple[float, ...]
    p_peak: tuple[float, ...]
    height: float


def clusters_of(result: PatientResult) -> PatientClusters | None:
    """The clusters of a result; None where there are too few controls for the test of the map."""
    if result.everyone is None or "t" not in result.maps:
        return None
    height = float(distributions.t_height(result.options.voxel_p, result.everyone.dof, 2))
    sizes = result.show_as_much(height).maxima[1:]
    volume = result.maps["t"].volume
    if not (np.isfinite(volume.data) & (volume.data != 0)).any():
        return PatientClusters((), (), (), height)
    rows = ClusterFinder(volume, connectivity=result.options.connectivity).find(height).rows
    extent = tuple(p_among(row.n_voxels, sizes) for row in rows)
    peak = tuple(p_among(abs(row.peak.value), result.everyone.largest[1:]) for row in rows)
    return PatientClusters(tuple(rows), extent, peak, height)
