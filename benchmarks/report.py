"""The table that every benchmark ends with: measured, target, verdict, and the ratio to peers and bounds."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Against:
    """What a figure is compared with, measured in the same run, in ms."""

    name: str
    ms: float


@dataclass(frozen=True)
class Figure:
    """One line of the table, in ms; without a target it is there for information.

    ``idle_ms`` is what the same measurement gives while nothing is done: above the target, other programs decide.
    """

    name: str
    ms: float
    target_ms: float | None = None
    against: tuple[Against, ...] = ()
    idle_ms: float = 0.0

    @property
    def verdict(self) -> str:
        """PASS or over; "busy" where the machine is too busy to tell; empty where there is no target."""
        if self.target_ms is None:
            return ""
        if self.ms < self.target_ms:
            return "PASS"
        return "over" if self.idle_ms < self.target_ms else "busy"


def median(values: Sequence[float] | np.ndarray) -> float:
    """The middle one: a busy machine disturbs some runs, never all."""
    return float(np.median(values))


def print_machine() -> None:
    """One line about the machine, and how busy it is."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {os.cpu_count()} cores{load}")


def print_figures(title: str, figures: Sequence[Figure]) -> None:
    """The table."""
    print(f"\n{title:52} {'ms':>8} {'target':>7}         ratio")
    for figure in figures:
        target = "" if figure.target_ms is None else f"{figure.target_ms:.0f}"
        ratios = ", ".join(f"{ratio_in_words(figure.ms / other.ms)} {other.name}" for other in figure.against)
        print(f"{figure.name:52} {figure.ms:8.1f} {target:>7} {figure.verdict:5}   {ratios}".rstrip())


def ratio_in_words(ratio: float) -> str:
    """With two digits: ``0.043 ×``, ``1.8 ×``, ``25 ×``."""
    return f"{ratio:.2g} ×" if ratio < 10 else f"{ratio:.0f} ×"
