"""One application's trail as its clocks see it: pure, from events to what happened when. What was undone did not happen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol, TypeVar

from handlers.core import codes

READ = ("id", "kind", "entity_id", "occurred_at", "recorded_at", "after", "origin", "cause_id")
"""The columns of an event that are read here."""
COMPETING = "competing_offer"
SEAT_IS_GONE = "seat_is_gone"
"""How an event that takes an offer back says that it was for want of a seat."""
COUNTER = "counter"
"""The clock of our answer to a candidate who asked for something else."""
_OF_ROUND = (codes.INTERVIEW_DONE, codes.INTERVIEW_CANCELLED, codes.INTERVIEW_NO_SHOW)
_EDITS = (codes.OFFER_EDITED, codes.OFFER_REVISED)
_CLOSE = frozenset({
    codes.DECIDED_YES, codes.OFFER_DRAFTED, codes.OFFER_APPROVED, codes.OFFER_SENT, codes.OFFER_EXTENDED, codes.OFFER_REVISED,
    codes.OFFER_WITHDRAWN, codes.DRAFT_WITHDRAWN, codes.OFFER_EXPIRED, codes.OFFER_ACCEPTED, codes.OFFER_DECLINED,
    codes.OFFER_COUNTERED, codes.RECRUITER_CALLED, codes.MANAGER_CALLED,
})  # fmt: skip
_OF_OFFER = frozenset({
    codes.DECIDED_YES, codes.OFFER_DRAFTED, codes.OFFER_APPROVED, codes.OFFER_EDITED, codes.DRAFT_WITHDRAWN, codes.OFFER_SENT,
    codes.OFFER_EXTENDED, codes.OFFER_REVISED, codes.OFFER_WITHDRAWN, codes.OFFER_EXPIRED, codes.OFFER_COUNTERED,
    codes.NUDGE_DROPPED, codes.REOPENED,
})  # fmt: skip
"""What is read to tell how an offer stands. Most of a story is none of it, and every change of state tells a story anew."""
_ENDS = frozenset({codes.REJECTED, codes.WITHDRAWN, codes.HIRED, codes.DECIDED_NO, codes.TOLD_NO})
_BEHIND = _CLOSE | _ENDS
"""What a candidate who was taken back in has behind them: the first offer and its calls do for no second one."""


class Happening(Protocol):
    """What is read of an event."""

    id: str
    kind: str
    entity_id: str
    occurred_at: datetime
    recorded_at: datetime
    after: Any
    origin: str
    cause_id: str | None


AnyHappening = TypeVar("AnyHappening", bound=Happening)

_Kinds = Mapping[str, Sequence[Happening]]


@dataclass(frozen=True, slots=True)
class Round:
    """A round that took place: when it ended, when that was recorded, and who still owes a scorecard (person ids).

    `since`: from when on who was named only later is known to have sat in it.
    """

    id: str
    ended_at: datetime
    recorded_at: datetime
    owed_by: tuple[str, ...] = ()
    since: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hold:
    """A time in which the req stood still."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Story:
    """What happened, by event code: when it last did, when it first did, when the last was recorded.

    `imported`: codes that an import told of, and when. `zone`: the candidate's, or that of the req's channel where it is unknown.
    `expires_at`: when the offer ends, or ended, that the candidate has from us. `competing`: when others' offers end → when we
    were told.
    `terms_changed_at`: when terms that were approved were last changed, which are to be approved anew.
    `reassigned`: deadline (see `passed_on`) → person who owes it instead, `reassigned_at`: since when. `handed`: part on the
    req → since when whoever holds it now does, where it changed hands.
    """

    happened: Mapping[str, datetime] = field(default_factory=dict)
    first: Mapping[str, datetime] = field(default_factory=dict)
    recorded: Mapping[str, datetime] = field(default_factory=dict)
    imported: Mapping[str, datetime] = field(default_factory=dict)
    rounds: tuple[Round, ...] = ()
    competing: Mapping[datetime, datetime] = field(default_factory=dict)
    expires_at: datetime | None = None
    terms_changed_at: datetime | None = None
    seat_is_gone: bool = False
    """Whether the offer was taken back since nobody is hired any more: the candidate is owed an answer, and no other offer."""
    holds: tuple[Hold, ...] = ()
    zone: str | None = None
    reassigned: Mapping[str, str] = field(default_factory=dict)
    reassigned_at: Mapping[str, datetime] = field(default_factory=dict)
    handed: Mapping[str, datetime] = field(default_factory=dict)

    def after(self, code: str, other: str) -> bool:
        """Whether `code` happened, and not before `other` last did."""
        since = self.happened.get(other)
        return code in self.happened and (since is None or self.since(code, since, self.recorded.get(other)))

    def since(self, code: str, moment: datetime, recorded_at: datetime | None) -> bool:
        """Whether what happened counts from a moment on, which was recorded then: it was at or after it, or was told after it
        was. Who says now that it was earlier (a call, a no) means what they were asked for."""
        told_at = self.recorded.get(code)
        return self.happened[code] >= moment or bool(told_at and recorded_at and told_at > recorded_at)

    @property
    def offer_is_out(self) -> bool:
        """Whether the candidate has our offer, as it stands."""
        if codes.OFFER_SENT not in self.happened:
            return False
        gone = (codes.OFFER_WITHDRAWN, codes.OFFER_REVISED, codes.OFFER_EXPIRED)
        return all(self.after(codes.OFFER_SENT, each) or self.after(codes.OFFER_EXTENDED, each) for each in gone)

    @cached_property
    def next_step(self) -> str:
        """The first step towards the offer that has not been taken: scorecard, decide, draft, approve or send."""
        if self.seat_is_gone:
            return "decide"
        withdrawn, approved = codes.OFFER_WITHDRAWN, codes.OFFER_APPROVED
        taken_back = self.after(withdrawn, approved) and self.after(withdrawn, codes.FINAL_ROUND_ENDED)
        if not taken_back and (self.after(approved, codes.OFFER_DRAFTED) or self.after(approved, codes.DECIDED_YES)):
            return "send"
        if self.after(codes.OFFER_DRAFTED, withdrawn):
            return "approve"
        if taken_back or self.after(codes.DECIDED_YES, codes.FINAL_ROUND_ENDED):
            return "draft"
        return "scorecard" if any(each.owed_by for each in self.rounds) else "decide"


