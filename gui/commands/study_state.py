"""The study that is analysed in the window: its table, what is known of its columns, and the newest results."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from analysis.perfusion.group_coupling import CouplingQuestion, GroupCoupling
from analysis.provenance import InputRecord
from analysis.stats.clinical.characteristics import CharacteristicsTable
from analysis.stats.clinical.correlate import CorrelateOptions, CorrelationTable
from analysis.stats.clinical.describe import DescribeOptions
from analysis.stats.clinical.mediation import Mediation
from analysis.stats.clinical.mediation_bootstrap import BootstrapOptions
from analysis.stats.clinical.mediation_table import MediationQuestion
from analysis.stats.clinical.nested_roc import NestedOptions
from analysis.stats.clinical.participant_flow import ParticipantFlow
from analysis.stats.clinical.roc_analysis import RocAnalysis
from analysis.stats.clinical.roc_table import RocQuestion
from analysis.stats.cohort_table import CohortTable
from gui.commands.comparing import BRAIN, SearchVolume


class Section(Enum):
    """The analyses of a study."""

    DESCRIBE = "describe"
    FLOW = "flow"
    CORRELATE = "correlate"
    MEDIATE = "mediate"
    ROC = "roc"
    COUPLING = "coupling"


@dataclass(frozen=True, eq=False)
class Study:
    """A table of people; ``chosen`` are columns of regions that were chosen from a result, True where of these people.

    ``inputs`` stand for the table, and for the maps and results that gave it columns, in records.
    """

    path: Path
    table: CohortTable
    units: Mapping[str, str]
    inputs: tuple[InputRecord, ...]
    chosen: Mapping[str, bool] = field(default_factory=dict)

    def circular(self, columns: Sequence[str]) -> frozenset[str]:
        """Those of some columns whose regions were chosen from a result of these very people."""
        return frozenset(name for name in columns if self.chosen.get(name, False))


@dataclass(frozen=True)
class DescribeOrder:
    """The table of characteristics."""

    variables: tuple[str, ...]
    options: DescribeOptions = field(default_factory=DescribeOptions)
    section = Section.DESCRIBE


@dataclass(frozen=True)
class FlowOrder:
    """The flow of participants."""

    excluded: tuple[str, ...]
    group: str = ""
    analysed: str = ""
    section = Section.FLOW


@dataclass(frozen=True)
class CorrelateOrder:
    """Correlations of columns with columns."""

    x: tuple[str, ...]
    y: tuple[str, ...]
    options: CorrelateOptions = field(default_factory=CorrelateOptions)
    section = Section.CORRELATE


@dataclass(frozen=True)
class MediateOrder:
    """A mediation with its bootstrap."""

    question: MediationQuestion
    options: BootstrapOptions = field(default_factory=BootstrapOptions)
    section = Section.MEDIATE


@dataclass(frozen=True)
class RocOrder:
    """ROC curves and models."""

    question: RocQuestion
    nested: NestedOptions = field(default_factory=NestedOptions)
    section = Section.ROC


@dataclass(frozen=True)
class CouplingOrder:
    """Coupling of blood flow and activity between groups."""

    question: CouplingQuestion
    volume: SearchVolume = BRAIN
    options: DescribeOptions = field(default_factory=DescribeOptions)
    section = Section.COUPLING


Order = DescribeOrder | FlowOrder | CorrelateOrder | MediateOrder | RocOrder | CouplingOrder
Found = CharacteristicsTable | ParticipantFlow | CorrelationTable | Mediation | RocAnalysis | GroupCoupling


@dataclass(frozen=True, eq=False)
class Outcome:
    """What an analysis found, with the study and the order that it answers."""

    study: Study
    order: Order
    found: Found

    @property
    def section(self) -> Section:
        """Which analysis it is of."""
        return self.order.section


@dataclass(frozen=True, eq=False)
class StudyNow:
    """What the Study page holds; ``section`` is the analysis that is seen, ``forms`` are the fields of each form."""

    study: Study | None = None
    outcomes: tuple[Outcome, ...] = ()
    section: str = ""
    forms: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


class StudyState:
    """The open study; each change is told through `changed`."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._study: Study | None = None
        self._outcomes: dict[Section, Outcome] = {}

    @property
    def study(self) -> Study | None:
        """The study that is open."""
        return self._study

    def open(self, study: Study) -> None:
        """Another study, or the same with other columns; results of one that is no longer open are forgotten."""
        if self._study is None or self._study.path != study.path or self._study.inputs[0] != study.inputs[0]:
            self._outcomes = {}
        self._study = study
        self._changed()

    def outcome(self, section: Section) -> Outcome | None:
        """The newest result of an analysis."""
        return self._outcomes.get(section)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The newest result of each analysis that has one."""
        return tuple(self._outcomes.values())

    def show(self, outcome: Outcome) -> None:
        """Keep a result, unless another study was opened meanwhile."""
        if self._study is not None and outcome.study.inputs[0] == self._study.inputs[0]:
            self._outcomes[outcome.section] = outcome
            self._changed()
