"""The drawing of regions: a part of the session.

``options``      the tools, and how they draw
``keeping``      the journal of one map on the disk, so that nothing is lost
``open_labels``  one map of regions that is open
``state``        all of them, the region and the tool in use
"""

from gui.drawing.open_labels import OpenLabels
from gui.drawing.options import Over, Source, Tool, ToolOptions
from gui.drawing.state import Drawing

__all__ = ["Drawing", "OpenLabels", "Over", "Source", "Tool", "ToolOptions"]
