"""What is done to a whole region: one step of undo each, and locked or spared voxels stay."""

from threading import Event
from time import perf_counter, thread_time

import numpy as np
import pytest

from analysis.errors import DataError, OptionError
from analysis.files.drawing_journal import read_journal
from analysis.grid import Grid
from analysis.image import Volume
from analysis.labels.label_map import LabelMap
from analysis.labels.patch import Patch
from analysis.labels.solids import ball_stroke
from analysis.pipeline.routes import Space
from analysis.plane import Orientation
from gui.commands import drawing, regions, shaping_regions, shaping_work
from gui.commands.shaping_regions import Combine
from gui.drawing import Over
from gui.session import Role
from gui.spaces import ProcessedPatient
from tests.gui.made_scans import TINT, add_mask, add_t1
from tests.known_routes import box_grid, known_routes
from tests.orientations import oriented_grid

ON = Grid((20, 20, 16), np.diag([1.0, 1.0, 1.0, 1.0]) + np.pad(np.array([[-9.5], [-9.5], [-8.0]]), ((0, 1), (3, 0))))


def block(low, high) -> Patch:
    return Patch(low, np.ones(np.subtract(high, low), dtype=bool))


@pytest.fixture
def labels(session):
    add_t1(session, on=ON)
    return drawing.begin_map(session).labels


def draw(session, *patches):
    for patch in patches:
        drawing.mark(session, "brush", patch)


def undoes(session, labels, before):
    """The last step can be taken back, bit for bit."""
    assert labels.data.tobytes() != before.tobytes()
    session.undo_stack.undo()
    np.testing.assert_array_equal(labels.data, before)
    session.undo_stack.redo()


def test_that_holes_are_filled(session, labels):
    shell = block((3, 3, 3), (10, 10, 10))
    shell.mask[2:5, 2:5, 2:5] = False
    draw(session, shell)
    before = labels.data.copy()
    shaping_regions.fill(session)
    assert labels.n_voxels(1) == 343
    undoes(session, labels, before)


def test_that_a_ring_in_one_slice_is_filled(session, labels):
    ring = block((3, 3, 3), (10, 10, 4))
    ring.mask[2:5, 2:5] = False
    draw(session, ring)
    shaping_regions.fill(session)
    assert labels.n_voxels(1) == 49


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_that_slices_between_are_filled_in_along_the_axis_that_they_were_drawn_across(session, labels, axis):
    def slab(index):
        low, high = [4, 4, 4], [10, 12, 11]
        low[axis], high[axis] = index, index + 1
        return block(tuple(low), tuple(high))

    draw(session, slab(3), slab(9))
    before = labels.data.copy()
    shaping_regions.interpolate(session)
    expected = np.zeros(ON.shape, dtype=bool)
    for index in range(3, 10):
        expected |= slab(index).on(ON)
    np.testing.assert_array_equal(labels.data > 0, expected)
    undoes(session, labels, before)


def test_that_without_a_gap_it_is_said_what_to_draw(session, labels):
    draw(session, block((3, 3, 3), (6, 6, 5)))
    with pytest.raises(DataError, match="two slices"):
        shaping_regions.interpolate(session)


def test_that_dilating_and_eroding_are_in_millimetres(session, labels):
    draw(session, block((8, 8, 8), (9, 9, 9)))
    shaping_regions.dilate(session, 2.0)
    assert labels.n_voxels(1) == 33  # lattice points within 2 of one: 1 + 6 + 12 + 8 + 6
    shaping_regions.erode(session, 1.0)
    assert labels.n_voxels(1) == 7
    shaping_regions.smooth(session, 1.0)
    assert 0 < labels.n_voxels(1) <= 7


