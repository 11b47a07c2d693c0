"""What is looked up in the background while the window is open: the values of ASL series, and what is kept already."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from analysis.importing.look_through import FoundPatient
from gui.commands import intake, intake_kept, intake_start
from gui.commands.intake_answers import Kept, OrderFound
from gui.commands.intake_start import Order
from gui.jobs import Job, JobRunner
from gui.perfusion_state import OrderFinding

NoteOrder = Callable[[FoundPatient, int, OrderFound], None]
NoteKept = Callable[[FoundPatient, Kept], None]


class Inquiries:
    """Asks each question once for each answer that it depends on; ``note_…`` are called with what was found."""

    def __init__(self, jobs: JobRunner, note_order: NoteOrder, note_kept: NoteKept) -> None:
        self._jobs, self._note_order, self._note_kept = jobs, note_order, note_kept
        self._running: list[Job] = []
        self._asked: dict[int, tuple[FoundPatient, tuple[str, ...]]] = {}  # with the kinds of the volumes, by place
        self._asked_home: Path | None = None

    def ask(self, order: Order) -> None:
        """Have looked up what is not known yet of these answers."""
        found, answers = order.found, order.answers
        for place, types in intake.unordered(found, answers).items():
            if self._asked.get(place) != (found, types):
                self._asked[place] = (found, types)
                note = partial(self._on_order, found, place, types)
                self._running.append(intake_start.ask_order(self._jobs, found.series[place], types, place, note))
        if answers.kept is None and intake_kept.is_asked(found, answers) and answers.home != self._asked_home:
            self._asked_home = answers.home
            self._running.append(intake_start.look_at_kept(self._jobs, order, partial(self._on_kept, found)))

    def forget(self) -> None:
        """Stop; the answers are of no use any more."""
        for job in self._running:
            job.cancel()
        self._running, self._asked, self._asked_home = [], {}, None

    def _on_order(self, found: FoundPatient, place: int, types: tuple[str, ...], finding: OrderFinding) -> None:
        self._note_order(found, place, OrderFound(types, finding))

    def _on_kept(self, found: FoundPatient, kept: Kept) -> None:
        self._asked_home = None
        self._note_kept(found, kept)
