import subprocess
import sys

import pytest

from gui.scene3d.graphics import graphics_from, probe_graphics, probe_in_process


@pytest.mark.parametrize(
    ("renderer", "kind"),
    [
        ("llvmpipe (LLVM 15.0.6, 256 bits)", "software"),
        ("Google SwiftShader", "software"),
        ("Microsoft Basic Render Driver", "software"),
        ("NVIDIA GeForce RTX 3060/PCIe/SSE2", "hardware"),
        ("Mesa Intel(R) UHD Graphics 620 (KBL GT2)", "hardware"),
        (None, "none"),
    ],
)
def test_that_the_name_of_a_renderer_tells_hardware_from_software(renderer, kind):
    assert graphics_from(renderer).kind == kind


def test_that_a_crash_of_the_trial_is_survived_and_means_none():
    # A window class that does not exist on this machine makes VTK end its process, as it does without OpenGL.
    found = probe_in_process("vtkOSOpenGLRenderWindow", 60)
    if found.can_draw:
        pytest.skip("OSMesa is installed, so that window does draw here")
    assert found.kind == "none"
    assert "OpenGL" in found.detail


def test_that_a_trial_without_an_answer_ends_in_time_and_does_not_say_that_there_is_no_opengl():
    found = probe_in_process("", timeout_s=0.0)
    assert (found.kind, found.timed_out, found.can_draw) == ("none", True, False)
    assert "took over 0 s" in found.detail


def test_that_the_answer_is_found_once_and_kept(graphics):
    assert probe_graphics() is graphics


def test_that_vtk_is_not_imported_before_it_is_needed():
    # The panel is imported while the window opens, when VTK's half second would be felt.
    code = "import sys, gui.scene3d.panel; sys.exit(any(name.startswith('vtkmodules') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
