"""The Hub's desk: change a person's plan for safe contact after speaking with them."""

from __future__ import annotations

from typing import Any

from forms_backend.contact.desk import PlanPages
from forms_backend.referrals.models import Referral
from forms_backend.referrals.views import desk
from forms_backend.staff.access import Permission, staff_may

PAGES = PlanPages(Referral, "referrals_desk")


@desk.get("/<reference>/plan")
@staff_may(Permission.WORK_REFERRAL)
def plan(reference: str) -> Any:
    return PAGES.show(reference)


@desk.post("/<reference>/plan")
@staff_may(Permission.WORK_REFERRAL)
def change_plan(reference: str) -> Any:
    return PAGES.change(reference)
