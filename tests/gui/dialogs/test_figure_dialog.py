import numpy as np
import pytest

from analysis.colour import ColourScale, two_sided
from analysis.grid import Grid
from analysis.image import Volume
from analysis.scan import Fact, FactSource, Modality, Scan
from gui.dialogs.figure_dialog import FigureDialog
from gui.dialogs.figure_form import FigureForm
from gui.figures.options import FigureOptions
from gui.figures.recipe import read_recipe
from gui.session import LayerDisplay, Role

GRID = Grid((20, 22, 20), np.array([[8.0, 0, 0, -76], [0, 8, 0, -100], [0, 0, 8, -66], [0, 0, 0, 1]]))
SMALL = FigureOptions(width_mm=60, dpi=72, slices=2)


@pytest.fixture
def dialog(qtbot, session, jobs):
    made = FigureDialog(session, jobs, SMALL)
    qtbot.addWidget(made, before_close_func=lambda d: d.reject())
    made.show()
    return made


def add(session, name, values, role, display):
    volume = Volume(GRID, values, name)
    scan = Scan(Modality.T1, volume, facts={"SpatialReference": Fact("MNI152", FactSource.HEADER)})
    return session.add_layer(name, volume, role, display, scan=scan)


def fill(session):
    head = np.zeros(GRID.shape)
    head[3:-3, 3:-3, 3:-3] = 80
    add(session, "T1", head, Role.UNDERLAY, LayerDisplay(ColourScale("gray", 0, 100)))
    values = np.zeros(GRID.shape)
    values[12:14, 10:12, 8:10] = 4
    return add(session, "t", values, Role.OVERLAY, LayerDisplay(two_sided(2, 5)))


def shown(qtbot, dialog, jobs):
    qtbot.waitUntil(lambda: not dialog._delay.isActive() and not jobs.jobs, timeout=30_000)


def test_that_what_is_missing_is_said_and_nothing_can_be_exported(qtbot, dialog, jobs):
    shown(qtbot, dialog, jobs)
    assert "open an image or a map" in dialog.sentence.text()
    assert not dialog.export_button.isEnabled()


def test_that_the_preview_follows_the_threshold_of_the_window(qtbot, dialog, session, jobs):
    layer = fill(session)
    shown(qtbot, dialog, jobs)
    assert "≤ −2 or ≥ 2" in dialog.caption.toPlainText()
    session.scale_layer(layer.id, gap=(-3.0, 3.0))
    shown(qtbot, dialog, jobs)
    assert "≤ −3 or ≥ 3" in dialog.caption.toPlainText()
    assert dialog.picture.pixmap().width() == pytest.approx(60 / 25.4 * 96, abs=2)
    assert dialog.size_label.text().startswith("60 × ")


def test_that_a_figure_is_exported_with_its_recipe(qtbot, dialog, session, jobs, told, tmp_path):
    fill(session)
    dialog.export(tmp_path / "a.png")
    shown(qtbot, dialog, jobs)
    assert read_recipe(tmp_path / "a.png")["dpi"] == 72
    assert any("was written: a.png" in sentence for sentence in told)


def test_that_a_preset_goes_to_a_file_and_comes_back(qtbot, dialog, session, jobs, tmp_path):
    fill(session)
    dialog.form.fields["width_mm"].setValue(89)
    dialog.form.fields["is_dark"].setChecked(True)
    dialog.save_preset(tmp_path / "p.json")
    dialog.form.show_options(FigureOptions())
    dialog.load_preset(tmp_path / "p.json")
    assert dialog.form.options().width_mm == 89
    assert dialog.form.options().is_dark
    (tmp_path / "bad.json").write_text("{}", "utf-8")
    dialog.load_preset(tmp_path / "bad.json")
    assert "no preset" in dialog.sentence.text()
    shown(qtbot, dialog, jobs)


def test_that_the_caption_is_copied(qtbot, dialog, session, jobs):
    from PySide6.QtGui import QGuiApplication

    fill(session)
    shown(qtbot, dialog, jobs)
    dialog.copy_caption()
    assert "Radiological convention" in QGuiApplication.clipboard().text()


def test_that_only_the_options_of_the_kind_are_seen(qtbot):
    form = FigureForm(FigureOptions())
    qtbot.addWidget(form)
    form.show()
    layout = form.layout()
    assert layout.isRowVisible(form.fields["outlines"])
    assert not layout.isRowVisible(form.fields["views"])
    assert not layout.isRowVisible(form.fields["step_mm"])
    form.show_options(FigureOptions(kind="published", example="", views="left,top"))
    assert layout.isRowVisible(form.fields["example"])
    assert not layout.isRowVisible(form.fields["outlines"])
    assert form.options().views == "left,top"


def test_that_the_form_gives_back_what_it_was_given(qtbot):
    options = FigureOptions(
        kind="nodes", width_mm=120, dpi=600, font_pt=7.5, is_dark=True, title="A", orientation="coronal", where="range",
        slices=9, from_mm=-30, to_mm=40, step_mm=5, columns=3, outlines=True, faint=True, views="6", captions=False,
        far="hide", size_by="value", colour_by="module", example="Zhang et al. 2025, Table 6",
    )  # fmt: skip
    form = FigureForm(options)
    qtbot.addWidget(form)
    assert form.options() == options
