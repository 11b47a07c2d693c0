"""Texts that a person adds fit their places, or are refused with the place and the room it has."""

import pytest

from analysis.errors import OptionError
from analysis.report.details import Details


def test_that_nothing_is_required():
    assert Details() == Details("", "", "", "", "", "")


@pytest.mark.parametrize(
    ("name", "most"),
    [("age", 40), ("sex", 40), ("handedness", 40), ("scanned", 40), ("state", 1500), ("comment", 1500)],
)
def test_that_a_text_may_fill_its_place_and_no_more(name, most):
    assert getattr(Details(**{name: most * "x"}), name) == most * "x"
    with pytest.raises(OptionError, match=f"The {name} has {most + 1} characters; the report holds {most}"):
        Details(**{name: (most + 1) * "x"})
