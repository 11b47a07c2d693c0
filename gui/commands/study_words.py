"""The results of a study as the window shows them: a table of words, sentences, warnings and the stamp.

The words come from the functions that write the files, so the window and the files cannot disagree.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.perfusion import group_coupling_files
from analysis.perfusion.group_coupling import GroupCoupling
from analysis.stats.clinical import correlate_files, mediation_words, roc_words
from analysis.stats.clinical.characteristics import CharacteristicsTable
from analysis.stats.clinical.characteristics_text import printed
from analysis.stats.clinical.circularity import STAMP, Circularity
from analysis.stats.clinical.correlate import CorrelationTable
from analysis.stats.clinical.flow_files import flow_rows
from analysis.stats.clinical.mediation import EXPLORATORY, Mediation
from analysis.stats.clinical.named_test import p_in_words
from analysis.stats.clinical.participant_flow import ParticipantFlow
from analysis.stats.clinical.roc import RocCurve
from analysis.stats.clinical.roc_analysis import RocAnalysis
from gui.commands.study_state import CorrelateOrder, DescribeOrder, MediateOrder, Outcome


@dataclass(frozen=True)
class StudyTable:
    """``head`` and ``rows`` of words."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class StudyWords:
    """What stands around the table: the stamp ("" where there is none), sentences, and what must be read with them."""

    stamp: str
    sentences: tuple[str, ...]
    warnings: tuple[str, ...]


def _tr(text: str) -> str:
    return QCoreApplication.translate("study_words", text)


def table_of(outcome: Outcome) -> StudyTable:
    """The numbers of a result."""
    found = outcome.found
    if isinstance(found, CharacteristicsTable):
        table = printed(found)
        return StudyTable(table.head, table.rows)
    if isinstance(found, ParticipantFlow):
        steps = (_tr("Group"), _tr("Step"), _tr("Stage"), _tr("Reason"), "n")
        return StudyTable(steps, tuple(tuple(str(cell) for cell in row) for row in flow_rows(found)))
    if isinstance(found, CorrelationTable):
        return _correlations(found)
    if isinstance(found, Mediation):
        return _paths(found)
    if isinstance(found, RocAnalysis):
        return StudyTable(
            ("", _tr("Kind"), "AUC", _tr("95 % CI"), "p", _tr("Threshold"), _tr("Sensitivity"), _tr("Specificity")),
            tuple(_curves(found)),
        )
    head = (_tr("Group"), "n", "z", "SD", _tr("95 % CI"), "r", _tr("adjusted z"))
    return StudyTable(head, tuple(_groups(found)))


def _p(p: float) -> str:
    return p_in_words(p).removeprefix("p ").removeprefix("= ")


def _range(low: float, high: float, digits: int = 3) -> str:
    if not (np.isfinite(low) and np.isfinite(high)):
        return "–"
    return _tr("{low} to {high}").format(low=f"{low:.{digits}f}", high=f"{high:.{digits}f}")


def _correlations(found: CorrelationTable) -> StudyTable:
    head = ("x", "y", _tr("Group"), "n", "df", "r", _tr("95 % CI"), "p", "Bonferroni", "Holm", "FDR", "m")
    rows = []
    for row in found.rows:
        c, p = row.correlation, row.corrected
        rows.append((
            row.x_name, row.y_name, row.group or _tr("all"), str(c.n), str(c.dof), f"{c.r:.3f}", _range(c.low, c.high),
            _p(c.p), _p(p.bonferroni), _p(p.holm), _p(p.fdr), str(p.m),
        ))  # fmt: skip
    return StudyTable(head, tuple(rows))


def _paths(found: Mediation) -> StudyTable:
    head = (_tr("Path"), _tr("From"), _tr("To"), _tr("Estimate"), "SE", "t", "df", "p", _tr("95 % CI"),
            _tr("Standardised"))  # fmt: skip
    rows = [
        (
            path.key, path.start, path.end, f"{path.estimate:.4g}", f"{path.standard_error:.4g}", f"{path.t:.3f}",
            str(path.dof), _p(path.p), _range(path.low, path.high), f"{path.standardised:.3f}",
        )
        for path in found.paths
    ]  # fmt: skip
    ab = found.indirect
    p = f"< {ab.p:.2g}" if ab.p_is_bound else _p(ab.p)
    limits = ((_tr("percentile"), ab.percentile), (_tr("bias-corrected"), ab.bias_corrected))
    for name, ends in limits:
        rows.append((
            f"ab ({name})", found.predictor, found.outcome, f"{ab.estimate:.4g}", f"{ab.standard_error:.4g}", "–", "–",
            p, _range(*ends) if ends is not None else "–", f"{found.standardised_indirect:.3f}",
        ))  # fmt: skip
    return StudyTable(head, tuple(rows))


