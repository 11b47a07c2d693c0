"""What is switched on comes to the space shown by itself, once, and what comes too late is dropped."""

import numpy as np
import pytest

from analysis.atlas.parcellation import aal
from analysis.errors import DataError
from analysis.image import Volume
from analysis.pipeline.routes import Space
from analysis.provenance import sha256_of_file
from analysis.sampling import Interpolation, at_point
from analysis.scan import Modality
from gui import projector
from gui.commands.spaces import show_space
from gui.projector import Projector, interpolation_of
from gui.session import Role, Session
from tests.gui.made_patient import EPI_GRID, MNI_GRID, add_mni, named, open_patient, patient
from tests.gui.made_scans import GRAY, OVERLAY, add_mask, add_overlay, scan, series, volume

PLACE = np.array([-30.0, -20.0, 40.0])


@pytest.fixture
def opened(session: Session, jobs, tmp_path) -> Session:
    open_patient(session, tmp_path)
    session.projector = Projector(session, jobs, session)
    return session


def names(session: Session) -> list[str]:
    return [layer.name for layer in session.visible_layers]


def test_that_a_map_comes_to_the_space_shown_and_is_right_there(opened, finish):
    layer = named(opened, "ReHo")
    ramp = MNI_GRID.to_mm(np.stack(np.meshgrid(*map(np.arange, MNI_GRID.shape), indexing="ij"), axis=-1))[..., 0] + 200
    opened.set_values(layer.id, Volume(MNI_GRID, ramp))
    opened.move_cursor(PLACE)
    show_space(opened, Space.T1)
    finish()
    assert names(opened) == ["T1", "ReHo"]
    seen = opened.visible_layers[-1]
    value = at_point(seen.image, opened.cursor_mm, Interpolation.LINEAR)
    assert value == pytest.approx(170, abs=1.0)  # x = -30


def test_that_nothing_is_brought_that_is_switched_off(opened, finish):
    layer = named(opened, "ReHo")
    opened.show_layer(layer.id, visible=False)
    show_space(opened, Space.T1)
    finish()
    assert opened.spaces.to_bring(layer) is not None
    opened.show_layer(layer.id, visible=True)
    finish()
    assert names(opened) == ["T1", "ReHo"]


def test_that_each_map_is_brought_once(opened, finish, monkeypatch):
    calls = []
    monkeypatch.setattr(projector, "project", lambda image, *_: calls.append(1) or image)
    show_space(opened, Space.T1)
    opened.show_crosshair(False)
    finish()
    show_space(opened, Space.MNI)
    show_space(opened, Space.T1)
    finish()
    assert calls == [1]


def test_that_a_map_that_cannot_be_brought_says_why(opened, finish, monkeypatch):
    def fail(*_):
        raise DataError("There is no way.")

    monkeypatch.setattr(projector, "project", fail)
    show_space(opened, Space.T1)
    finish()
    assert opened.spaces.remark(named(opened, "ReHo")) == "There is no way."


def test_that_what_comes_after_the_patient_was_closed_is_dropped(opened, jobs, finish):
    show_space(opened, Space.T1)
    assert jobs.jobs
    opened.close_all()
    add_overlay(opened, "another")
    finish()
    assert opened.spaces.patient is None
    assert names(opened) == ["another"]


def test_that_regions_and_masks_are_never_blended(opened):
    mask = add_mask(opened, "mask", EPI_GRID)
    atlas = opened.add_layer("AAL", volume("AAL", MNI_GRID), Role.OVERLAY, OVERLAY, names={1: "a"})
    assert interpolation_of(mask) is Interpolation.NEAREST
    assert interpolation_of(atlas) is Interpolation.NEAREST
    assert interpolation_of(named(opened, "ReHo")) is Interpolation.LINEAR


def test_that_a_scan_is_recognised_by_its_bytes_not_by_its_name(session, jobs, finish, tmp_path):
    session.projector = Projector(session, jobs, session)
    ours, other = tmp_path / "a.nii", tmp_path / "b.nii"
    ours.write_bytes(b"the series of the patient")
    other.write_bytes(b"something else")
    for path in (ours, other):
        image = series(3, EPI_GRID, name=path.name)
        session.add_layer(path.name, image, Role.UNDERLAY, GRAY, scan=scan(Modality.BOLD, image, path=path))
    session.spaces.open(patient(**{sha256_of_file(ours): Space.EPI}), Space.MNI)
    add_mni(session, "T1 in MNI", Role.UNDERLAY, Modality.T1)
    finish()
    assert session.spaces.home(named(session, "a.nii")) is Space.EPI
    assert session.spaces.home(named(session, "b.nii")) is Space.T1


def test_that_the_region_at_a_native_place_is_that_of_its_mni_place(opened, finish):
    atlas = aal()
    image = Volume(atlas.grid, atlas.labels, "AAL")
    layer = opened.add_layer("AAL", image, Role.OVERLAY, OVERLAY, names=atlas.names, home=Space.MNI)
    show_space(opened, Space.EPI)
    finish()
    seen = next(shown for shown in opened.visible_layers if shown.id == layer.id)
    ijk = np.argwhere(np.nan_to_num(seen.image.data) > 0)
    for voxel in ijk[:: len(ijk) // 40]:
        native = seen.grid.to_mm(voxel)
        there = opened.spaces.point(native, Space.EPI, Space.MNI)
        assert atlas.names[int(seen.image.data[tuple(voxel)])] == atlas.name_at(there)
