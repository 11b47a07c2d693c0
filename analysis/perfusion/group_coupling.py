"""Coupling of perfusion and activity, one number a person, compared between groups.

Each person has one Pearson r of two maps over the voxels of a mask (usually grey matter; `correlate_voxels`), and
z = atanh r. Groups are compared in z, one value a person: the degrees of freedom come from the people. The number of
voxels is no sample size, because neighbouring voxels are alike; that one person's r is of 60,000 voxels makes it no
surer than smoothness allows, and says nothing about other people. r does not change when a map is scaled or
standardised, so raw and z-scored maps of a metric give the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from analysis.errors import DataError, OptionError
from analysis.image import Mask
from analysis.perfusion.coupling import correlate_voxels
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord, Provenance, sha256_of_array
from analysis.stats.clinical.adjusted_groups import AdjustedGroups, compare_adjusted
from analysis.stats.clinical.characteristics import Characteristic
from analysis.stats.clinical.describe import DescribeOptions, describe
from analysis.stats.cohort_table import CohortMaps, CohortTable, load_maps

VOXELS_ARE_NO_SAMPLE = (
    "Each person is one value: neighbouring voxels are alike, so the number of voxels is no sample size and no degrees "
    "of freedom."
)
FISHER_Z = "fisher_z"
_FEW_SHARE = 0.8


@dataclass(frozen=True)
class PersonCoupling:
    """One person: the line of the table, the group, and r with its z over ``n_voxels`` of the mask."""

    line: int
    group: str
    r: float
    fisher_z: float
    n_voxels: int


@dataclass(frozen=True)
class GroupMean:
    """Mean z of one group with its 95 % limits (t), and the r that belongs to each."""

    group: str
    n: int
    mean_z: float
    sd_z: float
    low_z: float
    high_z: float

    @property
    def r(self) -> tuple[float, float, float]:
        """tanh of the mean z and of its limits."""
        mean, low, high = np.tanh([self.mean_z, self.low_z, self.high_z])
        return float(mean), float(low), float(high)


@dataclass(frozen=True, eq=False)
class GroupCoupling:
    """Coupling by group, with all that a violin or box plot needs.

    ``people`` are in the order of the table, ``means`` in that of ``groups``. ``comparison`` holds the tests without
    covariates (with the gate that chose among them), ``adjusted`` that with covariates, None without any.
    """

    flow: str
    activity: str
    groups: tuple[str, ...]
    people: tuple[PersonCoupling, ...]
    means: tuple[GroupMean, ...]
    comparison: Characteristic
    adjusted: AdjustedGroups | None
    n_mask_voxels: int
    codings: tuple[str, ...]
    warnings: tuple[str, ...]
    provenance: Provenance

    def z_of(self, group: str) -> np.ndarray:
        """``(n_in_group,)`` Fisher z of a group's people."""
        return np.array([person.fisher_z for person in self.people if person.group == group])


@dataclass(frozen=True)
class CouplingQuestion:
    """Columns of the table: maps of perfusion and of activity, the groups (all, or some in an order), covariates."""

    flow: str
    activity: str
    group: str
    order: tuple[str, ...] = ()
    covariates: tuple[str, ...] = ()


