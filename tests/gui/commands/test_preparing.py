from dataclasses import replace

import numpy as np
import pytest

from analysis.errors import FileFormatError, OutputError
from analysis.image import Mask
from analysis.metrics.catalogue import REHO
from analysis.preprocess.confounds import MotionModel
from analysis.preprocess.filter import FilterOptions
from analysis.preprocess.preparation import Preparation
from analysis.presets import PRESET_FOLDER, read_preset, user_preset_folder
from gui.commands import preparing
from tests.gui import made_scans


@pytest.fixture
def zhang():
    return read_preset(PRESET_FOLDER / "spinal_pain_zhang2025.toml")


def _mask():
    on = made_scans.grid()
    return Mask(on, np.ones(on.shape, bool), "white")


def _write_motion(path, columns):
    np.savetxt(path, columns)
    return path


def test_that_a_preset_sets_every_step_that_it_knows(session, zhang):
    preparing.apply_preset(session, zhang)
    now = session.preparation
    assert (now.n_dropped, now.fwhm_mm, now.motion_model) == (10, 6.0, MotionModel.FRISTON24)
    assert now.filtering == zhang.step("filter")
    assert session.preset is zhang


def test_that_a_preset_keeps_masks_and_motion_that_were_given(session, zhang):
    mask = _mask()
    session.set_preparation(replace(session.preparation, white_matter=mask))
    preparing.apply_preset(session, zhang)
    assert session.preparation.white_matter is mask


def test_that_motion_is_read_in_the_order_of_its_program(session, tmp_path):
    columns = np.arange(18).reshape(3, 6) / 1000
    preparing.use_motion_file(session, _write_motion(tmp_path / "rp_rest.txt", columns))
    np.testing.assert_allclose(session.preparation.motion.parameters, columns)
    # FSL writes the rotations first.
    preparing.use_motion_file(session, _write_motion(tmp_path / "rest.par", columns))
    np.testing.assert_allclose(session.preparation.motion.parameters, columns[:, [3, 4, 5, 0, 1, 2]])


def test_that_a_file_without_motion_changes_nothing(session, tmp_path):
    before = session.preparation
    path = tmp_path / "rp_rest.txt"
    path.write_text("not motion at all\n")
    with pytest.raises(FileFormatError):
        preparing.use_motion_file(session, path)
    assert session.preparation is before


def test_that_a_saved_preset_is_offered_again_and_not_replaced(session):
    session.set_preparation(Preparation(n_dropped=4, filtering=FilterOptions(low_hz=0.02)))
    preparing.save_preset(session, "My way", {"reho": REHO.options_type(neighbours=7)})
    own = next(preset for preset in preparing.all_presets(session) if preset.title == "My way")
    assert own.step("trim").n_volumes == 4
    assert own.step("filter").low_hz == 0.02
    assert own.options_for("reho").neighbours == 7
    with pytest.raises(OutputError, match="already a preset"):
        preparing.save_preset(session, "My way", {})


def test_that_a_damaged_preset_is_told_and_left_out(session, told):
    folder = user_preset_folder()
    folder.mkdir(parents=True)
    (folder / "broken.toml").write_text("title = ")
    assert len(preparing.all_presets(session)) == 4
    assert len(told) == 1
    assert "broken.toml" in told[0]
