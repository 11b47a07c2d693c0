"""The resting BOLD series: activity, pulsation, drift, head motion, coil and noise, in the order of a real scan."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from analysis.demo.anatomy import N_THREADS, Anatomy
from analysis.demo.motion import HeadMotion, make_motion
from analysis.demo.person import PATIENT, Person
from analysis.demo.resting_maps import RestingMaps, make_resting_maps
from analysis.demo.resting_signal import neural_activity, physiology
from analysis.demo.settings import TR_S, DemoSettings, random_stream
from analysis.demo.structural import receive_bias
from analysis.image import ArrayFrames, Series
from analysis.progress import Progress, part, silent

_THERMAL_SD = 6.8


@dataclass(frozen=True, eq=False)
class RestingScan:
    """The series with what is true of it."""

    series: Series
    maps: RestingMaps
    motion: HeadMotion


def make_resting(
    settings: DemoSettings, anatomy: Anatomy, seed: int, progress: Progress = silent, *, person: Person = PATIENT
) -> RestingScan:
    """Scan a person at rest; whole numbers, gray matter about 900."""
    grid, times_s, n_volumes = settings.bold_grid, settings.slice_times_s, settings.n_volumes
    maps = make_resting_maps(grid, anatomy, seed, part(progress, 0, 0.1), is_patient=person.is_patient)
    activity = neural_activity(maps, grid, times_s, n_volumes, seed, part(progress, 0.1, 0.4))
    pulse, breath = (wave.astype(np.float32) for wave in physiology(times_s, n_volumes, seed))
    slope, bend = _drift(maps.signal.shape, seed)
    motion = make_motion(n_volumes, grid.centre_mm, seed, scale=person.motion)
    bias = receive_bias(grid, random_stream(seed, "bold coil"), log_sd=0.13)
    data = np.empty((*grid.shape, n_volumes), dtype=np.int16, order="F")

    def acquire(t: int) -> None:
        when = np.float32(t / n_volumes - 0.5)
        change = activity[t] + maps.cardiac * pulse[t] + maps.breathing * breath[t] + slope * when + bend * when**2
        seen = motion.resample(maps.signal * (1 + change), grid, t) * bias
        random = random_stream(seed, f"bold noise {t}")  # its own stream: threads may finish in any order
        real = seen + _THERMAL_SD * random.standard_normal(grid.shape, dtype=np.float32)
        imaginary = _THERMAL_SD * random.standard_normal(grid.shape, dtype=np.float32)
        data[..., t] = np.rint(np.hypot(real, imaginary))

    with ThreadPoolExecutor(N_THREADS) as pool:
        for start in range(0, n_volumes, 4):
            progress(0.4 + 0.6 * start / n_volumes, f"BOLD volume {start} of {n_volumes}")
            list(pool.map(acquire, range(start, min(start + 4, n_volumes))))
    return RestingScan(Series(grid, ArrayFrames(data), TR_S, "resting BOLD"), maps, motion)


def _drift(shape: tuple[int, ...], seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Linear and curved drift over the run as fractions of the signal, leaning in space."""
    random = random_stream(seed, "drift")
    axes = np.meshgrid(*[np.linspace(-1, 1, n, dtype=np.float32) for n in shape], indexing="ij", sparse=True)
    lean = [sum(weight * axis for weight, axis in zip(random.normal(size=3), axes, strict=True)) for _ in range(2)]
    slope = -0.008 + 0.003 * lean[0]
    bend = 0.010 + 0.004 * lean[1]
    return np.asarray(slope, dtype=np.float32), np.asarray(bend, dtype=np.float32)
