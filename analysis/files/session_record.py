"""What a session is made of: the record that is kept in ``session.json``, without images and without Qt.

Files are named by a path relative to the folder of the session, by their SHA-256 and by their size. ``id`` of a layer
is its number in this record only. Words such as roles and spaces are those of the enumerations of the window. What
is more than words and numbers (comparisons, preparations, results of a study) is in archives, see `archive`.

Schema 2 added archives, the 3D view, the study, and the folder that an automatic session belongs to; one of schema 1
is read as one that has none of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SCHEMA = 2
Matrix = tuple[tuple[float, ...], ...]
Place = tuple[float, float, float]


@dataclass(frozen=True)
class FileEntry:
    """A file: ``path`` relative to the folder of the session, with ``/``; ``n_bytes`` its size."""

    path: str
    sha256: str
    n_bytes: int

    @property
    def name(self) -> str:
        """Its name without the folder."""
        return self.path.rsplit("/", 1)[-1]


@dataclass(frozen=True)
class CaseEntry:
    """Whose session it is: ``id`` is that of all its results, ``pseudonym`` what the patient is called."""

    id: str
    pseudonym: str = ""


@dataclass(frozen=True)
class ScaleEntry:
    """How values become colours, as `analysis.colour.ColourScale`."""

    colormap: str
    low: float
    high: float
    gap: tuple[float, float] | None = None
    opacity: float = 1.0
    faint: float = 0.0


@dataclass(frozen=True)
class OriginEntry:
    """What is known of the scan that an image was made of, where that scan is not among the layers."""

    modality: str
    affine_source: str = "sform"
    space: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class LayerEntry:
    """One layer, the lowest first.

    Parameters
    ----------
    kind : ``"scan"`` (a file that was opened), ``"map"`` (computed, with its record), ``"volume"`` or ``"series"``
    case_id : of the patient that it was made of
    source : the layer that holds the scan it was made of, 0 where there is none
    origin : of what is no scan and has no source
    affine : of images in the session's own folder, exact; the header of a NIfTI file holds single precision only
    alignment : of a scan that was aligned here, T1 mm -> mm of its file; empty for others
    home : the space of a processed patient that the layer is in, ``""`` where it is not said
    names : of an atlas, by its numbers
    computed : it was made here, not opened
    """

    id: int
    name: str
    kind: str
    file: FileEntry
    case_id: str
    role: str
    scale: ScaleEntry
    visible: bool = True
    interpolation: str = "linear"
    source: int = 0
    origin: OriginEntry | None = None
    affine: Matrix = ()
    alignment: Matrix = ()
    home: str = ""
    image_name: str = ""
    unit: str = ""
    tr_s: float | None = None
    statistic: str = ""
    dof: float | None = None
    provenance: Mapping[str, Any] = field(default_factory=dict)
    mask: FileEntry | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    computed: bool = False


@dataclass(frozen=True)
class RegionEntry:
    """One region of a map of regions; not that of `analysis.labels`, so that a change there changes no file."""

    label: int
    name: str
    colour: tuple[int, int, int]
    visible: bool = True
    locked: bool = False


@dataclass(frozen=True)
class RegionsEntry:
    """A map of regions: its voxels in the session's folder, and where it was opened from or saved to.

    ``journal`` is the name of the journal that it was drawn in; while that is there, it is newer. ``source`` is the
    layer of the image that it was drawn on.
    """

    name: str
    file: FileEntry
    affine: Matrix
    regions: tuple[RegionEntry, ...] = ()
    original: FileEntry | None = None
    journal: str = ""
    space: str = "scanner"
    home: str = ""
    is_reference: bool = False
    is_visible: bool = True
    is_current: bool = False


@dataclass(frozen=True)
class SeedEntry:
    """A seed: a sphere (``centre_mm``, ``radius_mm``), a region of the atlas, or a mask in the session's folder."""

    name: str
    kind: str
    centre_mm: Place = (0.0, 0.0, 0.0)
    radius_mm: float = 0.0
    mask: FileEntry | None = None
    affine: Matrix = ()
    layer: int = 0


@dataclass(frozen=True)
class LiveLookEntry:
    """How the map of the live seed is shown."""

    scale: ScaleEntry
    visible: bool = True


@dataclass(frozen=True)
class SeedsEntry:
    """The live seed, those that were kept, and how they are used; ``look`` None where there is no map of it."""

    current: SeedEntry | None = None
    pinned: tuple[SeedEntry, ...] = ()
    radius_mm: float = 6.0
    tool: bool = False
    compared: str = ""
    look: LiveLookEntry | None = None


@dataclass(frozen=True)
class NodeEntry:
    """A node of a graph, as `analysis.network.graph.Node`."""

    name: str
    xyz_mm: Place
    value: float | None = None
    kind: str = "region"
    module: int = 0
    size: float = 1.0
    note: str = ""


@dataclass(frozen=True)
class GraphEntry:
    """The graph that is shown; ``edges`` are numbers of two nodes and a weight."""

    nodes: tuple[NodeEntry, ...]
    edges: tuple[tuple[int, int, float], ...] = ()
    title: str = ""
    unit: str = ""
    edge_unit: str = ""


@dataclass(frozen=True)
class FactEntry:
    """A fact that a person has typed, with its source."""

    value: Any
    source: str


