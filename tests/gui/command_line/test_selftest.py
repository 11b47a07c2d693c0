import numpy as np
import pytest

from gui.command_line import selftest
from gui.command_line.selftest import Check

pytestmark = pytest.mark.usefixtures("qapp")


def test_that_all_is_well_here_without_3d(call, monkeypatch):
    monkeypatch.setattr(selftest, "CHECKS", tuple(c for c in selftest.CHECKS if c.name != "graphics"))
    answer = call("selftest")
    assert answer.code == 0, answer.out
    assert {line[:8].strip() for line in answer.out.splitlines()[:-1]} == {"ok"}
    assert "116 regions" in answer.out


def test_that_missing_3d_is_said_and_is_no_failure(call, monkeypatch):
    from gui.scene3d import graphics

    monkeypatch.setattr(graphics, "probe_graphics", lambda: graphics.Graphics("none", "OpenGL failed."))
    monkeypatch.setattr(selftest, "CHECKS", tuple(c for c in selftest.CHECKS if c.name == "graphics"))
    answer = call("selftest")
    assert answer.code == 0
    assert answer.out.splitlines()[0] == "without graphics    OpenGL failed. There is no 3D view; all else works."


def test_that_one_essential_failure_fails_the_whole(call, monkeypatch):
    def fails():
        raise OSError("no such library")

    monkeypatch.setattr(selftest, "CHECKS", (Check("cores", selftest.cores), Check("text", fails)))
    answer = call("selftest")
    assert answer.code == 1
    assert "FAILED  text        no such library" in answer.out
    assert "Something essential failed" in answer.out


def test_that_a_mirrored_atlas_is_found(monkeypatch):
    from analysis.atlas import parcellation

    right = parcellation.aal()
    mirrored = parcellation.Parcellation("AAL", right.grid, right.labels[::-1], right.names)
    monkeypatch.setattr(parcellation, "aal", lambda: mirrored)
    with pytest.raises(Exception, match="AAL says"):
        selftest.atlas()


def test_that_a_shifted_template_is_found(monkeypatch):
    from analysis.atlas import template
    from analysis.grid import Grid
    from analysis.image import Mask

    whole = template.mni_brain_mask()
    affine = np.array(whole.grid.affine)
    affine[0, 3] += 5
    monkeypatch.setattr(template, "mni_brain_mask", lambda: Mask(Grid(whole.grid.shape, affine), whole.data))
    with pytest.raises(Exception, match="not where it must be"):
        selftest.template()
