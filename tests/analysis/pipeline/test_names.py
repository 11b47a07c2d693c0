"""Names of a run's files, beside those that BIDS derivatives prescribe (entities in order, ``mode-image_xfm``)."""

from pathlib import Path

from analysis.pipeline.names import Names

NAMES = Names(Path("out"), "01")


def test_that_transforms_are_called_from_one_image_to_another():
    way = NAMES.way("anat", "T1w")
    space = "MNI152NLin2009aSym"
    assert way.affine == Path(f"out/sub-01/anat/sub-01_from-T1w_to-{space}_mode-image_desc-affine_xfm.txt")
    assert way.inverse_warp == Path(f"out/sub-01/anat/sub-01_from-{space}_to-T1w_mode-image_desc-warp_xfm.nii.gz")


def test_that_the_task_stands_before_all_else_of_a_series():
    assert NAMES.way("func", "boldref").warp.name.startswith("sub-01_task-rest_from-boldref_to-MNI152NLin2009aSym_")
    assert NAMES.t1_to_bold == Path("out/sub-01/func/sub-01_task-rest_from-boldref_to-T1w_mode-image_xfm.txt")


def test_that_the_anatomy_in_mni_space_tells_its_voxels():
    expected = Path("out/sub-01/anat/sub-01_space-MNI152NLin2009aSym_res-2_desc-preproc_T1w.nii.gz")
    assert NAMES.anat_mni("desc-preproc_T1w.nii.gz") == expected


def test_that_two_subjects_share_no_folder():
    other = Names(Path("out"), "02")
    assert not {NAMES.folder, NAMES.work, NAMES.maps, NAMES.compared} & {
        other.folder,
        other.work,
        other.maps,
        other.compared,
    }
