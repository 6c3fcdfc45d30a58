"""The facts behind an answer, and showing an answer to others."""

from __future__ import annotations

import pytest

from tests.conftest import DIRECT


def offered(reply, verb):
    return [action for action in (*reply.actions, *reply.more) if action.verb == verb]


@pytest.mark.parametrize("said", ["band senior remote", "loop senior mlops", "band compare senior sf vs senior nyc"])
def test_every_advice_with_figures_can_be_asked_why(ask, said):
    (why,) = offered(ask(said), "why")
    facts = ask(verb="why", **why.args).data["facts"]
    assert facts
    assert all(fact["source"] and fact["as_of"] for fact in facts)


def test_advice_in_a_channel_can_be_shared_and_kept(ask):
    assert [action.args.get("to_me", False) for action in offered(ask("band senior remote"), "share")] == [False, True]


def test_in_a_direct_message_there_is_nobody_to_share_with(house):
    from handlers.core.command import Command
    from tests.conftest import MEI, NOW

    reply = house.router.answer(Command(MEI, DIRECT, NOW, said="band senior remote"))
    assert not offered(reply, "share")


def test_an_answer_that_holds_somebodys_words_is_not_offered_for_sharing(ask):
    assert not offered(ask("triage own the RAG pipeline and its evals"), "share")


def test_what_changes_something_cannot_be_repeated_by_why(ask):
    assert ask(verb="why", args={"title": "x"}).data["refused"] == "NotFound"
