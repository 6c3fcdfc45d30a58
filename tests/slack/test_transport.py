from collections.abc import AsyncIterator

import pytest

from bot.slack.transport import SlackTransport, client
from bot.transport import Absent, Failed, Found, Refused, Sent, Throttled, Unclear, Unknown
from handlers.core.reply import Bar, Document, Heading, Panel, Picture, Reply
from tests.peers.slack_api import Fault, SlackApi, slack_api

NUDGE = Reply("Ana Q.'s offer is due", (Heading("Ana Q.'s offer is due"),))
CHANNEL = {"channel": "C1"}
THREAD = {"channel": "C1", "thread": "1.5"}


@pytest.fixture
async def api() -> AsyncIterator[SlackApi]:
    async with slack_api() as peer:
        yield peer


@pytest.fixture
def transport(api: SlackApi) -> SlackTransport:
    return SlackTransport(client("xoxb-1", api.url))


async def test_a_message_carries_its_key_and_is_found_by_it(api: SlackApi, transport: SlackTransport) -> None:
    sent = await transport.send(CHANNEL, NUDGE, "n-1")
    assert isinstance(sent, Sent)
    assert api.messages["C1"][0]["metadata"] == {"event_type": "mlhire", "event_payload": {"key": "n-1"}}
    assert await transport.find(CHANNEL, "n-1", 0) == Found(sent.ref)
    assert await transport.find(CHANNEL, "n-2", 0) == Absent()
    assert await transport.find(CHANNEL, "n-1", 4e9) == Absent()


async def test_a_key_is_found_in_a_thread_and_on_a_later_page(api: SlackApi, transport: SlackTransport) -> None:
    api.page_size = 2
    sent = [await transport.send(THREAD, NUDGE, f"n-{number}") for number in range(7)]
    assert await transport.find(THREAD, "n-0", 0) == Found(sent[0].ref) if isinstance(sent[0], Sent) else False
    assert len(api.called("conversations.replies")) == 4


async def test_another_apps_metadata_is_not_ours(api: SlackApi, transport: SlackTransport) -> None:
    api.messages["C1"].append({"ts": "1700000000.1", "metadata": {"event_type": "other", "event_payload": {"key": "n-1"}}})
    assert await transport.find(CHANNEL, "n-1", 0) == Absent()


async def test_a_person_is_written_to_in_their_direct_conversation(api: SlackApi, transport: SlackTransport) -> None:
    await transport.send({"user": "U7"}, NUDGE, "n-1")
    await transport.send({"user": "U7"}, NUDGE, "n-2")
    assert [message["channel"] for message in api.messages["D7"]] == ["D7", "D7"]
    assert len(api.called("conversations.open")) == 1
    assert isinstance(await transport.find({"user": "U7"}, "n-2", 0), Found)


async def test_a_message_is_edited_and_taken_back(api: SlackApi, transport: SlackTransport) -> None:
    sent = await transport.send(CHANNEL, NUDGE, "n-1")
    assert isinstance(sent, Sent)
    assert await transport.update(CHANNEL, sent.ref, Reply("done")) == sent
    assert (api.messages["C1"][0]["text"], api.messages["C1"][0]["metadata"]["event_payload"]) == ("done", {"key": "n-1"})
    assert await transport.delete(CHANNEL, sent.ref) == sent
    assert await transport.delete(CHANNEL, sent.ref) == Sent(sent.ref)
    assert api.messages["C1"] == []
    assert await transport.update(CHANNEL, sent.ref, NUDGE) == Refused("message_not_found")


@pytest.mark.parametrize(
    ("fault", "outcome", "arrived"),
    [
        (Fault(status=429, retry_after=7), Throttled(7), 0),
        (Fault(error="ratelimited"), Throttled(30), 0),
        (Fault(error="channel_not_found"), Refused("channel_not_found"), 0),
        (Fault(error="invalid_blocks"), Refused("invalid_blocks"), 0),
        (Fault(error="fatal_error"), Unclear("fatal_error"), 0),
        (Fault(cut="before"), Unclear("ServerDisconnectedError"), 0),
        (Fault(cut="after"), Unclear("ServerDisconnectedError"), 1),
    ],
)
async def test_a_fault_is_told_for_what_it_is_and_nothing_is_sent_twice(
    api: SlackApi, transport: SlackTransport, fault: Fault, outcome: object, arrived: int
) -> None:
    api.fail("chat.postMessage", fault)
    assert await transport.send(CHANNEL, NUDGE, "n-1") == outcome
    assert (len(api.called("chat.postMessage")), len(api.messages["C1"])) == (1, arrived)


