import numpy as np
import pytest

from analysis.errors import DataError, FileFormatError, OutputError
from analysis.files import label_files, writing
from analysis.grid import Grid
from analysis.image import Volume
from analysis.labels.label_map import LabelMap, Region

GRID = Grid((7, 6, 5), np.array([[-1.8, 0.3, 0, 4], [0.3, 1.8, 0, -5], [0, 0, 2.5, 1], [0, 0, 0, 1]]))
REGIONS = (Region(1, "Thalamus left", (230, 159, 0)), Region(300, "Größe 丘脑", (1, 2, 255)))


def labels(n=0):
    data = np.zeros(GRID.shape, dtype=int)
    data[1:3, 2:4, 1:3], data[5, 5, 4], data[0, 0, n % 5] = 1, 300, 1
    return LabelMap(GRID, data, REGIONS)


def test_that_a_map_is_read_back_with_its_grid_names_and_colours(tmp_path):
    path = label_files.save_labels(labels(), tmp_path / "sub-01_dseg.nii.gz")
    back = label_files.read_labels(path)
    np.testing.assert_array_equal(back.data, labels().data)
    assert back.regions == REGIONS
    assert back.grid.matches(GRID, 1e-4)
    assert (tmp_path / "sub-01_dseg.tsv").read_text(encoding="utf-8").splitlines()[1] == "1\tThalamus left\t#E69F00"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["sub-01_dseg.nii.gz", "sub-01_dseg.tsv"]


def test_that_saving_again_keeps_the_earlier_versions(tmp_path):
    path = tmp_path / "a_dseg.nii.gz"
    for n in range(8):
        label_files.save_labels(labels(n), path)
    np.testing.assert_array_equal(label_files.read_labels(path).data, labels(7).data)
    versions = label_files.versions_of(path)
    assert len(versions) == 5
    for age, version in enumerate(versions):
        np.testing.assert_array_equal(label_files.read_labels(version).data, labels(6 - age).data)


def test_that_a_failed_save_leaves_the_file_that_was_there(tmp_path, monkeypatch):
    path = label_files.save_labels(labels(), tmp_path / "a_dseg.nii.gz")
    before = path.read_bytes()

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(label_files, "encode_volume", full)
    with pytest.raises(OutputError, match="No space left"):
        label_files.save_labels(labels(1), path)
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a_dseg.nii.gz", "a_dseg.tsv"]


@pytest.mark.parametrize("write", [label_files.write_itksnap_names, label_files.write_freesurfer_names])
def test_that_names_survive_the_formats_of_other_tools(tmp_path, write):
    path = write(REGIONS, tmp_path / "names.txt")
    back = label_files.read_names(path)
    assert [(r.label, r.colour) for r in back] == [(r.label, r.colour) for r in REGIONS]
    assert [r.name.replace("_", " ") for r in back] == [r.name for r in REGIONS]


def test_that_a_description_as_itksnap_writes_it_is_read(tmp_path):
    path = tmp_path / "x.label"
    path.write_text(
        "################################################\n# ITK-SnAP Label Description File\n"
        '    0     0    0    0        0  0  0    "Clear Label"\n    1   255    0    0        1  1  0    "Label 1"\n'
    )
    assert label_files.read_names(path) == (Region(1, "Label 1", (255, 0, 0)),)


def test_that_maps_that_are_no_regions_are_refused(tmp_path):
    def written(name, values):
        return writing.write_volume(Volume(GRID, np.full(GRID.shape, values)), tmp_path / name)

    with pytest.raises(DataError, match="whole"):
        label_files.read_labels(written("half.nii", 0.5))
    with pytest.raises(DataError, match="negative"):
        label_files.read_labels(written("minus.nii", -2.0))
    with pytest.raises(DataError, match="65535"):
        label_files.read_labels(written("many.nii", 70_000.0))
    path = written("fine.nii", 2.0)
    with pytest.raises(DataError, match="another grid"):
        label_files.read_labels(path, onto=Grid((7, 6, 5), np.eye(4)))
    assert label_files.read_labels(path).region(2).name == "Region 2"


def test_that_tables_that_are_none_are_refused(tmp_path):
    path = tmp_path / "t.tsv"
    path.write_text("index\tname\n1\tA\n1\tB\n")
    with pytest.raises(FileFormatError, match="occurs twice"):
        label_files.read_names(path)
    path.write_text("index\tname\none\tA\n")
    with pytest.raises(FileFormatError, match="Line 2"):
        label_files.read_names(path)
    path.write_text("hello\n")
    with pytest.raises(FileFormatError, match="no table of regions"):
        label_files.read_names(path)


def test_that_a_label_map_is_recognised(tmp_path):
    whole, values = (Volume(GRID, np.full(GRID.shape, v)) for v in (3.0, 0.5))
    assert label_files.is_label_map(whole, tmp_path / "sub-1_dseg.nii.gz")
    assert not label_files.is_label_map(whole, tmp_path / "a.nii.gz")
    (tmp_path / "a.tsv").write_text("index\tname\n3\tA\n")
    assert label_files.is_label_map(whole, tmp_path / "a.nii.gz")
    assert not label_files.is_label_map(values, tmp_path / "a.nii.gz")
