"""The T1-weighted scan: tissue contrast of the template made crisp, the head around it, bias field and noise."""

import numpy as np
from scipy import ndimage

from analysis.atlas.template import mni_template, tissue_priors
from analysis.demo.anatomy import Anatomy
from analysis.demo.head import SCALP_MM, SKULL_MM, make_head
from analysis.demo.settings import DemoSettings, random_stream
from analysis.grid import Grid
from analysis.image import Volume
from analysis.progress import Progress, part, silent

WHITE_SIGNAL = 620.0
_NOISE = 0.03  # standard deviation of each channel, 1 = white matter
_GRAY, _CSF, _CORD = 0.62, 0.16, 0.82


def make_t1(settings: DemoSettings, anatomy: Anatomy, seed: int, progress: Progress = silent) -> Volume:
    """Scan the patient's T1: whole numbers from 0 on, white matter about 620."""
    grid = settings.t1_grid
    head = make_head(part(progress, 0, 0.15))
    progress(0.15, "contrast of the T1")
    sampled = anatomy.onto(
        grid,
        [_crisp_brain(), mni_template(), head.intracranial, head.surface, head.cord, head.tissue],
        part(progress, 0.2, 0.6),
    )
    random = random_stream(seed, "t1")
    bias = receive_bias(grid, random, log_sd=0.11)
    values = np.empty(grid.shape, dtype=np.float32)
    for i in range(grid.shape[0]):  # sheet by sheet, so that it can be stopped
        progress(0.65 + 0.35 * i / grid.shape[0], "drawing the head")
        signal = _compose(*(image[i] for image in sampled)) * bias[i]
        noise = random.standard_normal((2, *grid.shape[1:]), dtype=np.float32) * _NOISE
        values[i] = np.rint(np.hypot(signal + noise[0], noise[1]) * WHITE_SIGNAL)
    return Volume(grid, values, "T1")


def _crisp_brain() -> Volume:
    """T1 intensity of the brain in MNI space, 1 = white matter; an average of heads, sharpened to look like one."""
    priors = tissue_priors()
    crisp = [p.data**2 for p in (priors.csf, priors.gray, priors.white)]
    total = np.maximum(sum(crisp), 1e-6)
    by_tissue = (crisp[0] * _CSF + crisp[1] * _GRAY + crisp[2]) / total
    template = mni_template().data
    sharp = template + 0.9 * (template - ndimage.gaussian_filter(template, 1.6))
    # The template keeps what the tissue maps do not know: brain stem, thalamus, vessels.
    by_template = np.clip((sharp - 0.30) / (0.92 - 0.30), 0, 1.1) * 0.86 + 0.14
    return Volume(priors.gray.grid, 0.5 * by_tissue + 0.5 * by_template, "brain")


def _compose(
    brain: np.ndarray,
    template: np.ndarray,
    intracranial: np.ndarray,
    surface: np.ndarray,
    cord: np.ndarray,
    tissue: np.ndarray,
) -> np.ndarray:
    """Put brain, fluid, skull, scalp and deeper tissue together, each boundary about 1 mm soft."""

    def beyond(distance: np.ndarray, edge_mm: float) -> np.ndarray:
        return np.clip(distance - edge_mm + 0.5, 0, 1)

    marrow = beyond(intracranial, 2.0) * (1 - beyond(intracranial, SKULL_MM - 1.8))
    bone = 0.05 + 0.33 * marrow
    outside = bone + (tissue - bone) * beyond(intracranial, SKULL_MM)
    depth = -surface
    shallow = 1 - beyond(depth, SCALP_MM - 0.5)
    scalp = 1.05 - 0.6 * (1 - beyond(depth, 1.7))  # fat under a thin skin
    outside += (scalp - outside) * shallow
    in_skull = 1 - beyond(intracranial, 0)
    signal = outside + (_CSF + (_CORD - _CSF) * cord - outside) * in_skull
    signal += (brain - signal) * np.clip(template / 0.2, 0, 1)
    signal *= beyond(depth, 0)
    return np.asarray(signal, dtype=np.float32)


def receive_bias(grid: Grid, random: np.random.Generator, *, log_sd: float) -> np.ndarray:
    """``(ni, nj, nk)`` smooth factors around 1 of the receive coil: brighter near it, and uneven by long waves."""
    i, j, k = np.meshgrid(*[np.linspace(-1, 1, n, dtype=np.float32) for n in grid.shape], indexing="ij", sparse=True)
    field = 0.45 * (i**2 + j**2 + k**2) - 0.2
    for _ in range(4):
        a, b, c, phase = (float(v) for v in random.uniform((-2, -2, -2, 0), (2, 2, 2, 6.28)))
        field = field + np.cos(a * i + b * j + c * k + np.float32(phase)) * 0.35
    field -= field.mean()
    return np.exp(field * (log_sd / field.std())).astype(np.float32)
