"""The fields of Compare in a session: tables by reference, layers by their numbers, gone ones told."""

import shutil

import pytest

from analysis.files.session_places import HashBook
from analysis.files.session_record import ReportEntry, ViewEntry
from gui.commands.comparing import read_table
from gui.commands.sessions.capture import capture
from gui.commands.sessions.finding import examine
from gui.commands.sessions.forms import with_layers
from gui.commands.sessions.keeping import write_session
from gui.commands.sessions.loading import load
from gui.compare_state import FormNow, FormsNow
from tests.gui.made_files import save_t1
from tests.gui.made_scans import add_t1

FIELDS = {"known age": "44", "boxes sex": True, "volume": "gray"}


@pytest.fixture
def table(tmp_path):
    folder = tmp_path / "here"
    folder.mkdir()
    path = folder / "people.tsv"
    path.write_text("participant_id\tage\tcbf\na\t40\ta.nii.gz\nb\t50\tb.nii.gz\n")
    return path


def keep(session, forms, folder):
    return write_session(capture(session, ViewEntry(), ReportEntry(), forms=forms), folder, HashBook())


def test_that_fields_come_back_in_another_place_with_their_table_and_map(session, table, tmp_path):
    layer = add_t1(session)
    image = save_t1(table.parent)
    patient = FormNow(table, read_table(table), FIELDS, image)
    groups = FormNow(table, read_table(table), {"question test": "PAIRED"}, layer_id=layer.id)
    keep(session, FormsNow(patient, groups), table.parent / "session")
    shutil.move(table.parent, tmp_path / "there")
    loaded = load(examine(tmp_path / "there" / "session", HashBook()), None)
    forms = with_layers(loaded.forms, {1: 77})
    assert forms.patient == FormNow(
        tmp_path / "there" / "people.tsv", patient.table, FIELDS, tmp_path / "there" / image.name
    )
    assert forms.patient.table.rows == patient.table.rows
    assert (forms.groups.layer_id, forms.groups.fields) == (77, {"question test": "PAIRED"})
    assert loaded.warnings == ()


def test_that_a_table_that_is_gone_when_saving_is_told_and_all_else_is_saved(session, table, tmp_path):
    add_t1(session)
    forms = FormsNow(FormNow(table, read_table(table), FIELDS))
    table.unlink()
    saved = keep(session, forms, tmp_path / "session")
    assert "cannot be read any more" in saved.warnings[0]
    assert load(examine(saved.folder, HashBook()), None).forms == FormsNow()


def test_that_a_table_that_is_left_out_when_opening_is_told(session, table, tmp_path):
    add_t1(session)
    keep(session, FormsNow(FormNow(table, read_table(table), FIELDS)), tmp_path / "session")
    table.unlink()
    examined = examine(tmp_path / "session", HashBook())
    (missing,) = examined.places.missing
    assert missing.name == "people.tsv"
    assert not examined.is_complete  # asked for, as every other file
    loaded = load(examined, None)
    assert loaded.forms.patient is None
    assert "The comparison with controls was not filled in" in loaded.warnings[0]
