"""Regional homogeneity (ReHo): how alike the time courses of a voxel and its neighbours are.

Kendall's coefficient of concordance W of k time courses, 0 (nothing in common) to 1 (all rise and fall
together), after Zang et al. 2004, NeuroImage 22:394. It needs a filtered series that was not smoothed.
"""

from dataclasses import dataclass

import numpy as np

from analysis.blocks import for_each_block, split
from analysis.errors import DataError, OptionError
from analysis.image import Mask, Series
from analysis.metrics.standardise import standard_forms
from analysis.metrics.voxels import MapWriter, MaskedSeries, read_masked
from analysis.preprocess.smooth import check_fwhm
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord
from analysis.scan import StatMap

NEIGHBOURHOODS = (7, 19, 27)
_BLOCK = 1024
_MOST_TIMEPOINTS = 32_000  # doubled ranks are kept in 16 bits


@dataclass(frozen=True)
class RehoOptions:
    """Options of ReHo.

    ``neighbours`` is the size of the neighbourhood with its centre: 7 (faces), 19 (faces and edges) or 27 (the
    whole cube). ``fwhm_mm`` is the width of the smoothed forms, 0 for none. ``tie_correction`` corrects W for
    equal values within a time course. ``volume_border`` also gives values to the outermost voxels of the image,
    whose cube is cut off.
    """

    neighbours: int = 27
    fwhm_mm: float = 6.0
    tie_correction: bool = False
    volume_border: bool = False

    def __post_init__(self) -> None:
        if self.neighbours not in NEIGHBOURHOODS:
            raise OptionError(f"ReHo is defined for 7, 19 or 27 voxels, not for {self.neighbours}.")
        check_fwhm(self.fwhm_mm)


@dataclass(frozen=True, eq=False)
class Concordance:
    """``(n_voxels,)`` Kendall's W (NaN where there is none) and the number of time courses it rests on."""

    w: np.ndarray
    n_courses: np.ndarray


def compute_reho(
    series: Series,
    mask: Mask,
    options: RehoOptions | None = None,
    progress: Progress = silent,
    *,
    inputs: tuple[InputRecord, ...] = (),
) -> tuple[StatMap, ...]:
    """ReHo of every voxel in a mask: as it is, as m and z, and all three smoothed.

    Returns
    -------
    maps ``reho mreho zreho sreho smreho szreho``, in this order; the last three only with a width above 0

    Raises
    ------
    DataError
        if the series is too short or incomplete, or no mask voxel can have a value
    GeometryError
        if the mask is on another grid
    """
    options = options or RehoOptions()
    masked = read_masked(series, mask, part(progress, 0.0, 0.3))
    concordance = concordance_of(masked, options, part(progress, 0.3, 0.95))
    if not np.isfinite(concordance.w).any():
        raise DataError("No voxel of the mask has a neighbour to be compared with; give a mask of the whole brain.")
    writer = MapWriter(
        "analysis.metrics.reho.compute_reho",
        mask,
        {
            "neighbours": options.neighbours,
            "tie_correction": options.tie_correction,
            "volume_border": options.volume_border,
            "n_timepoints": series.n_timepoints,
        },
        inputs,
        masked.warnings + _neighbour_warnings(masked, concordance, options),
    )
    maps = standard_forms(writer, "reho", concordance.w, "ReHo", fwhm_mm=options.fwhm_mm)
    progress(1.0, "ReHo")
    return maps


