"""Earlier comparisons lie aside until the same map is compared again; nothing that a person added is deleted."""

from pathlib import Path

import pytest

from analysis.errors import OutputError
from analysis.pipeline.earlier import drop_replaced, kept_aside, set_aside
from analysis.pipeline.names import Names
from analysis.stats.patient_files import OVER_METRICS


@pytest.fixture
def names(tmp_path) -> Names:
    """A patient of whom two maps were compared."""
    names = Names(tmp_path, "01")
    for statistic in ("cbf", "malff"):
        (names.compared / statistic).mkdir(parents=True)
        (names.compared / statistic / "t.nii.gz").touch()
        (names.compared / statistic / "mask.nii.gz").touch()
    (names.compared / OVER_METRICS).touch()
    return names


def test_that_what_was_replaced_goes_and_the_rest_stays_aside(names):
    set_aside(names)
    assert not names.compared.exists()
    drop_replaced(names, ["malff"])
    assert [path.name for path in kept_aside(names)] == ["cbf"]
    assert (names.earlier_comparisons / OVER_METRICS).exists()
    drop_replaced(names, ["cbf"])
    assert not names.earlier_comparisons.exists()


def test_that_several_lie_aside_and_go_together_once_replaced(names):
    set_aside(names)
    (names.compared / "cbf").mkdir(parents=True)
    set_aside(names)
    assert [path.parent.name for path in kept_aside(names)] == [
        "compared_earlier",
        "compared_earlier",
        "compared_earlier-2",
    ]
    drop_replaced(names, ["cbf", "malff"])
    assert kept_aside(names) == ()
    assert list(names.folder.iterdir()) == []


def test_that_a_file_that_somebody_added_stays(names):
    (names.compared / "cbf" / "notes.txt").write_text("mine")
    set_aside(names)
    drop_replaced(names, ["cbf", "malff"])
    (folder,) = kept_aside(names)
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_that_nothing_is_done_where_nothing_was_compared(tmp_path):
    set_aside(Names(tmp_path, "02"))
    assert list(tmp_path.iterdir()) == []


def test_that_a_folder_that_cannot_be_moved_is_said_and_stays(names, monkeypatch):
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OutputError, match="could not be moved aside"):
        set_aside(names)
    assert (names.compared / "cbf" / "t.nii.gz").exists()
