"""``main.py process --cohort``: refused before processing where it cannot be, else left beside the maps and told."""

import csv
import shutil
from types import SimpleNamespace

import pytest

from analysis.errors import Cancelled, OutputError
from analysis.files.results import write_mask
from analysis.pipeline.against_cohort import Compared
from analysis.pipeline.chain import Processed
from analysis.pipeline.derivative import read_processed
from analysis.quality.folder import processed_files
from analysis.report.comparison import kept_comparisons
from gui.command_line.process_cohort import say_compared
from gui.command_line.terminal import Terminal
from tests.analysis.report.made_case import write_case
from tests.analysis.stats.made_cohort import MASK, write_cohort

pytestmark = pytest.mark.usefixtures("qapp")
VALUES = "age=45,sex=M"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of a processed patient, the controls' table, and their mask."""
    root = tmp_path_factory.mktemp("process")
    derivative, _ = write_case(root)
    return derivative, root / "erika" / "participants.tsv", write_mask(MASK, root / "mask.nii.gz", space="MNI152")


@pytest.fixture
def scans(bold_path, tmp_path):
    """A dataset with the series of the patient."""
    func = tmp_path / "raw" / "sub-made" / "func"
    func.mkdir(parents=True)
    shutil.copy(bold_path, func / "sub-made_task-rest_bold.nii.gz")
    return tmp_path / "raw"


@pytest.fixture
def processed(monkeypatch, made, tmp_path):
    """The chain takes minutes; here it copies what it would have left. Gives the folder, and who was processed."""
    out, seen = tmp_path / "out", []

    def process(case, out, preset, *, voxel_mm, progress):
        seen.append(case.subject)
        shutil.copytree(made[0], out)
        maps = (out / "sub-made" / "maps" / "malff.nii.gz",)
        return Processed(None, None, None, maps, (), out / "record.json")

    monkeypatch.setattr("analysis.pipeline.chain.process_patient", process)
    return out, seen


@pytest.fixture
def quick_page(monkeypatch):
    """A page takes a second; here it is empty. Gives whether each has had the numbers of the controls."""
    seen = []

    def measure_and_write(out, subject, preset, progress, *, controls=None):
        seen.append(bool(controls))
        page = processed_files(out, subject).page
        page.touch()
        return page

    monkeypatch.setattr("gui.figures.quality_work.measure_and_write", measure_and_write)
    return seen


def words(scans, out, made, *more, values=VALUES):
    mask = ("--mask", made[2])
    return (
        "process",
        scans,
        "--out",
        out,
        "--cohort",
        made[1],
        *mask,
        "--covariates",
        "age,sex",
        "--values",
        values,
        *more,
    )


def test_that_the_comparison_lies_beside_the_maps_and_the_page_of_quality_has_percentiles(call, scans, made, processed):
    table = made[1]
    rows = table.read_text().splitlines()
    if "quality_minutes" not in rows[0]:
        minutes = [f"{row}\t{5 + i}" for i, row in enumerate(rows[1:])]
        table.write_text("\n".join([f"{rows[0]}\tquality_minutes", *minutes]) + "\n")
    answer = call(*words(scans, processed[0], made))
    assert answer.code == 0, answer.err
    folder = processed[0] / "sub-made" / "compared" / "malff"
    for name in ("percentile.nii.gz", "thresholded.nii.gz", "clusters.tsv", "regions.tsv", "exchangeable.json"):
        assert (folder / name).is_file()
        assert str(folder / name) in answer.out.splitlines()
    assert "22 controls" in answer.err
    page = processed_files(processed[0]).page.read_text(encoding="utf-8")
    assert "Percentile 0 among 22 controls (median 15.5)." in page  # 0.8 minutes among 5 to 26


def test_that_the_report_takes_the_comparison_up_by_itself(call, scans, made, processed, tmp_path):
    assert call(*words(scans, processed[0], made)).code == 0
    out = tmp_path / "a.html"
    assert call("report", processed[0], "--out", out, "--undated", "--acknowledge").code == 0
    with (processed[0] / "sub-made" / "compared" / "malff" / "regions.tsv").open() as stream:
        first = next(csv.DictReader(stream, delimiter="\t"))
    assert "Pre-specified regions" in out.read_text()
    assert "Age: 45 · Sex: M" in out.read_text()  # for what the comparison is adjusted
    assert first["caption"] in out.read_text()


def test_that_a_cohort_of_another_protocol_is_refused_and_the_maps_stay(call, scans, made, processed, tmp_path):
    table, _ = write_cohort(tmp_path / "other", n=22, tr_s=1.5)
    answer = call(*words(scans, processed[0], (made[0], table, made[2])))
    assert answer.code == 3
    assert (
        "malff was not compared. The map of the patient differs in tr_s (2.0) from that of the controls (1.5), so they "
        "cannot be compared." in " ".join(answer.sentences)
    )
    assert not (processed[0] / "sub-made" / "compared").exists()
    assert str(processed[0] / "sub-made" / "maps" / "malff.nii.gz") in answer.out
    assert processed_files(processed[0]).page.is_file()


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (("--values", "age=45"), 2, "The patient's sex is needed"),
        (("--controls", "group=healthy"), 3, 'The group "healthy" is empty'),
        (("--maps", "cbf"), 3, 'The table has no column "cbf"'),
    ],
)
def test_that_what_is_wrong_is_said_before_anything_is_processed(call, scans, made, processed, change, code, said):
    answer = call(*words(scans, processed[0], made, *change))
    assert answer.code == code
    assert said in answer.err
    assert processed[1] == []
    assert not processed[0].exists()


