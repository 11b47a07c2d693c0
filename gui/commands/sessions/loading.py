"""The job that reads the files of a session; what cannot be read any more is told and left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from analysis.atlas.parcellation import aal
from analysis.atlas.territories import territory_atlas
from analysis.errors import AlgoscopeError, InputError
from analysis.files import nifti
from analysis.files.drawing_journal import pack, read_journal
from analysis.files.session_content import read_mask, read_regions, read_series, read_volume
from analysis.files.session_folder import is_session, read_session
from analysis.files.session_places import placed
from analysis.files.session_record import FileEntry, LayerEntry, PatientEntry, RegionsEntry, SeedEntry, SessionRecord
from analysis.image import Mask, Series, Volume
from analysis.labels.label_map import LabelMap, Region
from analysis.metrics.seeds import MaskSeed, RegionSeed, Seed, SphereSeed
from analysis.pipeline.derivative import read_processed
from analysis.pipeline.places import hashes_in
from analysis.preprocess.transforms import LinearTransform
from analysis.progress import Progress, silent
from analysis.provenance import InputRecord, Provenance
from analysis.scan import Fact, FactSource, Modality, Scan, StatMap
from gui import log
from gui.commands.first_look import first_look
from gui.commands.processed import patient_of
from gui.commands.region_files import is_in_use, journals_of
from gui.commands.sessions.archives import Archives, load_archives
from gui.commands.sessions.finding import Examined
from gui.commands.sessions.forms import load_forms
from gui.compare_state import FormsNow
from gui.layer import ALIGNMENT
from gui.spaces import ProcessedPatient


@dataclass(frozen=True, eq=False)
class LoadedLayer:
    """A layer that was read; ``scan`` of a computed one is None where its source is among the layers."""

    entry: LayerEntry
    image: Volume | Series
    scan: Scan | None
    stat_map: StatMap | None


@dataclass(frozen=True, eq=False)
class LoadedRegions:
    """A map of regions; ``journal`` is the file that it was recovered from, with which it goes on."""

    entry: RegionsEntry
    labels: LabelMap
    original: Path | None
    journal: Path | None
    is_saved: bool


@dataclass(frozen=True, eq=False)
class Loaded:
    """All that was read of a session."""

    examined: Examined
    patient: ProcessedPatient | None
    layers: tuple[LoadedLayer, ...]
    regions: tuple[LoadedRegions, ...]
    current: SphereSeed | None
    pinned: tuple[Seed, ...]
    warnings: tuple[str, ...]
    archives: Archives = field(default_factory=Archives)
    forms: FormsNow = field(default_factory=FormsNow)  # with the numbers of layers in the session
    belongs_to: Path | None = None  # the user's own folder of which this is the automatic session

    @property
    def own_scans(self) -> dict[Path, str]:
        """Hashes of the files that are the patient's scans, found when it was looked where the files are."""
        hashes, same = {} if self.patient is None else self.patient.hashes, self.examined.places.same
        return {
            one.scan.path: one.entry.file.sha256
            for one in self.layers
            if one.entry.kind == "scan" and one.scan is not None and one.scan.path is not None
            and one.entry.file in same and one.entry.file.sha256 in hashes
        }  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("sessions", text)


def load(examined: Examined, journals: Path | None, progress: Progress = silent) -> Loaded:
    """Read everything that was found.

    Raises
    ------
    InputError
        if its processed patient is missing, or is another one by now
    """
    record, warnings = examined.record, list(examined.warnings)
    patient = None if record.patient is None else _patient(record.patient, examined.patient)
    aal()  # the GUI thread must not wait for the atlases
    territory_atlas()
    layers = []
    for number, entry in enumerate(record.layers):
        progress(number / max(1, len(record.layers)), entry.name)
        path = _place(examined, entry)
        if path is None:
            continue
        log.hide(path)
        try:
            layers.append(_layer(examined, entry, path))
        except (AlgoscopeError, OSError) as error:
            warnings.append(_tr("{name} was not opened: {reason}").format(name=entry.name, reason=error))
    regions = []
    for drawn in record.regions:
        try:
            regions.append(_regions(examined, drawn, journals))
        except (AlgoscopeError, OSError) as error:
            warnings.append(_tr("{name} was not opened: {reason}").format(name=drawn.name, reason=error))
    regions += _later_regions(record, journals)
    current, pinned = _seeds(examined, warnings)
    archives = load_archives(examined)
    forms = load_forms(examined, warnings)
    progress(1.0, "")
    told = (*warnings, *archives.warnings)
    own = _own_folder(examined)
    return Loaded(examined, patient, tuple(layers), tuple(regions), current, pinned, told, archives, forms, own)


