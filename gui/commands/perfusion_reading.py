"""Reading one patient's perfusion: where the series lies in the anatomy, and then territories, sides and cautions."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QCoreApplication

from analysis.colour import ColourScale, one_sided, two_sided
from analysis.errors import OptionError
from analysis.image import Series, Volume
from analysis.perfusion.asymmetry import in_space_of
from analysis.perfusion.cbf import CbfResult
from analysis.perfusion.placement import Placement, in_mni_space, place_by_t1
from analysis.perfusion.reading import Reading, read_patient
from analysis.pipeline.routes import Space
from analysis.progress import Progress, part, silent
from analysis.sampling import Interpolation
from analysis.scan import Modality, StatMap
from gui.commands.asl_form import m0_layer_of
from gui.commands.first_look import map_of
from gui.jobs import Job, JobRunner
from gui.session import Layer, LayerDisplay, Role, Session


def _tr(text: str) -> str:
    return QCoreApplication.translate("perfusion_reading", text)


def t1_layer(session: Session) -> Layer | None:
    """The T1 that is open, None where there is none or more than one."""
    found = [x for x in session.layers if x.scan is not None and x.scan.modality is Modality.T1 and not x.is_computed]
    return found[0] if len(found) == 1 else None


def find_place(session: Session, jobs: JobRunner, layer_id: int) -> Job:
    """Find the series' place in the T1 and in MNI space, and with it the grey and white matter of its voxels.

    Raises
    ------
    OptionError
        if there is not exactly one T1
    DataError
        while the series is still being read
    """
    layer, t1 = session.layer(layer_id), t1_layer(session)
    if t1 is None:
        raise OptionError(_tr("Open one T1 of this patient: it tells grey matter, and where the territories are."))
    image = _image_of(session, layer)
    assert isinstance(t1.image, Volume)
    return jobs.submit(
        _tr("Anatomy of {name}").format(name=layer.name),
        place_by_t1,
        image,
        t1.image,
        on_done=partial(_placed, session, layer_id),
        key=f"anatomy {layer_id}",
    )


def _image_of(session: Session, layer: Layer) -> Volume:
    """What of the series looks most like anatomy: its M0, else its first volume, on its own grid."""
    if isinstance(layer.image, Series):
        layer.image.require_complete()
    m0 = m0_layer_of(session, layer.id)
    if m0 is not None and m0.grid.matches(layer.grid):
        return m0.volume(0)
    return layer.volume(0)


def _placed(session: Session, layer_id: int, placement: Placement) -> None:
    if not session.has_layer(layer_id):
        return
    layer = session.layer(layer_id)
    selected = session.selected_layer
    ids: dict[str, int | None] = {"white": None, "gray": None}
    with session.batch():
        for kind, volume, name in (
            ("white", placement.white, _tr("White matter of {name}")),
            ("gray", placement.gray, _tr("Grey matter of {name}")),
        ):
            if volume is not None:
                display = LayerDisplay(one_sided(0.05, 0.0, 1.0, "viridis", 0.7), visible=False)
                added = session.add_layer(name.format(name=layer.name), volume, Role.OVERLAY, display, scan=layer.scan)
                ids[kind] = added.id
        if selected is not None:
            session.select_layer(selected.id)
        case = session.perfusion.case(layer_id)
        known = replace(case, placement=placement, gray_id=ids["gray"], white_id=ids["white"])
        session.perfusion.set_case(layer_id, known)
    session.tell(_tr("{name}: {words}.").format(name=layer.name, words=placement.words))


def placement_of(session: Session, layer: Layer) -> Placement | None:
    """Where a series lies: as it was found for it, by the ways of the processed patient, or in MNI space already."""
    found = session.perfusion.case(layer.id).placement
    if found is not None:
        return found
    if layer.space == "MNI152":
        return in_mni_space()
    patient, home = session.spaces.patient, session.spaces.home(layer)
    if patient is None or home is not Space.ASL:
        return None
    routes = patient.routes
    return Placement(
        lambda xyz_mm: routes.points(xyz_mm, Space.ASL, Space.MNI),
        lambda xyz_mni: routes.points(xyz_mni, Space.MNI, Space.ASL),
        None,
        None,
        _tr("by the processing of this patient"),
    )


def read(session: Session, jobs: JobRunner, layer_id: int) -> Job:
    """Measure territories, sides and small regions of the newest perfusion map of a series.

    Raises
    ------
    OptionError
        if nothing was computed yet, or the place in the anatomy is not known
    """
    layer, case = session.layer(layer_id), session.perfusion.case(layer_id)
    if case.measured is None:
        raise OptionError(_tr("Compute perfusion first."))
    placement = placement_of(session, layer)
    if placement is None:
        raise OptionError(_tr("Find the anatomy first: territories are told in MNI space."))
    return jobs.submit(
        _tr("Territories of {name}").format(name=layer.name),
        read_result,
        case.measured.result,
        placement,
        on_done=partial(_add, session, layer_id, case.measured.result),
        key=f"territories {layer_id}",
    )


@dataclass(frozen=True, eq=False)
class ReadMaps:
    """A reading, and its maps on the grid of the series."""

    reading: Reading
    maps: tuple[StatMap, ...]


def read_result(result: CbfResult, placement: Placement, progress: Progress = silent) -> ReadMaps:
    """The job."""
    reading = read_patient(result, placement, progress=part(progress, 0.0, 0.8))
    if reading.asymmetry is None:
        return ReadMaps(reading, (reading.cautions.layer,))
    asymmetry = next(m for m in reading.asymmetry.maps if m.statistic == "asymmetry")
    moved = in_space_of(asymmetry, result.maps[0].volume.grid, placement.to_mni, part(progress, 0.8, 1.0))
    return ReadMaps(reading, (moved, reading.cautions.layer))


def _add(session: Session, layer_id: int, result: CbfResult, found: ReadMaps) -> None:
    case = session.perfusion.case(layer_id)
    if not session.has_layer(layer_id) or case.measured is None or case.measured.result is not result:
        return
    scan, selected = session.layer(layer_id).scan, session.selected_layer
    with session.batch():
        for stat_map in found.maps:
            caption = stat_map.volume.name or stat_map.statistic
            session.add_layer(
                caption[0].upper() + caption[1:],
                stat_map.volume,
                Role.OVERLAY,
                _look(stat_map),
                scan=scan,
                stat_map=stat_map,
            )
        if selected is not None:
            session.select_layer(selected.id)
        session.perfusion.set_case(layer_id, replace(case, reading=found.reading))


def _look(stat_map: StatMap) -> LayerDisplay:
    """The look of a layer that comes with the reading, switched off at first."""
    if stat_map.statistic == "caution":
        scale = ColourScale("viridis", 0.0, 3.0, (-0.5, 0.5), 0.6)
        return LayerDisplay(scale, visible=False, interpolation=Interpolation.NEAREST)
    if stat_map.statistic.startswith("asymmetry"):
        return LayerDisplay(two_sided(10.0, 60.0), visible=False)
    return map_of(stat_map, visible=False).display
