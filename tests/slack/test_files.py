"""Files in Slack: those that people attach, and those that we draw or hand over."""

import json
from pathlib import Path

import pytest

from handlers.core.command import Attachment, Command
from handlers.core.reply import Bar, Document, Panel, Picture, Reply, Text
from tests.databases import fresh_url
from tests.documents.making import Set, pdf, word
from tests.peers.slack_api import Fault
from tests.slack.door import Desk, message_event, opened
from tests.slack.workspace import workspace


async def test_an_attached_text_file_is_read_with_the_bots_token() -> None:
    async with opened() as door:
        door.api.downloads["jd.md"] = ("text/markdown", "Ünser Job".encode())
        file = {"name": "jd.md", "mimetype": "text/markdown", "size": 10, "url_private": f"{door.api.url}files/jd.md"}
        await door.event(message_event("triage", subtype="file_share", files=[file]))
        assert door.desk.heard[0].attachments == (Attachment("jd.md", "Ünser Job"),)
        assert door.api.called("download")[0].token == "xoxb-1"


@pytest.mark.parametrize(
    ("name", "mimetype", "raw"),
    [
        ("jd.pdf", "application/pdf", pdf([Set("We serve models to lawyers")])),
        ("jd.docx", "application/octet-stream", word("We serve models to lawyers.")),
    ],
)
async def test_an_attached_pdf_or_word_document_is_read(name: str, mimetype: str, raw: bytes) -> None:
    async with opened() as door:
        door.api.downloads[name] = (mimetype, raw)
        file = {"name": name, "mimetype": mimetype, "size": len(raw), "url_private_download": f"{door.api.url}files/{name}"}
        await door.event(message_event("triage", subtype="file_share", files=[file]))
        await door.api.until(lambda: door.desk.heard)
        assert [each.text.rstrip(".") for each in door.desk.heard[0].attachments] == ["We serve models to lawyers"]


PICTURE = {
    "id": "F1",
    "name": "image.png",
    "mimetype": "image/png",
    "filetype": "png",
    "url_private": "https://files.slack.com/x",
}


@pytest.mark.parametrize(("wants", "heard"), [(True, []), (False, ["band senior"])])
async def test_words_that_need_no_document_are_answered_beside_one_that_can_not_be_read(wants: bool, heard: list[str]) -> None:
    asked = []

    def wanted(command: Command) -> bool:
        asked.append((command.said, command.attachments))
        return wants

    async with opened(wants=wanted) as door:
        await door.event(message_event("band senior", subtype="file_share", files=[PICTURE]))
        shown = json.dumps(door.api.messages["D1"][0]["blocks"])
        assert [each.said for each in door.desk.heard] == heard
        assert asked == [("band senior", (Attachment("image.png", ""),))], "which verb it is, is read as if the file were there"
        assert "image.png is a picture" in shown
        assert ("heard band senior" in shown) is not wants


@pytest.mark.parametrize(
    ("said", "answered"),
    [("band senior remote", True), ("due", True), ("triage", False), ("", False), ("cand add R-1", False)],
)
async def test_which_words_need_a_document_is_the_houses_to_say(said: str, answered: bool, tmp_path: Path) -> None:
    async with workspace(fresh_url("sqlite", tmp_path)) as slack:
        event = {"type": "app_mention", "channel": "C1", "user": "UMEI", "text": f"<@U0BOT> {said}", "files": [PICTURE]}
        shown = (await slack._event(event, "C1")).text
        assert "image.png is a picture" in shown
        assert (len(shown) > 900 or "You owe nothing" in shown) is answered


