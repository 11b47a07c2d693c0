"""What stands in the fields of Compare goes into a session and comes back: the same question, the same options."""

import pytest

from analysis.stats.corrections import GRF_PRESETS, Correction
from analysis.stats.design import Test
from analysis.stats.single_case import Transform
from gui.panels.compare.kept import forms_now, restore_forms
from gui.panels.compare_page import ComparePage
from gui.session import Role
from tests.gui.made_scans import OVERLAY, add_t1, grid
from tests.gui.made_statistics import save_mask

GROUPS = ("control", "other", "pain")
ROWS = (
    "participant_id\tgroup\tage\tsex\tmean_fd\tcbf",
    *(f"p{n}\t{GROUPS[n % 3]}\t{40 + n}\t{'FM'[n % 2]}\t0.1{n:02}\tm{n}.nii.gz" for n in range(24)),
)


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "people.tsv"
    path.write_text("\n".join(ROWS) + "\n")
    return path


@pytest.fixture
def make(qtbot, session, jobs):
    pages: list[ComparePage] = []

    def made() -> ComparePage:
        pages.append(ComparePage(session, jobs))
        qtbot.addWidget(pages[-1])
        return pages[-1]

    return made


def choose(box, data):
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def tick(boxes, **wanted):
    for name, value in wanted.items():
        boxes[name].setChecked(value)
        boxes[name].clicked.emit()


def test_that_the_patients_fields_come_back_with_the_controls_that_were_chosen(make, table, tmp_path):
    page = make()
    page.case.open_table(table)
    choose(page.case.value, "other")
    tick(page.case._boxes, age=True, sex=False)
    page.case.give(age="44", mean_fd="0.11")
    choose(page.case.transform, Transform.LOG)
    page.case.choose_map(tmp_path / "patient.nii.gz")
    forms = forms_now(page.case, page.groups)
    assert forms.groups is None
    other = make()
    restore_forms(other.case, other.groups, forms)
    assert forms_now(other.case, other.groups) == forms
    assert other.case.covariates == ("age",)
    assert {row[1] for row in other.case.table_of_controls.rows} == {"other"}
    assert other.case._known["age"].text() == "44"
    assert other.case._known["mean_fd"].text() == "0.11"
    assert other.case.transform.currentData() is Transform.LOG
    assert other.case.map.currentData() == tmp_path / "patient.nii.gz"


def test_that_who_the_controls_are_stays_when_a_covariate_is_ticked(make, table):
    page = make().case
    page.open_table(table)
    assert page.value.currentData() == "control"
    choose(page.value, "other")
    tick(page._boxes, age=False)
    assert page.value.currentData() == "other"
    choose(page.group, "sex")
    choose(page.group, "group")  # asked anew, it is likely that the controls are meant
    assert page.value.currentData() == "control"


def test_that_the_question_of_groups_comes_back_with_its_options(make, table, tmp_path):
    page = make().groups
    page.open_table(table)
    choose(page.question.group, "group")
    choose(page.question.first, "pain")
    choose(page.question.second, "other")
    page.question.choose_covariates("age")
    page.correction.choose(Correction.GRF)
    page.correction.choose_preset(1)
    page.correction.permutations.setValue(777)
    mask = save_mask(tmp_path)
    page.question.choose_volume(mask, None)
    forms = forms_now(make().case, page)
    other = make()
    restore_forms(other.case, other.groups, forms)
    assert other.groups.question.question == page.question.question
    assert other.groups.question.question.order == ("pain", "other")
    assert other.groups.correction.options == page.correction.options
    assert other.groups.correction.preset.currentData() is GRF_PRESETS[1]
    assert other.groups.question.volume.currentData() == mask
    assert other.groups.button.isEnabled() == page.button.isEnabled()


def test_that_own_thresholds_and_an_open_mask_come_back(make, session, table):
    t1 = add_t1(session, on=grid())
    mask = session.add_layer("lesion", t1.image, Role.MASK, OVERLAY)
    page = make().groups
    page.open_table(table)
    choose(page.question.test, Test.ONE_SAMPLE)
    page.correction.choose(Correction.CLUSTER)
    page.correction.voxel_p.show_value(0.0025)
    page.correction.alpha.show_value(0.01)
    page.question.choose_volume(None, mask.id)
    forms = forms_now(make().case, page)
    assert forms.groups.layer_id == mask.id
    other = make()
    restore_forms(other.case, other.groups, forms)
    options = other.groups.correction.options
    assert (options.voxel_p, options.alpha, options.correction) == (0.0025, 0.01, Correction.CLUSTER)
    assert other.groups.question.volume.currentData() == mask.id
    assert forms_now(other.case, other.groups) == forms
