"""What is known of a patient lies beside the results; tables of others are left alone."""

import pytest

from analysis.pipeline.case import Case
from gui.command_line.process_about import keep_about
from gui.commands.about_patient import Told, read_about, write_about


@pytest.fixture
def case(tmp_path) -> Case:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "participants.tsv").write_text("participant_id\tage\tsex\tgroup\nsub-07\t66\tn/a\tpain\n")
    return Case("07", t1=tmp_path / "raw" / "sub-07" / "anat" / "sub-07_T1w.nii.gz")


def told(out) -> dict[str, str]:
    return {column: one.value for column, one in read_about(out, "sub-07").items()}


def test_that_the_table_beside_the_scans_and_typed_values_are_kept_and_nothing_else(tmp_path, case):
    keep_about(tmp_path / "out", case, {"sex": "M", "scanner": "Prisma"})
    assert told(tmp_path / "out") == {"age": "66", "sex": "M"}


def test_that_a_corrected_value_is_taken_and_what_was_said_in_the_window_stays(tmp_path, case):
    write_about(tmp_path / "out", "sub-07", {"age": Told("60"), "handedness": Told("left")})
    keep_about(tmp_path / "out", case, {})
    assert told(tmp_path / "out") == {"age": "66", "handedness": "left"}


@pytest.mark.parametrize(
    "table",
    [
        "participant_id\tage\tsex\thandedness\tscan_date\nsub-07\t1\tF\tn/a\tn/a\nsub-08\t2\tM\tn/a\tn/a\n",
        "participant_id\tage\tscore\nsub-07\t1\t5\n",
        "participant_id\tage\nsub-07\t1\t5\n",
    ],
)
def test_that_a_table_of_several_people_or_of_a_person_stays_as_it_is(tmp_path, case, table):
    (tmp_path / "participants.tsv").write_text(table)
    keep_about(tmp_path, case, {})
    assert (tmp_path / "participants.tsv").read_text() == table


def test_that_nothing_is_written_where_nothing_is_known(tmp_path):
    keep_about(tmp_path, Case("09", bold=tmp_path / "raw" / "x_bold.nii.gz"), {})
    assert list(tmp_path.iterdir()) == []
