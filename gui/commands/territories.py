"""The territories of a processed patient's perfusion, read from the maps that processing has left."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from analysis.colour import two_sided
from analysis.errors import OptionError
from analysis.perfusion.reading import PERFUSION_MAPS, Reading
from analysis.pipeline.derivative import read_processed
from analysis.pipeline.perfusion_reading import perfusion_map, read_perfusion
from analysis.pipeline.routes import Space
from analysis.progress import Progress, silent
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
    if perfusion_map(found) is None:
        raise OptionError(_tr("This patient has no map of perfusion: no ASL series was processed."))
    return read_perfusion(found, progress)


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
