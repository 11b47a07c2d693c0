"""One map of regions that is open."""

from dataclasses import dataclass, field
from pathlib import Path

from analysis.labels.label_map import LabelMap
from analysis.pipeline.routes import Space
from gui.drawing.keeping import Keeper


@dataclass(eq=False)
class OpenLabels:
    """A map of regions that is open. ``id`` never changes and is never used again.

    Parameters
    ----------
    name : what it is called, such as the image that it was drawn on
    space : what its millimetres mean, as its file says it: ``"scanner"``, ``"MNI152"`` …
    home : the space of the processed patient in which its grid is; None where none is open
    path : the file that it was read from or saved to
    is_reference : another reader's: it is looked at, never changed
    saved_revision : the revision that is in the file
    proposed, shares : names that regions took from the atlas, and how many voxels of their strokes lie in which of its
        regions (``""``: in all)
    """

    id: int
    name: str
    labels: LabelMap
    home: Space | None = None
    path: Path | None = None
    is_reference: bool = False
    is_visible: bool = True
    space: str = "scanner"
    saved_revision: int = 0
    keeper: Keeper | None = field(default=None, repr=False)
    proposed: dict[int, str] = field(default_factory=dict, repr=False)
    shares: dict[int, dict[str, float]] = field(default_factory=dict, repr=False)

    @property
    def is_unsaved(self) -> bool:
        """Whether something was changed since it was opened or saved."""
        return self.labels.revision != self.saved_revision and not self.is_reference
