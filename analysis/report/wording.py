"""How the numbers of the report are written: with the digits that mean something, and with a real minus sign."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

MINUS = "\N{MINUS SIGN}"
NOT_RECORDED = "not recorded"
_MOST_VALUES = 12


def number(value: float, digits: int = 3) -> str:
    """Three significant digits; an en dash where there is no value."""
    if not math.isfinite(value):
        return "–"
    text = f"{value:#.{digits}g}".rstrip(".")
    if "e" in text:  # of 999.7, too
        text = f"{value:.{max(0, digits - 1 - int(text.partition('e')[2]))}f}"
    return text.replace("-", MINUS)


def fixed(value: float, digits: int) -> str:
    """A fixed number of digits after the point; what rounds to 0 has no sign."""
    if not math.isfinite(value):
        return "–"
    return f"{round(value, digits) + 0.0:.{digits}f}".replace("-", MINUS)


def percent(value: float) -> str:
    """A percentage: two digits after the point below 1 and above 99, else one; never 0 nor 100 of a population."""
    if value < 0.005:
        return "< 0.01"
    if value > 99.995:
        return "> 99.99"
    return fixed(value, 2 if value < 1 or value > 99 else 1)


def p_value(p: float | None) -> str:
    """Three digits; never 0."""
    if p is None or not math.isfinite(p):
        return "–"
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def recorded(value: Any) -> str:
    """A value of a record as one line; a long list by how many and which different values it holds."""
    if value is None or value == "":
        return NOT_RECORDED
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:.7g}".replace("-", MINUS)
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping) and {"check", "value"} <= set(value):
        return " ".join(
            filter(None, (str(value["check"]), recorded(value["value"]), value.get("unit"), value.get("light")))
        )
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {recorded(item)}" for key, item in value.items()) or "none"
    if isinstance(value, Sequence):
        return _list_in_words(value)
    return json.dumps(value, ensure_ascii=False)


def _list_in_words(values: Sequence[Any]) -> str:
    if not values:
        return "none"
    words = [recorded(value) for value in values]
    different = list(dict.fromkeys(words))
    if len(words) > _MOST_VALUES and len(different) < len(words):
        return f"{len(words)} values: {', '.join(different)}"
    return ", ".join(words)


def flattened(parameters: Mapping[str, Any], before: str = "") -> list[tuple[str, str]]:
    """Every parameter of a record by its path; a mapping of a value with its source is one line."""
    rows: list[tuple[str, str]] = []
    for key, value in parameters.items():
        name = f"{before}{key}"
        if isinstance(value, Mapping) and set(value) == {"value", "source"}:
            rows.append((in_words(name), f"{recorded(value['value'])} ({value['source']})"))
        elif isinstance(value, Mapping) and value:
            rows.extend(flattened(value, f"{name}."))
        else:
            rows.append((in_words(name), "none" if value is None or value == "" else recorded(value)))
    return rows


def in_words(path: str) -> str:
    """The name of a parameter with spaces: ``ExclusionRule.TranslationMm`` is "exclusion rule: translation mm"."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", path.replace("_", " ")).replace(".", ": ")
    return " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in spaced.split())
