"""The sentence and the means of made maps: low in exactly one territory, in three, and nowhere."""

import re
import shutil

import numpy as np
import pytest

from analysis.atlas.template import mni_brain_mask
from analysis.atlas.territories import BEDS, Side, territory_atlas
from analysis.files.results import write_map
from analysis.image import Mask, Volume
from analysis.pipeline.derivative import read_processed
from analysis.preprocess.resample import mni_grid
from analysis.provenance import Provenance
from analysis.report import territories as module
from analysis.report.assemble import report_of
from analysis.report.case import read_case
from analysis.report.territories import TITLE, territories
from analysis.sampling import onto_grid
from analysis.scan import StatMap
from tests.analysis.report.made_case import edit_json

GRID = mni_grid(4.0)
BRAIN = (
    np.nan_to_num(onto_grid(Volume(mni_brain_mask().grid, mni_brain_mask().data.astype(np.float32)), GRID).data) > 0.5
)
XYZ = GRID.to_mm(np.argwhere(BRAIN))
LABELS = territory_atlas().labels_at(XYZ)
LOW, USUAL = 30.0, 50.0

ONE = (((48, -10, 20), 24),)  # far from the borders of the middle cerebral artery's territory
THREE = (((18, 0, 60), 32), ((42, -46, 34), 18), ((24, -78, 12), 24))  # ACA, MCA and PCA, near each other


def lowered(spheres, side=1):
    """Which voxels: the spheres on the right, or mirrored to the left."""
    return np.any([((XYZ - np.array(c) * (side, 1, 1)) ** 2).sum(axis=1) < r * r for c, r in spheres], axis=0)


def write_flow(made, folder, low):
    """The made patient with a map of CBF of 50, and 30 where it is low, with 2 % noise."""
    shutil.copytree(made[0], folder)
    noise = np.random.default_rng(0).normal(1, 0.02, len(XYZ))
    data = np.full(GRID.shape, np.nan)
    data[BRAIN] = np.where(low, LOW, USUAL) * noise
    volume = Volume(GRID, data, "CBF", "mL/100 g/min")
    provenance = Provenance("analysis.perfusion.cbf.compute_cbf", {"delays": [{"delay_s": 1.8}]})
    write_map(StatMap(volume, "cbf", provenance, Mask(GRID, BRAIN)), folder / "sub-made" / "maps", space="MNI152")
    gray = read_processed(folder).tissue_mni("GM")
    gray.unlink()  # so that every voxel counts, as it does here
    edit_json(folder / "sub-made" / "sub-made_desc-processing_record.json", Maps=["malff", "cbf"])
    return folder


def said_of(made, tmp_path, low):
    first, _ = territories(read_processed(write_flow(made, tmp_path / "case", low)))
    return [" ".join(section.lines) for section in first]


@pytest.mark.parametrize(("side", "word"), [(1, "right"), (-1, "left")])
def test_that_what_is_low_in_one_territory_stays_inside_one_on_its_own_side(made, tmp_path, side, word):
    low = lowered(ONE, side)
    names = {BEDS[n - 1].territory.name for n in LABELS[low] if n}
    assert names == {"MCA"}  # counted here, voxel by voxel
    sentence, _ = said_of(made, tmp_path, low)
    assert f"% lower on the {word} than" in sentence
    assert "stays inside one territory (MCA 100 %" in sentence
    assert "UNCERTAIN" not in sentence


def test_that_what_is_low_in_three_territories_crosses_three(made, tmp_path):
    low = lowered(THREE)
    beds = [BEDS[n - 1] for n in LABELS[low] if n]
    shares = {name: np.mean([bed.territory.name == name for bed in beds]) for name in ("ACA", "MCA", "PCA")}
    assert min(shares.values()) > 0.2  # each of the three holds more than the rule asks for
    sentence, _ = said_of(made, tmp_path, low)
    assert "crosses 3 territories (" in sentence
    assert set(re.findall("ACA|MCA|PCA|VB", sentence)) == {"ACA", "MCA", "PCA"}
    assert "UNCERTAIN" not in sentence


def test_that_means_and_asymmetry_are_those_by_hand(made, tmp_path):
    low = lowered(ONE)
    _, means = said_of(made, tmp_path, low)
    own = {}
    for side in Side:
        n = 1 + next(i for i, bed in enumerate(BEDS) if bed.territory.name == "MCA" and bed.side is side)
        own[side] = np.where(low, LOW, USUAL)[n == LABELS].mean()
    left, right, percent = map(float, re.search(r"MCA ([\d.]+) \| ([\d.]+) \(([\d.]+) %\)", means).groups())
    assert left == pytest.approx(own[Side.LEFT], abs=0.15)
    assert right == pytest.approx(own[Side.RIGHT], abs=0.15)
    assert percent == pytest.approx(
        200 * (own[Side.LEFT] - own[Side.RIGHT]) / (own[Side.LEFT] + own[Side.RIGHT]), abs=0.4
    )
    assert means.startswith("Means left | right, mL/100 g/min")
    assert "all voxels of the mask" in means


def test_that_an_even_map_has_no_region_that_is_lower_and_a_patient_without_asl_has_no_section(made, tmp_path):
    sentence, _ = said_of(made, tmp_path, np.zeros(len(XYZ), dtype=bool))
    assert sentence.startswith("No region of at least 1 mL is lower")
    assert territories(read_processed(made[0])) == ((), ())


def test_that_it_stands_on_the_first_page_before_the_limits_and_its_parameters_in_the_methods(made, tmp_path):
    document = report_of(read_case(write_flow(made, tmp_path / "case", lowered(ONE))))
    titles = [section.title for section in document.findings[0]]
    assert titles.index(TITLE) < titles.index("Limits")
    rows = next(dict(s.rows) for s in document.methods if s.title == "How territories and sides were compared")
    assert rows["least ml"] == "1"
    assert rows["function"].startswith("analysis.perfusion.asymmetry")


def test_that_the_same_files_are_read_once(made, tmp_path, monkeypatch):
    folder = write_flow(made, tmp_path / "case", lowered(ONE))
    first = territories(read_processed(folder))
    monkeypatch.setattr(module, "read_perfusion", lambda *_: pytest.fail("it was read again"))
    again = territories(read_processed(folder))
    assert first[0][0].lines == again[0][0].lines
