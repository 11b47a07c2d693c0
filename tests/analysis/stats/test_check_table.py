"""Zhang et al. 2025, Front Med 12:1585799, Tables 2-12: 15 contradictory sides and 32 other names, counted by row."""

import numpy as np
import pytest

from analysis.errors import FileFormatError, InputError
from analysis.stats.check_table import check_table
from analysis.stats.place import Side


@pytest.fixture
def published(fixtures):
    return check_table(fixtures / "published" / "zhang2025_clusters.tsv")


def test_that_fifteen_sides_and_thirty_two_names_contradict(published):
    assert len(published) == 52
    assert sum(row.side_is_wrong for row in published) == 15
    assert sum(row.name_is_wrong for row in published) == 32
    on_the_midline = [row for row in published if row.side_is_wrong and row.side is Side.MIDLINE]
    assert len(on_the_midline) == 2


@pytest.mark.parametrize(
    ("claimed", "xyz", "distance_mm"),
    [
        ("Temporal_Sup_R", (-45, -18, 12), 82),
        ("Cerebelum_Crus1_L", (30, -75, -21), 33),
        ("Frontal_Sup_Medial_R", (-21, 12, 33), 28),
        ("Putamen_R", (21, 21, -27), 18),
        ("Cerebelum_Crus1_R", (15, -51, -45), 18),
        ("Temporal_Sup_L", (-54, -12, 27), 15),
    ],
)
def test_that_the_distance_to_the_claimed_region_is_told(published, claimed, xyz, distance_mm):
    row = next(row for row in published if row.claimed_region == claimed and row.xyz_mm == xyz)
    # The published distances were measured between voxels of 3 mm; ours between a point and voxels of 1 mm.
    assert row.distance_mm == pytest.approx(distance_mm, abs=3)
    assert f"{row.distance_mm:.0f} mm away" in row.in_words()


def test_that_a_row_that_agrees_says_so(published):
    row = next(row for row in published if row.xyz_mm == (-57, -12, 30))
    assert row.claimed_region == "Postcentral_L"
    assert row.in_words() == "agrees"


def test_that_names_with_their_own_side_need_no_column(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(
        "Region,X,Y,Z\nPrecentral_L,15,-9,69\nVermis_6,0,-66,-16\nMy region,\N{MINUS SIGN}36,6,3\n", "utf-8"
    )
    wrong, vermis, unknown = check_table(path)
    assert wrong.side_is_wrong
    assert "x = +15 mm is right" in wrong.in_words()
    assert vermis.claimed_side is None
    assert not vermis.side_is_wrong
    assert unknown.distance_mm is None
    assert "no such region" in unknown.in_words()


def test_that_the_width_of_the_voxels_decides_what_is_midline(tmp_path):
    path = tmp_path / "t.tsv"
    path.write_text("region\themisphere\tx\ty\tz\nCuneus\tR\t1\t-84\t27\n")
    assert check_table(path)[0].side is Side.MIDLINE
    assert check_table(path, voxel_mm=1.0)[0].side is Side.RIGHT


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("region\tx\ty\tz\nInsula_L\t-36\tfront\t3\n", 'Line 2 of "t.tsv" has the coordinate -36, front, 3'),
        ("region\tx\ty\tz\nInsula_L\t-36\t6\n", "Line 2 of t.tsv has 3 cells, but the header has 4"),
        ("region\tx\tx\tz\nInsula_L\t-36\t6\t1\n", 'The column "x" occurs twice'),
        ("\n", "t.tsv is empty"),
        ("region\tx\ty\tz\n", "header line but no rows"),
    ],
)
def test_that_a_table_that_cannot_be_read_is_refused(tmp_path, text, sentence):
    path = tmp_path / "t.tsv"
    path.write_text(text)
    with pytest.raises(FileFormatError) as error:
        check_table(path)
    assert sentence in str(error.value)


def test_that_a_missing_table_is_named(tmp_path):
    with pytest.raises(InputError, match=r'There is no file "none\.tsv"'):
        check_table(tmp_path / "none.tsv")


def test_that_the_side_follows_the_sign_of_x_everywhere(published):
    for row in published:
        if row.side is not Side.MIDLINE:
            assert (row.side is Side.RIGHT) == (np.array(row.xyz_mm)[0] > 0)
