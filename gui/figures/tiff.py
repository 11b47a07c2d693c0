"""A picture as a TIFF file: RGB, lossless (Deflate), with its resolution and a description; no date, so the same
picture gives the same bytes. TIFF 6.0 (Adobe 1992); Qt's own writer keeps no description.
"""

import struct
import zlib

import numpy as np

_SHORT, _LONG, _ASCII, _RATIONAL = 3, 4, 2, 5
_ROWS_PER_STRIP = 256
_SIZES = {_SHORT: 2, _LONG: 4, _ASCII: 1, _RATIONAL: 8}


def encode_tiff(rgb: np.ndarray, dpi: int, description: str) -> bytes:
    """``(rows, columns, 3)`` uint8 as the bytes of a TIFF file; `description` is ASCII."""
    rows, columns = rgb.shape[:2]
    strips = [
        zlib.compress(np.ascontiguousarray(rgb[top : top + _ROWS_PER_STRIP]).tobytes(), 6)
        for top in range(0, rows, _ROWS_PER_STRIP)
    ]
    offsets, position = [], 8
    for strip in strips:
        offsets.append(position)
        position += len(strip) + len(strip) % 2
    entries = [
        (256, _LONG, (columns,)),
        (257, _LONG, (rows,)),
        (258, _SHORT, (8, 8, 8)),
        (259, _SHORT, (8,)),  # Deflate
        (262, _SHORT, (2,)),  # RGB
        (270, _ASCII, tuple(description.encode("ascii") + b"\0")),
        (273, _LONG, tuple(offsets)),
        (277, _SHORT, (3,)),
        (278, _LONG, (_ROWS_PER_STRIP,)),
        (279, _LONG, tuple(len(strip) for strip in strips)),
        (282, _RATIONAL, (dpi, 1)),
        (283, _RATIONAL, (dpi, 1)),
        (296, _SHORT, (2,)),  # inches
        (305, _ASCII, tuple(b"Algoscope\0")),
    ]
    body = b"".join(strip + b"\0" * (len(strip) % 2) for strip in strips)
    return struct.pack("<2sHI", b"II", 42, position) + body + _directory(entries, position)


def _directory(entries: list[tuple[int, int, tuple[int, ...]]], start: int) -> bytes:
    """The directory of tags, and after it the values that do not fit into it."""
    place = start + 2 + 12 * len(entries) + 4
    table, values = [struct.pack("<H", len(entries))], b""
    for tag, kind, numbers in entries:
        code = {_SHORT: "H", _LONG: "I", _ASCII: "B", _RATIONAL: "I"}[kind]
        packed = struct.pack(f"<{len(numbers)}{code}", *numbers)
        count = len(packed) // _SIZES[kind]
        if len(packed) <= 4:
            table.append(struct.pack("<HHI4s", tag, kind, count, packed.ljust(4, b"\0")))
        else:
            table.append(struct.pack("<HHII", tag, kind, count, place + len(values)))
            values += packed + b"\0" * (len(packed) % 2)
    return b"".join([*table, struct.pack("<I", 0), values])
