// The stream of changes. The browser reconnects by itself; what was missed meanwhile is fetched.
import { answers, refresh, remove, replace, seen, show } from "./log.js";

const page = document.body.dataset;
const offline = document.querySelector(".offline");

export function listen() {
  const stream = new EventSource(`/console/live?as=${encodeURIComponent(page.person)}`);
  const hear = (name, what) => stream.addEventListener(name, (event) => what(JSON.parse(event.data)));
  const on = (name, what) => hear(name, (event) => { page.version = event.version; what(event); });
  hear("hello", ({ version }) => {
    offline.hidden = true;
    if (String(version) !== String(page.version)) refresh();
  });
  on("posted", show);
  on("edited", replace);
  on("deleted", remove);
  on("answers", answers);
  on("clock", (event) => setClock(event.clock));
  on("seen", refresh);
  on("anew", () => { location.href = `/?as=${page.person}&in=${page.place}`; });
  stream.addEventListener("error", () => {
    offline.hidden = false;
    // A refusal ends the stream for good; a new start of mlhire at the same address is tried for now and then.
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  });
  stream.addEventListener("open", () => { offline.hidden = true; });
  addEventListener("pagehide", () => stream.close());
}

document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") seen(); });

export function setClock(html) {
  const clock = document.querySelector("[data-clock]");
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  const fresh = [...template.content.children].find((part) => part.matches("[data-clock]"));
  const isOpen = !clock.querySelector(".menu").hidden;
  if (isOpen && fresh.classList.contains("moving") === clock.classList.contains("moving")) {
    // Whoever is choosing keeps the menu; only what stands on the button changes.
    clock.className = fresh.className;
    clock.querySelector(".clock-button").innerHTML = fresh.querySelector(".clock-button").innerHTML;
    return;
  }
  const had = clock.contains(document.activeElement);
  clock.replaceWith(fresh);
  if (had) fresh.querySelector("button").focus();
}

// The time shown goes on by itself, a minute at a time.
export function tick() {
  const shown = document.querySelector("[data-clock] time");
  const began = Date.now();
  const first = shown && Date.parse(shown.dateTime);
  const timer = setInterval(() => {
    const now = document.querySelector("[data-clock] time");
    if (now !== shown) { clearInterval(timer); return tick(); }
    const parts = new Intl.DateTimeFormat("en-GB", {
      weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: page.timezone,
    }).formatToParts(new Date(first + Date.now() - began));
    const part = (type) => parts.find((each) => each.type === type).value;
    now.textContent = `${part("weekday")} ${part("day")} ${part("month")} ${part("hour")}:${part("minute")}`;
  }, 5000);
}
