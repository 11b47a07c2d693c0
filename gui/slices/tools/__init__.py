"""What the mouse does in a slice view: one small class a tool, one object of it for each view.

``base``     what a view asks of its tool; the crosshair, which leaves everything to the view
``brush``    strokes of a round or square brush, in the slice or through slices
"""

from gui.drawing import Tool
from gui.slices.tools.base import SliceTool, View
from gui.slices.tools.brush import Brush

_CLASSES: dict[Tool, type[SliceTool]] = {Tool.CROSSHAIR: SliceTool, Tool.BRUSH: Brush}


def tool_for(view: View, tool: Tool) -> SliceTool:
    """The tool of that kind for a view."""
    return _CLASSES.get(tool, SliceTool)(view)


__all__ = ["SliceTool", "tool_for"]
