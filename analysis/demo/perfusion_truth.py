"""The known perfusion: gray and white matter, arrival by territory, and a right posterior hypoperfusion.

The hypoperfusion is like that of a migraine aura with left-sided visual and sensory symptoms: -30 % of CBF, arrival
0.2 s later, in the RIGHT occipital and posterior parietal and temporal cortex, across the border of the posterior
and the middle cerebral artery, which a stroke of one artery would respect.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy import ndimage

from analysis.atlas.parcellation import aal
from analysis.atlas.territories import Territory, territory_of
from analysis.demo.anatomy import Anatomy
from analysis.demo.head import make_head
from analysis.demo.person import PATIENT, Person
from analysis.demo.regions import coarse_labels, soft_territories
from analysis.demo.resting_maps import blurred_tissues
from analysis.demo.settings import random_stream
from analysis.grid import Grid
from analysis.image import Volume
from analysis.progress import Progress, part, silent

GRAY_CBF, WHITE_CBF = 65.0, 21.0
LESION_LOSS, LESION_DELAY_S = 0.30, 0.20
_LESION_CENTRE_MM = np.array([38.0, -67.0, 17.0])
_LESION_RADII_MM = np.array([26.0, 28.0, 28.0])
_ARRIVAL_S = {Territory.ACA: 1.15, Territory.MCA: 1.05, Territory.PCA: 1.30, Territory.VB: 1.15}
_WHITE_DELAY_S = 0.30
_DENSITY = {"GM": 0.84, "WM": 0.70, "CSF": 1.0}
M0_SIGNAL = 3300.0


@dataclass(frozen=True, eq=False)
class PerfusionTruth:
    """Maps ``(ni, nj, nk)`` float32 on the grid of the ASL series.

    ``cbf`` in mL/100 g/min and ``att_s`` in s; ``lesion`` is the weight 0 to 1 of the hypoperfusion; ``density`` the
    relaxed signal without the coil's bias; ``tissues`` the fractions of gray, white and fluid.
    """

    cbf: np.ndarray
    att_s: np.ndarray
    lesion: np.ndarray
    density: np.ndarray
    tissues: dict[str, np.ndarray]


def make_perfusion(
    grid: Grid, anatomy: Anatomy, seed: int, progress: Progress = silent, *, person: Person = PATIENT
) -> PerfusionTruth:
    """Sample tissue, territories and lesion through a person's anatomy; only the patient has the lesion."""
    head = make_head(part(progress, 0, 0.2))
    tissue = blurred_tissues(grid, part(progress, 0.2, 0.6))
    progress(0.6, "territories of the arteries")
    arrival = soft_territories(_ARRIVAL_S, fwhm_mm=16, title="arrival", unit="s")
    gray, white, csf, arrival_s, lesion, intracranial, surface = anatomy.onto(
        grid, [*tissue, arrival, lesion_weight(), head.intracranial, head.surface], part(progress, 0.8, 1)
    )
    usual = gray * GRAY_CBF + white * WHITE_CBF
    usual *= _uneven(grid, seed)
    if not person.is_patient:
        lesion = np.zeros_like(lesion)
        usual *= _of_person(grid, person)
    rim = np.clip(0.5 - intracranial / 3, 0, 1) * np.clip(1 - gray - white - csf, 0, 1)
    scalp = np.clip(0.5 - surface / 3, 0, 1) * np.clip(intracranial / 3 - 1, 0, 1)
    density = gray * _DENSITY["GM"] + white * _DENSITY["WM"] + (csf + 0.7 * rim) * _DENSITY["CSF"] + 0.3 * scalp
    late = _WHITE_DELAY_S * white / np.maximum(gray + white, 0.05)
    return PerfusionTruth(
        cbf=np.asarray(usual * (1 - LESION_LOSS * lesion), dtype=np.float32),
        att_s=np.asarray(
            arrival_s + late + LESION_DELAY_S * lesion + np.float32(person.arrival_later_s), dtype=np.float32
        ),
        lesion=lesion,
        density=np.asarray(density * M0_SIGNAL, dtype=np.float32),
        tissues={"GM": gray, "WM": white, "CSF": csf},
    )


@cache
def lesion_weight() -> Volume:
    """Weight of the hypoperfusion in MNI space: an ellipsoid of the right hemisphere (x > 0) with a soft border."""
    grid, _ = coarse_labels()
    points = grid.to_mm(np.indices(grid.shape).reshape(3, -1).T)
    reach = np.linalg.norm((points - _LESION_CENTRE_MM) / _LESION_RADII_MM, axis=1)
    weight = np.clip((1.12 - reach) / 0.24, 0, 1) * np.clip((points[:, 0] - 3) / 6, 0, 1)
    return Volume(grid, weight.reshape(grid.shape), "hypoperfusion")


def lesion_by_territory() -> dict[str, float]:
    """mL of the hypoperfusion (weight above one half) in the AAL regions of each territory, largest first."""
    grid, labels = coarse_labels()
    inside = labels[lesion_weight().data > 0.5]
    volume_ml: dict[str, float] = {}
    for label, count in zip(*np.unique(inside[inside > 0], return_counts=True), strict=True):
        territory = territory_of(aal().names[int(label)]).name
        volume_ml[territory] = volume_ml.get(territory, 0.0) + float(count) * grid.voxel_volume_mm3 / 1000
    return dict(sorted(volume_ml.items(), key=lambda item: -item[1]))


def _uneven(grid: Grid, seed: int) -> np.ndarray:
    """Smooth factors around 1 (5 %): perfusion is not the same everywhere."""
    noise = random_stream(seed, "perfusion").standard_normal(grid.shape, dtype=np.float32)
    smooth = ndimage.gaussian_filter(noise, [10.0 / size for size in grid.voxel_size_mm])
    return np.exp(0.05 * smooth / smooth.std()).astype(np.float32)


def _of_person(grid: Grid, person: Person) -> np.ndarray:
    """By which a control's perfusion differs from the patient's: as a whole, and smoothly over some centimetres."""
    noise = random_stream(person.seed, "perfusion of the person").standard_normal(grid.shape, dtype=np.float32)
    smooth = ndimage.gaussian_filter(noise, [15.0 / size for size in grid.voxel_size_mm])
    return (person.cbf_factor * np.exp(person.cbf_local_sd * smooth / smooth.std())).astype(np.float32)
