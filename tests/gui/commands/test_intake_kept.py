"""A patient of whom something is kept already: go on, or a new visit; nothing is overwritten."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.importing.look_through import SeriesUse
from analysis.pipeline.case import Case
from analysis.pipeline.names import Names
from analysis.presets import shipped_presets
from analysis.provenance import sha256_of_file
from analysis.scan import Fact, FactSource
from gui.commands import intake, intake_kept, intake_start
from gui.commands.intake_answers import Again, Kept, suggested_folder
from gui.commands.intake_start import Order, Workshop
from tests.analysis.importing.made_dicom import write_bold, write_t1
from tests.gui.made_intake import found_in, save, save_patient

PRESET, OTHER_PRESET = shipped_presets()[:2]


@pytest.fixture
def export(tmp_path) -> Path:
    folder = tmp_path / "DICOM"
    write_t1(folder)
    write_bold(folder, n_volumes=50)
    return folder


def looked_at(path: Path) -> Order:
    """What the window knows of a folder, and what it proposes."""
    workshop = Workshop()
    found = intake_start.look_job((path,), workshop).found
    answers = intake.first_answers(found, PRESET)
    bold = intake.place_of(answers, SeriesUse.BOLD)
    answers = intake.type_fact(found, answers, bold, "SliceOrder", "not known: do not correct")
    return Order(found, replace(answers, sides_confirmed=True), workshop)


def kept_once(export: Path, session, jobs, finish, **person) -> Path:
    """The folder of a patient who was processed before."""
    order = looked_at(export)
    answers = replace(order.answers, person=replace(order.answers.person, pseudonym="01", **person))
    intake_start.start(session, jobs, replace(order, answers=answers))
    finish()
    session.close_all()
    return suggested_folder("01")


def contents(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): sha256_of_file(p) for p in folder.rglob("*") if p.is_file()}


def decided(order: Order, again: Again) -> Order:
    kept = intake_kept.look_at(order.found, order.answers)
    return replace(order, answers=intake_kept.decide(intake_kept.noted(order.answers, kept), again))


def test_that_the_same_export_is_known_again_and_a_person_decides(session, jobs, finish, worker, export):
    home = kept_once(export, session, jobs, finish, age="42", hand="left")
    before = contents(home / "scans")
    order = looked_at(export)
    assert order.answers.person.pseudonym == "01"
    assert intake_kept.is_asked(order.found, order.answers)
    [said] = intake.missing(order.found, order.answers)
    assert said.startswith('"sub-01" holds something already: choose whether to go on')
    going_on = decided(order, Again.GO_ON)
    shown = intake_kept.seen(order.found, going_on.answers)
    assert shown.series[0].scan.path == home / "scans" / "sub-01" / "anat" / "sub-01_T1w.nii.gz"  # its facts are used
    assert intake_kept.seen(order.found, order.answers) is order.found
    going_on = replace(going_on, found=shown)
    assert intake_kept.is_asked(going_on.found, going_on.answers)  # so that the decision can be changed
    assert intake.missing(going_on.found, going_on.answers) == ()
    assert (going_on.answers.person.age, going_on.answers.person.hand) == ("73", "left")  # the header's age wins
    intake_start.start(session, jobs, going_on)
    finish()
    cases = [case for case, *_ in worker]
    assert cases[0].t1 == cases[1].t1 == home / "scans" / "sub-01" / "anat" / "sub-01_T1w.nii.gz"
    assert contents(home / "scans") == before


def test_that_a_new_visit_has_a_folder_of_its_own(session, jobs, finish, worker, export):
    home = kept_once(export, session, jobs, finish)
    before = contents(home)
    order = decided(looked_at(export), Again.VISIT)
    assert intake.missing(order.found, order.answers) == ()
    intake_start.start(session, jobs, order)
    finish()
    visit = home.with_name("sub-01_visit-2")
    assert worker[1][0].t1 == visit / "scans" / "sub-01" / "anat" / "sub-01_T1w.nii.gz"
    assert worker[1][1] == visit / "results"
    assert contents(home) == before
    assert looked_at(export).answers.person.pseudonym == "01"  # kept twice, of the same patient
    assert intake_kept.next_visit(home).name == "sub-01_visit-3"


@pytest.fixture
def beside(tmp_path) -> Order:
    """Scans that stay where they are, of a pseudonym of whom there are results."""
    found = found_in(save_patient(tmp_path / "scans" / "sub-77"))
    (tmp_path / "out" / "results").mkdir(parents=True)
    answers = replace(intake.first_answers(found, PRESET), out=tmp_path / "out", sides_confirmed=True)
    return Order(found, intake.type_fact(found, answers, 1, "SliceOrder", "ascending"), Workshop())


def having(order: Order, *places: int) -> Order:
    """Where these series are kept, and a person wants to go on."""
    images = {n: order.found.series[n].scan.path for n in places}
    answers = intake_kept.noted(order.answers, Kept(order.answers.home, images))
    return replace(order, answers=intake_kept.decide(answers, Again.GO_ON))


def test_that_other_scans_of_that_name_are_never_gone_on_with(beside):
    [said] = intake.missing(beside.found, having(beside).answers)
    assert "none of these scans" in said


def test_that_a_series_that_was_not_kept_is_named(beside):
    [said] = intake.missing(beside.found, having(beside, 0).answers)
    assert said.startswith('Series 2 is not kept in "out"')
    assert intake.missing(beside.found, having(beside, 0, 1).answers) == ()
    rest = intake.use_as(having(beside, 0).answers, 1, SeriesUse.IGNORE)
    assert intake.missing(beside.found, replace(rest, sides_confirmed=True)) == ()


def test_that_another_pseudonym_or_folder_forgets_the_decision(beside, tmp_path):
    answers = intake_kept.settled(replace(having(beside, 0, 1).answers, out=tmp_path / "elsewhere"))
    assert (answers.kept, answers.again, answers.visit) == (None, Again.UNDECIDED, None)
    assert answers.folder == tmp_path / "elsewhere"


def test_that_a_folder_with_anything_else_is_not_a_patients(tmp_path):
    found = found_in(save_patient(tmp_path / "scans" / "sub-77"))
    answers = replace(intake.first_answers(found, PRESET), out=tmp_path / "out")
    (tmp_path / "out" / "results").mkdir(parents=True)
    assert intake_kept.is_asked(found, answers)
    (tmp_path / "out" / "letter.txt").write_text("mine")
    assert not intake_kept.is_asked(found, answers)
    assert any("choose an empty folder" in sentence for sentence in intake.missing(found, answers))


# -- where results go ------------------------------------------------------------------------------------------------


CASE = Case("01", t1=Path("t1.nii"))


@pytest.fixture
def home(tmp_path) -> Path:
    """A patient with results of a first preset, in voxels of 3 mm."""
    finished(tmp_path / "results", {"Preset": PRESET.key, "Scans": ["t1"]})
    return tmp_path


def finished(results: Path, record: dict) -> None:
    names = Names(results, "01")
    save(names.maps / "gmv.nii.gz", (4, 4, 4), 3.0)
    names.record.write_text(json.dumps(record))


def test_that_the_same_run_finds_its_results_again(home):
    assert intake_kept.results_for(home, CASE, PRESET, 3.0) == home / "results"


@pytest.mark.parametrize(
    ("case", "preset", "voxel_mm"),
    [
        (CASE, OTHER_PRESET, 3.0),
        (CASE, PRESET, 2.0),
        (replace(CASE, bold=Path("bold.nii")), PRESET, 3.0),
        (replace(CASE, bold_facts={"RepetitionTime": Fact(2.0, FactSource.TYPED)}), PRESET, 3.0),
    ],
)
def test_that_other_settings_never_overwrite_results(home, case, preset, voxel_mm):
    assert intake_kept.results_for(home, case, preset, voxel_mm) == home / "results-2"
    finished(home / "results-2", {"Preset": "yet another"})
    assert intake_kept.results_for(home, case, preset, voxel_mm) == home / "results-3"


def test_that_typed_facts_are_compared_as_the_record_has_them(tmp_path):
    facts = {"SliceTiming": Fact((0.0, 1.0), FactSource.TYPED)}
    told = {"bold": {"SliceTiming": [0.0, 1.0]}}
    finished(tmp_path / "results", {"Preset": PRESET.key, "Scans": ["t1"], "TypedFacts": told})
    assert intake_kept.results_for(tmp_path, replace(CASE, bold_facts=facts), PRESET, 3.0) == tmp_path / "results"


def test_that_a_stopped_run_is_gone_on_with(tmp_path):
    (tmp_path / "results" / "work").mkdir(parents=True)
    assert intake_kept.results_for(tmp_path, CASE, OTHER_PRESET, 2.0) == tmp_path / "results"
