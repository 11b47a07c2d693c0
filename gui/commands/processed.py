"""A processed patient from its folder to layers: T1 and mean EPI in MNI space, the maps, and the native images."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from analysis.atlas.parcellation import aal, aal3
from analysis.atlas.territories import territory_atlas
from analysis.errors import AlgoscopeError, InputError
from analysis.files import nifti
from analysis.pipeline.derivative import ProcessedFolder, ProcessedMap, read_processed
from analysis.pipeline.places import hashes_in, routes_of
from analysis.pipeline.routes import Space
from analysis.progress import Progress, part, silent
from analysis.provenance import sha256_of_file
from analysis.quality.folder import processed_files
from analysis.quality.kept import read_quality
from analysis.quality.lights import Verdict, verdict_of
from analysis.scan import Modality, Scan
from gui import log
from gui.commands.first_look import first_look
from gui.jobs import Job, JobRunner
from gui.session import Layer, Role, Session
from gui.spaces import ProcessedPatient
from gui.turns import add_once

_VARIANTS = ("sz", "sm", "s", "z", "m")


@dataclass(frozen=True, eq=False)
class Image:
    """One image to open: what it is called, and in which space it is."""

    caption: str
    scan: Scan
    home: Space


@dataclass(frozen=True, eq=False)
class Opened:
    """What the job has read: images under the maps, a map of each kind, and sentences for the user.

    ``scans`` are hashes of files that were just processed: they need not be recognised once the maps are open.
    """

    patient: ProcessedPatient
    images: tuple[Image, ...]
    maps: tuple[Image, ...]
    warnings: tuple[str, ...]
    scans: Mapping[Path, str] = field(default_factory=dict)


def _tr(text: str) -> str:
    return QCoreApplication.translate("processed", text)


def is_processed(folder: Path) -> bool:
    """Whether a folder is one that processing has left, or the folder of one subject in it."""
    root = folder.parent if folder.name.startswith("sub-") else folder
    try:
        found = json.loads((root / "dataset_description.json").read_text(encoding="utf-8"))
        programs = [entry.get("Name") for entry in found.get("GeneratedBy", [])]
    except (OSError, ValueError, AttributeError, TypeError):
        return False
    has_record = any(root.glob("sub-*/sub-*_desc-processing_record.json")) or (root / "work").is_dir()
    return found.get("DatasetType") == "derivative" and "Algoscope" in programs and has_record


def open_processed(session: Session, jobs: JobRunner, folder: Path) -> Job:
    """Read a folder that processing has left, and open its patient."""
    log.hide(folder)
    return jobs.submit(
        _tr("Open {name}").format(name=folder.name),
        read,
        folder,
        None,
        open_scans(session),
        on_done=partial(show, session),
        key="open processed",
        opens=True,
    )


def open_scans(session: Session) -> tuple[Path, ...]:
    """Files of the raw scans of a patient that are open; none where a processed one is."""
    if session.spaces.patient is not None:
        return ()
    scans = (layer.scan for layer in raw_scans(session))
    return tuple(scan.path for scan in scans if scan is not None and scan.path is not None)


def raw_scans(session: Session) -> tuple[Layer, ...]:
    """The open scans of a patient as they came from the scanner."""
    return tuple(
        layer
        for layer in session.layers
        if layer.scan is not None
        and layer.scan.path is not None
        and not layer.is_computed
        and layer.space != "MNI152"
        and layer.scan.modality in (Modality.T1, Modality.BOLD, Modality.ASL)
    )


def read(folder: Path, subject: str | None, others: Sequence[Path], progress: Progress = silent) -> Opened:
    """The job: images, transforms and warnings of a processed patient.

    Raises
    ------
    InputError
        if the folder cannot be used, or the scans that are open are those of another patient
    """
    progress(0.0, _tr("Reading the transforms"))
    found = read_processed(folder, subject)
    hashes = hashes_in(found.names)
    _require_same_patient(others, set(hashes), found.subject)
    patient = patient_of(found, f"sub-{found.subject}", hashes)
    wanted = [entry for entry in _images_of(found) if entry[1] is not None]
    total = len(wanted) + len(chosen_maps(found.maps))
    images, maps = [], []
    for number, (caption, path, home) in enumerate(wanted):
        images.append(_read(caption, path, home, part(progress, number / total, (number + 1) / total)))
    for number, entry in enumerate(chosen_maps(found.maps), start=len(wanted)):
        maps.append(_read("", entry.path, Space.MNI, part(progress, number / total, (number + 1) / total)))
    aal()  # the GUI thread must not wait for the atlases
    aal3()
    territory_atlas()
    return Opened(patient, tuple(images), tuple(maps), found.warnings)


def patient_of(found: ProcessedFolder, name: str, hashes: Mapping[str, Space]) -> ProcessedPatient:
    """All that the GUI thread asks of a processed patient, read once: his folder may be on a slow disk."""
    names = tuple(entry.statistic for entry in found.maps)
    return ProcessedPatient(name, routes_of(found), found.names.root, hashes, verdict_in(found), names)


def verdict_in(found: ProcessedFolder) -> Verdict | None:
    """What the lights of a processed patient mean together; None where their record is not there or cannot be read."""
    try:
        quality = read_quality(processed_files(found.names.root, found.subject))
    except AlgoscopeError:
        return None  # it is measured when the page of quality is looked at
    return None if quality is None else verdict_of(quality.exclusion, quality.groups, quality.coverage)


def _require_same_patient(others: Sequence[Path], hashes: set[str], subject: str) -> None:
    digests = {sha256_of_file(path) for path in others if path.is_file()}
    if digests and not digests & hashes:
        raise InputError(
            f"sub-{subject} was processed from other scans than those that are open: two patients must not be mixed. "
            "Close all (Ctrl+Shift+W), then open the folder again."
        )


def _images_of(found: ProcessedFolder) -> tuple[tuple[str, Path | None, Space], ...]:
    """Images under the maps, those of MNI space first."""
    return (
        (_tr("T1 in MNI"), found.t1_mni, Space.MNI),
        (_tr("Mean EPI in MNI"), found.boldref_mni, Space.MNI),
        (_tr("T1, bias corrected"), found.t1, Space.T1),
        (_tr("Mean EPI"), found.boldref, Space.EPI),
        (_tr("ASL reference"), found.aslref, Space.ASL),
    )


def _read(caption: str, path: Path | None, home: Space, progress: Progress) -> Image:
    assert path is not None
    log.hide(path)
    progress(0.0, path.name)
    scan = nifti.read(path)
    first_look(scan)  # found here, remembered for the GUI thread
    return Image(caption or scan.image.name, scan, home)


def show(session: Session, opened: Opened) -> None:
    """Make layers of what was read, the T1 in MNI space at once, the others one at a time: the window stays alive."""
    old = session.spaces.patient
    if old is not None and not set(old.hashes) & set(opened.patient.hashes):
        session.tell(
            _tr("{new} was not opened, because {old} is open: two patients must not be mixed. Close all first.").format(
                new=opened.patient.name, old=old.name
            )
        )
        return
    had_scans = bool(session.layers)
    with session.batch():
        if old is not None:
            _close_results(session, old)
        images = _still_wanted(session, opened.images)
        anatomy = opened.patient.routes.anatomy
        session.spaces.open(opened.patient, anatomy if had_scans and old is None else Space.MNI)
        for path, digest in opened.scans.items():
            if digest in opened.patient.hashes:  # else it has changed since, and is looked at as a stranger's
                session.spaces.settle_file(path, digest)
        for image in images[:1]:
            _add(session, image, visible=True)
        session.show_space(Space.MNI)
    session.case.begin_arrival(opened)
    if opened.warnings:
        add_once(session, partial(_tell, session, opened))  # a sentence more moves the whole window
    # each map is put on top of those before, and the first is to be the topmost
    _add_later(session, opened, (*images[1:], *opened.maps[::-1]))


def _tell(session: Session, opened: Opened) -> None:
    if session.spaces.patient is opened.patient:
        for warning in dict.fromkeys(opened.warnings):
            session.tell(f"{opened.patient.name}: {warning}")


def _close_results(session: Session, old: ProcessedPatient) -> None:
    """Close the images of an earlier run on the same scans."""
    for layer in session.layers:
        path = None if layer.scan is None else layer.scan.path
        if path is not None and old.folder is not None and path.is_relative_to(old.folder):
            session.remove_layer(layer.id)


def _still_wanted(session: Session, images: Sequence[Image]) -> tuple[Image, ...]:
    """Without the native T1 where the raw one is open: they are the same head in the same place."""
    has_t1 = any(
        layer.scan is not None and layer.scan.modality is Modality.T1 and layer.space != "MNI152"
        for layer in session.layers
    )
    return tuple(image for image in images if not (has_t1 and image.home is Space.T1))


def _is_first(session: Session, image: Image) -> bool:
    """Whether no image of that space is seen yet."""
    return not any(
        layer.display.visible and layer.role is Role.UNDERLAY and session.spaces.home(layer) is image.home
        for layer in session.layers
    )


def _add(session: Session, image: Image, *, visible: bool) -> None:
    look = first_look(image.scan, visible=visible)
    session.add_layer(image.caption, image.scan.image, look.role, look.display, scan=image.scan, home=image.home)


def _add_rest(session: Session, opened: Opened, images: Sequence[Image]) -> None:
    """Add one, let the window live, add the next; of the maps one is seen: the first that is standardised."""
    if session.spaces.patient is not opened.patient or not images:
        session.case.end_arrival(opened)
        return
    image, shown, selected = images[0], first_map(opened.maps), session.selected_layer
    try:
        with session.batch():
            _add(session, image, visible=image is shown or (image in opened.images and _is_first(session, image)))
            if image is not shown and selected is not None and session.has_layer(selected.id):
                session.select_layer(selected.id)  # the controls of a layer are made when it is selected
    except Exception:
        session.case.end_arrival(opened)  # no more will come, and nobody is to wait for them
        raise
    _add_later(session, opened, images[1:])


def _add_later(session: Session, opened: Opened, images: Sequence[Image]) -> None:
    """Go on in a turn of its own, after the cards of those before: Qt arranges and paints much for each."""
    add_once(session, partial(_add_rest, session, opened, images))


def chosen_maps(maps: Sequence[ProcessedMap]) -> tuple[ProcessedMap, ...]:
    """One map of each kind: standardised (``z``; better, smoothed after it, ``sz``) where there is such a one.

    A run leaves each map also raw, divided by its mean and smoothed, and correlations as r and z; all of them stay in
    the folder.
    """
    by_name = {entry.statistic: entry for entry in maps}
    kinds: dict[str, list[str]] = {}
    for name in by_name:
        base = next((name[len(p) :] for p in _VARIANTS if name.startswith(p) and name[len(p) :] in by_name), name)
        kinds.setdefault(base.replace("fc_r_", "fc_z_", 1), []).append(name)
    chosen = []
    for base, names in kinds.items():
        wanted = (f"sz{base}", f"z{base}", base)
        chosen.append(by_name[next((name for name in wanted if name in names), names[0])])
    return tuple(chosen)


def first_map(maps: Sequence[Image]) -> Image | None:
    """The map that is seen at first: the first standardised one, or else the first."""
    names = ["" if image.scan.path is None else image.scan.path.name for image in maps]
    standard = (image for image, name in zip(maps, names, strict=True) if name.startswith(("z", "sz")))
    return next(standard, maps[0] if maps else None)
