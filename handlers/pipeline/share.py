"""`share`: an answer that one person saw, posted for everybody in the channel, or kept in the asker's direct messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from handlers.core.asked import AskedArgs, meant, named
from handlers.core.colleagues import called
from handlers.core.errors import NotFound
from handlers.core.reply import Reply, Text
from handlers.core.verb import Context, verb
from handlers.core.wording import Wording
from handlers.pipeline.people import address_of, reach, speaker
from storage import outbox
from storage.ids import new_id
from storage.models import Person
from storage.unit import Unit

say = Wording("asked")

KIND = "answer"


class ShareArgs(AskedArgs):
    """The answered question, and whether it goes to the asker's own direct messages."""

    to_me: bool = False


@verb(
    "share",
    ShareArgs,
    summary="Show an answer to everybody here",
    usage="share",
    examples=(),
    effect="write",
    listed=False,
    no_verb_before=("of", "price", "prices", "count", "options", "grant", "grants"),
)
def share(asked: ShareArgs, at: Context) -> Reply:
    """Put the answer on its way. What leaves is composed when it is sent, from the question alone."""
    question, args = meant(asked, at)
    me = speaker(at.unit, at.command)
    address = reach(at.unit, me.id) if asked.to_me else address_of(at.command)
    if address is None:
        raise NotFound(say.not_repeatable())
    refs = named(question, args) | {"by": me.id}
    outbox.put(at.unit, f"{KIND}:{at.command.delivery_key or new_id()}", KIND, refs, address, at.real_now)
    text = say.on_its_way(to_me=asked.to_me)
    return Reply(text, (Text(text),), data={"shared": named(question, args), "to_me": asked.to_me})


def compose(unit: Unit, refs: Mapping[str, Any], answer: Callable[[str, Mapping[str, Any]], Reply]) -> Reply:
    """The shared answer with who shared it. `answer` gives a verb's reply to structured arguments."""
    person = unit.get(Person, str(refs.get("by")))
    reply = answer(str(refs["asked"]), refs["args"])
    line = Text(say.shared(by=called(person)), small=True)
    return replace(reply, elements=(*reply.elements, line), public=True)
