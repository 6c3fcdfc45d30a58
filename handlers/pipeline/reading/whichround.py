"""Which round is meant, and whose: by its button, by its words, or because nothing else could be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from handlers.core import codes
from handlers.core.errors import Conflict, NotFound
from handlers.core.markers import Remaining
from handlers.core.reply import Action
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline import rounds
from handlers.pipeline.history import last_line
from handlers.pipeline.messages.cards import order_of
from handlers.pipeline.reading import finding, matching, naming, unread, whichcandidate
from handlers.pipeline.rules.stages import Stage, named
from storage import interviews
from storage.enums import InterviewStatus
from storage.models import Interview
from storage.unit import Unit

say = Wording("interview")

ENDED_BY = {
    InterviewStatus.DONE: codes.INTERVIEW_DONE,
    InterviewStatus.CANCELLED: codes.INTERVIEW_CANCELLED,
    InterviewStatus.NO_SHOW: codes.INTERVIEW_NO_SHOW,
}
"""What made a round what it is."""
_FILLERS = frozenset({"round", "interview", "at", "for", "with", "the", "a", "an", "of", "on", "and", "by"})
_CALLED_SO = re.compile(
    r"\b(?:tech(?:nical)?|coding|code|onsite|on-site|virtual|panel|final|screen|phone|call|chat|manager|hm|design|system|debugging|ml"
    r"|pair(?:ing)?|homework|take-?home|case|presentation|culture|behaviou?ral|values|fit|team|round|interview|loop|deep dive)\b",
    re.IGNORECASE,
)
"""What rounds are called in one loop or another."""
_LONGEST_ROUND = 4
_MOST_UNREAD = 4
"""Words beside a name and a round that are told as not understood; among more, the name itself is the question."""


class AboutRound(naming.AboutCandidate):
    """Base of verbs about one round of a candidate: by its words, or (from a button) by the interview."""

    round: Annotated[str, Remaining()] = ""
    interview: str | None = None


_OWNER = re.compile(r"(?<=\w)['’]s$")


def meant(at: Context, asked: AboutRound) -> rounds.Meant:
    """Whose round is meant; of `Ana technical` the words that name a round are the round's. Raises NotFound, NotAllowed."""
    if asked.interview:
        interview = at.unit.get(Interview, asked.interview)
        if interview is None:
            raise NotFound(say.gone())
        of = asked.model_copy(update={"application": interview.application_id, "candidate": "", "req": None})
        return rounds.Meant(*finding.the_application(at, of), said=interview.round)
    said = _bare(asked.round)
    try:
        return rounds.Meant(*whichcandidate.named_application(at, asked), said=said)
    except NotFound:
        if asked.application or not asked.candidate:
            raise
        found = _split(at, asked)
        if found is None:
            _say_what_was_not_read(at, asked)
            raise
        return found


def _say_what_was_not_read(at: Context, asked: AboutRound) -> None:
    """Raise Invalid where a person and a round are understood and other words beside them are not: those are what is wrong."""
    for kept, left in unread.partings(asked.candidate, _MOST_UNREAD):
        try:
            found = _split(at, asked.model_copy(update={"candidate": kept}))
        except NotFound:
            continue
        if found is None or not _is_named(at, found, kept.split()):
            continue
        if not found.said and "interviewers" in type(asked).model_fields and _CALLED_SO.search(left):
            raise _no_such_round(at, found, left)
        about = {"application": found.application.id, "round": found.said or None, "candidate": None, "req": None}
        name = naming.called(at, found.entry.candidate)
        raise unread.not_read(at, left, ", ".join(filter(None, (name, found.said))), **about)


def _no_such_round(at: Context, whose: rounds.Meant, said: str) -> NotFound:
    """That the loop has no round of that name, with each that it has as a button, and what else was said kept."""
    known = rounds.rounds_of(whose.req)
    over = {each.round for each in rounds.live(at.unit, whose.application)}
    offered = [each for each in known if each.key not in over] or known
    text = say.which_round(said=said[:60], rounds=[each.name for each in known])
    return NotFound(text, actions=tuple(_again(at, whose, each) for each in offered[: naming.OFFERED]))


