import pytest
from PySide6.QtGui import QColor, QImage

from analysis.errors import FileFormatError, InputError
from gui.figures.recipe import FORMAT, PNG_KEY, as_text, read_recipe

pytestmark = pytest.mark.usefixtures("qapp")


def test_that_pictures_of_others_hold_no_recipe(tmp_path):
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    for name in ("a.png", "a.tif", "a.jpg"):
        image.save(str(tmp_path / name))
        assert read_recipe(tmp_path / name) is None
    for name in ("a.svg", "a.pdf", "b.tif", "a.txt"):
        (tmp_path / name).write_bytes(b"II*\\0 nothing of ours")
        assert read_recipe(tmp_path / name) is None


def test_that_a_damaged_recipe_is_said(tmp_path):
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.setText(PNG_KEY, as_text({"format": FORMAT})[:-4])
    image.save(str(tmp_path / "a.png"))
    with pytest.raises(FileFormatError, match="damaged"):
        read_recipe(tmp_path / "a.png")


def test_that_a_missing_file_is_said(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_recipe(tmp_path / "none.png")
