"""Background work: what a job may rely on, and what the person at the window gets to see."""

import gc
import os
import sys
import threading
import weakref
from functools import partial
from time import monotonic, sleep

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QObject

from analysis.errors import DataError
from analysis.progress import Progress, silent
from gui.jobs import Job, JobRunner, JobState, _Run


def double(number: int, progress: Progress = silent) -> int:
    progress(0.5, "doubling")
    return 2 * number


def thread_of_job(progress: Progress = silent) -> int:
    return threading.get_ident()


def kindness_of_job(progress: Progress = silent) -> tuple[int, int]:
    """Of the job's thread, and of one that it starts."""
    found = [os.getpriority(os.PRIO_PROCESS, threading.get_native_id())]
    other = threading.Thread(
        target=lambda: found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id())), daemon=True
    )
    other.start()
    other.join()
    return found[0], found[1]


def loop_until_stopped(progress: Progress = silent) -> None:
    while True:
        progress(0.3, "looping")
        sleep(0.01)


def ignore_everything(progress: Progress = silent) -> str:
    sleep(0.3)
    return "finished all the same"


def report_in_steps(progress: Progress = silent) -> None:
    for step in range(4):
        progress(step / 4, f"step {step}")
        sleep(0.07)


def report_very_often(progress: Progress = silent) -> None:
    for step in range(20_000):
        progress(step / 20_000, "quick")


def refuse(progress: Progress = silent) -> None:
    raise DataError("The mask is empty: there is no voxel to compute.")


def break_down(progress: Progress = silent) -> None:
    raise KeyError("Jane_Doe")


