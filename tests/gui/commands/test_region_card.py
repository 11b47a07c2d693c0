import json

import numpy as np
import pytest

from analysis.atlas.parcellation import aal
from analysis.errors import OptionError
from analysis.files import results
from analysis.image import ArrayFrames, Series, Volume
from analysis.pipeline.names import Names
from analysis.preprocess.resample import mni_grid
from analysis.provenance import Provenance
from analysis.scan import Modality, StatMap
from gui.commands import region_card
from gui.commands.region_card import Asked, CohortPlace
from gui.layer import Role
from tests.gui.commands.test_gallery import add_map
from tests.gui.made_patient import MNI_FACT, MNI_GRID
from tests.gui.made_scans import GRAY, scan

GRID = mni_grid(6.0)
MNI_X = MNI_GRID.to_mm(np.moveaxis(np.indices(MNI_GRID.shape), 0, -1))[..., 0]
X = GRID.to_mm(np.moveaxis(np.indices(GRID.shape), 0, -1))[..., 0]


@pytest.fixture
def folder(tmp_path):
    """A processed patient whose CBF is 40 on the left and 60 on the right; ReHo misses the left half."""
    names = Names(tmp_path, "demo")
    names.maps.mkdir(parents=True)
    for name, data, unit in (
        ("cbf", np.where(X < 0, 40.0, 60.0), "mL/100 g/min"),
        ("reho", np.where(X < 0, np.nan, 0.5), ""),
        ("gray_volume", np.full(GRID.shape, 0.5), "mL/mL"),
    ):
        stat_map = StatMap(Volume(GRID, data, name, unit), name, Provenance("test", {}))
        results.write_map(stat_map, names.maps, space="MNI152")
    names.record.write_text(json.dumps({"Maps": ["cbf", "reho", "gray_volume"], "Scans": ["asl"]}))
    return tmp_path


def card_of(folder, name: str):
    card, _ = region_card.look_up(Asked(name, None, folder, "demo"))
    return card, {row.kind.key: row for row in card.rows}


def test_that_the_card_has_mean_unit_and_asymmetry_of_every_map(folder) -> None:
    card, rows = card_of(folder, "Insula_L")
    assert tuple(rows) == region_card.ROWS
    assert rows["cbf"].value.mean == pytest.approx(40)
    assert rows["cbf"].value.asymmetry_percent == pytest.approx(-40)
    assert rows["cbf"].unit == "mL/100 g/min"
    assert rows["gray"].unit == "mL"
    n = rows["gray"].value.n_voxels
    assert rows["gray"].value.mean == pytest.approx(n * 0.5 * 0.216)
    assert not card.links
    assert "no resting series" in card.why_no_links


def test_that_what_is_missing_is_a_reason_not_a_zero(folder) -> None:
    _, rows = card_of(folder, "Insula_L")
    assert rows["reho"].value is None
    assert "does not cover" in rows["reho"].reason
    assert rows["alff"].value is None
    assert "not computed" in rows["alff"].reason
    assert "several delays" in rows["att"].reason


def test_that_the_text_has_a_line_for_each_row(folder) -> None:
    card, _ = card_of(folder, "Insula_R")
    text = region_card.as_text(card)
    assert "Blood flow (CBF)\t60\tmL/100 g/min" in text
    assert "−40.0 %" in text
    assert "\N{EM DASH}" in text


def test_that_few_controls_give_no_percentile_but_their_number() -> None:
    nan = float("nan")
    assert "8 controls are too few" in region_card.place_in_words(CohortPlace("cbf", nan, nan, nan, 8))
    words = region_card.place_in_words(CohortPlace("cbf", 2.5, 0.3, 11.0, 24))
    assert words == "cbf: percentile 2.5 [0.3–11.0], n = 24"


def test_that_open_maps_serve_where_no_folder_is(session) -> None:
    add_map(session, "szreho")
    asked = region_card.asked_of(session, "Insula_L")
    assert asked.layers["reho"][1] == "z in this brain"
    card, _ = region_card.look_up(asked)
    assert next(row for row in card.rows if row.kind.key == "reho").value.mean == pytest.approx(4)
    assert "processed patient" in card.why_no_links


def test_that_a_standardised_map_has_no_asymmetry_and_a_raw_one_takes_its_place(session) -> None:
    add_map(session, "szreho", np.where(MNI_X < 0, 1.0, 3.0))
    rows = {row.kind.key: row for row in region_card.look_up(region_card.asked_of(session, "Insula_L"))[0].rows}
    assert rows["reho"].value.mean == pytest.approx(1)
    assert np.isnan(rows["reho"].value.asymmetry_percent)
    add_map(session, "reho", np.where(MNI_X < 0, 1.0, 3.0))
    rows = {row.kind.key: row for row in region_card.look_up(region_card.asked_of(session, "Insula_L"))[0].rows}
    assert rows["reho"].value.asymmetry_percent == pytest.approx(-100)


def test_that_unknown_regions_and_places_outside_are_told(session) -> None:
    with pytest.raises(OptionError, match="no region"):
        region_card.asked_of(session, "Insula")
    with pytest.raises(OptionError, match="MNI"):
        region_card.region_here(session)
    add_map(session, "cbf")
    session.move_cursor(np.array([80.0, 80, 80]))
    with pytest.raises(OptionError, match="no AAL region"):
        region_card.region_here(session)


def test_that_show_goes_into_the_region_and_not_beside_it(session) -> None:
    add_map(session, "cbf")
    for name in ("Insula_L", "Caudate_R", "Cingulum_Post_L"):
        region_card.show(session, name)
        assert aal().name_at(session.cursor_mm) == name
        assert region_card.region_here(session) == name


def test_that_the_seed_is_the_region_on_the_grid_of_the_series(session) -> None:
    with pytest.raises(OptionError, match="BOLD"):
        region_card.use_as_seed(session, "Insula_L")
    frames = np.random.default_rng(1).normal(size=(*GRID.shape, 6)).astype(np.float32)
    image = Series(GRID, ArrayFrames(frames), 2.0, "rest")
    made = scan(Modality.BOLD, image, facts=MNI_FACT)
    session.add_layer("BOLD", image, Role.UNDERLAY, GRAY, scan=made)
    seed = region_card.use_as_seed(session, "Insula_L")
    inside = seed.mask.data
    assert 20 < inside.sum() < 120  # 14 mL of AAL in voxels of 0.216 mL
    assert (X[inside] < 0).all()
    assert seed in session.seeds.pinned


def test_that_the_region_is_drawn_as_one_step_of_undo(session) -> None:
    add_map(session, "cbf")
    region_card.make_region(session, "Putamen_L")
    drawn = session.drawing.current
    region = next(one for one in drawn.labels.regions if "Putamen" in one.name)
    places = drawn.labels.grid.to_mm(np.argwhere(drawn.labels.data == region.label))
    assert len(places) > 10
    assert (places[:, 0] < 0).all()
    session.undo_stack.undo()
    assert not any("Putamen" in one.name for one in drawn.labels.regions)
