from dataclasses import replace

import numpy as np
import pytest

from analysis.colour import ColourScale, two_sided
from analysis.errors import OptionError
from analysis.files.results import write_volume
from analysis.grid import Grid
from analysis.image import ArrayFrames, Series, Volume
from analysis.network.graph import Graph, Node
from analysis.perfusion.acknowledged import BLOCKS, with_sentence
from analysis.plane import Convention
from analysis.provenance import Provenance, sha256_of_array, sha256_of_file
from analysis.scan import Fact, FactSource, Modality, Scan, StatMap
from gui.figures.options import FigureKind, FigureOptions
from gui.figures.session_figure import draw_plan, plan_figure
from gui.session import LayerDisplay, Role

GRID = Grid((20, 22, 20), np.array([[8.0, 0, 0, -76], [0, 8, 0, -100], [0, 0, 8, -66], [0, 0, 0, 1]]))
GRAY = LayerDisplay(ColourScale("gray", 0, 100))
SMALL = FigureOptions(width_mm=60, dpi=72, slices=2)


def add(session, name, values, role, display, *, space="MNI152", path=None, affine_source="sform"):
    volume = Volume(GRID, values, name)
    scan = Scan(
        Modality.T1, volume, path=path, affine_source=affine_source,
        facts={"SpatialReference": Fact(space, FactSource.HEADER)},
    )  # fmt: skip
    return session.add_layer(name, volume, role, display, scan=scan)


@pytest.fixture
def filled(session, tmp_path):
    """A T1 from a file with a name, and a map with one cluster over it."""
    head = np.zeros(GRID.shape)
    head[3:-3, 3:-3, 3:-3] = 80
    values = np.zeros(GRID.shape)
    values[12:14, 10:12, 8:10] = 4
    path = tmp_path / "Jane_Doe_T1w.nii.gz"
    write_volume(Volume(GRID, head), path, space="MNI152")
    add(session, "Jane_Doe_T1w", head, Role.UNDERLAY, GRAY, path=path)
    add(session, "t", values, Role.OVERLAY, LayerDisplay(two_sided(2, 5)))
    session.path = path
    return session


def test_that_a_montage_shows_the_map_as_it_is_seen_and_knows_its_files(filled):
    figure = draw_plan(plan_figure(filled, SMALL))
    parameters = figure.provenance.parameters
    assert parameters["overlay"]["hidden_between"] == ["-2.0", "2.0"]
    assert parameters["positions_mm"][0] in range(-10, 20)
    inputs = {record.role: record.sha256 for record in figure.provenance.inputs}
    assert inputs["underlay"] == sha256_of_file(filled.path)
    assert inputs["overlay"] == sha256_of_array(filled.layers[1].image.data)
    assert "Jane" not in str(figure.provenance.as_dict()) + figure.description


def test_that_a_figure_says_that_nobody_has_acknowledged_the_red_light_of_its_map(filled):
    overlay = filled.layers[1]
    red = with_sentence(Provenance("f", {BLOCKS: ["mean_cbf"]}))
    stat_map = StatMap(overlay.image, "cbf", red)
    filled.add_layer("CBF", overlay.image, Role.OVERLAY, overlay.display, scan=overlay.scan, stat_map=stat_map)
    plan = plan_figure(filled, SMALL)
    figure = draw_plan(plan, False)
    assert any("NOT ACKNOWLEDGED" in w for w in figure.provenance.warnings)
    assert "NOT ACKNOWLEDGED" in figure.description


def test_that_a_preview_does_not_read_files_again(filled, monkeypatch):
    from gui.figures import session_figure

    monkeypatch.setattr(session_figure, "sha256_of_file", lambda path: pytest.fail("the file was read"))
    assert draw_plan(plan_figure(filled, SMALL), False).provenance.inputs == ()


def test_that_the_convention_and_the_crosshair_of_the_window_are_taken(filled):
    filled.set_convention(Convention.NEUROLOGICAL)
    filled.move_cursor((12, -20, 6))
    figure = draw_plan(plan_figure(filled, replace(SMALL, kind="crosshair")), False)
    panels = [panel["parameters"] for panel in figure.provenance.parameters["panels"]]
    assert [panel["positions_mm"] for panel in panels] == [[6.0], [-20.0], [12.0]]
    assert {panel["convention"] for panel in panels} == {"neurological"}


def test_that_steps_go_through_the_head(filled):
    options = replace(SMALL, where="range", from_mm=-200, to_mm=200, step_mm=20, faint=True, outlines=True)
    parameters = draw_plan(plan_figure(filled, options), False).provenance.parameters
    assert len(parameters["positions_mm"]) in range(5, 9)
    assert parameters["overlay"]["faint"] == 0.3
    assert parameters["has_outlines"]


def test_that_the_surface_and_the_graph_and_the_course_are_drawn(filled):
    assert "surface" in draw_plan(plan_figure(filled, replace(SMALL, kind="surface", views="top"))).description
    filled.graphs.show(Graph((Node("Insula_L", (-36, 6, 3), 4.0),), unit="t"))
    graph = draw_plan(plan_figure(filled, replace(SMALL, kind="nodes", views="top")))
    assert graph.provenance.parameters["nodes"][0]["name"] == "Insula_L"
    frames = np.random.default_rng(1).normal(size=(*GRID.shape, 30)).astype(np.float32)
    series = Series(GRID, ArrayFrames(frames), 2.0, "bold")
    filled.add_layer("bold", series, Role.UNDERLAY, GRAY, scan=Scan(Modality.BOLD, series))
    filled.move_cursor((4, 4, 6))
    course = draw_plan(plan_figure(filled, replace(SMALL, kind="course")))
    assert "30 volumes, one in 2 s" in course.description


def test_that_published_tables_are_drawn_alone_or_together():
    alone = draw_plan_of(
        FigureOptions(kind="published", views="top", width_mm=60, dpi=60, example="Zhang et al. 2025, Table 6")
    )
    assert alone.provenance.parameters["nodes"][0]["name"] == "Postcentral_R"
    together = draw_plan_of(FigureOptions(kind="published", views="top", width_mm=60, dpi=60))
    assert len(together.provenance.parameters["panels"]) == 4
    assert together.description.count("Table 5") == 1


def draw_plan_of(options):
    from gui.figures.session_figure import FigurePlan

    return draw_plan(FigurePlan(options))


@pytest.mark.parametrize("kind", [k.value for k in FigureKind if k is not FigureKind.PUBLISHED])
def test_that_a_figure_of_what_is_not_open_is_refused_in_words(session, kind):
    with pytest.raises(OptionError, match="open"):
        plan_figure(session, FigureOptions(kind=kind))


def test_that_unknown_sides_are_refused(session):
    add(session, "x", np.ones(GRID.shape), Role.UNDERLAY, GRAY, affine_source="none")
    with pytest.raises(OptionError, match="left and right"):
        plan_figure(session, FigureOptions())


def test_that_a_map_in_a_patients_own_space_is_not_painted_on_the_standard_brain(session):
    add(session, "t", np.ones(GRID.shape), Role.OVERLAY, LayerDisplay(two_sided(0.5, 5)), space="scanner")
    with pytest.raises(OptionError, match="standard brain"):
        plan_figure(session, FigureOptions(kind="surface"))
    with pytest.raises(OptionError, match="no image under the map"):
        plan_figure(session, FigureOptions())
