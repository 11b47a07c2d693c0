"""Who was scanned, as the headers say. It is compared and masked here; it is never written, logged or shown."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pydicom.dataset import Dataset

_NAMING = {
    "PatientID", "OtherPatientIDs", "IssuerOfPatientID", "PatientAddress", "PatientTelephoneNumbers", "AccessionNumber",
    "InstitutionName", "InstitutionAddress", "InstitutionalDepartmentName", "StationName", "DeviceSerialNumber",
    "StudyID", "PerformedStationName", "PerformedLocation", "PatientBirthName", "MilitaryRank", "Occupation",
    "RequestedProcedureID", "ScheduledProcedureStepID", "PerformedProcedureStepID", "StudyDescription",
    "PatientComments", "AdmissionID", "InstitutionalDepartmentTypeCodeSequence",
}  # fmt: skip
_SHORTEST_WORD = 3
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


def words_of(dataset: Dataset) -> frozenset[str]:
    """Words, in lower case, that may name a person, a place or a device: none of them may reach an output."""
    found: set[str] = set()
    for element in dataset.iterall():
        if element.VR in ("PN", "UI") or element.keyword in _NAMING:
            text = str(element.value or "").casefold()
            found.update(re.split(r"[\W_]+", text) if element.VR != "UI" else [text])
            found.add(text.strip())
        elif element.keyword == "PatientBirthDate":
            found.add(str(element.value or ""))
    return frozenset(word for word in found if len(word) >= _SHORTEST_WORD and word not in _ORDINARY)


def names(text: str, words: frozenset[str]) -> bool:
    """Whether a text holds one of the words, or what looks like a UID, a date or a long number."""
    if re.search(r"\d{6,}|\d+(\.\d+){5,}", text):
        return True
    lowered = text.casefold()
    parts = set(re.split(r"[\W_]+", lowered))
    return bool(parts & words) or any(word in lowered for word in words if len(word) >= 6 or not word.isalnum())


def masked(text: str, words: frozenset[str]) -> str:
    """The text for the eyes of the person at the screen, with ``***`` for each part that may name someone."""
    parts = re.split(r"([\W_]+)", text)
    shown = "".join("***" if names(part, words) else part for part in parts)
    return shown if not names(shown, words) else "***"