@pytest.mark.parametrize(
    "fault", [Fault(status=503), Fault(status=502, content_type="text/html"), Fault(status=500, content_type="text/plain")]
)
async def test_a_broken_slack_leaves_it_unclear(api: SlackApi, transport: SlackTransport, fault: Fault) -> None:
    api.fail("chat.postMessage", fault)
    assert isinstance(await transport.send(CHANNEL, NUDGE, "n-1"), Unclear)
    assert len(api.called("chat.postMessage")) == 1


async def test_a_slack_that_cannot_be_reached_took_nothing() -> None:
    async with slack_api() as api:
        gone = SlackTransport(client("xoxb-1", api.url))
    assert isinstance(await gone.send(CHANNEL, NUDGE, "n-1"), Failed)
    assert await gone.find(CHANNEL, "n-1", 0) == Unknown()


async def test_a_conversation_that_does_not_open_leaves_nothing_unclear(api: SlackApi, transport: SlackTransport) -> None:
    faults = (Fault(cut="after"), Fault(status=500), Fault(error="user_not_found"), Fault(status=429, retry_after=3))
    api.fail("conversations.open", *faults)
    outcomes = [await transport.send({"user": "U7"}, NUDGE, "n-1") for _ in range(4)]
    assert [type(outcome) for outcome in outcomes] == [Failed, Failed, Refused, Throttled]


async def test_a_look_up_that_fails_is_unknown_and_not_absent(api: SlackApi, transport: SlackTransport) -> None:
    for fault in (Fault(error="missing_scope"), Fault(status=503)):
        api.fail("conversations.history", fault)
        assert await transport.find(CHANNEL, "n-1", 0) == Unknown()


async def test_a_look_up_that_is_throttled_says_for_how_long(api: SlackApi, transport: SlackTransport) -> None:
    api.fail("conversations.history", Fault(status=429, retry_after=60))
    assert await transport.find(CHANNEL, "n-1", 0) == Unknown(60)


BARS = Picture("Senior", "190 to 230", (Panel("Base", "USD", (Bar("RFS", 190, 230),)),))
SHARED = Reply("A template", (Document("jd.md", "text/markdown", "# Senior ML engineer"), BARS))


@pytest.mark.parametrize("thread", [None, "9.000100"])
async def test_what_the_bot_posts_by_itself_brings_its_files_and_shows_its_pictures(api: SlackApi, thread: str | None) -> None:
    drawing = SlackTransport(client("xoxb-1", api.url), lambda picture: b"png")
    sent = await drawing.send({"channel": "C1", "thread": thread}, SHARED, "k1")
    assert isinstance(sent, Sent)
    [picture, document] = api.shared
    assert (picture["channel"], document["channel"], document["thread"]) == (None, "C1", thread or sent.ref["ts"])
    assert document["title"] == "jd.md"
    assert api.files[document["id"]] == b"# Senior ML engineer"
    assert any(block.get("slack_file") == {"id": picture["id"]} for block in api.posted()[0]["blocks"])


async def test_a_file_for_one_person_goes_to_their_direct_conversation(api: SlackApi, transport: SlackTransport) -> None:
    assert isinstance(await transport.send({"channel": "U1"}, SHARED, "k1"), Sent)
    assert [each["channel"] for each in api.shared] == ["D1"]


async def test_a_file_that_is_not_taken_does_not_cost_the_message(api: SlackApi, transport: SlackTransport) -> None:
    api.fail("files.getUploadURLExternal", Fault(error="internal_error"))
    assert isinstance(await transport.send(CHANNEL, SHARED, "k1"), Sent)
    assert len(api.posted()) == 1
