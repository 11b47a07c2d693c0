"""The demonstration patient as a folder: a BIDS dataset that appears whole, or not at all."""

from pathlib import Path

from analysis.demo import sidecars, truth
from analysis.demo.anatomy import Anatomy, make_anatomy
from analysis.demo.labelling import make_labelling
from analysis.demo.perfusion_truth import make_perfusion
from analysis.demo.resting import make_resting
from analysis.demo.settings import FULL, DemoSettings
from analysis.demo.structural import make_t1
from analysis.demo.whole_folder import whole_folder
from analysis.files.results import write_json, write_series, write_tsv, write_volume
from analysis.progress import Progress, part, silent

_SUBJECT = "sub-demo"
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
        _write_all(temporary, settings, seed, progress)
    progress(1.0, "demonstration patient written")
    return folder


def _write_all(root: Path, settings: DemoSettings, seed: int, progress: Progress) -> None:
    anatomy = make_anatomy(seed)
    write_json(sidecars.dataset_description(), root / "dataset_description.json")
    write_json(sidecars.dataset_description(truth=True), root / _TRUTH / "dataset_description.json")
    (root / "README").write_text(sidecars.README, encoding="utf-8")
    write_tsv(("participant_id", "age", "sex"), [(_SUBJECT, None, None)], root / "participants.tsv")
    _write_t1(root, settings, seed, anatomy, part(progress, 0.0, 0.3))
    _write_bold(root, settings, seed, anatomy, part(progress, 0.3, 0.85))
    _write_asl(root, settings, seed, anatomy, part(progress, 0.85, 1.0))


def _write_t1(root: Path, settings: DemoSettings, seed: int, anatomy: Anatomy, progress: Progress) -> None:
    path = root / _SUBJECT / "anat" / f"{_SUBJECT}_T1w.nii.gz"
    write_volume(make_t1(settings, anatomy, seed, part(progress, 0, 0.5)), path, dtype="int16")
    write_json(sidecars.t1_sidecar(), path.with_name(f"{_SUBJECT}_T1w.json"))
    truth.write_anatomy(root / _TRUTH / _SUBJECT, settings.t1_grid, anatomy, part(progress, 0.5, 1))


def _write_bold(root: Path, settings: DemoSettings, seed: int, anatomy: Anatomy, progress: Progress) -> None:
    path = root / _SUBJECT / "func" / f"{_SUBJECT}_task-rest_bold.nii.gz"
    scan = make_resting(settings, anatomy, seed, part(progress, 0, 0.75))
    write_series(scan.series, path, progress=part(progress, 0.75, 0.95))
    write_json(sidecars.bold_sidecar(settings), path.with_name(f"{_SUBJECT}_task-rest_bold.json"))
    truth.write_resting(root / _TRUTH / _SUBJECT, scan, anatomy, part(progress, 0.95, 1))


def _write_asl(root: Path, settings: DemoSettings, seed: int, anatomy: Anatomy, progress: Progress) -> None:
    perfusion = make_perfusion(settings.asl_grid, anatomy, seed, part(progress, 0, 0.3))
    for number, acquisition in enumerate(("single", "multi")):
        step = part(progress, 0.3 + 0.3 * number, 0.6 + 0.3 * number)
        start = root / _SUBJECT / "perf" / f"{_SUBJECT}_acq-{acquisition}"
        scan = make_labelling(acquisition, settings, perfusion, seed, part(step, 0, 0.5))
        asl = start.with_name(f"{start.name}_asl.nii.gz")
        write_series(scan.series, asl, progress=part(step, 0.5, 1))
        write_json(sidecars.asl_sidecar(scan), start.with_name(f"{start.name}_asl.json"))
        write_tsv(
            ("volume_type",), [(kind,) for kind in scan.volume_types], start.with_name(f"{start.name}_aslcontext.tsv")
        )
        write_volume(scan.m0, start.with_name(f"{start.name}_m0scan.nii.gz"), dtype="int16")
        write_json(sidecars.m0_sidecar(f"perf/{asl.name}"), start.with_name(f"{start.name}_m0scan.json"))
    truth.write_perfusion(root / _TRUTH / _SUBJECT, settings.asl_grid, perfusion, anatomy, part(progress, 0.9, 1))
