from dataclasses import replace

import numpy as np
import pytest

from analysis.errors import DataError
from analysis.image import Volume
from analysis.perfusion.measure import PerfusionRequest, measure_perfusion
from tests.analysis.perfusion.made_asl import GRID, scan_of, typed, whole


def request(**facts: object) -> PerfusionRequest:
    return PerfusionRequest(scan_of([50.0, 60.0, 9.0], ("cbf", "cbf", "n/a"), **facts), mask=whole())


@pytest.mark.parametrize("unit", ["mL/100g/min", "mL/100 g/min", "ml/min/100g"])
def test_that_a_map_of_the_scanner_keeps_its_values_and_unit(unit: str) -> None:
    result = measure_perfusion(request(Units=unit))
    (cbf,) = result.maps
    np.testing.assert_array_equal(cbf.volume.data, np.full(GRID.shape, 55, np.float32))
    assert (cbf.statistic, cbf.volume.unit) == ("cbf", "mL/100 g/min")
    assert cbf.provenance.parameters["source_of_the_unit"] == "sidecar"
    assert "computed by the scanner" in cbf.provenance.warnings[0]
    assert result.checks[0].key == "mean_cbf"


@pytest.mark.parametrize("unit", [None, "1/s", "arbitrary"])
def test_that_a_map_without_a_known_unit_is_refused_by_the_name_of_the_field(unit: str | None) -> None:
    with pytest.raises(DataError, match=r"type Units \(mL/100g/min, or relative\)"):
        measure_perfusion(request(Units=unit))
    typed_unit = replace(request(Units=unit), given=typed(Units="mL/100g/min"))
    assert measure_perfusion(typed_unit).maps[0].volume.unit == "mL/100 g/min"


def test_that_a_relative_map_never_gets_a_unit() -> None:
    result = measure_perfusion(replace(request(), given=typed(Units="relative")))
    assert (result.maps[0].statistic, result.maps[0].volume.unit) == ("relative_perfusion", "")
    np.testing.assert_allclose(result.maps[0].volume.data, 1.0)


def test_that_a_single_map_is_enough_and_an_empty_one_is_refused() -> None:
    scan = scan_of([50.0], ("cbf",), Units="mL/100g/min")
    single = replace(scan, image=Volume(GRID, scan.image.frames.frame(0)))
    assert measure_perfusion(PerfusionRequest(single, mask=whole())).maps[0].volume.data[0, 0, 0] == 50
    empty = replace(scan, image=Volume(GRID, np.full(GRID.shape, np.nan)))
    with pytest.raises(DataError, match="no value inside the mask"):
        measure_perfusion(PerfusionRequest(empty, mask=whole()))
