"""One slice view on a screen of twice the dots, clicked once; run as a script, tells what it saw as JSON."""

import json

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

SHAPE = (60, 50, 40)
MARKED = (41, 12, 20)


def main() -> None:
    """A marked voxel is looked for in the picture and clicked; then stripes of a voxel's width are looked at."""
    from analysis.colour import ColourScale
    from analysis.grid import Grid
    from analysis.image import Volume
    from analysis.plane import Orientation
    from gui.session import LayerDisplay, Role, Session
    from gui.slices.view import SliceView

    application = QApplication([])
    session = Session()
    on = Grid(SHAPE, np.diag([1.0, 1.0, 1.0, 1.0]))
    marked = np.zeros(SHAPE)
    marked[MARKED] = 100
    gray = LayerDisplay(ColourScale("gray", 0, 100))
    layer = session.add_layer("marked", Volume(on, marked, "marked"), Role.UNDERLAY, gray)
    session.move_cursor(np.array([3.0, 4.0, MARKED[2]]))
    session.show_crosshair(False)
    view = SliceView(session, Orientation.AXIAL)
    view.resize(400, 300)
    view.show()
    application.processEvents()

    pixels = seen(view)
    middle, ratio = SHAPE[2], view.devicePixelRatioF()
    inner = pixels[round(30 * ratio) : -round(60 * ratio), round(40 * ratio) : -round(40 * ratio)]
    rows, columns = np.nonzero(inner > 0.8 * inner.max())
    place = QPoint(round(columns.mean() / ratio + 40), round(rows.mean() / ratio + 30))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    clicked = list(on.voxel_at(session.cursor_mm) or ())

    stripes = np.zeros(SHAPE)
    stripes[::2] = 100
    session.remove_layer(layer.id)
    session.add_layer("stripes", Volume(on, stripes, "stripes"), Role.UNDERLAY, gray)
    view.look_at(np.array([29.0, 25.0, middle / 2]), 1.0)
    across = seen(view)[round(140 * ratio), round(180 * ratio) : round(220 * ratio)]
    print(json.dumps({"ratio": ratio, "clicked": clicked, "contrast": int(across.max()) - int(across.min())}))


def seen(view) -> np.ndarray:
    """``(rows, columns)`` gray values of the dots of the screen that the view fills."""
    view.compose()
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return lines[:, : image.width()].astype(int)


if __name__ == "__main__":
    main()
