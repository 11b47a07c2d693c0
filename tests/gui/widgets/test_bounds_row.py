"""Two numbers with captions are seen whole: side by side where there is room, else one below the other."""

import pytest

from gui.widgets.bounds_row import BoundsRow


@pytest.fixture
def row(qtbot) -> BoundsRow:
    made = BoundsRow("mL/100 g/min")
    qtbot.addWidget(made)
    made.set_captions("Threshold", "Max")
    made.first.show_value(-1234.0)
    made.second.show_value(-1234.0)
    made.show()
    return made


@pytest.mark.parametrize("points", [8.5, 9.5, 19.0])
@pytest.mark.parametrize("width", [240, 300, 360, 500])
def test_that_no_number_is_cut(row, qtbot, points, width):
    font = row.font()
    font.setPointSizeF(points)
    row.setFont(font)
    row.resize(width, row.height())
    qtbot.wait(1)
    for field in (row.first, row.second):
        text = field.fontMetrics().horizontalAdvance(field.text())
        assert text <= field.width() - 10  # the frame


def test_that_the_numbers_are_side_by_side_where_there_is_room(row, qtbot):
    row.resize(600, 40)
    qtbot.wait(1)
    assert row.first.y() == row.second.y()
    row.resize(150, 80)
    qtbot.wait(1)
    assert row.first.y() < row.second.y()
    assert row.first.x() == row.second.x()


def test_that_a_field_is_called_by_its_caption_and_says_its_unit(row):
    assert (row.first.accessibleName(), row.second.accessibleName()) == ("Threshold", "Max")
    assert row.first.toolTip().startswith("In mL/100 g/min;")
    assert BoundsRow("").second.toolTip().startswith("Without a unit;")
