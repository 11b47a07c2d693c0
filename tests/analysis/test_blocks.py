import sys
import threading
import time

import numpy as np
import pytest

from analysis import blocks
from analysis.errors import Cancelled, OptionError
from analysis.progress import silent
from tests.stopped import stopped_after


@pytest.fixture(autouse=True)
def _default_threads():
    yield
    blocks.set_thread_count(None)


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_that_every_block_is_done_once_whatever_the_number_of_threads(threads):
    blocks.set_thread_count(threads)
    times = np.zeros(1003, dtype=int)

    def work(block):
        times[block] += 1

    blocks.for_each_block(work, blocks.split(1003, 10), silent, "")
    assert (times == 1).all()


def test_that_progress_never_falls_and_ends_at_one():
    told = []
    blocks.for_each_block(lambda _: None, blocks.split(50, 7), lambda f, _: told.append(f), "", weights=[1.0] * 8)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1)


def test_that_a_cancelled_job_begins_no_further_block():
    blocks.set_thread_count(1)
    begun = []

    with pytest.raises(Cancelled):
        blocks.for_each_block(begun.append, blocks.split(1000, 1), stopped_after(0), "")
    assert len(begun) < 10


def test_that_an_error_in_a_block_reaches_the_caller():
    def work(block):
        raise ZeroDivisionError(str(block))

    with pytest.raises(ZeroDivisionError):
        blocks.for_each_block(work, blocks.split(10, 2), silent, "")


def test_that_two_jobs_share_the_threads():
    blocks.set_thread_count(2)
    lock, at_work, most = threading.Lock(), [0], [0]

    def work(_):
        with lock:
            at_work[0] += 1
            most[0] = max(most[0], at_work[0])
        time.sleep(0.002)
        with lock:
            at_work[0] -= 1

    def job():
        blocks.for_each_block(work, blocks.split(20, 1), silent, "")

    both = [threading.Thread(target=job) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert most[0] == 2


def test_that_blocks_of_a_block_do_not_wait_for_it():
    blocks.set_thread_count(1)
    done = []

    def outer(block):
        blocks.for_each_block(lambda inner: middle(block, inner), blocks.split(2, 1), silent, "")

    def middle(block, inner):
        blocks.for_each_block(lambda _: done.append((block.start, inner.start)), blocks.split(1, 1), silent, "")

    blocks.for_each_block(outer, blocks.split(3, 1), silent, "")
    assert sorted(done) == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]
    assert blocks._n_taken == 0


def test_that_a_cancelled_job_does_not_wait_for_its_turn():
    blocks.set_thread_count(1)
    begun, go, ended = threading.Event(), threading.Event(), []

    def long(_):
        begun.set()
        assert go.wait(30)

    other = threading.Thread(target=lambda: blocks.for_each_block(long, blocks.split(1, 1), silent, ""))
    other.start()
    assert begun.wait(30)
    calls = iter(range(2))

    def cancel(*_):
        if next(calls):
            raise Cancelled

    with pytest.raises(Cancelled):
        blocks.for_each_block(ended.append, blocks.split(3, 1), cancel, "")
    assert (ended, other.is_alive()) == ([], True)  # before the other has ended
    go.set()
    other.join()
    blocks.for_each_block(ended.append, blocks.split(3, 1), silent, "")
    assert len(ended) == 3


def test_that_no_work_is_no_error():
    blocks.for_each_block(lambda _: None, [], silent, "")


def test_that_zero_threads_are_refused():
    with pytest.raises(OptionError, match="at least 1"):
        blocks.set_thread_count(0)


def test_that_blas_threads_are_restored_after_the_last_of_two_jobs():
    from threadpoolctl import ThreadpoolController

    def blas_threads():
        return [library["num_threads"] for library in ThreadpoolController().info() if library["user_api"] == "blas"]

    before = blas_threads()
    second_may_leave = threading.Event()

    def second():
        with blocks.single_threaded_blas():
            second_may_leave.wait(5)

    with blocks.single_threaded_blas():
        thread = threading.Thread(target=second)
        thread.start()
        assert set(blas_threads()) == {1}
    second_may_leave.set()
    thread.join()
    assert blas_threads() == before


def test_that_libraries_are_searched_again_only_after_an_import(monkeypatch):
    searches = []
    search = blocks.ThreadpoolController
    monkeypatch.setattr(blocks, "ThreadpoolController", lambda: searches.append(1) or search())
    monkeypatch.setattr(blocks, "_n_modules_searched", 0)
    for _ in range(3):
        with blocks.single_threaded_blas():
            pass
    assert len(searches) == 1
    monkeypatch.setitem(sys.modules, "a_module_that_brings_a_library", sys)
    with blocks.single_threaded_blas():
        pass
    assert len(searches) == 2
