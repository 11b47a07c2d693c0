"""Hatching over everything, on one key each: where maps deserve less trust, and where blood arrives late.

Both are computed once from what processing has left, in the background, and are layers from then on: they follow the
space shown, stand in the list of layers, and go into figures while they are seen.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.atlas.territories import territory_atlas
from analysis.colour import one_sided
from analysis.errors import OptionError
from analysis.files import map_record, nifti
from analysis.image import Mask, Volume
from analysis.perfusion.cautions import find_cautions
from analysis.pipeline.derivative import ProcessedFolder, read_processed
from analysis.pipeline.masks import mni_brain
from analysis.pipeline.routes import Space
from analysis.progress import Progress, silent
from analysis.provenance import InputRecord, sha256_of_file
from analysis.quality.folder import processed_files
from analysis.quality.kept import read_quality
from analysis.quality.record import Topic
from analysis.quality.trust import STATISTIC as TRUST
from analysis.quality.trust import find_trust
from analysis.sampling import Interpolation
from analysis.scan import StatMap
from gui.jobs import Job, JobRunner
from gui.session import Layer, LayerDisplay, Role, Session
from gui.spaces import ProcessedPatient

CAUTION = "caution"
_SCALE = one_sided(0.5, 0.0, 7.0, "gray", 0.5)


@dataclass(frozen=True, eq=False)
class MadeVeil:
    """What a job has made: the map, the legend of its hatching, and what should be said."""

    stat_map: StatMap
    legend: str
    sentences: tuple[str, ...]


def _tr(text: str) -> str:
    return QCoreApplication.translate("veils", text)


def veil_layer(session: Session, statistic: str) -> Layer | None:
    """The veil of this kind, if there is one."""
    found = [x for x in session.layers if x.role is Role.VEIL and x.stat_map and x.stat_map.statistic == statistic]
    return found[-1] if found else None


def toggle_trust(session: Session, jobs: JobRunner) -> Job | None:
    """Hatch what deserves less trust, or not any more; the first time it is computed.

    Raises
    ------
    OptionError
        if no processed patient is open, or nothing was measured that tells it
    """
    if _toggled(session, TRUST):
        return None
    patient = session.spaces.patient
    if patient is None or patient.folder is None:
        raise OptionError(_tr("Trust shading needs a processed patient: it is told from tSNR in MNI space."))
    return _start(session, jobs, patient, _tr("Trust shading"), trust_of)


def toggle_arrival(session: Session, jobs: JobRunner) -> Job | None:
    """Hatch where blood arrives late and the border zones of territories, or not any more.

    Raises
    ------
    OptionError
        if there is no perfusion whose arrival could be told
    """
    if _toggled(session, CAUTION):
        return None
    patient = session.spaces.patient
    for layer in session.layers:
        if layer.stat_map is not None and layer.stat_map.statistic == CAUTION:
            _add(session, patient, MadeVeil(layer.stat_map, _legend(layer.stat_map), ()), like=layer)
            return None
    if patient is None or patient.folder is None:
        raise OptionError(
            _tr("Late arrival is told from perfusion: compute CBF and its territories, or open a processed patient.")
        )
    return _start(session, jobs, patient, _tr("Late arrival"), caution_of)


def _toggled(session: Session, statistic: str) -> bool:
    layer = veil_layer(session, statistic)
    if layer is not None:
        session.show_layer(layer.id, visible=not layer.display.visible)
    return layer is not None


def _start(
    session: Session, jobs: JobRunner, patient: ProcessedPatient, title: str, make: Callable[..., MadeVeil]
) -> Job:
    subject = patient.name.removeprefix("sub-")
    return jobs.submit(title, make, patient.folder, subject, on_done=partial(_add, session, patient), key=title)


def _add(session: Session, patient: ProcessedPatient | None, made: MadeVeil, like: Layer | None = None) -> None:
    """Put the veil on top, unless another patient is open by now; the selected layer stays selected."""
    if session.spaces.patient is not patient:
        return
    selected = session.selected_layer
    home = Space.MNI if like is None else session.spaces.home(like)
    display = LayerDisplay(_SCALE, interpolation=Interpolation.NEAREST)
    scan = None if like is None else like.scan
    with session.batch():
        session.add_layer(
            made.legend, made.stat_map.volume, Role.VEIL, display, scan=scan, stat_map=made.stat_map, home=home
        )
        if selected is not None:
            session.select_layer(selected.id)
    for sentence in made.sentences:
        session.tell(sentence)


def trust_of(folder: Path, subject: str, progress: Progress = silent) -> MadeVeil:
    """The job: tSNR, coverage and head motion of a processed patient.

    Raises
    ------
    OptionError
        if the patient has no resting series, or its quality was not measured
    """
    progress(0.1, _tr("Reading tSNR"))
    files = processed_files(folder, subject)
    if files.bold_mni is None:
        raise OptionError(_tr("This patient has no resting series, so there is no tSNR to shade by."))
    if not files.tsnr.is_file():
        raise OptionError(_tr("tSNR was not measured yet: open the Quality page and measure it."))
    image = nifti.read(files.tsnr).image
    assert isinstance(image, Volume)
    record = InputRecord("tsnr", sha256_of_file(files.tsnr))
    progress(0.5, _tr("Trust shading"))
    found = find_trust(image, mni_brain(image.grid), read_quality(files), inputs=(record,))
    return MadeVeil(found.map, _tr("less trust: tSNR < 25, edge, or not covered"), found.sentences)


def caution_of(folder: Path, subject: str, progress: Progress = silent) -> MadeVeil:
    """The job: arrival times and border zones of a processed patient, on the grid of its maps.

    Raises
    ------
    OptionError
        if the patient has no map of perfusion
    """
    progress(0.1, _tr("Reading the arrival times"))
    found = read_processed(folder, subject)
    paths = {entry.statistic: entry.path for entry in found.maps}
    path = next((paths[name] for name in ("cbf", "relative_perfusion") if name in paths), None)
    if path is None:
        raise OptionError(_tr("This patient has no map of perfusion, so nothing is known of late arrival."))
    flow = _volume(path)
    mask = Mask(flow.grid, np.isfinite(flow.data), "perfusion")
    att = _volume(paths["att"]).data[mask.data] if "att" in paths else None
    delays = map_record.provenance_of(path).get("parameters", {}).get("delays") or [{}]
    longest = max(float(entry.get("delay_s", np.nan)) for entry in delays)
    progress(0.5, _tr("Late arrival"))
    border = territory_atlas().border_at(flow.grid.to_mm(np.argwhere(mask.data)))
    quality = read_quality(processed_files(folder, subject))
    checks = () if quality is None else quality.group(Topic.PERFUSION)
    cautions = find_cautions(mask, att_s=att, delay_s=longest, border=border, checks=checks)
    return MadeVeil(_noted(cautions.layer, path, longest, found), _legend(cautions.layer), cautions.sentences)


def _noted(layer: StatMap, path: Path, longest_s: float, found: ProcessedFolder) -> StatMap:
    """The map with its input and the delay that counts; the longest one, without what a slice adds to it."""
    parameters = {**layer.provenance.parameters, "late_after_s": longest_s, "preset": found.record.get("Preset", "")}
    provenance = replace(layer.provenance, parameters=parameters, inputs=(InputRecord("cbf", sha256_of_file(path)),))
    return replace(layer, provenance=provenance)


def _legend(layer: StatMap) -> str:
    if layer.provenance.parameters.get("arrival_known"):
        return _tr("caution: late arrival, or border zone")
    return _tr("caution: border zone (arrival not measured)")


def _volume(path: Path) -> Volume:
    image = nifti.read(path).image
    assert isinstance(image, Volume)
    return image
