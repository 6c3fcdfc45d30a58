"""What is due when: a pure function from what happened and the rules. No database, no time of its own.

Deadlines are wall-clock hours and never move for a night or a weekend; see calendar.py for when they are spoken of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from handlers.core import codes
from handlers.pipeline.rules.dueby import Limit, end_of_day, first_limit, no_hold_stops, of_its_own, without_holds
from handlers.pipeline.rules.story import Round, Story, passed_on
from knowledge.deadlines.clocks import ClockRule

NEXT_STEP, INTERVIEWER = "next_step", "interviewer"
"""Owners that are no part on the req: whoever takes the next step, and each who owes a scorecard."""
HEADS_UP, DUE, ESCALATION, CLIMB = "heads_up", "due", "escalation", "climb"
"""Voices; the last is the escalation as the next person hears it."""
ASKED = "asked"
"""The heads-up that asks for what no message of its own could ask for: it found its person out of hours, or was another's."""
_STEP_BEFORE = {
    "scorecard": "interview_done", "decide": "scorecard_submitted", "draft": "decided_yes", "approve": "offer_drafted",
    "send": "offer_approved",
}  # fmt: skip
"""Step → what made it the next one: whoever takes it owes the deadline from then on."""
_ASKED_FOR = frozenset({"approve"})
"""Steps that a message of their own asks for when they become the next one: a heads-up in the same breath would repeat it."""
_AN_INSTANT = timedelta.resolution


@dataclass(frozen=True, slots=True)
class Voice:
    """One thing to be said about a deadline, and the moment from which it may be said."""

    id: str
    say_at: datetime


@dataclass(frozen=True, slots=True)
class Deadline:
    """One running clock: what is owed, since when, until when, and what will be said.

    `owner` is a part on the req, or `next_step`, or `interviewer`: then `people` names them (person ids) and `about` the round.
    """

    clock: str
    started_at: datetime
    due_at: datetime
    owner: str
    voices: tuple[Voice, ...]
    known_at: datetime
    """From when on it could be spoken of."""
    limit: Limit
    """What sets it: due by then, or at once where that had passed when it began."""
    about: str | None = None
    people: tuple[str, ...] = ()
    asked_at: datetime | None = None
    """When a message of its own asked whoever owes it, if one did."""
    moved_at: datetime | None = None
    """When something else than its start last set it: another company's offer, or hours that somebody chose."""
    news_at: datetime | None = None
    """When it last came nearer than it had stood while it ran, or went on (after a hold, or as what it needs is there again):
    what was told before is told anew."""
    is_asked_anew: bool = False
    """Whether that is news though its time had passed: nobody could do it meanwhile."""
    ran_when_asked: bool = False
    """Whether it ran by then, so that it asks where that message could not."""
    is_beside_approval: bool = False
    """Whether it runs only because another clock, beside which it is needless, waits for an approval."""


def deadlines(
    story: Story,
    rules: Sequence[ClockRule],
    within_hours: Mapping[str, float],
    since: Mapping[str, Sequence[datetime]] = MappingProxyType({}),
    hours_at: Callable[[datetime], Mapping[str, float]] | None = None,
) -> tuple[Deadline, ...]:
    """The clocks that run. `within_hours` tightens or loosens a rule by clock id; nobody knew of it before it was set (`since`:
    each time that it was). `hours_at`: what was set at some moment (by default, what is set now).

    A clock runs from its start until something that stops it happens at or after that start, or is told after it; a start
    that is recorded anew (a final round moved) starts it anew. Time on hold is added to what is left. Another company's offer
    tightens the clocks that say so, and no deadline lies before its start.
    """
    running = {
        (rule.id, deadline.about): deadline for rule in rules for deadline in _of_rule(rule, story, within_hours.get(rule.id))
    }
    by_clock = {rule.id: rule for rule in rules}
    capped = []
    for deadline in _needed(running, by_clock, story):
        rule = by_clock[deadline.clock]
        cap = running.get((rule.no_later_than or "", None))
        sets_it = cap if cap and cap.due_at < deadline.due_at else deadline
        both = [(by_clock[each.clock], each.started_at) for each in (deadline, cap) if each]
        changes = [*story.competing.values(), *(moment for each, _ in both for moment in since.get(each.id, ()))]
        nearer_at = _nearer_at(story, both, sets_it.due_at, changes, hours_at or (lambda _: within_hours))
        news_at, anew = _news(rule, story, sets_it, nearer_at)
        moved_at = max([*since.get(sets_it.clock, ()), *([news_at] if news_at else [])], default=None)
        known_at = max(each for each in (_known_at(rule, story, deadline), moved_at) if each)
        found = replace(
            deadline, due_at=sets_it.due_at, limit=sets_it.limit, known_at=known_at, moved_at=moved_at, news_at=news_at,
            is_asked_anew=anew,
        )  # fmt: skip
        capped.append(_spoken(rule, story, found))
    return tuple(capped)


