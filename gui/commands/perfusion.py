"""From an ASL series to perfusion: the request, the job in the background, and its maps as layers."""

from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication

from analysis.errors import DataError
from analysis.files.doubts import still_open
from analysis.image import Series, Volume
from analysis.perfusion.acknowledged import BLOCKS, with_sentence
from analysis.perfusion.calibration import Calibration
from analysis.perfusion.cbf import CbfResult, require_calibration
from analysis.perfusion.m0_source import stated_estimate
from analysis.perfusion.measure import PerfusionRequest, measure_perfusion
from analysis.perfusion.pairs import Pair, pairs_of
from analysis.perfusion.protocol import AslProtocol
from analysis.perfusion.quantify import CbfOptions
from analysis.perfusion.tissue_fraction import fraction_on
from analysis.progress import Progress, part, silent
from analysis.provenance import InputRecord, sha256_of_file
from analysis.scan import Fact, FactSource, StatMap
from gui.commands.asl_form import asl_layers, m0_layer_of, read_form, scan_of
from gui.commands.computing import mask_for, mask_of, with_origin
from gui.commands.first_look import map_of
from gui.jobs import Job, JobRunner
from gui.perfusion_state import Measured
from gui.session import Layer, Session

MAPS_SHOWN = ("cbf", "relative_perfusion")
EXCLUDED = "pairs_left_out_by_hand"


def _tr(text: str) -> str:
    return QCoreApplication.translate("perfusion", text)


@dataclass(frozen=True)
class PerfusionChoices:
    """What is chosen beside the facts: layers by their id, calibration, and the options of the computation."""

    calibration: Calibration = Calibration.M0
    reference: str = "csf"
    reference_mask_id: int | None = None
    gray_id: int | None = None
    white_id: int | None = None
    m0_fwhm_mm: float = 0.0
    align_m0: bool = False
    options: CbfOptions = field(default_factory=CbfOptions)


def compute_perfusion(session: Session, jobs: JobRunner, layer_id: int, choices: PerfusionChoices) -> Job:
    """Compute the maps of a series in the background and add them as layers.

    Raises
    ------
    DataError
        while the form has open questions
    OptionError
        if a chosen layer is not open any more
    """
    layer = session.layer(layer_id)
    form = read_form(session, layer_id)
    relative = choices.calibration is Calibration.NONE
    asked = [q for q in form.questions if not (relative and q.field.startswith("M0"))]
    if form.problem or asked:
        first = "" if not asked else f"{asked[0].field}: {asked[0].why}"
        raise DataError(form.problem or _tr("Perfusion cannot be computed yet. {question}").format(question=first))
    request = request_of(session, layer, choices)
    left_out = tuple(sorted(session.perfusion.case(layer_id).excluded))
    return jobs.submit(
        _tr("Perfusion of {name}").format(name=layer.name),
        measure,
        request,
        left_out,
        on_done=partial(add_maps, session, layer_id),
        key=f"perfusion {layer_id}",
    )


def refusal(session: Session, layer_id: int, calibration: Calibration) -> str:
    """Why perfusion in mL/100 g/min cannot be computed, as far as it is known beforehand; "" where it can."""
    protocol = read_form(session, layer_id).protocol
    if protocol is None:
        return ""
    layer, given = session.layer(layer_id), session.perfusion.case(layer_id).typed
    replaced = not protocol.background_suppression and "control" in protocol.volume_types
    has_m0 = m0_layer_of(session, layer_id) is not None or "m0scan" in protocol.volume_types or replaced
    if calibration is Calibration.M0 and stated_estimate(scan_of(layer), given) is not None:
        return ""
    try:
        require_calibration(calibration, has_m0=has_m0, background_suppression=protocol.background_suppression)
    except DataError as error:
        return str(error)
    return ""


def request_of(session: Session, layer: Layer, choices: PerfusionChoices) -> PerfusionRequest:
    """What is computed for a series with these choices."""
    if isinstance(layer.image, Series):
        layer.image.require_complete()
    mask_layer, m0 = mask_for(session, layer), m0_layer_of(session, layer.id)
    reference = None if choices.reference_mask_id is None else session.layer(choices.reference_mask_id)
    return PerfusionRequest(
        scan_of(layer),
        given_of(session, layer.id),
        None if m0 is None or choices.calibration is Calibration.NONE else m0.scan,
        None if mask_layer is None else mask_of(mask_layer),
        choices.calibration,
        choices.reference,
        None if reference is None else mask_of(reference),
        _tissue(session, choices.gray_id),
        _tissue(session, choices.white_id),
        choices.m0_fwhm_mm,
        choices.options,
        align_m0=choices.align_m0,
    )


def given_of(session: Session, layer_id: int) -> dict[str, Fact]:
    """The typed facts of a series; pairs that were left out by hand are no volumes of perfusion."""
    case = session.perfusion.case(layer_id)
    given = dict(case.typed)
    form = read_form(session, layer_id)
    if case.excluded and form.protocol is not None:
        pairs, types = shown_pairs(form.protocol), list(form.protocol.volume_types)
        for number in case.excluded:
            for volume in pairs[number].volumes:
                types[volume] = "n/a"
        given["VolumeTypes"] = Fact(tuple(types), FactSource.TYPED)
        given.pop("SwapControlLabel", None)  # the protocol's kinds are exchanged already
    return given


