"""What Teams sends in its odder moments, in its own shapes: answered rightly or taken without effect, never a failure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from storage.models import Identity, Outbox, Requisition
from tests.databases import KINDS, fresh_url
from tests.teams.workspace import CHANNEL, TENANT, Workspace, chat_of, workspace

pytestmark = pytest.mark.parametrize("kind", KINDS)

US = {"type": "mention", "text": "<at>mlhire</at>", "mentioned": {"id": "28:bot", "name": "mlhire"}}
THREAD = {"id": f"{CHANNEL};messageid=17", "conversationType": "channel", "isGroup": True, "tenantId": TENANT}
GROUP = {"id": "19:abc_def@unq.gbl.spaces", "conversationType": "groupChat", "isGroup": True, "tenantId": TENANT}
MEETING = {"id": "19:meeting_MjdhNjM@thread.v2", "conversationType": "groupChat", "isGroup": True, "tenantId": TENANT}
PERSONAL = {"id": chat_of("mei"), "conversationType": "personal", "tenantId": TENANT}


def of(eventType: str, **more: Any) -> dict[str, Any]:
    """A channel's own data, as Teams names what happened."""
    return {"channelData": {"eventType": eventType, "tenant": {"id": TENANT}, **more}}


async def tell(teams: Workspace, text: str, where: dict[str, Any] = THREAD, *mentions: dict[str, Any], **more: Any) -> str:
    """A message to the bot; everything that was posted because of it."""
    before = len(teams.peer.accepted)
    await teams._post("mei", text=text, conversation=where, entities=[US, *mentions], **more)
    return json.dumps([call["body"] for call in teams.peer.accepted[before:]], ensure_ascii=False)


def reqs(teams: Workspace) -> list[Requisition]:
    return teams.house.database.read(f"teams:{TENANT}", lambda unit: unit.all(Requisition))


HAPPENED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("messageUpdate", {"text": "<at>mlhire</at> due", "entities": [US], **of("editMessage")}),
    ("messageUpdate", {"text": "x", **of("undeleteMessage")}),
    ("messageDelete", of("softDeleteMessage")),
    ("messageReaction", {"reactionsAdded": [{"type": "like"}], "replyToId": "1"}),
    ("installationUpdate", {"action": "add", "conversation": PERSONAL}),
    ("installationUpdate", {"action": "add-upgrade"}),
    ("installationUpdate", {"action": "remove", "conversation": PERSONAL}),
    ("installationUpdate", {"action": "remove-upgrade"}),
    ("conversationUpdate", {"membersAdded": [{"id": "29:x", "aadObjectId": "aad-x"}], **of("teamMemberAdded")}),
    ("conversationUpdate", {"membersRemoved": [{"id": "28:bot"}], **of("teamMemberRemoved")}),
    *(
        ("conversationUpdate", of(happened, channel={"id": CHANNEL, "name": "hiring"}, team={"id": "19:team", "name": "ML"}))
        for happened in ("channelCreated", "channelRenamed", "channelDeleted", "channelRestored", "channelShared", "teamRenamed",
                         "teamArchived", "teamDeleted", "teamHardDeleted")
    ),
    ("event", {"name": "application/vnd.microsoft.meetingStart", "value": {"MeetingType": "Scheduled"}}),
)  # fmt: skip


@pytest.mark.parametrize("happened", range(len(HAPPENED)))
async def test_what_asks_for_nothing_is_taken_without_effect(kind: str, tmp_path: Path, happened: int) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        activity, more = HAPPENED[happened]
        await teams._post("mei", activity, **{"conversation": THREAD, **more})
        assert teams.peer.accepted == []


STALE = {"action": {"type": "Action.Execute", "verb": "mlhire", "data": {"v": "gone verb", "a": {}}}}


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (STALE, "I don't know"),
        ({"action": {"type": "Action.Execute", "verb": "another", "data": {"v": "due", "a": {}}}}, "Please ask again"),
        ({"action": {"type": "Action.Execute", "verb": "mlhire", "data": {"x": 1}}}, "Please ask again"),
        ({"action": {"type": "Action.Execute", "verb": "mlhire", "data": {"v": "req show", "a": {"req": [1]}}}}, "req"),
        (None, "Please ask again"),
        ("x", "Please ask again"),
    ],
)
async def test_a_card_that_is_no_longer_understood_says_so_and_stays(kind: str, tmp_path: Path, value: Any, says: str) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        body = await teams._post("mei", "invoke", name="adaptiveCard/action", value=value, conversation=THREAD)
        assert body["type"] == "application/vnd.microsoft.activity.message"
        assert says in body["value"]
        assert teams.peer.accepted == []


