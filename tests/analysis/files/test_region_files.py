from pathlib import Path

import nibabel
import numpy as np
import pytest
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkFiltersCore import vtkMassProperties
from vtkmodules.vtkIOGeometry import vtkSTLReader
from vtkmodules.vtkIOPLY import vtkPLYReader

from analysis.errors import DataError, OutputError
from analysis.files.region_files import file_names, write_masks, write_surfaces
from analysis.labels.label_map import LabelMap, Region
from tests.orientations import oriented_grid

RADIUS_MM = 12.0


@pytest.fixture
def labels() -> LabelMap:
    """A ball of 12 mm on an oblique grid, one voxel, and an empty region."""
    grid = oriented_grid("oblique", (20, 18, 16))
    places = grid.to_mm(np.moveaxis(np.indices(grid.shape), 0, -1))
    data = np.zeros(grid.shape, np.uint16)
    data[np.linalg.norm(places - grid.centre_mm, axis=-1) <= RADIUS_MM] = 4
    data[1, 1, 1] = 9
    names = [
        Region(4, "left Thalamus (ä)", (230, 159, 0)),
        Region(9, "dot", (0, 0, 255)),
        Region(12, "none", (1, 2, 3)),
    ]
    return LabelMap(grid, data, names)


def test_that_each_mask_holds_the_voxels_of_its_region_in_its_place(labels: LabelMap, tmp_path: Path) -> None:
    paths = write_masks(labels, tmp_path)
    assert [path.name for path in paths] == ["label-LeftThalamusA_mask.nii.gz", "label-Dot_mask.nii.gz"]
    for path, label in zip(paths, (4, 9), strict=True):
        image = nibabel.load(path)
        assert np.array_equal(np.asarray(image.dataobj), labels.data == label)
        np.testing.assert_allclose(image.affine, labels.grid.affine, atol=1e-4)


@pytest.mark.parametrize(("ending", "reader"), [(".stl", vtkSTLReader), (".ply", vtkPLYReader)])
def test_that_another_program_reads_a_closed_ball_in_ras_mm(
    labels: LabelMap, tmp_path: Path, ending: str, reader: type
) -> None:
    path = write_surfaces(labels, tmp_path, ending=ending, chosen=[4])[0]
    assert b"SPACE=RAS" in path.read_bytes()[:120]
    read = reader()
    read.SetFileName(str(path))
    read.Update()
    points = vtk_to_numpy(read.GetOutput().GetPoints().GetData())
    np.testing.assert_allclose(points.mean(axis=0), labels.grid.centre_mm, atol=1.0)
    distance = np.linalg.norm(points - labels.grid.centre_mm, axis=1)
    assert abs(distance.mean() - RADIUS_MM) < 0.5
    inside = vtkMassProperties()
    inside.SetInputData(read.GetOutput())
    assert inside.GetVolume() == pytest.approx(labels.volume_mm3(4), rel=0.02)


def test_that_a_ply_keeps_the_colour(labels: LabelMap, tmp_path: Path) -> None:
    read = vtkPLYReader()
    read.SetFileName(str(write_surfaces(labels, tmp_path, ending=".ply", chosen=[4])[0]))
    read.Update()
    assert vtk_to_numpy(read.GetOutput().GetPointData().GetScalars())[0].tolist() == [230, 159, 0]


def test_that_an_empty_region_is_refused_and_nothing_is_written(labels: LabelMap, tmp_path: Path) -> None:
    for write in (write_masks, write_surfaces):
        with pytest.raises(DataError, match="none has no voxels"):
            write(labels, tmp_path, chosen=[4, 12])
        with pytest.raises(DataError, match="Nothing is drawn"):
            write(LabelMap(labels.grid), tmp_path)
    with pytest.raises(OutputError, match="not as"):
        write_surfaces(labels, tmp_path, ending=".obj")
    assert list(tmp_path.iterdir()) == []


def test_that_nothing_is_overwritten_in_silence(labels: LabelMap, tmp_path: Path) -> None:
    (tmp_path / "label-Dot_mask.nii.gz").write_bytes(b"before")
    with pytest.raises(OutputError, match="exists already"):
        write_masks(labels, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["label-Dot_mask.nii.gz"]
    assert (tmp_path / "label-Dot_mask.nii.gz").read_bytes() == b"before"


def test_that_file_names_are_safe_and_differ() -> None:
    regions = [Region(n, name, (0, 0, 0)) for n, name in enumerate(("a/b", "A B", "../x", "…", "left insula"), 1)]
    assert file_names(regions) == ["AB1", "AB2", "X", "Region4", "LeftInsula"]
