"""``main.py process``: what it refuses in one sentence, and that nothing is written then."""


def test_that_a_folder_without_scans_is_refused(call, mask_path, tmp_path):
    answer = call("process", mask_path.parent, "--out", tmp_path / "out")
    assert answer.code == 3
    assert "no T1, BOLD or ASL image" in answer.err
    assert not (tmp_path / "out").exists()


def test_that_two_t1s_are_named_with_the_option_that_chooses(call, bold_path, t1_path, tmp_path):
    (t1_path.parent / "sub-01_run-2_T1w.nii.gz").write_bytes(t1_path.read_bytes())
    answer = call("process", bold_path.parent, "--out", tmp_path / "out")
    assert answer.code == 3
    assert "sub-01_T1w.nii.gz" in answer.err
    assert "sub-01_run-2_T1w.nii.gz" in answer.err
    assert "--t1 FILE" in answer.err
    chosen = call("process", bold_path.parent, "--out", tmp_path / "out", "--t1", "run-2")
    assert "localiser" in chosen.err


def test_that_a_lesion_belongs_to_one_patient(call, bold_path, mask_path, tmp_path):
    words = ("process", bold_path.parent, "--all-subjects", "--lesion", mask_path, "--out", tmp_path / "out")
    answer = call(*words)
    assert answer.code == 2
    assert "belongs to one patient" in answer.err


def test_that_a_t1_of_a_few_centimetres_is_refused_as_localiser(call, bold_path, t1_path, tmp_path):
    answer = call("process", bold_path.parent, "--out", tmp_path / "out")
    assert answer.code == 3
    assert "localiser" in answer.err
    assert not (tmp_path / "out").exists()


def test_that_results_are_not_mixed_with_older_ones_unasked(call, bold_path, t1_path, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine")
    answer = call("process", bold_path.parent, "--out", tmp_path / "out")
    assert answer.code == 1
    assert "not empty" in answer.err
    assert (tmp_path / "out" / "notes.txt").read_text() == "mine"


def test_that_an_unknown_preset_is_refused(call, bold_path, t1_path, tmp_path):
    answer = call("process", bold_path.parent, "--out", tmp_path / "out", "--preset", "unheard_of")
    assert answer.code == 2
    assert "no preset called unheard_of" in answer.err
