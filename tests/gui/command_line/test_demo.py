import json
import shutil
import subprocess
import time
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from analysis.demo import QUICK, presence, write_patient
from analysis.pipeline.names import Names
from analysis.pipeline.steps import PERFORMANCE
from gui.command_line import demo, demo_analysis
from tests.analysis.report.made_case import write_case
from tests.analysis.stats.made_cohort import MASK


@pytest.fixture(scope="module")
def patient(tmp_path_factory):
    """A small patient, written once for the tests of this file."""
    return write_patient(tmp_path_factory.mktemp("own") / "demo", QUICK)


@pytest.fixture
def not_written(monkeypatch):
    """Notes each patient that is written, instead of writing it."""
    calls = []
    monkeypatch.setattr(presence, "write_patient", lambda folder, settings, **options: calls.append(folder) or folder)
    monkeypatch.setattr(presence, "ensure_controls", lambda folder, progress: folder)
    return calls


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ("win32", {}, True),
        ("darwin", {}, True),
        ("darwin", {"QT_QPA_PLATFORM": "offscreen"}, False),
    ],
)
def test_that_a_display_is_known_by_platform_and_environment(monkeypatch, platform, environment, expected):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", platform)
    assert demo.has_display() is expected


@pytest.fixture
def processed(monkeypatch, tmp_path):
    """Processing that leaves a small made patient, and controls on its grid; notes how often it was asked."""
    derivative, _ = write_case(tmp_path / "made")
    calls = []

    def process(case, out, preset, progress):
        calls.append(case.subject)
        shutil.copytree(derivative, out, dirs_exist_ok=True)
        progress(0.5, "Resampling")
        return SimpleNamespace(warnings=("A sentence of the processing.",))

    scans = SimpleNamespace(subject="made", bold=Path("bold.nii.gz"))
    monkeypatch.setattr(demo_analysis, "find_case", lambda folder: scans)
    monkeypatch.setattr(demo_analysis, "known_of", lambda image, subject: {"age": "45", "sex": "F"})
    monkeypatch.setattr(demo_analysis, "gray_matter_of", lambda image: MASK)
    monkeypatch.setattr(demo_analysis, "process_patient", process)
    table = tmp_path / "made" / "erika" / "participants.tsv"
    monkeypatch.setattr(demo_analysis, "FOLDER", table.parent)
    monkeypatch.setattr(demo_analysis, "TABLE", table.name)
    return calls


@pytest.fixture
def headless(monkeypatch, tmp_path, processed, not_written):
    """No display, and a demonstration patient that is there."""
    (tmp_path / "own" / "demo").mkdir(parents=True)
    monkeypatch.setattr(presence, "is_current", lambda folder: True)
    monkeypatch.setattr(demo, "has_display", lambda: False)
    monkeypatch.setattr("gui.commands.demonstration.demonstration_folder", lambda: tmp_path / "own" / "demo")
    return tmp_path / "own" / "demo-results"


@pytest.mark.usefixtures("qapp")
def test_that_without_a_display_the_output_ends_with_the_paths_of_figures_and_report(call, headless, processed):
    answer = call("demo", "--open")
    assert answer.code == 0, answer.err
    assert processed == ["made"]
    lines = answer.out.splitlines()
    figures = lines[lines.index("The figures:") + 1 : lines.index("The report:")]
    assert [Path(path).name for path in figures] == ["w_malff.png"]  # the made patient has neither zALFF nor CBF
    assert lines[-1] == str(headless / "sub-made_report.pdf")
    for path in (*figures, lines[-1]):
        assert Path(path).is_absolute()
        assert Path(path).stat().st_size > 0
        assert headless in Path(path).parents
    assert "A sentence of the processing." in answer.sentences
    assert any(sentence.startswith("malff: ") for sentence in answer.sentences)
    if shutil.which("pdftotext") is not None:
        assert_that_the_report_shows_the_comparison(Path(lines[-1]))


def assert_that_the_report_shows_the_comparison(report):
    """Who the controls are, what is known of the patient, and that a person is made up."""
    text = subprocess.run(["pdftotext", "-layout", report, "-"], capture_output=True, text=True, check=True).stdout
    joined = " ".join(text.split())
    assert "n = 22 controls" in joined
    assert "adjusted for age, sex" in joined
    assert "simulated, and so are age, sex and handedness" in joined
    assert "refused" not in joined


@pytest.mark.slow
@pytest.mark.usefixtures("qapp")
def test_that_the_scans_of_a_small_patient_lead_to_a_report_and_are_not_processed_twice(call, patient, monkeypatch):
    """The whole of it; slow, because the scans are really processed."""
    monkeypatch.setattr(demo, "has_display", lambda: False)
    answer = call("demo", "--open", "--out", patient)
    assert answer.code == 0, answer.err
    assert answer.out.splitlines()[-1].endswith("sub-demo_report.pdf")
    compared = demo_analysis.results_folder(patient) / "processed" / "sub-demo" / "compared"
    # a small patient has fewer pairs of ASL than the controls, so that its flow is refused, and nothing else is
    assert {path.name for path in compared.iterdir() if path.is_dir()} == {"malff", "smreho", "gray_volume"}
    assert "cbf was not compared" in " ".join(answer.sentences)
    started = time.monotonic()
    assert call("demo", "--open", "--out", patient).code == 0
    assert time.monotonic() - started < 60  # the steps of processing and the cohort are kept
    names = Names(demo_analysis.results_folder(patient) / "processed", "demo")
    steps = json.loads((names.work / PERFORMANCE).read_text())["steps"]
    assert len(steps) > 10
    assert [step["step"] for step in steps if not step["kept"]] == []


def test_that_the_window_opens_on_the_patient_where_there_is_a_display(call, not_written, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(demo, "has_display", lambda: True)
    monkeypatch.setattr("gui.app.run", lambda paths, demo=False: opened.append((list(paths), demo)) or 0)
    assert call("demo", "--open").code == 0
    assert call("demo", "--open", "--out", tmp_path / "mine").code == 0
    assert opened == [([], True), ([tmp_path / "mine"], False)]
    assert not_written == [tmp_path / "mine"]


def test_that_a_patient_that_is_there_is_not_replaced_without_force(call, tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.demo.write_patient", partial(write_patient, settings=QUICK))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    assert call("demo", "--out", tmp_path / "mine").code == 1
    assert call("demo", "--out", tmp_path / "mine", "--force").code == 1
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_that_controls_are_written_beside_a_patient_that_is_there(call, patient, not_written):
    answer = call("demo", "--out", patient, "--controls", "4")
    assert answer.code == 0, answer.err
    assert not_written == []
    table = Path(answer.out.splitlines()[-1])
    assert table == patient / "derivatives" / "cohort" / "participants.tsv"
    assert len(table.read_text().splitlines()) == 9
    assert call("demo", "--out", patient, "--controls", "4").code == 1  # nothing is replaced unasked
    assert call("demo", "--open", "--controls", "4").code == 2


def test_that_the_reference_controls_are_written_beside_the_patient_and_named_last(call, tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.demo.write_patient", lambda folder, **options: folder)
    asked = []

    def ensure(folder, progress):
        asked.append(folder)
        return folder / "derivatives" / "simulated_controls" / "simulated_controls.tsv"

    monkeypatch.setattr("analysis.demo.reference_controls.ensure_controls", ensure)
    answer = call("demo", "--out", tmp_path / "mine")
    assert answer.code == 0, answer.err
    assert asked == [tmp_path / "mine"]
    assert answer.out.splitlines()[-1].endswith("simulated_controls.tsv")
