"""The forms of correlations and of mediation."""

from PySide6.QtWidgets import QCheckBox, QWidget

from analysis.errors import OptionError
from analysis.stats.clinical.correlate import CorrelateOptions, Family
from analysis.stats.clinical.mediation_bootstrap import BootstrapOptions
from analysis.stats.clinical.mediation_table import MediationQuestion
from analysis.stats.clinical.model_rows import RowChoice
from analysis.stats.clinical.partial import Method
from gui.commands.study_state import CorrelateOrder, MediateOrder, Study
from gui.commands.studying import Variables
from gui.panels.compare.fields import choice_box
from gui.panels.study.form import Form, chosen, fill_columns, fill_only, number_box, only, some
from gui.panels.study.pick_list import PickList

RESAMPLES, MOST_RESAMPLES = 5000, 100_000


def adjustable(variables: Variables) -> tuple[str, ...]:
    """Columns of numbers, and of two words."""
    pairs = [name for name in variables.categorical if len(variables.groups.get(name, ())) == 2]
    return (*variables.numeric, *pairs)


class CorrelateForm(Form):
    """Columns on both sides, covariates, and over what p is corrected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.second = PickList(self.tr("Correlate")), PickList(self.tr("with"))
        self.covariates = PickList(self.tr("Covariates"))
        self.method, self.group, self.family, self.only = (choice_box() for _ in range(4))
        self.method.addItem("Pearson", Method.PEARSON)
        self.method.addItem("Spearman", Method.SPEARMAN)
        self.family.addItem(self.tr("all tests of this table"), Family.ALL)
        self.family.addItem(self.tr("the tests of each group"), Family.GROUP)
        self.complete = QCheckBox(self.tr("Only complete rows"))
        self.complete.setToolTip(self.tr("Only people who have all columns, so that n is alike everywhere"))
        for key, caption, field in (
            ("x", self.tr("Correlate"), self.first),
            ("y", self.tr("with"), self.second),
            ("covariates", self.tr("Covariates"), self.covariates),
            ("method", self.tr("Method"), self.method),
            ("group", self.tr("Within each"), self.group),
            ("only", self.tr("Only"), self.only),
            ("family", self.tr("p over"), self.family),
            ("complete", "", self.complete),
        ):
            self.fields.add(key, caption, field)

    def show_study(self, study: Study) -> None:
        """Offer the columns of a study; what was chosen stays where it is still there."""
        variables = self.learn(study)
        for picked in (self.first, self.second):
            picked.fill(variables.numeric, self.kinds)
        self.covariates.fill(adjustable(variables), self.kinds)
        fill_columns(self.group, tuple(self.groups), {}, self.tr("everyone together"))
        fill_only(self.only, self.groups)

    def order(self) -> CorrelateOrder:
        """What is asked; raises `OptionError` with a sentence where something is missing."""
        x = some(self.first, self.tr("Choose at least one column to correlate."))
        y = some(self.second, self.tr("Choose at least one column to correlate with."))
        group = chosen(self.group)
        order: tuple[str, ...] = ()
        column, words = only(self.only)
        if column:
            if group and group != column:
                raise OptionError(self.tr("Choose people and groups of the same column."))
            group, order = column, words
        options = CorrelateOptions(
            self.covariates.chosen,
            self.method.currentData(),
            group,
            order,
            by_group=bool(group),
            family=self.family.currentData(),
            complete=self.complete.isChecked(),
        )
        return CorrelateOrder(x, y, options)


class MediateForm(Form):
    """X, M, Y, covariates, and the bootstrap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.predictor, self.mediator, self.outcome = choice_box(), choice_box(), choice_box()
        self.only = choice_box()
        self.covariates = PickList(self.tr("Covariates"))
        self.resamples = number_box(100, MOST_RESAMPLES, RESAMPLES)
        self.seed = number_box(0, 2**31 - 1, 0)
        self.complete = QCheckBox(self.tr("Leave out incomplete rows"))
        self.complete.setChecked(True)
        self.complete.setToolTip(self.tr("People who lack a value are left out and told by line, or refused by name"))
        for key, caption, field in (
            ("x", self.tr("Predictor X"), self.predictor),
            ("m", self.tr("Mediator M"), self.mediator),
            ("y", self.tr("Outcome Y"), self.outcome),
            ("covariates", self.tr("Covariates"), self.covariates),
            ("only", self.tr("Only"), self.only),
            ("resamples", self.tr("Resamples"), self.resamples),
            ("seed", self.tr("Random seed"), self.seed),
            ("complete", "", self.complete),
        ):
            self.fields.add(key, caption, field)

    def show_study(self, study: Study) -> None:
        """Offer the columns of a study; what was chosen stays where it is still there."""
        variables = self.learn(study)
        none = self.tr("choose…")
        fill_columns(self.predictor, adjustable(variables), self.kinds, none)
        fill_columns(self.mediator, variables.numeric, self.kinds, none)
        fill_columns(self.outcome, variables.numeric, self.kinds, none)
        self.covariates.fill(adjustable(variables), self.kinds)
        fill_only(self.only, self.groups)

    def order(self) -> MediateOrder:
        """What is asked; raises `OptionError` with a sentence where something is missing."""
        x, m, y = (chosen(box) for box in (self.predictor, self.mediator, self.outcome))
        if not (x and m and y):
            raise OptionError(self.tr("Choose the predictor X, the mediator M and the outcome Y."))
        rows = RowChoice(*only(self.only), complete=self.complete.isChecked())
        question = MediationQuestion(x, m, y, self.covariates.chosen, rows)
        return MediateOrder(question, BootstrapOptions(self.resamples.value(), self.seed.value()))
