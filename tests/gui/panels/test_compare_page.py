"""The Compare page: from a table to layers, table and words, with the numbers of the functions."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from analysis.sampling import Interpolation
from analysis.stats.corrections import GRF_PRESETS, Correction
from analysis.stats.design import Test
from gui.commands import comparing_layers
from gui.jobs import JobRunner
from gui.panels.compare.groups_page import GroupsPage
from gui.panels.compare_page import ComparePage
from gui.session import Role, Session
from tests.gui.made_scans import add_overlay, add_t1
from tests.gui.made_statistics import LEFT, save_cohort, save_mask


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_cohort(tmp_path_factory.mktemp("cohort"), third_group=True)


@pytest.fixture
def compare_page(qtbot: QtBot, session: Session, jobs: JobRunner) -> ComparePage:
    made = ComparePage(session, jobs)
    qtbot.addWidget(made)
    made.resize(320, 900)
    made.show()
    return made


@pytest.fixture
def page(compare_page: ComparePage, cohort: Path) -> GroupsPage:
    groups = compare_page.groups
    groups.open_table(cohort)
    groups.question._mask_file = save_mask(cohort.parent)
    groups.question.fill_masks()
    groups.question.volume.setCurrentIndex(groups.question.volume.findData(groups.question._mask_file))
    return groups


def choose(page: GroupsPage, test: Test, correction: Correction = Correction.NONE) -> None:
    page.correction.choose(correction)
    page.question.test.setCurrentIndex(page.question.test.findData(test))
    page.question.test.activated.emit(0)


def compare(page: GroupsPage, finish: Callable[[], None]) -> None:
    assert page.button.isEnabled()
    page.button.click()
    finish()


def test_that_the_result_opens_over_the_template_with_its_threshold(page, session, finish):
    choose(page, Test.TWO_SAMPLE, Correction.GRF)
    page.question.choose_covariates("age", "sex")
    page.correction.choose_preset(0)
    compare(page, finish)
    result = session.comparing.group
    assert result.is_final
    assert [layer.role for layer in session.layers] == [Role.UNDERLAY, Role.OVERLAY, Role.OVERLAY]
    assert session.layers[0].name == "MNI152 template"
    survives, whole = session.layer(result.surviving_id), session.layer(result.whole_id)
    assert session.selected_layer is survives
    assert survives.display.visible
    assert survives.display.interpolation is Interpolation.NEAREST  # each voxel that survives is seen whole
    assert not whole.display.visible
    assert whole.display.scale.gap[1] == pytest.approx(2.845, abs=1e-3)  # t(20) of p = .01, two-tailed
    np.testing.assert_array_equal(whole.image.data, result.comparison.maps["t"].volume.data)
    kept = np.abs(survives.image.data[np.nan_to_num(survives.image.data) != 0])
    assert survives.display.scale.gap[1] == pytest.approx(kept.min())
    assert tuple(session.cursor_mm) == pytest.approx(result.comparison.clusters[0].peak.xyz_mm)
    assert tuple(session.cursor_mm) == pytest.approx(LEFT, abs=6.1)  # the block is one voxel wide around it


def test_that_the_caption_and_its_notes_are_seen_and_copied(page, session, finish):
    choose(page, Test.TWO_SAMPLE, Correction.GRF)
    page.correction.choose_preset(0)
    assert (page.correction.options.voxel_p, page.correction.options.alpha) == (0.01, 0.01)
    assert page.correction._note.isVisibleTo(page)  # Eklund
    page.correction.permutations.setValue(600)
    compare(page, finish)
    comparison = session.comparing.group.comparison
    assert page.result._caption.text() == comparison.caption
    assert "inflated at this threshold (Eklund et al. 2016); permutation p = " in page.result._notes.text()
    page.result.copy()
    assert QGuiApplication.clipboard().text().splitlines()[0] == comparison.caption


def test_that_a_threshold_of_001_has_no_note(page):
    page.correction.choose(Correction.GRF)
    page.correction.choose_preset(len(GRF_PRESETS) - 1)
    assert not page.correction._note.isVisibleTo(page)


def test_that_permutations_are_shown_so_far_and_then_whole(qtbot, page, session, finish):
    choose(page, Test.TWO_SAMPLE, Correction.PERMUTATION)
    page.correction.permutations.setValue(1500)
    seen: list[tuple[bool, int]] = []

    def note(_: object) -> None:
        result = session.comparing.group
        if result is not None:
            seen.append((result.is_final, result.comparison.corrected.permutation.n_done))

    session.changed.connect(note)
    compare(page, finish)
    assert seen[-1] == (True, 1500)
    assert len([layer for layer in session.layers if layer.role is Role.OVERLAY]) == 2
    height = session.comparing.group.comparison.corrected.permutation.height_at(0.05)
    assert session.layer(session.comparing.group.whole_id).display.scale.gap[1] == pytest.approx(height)


def test_that_a_threshold_that_was_moved_stays_while_the_result_is_refined(page, session, finish):
    choose(page, Test.TWO_SAMPLE, Correction.PERMUTATION)
    page.correction.permutations.setValue(600)
    compare(page, finish)
    found = session.comparing.group.comparisons
    session.comparing.set_group(None)
    comparing_layers.show(session, found, is_final=False)
    result = session.comparing.group
    session.scale_layer(result.whole_id, gap=(-2.0, 2.0))
    survives = session.layer(result.surviving_id).display.scale.gap
    comparing_layers.show(session, found, is_final=True)
    assert session.comparing.group.whole_id == result.whole_id
    assert session.layer(result.whole_id).display.scale.gap == (-2.0, 2.0)
    assert session.layer(result.surviving_id).display.scale.gap == survives


def test_that_after_an_ancova_every_pair_can_be_shown(page, session, finish):
    choose(page, Test.ANCOVA)
    compare(page, finish)
    result = session.comparing.group
    names = [page.result._contrast.itemText(i) for i in range(page.result._contrast.count())]
    assert names == [c.contrast.name for c in result.comparisons]
    assert names[1:] == ["pain − control", "pain − other", "control − other"]
    page.result._contrast.setCurrentIndex(2)
    page.result._contrast.activated.emit(2)
    shown = session.comparing.group
    assert shown.comparison.contrast.name == "pain − other"
    layer = session.layer(shown.whole_id)
    assert layer.name == "malff: pain − other (t)"
    np.testing.assert_array_equal(layer.image.data, result.comparisons[2].maps["t"].volume.data)


def test_that_where_nothing_survives_nothing_is_drawn_and_the_words_say_so(page, session, finish):
    choose(page, Test.REGRESSION, Correction.PERMUTATION)
    page.question.choose_covariates("mean_fd")
    page.correction.permutations.setValue(300)
    compare(page, finish)
    result = session.comparing.group
    assert "no cluster survives" in page.result._caption.text()
    whole = session.layer(result.whole_id)
    assert session.selected_layer is whole
    assert np.nanmax(np.abs(whole.image.data)) < whole.display.scale.gap[1]


def test_that_an_error_stands_beside_its_field_and_stops_the_comparison(page):
    choose(page, Test.REGRESSION)
    assert "at least one covariate" in page.question._fields.told("question")
    assert not page.button.isEnabled()


def test_that_options_that_do_not_go_together_are_told(page):
    page.correction.choose(Correction.TFCE)
    page.correction.variance.setCurrentIndex(1)
    page.correction.variance.activated.emit(1)
    assert "Permutations need equal variances" in page.correction._fields.told("correction")
    assert not page.button.isEnabled()


def test_that_a_bad_table_is_told_in_one_sentence(page, tmp_path):
    broken = tmp_path / "bad.tsv"
    broken.write_text("participant_id\tage\nsub-01\n")
    page.open_table(broken)
    assert page.question._error.isVisibleTo(page)
    assert page.question._error.text() == "Line 2 of bad.tsv has 1 cells, but the header has 2."


def test_that_a_result_is_saved_as_a_folder(page, session, finish, tmp_path):
    choose(page, Test.TWO_SAMPLE, Correction.NONE)
    compare(page, finish)
    page.result.save(tmp_path / "out")
    finish()
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {"t.nii.gz", "clusters.tsv", "caption.txt"}
    text = (tmp_path / "out" / "caption.txt").read_text()
    assert text.startswith(session.comparing.group.comparison.caption)


def test_that_images_elsewhere_are_switched_off_and_named(session, told):
    add_t1(session, "T1")
    add_overlay(session, "ReHo")
    comparing_layers.show_standard_space(session)
    assert told == ["Not in MNI space and switched off: T1, ReHo."]
    assert [layer.name for layer in session.visible_layers] == ["MNI152 template"]


def test_that_all_is_forgotten_when_everything_is_closed(page, session, finish):
    choose(page, Test.TWO_SAMPLE, Correction.NONE)
    compare(page, finish)
    session.close_all()
    assert session.comparing.group is None
    assert not page.result.isVisibleTo(page)