async def test_an_email_is_read_as_its_text() -> None:
    async with opened() as door:
        file = {
            "id": "F1", "name": "email", "title": "Senior ML", "mode": "email", "filetype": "email", "mimetype": "text/html",
            "url_private": f"{door.api.url}files/email", "plain_text": "We serve models", "preview_plain_text": "We",
        }  # fmt: skip
        await door.event(message_event("triage", subtype="file_share", files=[file]))
        assert door.desk.heard[0].attachments == (Attachment("email", "We serve models"),)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ({"mimetype": "image/png"}, "is a picture"),
        ({"mimetype": "text/plain", "size": 20_000_000}, "larger than 10 MB"),
        ({"mimetype": "text/plain", "url_private": "https://evil.example/a"}, "could not get"),
        ({"mimetype": "text/plain", "url_private": "https://files.slack.com.evil.example/a"}, "could not get"),
        ({"mimetype": "text/plain", "path": "gone.txt"}, "could not get"),
        ({"mimetype": "text/plain", "path": "long.txt"}, "larger than 1 MB"),
        ({"mimetype": "application/zip", "path": "larger.zip"}, "larger than 10 MB"),
        ({"mimetype": "text/plain", "path": "binary.txt"}, "none of these"),
        ({"mimetype": "application/pdf", "path": "broken.pdf"}, "damaged or cut short"),
        ({"mimetype": "text/plain", "path": "empty.txt"}, "is empty"),
        ({"mimetype": "text/plain", "path": "blank.txt"}, "is empty"),
        ({"mimetype": "application/vnd.google-apps.document", "is_external": True, "size": 0}, "outside Slack"),
        ({"mimetype": "text/plain", "mode": "external", "url_private": "https://docs.example/d/1"}, "outside Slack"),
        ({"mimetype": "text/plain", "path": "signin.txt"}, "could not get"),
    ],
)
async def test_a_file_that_cannot_be_read_gets_a_clear_answer(file: dict[str, object], said: str) -> None:
    async with opened() as door:
        door.api.downloads["long.txt"] = ("text/plain", b"x" * 1_200_000)
        door.api.downloads["larger.zip"] = ("application/zip", b"x" * 11_000_000)
        door.api.downloads["binary.txt"] = ("text/plain", b"\0\1")
        door.api.downloads["broken.pdf"] = ("application/pdf", b"%PDF-1.7 x")
        door.api.downloads["empty.txt"] = ("text/plain", b"")
        door.api.downloads["blank.txt"] = ("text/plain", "\ufeff \n\n".encode())
        door.api.downloads["signin.txt"] = ("text/html", b"<html>")
        address = f"{door.api.url}files/{file.pop('path', 'x')}"
        await door.event(message_event("triage", subtype="file_share", files=[{"name": "a.txt", "url_private": address} | file]))
        assert said in door.api.messages["D1"][0]["text"]
        assert door.desk.heard == []


async def test_a_picture_is_drawn_uploaded_and_shown() -> None:
    picture = Picture("Senior", "190 to 230", (Panel("Base", "USD", (Bar("RFS", 190, 230),)),))
    desk = Desk({"band picture": Reply("Senior", (Text("Senior"), picture))})
    async with opened(desk, draw=lambda _: b"\x89PNG") as door:
        assert await door.slash("band picture") == (200, "")
        await door.api.until(lambda: door.api.responses)
        image = door.api.responses[0]["blocks"][1]
        assert door.api.files[image["slack_file"]["id"]] == b"\x89PNG"


async def test_a_picture_that_cannot_be_uploaded_is_said_in_words() -> None:
    picture = Picture("Senior", "190 to 230", ())
    async with opened(Desk({"band picture": Reply("Senior", (picture,))}), draw=lambda _: b"\x89PNG") as door:
        door.api.fail("files.getUploadURLExternal", Fault(error="missing_scope"))
        await door.slash("band picture")
        await door.api.until(lambda: door.api.responses)
        assert door.api.responses[0]["blocks"][0]["elements"][0]["text"] == "190 to 230"


async def test_a_document_is_handed_over_as_a_file_in_the_askers_direct_messages() -> None:
    kit = Document("kit.html", "text/html", "<html>print me</html>")
    desk = Desk({"kit senior": Reply("A kit", (kit,))})
    async with opened(desk) as door:
        await door.slash("kit senior")
        await door.api.until(lambda: door.api.files)
        assert list(door.api.files.values()) == [b"<html>print me</html>"]
        assert "print me" not in json.dumps(door.api.responses)
