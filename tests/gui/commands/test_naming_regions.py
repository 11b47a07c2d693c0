"""Names from the atlas: what a region's strokes lie in, as long as nobody has named it."""

import numpy as np
import pytest

from analysis.atlas.parcellation import aal
from analysis.labels.patch import Patch, trimmed
from gui.commands import drawing, regions
from gui.session import Role
from tests.gui.made_scans import GRAY, scan, volume


@pytest.fixture
def drawn(session):
    """An empty drawing on the grid of the atlas, in MNI space."""
    image = volume("mni", aal().grid, 1.0)
    session.add_layer("T1", image, Role.UNDERLAY, GRAY, scan=scan("T1", image))
    made = drawing.begin_map(session)
    made.space = "MNI152"
    return made


def slice_of(name: str, k: int) -> Patch:
    """What one axial slice shows of a region."""
    mask = aal().labels == aal().label_of(name)
    layers = np.flatnonzero(mask.any(axis=(0, 1)))
    one = np.zeros_like(mask)
    one[..., layers[k]] = mask[..., layers[k]]
    return trimmed((0, 0, 0), one)


def test_that_a_stroke_names_its_region_within_the_same_step_of_undo(session, drawn):
    drawing.mark(session, "outline", slice_of("Thalamus_L", 8))
    assert session.drawing.region.name == "Thalamus L"
    assert session.undo_stack.undoText() == "outline: Thalamus L"
    session.undo_stack.undo()
    assert (session.drawing.region.name, drawn.labels.n_voxels(1)) == ("Region 1", 0)
    session.undo_stack.redo()
    assert session.drawing.region.name == "Thalamus L"


def test_that_a_name_that_was_proposed_follows_the_larger_part(session, drawn):
    drawing.mark(session, "outline", slice_of("Caudate_L", 0))
    assert session.drawing.region.name == "Caudate L"
    for k in (6, 8, 10):
        drawing.mark(session, "outline", slice_of("Thalamus_L", k))
    assert session.drawing.region.name == "Thalamus L"


def test_that_a_name_that_a_person_gave_stays(session, drawn):
    regions.rename(session, 1, "Lesion")
    drawing.mark(session, "outline", slice_of("Thalamus_L", 8))
    assert session.drawing.region.name == "Lesion"


def test_that_half_of_the_voxels_must_lie_in_the_region(session, drawn):
    """In the corner of the picture there is no brain: the thalamus holds a third of what was drawn."""
    thalamus = slice_of("Thalamus_L", 8)
    mask = np.zeros(aal().grid.shape, dtype=bool)
    flat = np.flatnonzero(thalamus.on(aal().grid))[:20]
    mask.reshape(-1)[flat] = True
    mask[:4, :10, 0] = True
    drawing.mark(session, "brush", trimmed((0, 0, 0), mask))
    assert session.drawing.region.name == "Region 1"


def test_that_in_a_native_scan_nothing_is_named(session, drawn):
    drawn.space = "scanner"
    drawing.mark(session, "outline", slice_of("Thalamus_L", 8))
    assert session.drawing.region.name == "Region 1"
