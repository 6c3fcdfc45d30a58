"""What is said to each advice verb for the golden messages: its two examples as help shows them, one input that goes wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from bot.compose import House
from bot.config import read_config
from handlers.catalog import verbs
from handlers.core.command import Actor, Command, Place
from handlers.core.reply import Reply
from handlers.core.verb import Verb
from handlers.router import Router
from tests.conftest import NOW
from tests.databases import database

MEI = Actor("console:local", "console", "mei", "Mei Tanaka", "America/Los_Angeles")
ROOM = Place("console", "hiring")
EXAMPLES = 2

WRONG = {
    "band": "band wizard in narnia",
    "band compare": "band compare senior sf",
    "triage": "triage hello",
    "req triage": "req triage R-99",
    "req jd audit": "req jd audit R-99",
    "loop": "loop wizard",
    "kit": "kit wizard",
    "questions": "questions plumbing",
    "questionnaire": "questionnaire plumber",
    "source": "source plumber",
    "outreach": "outreach plumber",
    "jd audit": "jd audit hello",
    "jd template": "jd template plumber",
    "screen": "screen hello",
    "tools": "tools excel vs word",
    "certs": "certs cooking",
    "close": "close base -228k",
    "ramp": "ramp plumber",
    "retain": "retain yesterday",
    "team": "team -3",
    "outsource": "outsource perhaps",
    "market": "market wizard",
    "role": "role wizard",
    "mistakes": "mistakes banana",
    "ask": "ask what is the weather in paris",
    "sources": "sources wikipedia",
    "fact": "fact nonsense",
    "why": "why",
    "brief": "brief",
    "help": "help banana",
}
"""For each verb something that a person might type and that it cannot take as it stands."""


FILLED: Mapping[str, Mapping[str, str]] = {
    "jd template": {
        "model": "the platform on which six teams serve the models of our product search",
        "scale": "9 million shoppers a month, 1,400 queries a second",
        "deliverable": "two teams deploy through the new registry",
        "success": "all six teams deploy daily, rollback under five minutes",
        "stack": "Kubernetes on EKS, KServe, Ray, Terraform",
        "on_call": "one week in five, the pager goes twice a month",
        "reliability": "p99 under 250 ms, 99.9%",
        "pay": "$198K–$242K base",
        "location": "Seattle, or remote in the US",
    },
    "outreach": {
        "work": "Serving for the fraud model, 40 million payments a month",
        "stack": "Triton on EKS, Feast, Airflow",
        "deliverable": "Serving at 99.9% by May",
        "hard": "p99 under 50 ms while features arrive late",
        "terms": "$198K–$242K base, remote in the US",
    },
    "outsource": {"core": "yes", "owner": "own-data", "now": "stuck"},
}
"""What Mei fills in where the first answer of a verb is a form."""


@dataclass(frozen=True, slots=True)
class Case:
    """What was said, and what was answered."""

    said: str
    reply: Reply


def advice() -> tuple[Verb, ...]:
    """The verbs that answer from knowledge."""
    return tuple(verb for verb in verbs() if verb.handle.__module__.startswith("handlers.advice."))


@contextmanager
def asking() -> Iterator[Router]:
    """A router with the packaged knowledge and an empty database."""
    house = House(read_config({"DATABASE_URL": "sqlite:////nowhere/none.db"}))
    with database("sqlite") as opened:
        yield Router(verbs(), house.library, lambda: opened)


def told(router: Router, said: str = "", *, verb: str = "", **args: object) -> Reply:
    """The answer to words, or to a press."""
    return router.answer(Command(MEI, ROOM, NOW, said=said, verb=verb, args=args))


def cases(router: Router, verb: Verb) -> tuple[Case, ...]:
    """The verb's examples, and what goes wrong."""
    return tuple(Case(said, told(router, said)) for said in (*verb.examples[:EXAMPLES], WRONG[verb.name]))
