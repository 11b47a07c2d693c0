"""Compute a published comparison of two groups again, from the numbers that a paper prints.

Means with their SD and n give t with pooled variance and Welch's t, with d and its interval; counts (15/31: 15 of 31)
give chi-square without and with continuity correction and Fisher's exact test. Nothing is written.
"""

import argparse

import numpy as np

from analysis.errors import OptionError
from analysis.stats.clinical.characteristics_text import effect_in_words
from analysis.stats.clinical.contingency import association, fisher, pearson, yates
from analysis.stats.clinical.named_test import EffectSize, NamedTest, in_words
from analysis.stats.clinical.two_groups import Moments, mean_effects, pooled_t, welch_t
from gui.command_line.arguments import add_threads
from gui.command_line.outcome import DONE
from gui.command_line.terminal import Terminal

EXAMPLE = """examples:
  main.py study published --first 15/31 --second 9/33
  main.py study published --first 53.5,10.2,31 --second 41.2,11.6,32
"""


def add_kind(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``study published``."""
    parser = commands.add_parser(
        "published", help="compute a published comparison again", description=__doc__, epilog=EXAMPLE
    )
    parser.set_defaults(work=run)
    for name in ("first", "second"):
        parser.add_argument(
            f"--{name}", type=_group, required=True, metavar="MEAN,SD,N|K/N", help=f"of the {name} group"
        )
    add_threads(parser)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Print each test with its whole name, its exact p, and the effect."""
    terminal.clear()
    first, second = arguments.first, arguments.second
    if isinstance(first, Moments) and isinstance(second, Moments):
        _say((pooled_t(first, second), welch_t(first, second)), mean_effects(first, second))
    elif isinstance(first, tuple) and isinstance(second, tuple):
        counts = np.array([[k for k, _ in (first, second)], [n - k for k, n in (first, second)]])
        _say((pearson(counts), yates(counts), fisher(counts)), (association(counts),))
    else:
        raise OptionError("Give both groups as MEAN,SD,N, or both as K/N.")
    return DONE


def _say(tests: tuple[NamedTest, ...], effects: tuple[EffectSize, ...]) -> None:
    for test in tests:
        words = f": {in_words(test)}" if test.symbol else ""
        print(f"{test.name}{words} (p = {test.p:.6g})")
        for note in test.notes:
            print(f"  {note}")
    for effect in effects:
        print(f"{effect_in_words(effect)}, 95 % by {effect.method}")


def _group(text: str) -> "Moments | tuple[int, int]":
    try:
        if "/" in text:
            k, n = (int(part) for part in text.split("/"))
            if not 0 <= k <= n or n == 0:
                raise ValueError
            return k, n
        mean, sd, size = text.split(",")
        found = Moments(float(mean), float(sd), int(size))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} must be MEAN,SD,N (53.5,10.2,31) or K/N (15/31)") from None
    if not (np.isfinite([found.mean, found.sd]).all() and found.sd >= 0 and found.n >= 2):
        raise argparse.ArgumentTypeError(f"{text!r} needs an SD of at least 0 and two people")
    return found
