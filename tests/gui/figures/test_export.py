import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from analysis.errors import OptionError, OutputError
from analysis.provenance import Provenance
from gui.figures.export import Figure, save_figure
from gui.figures.recipe import read_recipe
from gui.figures.text import CENTRE, draw_text, figure_font, text_width

pytestmark = pytest.mark.usefixtures("qapp")


def draw(painter: QPainter) -> None:
    """A red left half and a word."""
    painter.fillRect(QRectF(0, 0, 96, 96), QColor(200, 0, 0))
    painter.setFont(figure_font(12))
    draw_text(painter, QRectF(96, 0, 96, 96), CENTRE, "z = −30 mm")


FIGURE = Figure(192, 96, draw, Provenance("test", {"height_mm": 3}), "Half red.")


def is_half_red(image: QImage) -> bool:
    w, h = image.width(), image.height()
    left, right = (image.pixelColor(int(w * x), h // 8) for x in (0.25, 0.9))
    return (left.red(), left.green()) == (200, 0) and right == QColor("white")


def test_that_a_png_has_its_size_its_resolution_and_the_picture(tmp_path):
    image = QImage(str(save_figure(FIGURE, tmp_path / "a.png", dpi=150)))
    assert (image.width(), image.height()) == (300, 150)
    assert image.dotsPerMeterX() == pytest.approx(150 / 0.0254, abs=1)
    assert is_half_red(image)


def test_that_an_svg_has_the_picture_and_text_whose_width_no_other_font_can_change(tmp_path):
    path = save_figure(FIGURE, tmp_path / "a.svg")
    renderer = QSvgRenderer(str(path))
    image = QImage(192, 96, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    assert is_half_red(image)
    (text,) = re.findall(r"<text ([^>]*)>([^<]*)</text>", path.read_text("utf-8"))
    assert text[1] == "z = −30 mm"
    assert 'font-family="Inter, Helvetica, Arial, sans-serif"' in text[0]
    assert float(re.search(r'textLength="([0-9.]+)"', text[0])[1]) == pytest.approx(
        text_width("z = −30 mm", figure_font(12)), abs=0.01
    )


def test_that_a_pdf_is_one_page_of_the_right_size(tmp_path):
    content = save_figure(FIGURE, tmp_path / "a.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert b"/Count 1" in content
    assert b"MediaBox [0 0 144" in content  # 192/96 inch in points
    assert b"/DCTDecode" not in content


@pytest.mark.parametrize("ending", ["png", "tif", "svg", "pdf"])
def test_that_the_record_lies_beside_the_figure(tmp_path, ending):
    save_figure(FIGURE, tmp_path / f"a.{ending}")
    record = json.loads((tmp_path / f"a.{ending}.json").read_text("utf-8"))
    assert record["provenance"]["parameters"] == {"height_mm": 3}
    assert read_recipe(tmp_path / f"a.{ending}") == record
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"a.{ending}", f"a.{ending}.json"]


def test_that_nothing_is_overwritten_unless_asked(tmp_path):
    path = save_figure(FIGURE, tmp_path / "a.png", dpi=96)
    before = path.read_bytes()
    with pytest.raises(OutputError, match="exists already"):
        save_figure(FIGURE, path, dpi=150)
    assert path.read_bytes() == before
    save_figure(FIGURE, path, dpi=150, force=True)
    assert path.read_bytes() != before


def test_that_a_drawing_that_fails_leaves_no_file(tmp_path):
    def fails(painter: QPainter) -> None:
        draw(painter)
        raise KeyboardInterrupt

    for ending in ("png", "tif", "svg", "pdf"):
        with pytest.raises(KeyboardInterrupt):
            save_figure(Figure(192, 96, fails, FIGURE.provenance), tmp_path / f"a.{ending}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "dpi"), [("a.jpg", 300), ("a", 300), ("a.png", 5), ("a.png", 100_000)])
def test_that_other_endings_and_absurd_resolutions_are_refused(tmp_path, name, dpi):
    with pytest.raises(OptionError):
        save_figure(FIGURE, tmp_path / name, dpi=dpi)
    assert list(tmp_path.iterdir()) == []


def test_that_a_figure_is_written_without_a_screen_and_without_an_application(tmp_path):
    root = Path(__file__).resolve().parents[3]
    code = (
        "from gui.figures.export import Figure, save_figure\n"
        "from analysis.provenance import Provenance\n"
        "from pathlib import Path\n"
        f"save_figure(Figure(96, 96, lambda p: None, Provenance('t')), Path({str(tmp_path / 'a.png')!r}))\n"
    )
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run([sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.png").is_file()


@pytest.mark.parametrize("ending", ["png", "tif", "svg", "pdf"])
def test_that_the_same_figure_gives_the_same_bytes_apart_from_dates(tmp_path, ending):
    first, second = (save_figure(FIGURE, tmp_path / f"{name}.{ending}").read_bytes() for name in "ab")
    dates = re.compile(rb"\(D:[^)]*\)")
    assert dates.sub(b"", first) == dates.sub(b"", second)


def test_that_a_pdf_has_text_as_text(tmp_path):
    content = save_figure(FIGURE, tmp_path / "a.pdf").read_bytes()
    assert b"/Type /Font" in content
    assert b"/ToUnicode" in content
