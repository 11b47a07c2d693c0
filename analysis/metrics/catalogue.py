"""The metrics that Algoscope computes, as one explicit tuple.

A new metric is one file with its definition, one entry here, and one test. This module imports no compiled
code, so that menus and help texts can be made of it at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from analysis.errors import OptionError
from analysis.image import Mask, Series
from analysis.metrics.alff import AlffOptions, compute_alff
from analysis.metrics.bands import BandOptions, BandSet, compute_bands
from analysis.metrics.centrality import CentralityOptions, compute_centrality
from analysis.metrics.connectivity import SeedFcOptions, compute_seed_fc
from analysis.metrics.homotopic import HomotopicOptions, compute_vmhc
from analysis.metrics.reho import NEIGHBOURHOODS, RehoOptions, compute_reho
from analysis.metrics.stability import StabilityOptions, compute_tsnr
from analysis.preprocess.band import Convention
from analysis.preprocess.preparation import Preparation, Prepared, prepare
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord
from analysis.scan import StatMap


@dataclass(frozen=True)
class Option:
    """One option of a metric, as a form or a help text shows it.

    ``name`` is the field of the options record. ``default`` tells the kind: bool, int, float, text, or an
    enumeration member. ``choices`` lists the allowed values where they are few.
    """

    name: str
    caption: str
    unit: str
    default: Any
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[Any, ...] = ()


class Compute(Protocol):
    """What computes a metric: pure, may run on any thread, stopped by its `progress`."""

    def __call__(
        self,
        series: Series,
        mask: Mask,
        options: Any = None,
        progress: Progress = silent,
        *,
        inputs: tuple[InputRecord, ...] = (),
    ) -> tuple[StatMap, ...]:
        """Compute the maps of the metric."""


@dataclass(frozen=True)
class Metric:
    """A metric of the catalogue.

    Parameters
    ----------
    key : short name, also of the command
    caption : what a person calls it
    meaning : one line for a clinician
    unit : unit of the first map, "" for none
    outputs : names of the maps that `compute` returns with its default options, in its order
    options : what can be chosen
    options_type : the record that holds the choice
    needs_unfiltered : whether the series must not have been band-passed
    compute : the definition
    needs_seeds : whether its options hold seeds, which only the user can place
    smoothed_input : whether the toolkits compute it on a smoothed series
    """

    key: str
    caption: str
    meaning: str
    unit: str
    outputs: tuple[str, ...]
    options: tuple[Option, ...]
    options_type: type
    needs_unfiltered: bool
    compute: Compute
    needs_seeds: bool = False
    smoothed_input: bool = False


CONVENTION = Option(
    "convention", "Toolkit convention", "", Convention.RESTPLUS, choices=(Convention.RESTPLUS, Convention.DPABI)
)
_BAND = (
    Option("low_hz", "Lowest frequency", "Hz", 0.01, 0.0, 10.0),
    Option("high_hz", "Highest frequency", "Hz", 0.08, 0.0, 10.0),
)

SMOOTHED = Option("fwhm_mm", "Smooth the result by", "mm", 6.0, 0.0, 50.0)

ALFF = Metric(
    "alff",
    "ALFF and fALFF",
    "How strongly the signal of each place swings at low frequencies: its spontaneous activity.",
    "",
    ("alff", "malff", "zalff", "falff", "mfalff", "zfalff", "peraf"),
    (*_BAND, CONVENTION),
    AlffOptions,
    True,
    compute_alff,
    smoothed_input=True,
)
REHO = Metric(
    "reho",
    "ReHo",
    "How alike the signals of neighbouring places are: 0 nothing in common, 1 all together.",
    "",
    ("reho", "mreho", "zreho", "sreho", "smreho", "szreho"),
    (
        Option("neighbours", "Neighbourhood", "voxels", 27, choices=NEIGHBOURHOODS),
        SMOOTHED,
        Option("tie_correction", "Correct for equal values", "", False),
        Option("volume_border", "Include the outermost layer of the image", "", False),
    ),
    RehoOptions,
    False,
    compute_reho,
)

CENTRALITY = Metric(
    "dc",
    "Degree centrality",
    "With how many other places in the brain a place is functionally connected.",
    "voxels",
    tuple(p + key for key in ("dc_binary", "dc_weighted") for p in ("", "m", "z", "s", "sm", "sz")),
    (
        Option("threshold_r", "Connections above r", "", 0.25, 0.0, 0.99),
        Option("threshold_p", "or below p, one-sided (0: use r)", "", 0.0, 0.0, 0.5),
        SMOOTHED,
        Option("double_precision", "Double precision (slower)", "", False),
    ),
    CentralityOptions,
    False,
    compute_centrality,
)

SEED_FC = Metric(
    "seed-fc",
    "Seed connectivity",
    "How the signal of a chosen place goes with that of every other place.",
    "",
    ("fc_r", "fc_z"),
    (Option("partial", "Clear of the other seeds", "", False),),
    SeedFcOptions,
    False,
    compute_seed_fc,
    needs_seeds=True,
    smoothed_input=True,
)
VMHC = Metric(
    "vmhc",
    "VMHC",
    "How each place goes with its mirror image in the other half of the brain.",
    "",
    ("vmhc", "vmhc_z"),
    (),
    HomotopicOptions,
    False,
    compute_vmhc,
    smoothed_input=True,
)
BANDS = Metric(
    "bands",
    "Band power",
    "How the fluctuation of each place is spread over slow and fast frequencies.",
    "%",
    ("power_slow5", "power_slow4", "power_slow3", "power_slow2"),
    (Option("bands", "Bands", "", BandSet.SLOW, choices=tuple(BandSet)), CONVENTION),
    BandOptions,
    True,
    compute_bands,
    smoothed_input=True,
)
TSNR = Metric(
    "tsnr",
    "tSNR",
    "How steady the signal of each place is: low where the scan is poor.",
    "",
    ("tsnr",),
    (Option("detrend", "Take out a slow drift", "", True),),
    StabilityOptions,
    True,
    compute_tsnr,
)

METRICS: tuple[Metric, ...] = (ALFF, REHO, CENTRALITY, SEED_FC, VMHC, BANDS, TSNR)


def suited(metric: Metric, preparation: Preparation) -> Preparation:
    """The form of a preparation that a metric needs: without the band-pass, or without smoothing."""
    form = preparation.unfiltered() if metric.needs_unfiltered else preparation
    return form if metric.smoothed_input else form.unsmoothed()


def compute_prepared(
    metric: Metric,
    series: Series,
    mask: Mask,
    options: Any,
    preparation: Preparation,
    progress: Progress = silent,
    *,
    inputs: tuple[InputRecord, ...] = (),
) -> tuple[StatMap, ...]:
    """Prepare a series as the metric needs it, compute, and put the preparation into each map's provenance."""
    prepared = prepare(series, mask, suited(metric, preparation), part(progress, 0.0, 0.4), inputs=inputs)
    maps = metric.compute(prepared.series, mask, options, part(progress, 0.4, 1.0), inputs=inputs)
    return tuple(_with_preparation(stat_map, prepared) for stat_map in maps)


def _with_preparation(stat_map: StatMap, prepared: Prepared) -> StatMap:
    provenance = stat_map.provenance
    with_it = replace(
        provenance,
        parameters={**provenance.parameters, "preparation": dict(prepared.parameters)},
        warnings=(*prepared.warnings, *provenance.warnings),
    )
    return replace(stat_map, provenance=with_it)


def metric(key: str, among: Sequence[Metric] = METRICS) -> Metric:
    """The metric with this key.

    Raises
    ------
    OptionError
        if there is none
    """
    for candidate in among:
        if candidate.key == key:
            return candidate
    known = ", ".join(m.key for m in among)
    raise OptionError(f"There is no metric called {key}; there are {known}.")
