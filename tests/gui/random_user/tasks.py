"""Longer acts of a random user: tasks that a person comes for, begun anyhow and left in the middle."""

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from shiboken6 import isValid

from analysis.errors import AlgoscopeError
from analysis.image import Series
from analysis.metrics.catalogue import ALFF, REHO
from gui.commands import computing, processed
from gui.dialogs.open_patient.window import OpenPatientWindow
from gui.dialogs.preferences import PreferencesDialog
from tests.gui.random_user.answers import typed

if TYPE_CHECKING:
    from tests.gui.random_user.user import RandomUser

_QUICK = (ALFF, REHO)


def use(user: "RandomUser", part: QWidget, times: int) -> None:
    """Click, choose and type in a part of a window."""
    random = user.random
    for _ in range(times):
        if not isValid(part):  # a click has closed it
            return
        kinds = (QAbstractButton, QComboBox, QLineEdit)
        seen = [one for kind in kinds for one in part.findChildren(kind) if one.isVisible() and one.isEnabled()]
        if not seen:
            return
        widget = random.choice(seen)
        if isinstance(widget, QComboBox) and widget.count():
            widget.setCurrentIndex(random.randrange(widget.count()))
        elif isinstance(widget, QLineEdit):
            widget.setText(typed(random))
            widget.editingFinished.emit()
        elif isinstance(widget, QAbstractButton) and "demonstration" not in widget.text():
            widget.click()
        user.world.pass_time(5)


def open_by_wizard(user: "RandomUser") -> None:
    """Look through a folder, an archive or nothing that can be read, answer a little, start, look only, or leave."""
    random, window = user.random, user.world.composition.window
    dialog = window.patient_opening.look_through(
        [user.world.places.anything(random) for _ in range(random.choice((0, 1, 1, 2)))]
    )
    user.world.pass_time(random.choice((0, 20, 300)))
    use(user, dialog, random.randrange(6))
    user.world.pass_time(0)
    for dialog in window.findChildren(OpenPatientWindow):
        random.choice((dialog.close, dialog.look_only.click, dialog.start.click, dialog.raise_))()
    user.world.pass_time(random.choice((0, 50)))
    if random.random() < 0.8:
        user.world.composition.jobs.cancel_all()


def open_results(user: "RandomUser") -> None:
    """Open what processing has left of a patient."""
    places, composition = user.world.places, user.world.composition
    if places.results is not None and user.random.random() < 0.7:
        processed.open_processed(composition.session, composition.jobs, places.results)
        user.world.pass_time(user.random.choice((0, 50, 1500)))


def report(user: "RandomUser") -> None:
    """Write a comment, make the report, save it, cancel it, or leave it."""
    random, composition = user.random, user.world.composition
    composition.window.actions_.action("page_report").trigger()
    page = composition.window.report_page
    page.comment.setPlainText(typed(random))
    for box in (page.red.mark, *page.red.boxes.values()):
        box.setChecked(random.random() < 0.8)
    page.make()
    user.world.pass_time(random.choice((0, 100, 1500)))
    if random.random() < 0.3:
        composition.jobs.cancel_all()
    page.save(user.world.places.new(random).with_suffix(random.choice((".pdf", ".html"))))
    use(user, page, random.randrange(3))


def compare(user: "RandomUser") -> None:
    """Click and type in the page that compares; the study is one of its tabs."""
    window = user.world.composition.window
    window.actions_.action("page_compare").trigger()
    use(user, window.compare_page, user.random.randrange(1, 7))


def prefer(user: "RandomUser") -> None:
    """Another theme, text size, language, side of the patient."""
    window = user.world.composition.window
    window.actions_.action("preferences").trigger()
    for dialog in window.findChildren(PreferencesDialog):
        use(user, dialog, user.random.randrange(1, 4))
        if isValid(dialog):
            dialog.close()


def compute_and_leave(user: "RandomUser") -> None:
    """Compute a map, and cancel it, close its series, or close the patient meanwhile."""
    random, composition = user.random, user.world.composition
    session, jobs = composition.session, composition.jobs
    series = [layer for layer in session.layers if isinstance(layer.image, Series)]
    if not series:
        return
    layer = random.choice(series)
    try:
        job = computing.compute_metric(session, jobs, random.choice(_QUICK), layer.id)
    except AlgoscopeError:
        return  # the frames are still being read
    user.world.pass_time(random.choice((0, 5, 30, 200)))
    what = random.random()
    if what < 0.3:
        job.cancel()
    elif what < 0.5 and session.has_layer(layer.id):
        composition.window.actions_.action("close_layer").trigger()
    elif what < 0.6:
        user.close_patient()
    elif what < 0.65:
        user.start_again()


def set_range(user: "RandomUser") -> None:
    """Another range of values and another opacity for a layer."""
    random, session = user.random, user.world.composition.session
    if session.layers:
        low = random.uniform(-100, 900)
        layer = random.choice(session.layers)
        session.scale_layer(layer.id, low=low, high=low + random.uniform(0.1, 500), opacity=random.random())


def go_anywhere(user: "RandomUser") -> None:
    """Put the crosshair anywhere, outside too."""
    user.world.composition.session.move_cursor(np.array([user.random.uniform(-150, 150) for _ in range(3)]))


def leave(user: "RandomUser") -> None:
    """The mouse leaves a slice."""
    QApplication.sendEvent(user.view(), QEvent(QEvent.Type.Leave))


TASKS = {
    "go anywhere": (2, go_anywhere),
    "leave": (1, leave),
    "open by the wizard": (1.5, open_by_wizard),
    "open results": (0.4, open_results),
    "report": (0.8, report),
    "compare": (1.5, compare),
    "prefer": (0.4, prefer),
    "compute and leave": (1.5, compute_and_leave),
    "set a range": (3, set_range),
}
