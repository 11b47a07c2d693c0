import numpy as np
import pytest

from analysis.files.results import write_mask, write_volume
from analysis.grid import Grid
from analysis.image import Mask, Volume
from gui.figures.recipe import read_recipe

pytestmark = pytest.mark.usefixtures("qapp")

AFFINE = np.array([[4.0, 0, 0, -88], [0, 4, 0, -124], [0, 0, 4, -70], [0, 0, 0, 1]])
GRID = Grid((45, 54, 45), AFFINE)


@pytest.fixture
def map_path(tmp_path):
    """A map in MNI space: positive at the left, negative at the right."""
    x = GRID.to_mm(np.indices(GRID.shape).reshape(3, -1).T)[:, 0].reshape(GRID.shape)
    return write_volume(Volume(GRID, -x / 15), tmp_path / "in" / "t.nii.gz", space="MNI152")


def drawn(call, out, kind, *words):
    answer = call("figure", kind, *words, "--out", out, "--dpi", 50, "--width-mm", 90)
    assert answer.code == 0, answer.err
    record = read_recipe(out)
    assert record is not None
    return record


def test_that_a_map_is_painted_on_the_surface(call, tmp_path, map_path):
    record = drawn(call, tmp_path / "a.png", "triptych", "--overlay", map_path, "--threshold", 1, "--two-sided")
    assert record["provenance"]["parameters"]["views"] == ["left", "top", "right"]


def test_that_the_slices_through_a_place_are_drawn(call, tmp_path, t1_path):
    record = drawn(call, tmp_path / "a.png", "crosshair", "--underlay", t1_path, "--at-mm", 3, "-5", 2)
    panels = record["provenance"]["parameters"]["panels"]
    assert [panel["parameters"]["positions_mm"] for panel in panels] == [[2], [-5], [3]]
    assert panels[0]["parameters"]["crosshair_mm"] == [3, -5, 2]


def test_that_a_time_course_is_drawn_and_a_place_outside_refused(call, tmp_path, bold_path):
    record = drawn(call, tmp_path / "a.svg", "course", "--bold", bold_path, "--at-mm", 0, 0, 0)
    assert record["provenance"]["parameters"]["n_timepoints"] == 60
    answer = call("figure", "course", "--bold", bold_path, "--at-mm", 0, 0, 500, "--out", tmp_path / "b.png")
    assert answer.code == 3
    assert "outside the series" in answer.err


def test_that_motion_is_drawn(call, tmp_path):
    table = tmp_path / "rp.txt"
    np.savetxt(table, np.random.default_rng(1).normal(0, 0.01, (40, 6)))
    record = drawn(call, tmp_path / "a.png", "motion", "--motion", table, "--tr-s", 2)
    assert "Head motion of 40 volumes" in record["description"]


def test_that_a_matrix_is_ordered_by_network(call, tmp_path):
    (tmp_path / "m.tsv").write_text("Insula_L\tCuneus_L\tInsula_R\n1\t.1\t.7\n.1\t1\t.2\n.7\t.2\t1\n", "utf-8")
    (tmp_path / "n.tsv").write_text(
        "region\tnetwork\nInsula_L\tsalience\nCuneus_L\tvisual\nInsula_R\tsalience\n", "utf-8"
    )
    record = drawn(call, tmp_path / "a.png", "matrix", "--matrix", tmp_path / "m.tsv", "--networks", tmp_path / "n.tsv")
    assert record["provenance"]["parameters"]["names"] == ["INS.L", "INS.R", "CUN.L"]
    assert "salience (2), visual (1)" in record["description"]
    (tmp_path / "n.tsv").write_text("region\tnetwork\nInsula_L\tsalience\n", "utf-8")
    answer = call(
        "figure",
        "matrix",
        "--matrix",
        tmp_path / "m.tsv",
        "--networks",
        tmp_path / "n.tsv",
        "--out",
        tmp_path / "b.png",
    )
    assert "no network for Cuneus_L" in answer.err


def test_that_the_patient_is_marked_in_a_histogram(call, tmp_path):
    (tmp_path / "t.tsv").write_text(
        "participant_id\tcbf\n" + "".join(f"s{k}\t{k}\n" for k in range(20)) + "x\tn/a\n", "utf-8"
    )
    record = drawn(
        call, tmp_path / "a.png", "histogram", "--table", tmp_path / "t.tsv", "--column", "cbf", "--patient", 15
    )
    assert "n = 20, 1 without a value. The patient's value is 15; 15 of 20 lie below it." in record["description"]


def test_that_group_means_become_rows(call, tmp_path):
    mask = np.zeros(GRID.shape, bool)
    mask[8:37, 8:46, 6:40] = True
    write_mask(Mask(GRID, mask), tmp_path / "mask.nii.gz", space="MNI152")
    lines = ["participant_id\tgroup\treho"]
    for number, group in enumerate("aab"):
        write_volume(Volume(GRID, np.where(mask, 1.0 + number, 0)), tmp_path / f"m{number}.nii.gz", space="MNI152")
        lines.append(f"s{number}\t{group}\tm{number}.nii.gz")
    (tmp_path / "p.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    record = drawn(
        call, tmp_path / "a.png", "means", "--table", tmp_path / "p.tsv", "--maps", "reho", "--group", "group",
        "--mask", tmp_path / "mask.nii.gz", "--slices", 3,
    )  # fmt: skip
    assert record["provenance"]["parameters"]["captions"] == ["a (n = 2)", "b (n = 1)"]
    assert "from 1.5 to 1.5" in record["description"]
    assert "from 3 to 3" in record["description"]
