"""Work that no lane covers: who names it gets what the guides say of it, never somebody else's role or kit in its place."""

from __future__ import annotations

import re
from typing import Any

from handlers.core.answers import telling
from handlers.core.answers.cellnames import in_sentence
from handlers.core.answers.cite import cited
from handlers.core.library import Library
from handlers.core.reply import Action, Heading, Reply, Text, in_short
from handlers.core.wording import Wording
from knowledge.pay.adjustments import Cell
from knowledge.schema import Fact

say = Wording("otherwork")

NEIGHBOURS = (
    ("Robotics", ("robotics", "robotics engineer", "robotics ai engineer")),
    ("Prompt", ("prompt engineer", "prompt engineers", "prompt engineering")),
    ("RLHF", ("rlhf", "annotator", "annotators", "annotation specialist", "labeler", "labeller")),
    ("Speech", ("speech", "speech engineer", "speech recognition", "speech recognition engineer", "asr")),
    ("Safety", ("safety", "ai safety", "safety engineer", "ai safety engineer", "alignment engineer")),
    ("Healthcare", ("healthcare ai", "health ai", "healthcare ai engineer", "medical ai engineer")),
)
"""A word of a neighbouring role's name, and how people ask for it."""
SHOWN_FACTS = 3
"""What fits a phone screen."""
SAID_IN = ("lanes", "role", "scoping", "team", "specialties")
"""Topics that tell jobs from one another."""


def not_described(job: str, neighbours: tuple[Fact, ...], library: Library) -> Reply:
    """That no guide describes this role, what they say where they name it, and the neighbours that they do describe."""
    facts = _naming(job, library)[:SHOWN_FACTS]
    lead = say.not_described(job=job, said=bool(facts))
    lanes = [in_sentence(str(lane["name"])) for lane in library.knowledge.vocabulary["lanes"]]
    related = say.related(names=[str(fact.applies_to["role"]) for fact in neighbours])
    return Reply(
        in_short(lead, [say.no_lane(job=job, lanes=lanes)]),
        (Heading(lead), *telling.listed(facts, library), Text(say.no_lane(job=job, lanes=lanes)), Text(related)),
        actions=(
            Action(say.related_button(), "role", {"related": True}),
            Action(say.role_button(), "role"),
            Action(say.triage_button(), "triage"),
        ),
        sources=cited(library.knowledge, (fact.source for fact in (*facts, *neighbours))),
        data={"job": job, "described": False, "facts": telling.as_data(facts)},
    )


def no_band(job: str, asked: Cell) -> Reply:
    """That no guide has pay for such work; the same cell for an ML engineer is a press away."""
    lead = say.no_band(job=job)
    cell = {"level": asked.level or "senior", "markets": list(asked.markets)}
    data: dict[str, Any] = {
        "job": job,
        "level": asked.level,
        "market": None,
        "lane": None,
        "modifiers": [],
        "rows": [],
        "adjustments": [],
    }
    return Reply(
        lead,
        (Heading(lead), Text(say.for_ml_engineers())),
        actions=(Action(say.band_button(), "band", cell), Action(say.triage_button(), "triage")),
        data=data | {"posting_range": None, "posting_range_reason": "not-ml"},
    )


def no_loop(job: str, library: Library) -> Reply:
    """That no guide lays out a loop for such work, with the lanes that they do have them for."""
    return _no_rounds(say.no_loop(job=job), "loop", job, library)


def no_kit(job: str, library: Library) -> Reply:
    """That no guide has rounds for such work, with the lanes that they do have them for."""
    return _no_rounds(say.no_kit(job=job), "kit", job, library)


def _no_rounds(lead: str, verb: str, job: str, library: Library) -> Reply:
    lanes = tuple(str(lane["id"]) for lane in library.knowledge.vocabulary["lanes"])
    buttons = tuple(Action(library.vocabulary.name("lane", lane), verb, {"level": "senior", "lane": lane}) for lane in lanes)
    return Reply(lead, (Heading(lead), Text(say.name_a_lane())), actions=buttons[:3], more=buttons[3:], data={"job": job})


def _naming(job: str, library: Library) -> tuple[Fact, ...]:
    """The guides' sentences on jobs that name this one."""
    named = re.compile(rf"\b{re.escape(job)}s?\b", re.IGNORECASE)
    told = library.knowledge.by_topic
    return tuple(fact for topic in SAID_IN for fact in told.get(topic, ()) if named.search(fact.statement))