def test_that_a_dilated_region_spares_what_may_not_be_drawn_over(session, labels):
    draw(session, block((8, 8, 8), (9, 9, 9)))
    drawing.add_region(session, "Other")
    draw(session, block((9, 8, 8), (10, 9, 9)))
    session.drawing.choose_region(1)
    session.drawing.draw_over(Over.EMPTY)
    shaping_regions.dilate(session, 1.0)
    assert (labels.n_voxels(1), labels.n_voxels(2)) == (6, 1)
    regions.lock(session, 2, locked=True)
    session.drawing.draw_over(Over.ALL)
    shaping_regions.dilate(session, 1.0)
    assert labels.n_voxels(2) == 1


def test_that_only_the_largest_piece_is_kept(session, labels):
    draw(session, block((1, 1, 1), (3, 3, 3)), block((8, 8, 8), (11, 11, 11)))
    shaping_regions.keep_largest(session)
    np.testing.assert_array_equal(labels.data > 0, block((8, 8, 8), (11, 11, 11)).on(ON))


def test_that_inverting_stays_in_the_brain_mask(session, labels):
    draw(session, block((1, 1, 1), (3, 3, 3)))
    shaping_regions.invert(session)
    assert labels.n_voxels(1) == ON.n_voxels - 8
    brain = np.zeros(ON.shape)
    brain[2:9] = 1
    session.add_layer("brain", Volume(ON, brain, "brain"), Role.MASK, TINT)
    shaping_regions.invert(session)
    np.testing.assert_array_equal(labels.data > 0, block((2, 1, 1), (3, 3, 3)).on(ON))


@pytest.mark.parametrize("in_background", [False, True])
@pytest.mark.parametrize(
    ("how", "n"), [(Combine.UNION, 8 + 27 - 4), (Combine.INTERSECTION, 4), (Combine.DIFFERENCE, 4)]
)
def test_that_a_region_is_combined_with_one_of_another_drawing_as_it_was_then(
    session, labels, jobs, finish, small_limit, how, n, in_background
):
    draw(session, block((1, 1, 1), (3, 3, 3)))
    other = LabelMap(ON)
    other.add_region("reader 2")
    other.apply(other.edit(block((2, 1, 1), (5, 4, 4)), 1))
    session.drawing.add_map(other, "second", is_reference=True)
    (found,) = shaping_regions.others(session)
    assert found.name == "reader 2 (second)"
    shaping_regions.combine(session, found, how, jobs if in_background else None)
    other.apply(other.edit(block((6, 6, 6), (7, 7, 7)), 1))
    finish()
    assert labels.n_voxels(1) == n
    assert session.undo_stack.undoText() == f"{how.value} reader 2 (second): Region 1"


def test_that_a_mask_of_another_grid_is_brought_over_and_that_is_told(session, labels, told):
    draw(session, block((8, 8, 8), (9, 9, 9)))
    add_mask(session, on=oriented_grid("LPS", (3, 3, 3), (2.0, 2.0, 2.0), (0, 0, 0)))
    shaping_regions.combine(session, shaping_regions.others(session)[0], Combine.UNION)
    assert labels.n_voxels(1) == pytest.approx(216, abs=40)
    assert "brought to this grid" in told[0]


def test_that_the_mirror_image_is_across_x_0_in_mni_space_and_named_for_the_other_side(session, labels):
    session.drawing.current.space = "MNI152"
    regions.rename(session, 1, "Left thalamus")
    draw(session, block((2, 5, 6), (6, 8, 9)))
    before = labels.data.copy()
    shaping_regions.mirror(session)
    assert session.drawing.region.name == "Right thalamus"
    np.testing.assert_array_equal(labels.data == 2, (before == 1)[::-1])  # x runs from -9.5 to 9.5
    np.testing.assert_array_equal(labels.data == 1, before == 1)
    undoes(session, labels, before)
    session.undo_stack.undo()
    assert len(labels.regions) == 1


def test_that_without_a_known_middle_it_must_be_said(session, labels, told):
    draw(session, block((2, 5, 6), (6, 8, 9)))
    assert not shaping_regions.knows_middle(session)
    with pytest.raises(OptionError, match="middle of the head"):
        shaping_regions.mirror(session)
    before = labels.data.copy()
    shaping_regions.mirror(session, 0.0)
    np.testing.assert_array_equal(labels.data == 2, (before == 1)[::-1])
    assert "x = 0.0 mm as you said" in told[0]


