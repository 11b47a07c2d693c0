"""A study comes back with a session: its table where it is now, added columns, results; a changed table is refused."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analysis.files.results import write_volume
from analysis.files.session_places import HashBook
from analysis.files.session_record import ReportEntry, ViewEntry
from analysis.image import Volume
from analysis.perfusion.group_coupling import CouplingQuestion
from analysis.stats.clinical.correlate import CorrelateOptions
from analysis.stats.clinical.describe import DescribeOptions
from analysis.stats.clinical.mediation_bootstrap import BootstrapOptions
from analysis.stats.clinical.mediation_table import MediationQuestion
from analysis.stats.clinical.nested_roc import NestedOptions
from analysis.stats.clinical.roc_table import RocQuestion
from gui.commands import studying
from gui.commands.sessions.capture import capture
from gui.commands.sessions.finding import examine
from gui.commands.sessions.keeping import write_session
from gui.commands.sessions.loading import Loaded, load
from gui.commands.study_regions import RegionOrder, Where, add_regions
from gui.commands.study_state import (
    CorrelateOrder,
    CouplingOrder,
    DescribeOrder,
    FlowOrder,
    MediateOrder,
    RocOrder,
    Section,
    StudyNow,
)
from gui.panels.study.form import choose
from gui.panels.study.kept import restore_study, study_now
from gui.panels.study.page import StudyPage
from tests.alike import differences
from tests.gui.made_scans import add_t1
from tests.gui.made_statistics import GRID, brain

N = 24
REGION = "Insula_L"
ORDERS = (
    DescribeOrder(("age", "phq9", "sex"), DescribeOptions("group")),
    FlowOrder(("excluded",), "group"),
    CorrelateOrder(("phq9",), ("vas", "age"), CorrelateOptions()),
    MediateOrder(MediationQuestion("phq9", "vas", "age"), BootstrapOptions(n_resamples=200)),
    RocOrder(RocQuestion(("phq9", "vas"), "group", "pain"), NestedOptions(n_repeats=2)),
    CouplingOrder(CouplingQuestion("cbf", "reho", "group")),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, StudyNow]:
    """A study with a column of a region that was added in the window, and a result of every analysis."""
    folder, rng = tmp_path_factory.mktemp("study"), np.random.default_rng(8)
    lines = ["participant_id\tgroup\tage\tsex\tphq9\tvas\tcbf\treho\texcluded"]
    for index in range(N):
        ill = index % 2
        phq9 = rng.normal(6 + 3 * ill, 2)
        reho = rng.uniform(0.2, 0.8, GRID.shape)
        cbf = 30 + (20 + 40 * ill) * reho + rng.normal(0, 12, GRID.shape)
        for name, data in (("cbf", cbf), ("reho", reho)):
            path = folder / f"{name}{index}.nii.gz"
            write_volume(Volume(GRID, np.where(brain(), data, np.nan)), path, space="MNI152")
        lines.append(
            f"p{index}\t{('control', 'pain')[ill]}\t{rng.normal(40, 9):.1f}\t{'FM'[index % 3 == 0]}\t{phq9:.3f}"
            f"\t{0.5 * phq9 + rng.normal(2, 1):.3f}\tcbf{index}.nii.gz\treho{index}.nii.gz"
            f"\t{'motion' if index in (3, 8) else ''}"
        )
    (folder / "people.tsv").write_text("\n".join(lines) + "\n")
    study = studying.open_study(folder / "people.tsv")
    study = add_regions(study, RegionOrder("reho", Where.ATLAS, (REGION,))).study
    column = study.table.names[-1]
    orders = [replace(o, y=(*o.y, column)) if isinstance(o, CorrelateOrder) else o for o in ORDERS]
    outcomes = tuple(studying.run(study, order) for order in orders)
    return folder, StudyNow(study, outcomes, Section.ROC.value, {"roc": {"repeats": 7}})


def saved(session, made, folder: Path) -> Path:
    add_t1(session)
    write_session(capture(session, ViewEntry(), ReportEntry(), made[1]), folder, HashBook())
    return folder


def opened(folder: Path) -> Loaded:
    return load(examine(folder, HashBook()), None)


def test_that_table_columns_and_results_come_back(session, made, tmp_path):
    found = opened(saved(session, made, tmp_path / "session")).archives.study
    now = made[1]
    assert found.study.table == now.study.table
    assert (found.study.units, found.study.inputs, found.study.chosen) == (
        now.study.units, now.study.inputs, now.study.chosen
    )  # fmt: skip
    assert [one.section for one in found.outcomes] == list(Section)
    for old, new in zip(now.outcomes, found.outcomes, strict=True):
        assert differences(old.order, new.order, old.section.value) == []
        assert differences(old.found, new.found, old.section.value) == []
    assert (found.section, found.forms) == ("roc", {"roc": {"repeats": 7}})


def test_that_session_and_study_that_were_moved_together_open_elsewhere(session, made, tmp_path):
    shutil.copytree(made[0], tmp_path / "old" / "study")
    study = studying.open_study(tmp_path / "old" / "study" / "people.tsv")
    add_t1(session)
    snapshot = capture(session, ViewEntry(), ReportEntry(), StudyNow(study))
    write_session(snapshot, tmp_path / "old" / "session", HashBook())
    shutil.move(tmp_path / "old", tmp_path / "new")
    found = opened(tmp_path / "new" / "session").archives.study
    assert found.study.path == tmp_path / "new" / "study" / "people.tsv"
    assert found.study.table.map_paths("cbf")[0] == tmp_path / "new" / "study" / "cbf0.nii.gz"


def test_that_results_of_another_table_are_not_shown_beside_it(session, made, tmp_path):
    shutil.copytree(made[0], tmp_path / "study")
    now = replace(made[1], study=studying.open_study(tmp_path / "study" / "people.tsv"))
    folder = saved(session, (tmp_path / "study", now), tmp_path / "session")
    table = tmp_path / "study" / "people.tsv"
    table.write_text(table.read_text().replace("motion", "moved"))
    examined = examine(folder, HashBook())
    assert [entry.name for entry in examined.places.changed] == ["people.tsv"]
    loaded = load(examined, None)
    assert loaded.archives.study.study is None
    assert any("people.tsv of the study has changed" in warning for warning in loaded.warnings)


def test_that_a_table_that_is_gone_costs_the_study_only(session, made, tmp_path):
    shutil.copytree(made[0], tmp_path / "study")
    now = replace(made[1], study=studying.open_study(tmp_path / "study" / "people.tsv"))
    folder = saved(session, (tmp_path / "study", now), tmp_path / "session")
    shutil.rmtree(tmp_path / "study")
    examined = examine(folder, HashBook())
    assert [entry.name for entry in examined.places.missing] == ["people.tsv"]
    loaded = load(replace(examined, skipped=frozenset(examined.places.missing)), None)
    assert loaded.archives.study.study is None
    assert any("its table is missing" in warning for warning in loaded.warnings)


def test_that_the_page_is_as_it_was(session, jobs, finish, qtbot, made, tmp_path):
    pages = [StudyPage(session, jobs) for _ in range(2)]
    for page in pages:
        qtbot.addWidget(page)
    one, two = pages
    one.open_table(made[0] / "people.tsv")
    describe, roc = one.forms[Section.DESCRIBE], one.forms[Section.ROC]
    describe.variables.choose("age", "phq9")
    choose(describe.group, "group")
    describe.choices["phq9"].setCurrentIndex(3)
    choose(roc.outcome, "group")
    choose(roc.positive, "pain")
    roc.columns.choose("vas")
    roc.repeats.setValue(5)
    roc.complete.setChecked(True)
    one.choose_section(Section.DESCRIBE)
    one.run_button.click()
    finish()
    one.choose_section(Section.ROC)
    add_t1(session)
    folder = tmp_path / "session"
    write_session(capture(session, ViewEntry(), ReportEntry(), study_now(one)), folder, HashBook())
    restore_study(two, opened(folder).archives.study)
    assert two.section.currentData() is Section.ROC
    for section in (Section.DESCRIBE, Section.ROC):
        assert differences(one.forms[section].order(), two.forms[section].order()) == []
    two.choose_section(Section.DESCRIBE)
    assert differences(two.result.outcome.found, one.state.outcome(Section.DESCRIBE).found) == []
    assert two._name.text() == one._name.text()
