import numpy as np
from PySide6.QtCore import Qt

from gui.layer import Role
from gui.panels.gallery_page import GalleryPage
from gui.panels.territories_card import TerritoriesCard
from tests.gui.commands.test_gallery import add_map


def page_of(session, jobs, qtbot) -> GalleryPage:
    page = GalleryPage(session, jobs)
    qtbot.addWidget(page)
    page.resize(300, 700)
    page.show()
    return page


def test_that_an_empty_gallery_says_so_and_leads_to_the_patient(session, jobs, qtbot) -> None:
    page = page_of(session, jobs, qtbot)
    assert page._empty.isVisible()
    assert not page._body.isVisible()
    with qtbot.waitSignal(page.patient_wanted):
        page._empty.findChild(type(next(iter(page.tiles.values())).button)).click()


def test_that_a_computed_map_has_a_picture_and_others_a_reason(session, jobs, qtbot) -> None:
    page = page_of(session, jobs, qtbot)
    add_map(session, "szreho")
    tile = page.tiles["reho"]
    qtbot.waitUntil(lambda: not tile.picture.pixmap().isNull(), timeout=5000)
    assert "z in this brain" in tile.name.text()
    assert "Not possible" in page.tiles["vmhc"].why.text()
    assert not page.tiles["vmhc"].button.isVisible()
    image = tile.picture.pixmap().toImage()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    assert len(colours) > 1


def test_that_a_click_and_the_keyboard_show_a_map_and_mark_it(session, jobs, qtbot) -> None:
    page = page_of(session, jobs, qtbot)
    first, second = add_map(session, "cbf"), add_map(session, "szreho")
    qtbot.waitUntil(lambda: page.tiles["cbf"].entry.layer is not None, timeout=2000)
    qtbot.mouseClick(page.tiles["cbf"], Qt.MouseButton.LeftButton)
    seen = [x.id for x in session.layers if x.role is Role.OVERLAY and x.display.visible]
    assert seen == [first.id]
    assert page.tiles["cbf"].property("selected") is True
    assert page.tiles["reho"].property("selected") is False
    qtbot.keyClick(page.tiles["reho"], Qt.Key.Key_Return)
    seen = [x.id for x in session.layers if x.role is Role.OVERLAY and x.display.visible]
    assert seen == [second.id]


def test_that_a_map_drawn_otherwise_gets_another_picture(session, jobs, qtbot) -> None:
    page = page_of(session, jobs, qtbot)
    layer = add_map(
        session,
        "szreho",
        np.linspace(-4, 4, add_map(session, "cbf").image.data.size).reshape(add_map(session, "att").image.data.shape),
    )
    tile = page.tiles["reho"]
    qtbot.waitUntil(lambda: not tile.picture.pixmap().isNull(), timeout=5000)
    before = tile.picture.pixmap().toImage()
    session.scale_layer(layer.id, colormap="viridis", low=-4.0, high=4.0, gap=None)
    qtbot.waitUntil(lambda: tile.picture.pixmap().toImage() != before, timeout=5000)


def test_that_territories_say_what_they_need(session, jobs, qtbot) -> None:
    card = TerritoriesCard(session, jobs)
    qtbot.addWidget(card)
    card.show()
    assert "Needs blood flow" in card.why.text()
    assert not card.button.isVisible()
    assert not card.view.isVisible()
