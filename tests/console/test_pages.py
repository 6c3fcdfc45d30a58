"""The pipeline's pages, over HTTP: what they show, and to whom; and a reply as Slack and Teams draw it."""

from __future__ import annotations

import re

from bot.console.routes import DESK
from bot.transport import Sent
from handlers.core.reply import Reply
from tests.console.tab import Tab


async def _search(tab: Tab) -> None:
    for words in (
        'req open "Senior ML engineer, ranking" production senior remote',
        "req team R-1 add @Ravi as recruiter",
        "req team R-1 add @Tom as interviewer",
        'cand add "Ana Quiroga" R-1',
        'cand move "Ana Quiroga" to technical R-1 because she was met before',
        'cand add "Bo <b>Lindgren</b>" R-1',
        'loop done "Ana Quiroga" R-1',
    ):
        assert "refused" not in (await tab.say(words))


def _stage(page: str, name: str) -> str:
    return re.split(r'<section class="stage', page.partition(f'aria-label="{name}:')[2])[0]


async def test_board_shows_who_stands_where_and_what_is_due(tab: Tab) -> None:
    assert "No search is open" in await tab.get("/pipeline")
    await _search(tab)
    page = await tab.get("/pipeline?as=mei")
    assert "R-1 · Senior ML engineer, ranking" in page
    assert "Ana Quiroga" in _stage(page, "Team")
    assert "due" in _stage(page, "Team")
    assert "Bo &lt;b&gt;Lindgren" in _stage(page, "New")
    assert "<form" not in page, "there is nothing to press"


async def test_req_page_tells_its_clocks_and_its_days(tab: Tab) -> None:
    await _search(tab)
    await tab.say('decide yes "Ana Quiroga" R-1')
    page = await tab.get("/pipeline/1?as=ravi")
    for part in (
        "offer out",
        "Running",
        "decision",
        "Done ",
        "Mei Tanaka decided about Ana Quiroga: yes",
        "$190K–$230K",
        "Timeline",
    ):
        assert part in page, part


async def test_pages_are_seen_like_answers(tab: Tab) -> None:
    await _search(tab)
    assert "R-1 · Senior" in await tab.get("/pipeline?as=tom"), "an interviewer of its team"
    for path in ("/pipeline", "/pipeline/1", "/pipeline/reports?of=R-1"):
        page = await tab.get(f"{path}{'&' if '?' in path else '?'}as=iris")
        assert "Ana Quiroga" not in page, path
    assert "see that req" in await tab.get("/pipeline/1?as=iris")
    assert "can&#39;t find" in (await tab.get("/pipeline/77")).replace("I can't", "can&#39;t")
    assert (await tab.client.get("/pipeline/x")).status == 404


async def test_report_is_shown_with_its_picture(tab: Tab) -> None:
    await _search(tab)
    await tab.say('decide yes "Ana Quiroga" R-1')
    page = await tab.get("/pipeline/reports?as=mei&of=R-1")
    assert "deadlines met" in page
    picture = re.search(r'src="(/pipeline/reports/picture[^"]*)"', page)
    assert picture
    body = await (await tab.client.get(picture[1].replace("&amp;", "&"))).read()
    assert body.startswith(b"\x89PNG")
    for wrong in ("0", "99", "²"):
        assert (await tab.client.get(f"/pipeline/reports/picture?of=R-1&number={wrong}")).status == 404


async def test_answers_about_a_req_lead_to_its_page(tab: Tab) -> None:
    opened = (await tab.say('req open "Senior ML engineer"'))["messages"][1]["html"]
    assert 'href="/pipeline/1?as=mei"' in opened
    assert "/pipeline/" not in (await tab.say("band senior remote"))["messages"][1]["html"]


async def test_a_reply_is_drawn_as_slack_and_as_teams_show_it(tab: Tab) -> None:
    id = (await tab.say("gallery pears"))["messages"][1]["id"]
    html = await tab.get(f"/console/details/{id}?as=mei")
    slack, teams = html.split('class="tm"')
    for part in ('class="sl-header">pears', "<strong>strong pears</strong>", 'class="sl-button primary">press pears',
                 "cell pears", "<ol", f"/console/picture/{id}/7.png?as=mei", "label pears"):  # fmt: skip
        assert part in slack, part
    for part in ('class="tm-button positive">press pears', "cell pears", "menu pears", "tm-run", f"/console/picture/{id}/7.png"):
        assert part in teams, part


async def test_a_form_is_drawn_as_slacks_dialog_and_in_the_card(tab: Tab) -> None:
    id = (await tab.say("book"))["messages"][1]["id"]
    slack, teams = (await tab.get(f"/console/details/{id}?as=mei")).split('class="tm"')
    for part in ("sl-modal", "Book a round", "Production debugging", "(optional)", "@tom", "Initials are enough."):
        assert part in slack, part
    for part in ("tm-input", "Interviewer", "Production debugging", "Book"):
        assert part in teams, part
    assert "&#34;view&#34;" in slack, "the dialog is in the JSON too"


async def test_names_are_handed_over_as_a_platform_does(tab: Tab) -> None:
    await tab.say('req open "Senior ML engineer"')
    added = (await tab.say("req team R-1 add @Ravi as recruiter"))["messages"][1]["html"]
    assert "Ravi Menon is on R-1" in added
    opened = (await tab.say('req open "Another" @Dana', person="ravi"))["messages"][1]["html"]
    assert "R-2 is open" in opened, "Ravi may do what his role says, though he was only mentioned before"


async def test_what_the_bot_said_by_itself_says_where_it_came_from(tab: Tab) -> None:
    transport = tab.app[DESK].transport
    sent = await transport.send({"person": "mei"}, Reply("Heads-up, Mei."), "nudge:N1")
    assert isinstance(sent, Sent)
    html = await tab.get(f"/console/details/{sent.ref['message']}?as=mei")
    for part in ("Origin", "nudge:N1", "sl-body", "tm-card"):
        assert part in html, part
    assert f'data-details="{sent.ref["message"]}"' in await tab.get("/")
