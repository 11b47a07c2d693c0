"""What was read of a session, open as it was; whatever was open before is closed first."""

from collections.abc import Callable, Sequence
from enum import Enum
from functools import partial
from typing import TypeVar

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.colour import ColourScale
from analysis.files import nifti
from analysis.files.session_record import GraphEntry, LayerEntry, ScaleEntry
from analysis.image import Series
from analysis.network.graph import Graph, Kind, Node
from analysis.pipeline.routes import Space
from analysis.plane import Convention
from analysis.sampling import Interpolation
from analysis.scan import Fact, FactSource
from gui.commands.sessions.archives import restore_archives
from gui.commands.sessions.loading import Loaded, LoadedLayer, LoadedRegions
from gui.commands.typed_facts import take_repetition_time
from gui.jobs import JobRunner
from gui.perfusion_state import AslCase
from gui.seeds import LiveLook
from gui.session import LayerDisplay, Role, Session
from gui.turns import add_once

_Word = TypeVar("_Word", bound=Enum)


def _tr(text: str) -> str:
    return QCoreApplication.translate("sessions", text)


def show(session: Session, jobs: JobRunner, loaded: Loaded, *, is_kept: bool) -> dict[int, int]:
    """Close what is open, and open the session; `is_kept` if it is a folder of the user's own, not an automatic one.

    Returns the ids of the layers by their numbers in the session.
    """
    close(session, jobs)
    ids = _fill_layers(session, jobs, loaded, is_kept=is_kept)
    _fill_rest(session, loaded, ids)
    return ids


def close(session: Session, jobs: JobRunner) -> None:
    """Close what is open. It is told at once: nothing that shows the old patient may meet the new one first."""
    jobs.cancel_all()
    session.close_all()


def fill_in_turns(
    session: Session, jobs: JobRunner, loaded: Loaded, *, is_kept: bool, then: Callable[[dict[int, int]], None]
) -> None:
    """Open the session in a window in which nothing is open, a piece in a turn of the event loop.

    Until all is there the patient is arriving, and nothing is saved. At last `then` gets what `show` returns, unless
    the patient was closed meanwhile.
    """
    session.case.begin_arrival(loaded)
    ids: dict[int, int] = {}

    def layers() -> None:
        ids.update(_fill_layers(session, jobs, loaded, is_kept=is_kept))

    _go_on(session, loaded, (layers, partial(_fill_rest, session, loaded, ids), partial(then, ids)))


def _go_on(session: Session, loaded: Loaded, pieces: Sequence[Callable[[], None]]) -> None:
    if len(pieces) == 1:
        session.case.end_arrival(loaded)
    try:
        pieces[0]()
    except Exception:
        session.case.end_arrival(loaded)  # no more will come, and nobody is to wait for it
        raise
    if pieces[1:]:
        add_once(session, partial(_unless_closed, session, loaded, pieces[1:], session.case.id))


def _unless_closed(session: Session, loaded: Loaded, pieces: Sequence[Callable[[], None]], case_id: str) -> None:
    if session.case.id == case_id:
        _go_on(session, loaded, pieces)


def _fill_layers(session: Session, jobs: JobRunner, loaded: Loaded, *, is_kept: bool) -> dict[int, int]:
    """The patient with all layers, seen as they were."""
    record = loaded.examined.record
    with session.batch():
        session.case.resume(record.case.id)
        session.set_convention(_one_of(Convention, record.view.convention, Convention.RADIOLOGICAL))
        if loaded.patient is not None:
            session.spaces.open(loaded.patient, _one_of(Space, record.view.space, Space.MNI))
            for path, digest in loaded.own_scans.items():
                session.spaces.settle_file(path, digest)
        ids = _add_layers(session, jobs, loaded)
        session.show_crosshair(record.view.crosshair)
        if record.view.selected in ids:
            session.select_layer(ids[record.view.selected])
        session.move_timepoint(record.view.timepoint)
        session.move_cursor(np.array(record.view.cursor_mm))
        if is_kept:
            for layer in session.layers:
                if layer.stat_map is not None:
                    session.case.note_kept(layer.stat_map)
    return ids


def _fill_rest(session: Session, loaded: Loaded, ids: dict[int, int]) -> None:
    """What was drawn, chosen and computed."""
    record = loaded.examined.record
    with session.batch():
        for drawn in loaded.regions:
            _add_regions(session, drawn)
        _restore_seeds(session, loaded, ids)
        _restore_asl(session, loaded, ids)
        restore_archives(session, loaded.archives, ids)
        if record.graph is not None:
            session.graphs.show(_graph(record.graph))
    _tell(session, loaded)


