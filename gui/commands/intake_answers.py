"""What a person answers who opens a patient, and where patients are kept. Records only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

import platformdirs

from analysis.importing.look_through import FoundPatient, SeriesUse
from analysis.presets import Preset
from analysis.scan import Fact, FactSource
from gui.commands.about_patient import Told
from gui.perfusion_state import OrderFinding

SCANS, RESULTS = "scans", "results"  # in the folder of a patient


class Again(Enum):
    """What is done with scans of a patient of whom something is kept already."""

    UNDECIDED = ""
    GO_ON = "go on"
    VISIT = "new visit"


@dataclass(frozen=True, eq=False)
class Kept:
    """What a patient's folder holds already: the image of each series that is kept, by its place in the list.

    ``person`` is what was said of the patient when it was kept, ``found`` the series with the scans that are kept.
    """

    home: Path
    images: Mapping[int, Path]
    person: Mapping[str, Told] = field(default_factory=dict)
    found: FoundPatient | None = None


@dataclass(frozen=True)
class Person:
    """What is written about the patient; all but the pseudonym may be left out.

    ``sources`` say where each is from, by the column in which it is written.
    """

    pseudonym: str = ""
    age: str = ""
    sex: str = ""
    hand: str = ""
    date: str = ""
    sources: Mapping[str, FactSource] = field(default_factory=dict)


@dataclass(frozen=True)
class OrderFound:
    """What the values of an ASL series say about control and label, where its volumes are of these kinds."""

    types: tuple[str, ...]
    finding: OrderFinding


@dataclass(frozen=True, eq=False)
class Answers:
    """Everything that a person chose or typed.

    Parameters
    ----------
    uses : of each series
    typed : facts by the series' place in the list, then by field
    orders : what was found in the values of ASL series, by the same place
    sides_confirmed : whether a person has looked at left and right
    person : who it is, by pseudonym
    preset, voxel_mm : how it is processed
    cohort : table of the controls, None for none; ``cohort_needs`` are columns that ask for something of the patient
    out : folder of the patient, None for the suggested one
    kept : what is in that folder already, None where it is not known or empty
    again : what a person decided about it
    visit : folder of the new visit, if that was decided
    """

    uses: tuple[SeriesUse, ...]
    preset: Preset
    person: Person
    typed: Mapping[int, Mapping[str, Fact]] = field(default_factory=dict)
    orders: Mapping[int, OrderFound] = field(default_factory=dict)
    sides_confirmed: bool = False
    voxel_mm: float = 3.0
    cohort: Path | None = None
    cohort_needs: tuple[str, ...] = ()
    out: Path | None = None
    kept: Kept | None = None
    again: Again = Again.UNDECIDED
    visit: Path | None = None

    @property
    def home(self) -> Path:
        """The patient's folder."""
        return (self.out or suggested_folder(self.person.pseudonym)).absolute()

    @property
    def folder(self) -> Path:
        """Where all goes that is kept now: the patient's folder, or that of the new visit."""
        return self.visit or self.home


def patients_folder() -> Path:
    """Where patients are kept who were given no other place."""
    return Path(platformdirs.user_data_dir("algoscope", appauthor=False)) / "patients"


def suggested_folder(name: str) -> Path:
    """The folder of a pseudonym."""
    return patients_folder() / f"sub-{name.removeprefix('sub-')}"
