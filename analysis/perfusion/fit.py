"""Perfusion and arrival time fitted to all delays: least squares, or Bayes with a prior for the arrival time.

At a given arrival time the model is linear in perfusion, so the fit is a search in one dimension: every arrival time
of a grid is tried, and the best place refined. It needs no starting value and finds no local minimum. The Bayesian
estimate weighs the same grid by likelihood and prior (arrival 1.3 +- 0.5 s for (p)CASL, 0.7 +- 0.5 s for PASL, the
priors of oxford_asl's BASIL; Chappell et al. 2009, IEEE Trans Signal Process 57:223) and gives the mean arrival time,
which stays sensible where the signal is poor, its standard deviation, and the flow that fits best at that mean. The
prior of the flow is flat in the size of its signal: were it flat in the flow itself, late arrival, at which large flows
make little signal, would be favoured by noise (on simulated data the bias was twice as large). Where the tissues are
known, each voxel's prior is what its neighbours of the same tissue say (`local_arrival`): with less noise in the
arrival time the flow, which rises with it more than it falls, is less biased.
"""

from dataclasses import dataclass

import numpy as np

from analysis.blocks import for_each_block, single_threaded_blas, split
from analysis.errors import DataError
from analysis.perfusion.arrival import Arrival
from analysis.perfusion.constants import Labelling
from analysis.perfusion.local_arrival import Neighbourhood, prior_from_neighbours
from analysis.perfusion.response import Response
from analysis.progress import Progress, part, silent

_STEP_S = 0.01
_BEYOND_S = 0.5
_REFINEMENTS = 24
_BLOCK = 2048
_COARSE_STEP_S = 0.04
PRIOR_MEAN_S = {Labelling.PCASL: 1.3, Labelling.CASL: 1.3, Labelling.PASL: 0.7}
PRIOR_SD_S = 0.5


@dataclass(frozen=True, eq=False)
class Fit:
    """Flow ``(n_voxels,)`` in signal per response (see `Response.at`), arrival, and the residual variance per pair."""

    flow: np.ndarray
    arrival: Arrival
    residual: np.ndarray


def least_squares(
    signal: np.ndarray, response: Response, slice_delay_s: np.ndarray, progress: Progress = silent
) -> Fit:
    """The arrival time and the flow (not negative) with the least weighted sum of squared residuals.

    Voxels without any positive signal have no arrival time (NaN) and no flow.

    Parameters
    ----------
    signal : ``(n_delays, n_voxels)`` mean difference (or its ratio to the relaxed signal) at each delay
    response : of the acquisition; pairs at a delay count as its weight
    slice_delay_s : ``(n_voxels,)``

    Raises
    ------
    DataError
        if there are fewer than three delays
    """
    _check(response)
    n_voxels = signal.shape[1]
    flow, att_s, limit, residual = (np.full(n_voxels, np.nan) for _ in range(4))
    pieces, blocks = _by_slice(slice_delay_s)

    def work(block: slice) -> None:
        for voxels, delay in pieces[block]:
            y = signal[:, voxels]
            times, low, high = _grid(response, delay)
            coarse = _projection(y, response, times, delay)[0].argmax(axis=0)
            found = _refined(y, response, times, coarse, delay)
            best = np.maximum(found, low)  # all earlier times look the same
            f, gain, energy = _at_each(y, response, best, delay)
            known = gain > 0
            flow[voxels], att_s[voxels] = np.where(known, f, np.nan), np.where(known, best, np.nan)
            limit[voxels] = np.where(known, np.where(found < low, -1, np.where(found > high, 1, 0)), 0)
            residual[voxels] = (energy - gain) / max(len(y) - 2, 1)

    for_each_block(work, blocks, progress, "Fitting perfusion and arrival")
    return Fit(flow, Arrival(att_s, limit), residual)


def bayes(
    signal: np.ndarray,
    response: Response,
    slice_delay_s: np.ndarray,
    progress: Progress = silent,
    *,
    around: Neighbourhood | None = None,
) -> Fit:
    """Posterior mean of the arrival time, and flow at it; other parameters and errors as `least_squares`.

    The noise is that of the least-squares residuals, their median over the mask. A flow below 0 explains nothing, but
    where no time explains the signal the flow at the prior's mean may be below 0, so that means are not biased.

    Parameters
    ----------
    around : where voxels and their tissues are, for a prior from neighbours; None: the prior of the brain for all
    """
    first = least_squares(signal, response, slice_delay_s, part(progress, 0.0, 0.4))
    known = np.isfinite(first.residual)
    variance = max(float(np.median(first.residual[known])) if known.any() else np.nan, 1e-30)
    n_voxels = signal.shape[1]
    flow, att_s, limit, sd_s = (np.full(n_voxels, np.nan) for _ in range(4))
    pieces, blocks = _by_slice(slice_delay_s)
    prior_mean, prior_sd = _priors(signal, response, pieces, variance, around, part(progress, 0.4, 0.6))

    def work(block: slice) -> None:
        for voxels, delay in pieces[block]:
            times, low, high = _grid(response, delay)
            explained = _projection(signal[:, voxels], response, times, delay)[0]
            weight = _posterior(explained / variance, times, prior_mean[voxels], prior_sd[voxels])
            mean = (weight * times[:, None]).sum(axis=0)
            held = np.maximum(mean, low)  # all earlier times look the same
            flow[voxels], att_s[voxels] = _at_each(signal[:, voxels], response, held, delay)[0], held
            sd_s[voxels] = np.sqrt(np.maximum((weight * times[:, None] ** 2).sum(axis=0) - mean**2, 0))
            limit[voxels] = np.where(mean < low, -1, np.where(mean > high, 1, 0))

    with single_threaded_blas():
        for_each_block(work, blocks, part(progress, 0.6, 1.0), "Perfusion and arrival by Bayes")
    return Fit(flow, Arrival(att_s, limit, sd_s), first.residual)