def _add_layers(session: Session, jobs: JobRunner, loaded: Loaded) -> dict[int, int]:
    """The layers in their order; their ids by those of the record."""
    ids: dict[int, int] = {}
    by_entry = {one.entry.id: one for one in loaded.layers}
    for one in loaded.layers:
        source = by_entry.get(one.entry.source)
        scan = source.scan if source is not None and source.scan is not None else one.scan
        added = session.add_layer(
            one.entry.name,
            one.image if one.stat_map is None else one.stat_map.volume,
            Role[one.entry.role] if one.entry.role in Role.__members__ else Role.OVERLAY,
            _display(one.entry),
            scan=scan,
            stat_map=one.stat_map,
            names={int(number): name for number, name in one.entry.names.items()} or None,
            home=next((space for space in Space if space.value == one.entry.home), None),
        )
        ids[one.entry.id] = added.id
        _read_rest(session, jobs, one, added.id)
    for position, one in enumerate(loaded.layers):
        session.move_layer(ids[one.entry.id], position)
    return ids


def _read_rest(session: Session, jobs: JobRunner, one: LoadedLayer, layer_id: int) -> None:
    """Decode the frames that were not read at once."""
    if isinstance(one.image, Series) and not one.image.is_complete:
        note = partial(session.note_frames, layer_id)
        title = _tr("Read {name}").format(name=one.entry.name)
        jobs.submit(title, nifti.finish, one.image, on_done=partial(_noted, note), on_progress=note)


def _noted(note: Callable[[], None], _result: object) -> None:
    note()


def _display(entry: LayerEntry) -> LayerDisplay:
    interpolation = _one_of(Interpolation, entry.interpolation, Interpolation.LINEAR)
    return LayerDisplay(_scale(entry.scale), entry.visible, interpolation)


def _scale(scale: ScaleEntry) -> ColourScale:
    return ColourScale(scale.colormap, scale.low, scale.high, scale.gap, scale.opacity, scale.faint)


def _add_regions(session: Session, drawn: LoadedRegions) -> None:
    entry = drawn.entry
    patient = session.spaces.patient
    folder = None if patient is None or patient.folder is None else str(patient.folder)
    made = session.drawing.add_map(
        drawn.labels,
        entry.name,
        home=next((space for space in Space if space.value == entry.home), None),
        path=drawn.original,
        is_reference=entry.is_reference,
        is_saved=drawn.is_saved,
        space=entry.space,
        facts={"source": None, "patient": folder},
        journal="" if drawn.journal is None else drawn.journal.name,  # killed at once, it is still found by its session
    )
    session.drawing.show_map(made.id, visible=entry.is_visible)


def _restore_seeds(session: Session, loaded: Loaded, ids: dict[int, int]) -> None:
    seeds = loaded.examined.record.seeds
    layers = {entry.name: ids[entry.layer] for entry in seeds.pinned if entry.layer in ids}
    session.seeds.restore(loaded.pinned, layers, seeds.compared)
    session.seeds.set_options(radius_mm=seeds.radius_mm, tool=seeds.tool)
    if seeds.look is not None:
        session.seeds.live_look = LiveLook(_scale(seeds.look.scale), seeds.look.visible)
    session.seeds.move(None if loaded.current is None else np.array(loaded.current.centre_mm))
    current = next((n for n, drawn in enumerate(loaded.regions) if drawn.entry.is_current), None)
    if current is not None:
        session.drawing.choose_map(session.drawing.maps[current].id)


def _restore_asl(session: Session, loaded: Loaded, ids: dict[int, int]) -> None:
    for entry in loaded.examined.record.asl:
        if entry.layer not in ids:
            continue
        typed = {
            name: Fact(tuple(fact.value) if isinstance(fact.value, list) else fact.value, FactSource(fact.source))
            for name, fact in entry.typed.items()
        }
        m0 = ids.get(entry.m0_layer)
        if typed or entry.excluded or m0 is not None:
            session.perfusion.set_case(ids[entry.layer], AslCase(typed, frozenset(entry.excluded), m0))
            take_repetition_time(session, ids[entry.layer])
        if entry.is_chosen:
            session.perfusion.choose(ids[entry.layer])


def _graph(entry: GraphEntry) -> Graph:
    nodes = tuple(
        Node(n.name, n.xyz_mm, n.value, _one_of(Kind, n.kind, Kind.PLAIN), n.module, n.size, n.note)
        for n in entry.nodes
    )
    weights = np.zeros((len(nodes), len(nodes)))
    for i, j, weight in entry.edges:
        weights[i, j] = weights[j, i] = weight
    return Graph(nodes, weights, entry.title, entry.unit, entry.edge_unit)


def _tell(session: Session, loaded: Loaded) -> None:
    record = loaded.examined.record
    for warning in loaded.warnings:
        session.tell(warning)
    shown = {id(one.entry) for one in loaded.archives.comparisons}
    names = [entry.caption for entry in record.comparisons if id(entry) not in shown]
    if names:
        session.tell(
            _tr("The maps of the comparison ({names}) are open; compare again for its tables.").format(
                names="; ".join(names)
            )
        )


def _one_of(kind: type[_Word], value: str, default: _Word) -> _Word:
    return next((one for one in kind if one.value == value), default)
