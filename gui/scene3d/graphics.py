"""What can draw 3D here: hardware, software, or nothing.

Where OpenGL is missing VTK ends the whole process at the first picture. So a second process draws a small scene first,
and only if it comes back with its pixels does this one touch VTK.
"""

import multiprocessing
import os
import sys
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.connection import Connection

import numpy as np

TIMEOUT_S = 25.0
_WINDOW_VARIABLE = "VTK_DEFAULT_OPENGL_WINDOW"
_EGL = "vtkEGLRenderWindow"
_SOFTWARE = ("llvmpipe", "softpipe", "swrast", "swiftshader", "software", "basic render", "gdi generic")


@dataclass(frozen=True)
class Graphics:
    """What can draw.

    ``kind`` is ``"hardware"``, ``"software"`` or ``"none"``; ``detail`` is what OpenGL calls itself, or why there
    is none; ``window`` is the kind of VTK window that worked, ``""`` for VTK's own choice. ``timed_out``: no trial
    has drawn, but one has not ended in time either, so that it is not known whether there is any.
    """

    kind: str
    detail: str
    window: str = ""
    timed_out: bool = False

    @property
    def can_draw(self) -> bool:
        """Whether there is a 3D view."""
        return self.kind != "none"

    def prepare(self) -> None:
        """Have VTK use the kind of window that worked. Call it before VTK is imported."""
        if self.window:
            os.environ[_WINDOW_VARIABLE] = self.window


@lru_cache(maxsize=1)
def probe_graphics(timeout_s: float = TIMEOUT_S) -> Graphics:
    """Find out, once and in processes of their own, what can draw here; takes a second or two."""
    result = Graphics("none", "OpenGL was not tried.")
    for window in _windows_to_try():
        found = probe_in_process(window, timeout_s)
        if found.can_draw:
            return found
        result = result if result.timed_out else found
    return result


def forget_trial() -> None:
    """Let the next `probe_graphics` try again: a computer that was too busy may have the time now."""
    probe_graphics.cache_clear()


def probe_in_process(window: str, timeout_s: float = TIMEOUT_S) -> Graphics:
    """Draw a small scene with one kind of VTK window in another process and see whether that survives."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_draw_something, args=(theirs, window), daemon=True)
    try:
        process.start()
        theirs.close()
        if not ours.poll(timeout_s):
            words = f"The trial of 3D graphics took over {timeout_s:.0f} s; OpenGL may be there all the same."
            return Graphics("none", words, timed_out=True)
        answer: str | None = ours.recv()
    except (EOFError, OSError):
        process.join(1)
        return Graphics("none", f"OpenGL failed (the trial ended with code {process.exitcode}).")
    finally:
        ours.close()
        if process.is_alive():
            process.terminate()
    return graphics_from(answer, window)


def graphics_from(renderer: str | None, window: str = "") -> Graphics:
    """What a renderer's name means; None stands for a picture that came out empty."""
    if renderer is None:
        return Graphics("none", "OpenGL is there, but what it draws is empty.")
    kind = "software" if any(word in renderer.lower() for word in _SOFTWARE) else "hardware"
    return Graphics(kind, renderer, window)


def _windows_to_try() -> tuple[str, ...]:
    """On Linux without a screen EGL at once; with one VTK's choice first, and EGL if the screen has no OpenGL."""
    chosen = os.environ.get(_WINDOW_VARIABLE, "")
    if chosen:
        return (chosen,)
    if not sys.platform.startswith("linux"):
        return ("",)
    return ("", _EGL) if os.environ.get("DISPLAY") else (_EGL,)


def _draw_something(answer: Connection, window: str) -> None:
    """Runs in the other process: sends the renderer's name, or None if the picture is empty."""
    if window:
        os.environ[_WINDOW_VARIABLE] = window
    if window == _EGL:
        os.environ.pop("DISPLAY", None)
    from gui.scene3d.mesh import SurfaceMesh
    from gui.scene3d.scene import Scene
    from gui.scene3d.stage import Stage

    corners = np.array([[0, 0, 0], [60, 0, 0], [0, 60, 0], [0, 0, 60]])
    scene = Scene()
    scene.set_surface(SurfaceMesh(corners, np.array([[0, 2, 1], [0, 1, 3], [0, 3, 2], [1, 2, 3]])))
    scene.look_from("A")
    stage = Stage(scene)
    stage.resize(64, 64)
    picture = stage.render()
    lines = stage.capabilities().splitlines()
    name = next((line.split(":", 1)[1].strip() for line in lines if "renderer string" in line), "unknown OpenGL")
    answer.send(name if picture[..., :3].std() > 5 else None)
    answer.close()
