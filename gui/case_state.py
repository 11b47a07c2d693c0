"""Whose images are open: one number for all results of one patient, so that those of two are never mixed."""

import uuid
import weakref

from analysis.scan import StatMap


class CaseState:
    """Part of the session. Everything that is opened or computed while ``id`` is the same belongs to one patient."""

    def __init__(self) -> None:
        self.id = uuid.uuid4().hex
        self._kept: weakref.WeakSet[StatMap] = weakref.WeakSet()
        self._arriving: list[object] = []

    @property
    def is_arriving(self) -> bool:
        """Whether layers of the patient are still to come: what is open is not yet what was opened."""
        return bool(self._arriving)

    def begin_arrival(self, of: object) -> None:
        """Say that layers come one at a time from now on."""
        self._arriving.append(of)

    def end_arrival(self, of: object) -> None:
        """Say that the last one is there, or that no more will come."""
        self._arriving = [other for other in self._arriving if other is not of]

    def close(self) -> None:
        """The patient was closed: what comes from now on is another's, and what still comes of the old one is not."""
        self.id = uuid.uuid4().hex
        self._arriving = []

    def note_kept(self, stat_map: StatMap) -> None:
        """Say that a computed map is in a file, or in a saved session."""
        self._kept.add(stat_map)

    def is_kept(self, stat_map: StatMap) -> bool:
        """Whether a computed map is on the disk where the user wants it."""
        return stat_map in self._kept

    def resume(self, case_id: str) -> None:
        """Go on with the patient of a saved session."""
        self.id = case_id
