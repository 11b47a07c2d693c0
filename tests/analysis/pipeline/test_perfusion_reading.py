"""Which map of a processed patient is read by territory, and that a patient without one is refused."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from analysis.errors import InputError
from analysis.perfusion.reading import PERFUSION_MAPS
from analysis.pipeline.perfusion_reading import perfusion_map, read_perfusion


def folder(*statistics):
    return SimpleNamespace(maps=[SimpleNamespace(statistic=one, path=Path(f"{one}.nii.gz")) for one in statistics])


def test_that_the_map_that_comes_first_among_those_of_perfusion_is_read_in_whatever_order_they_lie():
    assert perfusion_map(folder("zreho", *reversed(PERFUSION_MAPS))) == Path(f"{PERFUSION_MAPS[0]}.nii.gz")
    assert perfusion_map(folder(PERFUSION_MAPS[-1], "att")) == Path(f"{PERFUSION_MAPS[-1]}.nii.gz")


def test_that_a_patient_without_perfusion_has_no_map_and_is_refused_with_the_reason():
    assert perfusion_map(folder("zreho", "att")) is None
    with pytest.raises(InputError, match="no ASL series was processed"):
        read_perfusion(folder("zreho"))
