"""A session that is saved and opened again: everything is as it was, bit for bit, also elsewhere."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analysis.colour import ColourScale
from analysis.files.session_places import HashBook
from analysis.files.session_record import ReportEntry, ViewEntry
from analysis.image import Mask, Volume
from analysis.labels.patch import Patch
from analysis.metrics.seeds import MaskSeed, RegionSeed
from analysis.network.graph import Graph, Kind, Node
from analysis.plane import Convention
from analysis.provenance import InputRecord, Provenance
from analysis.sampling import Interpolation
from analysis.scan import Fact, FactSource, StatMap
from gui.commands import drawing, opening
from gui.commands.sessions.capture import capture
from gui.commands.sessions.finding import examine, look_for_missing
from gui.commands.sessions.keeping import write_session
from gui.commands.sessions.loading import load
from gui.commands.sessions.showing import show
from gui.perfusion_state import AslCase
from gui.session import LayerDisplay, Role, Session
from tests.gui.made_files import BRAIN_GRID, ball, save_asl, save_bold, save_t1
from tests.gui.made_scans import OVERLAY


def computed(values: np.ndarray, statistic: str = "zalff", mask: Mask | None = None) -> StatMap:
    provenance = Provenance(
        "analysis.metrics.alff", {"low_hz": 0.01, "bands": (1, 2)}, (InputRecord("bold", "ab" * 32),), ("doubtful",)
    )
    return StatMap(Volume(BRAIN_GRID, values, "zALFF", "z"), statistic, provenance, mask, 57.5)


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    folder = tmp_path / "scans"
    save_t1(folder)
    save_bold(folder, n=5)
    save_asl(folder)
    return folder


@pytest.fixture
def full(session: Session, jobs, finish, scans) -> Session:
    """A session with something of everything."""
    opening.open_paths(session, jobs, [scans])
    finish()
    random = np.random.default_rng(3)
    mask = Mask(BRAIN_GRID, ball(BRAIN_GRID))
    values = np.where(mask.data, random.standard_normal(BRAIN_GRID.shape), np.nan).astype(np.float32)
    values[tuple(np.argwhere(mask.data)[5])] = np.nan  # no value inside the mask
    values[tuple(np.argwhere(mask.data)[6])] = 0.0
    bold = next(layer for layer in session.layers if layer.is_series)
    made = computed(values, mask=mask)
    scale = ColourScale("cold_hot", -4.25, 4.25, (-np.inf, 1.1), 0.7, 0.2)
    look = LayerDisplay(scale, True, Interpolation.NEAREST)
    overlay = session.add_layer("zALFF of rest", made.volume, Role.OVERLAY, look, scan=bold.scan, stat_map=made)
    odd = computed(random.standard_normal(BRAIN_GRID.shape), "odd", mask)  # has values outside of its mask
    session.add_layer("odd", odd.volume, Role.OVERLAY, replace(OVERLAY, visible=False), scan=bold.scan, stat_map=odd)
    inside = Volume(BRAIN_GRID, mask.data.astype(np.float32), "mask")
    mask_layer = session.add_layer("Brain mask", inside, Role.MASK, OVERLAY, scan=bold.scan)
    session.move_layer(overlay.id, 1)
    session.seeds.pin_region(MaskSeed("drawn", mask), mask_layer.id)
    session.seeds.pin_region(RegionSeed("Insula_L"))
    session.move_cursor(np.array([3.3, -7.1, 12.123456789]))
    drawing.mark(session, "brush", Patch((1, 2, 3), np.ones((4, 3, 2), dtype=bool)))
    drawing.add_region(session, "second  one")
    drawing.mark(session, "brush", Patch((7, 2, 3), np.ones((2, 3, 2), dtype=bool)))
    drawing.show_region(session, 1, visible=False)
    session.graphs.show(Graph((Node("Insula_L", (-36.0, 6.0, 3.0), 4.0, Kind.SEED), Node("X", (1.0, 2.0, 3.0)))))
    asl = next(layer for layer in session.layers if layer.scan and layer.scan.modality.value == "ASL")
    typed = {"RepetitionTime": Fact(4.0, FactSource.TYPED), "plds_s": Fact((1.5, 2.0), FactSource.TYPED)}
    session.perfusion.set_case(asl.id, AslCase(typed, frozenset({1})))
    session.perfusion.choose(asl.id)
    session.set_convention(Convention.NEUROLOGICAL)
    session.select_layer(bold.id)
    session.move_timepoint(3)
    return session


VIEW = ViewEntry(layout="main", page="maps", drawer_tab="Regions")
REPORT = ReportEntry({"comment": "Perfusion is low.", "age": "66"}, seen=("mean FD (Power): 0.6 mm",))


def saved(session: Session, folder: Path, **options) -> Path:
    write_session(capture(session, VIEW, REPORT), folder, HashBook(), **options)
    return folder


def reopened(folder: Path, jobs, journals: Path | None = None) -> Session:
    other = Session()
    show(other, jobs, load(examine(folder, HashBook()), journals), is_kept=True)
    return other


def assert_same(one: Session, other: Session) -> None:
    assert [layer.name for layer in other.layers] == [layer.name for layer in one.layers]
    for old, new in zip(one.layers, other.layers, strict=True):
        assert new.display == old.display
        assert new.role == old.role
        assert new.is_computed == old.is_computed
        assert np.array_equal(new.grid.affine, old.grid.affine)
        assert np.array_equal(new.volume(0).data, old.volume(0).data, equal_nan=True)
        assert new.image.name == old.image.name
        assert (new.scan is None) == (old.scan is None)
        assert new.space == old.space
        if old.stat_map is not None:
            assert new.stat_map.provenance.as_dict() == old.stat_map.provenance.as_dict()
            assert (new.stat_map.statistic, new.stat_map.dof) == (old.stat_map.statistic, old.stat_map.dof)
            assert np.array_equal(new.stat_map.mask.data, old.stat_map.mask.data)
    assert other.case.id == one.case.id
    assert np.array_equal(other.cursor_mm, one.cursor_mm)
    assert (other.timepoint, other.convention) == (one.timepoint, one.convention)
    assert other.selected_layer.name == one.selected_layer.name
    for old, new in zip(one.drawing.maps, other.drawing.maps, strict=True):
        assert np.array_equal(new.labels.data, old.labels.data)
        assert new.labels.regions == old.labels.regions
        assert (new.name, new.space, new.home) == (old.name, old.space, old.home)
    assert other.graphs.graph.nodes == one.graphs.graph.nodes
    assert [seed.name for seed in other.seeds.pinned] == [seed.name for seed in one.seeds.pinned]
    assert other.seeds.radius_mm == one.seeds.radius_mm


def test_that_everything_is_as_it_was(full, jobs, finish, tmp_path):
    other = reopened(saved(full, tmp_path / "session"), jobs)
    finish()
    assert_same(full, other)
    drawn, region = other.seeds.pinned
    assert np.array_equal(drawn.mask.data, ball(BRAIN_GRID))
    assert other.layer(other.seeds.layer_of("drawn")).name == "Brain mask"
    assert region.name == "Insula_L"
    chosen = other.perfusion.case(other.perfusion.series_id)
    assert chosen.typed["plds_s"] == Fact((1.5, 2.0), FactSource.TYPED)
    assert chosen.excluded == frozenset({1})
    record = examine(tmp_path / "session", HashBook()).record
    assert (record.view.layout, record.view.page, dict(record.report.texts)) == ("main", "maps", REPORT.texts)


def test_that_a_session_saved_twice_is_opened_as_it_was_the_second_time(full, jobs, finish, tmp_path):
    saved(full, tmp_path / "session")
    full.move_cursor(np.array([1.0, 2.0, 3.0]))
    other = reopened(saved(full, tmp_path / "session"), jobs)
    finish()
    assert other.cursor_mm.tolist() == [1.0, 2.0, 3.0]


def test_that_it_opens_after_session_and_scans_were_moved_together(full, jobs, finish, scans, tmp_path):
    saved(full, scans / "session")
    shutil.move(scans, tmp_path / "elsewhere")
    other = reopened(tmp_path / "elsewhere" / "session", jobs)
    finish()
    assert_same(full, other)


def test_that_with_copied_scans_the_folder_alone_is_enough(full, jobs, finish, scans, tmp_path):
    saved(full, tmp_path / "session", copy_scans=True)
    shutil.rmtree(scans)
    shutil.move(tmp_path / "session", tmp_path / "alone")
    other = reopened(tmp_path / "alone", jobs)
    finish()
    assert_same(full, other)


def test_that_missing_scans_are_found_in_another_folder_by_their_content(full, jobs, finish, scans, tmp_path):
    saved(full, tmp_path / "session")
    (tmp_path / "far" / "away").mkdir(parents=True)
    for path in scans.iterdir():
        path.rename(tmp_path / "far" / "away" / f"other_{path.name}")
    examined = examine(tmp_path / "session", HashBook())
    assert len(examined.places.missing) == 3
    assert not examined.is_complete
    found = look_for_missing(examined, tmp_path / "far", HashBook())
    assert found.is_complete
    other = Session()
    show(other, jobs, load(found, None), is_kept=True)
    finish()
    assert len(other.layers) == len(full.layers)