def test_that_age_and_sex_are_taken_from_participants_tsv(call, scans, made, processed):
    (scans / "participants.tsv").write_text("participant_id\tage\tsex\nsub-made\t45\tM\n")
    given = [word for word in words(scans, processed[0], made) if word not in ("--values", VALUES)]
    assert call(*given).code == 0
    caption = (processed[0] / "sub-made" / "compared" / "malff" / "caption.txt").read_text()
    assert "adjusted for age, sex" in caption


def test_that_options_of_the_cohort_need_it_and_all_subjects_has_none(call, scans, tmp_path, made):
    answer = call("process", scans, "--out", tmp_path / "o", "--covariates", "age")
    assert (answer.code, "--covariates belongs to --cohort" in answer.err) == (2, True)
    answer = call("process", scans, "--all-subjects", "--out", tmp_path / "o", "--cohort", made[1])
    assert (answer.code, "One patient is compared with a cohort" in answer.err) == (2, True)


def unasked(scans, out, made, *more):
    """Words without ``--covariates``."""
    given = list(words(scans, out, made, *more))
    place = given.index("--covariates")
    return given[:place] + given[place + 2 :]


def test_that_age_and_sex_are_adjusted_for_unasked_as_in_the_window(call, scans, made, processed, quick_page):
    answer = call(*unasked(scans, processed[0], made))
    assert answer.code == 0, answer.err
    assert "The comparison is adjusted for age and sex." in answer.sentences
    folder = processed[0] / "sub-made" / "compared" / "malff"
    assert "adjusted for age, sex" in (folder / "caption.txt").read_text()


def test_that_none_adjusts_for_nothing_and_is_said(call, scans, made, processed, quick_page):
    answer = call(*unasked(scans, processed[0], made, "--covariates", "none"))
    assert answer.code == 0, answer.err
    assert "The comparison is adjusted for nothing, neither age nor sex." in answer.sentences
    caption = (processed[0] / "sub-made" / "compared" / "malff" / "caption.txt").read_text()
    assert "adjusted" not in caption


def test_that_a_patient_of_unknown_age_is_asked_for_it_or_for_what_to_adjust_for(
    call, scans, made, processed, quick_page
):
    answer = call(*unasked(scans, processed[0], made, "--values", "sex=M"))
    assert answer.code == 2
    assert "The patient's age is needed" in answer.err
    assert "--covariates" in answer.err


def again(monkeypatch):
    """A second run finds the maps of the first."""

    def process(case, out, preset, *, voxel_mm, progress):
        maps = (out / "sub-made" / "maps" / "malff.nii.gz",)
        return Processed(None, None, None, maps, (), out / "record.json")

    monkeypatch.setattr("analysis.pipeline.chain.process_patient", process)


def test_that_a_comparison_with_an_earlier_cohort_is_not_taken_for_one_with_this(
    call, scans, made, processed, quick_page, tmp_path, monkeypatch
):
    assert call(*words(scans, processed[0], made)).code == 0
    again(monkeypatch)
    table, _ = write_cohort(tmp_path / "other", n=22, tr_s=1.5)
    answer = call(*words(scans, processed[0], (made[0], table, made[2]), "--resume"))
    assert answer.code == 3
    assert (
        "Earlier comparisons that this one has not replaced (malff) were moved to "
        '"compared_earlier"; no report takes them up.' in answer.sentences
    )
    case = read_processed(processed[0])
    assert kept_comparisons(case.names) == ()
    assert (case.names.earlier_comparisons / "malff" / "regions.tsv").is_file()
    assert not quick_page[-1]  # no percentile among controls that were scanned otherwise
    assert call(*words(scans, processed[0], made, "--resume")).code == 0
    assert [path.name for path in kept_comparisons(case.names)] == ["malff"]
    assert not case.names.earlier_comparisons.exists()


def test_that_the_page_of_quality_is_written_where_the_comparison_cannot_be(
    call, scans, made, processed, quick_page, monkeypatch
):
    def fail(*_, **__):
        raise OutputError('"malff" could not be written (No space left on device).')

    monkeypatch.setattr("analysis.stats.patient_files.write_patient_result", fail)
    answer = call(*words(scans, processed[0], made))
    assert answer.code == 1
    assert answer.sentences[-1] == '"malff" could not be written (No space left on device).'
    assert processed_files(processed[0]).page.is_file()
    assert str(processed[0] / "sub-made" / "maps" / "malff.nii.gz") in answer.out


def test_that_a_comparison_that_is_stopped_leaves_nothing_half_and_resume_makes_it(
    call, scans, made, processed, quick_page, monkeypatch
):
    def stop(*_, **__):
        raise Cancelled

    with monkeypatch.context() as patched:
        patched.setattr("analysis.files.writing.write_tsv", stop)
        answer = call(*words(scans, processed[0], made))
    assert answer.code == 4
    folder = processed[0] / "sub-made" / "compared"
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    again(monkeypatch)
    assert call(*words(scans, processed[0], made, "--resume")).code == 0
    assert (folder / "malff" / "regions.tsv").is_file()
    assert processed_files(processed[0]).page.is_file()


def test_that_what_processing_has_said_is_not_said_again_for_each_map(capsys):
    result = SimpleNamespace(sentences=("Outside.",), notes=("The M0 was moved by 3 mm.", "24 controls."))
    with Terminal() as terminal:
        assert say_compared((Compared("cbf", result),), terminal, ("Perfusion: The M0 was moved by 3 mm.",))
    assert capsys.readouterr().err.splitlines() == ["algoscope: cbf: Outside.", "algoscope: cbf: 24 controls."]
