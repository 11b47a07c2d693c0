"""All plots of the drawer in one import, so that pyqtgraph is loaded once, in the background."""

from gui.plots.coupling_plot import CouplingPanel
from gui.plots.seed_plot import SeedPanel
from gui.plots.time_course import TimeCoursePanel

__all__ = ["CouplingPanel", "SeedPanel", "TimeCoursePanel"]
