"""The same work on several cores. Forked, so that the workers already hold the records and templates."""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
WORTH_IT = 300  # below this many, starting a second process costs more than it saves


class WorkerFailed(Exception):
    """A worker stopped; its text is why."""


def spread(work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], worth_it: int = WORTH_IT) -> list[Result]:
    """`work(items)`, cut into one share for each core. This process does the first share itself.

    The results come back in the order of the items. Sequential where it does not pay, where the system cannot fork,
    and where other threads run (a fork would leave their locks held).
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if cores < 2 or len(items) < worth_it or threading.active_count() > 1:
        return work(items)
    share = -(-len(items) // cores)
    shares = [items[start : start + share] for start in range(0, len(items), share)]
    workers = [_start(work, one) for one in shares[1:]]
    results: list[Result] = []
    try:
        results += work(shares[0])
    finally:
        others = [_finish(*worker) for worker in workers]
    for result, failure in others:
        if failure is not None:
            raise WorkerFailed(failure)
        results += result
    return results


def _start(work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item]) -> tuple[int, int]:
    read_end, write_end = os.pipe()
    worker = os.fork()
    if worker:
        os.close(write_end)
        return worker, read_end
    status = 1
    try:  # in the worker: nothing may return from here into the caller's code
        os.close(read_end)
        try:
            answer = pickle.dumps((work(items), None), protocol=pickle.HIGHEST_PROTOCOL)
            status = 0
        except Exception as error:  # carried to the parent, which raises it
            answer = pickle.dumps(([], f"{type(error).__name__}: {error}"))
        with os.fdopen(write_end, "wb") as pipe:
            pipe.write(answer)
    finally:
        os._exit(status)


def _finish(worker: int, read_end: int) -> tuple[list, str | None]:
    with os.fdopen(read_end, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(worker, 0)
    if not answer:
        return [], "a worker ended without an answer"
    return pickle.loads(answer)  # noqa: S301 - from our own child process
