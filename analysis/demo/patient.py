"""The demonstration patient as a folder: a BIDS dataset that appears whole, or not at all."""

from dataclasses import dataclass, replace
from pathlib import Path

from analysis.demo import sidecars, truth
from analysis.demo.anatomy import Anatomy, make_anatomy
from analysis.demo.labelling import make_labelling
from analysis.demo.perfusion_truth import make_perfusion
from analysis.demo.person import PATIENT, Person
from analysis.demo.resting import make_resting
from analysis.demo.settings import FULL, DemoSettings
from analysis.demo.structural import make_t1
from analysis.demo.whole_folder import whole_folder
from analysis.files.results import write_json, write_series, write_tsv, write_volume
from analysis.progress import Progress, part, silent

_TRUTH = Path("derivatives", "truth")


def write_patient(
    folder: Path, settings: DemoSettings = FULL, *, seed: int = 0, force: bool = False, progress: Progress = silent
) -> Path:
    """Synthesise the patient and write the dataset.

    It is made in a temporary folder beside `folder` and renamed when it is complete.

    Parameters
    ----------
    folder : the dataset's root, which must not exist yet
    settings : its size; `QUICK` is small and takes seconds
    seed : another number gives another patient; the same number the same bytes
    force : whether an older demonstration patient (and nothing else) may be replaced

    Returns
    -------
    Path
        `folder`

    Raises
    ------
    OutputError
        if the folder exists, or cannot be written; then nothing was changed
    Cancelled
        from `progress`; then nothing remains
    """
    folder = Path(folder).absolute()
    with whole_folder(folder, sidecars.DATASET_NAME, "demonstration patient", force=force) as temporary:
        _write_all(temporary, settings, replace(PATIENT, seed=seed), progress)
    progress(1.0, "demonstration patient written")
    return folder


def write_control(folder: Path, person: Person, settings: DemoSettings = FULL, *, progress: Progress = silent) -> Path:
    """Scan a control as the patient is scanned: the same T1, BOLD and multi-delay ASL, in a dataset of one subject.

    Truth is not written, nor the single-delay ASL, which processing leaves out where there are several delays.

    Parameters
    ----------
    folder : the dataset's root, which must not exist yet
    person : as `analysis.demo.person.controls` makes them

    Returns
    -------
    Path
        `folder`

    Raises
    ------
    OutputError, Cancelled
        as `write_patient`
    """
    folder = Path(folder).absolute()
    with whole_folder(folder, sidecars.DATASET_NAME, "demonstration patient", force=False) as temporary:
        write_json(sidecars.dataset_description(), temporary / "dataset_description.json")
        _write_person(temporary, person)
        _write_scans(temporary, settings, person, ("multi",), None, progress)
    progress(1.0, "control written")
    return folder


def _write_all(root: Path, settings: DemoSettings, person: Person, progress: Progress) -> None:
    truth_folder = root / _TRUTH
    write_json(sidecars.dataset_description(), root / "dataset_description.json")
    write_json(sidecars.dataset_description(truth=True), truth_folder / "dataset_description.json")
    (root / "README").write_text(sidecars.README, encoding="utf-8")
    _write_person(root, person)
    _write_scans(root, settings, person, ("single", "multi"), truth_folder / person.subject, progress)


def _write_person(root: Path, person: Person) -> None:
    row = (person.subject, person.age, person.sex, person.handedness)
    write_tsv(sidecars.PERSON_COLUMNS, [row], root / "participants.tsv")


def _write_scans(
    root: Path,
    settings: DemoSettings,
    person: Person,
    acquisitions: tuple[str, ...],
    truth_folder: Path | None,
    progress: Progress,
) -> None:
    """All scans of one person, and their truth where it has a folder."""
    anatomy = make_anatomy(person.seed)
    place = _Place(root / person.subject, person, settings, anatomy, truth_folder)
    _write_t1(place, part(progress, 0.0, 0.3))
    _write_bold(place, part(progress, 0.3, 0.85))
    _write_asl(place, acquisitions, part(progress, 0.85, 1.0))


@dataclass(frozen=True, eq=False)
class _Place:
    """Whose scans are written where; ``truth`` is None where truth is not written."""

    folder: Path
    person: Person
    settings: DemoSettings
    anatomy: Anatomy
    truth: Path | None

    def named(self, datatype: str, rest: str) -> Path:
        return self.folder / datatype / f"{self.person.subject}_{rest}"


def _write_t1(place: _Place, progress: Progress) -> None:
    settings, anatomy, seed = place.settings, place.anatomy, place.person.seed
    volume = make_t1(settings, anatomy, seed, part(progress, 0, 0.5))
    write_volume(volume, place.named("anat", "T1w.nii.gz"), dtype="int16")
    write_json(sidecars.t1_sidecar(), place.named("anat", "T1w.json"))
    if place.truth is not None:
        truth.write_anatomy(place.truth, settings.t1_grid, anatomy, part(progress, 0.5, 1))


def _write_bold(place: _Place, progress: Progress) -> None:
    settings, anatomy, person = place.settings, place.anatomy, place.person
    scan = make_resting(settings, anatomy, person.seed, part(progress, 0, 0.75), person=person)
    write_series(scan.series, place.named("func", "task-rest_bold.nii.gz"), progress=part(progress, 0.75, 0.95))
    write_json(sidecars.bold_sidecar(settings), place.named("func", "task-rest_bold.json"))
    if place.truth is not None:
        truth.write_resting(place.truth, scan, anatomy, part(progress, 0.95, 1))


def _write_asl(place: _Place, acquisitions: tuple[str, ...], progress: Progress) -> None:
    settings, person, grid = place.settings, place.person, place.settings.asl_grid
    perfusion = make_perfusion(grid, place.anatomy, person.seed, part(progress, 0, 0.3), person=person)
    for number, acquisition in enumerate(acquisitions):
        step = part(progress, 0.3 + 0.3 * number, 0.6 + 0.3 * number)
        start = f"acq-{acquisition}"
        scan = make_labelling(acquisition, settings, perfusion, person.seed, part(step, 0, 0.5))
        asl = place.named("perf", f"{start}_asl.nii.gz")
        write_series(scan.series, asl, progress=part(step, 0.5, 1))
        write_json(sidecars.asl_sidecar(scan), place.named("perf", f"{start}_asl.json"))
        kinds = [(kind,) for kind in scan.volume_types]
        write_tsv(("volume_type",), kinds, place.named("perf", f"{start}_aslcontext.tsv"))
        write_volume(scan.m0, place.named("perf", f"{start}_m0scan.nii.gz"), dtype="int16")
        m0 = sidecars.m0_sidecar(f"perf/{asl.name}", person.subject)
        write_json(m0, place.named("perf", f"{start}_m0scan.json"))
    if place.truth is not None:
        truth.write_perfusion(place.truth, grid, perfusion, place.anatomy, part(progress, 0.9, 1))
