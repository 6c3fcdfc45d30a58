"""Which reminder typed words mean (`snooze`, `skip ana`, `why R-12`): the speaker's open one, or one that the words name.

What was said in the same place comes first. Of several nobody is taken for the one that was meant: each is a button.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

from handlers.core import access
from handlers.core.args import Arguments
from handlers.core.errors import NotFound
from handlers.core.markers import Name, Remaining, ReqRef
from handlers.core.reply import Action
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline.messages import cards
from handlers.pipeline.people import speaker
from handlers.pipeline.reading import matching, naming
from handlers.pipeline.reading.spokenof import OWNER
from handlers.pipeline.reminders import owing
from handlers.pipeline.reminders.owing import Owed
from storage import nudges
from storage.enums import NudgeStatus
from storage.models import Nudge, Outbox, Requisition

say = Wording("nudge")

_ONLY_LOOKS = frozenset({"why nudge", "show nudge"})
"""Verbs that are asked of what is owed, too, before anything was said of it."""
_SAYS_NOTHING = frozenset({
    "a", "about", "again", "all", "already", "and", "due", "for", "i", "in", "is", "it", "late", "me", "now", "of", "on", "one",
    "please", "pls", "reminder", "s", "thank", "thanks", "that", "the", "this", "to", "was", "with", "you",
})  # fmt: skip

_OWED = frozenset({"answer", "call", "counter", "decision", "loop", "next", "offer", "scorecard", "through", "walk"})
"""Words in which it is said what is owed."""


class NudgeArgs(Arguments):
    """Which nudge: its id, from a button; or what was typed of it: the req, the candidate, what is owed. `beside`: what stands
    beside a name in quotation marks."""

    nudge: str = ""
    req: Annotated[int | str | None, ReqRef()] = None
    about: Annotated[str, Name()] = ""
    beside: Annotated[str, Remaining()] = ""


class NamesNone(NotFound):
    """The words name no reminder, no candidate and no req: something else is meant."""


def meant(at: Context, asked: NudgeArgs, need: str = "run_reqs", alike: Callable[[Owed], object] | None = None) -> Owed:
    """The nudge of a button, where the speaker owes it or may, on its req, what is needed; else the one that the words mean.

    `alike`: what makes it the same whichever is meant. Raises NotFound, with those that could be meant as buttons, NamesNone,
    and NotAllowed.
    """
    if not asked.nudge:
        return _typed(at, asked, alike or _itself)
    nudge = at.unit.get(Nudge, asked.nudge)
    about = owing.owed(at.unit, at.library, at.command.now, nudge) if nudge else None
    if about is None:
        raise NotFound(say.no_such_nudge(), actions=(_due(),))
    if about.nudge.person_id != speaker(at.unit, at.command).id:
        access.ask(at, about.req, need)
    return about


def _typed(at: Context, asked: NudgeArgs, alike: Callable[[Owed], object]) -> Owed:
    found = _found(at, asked)
    if len({alike(each) for each in found}) == 1:
        return found[0]
    raise NotFound(say.which_reminder(count=len(found)), actions=_buttons(at, asked, found))


def _itself(about: Owed) -> object:
    return about.nudge.id


def _found(at: Context, asked: NudgeArgs) -> list[Owed]:
    """Those that could be meant: what was said, else what was put off; where one is named, what is to be said yet, too."""
    said, theirs = _Words.of(at, asked), _Theirs.of(at)
    tiers = (theirs.open, theirs.put_off, theirs.ahead)
    if said.are_none:
        return _here(at, asked, next(filter(None, tiers if _only_looks(at) else tiers[:2]), []))
    by_name = [[each for each in tier if said.name(each)] for tier in tiers]
    named = next(filter(None, ([each for each in tier if said.fit(each)] for tier in by_name)), None)
    if named := named or next(filter(None, by_name), []):
        return _of_thread(at, named) or named
    reason = NotFound if said.applications or said.req or said.speaks_of_one else NamesNone
    raise reason(say.no_reminder_of(said=said.typed), actions=_buttons(at, asked, theirs.open or theirs.put_off))


def _here(at: Context, asked: NudgeArgs, found: list[Owed]) -> list[Owed]:
    """What was said here, else all. Raises NotFound where nothing is open, or nothing of the req in whose thread one is."""
    if not found:
        raise NotFound(say.no_reminder_open(explains=_only_looks(at)), actions=(_due(),), none_at_all=True)
    here = naming.req_of_place(at)
    of_here = _of_thread(at, found) or [each for each in found if here is not None and each.req.id == here.id]
    if here is not None and not of_here:
        raise NotFound(say.no_reminder_of(said=f"R-{here.number}"), actions=_buttons(at, asked, found))
    return of_here or [each for each in found if _is_said_below(at, each.req)] or found


def _only_looks(at: Context) -> bool:
    return at.verb is not None and at.verb.name in _ONLY_LOOKS


def _is_said_below(at: Context, req: Requisition) -> bool:
    """Whether the req's messages are in this channel."""
    place = at.command.place
    return not place.private and place.channel in (req.address.get("channel"), req.address.get("conversation"))


