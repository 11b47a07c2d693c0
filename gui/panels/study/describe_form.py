"""The forms of the table of characteristics and of the flow of participants."""

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from analysis.stats.clinical.characteristics import Shown
from analysis.stats.clinical.describe import Choice, DescribeOptions
from analysis.stats.clinical.summaries import Quantiles
from gui.commands.study_state import DescribeOrder, FlowOrder, Study
from gui.panels.compare.fields import choice_box
from gui.panels.study.form import Form, chosen, fill_columns, some
from gui.panels.study.pick_list import PickList
from gui.widgets.styled import Paragraph, named


class DescribeForm(Form):
    """Variables, groups, and for each variable the gate's choice or another one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.variables = PickList(self.tr("Variables"))
        self.variables.changed.connect(self._show_choices)
        self.group, self.quantiles = choice_box(), choice_box()
        self.quantiles.addItem(self.tr("as SPSS (type 6)"), Quantiles.TYPE_6)
        self.quantiles.addItem(self.tr("as R (type 7)"), Quantiles.TYPE_7)
        self.fields.add("variables", self.tr("Variables"), self.variables)
        self.fields.add("group", self.tr("Groups in"), self.group)
        self.fields.add("quantiles", self.tr("Quartiles"), self.quantiles)
        self.choices: dict[str, QComboBox] = {}
        self._holders: dict[str, QWidget] = {}
        self._numeric: tuple[str, ...] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self._title = named(Paragraph(self.tr("Shown and tested")), "dim")
        self._title.setToolTip(self.tr("The gate: Shapiro-Wilk in each group, and Levene about the means"))
        self._rows.addWidget(self._title)
        self.form_layout.addLayout(self._rows)

    def show_study(self, study: Study) -> None:
        """Offer the columns of a study; what was chosen stays where it is still there."""
        variables = self.learn(study)
        self._numeric = variables.numeric
        self.variables.fill(variables.described, self.kinds)
        fill_columns(self.group, tuple(self.groups), {}, self.tr("everyone together"))
        if not self.variables.chosen and "group" in self.groups:
            self.group.setCurrentIndex(self.group.findData("group"))

    def _show_choices(self) -> None:
        """A box for each ticked variable."""
        for name in [name for name in self.choices if name not in self.variables.chosen]:
            self._drop(name)
        for name in self.variables.chosen:
            if name not in self.choices:
                self._add(name)
        self._title.setVisible(bool(self.choices))

    def _drop(self, name: str) -> None:
        self.choices.pop(name)
        row = self._holders.pop(name)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _add(self, name: str) -> None:
        row, box = QWidget(), choice_box()
        box.setAccessibleName(self.tr("How {name} is shown and tested").format(name=name))
        for text, data in self._ways(name):
            box.addItem(text, data)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(named(Paragraph(name), "dim"))
        column.addWidget(box)
        self._rows.addWidget(row)
        self.choices[name], self._holders[name] = box, row

    def _ways(self, name: str) -> tuple[tuple[str, tuple[Shown | None, Choice | None]], ...]:
        if name in self._numeric:
            return (
                (self.tr("By the gate"), (None, None)),
                (self.tr("Mean ± SD; t or ANOVA"), (Shown.MEAN_SD, Choice.T)),
                (self.tr("Mean ± SD; Welch"), (Shown.MEAN_SD, Choice.WELCH)),
                (self.tr("Median (IQR); ranks"), (Shown.MEDIAN_IQR, Choice.RANKS)),
            )
        return (
            (self.tr("By the expected counts"), (None, None)),
            (self.tr("Chi-square, no correction"), (None, Choice.CHI_SQUARE)),
            (self.tr("Chi-square after Yates"), (None, Choice.YATES)),
            (self.tr("Fisher's exact test"), (None, Choice.FISHER)),
        )

    def order(self) -> DescribeOrder:
        """What is asked; raises `OptionError` with a sentence where something is missing."""
        variables = some(self.variables, self.tr("Choose at least one variable."))
        ways = {name: box.currentData() for name, box in self.choices.items()}
        group = chosen(self.group)
        options = DescribeOptions(
            group,
            quantiles=self.quantiles.currentData(),
            shown={name: way[0] for name, way in ways.items() if way[0] is not None},
            tests={name: way[1] for name, way in ways.items() if way[1] is not None} if group else {},
        )
        return DescribeOrder(variables, options)


class FlowForm(Form):
    """The columns of exclusion, in their order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.excluded = PickList(self.tr("Columns of exclusion"))
        self.group, self.analysed = choice_box(), choice_box()
        note = self.tr("A column holds the reason for whoever was excluded at its stage, and nothing for the others.")
        self.form_layout.insertWidget(0, named(Paragraph(note), "dim"))
        self.fields.add("excluded", self.tr("Excluded in"), self.excluded)
        self.fields.add("group", self.tr("Groups in"), self.group)
        self.fields.add("analysed", self.tr("Analysed in"), self.analysed)

    def show_study(self, study: Study) -> None:
        """Offer the columns of a study; what was chosen stays where it is still there."""
        variables = self.learn(study)
        reasons = tuple(name for name in variables.texts if name not in variables.numeric)
        self.excluded.fill(reasons, self.kinds)
        fill_columns(self.group, tuple(self.groups), {}, self.tr("everyone together"))
        fill_columns(self.analysed, reasons, {}, self.tr("everyone who is not excluded"))

    def order(self) -> FlowOrder:
        """What is asked; raises `OptionError` with a sentence where something is missing."""
        columns = some(self.excluded, self.tr("Choose at least one column of exclusion."))
        return FlowOrder(columns, chosen(self.group), chosen(self.analysed))
