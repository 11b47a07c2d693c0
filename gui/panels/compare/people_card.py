"""Who is compared: n per group, how covariates are spread in them, and how far they overlap."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from analysis.stats.covariates import Covariate, Overlap
from analysis.stats.design import Design
from gui.commands.comparing import People
from gui.panels.compare.covariate_plot import CovariatePlot
from gui.widgets.card import card_column
from gui.widgets.styled import Paragraph, named

_SEPARATES = 0.3
_CONDITION = 30.0


class PeopleCard(QFrame):
    """Hidden while there is no design."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._n = Paragraph()
        self._model = named(Paragraph(), "dim")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(3)
        self._shown: list[QWidget] = []
        layout = card_column(self, self.tr("Who is compared"), spacing=4)
        layout.addWidget(self._n)
        layout.addWidget(self._model)
        layout.addLayout(self._rows)
        self.hide()

    def show_people(self, people: People) -> None:
        """Show another set of people."""
        design = people.design
        self.setVisible(design is not None)
        for widget in self._shown:
            self._rows.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._shown = []
        if design is None:
            return
        self._n.setText(self._numbers(design))
        words = self.tr("{dof} degrees of freedom").format(dof=design.dof)
        if design.condition > _CONDITION:
            words += self.tr("; the columns are nearly combinations of each other (condition number {c:.0f})").format(
                c=design.condition
            )
        self._model.setText(words)
        found = {overlap.name: overlap for overlap in people.overlaps}
        for covariate in design.covariates:
            self._add(covariate, found.get(covariate.name), design)

    def _numbers(self, design: Design) -> str:
        if len(design.groups) < 2:
            return f"n = {design.n}"
        parts = (f"{name} n = {n}" for name, n in zip(design.groups, design.n_per_group, strict=True))
        return " · ".join(parts)

    def _add(self, covariate: Covariate, overlap: Overlap | None, design: Design) -> None:
        words, style = covariate.name, "dim"
        if overlap is not None and len(design.groups) > 1:
            words = f"{covariate.name}: r = {overlap.r:.2f}, VIF {overlap.vif:.2f}"
            if overlap.r >= _SEPARATES:
                style = "warning"
                words += self.tr(" – differs between the groups: adjusting is partly extrapolation")
        label = named(Paragraph(words), style)
        label.setToolTip(
            self.tr("r: correlation of the covariate with the group. VIF: variance inflation given all columns.")
        )
        coded = covariate.coding.split(", ") if covariate.coding else []
        ends = (coded[0].split(" = ")[0], coded[1].split(" = ")[0]) if len(coded) == 2 else ("", "")
        groups = design.groups if len(design.groups) > 1 else (self.tr("all"),)
        for widget in (label, CovariatePlot(covariate.values, design.group_of, groups, ends)):
            self._rows.addWidget(widget)
            self._shown.append(widget)
