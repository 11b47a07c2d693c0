"""Where a session is saved."""

import pytest

from gui.dialogs.save_session import SaveSessionDialog


@pytest.mark.parametrize(("typed", "place"), [("sub-01", "proposed/sub-01"), ("a/b", "proposed/a/b")])
def test_that_a_name_alone_lies_beside_the_proposed_folder(qtbot, tmp_path, typed, place):
    dialog = SaveSessionDialog(tmp_path / "proposed" / "session", 1, 1_000_000)
    qtbot.addWidget(dialog)
    dialog.path.setText(f" {typed} ")
    assert dialog.folder == tmp_path / place
    dialog.path.setText(str(tmp_path / "elsewhere"))
    assert dialog.folder == tmp_path / "elsewhere"
