"""The job that writes a snapshot into the folder of a session: what is in no file yet, then the record of all."""

import dataclasses
import math
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from analysis.errors import AlgoscopeError, OutputError
from analysis.files.results import space_of
from analysis.files.session_content import ContentStore
from analysis.files.session_folder import (
    DATA,
    SCANS,
    VERSIONS_KEPT,
    failed,
    is_session,
    read_session,
    remove_unused,
    write_record,
)
from analysis.files.session_places import HashBook, relative
from analysis.files.session_record import (
    AslEntry,
    CaseEntry,
    ComparisonEntry,
    FactEntry,
    FileEntry,
    FormEntry,
    GraphEntry,
    LayerEntry,
    LiveLookEntry,
    Matrix,
    NodeEntry,
    OriginEntry,
    PatientEntry,
    RegionEntry,
    RegionsEntry,
    ScaleEntry,
    SeedEntry,
    SeedsEntry,
    SessionRecord,
    StudyEntry,
)
from analysis.grid import Grid
from analysis.image import Series
from analysis.metrics.seeds import MaskSeed, Seed, SphereSeed
from analysis.network.graph import Graph
from analysis.progress import Progress, part, silent
from analysis.scan import StatMap
from gui.commands.sessions.capture import DrawnRegions, Snapshot
from gui.commands.sessions.forms import keep_form
from gui.commands.sessions.making import making_of
from gui.commands.sessions.results import keep_case, keep_group, keep_opened
from gui.commands.sessions.study import keep_study
from gui.compare_state import CaseShown, FormNow
from gui.layer import ALIGNMENT, Layer
from gui.perfusion_state import AslCase


@dataclass(frozen=True, eq=False)
class Saved:
    """What was saved: the maps, the revisions of regions, the texts of the report; ``warnings`` are sentences."""

    folder: Path
    case_id: str
    pseudonym: str
    maps: tuple[StatMap, ...]
    revisions: tuple[tuple[int, int], ...]
    snapshot: Snapshot
    warnings: tuple[str, ...] = ()


def _tr(text: str) -> str:
    return QCoreApplication.translate("sessions", text)


def write_session(
    snapshot: Snapshot,
    folder: Path,
    book: HashBook,
    *,
    copy_scans: bool = False,
    kept: int = VERSIONS_KEPT,
    progress: Progress = silent,
) -> Saved:
    """Write a session; what was saved before stays as versions.

    Raises
    ------
    OutputError
        if it cannot be written; then what was saved before is intact
    """
    try:
        _require_own(folder, snapshot.case_id)
        folder.mkdir(parents=True, exist_ok=True)
        writer = _Writer(snapshot, ContentStore(folder, book), copy_scans=copy_scans)
        record = writer.record(progress)
        write_record(record, folder, kept=kept)
    except OSError as error:
        raise failed(error) from error
    remove_unused(folder)
    maps = tuple(layer.stat_map for layer in snapshot.layers if layer.stat_map is not None)
    revisions = tuple((drawn.map_id, drawn.labels.revision) for drawn in snapshot.regions)
    return Saved(folder, snapshot.case_id, snapshot.pseudonym, maps, revisions, snapshot, tuple(writer.warnings))


def _require_own(folder: Path, case_id: str) -> None:
    """A folder of another patient's session, or of something else, is never written into."""
    if not folder.is_dir():
        return
    if not is_session(folder):
        if {entry.name for entry in folder.iterdir()} - {DATA, SCANS}:  # what a save leaves that failed early
            raise OutputError(_tr("This folder holds something else; choose a new or an empty one for the session."))
        return
    try:
        other = read_session(folder).record.case.id
    except Exception as error:
        raise OutputError(_tr("The session in this folder is damaged; save under another name.")) from error
    if other != case_id:
        raise OutputError(
            _tr(
                "This folder holds the session of another patient, or another session of this one; choose a new folder."
            )
        )


