"""Places that the pain literature uses as seeds: spheres in MNI152 mm, each with its source.

They are in ``resources/seeds/seeds.toml``; the small regions of ``resources/regions`` (pons, hypothalamus,
periaqueductal gray, nucleus accumbens) are taken from there, so that a place has one coordinate in all of Algoscope.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from analysis.errors import FileFormatError

_RESOURCES = Path(__file__).resolve().parents[2] / "resources"
_FILES = (
    _RESOURCES / "seeds" / "seeds.toml",
    _RESOURCES / "regions" / "migraine.toml",
    _RESOURCES / "regions" / "single_patient.toml",
)
_SIDES = (("left", "L"), ("right", "R"))


@dataclass(frozen=True)
class SeedPlace:
    """A sphere.

    Parameters
    ----------
    key : such as ``"thalamus_L"``
    centre_mm, radius_mm : MNI152 mm
    aal : the region of AAL that holds the centre, ``""`` where it has none
    is_checked : whether the coordinate was compared with its source
    """

    key: str
    caption: str
    centre_mm: tuple[float, float, float]
    radius_mm: float
    source: str
    aal: str = ""
    is_checked: bool = False


@cache
def seed_places() -> tuple[SeedPlace, ...]:
    """Those that ship, by their captions.

    Raises
    ------
    FileFormatError
        if a file is missing or damaged
    """
    found: dict[str, SeedPlace] = {}
    for path in _FILES:
        try:
            content = tomllib.loads(path.read_text("utf-8"))
            for key, entry in content.items():
                for place in _places(key, entry):
                    found.setdefault(place.key, place)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise FileFormatError(f'The file "{path.name}" is damaged; please reinstall Algoscope.') from error
    return tuple(sorted(found.values(), key=lambda place: (place.caption.split(" ", 1)[-1], place.caption)))


def _places(key: str, entry: Mapping[str, Any]) -> list[SeedPlace]:
    """The spheres of an entry; none where it names regions of an atlas instead."""
    if "centre" in entry:
        return [_place(key, str(entry["caption"]), entry["centre"], entry, "")]
    if "left" not in entry:
        return []
    return [
        _place(f"{key}_{letter}", f"{side} {entry['caption']}", entry[side], entry, f"_{letter}")
        for side, letter in _SIDES
    ]


def _place(key: str, caption: str, xyz: Sequence[float], entry: Mapping[str, Any], ending: str) -> SeedPlace:
    x, y, z = (float(value) for value in xyz)
    region = str(entry.get("aal", ""))
    if region and not ending:
        ending = "_L" if x < 0 else "_R"
    return SeedPlace(
        key,
        caption,
        (x, y, z),
        float(entry["radius_mm"]),
        str(entry["source"]),
        f"{region}{ending}" if region else "",
        bool(entry.get("checked", False)),
    )
