"""Files that packages carry are found without importing the package."""

import sys

import nibabel
import numpy as np
import pytest

from analysis.atlas.packaged import packaged_file, read_packaged_image
from analysis.errors import FileFormatError


@pytest.fixture
def package(tmp_path, monkeypatch):
    folder = tmp_path / "carrier_of_images"
    (folder / "data").mkdir(parents=True)
    (folder / "__init__.py").write_text("raise RuntimeError('imported')")
    (folder / "data" / "a.txt").write_text("here")
    monkeypatch.syspath_prepend(str(tmp_path))
    return folder


def test_that_a_file_is_found_and_its_package_is_not_imported(package):
    assert packaged_file("carrier_of_images", "data", "a.txt") == package / "data" / "a.txt"
    assert "carrier_of_images" not in sys.modules


@pytest.mark.parametrize(("name", "file"), [("carrier_of_images", "b.txt"), ("no_such_carrier", "a.txt")])
def test_that_a_missing_file_or_package_is_told_with_a_way_on(package, name, file):
    with pytest.raises(FileFormatError, match=rf"data/{file} of the Python package '{name}'.*reinstall"):
        packaged_file(name, "data", file)


def test_that_an_image_comes_with_its_grid_and_its_values_as_stored(tmp_path):
    values = np.arange(24, dtype=np.int16).reshape(2, 3, 4)
    affine = np.array([[-2.0, 0, 0, 10], [0, 3, 0, -20], [0, 0, 4, 5], [0, 0, 0, 1]])
    nibabel.save(nibabel.Nifti1Image(values, affine), tmp_path / "a.nii")
    grid, data = read_packaged_image(tmp_path / "a.nii")
    assert data.dtype == np.int16
    np.testing.assert_array_equal(data, values)
    np.testing.assert_allclose(grid.to_mm(np.array([1.0, 2, 3])), [8, -14, 17])  # -2 + 10, 6 - 20, 12 + 5
