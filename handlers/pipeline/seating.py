"""Who really sat in a round that took place: exchanged afterwards, with the scorecard that is owed for it."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.core.errors import Conflict, NotFound
from handlers.core.reply import Action, Reply, Text
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline import changes, rounds, scorecards
from handlers.pipeline.reading import naming, whichround
from handlers.pipeline.replies import changed
from handlers.pipeline.rules.policy import deed
from storage import people as accounts
from storage.enums import InterviewStatus
from storage.models import Interview, Person

say = Wording("interview")


def the_held(at: Context, asked: whichround.AboutRound, whose: rounds.Meant) -> Interview | None:
    """The round that took place and is meant, of one that was held twice the later; None where one that is booked is meant.

    Raises NotFound where it could be several.
    """
    if asked.interview:
        found = at.unit.get(Interview, asked.interview)
        return found if found and found.status is InterviewStatus.DONE else None
    live = rounds.live(at.unit, whose.application)
    if whose.said:
        live = [each for each in live if each.round in rounds.keys_of(whose.req, whose.said)]
    if any(each.status is InterviewStatus.BOOKED for each in live):
        return None
    held = {each.round: each for each in live}
    if len(held) > 1:
        buttons = tuple(
            naming.again(at, rounds.round_name(whose.req, key), interview=each.id, candidate=None, req=None, round=None)
            for key, each in held.items()
        )
        name = naming.called(at, whose.entry.candidate)
        raise NotFound(say.which_held(name=name), actions=buttons[: naming.OFFERED])
    return next(iter(held.values()), None)


def exchanged(at: Context, whose: rounds.Meant, interview: Interview, people: Sequence[Person]) -> Reply:
    """That these sat in it; whoever it was taken from owes nothing for it. Raises Conflict where that is so, or can't be."""
    before = rounds.seated(at, [interview.id])[interview.id]
    if {each.id for each in before} == {each.id for each in people}:
        raise Conflict(say.sat_already(who=rounds.names(people), round=rounds.round_name(whose.req, interview.round)))
    _may_leave(at, whose, interview, before, people)
    judged = rounds.is_judged(at.library, whose.req, interview.round)
    event = changes.seat_others(at.unit, deed(at), interview, people, judged=judged)
    at.unit.flush()
    owed = scorecards.owed(at.unit, at.library, whose.req, whose.application)
    owing = [each for each in people if (interview, each.id) in owed]
    lead = say.sat(
        name=naming.called(at, whose.entry.candidate),
        round=rounds.round_name(whose.req, interview.round),
        req=f"R-{whose.req.number}",
        who=rounds.names(people),
        instead=rounds.names([each for each in before if each not in people]),
    )
    again = {"application": whose.application.id, "round": interview.round, "when": "now", "again": True}
    return changed(
        lead, event, *((Text(say.owes(who=rounds.names(owing))),) if owing else ()),
        actions=(
            *((Action(say.scorecard_button(), "scorecard", {"interview": interview.id}),) if at.person in owing else ()),
            Action(say.again_button(), "interview done", again),
        ),
        data=rounds.about(whose, interview, interviewers=[each.id for each in people], owed_by=[each.id for each in owing]),
    )  # fmt: skip


def _may_leave(
    at: Context, whose: rounds.Meant, interview: Interview, before: Sequence[Person], people: Sequence[Person]
) -> None:
    """Raise Conflict, with what to do, where somebody left out has handed in what they saw."""
    wrote = {each.interviewer_id for each in scorecards.of_rounds(at.unit, [interview])}
    stay = [each for each in before if each.id in wrote and each not in people]
    if not stay:
        return
    more = [each for each in people if each not in before]
    everybody = [*stay, *people]
    names = accounts.identities_of(at.unit, [each.id for each in everybody])
    ids = [each.external_id for person in everybody for each in names[person.id][:1]]
    both = (Action(say.both_button(who=rounds.names(more)), "interview move", {"interview": interview.id, "interviewers": ids}),)
    text = say.wrote_it(
        who=rounds.names(stay), count=len(stay), more=rounds.names(more), round=rounds.round_name(whose.req, interview.round)
    )
    raise Conflict(text, actions=both if more and len(ids) == len(everybody) else ())