def _needed(
    running: Mapping[tuple[str, str | None], Deadline], by_clock: Mapping[str, ClockRule], story: Story
) -> Iterator[Deadline]:
    """Those beside which no other runs that makes them needless; but for those that go on while an approval is waited for."""
    ids = {clock for clock, _ in running}
    waits = story.next_step == "approve"
    for deadline in running.values():
        rule = by_clock[deadline.clock]
        if ids.isdisjoint(rule.unless):
            yield deadline
        elif waits and rule.beside_approval:
            yield replace(deadline, is_beside_approval=True)


def _news(rule: ClockRule, story: Story, sets_it: Deadline, nearer_at: datetime | None) -> tuple[datetime | None, bool]:
    """When it was last news again: nearer, or going on; and whether that is because what it needs is there again."""
    again_at = _armed_again_at(rule, story)
    news_at = max(filter(None, (nearer_at, _went_on_at(rule, story, sets_it), again_at)), default=None)
    return news_at, again_at is not None and again_at == news_at


def heard_from(deadline: Deadline, moment: datetime | None) -> Deadline:
    """The deadline for somebody who could not know of it before then: each voice leaves them the time that it leaves others."""
    if moment is None or moment <= deadline.known_at:
        return deadline
    heard: datetime = max(deadline.due_at, moment)
    later = heard - max(deadline.due_at, deadline.known_at)
    meant = (Voice(each.id, max(each.say_at, moment) if each.id == HEADS_UP else each.say_at + later) for each in deadline.voices)
    ahead = tuple(each for each in meant if each.id != HEADS_UP or each.say_at < heard)
    return replace(deadline, known_at=moment, voices=ahead)


def step_began(story: Story, step: str) -> datetime | None:
    """When a step became the next one, as far as it was told; None for what is no such step."""
    return story.recorded.get(_STEP_BEFORE.get(step, ""))


def _of_rule(rule: ClockRule, story: Story, within_hours: float | None) -> Iterator[Deadline]:
    if rule.owner == INTERVIEWER:
        owed = (each for each in story.rounds if each.owed_by and not _is_stopped(rule, story, each.ended_at, each.recorded_at))
        yield from (_of_round(rule, story, each, within_hours) for each in owed)
        return
    started = _started(rule, story)
    if started is None or not _armed(rule, story) or _is_stopped(rule, story, started, _told_at(rule, story)):
        return
    limit = first_limit(rule, story, started, within_hours)
    if not _was_over(story, _starts(rule, story), limit.due_at):
        yield Deadline(rule.id, started, max(started, limit.due_at), rule.owner, (), started, limit, people=_owners(rule, story))


def _of_round(rule: ClockRule, story: Story, each: Round, within_hours: float | None) -> Deadline:
    limit = of_its_own(rule, story, each.ended_at, within_hours)
    return Deadline(
        rule.id, each.ended_at, limit.due_at, rule.owner, (), each.recorded_at, limit, about=each.id, people=each.owed_by
    )


def _owners(rule: ClockRule, story: Story) -> tuple[str, ...]:
    """The interviewers who hold up the next step, each once; empty where a part holds it."""
    if rule.owner != NEXT_STEP or story.next_step != "scorecard":
        return ()
    return tuple(dict.fromkeys(person for each in story.rounds for person in each.owed_by))


