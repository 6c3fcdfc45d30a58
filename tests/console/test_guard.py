"""Who gets in: this machine, through the printed address, and nobody's page but our own."""

from __future__ import annotations

import pytest

from tests.console.tab import Tab

PATHS = ("/", *(f"/console/{path}" for path in ("live", "details/x", "picture/x/0.png", "document/x/0", "static/console.css")))
POSTS = ("say", "press", "submit", "shortcut", "clock", "read")


async def test_printed_address_gives_a_cookie_and_leaves_the_token_behind(closed: Tab) -> None:
    token = closed.address.partition("token=")[2]
    response = await closed.client.get("/", params={"token": token}, allow_redirects=False)
    assert (response.status, response.headers["Location"]) == (303, "/")
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert len(token) >= 32
    assert (await closed.client.get("/")).status == 200


@pytest.mark.parametrize("path", PATHS)
async def test_without_the_cookie_every_address_says_to_use_the_printed_one(closed: Tab, path: str) -> None:
    response = await closed.client.get(path)
    assert response.status == 403
    assert "printed address" in await response.text()


@pytest.mark.parametrize("path", [f"/console/{path}" for path in POSTS])
async def test_nothing_is_said_without_the_cookie(closed: Tab, path: str) -> None:
    response = await closed.client.post(path, json={"as": "mei", "in": "mlhire"})
    assert response.status == 403
    assert closed.chat.version == 0


async def test_wrong_token_is_refused(closed: Tab) -> None:
    assert (await closed.client.get("/", params={"token": "wröng"})).status == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "[::2]:80", ""])
async def test_foreign_host_name_is_refused_even_with_the_cookie(tab: Tab, host: str) -> None:
    assert (await tab.client.get("/", headers={"Host": host})).status == 403


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://localhost:1"}],
)
async def test_post_from_another_page_is_refused(tab: Tab, headers: dict[str, str]) -> None:
    response = await tab.client.post("/console/say", data={"as": "mei", "in": "mlhire", "words": "help"}, headers=headers)
    assert response.status == 403
    assert tab.chat.version == 0


async def test_page_lets_nothing_in_from_elsewhere(tab: Tab) -> None:
    response = await tab.client.get("/")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    html = await response.text()
    assert "style=" not in html
    assert " onclick" not in html
    assert "://" not in html.replace("http://www.w3.org", "")


async def test_static_files_stay_in_their_folder(tab: Tab) -> None:
    for name in ("..%2froutes.py", "%2e%2e%2fcast.yaml", "nothing.css"):
        assert (await tab.client.get(f"/console/static/{name}")).status == 404
