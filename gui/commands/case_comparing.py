"""One patient against a reference cohort in the window: what is asked of the patient, the job, layers, the parade."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication
from scipy import ndimage

from analysis.atlas.parcellation import aal
from analysis.atlas.template import mni_template
from analysis.atlas.territories import territory_atlas
from analysis.colour import one_sided, two_sided
from analysis.errors import AlgoscopeError, InputError
from analysis.files.tables import read_text_table
from analysis.image import Mask, Volume
from analysis.pipeline.against_cohort import MEAN_FD
from analysis.pipeline.case import subject_of
from analysis.pipeline.derivative import read_processed
from analysis.pipeline.routes import Space
from analysis.progress import Progress, part, silent
from analysis.sampling import Interpolation
from analysis.scan import StatMap
from analysis.stats.calibration import Calibration, calibrate
from analysis.stats.cohort_table import CohortTable
from analysis.stats.norm_strip import NormStrip
from analysis.stats.patient_files import write_patient_result
from analysis.stats.patient_result import PatientOptions, PatientResult
from analysis.stats.reference_cohort import (
    AGE_COLUMNS,
    MOTION_COLUMNS,
    SCANNER_COLUMNS,
    load_cohort,
    load_patient,
    volume_of,
)
from analysis.stats.single_patient import compare_patient, surviving
from analysis.stats.without_logarithm import leave_out
from gui import log
from gui.commands.clustering import threshold_of
from gui.commands.comparing import SearchVolume, grid_of, search_volume
from gui.commands.comparing_layers import show_standard_space, standard_scan
from gui.compare_state import CaseShown
from gui.jobs import Job, JobRunner
from gui.session import Layer, LayerDisplay, Role, Session

W_SHOWN, W_OPACITY = 2.0, 0.55
_OUTLINE = one_sided(0.5, 0.0, 1.0, "viridis")
_FINEST = 6  # parts of a voxel along each axis: 1 mm of a voxel of 6 mm


@dataclass(frozen=True, eq=False)
class CaseOrder:
    """Everything that a comparison of one patient needs; ``table`` holds the controls only."""

    table: CohortTable
    column: str
    volume: SearchVolume
    covariates: tuple[str, ...]
    path: Path
    given: Mapping[str, str]
    options: PatientOptions


@dataclass(frozen=True, eq=False)
class Made:
    """What the job has made."""

    result: PatientResult
    outline: Volume | None


def _tr(text: str) -> str:
    return QCoreApplication.translate("case_comparing", text)


def asked_of(table: CohortTable, covariates: tuple[str, ...]) -> tuple[str, ...]:
    """The columns whose value of the patient is asked for: covariates, then what the rules look at."""
    known = (*AGE_COLUMNS, *MOTION_COLUMNS, *SCANNER_COLUMNS)
    return (*covariates, *(name for name in table.names if name.lower() in known and name not in covariates))


def known_of(participants: Path, name: str = "") -> dict[str, str]:
    """What a table tells of a person, by column; of one person without a `name`; nothing where it cannot be read."""
    try:
        table = read_text_table(participants)
    except AlgoscopeError:
        return {}
    rows = [row for row in table.rows if not name or name in row]
    if len(rows) != 1:
        return {}
    return {column: value for column, value in zip(table.names, rows[0], strict=False) if value not in ("", "n/a")}


def known_of_processed(folder: Path) -> dict[str, str]:
    """What is known of a processed patient, by column: what was said, and how much the head has moved as measured.

    Parameters
    ----------
    folder : of the patient in the results
    """
    said = known_of(folder.parent / "participants.tsv", folder.name)
    try:
        moved = read_processed(folder).record.get(MEAN_FD)
    except AlgoscopeError:
        moved = None
    return said if moved is None else {**said, **dict.fromkeys(MOTION_COLUMNS, f"{float(moved):.6g}")}


def result_named(folder: Path, name: str) -> Path | None:
    """The map of a processed patient that is called as a column of a cohort, whatever the case of the letters."""
    ending = ".nii.gz"
    found = [path for path in folder.glob(f"maps/*{ending}") if path.name[: -len(ending)].lower() == name.lower()]
    return found[0] if len(found) == 1 else None


def start(session: Session, jobs: JobRunner, order: CaseOrder) -> Job:
    """Compare in the background, then show the result.

    Raises
    ------
    InputError
        if the map is of another patient than the one who is open
    """
    _require_of_the_patient(session, order.path)
    log.hide(order.path)
    return jobs.submit(
        _tr("Compare the patient with controls"), run, order, on_done=partial(show, session), key="compare patient"
    )


def _require_of_the_patient(session: Session, path: Path) -> None:
    """A result lies over the images that are open: a map that names another person must not."""
    patient, label = session.spaces.patient, subject_of(path)
    if patient is None or not label or f"sub-{label}" == patient.name:
        return
    words = _tr("{name} is of sub-{new}, and {old} is open: two patients must not be mixed. Close all first.")
    raise InputError(words.format(name=path.name, new=label, old=patient.name))


def run(order: CaseOrder, progress: Progress = silent) -> Made:
    """The job."""
    progress(0.0, _tr("Reading the maps"))
    for load in (mni_template, aal, territory_atlas):  # the GUI thread must not wait for them
        load()
    mask = search_volume(order.volume, grid_of(order.table, order.column))
    cohort = load_cohort(order.table, order.column, mask, order.covariates, progress=part(progress, 0.0, 0.5))
    patient = load_patient(order.path, cohort, order.given)
    if not order.options.fwhm_mm:  # smoothing takes such values away
        cohort, patient = leave_out(cohort, patient, order.options.transform)
    result = compare_patient(cohort, patient, order.options, part(progress, 0.5, 0.9))
    progress(0.95, _tr("Drawing the outline"))
    outside = surviving(result)
    return Made(result, outline_of(outside, mask) if outside.any() else None)


def outline_of(inside: np.ndarray, mask: Mask) -> Volume:
    """The border of a set of the mask's voxels ``(n_voxels,)`` as a line of about 1 mm along the faces of voxels."""
    data = np.zeros(mask.grid.shape, dtype=bool)
    data[mask.data] = inside
    n = max(2, min(_FINEST, round(min(mask.grid.voxel_size_mm))))
    found = np.argwhere(data)
    low, high = (found.min(axis=0), found.max(axis=0)) if len(found) else (np.zeros(3, int), np.zeros(3, int))
    part_of = data[tuple(slice(a, b + 1) for a, b in zip(low, high, strict=True))]
    fine = part_of.repeat(n, axis=0).repeat(n, axis=1).repeat(n, axis=2)
    line = fine & ~ndimage.binary_erosion(fine)
    return Volume(mask.grid.cut(low, high).divided(n), np.where(line, 1.0, np.nan), _tr("outline"))


