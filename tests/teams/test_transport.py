"""Messages that the bot sends by itself: each outcome says what is known, and no more."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.teams.transport import AppToken, Connector, TeamsTransport, no_token
from bot.transport import Failed, Refused, Sent, Throttled, Transport, Unclear, Unknown
from handlers.core.reply import Reply, Text

REPLY = Reply("Offer is due", (Text("Offer is due"),))


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as made:
        yield made


@pytest.fixture
def transport(session: aiohttp.ClientSession) -> TeamsTransport:
    return TeamsTransport(Connector(lambda: session, no_token))


@pytest.fixture
def address(peer: Any) -> dict[str, Any]:
    return {
        "system": "teams",
        "service_url": peer.service_url,
        "tenant": "tenant-1",
        "conversation": "19:abc@thread.tacv2",
        "thread": "17",
        "bot": {"id": "28:bot", "name": "mlhire"},
    }


@pytest.fixture
def alone(peer: Any) -> dict[str, Any]:
    """Somebody's personal chat that is known."""
    route = {"system": "teams", "service_url": peer.service_url, "tenant": "tenant-1", "bot": {"id": "28:bot", "name": "mlhire"}}
    return {**route, "conversation": "a:chat-29:mei", "user": {"id": "29:mei"}}


async def test_a_message_is_sent_updated_and_deleted(transport: Transport, peer: Any, address: dict[str, Any]) -> None:
    sent = await transport.send(address, REPLY, "key")
    assert sent == Sent({"id": "sent-1", "conversation": "19:abc@thread.tacv2;messageid=17"})
    assert await transport.update(address, sent.ref, REPLY) == Sent(sent.ref)
    assert await transport.delete(address, sent.ref) == Sent(sent.ref)
    assert [call["method"] for call in peer.accepted] == ["POST", "PUT", "DELETE"]
    assert {call["conversation"] for call in peer.accepted} == {"19:abc@thread.tacv2;messageid=17"}
    assert [call["activity"] for call in peer.accepted] == ["", "sent-1", "sent-1"]
    assert peer.accepted[0]["body"]["from"]["id"] == "28:bot" and peer.accepted[0]["authorization"] == ""


@pytest.mark.parametrize("refusal", ["403:BotNotInConversationRoster", "404"])
async def test_a_personal_chat_that_is_refused_is_opened_anew_once(
    transport: Transport, peer: Any, alone: dict[str, Any], refusal: str
) -> None:
    peer.refused["29:mei"] = refusal
    assert await transport.send(alone, REPLY, "key") == Refused(f"status {refusal.replace(':', ' ')}")
    assert peer.accepted == []
    peer.refused.clear()
    peer.gone.add("a:chat-29:mei")
    sent = await transport.send(alone, REPLY, "key")
    assert isinstance(sent, Sent) and sent.ref["conversation"] == "a:chat-anew-29:mei"


async def test_somebody_without_a_chat_gets_one(transport: Transport, peer: Any, alone: dict[str, Any]) -> None:
    sent = await transport.send({**alone, "conversation": ""}, REPLY, "key")
    assert isinstance(sent, Sent) and sent.ref["conversation"] == "a:chat-29:mei"
    assert peer.accepted[0]["path"] == "/v3/conversations"
    assert peer.accepted[0]["body"]["members"] == [{"id": "29:mei"}]
    assert peer.accepted[1]["conversation"] == "a:chat-29:mei"


@pytest.mark.parametrize(
    ("meets", "outcome"),
    [
        ("429:7", Throttled), ("429", Throttled), ("429:soon", Throttled), ("412", Throttled), ("503:3", Throttled),
        ("503", Unclear), ("500", Unclear), ("502", Unclear), ("504", Unclear), ("cut", Unclear), ("lost", Unclear),
        ("400", Refused), ("403", Refused), ("404", Refused), ("413", Refused), ("302", Refused), ("401", Failed),
    ],
)  # fmt: skip
async def test_the_outcome_of_a_send(transport: Transport, peer: Any, address: dict[str, Any], meets: str, outcome: type) -> None:
    peer.plan.append(meets)
    got = await transport.send(address, REPLY, "key")
    assert isinstance(got, outcome)
    if isinstance(got, Throttled):
        asked = float(meets.partition(":")[2]) if meets.partition(":")[2].isdigit() else 2.0
        assert asked <= got.retry_after <= asked + 1
    assert len(peer.accepted) == (meets == "lost")


@pytest.mark.parametrize("meets", ["500", "cut", "lost"])
async def test_an_edit_or_a_removal_may_be_tried_again_without_harm(
    transport: Transport, peer: Any, address: dict[str, Any], meets: str
) -> None:
    # The client tries such a call once more by itself when the connection was cut.
    peer.plan.extend([meets, meets])
    assert isinstance(await transport.update(address, {"id": "1"}, REPLY), Failed)
    peer.plan.clear()
    peer.plan.extend([meets, meets])
    assert isinstance(await transport.delete(address, {"id": "1"}), Failed)


async def test_a_message_that_is_gone_counts_as_deleted(transport: Transport, peer: Any, address: dict[str, Any]) -> None:
    peer.plan.append("404")
    assert await transport.delete(address, {"id": "1"}) == Sent({"id": "1"})


async def test_a_server_that_is_not_there_was_surely_not_reached(transport: Transport, address: dict[str, Any]) -> None:
    assert isinstance(await transport.send({**address, "service_url": "http://127.0.0.1:1/"}, REPLY, "key"), Failed)
    assert isinstance(await transport.send({**address, "service_url": "no url"}, REPLY, "key"), Refused)


async def test_an_answer_that_never_comes_leaves_it_unclear(
    session: aiohttp.ClientSession, peer: Any, address: dict[str, Any]
) -> None:
    peer.plan.append("hold")
    hasty = TeamsTransport(Connector(lambda: session, no_token, aiohttp.ClientTimeout(total=0.02)))
    assert isinstance(await hasty.send(address, REPLY, "key"), Unclear)
    assert len(peer.accepted) == 1


async def test_teams_can_not_be_asked_what_was_sent(transport: Transport, address: dict[str, Any]) -> None:
    assert await transport.find(address, "key", 0.0) == Unknown()


class Credentials:
    """Stands for MSAL."""

    def __init__(self, *answers: str | Exception) -> None:
        self.answers = list(answers)

    def get_access_token(self) -> str:
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


async def test_the_token_is_kept_and_asked_for_again_in_time(
    session: aiohttp.ClientSession, peer: Any, address: dict[str, Any]
) -> None:
    clock = [100.0]
    credentials = Credentials("one", "two")
    transport = TeamsTransport(Connector(lambda: session, AppToken(lambda: credentials, lambda: clock[0])))
    for _ in range(2):
        await transport.send(address, REPLY, "key")
    clock[0] += 241
    await transport.send(address, REPLY, "key")
    assert [call["authorization"] for call in peer.accepted] == ["Bearer one", "Bearer one", "Bearer two"]


async def test_without_a_token_nothing_is_sent(session: aiohttp.ClientSession, peer: Any, address: dict[str, Any]) -> None:
    credentials = Credentials(PermissionError("wrong secret"))
    transport = TeamsTransport(Connector(lambda: session, AppToken(lambda: credentials)))
    assert isinstance(await transport.send(address, REPLY, "key"), Failed)
    assert not peer.accepted
