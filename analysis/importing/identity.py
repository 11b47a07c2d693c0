"""Who was scanned, as the headers say. It is compared and masked here; it is never written, logged or shown."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

Words = frozenset[str] | None
"""Words, in lower case, that may name a person, a place or a device; None where they could not be read, so that any
text may name someone."""

_NAMING = {
    "PatientID", "OtherPatientIDs", "IssuerOfPatientID", "PatientAddress", "PatientTelephoneNumbers", "AccessionNumber",
    "InstitutionName", "InstitutionAddress", "InstitutionalDepartmentName", "StationName", "DeviceSerialNumber",
    "StudyID", "PerformedStationName", "PerformedLocation", "PatientBirthName", "MilitaryRank", "Occupation",
    "RequestedProcedureID", "ScheduledProcedureStepID", "PerformedProcedureStepID", "StudyDescription",
    "PatientComments", "AdmissionID", "ClinicalTrialSubjectID", "ClinicalTrialSubjectReadingID",
    "ClinicalTrialSiteID", "ClinicalTrialSiteName", "ClinicalTrialSponsorName", "CurrentPatientLocation",
    "PatientInstitutionResidence", "CountryOfResidence", "RegionOfResidence", "RequestingService", "GantryID",
    "InsurancePlanIdentification", "ServiceEpisodeID", "ScheduledStationName", "ReferringPhysicianAddress",
    "ReferringPhysicianTelephoneNumbers", "MedicalRecordLocator", "PlacerOrderNumberImagingServiceRequest",
    "FillerOrderNumberImagingServiceRequest",
}  # fmt: skip
NAMING_FIELDS = _NAMING | {
    "PatientName", "PatientBirthDate", "ReferringPhysicianName", "OperatorsName", "PerformingPhysicianName",
    "PhysiciansOfRecord", "RequestingPhysician", "ProtocolName", "SeriesDescription", "ProcedureStepDescription",
    "SeriesInstanceUID", "StudyInstanceUID",
}  # fmt: skip
"""Fields of a sidecar whose words may name a person, a place or a device."""
_NUMERIC = {"DS", "IS", "US", "SS", "UL", "SL", "UV", "SV", "FL", "FD", "AT", "OB", "OW", "OF", "OD", "OL", "OV"}
_SHORTEST_WORD, _SHORTEST_NAME = 3, 2
_TRANSCRIBED: dict[int, str] = {
    ord(sign): text for sign, text in zip("äöüøå", ("ae", "oe", "ue", "oe", "aa"), strict=True)
}
_ORDINARY = frozenset({
    "the", "and", "mri", "mrt", "head", "brain", "neuro", "radiology", "research", "study", "hospital", "university",
    "institute", "center", "centre", "clinic", "department", "test", "scan", "anonymous", "anon", "patient", "none",
    "unknown", "male", "female", "fmri", "epi", "bold",
})  # fmt: skip


@dataclass(frozen=True)
class Patient:
    """A patient as a header names one; its text form tells nothing, so that no log can."""

    patient_id: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    birth_date: str = field(default="", repr=False)

    @property
    def key(self) -> str:
        """What tells this patient from others: the ID, or the name where there is none; may be empty."""
        return self.patient_id or self.name


def is_same(one: Patient, other: Patient) -> bool:
    """Whether two headers can speak of one patient.

    The IDs must agree where both are given. Names that differ (a typing error, a marriage) are accepted only with
    the same ID and the same birth date. In doubt they are two.
    """
    ids, names = _pair(one.patient_id, other.patient_id), _pair(one.name, other.name)
    births = _pair(one.birth_date, other.birth_date)
    if ids is False or births is False:
        return False
    return names is not False or (ids is True and births is True)


def _pair(one: str, other: str) -> bool | None:
    """Whether two texts agree but for case and punctuation; None where one is missing."""
    one, other = (re.sub(r"[\W_]+", "", text).casefold() for text in (one, other))
    return one == other if one and other else None


def distinct(patients: Iterable[Patient]) -> list[list[Patient]]:
    """The patients, those who can be one person together."""
    groups: list[list[Patient]] = []
    for patient in dict.fromkeys(patients):
        fitting = next((group for group in groups if all(is_same(patient, known) for known in group)), None)
        if fitting is None:
            groups.append([patient])
        else:
            fitting.append(patient)
    return groups


def words_of(dataset: Dataset) -> Words:
    """Words that may name a person, a place or a device: none of them may reach an output.

    None where a text of the header cannot be read: then it is not known what it would have named.
    """
    found: set[str] = set()
    elements = _elements(dataset)
    if elements is None:
        return None
    for element in elements:
        if element.VR == "PN":
            found |= _words_of_name(str(element.value or ""))
        elif element.VR == "UI" or element.keyword == "PatientBirthDate":
            found.add(str(element.value or "").casefold())
        elif element.keyword in _NAMING:
            found |= _words_in(str(element.value or ""), _SHORTEST_WORD)
    return frozenset(word for word in found if word not in _ORDINARY and word)


def words_of_patient(patient: Patient) -> frozenset[str]:
    """As `words_of`, of what is known of every file."""
    found = _words_of_name(patient.name) | _words_in(patient.patient_id, _SHORTEST_WORD) | {patient.birth_date}
    return frozenset(word for word in found if word not in _ORDINARY and word)


def _elements(dataset: Dataset) -> list[DataElement] | None:
    """All elements at any depth, those that hold only numbers excepted; None if one of the others cannot be read."""
    found: list[DataElement] = []
    for tag in dataset.keys():  # noqa: SIM118 - iterating the dataset itself would convert, and may raise
        try:
            element = dataset[tag]
            if element.VR == "SQ":
                inner = [_elements(item) for item in element.value]
                if None in inner:
                    return None
                found += [e for elements in inner for e in elements or []]
            else:
                found.append(element)
        except Exception:  # damaged values make the reader fail in many ways
            if getattr(dataset.get_item(tag), "VR", None) not in _NUMERIC:
                return None
    return found


def words_in(text: str) -> frozenset[str]:
    """The words of a text that may name someone, in lower case."""
    return frozenset(word for word in _words_of_name(text) if word not in _ORDINARY and len(word) >= _SHORTEST_WORD)


def _words_of_name(name: str) -> set[str]:
    """The parts of a person's name, without accents too, and two of them written together."""
    found = _words_in(name, _SHORTEST_NAME)
    for spelling in _spellings(name):
        for one, other in pairwise(re.findall(r"[^\W_]+", spelling)):
            found |= {one + other, other + one}
    return {word for word in found if len(word) >= _SHORTEST_NAME}


