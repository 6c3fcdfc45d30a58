"""What no page of ours sends: refused with a status that says so, nothing said or done, never a fault of ours."""

from __future__ import annotations

import asyncio

import pytest

from tests.console.tab import Tab

JSON_POSTS = ("press", "submit", "shortcut", "read", "clock", "sample", "start-over")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "application/json"),
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b'{"as":"\xff"}', "application/json"),
        (b"[1]", "application/json; charset=bogus"),
    ],
    ids=["empty", "cut", "list", "deep", "not UTF-8", "unknown charset"],
)
async def test_a_body_that_is_no_object_is_a_400(tab: Tab, body: bytes, content_type: str) -> None:
    for path in JSON_POSTS:
        answer = await tab.client.post(f"/console/{path}", data=body, headers={"Content-Type": content_type})
        assert answer.status == 400, path
    assert tab.chat.version == 0


PART = b'--x\r\nContent-Disposition: form-data; name="words"'


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"x", "multipart/form-data"),
        (b"", "multipart/form-data; boundary=x"),
        (b"--x\r\nfoo", "multipart/form-data; boundary=x"),
        (b"--x\r\nContent-Disposition: form-data\r\n\r\nhi\r\n--x--\r\n", "multipart/form-data; boundary=x"),
        (PART + b"\r\nContent-Type: text/plain; charset=bogus\r\n\r\nhi\r\n--x--\r\n", "multipart/form-data; boundary=x"),
        (PART + b"\r\nContent-Transfer-Encoding: odd\r\n\r\nhi\r\n--x--\r\n", "multipart/form-data; boundary=x"),
        (PART + b"\r\n\r\n\xff\xfe\r\n--x--\r\n", "multipart/form-data; boundary=x"),
        (b"words=help", "application/x-www-form-urlencoded; charset=bogus"),
    ],
)
async def test_a_form_that_is_none_is_a_400(tab: Tab, body: bytes, content_type: str) -> None:
    answer = await tab.client.post("/console/say", data=body, headers={"Content-Type": content_type})
    assert answer.status == 400
    assert tab.chat.version == 0


async def test_a_body_that_is_cut_off_or_not_packed_as_it_says_harms_nobody(tab: Tab, caplog: pytest.LogCaptureFixture) -> None:
    cookie = next(f"{each.key}={each.value}" for each in tab.client.session.cookie_jar)
    for path, sent in (("say", "application/x-www-form-urlencoded"), ("press", "application/json")):
        reader, writer = await asyncio.open_connection("127.0.0.1", tab.client.port)
        head = f"POST /console/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nContent-Type: {sent}\r\n"
        writer.write(f"{head}Content-Length: 500\r\n\r\nwords=".encode())
        writer.write_eof()
        await reader.read()
        writer.close()
        assert "Traceback" not in caplog.text
        packed = {"Content-Type": sent, "Content-Encoding": "gzip"}
        assert (await tab.client.post(f"/console/{path}", data=b"no gzip", headers=packed)).status == 400
        caplog.clear()
    assert tab.chat.version == 0


@pytest.mark.parametrize("host", ["[bad", "[::1.evil", "127.0.0.1@evil.example", "127.1", "2130706433"])
async def test_a_host_that_is_none_of_ours_is_refused(tab: Tab, host: str) -> None:
    assert (await tab.client.get("/", headers={"Host": host})).status == 403


@pytest.mark.parametrize("name", ["a" * 300, "console.css%00", "%00", ".", "%2e%2e", "..%5croutes.py", "%2Fetc%2Fpasswd"])
async def test_a_static_file_that_is_not_there_is_not_found(tab: Tab, name: str) -> None:
    assert (await tab.client.get(f"/console/static/{name}")).status == 404


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:1"])
@pytest.mark.parametrize("path", ["/", "/console/live"])
async def test_a_websocket_of_another_page_is_refused(tab: Tab, path: str, origin: str) -> None:
    key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13"}
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Origin": origin}
    assert (await tab.client.get(path, headers=key | upgrade)).status == 403


@pytest.mark.parametrize(
    "path", ["details/zzz", "picture/zzz/0.png", "picture/zzz/-1.png", "document/zzz/1", "document/zzz/%D9%A3", "nothing"]
)
async def test_what_is_not_there_is_not_found(tab: Tab, path: str) -> None:
    assert (await tab.client.get(f"/console/{path}")).status == 404


async def test_people_places_and_messages_that_are_not_there_are_passed_over(tab: Tab) -> None:
    assert "<!doctype html>" in await tab.get("/?as=nobody&in=nowhere&thread=nothing&as=%00")
    for path in ("press", "submit", "shortcut"):
        unknown = {"message": "zzz", "form": "zzz", "said": "zzz", "verb": "band", "args": {}, "fields": {}}
        assert (await tab.post(f"/console/{path}", person="nobody", place="nowhere", **unknown))["error"]
    assert tab.chat.version == 0