def show(session: Session, made: Made) -> None:
    """Layers over the template: W translucent, t below it, and the outline of what survives on top."""
    with session.batch():
        ids = show_layers(session, made.result.maps, made.outline)
        session.comparing.set_case(
            CaseShown(made.result, made.outline, ids.get("w"), ids.get("t"), ids.get("outline"))
        )  # fmt: skip


def show_layers(session: Session, maps: Mapping[str, StatMap], outline: Volume | None) -> dict[str, int]:
    """The layers of a comparison, over the patient or the template; their ids by ``w``, ``t`` and ``outline``."""
    show_standard_space(session)
    for layer in session.layers:
        if layer.role is Role.OVERLAY and layer.display.visible:
            session.show_layer(layer.id, visible=False)
    ids: dict[str, int] = {}
    for name in ("t", "w"):
        if name in maps:
            ids[name] = _add_map(session, maps[name], visible=name == "w").id
    if outline is not None:
        ids["outline"] = _add_outline(session, outline, _tr("outside the range of the cohort")).id
        session.select_layer(ids["w"])
    return ids


def _add_map(session: Session, stat_map: StatMap, *, visible: bool) -> Layer:
    largest = float(np.nanmax(np.abs(stat_map.volume.data)))
    opacity = W_OPACITY if stat_map.statistic == "w" else 1.0
    scale = two_sided(W_SHOWN, max(largest, 2 * W_SHOWN), opacity=opacity)
    return _add(session, stat_map.volume.name, stat_map.volume, LayerDisplay(scale, visible), stat_map)


def _add_outline(session: Session, outline: Volume, name: str) -> Layer:
    return _add(session, name, outline, LayerDisplay(_OUTLINE, interpolation=Interpolation.NEAREST), None, Role.MASK)


def _add(
    session: Session,
    name: str,
    volume: Volume,
    display: LayerDisplay,
    stat_map: StatMap | None,
    role: Role = Role.OVERLAY,
) -> Layer:
    home = None if session.spaces.patient is None else Space.MNI
    return session.add_layer(name, volume, role, display, scan=standard_scan(volume), stat_map=stat_map, home=home)


def save_result(jobs: JobRunner, result: PatientResult, folder: Path) -> Job:
    """Write maps, regions, words and record into a folder; files that exist are not replaced."""
    log.hide(folder)
    return jobs.submit(_tr("Save the comparison"), write, result, folder)


def write(result: PatientResult, folder: Path, progress: Progress = silent) -> tuple[Path, ...]:
    """The job."""
    progress(0.0, "")
    return write_patient_result(result, folder)


# -- calibration -----------------------------------------------------------------------------------------------


def start_calibration(session: Session, jobs: JobRunner) -> Job | None:
    """Leave each control out, once for each cohort."""
    case = session.comparing.case
    if case is None or case.calibration is not None:
        return None
    return jobs.submit(
        _tr("Calibrate the cohort"), calibrate_job, case.result, on_done=partial(_take_calibration, session, case),
        key="calibrate",
    )  # fmt: skip


