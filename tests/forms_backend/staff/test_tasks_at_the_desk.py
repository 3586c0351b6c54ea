"""Ticking a task off is in the history of its case, with who did it and nothing personal."""

from datetime import timedelta

import sqlalchemy as sa

from forms_backend import history, tasks
from forms_backend.staff.access import Role
from forms_backend.staff.models import StaffMember
from tests.support.desk import signed_in_client, token_of


def test_a_finished_task_is_in_the_history_of_its_case(app, session, clock):
    client = signed_in_client(app, Role.HUB_COORDINATOR, "hub")
    for controller in ("hub", "cambridge"):
        tasks.add_task(
            session, key=controller, controller=controller, reference="AAAA-BBBB", kind="danger_now", at=clock,
            due_at=clock + timedelta(days=1),
        )  # fmt: skip
    session.commit()
    own, other = session.scalars(sa.select(tasks.Task.id).order_by(tasks.Task.id))
    session.commit()
    token = token_of(client.get("/desk/"))
    assert client.post(f"/desk/tasks/{own}/done", data={"csrf_token": token}).status_code == 302
    assert client.post(f"/desk/tasks/{own}/done", data={"csrf_token": token}).status_code == 404
    assert client.post(f"/desk/tasks/{other}/done", data={"csrf_token": token}).status_code == 404
    (event,) = history.events_of(session, "AAAA-BBBB")
    who = session.scalar(sa.select(StaffMember.public_id))
    assert (event.name, event.actor, event.sealed_detail) == ("task_finished", who, None)
