"""The map of the live seed is made again when a session is opened, and shown as it was."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from analysis.colour import ColourScale
from analysis.preprocess.preparation import Preparation
from gui.commands import opening
from gui.live_seed import LiveSeed
from gui.session import Layer, Role, Session
from tests.gui import made_scans
from tests.gui.commands.sessions.test_roundtrip import reopened, saved
from tests.gui.made_files import BRAIN_GRID, ball, save, save_bold

SCALE = ColourScale("cold_hot", -0.8, 0.8, (-0.2, 0.2), 0.6, 0.1)


@pytest.fixture
def patient(tmp_path: Path) -> Path:
    folder = tmp_path / "scans"
    save_bold(folder, n=30)
    save(folder / "desc-brain_mask.nii.gz", ball(BRAIN_GRID), BRAIN_GRID)
    return folder


@pytest.fixture
def seeded(session: Session, jobs, finish, patient) -> Session:
    """A session with the map of a live seed, in colours of its own, beside another map."""
    opening.open_paths(session, jobs, [patient])
    finish()
    session.set_preparation(Preparation())
    session.seeds.move(np.array([1.0, 2.0, 3.0]))
    follow(session, jobs, finish)
    session.scale_layer(live_map(session).id, **asdict(SCALE))
    return session


def follow(session: Session, jobs, finish: Callable[[], None]) -> LiveSeed:
    live = LiveSeed(session, jobs)
    for _ in range(2):
        live.update_map()
        finish()
    return live


def live_map(session: Session) -> Layer:
    assert session.seeds.live_layer_id is not None
    return session.layer(session.seeds.live_layer_id)


def test_that_the_map_of_a_seed_comes_back_in_its_own_colours(seeded, jobs, finish, tmp_path):
    other = reopened(saved(seeded, tmp_path / "session"), jobs)
    finish()
    follow(other, jobs, finish)
    assert live_map(other).display.scale == SCALE
    assert np.array_equal(live_map(other).image.data, live_map(seeded).image.data, equal_nan=True)


def test_that_a_map_that_was_not_made_again_yet_is_kept_by_the_next_session(seeded, jobs, finish, tmp_path):
    other = reopened(saved(seeded, tmp_path / "one"), jobs)
    third = reopened(saved(other, tmp_path / "two"), jobs)
    finish()
    follow(third, jobs, finish)
    assert live_map(third).display.scale == SCALE


def test_that_maps_that_were_seen_and_hidden_stay_so(seeded, jobs, finish, tmp_path):
    shown = made_scans.add_overlay(seeded, "zALFF")
    seeded.show_layer(live_map(seeded).id, visible=False)
    other = reopened(saved(seeded, tmp_path / "session"), jobs)
    finish()
    follow(other, jobs, finish)
    assert not live_map(other).display.visible
    assert [layer.name for layer in other.visible_layers if layer.role is Role.OVERLAY] == [shown.name]


def test_that_the_next_seed_after_it_looks_as_any_other(seeded, jobs, finish, tmp_path):
    other = reopened(saved(seeded, tmp_path / "session"), jobs)
    finish()
    live = follow(other, jobs, finish)
    other.seeds.move(None)
    live.update_map()
    other.seeds.move(np.array([1.0, 2.0, 3.0]))
    live.update_map()
    assert live_map(other).display.scale != SCALE
