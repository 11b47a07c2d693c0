import numpy as np
import pytest

from analysis.errors import OptionError
from analysis.image import ArrayFrames, Series, Volume
from analysis.metrics.catalogue import METRICS
from analysis.pipeline.routes import Space
from analysis.provenance import Provenance
from analysis.scan import Modality, StatMap
from gui.commands import concordance, gallery
from gui.commands.gallery import State
from gui.commands.map_kinds import KINDS, base_of, kind_of, unit_of
from gui.layer import Role
from gui.session import Session
from tests.gui.made_patient import MNI_FACT, MNI_GRID, open_patient
from tests.gui.made_scans import GRAY, OVERLAY, add_mask, add_series, grid, scan, volume


def add_map(session: Session, statistic: str, values: np.ndarray | None = None, unit: str = "", *, visible=True):
    data = np.full(MNI_GRID.shape, 4.0) if values is None else values
    image = Volume(MNI_GRID, data, statistic.upper(), unit)
    stat_map = StatMap(image, statistic, Provenance("test", {}))
    made = scan(Modality.MAP, image, facts=MNI_FACT)
    layer = session.add_layer(statistic, image, Role.OVERLAY, OVERLAY, scan=made, stat_map=stat_map)
    session.show_layer(layer.id, visible=visible)
    return layer


def state_of(session: Session, key: str):
    return next(entry for entry in gallery.entries(session) if entry.kind.key == key)


@pytest.mark.parametrize(
    ("statistic", "base"),
    [("szreho", "reho"), ("smdc_weighted", "dc_weighted"), ("zfalff", "falff"), ("malff", "alff"), ("cbf", "cbf"),
     ("zratio", "zratio"), ("power_slow5", "power_slow5"), ("something", "something")],
)  # fmt: skip
def test_that_prefixes_are_taken_off_a_statistic(statistic: str, base: str) -> None:
    assert base_of(statistic) == base


def test_that_every_metric_of_the_catalogue_has_a_kind() -> None:
    assert {kind.metric for kind in KINDS if kind.metric} == {entry.key for entry in METRICS}


def test_that_a_standardised_map_does_not_bear_the_unit_of_the_raw_one(session) -> None:
    for statistic, unit in (
        ("szreho", "z in this brain"),
        ("malff", "times the brain's mean"),
        ("reho", "Kendall's W"),
    ):
        layer = add_map(session, statistic)
        kind = kind_of(layer)
        assert kind is not None
        assert unit_of(layer, kind) == unit
    assert unit_of(add_map(session, "cbf", unit="mL/100 g/min"), KINDS[0]) == "mL/100 g/min"


def test_that_without_scans_every_kind_says_what_it_needs(session) -> None:
    found = gallery.entries(session)
    assert len(found) == len(KINDS)
    assert all(entry.state is State.IMPOSSIBLE and entry.why for entry in found)
    assert "resting BOLD" in state_of(session, "reho").why
    assert "ASL" in state_of(session, "cbf").why


def test_that_a_map_counts_as_computed_and_the_seen_one_is_taken(session) -> None:
    seen = add_map(session, "sreho")
    add_map(session, "szreho", visible=False)
    entry = state_of(session, "reho")
    assert (entry.state, entry.layer.id) == (State.COMPUTED, seen.id)


def test_that_every_tile_has_the_map_of_the_space_that_is_shown(session, tmp_path) -> None:
    open_patient(session, tmp_path)
    in_mni = {key: add_map(session, name, visible=False).id for key, name in (("alff", "szalff"), ("reho", "szreho"))}
    native = {}
    for key, name in (("alff", "zalff"), ("reho", "zreho")):  # above the others, and seen
        layer = add_map(session, name)
        session.spaces.settle(layer.id, Space.T1)
        native[key] = layer.id
    assert {key: state_of(session, key).layer.id for key in in_mni} == in_mni
    session.show_space(Space.T1)
    assert {key: state_of(session, key).layer.id for key in in_mni} == native
    session.show_space(Space.EPI)  # none is there: that of MNI
    assert {key: state_of(session, key).layer.id for key in in_mni} == in_mni


