"""The sides from which a brain is looked at: world -> screen, without perspective.

A `View` is two directions of the world, right and up on the screen; towards the viewer is their cross product, so
no view can be a mirror image. The letters at its edges come from the directions, as those of a `Plane` do.
"""

from dataclasses import dataclass

import numpy as np

from analysis.errors import OptionError

_LETTERS = (("L", "R"), ("P", "A"), ("I", "S"))


@dataclass(frozen=True)
class View:
    """One way to look at the brain.

    Parameters
    ----------
    key : on the command line
    caption : under the picture
    right, up : unit vectors of the world, RAS+
    hemisphere : ``"left"`` or ``"right"`` where only that one is shown, else None
    """

    key: str
    caption: str
    right: tuple[float, float, float]
    up: tuple[float, float, float]
    hemisphere: str | None = None

    @property
    def towards_viewer(self) -> np.ndarray:
        """``(3,)`` unit vector of the world from the brain to who looks at it."""
        return np.cross(self.right, self.up)

    def project(self, xyz_mm: np.ndarray) -> np.ndarray:
        """``(..., 3)`` mm to the right, up, and towards the viewer, of places ``(..., 3)``."""
        return np.asarray(xyz_mm, dtype=np.float64) @ np.array([self.right, self.up, self.towards_viewer]).T

    def edge_letters(self) -> tuple[str, str, str, str]:
        """The patient's direction at the left, right, top and bottom edge of the picture."""
        left, right = _letters(self.right)
        bottom, top = _letters(self.up)
        return left, right, top, bottom

    def is_near(self, xyz_mm: np.ndarray) -> bool:
        """Whether a place is seen from here without looking through the other hemisphere.

        In a side view that is the viewer's half of the brain with the midline, in others everything.
        """
        towards = float(self.towards_viewer[0])
        if self.hemisphere is not None:
            sign = -1.0 if self.hemisphere == "left" else 1.0
            return sign * float(xyz_mm[0]) >= 0
        return towards == 0 or towards * float(xyz_mm[0]) >= 0


def _letters(direction: tuple[float, float, float]) -> tuple[str, str]:
    axis = int(np.abs(direction).argmax())
    negative, positive = _LETTERS[axis]
    return (negative, positive) if direction[axis] > 0 else (positive, negative)


_Z = (0.0, 0.0, 1.0)
_FACE_LEFT, _FACE_RIGHT = (0.0, -1.0, 0.0), (0.0, 1.0, 0.0)

VIEWS = {
    view.key: view
    for view in (
        View("left", "Left", _FACE_LEFT, _Z),
        View("right", "Right", _FACE_RIGHT, _Z),
        View("top", "Top", (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
        View("bottom", "Bottom", (-1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
        View("front", "Front", (-1.0, 0.0, 0.0), _Z),
        View("back", "Back", (1.0, 0.0, 0.0), _Z),
        View("left_lateral", "Left lateral", _FACE_LEFT, _Z, "left"),
        View("left_medial", "Left medial", _FACE_RIGHT, _Z, "left"),
        View("right_lateral", "Right lateral", _FACE_RIGHT, _Z, "right"),
        View("right_medial", "Right medial", _FACE_LEFT, _Z, "right"),
    )
}
"""All views by key."""

VIEW_SETS = {
    "3": ("left", "top", "right"),
    "4": ("left_lateral", "right_lateral", "left_medial", "right_medial"),
    "6": ("left", "top", "right", "front", "bottom", "back"),
    "8": ("left_lateral", "left_medial", "right_medial", "right_lateral", "top", "bottom", "front", "back"),
}
"""The usual sets of views, by how many they are."""


def views_of(words: str) -> tuple[View, ...]:
    """The views of a set (``"3"``, ``"4"``, ``"6"``, ``"8"``) or of a list of keys (``"left,top"``).

    Raises
    ------
    OptionError
        if there is no such view
    """
    keys = VIEW_SETS.get(words.strip()) or tuple(key.strip().lower() for key in words.split(","))
    unknown = [key for key in keys if key not in VIEWS]
    if unknown:
        raise OptionError(
            f"There is no view {unknown[0]!r}; there are {', '.join(VIEWS)}, and the sets {', '.join(VIEW_SETS)}."
        )
    return tuple(VIEWS[key] for key in keys)
