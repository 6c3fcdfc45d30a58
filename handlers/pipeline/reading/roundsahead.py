"""Who is interviewed when: the booked rounds of the searches that somebody may see, for `who's interviewing this week`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.core import access
from handlers.core.reply import Action, Bullets, Heading, Reply
from handlers.core.typed.daywords import day_of
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline import rounds
from handlers.pipeline.changes import candidate_of
from handlers.pipeline.reading import naming, when
from storage import interviews, reqs
from storage.models import Interview, Requisition

say = Wording("deedsaid")

MOST, MOST_BUTTONS = 12, 5
_WEEK = timedelta(days=7)


def shown(at: Context, said: str) -> Reply | None:
    """The rounds of that day or week, the earliest first; of all that are ahead where neither is said. None for whoever has no
    search to look at."""
    here = naming.req_of_place(at)
    searches = [req for req in ([here] if here else naming.open_to(at)) if access.may(at, "see_reqs", req)]
    if not searches:
        return None
    since, until = _span(at, said)
    found = [(each, req) for req in searches for each in interviews.booked_rounds(at.unit, req.id, since, MOST)]
    found = sorted((pair for pair in found if pair[0].starts_at < until), key=lambda pair: pair[0].starts_at)
    lead = say.rounds_ahead(count=len(found), when=said)
    if not found:
        return Reply(lead, (Heading(lead),), actions=(Action(say.board_button(), "board"),), confidential=True)
    seats = interviews.seats(at.unit, [each.id for each, _ in found])
    lines = tuple(_line(at, each, req, seats[each.id]) for each, req in found[:MOST])
    return Reply(lead, (Heading(lead), Bullets(lines)), actions=_buttons(at, [each for each, _ in found]), confidential=True)


def _line(at: Context, interview: Interview, req: Requisition, seated: list[str]) -> str:
    _, application = rounds.req_of_interview(at.unit, interview)
    candidate = candidate_of(at.unit, application)
    people = rounds.seated(at, [interview.id])[interview.id] if seated else []
    told: str = say.round_ahead(
        name=naming.called(at, candidate),
        round=rounds.round_name(req, interview.round),
        when=when.shown(at, interview.starts_at),
        who=rounds.names(people),
        req=f"R-{req.number}",
    )
    return told


def _buttons(at: Context, found: list[Interview]) -> tuple[Action, ...]:
    """Whose they are, each once."""
    whose = dict.fromkeys(each.application_id for each in found)
    entries = [entry for each in whose if (entry := reqs.entry(at.unit, each))]
    return tuple(
        Action(say.show_button(req=naming.called(at, each.candidate))[:75], "cand show", {"application": each.application.id})
        for each in entries[:MOST_BUTTONS]
    )


def _span(at: Context, said: str) -> tuple[datetime, datetime]:
    """From when until when; a week is the calendar's, from now on."""
    now, today, words = at.command.now, at.today, said.casefold().removeprefix("on ").strip()
    monday = today - timedelta(days=today.weekday())
    if words in ("this week", "the week", "the rest of the week"):
        return now, _begins(at, monday + _WEEK)
    if words == "next week":
        return _begins(at, monday + _WEEK), _begins(at, monday + 2 * _WEEK)
    try:
        day = day_of(words, today) if words else None
    except ValueError:
        day = None
    return (max(now, _begins(at, day)), _begins(at, day + timedelta(days=1))) if day else (now, now + 52 * _WEEK)


def _begins(at: Context, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(at.zone or "UTC"))
