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
    send_offer,
    withdraw,
)
from handlers.pipeline.changes.deeds import Deed, Policy
from handlers.pipeline.changes.reqs import close_req, edit_req, hold_req, join_team, leave_team, open_req, resume_req
from handlers.pipeline.changes.settling import happened, settle, settle_req
from handlers.pipeline.changes.trail import advance, candidate_of, change, keep_why, record, req_of, told, words_of
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
    "add_candidate",
    "advance",
    "apply",
    "candidate_of",
    "change",
    "close_req",
    "edit_req",
    "finish_loop",
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
    "told",
    "undo",
    "withdraw",
    "words_of",
]
