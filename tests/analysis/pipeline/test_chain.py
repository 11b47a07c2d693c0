"""The whole chain: what is refused, and that a run that was killed ends like one that was not."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from analysis.atlas.parcellation import aal
from analysis.demo import FULL, QUICK, write_patient
from analysis.errors import DataError, InputError
from analysis.files import nifti
from analysis.files.results import write_json, write_series, write_volume
from analysis.grid import Grid
from analysis.image import ArrayFrames, Series, Volume
from analysis.pipeline.case import Case, Chosen, find_case
from analysis.pipeline.chain import process_patient, typed_facts
from analysis.presets import find_preset
from analysis.scan import Fact, FactSource

ROOT = Path(__file__).resolve().parents[3]
PRESET = "spinal_pain_zhang2025"


def small_case(folder: Path, *, t1_shape=(70, 70, 70), n_volumes: int = 60, times=(0.0, 1.0)) -> Case:
    grid = Grid(t1_shape, np.diag([2.0, 2.0, 2.0, 1.0]))
    data = np.zeros(t1_shape)
    data[1:-1, 1:-1, 1:-1] = 100
    bold = np.ones((3, 3, 2, n_volumes), dtype=np.float32)
    case = Case("1", folder / "sub-1_T1w.nii.gz", folder / "sub-1_bold.nii.gz")
    write_volume(Volume(grid, data), case.t1)
    write_series(Series(Grid((3, 3, 2), np.eye(4)), ArrayFrames(bold), 2.0), case.bold)
    write_json({"RepetitionTime": 2.0, "SliceTiming": list(times)}, folder / "sub-1_bold.json")
    return case


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"n_volumes": 8}, "8 volumes, of which 10 are dropped"),
        ({"t1_shape": (120, 120, 3)}, "localiser"),
        ({"times": (0.0, 1.0, 0.5)}, "3 slice times for 2 slices"),
    ],
)
def test_that_unusable_scans_are_refused_before_any_work(tmp_path, changed, sentence):
    case = small_case(tmp_path, **changed)
    with pytest.raises(DataError, match=sentence):
        process_patient(case, tmp_path / "out", find_preset(PRESET))
    assert not (tmp_path / "out" / "sub-1").exists()


def test_that_swapped_images_are_refused(tmp_path):
    case = small_case(tmp_path)
    with pytest.raises(InputError, match="The T1 is a series"):
        process_patient(Case("1", case.bold, case.bold), tmp_path / "out", find_preset(PRESET))
    with pytest.raises(InputError, match="The BOLD image is a single volume"):
        process_patient(Case("1", case.t1, case.t1), tmp_path / "out", find_preset(PRESET))


def command(dataset: Path, out: Path) -> list[str]:
    words = ["process", str(dataset), "--asl", "acq-single", "--out", str(out), "--preset", PRESET, "--resume"]
    return [sys.executable, "main.py", *words]


def images_of(out: Path) -> dict[str, bytes]:
    return {str(p.relative_to(out)): p.read_bytes() for p in sorted((out / "sub-demo").rglob("*.nii.gz"))}


@pytest.mark.slow
@pytest.mark.accuracy
def test_that_a_run_killed_at_random_moments_resumes_to_the_same_bytes(tmp_path):
    dataset = write_patient(tmp_path / "patient", QUICK)
    start = time.monotonic()
    subprocess.run(command(dataset, tmp_path / "whole"), cwd=ROOT, check=True)
    whole_s = time.monotonic() - start
    out, chance = tmp_path / "killed", random.Random(1)
    steps = ("structure-*.npz", "anatomy-files-*.json", "motion-*.npz", "series-*.npz", "alff-*.json", "dc-*.json")
    # first within the long steps, wherever they stand; then within what follows a finished one
    for awaited in (None, None, *steps, "perfusion-*.json"):
        run, begun = subprocess.Popen(command(dataset, out), cwd=ROOT), time.monotonic()
        while awaited and not list((out / "work" / "sub-demo").glob(awaited)) and run.poll() is None:
            time.sleep(0.02)
        with suppress(subprocess.TimeoutExpired):
            run.wait(chance.uniform(0.1, 0.3) * whole_s if awaited is None else chance.uniform(0.0, 1.0))
        if run.poll() is None:
            os.kill(run.pid, signal.SIGKILL)
        print(f"killed after {time.monotonic() - begun:.1f} s, waiting for {awaited}: {run.wait()}")
    subprocess.run(command(dataset, out), cwd=ROOT, check=True)
    expected, found = images_of(tmp_path / "whole"), images_of(out)
    assert len(expected) > 40
    assert found.keys() == expected.keys()
    assert [name for name in expected if found[name] != expected[name]] == []
    assert not list(out.rglob("*.part*"))


@pytest.mark.slow
@pytest.mark.accuracy
def test_that_a_cancel_is_heard_within_a_second_in_every_step(tmp_path):
    dataset = write_patient(tmp_path / "patient", QUICK)
    last, longest = [time.monotonic(), "the start"], (0.0, "", "")

    def listen(fraction: float, message: str = "") -> None:
        nonlocal longest
        now = time.monotonic()
        longest = max(longest, (now - last[0], last[1], message))
        last[:] = [now, message]

    case = find_case(dataset, chosen=Chosen(asl="acq-multi"))
    process_patient(case, tmp_path / "out", find_preset("migraine_coupling_lin2025"), progress=listen)
    print(f"longest silence: {longest[0]:.2f} s, between {longest[1]} and {longest[2]}")
    assert longest[0] < 1.0


@pytest.mark.slow
@pytest.mark.accuracy
def test_that_the_implanted_changes_are_found_where_they_were_put(tmp_path):
    dataset = write_patient(tmp_path / "patient", FULL)
    process_patient(find_case(dataset), tmp_path / "out", find_preset(PRESET))
    scan = nifti.read(tmp_path / "out" / "sub-demo" / "maps" / "malff.nii.gz")
    assert isinstance(scan.image, Volume)
    grid = scan.image.grid
    points = grid.to_mm(np.stack(np.meshgrid(*[np.arange(n) for n in grid.shape], indexing="ij"), axis=-1))
    labels = aal().labels_at(points.reshape(-1, 3)).reshape(grid.shape)

    def mean(name: str) -> float:
        return float(np.nanmean(scan.image.data[labels == aal().label_of(name)]))

    print({n: round(mean(n), 3) for n in ("Cerebelum_9_R", "Cerebelum_9_L", "Postcentral_L", "Precentral_L")})
    assert mean("Cerebelum_9_R") > 1.3 * mean("Cerebelum_9_L")
    assert mean("Postcentral_L") < 0.8 * mean("Precentral_L")
    assert mean("Postcentral_R") < 0.8 * mean("Precentral_R")


def test_that_the_record_tells_what_a_person_typed():
    assert typed_facts(Case("1")) == {}
    bold, asl = Fact(2.0, FactSource.TYPED), Fact((1.8,), FactSource.TYPED)
    case = Case("1", bold_facts={"RepetitionTime": bold}, asl_facts={"PostLabelingDelay": asl})
    assert typed_facts(case) == {"TypedFacts": {"bold": {"RepetitionTime": 2.0}, "asl": {"PostLabelingDelay": (1.8,)}}}
