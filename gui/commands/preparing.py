"""What is done to a series before metrics: presets, and the steps chosen by hand."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import platformdirs

from analysis.errors import AlgoscopeError
from analysis.files.tables import read_numbers
from analysis.preprocess.filter import FilterOptions
from analysis.preprocess.motion import MotionColumns, motion_of
from analysis.preprocess.preparation import Preparation
from analysis.presets import (
    ConfoundChoice,
    Preset,
    Smoothing,
    Trim,
    preset_of,
    read_preset,
    shipped_presets,
    write_preset,
)
from gui.session import Session

CHOSEN_BY = "chosen by the user"


def user_preset_folder() -> Path:
    """Where a person's own presets are kept."""
    return Path(platformdirs.user_config_dir("algoscope", appauthor=False)) / "presets"


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
    now = session.preparation
    confounds = preset.step("confounds") or ConfoundChoice()
    session.set_preparation(
        replace(
            now,
            n_dropped=(preset.step("trim") or Trim()).n_volumes,
            filtering=preset.step("filter") or FilterOptions(),
            motion_model=confounds.motion_model,
            global_signal=confounds.global_signal,
            fwhm_mm=(preset.step("smooth") or Smoothing(0.0)).fwhm_mm,
        ),
        preset,
    )


def missing_for(preset: Preset, preparation: Preparation) -> tuple[str, ...]:
    """Which confounds of a preset have not been given: a difference from the study that must be seen."""
    confounds = preset.step("confounds")
    if confounds is None:
        return ()
    wanted = (
        (confounds.motion_model.value > 0 and preparation.motion is None, "the motion file"),
        (confounds.white_matter and preparation.white_matter is None, "a white matter mask"),
        (confounds.csf and preparation.csf is None, "a CSF mask"),
    )
    return tuple(name for missing, name in wanted if missing)


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
