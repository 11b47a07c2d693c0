"""Which volumes of an ASL series are label and which control, where the headers tell it beyond doubt.

Told only for series of one file a volume whose files each carry the standard's ASL context (0018,9257). Everything
else stays unknown: a wrong order would turn the sign of perfusion.
"""

from collections.abc import Sequence
from pathlib import Path

from pydicom.dataset import Dataset

from analysis.files.dicom_reading import quiet
from analysis.importing import header
from analysis.importing.header import ImageHeader

SOURCE = "DICOM (0018,9257)"
_TYPES = {"CONTROL": "control", "LABEL": "label", "M_ZERO_SCAN": "m0scan"}


def volume_types(headers: Sequence[ImageHeader], n_volumes: int) -> tuple[str, ...]:
    """BIDS volume types in the order of the volumes, empty where they are not known."""
    numbers = [image.instance for image in headers]
    if len(headers) != n_volumes or None in numbers or len(set(numbers)) != n_volumes:
        return ()
    ordered = sorted(headers, key=lambda image: image.instance or 0)
    found = [_TYPES.get(_context(image.path), "") for image in ordered]
    return tuple(found) if all(found) and "label" in found and "control" in found else ()


def _context(path: Path) -> str:
    """The one ASL context of a file, empty where there is none or several."""
    try:
        contexts = {str(e.value).upper() for e in _elements(header.read_whole(path), "ASLContext")}
    except Exception:  # a damaged value; its text would quote the header
        return ""
    return contexts.pop() if len(contexts) == 1 else ""


def _elements(dataset: Dataset | None, keyword: str) -> list:
    with quiet():
        return [element for element in (dataset or Dataset()).iterall() if element.keyword == keyword]
