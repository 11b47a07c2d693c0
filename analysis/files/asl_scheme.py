"""How an ASL series was acquired, from its sidecar and its ``aslcontext.tsv``; what they contradict is said.

Nothing is filled in by default. One trap has a rule of its own: of Siemens 3D pCASL sequences the converter's
``LabelingDuration`` can be the post-labelling delay. Those sequences label by blocks of radio-frequency pulses of
18.4 ms each (82 blocks are the 1.5 s of the usual protocol), so the number of blocks tells the duration; if it
contradicts the field, it is used, and the delay is left open for a person to confirm.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analysis.errors import FileFormatError, InputError
from analysis.files import sidecar as sidecars
from analysis.files.sidecar import Sidecar
from analysis.scan import AslScheme

VOLUME_TYPES = ("control", "label", "m0scan", "deltam", "cbf", "noRF", "n/a")
_RF_BLOCK_S = 0.0184
_MOST_S = 10.0
_USUAL_S = 1.8  # recommended both as duration and as delay (Alsop et al. 2015), so their equality tells nothing


def read(image: Path, sidecar: Sidecar, n_volumes: int) -> tuple[AslScheme, tuple[str, ...]]:
    """The scheme of an ASL series of `n_volumes`, and sentences about what is missing or contradicts itself."""
    warnings: list[str] = []
    types = _volume_types(image, n_volumes, warnings)
    plds_s = _per_volume(sidecar, "PostLabelingDelay", n_volumes, warnings)
    duration_s = _duration_s(sidecar, types, plds_s, n_volumes, warnings)
    suppressed = sidecar.fields.get("BackgroundSuppression")
    m0 = sidecar.text("M0Type") or None
    _check_m0(image, m0, types, warnings)
    scheme = AslScheme(
        labelling=sidecar.text("ArterialSpinLabelingType").upper() or None,
        volume_types=types,
        plds_s=plds_s,
        label_duration_s=duration_s,
        background_suppression=suppressed if isinstance(suppressed, bool) else None,
        m0=m0,
    )
    return scheme, tuple(warnings)


def _volume_types(image: Path, n_volumes: int, warnings: list[str]) -> tuple[str, ...]:
    tables = list(sidecars.beside(image, "aslcontext", ".tsv"))
    if not tables:
        warnings.append("Nothing says which volumes are control and which are label (no aslcontext.tsv).")
        return ()
    try:
        types = read_context(tables[-1])
    except InputError as error:
        warnings.append(f"{str(error).rstrip('.')} and is not used.")
        return ()
    if len(types) != n_volumes:
        warnings.append(f'The table "{tables[-1].name}" has {len(types)} rows for {n_volumes} volumes and is not used.')
        return ()
    return types


def read_context(table: Path) -> tuple[str, ...]:
    """The kind of each volume from a table with the column ``volume_type`` (``aslcontext.tsv`` of BIDS).

    Raises
    ------
    InputError
        if it cannot be read
    FileFormatError
        if it holds something else
    """
    try:
        lines = table.read_text("utf-8-sig").split("\n")
    except (OSError, ValueError) as error:
        raise InputError(f'The table "{table.name}" cannot be read.') from error
    header, *rows = [[cell.strip() for cell in line.split("\t")] for line in lines if line.strip()] or [[""]]
    column = header.index("volume_type") if "volume_type" in header else -1
    types = tuple(row[column] if 0 <= column < len(row) else "" for row in rows)
    if column < 0 or not set(types) <= set(VOLUME_TYPES):
        raise FileFormatError(f'The table "{table.name}" does not hold BIDS volume types.')
    return types


def _per_volume(sidecar: Sidecar, key: str, n_volumes: int, warnings: list[str]) -> tuple[float, ...]:
    value: Any = sidecar.fields.get(key)
    if value is None:
        return ()
    values = value if isinstance(value, list) else [value] * n_volumes
    if not all(isinstance(v, int | float) and not isinstance(v, bool) and 0 <= v < float("inf") for v in values):
        warnings.append(f"The sidecar's {key} does not hold times and is not used.")
        return ()
    if max(values, default=0) > _MOST_S:
        warnings.append(f"The sidecar's {key} of {max(values):g} s is not plausible (milliseconds?) and is not used.")
        return ()
    if len(values) != n_volumes:
        warnings.append(f"The sidecar's {key} has {len(values)} values for {n_volumes} volumes and is not used.")
        return ()
    return tuple(float(v) for v in values)


def _duration_s(
    sidecar: Sidecar, types: Sequence[str], plds_s: Sequence[float], n_volumes: int, warnings: list[str]
) -> float | None:
    values = _per_volume(sidecar, "LabelingDuration", n_volumes, warnings)
    kinds = types or ["label"] * n_volumes
    labelled = {v for v, kind in zip(values, kinds, strict=True) if kind != "m0scan" and v} if values else set()
    if len(labelled) > 1:
        warnings.append("The labelling duration differs between volumes; each volume is computed with its own.")
        return None
    stated = next(iter(labelled), None)
    blocks = sidecar.number("NumRFBlocks")
    if blocks is not None and sidecar.text("ArterialSpinLabelingType").upper() == "PCASL":
        return _of_blocks(blocks, stated, warnings)
    if stated is not None and stated != _USUAL_S and set(plds_s) == {stated}:
        warnings.append(
            f"The sidecar gives {stated:g} s both as labelling duration and as post-labelling delay; one may be a copy "
            "of the other. Please confirm both."
        )
    return stated


def _of_blocks(blocks: float, stated: float | None, warnings: list[str]) -> float:
    counted = blocks * _RF_BLOCK_S
    if stated is not None and abs(stated - counted) > 0.01 * counted:
        warnings.append(
            f"The sidecar's LabelingDuration is {stated:g} s, but its {blocks:g} labelling blocks of 18.4 ms last "
            f"{counted:.4f} s, which is used; {stated:g} s is probably the post-labelling delay. Please confirm both."
        )
    return round(counted, 6)


def _check_m0(image: Path, m0: str | None, types: Sequence[str], warnings: list[str]) -> None:
    if m0 == "Included" and types and "m0scan" not in types:
        warnings.append("The sidecar says that the M0 is in the series, but no volume is marked as m0scan.")
    if m0 in ("Absent", "Separate", "Estimate") and "m0scan" in types:
        warnings.append(
            f"The sidecar says that the M0 is {m0.lower()}, but a volume of the series is marked as m0scan."
        )
    if m0 == "Separate" and not any(any(sidecars.beside(image, "m0scan", end)) for end in (".nii.gz", ".nii")):
        warnings.append("The sidecar says that the M0 is a separate scan, but there is none beside the series.")
