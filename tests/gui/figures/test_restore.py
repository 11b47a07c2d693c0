from dataclasses import replace

import numpy as np
import pytest

from analysis.colour import ColourScale, two_sided
from analysis.errors import DataError
from analysis.files import nifti
from analysis.files.results import write_volume
from analysis.grid import Grid
from analysis.image import Volume
from analysis.network.cluster_table import published_examples, read_cluster_table
from analysis.plane import Convention
from gui.commands.opening import add_scans
from gui.figures.export import save_figure
from gui.figures.node_figure import NodeFigure
from gui.figures.node_graph import draw_nodes
from gui.figures.options import FigureOptions
from gui.figures.page import Page
from gui.figures.recipe import read_recipe
from gui.figures.restore import graph_of, recipe_of, restore
from gui.figures.session_figure import draw_plan, plan_figure
from gui.session import Role, Session

GRID = Grid((20, 22, 20), np.array([[8.0, 0, 0, -76], [0, 8, 0, -100], [0, 0, 8, -66], [0, 0, 0, 1]]))
OPTIONS = FigureOptions(width_mm=60, dpi=60, slices=1)


@pytest.fixture
def saved(tmp_path, jobs):
    """A figure of two files, drawn with a look of its own; and the files."""
    head, values = np.zeros(GRID.shape), np.zeros(GRID.shape)
    head[3:-3, 3:-3, 3:-3] = 80
    values[12:14, 10:12, 8:10] = -4
    paths = tmp_path / "T1w.nii.gz", tmp_path / "tmap.nii.gz"
    for path, data in zip(paths, (head, values), strict=True):
        write_volume(Volume(GRID, data), path)
    session = Session()
    add_scans(session, jobs, None, tuple(nifti.read(path) for path in paths))
    overlay = session.layers[1]
    session.set_convention(Convention.NEUROLOGICAL)
    session.scale_layer(overlay.id, **vars(replace(two_sided(2.5, 6.5, "blue_red"), opacity=0.7)))
    figure = draw_plan(plan_figure(session, OPTIONS))
    return save_figure(figure, tmp_path / "out" / "figure.png", dpi=60), paths


def check(session):
    overlay = next(layer for layer in session.layers if layer.role is Role.OVERLAY)
    assert overlay.display.scale == ColourScale("blue_red", -6.5, 6.5, (-2.5, 2.5), 0.7)
    assert overlay.display.visible
    assert session.convention is Convention.NEUROLOGICAL
    assert abs(session.cursor_mm[2] - 2) <= 8  # the slice cuts the cluster


def test_that_a_figure_restores_the_look_of_images_that_are_open(saved, session, jobs, finish):
    figure, paths = saved
    add_scans(session, jobs, None, tuple(nifti.read(path) for path in paths))
    finish()
    restore(session, jobs, read_recipe(figure), [])
    finish()
    assert len(session.layers) == 2
    check(session)


def test_that_images_are_found_by_their_hash_in_a_folder_whatever_their_names(saved, session, jobs, finish, told):
    figure, paths = saved
    for path in paths:
        path.rename(path.with_name(f"renamed_{path.name}"))
    restore(session, jobs, read_recipe(figure), [paths[0].parent])
    finish()
    assert len(session.layers) == 2
    check(session)
    assert not any("is not open" in sentence for sentence in told)


def test_that_images_that_are_not_found_are_asked_for(saved, session, jobs, finish, told):
    figure, paths = saved
    paths[1].write_bytes(paths[0].read_bytes())
    restore(session, jobs, read_recipe(figure), [paths[0].parent])
    finish()
    assert [s for s in told if "overlay of this figure is not open" in s]
    assert len(session.layers) == 1


def test_that_a_node_graph_restores_its_graph(session, jobs, tmp_path, told):
    graph = read_cluster_table(published_examples()["Zhang et al. 2025, Table 8"], title="A")
    path = save_figure(draw_nodes(NodeFigure(graph, page=Page(60, 7, dpi=50))), tmp_path / "a.pdf", dpi=50)
    restore(session, jobs, read_recipe(path), [])
    shown = session.graphs.graph
    assert shown.nodes == graph.nodes
    assert np.array_equal(shown.weights, graph.weights)
    assert session.layers[0].space == "MNI152"
    assert len([s for s in told if "contradicts" in s]) == 2


def test_that_damaged_recipes_are_refused(session, jobs):
    with pytest.raises(DataError, match="damaged"):
        graph_of({"nodes": [{"name": "a"}], "edges": []})
    with pytest.raises(DataError, match="of which images"):
        restore(session, jobs, {"provenance": {"function": "x"}}, [])


def test_that_other_files_are_no_figures(tmp_path):
    (tmp_path / "a.nii").write_bytes(b"x")
    (tmp_path / "a.png").write_bytes(b"x")
    assert recipe_of(tmp_path / "a.nii") is None
    assert recipe_of(tmp_path / "a.png") is None
    assert recipe_of(tmp_path / "none.pdf") is None