def test_that_in_a_native_space_the_mirror_goes_through_mni(session):
    on, routes = box_grid(-90, 90, 3.0, (-1, 1, 1)), known_routes()
    add_t1(session, on=on)
    session.spaces.open(ProcessedPatient("sub-01", routes), Space.T1)
    labels = drawing.begin_map(session).labels
    centre = routes.points(np.array([[-20.0, -18, 8]]), Space.MNI, Space.T1)[0]
    drawing.mark(session, "sphere", ball_stroke(on, centre, 9.0))
    shaping_regions.mirror(session)
    found = on.to_mm(np.argwhere(labels.data == 2))
    middle = routes.points(found, Space.T1, Space.MNI).mean(axis=0)
    np.testing.assert_allclose(middle, (20, -18, 8), atol=1.0)
    assert labels.n_voxels(2) == pytest.approx(labels.n_voxels(1), rel=0.15)


@pytest.mark.parametrize("name", ["RAS", "LPI", "SRA"])
@pytest.mark.parametrize("orientation", Orientation)
def test_that_a_slice_is_copied_towards_where_the_views_go(session, name, orientation):
    on = oriented_grid(name, (9, 10, 11), (2.0, 2.0, 2.0), (0, 0, 0))
    add_t1(session, on=on)
    drawing.begin_map(session)
    middle = on.voxel_at(on.centre_mm)
    session.move_cursor(on.to_mm(np.array(middle)))
    draw(session, Patch(middle, np.ones((1, 1, 1), dtype=bool)))
    shaping_regions.copy_to_next_slice(session, orientation, 1)
    marked = on.to_mm(np.argwhere(session.drawing.labels.data))
    step = np.zeros(3)
    step[orientation.value] = 2.0
    expected = sorted([on.to_mm(np.array(middle)).tolist(), (on.to_mm(np.array(middle)) + step).tolist()])
    np.testing.assert_allclose(sorted(marked.tolist()), expected, atol=1e-6)
    np.testing.assert_allclose(session.cursor_mm, on.to_mm(np.array(middle)) + step, atol=1e-6)


def test_that_an_empty_region_is_said(session, labels):
    for step in (shaping_regions.fill, shaping_regions.keep_largest, shaping_regions.mirror, shaping_regions.invert):
        with pytest.raises(OptionError, match="empty"):
            step(session)


def test_that_what_changes_nothing_is_no_step(session, labels, told):
    draw(session, block((3, 3, 3), (5, 5, 5)))
    count = session.undo_stack.count()
    shaping_regions.keep_largest(session)
    assert session.undo_stack.count() == count
    assert told == ["That changes nothing in Region 1."]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Left thalamus", "Right thalamus"),
        ("Thalamus R", "Thalamus L"),
        ("lesion left frontal", "lesion right frontal"),
        ("Lesion", "Lesion (mirror)"),
        ("MCA, right", "MCA, left"),
    ],
)
def test_that_a_name_is_told_for_the_other_side(name, other):
    assert shaping_regions.other_side(name) == other


# -- in the background -----------------------------------------------------------------------------------------------


@pytest.fixture
def small_limit(monkeypatch):
    monkeypatch.setattr("gui.commands.shaping_work.MOST_AT_ONCE", 100)


@pytest.fixture
def waiting(monkeypatch):
    """The job does not begin before it is told to."""
    gate, real = Event(), shaping_work.computed

    def held_back(*arguments, progress):
        gate.wait(20)
        return real(*arguments, progress=progress)

    monkeypatch.setattr(shaping_work, "computed", held_back)
    yield gate
    gate.set()


