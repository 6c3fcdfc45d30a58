"""What can be done about a deadline, as the buttons below its reminder."""

from __future__ import annotations

from handlers.core import access
from handlers.core.reply import MAX_ACTIONS, Action
from handlers.core.wording import Wording
from handlers.pipeline.reading import naming
from handlers.pipeline.reminders.owing import APPROVE, DRAFT, SCORECARD, Owed
from handlers.pipeline.rules import clock
from storage import nudgekeys
from storage.models import Candidate

say, offer_words = Wording("nudge"), Wording("offer")

SNOOZES = (1, 3)
"""Hours that buttons offer."""
IN_MENU = 5
"""What fits one menu of Slack's; where there is more to say, nobody is offered two ways to hear of it later."""
INSTEAD = {
    "offer accept": ("offer decline",),
    "offer edit": ("offer accept", "offer decline"),
    "offer extend": ("offer draft", "offer withdraw", "offer accept"),
}
"""What else may answer what is owed, by its deed: a no to an offer; to a counter that they take what they have, or leave it; for
one that ran out another offer (where that is drafted, other terms), or that there is none, or the yes that nobody recorded."""


def deeds(about: Owed, *, for_whom: bool = False) -> tuple[Action, ...]:
    """The button that does what is owed, for whoever can do it, and those of what may be said instead; `for_whom`: they say whom
    it is about, as they stand beside others.

    An approval that nobody gives, as nobody is named for it, or who is named is away, waits for somebody to be named.
    """
    if not about.is_own:
        return names_approver(about)
    candidate = about.unit.get(Candidate, about.application.candidate_id) if for_whom else None
    name = naming.spoken_of(about.unit, candidate, public=False) if candidate else ""
    these = {"application": about.application.id, **_round(about)}
    deed = Action(say.deed_button(verb=about.deed, name=name), about.deed, these, primary=True)
    return (deed, *(Action(say.deed_button(verb=verb, name=name), verb, these) for verb in _instead(about)))


def _instead(about: Owed) -> tuple[str, ...]:
    """The verbs that answer it as well, where whoever hears it may say so."""
    others = INSTEAD.get(about.deed, ())
    if about.other_terms_wait:
        others = tuple("offer edit" if verb == "offer draft" else verb for verb in others)
    return others if others and access.holds(about.unit, about.person, "offers", about.req, about.now) else ()


def names_approver(about: Owed) -> tuple[Action, ...]:
    """For whoever runs the req, where nobody gives the approval that it waits for."""
    may = access.holds(about.unit, about.person, "run_reqs", about.req, about.now)
    waits = about.req.approver_id is None or about.approver_away is not None or about.climbs
    if about.step != APPROVE or not (waits and may):
        return ()
    part = {"req": about.req.number, "part": access.Part.APPROVER.value, "form": True}
    return (Action(offer_words.team_button(), "req team", part, primary=True),)


def _round(about: Owed) -> dict[str, str]:
    """Which round's scorecard is meant, where it is one round's: whoever sat in several is not asked for which."""
    if about.rule.owner == clock.INTERVIEWER:
        return {"interview": nudgekeys.scorecard_of(about.nudge.key)[0]}
    owed = [each.id for each in about.story.rounds if about.nudge.person_id in each.owed_by] if about.step == SCORECARD else []
    return {"interview": owed[0]} if len(owed) == 1 else {}


def of_reminder(about: Owed) -> tuple[tuple[Action, ...], tuple[Action, ...]]:
    """(What a reminder asks to press, the deed first; what else can be done about it). Where others read, nothing."""
    if not about.private:
        return (), ()
    asked = _asked(about)
    return asked[:MAX_ACTIONS], _more(about, asked[MAX_ACTIONS:])


def _more(about: Owed, left: tuple[Action, ...]) -> tuple[Action, ...]:
    """What else can be done; `left`: what is asked for and has no room as a button."""
    nudge = {"nudge": about.nudge.id}
    why = Action(say.why_button(), "why nudge", nudge)
    has_snooze = any(each.verb == "snooze" for each in left)
    if about.climbs:
        return (*left, why)
    candidate = {"application": about.application.id}
    no_other = Action(offer_words.reject_button(), "decide no", candidate)
    tomorrow = Action(say.tomorrow_button(), "snooze", {**nudge, "tomorrow": True})
    found = (
        *_terms(about),
        *((no_other,) if _asks_for_another_offer(about) else ()),
        *left,
        *(() if has_snooze else (_snooze(about, SNOOZES[0]),)),
        tomorrow,
        *_passes_on(about),
        why,
    )
    return found if len(found) <= IN_MENU else tuple(each for each in found if each is not tomorrow)


def _asked(about: Owed) -> tuple[Action, ...]:
    """The deed and what may be said instead, and the ways to leave it to a later time, or to somebody else."""
    deed = deeds(about)
    if about.climbs:
        return (*(deed or _terms(about)), *_way_out(about), *_passes_on(about))
    return (*deed, *_way_out(about), _snooze(about, SNOOZES[-1]), Action(say.skip_button(), "skip", {"nudge": about.nudge.id}))


def _way_out(about: Owed) -> tuple[Action, ...]:
    """That they are no candidate here any more, where they have signed for another search, for whoever may say so."""
    if about.signed_for is None or not access.holds(about.unit, about.person, "run_candidates", about.req, about.now):
        return ()
    label = offer_words.out_of_button(req=f"R-{about.req.number}")
    return (Action(label, "cand withdraw", {"application": about.application.id}),)


def _terms(about: Owed) -> tuple[Action, ...]:
    """The terms that wait for an approval, for whoever may see offers."""
    sees = about.step == APPROVE and access.holds(about.unit, about.person, "offers", about.req, about.now)
    return (Action(offer_words.terms_button(), "offer show", {"application": about.application.id}),) if sees else ()


def _snooze(about: Owed, hours: int) -> Action:
    return Action(say.snooze_button(hours=hours), "snooze", {"nudge": about.nudge.id, "hours": hours})


def _asks_for_another_offer(about: Owed) -> bool:
    """Whether the candidate's offer was taken back: there may be no other, which whoever may decide says."""
    taken_back = about.story.after("offer_withdrawn", "offer_sent") and about.step == DRAFT
    return taken_back and access.holds(about.unit, about.person, "decide", about.req, about.now)


def _passes_on(about: Owed) -> tuple[Action, ...]:
    """An approval is given by who is named for it: nobody passes it on."""
    return () if about.step == APPROVE else (Action(say.reassign_button(), "reassign", {"nudge": about.nudge.id}),)
