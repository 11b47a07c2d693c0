"""The scans that are measured: real ones where they are at hand, else synthetic ones of usual size."""

from pathlib import Path

import nibabel as nib
import numpy as np

_REAL = Path(__file__).resolve().parents[2] / "shared" / "fixtures" / "real" / "studyforrest"


def bold_path(folder: Path, given: Path | None = None) -> Path:
    """The file given, or the real series beside the checkout, or one made in `folder`: 64 × 64 × 43 × 240 int16."""
    real = given or _REAL / "bold_task-oneback_156vol.nii.gz"
    if real.is_file():
        return real
    return _written(folder / "task-rest_bold.nii.gz", (64, 64, 43, 240), (3.4, 3.4, 3.2))


def t1_path(folder: Path, given: Path | None = None) -> Path:
    """The file given, or the real T1 beside the checkout, or one made in `folder`: 256 × 256 × 176 at 1 mm."""
    real = given or _REAL / "T1w_defaced.nii.gz"
    if real.is_file():
        return real
    return _written(folder / "T1w.nii.gz", (256, 256, 176), (1.0, 1.0, 1.0))


def _written(path: Path, shape: tuple[int, ...], voxel_mm: tuple[float, float, float]) -> Path:
    """A bright ball in noise, slightly oblique; every voxel of a series also swings slowly and alike."""
    print(f"No real scan here: {path.name} is made of noise.")
    random = np.random.default_rng(1)
    offsets = [np.arange(n) - (n - 1) / 2 for n in shape[:3]]
    squares = [(x * mm) ** 2 for x, mm in zip(offsets, voxel_mm, strict=True)]
    inside = squares[0][:, None, None] + squares[1][None, :, None] + squares[2] < 70**2
    data = np.empty(shape, np.int16, order="F")
    frames = data if len(shape) == 4 else data[..., None]
    for t in range(frames.shape[3]):
        noise = random.normal(60, 20, shape[:3]) + inside * random.normal(900 + 10 * np.sin(t / 5), 15, shape[:3])
        frames[..., t] = noise
    turn = np.array([[0.995, -0.0998, 0], [0.0998, 0.995, 0], [0, 0, 1]])
    affine = np.eye(4)
    affine[:3, :3] = turn * voxel_mm
    affine[:3, 3] = -affine[:3, :3] @ ((np.array(shape[:3]) - 1) / 2)
    image = nib.Nifti1Image(data, affine)
    image.header.set_xyzt_units("mm", "sec")
    if len(shape) == 4:
        image.header.set_zooms((*voxel_mm, 2.0))
    nib.save(image, path)
    return path