def passed_on(clock: str, *theirs: str) -> str:
    """A deadline as a story names it: by its clock, and where each owes one of their own by the round and whose it is."""
    return ":".join((clock, *theirs))


def told(
    events: Iterable[Happening], req_events: Iterable[Happening] = (), *, zone: str | None = None, loop_done: bool = True
) -> Story:
    """The story that the events of an application, and of its req, tell; both in the order they were recorded.

    `loop_done`: False where the application went back into its loop, so that its final round is still to come.
    """
    stood, of_req = _put_right(not_undone(events)), not_undone(req_events)
    kinds, of_offer = _by_kind(stood), [each for each in stood if each.kind in _OF_OFFER]
    happened = {kind: same[-1].occurred_at for kind, same in kinds.items()}
    if not loop_done:
        happened.pop(codes.FINAL_ROUND_ENDED, None)
    for code in _void(of_offer):
        happened.pop(code, None)
    if codes.REOPENED in happened:
        back, told_at = happened[codes.REOPENED], kinds[codes.REOPENED][-1].recorded_at
        anew = {code for code, same in kinds.items() if same[-1].occurred_at > back or same[-1].recorded_at > told_at}
        happened = {code: moment for code, moment in happened.items() if code not in _BEHIND or code in anew}
    rounds = _rounds(stood, kinds)
    given = {deadline: each for each in kinds.get(codes.NUDGE_REASSIGNED, ()) for deadline in _passed_on_by(each, rounds)}
    left = {each.after.get("person"): each.recorded_at for each in of_req if each.kind == codes.TEAM_LEFT}
    theirs = {clock: each for clock, each in given.items() if not _has_left(each, left)}
    return Story(
        happened=happened,
        first={kind: min(each.occurred_at for each in same) for kind, same in kinds.items()},
        recorded={kind: same[-1].recorded_at for kind, same in kinds.items()},
        imported={each.kind: each.recorded_at for each in stood if each.origin == codes.IMPORT},
        rounds=rounds,
        competing=_competing(kinds),
        expires_at=_expires_at(of_offer),
        terms_changed_at=max((each.recorded_at for each in of_offer if _asks_anew(each)), default=None),
        seat_is_gone=_seat_is_gone(of_offer),
        holds=_holds(of_req),
        zone=zone,
        reassigned={clock: str(each.after["person"]) for clock, each in theirs.items()},
        reassigned_at={clock: each.recorded_at for clock, each in given.items()},
        handed={name.removesuffix("_id"): each.recorded_at for each in of_req for name in each.after if name.endswith("_id")},
    )


