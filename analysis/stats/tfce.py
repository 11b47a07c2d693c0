"""Threshold-free cluster enhancement, exact.

    TFCE(v) = ∫₀^h(v) e(h)^E h^H dh

with e(h) the extent in voxels of the cluster that holds v above h, E = 0.5 and H = 2 (Smith & Nichols 2009,
NeuroImage 44:83). The integral is solved exactly between the heights at which clusters grow or merge, not summed in
steps: FSL's hundred steps differ by about 1 %, and nilearn's steps change with each permutation and are not
multiplied by their width. Both signs are enhanced alike, negative values negatively.
"""

import numpy as np

from analysis.stats.lattice import Connectivity, Lattice

HEIGHT_POWER, EXTENT_POWER = 2.0, 0.5


def tfce(
    values: np.ndarray,
    lattice: Lattice,
    *,
    connectivity: Connectivity = Connectivity.CORNERS,
    height_power: float = HEIGHT_POWER,
    extent_power: float = EXTENT_POWER,
    tails: int = 2,
) -> np.ndarray:
    """``(n_voxels,)`` float64 enhanced values, with the sign of the statistic.

    Parameters
    ----------
    values : ``(n_voxels,)`` t, z or F of the voxels of the lattice; NaN counts as 0 and stays NaN
    lattice : the search volume
    connectivity : which voxels touch
    height_power, extent_power : H and E
    tails : 1 enhances positive values only and gives 0 elsewhere
    """
    from analysis.stats import kernels

    given = np.asarray(values)
    single = np.nan_to_num(given.astype(np.float32), nan=0.0)
    offsets = lattice.offsets(connectivity)
    result = np.zeros(lattice.n_voxels)
    for sign in (1.0, -1.0)[:tails]:
        enhanced = np.zeros(lattice.n_voxels)
        kernels.enhance(single, sign, height_power, extent_power, len(lattice.rows), lattice.places, offsets, enhanced)
        result += sign * enhanced
    result[np.isnan(given)] = np.nan
    return result