async def test_a_card_of_an_earlier_state_is_told_what_happened_meanwhile(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        await teams.chat("mei", 'req open "Senior ML engineer" production senior remote')
        shown = await teams.chat("mei", 'cand add "Ana Quiroga" R-1')
        await teams.chat("mei", "cand move ana to technical because she was seen before")
        assert "Nothing changed" in (await teams.press("mei", shown, "To Screen")).text
        await teams.press("mei", await teams.chat("mei", "cand forget C-1"), "Forget them")
        assert "not here any more" in (await teams.press("mei", shown, "To Screen")).text


@pytest.mark.parametrize("where", [GROUP, MEETING], ids=["group", "meeting"])
async def test_a_chat_of_several_has_no_threads_and_everything_in_one_line(
    kind: str, tmp_path: Path, where: dict[str, Any]
) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        await tell(teams, '<at>mlhire</at> req open "Senior ML engineer" production senior remote', where)
        await teams.deliver()
        await tell(teams, '<at>mlhire</at> cand add "Ana Quiroga" R-1', where)
        await teams.chat("mei", 'cand add "Tom Berg" R-1')
        await teams.deliver()
        there = [each for each in teams.messages() if each.conversation == where["id"]]
        assert any("Candidates" in each.buttons for each in there), "the card"
        assert sum("A.Q. (C-1)" in each.text for each in there) == 1, "what was said there is not said twice"
        assert any("added T.B." in each.text for each in there)
        assert not [each for each in teams.messages() if ";messageid=" in each.conversation]
        assert "Quiroga" not in "".join(each.text for each in there)


async def test_a_req_of_a_personal_chat_keeps_everything_in_that_chat(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        await teams.chat("mei", 'req open "Senior ML engineer" production senior remote')
        await teams.deliver()
        await teams.chat("mei", 'cand add "Ana Quiroga" R-1')
        await teams.deliver()
        sent = teams.house.database.read(f"teams:{TENANT}", lambda unit: unit.all(Outbox))
        assert {each.status.value for each in sent} == {"sent"}
        assert {each.conversation for each in teams.messages()} == {chat_of("mei")}


RAVI = {"id": "29:ravi", "name": "Ravi & Sons <x>"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "<at>mlhire</at> req team R-1 add <at>Ravi &amp; Sons &lt;x&gt;</at> as recruiter",
            "<at>Ravi &amp; Sons &lt;x&gt;</at>",
        ),
        ("<at>mlhire</at> req team R-1 add <at>Ravi &amp; Sons &lt;x&gt;</at> as recruiter", "<at>Ravi & Sons <x></at>"),
        ("<b><at>mlhire</at></b>&nbsp;req team R-1 add <b><at>Ravi & Sons <x></at></b> as recruiter", "<at>Ravi & Sons <x></at>"),
        ("<p><at>mlhire</at> req team R-1 add <at>Ravi & Sons <x></at> as <i>recruiter</i></p>", "<at>Ravi & Sons <x></at>"),
    ],
    ids=["escaped", "entity unescaped", "bold", "markup"],
)
async def test_a_mention_is_found_however_it_is_written(kind: str, tmp_path: Path, text: str, shown: str) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        await tell(teams, '<at>mlhire</at> req open "Senior ML engineer" production senior remote')
        teams.peer.members["29:ravi"] = {"aadObjectId": "aad-ravi", "name": "Ravi & Sons <x>"}
        told = await tell(teams, text, THREAD, {"type": "mention", "text": shown, "mentioned": RAVI})
        assert "on R-1's team as recruiter" in told
        ids = teams.house.database.read(f"teams:{TENANT}", lambda unit: {each.external_id for each in unit.all(Identity)})
        assert ids == {"aad-mei", "aad-ravi"}


async def test_what_people_type_is_read_as_typed(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        await tell(teams, '<at>mlhire</at> req open "R&amp;D engineer &lt;ML&gt; &amp;amp; ops" senior')
        assert [each.title for each in reqs(teams)] == ["R&D engineer <ML> &amp; ops"]


async def test_who_is_mentioned_and_can_not_be_looked_up_is_not_taken_for_the_speaker(kind: str, tmp_path: Path) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        mention = {"type": "mention", "text": "<at>Ravi</at>", "mentioned": {"id": "29:ravi", "name": "Ravi"}}
        assert "I don't know Ravi" in await tell(teams, "<at>mlhire</at> due <at>Ravi</at>", THREAD, mention)


@pytest.mark.parametrize("locale", ["de-DE", "ar-SA", "zh-Hans", "xx", "", None])
async def test_any_locale_is_answered(kind: str, tmp_path: Path, locale: str | None) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        assert "You owe nothing" in await tell(teams, "<at>mlhire</at> due", THREAD, locale=locale)


@pytest.mark.parametrize("zone", ["Pacific Standard Time", "Nowhere/Land", "", None])
async def test_a_zone_that_nobody_knows_does_no_harm(kind: str, tmp_path: Path, zone: str | None) -> None:
    async with workspace(fresh_url(kind, tmp_path)) as teams:
        for words in ('req open "Senior ML engineer" production senior remote', 'cand add "Ana Quiroga" R-1'):
            await tell(teams, words, PERSONAL, localTimezone=zone)
        booked = await tell(teams, "interview book ana technical tomorrow 14:00 R-1", PERSONAL, localTimezone=zone)
        assert "14:00" in booked
