"""Regions and maps that the commands of regions read, and where both are: one world, or the spaces of a patient."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import DataError, InputError, OptionError
from analysis.files import results
from analysis.files.dicom_seg import is_dicom_seg, read_dicom_seg
from analysis.files.label_files import read_labels
from analysis.files.nifti import read
from analysis.grid import Grid
from analysis.labels.label_map import LabelMap, Region
from analysis.pipeline.derivative import read_processed
from analysis.pipeline.places import routes_of
from analysis.pipeline.routes import Routes, Space
from analysis.provenance import InputRecord, sha256_of_file
from analysis.scan import Scan
from gui.command_line.arguments import path
from gui.command_line.inputs import OpenedVolume, open_volume
from gui.command_line.terminal import Terminal
from gui.commands.region_numbers import Asked, AskedMap

SPACES = {"t1": Space.T1, "epi": Space.EPI, "asl": Space.ASL, "mni": Space.MNI}


@dataclass(frozen=True, eq=False)
class OpenedRegions:
    """A map of regions with voxels; ``is_mni`` and ``is_scanner`` are what the header says of its millimetres."""

    labels: LabelMap
    is_mni: bool
    is_scanner: bool
    record: InputRecord

    @property
    def space_name(self) -> str:
        """For the header of what is made of it."""
        return "MNI152" if self.is_mni else "scanner"


def add_patient(parser: argparse.ArgumentParser) -> None:
    """``--patient``, ``--subject`` and ``--space``: where regions and maps are, if not in one world."""
    parser.add_argument(
        "--patient", type=path, metavar="PROCESSED",
        help="what main.py process has left: for regions and maps in different spaces of it, and the mirror",
    )  # fmt: skip
    parser.add_argument("--subject", metavar="LABEL", help="which patient, in a folder with several")
    parser.add_argument(
        "--space", choices=tuple(SPACES), help="with --patient: where the regions were drawn (default: by their grid)"
    )


def open_regions(file: Path, role: str = "regions") -> OpenedRegions:
    """Read a map of regions (NIfTI with its names beside it, or a DICOM segmentation).

    Raises
    ------
    FileFormatError, DataError, GeometryError
        if it cannot be read, its values are no labels, or there is no region in it
    """
    if is_dicom_seg(file):
        labels, space = read_dicom_seg(file), "scanner"
    else:
        try:
            labels, space = read_labels(file), results.space_of(read(file))
        except DataError as error:
            sentence = str(error)
            raise DataError(sentence if file.name in sentence else f'"{file.name}": {sentence}') from None
    if not labels.data.any():
        raise DataError(f'There is no region in "{file.name}": it is empty.')
    return OpenedRegions(labels, space == "MNI152", space == "scanner", InputRecord(role, sha256_of_file(file)))


@dataclass(frozen=True, eq=False)
class Places:
    """The spaces of a patient; without one everything must be in one world."""

    routes: Routes | None = None
    given: Space | None = None

    def of_regions(self, opened: OpenedRegions) -> Space | None:
        """The space of the regions; None without a patient."""
        if self.routes is None:
            return None
        if opened.is_mni:
            if self.given not in (None, Space.MNI):
                raise OptionError("The header of the regions says that they are in MNI space; leave --space out.")
            return Space.MNI
        return self.given or self._native(opened.labels.grid, "the regions", "; say it with --space")

    def of_image(self, scan: Scan, name: str) -> Space | None:
        """The space of an image; None without a patient."""
        if self.routes is None:
            return None
        if results.space_of(scan) == "MNI152":
            return Space.MNI
        return self._native(scan.image.grid, f'"{name}"', ": bring it to the grid of a scan or to MNI space")

    def _native(self, grid: Grid, what: str, advice: str) -> Space:
        assert self.routes is not None
        found = [space for space, one in self.routes.grids.items() if one.matches(grid, 1e-3)]
        if len(found) == 1:
            return found[0]
        if self.given in found:
            return self.given
        raise InputError(f"In which space of the patient {what} lies is not known from the grid{advice}.")


def places_of(arguments: argparse.Namespace) -> Places:
    """The patient that was named, if any; raises as `read_processed` and `routes_of`."""
    if arguments.patient is None:
        if arguments.space is not None or arguments.subject is not None:
            raise OptionError("--space and --subject belong to --patient; name the processed patient too.")
        return Places()
    routes = routes_of(read_processed(arguments.patient, arguments.subject))
    given = None if arguments.space is None else SPACES[arguments.space]
    if given is not None and given not in routes.spaces:
        raise InputError(f"The patient was processed without that scan ({arguments.space}).")
    return Places(routes, given)


def require_one_world(opened: OpenedRegions, is_mni: bool, is_scanner: bool, grid: Grid, name: str) -> None:
    """Raise `InputError` where one is in MNI space and the other in the scanner's: millimetres mean other places."""
    differ = (opened.is_mni and is_scanner) or (opened.is_scanner and is_mni)
    if differ and not opened.labels.grid.matches(grid, 1e-3):
        first, second = ("MNI space", "the scanner's") if opened.is_mni else ("the scanner's space", "MNI")
        raise InputError(
            f'The regions are in {first}, but "{name}" is in {second}; name the processed patient with --patient, '
            "which knows the way between both."
        )


def opened_maps(files: list[Path], terminal: Terminal) -> list[tuple[str, OpenedVolume]]:
    """The maps with names that differ: those they say, or else of their files."""
    found: list[tuple[str, OpenedVolume]] = []
    for file in files:
        opened = open_volume(file, "map", terminal)
        name = opened.volume.name or file.name.removesuffix(".gz").removesuffix(".nii")
        taken = [one for one, _ in found]
        found.append((next(n for n in (name, *(f"{name} {i}" for i in range(2, 999))) if n not in taken), opened))
    return found


def asked_of(opened: OpenedRegions, maps: list[tuple[str, OpenedVolume]], files: list[Path], places: Places) -> Asked:
    """What the numbers of a region are computed from; the region is still to be put in."""
    asked = []
    for n, ((name, one), file) in enumerate(zip(maps, files, strict=True)):
        says = results.space_of(one.scan)
        if places.routes is None:
            require_one_world(opened, says == "MNI152", says == "scanner", one.volume.grid, file.name)
        asked.append(AskedMap(n, name, one.volume, places.of_image(one.scan, file.name), path=file))
    space = places.of_regions(opened)
    in_mni = opened.is_mni if places.routes is None else space is Space.MNI
    if places.routes is None and not in_mni:  # as in the window: the same voxels as an image that says so
        in_mni = any(
            results.space_of(one.scan) == "MNI152" and one.volume.grid.matches(opened.labels.grid, 1e-3)
            for _, one in maps
        )
    return Asked(
        0, Region(0, "", (0, 0, 0)), opened.labels.grid, None, space, in_mni, places.routes, tuple(asked), None, "",
        None, (),
    )  # fmt: skip
