"""The MNI152 template and its tissue priors: geometry, sides, tissues at known places."""

import subprocess
import sys

import numpy as np
import pytest

from analysis.atlas.packaged import packaged_file
from analysis.atlas.template import mni_brain_mask, mni_template, tissue_priors
from analysis.errors import FileFormatError
from analysis.sampling import at_point


def test_that_the_grid_is_the_one_nilearn_documents() -> None:
    grid = mni_template().grid
    assert grid.shape == (197, 233, 189)
    assert grid.axis_codes == "RAS"
    np.testing.assert_array_equal(grid.affine, [[1, 0, 0, -98], [0, 1, 0, -134], [0, 0, 1, -72], [0, 0, 0, 1]])


def test_that_the_template_and_the_mask_are_those_of_nilearn() -> None:
    from nilearn.datasets import load_mni152_gm_template, load_mni152_template

    data = np.asarray(load_mni152_template(resolution=1).dataobj)
    np.testing.assert_allclose(mni_template().data, data, atol=1e-6)
    np.testing.assert_array_equal(mni_brain_mask().data, data > 0)
    gray = np.asarray(load_mni152_gm_template(resolution=1).dataobj)
    inside = mni_brain_mask().data
    np.testing.assert_allclose(
        tissue_priors().gray.data[inside] / tissue_priors().gray.data.max(), gray[inside], atol=1e-6
    )


def test_that_the_frontal_pole_is_in_front_and_the_cerebellum_low_at_the_back() -> None:
    points = mni_brain_mask().grid.to_mm(np.argwhere(mni_brain_mask().data))
    low, high = points.min(axis=0), points.max(axis=0)
    assert high[1] == pytest.approx(73, abs=4)  # frontal pole
    assert low[1] == pytest.approx(-107, abs=4)  # occipital pole
    below = points[points[:, 2] < -45]  # only cerebellum and brain stem reach here
    assert below[:, 1].mean() < -40


def test_that_the_template_is_symmetric_so_the_mirror_of_x_is_itself() -> None:
    data = mni_template().data
    assert np.corrcoef(data[::-1].ravel(), data.ravel())[0, 1] > 0.999


@pytest.mark.parametrize(
    ("xyz_mm", "tissue"),
    [
        ((-26, -20, 30), "white"),  # corona radiata
        ((0, 22, 8), "white"),  # genu of the corpus callosum
        ((8, -80, 8), "gray"),  # calcarine cortex
        ((-12, 12, 8), "gray"),  # head of the caudate
        ((-5, 10, 8), "csf"),  # frontal horn of the lateral ventricle
    ],
)
def test_that_a_known_place_has_its_tissue(xyz_mm: tuple[float, float, float], tissue: str) -> None:
    priors = tissue_priors()
    values = {name: at_point(getattr(priors, name), np.array(xyz_mm)) for name in ("gray", "white", "csf")}
    assert max(values, key=lambda name: values[name]) == tissue


def test_that_the_priors_add_up_to_one_in_the_brain_and_to_zero_outside() -> None:
    priors = tissue_priors()
    total = priors.gray.data + priors.white.data + priors.csf.data
    inside = mni_brain_mask().data
    np.testing.assert_allclose(total[inside], 1, atol=0.01)
    assert total[~inside].max() == 0


def test_that_a_missing_file_says_to_reinstall() -> None:
    with pytest.raises(FileFormatError, match="reinstall"):
        packaged_file("nilearn", "datasets", "data", "absent.nii.gz")
    with pytest.raises(FileFormatError, match="reinstall"):
        packaged_file("no_such_package_here", "x.nii")


def test_that_nilearn_is_not_imported_to_read_its_template() -> None:
    code = "import sys; from analysis.atlas.template import mni_template as t; t(); assert 'nilearn' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
