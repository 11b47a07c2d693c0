"""The patient's own values: each side its own, nothing where a map does not reach, and only what was not compared."""

import math

import numpy as np
import pytest

from analysis.errors import DataError, InputError
from analysis.files.results import write_map
from analysis.image import Mask, Volume
from analysis.preprocess.resample import mni_grid
from analysis.provenance import Provenance
from analysis.report.values import (
    own_values,
    scanner_of,
    sequence_of,
    shown_statistics,
    shows_own_values,
    used_maps,
    usual_statistics,
)
from analysis.scan import StatMap
from analysis.stats.patient_regions import prespecified_regions
from tests.analysis.report.made_parts import some_case, some_comparison

DRAWN = {"parameters": {"simulated": True}}


# -- the numbers ---------------------------------------------------------------------------------------------------


def means_of(tmp_path, value_at, statistic="cbf", inside=None):
    """Means of a map in MNI space whose values depend on the place alone, by the captions of the regions."""
    case = some_case(tmp_path, {statistic: {}})
    grid = mni_grid(4.0)
    xyz = grid.to_mm(np.argwhere(np.ones(grid.shape, dtype=bool)))
    known = np.ones(grid.shape, dtype=bool) if inside is None else inside(xyz).reshape(grid.shape)
    volume = Volume(grid, value_at(xyz).reshape(grid.shape), "CBF", "mL/100 g/min")
    provenance = Provenance("made", {})
    write_map(StatMap(volume, statistic, provenance, Mask(grid, known)), case.folder.names.maps, force=True)
    (own,) = own_values(case)
    captions = [region.caption for region in prespecified_regions()]
    return own, dict(zip(captions, own.means, strict=True))


def test_that_left_regions_have_the_values_of_the_left_and_right_ones_those_of_the_right(tmp_path):
    own, means = means_of(tmp_path, lambda xyz: np.where(xyz[:, 0] < 0, 30.0, 50.0))
    assert (own.statistic, own.name, own.unit) == ("cbf", "CBF", "mL/100 g/min")
    left = {caption: mean for caption, mean in means.items() if caption.startswith("left ")}
    right = {caption: mean for caption, mean in means.items() if caption.startswith("right ")}
    assert left == dict.fromkeys(left, 30.0)
    assert right == dict.fromkeys(right, 50.0)
    assert len(left) == len(right) > 0


def test_that_a_region_outside_of_the_map_has_no_value_and_no_nought(tmp_path):
    _, means = means_of(tmp_path, lambda xyz: np.full(len(xyz), 30.0), inside=lambda xyz: xyz[:, 0] < -2)
    assert all(math.isnan(mean) for caption, mean in means.items() if caption.startswith("right "))
    assert all(mean == 30.0 for caption, mean in means.items() if caption.startswith("left "))


def test_that_a_map_without_any_value_is_refused_by_its_name(tmp_path):
    with pytest.raises(DataError, match=r'"cbf.nii.gz" holds no value'):
        means_of(tmp_path, lambda xyz: np.full(len(xyz), math.nan))


def test_that_a_map_that_the_patient_does_not_have_is_refused(tmp_path):
    with pytest.raises(InputError, match="has no map cbf"):
        own_values(some_case(tmp_path, chosen=("cbf",)))


# -- which maps ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "shown"),
    [
        (["malff", "cbf"], ("cbf", "malff")),
        (["mreho", "smreho"], ("smreho",)),
        (["mreho", "vmhc"], ("mreho",)),
        (["vmhc", "falff"], ("vmhc", "falff")),
        (list("abcdefg"), tuple("abcde")),
        ([], ()),
    ],
)
def test_that_the_usual_maps_come_first_then_others_and_five_at_most(known, shown):
    assert usual_statistics(known) == shown


def test_that_a_chosen_map_that_was_compared_is_not_shown_a_second_time(tmp_path):
    case = some_case(tmp_path, {"cbf": {}, "malff": {}}, chosen=("malff", "cbf"))
    assert shown_statistics(case) == ("malff", "cbf")
    assert shown_statistics(case, (some_comparison(statistic="cbf"),)) == ("malff",)
    both = (some_comparison(statistic="cbf"), some_comparison(statistic="malff"))
    assert shown_statistics(case, both) == ()
    assert not shows_own_values(case, both)
    assert shows_own_values(case, both[:1])


def test_that_own_values_stand_beside_a_comparison_only_if_every_compared_map_was_drawn(tmp_path):
    case = some_case(tmp_path, {"cbf": {"parameters": {}}, "malff": DRAWN})
    measured, drawn = some_comparison(statistic="cbf"), some_comparison(statistic="malff")
    assert shows_own_values(case, ())
    assert shows_own_values(case, (drawn,))
    assert not shows_own_values(case, (drawn, measured))


def test_that_the_report_speaks_of_the_maps_it_shows_and_of_no_other(tmp_path):
    case = some_case(tmp_path, {"cbf": {"function": "a"}, "malff": {"function": "b"}, "vmhc": {"function": "c"}})
    assert used_maps(case, (some_comparison(statistic="malff"),)) == {"malff": {"function": "b"}}
    assert used_maps(case, ()) == {"cbf": {"function": "a"}, "malff": {"function": "b"}}
    assert used_maps(case, (some_comparison(statistic="zreho"),)) == {"zreho": {}}  # no record of it here


# -- the scanner ---------------------------------------------------------------------------------------------------


def of(**acquisition):
    return {"parameters": {"acquisition": acquisition}}


@pytest.mark.parametrize(
    ("provenance", "words"),
    [
        (of(Manufacturer="Siemens", ManufacturersModelName="Prisma", MagneticFieldStrength=3.0), "Siemens Prisma 3 T"),
        (of(Manufacturer="GE", MagneticFieldStrength=1.5), "GE 1.5 T"),
        (of(ManufacturersModelName="Ingenia"), "Ingenia"),
        (of(), ""),
        ({}, ""),
        ({"parameters": {"acquisition": None}}, ""),
    ],
)
def test_that_the_scanner_is_as_recorded_and_nothing_is_filled_in(provenance, words):
    assert scanner_of(provenance) == words


@pytest.mark.parametrize(
    ("provenance", "words"),
    [
        (of(MRAcquisitionType="3D", PulseSequenceType="GRASE"), "3D GRASE"),
        (of(MRAcquisitionType="3D", PulseSequenceType="3D spiral"), "3D spiral"),
        (of(PulseSequenceType="EPI"), "EPI"),
        (of(MRAcquisitionType="3D"), ""),
        ({}, ""),
    ],
)
def test_that_the_sequence_says_its_dimensions_once(provenance, words):
    assert sequence_of(provenance) == words
