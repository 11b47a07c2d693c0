"""How long a 3D picture takes while it is dragged and at rest, beside that of an empty scene in the same run.

    python -m benchmarks.scene3d [T1.nii.gz]

CPU is the processor time of the whole process (software graphics draw in several threads), wall that of the clock.
The target is 15 pictures a second while dragging, that is 67 ms.
"""

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np

from analysis.files import nifti
from analysis.image import Volume
from analysis.plane import Orientation
from benchmarks.report import print_machine
from benchmarks.scans import t1_path
from gui.scene3d.graphics import probe_graphics
from gui.scene3d.mesh import SurfaceMesh
from gui.scene3d.painting import cutting_plane
from gui.scene3d.panel import HARD_TRIANGLES, SOFT_TRIANGLES
from gui.scene3d.work import brain_of, light_version

FRAMES = 40
SIZES = ((640, 480), (960, 540))
DRAG_TARGET_MS = 1000 / 15


def read_t1(path: Path) -> Volume:
    image = nifti.read(path).image
    if not isinstance(image, Volume):
        raise SystemExit(f"{path} is not a single volume")
    return image


def measure(
    full: SurfaceMesh | None, light: SurfaceMesh | None, size: tuple[int, int], opacity: float, *, planes: bool
) -> dict[bool, np.ndarray]:
    """CPU and wall ms of each frame, ``(n_frames, 2)``, by whether the picture moves."""
    from gui.scene3d.scene import Scene
    from gui.scene3d.stage import Stage

    stage = Stage(Scene())
    scene = stage.scene
    scene.set_surface(full, light)
    scene.set_surface_opacity(opacity)
    if planes:
        picture = np.random.default_rng(0).integers(0, 255, (256, 256, 3), dtype=np.uint8)
        for orientation in Orientation:
            plane = cutting_plane(orientation, np.zeros(3), scene.box_mm)
            scene.set_plane_picture(orientation, plane, np.resize(picture, (*plane.shape, 3)))
    scene.look_along(np.array([0.62, -1.0, -0.52]), np.array([0.0, 0.0, 1.0]))
    result = {}
    for moving in (True, False):
        scale = 0.5 if moving else 1.0
        scene.set_moving(moving)
        stage.resize(round(size[0] * scale), round(size[1] * scale), scale)
        stage.render()
        times = []
        for _ in range(FRAMES):
            stage.rotate(4, 1)
            cpu, wall = time.process_time(), time.perf_counter()
            stage.render()
            times.append((time.process_time() - cpu, time.perf_counter() - wall))
        result[moving] = np.array(times) * 1000
    stage.release()
    return result


def timed(what: str, function, *arguments):
    cpu, wall = time.process_time(), time.perf_counter()
    result = function(*arguments)
    print(f"{what}: {time.process_time() - cpu:.1f} s CPU, {time.perf_counter() - wall:.1f} s wall")
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("t1", nargs="?", type=Path, help="a T1 image (default: a real one, or one made of noise)")
    given = parser.parse_args().t1
    graphics = probe_graphics()
    print_machine()
    print(f"graphics: {graphics.kind} ({graphics.detail})")
    if not graphics.can_draw:
        raise SystemExit("nothing can draw here")
    graphics.prepare()
    with tempfile.TemporaryDirectory() as folder:
        t1 = read_t1(t1_path(Path(folder), given))
    most = SOFT_TRIANGLES if graphics.kind == "software" else HARD_TRIANGLES
    full = timed("surface from the T1", brain_of, t1, most).mesh
    light = timed("light version", light_version, full)
    print(f"{full.n_triangles:,} triangles at rest, {light.n_triangles:,} while dragging")
    worst = 0.0
    print(f"{'size, scene, state':40} {'CPU p50':>8} {'p95':>7} {'wall p50':>9} {'p95':>7} {'CPU p50 / empty':>16}")
    for size in SIZES:
        empty = measure(None, None, size, 1.0, planes=False)
        for name, times in (
            ("empty", empty),
            ("opaque", measure(full, light, size, 1.0, planes=False)),
            ("opaque, planes", measure(full, light, size, 1.0, planes=True)),
            ("translucent", measure(full, light, size, 0.3, planes=False)),
        ):
            for moving, state in ((True, "drag"), (False, "rest")):
                (cpu50, wall50), (cpu95, wall95) = np.percentile(times[moving], (50, 95), axis=0)
                ratio = cpu50 / np.median(empty[moving][:, 0])
                caption = f"{size[0]} x {size[1]}, {name}, {state}"
                print(f"{caption:40} {cpu50:8.1f} {cpu95:7.1f} {wall50:9.1f} {wall95:7.1f} {ratio:14.1f} x")
                worst = max(worst, cpu95 if moving else 0.0)
    verdict = "met" if worst < DRAG_TARGET_MS else "MISSED"
    print(f"target: p95 of every drag below {DRAG_TARGET_MS:.0f} ms CPU: {verdict} ({worst:.0f} ms)")


if __name__ == "__main__":
    main()
