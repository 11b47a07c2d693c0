import json

import numpy as np
import pytest

from analysis.atlas.territories import territory_atlas
from analysis.errors import OptionError
from analysis.files import results
from analysis.image import Mask, Volume
from analysis.perfusion.cautions import BORDER, LATE, find_cautions
from analysis.pipeline.derivative import read_processed
from analysis.pipeline.names import Names
from analysis.pipeline.routes import Space
from analysis.plane import Convention, Orientation, anatomical_plane
from analysis.preprocess.resample import mni_grid
from analysis.provenance import Provenance
from analysis.scan import StatMap
from gui.commands import veils
from gui.layer import Role
from gui.session import Session
from gui.slices.painter import picture
from tests.gui.made_patient import MNI_GRID, add_mni, open_patient

COARSE = mni_grid(6.0)


def cautions(session: Session) -> None:
    """A caution layer as the reading of a series leaves it: late in the lower half."""
    mask = Mask(MNI_GRID, np.ones(MNI_GRID.shape, bool))
    late = np.zeros(MNI_GRID.shape)
    late[:, :, : MNI_GRID.shape[2] // 2] = 3.0
    found = find_cautions(mask, att_s=late.ravel(), delay_s=1.8)
    layer = add_mni(session, "Caution", Role.OVERLAY)
    session.set_values(layer.id, found.layer.volume)
    session.set_record(layer.id, found.layer)


@pytest.fixture
def folder(tmp_path):
    """A processed patient with CBF and arrival times in MNI space, late in the left half."""
    names = Names(tmp_path, "demo")
    names.maps.mkdir(parents=True)
    att = np.full(COARSE.shape, 1.0)
    att[COARSE.to_mm(np.moveaxis(np.indices(COARSE.shape), 0, -1))[..., 0] < 0] = 3.0
    delays = {"delays": [{"delay_s": 0.5}, {"delay_s": 2.5}]}
    for name, data in (("cbf", np.full(COARSE.shape, 50.0)), ("att", att)):
        record = Provenance("test", delays)
        results.write_map(StatMap(Volume(COARSE, data, name), name, record), names.maps, space="MNI152")
    names.record.write_text(json.dumps({"Maps": ["cbf", "att"], "Scans": ["asl"], "Preset": "p"}))
    return tmp_path


def test_that_late_is_what_arrives_after_the_longest_delay(folder) -> None:
    made = veils.caution_of(folder, "demo")
    marks = made.stat_map.volume.data
    left = COARSE.to_mm(np.moveaxis(np.indices(COARSE.shape), 0, -1))[..., 0] < 0
    assert np.isin(marks[left], (LATE, LATE + BORDER)).all()
    assert np.isin(marks[~left], (0, BORDER)).all()
    zone = territory_atlas().border_at(COARSE.to_mm(np.moveaxis(np.indices(COARSE.shape), 0, -1)).reshape(-1, 3))
    np.testing.assert_array_equal(marks.reshape(-1) >= BORDER, zone)
    assert made.stat_map.provenance.parameters["late_after_s"] == 2.5
    assert "late arrival" in made.legend


def test_that_without_arrival_times_only_border_zones_are_marked_and_the_legend_says_so(folder) -> None:
    record = read_processed(folder).names.record
    record.write_text(json.dumps({"Maps": ["cbf"], "Scans": ["asl"]}))
    made = veils.caution_of(folder, "demo")
    assert set(np.unique(made.stat_map.volume.data)) == {0, BORDER}
    assert "not measured" in made.legend
    assert any("Arrival time was not measured" in sentence for sentence in made.sentences)


def test_that_a_patient_without_perfusion_or_series_is_told_so(folder) -> None:
    read_processed(folder).names.record.write_text(json.dumps({"Maps": [], "Scans": ["t1"]}))
    with pytest.raises(OptionError, match="no map of perfusion"):
        veils.caution_of(folder, "demo")
    with pytest.raises(OptionError, match="no resting series"):
        veils.trust_of(folder, "demo")


def test_that_the_key_switches_the_veil_on_and_off(session, jobs, tmp_path) -> None:
    open_patient(session, tmp_path)
    cautions(session)
    selected = session.selected_layer
    veils.toggle_arrival(session, jobs)
    layer = veils.veil_layer(session, "caution")
    assert layer is not None
    assert layer.display.visible
    assert layer.role is Role.VEIL
    assert session.spaces.home(layer) is Space.MNI
    assert session.selected_layer is not None
    assert session.selected_layer.id == selected.id
    veils.toggle_arrival(session, jobs)
    assert not session.layer(layer.id).display.visible
    veils.toggle_arrival(session, jobs)
    assert session.layer(layer.id).display.visible
    assert sum(one.role is Role.VEIL for one in session.layers) == 1


def test_that_a_veil_is_hatched_over_the_map_and_hidden_while_peeking(session, jobs, tmp_path) -> None:
    open_patient(session, tmp_path)
    cautions(session)
    plane = anatomical_plane(Orientation.CORONAL, Convention.RADIOLOGICAL, np.zeros(3), (120.0, 120.0), 1.0)
    before = picture(session.visible_layers, 0, plane)
    veils.toggle_arrival(session, jobs)
    after = picture(session.visible_layers, 0, plane)
    changed = np.array([[before.pixel(x, y) != after.pixel(x, y) for x in range(0, 120, 3)] for y in range(0, 120, 3)])
    assert changed[22:].mean() > 0.9  # the lower half
    assert not changed[:18].any()
    session.hide_overlays(True)
    assert all(layer.role is not Role.VEIL for layer in session.visible_layers)


def test_that_without_anything_to_tell_it_the_key_says_what_is_missing(session, jobs) -> None:
    with pytest.raises(OptionError, match="processed patient"):
        veils.toggle_trust(session, jobs)
    with pytest.raises(OptionError, match="Late arrival"):
        veils.toggle_arrival(session, jobs)


def test_that_a_veil_of_another_patient_is_not_added(session, jobs, tmp_path) -> None:
    open_patient(session, tmp_path)
    cautions(session)
    veils._add(session, None, veils.MadeVeil(session.layers[-1].stat_map, "late", ()))
    assert veils.veil_layer(session, "caution") is None
