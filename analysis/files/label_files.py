"""Maps of regions as files: a NIfTI label map with the names and colours of its regions beside it.

Names are kept as BIDS does (``_dseg.tsv``: index, name, color), and read and written as ITK-SNAP's label description
and FreeSurfer's colour table too. A file is written under a temporary name, read back, compared and only then takes its
place; the one that was there before becomes a numbered version.
"""

import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from analysis.errors import DataError, FileFormatError, InputError, OutputError
from analysis.files import nifti
from analysis.files.tables import read_text_table
from analysis.files.writing import encode_volume, staged
from analysis.grid import Grid
from analysis.image import Volume
from analysis.labels.label_map import LabelMap, Region, colour_of

VERSIONS_KEPT = 5
_STEM = re.compile(r"^(?P<stem>.+?)(\.nii\.gz|\.nii)$")
# index, red, green, blue, opacity 0..1, visible in slices, visible in 3D, "name"
_ITKSNAP = re.compile(r'^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+([\d.]+)\s+([01])\s+([01])\s+"(.*)"\s*$')
_FREESURFER = re.compile(r"^\s*(\d+)\s+(\S+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*$")


def save_labels(labels: LabelMap, path: Path, *, space: str = "scanner") -> Path:
    """Write a map and its table of names (TSV); what had these names before becomes a version of it.

    Raises
    ------
    OutputError
        if it cannot be written or would not be read back as it is; the file that was there is then as it was
    """
    table = _table_of(path)
    for name in (path, table):
        with suppress(OSError):  # what an earlier, killed run has left
            name.with_name(f".new.{name.name}").unlink(missing_ok=True)
    new = [path.with_name(f".new.{path.name}"), table.with_name(f".new.{table.name}")]
    try:
        with staged(new) as (image_part, table_part):
            kind = "uint8" if int(labels.data.max(initial=0)) < 256 else "uint16"
            encode_volume(Volume(labels.grid, labels.data, "regions"), image_part, space=space, dtype=kind)
            table_part.write_text(_bids_table(labels.regions), encoding="utf-8")
        back = read_labels(new[0], table=new[1])
        if not np.array_equal(back.data, labels.data) or back.regions != _named(labels.regions):
            raise OutputError("The regions could not be read back as they were; the file that was there is as it was.")
        for part, final in zip(new, (path, table), strict=True):
            _rotate(final)
            os.replace(part, final)
    except OSError as error:
        raise OutputError(f'"{path.name}" could not be written ({error.strerror or error}).') from error
    finally:
        for part in new:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return path


def read_labels(path: Path, *, table: Path | None = None, onto: Grid | None = None) -> LabelMap:
    """Read a map of regions with the names that lie beside it (TSV, ITK-SNAP's or FreeSurfer's text), if any.

    Parameters
    ----------
    onto : the grid that the map must be on, such as that of the image it is opened for

    Raises
    ------
    FileFormatError, DataError, GeometryError
        if it cannot be read, is on another grid, or its values are not labels
    """
    scan = nifti.read(path)
    if not isinstance(scan.image, Volume):
        raise DataError(f'"{path.name}" is a series of volumes; regions are one volume.')
    grid = scan.image.grid
    if onto is not None and not grid.matches(onto):
        raise DataError(
            f'The regions of "{path.name}" are on another grid ({grid.in_words()}) than the image they are to be drawn '
            f"on ({onto.in_words()}); open them as regions of their own image, or convert them first."
        )
    nifti.finish(scan)
    beside = table or names_beside(path)
    return LabelMap(grid, scan.image.data, read_names(beside) if beside is not None else ())


def is_label_map(volume: Volume, path: Path) -> bool:
    """Whether a file is a map of regions: by BIDS's name, or by a table of names beside whole, small numbers."""
    if "_dseg" in path.name:
        return True
    return names_beside(path) is not None and bool((volume.data == np.rint(volume.data)).all())


def names_beside(path: Path) -> Path | None:
    """The table of names that belongs to a map by its own name, if there is one."""
    found = _STEM.match(path.name)
    stem = found["stem"] if found else path.stem
    candidates = [path.with_name(f"{stem}{ending}") for ending in (".tsv", ".txt", ".label", ".lut", "_LUT.txt")]
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def read_names(path: Path) -> tuple[Region, ...]:
    """Regions of a BIDS table, an ITK-SNAP label description, or a FreeSurfer colour table.

    Raises
    ------
    FileFormatError, InputError
        if it is none of them, or a number occurs twice
    """
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise InputError(f'"{path.name}" could not be read ({error.strerror or error}).') from error
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if lines and "index" in lines[0].split("\t"):
        regions = _from_bids(path)
    elif lines and all(_ITKSNAP.match(line) for line in lines):
        regions = [_from_itksnap(line) for line in lines]
    elif lines and all(_FREESURFER.match(line) for line in lines):
        regions = [_from_freesurfer(line) for line in lines]
    else:
        raise FileFormatError(
            f'"{path.name}" is no table of regions: expected are a TSV with index and name, an ITK-SNAP label '
            "description, or a FreeSurfer colour table."
        )
    regions = [region for region in regions if region.label != 0]
    numbers = [region.label for region in regions]
    twice = next((number for number in numbers if numbers.count(number) > 1), None)
    if twice is not None:
        raise FileFormatError(f'The number {twice} occurs twice in "{path.name}", so its name is not known.')
    return tuple(regions)


