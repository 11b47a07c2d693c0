"""Small images and scans for tests of the window: values that tell where they are, nothing random."""

from pathlib import Path

import numpy as np

from analysis.colour import ColourScale, one_sided, two_sided
from analysis.grid import Grid
from analysis.image import ArrayFrames, Series, Volume
from analysis.provenance import Provenance
from analysis.scan import Modality, Scan, StatMap
from gui.session import Layer, LayerDisplay, Role, Session

GRAY = LayerDisplay(ColourScale("gray", 0, 100))
OVERLAY = LayerDisplay(two_sided(2, 6))
TINT = LayerDisplay(one_sided(0.5, 0, 2, "viridis", 0.2))


def grid(shape: tuple[int, int, int] = (8, 9, 10), voxel_mm: float = 2.0) -> Grid:
    """RAS, with mm (0, 0, 0) in the middle of the central voxel."""
    affine = np.diag([voxel_mm, voxel_mm, voxel_mm, 1.0])
    affine[:3, 3] = [-voxel_mm * (n // 2) for n in shape]
    return Grid(shape, affine)


def volume(name: str = "brain", on: Grid | None = None, value: float | None = None, unit: str = "") -> Volume:
    """The same value everywhere, or ``i + 10 j + 100 k`` in voxel (i, j, k)."""
    on = on or grid()
    i, j, k = np.meshgrid(*map(np.arange, on.shape), indexing="ij")
    data = (i + 10 * j + 100 * k).astype(float) if value is None else np.full(on.shape, value)
    return Volume(on, data, name, unit)


def series(
    n_timepoints: int = 12, on: Grid | None = None, *, tr_s: float | None = 2.0, name: str = "rest", unit: str = ""
) -> Series:
    """Frame t holds ``1000 t + i + 10 j + 100 k``."""
    first = volume(on=on)
    data = first.data[..., None] + 1000.0 * np.arange(n_timepoints, dtype=np.float32)
    return Series(first.grid, ArrayFrames(data), tr_s, name, unit)


def scan(modality: Modality, image: Volume | Series, *, path: Path | None = None, **others: object) -> Scan:
    """A scan of a modality."""
    return Scan(modality, image, path, **others)  # type: ignore[arg-type]


def stat_map(statistic: str, values: np.ndarray, on: Grid | None = None, warnings: tuple[str, ...] = ()) -> StatMap:
    """A map with a provenance."""
    return StatMap(Volume(on or grid(), values, statistic), statistic, Provenance("tests", warnings=warnings))


def add_t1(session: Session, name: str = "T1", on: Grid | None = None) -> Layer:
    """An underlay."""
    image = volume(name, on)
    return session.add_layer(name, image, Role.UNDERLAY, GRAY, scan=scan(Modality.T1, image))


def add_series(session: Session, name: str = "BOLD", modality: Modality = Modality.BOLD, **others: object) -> Layer:
    """An underlay with timepoints."""
    image = series(name=name, **others)  # type: ignore[arg-type]
    return session.add_layer(name, image, Role.UNDERLAY, GRAY, scan=scan(modality, image))


def add_overlay(session: Session, name: str = "map", value: float = 4, unit: str = "") -> Layer:
    """A map with one value everywhere, above its threshold."""
    return session.add_layer(name, volume(name, value=value, unit=unit), Role.OVERLAY, OVERLAY)


def add_mask(session: Session, name: str = "mask", on: Grid | None = None) -> Layer:
    """A mask that holds everything."""
    return session.add_layer(name, volume(name, on, value=1), Role.MASK, TINT)
