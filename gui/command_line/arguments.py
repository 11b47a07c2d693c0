"""What the commands share: a parser that speaks in sentences, types of arguments, and the common options."""

import argparse
import math
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from gui import log
from gui.command_line.outcome import WRONG_USAGE, say

_NUMBERS = re.compile(r"[-−][\d.]+(?:,[-+−\d.]+)+")


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, and where to read more."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        options.setdefault("allow_abbrev", False)
        super().__init__(*arguments, **options)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse; ``--seed -10,0,0,6`` is an option with its value, which argparse takes for two options."""
        return super().parse_known_args(_joined(sys.argv[1:] if args is None else list(args)), namespace)

    def error(self, message: str) -> NoReturn:
        """End with exit code 2."""
        say(f"{message[:1].upper()}{message[1:].rstrip('.')}. See {self.prog} --help")
        sys.exit(WRONG_USAGE)


def _joined(words: list[str]) -> list[str]:
    """The words, with a list of numbers that begins with a minus joined to the option before it."""
    joined: list[str] = []
    for word in words:
        if _NUMBERS.fullmatch(word) and joined and joined[-1].startswith("--"):
            joined[-1] = f"{joined[-1]}={word}"
        else:
            joined.append(word)
    return joined


def path(text: str) -> Path:
    """A path that a person gives; it may hold a name, so it is kept out of the log."""
    if not text:
        raise argparse.ArgumentTypeError("the path is empty")
    log.hide(text)
    return Path(text)


def number(minimum: float = -math.inf, maximum: float = math.inf, *, above: bool = False) -> Callable[[str], float]:
    """A type: a finite number of at least (or, with `above`, above) `minimum` and at most `maximum`."""

    def convert(text: str) -> float:
        try:
            value = float(text.replace("\N{MINUS SIGN}", "-"))
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
        _check_range(value, text, minimum, maximum, above)
        return value

    return convert


def whole_number(minimum: float = -math.inf, maximum: float = math.inf) -> Callable[[str], int]:
    """A type: a whole number in a range."""

    def convert(text: str) -> int:
        try:
            value = int(text.replace("\N{MINUS SIGN}", "-"))
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None
        _check_range(value, text, minimum, maximum, False)
        return value

    return convert


def _check_range(value: float, text: str, minimum: float, maximum: float, above: bool) -> None:
    if not math.isfinite(value) or value < minimum or value > maximum or (above and value == minimum):
        least = f"{'above' if above else 'at least'} {minimum:g}" if minimum > -math.inf else ""
        most = f"at most {maximum:g}" if maximum < math.inf else ""
        limits = " and ".join(filter(None, (least, most))) or "finite"
        raise argparse.ArgumentTypeError(f"{text!r} is out of range: it must be {limits}")


def pair(text: str) -> tuple[str, str]:
    """A type: ``COLUMN=VALUE``."""
    name, equals, value = text.partition("=")
    if not (equals and name.strip() and value.strip()):
        raise argparse.ArgumentTypeError(f"{text!r} must be COLUMN=VALUE")
    return name.strip(), value.strip()


def pairs(text: str) -> dict[str, str]:
    """A type: ``A=66,B=M``."""
    found = [pair(one) for one in text.split(",")]
    if len({name for name, _ in found}) < len(found):
        raise argparse.ArgumentTypeError(f"{text!r} holds a name twice")
    return dict(found)


def names(text: str) -> tuple[str, ...]:
    """A type: ``A,B``, each once."""
    found = tuple(name.strip() for name in text.split(","))
    if not all(found) or len(set(found)) < len(found):
        raise argparse.ArgumentTypeError(f"{text!r} holds an empty name, or one twice")
    return found


def add_preset(parser: argparse.ArgumentParser, what: str) -> None:
    """``--preset NAME``; `what` is taken from it."""
    parser.add_argument(
        "--preset", metavar="NAME", help=f"{what}; restplus, dparsf, spinal_pain_zhang2025, migraine_coupling_lin2025"
    )


def add_output_folder(parser: argparse.ArgumentParser) -> None:
    """``--out DIR`` and ``--force``."""
    parser.add_argument(
        "--out", type=path, required=True, metavar="DIR", help="folder for the results; made if missing"
    )
    add_force(parser)


def add_force(parser: argparse.ArgumentParser) -> None:
    """``--force``."""
    parser.add_argument("--force", action="store_true", help="replace results that are there already")


def add_threads(parser: argparse.ArgumentParser) -> None:
    """``--threads N``."""
    parser.add_argument(
        "--threads", type=whole_number(1), metavar="N", help="use at most N threads (default: one per core)"
    )