def _spoken(rule: ClockRule, story: Story, deadline: Deadline) -> Deadline:
    """The deadline with its voices. Whoever was asked before it came nearer, or before a hold, has not heard of that."""
    asked_at = _asked_at(rule, story)
    if asked_at is None:
        return replace(deadline, voices=_later(rule, story, replace(deadline, voices=_voices(rule, story, deadline, None))))
    is_news = deadline.news_at is not None and deadline.news_at > asked_at
    ran = _recorded_at(rule, story, deadline) <= asked_at
    voices = _voices(rule, story, deadline, None if is_news else asked_at)
    return replace(deadline, voices=voices, asked_at=asked_at, ran_when_asked=ran)


def _later(rule: ClockRule, story: Story, deadline: Deadline) -> tuple[Voice, ...]:
    """Its voices, the one that tells the next person as much later as its heads-up comes before it, where nobody could do it
    until it was over: whoever is first asked for it then has the time that a heads-up would have left them."""
    armed_at = armed_since(rule, story)
    if armed_at is None or armed_at < deadline.due_at:
        return deadline.voices
    lead = timedelta(hours=-min(voice.hours for voice in rule.voices))
    return tuple(replace(each, say_at=each.say_at + lead) if each.id == CLIMB else each for each in deadline.voices)


def _starts(rule: ClockRule, story: Story) -> frozenset[str]:
    """What the clock starts with: others for whoever was taken back in, and had nothing of the first since."""
    again = rule.starts_again and codes.REOPENED in story.happened and rule.starts.isdisjoint(story.happened)
    return rule.starts_again if again else rule.starts


def _started(rule: ClockRule, story: Story) -> datetime | None:
    known = story.first if rule.first else story.happened
    moments = [known[code] for code in _starts(rule, story) if code in known]
    if not moments:
        return None
    return min(moments) if rule.first else max(moments)


def _armed(rule: ClockRule, story: Story) -> bool:
    if not rule.needs:
        return True
    armed = [story.happened[code] for code in rule.needs if code in story.happened]
    disarmed = [story.happened[code] for code in rule.disarmed_by if code in story.happened]
    return bool(armed) and (not disarmed or max(armed) > max(disarmed))


def armed_since(rule: ClockRule, story: Story) -> datetime | None:
    """Since when we know that what it needs is there: told first, or first after what took it away."""
    gone_at = _last_gone_at(rule, story)
    told_at = [story.recorded[code] for code in rule.needs if code in story.happened and code in story.recorded]
    return min((each for each in told_at if gone_at is None or each > gone_at), default=None)


def _armed_again_at(rule: ClockRule, story: Story) -> datetime | None:
    """The same, where something had taken it away."""
    return armed_since(rule, story) if _last_gone_at(rule, story) else None


def _last_gone_at(rule: ClockRule, story: Story) -> datetime | None:
    """When we last heard that what it needs was taken away."""
    return max((story.recorded[code] for code in rule.disarmed_by if code in story.happened), default=None)


def _is_stopped(rule: ClockRule, story: Story, started: datetime, told_at: datetime | None) -> bool:
    """Whether something that stops it happened since its start (which was told then), or a deed that counts from earlier on
    since then.

    What runs from the first of its kind is one span: once stopped it stays so, whatever comes later or was dated before it. And
    nobody is asked for what leads to an offer while the candidate has one.
    """
    stops = [code for code in rule.stops if code in story.happened]
    if rule.first:
        return bool(stops)
    if rule.until_out and story.offer_is_out:
        return True
    return any(story.since(code, _counts_from(rule, story, code, started) or started, told_at) for code in stops)


def _told_at(rule: ClockRule, story: Story) -> datetime | None:
    """When the last of its starts was recorded."""
    return max(
        (story.recorded[code] for code in _starts(rule, story) if code in story.happened and code in story.recorded), default=None
    )


