"""A computed map on the disk: what opens again is what was computed, and nothing is replaced."""

import numpy as np
import pytest

from analysis.errors import OptionError
from analysis.files import nifti
from analysis.metrics.catalogue import ALFF
from analysis.pipeline.routes import Space
from gui.commands import computing, opening, saving
from gui.spaces import ProcessedPatient
from tests.gui.made_files import save_bold
from tests.gui.made_patient import ROUTES
from tests.gui.made_scans import add_t1


@pytest.fixture
def computed(session, jobs, finish, tmp_path):
    """A map computed on an opened series."""
    opening.open_paths(session, jobs, [save_bold(tmp_path, n=40)])
    finish()
    computing.compute_metric(session, jobs, ALFF, session.layers[0].id)
    finish()
    return session.selected_layer


def test_that_a_saved_map_opens_with_the_same_values(session, jobs, finish, tmp_path, computed):
    saving.save_map(session, jobs, computed.id, tmp_path / "maps")
    finish()
    again = nifti.read(tmp_path / "maps" / "alff.nii.gz").image
    assert again.grid.matches(computed.grid)
    np.testing.assert_array_equal(again.data, computed.image.data)


def test_that_a_map_that_is_there_is_not_replaced_and_that_is_told(session, jobs, finish, tmp_path, computed):
    saving.save_map(session, jobs, computed.id, tmp_path / "maps")
    finish()
    before = (tmp_path / "maps" / "alff.nii.gz").read_bytes()
    failed = []
    jobs.failed.connect(lambda job: failed.append(job.sentence()))
    saving.save_map(session, jobs, computed.id, tmp_path / "maps")
    finish()
    assert len(failed) == 1
    assert "alff" in failed[0]
    assert (tmp_path / "maps" / "alff.nii.gz").read_bytes() == before


def test_that_what_was_not_computed_here_is_refused_in_words(session, jobs, tmp_path):
    layer = add_t1(session, "T1 of the head")
    with pytest.raises(OptionError, match="T1 of the head was not computed"):
        saving.save_map(session, jobs, layer.id, tmp_path)
    assert jobs.jobs == ()


def test_that_writing_is_proposed_beside_the_results_never_in_the_working_folder(session, tmp_path, monkeypatch):
    """With a processed patient its folder, else the documents; not where the program was started, nor the scans."""
    scans = tmp_path / "scans"
    scans.mkdir()
    monkeypatch.chdir(scans)
    add_t1(session)
    without = saving.proposed_folder(session)
    assert without.is_absolute()
    assert without != scans
    session.spaces.open(ProcessedPatient("sub-made", ROUTES, tmp_path), Space.MNI)
    assert saving.proposed_folder(session) == tmp_path
