"""What a person answers about a patient, what is still missing, and what reaches the run."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.errors import AlgoscopeError, OptionError
from analysis.files import nifti
from analysis.files.tables import read_text_table
from analysis.importing.look_through import SeriesUse, look_through
from analysis.importing.role import Guess, SeriesRole
from analysis.pipeline.case import Case
from analysis.pipeline.scans import open_scans
from analysis.presets import shipped_presets
from analysis.scan import FactSource, Modality
from gui.commands import asl_form, asl_order, intake, intake_facts, intake_start
from gui.commands.intake_answers import Answers, OrderFound
from gui.commands.intake_start import Order, Workshop
from gui.perfusion_state import OrderFinding
from tests.analysis.importing.made_dicom import SECRETS, write_bold, write_series, write_t1
from tests.gui.made_intake import ASL, SIDECAR, found_in, save, save_patient

PRESET = shipped_presets()[0]
T1, BOLD = 0, 1


@pytest.fixture
def found(tmp_path: Path):
    return found_in(save_patient(tmp_path / "scans" / "sub-77"))


@pytest.fixture
def answers(found) -> Answers:
    return intake.first_answers(found, PRESET)


def settled(found, answers: Answers) -> Answers:
    """Everything answered."""
    answers = intake.type_fact(found, answers, BOLD, "SliceOrder", "ascending")
    return replace(answers, sides_confirmed=True)


def test_that_the_pseudonym_is_new_and_neither_a_label_nor_a_folder(found, answers):
    assert "77" not in answers.person.pseudonym
    assert answers.person.pseudonym not in str(found.sources)
    assert answers.person.pseudonym != intake.first_answers(found, PRESET).person.pseudonym
    assert answers.folder.name == f"sub-{answers.person.pseudonym}"
    assert not answers.folder.is_relative_to(found.sources[0])


def test_that_what_is_missing_is_said_until_nothing_is(found, answers):
    said = intake.missing(found, answers)
    assert any("Order of the slices" in sentence for sentence in said)
    assert any("left and right" in sentence for sentence in said)
    assert intake.missing(found, settled(found, answers)) == ()


def test_that_two_series_of_a_kind_are_told_by_their_numbers(found, answers, tmp_path):
    both = intake.use_as(settled(found, answers), BOLD, SeriesUse.T1)
    said = intake.missing(found, both)
    assert "Series 1, 2 are all T1" in said[0]
    assert "has 60 volumes and cannot be T1" in said[1]


def test_that_nothing_to_process_and_a_single_volume_as_a_series_are_told(found, answers):
    nothing = replace(answers, uses=(SeriesUse.OTHER, SeriesUse.IGNORE))
    assert "nothing to process" in intake.missing(found, nothing)[0]
    single = replace(answers, uses=(SeriesUse.BOLD, SeriesUse.IGNORE))
    assert "is a single volume and cannot be rest BOLD" in intake.missing(found, single)[0]


def test_that_what_processing_will_refuse_is_said_before_the_start_with_what_can_be_done(tmp_path):
    folder = save_patient(tmp_path / "scans" / "sub-77")
    save(folder / "func" / "sub-77_task-rest_bold.nii", (12, 12, 6, 45), 3.0)  # the preset drops 10, so 35 are left
    save(folder / "anat" / "sub-77_T1w.nii", (60, 60, 12), 2.0)  # a slab
    found = found_in(folder)
    answers = settled(found, intake.first_answers(found, PRESET))
    about_t1, about_bold = intake.missing(found, answers)
    assert about_t1.startswith("Series 1 (T1) cannot be processed: This T1 (60 × 60 × 12")
    assert "45 volumes, of which 10 are dropped; at least 40 must be left" in about_bold
    for sentence in (about_t1, about_bold):
        assert sentence.endswith('Set it to "other" to process without it; "Only look" opens it as it is.')
    # the same sentences end a run that is started all the same
    paths = {use: found.series[n].scan.path for n, use in ((T1, SeriesUse.T1), (BOLD, SeriesUse.BOLD))}
    for use, said in ((SeriesUse.T1, about_t1), (SeriesUse.BOLD, about_bold)):
        with pytest.raises(AlgoscopeError) as stopped:
            open_scans(Case("1", t1=paths.get(use)) if use is SeriesUse.T1 else Case("1", bold=paths[use]), 10)
        assert str(stopped.value) in said
    without = replace(intake.use_as(answers, T1, SeriesUse.OTHER), sides_confirmed=True)
    assert intake.missing(found, without) == (about_bold,)
    neither = replace(intake.use_as(without, BOLD, SeriesUse.OTHER), sides_confirmed=True)
    assert "nothing to process" in intake.missing(found, neither)[0]
    assert intake.missing_to_keep(found, neither) == ()  # the raw images can be opened


def test_that_series_whose_number_another_scanner_has_counted_too_are_told_by_what_they_are_called(found, answers):
    same = replace(found, series=tuple(replace(series, number=4) for series in found.series))
    both = intake.use_as(answers, BOLD, SeriesUse.T1)
    assert intake.missing(same, both)[0].startswith(
        "Series 4 (sub-77_T1w.nii), 4 (sub-77_task-rest_bold.nii) are all T1"
    )


def test_that_a_series_is_as_long_as_what_is_left_of_it(tmp_path):
    scan = nifti.read(save(tmp_path / "sub-1_task-rest_bold.nii", (4, 4, 4, 45), 3.0))
    assert intake_facts.facts_of(scan, SeriesUse.BOLD, {}, n_dropped=5).refusal == ""
    assert "at least 40" in intake_facts.facts_of(scan, SeriesUse.BOLD, {}, n_dropped=6).refusal


def test_that_slice_times_that_do_not_fit_the_series_are_refused_before_the_start(tmp_path):
    sidecar = {**SIDECAR, "SliceTiming": [0.0, 0.5, 1.0, 1.5]}  # four times of six slices
    found = found_in(save_patient(tmp_path / "sub-77", bold=sidecar))
    answers = replace(intake.first_answers(found, PRESET), sides_confirmed=True)
    assert any("cannot be processed" in said and "slice" in said for said in intake.missing(found, answers))
    assert intake.missing(found, settled(found, answers)) == ()  # a typed order replaces them


def test_that_another_role_asks_to_look_at_the_sides_again(found, answers):
    assert not intake.use_as(settled(found, answers), BOLD, SeriesUse.OTHER).sides_confirmed


def test_that_an_image_without_orientation_is_never_processed(tmp_path):
    found = found_in(save_patient(tmp_path / "scans" / "sub-77", known=False))
    answers = settled(found, intake.first_answers(found, PRESET))
    assert any("does not say where left and right are" in sentence for sentence in intake.missing(found, answers))
    assert not intake.sides_known(found, answers)
    rest = intake.use_as(answers, T1, SeriesUse.IGNORE)
    assert intake.missing(found, replace(rest, sides_confirmed=True)) == ()


def test_that_a_repetition_time_that_contradicts_itself_is_to_be_confirmed(tmp_path):
    # as the converter writes it of a Philips series: 1.794 s between volumes, 2 s between excitations
    sidecar = {**SIDECAR, "RepetitionTime": 1.794, "RepetitionTimeExcitation": 2}
    found = found_in(save_patient(tmp_path / "sub-77", bold=sidecar))
    answers = settled(found, intake.first_answers(found, PRESET))
    line = intake.facts_at(found, answers, BOLD).lines[0]
    assert (line.field.name, line.value) == ("RepetitionTime", 2.0)
    assert "1.794" in line.question
    assert any("Repetition time (TR)" in sentence for sentence in intake.missing(found, answers))
    confirmed = intake.type_fact(found, answers, BOLD, "RepetitionTime", "2")
    assert intake.facts_at(found, confirmed, BOLD).lines[0].source is FactSource.TYPED
    assert intake.missing(found, confirmed) == ()
    assert intake.missing(found, intake.type_fact(found, confirmed, BOLD, "RepetitionTime", "")) != ()


def test_that_facts_of_an_asl_series_are_asked_for_and_a_copied_delay_is_doubted(tmp_path):
    asl = {**ASL, "LabelingDuration": 1.5, "PostLabelingDelay": 1.5}
    del asl["BackgroundSuppression"]
    found = found_in(save_patient(tmp_path / "sub-77", asl=asl))
    answers = intake.first_answers(found, PRESET)
    facts = intake.facts_at(found, answers, 2)
    asked = {line.field.name: line.question for line in facts.open_lines}
    assert set(asked) == {"BackgroundSuppression", "LabelingDuration", "PostLabelingDelay"}
    assert "one may be a copy" in asked["PostLabelingDelay"]
    typed = intake.type_fact(found, answers, 2, "BackgroundSuppression", "no")
    for name in ("LabelingDuration", "PostLabelingDelay"):
        typed = intake.type_fact(found, typed, 2, name, "1.5")
    assert intake.facts_at(found, typed, 2).open_lines == ()


def without_kinds(folder: Path, **told) -> Path:
    """A patient whose ASL series has no table of its volumes."""
    save_patient(folder, asl={**ASL, **told})
    (folder / "perf" / "sub-77_aslcontext.tsv").unlink()
    return folder


def test_that_kinds_that_nobody_names_are_proposed_from_the_values_and_asked_until_confirmed(tmp_path):
    found = found_in(without_kinds(tmp_path / "sub-77"))
    answers = intake.first_answers(found, PRESET)
    assert intake.unordered(found, answers) == {2: ()}
    order = OrderFound((), OrderFinding(proposal="2*label/control"))
    answers = replace(answers, orders={2: order})
    assert intake.unordered(found, answers) == {}
    line = next(line for line in intake.facts_at(found, answers, 2).lines if line.field.name == "VolumeTypes")
    assert (line.value, line.proposal) == (None, "2*label/control")
    assert line.question
    answers = intake.type_fact(found, answers, 2, "VolumeTypes", line.proposal)
    line = next(line for line in intake.facts_at(found, answers, 2).lines if line.field.name == "VolumeTypes")
    assert (line.value, line.source, line.question) == (("label", "control") * 2, FactSource.TYPED, "")
    assert intake.unordered(found, answers) == {2: ("label", "control") * 2}  # what was typed is looked at, too


def test_that_kinds_that_the_values_contradict_are_to_be_confirmed(tmp_path):
    found = found_in(save_patient(tmp_path / "sub-77", asl=ASL))
    kinds = ("control", "label") * 2
    answers = intake.first_answers(found, PRESET)
    assert intake.unordered(found, answers) == {2: kinds}
    wrong = replace(answers, orders={2: OrderFound(kinds, OrderFinding(pairs=2, agreeing=0))})
    [line] = intake.facts_at(found, wrong, 2).open_lines
    assert (line.field.name, line.source) == ("VolumeTypes", FactSource.SIDECAR)
    assert "DARKER" in line.question
    right = replace(answers, orders={2: OrderFound(kinds, OrderFinding(pairs=2, agreeing=2))})
    facts = intake.facts_at(found, right, 2)
    assert facts.open_lines == ()
    assert "In all 2 pairs the control is brighter" in facts.remark


@pytest.mark.slow  # 18 volumes of a real series are decoded, and its brain is found
def test_that_the_values_of_the_real_siemens_series_tell_its_kinds(fixtures):
    # its README: volume 0 is the M0, volume 1 extra, then label, control eight times
    path = fixtures / "real" / "asl" / "pcasl3d_m0_and_pairs.nii.gz"
    if not path.is_file():
        pytest.skip("the real scans are not on this machine")
    assert asl_order.find_order_in(path, ()).proposal == "m0scan,n/a,8*label/control"


def test_that_a_file_that_is_gone_is_a_finding_and_no_error(tmp_path):
    assert asl_order.find_order_in(tmp_path / "gone.nii", ()).problem


def test_that_the_real_siemens_series_is_asked_about_its_labelling(fixtures):
    # the sidecar's LabelingDuration of 1.2 s is the delay; 82 blocks of 18.4 ms are 1.5088 s
    folder = fixtures / "real" / "asl"
    if not folder.is_dir():
        pytest.skip("the real scans are not on this machine")
    found = found_in(folder)
    answers = intake.first_answers(found, PRESET)
    lines = {line.field.name: line for line in intake.facts_at(found, answers, 0).open_lines}
    assert lines["LabelingDuration"].value == (1.5088,)
    assert "1.2 s" in lines["LabelingDuration"].question
    assert lines["PostLabelingDelay"].value is None
    typed = {
        "LabelingDuration": "1.5088", "PostLabelingDelay": "1.2", "VolumeTypes": "m0scan, n/a, 8*label/control",
        "BackgroundSuppression": "yes", "BackgroundSuppressionNumberPulses": "2", "M0Type": "Included",
        "M0RepetitionTime": "13.9",
    }  # fmt: skip
    for name, text in typed.items():
        answers = intake.type_fact(found, answers, 0, name, text)
    assert intake.facts_at(found, answers, 0).open_lines == ()
    assert intake.missing(found, replace(answers, sides_confirmed=True)) == ()
    case = intake_start.case_of(Order(found, answers, Workshop()), {SeriesUse.ASL: folder})
    assert case.asl_facts["PostLabelingDelay"].value == (1.2,)


def test_that_a_series_of_a_task_is_not_taken_for_rest_without_a_word(tmp_path):
    folder = save_patient(tmp_path / "sub-77")
    for path in (folder / "func").iterdir():
        path.rename(path.with_name(path.name.replace("task-rest", "task-oneback")))
    found = found_in(folder)
    answers = intake.first_answers(found, PRESET)
    assert 'task "oneback"' in intake.facts_at(found, answers, BOLD).doubts[0]


def test_that_nonsense_is_refused_with_the_range(found, answers):
    with pytest.raises(OptionError, match=r"from 0\.05 to 100 s"):
        intake.type_fact(found, answers, BOLD, "RepetitionTime", "2000")
    with pytest.raises(OptionError, match="no times of slices"):
        intake.type_fact(found, answers, BOLD, "SliceOrder", "another order, as the file says")


def test_that_slice_times_of_the_file_are_named_and_must_fit_the_repetition_time(tmp_path):
    sidecar = {**SIDECAR, "SliceTiming": [0.0, 1.0, 0.333, 1.333, 0.667, 1.667]}
    found = found_in(save_patient(tmp_path / "sub-77", bold=sidecar))
    answers = intake.first_answers(found, PRESET)
    order = intake.facts_at(found, answers, BOLD).lines[1]
    assert (order.value, order.source) == ("interleaved, odd first", FactSource.SIDECAR)
    short = intake.type_fact(found, answers, BOLD, "RepetitionTime", "1.5")
    assert "beyond the repetition time" in intake.facts_at(found, short, BOLD).problem


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"pseudonym": "Jane Doe"}, "is no pseudonym"),
        ({"age": "old"}, "The age is a number"),
        ({"date": "17.3.2025"}, "2025-03-17"),
    ],
)
def test_that_what_is_typed_about_the_person_is_checked(found, answers, changed, words):
    answers = settled(found, answers)
    wrong = replace(answers, person=replace(answers.person, **changed))
    assert [words in sentence for sentence in intake.missing(found, wrong)] == [True]


def test_that_a_cohort_asks_for_what_it_is_adjusted_for(found, answers):
    answers = replace(settled(found, answers), cohort=Path("people.tsv"), cohort_needs=("age", "sex", "mean_fd"))
    assert "age, sex" in intake.missing(found, answers)[0]
    known = replace(answers, person=replace(answers.person, age="42", sex="F"))
    assert intake.missing(found, known) == ()


def test_that_results_go_neither_among_the_scans_nor_over_something_else(found, answers, tmp_path):
    answers = settled(found, answers)
    inside = replace(answers, out=found.sources[0] / "results")
    assert "among the scans" in intake.missing(found, inside)[0]
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    assert "holds something already" in intake.missing(found, replace(answers, out=tmp_path / "full"))[0]
    assert intake.missing(found, replace(answers, out=tmp_path / "new")) == ()


def test_that_the_time_grows_with_the_scans(found, answers):
    everything = intake.seconds(found, answers)
    assert everything > intake.seconds(found, intake.use_as(answers, BOLD, SeriesUse.IGNORE)) > 0


# -- what is started -------------------------------------------------------------------------------------------------


def test_that_the_case_has_the_files_the_pseudonym_and_every_typed_fact(
    session, jobs, finish, qtbot, worker, found, answers, workshop, tmp_path
):
    answers = intake.type_fact(found, settled(found, answers), BOLD, "RepetitionTime", "2.5")
    person = replace(answers.person, pseudonym="01", age="42", sex="F", hand="left")
    answers = replace(answers, person=person, out=tmp_path / "out", voxel_mm=2.0)
    shown = []
    order = Order(found, answers, workshop)
    intake_start.start(session, jobs, order, on_shown=shown.append)
    finish()
    [(case, out, preset, voxel_mm)] = worker
    assert (case.subject, case.asl, voxel_mm, preset) == ("01", None, 2.0, PRESET)
    assert case.t1.name == "sub-77_T1w.nii"
    assert case.bold_facts["RepetitionTime"].value == 2.5
    assert case.bold_facts["RepetitionTime"].source is FactSource.TYPED
    assert case.bold_facts["SliceTiming"].value == pytest.approx([n * 2.5 / 6 for n in range(6)])
    assert out == tmp_path / "out" / "results"
    table = read_text_table(out / "participants.tsv")
    assert table.rows == (("sub-01", "42", "F", "left", "n/a"),)
    assert not workshop.path.exists()
    qtbot.waitUntil(lambda: any(layer.name == "zalff" for layer in session.layers))
    raw = [layer.scan.modality for layer in session.layers if layer.scan.path in (case.t1, case.bold)]
    assert sorted(kind.value for kind in raw) == ["BOLD", "T1"]
    assert [plan.case for plan in shown] == [case]


@pytest.mark.parametrize("process", [True, False])
def test_that_what_was_typed_of_a_series_is_asked_for_no_more(
    session, jobs, finish, worker, workshop, tmp_path, process
):
    asl = {key: value for key, value in ASL.items() if key != "PostLabelingDelay"}
    found = found_in(save_patient(tmp_path / "scans" / "sub-77", asl=asl), workshop)
    answers = replace(settled(found, intake.first_answers(found, PRESET)), out=tmp_path / "out")
    answers = intake.type_fact(found, answers, 2, "PostLabelingDelay", "1.5")
    order = Order(found, answers, workshop)
    (intake_start.start if process else intake_start.look_only)(session, jobs, order)
    finish()
    layers = {layer.scan.modality: layer for layer in session.layers if layer.scan.path in intake_start.paths_of(order)}
    line = asl_form.read_form(session, layers[Modality.ASL].id).line("PostLabelingDelay")
    assert (line.value, line.source, line.question) == ((1.5,), FactSource.TYPED, "")
    assert session.perfusion.case(layers[Modality.BOLD].id).typed["SliceOrder"].value == "ascending"


def test_that_nothing_is_started_while_something_is_missing(session, jobs, found, answers, workshop):
    with pytest.raises(OptionError, match="Order of the slices"):
        intake_start.start(session, jobs, Order(found, answers, workshop))
    assert jobs.jobs == ()


@pytest.fixture
def workshop() -> Workshop:
    return Workshop()


@pytest.fixture
def export(tmp_path, workshop):
    folder = tmp_path / "Quixote_Dulcinea" / "DICOM"
    write_series(folder, "localizer", 1, shape=(16, 16, 3))
    write_t1(folder)
    write_bold(folder, n_volumes=50)
    write_series(folder, "t2_tse_Quixote", 4)
    return found_in(folder, workshop)


@pytest.fixture
def order(export, workshop, tmp_path) -> Order:
    answers = intake.first_answers(export, PRESET)
    answers = intake.type_fact(export, answers, 2, "SliceOrder", "not known: do not correct")
    person = replace(answers.person, pseudonym="01")
    answers = replace(answers, sides_confirmed=True, person=person, out=tmp_path / "out")
    return Order(export, answers, workshop)


def test_that_scans_of_an_export_are_kept_in_their_roles_without_identity(
    session, jobs, finish, worker, told, order, tmp_path
):
    order = replace(order, answers=replace(order.answers, uses=(*order.answers.uses[:3], SeriesUse.IGNORE)))
    intake_start.start(session, jobs, order)
    finish()
    [(case, *_)] = worker
    scans = tmp_path / "out" / "scans"
    assert case.t1 == scans / "sub-01" / "anat" / "sub-01_T1w.nii.gz"
    assert case.bold == scans / "sub-01" / "func" / "sub-01_task-rest_bold.nii.gz"
    assert not (scans / "sub-01" / "anat" / "sub-01_T2w.nii.gz").exists()
    names = [str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*")]
    texts = [path.read_text() for path in (tmp_path / "out").rglob("*") if path.suffix in (".json", ".tsv")]
    everything = " ".join([*names, *texts, *told, *(layer.name for layer in session.layers)]).lower()
    assert not [secret for secret in SECRETS if secret.lower() in everything]
    assert json.loads(case.bold.with_name("sub-01_task-rest_bold.json").read_text())["RepetitionTime"] == 2.0


def test_that_images_of_an_archive_are_kept_without_identity_in_the_roles_that_were_chosen(
    session, jobs, finish, worker, workshop, tmp_path
):
    folder = save_patient(tmp_path / "Quixote" / "sub-77", bold={**SIDECAR, "PatientName": "Dulcinea Quixote"})
    save(folder / "anat" / "sub-77_label-lesion_mask.nii", (60, 60, 60), 2.0)
    with zipfile.ZipFile(tmp_path / "Quixote.zip", "w") as archive:
        for path in folder.rglob("*.*"):
            archive.write(path, path.relative_to(tmp_path))
    found = found_in(tmp_path / "Quixote.zip", workshop)
    answers = intake.first_answers(found, PRESET)
    places = {series.use: n for n, series in enumerate(found.series)}
    answers = intake.type_fact(found, answers, places[SeriesUse.BOLD], "SliceOrder", "ascending")
    person = replace(answers.person, pseudonym="01")
    answers = replace(answers, sides_confirmed=True, person=person, out=tmp_path / "out")
    intake_start.start(session, jobs, Order(found, answers, workshop))
    finish()
    [(case, *_)] = worker
    anat, func = (tmp_path / "out" / "scans" / "sub-01" / kind for kind in ("anat", "func"))
    assert (case.t1, case.bold) == (anat / "sub-01_T1w.nii.gz", func / "sub-01_task-rest_bold.nii.gz")
    assert case.lesion == anat / "sub-01_label-lesion_mask.nii.gz"
    assert json.loads((func / "sub-01_task-rest_bold.json").read_text())["RepetitionTime"] == 2.0
    names = [str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*")]
    texts = [path.read_text() for path in (tmp_path / "out").rglob("*") if path.suffix in (".json", ".tsv")]
    assert not [word for word in ("quixote", "dulcinea", "77_") if word in " ".join([*names, *texts]).lower()]
    assert not workshop.path.exists()


def test_that_a_role_that_a_person_chose_decides_where_an_image_goes(
    session, jobs, finish, worker, order, workshop, tmp_path
):
    uses = (SeriesUse.IGNORE, SeriesUse.OTHER, SeriesUse.BOLD, SeriesUse.OTHER)
    intake_start.start(session, jobs, replace(order, answers=replace(order.answers, uses=uses)))
    finish()
    [(case, *_)] = worker
    assert case.t1 is None
    kept = sorted(path.name for path in (tmp_path / "out" / "scans" / "sub-01" / "other").glob("*.nii.gz"))
    assert len(kept) == 1


@pytest.mark.parametrize(("task", "kept"), [("unknown", "rest"), ("rest", "rest"), ("oneback", "oneback")])
def test_that_a_task_that_was_not_known_is_rest_by_the_persons_word_and_another_stays(task, kept):
    guess = Guess(SeriesRole.BOLD, "it is a series", "func", "bold", {"task": task})
    assert intake_start.guess_for(guess, SeriesUse.BOLD).entities["task"] == kept
    assert intake_start.guess_for(guess, SeriesUse.OTHER).folder == "other"


def test_that_scans_can_be_opened_without_processing_them(session, jobs, finish, order, workshop, tmp_path):
    intake_start.look_only(session, jobs, order)
    finish()
    assert {layer.scan.modality for layer in session.layers} >= {Modality.T1, Modality.BOLD}
    assert not (tmp_path / "out" / "results").exists()
    assert not workshop.path.exists()


def test_that_scans_that_were_kept_here_keep_their_pseudonym_and_their_folder(session, jobs, finish, order, tmp_path):
    intake_start.look_only(session, jobs, order)
    finish()
    files = [layer.scan.path for layer in session.layers]
    found = look_through(files, tmp_path)
    answers = intake.first_answers(found, PRESET)
    assert (answers.person.pseudonym, found.age, found.sex) == ("01", 73, "F")
    mine = replace(answers, out=tmp_path / "out")
    assert not any("holds something" in sentence for sentence in intake.missing(found, mine))
    (tmp_path / "out" / "results").mkdir()
    assert any("holds something" in sentence for sentence in intake.missing(found, mine))


def test_that_a_cancelled_start_leaves_nothing_to_open(session, jobs, finish, worker, order, workshop, tmp_path):
    job = intake_start.start(session, jobs, order)
    job.cancel()
    finish()
    assert session.layers == ()
    assert worker == []
    assert not (tmp_path / "out" / "scans").exists()


def test_that_the_lesion_mask_must_be_on_the_t1(tmp_path):
    folder = save_patient(tmp_path / "sub-77")
    save(folder / "anat" / "sub-77_label-lesion_mask.nii", (20, 20, 20), 2.0)
    found = found_in(folder)
    answers = intake.first_answers(found, PRESET)
    place = next(n for n, s in enumerate(found.series) if "lesion" in s.caption)
    answers = intake.use_as(answers, place, SeriesUse.LESION)
    assert any("not on the grid of the T1" in sentence for sentence in intake.missing(found, answers))


def test_that_a_temporary_folder_goes_when_nobody_knows_it_any_more():
    made = Workshop()
    path = made.path
    (path / "scan.nii").write_bytes(b"voxels")
    del made
    assert not path.exists()
