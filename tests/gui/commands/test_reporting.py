"""What the report of the open patient is made of: comparisons of the window, and those that processing has left."""

import shutil
from dataclasses import replace

import pytest

from analysis.errors import InputError, OptionError
from analysis.files.session_record import ContentsEntry
from analysis.plane import Convention
from analysis.report.assemble import report_of
from analysis.report.case import read_case
from analysis.report.comparison import read_comparison
from analysis.report.details import Details
from analysis.report.document import Lights, Table
from gui.commands.report_contents import read_offered
from gui.commands.reporting import ReportOrder, build
from gui.figures.quality_work import load_content
from tests.analysis.report.made_case import add_vmhc, write_case


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A patient beside whose maps processing has left a comparison."""
    root = tmp_path_factory.mktemp("kept")
    derivative, compared = write_case(root)
    shutil.move(compared, derivative / "sub-made" / "compared" / "malff")
    return derivative


def order(folder):
    return ReportOrder(folder, "made", (), Details(), frozenset())


def test_that_a_comparison_that_processing_left_stands_in_the_report(made):
    document = build(order(made))
    table = next(section for section in document.findings[0] if isinstance(section, Table))
    assert table.title == "Pre-specified regions"
    assert document.record["parameters"]["compared"] == ["malff"]
    lights = next(section for section in document.findings[0] if isinstance(section, Lights))
    assert lights.standings["mean_fd"].n == 22


def test_that_a_kept_comparison_of_another_map_is_refused_and_not_shown(made, tmp_path):
    folder = tmp_path / "case"
    shutil.copytree(made, folder)
    with (folder / "sub-made" / "maps" / "malff.nii.gz").open("ab") as stream:
        stream.write(b"x")
    with pytest.raises(InputError, match="not made of a map of this patient as it is now"):
        build(order(folder))


@pytest.mark.usefixtures("qapp")
def test_that_the_quality_page_has_the_controls_of_a_kept_comparison(made, tmp_path):
    assert len(load_content(made, "made", Convention.RADIOLOGICAL).controls["mean_fd"]) == 22
    alone = tmp_path / "alone"
    shutil.copytree(made, alone, ignore=shutil.ignore_patterns("compared"))
    assert load_content(alone, "made", Convention.RADIOLOGICAL).controls == {}


def test_that_the_report_holds_what_was_chosen_and_nothing_else(made, tmp_path):
    folder = add_vmhc(shutil.copytree(made, tmp_path / "case"))
    both = build(replace(order(folder), contents=ContentsEntry(("malff",), (), ("vmhc",))))
    assert both.record["parameters"]["compared"] == ["malff"]
    assert [table.title for page in both.findings for table in page if isinstance(table, Table)] == [
        "Pre-specified regions",
        "The patient's own values",
    ]
    own = build(replace(order(folder), contents=ContentsEntry((), ("malff",), ("vmhc", "malff"))))
    assert own.record["parameters"]["compared"] == []
    (table,) = (section for page in own.findings for section in page if isinstance(section, Table))
    assert table.columns == ("Region", "malff (2)", "malff")
    lone = build(replace(order(folder), contents=ContentsEntry(("malff",), (), ())))
    assert len(lone.findings) == 1


def test_that_the_window_and_the_command_line_make_the_same_pages(made, tmp_path):
    folder = add_vmhc(shutil.copytree(made, tmp_path / "case"))
    case = read_case(folder, "made", chosen=("vmhc",))
    comparison = read_comparison(folder / "sub-made" / "compared" / "malff")
    by_command = report_of(case, (comparison,), Details())
    in_window = build(replace(order(folder), contents=ContentsEntry(("malff",), (), ("vmhc",))))
    assert in_window.record == by_command.record
    assert [[type(s) for s in page] for page in in_window.findings] == [
        [type(s) for s in page] for page in by_command.findings
    ]


def test_that_a_chosen_comparison_that_is_gone_is_said(made):
    with pytest.raises(OptionError, match="comparison of cbf is not there any more"):
        build(replace(order(made), contents=ContentsEntry(("cbf", "malff"))))


def test_that_what_the_patient_has_is_offered_with_its_titles(made, tmp_path):
    folder = add_vmhc(shutil.copytree(made, tmp_path / "case"))
    offered = read_offered(folder, "made")
    assert [(one.statistic, one.title) for one in offered.maps] == [("malff", "malff"), ("vmhc", "malff (2)")]
    assert offered.kept == ("malff",)
