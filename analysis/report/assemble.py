"""From a processed patient, its comparisons and what a person adds to the whole document."""

from collections.abc import Iterator
from dataclasses import asdict

from analysis.perfusion.quality import Light
from analysis.progress import Progress, silent
from analysis.provenance import ALGOSCOPE_VERSION, InputRecord, Provenance, sha256_of_file
from analysis.quality.folder import processed_files
from analysis.report.case import Case
from analysis.report.comparison import Comparison, require_patient
from analysis.report.details import Details
from analysis.report.document import Document, Section
from analysis.report.drawn import drawn_methods, drawn_table, with_table
from analysis.report.findings import findings
from analysis.report.methods import methods
from analysis.report.red_lights import Part, RedLight, red_lights, unseen
from analysis.report.references import references
from analysis.report.regions import DrawnRegions, require_of_patient
from analysis.report.registration import registration
from analysis.report.territories import territories
from analysis.report.values import scanner_of, sequence_of, used_maps
from analysis.report.wording import NOT_RECORDED

STAMP, SIMULATED = "NOT INTERPRETABLE", "SIMULATED, NOT MEASURED"


def report_of(
    case: Case,
    comparisons: tuple[Comparison, ...] = (),
    details: Details | None = None,
    *,
    regions: tuple[DrawnRegions, ...] = (),
    acknowledged: tuple[str, ...] = (),
    made_on: str = "",
    remarks: tuple[str, ...] = (),
    together: str = "",
    progress: Progress = silent,
) -> Document:
    """The report as a document.

    Parameters
    ----------
    regions : tables of regions that were drawn on the patient
    acknowledged : the red lights that were seen, as `analysis.report.red_lights.require_seen` gives them; what the
        others concern is marked as not interpretable
    made_on : date of the report, ISO; ``""`` for none
    remarks : sentences that stand in bold above the first comparison
    together : what all comparisons say at once, see `analysis.report.comparison.said_together`

    Raises
    ------
    InputError
        if a comparison, or a table of regions, is not of a map of this patient
    """
    details = details or Details()
    require_patient(comparisons, case.hashes)
    require_of_patient(regions, case.hashes)
    is_simulated = any(case.is_simulated(name) for name in case.provenances)
    red = red_lights(case)
    waiting = unseen(red, acknowledged)
    stamp = " · ".join(filter(None, (_not_interpretable(case, waiting), SIMULATED if is_simulated else "")))
    heading = (*_entered(details), *(pair for pair in _made(case, comparisons) if pair[1]))
    record = _provenance(case, comparisons, details, acknowledged, waiting, regions).as_dict()
    perfusion, perfusion_methods = territories(case.folder, progress)
    pages = findings(case, comparisons, details, acknowledged, remarks, together, perfusion, waiting)
    moved: tuple[Section, ...] = ()
    if regions:
        pages, moved = with_table(pages, drawn_table(regions, case.hashes, [one.statistic for one in comparisons]))
    text = (
        *moved,
        *methods(case, comparisons, acknowledged),
        *perfusion_methods,
        *drawn_methods(regions),
        *registration(case),
    )
    return Document(
        case.pseudonym,
        heading,
        stamp,
        pages,
        (*text, *references([*(section for page in pages for section in page), *text])),
        {**record, "made_on": made_on, "stamp": stamp},
        made_on,
        red,
    )


def _not_interpretable(case: Case, waiting: tuple[RedLight, ...]) -> str:
    """What the stamp says: that nothing can be interpreted, or which parts cannot; ``""`` for none."""
    if case.verdict.light is Light.RED or any(one.part is Part.ALL for one in waiting):
        return STAMP
    parts = dict.fromkeys(one.part.value.upper() for one in waiting)
    return f"{STAMP}: {', '.join(parts)}" if parts else ""


def _entered(details: Details) -> Iterator[tuple[str, str]]:
    """What a person entered, and what nobody did: a reader must not take an empty place for a missing field."""
    fields = (
        ("Age", details.age),
        ("Sex", details.sex),
        ("Handedness", details.handedness),
        ("Scanned", details.scanned),
    )
    yield from ((caption, text) for caption, text in fields if text)
    missing = [caption.lower() for caption, text in fields if not text]
    if missing:
        yield "Not entered", ", ".join(missing)


def _made(case: Case, comparisons: tuple[Comparison, ...]) -> Iterator[tuple[str, str]]:
    """Scanner, preset, and the pipeline's hash, as the records of the maps tell."""
    used = used_maps(case, comparisons)
    scanners = (scanner_of(provenance) for provenance in used.values())
    different = tuple(dict.fromkeys(filter(None, scanners)))
    fullest = [words for words in different if not any(other != words and words in other for other in different)]
    yield "Scanner", " / ".join(fullest) or NOT_RECORDED
    yield "Sequence", " / ".join(dict.fromkeys(filter(None, map(sequence_of, used.values()))))
    yield "Preset", case.quality.preset
    hashes = (str(c.provenance.get("parameters", {}).get("pipeline_hash", "")) for c in comparisons)
    pipeline = " / ".join(dict.fromkeys(filter(None, hashes)))
    yield "Algoscope", f"{ALGOSCOPE_VERSION}{f', pipeline {pipeline}' if pipeline else ''}"


def _provenance(
    case: Case,
    comparisons: tuple[Comparison, ...],
    details: Details,
    acknowledged: tuple[str, ...],
    waiting: tuple[RedLight, ...],
    regions: tuple[DrawnRegions, ...],
) -> Provenance:
    """How the report was made. The comment and the state are on its page; here is only whether there are any."""
    given = {name: bool(text) if name in ("state", "comment") else text for name, text in asdict(details).items()}
    parameters = {
        "verdict": case.verdict.light.value,
        "acknowledged": list(acknowledged),
        "not_acknowledged": [one.key for one in waiting],
        "compared": [comparison.statistic for comparison in comparisons],
        "details": given,
    }
    quality = processed_files(case.folder.names.root, case.pseudonym).record
    inputs = [("quality", sha256_of_file(quality))] if quality.is_file() else []
    inputs += [("processing record", sha256_of_file(case.folder.names.record))]
    inputs += [(f"map {name}", sha256) for name, sha256 in case.hashes.items()]
    inputs += [(f"{c.statistic}: {name}", sha256) for c in comparisons for name, sha256 in c.hashes.items()]
    inputs += [("table of drawn regions", table.table_sha256) for table in regions]
    records = tuple(InputRecord(role, sha256) for role, sha256 in inputs)
    return Provenance("analysis.report.assemble.report_of", parameters, records, case.folder.warnings)
