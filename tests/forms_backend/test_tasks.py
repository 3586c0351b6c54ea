from datetime import timedelta

from forms_backend import tasks


def add(session, clock, key, controller="hub", due_in_hours=1, kind="child_check"):
    tasks.add_task(
        session, key=key, controller=controller, reference="AAAA-BBBB", kind=kind, at=clock,
        due_at=clock + timedelta(hours=due_in_hours),
    )  # fmt: skip


def test_the_same_cause_never_makes_two_tasks(session, clock):
    add(session, clock, "one")
    add(session, clock, "one")
    assert len(tasks.open_tasks(session, "hub")) == 1


def test_the_most_urgent_task_comes_first_and_a_finished_one_goes(session, clock):
    add(session, clock, "later", due_in_hours=5)
    add(session, clock, "sooner", due_in_hours=1)
    first, second = tasks.open_tasks(session, "hub")
    assert (first.key, second.key) == ("sooner", "later")
    assert tasks.finish_task(session, first.id, "hub", at=clock, by="s1")
    assert [task.key for task in tasks.open_tasks(session, "hub")] == ["later"]


def test_nobody_finishes_the_task_of_another_controller(session, clock):
    add(session, clock, "theirs", controller="cambridge")
    theirs = tasks.open_tasks(session, "cambridge")[0]
    assert not tasks.finish_task(session, theirs.id, "hub", at=clock, by="s1")
    assert tasks.open_tasks(session, "hub") == []


def test_danger_to_someone_stands_above_work_that_is_late(session, clock):
    add(session, clock, "late", due_in_hours=-48, kind="request_information")
    add(session, clock, "danger", due_in_hours=0, kind="danger_now")
    assert [task.key for task in tasks.open_tasks(session, "hub")] == ["danger", "late"]