def _of_thread(at: Context, found: Iterable[Owed]) -> list[Owed]:
    """Those that the very message said which is answered in its thread, in whatever voice."""
    thread = at.command.place.thread
    if thread is None:
        return []
    said = [each for each in nudges.owed_by(at.unit, speaker(at.unit, at.command).id) if each.outbox_id]
    messages = at.unit.meet(Outbox, {each.outbox_id for each in said})
    here = {each.id for each in messages if cards.thread_of(each.platform_ref or {}) == thread}
    meant_here = {owing.deadline(each) for each in said if each.outbox_id in here}
    return [each for each in found if owing.deadline(each.nudge) in meant_here]


def _each_once(at: Context, rows: Iterable[Nudge]) -> list[Owed]:
    """Each deadline once, in the last of the voices that are given."""
    latest = {owing.deadline(each): each for each in rows}
    found = [owing.owed(at.unit, at.library, at.command.now, each) for each in latest.values()]
    return sorted((each for each in found if each), key=lambda each: (each.nudge.deadline_at, each.nudge.id))


def _buttons(at: Context, asked: NudgeArgs, found: Sequence[Owed]) -> tuple[Action, ...]:
    """The same asked of each, by what is owed; and what else there is."""
    verb = at.verb.name if at.verb else ""
    args = asked.model_dump(mode="json", exclude_defaults=True, exclude={"about", "beside", "req"})
    offered = (Action(_label(each, found)[:75], verb, {**args, "nudge": each.nudge.id}) for each in found[: naming.OFFERED - 1])
    return (*offered, _due())


def _label(about: Owed, among: Sequence[Owed]) -> str:
    label = str(say.alone_button(what=about.what))
    alike = sum(each.what == about.what for each in among) > 1
    return str(say.of_req(label=label, req=f"R-{about.req.number}")) if alike else label


def _due() -> Action:
    return Action(say.due_button(), "due")


@dataclass(frozen=True, slots=True)
class _Theirs:
    """What the speaker owes, each deadline once: what they were told of, what they put off, and what they are to be told of."""

    open: list[Owed]
    put_off: list[Owed]
    ahead: list[Owed]

    @classmethod
    def of(cls, at: Context) -> _Theirs:
        """As it stands now."""
        me, now = speaker(at.unit, at.command).id, at.command.now
        rest = [each for each in nudges.owed_by(at.unit, me) if not owing.is_over(each) and each.say_at > now]
        put_off = [each for each in rest if each.status is NudgeStatus.SNOOZED]
        later = {owing.deadline(each) for each in put_off}
        open_now = [each for each in nudges.standing(at.unit, me, now) if owing.deadline(each) not in later]
        ahead = [each for each in rest if each.status is NudgeStatus.PENDING and not owing.is_climb(each)]
        ahead.sort(key=lambda each: each.say_at, reverse=True)  # of several voices the last is taken, here the next to come
        return cls(_each_once(at, open_now), _each_once(at, put_off), _each_once(at, ahead))


@dataclass(frozen=True, slots=True)
class _Words:
    """What was typed behind the verb: the words, those beside a quoted name, a req's number, and whom they may name
    (applications' ids)."""

    typed: str
    tokens: frozenset[str]
    beside: frozenset[str]
    req: int | None
    applications: frozenset[str]
    speaks_of_one: bool
    """Whether they are a candidate's name, beside words for what is owed, if not for what is open."""

    @classmethod
    def of(cls, at: Context, asked: NudgeArgs) -> _Words:
        """What stands in the arguments; words for a req (`the platform one`) are read as words."""
        number = asked.req if isinstance(asked.req, int) else None
        typed = f"{asked.req} {asked.about}" if isinstance(asked.req, str) else asked.about
        tokens = frozenset(_tokens(typed)) - _SAYS_NOTHING
        name = _without(typed, _SAYS_NOTHING)
        found = _candidates(at, name)
        speaks_of_one = bool(found or (not tokens.isdisjoint(_OWED) and _candidates(at, _without(name, _OWED))))
        shown = say.named(req=f"R-{number}" if number is not None else "", words=name[:60])
        beside = frozenset(_tokens(asked.beside)) - _SAYS_NOTHING
        return cls(shown, tokens, beside, number, found, speaks_of_one)

    @property
    def are_none(self) -> bool:
        """Whether nothing was said that could tell one from another."""
        return not self.tokens and self.req is None

    def name(self, about: Owed) -> bool:
        """Whether they are about this one: its req, its candidate, or what is owed, in the words that it is said in."""
        if self.req not in (None, about.req.number):
            return False
        return not self.tokens or about.application.id in self.applications or self.tokens <= _of_it(about)

    def fit(self, about: Owed) -> bool:
        """Whether what stands beside a quoted name says what is owed here: `why decision "Ana Quiroga"`."""
        return self.beside <= _of_it(about)


def _without(typed: str, words: frozenset[str]) -> str:
    return " ".join(OWNER.sub("", each.strip("?!.,")) for each in typed.split() if not words.issuperset(_tokens(each)))


def _candidates(at: Context, name: str) -> frozenset[str]:
    """Whom the words name, where the speaker may see them (applications' ids)."""
    known = [each.application for each in matching.called_so(at.unit, None, name)] if name else []
    return frozenset(each.id for each in known if access.may(at, "see_reqs", at.unit.get(Requisition, each.requisition_id)))


def _of_it(about: Owed) -> set[str]:
    """The words in which it is said what is owed."""
    return _tokens(f"{about.what} {about.rule.name}")


def _tokens(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
