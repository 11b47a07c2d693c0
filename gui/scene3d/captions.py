"""Which way is which: big letters around the brain, and a cube with letters in the corner.

Both are placed by world coordinates, so they turn with the picture and can never disagree with it.
"""

import numpy as np
from vtkmodules.vtkRenderingAnnotation import vtkAnnotatedCubeActor
from vtkmodules.vtkRenderingCore import vtkBillboardTextActor3D, vtkCamera, vtkRenderer, vtkTextProperty

from analysis.colour import RESOURCES

Rgb = tuple[float, float, float]
"""Red, green and blue, each 0..1."""

DIRECTIONS = {
    "R": np.array([1.0, 0.0, 0.0]),
    "L": np.array([-1.0, 0.0, 0.0]),
    "A": np.array([0.0, 1.0, 0.0]),
    "P": np.array([0.0, -1.0, 0.0]),
    "S": np.array([0.0, 0.0, 1.0]),
    "I": np.array([0.0, 0.0, -1.0]),
}
"""Unit vectors, RAS+, towards the patient's right, left, front, back, head and feet."""

_FONT = str(RESOURCES / "fonts" / "Inter-SemiBold.otf")
_FONT_FROM_FILE = 4  # VTK_FONT_FILE
_HIDDEN_BEYOND = 0.85  # a letter that points at the viewer or away would lie on the brain
_MARGIN_MM = 15.0


class Letters:
    """R, L, A, P, S and I around a box, upright towards the viewer; the brain hides those behind it."""

    def __init__(self, renderer: vtkRenderer, size_points: int = 22) -> None:
        self._actors = {letter: vtkBillboardTextActor3D() for letter in DIRECTIONS}
        self._is_on = True
        for letter, actor in self._actors.items():
            actor.SetInput(letter)
            dress_text(actor.GetTextProperty(), size_points)
            actor.PickableOff()
            renderer.AddActor(actor)

    def place(self, box_mm: np.ndarray) -> None:
        """Put each letter beyond the middle of its face of the box ``(2, 3)``."""
        centre, half = box_mm.mean(axis=0), (box_mm[1] - box_mm[0]) / 2
        for letter, direction in DIRECTIONS.items():
            self._actors[letter].SetPosition(*(centre + direction * (half + _MARGIN_MM)))

    def position_mm(self, letter: str) -> np.ndarray:
        """``(3,)`` where a letter is, in mm."""
        return np.array(self._actors[letter].GetPosition())

    def face(self, towards_viewer: np.ndarray) -> None:
        """Show the letters that lie beside the brain for a viewer in that direction ``(3,)``, and hide the others."""
        for letter, direction in DIRECTIONS.items():
            visible = self._is_on and abs(float(direction @ towards_viewer)) < _HIDDEN_BEYOND
            self._actors[letter].SetVisibility(visible)

    def visible(self) -> str:
        """The letters that are drawn now."""
        return "".join(letter for letter, actor in self._actors.items() if actor.GetVisibility())

    def show(self, on: bool) -> None:
        """Draw the letters or not; takes effect with the next `face`."""
        self._is_on = on

    def set_sure(self, sure: bool) -> None:
        """Put a question mark behind each letter where the file does not tell left from right."""
        for letter, actor in self._actors.items():
            actor.SetInput(letter if sure else f"{letter}?")

    def paint(self, colour: Rgb) -> None:
        """Give all letters a colour."""
        for actor in self._actors.values():
            actor.GetTextProperty().SetColor(*colour)


class CornerCube:
    """A small cube in a corner of the picture that turns with it; its faces bear the six letters."""

    def __init__(self) -> None:
        self.renderer = vtkRenderer()
        self.renderer.InteractiveOff()
        self.renderer.SetLayer(1)
        self.cube = vtkAnnotatedCubeActor()
        self.cube.SetXPlusFaceText("R")
        self.cube.SetXMinusFaceText("L")
        self.cube.SetYPlusFaceText("A")
        self.cube.SetYMinusFaceText("P")
        self.cube.SetZPlusFaceText("S")
        self.cube.SetZMinusFaceText("I")
        self.cube.SetFaceTextScale(0.62)
        self.cube.GetTextEdgesProperty().SetOpacity(0.0)
        self.cube.SetTextEdgesVisibility(False)
        # Turned so that each letter stands upright for a viewer for whom the head (front, from above) is up.
        self.cube.SetXFaceTextRotation(0)
        self.cube.SetYFaceTextRotation(0)
        self.cube.SetZFaceTextRotation(-90)
        self.renderer.AddActor(self.cube)
        self.renderer.GetActiveCamera().ParallelProjectionOn()

    def paint(self, face: Rgb, text: Rgb) -> None:
        """Colour the cube and its letters."""
        self.cube.GetCubeProperty().SetColor(*face)
        self.cube.GetCubeProperty().SetAmbient(0.45)
        self.cube.GetCubeProperty().SetDiffuse(0.6)
        for side in ("XPlus", "XMinus", "YPlus", "YMinus", "ZPlus", "ZMinus"):
            look = getattr(self.cube, f"Get{side}FaceProperty")()
            look.SetColor(*text)
            look.SetAmbient(1.0)
            look.SetDiffuse(0.0)

    def follow(self, camera: vtkCamera) -> None:
        """Turn the cube as the camera is turned."""
        own = self.renderer.GetActiveCamera()
        direction = np.array(camera.GetDirectionOfProjection())
        own.SetFocalPoint(0, 0, 0)
        own.SetPosition(*(-4 * direction))
        own.SetViewUp(*camera.GetViewUp())
        own.SetParallelScale(0.95)
        own.SetClippingRange(0.1, 10)


def dress_text(look: vtkTextProperty, size_points: int) -> None:
    """Give a text the font of the application, centred on its place."""
    look.SetFontFamily(_FONT_FROM_FILE)
    look.SetFontFile(_FONT)
    look.SetFontSize(size_points)
    look.SetJustificationToCentered()
    look.SetVerticalJustificationToCentered()