def shown_pairs(protocol: AslProtocol) -> tuple[Pair, ...]:
    """The pairs of a protocol, in the order of the scan; raises as `pairs_of`."""
    return pairs_of(protocol)[0]


def _tissue(session: Session, layer_id: int | None) -> Volume | None:
    return None if layer_id is None else session.layer(layer_id).volume(0)


def measure(request: PerfusionRequest, left_out: tuple[int, ...], progress: Progress = silent) -> CbfResult:
    """The job: hash the files, bring tissue to the grid of the series, compute.

    What was left out by hand, and tissue that was brought from another grid, stand in the record.
    """
    records = tuple(
        InputRecord(role, sha256_of_file(scan.path))
        for role, scan in (("asl", request.scan), ("m0", request.m0))
        if scan is not None and scan.path is not None
    )
    grid = request.scan.image.grid
    gray, white = (
        None if tissue is None else fraction_on(tissue, grid, part(progress, 0.1 * n, 0.1 * n + 0.1))
        for n, tissue in enumerate((request.gray, request.white))
    )
    ready = replace(request, inputs=records, gray=gray, white=white)
    result = measure_perfusion(ready, part(progress, 0.2, 1.0))
    notes = _notes(request, result, left_out)
    maps = tuple(_with_notes(m, request, notes) for m in result.maps)
    for stat_map in maps:
        map_of(stat_map)  # found here, remembered for the GUI thread
    return replace(result, maps=maps)


def _notes(request: PerfusionRequest, result: CbfResult, left_out: tuple[int, ...]) -> dict[str, tuple[Any, str]]:
    """What stands in the record beside the facts: for each name its value and a sentence ("" for none)."""
    notes: dict[str, tuple[Any, str]] = {BLOCKS: ([check.key for check in result.blocking], "")}
    if left_out:
        numbers = [n + 1 for n in left_out]
        words = ", ".join(str(n) for n in numbers)
        notes[EXCLUDED] = (numbers, _tr("Left out by hand: pair {pairs}.").format(pairs=words))
    moved = request.gray is not None and not request.gray.grid.matches(request.scan.image.grid)
    if moved and request.gray is not None:
        sentence = _tr("Tissue was brought from another grid by the millimetres of the headers; are both aligned?")
        notes["tissue_from_grid"] = (request.gray.grid.in_words(), sentence)
    return notes


def _with_notes(stat_map: StatMap, request: PerfusionRequest, notes: dict[str, tuple[Any, str]]) -> StatMap:
    doubts = (*request.scan.warnings, *(() if request.m0 is None else request.m0.warnings))
    stat_map = with_origin(stat_map, replace(request.scan, warnings=still_open(doubts, request.given)))
    provenance = stat_map.provenance
    parameters = {**provenance.parameters, **{name: value for name, (value, _) in notes.items()}}
    warnings = (*provenance.warnings, *(sentence for _, sentence in notes.values() if sentence))
    noted = replace(provenance, parameters=parameters, warnings=warnings)
    return replace(stat_map, provenance=with_sentence(noted))


def add_maps(session: Session, layer_id: int, result: CbfResult) -> None:
    """Add the maps, perfusion seen and the others switched off, unless the series was closed in the meantime."""
    if not session.has_layer(layer_id):
        return
    scan, ids = session.layer(layer_id).scan, {}
    shown = next((m for m in result.maps if m.statistic in MAPS_SHOWN), result.maps[0])
    with session.batch():
        for other in session.layers:  # one map at a time over the anatomy
            if other.stat_map is not None and other.display.visible:
                session.show_layer(other.id, visible=False)
        for stat_map in sorted(result.maps, key=lambda m: m is shown):
            look = map_of(stat_map, visible=stat_map is shown)
            added = session.add_layer(
                _layer_name(session, layer_id, stat_map),
                stat_map.volume,
                look.role,
                look.display,
                scan=scan,
                stat_map=stat_map,
            )
            ids[stat_map.statistic] = added.id
        case = session.perfusion.case(layer_id)
        session.perfusion.set_case(layer_id, replace(case, measured=Measured(result, ids)))
    if result.blocking:  # what else is to be known stands beside the equation, and on the Quality page
        red = ", ".join(f"{check.caption} {check.value:.4g} {check.unit}".strip() for check in result.blocking)
        session.tell(
            _tr("{name} is not plausible: {red}. Look at it before you use it.").format(
                name=map_caption(shown), red=red
            )
        )


def _layer_name(session: Session, layer_id: int, stat_map: StatMap) -> str:
    """The map's caption, with that of its series where several are open."""
    caption = map_caption(stat_map)
    return f"{caption} · {session.layer(layer_id).image.name}" if len(asl_layers(session)) > 1 else caption


def map_caption(stat_map: StatMap) -> str:
    """What a layer of this map is called."""
    caption = stat_map.volume.name or stat_map.statistic
    return caption[0].upper() + caption[1:]