def calibrate_job(result: PatientResult, progress: Progress = silent) -> Calibration:
    """The job."""
    return calibrate(result.cohort, result.transform, progress=progress)


def _take_calibration(session: Session, case: CaseShown, calibration: Calibration) -> None:
    current = next((known for known in session.comparing.cases if known.result is case.result), None)
    if current is not None:
        session.comparing.set_case(replace(current, calibration=calibration))


def show_calibration_map(session: Session, kind: str) -> None:
    """Put the map of false positives or of skewness over the template."""
    case = session.comparing.case
    if case is None or case.calibration is None:
        return
    mask = case.result.cohort.mask
    if kind == "skewness":
        name, values = _tr("skewness of the controls"), case.calibration.skewness
        scale = two_sided(1.0, max(2.0, float(np.nanmax(np.abs(values)))))
    else:
        name, values = _tr("false positives of the controls"), case.calibration.false_positives
        scale = one_sided(0.5 / case.result.cohort.n, 0.0, max(0.05, float(np.nanmax(values))))
    _add(session, name, volume_of(values, mask, name, ""), LayerDisplay(scale), None)


# -- how many controls show as much, and the parade --------------------------------------------------------------


def as_much(session: Session, layer: Layer, *, with_clusters: bool = True) -> str:
    """How many controls show as much at the threshold of a t or W map of the patient; empty for other layers."""
    case = next((c for c in session.comparing.cases if layer.id in (c.t_id, c.w_id)), None)
    scale = layer.display.scale
    if case is None or case.result.everyone is None or scale.gap is None:
        return ""
    height = threshold_of(scale).height * (1.0 if layer.id == case.t_id else t_of_w(case.result))
    k, n = case.result.everyone.controls_reaching(height), case.result.cohort.n
    reaches = float(case.result.everyone.largest[0]) >= height
    if not reaches:
        return _tr("The patient shows nothing beyond this threshold; {k} of {n} controls do.").format(k=k, n=n)
    words = _tr("{k} of {n} controls are beyond it somewhere").format(k=k, n=n)
    if not with_clusters:
        return words + "."
    most = case.result.show_as_much(height).n_at_least
    return _tr("{words}, {most} with a cluster as large as the patient's.").format(words=words, most=most)


def t_of_w(result: PatientResult) -> float:
    """What a W-score is multiplied with to be a t: the same in every voxel."""
    model = result.model
    return float(np.sqrt(model.dof / ((model.n - 1) * (1 + model.leverage))))


def strips(session: Session) -> tuple[tuple[str, NormStrip | None], ...]:
    """The strip at the crosshair of every map that has a cohort."""
    place = session.spaces.point(session.cursor_mm, session.spaces.current, Space.MNI)
    return tuple((case.statistic, case.result.strip_at(place)) for case in session.comparing.cases)


def show_control(session: Session, index: int) -> None:
    """Flip to a control, counted from 0, at the threshold of the patient's t map; −1 is the patient."""
    case = session.comparing.case
    if case is None or case.result.everyone is None or case.t_id is None:
        return
    if not session.has_layer(case.t_id):
        session.tell(_tr("The t map of the patient was closed; compare the patient again."))
        return
    result = case.result
    index = max(-1, min(index, result.cohort.n - 1))
    volume = result.maps["t"].volume if index < 0 else result.control_t(index)
    name = _tr("t of the patient") if index < 0 else volume.name
    with session.batch():
        parade_id = case.parade_id
        if parade_id is None or not session.has_layer(parade_id):
            case = _begin_parade(session, case, volume, name)
        else:
            session.set_values(parade_id, volume)
            session.rename_layer(parade_id, name)
            session.show_layer(parade_id, visible=True)
            session.select_layer(parade_id)


def _begin_parade(session: Session, case: CaseShown, volume: Volume, name: str) -> CaseShown:
    """The layer that flips, with the patient's contour at the threshold of the t map on top."""
    assert case.t_id is not None
    scale = session.layer(case.t_id).display.scale
    height = threshold_of(scale).height
    for layer_id in (case.w_id, case.t_id, case.outline_id):
        if layer_id is not None and session.has_layer(layer_id):
            session.show_layer(layer_id, visible=False)
    layer = _add(session, name, volume, LayerDisplay(scale), None)
    result = case.result
    assert result.case is not None
    contour = outline_of(np.nan_to_num(np.abs(result.case.t), nan=0.0) >= height, result.cohort.mask)
    _add_outline(session, contour, _tr("the patient, |t| ≥ {height:.3g}").format(height=height))
    session.select_layer(layer.id)
    begun = replace(case, parade_id=layer.id)
    session.comparing.set_case(begun)
    return begun
