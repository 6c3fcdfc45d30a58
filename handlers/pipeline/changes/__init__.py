"""The only place where the state of a search changes.

Each function makes one change: the rows, the event that says so, the deadlines that follow, the messages that leave; all in
the unit it is given, so all of it is committed or none. `rev` of what changed grows by one, so that a button that is late
can tell.
"""

from handlers.pipeline.changes.candidates import (
    Newcomer,
    add_candidate,
    apply,
    finish_loop,
    forget,
    hire,
    initials,
    move,
    note,
    reject,
    withdraw,
)
from handlers.pipeline.changes.deeds import Deed, Policy
from handlers.pipeline.changes.interviews import (
    book,
    call,
    decide,
    end_round,
    finish_round,
    move_round,
    submit_scorecard,
    tell_no,
)
from handlers.pipeline.changes.offers import (
    accept_offer,
    approve_offer,
    counter_offer,
    decline_offer,
    draft_offer,
    edit_offer,
    extend_offer,
    send_offer,
    unvolunteer,
    volunteer,
    withdraw_offer,
)
from handlers.pipeline.changes.reqs import close_req, edit_req, hold_req, join_team, leave_team, open_req, resume_req
from handlers.pipeline.changes.settling import happened, settle, settle_req, story_of
from handlers.pipeline.changes.trail import advance, because_of, candidate_of, change, keep_why, record, req_of, told, words_of
from handlers.pipeline.changes.undoing import last_undoable, standing, undo
from handlers.pipeline.codes import CANDIDATE_ADDED, FINAL_ROUND_ENDED, OFFER_SENT, REQ_OPENED

__all__ = [
    "CANDIDATE_ADDED",
    "FINAL_ROUND_ENDED",
    "OFFER_SENT",
    "REQ_OPENED",
    "Deed",
    "Newcomer",
    "Policy",
    "accept_offer",
    "add_candidate",
    "advance",
    "apply",
    "approve_offer",
    "because_of",
    "book",
    "call",
    "candidate_of",
    "change",
    "close_req",
    "counter_offer",
    "decide",
    "decline_offer",
    "draft_offer",
    "edit_offer",
    "edit_req",
    "end_round",
    "extend_offer",
    "finish_loop",
    "finish_round",
    "forget",
    "happened",
    "hire",
    "hold_req",
    "initials",
    "join_team",
    "keep_why",
    "last_undoable",
    "leave_team",
    "move",
    "move_round",
    "note",
    "open_req",
    "record",
    "reject",
    "req_of",
    "resume_req",
    "send_offer",
    "settle",
    "settle_req",
    "standing",
    "story_of",
    "submit_scorecard",
    "tell_no",
    "told",
    "undo",
    "unvolunteer",
    "volunteer",
    "withdraw",
    "withdraw_offer",
    "words_of",
]
