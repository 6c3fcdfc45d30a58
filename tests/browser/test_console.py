"""The console as a person uses it, in a real browser."""

from __future__ import annotations

import asyncio
import re

import pytest
from playwright.async_api import Route, expect

from tests.browser.tab import PATIENCE_MS, Open

HOSTILE = "<img src=x onerror=document.title='owned'>"


async def test_typed_question_is_answered_and_its_button_works(open_tab: Open) -> None:
    tab = await open_tab()
    await tab.page.keyboard.type("band senior remote")
    await tab.page.keyboard.press("Enter")
    answer = tab.page.locator(".message.by-bot").first
    await expect(answer.get_by_role("heading")).to_contain_text("$190K–$230K")
    await expect(answer.get_by_role("table")).to_be_visible()
    await answer.get_by_role("button", name="Picture").click()
    picture = tab.page.locator(".picture img")
    await picture.scroll_into_view_if_needed()
    await expect(picture).to_have_js_property("complete", True)
    assert await picture.evaluate("image => image.naturalWidth") > 800
    await expect(tab.box).to_have_value("")


async def test_suggested_question_and_overflow_menu(open_tab: Open) -> None:
    tab = await open_tab()
    await tab.page.get_by_role("button", name="band senior remote").click()
    answer = tab.page.locator(".message.by-bot").first
    await answer.get_by_role("button", name="More actions").click()
    await tab.page.get_by_role("menuitem", name="Show all rows").click()
    await expect(tab.page.locator(".message.by-bot")).to_have_count(2)
    await expect(tab.last.locator(".pressed")).to_contain_text("Show all rows")


async def test_details_tabs_show_each_form_and_copy_it(open_tab: Open) -> None:
    tab = await open_tab(permissions=["clipboard-read", "clipboard-write"])
    answer = await tab.ask("band senior remote")
    await answer.get_by_role("button", name="Details").click()
    for name, part in (("Command", "read_as"), ("Reply", "posting_range"), ("Slack and Teams", "Microsoft Teams")):
        await answer.get_by_role("tab", name=name).click()
        await expect(answer.get_by_role("tabpanel")).to_contain_text(part)
    for platform, part in (("Microsoft Teams", '"AdaptiveCard"'), ("Slack", '"blocks"')):
        look = answer.get_by_role("region", name=platform, exact=True)
        await look.locator("summary").click()
        await look.get_by_role("button", name="Copy").click()
        await expect(look.get_by_role("button", name="Copied")).to_be_visible()
        assert part in await tab.page.evaluate("navigator.clipboard.readText()")
    await tab.page.get_by_role("tab", name="Reply").focus()
    await tab.page.keyboard.press("ArrowRight")
    await answer.get_by_role("button", name="rfs.pay.senior-us-remote-base").click()
    await expect(tab.last.locator(".pressed")).to_contain_text("rfs.pay.senior-us-remote-base")