def _has_left(given: Happening, left: Mapping[Any, datetime]) -> bool:
    """Whether somebody left the req's team after a deadline was passed on to them: it is with whose it was."""
    left_at = left.get(given.after["person"])
    return left_at is not None and left_at >= given.recorded_at


def not_undone(events: Iterable[AnyHappening]) -> list[AnyHappening]:
    """What was not taken back, in the order given; what took something back is left out too."""
    rows = list(events)
    undone = {each.cause_id for each in rows if each.kind == codes.UNDONE}
    return [each for each in rows if each.kind != codes.UNDONE and each.id not in undone] if undone else rows


def _put_right(stood: Sequence[Happening]) -> list[Happening]:
    """Of what was said to have become of a round only the last: it ended at another time, or did not take place after all."""
    last = {each.entity_id: each for each in stood if each.kind in _OF_ROUND}
    return [each for each in stood if each.kind != codes.INTERVIEW_DONE or last[each.entity_id] is each]


def _by_kind(stood: Iterable[Happening]) -> _Kinds:
    """Event code → the events of that kind, in their order."""
    kinds = defaultdict(list)
    for each in stood:
        kinds[each.kind].append(each)
    return kinds


def _void(of_offer: Sequence[Happening]) -> set[str]:
    """What of an offer holds no longer: an approval of other terms than those that stand, a draft that was taken back, and a
    counter that was said to need no answer: the offer stands as it is."""
    void: set[str] = set()
    for each in of_offer:
        if each.kind == codes.OFFER_APPROVED:
            void.discard(codes.OFFER_APPROVED)
        elif each.kind == codes.OFFER_DRAFTED:
            void = void & {codes.OFFER_COUNTERED} | {codes.OFFER_APPROVED}
        elif each.kind == codes.DRAFT_WITHDRAWN:
            void |= {codes.OFFER_DRAFTED, codes.OFFER_APPROVED}
        elif _asks_anew(each):
            void.add(codes.OFFER_APPROVED)
        elif each.kind == codes.OFFER_COUNTERED:
            void.discard(codes.OFFER_COUNTERED)
        elif each.kind == codes.NUDGE_DROPPED and each.after.get("clock") == COUNTER:
            void.add(codes.OFFER_COUNTERED)
    return void


def _seat_is_gone(of_offer: Sequence[Happening]) -> bool:
    """Whether it was for want of a seat that the offer was taken back, and nothing says since that there is one."""
    gone = ""
    for each in of_offer:
        if each.kind in (codes.OFFER_WITHDRAWN, codes.DRAFT_WITHDRAWN):
            # The offer's own event says it with the application's.
            says_so = each.after.get(SEAT_IS_GONE) or each.cause_id == gone
            gone = (gone or each.id) if says_so else ""
        elif each.kind in (codes.DECIDED_YES, codes.OFFER_DRAFTED, codes.OFFER_SENT, codes.REOPENED):
            gone = ""
    return bool(gone)


def _asks_anew(event: Happening) -> bool:
    """Whether it changed terms that were approved, which wait for an approval anew."""
    return event.kind in _EDITS and event.after.get("status") == "draft"


