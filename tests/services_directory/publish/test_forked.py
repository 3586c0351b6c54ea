"""Work cut into shares gives what one process would give."""

from __future__ import annotations

import os

import pytest

from services_directory.publish.forked import WorkerFailed, spread


def squares(numbers):
    return [number * number for number in numbers]


@pytest.mark.parametrize("number", [0, 1, 2, 3, 7, 1000])
def test_the_results_come_back_in_order(number):
    assert spread(squares, list(range(number)), worth_it=1) == squares(range(number))


def test_a_worker_that_fails_says_why():
    here = os.getpid()

    def fail_elsewhere(numbers):
        if os.getpid() != here:
            raise ValueError("no such number")
        return list(numbers)

    if len(os.sched_getaffinity(0)) < 2:
        pytest.skip("one core: everything runs here")
    with pytest.raises(WorkerFailed, match="ValueError: no such number"):
        spread(fail_elsewhere, list(range(10)), worth_it=1)


def test_a_failure_here_is_raised_here_and_leaves_no_worker():
    here = os.getpid()

    def fail_here(numbers):
        if os.getpid() == here:
            raise KeyError("gone")
        return list(numbers)

    with pytest.raises(KeyError):
        spread(fail_here, list(range(10)), worth_it=1)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_little_work_stays_in_one_process():
    assert set(spread(lambda items: [os.getpid()] * len(items), [1, 2, 3])) == {os.getpid()}
