"""The only place where the state of a search changes.

Each function makes one change: the rows, the event that says so, the deadlines that follow, the messages that leave; all in
the unit it is given, so all of it is committed or none. `rev` of what changed grows by one, so that a button that is late
can tell.
"""

from handlers.core.codes import CANDIDATE_ADDED, FINAL_ROUND_ENDED, OFFER_SENT, REQ_OPENED
from handlers.pipeline.changes.approvals import hand_approvals_on
from handlers.pipeline.changes.calling_off import Seat, untold, untold_of_panel
from handlers.pipeline.changes.candidates import Newcomer, add_candidate, finish_loop, forget, hire, initials, move, note
from handlers.pipeline.changes.configuring import configure, configure_person, configure_req
from handlers.pipeline.changes.deeds import Deed, Policy
from handlers.pipeline.changes.endings import decide, reject, withdraw
from handlers.pipeline.changes.holding import hold_candidate_legally, hold_req_legally, legal_hold_of, legal_hold_on
from handlers.pipeline.changes.in_hand import said_at, sent_terms
from handlers.pipeline.changes.interviews import (
    book,
    call,
    end_round,
    finish_round,
    move_round,
    seat_others,
    submit_scorecard,
    tell_no,
)
from handlers.pipeline.changes.joining import apply
from handlers.pipeline.changes.offers import (
    accept_offer,
    approve_offer,
    counter_offer,
    decline_offer,
    draft_offer,
    edit_offer,
    expire_offer,
    extend_offer,
    move_first_day,
    send_offer,
    withdraw_offer,
)
from handlers.pipeline.changes.reqs import (
    close_req,
    edit_req,
    hold_req,
    jd_of,
    join_team,
    keep_jd,
    leave_team,
    open_req,
    post_again,
    resume_req,
    stood_in_on,
)
from handlers.pipeline.changes.roles import give_role, is_last_admin, take_role
from handlers.pipeline.changes.settling import happened, settle, settle_req, story_of
from handlers.pipeline.changes.trail import (
    advance,
    application_of,
    because_of,
    candidate_of,
    change,
    ids_of,
    keep_why,
    record,
    req_of,
    told,
    words_of,
)
from handlers.pipeline.changes.undoing import begun_with, last_undoable, may_undo, standing, undo, whole
from handlers.pipeline.changes.volunteering import stand_again, unvolunteer, volunteer

__all__ = [
    "CANDIDATE_ADDED",
    "FINAL_ROUND_ENDED",
    "OFFER_SENT",
    "REQ_OPENED",
    "Deed",
    "Newcomer",
    "Policy",
    "Seat",
    "accept_offer",
    "add_candidate",
    "advance",
    "application_of",
    "apply",
    "approve_offer",
    "because_of",
    "begun_with",
    "book",
    "call",
    "candidate_of",
    "change",
    "close_req",
    "configure",
    "configure_person",
    "configure_req",
    "counter_offer",
    "decide",
    "decline_offer",
    "draft_offer",
    "edit_offer",
    "edit_req",
    "end_round",
    "expire_offer",
    "extend_offer",
    "finish_loop",
    "finish_round",
    "forget",
    "give_role",
    "hand_approvals_on",
    "happened",
    "hire",
    "hold_candidate_legally",
    "hold_req",
    "hold_req_legally",
    "ids_of",
    "initials",
    "is_last_admin",
    "jd_of",
    "join_team",
    "keep_jd",
    "keep_why",
    "last_undoable",
    "leave_team",
    "legal_hold_of",
    "legal_hold_on",
    "may_undo",
    "move",
    "move_first_day",
    "move_round",
    "note",
    "open_req",
    "post_again",
    "record",
    "reject",
    "req_of",
    "resume_req",
    "said_at",
    "seat_others",
    "send_offer",
    "sent_terms",
    "settle",
    "settle_req",
    "stand_again",
    "standing",
    "stood_in_on",
    "story_of",
    "submit_scorecard",
    "take_role",
    "tell_no",
    "told",
    "undo",
    "untold",
    "untold_of_panel",
    "unvolunteer",
    "volunteer",
    "whole",
    "withdraw",
    "withdraw_offer",
    "words_of",
]