STEPS = {
    "fill": lambda session, jobs: shaping_regions.fill(session, jobs),
    "interpolate": lambda session, jobs: shaping_regions.interpolate(session, jobs),
    "smooth": lambda session, jobs: shaping_regions.smooth(session, 3.0, jobs),
    "dilate": lambda session, jobs: shaping_regions.dilate(session, 2.0, jobs),
    "erode": lambda session, jobs: shaping_regions.erode(session, 1.0, jobs),
    "largest": lambda session, jobs: shaping_regions.keep_largest(session, jobs),
    "invert": lambda session, jobs: shaping_regions.invert(session, jobs),
    "mirror": lambda session, jobs: shaping_regions.mirror(session, 0.0, jobs),
}


@pytest.mark.parametrize("name", STEPS)
def test_that_a_large_region_is_shaped_in_the_background_as_a_small_one_is_at_once(
    session, labels, jobs, finish, monkeypatch, name
):
    shell = block((3, 3, 3), (11, 12, 13))
    shell.mask[2:5, 2:5, 2:5] = False
    shell.mask[:, :, 7] = False
    draw(session, shell, block((15, 15, 13), (17, 17, 15)))
    before = labels.data.copy()
    STEPS[name](session, None)
    at_once, text = labels.data.copy(), session.undo_stack.undoText()
    session.undo_stack.undo()
    monkeypatch.setattr("gui.commands.shaping_work.MOST_AT_ONCE", 100)
    STEPS[name](session, jobs)
    np.testing.assert_array_equal(labels.data, before)
    assert labels.held == {1}
    finish()
    np.testing.assert_array_equal(labels.data, at_once)
    assert not labels.held
    assert session.undo_stack.undoText() == text
    undoes(session, labels, before)


def test_that_a_held_region_is_neither_drawn_in_nor_over_nor_deleted(
    session, labels, jobs, finish, waiting, small_limit
):
    draw(session, block((5, 5, 5), (11, 11, 11)))
    before = labels.data.copy()
    shaping_regions.dilate(session, 1.0, jobs)
    for step in (
        lambda: drawing.mark(session, "brush", block((0, 0, 0), (2, 2, 2))),
        lambda: regions.remove(session, [1]),
        lambda: shaping_regions.erode(session, 1.0, jobs),
    ):
        with pytest.raises(OptionError, match="in the background"):
            step()
    drawing.add_region(session, "other")
    drawing.mark(session, "brush", block((4, 4, 4), (8, 8, 8)))
    np.testing.assert_array_equal(labels.data == 1, before == 1)
    assert labels.n_voxels(2) == 64 - 27
    waiting.set()
    finish()
    assert labels.n_voxels(1) > 216  # over the other one too, as at once
    assert "dilate" in session.undo_stack.undoText()
    session.undo_stack.undo()
    assert labels.n_voxels(2) == 64 - 27
    np.testing.assert_array_equal(labels.data == 1, before == 1)


@pytest.mark.parametrize("first", [1, 2])
def test_that_of_two_regions_at_work_neither_takes_the_voxels_of_the_other(
    session, labels, jobs, finish, qtbot, monkeypatch, small_limit, told, first
):
    gates, real = {1: Event(), 2: Event()}, shaping_work.computed

    def held_back(order, *arguments, progress):
        gates[order.label].wait(20)
        return real(order, *arguments, progress=progress)

    monkeypatch.setattr(shaping_work, "computed", held_back)
    draw(session, block((5, 5, 5), (11, 11, 11)))
    second = drawing.add_region(session, "second")
    drawing.mark(session, "brush", block((13, 5, 5), (19, 11, 11)))
    shaping_regions.invert(session, jobs)  # would take every voxel of the first
    session.drawing.choose_region(1)
    shaping_regions.erode(session, 1.0, jobs)
    assert labels.held == {1, second.label} == {1, 2}
    gates[first].set()
    qtbot.waitUntil(lambda: first not in labels.held, timeout=20_000)
    gates[3 - first].set()
    finish()
    assert not labels.held
    assert not told  # nothing was dropped
    eroded = np.zeros(labels.grid.shape, dtype=bool)
    eroded[6:10, 6:10, 6:10] = True
    np.testing.assert_array_equal(labels.data == 1, eroded)


