"""A table of people with the values of regions beside its columns, and what each column means (JSON, as in BIDS)."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.errors import DataError
from analysis.files import writing
from analysis.provenance import InputRecord, Provenance
from analysis.stats.clinical.regional_values import RegionalValues
from analysis.stats.cohort_table import CohortTable

FILES = ("participants.tsv", "participants.json")


def write_regional_values(
    table: CohortTable,
    found: RegionalValues,
    folder: Path,
    *,
    described: Mapping[str, Mapping[str, Any]] | None = None,
    inputs: Sequence[InputRecord] = (),
    force: bool = False,
) -> tuple[Path, ...]:
    """Write the table with one more column per region; columns of maps (NIfTI files) are left out: the table moves.

    Parameters
    ----------
    table : its rows are those of the values
    found : of `regional_values`
    folder : made if missing
    described : what is known of the columns that were there, such as that their regions are circular
    inputs : the hash of the table and of what gave the regions

    Raises
    ------
    DataError
        if the table has a column of such a name already
    OutputError
        if a file exists or cannot be written
    """
    taken = next((name for name in found.names if name in table.names), None)
    if taken is not None:
        raise DataError(f'The table has a column "{taken}" already.')
    kept = [name for name in table.names if not any(_is_path(cell) for cell in table.column(name))]
    columns = [table.column(name) for name in kept]
    rows = [(*cells, *values) for cells, values in zip(zip(*columns, strict=True), found.values, strict=True)]
    entries: dict[str, Any] = {name: dict(entry) for name, entry in (described or {}).items() if name in kept}
    entries |= _described(found)
    entries["Algoscope"] = {"provenance": _provenance(found, inputs).as_dict()}
    with writing.whole(folder, FILES, force=force) as place:
        writing.write_tsv((*kept, *found.names), rows, place / FILES[0])
        writing.write_json(entries, place / FILES[1])
    return tuple(folder / name for name in FILES)


def _described(found: RegionalValues) -> dict[str, Any]:
    selection = found.selection
    origin: dict[str, Any] = {} if selection is None else {
        "SelectedFrom": selection.sha256, "SharedPeople": found.shared_people, "Circular": found.is_circular,
    }  # fmt: skip
    return {
        name: {
            "Description": f"mean {found.statistic} in {name.removeprefix(f'{found.statistic}_')} ({found.source})",
            "Units": found.unit,
            "Voxels": n,
            "VoxelsOfRegion": size,
            **origin,
        }
        for name, n, size in zip(found.names, found.n_voxels, found.n_voxels_of_region, strict=True)
    }


def _provenance(found: RegionalValues, inputs: Sequence[InputRecord]) -> Provenance:
    parameters = {"statistic": found.statistic, "unit": found.unit, "source": found.source}
    name = "analysis.stats.clinical.regional_values.regional_values"
    return Provenance(name, parameters, (*inputs, *found.inputs), found.warnings)


def _is_path(cell: str) -> bool:
    return cell.lower().endswith((".nii", ".nii.gz", ".img", ".hdr"))
