"""The clock, the sample, a new beginning, and the pipeline's pages, as a person uses them in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from tests.browser.tab import Console, Open
from tests.browser.test_console import CONTRAST, NAMELESS

PATIENCE_MS = 60_000
SPILLS = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


async def _sampled(tab: Console) -> None:
    await tab.page.get_by_role("button", name="Load the sample search").click()
    await expect(tab.page.locator(".clock .shift")).to_have_text("sample")
    await expect(tab.page.locator(".clock")).not_to_have_class(re.compile("moving"), timeout=PATIENCE_MS)


async def test_sample_fills_the_workspace_and_its_three_searches_are_on_the_board(open_tab: Open) -> None:
    tab = await open_tab()
    await _sampled(tab)
    await tab.look("/pipeline")
    for number, title in (
        (1, "Staff ML platform engineer"),
        (2, "Senior ML engineer, ranking"),
        (3, "Senior research scientist"),
    ):
        await expect(tab.page.get_by_role("link", name=f"R-{number} · {title}")).to_be_visible()
    await expect(tab.page.locator(".person-card", has_text="Ana Quiroga").locator(".due")).to_contain_text("offer out due")
    await tab.page.get_by_role("link", name="R-2 ·").click()
    await expect(tab.page.get_by_role("heading", name="Timeline")).to_be_visible()
    await tab.page.get_by_role("link", name="Reports").click()
    picture = tab.page.locator(".report img")
    await picture.scroll_into_view_if_needed()
    await expect(picture).to_have_js_property("complete", True)
    assert await picture.evaluate("image => image.naturalWidth") > 400


async def test_next_thing_due_brings_the_nudge_at_its_business_time(open_tab: Open) -> None:
    tab = await open_tab()
    await tab.ask('req open "Senior ML engineer, ranking"')
    await tab.ask('loop done "A.Q." R-1')
    await tab.move_time("To the next thing due")
    await expect(tab.last).to_contain_text(re.compile("Heads-up|Good morning"))
    said = await tab.last.locator("time").get_attribute("datetime") or ""
    shown = await tab.page.locator("[data-clock] time").get_attribute("datetime") or ""
    assert said[:16] == shown[:16]
    await tab.move_time("One week on")
    days = await tab.page.locator(".day").all_inner_texts()
    assert len(days) >= 3, days
    await tab.move_time("Back to real time")
    await expect(tab.page.locator(".clock .shift")).to_have_count(0)


async def test_starting_over_asks_first_and_empties_every_tab(open_tab: Open) -> None:
    tab = await open_tab()
    other = await open_tab("ravi", "hiring-ml")
    await tab.ask('req open "Senior ML engineer"')
    await other.ask('@mlhire req open "Another"')
    await tab.page.locator(".clock-button").click()
    await tab.page.get_by_role("menuitem", name="Start over").click()
    dialog = tab.page.get_by_role("dialog")
    await dialog.get_by_role("button", name="No").click()
    await expect(tab.page.locator(".message")).not_to_have_count(0)
    await tab.page.locator(".clock-button").click()
    await tab.page.get_by_role("menuitem", name="Start over").click()
    await dialog.get_by_role("button", name="Yes").click()
    for each in (tab, other):
        await expect(each.page.locator(".message")).to_have_count(0)
    await expect(tab.page.get_by_role("button", name="Load the sample search")).to_be_visible()


async def test_sample_over_a_search_asks_first(open_tab: Open) -> None:
    tab = await open_tab()
    await tab.ask('req open "Senior ML engineer"')
    await tab.page.locator(".clock-button").click()
    await tab.page.get_by_role("menuitem", name="Load the sample search").click()
    await expect(tab.page.get_by_role("dialog")).to_contain_text("put aside")
    await tab.page.get_by_role("dialog").get_by_role("button", name="No").click()
    await expect(tab.last).to_contain_text("R-1")
    tab.complaints.clear()  # the browser notes that the first answer was a refusal


@pytest.mark.parametrize(("size", "beside"), [({}, True), (PHONE, False)])
async def test_slack_and_teams_stand_side_by_side_where_there_is_room(
    open_tab: Open, size: dict[str, object], beside: bool
) -> None:
    tab = await open_tab(**size)
    answer = await tab.ask("gallery pears")
    await answer.get_by_role("button", name="Details").click()
    await answer.get_by_role("tab", name="Slack and Teams").click()
    slack, teams = [await answer.locator(".look").nth(each).bounding_box() for each in (0, 1)]
    assert slack and teams
    assert (abs(slack["y"] - teams["y"]) < 2) is beside
    assert not await tab.page.evaluate(SPILLS)


async def test_pipeline_pages_fit_a_phone_and_follow_the_chat(open_tab: Open) -> None:
    tab = await open_tab(**PHONE)
    await tab.ask('req open "Senior ML engineer, ranking, for the people who wait for recommendations"')
    await tab.ask('cand add "Ana Quiroga" R-1')
    page = await open_tab("mei", "mlhire", **PHONE)
    for path in ("/pipeline", "/pipeline/1", "/pipeline/reports"):
        await page.look(path)
        assert not await page.page.evaluate(SPILLS), path
    await page.look("/pipeline")
    await tab.ask('cand add "Bo Lindgren" R-1')
    await expect(page.page.locator(".person-card", has_text="Bo Lindgren")).to_be_visible()
    await page.page.get_by_role("button", name="Conversations").click()
    await page.page.locator(".me-button").click()
    await page.page.get_by_role("menuitem", name=re.compile("^IR Iris|Iris Rao Interviewer")).first.click()
    await expect(page.page.get_by_role("heading", name="No search is open.")).to_be_visible()


async def test_message_box_completes_what_arguments_declare(open_tab: Open) -> None:
    tab = await open_tab()
    await tab.page.keyboard.type("/report R-1 las")
    await expect(tab.page.get_by_role("option", name="last month")).to_be_visible()
    await tab.box.fill("/req team R-1 add @Ra")
    await expect(tab.page.get_by_role("option", name="@Ravi")).to_be_visible()
    await tab.page.keyboard.press("Enter")
    await expect(tab.box).to_have_value("/req team R-1 add @Ravi ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_new_parts_stand_out_from_their_paper_and_have_names(open_tab: Open, scheme: str) -> None:
    tab = await open_tab(color_scheme=scheme, reduced_motion="reduce")
    await tab.ask('req open "Senior ML engineer, ranking" production senior remote')
    await tab.ask('loop done "A.Q." R-1')
    answer = await tab.ask("gallery pears")
    await answer.get_by_role("button", name="Details").click()
    await answer.get_by_role("tab", name="Slack and Teams").click()
    await tab.page.locator(".clock-button").click()
    assert await tab.page.evaluate(CONTRAST) == []
    assert await tab.page.evaluate(NAMELESS) == []
    for path in ("/pipeline", "/pipeline/1", "/pipeline/reports"):
        await tab.look(path)
        assert await tab.page.evaluate(CONTRAST) == [], path
        assert await tab.page.evaluate(NAMELESS) == [], path


async def test_keyboard_alone_loads_the_sample_and_moves_the_clock(open_tab: Open) -> None:
    tab = await open_tab()
    press = tab.page.keyboard.press
    await tab.page.get_by_role("button", name="Load the sample search").focus()
    await press("Enter")
    await expect(tab.page.locator(".clock .shift")).to_have_text("sample")
    await expect(tab.page.locator(".clock")).not_to_have_class(re.compile("moving"), timeout=PATIENCE_MS)
    await tab.page.locator(".clock-button").focus()
    await press("ArrowDown")
    await expect(tab.page.get_by_role("menuitem", name="To the next thing due")).to_be_focused()
    await press("Enter")
    await expect(tab.page.locator(".clock .shift")).to_have_text(re.compile(r"\+"))
    await expect(tab.page.locator(".clock-button")).to_be_focused()
