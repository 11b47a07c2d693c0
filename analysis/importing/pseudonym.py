"""What stands for a patient in a dataset, and the key file that alone tells who it is.

A generated pseudonym is the beginning of a hash of the patient's ID with a random salt that is kept nowhere: nobody
can find the ID by trying. The key file is a table (pseudonym, patient ID) outside the dataset that only its owner may
read; a patient who is in it keeps the pseudonym.
"""

import base64
import hashlib
import os
import re
import secrets
import uuid
from collections.abc import Container
from contextlib import suppress
from pathlib import Path

from analysis.errors import InputError, OptionError, OutputError
from analysis.importing import identity
from analysis.importing.identity import Patient, Words

_COLUMNS = "pseudonym\tpatient_id"
_LENGTH = 4


def generate(patient: Patient, taken: Container[str] = ()) -> str:
    """A new pseudonym, such as ``"sub-K3QX"``, that is not among those taken."""
    while True:
        digest = hashlib.sha256(secrets.token_bytes(16) + patient.key.encode()).digest()
        made = "sub-" + base64.b32encode(digest).decode()[:_LENGTH]
        if made not in taken:
            return made


def check(text: str, patients: list[Patient], secret: Words) -> str:
    """A pseudonym that a person chose, with ``sub-`` before it.

    Raises
    ------
    OptionError
        if it holds other signs than letters and digits, or is (part of) what the patient is known by
    """
    label = text.removeprefix("sub-")
    if not re.fullmatch(r"[A-Za-z0-9]{1,32}", label):
        raise OptionError(f'"{text}" is no pseudonym: use letters and digits only, such as sub-P017.')
    keys = {part.casefold() for p in patients for part in (p.patient_id, p.name, p.birth_date) if part}
    if label.casefold() in keys or identity.label_names(label, secret):
        raise OptionError("The pseudonym is part of the patient's own data (name, ID or date); choose another.")
    return f"sub-{label}"


class KeyFile:
    """The table of pseudonyms and IDs.

    Raises
    ------
    OptionError
        if it would lie in the dataset
    InputError
        if the file is there but is no key file, or may not be read
    """

    def __init__(self, path: Path, dataset: Path) -> None:
        self.path = Path(path)
        if self.path.resolve().is_relative_to(dataset.resolve()):
            raise OptionError(
                "The key file must not lie in the dataset, which may be given away; choose another folder."
            )
        self.rows = _read(self.path)

    def pseudonym_of(self, patient: Patient) -> str | None:
        """The pseudonym that a patient has already."""
        return next((name for name, key in self.rows.items() if key == patient.key), None)

    def check(self, pseudonym: str, patient: Patient) -> None:
        """Raise `OptionError` if the pseudonym would break the table."""
        if not patient.key:
            raise OptionError("The scans hold neither an ID nor a name, so there is nothing to keep in a key file.")
        known = self.pseudonym_of(patient)
        if known is not None and known != pseudonym:
            raise OptionError(f"This patient is {known} in the key file already; leave --pseudonym out.")
        if self.rows.get(pseudonym, patient.key) != patient.key:
            raise OptionError(f"{pseudonym} is another patient in the key file; choose another pseudonym.")

    def add(self, pseudonym: str, patient: Patient) -> None:
        """Write the table with this patient in it: whole, and for its owner's eyes only."""
        self.rows[pseudonym] = patient.key
        lines = [_COLUMNS, *(f"{name}\t{' '.join(key.split())}" for name, key in self.rows.items())]
        temporary = self.path.with_name(f".{uuid.uuid4().hex[:8]}.part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(descriptor, "w", encoding="utf-8") as stream:
                stream.write("\n".join(lines) + "\n")
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(temporary, self.path)
        except OSError as error:
            raise OutputError(f"The key file could not be written ({error.strerror or error}).") from None
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        lines = [line for line in path.read_text("utf-8").split("\n") if line]
    except (OSError, ValueError):
        raise InputError("The key file cannot be read; name another, or ask for the right to read it.") from None
    if not lines or lines[0] != _COLUMNS or any(line.count("\t") != 1 for line in lines):
        raise InputError("The key file is something else (not a table of pseudonym and patient_id); name another.")
    return {name: key for name, _, key in (line.partition("\t") for line in lines[1:])}
