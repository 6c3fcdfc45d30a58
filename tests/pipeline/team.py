"""A search to test on, and what stands in the tables afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from handlers.core.command import Actor, Place
from storage.models import Application, Candidate, Event, Outbox, Person, Requisition, Surface
from tests.conftest import MEI, RAVI

DANA = Actor("acme", "slack", "U-DANA", "Dana", "America/New_York")
TOM = Actor("acme", "slack", "U-TOM", "Tom", "Europe/Berlin")
EVE = Actor("acme", "slack", "U-EVE", "Eve")
"""In the company, and in nobody's team."""
DM = Place("slack", "D-MEI", private=True)


@dataclass(frozen=True)
class Search:
    """A search under way: its req's number, and the application of Ana Quiroga, its one candidate."""

    req: int
    application: str


def opened(tell: Any, words: str = '"Senior ML engineer" production senior remote') -> int:
    """A req, opened by Mei: its number."""
    return int(tell(f"req open {words}").data["req"])


def added(tell: Any, number: int, name: str = "Ana Quiroga") -> str:
    """A candidate in it: the application's id."""
    return str(tell(f'cand add "{name}" R-{number}').data["application"])


def met(tell: Any, *actors: Actor) -> None:
    """They have said something to the bot, so it knows them."""
    for actor in actors:
        tell(verb="share", by=actor, asked="band", args={"level": "senior"}, to_me=True)


def reachable(tell: Any, *actors: Actor) -> None:
    """They have a direct conversation with the bot."""
    for actor in actors:
        tell("due", by=actor, place=Place("slack", f"D-{actor.name}", private=True))


def sat_with_ana(tell: Any, ended: datetime) -> None:
    """Ravi and Dana sat in a round of Ana's that ended then, a Monday; both owe a scorecard by Tuesday."""
    reachable(tell, MEI, RAVI, DANA)
    added(tell, opened(tell))
    tell('interview book "Ana Quiroga" technical mon 9:00 @ravi @dana R-1', at=ended - timedelta(days=3))
    tell('interview done "Ana Quiroga" technical R-1', at=ended)


def undecided(tell: Any, ended: datetime) -> str:
    """Mei hires, Ravi recruits and Dana sponsors; Ana's loop ended then, and nobody has decided: the application's id."""
    reachable(tell, MEI, RAVI, DANA)
    number = opened(tell)
    tell(f"req team R-{number} add @ravi as recruiter")
    tell(f"req team R-{number} add @dana as sponsor")
    return str(tell(f'loop done "Ana Quiroga" R-{number}', at=ended).data["application"])


def rows(house: Any, model: Any, *where: Any) -> list[Any]:
    """What stands in a table."""
    return list(house.database.read("acme", lambda unit: unit.all(model, *where, order_by=model.id)))


def application(house: Any, id: str) -> Application:
    """One application as it stands."""
    return next(each for each in rows(house, Application) if each.id == id)


def req(house: Any, number: int) -> Requisition:
    """One req as it stands."""
    return next(each for each in rows(house, Requisition) if each.number == number)


def kinds(house: Any) -> list[str]:
    """The codes of what happened, in order."""
    return [event.kind for event in rows(house, Event)]


def everything(house: Any) -> tuple[Any, ...]:
    """A picture of all that a change could leave behind."""
    models = (Requisition, Candidate, Application, Event, Outbox, Surface, Person)
    return tuple(tuple(each.model_dump_json() for each in rows(house, model)) for model in models)
