"""A processed patient in the session, whose ways are known: native T1 and series, a T1 and a map in MNI space."""

from pathlib import Path

from analysis.pipeline.routes import Space
from analysis.scan import Fact, FactSource, Modality
from gui.layer import Layer, Role
from gui.session import Session
from gui.spaces import ProcessedPatient
from tests.gui.made_scans import GRAY, OVERLAY, add_t1, scan, series, volume
from tests.known_routes import box_grid, known_routes

ROUTES = known_routes(8.0)
T1_GRID, EPI_GRID = box_grid(-120, 120, 8.0), box_grid(-120, 120, 10.0, (-1, 1, 1))
MNI_GRID = box_grid(-90, 90, 6.0)
MNI_FACT = {"SpatialReference": Fact("MNI152", FactSource.HEADER)}


def patient(**hashes: Space) -> ProcessedPatient:
    """The patient with known ways."""
    return ProcessedPatient("sub-demo", ROUTES, hashes=hashes)


def add_mni(session: Session, name: str, role: Role, modality: Modality = Modality.MAP) -> Layer:
    """An image in MNI space that is 4 everywhere."""
    image = volume(name, MNI_GRID, value=4)
    display = GRAY if role is Role.UNDERLAY else OVERLAY
    return session.add_layer(name, image, role, display, scan=scan(modality, image, facts=MNI_FACT))


def open_patient(session: Session, folder: Path) -> Session:
    """A native T1, a native series that the patient knows by its hash, and a T1 and a map in MNI space."""
    add_t1(session, "T1", T1_GRID)
    image = series(3, EPI_GRID, name="BOLD")
    bold = scan(Modality.BOLD, image, path=folder / "bold.nii.gz")
    session.add_layer("BOLD", image, Role.UNDERLAY, GRAY, scan=bold)
    session.spaces.open(patient(abc=Space.EPI), Space.MNI)
    session.spaces.settle_file(folder / "bold.nii.gz", "abc")
    add_mni(session, "T1 in MNI", Role.UNDERLAY, Modality.T1)
    add_mni(session, "ReHo", Role.OVERLAY)
    return session


def named(session: Session, name: str) -> Layer:
    """The layer of that name."""
    return next(layer for layer in session.layers if layer.name == name)
