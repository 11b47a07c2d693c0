import numpy as np
import pytest

from analysis.atlas.parcellation import aal
from analysis.errors import DataError, OptionError
from analysis.image import Volume
from analysis.preprocess.resample import mni_grid
from analysis.stats.region_values import (
    asymmetry,
    gray_volume,
    mirror_of,
    region_labels,
    region_value,
    strongest_links,
)

GRID = mni_grid(6.0)
LABELS = region_labels(GRID)


def of_sides(left: float, right: float) -> Volume:
    """One value on each side of the brain, told by the sign of x."""
    x = GRID.to_mm(np.moveaxis(np.indices(GRID.shape), 0, -1))[..., 0]
    return Volume(GRID, np.where(x < 0, left, right).astype(np.float32))


def test_that_left_is_left_and_the_asymmetry_is_that_of_left_less_right() -> None:
    """200 (40 - 60) / 100 = -40 %, for the region of either side."""
    for name, own, other in (("Insula_L", 40.0, 60.0), ("Insula_R", 60.0, 40.0)):
        found = region_value(of_sides(40, 60), LABELS, name)
        assert (found.mean, found.mirror_mean) == (own, other)
        assert found.asymmetry_percent == pytest.approx(-40.0)
        assert found.n_voxels == int((aal().label_of(name) == LABELS).sum()) > 20


def test_that_the_vermis_has_no_mirror() -> None:
    assert mirror_of("Vermis_8") is None
    found = region_value(of_sides(40, 60), LABELS, "Vermis_8")
    assert np.isnan(found.mirror_mean)
    assert np.isnan(found.asymmetry_percent)


def test_that_maps_with_both_signs_have_no_asymmetry() -> None:
    assert np.isnan(asymmetry(-1.0, 2.0))
    assert np.isnan(asymmetry(0.0, 2.0))
    assert asymmetry(3.0, 1.0) == pytest.approx(100.0)


def test_that_missing_values_count_nowhere_and_a_handful_is_no_region() -> None:
    data = np.array(of_sides(40, 60).data)
    inside = np.argwhere(aal().label_of("Insula_L") == LABELS)
    for voxel in inside[4:]:
        data[tuple(voxel)] = np.nan
    found = region_value(Volume(GRID, data), LABELS, "Insula_L")
    assert found.n_voxels == 4
    assert np.isnan(found.mean)


def test_that_grey_matter_is_summed_in_ml() -> None:
    """Of a density of one half in voxels of 6 mm (0.216 mL) each voxel gives 0.108 mL."""
    n = int((aal().label_of("Putamen_R") == LABELS).sum())
    found = gray_volume(of_sides(0.25, 0.5), LABELS, "Putamen_R")
    assert found.mean == pytest.approx(0.108 * n)


def test_that_links_are_sorted_by_size_without_the_region_itself() -> None:
    names = ("a", "b", "c", "d", "e")
    r = np.eye(5)
    r[0] = [1, 0.2, -0.9, np.nan, 0.5]
    assert [(link.name, link.r) for link in strongest_links(names, r, "a", 3)] == [("c", -0.9), ("e", 0.5), ("b", 0.2)]


def test_that_a_region_without_a_course_and_unknown_names_are_refused() -> None:
    with pytest.raises(DataError, match="not covered"):
        strongest_links(("a", "b"), np.full((2, 2), np.nan), "a")
    with pytest.raises(OptionError, match="no region"):
        region_value(of_sides(1, 1), LABELS, "Insula")
    with pytest.raises(DataError, match="another grid"):
        region_value(Volume(mni_grid(3.0), np.ones(mni_grid(3.0).shape)), LABELS, "Insula_L")