def _rounds(stood: Sequence[Happening], kinds: _Kinds) -> tuple[Round, ...]:
    """The rounds that took place; a later telling of one goes before an earlier, and who sat in it may be put right.

    A scorecard that was said to be not needed is waited for as little as one that is in.
    """
    if codes.INTERVIEW_DONE not in kinds:
        return ()
    handed_in = {(each.after.get("interview"), each.after.get("person")) for each in kinds.get(codes.SCORECARD_SUBMITTED, ())}
    handed_in |= {tuple(each.after["theirs"]) for each in kinds.get(codes.NUDGE_DROPPED, ()) if "theirs" in each.after}
    told: dict[str, list[Happening]] = {}
    for each in stood:
        if each.kind == codes.INTERVIEW_DONE:
            told[each.entity_id] = [each]
        elif each.kind == codes.INTERVIEW_RESEATED and each.entity_id in told:
            told[each.entity_id].append(each)
    return tuple(_round(id, done, reseated, handed_in) for id, (done, *reseated) in told.items())


def _round(id: str, done: Happening, reseated: Sequence[Happening], handed_in: Set[tuple[Any, Any]]) -> Round:
    seats, since = tuple(done.after.get("seats", ())), dict[str, datetime]()
    for each in reseated:
        sat = tuple(each.after["seats"])
        since |= {person: each.recorded_at for person in sat if person not in seats}
        seats = sat
    owing = tuple(each for each in seats if (id, each) not in handed_in)
    return Round(id, done.occurred_at, done.recorded_at, owing, {each: since[each] for each in owing if each in since})


def _passed_on_by(event: Happening, rounds: Sequence[Round]) -> Iterator[str]:
    """The deadlines that somebody passed on. Of an event that says no seat, also each that was owed by then."""
    named = str(event.after["clock"])
    yield passed_on(named, *event.after.get("theirs", ()))
    if "theirs" not in event.after:
        known = (each for each in rounds if each.recorded_at <= event.recorded_at)
        yield from (passed_on(named, each.id, seat) for each in known for seat in each.owed_by)


def _competing(kinds: _Kinds) -> dict[datetime, datetime]:
    gone = {each.entity_id for each in kinds.get(codes.VOLUNTEERED_WITHDRAWN, ())}
    said = [each for each in kinds.get(codes.VOLUNTEERED, ()) if each.after.get("kind") == COMPETING]
    ends = ((each.after.get("expires_at"), _known_since(each)) for each in said if each.entity_id not in gone)
    first: dict[datetime, datetime] = {}
    for end, told_at in ends:
        if end:  # said again, it is no news
            first.setdefault(datetime.fromisoformat(str(end)), told_at)
    return first


def _known_since(told: Happening) -> datetime:
    """When it was first told, which an event says that takes the place of another."""
    since = told.after.get("since")
    return datetime.fromisoformat(since) if since else told.recorded_at


def _expires_at(of_offer: Sequence[Happening]) -> datetime | None:
    """The last expiry that was said of the offer which the candidate has; none once it was over, or taken back, or the candidate
    was taken back in. The end of terms that wait counts once they are sent, and by that of the offer which ran out beside them
    they were owed: it stays until then."""
    expiry, waits = None, False
    for each in of_offer:
        said = each.after.get("expires_at")
        if each.kind in (codes.OFFER_DRAFTED, codes.OFFER_REVISED):
            waits = True
        elif each.kind == codes.OFFER_SENT:
            expiry, waits = said or (None if waits else expiry), False
        elif each.kind in (codes.OFFER_WITHDRAWN, codes.REOPENED) or (each.kind == codes.OFFER_EXPIRED and not waits):
            expiry, waits = None, False
        elif each.kind == codes.DRAFT_WITHDRAWN:
            waits = False
        elif each.kind == codes.OFFER_EXTENDED or (each.kind == codes.OFFER_EDITED and not waits):
            expiry = said or expiry
    return datetime.fromisoformat(expiry) if expiry else None


def _holds(stood: Sequence[Happening]) -> tuple[Hold, ...]:
    holds: list[Hold] = []
    since: datetime | None = None
    for each in stood:
        if each.kind in (codes.REQ_HELD, codes.REQ_FILLED, codes.REQ_CANCELLED) and since is None:
            since = each.occurred_at
        elif each.kind == codes.REQ_RESUMED and since is not None:
            holds.append(Hold(since, each.occurred_at))
            since = None
    return tuple(holds)
