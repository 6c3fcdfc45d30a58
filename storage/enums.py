"""The closed sets of words that rows may hold. Plain enums: importing them costs nothing, so any room may."""

from __future__ import annotations

from enum import StrEnum


class System(StrEnum):
    """The platforms that people speak from."""

    SLACK = "slack"
    TEAMS = "teams"
    CONSOLE = "console"
    TERMINAL = "terminal"


class ReqStatus(StrEnum):
    """Where a requisition stands. `filled` and `cancelled` are the ends."""

    OPEN = "open"
    HELD = "held"
    FILLED = "filled"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """How an application stands beyond its stage. All but `offer` end it."""

    OFFER = "offer"
    HIRED = "hired"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class InterviewStatus(StrEnum):
    """What became of a booked round."""

    BOOKED = "booked"
    DONE = "done"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class Verdict(StrEnum):
    """The four points of a scorecard. They are words, not numbers: nothing averages them."""

    STRONG_NO = "strong_no"
    NO = "no"
    YES = "yes"
    STRONG_YES = "strong_yes"


class Decision(StrEnum):
    """What was decided after the loop."""

    YES = "yes"
    NO = "no"


class OfferStatus(StrEnum):
    """An offer's way."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class CallKind(StrEnum):
    """Whose call with the candidate it was."""

    RECRUITER = "recruiter"
    MANAGER = "manager"


class DisclosureKind(StrEnum):
    """What a candidate said of their own accord."""

    COMPETING_OFFER = "competing_offer"
    LEAVES_BEHIND = "leaves_behind"
    NOTICE = "notice"
    CLIFF = "cliff"


class Voice(StrEnum):
    """How a clock speaks up; after `escalation` it stands in the digest."""

    HEADS_UP = "heads_up"
    DUE = "due"
    ESCALATION = "escalation"
    DIGEST = "digest"


class NudgeStatus(StrEnum):
    """A nudge's way. `pending` and `snoozed` wait for their time; `queued` has a message on its way."""

    PENDING = "pending"
    SNOOZED = "snoozed"
    QUEUED = "queued"
    SAID = "said"
    DONE = "done"
    DROPPED = "dropped"


class OutboxStatus(StrEnum):
    """A message's way. `unclear` may have arrived and is not repeated; `given_up` was refused for good."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    SENT = "sent"
    UNCLEAR = "unclear"
    GIVEN_UP = "given_up"
    CANCELLED = "cancelled"


class JobStatus(StrEnum):
    """Where a long piece of work (an import) stands."""

    PREVIEW = "preview"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