class _Writer:
    """Makes the record of one snapshot, writing the content that it needs on the way."""

    def __init__(self, snapshot: Snapshot, store: ContentStore, *, copy_scans: bool) -> None:
        self._snapshot, self._store, self._copy_scans = snapshot, store, copy_scans
        self.warnings: list[str] = []
        self._ids = {layer.id: number for number, layer in enumerate(snapshot.layers, start=1)}

    def record(self, progress: Progress) -> SessionRecord:
        """The record of everything."""
        now = self._snapshot
        n = max(1, len(now.layers))
        layers = tuple(
            self._layer(layer, part(progress, 0.9 * i / n, 0.9 * (i + 1) / n)) for i, layer in enumerate(now.layers)
        )
        progress(0.9, "")
        view = dataclasses.replace(now.view, selected=self._ids.get(now.view.selected, 0))
        making = making_of(now.preparation, now.preset, now.layers, self._ids)
        table = now.regions_in_report
        return SessionRecord(
            CaseEntry(now.case_id, now.pseudonym),
            patient=self._patient(),
            layers=layers,
            regions=tuple(self._regions(drawn) for drawn in now.regions),
            seeds=self._seeds(),
            graph=None if now.graph is None else _graph(now.graph),
            asl=tuple(self._asl(i, case) for i, case in now.asl.items() if _is_told(case) or i == now.asl_chosen),
            comparisons=self._comparisons(),
            view=view,
            report=now.report,
            making=self._store.archive(making, "making"),
            regions_in_report=None if table is None else self._store.archive(table, "regions_in_report", table),
            study=self._study(),
            belongs_to="" if now.belongs_to is None else relative(now.belongs_to, self._store.folder),
            patient_form=self._form(now.forms.patient),
            groups_form=self._form(now.forms.groups),
        )

    # -- results ----------------------------------------------------------------------------------------------

    def _comparisons(self) -> tuple[ComparisonEntry, ...]:
        group = self._snapshot.group
        cases = tuple(
            keep_case(one, self._store, self._number_of)
            if isinstance(one, CaseShown)
            else keep_opened(one, self._store, self._number_of)
            for one in self._snapshot.cases
        )
        return cases if group is None else (keep_group(group, self._store, self._number_of), *cases)

    def _number_of(self, layer_id: int) -> int:
        return self._ids.get(layer_id, 0)

    def _form(self, now: FormNow | None) -> FormEntry | None:
        try:
            return keep_form(now, self._store, self._number_of)
        except OSError:
            words = _tr("A table or map of the page Compare cannot be read any more, so its fields are not kept.")
            self.warnings.append(words)
            return None

    def _study(self) -> StudyEntry | None:
        try:
            return keep_study(self._snapshot.study, self._store)
        except (AlgoscopeError, OSError):
            self.warnings.append(_tr("The table of the study cannot be read any more, so the study is not kept."))
            return None

    def _patient(self) -> PatientEntry | None:
        patient = self._snapshot.patient
        if patient is None or patient.folder is None:
            return None
        scans = tuple(sorted(patient.hashes))
        return PatientEntry(patient.name, relative(patient.folder, self._store.folder), scans)

    # -- layers -----------------------------------------------------------------------------------------------

    def _layer(self, layer: Layer, progress: Progress) -> LayerEntry:
        progress(0.0, layer.name)
        scan, display = layer.scan, layer.display
        kind, file, mask = self._content(layer, progress)
        aligned = None if scan is None or kind != "scan" else scan.facts.get(ALIGNMENT)
        stat_map = layer.stat_map
        return LayerEntry(
            id=self._ids[layer.id],
            name=layer.name,
            kind=kind,
            file=file,
            case_id=layer.case_id,
            role=layer.role.name or "",
            scale=ScaleEntry(**dataclasses.asdict(display.scale)),
            visible=display.visible,
            interpolation=display.interpolation.value,
            source=0 if kind == "scan" else self._source(layer),
            origin=_origin(layer),
            affine=_matrix(layer.grid),
            alignment=() if aligned is None else tuple(tuple(float(v) for v in row) for row in aligned.value),
            home=self._snapshot.homes.get(layer.id, ""),
            image_name=layer.image.name,
            unit=layer.image.unit,
            tr_s=layer.image.tr_s if isinstance(layer.image, Series) else None,
            statistic="" if stat_map is None else stat_map.statistic,
            dof=None if stat_map is None else _number(stat_map.dof),
            provenance={} if stat_map is None else stat_map.provenance.as_dict(),
            mask=mask,
            names={str(number): name for number, name in (layer.names or {}).items()},
            computed=layer.is_computed,
        )

    def _content(self, layer: Layer, progress: Progress) -> tuple[str, FileEntry, FileEntry | None]:
        """What kind of layer it is, and its files."""
        if layer.stat_map is not None:
            kept = self._store.map(layer.stat_map, layer.space)
            return "map", kept.file, kept.mask
        path = None if layer.scan is None or layer.is_computed else layer.scan.path
        if path is not None:
            try:
                return "scan", self._store.copy(path) if self._copy_scans else self._store.refer(path), None
            except OSError:
                words = _tr(
                    "The file of {name} cannot be read any more; what was read of it is in the session instead."
                )
                self.warnings.append(words.format(name=layer.name))
        if isinstance(layer.image, Series):
            return "series", self._store.series(layer.image, layer.space, progress), None
        return "volume", self._store.volume(layer.image, layer.space), None

    def _source(self, layer: Layer) -> int:
        """The layer of the scan that a layer was made of."""
        if layer.scan is None:
            return 0
        return next((self._ids[o.id] for o in self._snapshot.layers if o is not layer and _is_scan_of(o, layer)), 0)

    # -- regions and seeds ------------------------------------------------------------------------------------

    def _regions(self, drawn: DrawnRegions) -> RegionsEntry:
        space = drawn.space if drawn.space == "MNI152" else "scanner"
        labels = drawn.labels.map()
        original = None
        if drawn.original is not None:
            try:
                original = self._store.refer(drawn.original)
            except OSError:
                original = None  # it was moved or deleted; its voxels are in the session
        entries = tuple(RegionEntry(r.label, r.name, r.colour, r.visible, r.locked) for r in labels.regions)
        return RegionsEntry(
            drawn.name,
            self._store.labels(labels, space),
            _matrix(labels.grid),
            entries,
            original,
            drawn.journal,
            drawn.space,
            drawn.home,
            drawn.is_reference,
            drawn.is_visible,
            drawn.is_current,
        )

    def _seeds(self) -> SeedsEntry:
        seeds = self._snapshot.seeds
        current = None if seeds.current is None else self._seed(seeds.current)
        pinned = tuple(self._seed(seed) for seed in seeds.pinned)
        look = None
        if seeds.look is not None:
            look = LiveLookEntry(ScaleEntry(**dataclasses.asdict(seeds.look.scale)), seeds.look.visible)
        return SeedsEntry(current, pinned, float(seeds.radius_mm), seeds.tool, seeds.compared, look)

    def _seed(self, seed: Seed) -> SeedEntry:
        if isinstance(seed, SphereSeed):
            x, y, z = (float(v) for v in seed.centre_mm)
            return SeedEntry(seed.name, "sphere", (x, y, z), float(seed.radius_mm))
        if isinstance(seed, MaskSeed):
            layer = self._ids.get(self._snapshot.seeds.layers.get(seed.name, 0), 0)
            mask = self._store.mask(seed.mask)
            return SeedEntry(seed.name, "mask", mask=mask, affine=_matrix(seed.mask.grid), layer=layer)
        return SeedEntry(seed.name, "region")

    def _asl(self, layer_id: int, case: AslCase) -> AslEntry:
        typed = {name: FactEntry(_plain(fact.value), fact.source.value) for name, fact in case.typed.items()}
        m0 = 0 if case.m0_layer_id is None else self._ids.get(case.m0_layer_id, 0)
        chosen = layer_id == self._snapshot.asl_chosen
        return AslEntry(self._ids[layer_id], typed, tuple(sorted(case.excluded)), m0, chosen)


def _is_scan_of(other: Layer, layer: Layer) -> bool:
    """Whether a layer is the file that another one was made of."""
    if other.is_computed or other.scan is None or layer.scan is None:
        return False
    return other.scan is layer.scan or (other.scan.path is not None and other.scan.path == layer.scan.path)


def _is_told(case: AslCase) -> bool:
    return bool(case.typed or case.excluded or case.m0_layer_id is not None)


def _origin(layer: Layer) -> OriginEntry | None:
    scan = layer.scan
    if scan is None:
        return None
    return OriginEntry(scan.modality.value, scan.affine_source, space_of(scan), scan.warnings)


def _graph(graph: Graph) -> GraphEntry:
    nodes = tuple(
        NodeEntry(n.name, n.xyz_mm, _number(n.value), n.kind.value, int(n.module), float(n.size), n.note)
        for n in graph.nodes
    )
    return GraphEntry(nodes, graph.edges, graph.title, graph.unit, graph.edge_unit)


def _matrix(grid: Grid) -> Matrix:
    return tuple(tuple(float(v) for v in row) for row in grid.affine)


def _number(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else float(value)


def _plain(value: object) -> object:
    return [_plain(item) for item in value] if isinstance(value, tuple | list) else value
