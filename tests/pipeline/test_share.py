"""Sharing an answer: it leaves through the outbox, composed from the question when it is sent."""

from __future__ import annotations

from handlers.core.command import Command
from handlers.core.reply import plain
from handlers.pipeline import share
from storage.models import Outbox
from tests.conftest import CHANNEL, DIRECT, MEI, NOW

QUESTION = {"asked": "band", "args": {"level": "senior", "markets": ["us-remote"]}}


def messages(house):
    return house.database.read("acme", lambda unit: unit.all(Outbox))


def test_a_shared_answer_goes_to_the_channel_where_it_was_asked(tell, stateful):
    tell(verb="share", **QUESTION)
    (message,) = messages(stateful)
    assert (message.kind, message.address) == ("answer", {"system": "slack", "channel": "C-HIRING"})

    def answer(verb, args):
        return stateful.router.answer(Command(MEI, CHANNEL, NOW, verb=verb, args=args))

    reply = stateful.database.read("acme", lambda unit: share.compose(unit, message.refs, answer))
    assert reply.public
    assert plain(reply.elements[-1].text) == "Shared by Mei"
    assert "post $190K–$230K base" in reply.text


def test_an_answer_kept_goes_to_the_askers_own_messages(tell, stateful):
    tell("due", place=DIRECT)
    tell(verb="share", to_me=True, **QUESTION)
    assert messages(stateful)[0].address["channel"] == "D-RAVI"


def test_a_double_delivery_shares_once(tell, stateful):
    for _ in range(2):
        tell(verb="share", key="trigger-1", **QUESTION)
    assert len(messages(stateful)) == 1


def test_a_write_is_never_shared(tell, stateful):
    assert tell(verb="share", asked="offer sent", args={}).data["refused"] == "NotFound"
    assert messages(stateful) == []
