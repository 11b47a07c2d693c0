"""What the preferences change in the window: theme, size of the text, convention, cores, who is remembered."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from analysis.blocks import set_thread_count
from analysis.plane import Convention
from gui.dialogs.preferences import PreferencesDialog
from gui.jobs import JobRunner
from gui.session import Session
from gui.settings import FONT_PERCENTS, Settings


@dataclass(frozen=True)
class Wearers:
    """What is called when something was chosen."""

    dress: Callable[[], None]  # theme and text size of the settings
    remember: Callable[[bool], None]  # patients


class Appearance(QObject):
    """Each action of the menu is a method of its key; ``changed()`` after each choice, so that it is kept."""

    changed = Signal()

    def __init__(
        self, session: Session, jobs: JobRunner, settings: Settings, wearers: Wearers, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._jobs, self._settings, self._wearers = session, jobs, settings, wearers
        self._window = window
        if settings.threads:
            use_cores(settings)

    def preferences(self) -> None:
        """Open the dialog; each choice counts at once."""
        dialog = PreferencesDialog(self._settings, self._jobs, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._on_chosen)
        dialog.show()

    def theme(self) -> None:
        """Change between dark and light."""
        self._settings.theme = "light" if self._settings.theme == "dark" else "dark"
        self._wearers.dress()
        self.changed.emit()

    def larger(self) -> None:
        """Make the text one step larger."""
        self._change_font(1)

    def smaller(self) -> None:
        """Make the text one step smaller."""
        self._change_font(-1)

    def _change_font(self, step: int) -> None:
        nearest = min(FONT_PERCENTS, key=lambda percent: abs(percent - self._settings.font_percent))
        index = max(0, min(FONT_PERCENTS.index(nearest) + step, len(FONT_PERCENTS) - 1))
        self._settings.font_percent = FONT_PERCENTS[index]
        self._wearers.dress()
        self.changed.emit()

    def _on_chosen(self, wanted: Settings) -> None:
        """Take over what the dialog shows; nothing else of the settings, which went on meanwhile."""
        settings = self._settings
        dressed = (settings.theme, settings.font_percent) == (wanted.theme, wanted.font_percent)
        settings.theme, settings.font_percent = wanted.theme, wanted.font_percent
        settings.language, settings.voxel_mm = wanted.language, wanted.voxel_mm
        settings.scans_folder = wanted.scans_folder
        if settings.threads != wanted.threads:
            settings.threads = wanted.threads
            use_cores(settings)
        if settings.convention != wanted.convention:
            settings.convention = wanted.convention
            self._session.set_convention(Convention(wanted.convention))
        if settings.remember_patients != wanted.remember_patients:
            self._wearers.remember(wanted.remember_patients)
        if not dressed:
            self._wearers.dress()
        self.changed.emit()


def use_cores(settings: Settings) -> None:
    """Let what is computed from now on take as many cores as was chosen."""
    set_thread_count(settings.threads or None)