def concordance_of(masked: MaskedSeries, options: RehoOptions, progress: Progress = silent) -> Concordance:
    """Kendall's W of each voxel with those neighbours that are in the mask and usable.

    With the N values of each of the k time courses ranked (equal values get their mean rank), R_t the sum of
    the k ranks at time t and S the sum over t of (R_t - mean(R))²:

        W = 12 S / (k² (N³ - N))

    as DPABI (``y_reho``) and REST (``reho``) have it, which do not correct for ties. With `tie_correction` the
    denominator is ``k² (N³ - N) - k sum(t³ - t)`` over the ties of length t (Kendall & Gibbons 1990), as AFNI's
    3dReHo. Voxels of the outermost layer of the volume have no value in DPABI and REST, nor here unless
    `volume_border`; a voxel without any neighbour, for which W would be 1, has none either.
    """
    from analysis.metrics.kernels import kendall_sums

    n_timepoints, n_voxels = masked.values.shape
    if n_timepoints > _MOST_TIMEPOINTS:
        raise DataError(f"ReHo takes at most {_MOST_TIMEPOINTS} volumes, but the series has {n_timepoints}.")
    ranks, tie_sums = _rank(masked, part(progress, 0.0, 0.5))
    voxels = np.ascontiguousarray(np.argwhere(masked.mask.data), dtype=np.int32)
    rows = np.full(np.add(masked.mask.grid.shape, 2), -1, dtype=np.int32)
    rows[tuple(voxels[masked.usable].T + 1)] = np.flatnonzero(masked.usable)
    offsets = neighbour_offsets(options.neighbours)
    squares, ties = np.zeros(n_voxels), np.zeros(n_voxels)
    counts = np.zeros(n_voxels, dtype=np.int32)

    def work(block: slice) -> None:
        kendall_sums(ranks, tie_sums, rows, voxels, offsets, block.start, block.stop, squares, ties, counts)

    for_each_block(work, split(n_voxels, _BLOCK), part(progress, 0.5, 1.0), "ReHo")
    counts[~masked.usable] = 0
    k = counts.astype(np.float64)
    longest = float(n_timepoints) ** 3 - n_timepoints
    denominator = k**2 * longest - (k * ties if options.tie_correction else 0.0)
    # The sums hold doubled ranks, so their squares are four times S.
    w = np.divide(3 * squares, denominator, out=np.full(n_voxels, np.nan), where=(counts > 1) & (denominator > 0))
    if not options.volume_border:
        w[_on_border(voxels, masked.mask.grid.shape)] = np.nan
    return Concordance(w, counts)


def neighbour_offsets(neighbours: int) -> np.ndarray:
    """``(neighbours, 3)`` index steps to a voxel's neighbours, its own (0, 0, 0) included."""
    farthest = {7: 1, 19: 2, 27: 3}[neighbours]
    cube = np.indices((3, 3, 3)).reshape(3, -1).T - 1
    return np.ascontiguousarray(cube[np.abs(cube).sum(axis=1) <= farthest], dtype=np.int32)


def _rank(masked: MaskedSeries, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Doubled centred ranks ``(n_voxels, n_timepoints)`` int16 and tie sums ``(n_voxels,)``."""
    from analysis.metrics.kernels import centred_ranks

    n_timepoints, n_voxels = masked.values.shape
    ranks = np.zeros((n_voxels, n_timepoints), dtype=np.int16)
    tie_sums = np.zeros(n_voxels)

    def work(block: slice) -> None:
        centred_ranks(_sorted_keys(masked.values[:, block]), ranks[block], tie_sums[block])

    for_each_block(work, split(n_voxels, _BLOCK), progress, "ReHo: ranking")
    return ranks, tie_sums


def _sorted_keys(values: np.ndarray) -> np.ndarray:
    """Sort each column; ``(n_columns, n_timepoints)`` int64 with the value above and the time point below.

    A float32 read as an integer keeps its order if the lower bits of negative ones are turned round, so one
    sort of whole numbers gives the order and the ties at once, several times as fast as a sort of indices.
    """
    # Adding 0 turns -0.0 into 0.0, which are equal and must tie.
    bits = np.ascontiguousarray(values.T + np.float32(0)).view(np.int32)
    keys = (bits ^ ((bits >> 31) & np.int32(0x7FFFFFFF))).astype(np.int64) << 32
    keys |= np.arange(values.shape[0], dtype=np.int64)
    keys.sort(axis=1)
    return keys


def _on_border(voxels: np.ndarray, shape: tuple[int, int, int]) -> np.ndarray:
    return ((voxels == 0) | (voxels == np.array(shape) - 1)).any(axis=1)


def _neighbour_warnings(masked: MaskedSeries, concordance: Concordance, options: RehoOptions) -> tuple[str, ...]:
    warnings = []
    n_alone = int(np.count_nonzero(masked.usable & (concordance.n_courses == 1)))
    if n_alone:
        warnings.append(f"{n_alone} mask voxels have no neighbour in the mask and so no ReHo.")
    few = (concordance.n_courses > 1) & (concordance.n_courses < 4) & np.isfinite(concordance.w)
    if n_few := int(np.count_nonzero(few)):
        warnings.append(f"{n_few} mask voxels have fewer than 3 neighbours in the mask; their ReHo is unreliable.")
    if not options.volume_border:
        voxels = np.argwhere(masked.mask.data)
        if n_border := int(np.count_nonzero(_on_border(voxels, masked.mask.grid.shape) & masked.usable)):
            warnings.append(
                f"{n_border} mask voxels lie in the outermost layer of the image, where ReHo is not defined "
                "because the neighbourhood is cut off."
            )
    return tuple(warnings)
