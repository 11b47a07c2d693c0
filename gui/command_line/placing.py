"""What a figure must know of the places and the names of its images."""

from analysis.errors import InputError
from analysis.files.source import stem
from analysis.image import Volume
from analysis.perfusion.acknowledged import sentences_of
from analysis.scan import Scan
from gui.command_line.inputs import OpenedVolume


def about_places(*scans: Scan) -> tuple[str, ...]:
    """Refuse images whose left and right are not known (`InputError`); warn of two spaces and of unseen red lights."""
    for scan in scans:
        if scan.affine_source == "none":
            name = scan.path.name if scan.path is not None else "The image"
            raise InputError(
                f'"{name}" does not say where left and right are, so no figure with sides can be drawn; '
                "convert it again from the scanner's files."
            )
    unseen = sentences_of(warning for scan in scans for warning in scan.warnings)
    spaces = list(dict.fromkeys(str(s.facts["SpatialReference"].value) for s in scans if "SpatialReference" in s.facts))
    known = [space for space in spaces if space not in ("unknown", "aligned")]
    if len(known) < 2:
        return unseen
    return (*unseen, f"The images name different spaces ({' and '.join(known)}): places may not agree.")


def without_file_name(opened: OpenedVolume) -> Volume:
    """The volume, without its name where that is the file's: many files bear the name of a patient."""
    volume, path = opened.volume, opened.scan.path
    if path is None or volume.name != stem(path):
        return volume
    return Volume(volume.grid, volume.data, "", volume.unit)
