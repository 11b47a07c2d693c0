import pytest

from gui.scene3d.bar import SceneBar


@pytest.fixture
def bar(qtbot):
    widget = SceneBar()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_that_everything_stands_in_a_wide_row(bar):
    bar.fit(2000)
    assert bar.slider.isVisible()
    assert bar.reset_button.isVisible()


def test_that_what_matters_least_goes_first_in_a_narrow_row(bar):
    bar.fit(2000)
    whole = bar.sizeHint().width()
    bar.fit(whole - 1)
    assert not bar._caption.isVisible()
    assert bar.slider.isVisible()
    bar.fit(bar.sizeHint().width() - 1)
    assert not bar.slider.isVisible()
    assert bar.reset_button.isVisible()
    bar.fit(10)
    assert not bar.reset_button.isVisible()
    assert bar.planes_button.isVisible()


def test_that_the_row_grows_back(bar):
    bar.fit(10)
    bar.fit(2000)
    assert bar.slider.isVisible()


def test_that_each_button_looks_from_its_side(bar):
    sides = []
    bar.side_chosen.connect(sides.append)
    for side in "LRAPSI":
        next(button for button in bar.findChildren(type(bar.reset_button)) if button.text() == side).click()
    assert sides == list("LRAPSI")


def test_that_the_slider_tells_the_opacity_as_a_share(bar):
    seen = []
    bar.opacity_changed.connect(seen.append)
    bar.slider.setValue(40)
    assert seen == [pytest.approx(0.4)]
