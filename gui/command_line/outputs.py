"""What all commands promise of the files they write: none is overwritten unasked, and each has its record."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from analysis.errors import OutputError
from analysis.files import results
from analysis.scan import StatMap


def refuse_existing(folder: Path, names: Sequence[str], *, force: bool) -> None:
    """Raise `OutputError` before the work begins rather than after it, if a map of these names is there."""
    if folder.exists() and not folder.is_dir():
        raise OutputError(f'"{folder.name}" is a file; name a folder for the results.')
    taken = [name for name in names if (folder / f"{name}.nii.gz").exists() or (folder / f"{name}.json").exists()]
    if taken and not force:
        raise OutputError(
            f'"{taken[0]}.nii.gz" exists already in the folder for the results; choose another folder or allow '
            "overwriting (--force)."
        )


def refuse_files(folder: Path, names: Sequence[str], *, force: bool) -> None:
    """As `refuse_existing`, for files with their whole name, such as tables."""
    taken = [name for name in names if (folder / name).exists()]
    if taken and not force:
        raise OutputError(
            f'"{taken[0]}" exists already in the folder for the results; choose another folder or allow overwriting '
            "(--force)."
        )


def write_maps(maps: Sequence[StatMap], folder: Path, *, space: str, force: bool) -> list[Path]:
    """Write maps with their records and their mask, and return the absolute paths of the images."""
    return [results.write_map(stat_map, folder, space=space, force=force).absolute() for stat_map in maps]


def with_note(stat_map: StatMap, warnings: Sequence[str], **parameters: object) -> StatMap:
    """The map with more warnings and parameters in its provenance."""
    old = stat_map.provenance
    new = [w for w in warnings if w not in old.warnings]
    provenance = replace(old, parameters={**old.parameters, **parameters}, warnings=(*new, *old.warnings))
    return replace(stat_map, provenance=provenance)
