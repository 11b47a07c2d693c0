"""Values as a person reads them: a real minus sign, no more digits than needed, powers of ten where they help."""

from collections.abc import Sequence
from math import floor, inf, isfinite, log10

MINUS = "\N{MINUS SIGN}"
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_TOLERANCE = 5e-4  # of each value: four digits that count


def format_value(value: float) -> str:
    """One value, exact to four digits: ``"2.35"``, ``"−12345"``, ``"1.2×10⁻⁵"``."""
    (caption,), power = format_scale([value])
    return f"{caption}{power}" if isfinite(value) and value != 0 else caption


def format_scale(values: Sequence[float]) -> tuple[list[str], str]:
    """Values of one scale with the same number of decimals, and the power of ten that they all share.

    Returns
    -------
    The captions, and ``""`` or a power such as ``"×10⁻⁵"`` to be shown once. A value that is smaller than a
    ten-thousandth of the largest is written with its own power.
    """
    sizes = [abs(v) for v in values if v != 0 and isfinite(v)]
    if not sizes:
        return [_special(v) for v in values], ""
    if min(sizes) < max(sizes) * 1e-4:
        return [format_value(v) for v in values], ""
    exponent = floor(log10(max(sizes)))
    if -3 <= exponent < 6:
        return _with_shared_decimals(values), ""
    power = f"×10{str(exponent).translate(_SUPERSCRIPTS)}"
    return _with_shared_decimals([v / 10.0**exponent for v in values]), power


def _with_shared_decimals(values: Sequence[float]) -> list[str]:
    decimals = max(_decimals(v) for v in values)
    return [_signed(f"{v:.{decimals}f}") if isfinite(v) and v != 0 else _special(v) for v in values]


def _decimals(value: float) -> int:
    """The fewest decimals that keep four digits of a value."""
    if value == 0 or not isfinite(value):
        return 0
    return next((d for d in range(8) if abs(round(value, d) - value) <= _TOLERANCE * abs(value)), 8)


def _special(value: float) -> str:
    if value != value:
        return "no value"
    if value == 0:
        return "0"
    return "∞" if value == inf else f"{MINUS}∞"


def _signed(text: str) -> str:
    return text.replace("-", MINUS)