def test_that_what_was_computed_for_a_region_that_undo_changed_is_dropped(
    session, labels, jobs, finish, waiting, small_limit, told
):
    draw(session, block((5, 5, 5), (11, 11, 11)), block((2, 2, 2), (4, 4, 4)))
    shaping_regions.dilate(session, 1.0, jobs)
    session.undo_stack.undo()
    before = labels.data.copy()
    waiting.set()
    finish()
    np.testing.assert_array_equal(labels.data, before)
    assert "dropped" in told[-1]
    assert not labels.held


@pytest.mark.parametrize("way", ["cancelled", "refused", "locked", "closed"])
def test_that_a_region_is_let_go_however_the_work_ends(session, labels, jobs, finish, waiting, small_limit, told, way):
    draw(session, block((5, 5, 5), (11, 11, 11)))
    before = labels.data.copy()
    step = "interpolate" if way == "refused" else "dilate"  # it has no slice to fill in
    STEPS[step](session, jobs)
    if way == "cancelled":
        jobs.cancel_all()
    elif way == "locked":
        regions.lock(session, 1, locked=True)
    elif way == "closed":
        session.drawing.close_map(session.drawing.current.id)
    waiting.set()
    finish()
    np.testing.assert_array_equal(labels.data, before)
    if way != "closed":
        assert not labels.held
        regions.lock(session, 1, locked=False)
        drawing.mark(session, "brush", block((0, 0, 0), (1, 1, 1)))
    if way in ("refused", "locked"):
        assert ("two slices" if way == "refused" else "is locked") in told[-1]


def test_that_what_was_shaped_in_the_background_is_in_the_journal(session, jobs, finish, small_limit, tmp_path):
    session.drawing.keep_in(tmp_path)
    add_t1(session, on=ON)
    labels = drawing.begin_map(session).labels
    draw(session, block((5, 5, 5), (11, 11, 11)))
    shaping_regions.dilate(session, 2.0, jobs)
    finish()
    (path,) = tmp_path.glob("*.journal")
    np.testing.assert_array_equal(read_journal(path).labels.data, labels.data)
    assert labels.n_voxels(1) > 400


def test_that_beginning_to_shape_a_head_of_256_cubed_does_not_make_the_window_wait(session, jobs, finish):
    on = Grid((256, 256, 256), np.eye(4))
    data = np.zeros(on.shape, np.uint16)
    data[60:190, 60:190, 60:190] = 1
    session.drawing.add_map(LabelMap(on, data), "head")
    add_t1(session, on=Grid((2, 2, 2), np.eye(4)))
    start = perf_counter()
    shaping_regions.dilate(session, 3.0, jobs)
    taken = perf_counter() - start
    assert jobs.jobs
    finish()
    assert session.drawing.labels.n_voxels(1) > 130**3
    assert taken < 0.15, f"{1000 * taken:.0f} ms"


def test_that_undo_and_redo_of_an_inverted_head_of_256_cubed_do_not_make_the_window_wait(
    session, jobs, finish, tmp_path
):
    session.drawing.keep_in(tmp_path)
    on = Grid((256, 256, 256), np.eye(4))
    data = np.zeros(on.shape, np.uint16)
    data[60:190, 60:190, 60:190] = 1
    session.drawing.add_map(LabelMap(on, data), "head")
    add_t1(session, on=Grid((2, 2, 2), np.eye(4)))
    shaping_regions.invert(session, jobs)
    finish()
    labels, inverted = session.drawing.labels, session.drawing.labels.data.copy(order="K")
    times_ms = []
    for step, expected in (("undo", data), ("redo", inverted)) * 3:
        start = thread_time()
        getattr(session, step)()
        times_ms.append((thread_time() - start) * 1000)
        assert np.array_equal(labels.data, expected)
    assert min(times_ms[::2]) < 50, times_ms
    assert min(times_ms[1::2]) < 50, times_ms
    (path,) = tmp_path.glob("*.journal")
    assert np.array_equal(read_journal(path).labels.data, inverted)
