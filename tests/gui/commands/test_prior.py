import json
from dataclasses import replace

import numpy as np
import pytest

from analysis.errors import DataError, InputError
from analysis.files import results
from analysis.image import Volume
from analysis.pipeline.names import Names
from analysis.pipeline.routes import Space
from analysis.preprocess.resample import mni_grid
from analysis.provenance import Provenance
from analysis.scan import StatMap
from gui.commands import concordance, coupling, prior
from gui.commands.map_kinds import kind_of
from gui.commands.prior import OtherPseudonymError, PriorOrder
from tests.gui.made_patient import patient

GRID = mni_grid(6.0)


def made(root, subject: str, value: float, **settings: object):
    """A processed folder with one map of CBF."""
    names = Names(root, subject)
    names.maps.mkdir(parents=True)
    data = np.full(GRID.shape, value)
    stat_map = StatMap(Volume(GRID, data, "CBF", "mL/100 g/min"), "cbf", Provenance("test", settings))
    results.write_map(stat_map, names.maps, space="MNI152")
    names.record.write_text(json.dumps({"Maps": ["cbf"], "Scans": ["asl"]}))
    return root


@pytest.fixture
def order(tmp_path) -> PriorOrder:
    now, before = made(tmp_path / "now", "demo", 40.0, fwhm=6), made(tmp_path / "before", "demo", 50.0, fwhm=6)
    return PriorOrder(replace(patient(), folder=now), now, before, "cbf", False)


def test_that_the_difference_is_now_less_prior(order) -> None:
    found = prior.read_both(order).found
    assert (found.whole.first, found.whole.second) == (50.0, 40.0)
    assert np.nanmax(found.difference.volume.data) == -10


def test_that_another_pseudonym_is_asked_about_and_then_taken(order, tmp_path) -> None:
    other = replace(order, prior=made(tmp_path / "other", "b", 50.0, fwhm=6))
    with pytest.raises(OtherPseudonymError, match="sub-b, the open patient is sub-demo"):
        prior.read_both(other)
    assert prior.read_both(replace(other, allow_other=True)).prior_name == "sub-b"


def test_that_maps_that_were_made_otherwise_are_refused(order, tmp_path) -> None:
    other = replace(order, prior=made(tmp_path / "other", "demo", 50.0, fwhm=8))
    with pytest.raises(DataError, match="fwhm"):
        prior.read_both(other)


def test_that_the_same_folder_and_a_missing_map_are_refused(order) -> None:
    with pytest.raises(InputError, match="folder that is open"):
        prior.read_both(replace(order, prior=order.folder))
    with pytest.raises(InputError, match="no map reho"):
        prior.read_both(replace(order, statistic="reho"))


def test_that_the_prior_map_is_never_taken_for_that_of_today(session, jobs, qtbot, order) -> None:
    session.spaces.open(order.patient, Space.MNI)
    shown: list[prior.PriorShown] = []
    prior.compare(session, jobs, order.prior, "cbf", shown.append)
    qtbot.waitUntil(lambda: bool(shown), timeout=10000)
    old, now = session.layer(shown[0].prior_id), session.layer(shown[0].current_id)
    assert float(old.image.data.max()) == 50.0
    assert kind_of(old) is None
    assert not coupling.is_cbf(old)
    assert concordance.flow_layer(session).id == now.id
    assert old.display.scale == now.display.scale
    assert prior.flick(session, shown[0]) == "current scan"
    assert prior.flick(session, shown[0]) == "prior scan"
    assert [layer.id for layer in session.visible_layers] == [old.id]


def test_that_maps_to_compare_are_those_of_the_folder(session, order) -> None:
    assert prior.statistics(session) == ()
    session.spaces.open(order.patient, Space.MNI)
    assert prior.statistics(session) == ("cbf",)
