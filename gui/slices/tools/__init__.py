"""What the mouse does in a slice view: one small class a tool, one object of it for each view.

``base``     what a view asks of its tool; the crosshair, which leaves everything to the view
``sized``    what brush and sphere share: a size, an outline at the mouse, a gesture from press to release
``brush``    strokes of a round or square brush, in the slice or through slices
``contour``  outlines by corners or freehand; ``outline`` is their geometry on the screen
``ball``     a sphere or box, a disc or square at a click
``grow``     a region that grows from a click
``pick``     a region of an atlas, or a cluster, at a click
"""

from gui.drawing import Tool
from gui.slices.tools.ball import Ball
from gui.slices.tools.base import SliceTool, View
from gui.slices.tools.brush import Brush
from gui.slices.tools.contour import Contour
from gui.slices.tools.grow import Grow
from gui.slices.tools.pick import Pick

_CLASSES: dict[Tool, type[SliceTool]] = {
    Tool.CROSSHAIR: SliceTool,
    Tool.BRUSH: Brush,
    Tool.CONTOUR: Contour,
    Tool.BALL: Ball,
    Tool.GROW: Grow,
    Tool.PICK: Pick,
}


def tool_for(view: View, tool: Tool) -> SliceTool:
    """The tool of that kind for a view."""
    return _CLASSES[tool](view)


__all__ = ["SliceTool", "tool_for"]