def write_itksnap_names(regions: Iterable[Region], path: Path, *, force: bool = False) -> Path:
    """Write the names and colours as ITK-SNAP's label description."""
    rows = ['    0     0    0    0        0  0  0    "Clear Label"']
    for region in regions:
        r, g, b = region.colour
        shown = int(region.visible)
        name = region.name.replace('"', "'")
        rows.append(f'{region.label:5d} {r:5d} {g:4d} {b:4d}        1  {shown}  {shown}    "{name}"')
    return _write_text("\n".join(rows) + "\n", path, force)


def write_freesurfer_names(regions: Iterable[Region], path: Path, *, force: bool = False) -> Path:
    """Write the names and colours as a FreeSurfer colour table; blanks in names become underscores."""
    rows = ["0 Unknown 0 0 0 0"]
    for region in regions:
        name = "_".join(region.name.split()) or "Region"
        rows.append(f"{region.label} {name} {' '.join(map(str, region.colour))} 0")
    return _write_text("\n".join(rows) + "\n", path, force)


def versions_of(path: Path) -> tuple[Path, ...]:
    """Earlier versions of a file, the newest first."""
    found = [_version(path, number) for number in range(1, VERSIONS_KEPT + 1)]
    return tuple(version for version in found if version.exists())


def _rotate(path: Path) -> None:
    """Make the file the newest of its versions; the oldest is given up."""
    if not path.exists():
        return
    for number in range(VERSIONS_KEPT, 1, -1):
        older = _version(path, number - 1)
        if older.exists():
            os.replace(older, _version(path, number))
    os.replace(path, _version(path, 1))


def _version(path: Path, number: int) -> Path:
    found = _STEM.match(path.name)
    stem = found["stem"] if found else path.stem
    return path.with_name(f"{stem}.version{number}{path.name[len(stem) :]}")


def _table_of(path: Path) -> Path:
    found = _STEM.match(path.name)
    if found is None:
        raise OutputError(f'"{path.name}" must end with .nii or .nii.gz.')
    return path.with_name(found["stem"] + ".tsv")


def _named(regions: Sequence[Region]) -> tuple[Region, ...]:
    """The regions as a table keeps them: visible and unlocked, blanks in names joined."""
    return tuple(Region(r.label, " ".join(r.name.split()), r.colour) for r in regions)


def _bids_table(regions: Sequence[Region]) -> str:
    rows = ["index\tname\tcolor"]
    rows += [f"{r.label}\t{r.name}\t#{r.colour[0]:02X}{r.colour[1]:02X}{r.colour[2]:02X}" for r in _named(regions)]
    return "\n".join(rows) + "\n"


def _from_bids(path: Path) -> list[Region]:
    table = read_text_table(path)
    if "name" not in table.names:
        raise FileFormatError(f'"{path.name}" has no column "name".')
    colours = table.column("color") if "color" in table.names else ("",) * len(table.rows)
    regions = []
    for line, index, name, colour in zip(
        table.lines, table.column("index"), table.column("name"), colours, strict=True
    ):
        if not index.isdigit():
            raise FileFormatError(f'Line {line} of "{path.name}": "{index}" is no number of a region.')
        regions.append(Region(int(index), name, _hex(colour) or colour_of(max(1, int(index)))))
    return regions


def _hex(text: str) -> tuple[int, int, int] | None:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        return None
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _from_itksnap(line: str) -> Region:
    found = _ITKSNAP.match(line)
    assert found is not None
    label, red, green, blue = (int(found[n]) for n in range(1, 5))
    return Region(label, found[8], (red, green, blue), visible=found[6] == "1")


def _from_freesurfer(line: str) -> Region:
    found = _FREESURFER.match(line)
    assert found is not None
    return Region(int(found[1]), found[2], (int(found[3]), int(found[4]), int(found[5])))


def _write_text(text: str, path: Path, force: bool) -> Path:
    with staged([path], force=force) as (part,):
        part.write_text(text, encoding="utf-8")
    return path
