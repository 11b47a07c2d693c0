"""Pseudonyms and the key file."""

import pytest

from analysis.errors import InputError, OptionError
from analysis.importing import pseudonym
from analysis.importing.identity import Patient
from analysis.importing.pseudonym import KeyFile

JANE, JOHN = Patient("02", "Doe^Jane", "19660101"), Patient("03", "Doe^John", "19660102")


def test_that_a_made_pseudonym_is_a_label_and_new(tmp_path):
    made = {pseudonym.generate(JANE) for _ in range(50)}
    assert len(made) > 45
    assert all(len(name) == 8 and name[4:].isalnum() for name in made)


def test_that_a_taken_pseudonym_is_not_given_again(monkeypatch):
    salts = iter([b"one", b"one", b"two"])
    monkeypatch.setattr(pseudonym.secrets, "token_bytes", lambda n: next(salts))
    first = pseudonym.generate(JANE)
    assert pseudonym.generate(JANE, {first}) != first


@pytest.mark.parametrize("text", ["", "sub-", "a b", "a_b", "a-b", "../x", "x" * 33, "é"])
def test_that_signs_that_bids_does_not_allow_are_refused(text):
    with pytest.raises(OptionError, match="letters and digits"):
        pseudonym.check(text, [JANE], frozenset())


@pytest.mark.parametrize("text", ["02", "sub-02", "19660101"])
def test_that_even_a_short_id_is_no_pseudonym_of_its_patient(text):
    with pytest.raises(OptionError, match="own data"):
        pseudonym.check(text, [JANE], frozenset())
    assert pseudonym.check("P3", [JANE], frozenset()) == "sub-P3"


def test_that_patients_are_added_and_found_again(tmp_path):
    for name, patient in (("sub-A", JANE), ("sub-B", JOHN)):
        KeyFile(tmp_path / "keys.tsv", tmp_path / "study").add(name, patient)
    found = KeyFile(tmp_path / "keys.tsv", tmp_path / "study")
    assert found.pseudonym_of(JANE) == "sub-A"
    assert (tmp_path / "keys.tsv").read_text() == "pseudonym\tpatient_id\nsub-A\t02\nsub-B\t03\n"
    assert [path.name for path in tmp_path.iterdir()] == ["keys.tsv"]


def test_that_the_key_of_one_patient_is_not_given_to_another(tmp_path):
    key = KeyFile(tmp_path / "keys.tsv", tmp_path / "study")
    key.add("sub-A", JANE)
    with pytest.raises(OptionError, match="another patient in the key file"):
        key.check("sub-A", JOHN)
    with pytest.raises(OptionError, match="This patient is sub-A in the key file already"):
        key.check("sub-B", JANE)
    with pytest.raises(OptionError, match="neither an ID nor a name"):
        key.check("sub-C", Patient())


@pytest.mark.parametrize("content", ["name,age\nx,1\n", "pseudonym\tpatient_id\nsub-A\n", "", "\xff"])
def test_that_a_file_of_something_else_is_not_overwritten(tmp_path, content):
    (tmp_path / "keys.tsv").write_bytes(content.encode("latin-1"))
    with pytest.raises(InputError, match="key file"):
        KeyFile(tmp_path / "keys.tsv", tmp_path / "study")
    assert (tmp_path / "keys.tsv").read_bytes() == content.encode("latin-1")


def test_that_a_key_file_in_the_dataset_is_refused_by_any_path(tmp_path):
    (tmp_path / "study").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "study")
    for place in ("study/keys.tsv", "study/sub/keys.tsv", "other/../study/keys.tsv", "link/keys.tsv"):
        with pytest.raises(OptionError, match="must not lie in the dataset"):
            KeyFile(tmp_path / place, tmp_path / "study")
