"""What the report of the open patient is made of: comparisons of the window, and those that processing has left."""

import shutil

import pytest

from analysis.errors import InputError
from analysis.plane import Convention
from analysis.report.details import Details
from analysis.report.document import Lights, Table
from gui.commands.reporting import ReportOrder, build
from gui.figures.quality_work import load_content
from tests.analysis.report.made_case import write_case


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