def _own_folder(examined: Examined) -> Path | None:
    """The folder of the user's own that an automatic session belongs to, if it is still that of the same case."""
    record = examined.record
    if not record.belongs_to:
        return None
    folder = placed(FileEntry(record.belongs_to, "", 0), examined.folder)
    try:
        is_its = is_session(folder) and read_session(folder).record.case.id == record.case.id
    except AlgoscopeError:
        return None
    return folder if is_its else None


def _place(examined: Examined, entry: LayerEntry) -> Path | None:
    return None if entry.file in examined.skipped else examined.places.found.get(entry.file)


def _patient(entry: PatientEntry, folder: Path | None) -> ProcessedPatient:
    if folder is None:
        raise InputError(
            _tr(
                "The folder of the processed patient {name} is missing; without it, the session cannot be opened."
            ).format(name=entry.name)
        )
    log.hide(folder)
    found = read_processed(folder, entry.name.removeprefix("sub-"))
    hashes = hashes_in(found.names)
    if entry.scans and not set(entry.scans) & set(hashes):
        raise InputError(
            _tr(
                "The folder of {name} was processed from other scans than those of this session: two patients must "
                "not be mixed."
            ).format(name=entry.name)
        )
    return patient_of(found, entry.name, hashes)


# -- layers ---------------------------------------------------------------------------------------------------


def _layer(examined: Examined, entry: LayerEntry, path: Path) -> LoadedLayer:
    if entry.kind == "scan":
        scan = _aligned(nifti.read(path), entry)
        first_look(scan)  # the windows of a first look are found here, not in the GUI thread
        return LoadedLayer(entry, scan.image, scan, None)
    if entry.kind == "series":
        series = read_series(path, entry.affine, entry.image_name, entry.unit, entry.tr_s)
        return LoadedLayer(entry, series, _origin(entry, series), None)
    volume = read_volume(path, entry.affine, entry.image_name, entry.unit)
    stat_map = None
    if entry.kind == "map":
        stat_map = StatMap(volume, entry.statistic, provenance_of(entry.provenance), _mask(examined, entry), entry.dof)
    return LoadedLayer(entry, volume, _origin(entry, volume), stat_map)


def _mask(examined: Examined, entry: LayerEntry) -> Mask | None:
    path = None if entry.mask is None else examined.places.found.get(entry.mask)
    return None if path is None else read_mask(path, entry.affine)


def _aligned(scan: Scan, entry: LayerEntry) -> Scan:
    """A scan where it was put by alignment when the session was saved."""
    if not entry.alignment:
        return scan
    matrix = np.array(entry.alignment, dtype=np.float64)
    image = replace(scan.image, grid=LinearTransform(matrix).placed(scan.image.grid))
    facts = {**scan.facts, ALIGNMENT: Fact(matrix.tolist(), FactSource.VALUES)}
    told = () if entry.origin is None else entry.origin.warnings
    return replace(scan, image=image, facts=facts, warnings=told or scan.warnings)


