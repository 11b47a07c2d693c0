"""The spaces of a patient that was processed, read from the folder that the run left."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.errors import InputError
from analysis.files import nifti
from analysis.grid import Grid
from analysis.pipeline.derivative import ProcessedFolder
from analysis.pipeline.names import Names
from analysis.pipeline.routes import Routes, Space
from analysis.preprocess.transforms import LinearTransform

_ROLES = {"t1": Space.T1, "lesion": Space.T1, "bold": Space.EPI, "asl": Space.ASL, "m0": Space.ASL}
_ANATOMY = {"T1w": Space.T1, "boldref": Space.EPI, "aslref": Space.ASL}


def routes_of(found: ProcessedFolder) -> Routes:
    """The ways between the spaces of a processed patient.

    Raises
    ------
    InputError
        if nothing of it was brought to MNI space, or a transform cannot be read
    """
    anatomy = _ANATOMY.get(found.normalised_by or "")
    if anatomy is None:
        said = " ".join((f"Nothing of sub-{found.subject} was brought to MNI space.", *found.warnings))
        raise InputError(said)
    rigid: dict[Space, LinearTransform] = {}
    if anatomy is Space.T1:
        ways = {Space.EPI: found.t1_to_bold, Space.ASL: found.t1_to_asl}
        rigid = {space: way for space, way in ways.items() if way is not None}
    images = {space: path for space, path in reference_images(found).items() if space is anatomy or space in rigid}
    grids = {space: _grid(path) for space, path in images.items()}
    return Routes(found.normalisation, anatomy, {space: way for space, way in rigid.items() if space in grids}, grids)


def reference_images(found: ProcessedFolder) -> dict[Space, Path]:
    """The image of each native space by which the others were aligned."""
    images = {Space.T1: found.t1, Space.EPI: found.boldref, Space.ASL: found.aslref}
    return {space: path for space, path in images.items() if path is not None}


def hashes_in(names: Names) -> dict[str, Space]:
    """In which space each raw scan of a run is, by the hash of its file (SHA-256); also of a run that was stopped."""
    inputs: dict[str, Space] = {}
    for record in _records(names):
        for entry in record.get("inputs", []):
            role, digest = entry.get("role"), entry.get("sha256")
            if role in _ROLES and isinstance(digest, str):
                inputs[digest] = _ROLES[role]
    return inputs


def _records(names: Names) -> Iterator[Mapping[str, Any]]:
    """Provenance of the maps and of the kept steps."""
    for path in (*sorted(names.maps.glob("*.json")), *sorted(names.work.glob("*.json"))):
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # hashes are in several of them
            continue
        if isinstance(content, dict):
            yield content.get("provenance", content)


def _grid(path: Path) -> Grid:
    return nifti.read(path).image.grid
