"""What is done to a series before metrics: presets, and the steps chosen by hand."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.errors import AlgoscopeError
from analysis.files.tables import read_numbers
from analysis.preprocess.motion import MotionColumns, motion_of
from analysis.presets import (
    ConfoundChoice,
    Preset,
    Smoothing,
    Trim,
    preset_of,
    read_preset,
    shipped_presets,
    user_preset_folder,
    write_preset,
)
from gui.session import Session

CHOSEN_BY = "chosen by the user"


def all_presets(session: Session) -> tuple[Preset, ...]:
    """The presets that ship, then the user's own; one that is damaged is told and left out."""
    own = []
    for path in sorted(user_preset_folder().glob("*.toml")):
        try:
            own.append(read_preset(path))
        except AlgoscopeError as error:
            session.tell(str(error))
    return (*shipped_presets(), *own)


def apply_preset(session: Session, preset: Preset) -> None:
    """Prepare series as a preset does; motion and tissue masks, which it cannot know, stay as they are."""
    session.set_preparation(preset.applied_to(session.preparation), preset)


def use_motion_file(session: Session, path: Path) -> None:
    """Regress out the head motion in a file: SPM's ``rp_*.txt`` or FSL's ``*.par``; raises as `read_numbers`."""
    columns = MotionColumns.FSL if path.suffix == ".par" else MotionColumns.SPM
    motion = motion_of(read_numbers(path).values, columns)
    session.set_preparation(replace(session.preparation, motion=motion))


def save_preset(session: Session, title: str, metric_options: Mapping[str, Any]) -> Path:
    """Keep the preparation and the options of all metrics under a title; an existing preset is not replaced.

    Raises
    ------
    OutputError
        if there is one of that name, or it cannot be written
    """
    now = session.preparation
    confounds = ConfoundChoice(now.motion_model, now.white_matter is not None, now.csf is not None, now.global_signal)
    records: dict[str, Any] = {
        "trim": Trim(now.n_dropped),
        "confounds": confounds,
        "smooth": Smoothing(now.fwhm_mm),
        **metric_options,
    }
    if now.filtering is not None:
        records["filter"] = now.filtering
    preset = preset_of(title, records, CHOSEN_BY)
    path = user_preset_folder() / f"{preset.key}.toml"
    write_preset(preset, path)
    return path
