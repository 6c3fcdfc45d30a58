"""Quick answers come at once, all others from a thread."""

from __future__ import annotations

import threading

from bot.answering import Answering
from handlers.core.args import Arguments
from handlers.core.command import Command
from handlers.core.reply import Reply
from handlers.core.verb import Context, Verb
from handlers.router import Router
from tests.conftest import CHANNEL, MEI, NOW


class NoArgs(Arguments):
    """Nothing."""


def where(_: NoArgs, __: Context) -> Reply:
    return Reply(threading.current_thread().name)


def answering(house, **options):
    verbs = (Verb("where", NoArgs, where, "", "where", ("where",), **options), *house.router.verbs)
    return Answering(Router(verbs, house.library, lambda: house.database))


WHERE = Command(MEI, CHANNEL, NOW, verb="where")


def test_an_answer_that_needs_no_thread_is_there_at_once(house):
    assert answering(house).begin(WHERE) == Reply("MainThread")


async def test_a_heavy_verb_holds_nobody_up(house):
    begun = answering(house, heavy=True).begin(WHERE)
    assert not isinstance(begun, Reply)
    assert (await begun).text != "MainThread"


async def test_what_is_not_understood_is_answered_at_once(house):
    begun = answering(house).begin(Command(MEI, CHANNEL, NOW, said="mlops"))
    assert isinstance(begun, Reply)
    assert not begun.understood


async def test_a_fault_becomes_a_reference_and_never_a_trace(house):
    def fail(_: NoArgs, __: Context) -> Reply:
        raise RuntimeError("secret detail")

    broken = Verb("where", NoArgs, fail, "", "where", ("where",))
    router = Router((broken, *house.router.verbs), house.library, lambda: house.database)
    reply = await Answering(router).answer(WHERE)
    assert reply.data["reference"] in reply.text
    assert "secret detail" not in reply.text
