"""What became of each series."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class ImportedSeries:
    """One image, or one series that gave none.

    ``description`` is the operator's, with what may name someone replaced; it is for the screen and in no file.
    ``output`` is the path within the dataset, empty if there is none; then ``skipped`` says why.
    """

    number: int
    n_files: int
    role: str
    reason: str
    output: str = ""
    skipped: str = ""
    n_volumes: int = 0
    failed: bool = False
    warnings: tuple[str, ...] = ()
    description: str = field(default="", repr=False)


@dataclass(frozen=True)
class ImportReport:
    """All of an import; ``damaged`` are names of files for the screen only."""

    dataset: Path = field(repr=False)
    subject: str
    series: tuple[ImportedSeries, ...]
    remarks: tuple[str, ...]
    damaged: tuple[str, ...] = field(default=(), repr=False)

    @property
    def n_failed(self) -> int:
        """How many series could not be converted although they should."""
        return sum(row.failed for row in self.series)


def about_roles(rows: Sequence[ImportedSeries]) -> list[str]:
    """Sentences about what processing lacks, or cannot choose by itself."""
    said = []
    if not any(row.role == "T1" and row.output for row in rows):
        said.append(
            "There is no T1 among the images, so that tissues stay unknown and maps lie less exactly in the standard "
            "brain; the table says what each series was taken for."
        )
    for role in ("T1", "BOLD"):
        found = [row for row in rows if row.role == role and row.output]
        if len(found) > 1:
            numbers = ", ".join(str(row.number) for row in found)
            said.append(f"There are {len(found)} {role} images (series {numbers}); choose one for the processing.")
    return said