def test_that_the_result_arrives_in_the_gui_thread_and_the_work_is_done_in_another(qtbot, jobs):
    arrived = []
    jobs.submit("Where", thread_of_job, on_done=lambda ident: arrived.append((ident, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(arrived))
    worked_in, received_in = arrived[0]
    assert worked_in != threading.get_ident()
    assert received_in == threading.get_ident()


def test_that_a_finished_job_gives_its_result_and_is_forgotten(qtbot, jobs):
    results = []
    job = jobs.submit("Double", double, 21, on_done=results.append)
    assert jobs.jobs == (job,)
    qtbot.waitUntil(lambda: job.is_over)
    assert (results, job.state, job.fraction, jobs.jobs) == ([42], JobState.DONE, 1.0, ())


def test_that_progress_arrives_in_order_with_its_words(qtbot, jobs):
    seen, noted = [], []
    jobs.changed.connect(lambda job: seen.append((job.fraction, job.message, job.state)))
    job = jobs.submit("Steps", report_in_steps, on_progress=lambda: noted.append(threading.get_ident()))
    qtbot.waitUntil(lambda: job.is_over)
    fractions = [fraction for fraction, _, _ in seen]
    assert fractions == sorted(fractions)
    assert (0.5, "step 2", JobState.RUNNING) in seen
    assert len(noted) >= 3
    assert set(noted) == {threading.get_ident()}


def test_that_a_job_that_reports_very_often_does_not_flood_the_window(qtbot, jobs):
    seen = []
    jobs.changed.connect(seen.append)
    began = monotonic()
    job = jobs.submit("Quick", report_very_often)
    qtbot.waitUntil(lambda: job.is_over)
    assert len(seen) <= 4 + (monotonic() - began) / 0.05


def test_that_a_job_that_loops_stops_within_a_second_of_being_cancelled(qtbot, jobs):
    done = []
    job = jobs.submit("Loop", loop_until_stopped, on_done=done.append)
    qtbot.waitUntil(lambda: job.state is JobState.RUNNING)
    began = monotonic()
    job.cancel()
    qtbot.waitUntil(lambda: job.is_over, timeout=1000)
    assert monotonic() - began < 1
    assert (job.state, done) == (JobState.CANCELLED, [])


def test_that_a_result_that_comes_after_the_cancellation_is_dropped(qtbot, jobs):
    done, failed = [], []
    jobs.failed.connect(failed.append)
    job = jobs.submit("Deaf", ignore_everything, on_done=done.append)
    qtbot.waitUntil(lambda: job.state is JobState.RUNNING)
    job.cancel()
    qtbot.waitUntil(lambda: job.is_over)
    assert (job.state, done, failed) == (JobState.CANCELLED, [], [])


def test_that_a_job_cancelled_between_its_end_and_its_arrival_is_dropped(qtbot, jobs):
    done = []
    job = jobs.submit("Double", double, 1, on_done=done.append)
    jobs._begin()
    jobs._pool.waitForDone()  # it has ended in its thread; the event loop has not run, so nothing has arrived
    assert not job.is_over
    job.cancel()
    qtbot.waitUntil(lambda: job.is_over)
    assert (job.state, done) == (JobState.CANCELLED, [])


def test_that_jobs_begin_after_the_turn_in_which_they_were_asked_for_in_their_order(qtbot):
    runner, begun = JobRunner(threads=1), []
    for n in range(3):
        runner.submit("note", note_begin, begun, n)
    sleep(0.05)  # that turn goes on
    assert begun == []
    qtbot.waitUntil(lambda: not runner.jobs)
    assert begun == [0, 1, 2]


def note_begin(begun: list[int], n: int, progress: Progress) -> None:
    begun.append(n)


def test_that_a_job_asked_for_in_the_turn_of_the_shutdown_ends_cancelled(qtbot):
    runner, begun = JobRunner(threads=1), []
    job = runner.submit("note", note_begin, begun, 1)
    assert runner.shutdown()
    qtbot.waitUntil(lambda: job.is_over)
    assert (job.state, begun) == (JobState.CANCELLED, [])


def test_that_a_job_that_still_waits_never_starts_once_cancelled(qtbot):
    runner = JobRunner(threads=1)
    first = runner.submit("Loop", loop_until_stopped)
    done = []
    second = runner.submit("Double", double, 1, on_done=done.append)
    qtbot.waitUntil(lambda: first.state is JobState.RUNNING)
    assert second.state is JobState.WAITING
    second.cancel()
    first.cancel()
    qtbot.waitUntil(lambda: second.is_over)
    assert (second.state, done) == (JobState.CANCELLED, [])


def test_that_the_newest_job_of_a_key_replaces_the_older_ones(qtbot, jobs):
    done = []
    older = jobs.submit("Loop", loop_until_stopped, on_done=done.append, key="surface")
    other = jobs.submit("Double", double, 2, on_done=done.append, key="other")
    newest = jobs.submit("Double", double, 3, on_done=done.append, key="surface")
    qtbot.waitUntil(lambda: not jobs.jobs)
    assert older.state is JobState.CANCELLED
    assert (other.state, newest.state) == (JobState.DONE, JobState.DONE)
    assert sorted(done) == [4, 6]


def test_that_an_old_job_that_ends_late_does_not_free_the_key_of_the_newer_one(qtbot, jobs):
    older = jobs.submit("Deaf", ignore_everything, key="k")
    newer = jobs.submit("Loop", loop_until_stopped, key="k")
    qtbot.waitUntil(lambda: older.is_over)
    newest = jobs.submit("Double", double, 1, key="k")
    qtbot.waitUntil(lambda: not jobs.jobs)
    assert (newer.state, newest.state) == (JobState.CANCELLED, JobState.DONE)


def test_that_a_known_error_is_told_word_for_word(qtbot, jobs):
    failed, done = [], []
    jobs.failed.connect(failed.append)
    job = jobs.submit("ReHo", refuse, on_done=done.append)
    qtbot.waitUntil(lambda: job.is_over)
    assert failed == [job]
    assert (job.state, done) == (JobState.FAILED, [])
    assert job.sentence() == "The mask is empty: there is no voxel to compute."


def test_that_an_unexpected_error_is_told_without_its_details_and_logged_with_them(qtbot, jobs, caplog):
    job = jobs.submit("ReHo", break_down)
    qtbot.waitUntil(lambda: job.is_over)
    assert job.sentence() == "ReHo failed unexpectedly (KeyError); the log has the details."
    assert "Jane_Doe" not in job.sentence()
    assert caplog.records[-1].exc_info[0] is KeyError


def test_that_a_failed_job_leaves_the_others_alone(qtbot, jobs):
    results = []
    jobs.submit("Broken", break_down)
    jobs.submit("Double", double, 4, on_done=results.append)
    qtbot.waitUntil(lambda: not jobs.jobs)
    assert results == [8]


def test_that_cancelling_all_stops_everything(qtbot, jobs):
    running = [jobs.submit("Loop", loop_until_stopped) for _ in range(5)]
    jobs.cancel_all()
    qtbot.waitUntil(lambda: not jobs.jobs, timeout=1000)
    assert {job.state for job in running} == {JobState.CANCELLED}


def test_that_shutting_down_waits_for_what_runs(qtbot):
    runner = JobRunner()
    job = runner.submit("Deaf", ignore_everything)
    qtbot.waitUntil(lambda: job.state is JobState.RUNNING)
    assert runner.shutdown()
    assert runner._pool.activeThreadCount() == 0


def test_that_shutting_down_gives_up_on_a_job_that_does_not_stop_and_says_so(qtbot):
    runner = JobRunner()
    job = runner.submit("Deaf", ignore_everything)
    qtbot.waitUntil(lambda: job.state is JobState.RUNNING)
    began = monotonic()
    assert not runner.shutdown(timeout_ms=20)
    assert monotonic() - began < 0.25
    assert runner.shutdown()


@pytest.mark.parametrize("quiet", [True, False])
def test_that_a_quiet_job_says_that_it_is(jobs, quiet):
    assert jobs.submit("Double", double, 1, quiet=quiet).quiet is quiet


def test_that_work_of_higher_priority_goes_first(qtbot):
    runner = JobRunner(threads=1)
    done = []
    first = runner.submit("Deaf", ignore_everything)
    qtbot.waitUntil(lambda: first.state is JobState.RUNNING)
    runner.submit("Low", double, 1, on_done=done.append)
    runner.submit("High", double, 2, on_done=done.append, priority=2)
    qtbot.waitUntil(lambda: not runner.jobs)
    assert done == [4, 2]


def test_that_what_fails_while_a_result_is_taken_in_does_not_leave_the_job_unfinished(qtbot, jobs):
    ended = []
    jobs.changed.connect(lambda job: ended.append(job.state))
    with qtbot.captureExceptions() as raised:
        job = jobs.submit("Double", double, 1, on_done=lambda result: 1 / 0)
        qtbot.waitUntil(lambda: job.is_over)
    assert raised[0][0] is ZeroDivisionError
    assert ended[-1] is JobState.DONE


def test_that_nothing_holds_what_a_job_was_given_once_it_has_run(jobs):
    class Held:
        pass

    held = Held()
    seen = weakref.ref(held)
    job = Job(0, "quick", None, quiet=True)
    run = _Run(jobs, job, lambda given, progress: None, (held,))
    run.run()
    del held
    assert seen() is None


def test_that_nothing_is_left_of_jobs_that_have_ended(qtbot, jobs):
    before = runs_and_jobs()  # what the report of a failed test holds
    for n in range(600):
        jobs.submit("quick", double, n)
        if n % 20 == 0:
            sleep(0.002)  # a thread that waits takes the next one before it was handed over
    qtbot.waitUntil(lambda: not jobs.jobs)
    jobs._pool.waitForDone()
    assert [thing for thing in runs_and_jobs() if not any(thing is old for old in before)] == []


def runs_and_jobs() -> list[object]:
    gc.collect()
    return [thing for thing in gc.get_objects() if isinstance(thing, (_Run, Job))]


def test_that_results_that_arrive_together_have_a_turn_each(qtbot, jobs):
    taken: list[str] = []
    for name in "abcd":
        jobs.submit(name, double, 1, on_done=lambda _, name=name: (taken.append(name), sleep(0.02)))
    jobs._begin()
    sleep(0.2)  # all have ended, and all their signals wait
    waiting = []
    while jobs.jobs:
        before = len(taken)
        QCoreApplication.processEvents()
        waiting.append(len(taken) - before)
        sleep(0.002)
    assert sorted(taken) == ["a", "b", "c", "d"]
    assert max(waiting) == 1


def test_that_of_reports_that_wait_together_the_newest_is_shown(qtbot, jobs):
    shown: list[float] = []
    jobs.changed.connect(lambda job: shown.append(job.fraction))
    job = jobs.submit("Steps", report_in_steps)
    jobs._begin()
    sleep(0.4)  # the GUI thread was busy while it reported four times
    qtbot.waitUntil(lambda: not jobs.jobs)
    assert job.state is JobState.DONE
    assert 0.25 not in shown
    assert 0.75 in shown


def test_that_what_a_job_held_last_is_let_go_in_the_thread_of_the_window(qtbot, jobs):
    ended_in: list[int] = []

    class Asked(QObject):
        def answer(self, given: QObject, progress: Progress) -> int:
            return 1

    for _ in range(50):
        asked, given = Asked(), QObject()
        for one in (asked, given):
            weakref.finalize(one, lambda: ended_in.append(threading.get_ident()))
        jobs.submit("last", asked.answer, given)
        del asked, given, one
    qtbot.waitUntil(lambda: not jobs.jobs)
    jobs._pool.waitForDone()
    assert len(ended_in) == 100
    assert set(ended_in) == {threading.get_ident()}


def test_that_a_job_that_failed_lets_go_of_what_it_had_in_hand(qtbot, jobs):
    seen: list[weakref.ref[QObject]] = []

    def fail(progress: Progress) -> None:
        image = QObject()
        seen.append(weakref.ref(image))
        try:
            raise KeyError("one")
        except KeyError as error:
            raise ValueError("two") from error

    job = jobs.submit("fails", fail)
    qtbot.waitUntil(lambda: not jobs.jobs)
    assert isinstance(job.error, ValueError)
    assert seen[0]() is None


class Shown(QObject):
    """Something that takes a result in, like a part of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[int] = []

    def take(self, factor: int, result: int) -> None:
        self.setObjectName(str(result))  # fails once Qt has destroyed it
        self.taken.append(factor * result)


def test_that_a_result_for_something_that_was_destroyed_meanwhile_is_dropped(qtbot, jobs):
    gone, there = Shown(), Shown()
    over = []
    jobs.changed.connect(lambda job: over.append(job.state) if job.is_over else None)
    jobs.submit("Gone", double, 4, on_done=partial(gone.take, 1))
    jobs.submit("There", double, 4, on_done=partial(there.take, 10))
    shiboken6.delete(gone)
    qtbot.waitUntil(lambda: len(over) == 2)
    assert over == [JobState.DONE, JobState.DONE]
    assert (gone.taken, there.taken) == ([], [80])


@pytest.mark.skipif(sys.platform != "linux", reason="threads of one process differ in kindness on Linux alone")
def test_that_a_job_and_the_threads_it_starts_give_way_to_the_window(qtbot):
    runner, found = JobRunner(), []
    ours = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    for _ in range(3):  # in a thread that has been used before, no more than once
        runner.submit("kind", kindness_of_job, on_done=found.append)
        qtbot.waitUntil(lambda: not runner.jobs)
    assert set(found) == {(min(19, ours + 5), min(19, ours + 5))}
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == ours
    assert runner.shutdown()
