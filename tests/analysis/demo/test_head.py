"""The drawn head: skin outside skull, brain inside both, the two halves alike, darkness nowhere inside the brain."""

import numpy as np
import pytest

from analysis.atlas.template import mni_brain_mask
from analysis.demo.head import SCALP_MM, SKULL_MM, Head, make_head
from analysis.errors import Cancelled
from analysis.image import Volume
from analysis.sampling import at_point


@pytest.fixture(scope="module")
def head() -> Head:
    return make_head()


def values_in_brain(volume: Volume, *, above_mm: float = -np.inf) -> np.ndarray:
    mask = mni_brain_mask()
    xyz = mask.grid.to_mm(np.argwhere(mask.data)[::97])
    xyz = xyz[xyz[:, 2] > above_mm]
    return volume.data[tuple(np.rint(volume.grid.to_ijk(xyz)).astype(int).T)]


def test_that_the_brain_lies_inside_skull_and_skin(head: Head) -> None:
    """The hull lies 2.5 mm outside the brain; the smooth sheet may round a corner by less than one voxel of 2.5 mm."""
    assert values_in_brain(head.intracranial).max() < 2.5
    assert values_in_brain(head.surface).max() < -SCALP_MM


def test_that_skull_and_scalp_together_part_the_inside_from_the_skin_above_the_vertex(head: Head) -> None:
    """Upwards from the brain's vertex both surfaces are crossed once, 6.5 + 6.0 mm apart within half a voxel."""
    z_mm = np.arange(70.0, 107.0, 0.25)
    inside, skin = (
        z_mm[np.argmax([at_point(volume, np.array([0.0, -20.0, z])) > 0 for z in z_mm])]
        for volume in (head.intracranial, head.surface)
    )
    assert skin - inside == pytest.approx(SKULL_MM + SCALP_MM, abs=2.5)
    assert inside > 75


@pytest.mark.parametrize(
    ("place", "xyz_mm", "inside"),
    [
        ("the nose", (0, 95, -52), True),
        ("the chin", (0, 80, -110), True),
        ("the neck", (0, -40, -150), True),
        ("above the head", (0, -20, 104), False),
        ("beside the neck, to the right", (95, -20, -150), False),
        ("beside the neck, to the left", (-95, -20, -150), False),
        ("before the forehead", (0, 110, 40), False),
    ],
)
def test_that_the_skin_encloses_a_head_with_face_and_neck(
    head: Head, place: str, xyz_mm: tuple[float, float, float], inside: bool
) -> None:
    assert (at_point(head.surface, np.array(xyz_mm, dtype=float)) < 0) == inside, place


def test_that_each_eye_is_dark_in_bright_fat_on_its_own_side(head: Head) -> None:
    """Eyeballs of 12.5 mm around (±31, 70, -36) are put with 0.22, the fat behind them with 0.9."""
    for side in (-1, 1):
        assert at_point(head.tissue, np.array([side * 31.0, 70.0, -36.0])) == pytest.approx(0.22, abs=0.01)
        assert at_point(head.tissue, np.array([side * 31.0, 52.0, -50.0])) > 0.6
    assert at_point(head.tissue, np.array([0.0, 48.0, -104.0])) == pytest.approx(0.55, abs=0.02)  # the tongue


def test_that_the_cord_fills_the_middle_of_its_canal_below_the_brain_only(head: Head) -> None:
    """The tube's axis passes (0, -44, -66) and leans forward-down by 0.1 mm per mm."""
    low = np.array([0.0, -44.0 - 0.1 * 84, -150.0])
    assert at_point(head.cord, low) == 1
    assert at_point(head.intracranial, low) < 0
    assert at_point(head.cord, low + np.array([10.0, 0, 0])) == 0
    assert at_point(head.cord, np.array([0.0, -44.0, -40.0])) == 0
    assert values_in_brain(head.cord, above_mm=-60).max() == 0


def test_that_a_cancelled_drawing_stops() -> None:
    def cancel(fraction: float, message: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        make_head(cancel)
