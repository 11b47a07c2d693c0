"""A dataset appears whole or not at all, and nothing else is ever replaced."""

import json

import pytest

from analysis.demo.whole_folder import whole_folder
from analysis.errors import OutputError


def write(folder, *, name="Demo", content="new", force=False):
    with whole_folder(folder, "Demo", "demonstration patient", force=force) as place:
        assert not (folder / "content").exists() or (folder / "content").read_text() != content
        (place / "dataset_description.json").write_text(json.dumps({"Name": name}))
        (place / "content").write_text(content)


def test_that_a_failure_leaves_nothing_behind(tmp_path):
    def fail() -> None:
        with whole_folder(tmp_path / "a", "Demo", "x", force=False) as place:
            (place / "half").write_text("1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_that_an_older_one_is_replaced_only_when_that_is_wanted(tmp_path):
    write(tmp_path / "a", content="old")
    with pytest.raises(OutputError, match="exists already"):
        write(tmp_path / "a")
    assert (tmp_path / "a" / "content").read_text() == "old"
    write(tmp_path / "a", force=True)
    assert (tmp_path / "a" / "content").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("description", [None, "no json", '["Demo"]', '{"Name": "Study of pain"}'])
def test_that_what_is_of_another_kind_is_never_replaced(tmp_path, description):
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / "precious").write_text("1")
    if description is not None:
        (folder / "dataset_description.json").write_text(description)
    with pytest.raises(OutputError, match="something else than a demonstration patient"):
        write(folder, force=True)
    assert (folder / "precious").read_text() == "1"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_that_an_older_one_survives_a_failure_of_the_newer(tmp_path):
    write(tmp_path / "a", content="old")
    with pytest.raises(ZeroDivisionError), whole_folder(tmp_path / "a", "Demo", "x", force=True):
        raise ZeroDivisionError
    assert (tmp_path / "a" / "content").read_text() == "old"


def test_that_an_empty_folder_may_be_filled(tmp_path):
    (tmp_path / "a").mkdir()
    write(tmp_path / "a")
    assert (tmp_path / "a" / "content").read_text() == "new"
