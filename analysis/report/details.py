"""What a person adds to the report: nothing of it is taken from the scans, and none of it is required."""

from dataclasses import asdict, dataclass

from analysis.errors import OptionError

_SHORT, _LONG = 40, 1500


@dataclass(frozen=True)
class Details:
    """Texts as they were entered; ``""`` for what was not.

    Parameters
    ----------
    age, sex, handedness, scanned : of the patient and of the scan, at most 40 characters each
    state : medication, phase of the attack and whatever else changes perfusion or activity
    comment : of the radiologist

    Raises
    ------
    OptionError
        if a text is too long for its place
    """

    age: str = ""
    sex: str = ""
    handedness: str = ""
    scanned: str = ""
    state: str = ""
    comment: str = ""

    def __post_init__(self) -> None:
        for name, text in asdict(self).items():
            most = _LONG if name in ("state", "comment") else _SHORT
            if len(text) > most:
                raise OptionError(f"The {name} has {len(text)} characters; the report holds {most}.")
