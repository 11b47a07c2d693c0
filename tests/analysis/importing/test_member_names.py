"""Names that members of an archive keep, and those that they never get."""

import zipfile

import pytest

from analysis.importing import archive
from analysis.importing.member_names import IMAGES, kept_names, root_of_images
from analysis.progress import silent


def unpacked(tmp_path, members):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as opened:
        for name, data in members:
            opened.writestr(name, data)
    place = tmp_path / "place"
    place.mkdir()
    return archive.unpack(tmp_path / "a.zip", place, silent), place


def test_that_images_and_what_belongs_to_them_keep_their_names_and_nothing_else_does():
    names = ["sub-1/anat/sub-1_T1w.nii.gz", "sub-1/anat/sub-1_T1w.json", "participants.tsv", "Jane/letter.pdf"]
    kept = [f"{IMAGES}/{name}" for name in names[:3]]
    assert kept_names(names) == [*kept, ""]


def test_that_without_an_image_everything_has_a_number():
    assert kept_names(["Jane/1.dcm", "Jane/notes.json"]) == ["", ""]


@pytest.mark.parametrize(
    "name", ["con.nii", "a/NUL.json", "a/" * 20 + "b.nii", "é" * 100 + ".nii", " .nii/ /a.nii", "__MACOSX/a.nii",
             "a/._b.nii"]
)  # fmt: skip
def test_that_a_name_that_a_disk_may_refuse_gives_way_to_a_number(name):
    assert kept_names(["good.nii", name])[1] == ""


def test_that_forbidden_signs_are_replaced_in_image_and_sidecar_alike():
    assert kept_names(['a?b:"c".nii', 'a?b:"c".json']) == [f"{IMAGES}/a_b__c_.nii", f"{IMAGES}/a_b__c_.json"]


def test_that_a_second_member_of_a_name_never_takes_the_place_of_the_first(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        n_lost, place = unpacked(tmp_path, [("a.nii", b"first"), ("a.nii", b"second"), ("a.nii/b.json", b"{}")])
    assert n_lost == 2
    assert (place / IMAGES / "a.nii").read_bytes() == b"first"


@pytest.mark.parametrize(
    ("members", "root"),
    [
        (["sub-1/anat/a.nii"], IMAGES),
        (["study/sub-1/anat/a.nii", "study/participants.tsv"], f"{IMAGES}/study"),
        (["a/b/c.nii"], f"{IMAGES}/a/b"),
        (["patient/anat/a.nii"], f"{IMAGES}/patient"),
        (["a.nii", "b/c.nii"], IMAGES),
    ],
)
def test_that_the_root_is_below_folders_that_hold_one_folder_only(tmp_path, members, root):
    _, place = unpacked(tmp_path, [(name, b"1") for name in members])
    assert root_of_images(place) == place / root


def test_that_an_archive_in_the_archive_keeps_names_too(tmp_path):
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as opened:
        opened.writestr("sub-1/anat/sub-1_T1w.nii", b"voxels")
    _, place = unpacked(tmp_path, [("disc/inner.zip", (tmp_path / "inner.zip").read_bytes())])
    root = root_of_images(place)
    assert (root / "sub-1" / "anat" / "sub-1_T1w.nii").read_bytes() == b"voxels"