def compare_coupling(
    table: CohortTable,
    mask: Mask,
    question: CouplingQuestion,
    inputs: tuple[InputRecord, ...] = (),
    *,
    options: DescribeOptions | None = None,
    progress: Progress = silent,
) -> GroupCoupling:
    """Read everyone's two maps, correlate them inside the mask, and compare the groups.

    Parameters
    ----------
    table : one row a person
    mask : on the grid of the maps
    question : by names of columns
    options : which test is asked for in place of the gate's choice, under the name ``fisher_z``; its group is ignored

    Raises
    ------
    OptionError
        if both maps are the same column
    DataError, GeometryError, InputError
        if a row, column, map or group cannot be used; the sentence names it
    """
    if question.flow == question.activity:
        raise OptionError(f'Both maps are the column "{question.flow}"; a map goes perfectly with itself.')
    table.require_unique()
    if question.order:
        table = table.where(question.group, question.order)
    groups = table.groups(question.group)
    covariates = [table.covariate(name) for name in question.covariates]
    flow = load_maps(table, question.flow, mask, part(progress, 0.0, 0.48))
    activity = load_maps(table, question.activity, mask, part(progress, 0.48, 0.96))
    people = _people(table, groups, flow.values, activity.values)
    z = np.array([person.fisher_z for person in people])
    names = question.order or tuple(dict.fromkeys(groups))
    adjusted = compare_adjusted(z, groups, covariates, order=names) if covariates else None
    warnings = (
        VOXELS_ARE_NO_SAMPLE,
        *dict.fromkeys((*flow.warnings, *activity.warnings)),
        *_warnings(people, mask.n_voxels),
        *(adjusted.notes if adjusted is not None else ()),
    )
    return GroupCoupling(
        flow.statistic,
        activity.statistic,
        names,
        people,
        tuple(_mean(name, z[np.array(groups) == name]) for name in names),
        _compared(table, groups, z, names, options or DescribeOptions()),
        adjusted,
        mask.n_voxels,
        tuple(f"{c.name}: {c.coding}" for c in covariates if c.coding),
        warnings,
        _provenance(question, flow, activity, groups, names, inputs, warnings),
    )


def _provenance(
    question: CouplingQuestion,
    flow: CohortMaps,
    activity: CohortMaps,
    groups: Sequence[str],
    names: tuple[str, ...],
    inputs: tuple[InputRecord, ...],
    warnings: tuple[str, ...],
) -> Provenance:
    parameters = {
        "flow": flow.statistic,
        "activity": activity.statistic,
        "groups": names,
        "n_per_group": tuple(groups.count(name) for name in names),
        "covariates": question.covariates,
        "n_mask_voxels": flow.mask.n_voxels,
    }
    mask = InputRecord("mask", sha256_of_array(flow.mask.data))
    record = (*inputs, *flow.inputs, *activity.inputs, mask)
    return Provenance("analysis.perfusion.group_coupling.compare_coupling", parameters, record, warnings)


def _people(
    table: CohortTable, groups: Sequence[str], flow: np.ndarray, activity: np.ndarray
) -> tuple[PersonCoupling, ...]:
    """Everyone's coupling; a person without enough voxels is named."""
    found = []
    for line, person, group, one, other in zip(table.lines, table.people, groups, flow, activity, strict=True):
        try:
            r = correlate_voxels(one, other)
        except DataError as error:
            raise DataError(f"{person}: {error}") from error
        found.append(PersonCoupling(line, group, r.r, r.fisher_z, r.n_voxels))
    return tuple(found)


def _compared(
    table: CohortTable, groups: Sequence[str], z: np.ndarray, names: tuple[str, ...], options: DescribeOptions
) -> Characteristic:
    """The tests of the table of characteristics, on z."""
    rows = tuple(
        (str(line), group, repr(float(value))) for line, group, value in zip(table.lines, groups, z, strict=True)
    )
    of_z = CohortTable(table.folder, ("line", "group", FISHER_Z), rows, table.lines, "line")
    asked = DescribeOptions(
        "group", names, options.quantiles, options.alpha, options.kinds, options.shown, options.tests, options.units
    )
    return describe(of_z, [FISHER_Z], asked).rows[0]


def _mean(group: str, z: np.ndarray) -> GroupMean:
    n, mean, sd = len(z), float(z.mean()), float(z.std(ddof=1))
    half = float(special.stdtrit(n - 1, 0.975)) * sd / float(np.sqrt(n))
    return GroupMean(group, n, mean, sd, mean - half, mean + half)


def _warnings(people: Sequence[PersonCoupling], n_mask_voxels: int) -> Iterator[str]:
    few = [person.line for person in people if person.n_voxels < _FEW_SHARE * n_mask_voxels]
    if few:
        lines = ", ".join(str(line) for line in few[:5]) + (" …" if len(few) > 5 else "")
        yield (
            f"{len(few)} people have both maps in less than {_FEW_SHARE:.0%} of the mask (lines {lines}); their "
            "coupling is of other places than that of the others."
        )
