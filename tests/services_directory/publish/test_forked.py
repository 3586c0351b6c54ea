"""Work cut into shares gives what one process would give."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

import pytest

from services_directory.publish.forked import WorkerFailed, spread


@pytest.fixture(scope="module")
def clean_process() -> Iterator[ProcessPoolExecutor]:
    """A process of its own: where another test has left a thread running, `spread` rightly forks nothing."""
    if len(os.sched_getaffinity(0)) < 2:
        pytest.skip("one core: everything runs in one process")
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        yield process


def squares(numbers):
    return [number * number for number in numbers]


def pids(items):
    return [os.getpid()] * len(items)


def spread_pids() -> set[int]:
    return set(spread(pids, list(range(10)), worth_it=1))


def fail_elsewhere() -> None:
    here = os.getpid()

    def work(numbers):
        if os.getpid() != here:
            raise ValueError("no such number")
        return list(numbers)

    spread(work, list(range(10)), worth_it=1)


def fail_here() -> None:
    here = os.getpid()

    def work(numbers):
        if os.getpid() == here:
            raise KeyError("gone")
        return list(numbers)

    spread(work, list(range(10)), worth_it=1)


def children_left() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    return True


@pytest.mark.parametrize("number", [0, 1, 2, 3, 7, 1000])
def test_the_results_come_back_in_order(clean_process, number):
    assert clean_process.submit(spread, squares, list(range(number)), 1).result() == squares(range(number))


def test_the_work_is_shared_by_one_process_a_core(clean_process):
    assert len(clean_process.submit(spread_pids).result()) == min(10, len(os.sched_getaffinity(0)))


def test_a_worker_that_fails_says_why(clean_process):
    with pytest.raises(WorkerFailed, match="ValueError: no such number"):
        clean_process.submit(fail_elsewhere).result()


def test_a_failure_here_is_raised_here_and_leaves_no_worker(clean_process):
    with pytest.raises(KeyError):
        clean_process.submit(fail_here).result()
    assert not clean_process.submit(children_left).result()


def test_nothing_is_forked_while_another_thread_runs():
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    try:
        assert spread_pids() == {os.getpid()}
    finally:
        stop.set()
        other.join()


def test_little_work_stays_in_one_process():
    assert set(spread(pids, [1, 2, 3])) == {os.getpid()}