def _curves(found: RocAnalysis) -> Iterator[tuple[str, ...]]:
    for curve in found.curves:
        yield _curve(curve, _tr("alone"), p=_p(curve.p))
    models = [found.model] if found.model is not None else []
    if found.increment is not None:
        models.append(found.increment.covariates_only)
    for model in models:
        yield _curve(model.curve, _tr("model, apparent"))
        auc = f"{model.left_out.curve.auc:.3f}"
        yield (model.curve.name, _tr("model, leave-one-out"), auc, "–", "–", "–", "–", "–")
    if found.nested is not None:
        yield ("–", _tr("chosen inside the folds"), f"{found.nested.auc:.3f}", "–", "–", "–", "–", "–")


def _curve(curve: RocCurve, kind: str, p: str = "–") -> tuple[str, ...]:
    point, interval = curve.youden, "–" if curve.plain is None else _range(*curve.plain)
    return (
        curve.name, kind, f"{curve.auc:.3f}", interval, p, f"{point.threshold:.4g}",
        f"{point.sensitivity.value:.3f}", f"{point.specificity.value:.3f}",
    )  # fmt: skip


def _groups(found: GroupCoupling) -> Iterator[tuple[str, ...]]:
    for index, mean in enumerate(found.means):
        adjusted = "–" if found.adjusted is None else f"{found.adjusted.means[index].mean:.3f}"
        yield (
            mean.group, str(mean.n), f"{mean.mean_z:.3f}", f"{mean.sd_z:.3f}", _range(mean.low_z, mean.high_z),
            f"{mean.r[0]:.3f}", adjusted,
        )  # fmt: skip


def words_of(outcome: Outcome) -> StudyWords:
    """What is said of a result."""
    found = outcome.found
    stamp = _stamp(outcome)
    if isinstance(found, CharacteristicsTable):
        tests = tuple(
            _tr("{name}: {p} ({test})").format(name=row.name, p=p_in_words(row.test.p), test=row.test.name)
            for row in found.rows
            if row.test is not None
        )
        notes = tuple(f"{row.name}: {note}." for row in found.rows for note in row.notes)
        return StudyWords(stamp, (*tests, *_gates(found)), (*notes, *found.notes))
    if isinstance(found, ParticipantFlow):
        said = _tr("{recruited} recruited, {excluded} excluded, {analysed} analysed")
        numbers = said.format(recruited=found.recruited, excluded=found.excluded, analysed=found.analysed)
        return StudyWords(stamp, (numbers,), ())
    if isinstance(found, CorrelationTable):
        told = tuple(f"{row.x_name}, {row.y_name}: {warning}." for row in found.rows for warning in row.warnings)
        return StudyWords(stamp, tuple(correlate_files.sentence(row) for row in found.rows), (*told, *found.notes))
    if isinstance(found, Mediation):
        sentences = (mediation_words.caption_of(found), *mediation_words.sentences_of(found))
        notes = tuple(note for note in mediation_words.notes_of(found) if note != EXPLORATORY)
        return StudyWords(stamp, sentences, (EXPLORATORY, *notes))
    if isinstance(found, RocAnalysis):
        return StudyWords(stamp, (roc_words.caption_of(found), *roc_words.sentences_of(found)), found.warnings)
    said_of = (group_coupling_files.caption_of(found), *group_coupling_files.sentences_of(found))
    gate = found.comparison.gate
    sentences = (*said_of, gate.in_words) if gate is not None else said_of
    return StudyWords(stamp, sentences, (*found.comparison.notes, *found.warnings))


def _gates(found: CharacteristicsTable) -> Iterator[str]:
    for row in found.rows:
        if row.gate is not None and row.gate.in_words in row.chosen_by:
            yield f"{row.name}: {row.chosen_by}"
        elif row.gate is not None:
            yield _tr("{name}: {gate} → {chosen}").format(name=row.name, gate=row.gate.in_words, chosen=row.chosen_by)


def _stamp(outcome: Outcome) -> str:
    order, study, found = outcome.order, outcome.study, outcome.found
    if isinstance(found, RocAnalysis):
        return STAMP if found.circularity is Circularity.CIRCULAR else ""
    columns: tuple[str, ...] = ()
    if isinstance(order, DescribeOrder):
        columns = order.variables
    elif isinstance(order, CorrelateOrder):
        columns = (*order.x, *order.y)
    elif isinstance(order, MediateOrder):
        columns = (order.question.predictor, order.question.mediator, order.question.outcome)
    return STAMP if study.circular(columns) else ""
