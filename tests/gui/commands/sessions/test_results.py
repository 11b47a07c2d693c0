"""Comparisons come back with a session whole: each table and each number, without the names of the controls."""

from pathlib import Path

import numpy as np
import pytest

from analysis.files.results import write_volume
from analysis.files.session_places import HashBook
from analysis.files.session_record import ReportEntry, ViewEntry
from analysis.image import Volume
from analysis.stats.calibration import calibrate
from analysis.stats.compare_options import CompareOptions
from analysis.stats.corrections import Correction
from analysis.stats.design import Test
from analysis.stats.patient_result import PatientOptions
from analysis.stats.question import Question
from gui.commands import case_comparing, comparing, comparing_layers
from gui.commands.case_comparing import CaseOrder
from gui.commands.comparing import Mailbox, Order
from gui.commands.sessions.capture import capture
from gui.commands.sessions.finding import examine
from gui.commands.sessions.keeping import write_session
from gui.commands.sessions.loading import load
from gui.commands.sessions.showing import show
from gui.session import Session
from tests.alike import differences
from tests.gui.made_statistics import GRID, LEFT, block, brain, noise, save_cohort, save_mask

THREE = Question(Test.ANCOVA, "group", ("pain", "control", "other"), ("age",))
N = 22


@pytest.fixture(scope="module")
def compared(tmp_path_factory) -> tuple:
    """An ANCOVA with all its pairs, whose p are of permutations, and one patient against 22 controls."""
    folder = tmp_path_factory.mktemp("cohort")
    table = comparing.read_table(save_cohort(folder, 8, third_group=True))
    options = CompareOptions(Correction.CLUSTER, permutations=500, seed=4)
    groups = comparing.run(Order(table, "malff", save_mask(folder), THREE, options), Mailbox())
    return groups, _case(folder / "case")


def _case(folder: Path) -> case_comparing.Made:
    folder.mkdir()
    lines = ["participant_id\tage\tcbf"]
    for index in range(N + 1):
        data = 50 * np.exp(0.2 * noise(500 + index))
        if index == N:
            data[block(LEFT)] *= np.exp(-1.8)
        write_volume(Volume(GRID, np.where(brain(), data, 0), "cbf"), folder / f"m{index}.nii.gz", space="MNI152")
        lines += [f"sub-anna{index}\t{30 + index % 7}\tm{index}.nii.gz"] if index < N else []
    (folder / "participants.tsv").write_text("\n".join(lines) + "\n")
    table = comparing.read_table(folder / "participants.tsv")
    return case_comparing.run(
        CaseOrder(
            table, "cbf", save_mask(folder), ("age",), folder / f"m{N}.nii.gz", {"age": "33"}, PatientOptions()
        )
    )  # fmt: skip


@pytest.fixture
def shown(session, compared) -> Session:
    groups, case = compared
    comparing_layers.show(session, groups, is_final=True)
    comparing_layers.show_contrast(session, 2)
    case_comparing.show(session, case)
    return session


def saved(session: Session, folder: Path) -> Path:
    write_session(capture(session, ViewEntry(), ReportEntry()), folder, HashBook())
    return folder


def reopened(folder: Path, jobs, told: list[str] | None = None) -> Session:
    other = Session()
    if told is not None:
        other.told.connect(told.append)
    show(other, jobs, load(examine(folder, HashBook()), None), is_kept=True)
    return other


def test_that_a_comparison_of_groups_comes_back_with_every_table(shown, jobs, finish, tmp_path):
    told: list[str] = []
    other = reopened(saved(shown, tmp_path / "session"), jobs, told)
    finish()
    one, two = shown.comparing.group, other.comparing.group
    assert differences(one.comparisons, two.comparisons) == []
    assert (two.shown, two.is_final) == (2, True)
    assert other.layer(two.surviving_id).name == shown.layer(one.surviving_id).name
    assert other.layer(two.whole_id).name == shown.layer(one.whole_id).name
    assert not [sentence for sentence in told if "compare again" in sentence]


def test_that_another_contrast_can_be_shown_after_opening(shown, jobs, finish, tmp_path):
    other = reopened(saved(shown, tmp_path / "session"), jobs)
    n = len(other.layers)
    comparing_layers.show_contrast(other, 1)
    assert len(other.layers) == n
    whole = other.layer(other.comparing.group.whole_id)
    assert whole.volume(0) is other.comparing.group.comparisons[1].maps["t"].volume


def test_that_the_patient_beside_the_controls_comes_back_with_every_table(shown, jobs, finish, tmp_path):
    other = reopened(saved(shown, tmp_path / "session"), jobs)
    finish()
    one, two = shown.comparing.case, other.comparing.case
    assert differences(one.result, two.result, skipped=("people",)) == []
    assert differences(one.outline, two.outline) == []
    assert [other.layer(i).name for i in (two.w_id, two.t_id)] == [shown.layer(i).name for i in (one.w_id, one.t_id)]
    strip = two.result.strip_at(np.array(LEFT))
    assert differences(strip, one.result.strip_at(np.array(LEFT))) == []
    case_comparing.show_control(other, 3)
    parade = other.layer(other.comparing.case.parade_id)
    assert np.array_equal(parade.volume(0).data, one.result.control_t(3).data, equal_nan=True)


def test_that_a_calibration_comes_back(shown, compared, jobs, finish, tmp_path):
    _, case = compared
    case_comparing._take_calibration(shown, shown.comparing.case, calibrate(case.result.cohort, case.result.transform))
    other = reopened(saved(shown, tmp_path / "session"), jobs)
    finish()
    assert differences(shown.comparing.case.calibration, other.comparing.case.calibration) == []


def test_that_no_name_of_a_control_is_in_the_session(shown, jobs, tmp_path):
    folder = saved(shown, tmp_path / "session")
    names = (b"anna", b"sub-0")  # of the patient's controls, and of the groups
    content = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert not [name for name in names for one in content if name in one]
    other = reopened(folder, jobs)
    people = other.comparing.case.result.cohort.people
    assert len(set(people)) == N  # they still tell that these are different people
    again = reopened(saved(other, tmp_path / "second"), jobs)
    assert again.comparing.case.result.cohort.people == people


def test_that_a_comparison_is_written_once(shown, tmp_path):
    folder = saved(shown, tmp_path / "session")
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.npz")}
    shown.move_cursor(np.array([1.0, 2.0, 3.0]))
    saved(shown, tmp_path / "session")
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.npz")} == before


def test_that_one_that_is_still_being_refined_is_told_in_words(session, compared, jobs, finish, tmp_path):
    comparing_layers.show(session, compared[0], is_final=False)
    told: list[str] = []
    other = reopened(saved(session, tmp_path / "session"), jobs, told)
    finish()
    assert other.comparing.group is None
    assert any("compare again for its tables" in sentence for sentence in told)


def test_that_a_damaged_result_costs_its_tables_only(shown, jobs, finish, tmp_path):
    folder = saved(shown, tmp_path / "session")
    for path in folder.rglob("comparison.npz"):
        path.write_bytes(b"nothing")
    examined = examine(folder, HashBook())
    assert {entry.name for entry in examined.places.changed} == {"comparison.npz"}
    told: list[str] = []
    other = Session()
    other.told.connect(told.append)
    show(other, jobs, load(examined, None), is_kept=True)  # used although it has changed
    finish()
    assert len(other.layers) == len(shown.layers)
    assert (other.comparing.group, other.comparing.cases) == (None, ())
    assert any("damaged" in sentence for sentence in told)
