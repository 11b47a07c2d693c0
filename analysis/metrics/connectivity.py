"""Functional connectivity of seeds: how the signal of one place goes with that of every other.

Biswal et al. 1995, Magn Reson Med 34:537. It needs a filtered series.
"""

from dataclasses import dataclass

import numpy as np

from analysis.errors import OptionError
from analysis.image import Mask, Series
from analysis.metrics.seed_engine import SeedEngine, make_engine
from analysis.metrics.seeds import RegionSeed, Seed, SphereSeed, seed_columns
from analysis.metrics.voxels import MapWriter
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord
from analysis.scan import StatMap

_MOST_R = 1 - 1e-7


@dataclass(frozen=True)
class SeedFcOptions:
    """The seeds; with ``partial`` each correlation is cleared of the signals of all other seeds."""

    seeds: tuple[Seed, ...] = ()
    partial: bool = False

    def __post_init__(self) -> None:
        names = [seed.name for seed in self.seeds]
        if len(set(names)) != len(names):
            raise OptionError("Two seeds have the same name; rename one.")
        if self.partial and len(names) == 1:
            raise OptionError("A partial correlation needs at least two seeds.")


def compute_seed_fc(
    series: Series,
    mask: Mask,
    options: SeedFcOptions | None = None,
    progress: Progress = silent,
    *,
    inputs: tuple[InputRecord, ...] = (),
) -> tuple[StatMap, ...]:
    """Correlation of each seed's mean signal with every voxel in a mask, as r and as Fisher's z.

        r = Pearson correlation over time,   z = ½ ln((1 + r) / (1 - r))

    as DPABI's ``y_SCA``. The seed's signal is the mean over its voxels in the mask. |r| is held at 1 - 1e-7, so
    that a seed of one voxel has a finite z with itself.

    Returns
    -------
    maps ``fc_r fc_z``; with several seeds ``fc_r_NAME fc_z_NAME`` of each

    Raises
    ------
    OptionError
        if no seed is given, or a region is not in the atlas
    DataError
        if a seed lies outside the image or the mask, or the series cannot be used
    GeometryError
        if the mask or a seed's mask is on another grid
    """
    options = options or SeedFcOptions()
    if not options.seeds:
        raise OptionError("Choose a seed: a place and a radius, a drawn region, or a region of the atlas.")
    engine = make_engine(series, mask, part(progress, 0.0, 0.8), dtype=np.float64)
    columns = [seed_columns(seed, mask, engine.usable) for seed in options.seeds]
    courses = np.array([engine.unit(engine.course_of(c)) for c in columns])
    maps: list[StatMap] = []
    for index, seed in enumerate(options.seeds):
        progress(0.8 + 0.2 * index / len(options.seeds), f"Connectivity of {seed.name}")
        r = partial_correlation(engine, courses, index) if options.partial else engine.correlate(courses[index])
        parameters = {**_describe(seed), "n_seed_voxels": len(columns[index]), "n_timepoints": series.n_timepoints}
        parameters["without"] = [s.name for s in options.seeds if s is not seed] if options.partial else []
        warnings = engine.warnings + _space_warnings(seed)
        writer = MapWriter("analysis.metrics.connectivity.compute_seed_fc", mask, parameters, inputs, warnings)
        suffix = f"_{seed.name}" if len(options.seeds) > 1 else ""
        maps.append(writer.write(f"fc_r{suffix}", r, f"FC of {seed.name} (r)"))
        maps.append(writer.write(f"fc_z{suffix}", fisher_z(r), f"FC of {seed.name} (z)"))
    progress(1.0, "Connectivity")
    return tuple(maps)


def fisher_z(r: np.ndarray) -> np.ndarray:
    """Fisher's z of correlations, |r| held at 1 - 1e-7; NaN stays NaN."""
    return np.arctanh(np.clip(r, -_MOST_R, _MOST_R))


def partial_correlation(engine: SeedEngine, courses: np.ndarray, index: int) -> np.ndarray:
    """``(n_mask_voxels,)`` correlation of one seed with every voxel, both cleared of the other seeds' signals.

    With Q an orthonormal basis of the other seeds, s the rest of the seed's signal and v a voxel's:
    ``r = s·v / (|s| sqrt(|v|² - |Qᵀv|²))``. A voxel that the other seeds explain wholly has no value.

    Parameters
    ----------
    courses : ``(n_seeds, n_timepoints)`` of mean 0
    index : which seed
    """
    others = np.delete(courses, index, axis=0)
    basis, triangle = np.linalg.qr(others.T)
    if np.abs(np.diag(triangle)).min() < 1e-6:
        raise OptionError("Two seeds have the same signal, so their parts cannot be told apart; remove one.")
    rest = courses[index] - basis @ (basis.T @ courses[index])
    if np.linalg.norm(rest) < 1e-6:
        raise OptionError("The other seeds explain the whole signal of one seed; remove one of them.")
    dtype = engine.courses.dtype
    product = (rest / np.linalg.norm(rest)).astype(dtype) @ engine.courses
    explained = np.sum((basis.T.astype(dtype) @ engine.courses) ** 2, axis=0)
    left = 1 - explained
    known = engine.usable & (left > 1e-6)
    r = np.divide(product, np.sqrt(np.maximum(left, 1e-12)), out=np.full(product.shape, np.nan), where=known)
    return np.clip(r, -1, 1)


def _describe(seed: Seed) -> dict[str, object]:
    if isinstance(seed, SphereSeed):
        return {"seed": seed.name, "centre_mm": list(seed.centre_mm), "radius_mm": seed.radius_mm}
    return {"seed": seed.name, "atlas": "AAL" if isinstance(seed, RegionSeed) else None}


def _space_warnings(seed: Seed) -> tuple[str, ...]:
    if isinstance(seed, RegionSeed):
        return ("An atlas region was used: it is at its place only if the series is in MNI space.",)
    return ()
