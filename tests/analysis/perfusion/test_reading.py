"""The demonstration patient, read by territory: its hypoperfusion lies on the right, behind."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analysis.atlas.territories import Side, Territory
from analysis.demo import QUICK
from analysis.demo.anatomy import make_anatomy
from analysis.errors import DataError
from analysis.image import Volume
from analysis.perfusion.measure import measure_perfusion
from analysis.perfusion.placement import Placement, in_mni_space
from analysis.perfusion.quantify import CbfOptions
from analysis.perfusion.reading import Reading, perfusion_of, read_patient
from tests.analysis.perfusion.test_measure import request_of, truth_of


def placement(patient: Path) -> Placement:
    """The demonstration knows its own way to MNI space."""
    anatomy = make_anatomy(0)
    gray, white = (Volume(QUICK.asl_grid, truth_of(patient, f"label-{t}_probseg")) for t in ("GM", "WM"))
    return Placement(anatomy.to_mni, anatomy.from_mni, gray, white, "known")


@pytest.fixture(scope="module")
def reading(patient: Path) -> Reading:
    """Of the true flow with 3 % noise in place of that of six noisy pairs."""
    result = measure_perfusion(request_of(patient, "single"))
    noise = 1 + 0.03 * np.random.default_rng(0).standard_normal(QUICK.asl_grid.shape)
    inside = result.maps[0].mask.data
    flow = np.where(inside, truth_of(patient, "cbf") * noise, np.nan)
    cbf = replace(result.maps[0], volume=Volume(QUICK.asl_grid, flow, "CBF", "mL/100 g/min"))
    return read_patient(replace(result, maps=(cbf, *result.maps[1:])), placement(patient))


def test_that_the_way_back_from_mni_is_the_way_there(patient: Path) -> None:
    points = np.array([[-30.0, -60, 20], [10, 40, -5], [45, -20, 30]])
    way = placement(patient)
    np.testing.assert_allclose(way.to_mni(way.from_mni(points)), points, atol=0.01)


def test_that_the_lesion_lowers_the_territories_of_the_right(reading: Reading) -> None:
    by_name = {pair.left.bed.territory: pair for pair in reading.territories}
    # 30 % of 40 of 242 voxels of the right PCA are 5 %, of which half is seen because of a smooth unevenness
    assert by_name[Territory.PCA].asymmetry > 2
    assert abs(by_name[Territory.ACA].asymmetry) < by_name[Territory.PCA].asymmetry
    assert reading.counted.startswith("voxels with half")


def test_that_the_largest_cluster_is_lower_on_the_right_and_behind(reading: Reading) -> None:
    assert reading.asymmetry is not None
    largest = reading.asymmetry.lower[0]
    assert largest.side is Side.RIGHT
    assert largest.peak_xyz_mni[1] < -30
    assert reading.sentence == largest.sentence
    assert largest.asymmetry == pytest.approx(-30, abs=10)
    assert set(largest.crossing.crossed) == {Territory.MCA, Territory.PCA}
    assert largest.volume_ml > 30
    assert "crosses 2 territories" in reading.sentence


def test_that_noisy_pairs_are_judged_by_their_own_standard_error(patient: Path) -> None:
    """Six pairs of this quick scan have an error of 15 in a voxel, so z is that of the noise in most places."""
    result = measure_perfusion(request_of(patient, "single", options=CbfOptions(standard_error=True)))
    asymmetry = read_patient(result, placement(patient)).asymmetry
    assert asymmetry is not None
    assert asymmetry.maps[0].provenance.parameters["spread"].endswith("standard error of repeated pairs")
    z = asymmetry.maps[1].volume.data
    assert np.nanstd(z) == pytest.approx(1, abs=0.5)


def test_that_cautions_and_small_regions_come_with_it(reading: Reading) -> None:
    assert set(np.unique(reading.cautions.layer.volume.data[reading.beds.mask.data])) <= {0, 1, 2, 3}
    assert any("was not measured" in s for s in reading.cautions.sentences)
    assert len(reading.small) == 4


def test_that_a_map_of_another_place_is_refused(patient: Path) -> None:
    result = measure_perfusion(request_of(patient, "single"))
    far = Placement(lambda xyz: xyz + 300, lambda xyz: xyz - 300, None, None, "wrong")
    with pytest.raises(DataError, match="check its alignment"):
        read_patient(result, far)
    assert perfusion_of(result).statistic == "cbf"
    assert in_mni_space().gray is None
