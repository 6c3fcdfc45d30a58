"""How reqs and candidates are named: in a verb's arguments, by the place where something is said, in answers, and on buttons.

Which of them is meant is found elsewhere (see finding).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import model_validator

from handlers.core import access, named
from handlers.core.args import Arguments
from handlers.core.markers import Name, Remaining, ReqRef
from handlers.core.reply import Action
from handlers.core.verb import Context
from handlers.core.wording import Wording
from handlers.pipeline import settings
from storage import reqs
from storage.models import Candidate, Requisition
from storage.reqs import Entry
from storage.unit import Unit

say = Wording("pipeline")

OFFERED = 6
"""How many are offered back: three buttons, the rest in the menu."""

_SPOKEN_OF = re.compile(
    r"\s*(?:(?:the|this|our|that)\s+)?(?:req|requisition|search|role|position)(?:\s+(?:now|again|please|pls))*[\s.!]*",
    re.IGNORECASE,
)
"""A req that is spoken of and not described: the thread's, or the only one."""


ReqWords = Annotated[str, Remaining()]
"""What no other field took: words for the req (`sr mle`), where a verb takes no name. Last in its class, as `described`."""


class AboutReq(Arguments):
    """Base of verbs about one req: its number or words for it; inside its thread nothing is needed."""

    req: Annotated[int | str | None, ReqRef()] = None
    rev: int | None = None
    """The req's or the application's `rev` that a button was made for."""

    @model_validator(mode="before")
    @classmethod
    def _words_name_the_req(cls, given: Any) -> Any:
        if not isinstance(given, dict) or "described" not in given:
            return given
        words = "" if _SPOKEN_OF.fullmatch(str(given["described"])) else given["described"]
        rest = {name: value for name, value in given.items() if name != "described"}
        return rest if rest.get("req") is not None else {**rest, "req": words}


class OneReq(AboutReq):
    """Arguments of verbs about one req that take nothing else."""

    described: ReqWords = ""


class AboutCandidate(AboutReq):
    """Base of verbs about one candidate of a req, by name or (from a button) by application."""

    candidate: Annotated[str, Name()] = ""
    application: str | None = None


def req_of_place(at: Context) -> Requisition | None:
    """The req in whose thread it was said."""
    place = at.command.place
    return reqs.in_thread(at.unit, place.system, thread_name(place.channel, place.thread)) if place.thread else None


def thread_name(channel: str, thread: str | None) -> str:
    """A thread as external references name it: threads are named within their channel only."""
    return f"{channel}/{thread}"


def which(at: Context, found: Sequence[Requisition]) -> tuple[Action, ...]:
    """Buttons that ask the same of each of these reqs."""
    if at.verb is None or "req" not in at.verb.args.model_fields:
        return ()
    return tuple(again(at, say.req_button(number=req.number, title=req.title), req=req.number) for req in found[:OFFERED])


def open_to(at: Context) -> list[Requisition]:
    """The open reqs that the speaker may see."""
    return access.visible(at, reqs.open_reqs(at.unit))


def name_of(entry: Entry) -> str:
    """By name, or by initials where that is all we have."""
    return entry.candidate.name or entry.candidate.initials or ""


def may_see(at: Context, entry: Entry) -> bool:
    """Whether the speaker may know of this candidate's req."""
    req = at.unit.get(Requisition, entry.application.requisition_id)
    return req is not None and access.may(at, "see_reqs", req)


def who(at: Context, found: Sequence[Entry]) -> tuple[Action, ...]:
    """Buttons that ask the same about each of these candidates."""
    if at.verb is None or "application" not in at.verb.args.model_fields:
        return ()
    return tuple(
        again(at, _button_name(at, each), application=each.application.id, candidate=None, req=None) for each in found[:OFFERED]
    )


def _button_name(at: Context, entry: Entry) -> str:
    req = at.unit.get(Requisition, entry.application.requisition_id)
    named.note(at.unit, entry.candidate.id)
    return say.candidate_button(name=name_of(entry)[:40], number=entry.candidate.number, req=req.number if req else 0)


# How things are called


def called(at: Context, candidate: Candidate, *, public: bool | None = None) -> str:
    """How a candidate is called in this place: by name in private, by initials and number where others read along.

    `public`: whether others do; by default where the command was said is looked at.
    """
    return spoken_of(at.unit, candidate, public=not at.command.place.private if public is None else public)


def spoken_of(unit: Unit, candidate: Candidate, *, public: bool) -> str:
    """The same for messages that are composed later."""
    reference = f"C-{candidate.number}"
    name = candidate.name or candidate.initials
    if candidate.erased_at is not None or not name:
        return reference
    named.note(unit, candidate.id)
    if not public or settings.of(unit).names_in_public:
        return name
    return f"{candidate.initials} ({reference})" if candidate.initials else reference


# Buttons


def again(at: Context, label: str, **changed: Any) -> Action:
    """A button that asks the same with some arguments changed; None takes one away."""
    assert at.verb is not None and at.args is not None
    args = at.args.model_dump(mode="json", exclude_defaults=True) | changed
    return Action(label[:75], at.verb.name, {name: value for name, value in args.items() if value is not None})


def list_button() -> Action:
    """What shows the open reqs."""
    return Action(say.list_button(), "req list")
