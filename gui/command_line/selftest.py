"""Check in under a minute that this computer can do the work: graphics, memory, cores, fonts, atlases, files, kernels.

Only 3D may be missing: everything else works without it.
"""

import argparse
import logging
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import numpy as np

from analysis.errors import DataError
from gui.command_line.arguments import add_threads
from gui.command_line.outcome import DONE, FAILED
from gui.command_line.terminal import Terminal

EXAMPLE = """example:
  main.py selftest
"""
_LEAST_MEMORY_GB = 3.5
# MNI mm and the AAL region there: hand knob, sensory hand area (Yousry et al. 1997; Mayka et al. 2006), hippocampus
# (Tzourio-Mazoyer et al. 2002), lobule IX of the cerebellum (Diedrichsen et al. 2009).
_LANDMARKS = (
    ((-38, -20, 56), "Precentral_L"),
    ((46, -24, 56), "Postcentral_R"),
    ((-28, -20, -12), "Hippocampus_L"),
    ((8, -50, -46), "Cerebelum_9_R"),
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Check:
    """One thing to look at: ``look()`` says what it found, or raises; ``without`` is what is lost if it fails."""

    name: str
    look: Callable[[], str]
    without: str = ""

    @property
    def is_essential(self) -> bool:
        """Whether nothing works without it."""
        return not self.without


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Only ``--threads``."""
    add_threads(parser)


def run(_arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Print a line for each check on stdout; 0 if all that is essential is well."""
    start_s = monotonic()
    is_well = True
    for number, check in enumerate(CHECKS):
        terminal(number / len(CHECKS), check.name)
        state, words = _outcome(check)
        is_well = is_well and state != "FAILED"
        terminal.clear()
        print(f"{state:<8}{check.name:<12}{words}", flush=True)
    seconds = monotonic() - start_s
    print(f"{'All is well' if is_well else 'Something essential failed'} ({seconds:.0f} s).")
    return DONE if is_well else FAILED


def _outcome(check: Check) -> tuple[str, str]:
    try:
        return "ok", check.look()
    except Exception as error:
        _log.warning("self-test: %s failed", check.name, exc_info=error)
        words = str(error) or type(error).__name__
        return ("FAILED", words) if check.is_essential else ("without", f"{words} {check.without}")


def cores() -> str:
    """How many processor cores there are."""
    return str(os.cpu_count() or 1)


def memory() -> str:
    """How much memory the computer has."""
    from gui.self_test import memory_gb

    total = memory_gb()
    if total is None:
        return "the system does not tell"
    if total < _LEAST_MEMORY_GB:
        raise DataError(f"{total:.1f} GB; {_LEAST_MEMORY_GB:g} GB or more are needed.")
    return f"{total:.1f} GB"


def fonts() -> str:
    """Whether Qt starts and text can be drawn."""
    from PySide6.QtCore import QRectF, qVersion
    from PySide6.QtGui import QPainter

    from analysis.provenance import Provenance
    from gui.figures.export import Figure, ensure_application, render
    from gui.figures.text import CENTRE, draw_text, figure_font

    def draw(painter: QPainter) -> None:
        painter.setFont(figure_font(40))
        draw_text(painter, QRectF(0, 0, 96, 96), CENTRE, "R")

    ensure_application()
    image = render(Figure(96, 96, draw, Provenance("selftest")), 96)
    dark = sum(image.pixelColor(x, y).lightness() < 128 for x in range(96) for y in range(96))
    if not 50 < dark < 3000:
        raise DataError("Qt starts, but text is not drawn.")
    return f"text is drawn; Qt {qVersion()}"


def graphics() -> str:
    """What draws the 3D view."""
    from gui.scene3d.graphics import probe_graphics

    found = probe_graphics()
    if not found.can_draw:
        raise DataError(found.detail)
    return f"{found.kind}: {found.detail}"


def template() -> str:
    """Whether the standard brain is where it must be: its outermost points, after Fonov et al. 2011."""
    from analysis.atlas.template import mni_brain_mask, mni_template

    brain = mni_brain_mask()
    inside = brain.grid.to_mm(np.argwhere(brain.data))
    low, high = inside.min(axis=0), inside.max(axis=0)
    if mni_template().grid.axis_codes != "RAS" or abs(low[0] + high[0]) > 3 or high[1] > 90 or low[1] > -95:
        raise DataError("The MNI152 template is not where it must be; please reinstall Algoscope.")
    return f"MNI152, {brain.volume_mm3 / 1000:.0f} mL, from y = {low[1]:.0f} (back) to {high[1]:.0f} mm (front)"


def atlas() -> str:
    """Whether known places have their names, left and right."""
    from analysis.atlas.parcellation import aal

    for xyz_mm, name in _LANDMARKS:
        found = aal().name_at(np.array(xyz_mm))
        if found != name:
            raise DataError(f"AAL says {found} where {name} is, at {xyz_mm} mm; please reinstall Algoscope.")
    return f"AAL, {len(aal().names)} regions; {len(_LANDMARKS)} landmarks, left and right, are where they must be"


def files() -> str:
    """Whether an image that is written comes back with the same values at the same places."""
    from analysis.files import nifti, results
    from analysis.grid import Grid
    from analysis.image import Volume

    affine = np.array([[-2.9, 0.3, 0, 40], [0.3, 2.9, 0.2, -50], [0, -0.2, 3.1, -20], [0, 0, 0, 1.0]])
    volume = Volume(Grid((4, 5, 6), affine), np.arange(120).reshape(4, 5, 6))
    with tempfile.TemporaryDirectory() as folder:
        back = nifti.read(results.write_volume(volume, Path(folder) / "selftest.nii.gz")).image
        if not isinstance(back, Volume) or not back.grid.matches(volume.grid, 1e-3):
            raise DataError("An image came back at another place.")
        if not np.array_equal(back.data, volume.data):
            raise DataError("An image came back with other values.")
    return "an oblique image is written and read back, sides and values as they were"


def kernels() -> str:
    """Whether the compiled parts run: the painter of slices, and ReHo."""
    from analysis import compositor
    from analysis.grid import Grid
    from analysis.image import ArrayFrames, Mask, Series
    from analysis.metrics.catalogue import REHO

    start_s = monotonic()
    compositor.warm_up()
    grid = Grid((5, 5, 5), np.diag([3.0, 3.0, 3.0, 1.0]))
    course = np.random.default_rng(0).normal(size=40)
    series = Series(grid, ArrayFrames(np.broadcast_to(course, (5, 5, 5, 40)).copy()), 2.0)
    w = REHO.compute(series, Mask(grid, np.ones(grid.shape, dtype=bool)))[0].volume.data[2, 2, 2]
    if abs(w - 1) > 1e-6:
        raise DataError(f"ReHo of identical time courses is {w:g}, not 1.")
    return f"compiled and right ({monotonic() - start_s:.0f} s)"


CHECKS = (
    Check("cores", cores),
    Check("memory", memory, without="Large series may be slow."),
    Check("text", fonts),
    Check("graphics", graphics, without="There is no 3D view; all else works."),
    Check("template", template),
    Check("atlas", atlas),
    Check("files", files),
    Check("kernels", kernels),
)