def _words_in(text: str, shortest: int) -> set[str]:
    found: set[str] = set()
    for spelling in _spellings(text):
        found.update(re.split(r"[\W_]+", spelling))
        found |= {spelling.strip(), re.sub(r"[\W_]+", "", spelling)}
    return {word for word in found if len(word) >= shortest}


def _spellings(text: str) -> Iterator[str]:
    """In lower case; without accents, and as German has it without its own letters."""
    lowered = text.casefold()
    yield lowered
    for changed in (lowered, lowered.translate(_TRANSCRIBED)):
        plain = "".join(c for c in unicodedata.normalize("NFKD", changed) if not unicodedata.combining(c))
        if plain != lowered:
            yield plain


def names(text: str, words: Words) -> bool:
    """Whether a text holds one of the words, or what looks like a UID, a date or a long number."""
    if not text:
        return False
    if words is None or re.search(r"\d{6,}|\d+(\.\d+){5,}", text):
        return True
    lowered = text.casefold()
    parts = set(re.split(r"[\W_]+", lowered))
    return bool(parts & words) or any(word in lowered for word in words if len(word) >= 6 or not word.isalnum())


def label_names(label: str, words: Words) -> bool:
    """Whether a label, which is written without spaces, may name someone: stricter than `names`.

    A name of three letters counts wherever it stands in the label.
    """
    lowered = label.casefold()
    return names(label, words) or any(word in lowered for word in words or () if word.isalpha() and len(word) >= 3)


def masked(text: str, words: Words) -> str:
    """The text for the eyes of the person at the screen, with ``***`` for each part that may name someone."""
    parts = re.split(r"([\W_]+)", text)
    shown = "".join("***" if names(part, words) else part for part in parts)
    return shown if not names(shown, words) else "***"