def _priors(
    signal: np.ndarray,
    response: Response,
    pieces: list[tuple[np.ndarray, float]],
    variance: float,
    around: Neighbourhood | None,
    progress: Progress,
) -> tuple[np.ndarray, np.ndarray]:
    """Mean and SD ``(n_voxels,)`` of the prior of each voxel's arrival time."""
    n_voxels, usual = signal.shape[1], PRIOR_MEAN_S[response.labelling]
    if around is None:
        return np.full(n_voxels, usual), np.full(n_voxels, PRIOR_SD_S)
    latest = max(_grid(response, delay)[0][-1] for _, delay in pieces)
    times = np.linspace(0, latest, 1 + round(latest / _COARSE_STEP_S))
    log_likelihood = np.empty((len(times), n_voxels))
    for voxels, delay in pieces:
        log_likelihood[:, voxels] = 0.5 / variance * _projection(signal[:, voxels], response, times, delay)[0]
    return prior_from_neighbours(log_likelihood, times, around, usual, PRIOR_SD_S, progress)


def _posterior(explained: np.ndarray, times: np.ndarray, mean_s: np.ndarray, sd_s: np.ndarray) -> np.ndarray:
    """``(n_att, n_voxels)`` weights that sum to 1 over arrival times, from the squares per variance each explains."""
    log = 0.5 * explained
    log -= 0.5 * ((times[:, None] - mean_s) / sd_s) ** 2
    weight = np.exp(log - log.max(axis=0))
    return np.asarray(weight / weight.sum(axis=0))


def _check(response: Response) -> None:
    if len(response.delays_s) < 3:
        raise DataError(
            f"A fit of perfusion and arrival needs at least three delays, but the series has {len(response.delays_s)}."
        )


def _by_slice(slice_delay_s: np.ndarray) -> tuple[list[tuple[np.ndarray, float]], list[slice]]:
    """Voxels in pieces that share a slice delay, and one block for each piece."""
    pieces = []
    for delay in np.unique(slice_delay_s):
        voxels = np.flatnonzero(slice_delay_s == delay)
        pieces += [(voxels[piece], float(delay)) for piece in split(len(voxels), _BLOCK)]
    return pieces, split(len(pieces), 1)


def _grid(response: Response, slice_delay_s: float) -> tuple[np.ndarray, float, float]:
    """Arrival times to try, and between which the delays can tell them apart.

    Beyond the last delay they go on for 0.5 s: later still so little label has arrived that noise becomes perfusion.
    """
    low, high = response.identifiable_s(slice_delay_s)
    latest = high + min(_BEYOND_S, float(response.durations_s.min()) / 2)
    return np.linspace(0, latest, 1 + round(latest / _STEP_S)), low, high


def _projection(
    y: np.ndarray, response: Response, times: np.ndarray, delay: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """At each time ``(n_att, n_voxels)``: by how much the model explains the squares, the flow; and sum(n k^2)."""
    k = response.at(times, delay)
    strength = (k**2) @ response.n_pairs
    f = (k * response.n_pairs) @ y / strength[:, None]
    return np.where(f > 0, f**2 * strength[:, None], 0), f, strength


def _at_each(
    y: np.ndarray, response: Response, att_s: np.ndarray, delay: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Flow, explained squares and all squares of each voxel at its own arrival time."""
    k = response.of_voxels(att_s, np.full(att_s.shape, delay))
    n = response.n_pairs[:, None]
    strength = (n * k**2).sum(axis=0)
    f = (n * y * k).sum(axis=0) / strength
    return f, np.where(f > 0, f**2 * strength, 0), (n * y**2).sum(axis=0)


def _refined(y: np.ndarray, response: Response, times: np.ndarray, best: np.ndarray, delay: float) -> np.ndarray:
    """The best arrival time between the neighbours of the best grid point, by golden section."""
    golden = (np.sqrt(5) - 1) / 2
    low, high = times[np.maximum(best - 1, 0)], times[np.minimum(best + 1, len(times) - 1)]
    for _ in range(_REFINEMENTS):
        a, b = high - golden * (high - low), low + golden * (high - low)
        left = _at_each(y, response, a, delay)[1] > _at_each(y, response, b, delay)[1]
        low, high = np.where(left, low, a), np.where(left, b, high)
    return (low + high) / 2
