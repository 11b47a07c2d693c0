"""The recipe inside a figure's own file: how it was made, so that the figure can be found again and drawn again.

PNG holds it as a text chunk, TIFF as its image description, SVG in its metadata element, PDF as XMP. It is the record
that also lies beside the figure: hashes of the maps, thresholds, numbers, versions; no file name, no identity.
"""

import json
import re
import struct
from collections.abc import Mapping
from html import escape, unescape
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImageReader

from analysis.errors import FileFormatError, InputError

FORMAT = "algoscope-figure-1"
PNG_KEY = "Recipe"
_MOST_BYTES = 300_000_000
_IN_XML = re.compile(rb"<algoscope:recipe>(.*?)</algoscope:recipe>", re.DOTALL)
_NAMESPACE = "https://algoscope.invalid/figure/1"


def as_text(record: Mapping[str, Any]) -> str:
    """The record as one line of ASCII, which every container can hold."""
    return json.dumps(record, ensure_ascii=True, sort_keys=True, allow_nan=False)


def svg_metadata(text: str) -> str:
    """A metadata element for an SVG file, whose root declares the prefix (`svg_prefix`)."""
    return f"<metadata><algoscope:recipe>{escape(text)}</algoscope:recipe></metadata>"


def svg_prefix() -> str:
    """The declaration of the prefix of the metadata, an attribute of the root of an SVG file."""
    return f'xmlns:algoscope="{_NAMESPACE}"'


def xmp_packet(text: str, title: str) -> bytes:
    """An XMP packet for a PDF file."""
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:algoscope="{_NAMESPACE}">\n'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>\n'
        f"<algoscope:recipe>{escape(text)}</algoscope:recipe>\n"
        "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
        '<?xpacket end="w"?>'
    ).encode()


def read_recipe(path: Path) -> dict[str, Any] | None:
    """The recipe that a figure's file holds, or None where it is no figure of Algoscope.

    Raises
    ------
    InputError
        if the file cannot be read
    FileFormatError
        if the recipe is there, but damaged
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        text = _found(path)
    except OSError as error:
        raise InputError(f'"{path.name}" cannot be read ({error.strerror}).') from error
    if not text:
        return None
    try:
        record = json.loads(text)
    except ValueError as error:
        raise FileFormatError(f'The recipe inside "{path.name}" is damaged.') from error
    return record if isinstance(record, dict) and record.get("format") == FORMAT else None


def _found(path: Path) -> str:
    ending = path.suffix.lower()
    if ending == ".png":
        return QImageReader(str(path)).text(PNG_KEY)
    if ending in (".svg", ".pdf"):
        match = _IN_XML.search(path.read_bytes())
        return unescape(match.group(1).decode("utf-8", "replace")) if match else ""
    if ending in (".tif", ".tiff"):
        return _tiff_description(path.read_bytes())
    return ""


def _tiff_description(content: bytes) -> str:
    """Tag 270 of a little-endian TIFF file, as `gui.figures.tiff` writes it; ``""`` for others."""
    if content[:4] != b"II*\0" or len(content) < 8:
        return ""
    try:
        (start,) = struct.unpack_from("<I", content, 4)
        (n,) = struct.unpack_from("<H", content, start)
        for index in range(n):
            tag, kind, count, value = struct.unpack_from("<HHII", content, start + 2 + 12 * index)
            if tag == 270 and kind == 2 and count > 4:
                return content[value : value + count - 1].decode("ascii", "replace")
    except struct.error:
        return ""
    return ""
