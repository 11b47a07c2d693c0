"""What the table of clusters says of its threshold, against scipy and published rules."""

from math import inf

import numpy as np
import pytest
from scipy import stats

from analysis.colour import ColourScale, one_sided, two_sided
from analysis.errors import OptionError
from analysis.files.results import write_map
from analysis.image import Volume
from analysis.pipeline.routes import Space
from analysis.provenance import Provenance
from analysis.scan import StatMap
from analysis.stats.clusters import ClusterFinder
from analysis.stats.lattice import Connectivity
from gui.commands import clustering
from gui.commands.clustering import Holds, Meaning, NoClusters, Prepared, Threshold
from tests.gui.made_scans import add_overlay
from tests.gui.made_statistics import DOF, GRID, LEFT, add_t_map, standard_scan, t_volume


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    made = clustering.prepare(
        t_volume(), StatMap(t_volume(), "t", Provenance("tests"), None, DOF), None, Connectivity.CORNERS
    )
    assert isinstance(made, Prepared)
    return made


@pytest.mark.parametrize(
    ("scale", "height", "signs"),
    [
        (two_sided(3, 8), 3, (1, -1)),
        (one_sided(2.5, 0, 8), 2.5, (1,)),
        (ColourScale("cold_hot", -8, 8, (-4, inf)), 4, (-1,)),
        (ColourScale("gray", 20, 80), 20, (1,)),
    ],
)
def test_that_the_threshold_is_that_of_the_colours(scale, height, signs):
    assert clustering.threshold_of(scale) == Threshold(height, signs)


@pytest.mark.parametrize(
    "scale", [ColourScale("gray", 0, 80), ColourScale("cold_hot", -8, 8, (-inf, inf)), one_sided(0, 0, 8)]
)
def test_that_a_picture_without_a_threshold_has_no_table(scale):
    with pytest.raises(OptionError, match="threshold"):
        clustering.threshold_of(scale)


@pytest.mark.parametrize("tails", [1, 2])
def test_that_p_is_that_of_scipy(tails):
    heights = np.array([1.0, 2.66, 3.46, 6.0])
    t = clustering.p_of(heights, Meaning(Holds.T, DOF), tails)
    np.testing.assert_allclose(t, tails * stats.t.sf(heights, DOF), rtol=1e-12)
    z = clustering.p_of(heights, Meaning(Holds.Z), tails)
    np.testing.assert_allclose(z, tails * stats.norm.sf(heights), rtol=1e-12)
    f = clustering.p_of(heights, Meaning(Holds.F, DOF, 2), 1)
    np.testing.assert_allclose(f, stats.f.sf(heights, 2, DOF), rtol=1e-12)


@pytest.mark.parametrize("signs", [(1, -1), (1,), (-1,)])
def test_that_the_false_discovery_rate_is_that_of_scipy_at_the_weakest_voxel_shown(prepared, signs):
    values = prepared.finder.values.astype(float)
    p = 2 * stats.t.sf(np.abs(values), DOF) if len(signs) == 2 else stats.t.sf(signs[0] * values, DOF)
    sizes = np.abs(values) if len(signs) == 2 else signs[0] * values
    expected = stats.false_discovery_control(p)[sizes >= 3].max()
    assert clustering.q_at(prepared.finder, prepared.recorded, Threshold(3.0, signs)) == pytest.approx(expected)


def test_that_the_words_hold_t_p_degrees_of_freedom_and_the_size_of_the_rule(prepared):
    threshold = Threshold(3.4632, (1, -1))  # t(59) of p = .001, two-tailed
    words = clustering.in_words(prepared, prepared.recorded, threshold, 0.0123)
    rule = clustering.rule_at(prepared, prepared.recorded, threshold)
    assert words.startswith("|t| ≥ 3.463 · p < 0.001 two-tailed · df 59 · FDR q 0.0123 · GRF cluster p < 0.05")
    assert words.endswith(f"k ≥ {rule.k_min}")
    assert "Smoothness of this map" in clustering.doubts(prepared, prepared.recorded, threshold)
    assert rule.z == pytest.approx(stats.norm.isf(0.0005), abs=1e-3)
    assert "Eklund" not in clustering.doubts(prepared, prepared.recorded, threshold)
    assert "Eklund" in clustering.doubts(prepared, prepared.recorded, Threshold(2.0, (1, -1)))


def test_that_a_standardised_map_is_no_z_of_a_test():
    values = t_volume()
    within = StatMap(values, "z", Provenance("analysis.metrics.alff.alff"))
    assert clustering.meaning_of(within, None) == Meaning()
    compared = StatMap(values, "z", Provenance("analysis.stats.compare.compare", {"test": "two-sample"}))
    assert clustering.meaning_of(compared, None) == Meaning(Holds.Z)


def test_that_the_record_beside_a_file_says_what_it_holds(tmp_path):
    path = write_map(StatMap(t_volume(), "t", Provenance("tests"), None, DOF), tmp_path, space="MNI152")
    assert clustering.meaning_of(None, path) == Meaning(Holds.T, DOF)
    assert clustering.meaning_of(None, tmp_path / "other.nii.gz") == Meaning()


def test_that_of_what_survived_a_correction_no_rate_and_no_size_is_told():
    values = Volume(GRID, np.where(np.abs(np.nan_to_num(t_volume().data)) > 5, t_volume().data, 0))
    record = StatMap(values, "thresholded", Provenance("analysis.stats.compare.compare"), None, DOF)
    found = clustering.prepare(values, record, None, Connectivity.CORNERS)
    words = clustering.in_words(found, found.recorded, Threshold(5.0, (1, -1)), None)
    assert words.startswith("|t| ≥ 5 · p < ")
    assert "GRF" not in words
    assert clustering.q_at(found.finder, found.recorded, Threshold(5.0, (1, -1))) is None


def test_that_an_empty_map_says_so():
    empty = Volume(GRID, np.zeros(GRID.shape))
    found = clustering.prepare(empty, None, None, Connectivity.FACES)
    assert isinstance(found, NoClusters)
    assert "no value" in found.sentence


def test_that_a_map_outside_mni_space_is_refused(session):
    layer = add_overlay(session, "ReHo")
    with pytest.raises(OptionError, match="ReHo is not in MNI space"):
        clustering.volume_of(session, layer)
    assert clustering.volume_of(session, add_t_map(session)).name == "t"


def test_that_a_jump_goes_to_the_place_in_the_space_that_is_shown(session):
    add_t_map(session)
    clustering.jump_to(session, LEFT)
    np.testing.assert_allclose(session.cursor_mm, LEFT)
    assert Space.MNI not in session.spaces.offered  # no patient: millimetres are as they are


def test_that_the_file_holds_the_rows_of_the_table(tmp_path, prepared):
    table = prepared.finder.find(3.0)
    path = clustering.write(prepared, table, tmp_path / "clusters.csv")
    lines = path.read_text().splitlines()
    assert lines[0].startswith("cluster,row,n_voxels")
    assert lines[1].startswith("1,peak,27,5832.0,-6.5,-57.0,-9.0,30.0,L,Postcentral_L")
    assert clustering.as_text(prepared, table).splitlines()[1].split("\t")[:4] == ["1", "peak", "27", "5832.0"]


def test_that_the_layer_of_an_atlas_is_no_map_of_clusters(session):
    values = t_volume()
    session.add_layer(
        "AAL", values, add_t_map(session).role, add_t_map(session).display, scan=standard_scan(values), names={1: "x"}
    )
    shown = clustering.map_shown(session)
    assert shown is not None
    assert shown.name == "t"
    assert isinstance(ClusterFinder(values), ClusterFinder)
