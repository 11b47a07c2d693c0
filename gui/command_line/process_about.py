"""``main.py process`` keeps what is known of the patient beside the results, as the window does: age, sex, handedness.

A report shows what its comparison was adjusted for, and the window asks for nothing that was said already.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import AlgoscopeError

if TYPE_CHECKING:
    from analysis.pipeline.case import Case

_KEPT = ("age", "sex", "handedness")


def keep_about(out: Path, case: "Case", values: Mapping[str, str]) -> None:
    """Write ``participants.tsv`` into the results; a table that holds other people too stays as it is.

    Parameters
    ----------
    values : that were given on the command line, by column; the others are those beside the scans

    Raises
    ------
    OutputError
        if it cannot be written
    """
    from analysis.pipeline.against_cohort import known_of
    from gui.commands.about_patient import TABLE, Told, read_about, write_about

    image, name = case.bold or case.t1 or case.asl, f"sub-{case.subject}"
    known = {**({} if image is None else known_of(image, case.subject)), **values}
    told = {column: Told(known[column]) for column in _KEPT if column in known}
    if told and _is_his_alone(out / TABLE, name):
        before = read_about(out, name)
        changed = {
            column: one for column, one in told.items() if column not in before or before[column].value != one.value
        }
        write_about(out, name, {**before, **changed})


def _is_his_alone(table: Path, name: str) -> bool:
    from analysis.files.tables import read_text_table
    from gui.commands.about_patient import COLUMNS

    if not table.exists():
        return True
    try:
        found = read_text_table(table)
    except AlgoscopeError:  # a person's own table
        return False
    return found.names == ("participant_id", *COLUMNS) and [row[0] for row in found.rows] == [name]