def _is_named(at: Context, found: rounds.Meant, words: Sequence[str]) -> bool:
    """Whether one of the words names the person: the only one there is goes without being named."""
    meant_ = found.entry.candidate.id
    return any(each.candidate.id == meant_ for word in words for each in matching.called_so(at.unit, found.req.id, word))


def _split(at: Context, asked: AboutRound) -> rounds.Meant | None:
    """The name and the round of words that hold both. Raises NotFound where the name could be several people's."""
    words = [_OWNER.sub("", word) for word in asked.candidate.split() if word.casefold() not in _FILLERS]
    several: NotFound | None = None
    for count in range(0, min(len(words), _LONGEST_ROUND) + 1):
        for name, said in ((words[: len(words) - count], words[len(words) - count :]), (words[count:], words[:count])):
            shorter = asked.model_copy(update={"candidate": " ".join(name), "round": " ".join(said) or asked.round})
            try:
                req, entry = whichcandidate.named_application(replace(at, args=shorter), shorter)
            except NotFound as missed:
                alike = sum("application" in button.args for button in missed.actions)
                several = several or (missed if said and name and alike > 1 else None)
                continue
            if not said or named(order_of(req), " ".join(said)):
                return rounds.Meant(req, entry, " ".join(said) or _bare(asked.round))
    if several:
        raise several
    return None


def _bare(said: str) -> str:
    return " ".join(word for word in said.split() if word.casefold() not in _FILLERS)


def the_round(at: Context, whose: rounds.Meant) -> Stage:
    """The round that is named; without words the next one that is neither booked nor done. Raises NotFound with the rounds."""
    of_loop = rounds.rounds_of(whose.req)
    if whose.said:
        found = named(of_loop, whose.said)
        if len(found) == 1:
            return found[0]
        offered = found or of_loop
        text = say.which_round(said=whose.said[:60], rounds=[each.name for each in offered])
        raise NotFound(text, actions=tuple(_again(at, whose, each) for each in offered[: naming.OFFERED]))
    following = _next_round(at.unit, whose, of_loop)
    if following is None:
        text = say.all_booked(name=naming.called(at, whose.entry.candidate))
        raise Conflict(text, actions=(Action(say.loop_done_button(), "loop done", {"application": whose.application.id}),))
    return following


def the_booked(at: Context, asked: AboutRound, whose: rounds.Meant) -> Interview:
    """The booked round that is meant: by its button, its words, or because there is only one. Raises NotFound, Conflict."""
    if asked.interview:
        interview = at.unit.get(Interview, asked.interview)
        if interview is not None and interview.status is InterviewStatus.BOOKED:
            return interview
        raise Conflict(over(at, whose, interview))
    booked = [each for each in interviews.of_application(at.unit, whose.application.id) if each.status is InterviewStatus.BOOKED]
    if whose.said:
        booked = [each for each in booked if each.round in rounds.keys_of(whose.req, whose.said)]
    name = naming.called(at, whose.entry.candidate)
    if not booked:
        about = {"application": whose.application.id}
        raise NotFound(say.none_booked(name=name), actions=(Action(say.book_button(), "interview book", about),))
    if len(booked) > 1:
        buttons = tuple(
            naming.again(at, rounds.round_name(whose.req, each.round), interview=each.id, candidate=None, req=None, round=None)
            for each in booked[: naming.OFFERED]
        )
        raise NotFound(say.which_booked(name=name), actions=buttons)
    return booked[0]


def _next_round(unit: Unit, whose: rounds.Meant, of_loop: Sequence[Stage]) -> Stage | None:
    taken = {each.round for each in rounds.live(unit, whose.application)}
    keys = [each.key for each in of_loop]
    since = keys.index(whose.application.stage) if whose.application.stage in keys else 0
    return next((each for each in of_loop[since:] if each.key not in taken), None)


def _again(at: Context, whose: rounds.Meant, stage: Stage) -> Action:
    return naming.again(at, stage.name, application=whose.application.id, round=stage.key, candidate=None, req=None)


def over(at: Context, whose: rounds.Meant, interview: Interview | None) -> str:
    """What became of a round, and what was done last: for whoever comes second."""
    told: str = say.over(
        round=rounds.round_name(whose.req, interview.round) if interview else "",
        status=interview.status.value if interview else "",
        last=last_line(at, whose.application.id, ENDED_BY.get(interview.status) if interview else None),
    )
    return told
