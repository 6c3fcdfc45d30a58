"""The words of the trail: what can happen in a search, by code. Clocks start and stop at them (knowledge/clocks.yaml)."""

from __future__ import annotations

# A requisition
REQ_OPENED, REQ_EDITED, REQ_HELD, REQ_RESUMED = "req_opened", "req_edited", "req_held", "req_resumed"
REQ_FILLED, REQ_CANCELLED, TEAM_JOINED, TEAM_LEFT = "req_filled", "req_cancelled", "team_joined", "team_left"
CARD_MOVED = "card_moved"
# A candidate on it
CANDIDATE_ADDED, STAGE_MOVED, REOPENED = "candidate_added", "stage_moved", "reopened"
REJECTED, WITHDRAWN, HIRED, NOTED, FORGOTTEN = "rejected", "withdrawn", "hired", "noted", "forgotten"
# Rounds
INTERVIEW_BOOKED, INTERVIEW_MOVED, INTERVIEW_DONE = "interview_booked", "interview_moved", "interview_done"
INTERVIEW_CANCELLED, INTERVIEW_NO_SHOW, SCORECARD_SUBMITTED = "interview_cancelled", "interview_no_show", "scorecard_submitted"
INTERVIEW_RESEATED = "interview_reseated"
FINAL_ROUND_ENDED, DECIDED_YES, DECIDED_NO, TOLD_NO = "final_round_ended", "decided_yes", "decided_no", "told_no"
# The close
OFFER_DRAFTED, OFFER_EDITED, OFFER_APPROVED, OFFER_SENT = "offer_drafted", "offer_edited", "offer_approved", "offer_sent"
OFFER_EXTENDED, OFFER_COUNTERED, OFFER_EXPIRED = "offer_extended", "offer_countered", "offer_expired"
OFFER_REVISED, DRAFT_WITHDRAWN = "offer_revised", "draft_withdrawn"
"""Other terms for an offer that is with the candidate, which wait to be approved and sent anew; a draft that nobody was sent is
taken back."""
OFFER_ACCEPTED, OFFER_DECLINED = "offer_accepted", "offer_declined"
OFFER_WITHDRAWN, RECRUITER_CALLED, MANAGER_CALLED = "offer_withdrawn", "recruiter_called", "manager_called"
VOLUNTEERED, VOLUNTEERED_WITHDRAWN = "volunteered", "volunteered_withdrawn"
# Around it
UNDONE, REFUSED, ROLE_GIVEN, ROLE_TAKEN, IMPORTED = "undone", "refused", "role_given", "role_taken", "imported"
SETTING_CHANGED = "setting_changed"
LEGAL_HOLD_SET, LEGAL_HOLD_LIFTED = "legal_hold_set", "legal_hold_lifted"
NUDGE_SNOOZED, NUDGE_REASSIGNED, NUDGE_DROPPED = "nudge_snoozed", "nudge_reassigned", "nudge_dropped"

OF_REQ = (REQ_OPENED, REQ_EDITED, REQ_HELD, REQ_RESUMED, REQ_FILLED, REQ_CANCELLED)
"""What changes a req itself."""

IMPORT = "import"
"""The origin of events that an import recorded."""

EVENTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("requisition", "a req", (
        REQ_OPENED, REQ_EDITED, REQ_HELD, REQ_RESUMED, REQ_FILLED, REQ_CANCELLED, TEAM_JOINED, TEAM_LEFT, CARD_MOVED,
    )),
    ("application", "a candidate on a req", (
        CANDIDATE_ADDED, STAGE_MOVED, REOPENED, REJECTED, WITHDRAWN, HIRED, NOTED, FORGOTTEN,
    )),
    ("application", "rounds and the decision", (
        INTERVIEW_BOOKED, INTERVIEW_MOVED, INTERVIEW_DONE, INTERVIEW_RESEATED, INTERVIEW_CANCELLED, INTERVIEW_NO_SHOW,
        SCORECARD_SUBMITTED, FINAL_ROUND_ENDED, DECIDED_YES, DECIDED_NO, TOLD_NO,
    )),
    ("application", "the close", (
        OFFER_DRAFTED, OFFER_EDITED, OFFER_APPROVED, OFFER_SENT, OFFER_EXTENDED, OFFER_COUNTERED, OFFER_REVISED, OFFER_EXPIRED,
        OFFER_ACCEPTED, OFFER_DECLINED, OFFER_WITHDRAWN, DRAFT_WITHDRAWN, RECRUITER_CALLED, MANAGER_CALLED,
        VOLUNTEERED, VOLUNTEERED_WITHDRAWN,
    )),
    ("application", "its nudges", (NUDGE_SNOOZED, NUDGE_REASSIGNED, NUDGE_DROPPED)),
    ("any", "around it", (UNDONE, REFUSED, ROLE_GIVEN, ROLE_TAKEN, IMPORTED, SETTING_CHANGED, LEGAL_HOLD_SET, LEGAL_HOLD_LIFTED)),
)  # fmt: skip
"""Every code, by what it is about; the README's table is made from this."""

NOT_UNDOABLE = frozenset({
    FORGOTTEN, IMPORTED, UNDONE, REFUSED, NOTED, NUDGE_SNOOZED, NUDGE_REASSIGNED, NUDGE_DROPPED,
    LEGAL_HOLD_SET, LEGAL_HOLD_LIFTED, OFFER_EXPIRED, CARD_MOVED,
})  # fmt: skip
"""What no undo takes back: an erased person stays erased, a card is moved on, an import is too much for one press."""
