"""The dataset as files: whole or absent, the same for the same seed, complete sidecars, nothing of anyone's."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from analysis.demo import FULL, QUICK, DemoSettings, write_patient
from analysis.demo.patient import write_control
from analysis.demo.person import controls
from analysis.demo.sidecars import DATASET_NAME
from analysis.errors import Cancelled, OptionError, OutputError
from analysis.files import nifti
from analysis.scan import Modality

# The smallest patient that the settings allow: for tests of writing, not of content.
TINY = DemoSettings(coarseness=3, n_volumes=20, n_pairs=1, n_pairs_per_delay=1)

# BIDS 1.10: required metadata of bold, of asl with pCASL, and of m0scan.
REQUIRED = {
    "func/sub-demo_task-rest_bold.json": {"TaskName", "RepetitionTime", "SliceTiming", "EchoTime"},
    **{
        f"perf/sub-demo_acq-{acquisition}_asl.json": {
            "MagneticFieldStrength",
            "MRAcquisitionType",
            "EchoTime",
            "RepetitionTimePreparation",
            "ArterialSpinLabelingType",
            "PostLabelingDelay",
            "BackgroundSuppression",
            "M0Type",
            "TotalAcquiredPairs",
            "LabelingDuration",
        }
        for acquisition in ("single", "multi")
    },
    "perf/sub-demo_acq-single_m0scan.json": {"EchoTime", "RepetitionTimePreparation", "IntendedFor"},
    "perf/sub-demo_acq-multi_m0scan.json": {"EchoTime", "RepetitionTimePreparation", "IntendedFor"},
}


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_that_the_same_seed_gives_the_same_bytes_and_another_seed_another_patient(tmp_path: Path) -> None:
    first, second, other = (
        digests(write_patient(tmp_path / name, TINY, seed=seed)) for name, seed in (("a", 3), ("b", 3), ("c", 4))
    )
    assert first == second
    assert first.keys() == other.keys()
    assert all(first[name] != other[name] for name in first if name.startswith("sub-demo") and name.endswith(".nii.gz"))


def test_that_a_control_is_scanned_as_the_patient_is_but_for_who_it_is(tmp_path: Path) -> None:
    person = next(iter(controls(1)))
    patient, control = write_patient(tmp_path / "patient", TINY), write_control(tmp_path / "control", person, TINY)
    written = [path for path in control.rglob("*") if path.is_file() and path.parent != control]
    assert len(written) == 9  # T1, BOLD, ASL, M0, their sidecars, and the kinds of the ASL volumes
    for path in written:
        own = patient / "sub-demo" / path.parent.name / path.name.replace(person.subject, "sub-demo")
        if path.suffix == ".json":
            texts = path.read_text(encoding="utf-8").replace(person.subject, "sub-demo")
            assert texts == own.read_text(encoding="utf-8"), path.name
        elif path.suffix == ".gz":
            one, other = nifti.read(path).image, nifti.read(own).image
            assert one.grid.matches(other.grid), path.name
            assert path.read_bytes() != own.read_bytes(), path.name
    told = (control / "participants.tsv").read_text(encoding="utf-8").splitlines()
    assert told == ["participant_id\tage\tsex\thandedness", f"sub-control01\t{person.age}\t{person.sex}\tright"]


@pytest.mark.parametrize("stop_at", [0.0, 0.2, 0.5, 0.9])
def test_that_a_cancelled_patient_leaves_nothing(tmp_path: Path, stop_at: float) -> None:
    def cancel(fraction: float, message: str) -> None:
        if fraction >= stop_at:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_patient(tmp_path / "patient", TINY, progress=cancel)
    assert list(tmp_path.iterdir()) == []


def test_that_progress_is_reported_in_words_and_never_goes_back(tmp_path: Path) -> None:
    reports: list[tuple[float, str]] = []
    write_patient(tmp_path / "patient", TINY, progress=lambda fraction, message: reports.append((fraction, message)))
    fractions = [fraction for fraction, _ in reports]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    assert all(message for _, message in reports)


def test_that_an_existing_folder_is_left_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError, match="exists already"):
        write_patient(folder, TINY)
    with pytest.raises(OutputError, match="something else"):
        write_patient(folder, TINY, force=True)
    assert (folder / "thesis.txt").read_text() == "years of work"
    assert list(tmp_path.iterdir()) == [folder]


def test_that_force_replaces_an_older_patient_whole(tmp_path: Path) -> None:
    folder = tmp_path / "patient"
    folder.mkdir()
    (folder / "dataset_description.json").write_text(json.dumps({"Name": DATASET_NAME}))
    (folder / "old.txt").write_text("of the older one")
    write_patient(folder, TINY, force=True)
    assert not (folder / "old.txt").exists()
    assert (folder / "sub-demo" / "anat" / "sub-demo_T1w.nii.gz").is_file()
    assert list(tmp_path.iterdir()) == [folder]


def test_that_impossible_sizes_are_refused() -> None:
    with pytest.raises(OptionError, match="coarseness"):
        DemoSettings(coarseness=0)
    with pytest.raises(OptionError, match="20 BOLD volumes"):
        DemoSettings(n_volumes=5)


def test_that_the_full_patient_has_the_grids_of_a_real_examination() -> None:
    assert FULL.bold_grid.shape == (64, 64, 43)
    np.testing.assert_allclose(FULL.bold_grid.voxel_size_mm, (3.4, 3.4, 3.2), atol=1e-5)
    assert FULL.bold_grid.axis_codes == "LAS"
    assert FULL.bold_grid.is_oblique
    assert FULL.n_volumes == 240
    np.testing.assert_allclose(FULL.t1_grid.voxel_size_mm, (1, 1, 1), atol=1e-5)


def test_that_the_files_are_on_the_grids_of_the_settings_and_of_their_kind(patient: Path) -> None:
    kinds = {
        "anat/sub-demo_T1w.nii.gz": (Modality.T1, QUICK.t1_grid, None),
        "func/sub-demo_task-rest_bold.nii.gz": (Modality.BOLD, QUICK.bold_grid, 2.0),
        "perf/sub-demo_acq-single_asl.nii.gz": (Modality.ASL, QUICK.asl_grid, 4.5),
        "perf/sub-demo_acq-multi_asl.nii.gz": (Modality.ASL, QUICK.asl_grid, 5.2),
        "perf/sub-demo_acq-multi_m0scan.nii.gz": (Modality.M0, QUICK.asl_grid, None),
    }
    for name, (modality, grid, tr_s) in kinds.items():
        scan = nifti.read(patient / "sub-demo" / name)
        assert scan.modality is modality, name
        assert scan.image.grid.matches(grid), name
        assert getattr(scan.image, "tr_s", None) == tr_s, name
        assert scan.warnings == (), name


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_that_a_sidecar_has_what_bids_requires(patient: Path, name: str) -> None:
    record = json.loads((patient / "sub-demo" / name).read_text())
    assert REQUIRED[name] <= record.keys()


def test_that_slice_times_fill_the_tr_with_even_slices_first(patient: Path) -> None:
    record = json.loads((patient / "sub-demo/func/sub-demo_task-rest_bold.json").read_text())
    times = record["SliceTiming"]
    n_slices = QUICK.bold_grid.shape[2]
    assert len(times) == n_slices
    assert sorted(times) == pytest.approx([2.0 * n / n_slices for n in range(n_slices)], abs=1e-5)
    assert times[0] == 0
    assert times[2] == pytest.approx(2.0 / n_slices, abs=1e-5)


def test_that_there_is_one_context_row_and_one_delay_for_each_asl_volume(patient: Path) -> None:
    scan = nifti.read(patient / "sub-demo/perf/sub-demo_acq-multi_asl.nii.gz")
    n_volumes = scan.image.n_timepoints
    assert n_volumes == 2 * 5 * QUICK.n_pairs_per_delay
    assert scan.asl.volume_types == ("label", "control") * (n_volumes // 2)
    assert len(scan.asl.plds_s) == n_volumes
    assert sorted(set(scan.asl.plds_s)) == [0.5, 1.0, 1.5, 2.0, 2.5]


def test_that_m0_names_an_asl_series_that_exists(patient: Path) -> None:
    for acquisition in ("single", "multi"):
        record = json.loads((patient / f"sub-demo/perf/sub-demo_acq-{acquisition}_m0scan.json").read_text())
        assert (patient / record["IntendedFor"].removeprefix("bids::")).is_file()


def test_that_truth_lies_on_the_grid_of_its_scan(patient: Path) -> None:
    truth = patient / "derivatives" / "truth" / "sub-demo"
    grids = {"anat": QUICK.t1_grid, "func": QUICK.bold_grid, "perf": QUICK.asl_grid}
    images = sorted(truth.rglob("*.nii.gz"))
    assert len(images) >= 20
    for path in images:
        assert nifti.read_header(path).header.grid.matches(grids[path.parent.name]), path.name
