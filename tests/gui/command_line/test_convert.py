"""``main.py convert``: its table, its exit codes, and that neither the terminal nor the log tells who was scanned."""

import pytest

from tests.analysis.importing.made_dicom import SECRETS, identity, write_bold, write_series, write_t1


@pytest.fixture
def export(tmp_path):
    folder = tmp_path / "Quixote_Dulcinea" / "DICOM"
    write_series(folder, "localizer", 1, shape=(16, 16, 3))
    write_t1(folder)
    write_bold(folder, description="rest of Dulcinea", n_volumes=4)
    return folder


def told(answer, log_folder):
    log = "".join(path.read_text() for path in log_folder.glob("*"))
    return [secret for secret in SECRETS if secret.lower() in (answer.out + answer.err + log).lower()]


def test_that_the_table_says_of_each_series_what_it_is_and_became(call, export, tmp_path, log_folder):
    answer = call("convert", export, "--out", tmp_path / "study", "--pseudonym", "P017")
    assert answer.code == 0, answer.err
    header, localiser, t1, bold, *rest = answer.out.splitlines()
    assert header.split() == ["series", "description", "files", "role", "output", "or", "why", "not", "reason"]
    assert localiser.split(maxsplit=6) == [
        "1",
        "localizer",
        "3",
        "localiser",
        "not",
        "converted",
        localiser[-36:].strip(),
    ]
    assert "sub-P017_T1w.nii.gz" in t1
    assert 'its description says "t1"' in t1
    assert "sub-P017_task-rest_bold.nii.gz" in bold
    assert "rest of ***" in bold
    assert any("WARNING  It has 4 volumes only" in line for line in rest)
    assert rest[-1] == str(tmp_path / "study" / "sub-P017")
    assert any("Facial features are not removed" in sentence for sentence in answer.sentences)
    assert told(answer, log_folder) == []


def test_that_info_repeats_what_the_import_doubted(call, export, tmp_path):
    call("convert", export, "--out", tmp_path / "study", "--pseudonym", "P017")
    answer = call("info", tmp_path / "study")
    assert "WARNING      It has 4 volumes only, too few for resting-state metrics." in answer.out


def test_that_a_failed_series_gives_exit_code_three_and_the_rest_is_there(call, export, tmp_path, log_folder):
    write_series(export, "gap", 7, leave_out=((0, 1),))
    (export / "Dulcinea.dcm").write_bytes(bytes(128) + b"DICM" + b"\xff" * 50)
    answer = call("convert", export, "--out", tmp_path / "study", "--pseudonym", "P017")
    assert answer.code == 3
    assert any("FAILED" in line and "slices are missing" in line for line in answer.out.splitlines())
    assert (tmp_path / "study/sub-P017/anat/sub-P017_T1w.nii.gz").is_file()
    assert '"***.dcm" cannot be read.' in answer.sentences


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["--pseudonym", "a b"], 2, "letters and digits only"),
        (["--pseudonym", "ZZ4711"], 2, "part of the patient's own data"),
        (["--key-file", "study/keys.tsv"], 2, "must not lie in the dataset"),
    ],
)
def test_that_options_without_sense_are_refused(call, export, tmp_path, monkeypatch, words, code, sentence):
    monkeypatch.chdir(tmp_path)
    answer = call("convert", export, "--out", "study", *words)
    assert answer.code == code
    assert sentence in answer.sentences[-1]
    assert not (tmp_path / "study").exists()


def test_that_mixed_patients_are_refused_without_a_name_anywhere(call, export, tmp_path, log_folder):
    write_t1(export, 9, patient=identity(PatientID="ZZ4712", PatientName="Panza^Teresa"))
    answer = call("convert", export, "--out", tmp_path / "study")
    assert answer.code == 3
    assert "scans of 2 patients" in answer.sentences[-1]
    assert told(answer, log_folder) == []
    assert "teresa" not in (answer.err + "".join(p.read_text() for p in log_folder.glob("*"))).lower()


def test_that_an_unexpected_error_leaves_no_name_in_the_log(call, export, tmp_path, log_folder, monkeypatch):
    def fail(*arguments, **options):
        raise RuntimeError(f"in {export / 'sub'}")

    monkeypatch.setattr("analysis.importing.convert.survey", fail)
    answer = call("convert", export, "--out", tmp_path / "study")
    assert answer.code == 1
    assert (log_folder / "algoscope.log").stat().st_size > 0
    assert told(answer, log_folder) == []
