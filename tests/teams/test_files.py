"""Files to keep: in a personal chat Teams asks first, then the file is made anew and uploaded; elsewhere it says where."""

from __future__ import annotations

from typing import Any

import pytest

from bot.teams.consent import CONSENT, INFO
from handlers.core.reply import Action
from tests.teams.conftest import Door

CHANNEL = {"id": "19:hiring@thread.tacv2", "conversationType": "channel", "isGroup": True, "tenantId": "tenant-1"}
MENTION = {"type": "mention", "text": "<at>mlhire</at>", "mentioned": {"id": "28:bot", "name": "mlhire"}}


def attachments(door: Door, kind: str) -> list[dict[str, Any]]:
    sent = [call["body"] for call in door.peer.accepted if call["method"] == "POST" and "attachments" in call["body"]]
    return [each for body in sent for each in body["attachments"] if each["contentType"] == kind]


def answered(door: Door, activity: Any, action: str, name: str = "kit.md", **context: Any) -> Any:
    uploaded = {"uploadUrl": f"{door.peer.url}/files/{name}", "contentUrl": "https://one/kit.md", "name": name, "uniqueId": "u1"}
    value = {"type": "fileUpload", "action": action, "context": context, "uploadInfo": uploaded}
    return activity("invoke", name="fileConsent/invoke", value=value, replyToId="sent-2")


async def test_in_a_personal_chat_a_document_is_offered_as_a_file_and_uploaded_on_yes(local: Door, activity: Any) -> None:
    await local.post(activity(text="kit"))
    [asked] = attachments(local, CONSENT)
    assert (asked["name"], asked["content"]["sizeInBytes"]) == ("kit.md", 5)
    status, _ = await local.post(answered(local, activity, "accept", **asked["content"]["acceptContext"]))
    assert status == 200
    assert local.peer.files["kit.md"] == b"# Kit"
    [shown] = attachments(local, INFO)
    assert (shown["contentUrl"], shown["content"]["uniqueId"]) == ("https://one/kit.md", "u1")
    assert any(call["method"] == "DELETE" and call["activity"] == "sent-2" for call in local.peer.accepted)


async def test_with_no_the_question_goes_and_nothing_is_uploaded(local: Door, activity: Any) -> None:
    await local.post(activity(text="kit"))
    context = attachments(local, CONSENT)[0]["content"]["declineContext"]
    heard = len(local.answers.heard)
    await local.post(answered(local, activity, "decline", **context))
    assert local.peer.files == {}
    assert len(local.answers.heard) == heard
    assert any(call["method"] == "DELETE" for call in local.peer.accepted)


async def test_in_a_channel_it_is_said_where_the_file_can_be_had(local: Door, activity: Any) -> None:
    await local.post(activity(text="<at>mlhire</at> kit", conversation=CHANNEL, entities=[MENTION]))
    assert attachments(local, CONSENT) == []
    assert "in our own chat" in str(local.peer.accepted[-1]["body"])


async def test_an_upload_that_is_refused_is_told(local: Door, activity: Any) -> None:
    await local.post(answered(local, activity, "accept", name="refuse.md", v="kit", a={}, n="kit.md"))
    assert "could not be put into your OneDrive" in str(local.peer.accepted[-1]["body"])


async def test_nothing_is_sent_to_an_address_that_is_not_https(door: Door, activity: Any) -> None:
    await door.post(answered(door, activity, "accept", v="kit", a={}, n="kit.md"))
    assert door.peer.files == {}


async def test_a_consent_never_changes_anything(local: Door, activity: Any) -> None:
    local.rewire(again=lambda command: None)
    await local.post(answered(local, activity, "accept", v="cand forget", a={"sure": True}, n="kit.md"))
    assert local.answers.heard == []
    assert local.peer.files == {}


@pytest.mark.parametrize("value", [None, {}, {"type": "fileUpload"}, {"type": "fileUpload", "context": {"v": 1, "a": 2}}])
async def test_what_is_no_answer_of_ours_is_passed_over(local: Door, activity: Any, value: Any) -> None:
    assert (await local.post(activity("invoke", name="fileConsent/invoke", value=value)))[0] == 200
    assert local.answers.heard == []


async def test_a_question_too_long_to_ask_again_makes_no_file(local: Door, activity: Any) -> None:
    local.rewire(again=lambda command: Action("", "kit", {"text": "x" * 3000}))
    await local.post(activity(text="kit"))
    assert attachments(local, CONSENT) == []


@pytest.mark.parametrize(
    ("name", "kind", "read"), [("jd.txt", "text/html", False), ("jd.html", "text/html", True), ("jd.txt", "text/plain", True)]
)
async def test_a_page_to_sign_in_at_is_not_taken_for_the_file(
    local: Door, activity: Any, name: str, kind: str, read: bool
) -> None:
    local.peer.files["x"], local.peer.kinds["x"] = b"<p>Own the models</p>", kind
    content = {"downloadUrl": f"{local.peer.url}/files/x"}
    file = {"contentType": "application/vnd.microsoft.teams.file.download.info", "name": name, "content": content}
    await local.post(activity(text="triage", attachments=[file]))
    assert bool(local.answers.heard) is read
    assert (f"I could not get {name}" in str(local.peer.accepted[0]["body"])) is not read
