"""From the open maps of flow and activity to the map of four classes, as a layer."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.atlas.template import tissue_priors
from analysis.errors import OptionError
from analysis.files import nifti
from analysis.image import Mask, Volume
from analysis.perfusion.concordance import Basis, Concordance, ConcordanceOptions, find_concordance
from analysis.perfusion.tissue_fraction import fraction_on
from analysis.pipeline.derivative import read_processed
from analysis.pipeline.routes import Space
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord, sha256_of_array
from analysis.sampling import onto_grid
from analysis.scan import Scan
from gui.commands import coupling
from gui.commands.first_look import map_of
from gui.commands.map_kinds import base_of, kind_of, statistic_of
from gui.jobs import Job, JobRunner
from gui.session import Layer, Role, Session
from gui.spaces import ProcessedPatient

_GRAY = 0.5
_ACTIVITY = ("reho", "alff", "falff", "peraf", "dc")  # kinds of maps, the first one that is open counts


@dataclass(frozen=True, eq=False)
class Order:
    """What the job works on; ``space`` is that of both maps, None where headers tell it."""

    flow: Volume
    activity: Volume
    options: ConcordanceOptions
    patient: ProcessedPatient | None
    space: Space | None
    is_mni: bool
    scan: Scan | None


def _tr(text: str) -> str:
    return QCoreApplication.translate("concordance", text)


def flow_layer(session: Session) -> Layer | None:
    """The map of blood flow: the topmost one."""
    found = [layer for layer in session.layers if coupling.is_cbf(layer)]
    return found[-1] if found else None


def activity_layer(session: Session) -> Layer | None:
    """The map of activity beside it: the selected one, else ReHo, else another one that is open."""
    by_kind = {kind.key: layer for layer in session.layers if (kind := kind_of(layer)) is not None}
    selected = session.selected_layer
    chosen = None if selected is None else kind_of(selected)
    if selected is not None and chosen is not None and chosen.key in _ACTIVITY:
        return selected
    return next((by_kind[key] for key in _ACTIVITY if key in by_kind), None)


def start(session: Session, jobs: JobRunner, limit: float | None = None) -> Job:
    """Classify grey matter in the background; with comparisons of both maps with controls, by their W-scores.

    Raises
    ------
    OptionError
        if a map of flow or of activity is missing
    """
    order = order_of(session, limit)
    words = _tr("Agreement of {flow} and {activity}")
    title = words.format(flow=order.options.flow_name, activity=order.options.activity_name)
    return jobs.submit(title, classify, order, on_done=partial(_add, session, order), key="concordance")


def order_of(session: Session, limit: float | None = None) -> Order:
    """What is classified; raises as `start`."""
    flow, activity = flow_layer(session), activity_layer(session)
    if flow is None or activity is None:
        raise OptionError(_tr("Open a map of blood flow and one of activity, such as ReHo, first."))
    names = {"flow_name": "CBF", "activity_name": _name(activity)}
    patient, is_mni = session.spaces.patient, session.spaces.home(flow) is Space.MNI or flow.space == "MNI152"
    scores = [_scores(session, layer) for layer in (flow, activity)]
    if scores[0] is not None and scores[1] is not None:
        options = ConcordanceOptions(Basis.COHORT, limit, **names)
        return Order(scores[0], scores[1], options, patient, None if patient is None else Space.MNI, True, flow.scan)
    if session.spaces.home(flow) is not session.spaces.home(activity):
        raise OptionError(
            _tr("CBF and {name} are in different spaces of the patient; use the maps of one run.").format(
                name=activity.name
            )
        )
    options = ConcordanceOptions(Basis.BRAIN, limit, **names)
    return Order(flow.volume(0), activity.volume(0), options, patient, session.spaces.home(flow), is_mni, flow.scan)


def _name(layer: Layer) -> str:
    kind = kind_of(layer)
    return layer.name if kind is None else kind.caption


def _scores(session: Session, layer: Layer) -> Volume | None:
    """The W-scores of a map that was compared with controls."""
    base = base_of(statistic_of(layer))
    for case in session.comparing.cases:
        if base_of(case.statistic) == base and "w" in case.result.maps:
            return case.result.maps["w"].volume
    return None


def classify(order: Order, progress: Progress = silent) -> Concordance:
    """The job.

    Raises
    ------
    OptionError
        if nothing tells where grey matter is
    """
    progress(0.0, _tr("Grey matter"))
    grid = order.flow.grid
    activity = order.activity if order.activity.grid.matches(grid) else onto_grid(order.activity, grid)
    fraction, record = _gray(order, part(progress, 0.0, 0.8))
    gray = Mask(grid, np.nan_to_num(fraction.data, nan=0.0) > _GRAY, "grey matter")
    inputs = (
        InputRecord("cbf", sha256_of_array(order.flow.data)),
        InputRecord("metric", sha256_of_array(order.activity.data)),
        record,
    )
    found = find_concordance(order.flow, activity, gray, inputs, options=order.options)
    progress(1.0, _tr("Grey matter"))
    return found


def _gray(order: Order, progress: Progress) -> tuple[Volume, InputRecord]:
    """Fraction of grey matter on the grid of the maps: the patient's own, else that of the template."""
    grid = order.flow.grid
    if order.patient is not None and order.patient.folder is not None and order.space in (Space.MNI, Space.T1):
        found = read_processed(order.patient.folder, order.patient.name.removeprefix("sub-"))
        path = found.tissue_mni("GM") if order.space is Space.MNI else found.tissue("GM")
        if path is not None:
            own = nifti.read(path).image
            assert isinstance(own, Volume)
            return fraction_on(own, grid, progress), InputRecord("gray", sha256_of_array(own.data))
    if not order.is_mni:
        raise OptionError(_tr("Grey matter is not known here: process the patient, then use the maps in MNI space."))
    prior = tissue_priors().gray
    return fraction_on(prior, grid, progress), InputRecord("gray", sha256_of_array(prior.data))


def _add(session: Session, order: Order, found: Concordance) -> None:
    if session.spaces.patient is not order.patient:
        return
    with session.batch():
        for layer in session.layers:
            if layer.role is Role.OVERLAY and layer.display.visible:
                session.show_layer(layer.id, visible=False)
        look = map_of(found.map)
        session.add_layer(
            found.map.volume.name, found.map.volume, look.role, look.display, scan=order.scan, stat_map=found.map,
            home=order.space,
        )  # fmt: skip
    session.tell(found.sentence)
