"""What is known of how a series was acquired, fact by fact, for a person who opens a patient: value, source, doubt.

Nothing is filled in: what no source tells is asked for, and what contradicts itself is to be confirmed. Facts of an ASL
series are those of `gui.commands.asl_form`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from analysis.errors import AlgoscopeError, OptionError
from analysis.files.doubts import still_open
from analysis.image import Series
from analysis.importing.look_through import SeriesUse
from analysis.perfusion.fields import FIELDS, Field, Kind, accept, parse
from analysis.pipeline.scans import resting_of, with_scheme
from analysis.preprocess.slice_orders import ORDERS, order_of, times_of
from analysis.preprocess.suitability import require_enough_volumes
from analysis.scan import Fact, FactSource, Scan
from gui.commands import asl_order
from gui.commands.asl_form import FormLine, form_of
from gui.perfusion_state import OrderFinding

AS_STATED = str(QT_TRANSLATE_NOOP("intake", "another order, as the file says"))
NOT_KNOWN = str(QT_TRANSLATE_NOOP("intake", "not known: do not correct"))
_TR = Field("RepetitionTime", "time from one volume to the next", Kind.NUMBER, "s", 0.05, 100)
_ORDER = Field("SliceOrder", "in which order slices were taken", Kind.CHOICE, choices=(*ORDERS, AS_STATED, NOT_KNOWN))
_ECHO = Field("EchoTime", "from the excitation to the echo", Kind.NUMBER, "s", 0.0001, 1)
SERIES_FIELDS = {field.name: field for field in (_TR, _ORDER, _ECHO)}
_SAYS_TR, _SAYS_SLICES = ("repetition time", "TR"), ("slice time", "slice timing")
_MAY_BE_COPIES, _COPIED = ("LabelingDuration", "PostLabelingDelay"), "one may be a copy"
_UNKNOWN_REST, _TOO_SHORT = "Nothing says whether the patient rested", "too few for resting"
_AXES = {"i": 0, "j": 1, "k": 2}


@dataclass(frozen=True)
class SeriesFacts:
    """The facts of one series.

    ``problem`` is an impossible combination, ``refusal`` why processing cannot take the series as it is, ``doubts`` are
    what contradicts itself, ``remark`` is what agrees.
    """

    lines: tuple[FormLine, ...] = ()
    doubts: tuple[str, ...] = ()
    problem: str = ""
    asks_m0: str = ""
    remark: str = ""
    refusal: str = ""

    @property
    def is_open(self) -> bool:
        """Whether a person has to do something about the series."""
        return bool(self.open_lines or self.problem or self.refusal or self.asks_m0)

    @property
    def open_lines(self) -> tuple[FormLine, ...]:
        """Those that are missing or to be confirmed."""
        return tuple(line for line in self.lines if line.question)


def _tr(text: str) -> str:
    return QCoreApplication.translate("intake", text)


def field_of(name: str) -> Field:
    """The field of that name."""
    return SERIES_FIELDS.get(name) or FIELDS[name]


def facts_of(
    scan: Scan,
    use: SeriesUse,
    typed: Mapping[str, Fact],
    m0: Scan | None = None,
    order: OrderFinding | None = None,
    n_dropped: int = 0,
) -> SeriesFacts:
    """The facts of a series in its role.

    Parameters
    ----------
    scan : as it was opened
    use : its role
    typed : by a person, by field
    m0 : the separate M0 of an ASL series
    order : what the values of an ASL series say about control and label
    n_dropped : volumes at the start of a resting series that processing leaves out
    """
    if use is SeriesUse.ASL:
        return _of_asl(scan, typed, m0, order or OrderFinding())
    if use is SeriesUse.BOLD:
        return _of_series(scan, typed, n_dropped)
    names = ("RepetitionTime", "EchoTime", "MagneticFieldStrength", "MRAcquisitionType")
    shown = names if use is SeriesUse.M0 else names[1:]
    known = tuple(_line(scan, typed, name) for name in shown) if use in (SeriesUse.T1, SeriesUse.M0) else ()
    return SeriesFacts(known, scan.warnings)


def _of_asl(scan: Scan, typed: Mapping[str, Fact], m0: Scan | None, order: OrderFinding) -> SeriesFacts:
    form = form_of(with_scheme(scan), typed, m0, order.proposal)
    doubts = still_open((*form.contradictions, *scan.warnings), typed)
    said = asl_order.in_words(order)
    if order.is_reversed or order.problem:
        doubts, remark = (*doubts, said), ""
    else:
        remark = said
    lines = tuple(_doubted(line, doubts) for _, section in form.sections for line in section)
    if order.is_reversed:
        lines = tuple(
            _asked(line, said)
            if line.field.name == "VolumeTypes" and line.source is not FactSource.TYPED and not line.question
            else line
            for line in lines
        )
    asks = next((q.why for q in form.questions if q.field == "M0"), "")
    return SeriesFacts(lines, doubts, form.problem, asks, remark)


def _doubted(line: FormLine, doubts: tuple[str, ...]) -> FormLine:
    """A time that may be a copy of the other one is to be confirmed, unless a person typed it."""
    if line.question or line.source is FactSource.TYPED or line.field.name not in _MAY_BE_COPIES:
        return line
    said = next((sentence for sentence in doubts if _COPIED in sentence), "")
    return _asked(line, said) if said else line


def _of_series(scan: Scan, typed: Mapping[str, Fact], n_dropped: int) -> SeriesFacts:
    about_tr = tuple(w for w in scan.warnings if any(word in w for word in _SAYS_TR))
    about_slices = tuple(w for w in scan.warnings if any(word in w.lower() for word in _SAYS_SLICES))
    tr = _line(scan, typed, "RepetitionTime")
    if tr.value is None:
        tr = _asked(tr, _tr("nothing says the time between two volumes"))
    elif about_tr and tr.source is not FactSource.TYPED:
        tr = _asked(tr, " ".join(about_tr))
    order = _order(scan, typed)
    if order.value is None and _value(scan, typed, "MRAcquisitionType") != "3D":
        order = _asked(order, _tr("nothing says in which order the slices were taken"))
    elif about_slices and order.source is not FactSource.TYPED:
        order = _asked(order, " ".join(about_slices))
    others = ("EchoTime", "MagneticFieldStrength", "MRAcquisitionType")
    lines = (tr, order, *(_line(scan, typed, name) for name in others))
    said = tuple(sentence for sentence in still_open(scan.warnings, typed) if not sentence.startswith(_UNKNOWN_REST))
    problem = _problem(scan, typed, tr.value)
    refusal = "" if problem else _refusal(scan, typed, n_dropped, knows_tr=tr.value is not None)
    said = tuple(sentence for sentence in said if not (refusal and _TOO_SHORT in sentence))  # said already, in red
    return SeriesFacts(lines, (*said, *_about_task(scan)), problem, refusal=refusal)


def _refusal(scan: Scan, typed: Mapping[str, Fact], n_dropped: int, *, knows_tr: bool) -> str:
    """Why processing would refuse the series with what is known of it now, in its own words; empty where it takes it.

    A repetition time that nobody has told yet is asked for in its own line.
    """
    if not isinstance(scan.image, Series):
        return ""
    try:
        require_enough_volumes(scan.image, n_dropped)
        if knows_tr:
            resting_of(scan, facts_of_case(scan, typed), n_dropped)
    except AlgoscopeError as error:
        return str(error)
    return ""


def _about_task(scan: Scan) -> tuple[str, ...]:
    """A series that by its name was not acquired at rest."""
    name = "" if scan.path is None else scan.path.name
    task = next((part.removeprefix("task-") for part in name.split("_") if part.startswith("task-")), "rest")
    if any(sentence.startswith(_UNKNOWN_REST) for sentence in scan.warnings):
        return (_tr("Nothing says whether the patient rested; if not, give it the role other."),)
    if task in ("rest", "unknown"):
        return ()
    words = _tr('By its name the patient did something in it (task "{task}"); maps of rest suppose that nobody did.')
    return (words.format(task=task),)


def _problem(scan: Scan, typed: Mapping[str, Fact], tr_s: Any) -> str:
    """Slice times of the file that do not fit into the repetition time."""
    times = _stated_times(scan)
    if "SliceOrder" in typed and typed["SliceOrder"].value != AS_STATED:
        return ""
    if times and isinstance(tr_s, float) and max(times) >= tr_s:
        words = _tr(
            "The slice times run to {last} s, beyond the repetition time of {tr} s; type the order of the slices."
        )
        return words.format(last=f"{max(times):g}", tr=f"{tr_s:g}")
    return ""


def _asked(line: FormLine, question: str) -> FormLine:
    return FormLine(line.field, line.value, line.source, question)


def _line(scan: Scan, typed: Mapping[str, Fact], name: str) -> FormLine:
    field = field_of(name)
    if name in typed:
        return FormLine(field, typed[name].value, FactSource.TYPED)
    fact = scan.facts.get(name)
    value = None if fact is None else _accepted(name, fact.value)
    return FormLine(field, value, None if value is None or fact is None else fact.source)


def _accepted(name: str, value: Any) -> Any:
    if name in FIELDS:
        return accept(name, value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    field = field_of(name)
    return float(value) if field.minimum <= value <= field.maximum else None


def _value(scan: Scan, typed: Mapping[str, Fact], name: str) -> Any:
    return _line(scan, typed, name).value


def _order(scan: Scan, typed: Mapping[str, Fact]) -> FormLine:
    if "SliceOrder" in typed:
        return FormLine(_ORDER, typed["SliceOrder"].value, FactSource.TYPED)
    times = _stated_times(scan)
    if not times:
        return FormLine(_ORDER)
    return FormLine(_ORDER, order_of(times) or AS_STATED, scan.facts["SliceTiming"].source)


def _stated_times(scan: Scan) -> tuple[float, ...]:
    """The times of the file, s, in the order of the array; empty where it tells none."""
    fact = scan.facts.get("SliceTiming")
    value: tuple[float, ...] = (None if fact is None else accept("SliceTiming", fact.value)) or ()
    direction = scan.facts.get("SliceEncodingDirection")
    return value[::-1] if direction is not None and str(direction.value).endswith("-") else value


def typed_fact(name: str, text: str, scan: Scan) -> Fact:
    """What a person typed for a field, as a fact; `OptionError` for nonsense."""
    value = parse(field_of(name), text.strip())
    if name == "SliceOrder" and value == AS_STATED and not _stated_times(scan):
        raise OptionError(_tr("The file says no times of slices; choose an order, or that it is not known."))
    return Fact(value, FactSource.TYPED)


def facts_of_case(scan: Scan, typed: Mapping[str, Fact]) -> dict[str, Fact]:
    """Typed facts of a resting series as processing takes them: an order of slices becomes their times."""
    facts = {name: fact for name, fact in typed.items() if name != "SliceOrder"}
    if "SliceOrder" not in typed or typed["SliceOrder"].value == AS_STATED:
        return facts
    order = str(typed["SliceOrder"].value)
    tr_s = _value(scan, typed, "RepetitionTime")
    if order == NOT_KNOWN or tr_s is None:
        facts["SliceTiming"] = Fact(NOT_KNOWN, FactSource.TYPED)
        return facts
    direction = scan.facts.get("SliceEncodingDirection")
    axis = _AXES.get(str("k" if direction is None else direction.value)[:1], 2)
    times = times_of(order, scan.image.grid.shape[axis], float(tr_s))
    facts["SliceTiming"] = Fact(times, FactSource.TYPED)
    facts["SliceEncodingDirection"] = Fact("ijk"[axis], FactSource.TYPED)
    return facts
