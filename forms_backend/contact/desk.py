"""The desk page on which staff change a safe-contact plan: the same for the Hub and for the councils."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from forms_backend import cases, history, references, timekeeping
from forms_backend.cases import SealedCase
from forms_backend.contact import changes as contact_changes
from forms_backend.contact import safe_contact
from forms_backend.contact.changes import PlanForm
from forms_backend.contact.safe_contact import SafeContact
from forms_backend.database import current_session
from forms_backend.letters.print_folder import take_out_or_tell
from forms_backend.letters.stopping import recall
from forms_backend.questions import form_adapter
from forms_backend.sealing import CaseKeys
from forms_backend.staff.access import current_worker

CHANGED_BY_OTHERS = (StaleDataError, IntegrityError)


@dataclass(frozen=True)
class PlanPages:
    """Both pages for one domain's cases. `desk` is the name of its blueprint, whose `show` is the case."""

    model: type[SealedCase]
    desk: str

    def show(self, reference: str) -> Any:
        case = self._look(reference, "looked at the plan to change it")
        _keys, contact = _opened(case)
        form = contact_changes.plan_form(contact)(formdata=None, data=contact_changes.shown_answers(contact))
        return self._page(case, form)

    def change(self, reference: str) -> Any:
        """Seal the new plan, note why, and take off what no longer fits; all of it or nothing."""
        case = self._look(reference, "sent a change of the plan")
        keys, before = _opened(case)
        form = form_adapter.read(contact_changes.plan_form(before), request.form)
        if not form.is_right({}):
            return self._page(case, form), 422
        if request.form.get("version") != str(case.version):
            return self._changed_meanwhile(case, form, before)
        try:
            printed = self._save(case, keys, before, form)
            current_session().commit()
        except CHANGED_BY_OTHERS:
            current_session().rollback()
            case = self._case_or_404(reference)
            return self._changed_meanwhile(case, form, _opened(case)[1])
        take_out_or_tell(printed)
        flash(_("The plan is changed. From now on we go by it."))
        if printed:
            flash(_("A letter was printed already. Destroy the printed copy."))
        return redirect(url_for(f"{self.desk}.show", reference=case.reference), 303)

    def _save(self, case: SealedCase, keys: CaseKeys, before: SafeContact, form: PlanForm) -> list[str]:
        session, at = current_session(), timekeeping.now_utc()
        after = contact_changes.changed_plan(before, form.kept(), at)
        case.sealed_contact = case.seal(keys, "sealed_contact", safe_contact.to_json(after))
        session.flush()  # a colleague who was quicker shows here, before anything else is done
        history.record(
            session, case.reference, "contact_plan_changed", at=at, actor=current_worker().id, keys=keys,
            detail={"reason": form.told.kept, "changed": contact_changes.changes_in_words(before, after)},
        )  # fmt: skip
        return recall(
            session, case.reference, after, lambda channel: contact_changes.address_changed(before, after, channel), at=at
        )

    def _look(self, reference: str, what: str) -> SealedCase:
        """The case, if it is this worker's own; the look is logged and stays logged whatever comes of it."""
        case = self._case_or_404(reference)
        session = current_session()
        history.record_access(
            session, at=timekeeping.now_utc(), actor=current_worker().id, reference=case.reference, what=what
        )  # fmt: skip
        session.commit()
        return self._case_or_404(reference)

    def _case_or_404(self, reference: str) -> SealedCase:
        mine = (self.model.reference == references.tidy(reference), self.model.controller == current_worker().controller)
        query = sa.select(self.model).where(*mine).execution_options(populate_existing=True)
        return current_session().scalar(query) or abort(404)

    def _changed_meanwhile(self, case: SealedCase, form: PlanForm, now: SafeContact) -> Any:
        """Someone else was quicker: keep what was typed, and say what sending it again would change in the plan as it is now."""
        would_change = contact_changes.changes_in_words(now, contact_changes.changed_plan(now, form.kept(), now.confirmed_at))
        return self._page(case, form, is_changed=True, would_change=would_change), 409

    def _page(self, case: SealedCase, form: PlanForm, *, is_changed: bool = False, would_change: Any = ()) -> str:
        return render_template(
            "desk/plan_form.html", reference=case.reference, version=case.version, heading=form.title, is_changed=is_changed,
            would_change=would_change, fields_html=form_adapter.filled_fields_html(form), errors=form_adapter.errors_of(form),
            case_url=url_for(f"{self.desk}.show", reference=case.reference),
        )  # fmt: skip


def _opened(case: SealedCase) -> tuple[CaseKeys, SafeContact]:
    keys = cases.open_keys(case, current_app.extensions["keyring"])
    return keys, cases.open_contact(case, keys)