def _counts_from(rule: ClockRule, story: Story, deed: str, started: datetime) -> datetime | None:
    """From when on such a deed counts where the rule lets it count before the start: else the beginning of the start's date."""
    if deed not in rule.counts_from:
        return None
    before = (story.happened[code] for code in rule.counts_from[deed] if code in story.happened)
    return max((each for each in before if each <= started), default=end_of_day(started, story.zone) - timedelta(days=1))


def _was_over(story: Story, starts: frozenset[str], due_at: datetime) -> bool:
    """Whether an import told of it when its time had passed: no nudges about the past."""
    return any(due_at <= story.imported[code] for code in starts if code in story.imported)


def _asked_at(rule: ClockRule, story: Story) -> datetime | None:
    step = story.next_step if rule.owner == NEXT_STEP else ""
    return story.recorded.get(_STEP_BEFORE[step]) if step in _ASKED_FOR else None


def _nearer_at(
    story: Story,
    of: Sequence[tuple[ClockRule, datetime]],
    due_at: datetime,
    changes: Iterable[datetime],
    hours_at: Callable[[datetime], Mapping[str, float]],
) -> datetime | None:
    """The last of the changes before which the deadline stood later than now; None where it never did. `of`: the clock, and
    the one that caps it, with when they began."""

    def stood(before: datetime) -> datetime | None:
        then = replace(story, competing={end: told_at for end, told_at in story.competing.items() if told_at < before})
        hours = hours_at(before - _AN_INSTANT)
        return min((first_limit(rule, then, began, hours.get(rule.id)).due_at for rule, began in of), default=None)

    began = min(started_at for _, started_at in of)
    later = (each for each in changes if each > began and (was := stood(each)) and was > due_at)
    return max(later, default=None)


def _went_on_at(rule: ClockRule, story: Story, deadline: Deadline) -> datetime | None:
    """When it last went on after a hold; None where none stopped it before it had passed."""
    if rule.before_expiry_hours is not None:
        return None
    held = (each for each in story.holds if each.until > deadline.started_at and each.since < deadline.due_at)
    return max((each.until for each in held), default=None)


def _known_at(rule: ClockRule, story: Story, deadline: Deadline) -> datetime:
    """When this clock could first be spoken of to whoever owes it: it ran, and was theirs."""
    known = [_recorded_at(rule, story, deadline)]
    if deadline.about is None and passed_on(rule.id) in story.reassigned_at:
        known.append(story.reassigned_at[passed_on(rule.id)])
    if rule.owner == NEXT_STEP and (before := _STEP_BEFORE[story.next_step]) in story.recorded:
        known.append(story.recorded[before])
        if before == _STEP_BEFORE["approve"] and story.terms_changed_at:  # what was approved before is no approval of these
            known.append(story.terms_changed_at)
    return max(known)


def _recorded_at(rule: ClockRule, story: Story, deadline: Deadline) -> datetime:
    """Since when we know that it runs: it had started, was recorded, and was armed."""
    if deadline.about is not None:
        return max(deadline.started_at, deadline.known_at)
    starts = [story.recorded[code] for code in _starts(rule, story) if code in story.recorded]
    armed_at = armed_since(rule, story)
    recorded: datetime = max([deadline.started_at, *(() if rule.first else starts), *([armed_at] if armed_at else ())])
    return recorded


def _voices(rule: ClockRule, story: Story, deadline: Deadline, asked_at: datetime | None) -> tuple[Voice, ...]:
    """No voice speaks before there was anything to know; who hears late of a deadline still has each voice's time to act, as has
    whoever it was over for when a hold began.

    `asked_at`: when whoever owes it was asked for it, which is heads-up enough where the heads-up's own time had passed.
    """
    heard: datetime = max(deadline.due_at, deadline.known_at)
    voices = []
    for voice in rule.voices:
        span = timedelta(hours=voice.hours)
        meant = deadline.due_at + span
        after = heard + span if no_hold_stops(rule, story) else without_holds(story, heard, heard + span)
        say_at = max(meant, deadline.known_at) if voice.hours < 0 else after
        told_already = asked_at is not None and meant <= asked_at
        if voice.id != HEADS_UP or (say_at < heard and not told_already):
            voices.append(Voice(voice.id, say_at))
    return tuple(voices)
