"""``main.py process``: what it refuses in one sentence, and that nothing is written then."""


def test_that_a_folder_without_t1_is_refused(call, bold_path, tmp_path):
    answer = call("process", bold_path.parent, "--out", tmp_path / "out")
    assert answer.code == 3
    assert "no T1 image" in answer.err
    assert not (tmp_path / "out").exists()


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