async def test_keyboard_alone_completes_asks_presses_and_fills_in(open_tab: Open) -> None:
    tab = await open_tab()
    press, type_in = tab.page.keyboard.press, tab.page.keyboard.type
    await type_in("/ban")
    await expect(tab.page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    await press("Tab")
    await expect(tab.box).to_have_value("/band ")
    await press("ArrowDown")
    await press("Enter")
    await expect(tab.box).to_have_value("/band senior remote")
    await press("Enter")
    await tab.page.locator(".message.by-bot").first.wait_for()
    await type_in("one")
    await press("Shift+Enter")
    await type_in("two")
    await expect(tab.box).to_have_value("one\ntwo")
    await tab.box.fill("gallery pears")
    await press("Escape")
    await press("Enter")
    await expect(tab.page.locator(".message.by-bot")).to_have_count(2)
    await tab.last.get_by_role("button", name="Book").focus()
    await press("Enter")
    dialog = tab.page.get_by_role("dialog", name="Book a round")
    await expect(dialog.get_by_label("Candidate")).to_be_focused()
    await type_in("A.Q.")
    await dialog.get_by_label("Minutes").fill("many")
    await press("Enter")
    await expect(dialog.get_by_role("alert").filter(has_text="Minutes are a number")).to_be_visible()
    await expect(dialog.get_by_label("Minutes")).to_be_focused()
    await expect(dialog.get_by_label("Candidate")).to_have_value("A.Q.")
    await press("ControlOrMeta+a")
    await type_in("60")
    await press("Enter")
    await expect(dialog).to_be_hidden()
    await expect(tab.last).to_contain_text("Booked A.Q.")


async def test_menu_is_walked_with_arrows_and_closed_with_escape(open_tab: Open) -> None:
    tab = await open_tab()
    me = tab.page.locator(".me-button")
    await me.focus()
    await tab.page.keyboard.press("ArrowDown")
    await expect(tab.page.get_by_role("menuitem", name="Mei Tanaka Hiring manager")).to_be_focused()
    await tab.page.keyboard.press("Escape")
    await expect(me).to_be_focused()
    await expect(tab.page.get_by_role("menu", name="Speak as")).to_be_hidden()


async def test_step_that_cannot_be_taken_back_is_asked_about(open_tab: Open) -> None:
    tab = await open_tab()
    answer = await tab.ask("gallery pears")
    await answer.get_by_role("button", name="Erase").click()
    await tab.page.get_by_role("dialog").get_by_role("button", name="No").click()
    await expect(tab.page.locator(".message.by-bot")).to_have_count(1)
    await answer.get_by_role("button", name="Erase").click()
    await tab.page.get_by_role("dialog").get_by_role("button", name="Yes").click()
    await expect(tab.last.get_by_role("heading")).to_have_text("erased")


async def test_hostile_words_do_nothing(open_tab: Open) -> None:
    tab = await open_tab()
    answer = await tab.ask(f"gallery {HOSTILE}")
    await expect(answer.get_by_role("heading").first).to_have_text(HOSTILE)
    await answer.get_by_role("button", name="press").click()
    await expect(tab.page.locator(".message.by-bot")).to_have_count(2)
    await answer.get_by_role("button", name="Details").click()
    await expect(answer.get_by_role("tabpanel")).to_contain_text(HOSTILE)
    assert "owned" not in await tab.page.title()


async def test_what_arrives_while_the_page_is_fetched_again_stays(open_tab: Open) -> None:
    tab = await open_tab("mei", "hiring-ml")
    await tab.ask("@mlhire band senior remote")
    held, let_go, fetched_again = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def hold(route: Route) -> None:
        first, page = not held.is_set(), await route.fetch()
        if first:
            held.set()
            await let_go.wait()
        await route.fulfill(response=page)
        if not first:
            fetched_again.set()

    await tab.page.route("**/?as=mei*", hold)
    await tab.page.evaluate("import('/console/static/log.js').then(log => { log.refresh(); })")
    await held.wait()
    await tab.ask("@mlhire loop senior")
    let_go.set()
    await asyncio.wait_for(fetched_again.wait(), PATIENCE_MS / 1000)
    await expect(tab.page.locator(".message.by-bot")).to_have_count(2)


async def test_two_people_see_what_is_theirs_at_once(open_tab: Open) -> None:
    mei = await open_tab("mei", "hiring-ml")
    ravi = await open_tab("ravi", "general")
    await mei.box.fill("Good morning, @Ravi")
    await mei.page.keyboard.press("Enter")
    room = ravi.page.get_by_role("link", name="hiring-ml")
    await expect(room.locator(".unread")).to_have_text(re.compile("1"))
    await room.click()
    await ravi.page.wait_for_url("**in=hiring-ml*")
    await ravi.ready()
    await expect(ravi.page.locator(".message")).to_have_count(1)
    await mei.ask("/mlhire band senior remote")
    await expect(mei.last.locator(".only")).to_have_text("Only visible to you")
    await ravi.box.fill("seen")
    await ravi.page.keyboard.press("Enter")
    await expect(mei.last).to_contain_text("seen")
    await expect(ravi.page.locator(".message")).to_have_count(2)


async def test_thread_opens_beside_the_channel_and_counts_its_replies(open_tab: Open) -> None:
    tab = await open_tab("mei", "hiring-ml")
    await tab.box.fill("a new search")
    await tab.page.keyboard.press("Enter")
    await tab.last.hover()
    await tab.last.get_by_role("link", name="Reply in thread").click()
    thread = tab.page.get_by_role("complementary", name="Thread")
    await thread.wait_for()
    await tab.ready()
    box = thread.get_by_role("combobox")
    await box.fill("@mlhire band senior remote")
    await tab.page.keyboard.press("Escape")
    await tab.page.keyboard.press("Enter")
    await expect(thread.locator(".by-bot")).to_be_visible()
    await expect(tab.page.locator("main [data-answers]")).to_contain_text("2 replies")
    await thread.get_by_role("link", name="Close the thread").click()
    await expect(thread).to_have_count(0)


async def test_file_is_attached_and_can_be_removed(open_tab: Open) -> None:
    tab = await open_tab()
    jd = {"name": "jd.txt", "mimeType": "text/plain", "buffer": b"You own our RAG pipeline, its prompts and its eval harness."}
    await tab.page.locator('main [type="file"]').set_input_files(jd)  # type: ignore[arg-type]
    await tab.page.get_by_role("button", name="Remove jd.txt").click()
    await tab.page.locator('main [type="file"]').set_input_files([jd, {**jd, "name": "big.txt", "buffer": b"x" * (11 << 20)}])  # type: ignore[list-item]
    await expect(tab.page.locator("main").get_by_role("alert")).to_contain_text("larger than 10 MB")
    await tab.ask("triage")
    await expect(tab.page.locator(".message").first).to_contain_text("jd.txt")


async def test_long_paste_is_folded_and_unfolds(open_tab: Open) -> None:
    tab = await open_tab()
    await tab.ask("triage " + "\n".join(f"line {number}: own the model serving platform" for number in range(40)))
    question = tab.page.locator(".message").first
    folded = (await question.bounding_box() or {})["height"]
    await question.get_by_role("button", name="Show all").click()
    assert (await question.bounding_box() or {})["height"] > folded * 2


async def test_clock_moves_in_every_tab(open_tab: Open) -> None:
    mei, ravi = await open_tab(), await open_tab("ravi")
    await mei.move_time("One day on")
    for tab in (mei, ravi):
        await expect(tab.page.locator("[data-clock]:not(.moving)")).to_contain_text("Wed 25 Nov")
    await mei.move_time("Back to real time")
    await expect(ravi.page.locator("[data-clock]")).to_contain_text("Tue 24 Nov")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_theme_follows_the_system_until_it_is_chosen(open_tab: Open, scheme: str) -> None:
    tab = await open_tab(color_scheme=scheme)

    async def paper() -> str:
        return str(await tab.page.evaluate("getComputedStyle(document.body).backgroundColor"))

    before = await paper()
    await tab.page.get_by_role("button", name="Light or dark").click()
    chosen = await paper()
    assert chosen != before
    await tab.page.reload()
    assert await paper() == chosen


CONTRAST = """() => {
  const linear = (part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  const channel = (value) => linear(value / 255);
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const over = ([r, g, b, a = 1], below) => [r, g, b].map((part, at) => part * a + below[at] * (1 - a));
  const behind = (element) => {
    const layers = [];
    for (let each = element; each; each = each.parentElement) layers.unshift(parse(getComputedStyle(each).backgroundColor));
    return layers.reduce((below, layer) => over(layer, below), [255, 255, 255]);
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.getClientRects().length || element.closest("script, .visually-hidden, .skip, select")) continue;
    const paper = behind(element);
    const [a, b] = [light(over(parse(getComputedStyle(element).color), paper)), light(paper)].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) poor.push(`${element.className}: ${element.textContent.trim().slice(0, 30)}`);
  }
  return poor;
}"""


TOO_WIDE = """() => [...document.querySelectorAll("main .reply > *, main .details, main .composer, main header")]
  .filter((part) => part.getBoundingClientRect().right > innerWidth + 1 || part.getBoundingClientRect().left < -1)
  .map((part) => part.className)"""

NAMELESS = """() => [...document.querySelectorAll("button, a, input, textarea, select, img, [role=menu], [role=log]")]
  .filter((part) => part.getClientRects().length && !part.closest("[hidden]"))
  .filter((part) => !(part.getAttribute("aria-label") || part.textContent.trim() || part.alt || part.labels?.length))
  .filter((part) => !part.querySelector("img")?.alt)
  .map((part) => part.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_stand_out_from_their_paper(open_tab: Open, scheme: str) -> None:
    tab = await open_tab("mei", "hiring-ml", color_scheme=scheme, reduced_motion="reduce")
    await tab.ask("/mlhire gallery pears")
    answer = await tab.ask("/mlhire band senior remote")
    await answer.get_by_role("button", name="Details").click()
    await answer.get_by_role("tablist").wait_for()
    assert await tab.page.evaluate(CONTRAST) == []


CUT_OFF = """() => [...document.querySelectorAll(".table-scroll")]
  .filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.textContent.trim().slice(0, 60))"""


async def test_on_a_phone_no_figure_of_a_comparison_is_cut_off_and_each_says_whose_it_is(open_tab: Open) -> None:
    tab = await open_tab(viewport={"width": 360, "height": 740})
    answer = await tab.ask("band compare senior sf vs senior nyc")
    assert await tab.page.evaluate(CUT_OFF) == []
    cell = answer.get_by_role("cell", name="$205K–$248K")
    assert "New York" in await cell.evaluate("cell => getComputedStyle(cell, '::before').content")


@pytest.mark.parametrize("width", [360, 768])
async def test_narrow_screens_show_everything_without_scrolling_sideways(open_tab: Open, width: int) -> None:
    tab = await open_tab(viewport={"width": width, "height": 740})
    answer = await tab.ask("gallery pears")
    await tab.ask("band senior remote")
    await answer.get_by_role("button", name="Details").click()
    await answer.get_by_role("tablist").wait_for()
    assert await tab.page.evaluate(TOO_WIDE) == []
    assert await tab.page.evaluate("document.documentElement.scrollWidth") <= width
    if width == 360:
        await tab.page.get_by_role("button", name="Conversations").click()
        await tab.page.get_by_role("link", name="general").click()
        await expect(tab.page.get_by_role("heading", level=1)).to_have_text("general")


async def test_names_and_roles_are_there_for_screen_readers(open_tab: Open) -> None:
    tab = await open_tab()
    await tab.ask("gallery pears")
    await expect(tab.page.get_by_role("log", name="mlhire")).to_have_attribute("aria-live", "polite")
    assert await tab.page.evaluate(NAMELESS) == []
    ids = await tab.page.evaluate("[...document.querySelectorAll('[id]')].map((part) => part.id)")
    assert len(ids) == len(set(ids))


async def test_tab_catches_up_with_what_it_missed(open_tab: Open) -> None:
    tab = await open_tab("mei", "general")
    await tab.page.route("**/console/live*", lambda route: route.abort())
    await tab.page.reload()
    other = await open_tab("ravi", "general")
    await other.box.fill("while you were away")
    await other.page.keyboard.press("Enter")
    await expect(other.page.locator(".message")).to_have_count(1)
    await expect(tab.page.locator(".offline")).to_be_visible()
    await tab.page.unroute("**/console/live*")
    await expect(tab.last).to_contain_text("while you were away")
    tab.complaints.clear()
