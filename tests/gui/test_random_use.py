"""A random user breaks nothing: no unexpected error, no lost edit, nothing piles up. Hours: benchmarks.random_use."""

from time import monotonic

import pytest

from tests.gui.random_user.user import RandomUser
from tests.gui.random_user.warm import warm_up

SEEDS = ("11", "12")
STEPS, LIMIT_S = 120, 3.5
MOST_MB = 50.0


@pytest.mark.parametrize("seed", SEEDS)
def test_that_a_random_user_breaks_nothing_and_loses_nothing(qapp, tmp_path, seed):
    warm_up()  # what ships is loaded once and kept: it is no leak, whichever step needs it first
    user = RandomUser(tmp_path / "world", seed)
    try:
        user.begin()
        end = monotonic() + LIMIT_S
        user.run(STEPS // 2, lambda: monotonic() > end)  # all that is made once is made
        user.rest()
        end = monotonic() + LIMIT_S
        user.begin()
        user.run(STEPS // 2, lambda: monotonic() > end)
        user.rest()
    finally:
        user.stop()
    first, last = user.calm
    print(f"{sum(user.counted.values())} steps, {user.n_replayed} drawings compared with their journals, {user.calm}")
    assert sum(user.counted.values()) > 5
    assert user.n_replayed > 0
    assert last.resident_mb - first.resident_mb < MOST_MB