@dataclass(frozen=True)
class AslEntry:
    """What a person has said about an ASL series."""

    layer: int
    typed: Mapping[str, FactEntry] = field(default_factory=dict)
    excluded: tuple[int, ...] = ()
    m0_layer: int = 0
    is_chosen: bool = False


@dataclass(frozen=True)
class ComparisonEntry:
    """A comparison: its maps among the layers, what it was, in words, and the archive of its result.

    ``roles`` tells which layer is what, such as ``"w"`` or ``"surviving"``; those that were closed are not in it.
    """

    kind: str
    caption: str
    layers: tuple[int, ...]
    result: FileEntry | None = None
    roles: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class StudyEntry:
    """The study: its table where it is, the archive of its results, and the analysis that was seen."""

    table: FileEntry
    kept: FileEntry
    id_column: str = ""
    section: str = ""


@dataclass(frozen=True)
class FormEntry:
    """What stands in the fields of a comparison, by their names.

    ``table`` is that of the people, ``image`` the patient's map or the mask where a file was chosen, ``layer`` where an
    open one was (0 where neither was).
    """

    table: FileEntry
    fields: Mapping[str, Any] = field(default_factory=dict)
    image: FileEntry | None = None
    layer: int = 0

    @property
    def files(self) -> tuple[FileEntry, ...]:
        """The files that it speaks of."""
        return (self.table,) if self.image is None else (self.table, self.image)


@dataclass(frozen=True)
class PatientEntry:
    """The processed patient that is open: its folder, known again by the scans that it was made of."""

    name: str
    folder: str
    scans: tuple[str, ...] = ()


@dataclass(frozen=True)
class LookEntry:
    """Where a slice view looks, where that is not simply everything."""

    centre_mm: Place
    mm_per_pixel: float


@dataclass(frozen=True)
class SceneEntry:
    """How the 3D view is looked at: mm, RAS+; ``height_mm`` is half of what is seen from top to bottom."""

    position_mm: Place
    focus_mm: Place
    up: Place
    height_mm: float
    angle_degrees: float = 30.0
    opacity: float = 1.0
    planes: bool = True


@dataclass(frozen=True)
class ViewEntry:
    """Where one looks, and how the window is arranged."""

    cursor_mm: Place = (0.0, 0.0, 0.0)
    timepoint: int = 0
    convention: str = "radiological"
    space: str = ""
    crosshair: bool = True
    selected: int = 0
    layout: str = "grid"
    maximised: str = ""
    looks: Mapping[str, LookEntry] = field(default_factory=dict)
    page: str = "patient"
    maps_tab: int = 0
    drawer_visible: bool = True
    drawer_tab: str = ""
    compare_tab: int = 0
    scene: SceneEntry | None = None


@dataclass(frozen=True)
class ContentsEntry:
    """What a person wants to stand in the report, by the names of statistics, in the order of the pages.

    ``without`` are comparisons that were left out: one that is in neither list is new, and stands before the others.
    ``maps`` are those whose own values are shown.
    """

    comparisons: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportEntry:
    """What a person has written for the report, by the names of its fields; ``contents`` None where as usual.

    ``seen`` are the red lights that the reader has ticked, in words with their numbers.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    contents: ContentsEntry | None = None
    seen: tuple[str, ...] = ()


@dataclass(frozen=True)
class SessionRecord:
    """All of it; ``saved`` is the time in UTC (ISO 8601).

    ``making`` is the archive of how series are prepared and maps were made, ``regions_in_report`` that of the table of
    drawn regions. ``belongs_to`` is the folder, relative to this one, in which the user keeps the session of which
    this is the automatic one. ``patient_form`` and ``groups_form`` are what stands on the pages of Compare.
    """

    case: CaseEntry
    saved: str = ""
    patient: PatientEntry | None = None
    layers: tuple[LayerEntry, ...] = ()
    regions: tuple[RegionsEntry, ...] = ()
    seeds: SeedsEntry = field(default_factory=SeedsEntry)
    graph: GraphEntry | None = None
    asl: tuple[AslEntry, ...] = ()
    comparisons: tuple[ComparisonEntry, ...] = ()
    view: ViewEntry = field(default_factory=ViewEntry)
    report: ReportEntry = field(default_factory=ReportEntry)
    making: FileEntry | None = None
    regions_in_report: FileEntry | None = None
    study: StudyEntry | None = None
    belongs_to: str = ""
    patient_form: FormEntry | None = None
    groups_form: FormEntry | None = None

    @property
    def files(self) -> tuple[FileEntry, ...]:
        """Every file that must be there to open it, each once."""
        found = [layer.file for layer in self.layers]
        found += [layer.mask for layer in self.layers if layer.mask is not None]
        found += [regions.file for regions in self.regions]
        seeds = [*self.seeds.pinned, *([self.seeds.current] if self.seeds.current else [])]
        found += [seed.mask for seed in seeds if seed.mask is not None]
        study = () if self.study is None else (self.study.table, self.study.kept)
        archives = (*(one.result for one in self.comparisons), self.making, self.regions_in_report, *study)
        found += [entry for entry in archives if entry is not None]
        found += [entry for form in (self.patient_form, self.groups_form) if form is not None for entry in form.files]
        return tuple(dict.fromkeys(found))
