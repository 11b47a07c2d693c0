"""Atlas regions over the scans: named, on the right side, and only where it is known where MNI space is."""

import numpy as np
import pytest

from analysis.atlas.parcellation import aal
from analysis.errors import OptionError
from analysis.pipeline.routes import Space
from analysis.scan import Modality
from gui.commands import atlases, looking
from gui.commands.spaces import show_space
from gui.panels.what_is_here import value_text
from gui.projector import Projector
from gui.session import Role, Session
from tests.gui.made_patient import add_mni, named, open_patient
from tests.gui.made_scans import add_t1


@pytest.fixture
def opened(session: Session, tmp_path) -> Session:
    return open_patient(session, tmp_path)


def test_that_raw_scans_are_refused_with_the_way_on(session, jobs):
    with pytest.raises(OptionError, match="process the patient first"):
        atlases.show_atlas(session, jobs, atlases.regions)
    add_t1(session)
    with pytest.raises(OptionError, match="process the patient first"):
        atlases.show_atlas(session, jobs, atlases.regions)


def test_that_images_in_mni_need_no_patient(session, jobs, finish):
    add_mni(session, "T1 in MNI", Role.UNDERLAY, Modality.T1)
    atlases.show_atlas(session, jobs, atlases.regions)
    finish()
    session.move_cursor(np.array([-42.0, -24.0, 52.0]))
    assert value_text(session.layers[-1], 0, session.place_in(session.layers[-1])) == "Postcentral_L"
    assert session.layers[-1].space == "MNI152"


def test_that_regions_lie_on_the_native_scan_with_their_names(opened, jobs, finish):
    Projector(opened, jobs, opened)
    show_space(opened, Space.EPI)
    atlases.show_atlas(opened, jobs, atlases.regions)
    finish()
    seen = next(layer for layer in opened.visible_layers if layer.names is not None)
    middles = {}
    for side in "LR":
        number = aal().label_of(f"Precentral_{side}")
        middles[side] = seen.grid.to_mm(np.argwhere(seen.image.data == number)).mean(axis=0)
        opened.move_cursor(middles[side])
        layer = opened.layer(seen.id)
        assert value_text(layer, 0, opened.place_in(layer)) == f"Precentral_{side}"
    assert middles["L"][0] < middles["R"][0]


def test_that_territories_name_artery_and_side(opened, jobs, finish):
    atlases.show_atlas(opened, jobs, atlases.territories)
    finish()
    layer = named(opened, "Arterial territories (approximate)")
    assert value_text(layer, 0, np.array([-42.0, -24.0, 52.0])) == "middle cerebral artery, left"
    assert value_text(layer, 0, np.array([8.0, -80.0, 10.0])) == "posterior cerebral artery, right"


def test_that_an_atlas_is_not_added_twice(opened, jobs, finish):
    atlases.show_atlas(opened, jobs, atlases.regions)
    finish()
    layer = named(opened, "AAL regions")
    assert opened.layers[-1].name == "ReHo"  # maps lie over the regions
    opened.show_layer(layer.id, visible=False)
    atlases.show_atlas(opened, jobs, atlases.regions)
    finish()
    assert [entry.name for entry in opened.layers].count(layer.name) == 1
    assert opened.layer(layer.id).display.visible


def test_that_an_atlas_that_comes_after_all_was_closed_is_dropped(opened, jobs, finish):
    atlases.show_atlas(opened, jobs, atlases.regions)
    opened.close_all()
    finish()
    assert opened.layers == ()


def test_that_the_legend_is_that_of_a_map_not_of_the_atlas_over_it(opened, jobs, finish):
    atlases.show_atlas(opened, jobs, atlases.regions)
    finish()
    assert looking.shown_map(opened).name == "ReHo"