def _origin(entry: LayerEntry, image: Volume | Series) -> Scan | None:
    """What is known of the scan that an image was made of; the image of that scan is another object than a made one."""
    origin = entry.origin
    if origin is None:
        return None
    facts = {"SpatialReference": Fact(origin.space, FactSource.HEADER)} if origin.space != "unknown" else {}
    modality = next((one for one in Modality if one.value == origin.modality), Modality.OTHER)
    shown = replace(image, name=image.name) if entry.computed else image
    return Scan(
        modality, shown, None, _tr("from a session"), origin.affine_source, facts, warnings=origin.warnings
    )  # fmt: skip


def provenance_of(found: Mapping[str, Any]) -> Provenance:
    """A provenance as it was kept."""
    inputs = tuple(
        InputRecord(str(one.get("role")), str(one.get("sha256")))
        for one in found.get("inputs") or ()
        if isinstance(one, dict)
    )
    warnings = tuple(str(one) for one in found.get("warnings") or ())
    versions = dict(found.get("versions") or {})
    return Provenance(str(found.get("function", "")), dict(found.get("parameters") or {}), inputs, warnings, versions)


# -- regions and seeds ----------------------------------------------------------------------------------------


def _regions(examined: Examined, entry: RegionsEntry, journals: Path | None) -> LoadedRegions:
    """A map of regions: from its journal, where that is still there, because each stroke is in it."""
    original = None if entry.original is None else examined.places.found.get(entry.original)
    journal = None if journals is None or not entry.journal else journals / Path(entry.journal).name
    if journal is not None and journal.is_file() and not is_in_use(journal):
        try:
            recovered = read_journal(journal)
        except AlgoscopeError:
            pass  # what the session itself has is the newest that can be read
        else:
            pack(recovered.labels)  # for its new journal, which is begun by the GUI thread
            return LoadedRegions(entry, recovered.labels, original, journal, recovered.is_saved)
    path = examined.places.found.get(entry.file)
    if path is None:
        raise InputError(_tr("its file is missing"))
    found = read_regions(path, entry.affine)
    regions = [Region(r.label, r.name, r.colour, r.visible, r.locked) for r in entry.regions]
    labels = LabelMap(found.grid, found.data, regions)
    pack(labels)
    return LoadedRegions(entry, labels, original, None, True)


def _later_regions(record: SessionRecord, journals: Path | None) -> list[LoadedRegions]:
    """Drawings of this patient that were begun after the session was kept, just before the program was killed."""
    named = {Path(entry.journal).name for entry in record.regions if entry.journal}
    found = []
    for journal in () if journals is None else journals_of(record.case.id, journals):
        recovered = read_journal(journal)
        if journal.name in named or (recovered.n_changes == 0 and recovered.labels.is_empty):
            continue
        facts = recovered.facts
        entry = RegionsEntry(
            str(facts.get("name") or ""), FileEntry("", "", 0), (), journal=journal.name,
            space=str(facts.get("space") or "scanner"), home=str(facts.get("home") or ""), is_current=True,
        )  # fmt: skip
        found.append(LoadedRegions(entry, recovered.labels, None, journal, recovered.is_saved))
    return found


def _seeds(examined: Examined, warnings: list[str]) -> tuple[SphereSeed | None, tuple[Seed, ...]]:
    pinned: list[Seed] = []
    for entry in examined.record.seeds.pinned:
        try:
            pinned.append(_seed(examined, entry))
        except (AlgoscopeError, OSError) as error:
            warnings.append(_tr("{name} was not opened: {reason}").format(name=entry.name, reason=error))
    live = examined.record.seeds.current
    current = None if live is None else _seed(examined, live)
    return current if isinstance(current, SphereSeed) else None, tuple(pinned)


def _seed(examined: Examined, entry: SeedEntry) -> Seed:
    if entry.kind == "sphere":
        return SphereSeed(entry.name, entry.centre_mm, entry.radius_mm)
    if entry.kind == "region":
        return RegionSeed(entry.name)
    path = None if entry.mask is None else examined.places.found.get(entry.mask)
    if path is None:
        raise InputError(_tr("its file is missing"))
    return MaskSeed(entry.name, read_mask(path, entry.affine))
