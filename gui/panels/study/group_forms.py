"""The forms of ROC curves and of coupling between groups."""

from PySide6.QtWidgets import QCheckBox, QWidget

from analysis.errors import OptionError
from analysis.perfusion.group_coupling import FISHER_Z, CouplingQuestion
from analysis.stats.clinical.circularity import Circularity
from analysis.stats.clinical.describe import Choice, DescribeOptions
from analysis.stats.clinical.model_rows import RowChoice
from analysis.stats.clinical.nested_roc import NestedOptions
from analysis.stats.clinical.roc_table import RocQuestion
from gui.commands.study_state import CouplingOrder, RocOrder, Study
from gui.panels.compare.fields import choice_box, fill
from gui.panels.study.form import Form, chosen, fill_columns, number_box, some, volume_box
from gui.panels.study.pick_list import PickList
from gui.panels.study.relation_forms import adjustable


class RocForm(Form):
    """What is to tell which groups apart, and how it was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns, self.low = PickList(self.tr("Columns")), PickList(self.tr("Low means positive"))
        self.covariates, self.candidates = PickList(self.tr("Covariates")), PickList(self.tr("Candidates"))
        self.outcome, self.positive, self.negative, self.said = (choice_box() for _ in range(4))
        self.repeats = number_box(1, 1000, 100)
        self.complete = QCheckBox(self.tr("Leave out incomplete rows"))
        self.complete.setChecked(True)
        self.said.addItem(self.tr("not told"), Circularity.UNKNOWN)
        self.said.addItem(self.tr("beforehand, or in other people"), Circularity.INDEPENDENT)
        self.said.addItem(self.tr("by this contrast in these people"), Circularity.CIRCULAR)
        self.candidates.setToolTip(self.tr("All columns that could have been chosen: the choice is made in each fold"))
        self.outcome.activated.connect(self._fill_words)
        for key, caption, field in (
            ("x", self.tr("Columns"), self.columns),
            ("lower", self.tr("Low means positive"), self.low),
            ("outcome", self.tr("Groups in"), self.outcome),
            ("positive", self.tr("Positive"), self.positive),
            ("negative", self.tr("against"), self.negative),
            ("covariates", self.tr("Covariates"), self.covariates),
            ("said", self.tr("They were chosen"), self.said),
            ("candidates", self.tr("Candidates"), self.candidates),
            ("repeats", self.tr("Repeats of folds"), self.repeats),
            ("complete", "", self.complete),
        ):
            self.fields.add(key, caption, field)
        self.columns.changed.connect(self._fill_lower)
        self.candidates.changed.connect(self._show_repeats)

    def show_study(self, study: Study) -> None:
        """Offer the columns of a study; what was chosen stays where it is still there."""
        variables = self.learn(study)
        self.columns.fill(variables.numeric, self.kinds)
        self.candidates.fill(variables.numeric, self.kinds)
        self.covariates.fill(adjustable(variables), self.kinds)
        fill_columns(self.outcome, tuple(self.groups), {})
        self._fill_words()

    def _fill_lower(self) -> None:
        self.low.fill(self.columns.chosen, {})
        self.fields.show_row("lower", bool(self.columns.chosen))

    def _show_repeats(self) -> None:
        self.fields.show_row("repeats", bool(self.candidates.chosen))

    def _fill_words(self) -> None:
        words = self.groups.get(chosen(self.outcome), ())
        fill(self.positive, [(self.tr("choose…"), ""), *((word, word) for word in words)])
        fill(self.negative, [(self.tr("the other group"), ""), *((word, word) for word in words)])

    def order(self) -> RocOrder:
        """What is asked; raises `OptionError` with a sentence where something is missing."""
        x = some(self.columns, self.tr("Choose at least one column that is to tell the groups apart."))
        if not chosen(self.positive):
            raise OptionError(self.tr("Choose which group is positive."))
        question = RocQuestion(
            x, chosen(self.outcome), chosen(self.positive), chosen(self.negative), self.covariates.chosen,
            self.low.chosen, self.candidates.chosen, self.said.currentData(),
            RowChoice(complete=self.complete.isChecked()),
        )  # fmt: skip
        return RocOrder(question, NestedOptions(n_repeats=self.repeats.value()))


class CouplingForm(Form):
    """Two columns of maps, groups, covariates and the test."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flow, self.activity, self.group, self.test = (choice_box() for _ in range(4))
        self.volume = volume_box()
        self.volume.setCurrentIndex(1)  # coupling is of grey matter
        self.covariates = PickList(self.tr("Covariates"))
        self.test.addItem(self.tr("By the gate"), None)
        self.test.addItem(self.tr("t or ANOVA"), Choice.T)
        self.test.addItem("Welch", Choice.WELCH)
        self.test.addItem(self.tr("ranks"), Choice.RANKS)
        for key, caption, field in (
            ("flow", self.tr("Blood flow"), self.flow),
            ("activity", self.tr("Activity"), self.activity),
            ("group", self.tr("Groups in"), self.group),
            ("covariates", self.tr("Covariates"), self.covariates),
            ("volume", self.tr("Inside"), self.volume),
            ("test", self.tr("Test"), self.test),
        ):
            self.fields.add(key, caption, field)

    def show_study(self, study: Study) -> None:
        """Offer the columns of a study; what was chosen stays where it is still there."""
        variables = self.learn(study)
        for box in (self.flow, self.activity):
            fill_columns(box, variables.maps, {}, self.tr("choose…"))
        fill_columns(self.group, tuple(self.groups), {})
        self.covariates.fill(adjustable(variables), self.kinds)
        told = self.tr(
            "The table needs two columns with paths of each map in MNI space (.nii.gz): one of blood flow (cbf), "
            "one of activity (reho or alff). Processing writes such maps for each person."
        )
        self.fields.tell("flow", "" if len(variables.maps) > 1 else told)

    def order(self) -> CouplingOrder:
        """What is asked; raises `OptionError` with a sentence where something is missing."""
        if not (chosen(self.flow) and chosen(self.activity)):
            raise OptionError(self.tr("Choose the column of blood flow and that of activity."))
        question = CouplingQuestion(
            chosen(self.flow), chosen(self.activity), chosen(self.group), covariates=self.covariates.chosen
        )
        asked: Choice | None = self.test.currentData()
        options = DescribeOptions(tests={FISHER_Z: asked} if asked is not None else {})
        return CouplingOrder(question, self.volume.currentData(), options)
