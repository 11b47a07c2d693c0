"""Short names of AAL regions, as figures of the field print them: ``Postcentral_L`` is ``PoCG.L``.

The table and its source are in ``resources/atlas``. Names that AAL does not have keep their own words.
"""

from functools import cache

from analysis.colour import RESOURCES

_SIDES = {"L": "left", "R": "right"}


@cache
def aal_abbreviations() -> dict[str, str]:
    """The short name of each of the 116 AAL regions, by its AAL name."""
    lines = (RESOURCES / "atlas" / "aal_abbreviations.tsv").read_text("utf-8").splitlines()[1:]
    pairs = (line.split("\t") for line in lines if line)
    return dict(pairs)


def abbreviation(name: str) -> str:
    """The short name of a region; a name that AAL does not have, with ``_`` as a space and ``.L`` for its side."""
    known = aal_abbreviations().get(aal_spelling(name))
    if known is not None:
        return known
    side = side_of(name)
    base = name[:-2] if side is not None else name
    return base.replace("_", " ").strip() + (f".{name[-1].upper()}" if side is not None else "")


def aal_spelling(name: str) -> str:
    """A name as AAL spells it: papers write ``Cerebellum`` for its ``Cerebelum``, and spaces for underscores."""
    words = name.strip().replace(" ", "_").replace("Cerebellum", "Cerebelum").replace("cerebellum", "Cerebelum")
    return words[:-2] + "_" + words[-1] if words[-2:] in (".L", ".R") else words


def side_of(name: str) -> str | None:
    """``"left"`` or ``"right"`` where the name ends with a side (``_L``, ``.R``), else None."""
    ends = len(name) > 2 and name[-2] in "._ "
    return _SIDES.get(name[-1]) if ends else None
