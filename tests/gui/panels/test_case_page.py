"""One patient against controls in the window: numbers are those of the functions, words those of fixed rules."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from scipy import stats

from analysis.files.results import write_volume
from analysis.image import Volume
from analysis.pipeline.routes import Space
from gui.commands import case_comparing
from gui.commands.comparing import GRAY
from gui.jobs import JobRunner
from gui.panels.as_much import AsMuch
from gui.panels.cohort_panel import CohortPanel
from gui.panels.compare.case_page import CasePage
from gui.panels.compare_page import ComparePage
from gui.panels.norm_strip import NormStrips
from gui.session import Role, Session
from tests.gui.made_patient import patient
from tests.gui.made_statistics import GRID, LEFT, block, brain, noise, save_mask

N = 22


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """22 controls and a patient with much less in the left postcentral gyrus; positive values."""
    path = tmp_path_factory.mktemp("controls")
    lines = ["participant_id\tgroup\tage\tsex\tmean_fd\tcbf"]
    random = np.random.default_rng(8)
    for index in range(N + 1):
        data = 50 * np.exp(0.2 * noise(500 + index))
        if index == N:
            data[block(LEFT)] *= np.exp(-1.8)
        name = "patient.nii.gz" if index == N else f"m{index}.nii.gz"
        write_volume(Volume(GRID, np.where(brain(), data, 0), "cbf"), path / name, space="MNI152")
        if index < N:
            group = "control" if index < N - 4 else "other"
            lines.append(
                f"sub-{index:02}\t{group}\t{random.normal(45, 12):.0f}\t{'FM'[index % 2]}\t0.1{index:02}\t{name}"
            )
    (path / "participants.tsv").write_text("\n".join(lines) + "\n")
    save_mask(path)
    return path


@pytest.fixture
def page(qtbot: QtBot, session: Session, jobs: JobRunner, folder: Path) -> CasePage:
    made = CasePage(session, jobs)
    qtbot.addWidget(made)
    made.resize(320, 900)
    made.show()
    made.open_table(folder / "participants.tsv")
    made.choose_map(folder / "patient.nii.gz")
    made.group.setCurrentIndex(0)
    made.group.activated.emit(0)
    made._boxes["sex"].setChecked(False)
    made._boxes["sex"].clicked.emit()
    made.give(age="44", mean_fd="0.11")
    return made


@pytest.fixture
def compared(page: CasePage, finish: Callable[[], None]) -> CasePage:
    page.button.click()
    finish()
    return page


def values_at(folder: Path, place: tuple[float, float, float]) -> tuple[float, np.ndarray]:
    import nibabel

    voxel = GRID.voxel_at(np.array(place))
    controls = [float(nibabel.load(folder / f"m{i}.nii.gz").dataobj[voxel]) for i in range(N)]
    return float(nibabel.load(folder / "patient.nii.gz").dataobj[voxel]), np.array(controls)


def test_that_the_number_of_controls_says_what_is_possible(page):
    assert page._number.text().startswith("22 controls: map test. 20 are needed for a claim")
    page.group.setCurrentIndex(page.group.findData("group"))
    page.group.activated.emit(1)
    assert page.value.currentData() == "control"
    assert page._number.text().startswith("18 controls: no map-level claim possible.")
    page._boxes["sex"].setChecked(True)
    page._boxes["sex"].clicked.emit()
    assert page._fields.told("covariates") == "18 controls allow 1 covariates: each needs 10."


def test_that_what_is_needed_of_the_patient_is_asked_beside_its_field(page, jobs):
    page.give(age="")
    page.button.click()
    assert "the controls are adjusted for it" in page._form_of_patient.told("age")
    assert not jobs.jobs
    assert "in the unit that the column of the table has" in page._known["age"].toolTip()


def test_that_the_layers_are_w_translucent_t_below_and_the_outline_on_top(compared, session):
    case = session.comparing.case
    w, t, outline = (session.layer(i) for i in (case.w_id, case.t_id, case.outline_id))
    assert session.layers[0].name == "MNI152 template"
    assert "descriptive" in w.name
    assert w.display.scale.gap == (-2.0, 2.0)
    assert w.display.scale.opacity < 1
    assert w.display.visible
    assert not t.display.visible
    assert outline.role is Role.MASK
    np.testing.assert_array_equal(w.image.data, case.result.maps["w"].volume.data)
    drawn = outline.grid.to_mm(np.argwhere(np.nan_to_num(outline.image.data) > 0))
    assert np.abs(drawn - np.array(LEFT)).max() <= 9.0 + 1.0  # half of 3 voxels of 6 mm
    assert np.abs(drawn - np.array(LEFT)).min(axis=0).max() < 3


def test_that_the_words_are_those_of_the_rules_and_can_be_copied(compared, session):
    result = session.comparing.case.result
    for sentence in result.sentences:
        assert sentence in compared.result._sentences.text() or sentence in compared.result._banners.text()
    assert "outside the range of this reference cohort" in compared.result._sentences.text()
    compared.result.copy()
    assert QGuiApplication.clipboard().text().splitlines()[0] == result.sentences[0]
    assert "abnormal" not in QGuiApplication.clipboard().text()


def test_that_a_patient_beyond_the_controls_has_a_red_banner(page, session, finish):
    page.give(age="93", mean_fd="0.9")
    page.button.click()
    finish()
    assert page.result._banners.isVisibleTo(page)
    assert page.result._banners.objectName() == "error"
    assert "Extrapolation: the patient is 93" in page.result._banners.text()
    assert "Motion:" in page.result._banners.text()


def test_that_the_norm_strip_is_that_of_the_voxel(qtbot, compared, session, folder):
    strips = NormStrips(session)
    qtbot.addWidget(strips)
    session.move_cursor(np.array(LEFT))
    strips.show_place()
    value, controls = values_at(folder, LEFT)
    ((name, norm),) = case_comparing.strips(session)
    assert name == "cbf"
    assert norm.value == pytest.approx(value, rel=1e-5)
    assert norm.median == pytest.approx(np.median(controls), rel=1e-5)
    assert (norm.low, norm.high) == pytest.approx(tuple(np.percentile(controls, (5, 95))), rel=1e-5)
    words = strips._strips[0][1].text()
    assert f"Median {np.median(controls):.3g}, 5–95 %" in words
    assert strips._strips[0][0].isVisibleTo(strips)
    session.move_cursor(np.array([-75.0, -105, -60]))
    strips.show_place()
    assert "no norm at this place" in strips._strips[0][1].text()


def test_that_the_threshold_tells_how_many_controls_show_as_much(qtbot, compared, session):
    case = session.comparing.case
    everyone = case.result.everyone
    session.scale_layer(case.t_id, gap=(-3.2, 3.2))
    label = AsMuch(session, case.t_id)
    qtbot.addWidget(label)
    label.refresh()
    k = int((np.nanmax(np.abs(everyone.t[1:]), axis=1) >= 3.2).sum())
    assert label.text() == f"{k} of 22 controls are beyond it somewhere."
    claim = case.result.show_as_much(3.2)
    qtbot.waitUntil(lambda: f", {claim.n_at_least} with a cluster as large" in label.text())
    session.scale_layer(case.t_id, gap=(-99.0, 99.0))
    label.refresh()
    assert label.text() == "The patient shows nothing beyond this threshold; 0 of 22 controls do."


def test_that_a_threshold_of_w_is_told_as_its_t(compared, session):
    result = session.comparing.case.result
    known = np.isfinite(result.case.t)
    np.testing.assert_allclose(result.case.w[known] * case_comparing.t_of_w(result), result.case.t[known], rtol=1e-9)


@pytest.fixture
def panel(qtbot: QtBot, session: Session, jobs: JobRunner, compared: CasePage) -> CohortPanel:
    made = CohortPanel(session, jobs)
    qtbot.addWidget(made)
    made.resize(1000, 220)
    made.show()
    return made


def test_that_the_regions_are_those_of_the_result_and_sort(panel, session):
    rows = session.comparing.case.result.regions
    model = panel._rows
    shown = [model.index(i, 0).data() for i in range(model.rowCount())]
    assert shown == [row.region.caption for row in rows]
    first = rows[0]
    assert model.index(0, 4).data() == (
        f"{first.percentile:.1f} [{first.percentile_low:.1f}–{first.percentile_high:.1f}]"
    )
    panel._table.sortByColumn(6, Qt.SortOrder.AscendingOrder)
    lowest = min((row for row in rows if np.isfinite(row.t)), key=lambda row: row.t)
    assert model.index(0, 0).data() == lowest.region.caption
    panel._table.selectRow(0)
    np.testing.assert_array_equal(panel._dots._controls, lowest.controls)
    assert panel._dots._patient == lowest.value


def test_that_regions_that_are_only_looked_at_have_no_p(panel):
    panel._sets.setCurrentIndex(panel._sets.findData("atlas"))
    panel._sets.activated.emit(2)
    assert panel._rows.rowCount() == 116
    assert {panel._rows.index(i, 7).data() for i in range(116)} == {"–"}


def test_that_the_largest_t_of_the_controls_stands_beside_the_patients(panel, session):
    everyone = session.comparing.case.result.everyone
    np.testing.assert_allclose(panel._maxima._controls, everyone.largest[1:])
    assert panel._maxima._patient == pytest.approx(everyone.largest[0])


def test_that_the_calibration_is_one_click_away(qtbot, panel, session, finish):
    panel.show_view("calibration")
    finish()
    calibration = session.comparing.case.calibration
    assert panel._words.text() == "\n\n".join(calibration.sentences())
    np.testing.assert_array_equal(panel._qq._observed, calibration.observed)
    t = np.sort(np.abs(calibration.expected))[-1]
    assert t == pytest.approx(stats.t.isf(1e-4, calibration.dof), rel=1e-6)
    assert panel._false.rowCount() == sum(row.n_voxels > 0 for row in calibration.regions)
    panel._skew_map.click()
    assert session.layers[-1].name == "skewness of the controls"


def test_that_the_arrow_keys_flip_through_the_controls_under_the_patients_contour(qtbot, panel, session):
    case = session.comparing.case
    before = session.cursor_mm
    panel.show_view("parade")
    qtbot.keyClick(panel._slider, Qt.Key.Key_Right)
    assert panel._who.text() == "Control 1 of 22"
    parade = session.layer(session.comparing.case.parade_id)
    inside = case.result.cohort.mask.data
    np.testing.assert_allclose(parade.image.data[inside], case.result.everyone.t[1], rtol=1e-5)
    qtbot.keyClick(panel._slider, Qt.Key.Key_Right)
    parade = session.layer(session.comparing.case.parade_id)
    np.testing.assert_allclose(parade.image.data[inside], case.result.everyone.t[2], rtol=1e-5)
    assert parade.name == "t of control 2 of 22"
    np.testing.assert_array_equal(session.cursor_mm, before)
    contours = [layer for layer in session.visible_layers if layer.role is Role.MASK]
    assert [layer.name for layer in contours] == ["the patient, |t| ≥ 2"]


def test_that_too_few_controls_give_no_map_only_values(page, session, finish, folder, tmp_path):
    lines = (folder / "participants.tsv").read_text().splitlines()
    few = folder / "few.tsv"
    few.write_text("\n".join(lines[:8]) + "\n")
    page.open_table(few)
    page.group.setCurrentIndex(0)
    for box in page._boxes.values():
        box.setChecked(False)
    page.group.activated.emit(0)
    page.button.click()
    finish()
    case = session.comparing.case
    assert (case.w_id, case.t_id, case.outline_id) == (None, None, None)
    assert "With 7 controls the patient's values can only be looked at beside theirs." in page.result._sentences.text()
    ((name, strip),) = case_comparing.strips(session)
    assert name == "cbf"
    assert len(strip.controls) == 7
    assert strip.median == np.median(strip.controls)
    assert np.isfinite(strip.value)


def test_that_a_result_is_saved_as_a_folder(compared, finish, tmp_path):
    compared.result.save(tmp_path / "out")
    finish()
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {"w.nii.gz", "t.nii.gz"}


def test_that_closing_everything_forgets_the_patient(compared, session):
    session.close_all()
    assert session.comparing.cases == ()
    assert not compared.result.isVisibleTo(compared)


def results_of(folder: Path, place: Path, name: str) -> Path:
    """The folder of a patient in the results, with one map; what is known of the patient lies beside it."""
    maps = place / "sub-X" / "maps"
    maps.mkdir(parents=True)
    (maps / f"{name}.nii.gz").write_bytes((folder / "patient.nii.gz").read_bytes())
    (place / "participants.tsv").write_text("participant_id\tage\tsex\nsub-X\t44\tM\n")
    return place / "sub-X"


def test_that_the_cohort_chosen_before_processing_is_compared_with_by_itself(qtbot, session, jobs, folder, finish):
    made = ComparePage(session, jobs)
    qtbot.addWidget(made)
    results = results_of(folder, folder / "results", "CBF")
    rows = [line.split("\t") for line in (folder / "participants.tsv").read_text().splitlines()]
    table = folder / "everyone.tsv"
    table.write_text("\n".join("\t".join((row[0], row[2], row[5])) for row in rows) + "\n")
    made.open_cohort(table, results)
    assert made.currentWidget() is made.case
    assert made.case.map.currentData() == results / "maps" / "CBF.nii.gz"
    assert made.case.volume.currentData() == GRAY  # as main.py process --cohort
    finish()
    assert session.comparing.case.result.cohort.n == N


def test_that_a_cohort_without_the_patients_map_asks_for_the_map(qtbot, session, jobs, folder, tmp_path):
    made = ComparePage(session, jobs)
    qtbot.addWidget(made)
    made.open_cohort(folder / "participants.tsv", results_of(folder, tmp_path, "reho"))
    assert made.case._form_of_patient.told("map").startswith("The patient has none of the maps of the cohort (cbf)")
    assert not jobs.jobs


def test_that_a_table_takes_up_the_map_and_the_age_of_the_patient_who_is_open(page, session, folder, tmp_path):
    opened = results_of(folder, tmp_path, "cbf")
    session.spaces.open(replace(patient(), name="sub-X", folder=opened.parent), Space.MNI)
    page.give(age="", mean_fd="")
    assert page.open_table(folder / "participants.tsv")
    assert page.map.currentData() == opened / "maps" / "cbf.nii.gz"
    assert page._known["age"].text() == "44"
    assert page._known["mean_fd"].text() == ""  # nothing tells it


def test_that_the_row_of_another_patient_is_not_taken_up(tmp_path):
    table = tmp_path / "participants.tsv"
    table.write_text("participant_id\tage\nsub-Y\t70\nsub-X\t44\n")
    assert case_comparing.known_of(table, "sub-X") == {"participant_id": "sub-X", "age": "44"}
    assert case_comparing.known_of(table, "sub-Z") == {}
    assert case_comparing.known_of(table) == {}


def test_that_the_map_of_another_person_is_not_compared_while_a_patient_is_open(
    page, session, jobs, folder, tmp_path, told
):
    other = results_of(folder, tmp_path, "cbf")
    session.spaces.open(replace(patient(), name="sub-Y"), Space.MNI)
    page.choose_map(other / "maps" / "cbf.nii.gz")
    page.button.click()
    assert told == ["cbf.nii.gz is of sub-X, and sub-Y is open: two patients must not be mixed. Close all first."]
    assert not jobs.jobs


def test_that_numbers_of_quality_are_not_offered_to_be_adjusted_for(page: CasePage, folder: Path) -> None:
    lines = (folder / "participants.tsv").read_text().splitlines()
    wider = [f"{line}\t{'quality_tsnr' if n == 0 else 60 + n}" for n, line in enumerate(lines)]
    table = folder / "with_quality.tsv"
    table.write_text("\n".join(wider) + "\n")
    assert page.open_table(table)
    assert set(page._boxes) == {"group", "age", "sex", "mean_fd"}


def test_that_the_motion_of_a_processed_patient_is_what_was_measured(folder: Path, tmp_path: Path) -> None:
    results = results_of(folder, tmp_path, "cbf")
    assert case_comparing.known_of_processed(results) == {"participant_id": "sub-X", "age": "44", "sex": "M"}
    record = {"Maps": ["cbf"], "MeanFramewiseDisplacementPowerMm": 0.0823456789}
    (results / "sub-X_desc-processing_record.json").write_text(json.dumps(record))
    known = case_comparing.known_of_processed(results)
    assert known["mean_fd_mm"] == known["mean_fd"] == "0.0823457"
    assert known["age"] == "44"
