"""Controls are made one after the other, and who is there already is not made again."""

import pytest

from analysis.demo import reference_making
from analysis.demo.person import Person
from analysis.demo.reference_making import make_controls
from analysis.errors import Cancelled


@pytest.fixture
def people():
    return [Person(f"control{n}", seed=n) for n in range(3)]


@pytest.fixture
def made(monkeypatch):
    """Who was scanned and processed, which takes minutes and is put in place of here."""
    done = []

    def make(person, folder, _settings, progress):
        progress(0.5, person.label)
        (folder / person.subject).mkdir(exist_ok=True)
        (folder / person.subject / "kept").touch()
        done.append(person)

    monkeypatch.setattr(reference_making, "_make", make)
    return done


def test_that_each_is_handed_over_as_soon_as_there_and_made_once(people, made, tmp_path):
    coming = make_controls(people, tmp_path)
    assert next(coming) is people[0]
    assert made == people[:1]  # the others are not begun before they are asked for
    assert list(coming) == people[1:]
    assert list(make_controls(people, tmp_path)) == people
    assert made == people


def test_that_one_who_was_cut_off_is_made_again(people, made, tmp_path):
    for person in people[:2]:
        (tmp_path / person.subject).mkdir()
    (tmp_path / people[0].subject / "kept").touch()  # the mark that all of it is there
    assert list(make_controls(people[:2], tmp_path)) == people[:2]
    assert made == [people[1]]


def test_that_progress_rises_over_all_and_a_stop_leaves_who_is_there(people, made, tmp_path):
    heard = []

    def progress(fraction, _words):
        heard.append(fraction)
        if len(heard) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(make_controls(people, tmp_path, progress=progress))
    assert heard == pytest.approx([1 / 6, 1 / 2])
    assert made == people[:1]
