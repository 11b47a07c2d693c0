"""The comparisons whose results are shown: groups of people, and the open patient against controls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.image import Volume
from analysis.report.comparison import Comparison as SavedComparison
from analysis.stats.calibration import Calibration
from analysis.stats.cohort_table import CohortTable
from analysis.stats.compare import Comparison
from analysis.stats.patient_result import PatientResult


@dataclass(frozen=True, eq=False)
class GroupResult:
    """A test and, after an ANCOVA, every pair; ``shown`` is the one that the layers show.

    ``surviving_id`` is the layer of what survives, ``whole_id`` that of the whole t or F map. While permutations go
    on there is only the test itself, and ``is_final`` is False.
    """

    comparisons: tuple[Comparison, ...]
    shown: int
    surviving_id: int
    whole_id: int
    is_final: bool

    @property
    def comparison(self) -> Comparison:
        """The one that is shown."""
        return self.comparisons[self.shown]


@dataclass(frozen=True, eq=False)
class CaseShown:
    """A map of the patient against its cohort, and the layers of it (None where there is none).

    ``outline`` is where the patient survives the test of the map, drawn as a line. ``calibration`` is that of the
    cohort, once it was asked for. ``parade_id`` is the layer that flips through the controls.
    """

    result: PatientResult
    outline: Volume | None
    w_id: int | None = None
    t_id: int | None = None
    outline_id: int | None = None
    parade_id: int | None = None
    calibration: Calibration | None = None

    @property
    def statistic(self) -> str:
        """What the map shows, such as ``"cbf"``."""
        return self.result.cohort.maps.statistic


@dataclass(frozen=True, eq=False)
class OpenedCase:
    """A comparison of the patient that was read from a folder, and its layers; the controls' maps are not there."""

    comparison: SavedComparison
    w_id: int | None = None
    t_id: int | None = None
    outline_id: int | None = None

    @property
    def statistic(self) -> str:
        """What the map shows, such as ``"cbf"``."""
        return self.comparison.statistic


@dataclass(frozen=True)
class FormNow:
    """What stands in the fields of a comparison; ``image`` is a file and ``layer_id`` an open layer that was chosen."""

    path: Path
    table: CohortTable = field(compare=False, repr=False)
    fields: Mapping[str, Any] = field(default_factory=dict)
    image: Path | None = None
    layer_id: int | None = None


@dataclass(frozen=True)
class FormsNow:
    """The fields of both pages; None where no table is open."""

    patient: FormNow | None = None
    groups: FormNow | None = None


class CompareState:
    """Part of the session: each change is told through `changed`."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._group: GroupResult | None = None
        self._patient: tuple[CaseShown | OpenedCase, ...] = ()

    @property
    def group(self) -> GroupResult | None:
        """The newest comparison of groups."""
        return self._group

    def set_group(self, result: GroupResult | None) -> None:
        """Show another comparison of groups, or a refined one."""
        self._group = result
        self._changed()

    @property
    def cases(self) -> tuple[CaseShown, ...]:
        """Every map that has a cohort, the newest first."""
        return tuple(one for one in self._patient if isinstance(one, CaseShown))

    @property
    def case(self) -> CaseShown | None:
        """The newest comparison with a cohort."""
        return next(iter(self.cases), None)

    @property
    def opened(self) -> tuple[OpenedCase, ...]:
        """Every comparison of the patient that was read from a folder, the newest first."""
        return tuple(one for one in self._patient if isinstance(one, OpenedCase))

    @property
    def patient(self) -> tuple[CaseShown | OpenedCase, ...]:
        """Every comparison of the patient, the newest first."""
        return self._patient

    @property
    def newest(self) -> CaseShown | OpenedCase | None:
        """The newest comparison of the patient, computed here or read."""
        return self._patient[0] if self._patient else None

    def set_case(self, case: CaseShown) -> None:
        """Put a comparison first; an older one of the same statistic goes."""
        self._set(case)

    def set_opened(self, opened: OpenedCase) -> None:
        """Put one that was read first; an older one of the same statistic goes, also one that was computed here."""
        self._set(opened)

    def _set(self, one: CaseShown | OpenedCase) -> None:
        self._patient = (one, *(old for old in self._patient if old.statistic != one.statistic))
        self._changed()

    def forget_all(self) -> None:
        """Everything was closed."""
        if self._group is not None or self._patient:
            self._group, self._patient = None, ()
            self._changed()
