"""Tables of people for tests, written and read as a person's would be."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.stats.cohort_table import CohortTable, read_cohort_table


def table_of(folder: Path, columns: Mapping[str, Sequence[object]]) -> CohortTable:
    """Columns by name; people are called sub-01, sub-02 ... where no participant_id is given."""
    n = len(next(iter(columns.values())))
    whole = {"participant_id": [f"sub-{i + 1:02}" for i in range(n)], **columns}
    lines = ["\t".join(whole), *("\t".join(map(str, row)) for row in zip(*whole.values(), strict=True))]
    path = folder / "people.tsv"
    path.write_text("\n".join(lines) + "\n")
    return read_cohort_table(path)
