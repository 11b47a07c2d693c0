"""Small t maps in MNI space for tests of the window: what was put in, and where, is known."""

from pathlib import Path

import numpy as np
from scipy import ndimage

from analysis.colour import two_sided
from analysis.files.results import write_mask, write_volume
from analysis.grid import Grid
from analysis.image import Mask, Volume
from analysis.provenance import Provenance
from analysis.scan import Fact, FactSource, Modality, Scan, StatMap
from gui.session import Layer, LayerDisplay, Role, Session

GRID = Grid((26, 30, 24), np.array([[6.0, 0, 0, -75], [0, 6, 0, -105], [0, 0, 6, -60], [0, 0, 0, 1]]))
LEFT, RIGHT = (-57.0, -9.0, 30.0), (27.0, -75.0, -36.0)  # Postcentral_L and the right cerebellum
DOF = 59.0


def brain() -> np.ndarray:
    """``GRID.shape`` booleans: an ellipsoid."""
    index = np.stack(np.meshgrid(*(np.linspace(-1, 1, n) for n in GRID.shape), indexing="ij"))
    return (index**2).sum(axis=0) < 1


def noise(seed: int) -> np.ndarray:
    """Smooth noise of standard deviation 1 on the grid."""
    data = ndimage.gaussian_filter(np.random.default_rng(seed).normal(size=GRID.shape), 0.8)
    return data / data.std()


def block(place_mm: tuple[float, float, float], size: int = 1) -> tuple[slice, ...]:
    """The voxels around a place: 3 × 3 × 3 for a size of 1."""
    voxel = GRID.voxel_at(np.array(place_mm))
    assert voxel is not None
    return tuple(slice(v - size, v + size + 1) for v in voxel)


def t_volume() -> Volume:
    """27 voxels of about −6 in the left postcentral gyrus, 8 of about 7 in the right cerebellum, else small values."""
    data = 0.5 * np.clip(noise(4), -2.5, 2.5)
    data[block(LEFT)] = -6.0
    voxel = GRID.voxel_at(np.array(RIGHT))
    assert voxel is not None
    data[tuple(slice(v - 1, v + 1) for v in voxel)] = 7.0
    data[GRID.voxel_at(np.array(LEFT))] = -6.5  # type: ignore[index]
    data[voxel] = 7.5
    return Volume(GRID, np.where(brain() | (np.abs(data) > 5), data, np.nan), "t")


def standard_scan(volume: Volume, modality: Modality = Modality.MAP, path: Path | None = None) -> Scan:
    """An image whose file says that it is in MNI space."""
    return Scan(modality, volume, path, facts={"SpatialReference": Fact("MNI152", FactSource.HEADER)})


def add_t_map(session: Session, threshold: float = 3.0, *, recorded: bool = True) -> Layer:
    """A t map of 59 degrees of freedom, or the same numbers without a record."""
    volume = t_volume()
    record = StatMap(volume, "t", Provenance("tests"), None, DOF) if recorded else None
    display = LayerDisplay(two_sided(threshold, 8.0))
    return session.add_layer("t", volume, Role.OVERLAY, display, scan=standard_scan(volume), stat_map=record)


def save_cohort(folder: Path, n: int = 12, *, third_group: bool = False) -> Path:
    """A table of two (or three) groups of n: less in the left postcentral gyrus of the first. Returns its path."""
    rng = np.random.default_rng(5)
    names = ("pain", "control", "other") if third_group else ("pain", "control")
    lines = ["participant_id\tgroup\tage\tsex\tmean_fd\tmalff"]
    for index in range(len(names) * n):
        data = 5 + noise(100 + index)
        data[block(LEFT)] -= 3.0 * (index < n)
        write_volume(Volume(GRID, np.where(brain(), data, 0)), folder / "maps" / f"m{index}.nii.gz", space="MNI152")
        age, sex, fd = rng.normal(56 if index < n else 46, 11), "FM"[index % 2], rng.gamma(4, 0.03)
        lines.append(f"sub-{index:02}\t{names[index // n]}\t{age:.1f}\t{sex}\t{fd:.3f}\tmaps/m{index}.nii.gz")
    table = folder / "participants.tsv"
    table.write_text("\n".join(lines) + "\n")
    return table


def save_mask(folder: Path) -> Path:
    """The brain on the grid of the maps."""
    return write_mask(Mask(GRID, brain()), folder / "mask.nii.gz", space="MNI152", force=True)
