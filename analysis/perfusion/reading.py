"""All that is read from one patient's perfusion: territories, asymmetry, cautions and small regions, in one call."""

from dataclasses import dataclass

import numpy as np

from analysis.errors import DataError
from analysis.image import Mask, Volume
from analysis.perfusion.asymmetry import Asymmetry, AsymmetryOptions, map_asymmetry
from analysis.perfusion.beds import BedPair, PlacedBeds, measure_beds, place_beds
from analysis.perfusion.cautions import Cautions, find_cautions
from analysis.perfusion.cbf import CbfResult
from analysis.perfusion.placement import Placement
from analysis.perfusion.quality import Check
from analysis.perfusion.slice_timing import delay_of_voxels
from analysis.perfusion.small_regions import SmallRegionValue, measure_small_regions
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord
from analysis.scan import StatMap

_GRAY = 0.5
_GRAY_WORDS = "voxels with half or more grey matter"
PERFUSION_MAPS = ("cbf", "relative_perfusion")


@dataclass(frozen=True, eq=False)
class Reading:
    """What a person reads beside the map.

    Parameters
    ----------
    beds : where the territories are, voxel by voxel
    territories : means and asymmetry by territory, of the voxels that ``counted`` says
    asymmetry : None where one side is not covered, then ``sentence`` says so
    cautions : late arrival, border zones, vessels
    small : dorsolateral pons and hypothalamus
    sentence : whether an abnormality stays inside one territory
    """

    beds: PlacedBeds
    territories: tuple[BedPair, ...]
    counted: str
    asymmetry: Asymmetry | None
    cautions: Cautions
    small: tuple[SmallRegionValue, ...]
    sentence: str


def read_patient(
    result: CbfResult,
    placement: Placement,
    *,
    options: AsymmetryOptions | None = None,
    inputs: tuple[InputRecord, ...] = (),
    progress: Progress = silent,
) -> Reading:
    """Read a perfusion map.

    Parameters
    ----------
    result : of `analysis.perfusion.measure.measure_perfusion`
    placement : the way to MNI space

    Raises
    ------
    DataError
        if the map is not where the placement says
    """
    perfusion = perfusion_of(result)
    assert perfusion.mask is not None
    beside = Beside(
        _volume(result, f"{perfusion.statistic}_se"),
        _volume(result, "att"),
        _longest_delay(perfusion, perfusion.mask.n_voxels),
        result.checks,
    )
    return read_volume(
        perfusion.volume, perfusion.mask, placement, beside, options=options, inputs=inputs, progress=progress
    )


@dataclass(frozen=True, eq=False)
class Beside:
    """What is known beside a perfusion map, as far as it is: standard error, arrival time (s), quality.

    ``delay_s`` is the longest delay, of each mask voxel or of all.
    """

    standard_error: Volume | None = None
    att: Volume | None = None
    delay_s: np.ndarray | float = np.nan
    checks: tuple[Check, ...] = ()


def read_volume(
    flow: Volume,
    mask: Mask,
    placement: Placement,
    beside: Beside | None = None,
    *,
    options: AsymmetryOptions | None = None,
    inputs: tuple[InputRecord, ...] = (),
    progress: Progress = silent,
) -> Reading:
    """Read a perfusion map that was computed earlier; parameters and errors as `read_patient`."""
    beside = beside or Beside()
    progress(0.0, "Territories")
    beds = place_beds(mask, placement.to_mni)
    gray = None if placement.gray is None else np.nan_to_num(placement.gray.data[mask.data]) >= _GRAY
    territories = measure_beds(flow, beds, gray)
    try:
        asymmetry = map_asymmetry(
            flow,
            placement.from_mni,
            gray=placement.gray,
            standard_error=beside.standard_error,
            options=options,
            inputs=inputs,
            progress=part(progress, 0.2, 0.9),
        )
        sentence = asymmetry.sentence
    except DataError as error:
        asymmetry, sentence = None, f"The sides were not compared: {error}"
    cautions = find_cautions(
        mask,
        att_s=None if beside.att is None else beside.att.data[mask.data],
        delay_s=beside.delay_s,
        border=beds.border,
        checks=beside.checks,
    )
    small = measure_small_regions(flow, mask, placement.to_mni)
    counted = "all voxels of the mask" if gray is None else _GRAY_WORDS
    return Reading(beds, territories, counted, asymmetry, cautions, small, sentence)


def perfusion_of(result: CbfResult) -> StatMap:
    """The perfusion map of a result, absolute or relative."""
    return next(m for m in result.maps if m.statistic in PERFUSION_MAPS)


def _volume(result: CbfResult, statistic: str) -> Volume | None:
    return next((m.volume for m in result.maps if m.statistic == statistic), None)


def _longest_delay(perfusion: StatMap, n_voxels: int) -> np.ndarray:
    """``(n_mask_voxels,)`` s, by the record of the map; NaN where it does not tell."""
    parameters, mask = perfusion.provenance.parameters, perfusion.mask
    delays = [entry["delay_s"] for entry in parameters.get("delays", ())]
    if not delays or mask is None:
        return np.full(n_voxels, np.nan)
    slices = delay_of_voxels(parameters["slice_delays_s"], parameters["slice_axis"], mask)
    return np.asarray(max(delays) + slices)
