"""How the demonstration's controls are made: each scanned by the patient's simulator, processed by the patient's chain.

It takes a minute or two for each of them, so it is done once, and what it leaves is kept with the application
(`reference_archive`). Nothing here knows of an archive: the maps of each control lie in a folder of their own, with the
records that processing wrote beside them.
"""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.demo.patient import write_control
from analysis.demo.person import Person
from analysis.demo.settings import FULL, DemoSettings
from analysis.pipeline.case import find_case
from analysis.pipeline.chain import process_patient
from analysis.pipeline.cohort_quality import add_quality
from analysis.pipeline.dataset import write_cohort_table
from analysis.pipeline.derivative import read_processed
from analysis.presets import find_preset
from analysis.progress import Progress, part, silent
from analysis.quality.folder import processed_files
from analysis.quality.kept import write_quality
from analysis.quality.measuring import measure_quality

PRESET = "spinal_pain_zhang2025"
"""The preset by which the demonstration patient is processed unless another one is chosen."""
STATISTICS = ("malff", "cbf", "smreho", "gray_volume")
"""The maps that are kept, of those that matter most (`analysis.pipeline.against_cohort`): activity first."""
_LARGE = ("anat", "func", "perf")


def make_controls(
    people: Sequence[Person], folder: Path, settings: DemoSettings = FULL, progress: Progress = silent
) -> Iterator[Person]:
    """Scan and process people one after the other; who is there already is not made again.

    Parameters
    ----------
    folder : of the results, a derivative dataset; scans lie there only while they are processed

    Yields
    ------
    Person
        as soon as the maps are there

    Raises
    ------
    InputError, EngineError, OutputError
        as `process_patient`
    """
    for number, person in enumerate(people):
        step = part(progress, number / len(people), (number + 1) / len(people))
        if not (folder / person.subject / "kept").exists():
            _make(person, folder, settings, step)
        yield person


def _make(person: Person, folder: Path, settings: DemoSettings, progress: Progress) -> None:
    """Maps, record and numbers of quality; scans and images between are deleted."""
    place = Path(tempfile.mkdtemp(prefix=".making-", dir=folder))  # its own: two runs must never mix
    raw, out = place / "raw", place / "processed"
    write_control(raw, person, settings, progress=part(progress, 0.0, 0.35))
    preset = find_preset(PRESET)
    process_patient(find_case(raw), out, preset, progress=part(progress, 0.35, 0.95))
    files = processed_files(out, person.label)
    write_quality(measure_quality(files, preset, part(progress, 0.95, 1.0)), files)
    found = read_processed(out, person.label)
    for name in _LARGE:
        shutil.rmtree(found.names.maps.parent / name)
    final = folder / person.subject
    shutil.rmtree(final, ignore_errors=True)
    shutil.move(found.names.maps.parent, final)
    (final / "kept").touch()
    shutil.rmtree(place)


def table_of(people: Sequence[Person], folder: Path) -> str:
    """The text of the controls' table: who they are, how they moved, their numbers of quality, the paths of their maps.

    Parameters
    ----------
    folder : as `make_controls` left it
    """
    told = {p.label: {"age": str(p.age), "sex": p.sex, "handedness": p.handedness} for p in people}
    found = [read_processed(folder, person.label) for person in people]
    path = write_cohort_table(found, told, folder / "table.tsv", STATISTICS)
    return add_quality(path).read_text(encoding="utf-8")
