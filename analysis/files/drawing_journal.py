"""A journal of a drawing: every change is on its way to the disk before the next one can be made.

A journal begins with the whole map and then holds each change as one record with its length and checksum, written by
one call of the system and never through a buffer of the program, so that a program that is killed at any moment leaves
every change that it had made. A record that was cut off while it was written is left out when the journal is read.
"""

import base64
import json
import os
import struct
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from analysis.errors import FileFormatError, OutputError
from analysis.grid import Grid
from analysis.labels.label_map import LabelEdit, LabelMap, Region

_MAGIC = b"algoscope drawing 1\n"
_EDIT_KEYS = ("low", "shape", "changed", "before", "after", "n_voxels")
_HEAD = struct.Struct("<II")  # length and checksum of the payload


class DrawingJournal:
    """The open journal of one drawing.

    Parameters
    ----------
    path : a new file, or an old one, which is replaced as a whole
    labels : the drawing as it is now
    facts : what else is needed to open it again; plain values
    is_saved : it is in a file as it is

    Raises
    ------
    OutputError
        here and in each method, if the disk is full or may not be written
    """

    def __init__(self, path: Path, labels: LabelMap, facts: Mapping[str, Any], *, is_saved: bool = False) -> None:
        self.path = path
        self._n_edits = 0
        self._file = -1
        part = path.with_name(f".{path.name}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(_MAGIC)
            self._file = os.open(part, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
            self._write({**_snapshot(labels, facts), "is_saved": is_saved})
            os.fsync(self._file)
            os.close(self._file)
            self._file = -1
            os.replace(part, path)
            self._file = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
        except (OSError, OutputError) as error:
            self.close()
            with suppress(OSError):  # on a full disk every byte counts
                part.unlink(missing_ok=True)
            raise error if isinstance(error, OutputError) else _failed(error) from error

    def note_edit(self, edit: LabelEdit, name: str) -> int:
        """Keep an edit that is done; returns its number."""
        record: dict[str, Any] = {key: getattr(edit, key) for key in _EDIT_KEYS}
        record |= {"kind": "edit", "name": name}
        for key in ("changed", "before", "after"):
            if isinstance(record[key], bytes):
                record[key] = {"base64": base64.b64encode(record[key]).decode("ascii")}
        self._write(record)
        self._n_edits += 1
        return self._n_edits - 1

    def note_undone(self, *numbers: int) -> None:
        """Keep that edits were taken back, the last one first."""
        self._write({"kind": "undone", "numbers": numbers})

    def note_redone(self, *numbers: int) -> None:
        """Keep that edits were done again in their order."""
        self._write({"kind": "redone", "numbers": numbers})

    def note_regions(self, regions: Iterable[Region]) -> None:
        """Keep the list of regions as it is now."""
        self._write({"kind": "regions", "regions": [asdict(region) for region in regions]})

    def note_saved(self) -> None:
        """Keep that the drawing is in a file as it is now."""
        self._write({"kind": "saved"})

    def close(self, *, delete: bool = False) -> None:
        """Close the file; with `delete` the drawing is saved elsewhere or given up."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
        if delete:
            self.path.unlink(missing_ok=True)

    def _write(self, record: Mapping[str, Any]) -> None:
        payload = json.dumps(record).encode()
        data = _HEAD.pack(len(payload), zlib.crc32(payload)) + payload
        if self._file < 0:
            raise OutputError("The journal of the drawing is closed, so this change is not kept.")
        begin = os.fstat(self._file).st_size
        try:
            while data:
                data = data[os.write(self._file, data) :]
        except OSError as error:
            with suppress(OSError):  # half a record would hide all that come after it
                os.ftruncate(self._file, begin)
            raise _failed(error) from error


@dataclass(frozen=True, eq=False)
class Recovered:
    """A drawing that was read back.

    Parameters
    ----------
    n_changes : since it was opened
    is_cut : the last record was not complete
    is_saved : nothing was changed since it was written to a file, or opened
    """

    labels: LabelMap
    facts: Mapping[str, Any]
    n_changes: int
    is_cut: bool
    is_saved: bool


def read_journal(path: Path) -> Recovered:
    """The drawing as it was after the last complete change.

    Raises
    ------
    FileFormatError
        if it is not a journal, or its beginning is damaged
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileFormatError(f'"{path.name}" could not be read ({error.strerror or error}).') from error
    records, is_cut = _records(data)
    if not data.startswith(_MAGIC) or not records or records[0].get("kind") != "snapshot":
        raise FileFormatError(f'"{path.name}" is not the journal of a drawing, or its beginning is damaged.')
    labels, facts = _restored(records[0])
    edits: list[LabelEdit] = []
    for record in records[1:]:
        _replay(record, labels, edits)
    is_saved = records[-1]["kind"] == "saved" or (len(records) == 1 and records[0]["is_saved"])
    return Recovered(labels, facts, len(records) - 1, is_cut, is_saved)


def _replay(record: Mapping[str, Any], labels: LabelMap, edits: list[LabelEdit]) -> None:
    if record["kind"] == "edit":
        edits.append(_edit(record))
        labels.apply(edits[-1])
    elif record["kind"] == "undone":
        for number in reversed(record["numbers"]):
            labels.revert(edits[number])
    elif record["kind"] == "redone":
        for number in record["numbers"]:
            labels.apply(edits[number])
    elif record["kind"] == "regions":
        labels.set_regions(_region(region) for region in record["regions"])


def _records(data: bytes) -> tuple[list[dict[str, Any]], bool]:
    """All complete records, and whether something incomplete follows."""
    records: list[dict[str, Any]] = []
    position = len(_MAGIC)
    while position + _HEAD.size <= len(data):
        length, checksum = _HEAD.unpack_from(data, position)
        payload = data[position + _HEAD.size : position + _HEAD.size + length]
        if len(payload) < length or zlib.crc32(payload) != checksum:
            return records, True
        records.append(json.loads(payload))
        position += _HEAD.size + length
    return records, position != len(data)


_packed: WeakKeyDictionary[LabelMap, tuple[int, str]] = WeakKeyDictionary()


def pack(labels: LabelMap) -> str:
    """The labels as a journal holds them; done beforehand, in the background, a journal of them begins at once."""
    labels.frozen()  # so that the first copy for a job need not be made by the GUI thread
    known = _packed.get(labels)
    if known is not None and known[0] == labels.revision:
        return known[1]
    revision = labels.revision
    is_empty = labels.is_empty  # as most are when they begin, and packing many zeros takes its time
    packed = b"" if is_empty else zlib.compress(labels.data.astype("<u2").tobytes(order="F"), 1)
    text = base64.b85encode(packed).decode("ascii")
    _packed[labels] = (revision, text)
    return text


def _snapshot(labels: LabelMap, facts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": "snapshot",
        "shape": list(labels.grid.shape),
        "affine": labels.grid.affine.tolist(),
        "labels": pack(labels),
        "regions": [asdict(region) for region in labels.regions],
        "facts": dict(facts),
    }


def _restored(record: Mapping[str, Any]) -> tuple[LabelMap, Mapping[str, Any]]:
    i, j, k = record["shape"]
    grid = Grid((i, j, k), np.array(record["affine"]))
    regions = [_region(region) for region in record["regions"]]
    if not record["labels"]:
        return LabelMap(grid, regions=regions), record["facts"]
    values = np.frombuffer(zlib.decompress(base64.b85decode(record["labels"])), dtype="<u2")
    return LabelMap(grid, values.reshape(grid.shape, order="F"), regions), record["facts"]


def _region(record: Mapping[str, Any]) -> Region:
    red, green, blue = record["colour"]
    return Region(record["label"], record["name"], (red, green, blue), record["visible"], record["locked"])


def _edit(record: Mapping[str, Any]) -> LabelEdit:
    def value(key: str) -> Any:
        held = record[key]
        if not isinstance(held, dict):
            return held
        # earlier journals are in base 85, which takes Python many times as long
        return base64.b64decode(held["base64"]) if "base64" in held else base64.b85decode(held["bytes"])

    low, shape = ((int(a), int(b), int(c)) for a, b, c in (record["low"], record["shape"]))
    return LabelEdit(low, shape, value("changed"), value("before"), value("after"), record["n_voxels"])


def _failed(error: OSError) -> OutputError:
    return OutputError(f"The drawing could not be kept on the disk ({error.strerror or error}); save it elsewhere now.")
