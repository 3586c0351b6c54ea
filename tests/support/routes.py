"""Who may open each route of the backend. A new route fails the tests until somebody has written it down here."""

from forms_backend.staff.access import Permission as P

JOURNEY_PAGES = (
    "start", "begin", "page", "answer", "item", "answer_item", "ask_remove", "remove", "check_answers", "send", "receipt", "wiped",
)  # fmt: skip

# Anyone, without signing in.
PUBLIC = {f"{journey}.{page}" for journey in ("refer", "case_review") for page in JOURNEY_PAGES} | {
    "leaving.ask",
    "leaving.leave",
    "leaving.more_time",
    "collect.ask",
    "collect.read",
    "collect.document",
    "health.show",
}

# Signing in itself; Flask-Security guards what comes after the first step.
SIGN_IN_PAGES = {
    "security.login",
    "security.logout",
    "security.two_factor_setup",
    "security.two_factor_setup_validate",
    "security.two_factor_token_validation",
    "security.mf_recovery",
    "security.mf_recovery_codes",
    "security.change_password",
    "security.verify",
}

# Library routes that answer "not found" here, because we offer no second factor by email.
CLOSED = {"security.two_factor_rescue", "security.tf_select"}

# The built portal, when this process serves it.
STATIC_OK = {"portal.page"} | CLOSED

DESK_PERMISSIONS = {
    "desk.worklist": P.SEE_WORKLIST,
    "desk.finish_task": P.FINISH_TASK,
    "referrals_desk.queue": P.SEE_REFERRAL,
    "referrals_desk.show": P.SEE_REFERRAL,
    "referrals_desk.take": P.WORK_REFERRAL,
    "referrals_desk.allocate": P.ALLOCATE_REFERRAL,
    "referrals_desk.reveal": P.WORK_REFERRAL,
    "referrals_desk.note_contact": P.WORK_REFERRAL,
    "referrals_desk.check_done": P.WORK_REFERRAL,
    "referrals_desk.close": P.WORK_REFERRAL,
    "referrals_desk.plan": P.WORK_REFERRAL,
    "referrals_desk.change_plan": P.WORK_REFERRAL,
    "applications_desk.queue": P.SEE_APPLICATION,
    "applications_desk.show": P.SEE_APPLICATION,
    "applications_desk.reveal_contact": P.SEE_APPLICATION,
    "applications_desk.letter": P.SEE_APPLICATION,
    "applications_desk.start_assessing": P.DECIDE_THRESHOLD,
    "applications_desk.decide": P.DECIDE_THRESHOLD,
    "applications_desk.record_decision": P.DECIDE_THRESHOLD,
    "applications_desk.meeting": P.DECIDE_THRESHOLD,
    "applications_desk.choose_meeting": P.DECIDE_THRESHOLD,
    "applications_desk.ask_pass_on": P.DECIDE_THRESHOLD,
    "applications_desk.pass_on_case": P.DECIDE_THRESHOLD,
    "applications_desk.plan": P.DECIDE_THRESHOLD,
    "applications_desk.change_plan": P.DECIDE_THRESHOLD,
    "print_desk.waiting": P.PRINT_LETTERS,
    "print_desk.posted": P.PRINT_LETTERS,
    "print_desk.returned": P.PRINT_LETTERS,
    "print_desk.show": P.PRINT_LETTERS,
    "print_desk.document": P.PRINT_LETTERS,
    "print_desk.again": P.PRINT_LETTERS,
    "print_desk.given": P.PRINT_LETTERS,
}
