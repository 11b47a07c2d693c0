"""Perfusion by arterial territory on the report: does what is low stay in one territory, by a fixed rule; and means.

Read from the map and the grey matter that processing has left, as on the page Maps, in the same words. The last
readings are kept in memory, because a preview is made again after each word that is entered.
"""

from analysis.errors import DataError
from analysis.files import map_record
from analysis.perfusion.beds import NOTE, BedPair
from analysis.perfusion.reading import Reading
from analysis.pipeline.derivative import ProcessedFolder
from analysis.pipeline.perfusion_reading import perfusion_map, read_perfusion
from analysis.progress import Progress, silent
from analysis.provenance import sha256_of_file
from analysis.report.document import Facts, Paragraphs, Section, Tone
from analysis.report.wording import fixed, flattened, number

TITLE = "Perfusion by territory, by fixed rules"
_MOST_KEPT = 2
_kept: dict[tuple[str, ...], Reading] = {}


def territories(found: ProcessedFolder, progress: Progress = silent) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """What stands on the first page, and among the methods; nothing for a patient without a map of perfusion."""
    path = perfusion_map(found)
    if path is None:
        return (), ()
    try:
        reading = _reading(found, progress)
    except DataError as error:
        return (Paragraphs(TITLE, (f"Not read: {error}",), Tone.FAINT, runs_in=True),), ()
    record = map_record.read(path)
    unit = f", {record.unit}" if record is not None and record.unit else ""
    pairs = "; ".join(map(_pair_in_words, reading.territories))
    means = f"Means left | right{unit} (left less right in % of their mean): {pairs}; of {reading.counted}."
    lines = (means, *reading.cautions.sentences)
    begin = Paragraphs(TITLE, (reading.sentence,), runs_in=True)
    return (begin, Paragraphs("Territories", lines, Tone.FAINT, runs_in=True, is_joined=True)), _methods(reading)


def _reading(found: ProcessedFolder, progress: Progress) -> Reading:
    """Read now, or as it was read of the same files before."""
    paths = (perfusion_map(found), found.tissue_mni("GM"), *(m.path for m in found.maps if m.statistic == "att"))
    key = tuple(sha256_of_file(path) for path in paths if path is not None)
    reading = _kept.get(key)
    if reading is None:
        reading = read_perfusion(found, progress)
        for old in list(_kept)[: max(0, len(_kept) - _MOST_KEPT + 1)]:
            _kept.pop(old, None)
        _kept[key] = reading
    return reading


def _pair_in_words(pair: BedPair) -> str:
    values = f"{pair.left.bed.territory.name} {number(pair.left.mean)} | {number(pair.right.mean)}"
    return f"{values} ({fixed(pair.asymmetry, 1)} %)"


def _methods(reading: Reading) -> tuple[Section, ...]:
    rows = [("territories", NOTE), ("counted", reading.counted)]
    if reading.asymmetry is not None:
        provenance = reading.asymmetry.maps[0].provenance
        rows += [("function", provenance.function), *flattened(provenance.parameters)]
    return (Facts("How territories and sides were compared", tuple(rows)),)