def test_that_metrics_are_computable_once_a_series_is_open_but_not_seeds(session) -> None:
    add_series(session)
    assert state_of(session, "reho").state is State.COMPUTABLE
    assert state_of(session, "fc").state is State.IMPOSSIBLE
    assert "Pin a seed" in state_of(session, "fc").why


def test_that_arrival_of_a_measured_flow_is_impossible_with_the_reason(session) -> None:
    add_map(session, "cbf")
    entry = state_of(session, "att")
    assert entry.state is State.IMPOSSIBLE
    assert "several delays" in entry.why


def test_that_agreement_needs_flow_and_activity(session) -> None:
    assert "blood flow" in state_of(session, "concordance").why
    add_map(session, "cbf")
    assert "activity" in state_of(session, "concordance").why
    add_map(session, "szreho")
    assert state_of(session, "concordance").state is State.COMPUTABLE


def test_that_showing_a_map_hides_the_other_overlays_and_selects_it(session, tmp_path) -> None:
    open_patient(session, tmp_path)
    first, second = add_map(session, "cbf"), add_map(session, "szreho")
    gallery.show(session, first.id)
    seen = [layer.id for layer in session.layers if layer.role is Role.OVERLAY and layer.display.visible]
    assert seen == [first.id]
    assert session.selected_layer.id == first.id
    assert not session.layer(second.id).display.visible


def test_that_computing_adds_the_standardised_map(session, jobs, qtbot) -> None:
    frames = np.random.default_rng(3).normal(100, 5, (*grid().shape, 40)).astype(np.float32)
    image = Series(grid(), ArrayFrames(frames), 2.0, "rest")
    session.add_layer("BOLD", image, Role.UNDERLAY, GRAY, scan=scan(Modality.BOLD, image))
    add_mask(session)
    reho = next(kind for kind in KINDS if kind.key == "reho")
    gallery.compute(session, jobs, reho)
    qtbot.waitUntil(lambda: not jobs.jobs, timeout=20000)
    entry = state_of(session, "reho")
    assert entry.state is State.COMPUTED
    assert entry.layer.stat_map.statistic == "szreho"


def test_that_what_cannot_be_computed_is_refused_with_the_reason(session, jobs) -> None:
    with pytest.raises(OptionError, match="resting BOLD"):
        gallery.compute(session, jobs, next(kind for kind in KINDS if kind.key == "reho"))


def test_that_the_classes_of_two_maps_become_a_layer_with_its_own_look(session, jobs, qtbot) -> None:
    rng = np.random.default_rng(1)
    add_map(session, "cbf", rng.normal(50, 10, MNI_GRID.shape), "mL/100 g/min")
    add_map(session, "szreho", rng.normal(0, 1, MNI_GRID.shape))
    told: list[str] = []
    session.told.connect(told.append)
    concordance.start(session, jobs)
    qtbot.waitUntil(lambda: not jobs.jobs, timeout=20000)
    entry = state_of(session, "concordance")
    assert entry.state is State.COMPUTED
    assert entry.layer.display.scale.colormap == "concordance"
    values = entry.layer.image.data
    assert set(np.unique(values[np.isfinite(values)]).tolist()) == {0, 1, 2, 3, 4}
    assert any("if unrelated" in sentence for sentence in told)
    others = [layer for layer in session.layers if layer.role is Role.OVERLAY and layer.id != entry.layer.id]
    assert not any(layer.display.visible for layer in others)


def test_that_the_selected_map_of_activity_is_the_one_compared(session) -> None:
    add_map(session, "cbf")
    alff, _ = add_map(session, "zalff"), add_map(session, "szreho")
    session.select_layer(alff.id)
    assert concordance.activity_layer(session).id == alff.id
    assert concordance.order_of(session).options.activity_name == "ALFF"


def test_that_maps_in_two_spaces_are_refused(session, tmp_path) -> None:
    open_patient(session, tmp_path)
    add_map(session, "cbf")
    native = volume("reho", MNI_GRID, value=1)
    stat_map = StatMap(native, "reho", Provenance("test", {}))
    session.add_layer("reho", native, Role.OVERLAY, OVERLAY, stat_map=stat_map, home=Space.EPI)
    with pytest.raises(OptionError, match="different spaces"):
        concordance.order_of(session)
