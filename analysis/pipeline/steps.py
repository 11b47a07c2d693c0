"""One run of the pipeline: its scans, its steps with their keys, and what each of them took.

A step's key is the hash of its name, its parameters and the keys of what it reads, so nothing is computed twice and
nothing stale is taken.
"""

import platform
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.blocks import thread_count
from analysis.files import results
from analysis.grid import Grid
from analysis.pipeline.names import Names
from analysis.pipeline.resources import measured
from analysis.pipeline.scans import Scans
from analysis.pipeline.stoppable import Result, stoppable
from analysis.pipeline.store import Arrays, DoneFiles, Store, key_of
from analysis.presets import Preset
from analysis.progress import Progress
from analysis.provenance import InputRecord, Provenance

PERFORMANCE = "performance.json"
_LOOKING = "Looking for what is finished"


class Run:
    """What all steps share.

    Parameters
    ----------
    names : of the files
    scans : opened and checked
    preset : tells what is dropped, removed and computed
    grid : of the maps, in MNI space
    """

    def __init__(self, names: Names, scans: Scans, preset: Preset, grid: Grid) -> None:
        self.names, self.scans, self.preset, self.grid = names, scans, preset, grid
        self.store = Store(names.work)
        for leftover in names.folder.rglob(".*.part.*"):  # of a run that was killed while it wrote
            leftover.unlink(missing_ok=True)
        self._keys = {record.role: record.sha256 for record in scans.inputs}
        self._used: dict[str, dict[str, Any]] = {}

    def key(self, step: str) -> str:
        """Of a step that was done before in this run, or the hash of a scan by its role."""
        return self._keys[step]

    def records(self, after: Sequence[str]) -> tuple[InputRecord, ...]:
        """Of the scans among what a step reads."""
        return tuple(record for record in self.scans.inputs if record.role in after)

    def arrays(
        self,
        step: str,
        function: str,
        parameters: Mapping[str, Any],
        after: Sequence[str],
        compute: Callable[[Progress], Arrays],
        progress: Progress,
    ) -> Arrays:
        """The arrays of a step: those that are kept, or computed now.

        Parameters
        ----------
        step : name and version, such as ``"motion-1"``; later steps refer to it by the name alone
        function : dotted name of what computes it
        parameters : plain values
        after : names of the steps and roles of the scans that it reads
        compute : called with a progress
        """
        name = step.rsplit("-", 1)[0]
        key = self._key(step, parameters, after)
        kept = stoppable(lambda _: self.store.kept(name, key), progress, _LOOKING)
        provenance = Provenance(function, dict(parameters), self.records(after))
        arrays = kept or self.store.arrays(name, key, provenance, lambda: stoppable(compute, progress))
        self._note(name, key, kept=kept is not None)
        return arrays

    def stoppable(self, compute: Callable[[Progress], Result], progress: Progress) -> Result:
        """Do pure work that may be left at any moment; see `analysis.pipeline.stoppable`."""
        return stoppable(compute, progress)

    def files(
        self,
        step: str,
        parameters: Mapping[str, Any],
        after: Sequence[str],
        write: Callable[[Progress], DoneFiles],
        progress: Progress,
    ) -> DoneFiles:
        """The files of a step, in the subject's folder: those that are there unchanged, or written now."""
        name, folder = step.rsplit("-", 1)[0], self.names.folder
        key = self._key(step, parameters, after)
        kept = stoppable(lambda _: self.store.done_files(name, key, folder), progress, _LOOKING)
        done = kept
        if done is None:
            with measured() as use:
                done = write(progress)
            new = done
            stoppable(lambda _: self.store.note_done(name, key, new, folder, use), progress, "Keeping what was written")
        self._note(name, key, kept=kept is not None)
        return done

    def write_performance(self) -> Path:
        """Write what each step took when it was computed; ``kept`` steps were computed by an earlier run."""
        machine = {"system": platform.system(), "processor": platform.machine(), "threads": thread_count()}
        record = {"machine": machine, "steps": list(self._used.values())}
        return results.write_json(record, self.names.work / PERFORMANCE, force=True)

    def _key(self, step: str, parameters: Mapping[str, Any], after: Sequence[str]) -> str:
        key = key_of(step, parameters, [self._keys[other] for other in after])
        self._keys[step.rsplit("-", 1)[0]] = key
        return key

    def _note(self, name: str, key: str, *, kept: bool) -> None:
        self._used[name] = {"step": name, "kept": kept, **self.store.use_of(name, key)}
