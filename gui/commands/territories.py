"""The territories of a processed patient's perfusion, read from the maps that processing has left."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.colour import two_sided
from analysis.errors import OptionError
from analysis.files import map_record, nifti
from analysis.image import Mask, Volume
from analysis.perfusion.placement import Placement, in_mni_space
from analysis.perfusion.reading import PERFUSION_MAPS, Beside, Reading, read_volume
from analysis.perfusion.tissue_fraction import fraction_on
from analysis.pipeline.derivative import read_processed
from analysis.pipeline.routes import Space
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord, sha256_of_file
from analysis.quality.folder import processed_files
from analysis.quality.kept import read_quality
from analysis.quality.record import Topic
from gui.session import LayerDisplay, Role, Session
from gui.spaces import ProcessedPatient


def _tr(text: str) -> str:
    return QCoreApplication.translate("territories", text)


def perfusion_file(folder: Path, subject: str) -> Path | None:
    """The map of perfusion in MNI space; None where the patient has none, or nothing was finished."""
    places = (folder / f"sub-{subject}" / "maps" / f"{name}.nii.gz" for name in PERFUSION_MAPS)
    return next((path for path in places if path.is_file()), None)


def read_territories(folder: Path, subject: str, progress: Progress = silent) -> Reading:
    """The job: territories and sides of the map in MNI space, with the patient's own grey matter.

    Raises
    ------
    OptionError
        if the patient has no map of perfusion
    DataError
        if the map does not lie where the territories are
    """
    progress(0.0, _tr("Reading perfusion"))
    found = read_processed(folder, subject)
    paths = {entry.statistic: entry.path for entry in found.maps}
    path = next((paths[name] for name in PERFUSION_MAPS if name in paths), None)
    if path is None:
        raise OptionError(_tr("This patient has no map of perfusion: no ASL series was processed."))
    flow = _volume(path)
    mask = Mask(flow.grid, np.isfinite(flow.data), "perfusion")
    gray_path = found.tissue_mni("GM")
    gray = None if gray_path is None else fraction_on(_volume(gray_path), flow.grid, part(progress, 0.0, 0.4))
    here = in_mni_space()
    placement = Placement(here.to_mni, here.from_mni, gray, None, here.words)
    quality = read_quality(processed_files(folder, subject))
    delays = map_record.provenance_of(path).get("parameters", {}).get("delays") or [{}]
    beside = Beside(
        att=_volume(paths["att"]) if "att" in paths else None,
        delay_s=max(float(entry.get("delay_s", np.nan)) for entry in delays),
        checks=() if quality is None else quality.group(Topic.PERFUSION),
    )
    inputs = (InputRecord("cbf", sha256_of_file(path)),)
    return read_volume(flow, mask, placement, beside, inputs=inputs, progress=part(progress, 0.4, 1.0))


def show_asymmetry(session: Session, patient: ProcessedPatient, reading: Reading) -> None:
    """Add the map of asymmetry as a layer that is switched off; once for each patient."""
    known = any(x.stat_map is not None and x.stat_map.statistic == "asymmetry" for x in session.layers)
    if reading.asymmetry is None or known or session.spaces.patient is not patient:
        return
    stat_map = next(m for m in reading.asymmetry.maps if m.statistic == "asymmetry")
    selected = session.selected_layer
    display = LayerDisplay(two_sided(10.0, 60.0), visible=False)
    with session.batch():
        name = _tr("Asymmetry of perfusion")
        session.add_layer(name, stat_map.volume, Role.OVERLAY, display, stat_map=stat_map, home=Space.MNI)
        if selected is not None:
            session.select_layer(selected.id)


def _volume(path: Path) -> Volume:
    image = nifti.read(path).image
    assert isinstance(image, Volume)
    return image
