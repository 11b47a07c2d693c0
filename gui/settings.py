"""What the application remembers from one start to the next: a small JSON file in the user's own folder."""

import json
import logging
import math
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import platformdirs

_log = logging.getLogger(__name__)
RECENT_LIMIT = 10
FONT_PERCENTS = (90, 100, 110, 125, 150, 175, 200)
VOXELS_MM = (3.0, 2.0)


@dataclass
class Settings:
    """Everything that is remembered. The lists of files stay in the user's own folder, never in a log."""

    theme: str = "dark"
    font_percent: int = 100
    convention: str = "radiological"
    layout: str = "grid"
    geometry: str = ""  # Qt's own bytes, hexadecimal
    recent: list[str] = field(default_factory=list)
    last_session: list[str] = field(default_factory=list)
    last_folder: str = ""  # of the session that was saved or opened last
    recent_patients: list[str] = field(default_factory=list)  # JSON of `gui.recent.RecentPatient`
    remember_patients: bool = True
    language: str = ""  # the computer's
    cohorts: list[str] = field(default_factory=list)  # tables of controls
    voxel_mm: float = 3.0  # of maps in MNI space, as a new patient is proposed
    threads: int = 0  # all cores
    run_factors: list[str] = field(default_factory=list)  # by which runs here took longer than expected, newest first
    scans_folder: str = ""  # where files are asked for; "" where the last ones were
    folders: dict[str, str] = field(default_factory=dict)  # where questions ended, by kind; see `gui.widgets.asking`
    splits: list[str] = field(default_factory=list)  # of the window's columns and rows: Qt's own bytes, hexadecimal
    page: str = "patient"
    maps_tab: str = ""
    drawer_tab: str = ""
    drawer_visible: bool = True

    def note_opened(self, path: str) -> None:
        """Put a path at the head of the recent files."""
        self.recent = [path, *(other for other in self.recent if other != path)][:RECENT_LIMIT]

    def note_cohort(self, path: str) -> None:
        """Put a table of controls at the head of those that were used."""
        self.cohorts = [path, *(other for other in self.cohorts if other != path)][:RECENT_LIMIT]

    def note_run(self, factor: float) -> None:
        """Remember by which factor a run took longer than expected."""
        self.run_factors = [f"{factor:.3f}", *self.run_factors][:RECENT_LIMIT]

    def factors_of_runs(self) -> tuple[float, ...]:
        """What is remembered of the runs on this computer, newest first."""
        found = []
        for text in self.run_factors:
            with suppress(ValueError):
                found.append(float(text))
        return tuple(factor for factor in found if 0 < factor < math.inf)


class SettingsStore:
    """Reads and writes `Settings`; a damaged file gives the defaults, never an error."""

    def __init__(self, folder: Path | None = None) -> None:
        self._path = (folder or Path(platformdirs.user_config_dir("algoscope"))) / "settings.json"
        self.drawings_folder = (folder or Path(platformdirs.user_data_dir("algoscope"))) / "drawings"
        self.sessions_folder = self.drawings_folder.with_name("sessions")

    def load(self) -> Settings:
        """The remembered settings; fields that are missing or of a wrong type take their default."""
        settings = Settings()
        try:
            stored = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return settings
        except (OSError, ValueError, RecursionError):
            _log.warning("the settings file could not be read; the defaults are used")
            return settings
        if isinstance(stored, dict):
            for known in fields(Settings):
                value = stored.get(known.name)
                if _is_usable(value, getattr(settings, known.name)):
                    setattr(settings, known.name, value)
        if settings.font_percent not in FONT_PERCENTS:
            settings.font_percent = Settings.font_percent
        if settings.voxel_mm not in VOXELS_MM:
            settings.voxel_mm = Settings.voxel_mm
        settings.threads = max(0, settings.threads)
        return settings

    def save(self, settings: Settings) -> None:
        """Write the settings whole or not at all; a failure is logged, because it must not stop the user."""
        temporary = ""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self._path.parent, suffix=".part")
            with open(handle, "w", encoding="utf-8") as stream:
                json.dump(asdict(settings), stream, indent=1)
            os.replace(temporary, self._path)
        except OSError:
            _log.warning("the settings could not be saved", exc_info=True)
            with suppress(OSError):
                os.remove(temporary)


def _is_usable(value: object, default: object) -> bool:
    """Whether a stored value has the type of its default; of a list or a table, whether all of it is text."""
    if type(value) is not type(default):
        return False
    if isinstance(value, dict):
        return all(isinstance(text, str) for item in value.items() for text in item)
    return not isinstance(value, list) or all(isinstance(item, str) for item in value)
