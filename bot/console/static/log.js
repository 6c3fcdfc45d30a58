// The message panes: put messages where they belong, in order, with a line between days.
import { html, me, post } from "./net.js";

const page = document.body.dataset;
const logs = () => [...document.querySelectorAll("[data-log]")];
const logOf = (thread) => logs().find((log) => log.dataset.log === (thread || ""));
const made = (text) => {
  const template = document.createElement("template");
  template.innerHTML = text.trim();
  return template.content.firstElementChild;
};
export const atEnd = (log) => log.scrollHeight - log.scrollTop - log.clientHeight < 80;
export const toEnd = (log) => { log.scrollTop = log.scrollHeight; };

// A long answer begins at the top, below what was asked; a short one stands at the end.
function reveal(log, message) {
  const asked = message.previousElementSibling?.classList.contains("message") ? message.previousElementSibling : message;
  const first = message.classList.contains("by-bot") && asked.offsetHeight < log.clientHeight / 3 ? asked : message;
  log.scrollTop = Math.min(first.offsetTop - log.offsetTop - 8, log.scrollHeight);
}

// Every message of this place and person arrives here, from the answer to a post and from the live stream alike.
export function show(event) {
  if (event.version) page.version = event.version;
  if (event.place !== page.place) return count(event.place, event.own ? 0 : 1);
  const log = logOf(event.thread);
  if (!log || log.querySelector(`[data-message="${event.id}"]`)) return;
  const follow = event.own || atEnd(log);
  const message = made(event.html);
  log.append(message);
  separate(log);
  if (follow) reveal(log, message);
  else sayMore(log);
  if (!event.own && document.visibilityState === "visible") seen();
}

export function replace(event) {
  for (const old of document.querySelectorAll(`[data-message="${event.id}"]`)) {
    const inThread = old.id.startsWith("t-");
    const fresh = made(event.html);
    if (inThread) fresh.id = `t-${event.id}`;
    if (inThread && !event.thread) fresh.querySelectorAll(".tools, [data-answers]").forEach((part) => part.remove());
    old.replaceWith(fresh);
  }
  logs().forEach(separate);
}

export function remove(event) {
  document.querySelectorAll(`[data-message="${event.id}"]`).forEach((message) => message.remove());
  logs().forEach(separate);
}

export function answers(event) {
  document.querySelectorAll(`[data-answers="${event.id}"]`).forEach((line) => line.replaceWith(made(event.html)));
}

// The page as it stands now. What arrives while it is fetched may not be in it yet: then it is fetched again.
async function fetched() {
  const before = page.version;
  const fresh = new DOMParser().parseFromString(await html(location.href), "text/html");
  return page.version === before ? fresh : fetched();
}

// What this tab missed while it was away: ask for the page again and take its panes.
export async function refresh() {
  const fresh = await fetched();
  for (const log of logs()) {
    const other = [...fresh.querySelectorAll("[data-log]")].find((each) => each.dataset.log === log.dataset.log);
    if (other) log.replaceChildren(...other.children);
    separate(log);
    toEnd(log);
  }
  for (const badge of document.querySelectorAll("[data-unread]")) {
    const other = fresh.querySelector(`[data-unread="${badge.dataset.unread}"]`);
    if (other) mark(badge, Number(other.querySelector("[data-count]").textContent));
  }
  page.version = fresh.body.dataset.version;
}

function separate(log) {
  log.querySelectorAll(".day").forEach((line) => line.remove());
  let day = "";
  for (const message of log.querySelectorAll(":scope > .message")) {
    if (message.dataset.day !== day) {
      const line = document.createElement("div");
      line.className = "day";
      line.setAttribute("role", "separator");
      line.innerHTML = "<span></span>";
      line.firstChild.textContent = message.dataset.date;
      message.before(line);
      day = message.dataset.day;
    }
  }
}

function sayMore(log) {
  let button = log.parentElement.querySelector(".to-end");
  if (button) return;
  button = document.createElement("button");
  button.type = "button";
  button.className = "to-end";
  button.textContent = "New messages below";
  button.addEventListener("click", () => { toEnd(log); button.remove(); });
  log.addEventListener("scroll", () => { if (atEnd(log)) button.remove(); });
  log.after(button);
}

function count(place, more) {
  const badge = document.querySelector(`[data-unread="${CSS.escape(place)}"]`);
  if (badge && more) mark(badge, Number(badge.querySelector("[data-count]").textContent) + more);
}

function mark(badge, number) {
  badge.querySelector("[data-count]").textContent = number;
  badge.hidden = !number;
  badge.closest(".room").classList.toggle("has-unread", number > 0);
}

export const seen = () => post("/console/read", me());

export function begin() {
  for (const log of logs()) {
    separate(log);
    if (log.querySelector(".message")) toEnd(log);
  }
  if (location.hash.startsWith("#m-")) document.getElementById(location.hash.slice(1))?.scrollIntoView({ block: "center" });
}
