"""From the ASL series of a made head, in files, to flow, movie and equation, in the window."""

import json

import nibabel
import numpy as np
import pytest
from PySide6.QtWidgets import QPushButton

from analysis.colour import colormap
from analysis.perfusion.kinetics import pcasl_difference
from gui.panels.asl.compute_card import ComputeCard
from gui.panels.asl.pairs_card import PairsCard
from gui.panels.asl.result_card import ResultCard

SHAPE = (36, 42, 30)
AFFINE = np.array([[-5.0, 0, 0, 88], [0, 5, 0, -102], [0, 0, 5, -72], [0, 0, 0, 1]])
FACTS = {
    "ArterialSpinLabelingType": "PCASL",
    "MagneticFieldStrength": 3,
    "MRAcquisitionType": "3D",
    "PostLabelingDelay": 1.8,
    "LabelingDuration": 1.8,
    "BackgroundSuppression": False,
    "M0Type": "Separate",
    "EchoTime": 0.014,
    "RepetitionTimePreparation": 6.0,
}


@pytest.fixture(scope="module")
def patient(tmp_path_factory):
    """Six pairs of a head whose flow is 60 in folds and 25 between them, its M0, and the truth."""
    folder = tmp_path_factory.mktemp("patient") / "sub-made" / "perf"
    folder.mkdir(parents=True)
    at = np.moveaxis(np.indices(SHAPE), 0, -1) @ AFFINE[:3, :3].T + AFFINE[:3, 3]
    inside = ((at / np.array([66.0, 84, 60])) ** 2).sum(axis=-1) < 1
    flow = np.where(inside, 42.5 + 17.5 * np.sign(np.sin(at[..., 0] / 9) * np.cos(at[..., 1] / 11)), 0)
    m0 = np.where(inside, 1000.0 + 60 * np.sin(at[..., 2] / 7), 5.0)
    dm = pcasl_difference(flow, np.full(SHAPE, 1.0), m0, pld_s=1.8, label_duration_s=1.8, efficiency=0.85)
    rng = np.random.default_rng(2)
    volumes = [m0 - dm * (n % 2) + rng.normal(0, 1, SHAPE) for n in range(12)]
    for name, data in (("asl", np.stack(volumes, axis=-1)), ("m0scan", m0)):
        image = nibabel.Nifti1Image(data.astype(np.float32), AFFINE)
        image.header.set_xyzt_units("mm", "sec")
        image.header["pixdim"][4] = 6.0
        nibabel.save(image, folder / f"sub-made_acq-single_{name}.nii.gz")
        (folder / f"sub-made_acq-single_{name}.json").write_text(json.dumps(FACTS))
    (folder / "sub-made_acq-single_aslcontext.tsv").write_text("volume_type\n" + "control\nlabel\n" * 6)
    return folder, flow


@pytest.fixture
def opened(window, patient, finish, qtbot):
    folder, _ = patient
    window.open_paths([folder / f"sub-made_acq-single_{kind}.nii.gz" for kind in ("asl", "m0scan")])
    finish()
    window.actions_.action("perfusion").trigger()
    finish()
    return window


def test_that_the_perfusion_page_opens_and_all_facts_are_there(opened, session):
    assert opened.maps_tabs.currentWidget() is opened.perfusion_page
    assert session.perfusion.case(session.perfusion.series_id).order.is_reversed is False
    button = opened.perfusion_page.findChild(ComputeCard)._button
    assert button.isEnabled()


def test_that_computed_flow_is_the_true_one_and_is_seen_in_its_colours(opened, session, finish, patient, pixels):
    opened.perfusion_page.findChild(ComputeCard)._button.click()
    finish()
    cbf = session.selected_layer
    _, flow = patient
    for value in (60, 25):
        known = (flow == value) & np.isfinite(cbf.image.data)
        assert known.sum() > 0.9 * (flow == value).sum()
        assert np.mean(cbf.image.data[known]) == pytest.approx(value, rel=0.05)
    assert "motion was corrected" in opened.perfusion_page.findChild(ResultCard)._notes.text()
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
