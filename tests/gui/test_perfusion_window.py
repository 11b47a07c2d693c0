"""From the demonstration patient's ASL to flow, movie and equation, in the window."""

import nibabel
import numpy as np
import pytest
from PySide6.QtWidgets import QPushButton

from analysis.colour import colormap
from analysis.demo import QUICK, write_patient
from gui.panels.asl.compute_card import ComputeCard
from gui.panels.asl.pairs_card import PairsCard
from gui.panels.asl.result_card import ResultCard


@pytest.fixture(scope="module")
def patient(tmp_path_factory):
    return write_patient(tmp_path_factory.mktemp("demo") / "patient", QUICK)


@pytest.fixture
def opened(window, patient, finish, qtbot):
    folder = patient / "sub-demo" / "perf"
    window.open_paths([folder / f"sub-demo_acq-single_{kind}.nii.gz" for kind in ("asl", "m0scan")])
    finish()
    window.actions_.action("perfusion").trigger()
    finish()
    return window


def truth(patient, name):
    folder = patient / "derivatives" / "truth" / "sub-demo" / "perf"
    return np.asarray(nibabel.load(folder / f"sub-demo_{name}.nii.gz").dataobj)


def test_that_the_perfusion_page_opens_and_all_facts_are_there(opened, session):
    assert opened.maps_tabs.currentWidget() is opened.perfusion_page
    assert session.perfusion.case(session.perfusion.series_id).order.is_reversed is False
    button = opened.perfusion_page.findChild(ComputeCard)._button
    assert button.isEnabled()


def test_that_computed_flow_is_the_true_one_and_is_seen_in_its_colours(opened, session, finish, patient, pixels):
    opened.perfusion_page.findChild(ComputeCard)._button.click()
    finish()
    cbf = session.selected_layer
    gray = truth(patient, "label-GM_probseg") > 0.75
    known = gray & np.isfinite(cbf.image.data)
    assert np.mean(cbf.image.data[known]) == pytest.approx(np.mean(truth(patient, "cbf")[known]), rel=0.05)
    view = next(iter(opened.views.slices.values()))
    view.compose()
    seen = pixels(view).reshape(-1, 3).astype(int)
    bright = colormap("inferno")[100:200].astype(int)  # 40 to 80 mL/100 g/min, over the dark series at 90 % opacity
    near = np.abs(seen[:, None, :] - bright[None]).max(axis=2).min(axis=1) <= 30
    assert near.mean() > 0.02
    card = opened.perfusion_page.findChild(ResultCard)
    assert "exp(1.8 / 1.65)" in card._equation.text()


def test_that_the_movie_shows_the_difference_of_each_pair_in_every_view(opened, session, finish):
    card = opened.perfusion_page.findChild(PairsCard)
    card.go_to(3)
    series = session.layer(session.perfusion.series_id)
    shown = session.selected_layer.volume(session.timepoint).data
    frames, types = series.image.frames, series.scan.asl.volume_types
    controls = [v for v, kind in enumerate(types) if kind == "control"]
    labels = [v for v, kind in enumerate(types) if kind == "label"]
    np.testing.assert_allclose(shown, frames.frame(controls[3]) - frames.frame(labels[3]), atol=1e-3)
    out = next(b for b in card.findChildren(QPushButton) if b.text() == "Leave this pair out")
    out.click()
    opened.perfusion_page.findChild(ComputeCard)._button.click()
    finish()
    assert session.selected_layer.stat_map.provenance.parameters["pairs_left_out_by_hand"] == [4]
