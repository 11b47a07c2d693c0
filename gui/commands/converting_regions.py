"""Regions brought to the voxels of another image: a new drawing, and a sentence that says by how much each changed."""

from functools import partial

from PySide6.QtCore import QCoreApplication

from analysis.errors import AlgoscopeError, OptionError
from analysis.grid import Grid
from analysis.labels.carrying import Carried, carried, carried_through
from analysis.labels.converting import Carry, Converted, converted
from analysis.labels.frozen import FrozenLabels
from analysis.labels.label_map import LabelMap
from analysis.labels.patch import Patch
from analysis.progress import Progress, silent
from gui.commands.drawing import canvas, current_map
from gui.drawing import OpenLabels
from gui.jobs import JobRunner
from gui.session import Layer, Session
from gui.spaces import ProcessedPatient

_TOLD = 4


def _tr(text: str) -> str:
    return QCoreApplication.translate("converting_regions", text)


def convert_map(session: Session, layer_id: int | None = None, jobs: JobRunner | None = None) -> OpenLabels | None:
    """Bring all regions to the grid of an image (the selected one) as a new drawing; the old one stays as it is.

    A voxel belongs to a region when its centre lies in it. Volumes change where grids differ, and that is told. From
    another space of the processed patient they go through the registration, which is told too. With `jobs` it is done
    in the background (as the regions are now), and nothing is returned.

    Raises
    ------
    OptionError
        if nothing is drawn or open, the image is not seen in the space shown, or both are on the same grid
    DataError
        if all regions are empty, or none reaches the image; in the background that is told
    """
    drawn = current_map(session)
    source = session.grid_of(drawn)
    layer = canvas(session) if layer_id is None else session.layer(layer_id)
    seen = None if layer is None else session.spaces.seen(layer)
    if layer is None or seen is None:
        raise OptionError(_tr("Select an image that is seen: the regions are brought to its voxels."))
    if source is not None and seen.grid.matches(source, 1e-3):
        raise OptionError(_tr("The regions are on the grid of {name} already.").format(name=layer.name))
    carry = _through(session, drawn, seen.grid) if source is None else _straight(source, seen.grid)
    if jobs is None:
        return _open(session, layer, converted(drawn.labels, seen.grid, carry), is_warped=source is None)
    jobs.submit(
        _tr("Bring {drawing} to the grid of {name}").format(drawing=drawn.name, name=layer.name),
        convert,
        drawn.labels.frozen(),
        seen.grid,
        carry,
        on_done=partial(_take, session, session.spaces.patient, layer, source is None),
        key="bring regions to a grid",
    )
    return None


def convert(
    drawn: FrozenLabels,
    onto: Grid,
    carry: Carry,
    progress: Progress = silent,
) -> Converted | AlgoscopeError:
    """The job: all regions on another grid, or why there are none."""
    labels = drawn.map()
    wanted = max(1, sum(labels.n_voxels(region.label) > 0 for region in labels.regions))
    done = 0

    def counted(patch: Patch) -> Carried:
        nonlocal done
        progress(done / wanted, "")
        done += 1
        return carry(patch)

    try:
        return converted(labels, onto, counted)
    except AlgoscopeError as error:
        return error


def _take(
    session: Session,
    patient: ProcessedPatient | None,
    layer: Layer,
    is_warped: bool,
    outcome: Converted | AlgoscopeError,
) -> None:
    if not session.has_layer(layer.id) or session.spaces.patient is not patient:
        return
    if isinstance(outcome, AlgoscopeError):
        session.tell(str(outcome))
    else:
        _open(session, layer, outcome, is_warped=is_warped)


def _open(session: Session, layer: Layer, found: Converted, *, is_warped: bool) -> OpenLabels:
    """Open the regions as a drawing on the grid of an image, and say how they changed."""
    words = found.in_words()
    labels = LabelMap(layer.grid, found.labels.data, found.labels.regions)
    space = "MNI152" if layer.space == "MNI152" else "scanner"
    path = None if layer.scan is None or layer.scan.path is None else str(layer.scan.path)
    made = session.drawing.add_map(
        labels, layer.name, home=session.spaces.home(layer), space=space, is_saved=False, facts={"source": path}
    )
    more = _tr(" … and {n} more.").format(n=len(words) - _TOLD) if len(words) > _TOLD else ""
    straight = _tr("Brought to the grid of {name}. ")
    warped = _tr("Brought through the registration to the grid of {name}. ")
    way = warped if is_warped else straight
    session.tell(way.format(name=layer.name) + " ".join(words[:_TOLD]) + more)
    return made


def _straight(source: Grid, onto: Grid) -> Carry:
    return lambda patch: carried(patch, source, onto)


def _through(session: Session, drawn: OpenLabels, onto: Grid) -> Carry:
    """From the space in which regions are drawn to the one that is shown."""
    spaces = session.spaces
    home, here, patient = spaces.home_of_regions(drawn.home, drawn.space), spaces.current, spaces.patient
    assert patient is not None
    assert home is not None
    assert here is not None
    routes = patient.routes
    return lambda patch: carried_through(
        patch,
        drawn.labels.grid,
        onto,
        lambda points: routes.points(points, home, here),
        lambda points: routes.points(points, here, home),
    )
