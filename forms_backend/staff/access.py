"""Who may do what at the desk. Every desk route carries `@staff_may(...)`; a test lists them all.

A member of staff belongs to one controller: `hub`, or one council area's id. Permissions say what; the controller says whose.
Nobody sees the other's cases: views fetch by reference AND controller, so another controller's case is simply not found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from flask import abort, current_app, g
from flask_security import current_user

HUB = "hub"
View = TypeVar("View", bound=Callable[..., Any])


class Permission(StrEnum):
    SEE_WORKLIST = "see_worklist"
    SEE_REFERRAL = "see_referral"
    WORK_REFERRAL = "work_referral"
    ALLOCATE_REFERRAL = "allocate_referral"
    SEE_APPLICATION = "see_application"
    DECIDE_THRESHOLD = "decide_threshold"
    PRINT_LETTERS = "print_letters"
    FINISH_TASK = "finish_task"
    MANAGE_STAFF = "manage_staff"


class Role(StrEnum):
    HUB_COORDINATOR = "hub_coordinator"
    HUB_SUPERVISOR = "hub_supervisor"
    COUNCIL_SPOC = "council_spoc"
    ADMINISTRATOR = "administrator"


_DESK = {Permission.SEE_WORKLIST, Permission.FINISH_TASK, Permission.PRINT_LETTERS}
_COORDINATOR = _DESK | {Permission.SEE_REFERRAL, Permission.WORK_REFERRAL}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.HUB_COORDINATOR: frozenset(_COORDINATOR),
    Role.HUB_SUPERVISOR: frozenset(_COORDINATOR | {Permission.ALLOCATE_REFERRAL}),
    Role.COUNCIL_SPOC: frozenset(_DESK | {Permission.SEE_APPLICATION, Permission.DECIDE_THRESHOLD}),
    Role.ADMINISTRATOR: frozenset({Permission.MANAGE_STAFF}),  # looks after accounts and sees no case
}


@dataclass(frozen=True)
class Worker:
    """A signed-in member of staff. `id` is opaque and is what histories carry; `name` is shown to colleagues only."""

    id: str
    name: str
    role: Role
    controller: str

    def may(self, permission: Permission) -> bool:
        return permission in PERMISSIONS[self.role]


def current_worker() -> Worker:
    """The signed-in worker of this request; 401 (sign-in) when there is none."""
    if "worker" not in g:
        if not current_user.is_authenticated:
            abort(401)
        g.worker = current_user.as_worker()
    return g.worker


def staff_may(permission: Permission) -> Callable[[View], View]:
    """Only staff signed in with a second factor, whose role has `permission`, reach this view; others get 401 or 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return current_app.login_manager.unauthorized()
            if not current_worker().may(permission):
                abort(403)
            return view(*args, **kwargs)

        guarded.staff_permission = permission
        return guarded  # type: ignore[return-value]

    return decorate
